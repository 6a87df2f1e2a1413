"""Clocks, closed days and notices as rows. The counting is in days.py.

Comes in: nothing. Goes out: deadlines.toml, closures.toml, notices.toml as rows. Add here: a field when a table
gains a key.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Literal

import msgspec

from eightk.form.rows import Dated, NamedRule, Row, load


class DayExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An event day and the day it makes due."""

    event: dt.date
    due: dt.date


class DeadlineRow(Dated, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A clock that items and paragraphs name."""

    name: str
    unit: Literal["business", "calendar", "promptly", "with_report", "none", "other"]
    days: int | None = None
    plus: str | None = None
    instead: dict[str, int] = {}
    text: str
    example: DayExample | None = None


class LaterRow(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that follows the report, and when."""

    what: str
    when: str
    items: tuple[str, ...] = ()
    clock: str | None = None
    after: Literal["event", "due"] | None = None
    base: str | None = None


class AmendmentRule(Dated, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule of the 8-K/A."""

    text: str


class ClockRow(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule of telling days; `cutoff` is the Eastern hour after which a transmission is dated the next business day."""

    text: str
    cutoff: dt.time | None = None


class DeadlineFacts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """deadlines.toml as a whole."""

    rules: tuple[DeadlineRow, ...] = msgspec.field(name="rule")
    later: tuple[LaterRow, ...]
    amendments: tuple[AmendmentRule, ...] = msgspec.field(name="amendment")
    clocks: tuple[ClockRow, ...] = msgspec.field(name="clock")


class HolidayRow(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A federal holiday; `days` are its observed days, ISO dates parted by white space."""

    name: str
    days: str


class ClosureRow(Dated, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A one-off day, or days, on which EDGAR was closed, open all the same, or perhaps closed."""

    why: str
    edgar: Literal["closed", "open", "unknown"]
    evidence: str | None = None
    relief: str | None = None


class ClosureFacts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """closures.toml as a whole."""

    holidays: tuple[HolidayRow, ...] = msgspec.field(name="holiday")
    closures: tuple[ClosureRow, ...] = msgspec.field(name="closure")
    laws: tuple[NamedRule, ...] = msgspec.field(name="law")
    trading: TradingFacts


class TradingFacts(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When an exchange opens: on weekdays but on these holidays, and on days of its own; `open`: observed days on which it trades."""

    exchange: str
    opens: dt.time
    holidays: tuple[str, ...]
    closed: str
    open: str


class NoticeRow(Dated, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An exchange's own rule on notice before material news."""

    exchange: str
    rule: str
    what: str
    when: str | None = None
    when_release_0700_2000: str | None = None
    when_release_0700_1600: str | None = None
    when_release_other: str | None = None
    how: str | None = None
    events: tuple[str, ...] = ()
    also: str | None = None
    after_close: str | None = None
    items: tuple[str, ...] = ()
    note: str | None = None


class Explain(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a notice may be spoken of."""

    text_rule: str
    early_close: str


class NoticeFacts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """notices.toml as a whole."""

    notices: tuple[NoticeRow, ...] = msgspec.field(name="notice")
    explain: Explain


@cache
def deadlines() -> DeadlineFacts:
    """The clocks."""
    return load("deadlines", DeadlineFacts)


@cache
def clock(name: str) -> DeadlineRow:
    """The clock with this name. Raises KeyError."""
    return {row.name: row for row in deadlines().rules}[name]


@cache
def closures() -> ClosureFacts:
    """Holidays and one-off days."""
    return load("closures", ClosureFacts)


@cache
def notices() -> NoticeFacts:
    """The exchanges' rules on notice before material news."""
    return load("notices", NoticeFacts)
