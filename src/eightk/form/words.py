"""The words a writer prints (`words.toml`), by filing date.

Comes in: a row's id and a day. Goes out: the words in force on it; a day in words. Add here: nothing of wording; that is a row.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

from eightk.form.rows import Dated, holds, load

_MONTHS = "January February March April May June July August September October November December".split()


class Words(Dated, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Printed words; `fill` are the names between braces in them."""

    id: str
    words: str
    fill: tuple[str, ...] = ()


@cache
def _rows() -> dict[str, tuple[Words, ...]]:
    found: dict[str, tuple[Words, ...]] = {}
    for row in load("words", dict[str, tuple[Words, ...]])["words"]:
        found[row.id] = (*found.get(row.id, ()), row)
    return found


def words(id: str, day: dt.date, **fill: str) -> str | None:
    """The words of a row in force on a filing date, filled in; None where the form of that day has none. Raises KeyError for no such id."""
    row = next((r for r in _rows()[id] if holds(r, day)), None)
    return row.words.format(**fill) if row else None


def spelled(day: dt.date) -> str:
    """A date as the form prints it, in English whatever the locale: "September 15, 2003"."""
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"
