"""A due date as a calendar file (RFC 5545).

Comes in: `Due`, the moment it is written at. Goes out: the file's text. Add here: a property of an event.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from eightk.form.due import Due
from eightk.version import __version__

_EASTERN = ZoneInfo("America/New_York")
_LONGEST = 73
"""Octets of a line before it is folded; the RFC allows 75."""


def calendar(told: Due, now: dt.datetime) -> str:
    """The day, or hour, by which the report is due, and the other clocks that days tell."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//eightk//eightk {__version__}//EN", "CALSCALE:GREGORIAN"]
    what = f"Form 8-K due: Item {told.item}, event of {told.event}"
    why = f"{told.says}. {told.citation}"
    if told.late_after != told.due:
        why += f" Whether EDGAR was closed on a day of the count is not known: late only after {told.late_after}."
    if told.by is not None:
        lines += _event(told, "report", [f"DTSTART:{told.by.replace(tzinfo=_EASTERN).astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"], what, why, now)
    elif told.due is not None:
        lines += _event(told, "report", _all_day(told.due), what, why, now)
    for n, later in enumerate(told.later):
        if later.due is not None:
            more = f"8-K/A: {later.what} (Item {told.item}, event of {told.event})"
            lines += _event(told, f"later{n}", _all_day(later.due), more, f"{later.when}. {later.citation}", now)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _all_day(day: dt.date) -> list[str]:
    return [f"DTSTART;VALUE=DATE:{day:%Y%m%d}", f"DTEND;VALUE=DATE:{day + dt.timedelta(days=1):%Y%m%d}"]


def _event(told: Due, name: str, when: list[str], what: str, why: str, now: dt.datetime) -> list[str]:
    uid = f"{told.event:%Y%m%d}-{told.item}-{told.trigger.word}-{name}@eightk"
    said = [f"SUMMARY:{_escaped(what)}", f"DESCRIPTION:{_escaped(why)}", "TRANSP:TRANSPARENT", "END:VEVENT"]
    return ["BEGIN:VEVENT", f"UID:{uid}", f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}", *when, *said]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """The line in pieces of at most so many octets, cut between characters."""
    out, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _LONGEST:
            out, size = out + "\r\n ", 1
        out, size = out + character, size + octets
    return out
