"""Checks of the items' headings: that number and title are a pair, and of the form of the day.

Comes in: a case. Goes out: hits, by the code of the requirement. Add here: a rule on headings; numbers and titles are in form/items.toml.
"""

from __future__ import annotations

import difflib
import html
import re
from collections.abc import Iterator
from functools import cache, lru_cache

from eightk import form
from eightk.check.case import Case
from eightk.check.rule import Hit, Table, hit
from eightk.form.requirements import Severity
from eightk.form.rows import distance
from eightk.late import late
from eightk.model import Item, Span

RULES = rules = Table()

_ITEM = late(rb"I(?:tem|TEM)")
_NUMBERED = late(rb"(?:\s|&nbsp;|&#160;|\xc2?\xa0|<[^<>]{0,400}>){1,12}(\d{1,2}(?:\.\d{1,2})?)(?![\d(])")
_TAG = late(r"<[^<>]*>")
_ALIKE, _HALF = 0.6, 0.5
_MARKUP = 2500
"""Bytes behind a number among which its title stands."""
_LEAST = 10
"""Letters a title must have to be told by."""


@rules("B02")
def item_of_the_day(case: Case) -> Iterator[Hit]:
    """Every item is one of the form in force on the filing date.

    Why: EDGAR takes only the form of the day; whole numbers ended on 2004-08-22. Good: 8.01 in 2012. Bad: Item 5 in 2012, Item 5.22 ever.
    """
    if case.day is None:
        return
    today = form.on(case.day).items
    for item in case.report.items:
        if item.number not in today:
            yield hit(
                case.heading(item), severity=_certain(case, item.number), item=item.number, day=case.day, why=_instead(case, item.number)
            )
    for number, span, _ in _unread(case):
        if number not in today:
            yield hit(span, severity=_certain(case, number), item=number, day=case.day, why=_instead(case, number))


def _certain(case: Case, number: str) -> Severity | None:
    """An error across the change of 2004 or where the item's own dates are verified, but near a change only by a known filing date."""
    row = form.meaning(number, case.day)
    if row is None or case.day is None:
        return None
    crossed = row.regime != case.regime
    away = distance(row, case.day)
    known = case.day_from in ("filing", "given") or away > 60
    return None if known and (crossed or row.basis.startswith("verified")) else "advice"


def _instead(case: Case, number: str) -> str:
    row = form.meaning(number, case.day)
    if row is None:
        return "the form never had such an item"
    then = row.becomes or row.was
    until = f"it ended with {row.until}" if row.until and case.day and case.day > row.until else f"it began on {row.from_}"
    return until + (f"; that matter is then Item {' or '.join(then)}" if then and row.regime != case.regime else "")


def _unread(case: Case) -> list[tuple[str, Span, str]]:
    """Headings that were not read as items, since number and title are no pair: number, place, the title's letters."""
    return case.kept("unread", lambda: list(_not_read(case)))


def _not_read(case: Case) -> Iterator[tuple[str, Span, str]]:
    if not case.report.items:
        return
    read = set(case.report.items.numbers())
    for m in _headed(case.data, *case.body):
        number = m.group(1).decode("ascii")
        if number not in read:
            after = html.unescape(_TAG.sub(" ", case.data[m.end() : m.end() + _MARKUP].decode("utf-8", "replace")))
            flat = form.letters(after[:400])
            title = max((title for title in _all_titles() if len(title) >= _LEAST and flat.startswith(title)), key=len, default=None)
            if title is not None:
                yield number, m.span(1), title


def _headed(data: bytes, start: int, end: int) -> Iterator[re.Match[bytes]]:
    """Numbers behind the word Item at the beginning of a line or of an element."""
    for item in _ITEM.finditer(data, start, end):
        at = item.start()
        m = _NUMBERED.match(data, at + 4, end) if data[max(0, at - 40) : at].rstrip(b" \t")[-1:] in (b"\n", b"\r", b">", b"") else None
        if m is not None:
            yield m


@cache
def _all_titles() -> frozenset[str]:
    return frozenset(title for titles in _titles().values() for title in titles)


@rules("B03")
def title_of_the_item(case: Case) -> Iterator[Hit]:
    """An item's title is that of its number, loosely.

    Why: a number with another item's title leaves the reader to guess which was meant. Good: "5.02 Departure of Directors ..".
    Bad: "5.02 Regulation FD Disclosure".
    """
    for item in case.report.items:
        other = None if item.combined or item.not_applicable else _titled(item)
        if other is not None:
            span = item.spans.get("title") or case.heading(item)
            yield hit(span, item=item.number, title=other[0], whose=other[1], right=_right(case, item.number))
    today = form.on(case.day).items if case.day else {}
    for number, span, title in _unread(case):
        owner = next((other for other, titles in _titles().items() if title in titles), None)
        if number in today and title not in _titles()[number] and owner is not None:
            words = next(t for t in form.titles()[owner] if form.letters(t) == title)
            yield hit(span, item=number, title=words, whose=f"the title of Item {owner}", right=_right(case, number))


def _right(case: Case, number: str) -> str:
    row = form.meaning(number, case.day)
    return row.title if row else ""


def _titled(item: Item) -> tuple[str, str] | None:
    """The wrong title an item bears and whose it is; None where the title is right or nobody's."""
    printed = item.title
    if printed is None:
        first = next((b.text for b in item.blocks if b.kind != "furniture"), "")
        printed = _begins(first, item.number)
        if printed is None:
            return None
    whose = _whose(printed, item.number)
    return (printed, whose) if whose is not None and (whose != _NOBODYS or item.title is not None) else None


_NOBODYS = "no title of that item"


@lru_cache(maxsize=1024)
def _whose(printed: str, number: str) -> str | None:
    """Whose a title is that is not its item's; None where it is, or nobody can tell."""
    letters = form.letters(printed)
    titles = _titles()
    own = _nearest(letters, titles.get(number, ()))
    if len(letters) < _LEAST or own >= _ALIKE:
        return None
    best = max(titles, key=lambda number: _nearest(letters, titles[number]))
    near = _nearest(letters, titles[best])
    if best != number and near >= max(0.8, own + 0.2):
        return f"the title of Item {best}"
    return _NOBODYS if own < _HALF else None


@cache
def _titles() -> dict[str, tuple[str, ...]]:
    """The titles of each number, letters alone."""
    return {number: tuple(form.letters(title) for title in titles) for number, titles in form.titles().items()}


def _nearest(letters: str, titles: tuple[str, ...]) -> float:
    """How like the nearest of the titles some words are; words that go on behind a whole title, or break off in it, are like it."""
    if any(letters.startswith(title) or title.startswith(letters) for title in titles):
        return 1.0
    return max((difflib.SequenceMatcher(None, letters, title, autojunk=False).ratio() for title in titles), default=0.0)


def _begins(text: str, number: str) -> str | None:
    """The title of another item with which a text begins."""
    flat = form.letters(text[:400])
    for other, titles in form.titles().items():
        if other != number:
            for title, letters in zip(titles, _titles()[other], strict=True):
                if len(letters) >= _LEAST and flat.startswith(letters):
                    return title
    return None
