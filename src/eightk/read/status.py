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
from eightk.read.text import lowered

_SENTENCE = late(r"(?<=[.;])[\s\"\u201d)]+(?=[A-Z\u201c\"(])|\n\n")
_EXHIBIT = late(r"\bexhibits?\s+(?:no\.?\s*)?(\d{1,3}(?:\.\d{1,3})?(?:\([a-z0-9]+\))*)(?:(?:\s*(?:,|and|through|to|&)\s*)+(\d{1,3}\.\d{1,3}))*")
_KEY = late(r"furnish|filed")
_LETTER = late(r"letter|request")
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
    """Every statement about filing or furnishing in a text, in order. Only sentences with the words are looked at."""
    low = lowered(text)
    found: list[Words] = []
    last = -1
    for m in _KEY.finditer(low):
        if m.start() < last:
            continue
        start, last = _sentence(text, m.start())
        sentence = low[start:last]
        said = _said(sentence)
        if said is None:
            continue
        says, strong, a, b = said
        items = tuple(n for words in pattern("item-scope").findall(sentence) for n in _NUMBERS.findall(words))
        whole = says == "furnished" and pattern("whole-report").search(sentence) is not None
        found.append(Words(says, strong, start + a, start + b, whole, items))
    return found


def _sentence(text: str, at: int) -> tuple[int, int]:
    """The sentence around a place: to the nearest stop before a capital, or blank line, on both sides."""
    start = max(text.rfind("\n\n", 0, at) + 2, 0) if "\n\n" in text[:at] else 0
    for m in _SENTENCE.finditer(text, start, at):
        start = m.end()
    end = _SENTENCE.search(text, at)
    return start, end.start() if end else len(text)


def _said(sentence: str) -> tuple[Says, bool, int, int] | None:
    """(word, whether it is a specific statement, its place) of a sentence in lower case; the strongest first."""
    furnish = "furnish" in sentence
    if furnish or any(word in sentence for word in ("section 18", "deemed", "considered", "treated")):
        m = pattern("not-filed").search(sentence)
        if m:
            return "furnished", True, m.start() + len(m.group()) - len(m.group().lstrip()), m.end()
    m = pattern("deemed-filed").search(sentence)
    if m:
        return "filed", True, m.start(), m.end()
    if furnish:
        m = pattern("furnished").search(sentence)
        if m and not ("accountant" in sentence and _LETTER.search(sentence, 0, m.end() + 40)):
            return "furnished", False, m.start(), m.end()
    m = pattern("filed-words").search(sentence)
    return ("filed", False, m.start(), m.end()) if m else None


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
    for m in _EXHIBIT.finditer(lowered(text)):
        seen[m.group(1)] = None
        for n in re.findall(r"\d{1,3}\.\d{1,3}", m.group()):
            seen[n] = None
    return list(seen)
