"""Filed or furnished, and what an item incorporates by reference.

Comes in: the texts of items and exhibits with their numbers. Goes out: the report's own words and the status the form gives.
Words never furnish an item that the form files (General Instruction B.2). Add here: nothing of wording; that is `form/phrases.toml`.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from eightk import form
from eightk.form.phrases import pattern
from eightk.late import late
from eightk.model import Says, Status

_SENTENCE = late(r"(?<=[.;])[\s\"\u201d)]+(?=[A-Z\u201c\"(])|\n\n")
_EXHIBIT = late(r"\bexhibits?\s+(?:no\.?\s*)?(\d{1,3}(?:\.\d{1,3})?(?:\([a-z0-9]+\))*)(?:(?:\s*(?:,|and|through|to|&)\s*)+(\d{1,3}\.\d{1,3}))*", re.I)
_NUMBERS = late(r"\d{1,2}\.\d\d|\b\d{1,2}\b")


class Words(NamedTuple):
    """What a stretch of text says of itself: which word, the sentence, where it stands in the stretch, and what it covers."""

    says: Says
    strong: bool
    start: int
    end: int
    whole: bool
    items: tuple[str, ...]


def words_of(text: str) -> list[Words]:
    """Every statement about filing or furnishing in a text, in order."""
    low = text.lower()
    if "furnish" not in low and "filed" not in low and " file " not in low:
        return []
    found: list[Words] = []
    at = 0
    for end in [*(m.start() for m in _SENTENCE.finditer(text)), len(text)]:
        sentence = text[at:end]
        said = _said(sentence)
        if said is not None:
            says, strong, a, b = said
            scope = pattern("item-scope").findall(sentence)
            items = tuple(n for words in scope for n in _NUMBERS.findall(words))
            whole = says == "furnished" and pattern("whole-report").search(sentence) is not None
            found.append(Words(says, strong, at + a, at + b, whole, items))
        at = end
    return found


def _said(sentence: str) -> tuple[Says, bool, int, int] | None:
    for id, says, strong in (("not-filed", "furnished", True), ("deemed-filed", "filed", True), ("furnished", "furnished", False), ("filed-words", "filed", False)):
        if id == "not-filed" and "section 18" not in sentence.lower() and "furnish" not in sentence.lower() and "deemed" not in sentence.lower() and "considered" not in sentence.lower():
            continue
        m = pattern(id).search(sentence)
        if m is None:
            continue
        if id == "furnished" and re.search(r"letter|request", sentence[: m.end() + 40], re.I) and "accountant" in sentence.lower():
            continue
        a = m.start() + len(m.group()) - len(m.group().lstrip())
        return ("furnished" if says == "furnished" else "filed"), strong, a, m.end()
    return None


def says_of(number: str, own: list[Words], report: list[tuple[str, Words]]) -> tuple[Words, bool] | None:
    """The words that speak for an item: its own, else a statement elsewhere over the whole report or naming it.

    Returns (words, whether they stand in the item itself).
    """
    mine = [w for w in own if not w.items or number in w.items or w.whole]
    for says in ("furnished", "filed"):
        for strong in (True, False):
            for w in mine:
                if w.says == says and w.strong == strong and (says == "furnished" or not any(v.says == "furnished" for v in mine)):
                    return w, True
    for _, w in report:
        if w.says == "furnished" and (number in w.items or (w.whole and (not w.items or w.strong))):
            return w, False
    return None


def status_of(number: str, day: dt.date | None, says: Words | None) -> tuple[Status, str]:
    """The legal status of an item and why: the form's row for the day, unless the report's own words file it."""
    if not form.furnished_by_form(number, day):
        if says is not None and says.says == "furnished":
            return "filed", "the form files this item; words cannot furnish it"
        return "filed", "the form files this item"
    if says is not None and says.says == "filed" and says.strong:
        return "filed", "the report says that it is to be considered filed"
    return "furnished", "the form furnishes this item"


def exhibits_named(text: str) -> list[str]:
    """Exhibit numbers that a text names, in order, once each."""
    seen: dict[str, None] = {}
    for m in _EXHIBIT.finditer(text):
        seen[m.group(1)] = None
        for n in re.findall(r"\d{1,3}\.\d{1,3}", m.group()):
            seen[n] = None
    return list(seen)
