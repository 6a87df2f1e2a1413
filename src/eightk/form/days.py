"""Business days and due days.

Comes in: days (dates; no hours, no time zone, except in `filing_day`). Goes out: days and counts of days. Add here:
a rule of counting; a closed day is a row in closures.toml, a clock a row in deadlines.toml.

A business day is a day on which EDGAR takes filings. Every function takes the caller's own `closed` days, and
`doubtful`: whether a day of which nobody knows counts as a business day. Where the two answers differ a report is
late only after the later one.

Days outside the years of the holiday table raise ValueError: a guess would be a wrong due date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from functools import cache

import msgspec

from eightk.form.clocks import clock, closures, deadlines

ONE = dt.timedelta(days=1)
SATURDAY = 5


class Calendar(msgspec.Struct, frozen=True):
    """Days EDGAR was closed, and perhaps closed, each with its reason, for whole years `first` to `last`."""

    first: int
    last: int
    closed: dict[dt.date, str]
    doubtful: dict[dt.date, str]


@cache
def calendar() -> Calendar:
    """The holidays and one-off closings of closures.toml."""
    facts = closures()
    closed = {dt.date.fromisoformat(day): row.name for row in facts.holidays for day in row.days.split()}
    years = {day.year for day in closed}
    doubtful: dict[dt.date, str] = {}
    for row in facts.closures:
        into = {"closed": closed, "unknown": doubtful}.get(row.edgar)
        day, until = row.from_, row.until
        while into is not None and day is not None and until is not None and day <= until:
            into.setdefault(day, row.why)
            day += ONE
    return Calendar(first=min(years), last=max(years), closed=closed, doubtful=doubtful)


def why_closed(day: dt.date, *, closed: Collection[dt.date] = (), doubtful: bool = True) -> str | None:
    """Why a day is no business day, in a few words; None when it is one."""
    known = calendar()
    if not known.first <= day.year <= known.last:
        raise ValueError(f"no holidays known for {day.year}: the table covers {known.first} to {known.last}")
    if day.weekday() >= SATURDAY:
        return f"{day:%A}"
    if day in closed:
        return "named by the caller"
    return known.closed.get(day) or (None if doubtful else known.doubtful.get(day))


def is_business_day(day: dt.date, *, closed: Collection[dt.date] = (), doubtful: bool = True) -> bool:
    """Whether EDGAR takes filings on a day."""
    return why_closed(day, closed=closed, doubtful=doubtful) is None


def roll(day: dt.date, *, closed: Collection[dt.date] = (), doubtful: bool = True) -> dt.date:
    """The day itself if it is a business day, else the next one (17 CFR 240.0-3(a))."""
    while not is_business_day(day, closed=closed, doubtful=doubtful):
        day += ONE
    return day


def add_business_days(day: dt.date, n: int, *, closed: Collection[dt.date] = (), doubtful: bool = True) -> dt.date:
    """The nth business day after `day`, which itself never counts; with n = 0, `day` rolled. A negative n raises ValueError."""
    if n < 0:
        raise ValueError(f"business days are counted forward, not by {n}")
    if n == 0:
        return roll(day, closed=closed, doubtful=doubtful)
    for _ in range(n):
        day = roll(day + ONE, closed=closed, doubtful=doubtful)
    return day


def add_calendar_days(day: dt.date, n: int, *, closed: Collection[dt.date] = (), doubtful: bool = True) -> dt.date:
    """The nth day after `day`, rolled to a business day."""
    return roll(day + n * ONE, closed=closed, doubtful=doubtful)


def business_days_between(start: dt.date, end: dt.date, *, closed: Collection[dt.date] = (), doubtful: bool = True) -> int:
    """Business days after `start` up to and with `end`: how many days late a filing of `end` due on `start` is. 0 if `end` is not later."""
    return sum(is_business_day(start + i * ONE, closed=closed, doubtful=doubtful) for i in range(1, (end - start).days + 1))


def filing_day(sent: dt.datetime, *, closed: Collection[dt.date] = (), doubtful: bool = True) -> dt.date:
    """The filing date of a transmission that began at `sent`, an Eastern wall clock time (17 CFR 232.13(a)(2))."""
    cutoff = next(row.cutoff for row in deadlines().clocks if row.cutoff is not None)
    late = sent.replace(tzinfo=None).time() > cutoff
    return roll(sent.date() + ONE if late else sent.date(), closed=closed, doubtful=doubtful)


def due_day(rule: str, event: dt.date, *, closed: Collection[dt.date] = (), doubtful: bool = True) -> dt.date | None:
    """The due day a clock of deadlines.toml sets for an event day; None for a clock that no count of days tells.

    A clock's `plus`, a bound set by another event, is left to the caller. A name that is no clock raises KeyError.
    """
    row = clock(rule)
    if row.days is None:
        return None
    count = {"business": add_business_days, "calendar": add_calendar_days}.get(row.unit)
    return count(event, row.days, closed=closed, doubtful=doubtful) if count else None
