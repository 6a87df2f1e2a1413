"""What Form 8-K says, by date.

Comes in: an item number, a day, words of a header. Goes out: frozen rows of the .toml tables beside this file, and
short answers drawn from them. Add here: a fact is a row in its table, with source and basis; code only when a new
kind of question is asked. Items are here; the cover in cover.py, duties and exhibits in duties.py, clocks and closed
days in clocks.py, counting days in days.py.

A day is a filing date. None stands for a day nobody knows: the newest row then answers. Importing reads no file;
each table is read once, at the first question that needs it.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache, lru_cache

import msgspec

from eightk.form.rows import CrosswalkRow, ItemRow, SectionRow, StrayRow, distance, holds, letters, load

__all__ = [
    "FACTS", "Form", "ItemRow", "SectionRow", "comparability", "crosswalk", "furnished_by_form", "has", "header_item", "items", "letters",
    "meaning", "on", "sections", "strays", "titles", "topic",
]  # fmt: skip

FACTS = "2026-11-23"
"""Version of the facts: the day on which a table was last changed."""

CODE = re.compile(r"0*([1-9]\d?(?:\.\d\d)?)")
TAIL = 12  # letters a cut-off header description must keep to be told by its beginning


class Form(msgspec.Struct, frozen=True):
    """The form in force on a day: its items and Section headings by number, in the form's order."""

    day: dt.date
    items: dict[str, ItemRow]
    sections: dict[str, SectionRow]


# ---- the tables ----------------------------------------------------------------------------------------------


@cache
def items() -> tuple[ItemRow, ...]:
    """Every row of every item, old and new, in the form's order."""
    return load("items", dict[str, tuple[ItemRow, ...]])["item"]


@cache
def sections() -> tuple[SectionRow, ...]:
    """The Section headings since 2004."""
    return load("sections", dict[str, tuple[SectionRow, ...]])["section"]


@cache
def strays() -> tuple[StrayRow, ...]:
    """Numbers that lists and headers show beside the items and that the form never had."""
    return load("strays", dict[str, tuple[StrayRow, ...]])["stray"]


@cache
def crosswalk() -> tuple[CrosswalkRow, ...]:
    """Old items against today's."""
    return load("crosswalk", dict[str, tuple[CrosswalkRow, ...]])["row"]


# ---- questions -----------------------------------------------------------------------------------------------


@lru_cache(maxsize=1024)
def on(day: dt.date) -> Form:
    """The form in force on a filing date."""
    return Form(
        day=day,
        items={row.number: row for row in items() if holds(row, day)},
        sections={row.number: row for row in sections() if holds(row, day)},
    )


@cache
def _rows() -> dict[str, tuple[ItemRow, ...]]:
    """The rows of each number, newest first."""
    found: dict[str, tuple[ItemRow, ...]] = {}
    for row in items():
        found[row.number] = (row, *found.get(row.number, ()))
    return found


@lru_cache(maxsize=4096)
def meaning(number: str, day: dt.date | None) -> ItemRow | None:
    """What an item number means on a day: the row in force, else the row of that number nearest in time. None: no such item ever."""
    rows = _rows().get(number, ())
    for row in rows:
        if len(rows) == 1 or (day is not None and holds(row, day)):
            return row
    return min(rows, key=lambda row: distance(row, day), default=None)


def has(number: str, day: dt.date) -> bool:
    """Whether the form in force on a filing date has an item."""
    row = meaning(number, day)
    return row is not None and holds(row, day)


@cache
def titles() -> dict[str, tuple[str, ...]]:
    """Each number with every title the form, EDGAR and filers ever gave it, the newest form's own title first."""
    found: dict[str, dict[str, str]] = {}
    for number, rows in _rows().items():
        named = found.setdefault(number, {})
        for words in (*(r.title for r in rows), *(w for r in rows for w in (*r.header, *r.headings))):
            named.setdefault(letters(words), words)
    return {number: tuple(named.values()) for number, named in found.items()}


@cache
def _by_old() -> dict[str, tuple[CrosswalkRow, ...]]:
    found: dict[str, tuple[CrosswalkRow, ...]] = {}
    for row in crosswalk():
        found[row.old] = (row, *found.get(row.old, ()))
    return found


def _crossed(number: str, day: dt.date | None) -> CrosswalkRow | None:
    """The crosswalk row of an old number, the nearest in time where it meant several things."""
    rows = _by_old().get(number) if number else None
    return min(rows, key=lambda row: distance(row, day)) if rows else None


def topic(number: str, day: dt.date | None) -> str | None:
    """Today's item for a number: itself, or its successor by the crosswalk (old 9 depends on the day). None: no item of the form."""
    row = meaning(number, day)
    if row is None or row.regime == "section":
        return row.number if row else None
    crossed = _crossed(number, day)
    return crossed.new if crossed else None


def comparability(number: str, day: dt.date | None) -> str | None:
    """How the old item compares with today's: same, narrower, broader, none (no old item). Asked with either number; None: no item."""
    crossed = _crossed(number, day) or next((row for row in crosswalk() if row.new == number), None)
    return crossed.comparability if crossed else None


@lru_cache(maxsize=4096)
def furnished_by_form(number: str, day: dt.date | None) -> bool:
    """Whether the form itself furnishes an item (General Instruction B.2).

    An item that was never anything else is furnished whatever the day; old 9, which was once filed, only from the
    day on which its furnished meaning began.
    """
    rows = _rows().get(number, ())
    if day is not None and len(rows) > 1 and len({row.status for row in rows}) > 1:
        rows = tuple(row for row in rows if row.from_ is None or row.from_ <= day)
    return bool(rows) and rows[0].status == "furnished"


@cache
def _header_words() -> dict[str, tuple[str, ...]]:
    """Letters of a title -> the numbers that carry it."""
    found: dict[str, tuple[str, ...]] = {}
    for number, words in titles().items():
        for title in words:
            key = letters(title)
            found[key] = (*found.get(key, ()), number)
    return found


def header_item(text: str, day: dt.date | None) -> str | None:
    """The item number behind the words (or code) of an ITEM INFORMATION or ITEMS line; None for an empty or unknown one.

    Letters alone are compared and a cut-off tail is allowed. Where two forms share the words, the one nearer to
    `day` decides; between two equally near items, none is named.
    """
    code = CODE.fullmatch(text.strip())
    if code:
        return code[1]
    key = letters(text)
    numbers = _header_words().get(key, ())
    if not numbers and len(key) >= TAIL:
        numbers = tuple({n for full, found in _header_words().items() if full.startswith(key) for n in found})
    far = {n: min(distance(row, day) for row in _rows()[n]) for n in numbers}
    nearest = [n for n in numbers if far[n] == min(far.values())]
    return nearest[0] if len(nearest) == 1 else None
