"""Days and times as a header prints them: YYYYMMDD, and the time of acceptance, which is New York's.

Comes in: digits. Goes out: a date, or a time in UTC with its precision. Add here: nothing; when daylight time is changed by law, a row.
"""

from __future__ import annotations

import datetime as dt
import functools
from typing import Literal

from eightk.late import late

Precision = Literal["second", "minute", "day"]

_CLOCK = late(r"[0-9]{8}(?:([0-9]{2})([0-9]{2})([0-9]{2})?)?\Z")
# Daylight time in New York: (first year, month and first day of the week it begins in, the same for its end); it
# begins and ends on the Sunday of that week at 02:00. 15 U.S.C. 260a as amended in 1986 and by Pub. L. 109-58 s. 110.
_DAYLIGHT = ((2007, (3, 8), (11, 1)), (1987, (4, 1), (10, 25)))
_SUMMER, _WINTER = dt.timedelta(hours=4), dt.timedelta(hours=5)


def calendar_day(text: str) -> dt.date | None:
    """YYYYMMDD as a date; None if it is no day of a year a filing can name."""
    if len(text) != 8 or not text.isdecimal() or not text.isascii():
        return None
    if not "1900" <= text[:4] <= "2100":
        return None
    try:
        return dt.date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def acceptance(text: str) -> tuple[dt.datetime | None, Precision | None]:
    """The acceptance time YYYYMMDD[HHMM[SS]] (Eastern) as UTC, with its precision; (None, None) if it is none.

    A time of exactly midnight is a placeholder: EDGAR accepts nothing in the night, and its own lists print midnight
    for every filing of the 1990s, whose time of acceptance it does not know.
    """
    found = _CLOCK.match(text)
    day = calendar_day(text[:8])
    if not found or not day or day.year < _DAYLIGHT[-1][0]:
        return None, None
    hour, minute, second = found.groups("0")
    if found[1] and not int(hour) + int(minute) + int(second):
        return None, None
    try:
        local = dt.datetime(day.year, day.month, day.day, int(hour), int(minute), int(second))
    except ValueError:
        return None, None
    precision: Precision = "second" if found[3] else "minute" if found[1] else "day"
    return (local + (_SUMMER if _daylight(local) else _WINTER)).replace(tzinfo=dt.UTC), precision


def _daylight(local: dt.datetime) -> bool:
    """Whether New York keeps daylight time at a local time (from 1987 on). The hour that comes twice counts as the first."""
    begin, end = _summer(local.year)
    return begin <= local < end


@functools.lru_cache(64)
def _summer(year: int) -> tuple[dt.datetime, dt.datetime]:
    """When daylight time begins and ends in a year."""
    _, begin, end = next(row for row in _DAYLIGHT if year >= row[0])
    return _sunday(year, *begin) + dt.timedelta(hours=1), _sunday(year, *end)  # the clock goes from 2 to 3


def _sunday(year: int, month: int, day: int) -> dt.datetime:
    """02:00 of the first Sunday on or after a day."""
    first = dt.datetime(year, month, day, 2)
    return first + dt.timedelta(days=6 - first.weekday())
