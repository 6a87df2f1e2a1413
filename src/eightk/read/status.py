"""Filed or furnished, and what an item incorporates by reference.

Comes in: the texts of items and exhibits with their numbers. Goes out: the report's own words and the status the form gives.
Words never furnish an item that the form files (General Instruction B.2). Add here: nothing of wording; that is `form/phrases.toml`.
"""

from __future__ import annotations

import datetime as dt
import re

import msgspec

from eightk import form
from eightk.form.phrases import pattern
from eightk.late import late
from eightk.model import Says, Status
from eightk.read.text import Text, trimmed

_SENTENCE = late(r"(?<=[.;])[\s\"\u201d)]+(?=[A-Z\u201c\"(])|\n[ \t]*\n|\x0c")
_STOP_OR_LINE = late(r"[.;\n\x0b\x0c](?:(?<=[\n\x0b\x0c])|[\s\"\u201d)]+(?=[A-Z\u201c\"(]))")
_TO_CAPITAL = late(r"[\s\"\u201d)]+(?=[A-Z\u201c\"(])")
_BETWEEN = ' \n\t\x0b\x0c\r\xa0\x1d"\u201d)'  # what may stand between a sentence and the next
_EXHIBIT = late(
    r"exhibits?\s+(?:no\.?\s*)?(\d{1,3}(?:\.\d{1,3})?(?:\([a-z0-9]+\))*)"  # "Exhibit 99.1"
    r"(?:(?:\s*(?:,|and|through|to|&)\s*)+\d{1,3}\.\d{1,3})*",  # ", 99.2 and 99.3"
    re.I,
)
_DECIMAL = late(r"\d{1,3}\.\d{1,3}")
_LETTER = late(r"letter|request")
_BEHIND = 60  # characters behind a word that tell what is furnished, or to whom
_NUMBERS = late(r"\d{1,2}\.\d\d|\b\d{1,2}\b")


class Words(msgspec.Struct, frozen=True, gc=False):
    """What a sentence says of itself: which word, whether specifically, where it stands in the text, and what it covers."""

    says: Says
    strong: bool
    start: int
    end: int
    whole: bool
    items: tuple[str, ...]


def words_of(text: Text, start: int, end: int) -> list[Words]:
    """Every statement about filing or furnishing in a stretch, in order. Only sentences with the words are looked at."""
    low = text.low
    found: list[Words] = []
    furnish, filed = low.find("furnish", start, end), low.find("filed", start, end)
    while furnish >= 0 or filed >= 0:
        at = furnish if filed < 0 or 0 <= furnish < filed else filed
        first, last = _sentence(text, at, start, end)
        furnish = _next("furnish", furnish, low, max(at + 1, last), end)
        filed = _next("filed", filed, low, max(at + 1, last), end)
        sentence = low[first:last]
        said = _said(sentence)
        if said is None:
            continue
        items = tuple([n for words in pattern("item-scope").findall(sentence) for n in _NUMBERS.findall(words)])
        whole = said[0] == "furnished" and pattern("whole-report").search(sentence) is not None
        found.append(Words(*said, first, last, whole, items))
    return found


def _next(word: str, at: int, low: str, start: int, end: int) -> int:
    """Where a word, last seen at a place (-1: nowhere), stands from `start` on; -1 if nowhere."""
    return low.find(word, start, end) if 0 <= at < start else at


def _sentence(text: Text, at: int, low: int, high: int) -> tuple[int, int]:
    """The sentence around a place, inside a stretch: to the nearest stop before a capital, or paragraph's end, on both sides."""
    source, first, last = text.text, max(low, at - 2500), min(high, at + 2500)
    if text.wrapped:
        first = max(first, source.rfind("\n\n", first, at), source.rfind("\x0c", first, at))
        start = max([m.end() for m in _SENTENCE.finditer(source, first, at)], default=first)
        stop = _SENTENCE.search(source, at, last)
        return trimmed(source, start, stop.start() if stop else last)
    start = _after_stop(source, first, at) or first
    stop = _STOP_OR_LINE.search(source, at, last)
    return trimmed(source, max(start, first), stop.start() + (source[stop.start()] in ".;") if stop else last)


def _after_stop(source: str, first: int, at: int) -> int:
    """Where the sentence begins that a place is in, after the last stop or line's break from `first` on; 0 if there is none."""
    line = source.rfind("\n", first, at)
    line = max(line, source.rfind("\x0b", max(first, line), at), source.rfind("\x0c", max(first, line), at))
    low = max(0, first - 1 + (len(source[first:line].rstrip(_BETWEEN)) if line >= 0 else 0))  # a stop right before counts
    stop = at
    while (stop := max(source.rfind(".", low, stop), source.rfind(";", low, stop))) >= 0:
        if m := _TO_CAPITAL.match(source, stop + 1, at):
            return max(m.end(), line + 1)
    return line + 1


def _said(sentence: str) -> tuple[Says, bool] | None:
    """(word, whether it is a specific statement) of a sentence in lower case; the strongest first."""
    furnish, deemed = "furnish" in sentence, "deemed" in sentence or "considered" in sentence or "treated" in sentence
    if (furnish or deemed or "section 18" in sentence) and pattern("not-filed").stands(sentence):
        return "furnished", True
    if pattern("not-filed-alone").search(sentence):
        return "furnished", True
    if deemed and pattern("deemed-filed").search(sentence):
        return "filed", True
    if furnish:
        other = pattern("furnished-otherwise")
        m = next((m for m in pattern("furnished").finditer(sentence) if not other.search(sentence, m.start(), m.end() + _BEHIND)), None)
        if m and not ("accountant" in sentence and _LETTER.search(sentence, 0, m.end() + 40)):
            return "furnished", False
    return ("filed", False) if pattern("filed-words").search(sentence) else None


def says_of(number: str, day: dt.date | None, own: list[Words], report: list[Words]) -> Words | None:
    """The words that speak for an item: its own, the specific first, else a statement elsewhere over the whole report or naming it."""
    mine = [w for w in own if not w.items or number in w.items or w.whole or w.says == "furnished" and _carries(number, day, w.items)]
    if mine:
        return min(mine, key=lambda w: (not w.strong, w.says != "furnished"))
    for w in report:
        if w.says == "furnished" and (number in w.items or (w.whole and (not w.items or w.strong))):
            return w
    return None


def _carries(number: str, day: dt.date | None, others: tuple[str, ...]) -> bool:
    """Whether an old item that the form furnishes may bear what other such items ask for: Item 12 stood under Item 9 (Release 33-8216)."""
    return form.topic(number, day) != number and all(form.furnished_by_form(item, day) for item in (number, *others))


def status_of(number: str, day: dt.date | None, says: Words | None) -> tuple[Status, str]:
    """The legal status of an item and why: the form's row for the day, unless the report's own words file it."""
    if day is not None and not form.has(number, day):
        kind: Status = "furnished" if form.furnished_by_form(number, day) else "filed"
        return kind, "the form of that day has no such item; its nearest row answers"
    if not form.furnished_by_form(number, day):
        if says is not None and says.says == "furnished":
            return "filed", "the form files this item; words cannot furnish it"
        return "filed", "the form files this item"
    if says is not None and says.says == "filed" and says.strong:
        return "filed", "the report says that it is to be considered filed"
    return "furnished", "the form furnishes this item"


def exhibits_named(text: str) -> set[str]:
    """Exhibit numbers that a text names. The word is found by its letters small or great; to lower a long text costs more."""
    found: set[str] = set()
    for letters in ("xhibit", "XHIBIT"):
        at = text.find(letters)
        while at >= 0:
            if at and (m := _EXHIBIT.match(text, at - 1)):
                found.add(m[1].lower())
                if m[1][-1] == ")" or m.end() > m.end(1):  # "10.1(a)", "99.1 and 99.2"
                    found.update(_DECIMAL.findall(m[0]))
            at = text.find(letters, at + 6)
    return found
