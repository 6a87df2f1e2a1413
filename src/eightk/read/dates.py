"""Printed dates: "September 15, 2003", "3/15/99", "04-MAR-1999", "March 4, '98", "May 3-5, 2004" (its first day).

Comes in: lower-case text and two offsets. Goes out: the dates and where they are printed. Add here: a way to print a date.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from itertools import pairwise
from operator import methodcaller

import msgspec

from eightk.late import late

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = (
    r"(?P<{}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<{}>[0-3]?[\dl](?!\d))\s?(?:st|nd|rd|th)?"
_YEAR = late(r"[12l](?<!act of .)[90]\s?[\dlo]{2}(?![\d-])")  # or "l999"; the year of the Act, which every cover names, has no day
_YEARS = [late(_YEAR.pattern.replace("[12l]", first)) for first in "12l"]  # a search for one character is quick
_SHORT_YEAR = late(r"['\u2019]([09]\d)(?!\d)")
# What stands before a year, to its first character: "september 15, ", "15th day of march, ", "may 3-5, ".
_BEFORE = late(
    rf"(?:(?<![a-z]){_MONTH.format('m1')},?\s{{0,90}}{_DAY.format('d1')}"
    rf"(?:\s{{0,2}}(?:-|\u2013|,|and|&|through|to)\s{{0,2}}(?:{_MONTH.format('m4')}\s{{0,3}})?[0-3]?\d(?!\d))?"  # a second day
    r"\s{0,40}[,.;]?\s{0,90}(?:of\s)?"  # wide, for a date may be broken over lines
    rf"|(?<![\d/]){_DAY.format('d2')}[\s/-]{{1,3}}(?:day\s{{1,3}})?(?:of\s{{1,3}})?{_MONTH.format('m2')},?[\s/-]{{1,3}})\Z"
)
_DIGITS = late(
    r"[0-9](?:(?<![\d/-]\d)\d?[/-][0-3]?\d[/-](?:(?:19|20)?\d\d)(?![\d/-])"  # "6/3/03",
    r"|(?:(?<=1)9|(?<=2)0)\d\d-[01]\d-[0-3]\d(?!\d))"  # "2003-06-03"
)
MONTH_BEGINS = late("|".join(name[:3] for name in _MONTHS))  # one of these is in every month, and they cost little to look for
_MONTH_OF = {name[:3]: i for i, name in enumerate(_MONTHS, 1)}
_ENDING = {name[-3:]: [one for one in _MONTHS if one.endswith(name[-3:])] for name in _MONTHS}  # by their last letters
_SHORT = 60  # characters in which one search costs less than three
_FIGURES = "0123456789"
_JOINS = "-\u2013,&dho"  # the ends of "-", "and", "through", "to"
_SLASHED, _DASHED = late(r"/\d\d?[/-]\d"), late(r"-\d\d?[/-]\d")  # one of which all dates of figures have, and few texts
_MATCH_START = methodcaller("start")
Day = tuple[int, str, str]  # where it begins, the month and the day
_DAY_AHEAD = 24  # characters of the longest day before its month, "15th day of "
_LONGEST, _BROKEN = 44, 160  # characters of the longest date before its year, on one line and broken over lines


class Printed(msgspec.Struct, frozen=True, gc=False):
    """A date and where it is printed."""

    date: dt.date
    start: int
    end: int


def dates(low: str, start: int, end: int) -> list[Printed]:
    """Every date printed in `low[start:end]`, text in lower case, in order; what no calendar has is left out."""
    found: list[Printed] = []
    for y in _years(low, start, end):
        day = _usual(low, start, y.start()) or _before(low, start, y.start())
        if day is not None:
            made = _date(_number(y.group()), _MONTH_OF[day[1][:3]], _number(day[2]))
            if made is not None:
                found.append(Printed(made, day[0], y.end()))
    if _SLASHED.search(low, start, end) or _DASHED.search(low, start, end):
        found = sorted(found + _in_figures(low, start, end), key=lambda p: p.start)
    return found or _with_short_years(low, start, end)


def _years(low: str, start: int, end: int) -> Iterable[re.Match[str]]:
    """The years, and what looks like one, in order."""
    if end - start > _SHORT:
        found = [y for rule in _YEARS for y in rule.finditer(low, start, end)]
        if len(found) < 2:
            return found
        found.sort(key=_MATCH_START)
        if all(one.end() <= other.start() for one, other in pairwise(found)):
            return found
    return _YEAR.finditer(low, start, end)


def _with_short_years(low: str, start: int, end: int) -> list[Printed]:
    """The dates whose year is two figures behind an apostrophe, "march 4, '98"."""
    found = []
    for y in _SHORT_YEAR.finditer(low, start, end):
        day = _before(low, start, y.start())
        made = _date(int(y.group(1)), _MONTH_OF[day[1][:3]], _number(day[2])) if day else None
        if day is not None and made is not None:
            found.append(Printed(made, day[0], y.end()))
    return found


def _usual(low: str, start: int, year: int) -> Day | None:
    """The day and month right before a year as most are printed, "september 15, "; where they may be the second of two days, none."""
    comma = year - 2
    if comma < start + 5 or not low.startswith(", ", comma) or low[comma - 1] not in _FIGURES:
        return None
    at = comma - (2 if low[comma - 2] in "0123" else 1)
    if not low[at - 1].isspace():
        return None
    for month in _ENDING.get(low[at - 4 : at - 1], ()):
        begin = at - 1 - len(month)
        if begin >= start and low.startswith(month, begin) and not (begin and "a" <= low[begin - 1] <= "z"):
            ahead = low[max(start, begin - 3) : begin].rstrip()
            return None if ahead and ahead[-1] in _JOINS else (begin, month, low[at:comma])
    return None


def _before(low: str, start: int, year: int) -> Day | None:
    """The day and month before a year, however they are printed."""
    begin = max(start, year - (_BROKEN if low.find("\n", year - 100, year) >= 0 else _LONGEST))
    before = low[begin:year]
    month_at = MONTH_BEGINS.search(before)
    if month_at is None:
        return None
    begins = month_at.start()
    m = _BEFORE.match(before, begins) or _BEFORE.search(before, max(0, begins - _DAY_AHEAD))
    if m is None:
        return None
    month, day = m.group("m1", "d1") if m.group("m1") else m.group("m2", "d2")
    return begin + m.start(), month, day


def _in_figures(low: str, start: int, end: int) -> list[Printed]:
    """The dates that are all figures."""
    found = []
    for d in _DIGITS.finditer(low, start, end):
        first, second, third = d.group().replace("/", "-").split("-")
        year, month, day = (first, second, third) if len(first) == 4 else (third, first, second)
        made = _date(int(year), int(month), int(day))
        if made is not None:
            found.append(Printed(made, d.start(), d.end()))
    return found


def _date(year: int, month: int, day: int) -> dt.date | None:
    if year < 100:
        year += 1900 if year > 50 else 2000
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _number(digits: str) -> int:
    return int(digits if digits.isdecimal() else "".join(digits.split()).replace("l", "1").replace("o", "0") or 0)


_PLAIN = late(rf"(?:dated?:\s)?(?:{'|'.join(_MONTHS)})\s(?:0?[1-9]|1\d|2[0-8]),\s(?:19|20)\d\d")


def is_plain(low: str) -> bool:
    """Whether lower-case words are a date as most are printed, with its label or without: "date: may 4, 2005"."""
    return _PLAIN.fullmatch(low) is not None
