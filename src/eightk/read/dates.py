"""Printed dates: "September 15, 2003", "15th day of March, 1999", "3/15/99", "04-MAR-1999", "May 3-5, 2004" (its first day).

Comes in: lower-case text and two offsets. Goes out: the dates and where they are printed. Add here: a way to print a date.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from eightk.late import late

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = (
    r"(?P<{}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<{}>[0-3]?[\dl](?!\d))\s?(?:st|nd|rd|th)?"
_YEAR = late(r"[12l](?<!act of .)[90]\s?[\dlo]{2}(?![\d-])")  # or "l999"; the year of the Act, which every cover names, has no day
# What stands before a year, to its first character: "september 15, ", "15th day of march, ", "may 3-5, ".
_BEFORE = late(
    rf"(?:(?<![a-z]){_MONTH.format('m1')}\s{{0,90}}{_DAY.format('d1')}"
    rf"(?:\s{{0,2}}(?:-|\u2013|,|and|&|through|to)\s{{0,2}}(?:{_MONTH.format('m4')}\s{{0,3}})?[0-3]?\d(?!\d))?"  # a second day
    r"\s{0,40}[,.;]?\s{0,90}(?:of\s)?"  # wide, for a date may be broken over lines
    rf"|(?<![\d/]){_DAY.format('d2')}[\s-]{{1,3}}(?:day\s{{1,3}})?(?:of\s{{1,3}})?{_MONTH.format('m2')},?[\s-]{{1,3}})\Z"
)
_DIGITS = late(
    r"[0-9](?:(?<![\d/-]\d)\d?[/-][0-3]?\d[/-](?:(?:19|20)?\d\d)(?![\d/-])"  # "6/3/03",
    r"|(?:(?<=1)9|(?<=2)0)\d\d-[01]\d-[0-3]\d(?!\d))"  # "2003-06-03"
)
MONTH_BEGINS = late("|".join(name[:3] for name in _MONTHS))  # one of these is in every month, and they cost little to look for
_MONTH_OF = {name[:3]: i for i, name in enumerate(_MONTHS, 1)}
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
    figures: list[Printed] = []
    for y in _YEAR.finditer(low, start, end):
        begin = max(start, y.start() - (_BROKEN if "\n" in low[y.start() - 100 : y.start()] else _LONGEST))
        before = low[begin : y.start()]
        month_at = MONTH_BEGINS.search(before)
        if month_at is None:
            continue
        begins = month_at.start()
        m = _BEFORE.match(before, begins) or _BEFORE.search(before, max(0, begins - _DAY_AHEAD))
        if m is not None:
            month, day = m.group("m1", "d1") if m.group("m1") else m.group("m2", "d2")
            made = _date(_number(y.group()), _MONTH_OF[month[:3]], _number(day))
            if made is not None:
                found.append(Printed(made, begin + m.start(), y.end()))
    for d in _DIGITS.finditer(low, start, end) if _figured(low[start:end].replace("/", "-")) else ():
        first, second, third = d.group().replace("/", "-").split("-")
        year, month_, day_ = (first, second, third) if len(first) == 4 else (third, first, second)
        made = _date(int(year), int(month_), int(day_))
        if made is not None:
            figures.append(Printed(made, d.start(), d.end()))
    return sorted(found + figures, key=lambda p: p.start) if figures else found


def _figured(dashed: str) -> bool:
    """Whether two dashes stand as close as in a date of figures, the first behind one; most texts have dashes, and no such date."""
    at = dashed.find("-")
    while at >= 0:
        following = dashed.find("-", at + 1)
        if 0 <= following <= at + 3 and dashed[at - 1 : at].isdigit():
            return True
        at = following
    return False


def _date(year: int, month: int, day: int) -> dt.date | None:
    if year < 100:
        year += 1900 if year > 50 else 2000
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _number(digits: str) -> int:
    return int("".join(digits.split()).replace("l", "1").replace("o", "0") or 0)


_PLAIN = late(rf"(?:dated?:\s)?(?:{'|'.join(_MONTHS)})\s(?:0?[1-9]|1\d|2[0-8]),\s(?:19|20)\d\d")


def is_plain(low: str) -> bool:
    """Whether lower-case words are a date as most are printed, with its label or without: "date: may 4, 2005"."""
    return _PLAIN.fullmatch(low) is not None
