"""Printed dates: "September 15, 2003", "15th day of March, 1999", "3/15/99", "May 3-5, 2004" (its first day)."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from eightk.late import late

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = r"(?P<{}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_DAY = r"(?P<{}>[0-3]?[\dl](?!\d))\s?(?:st|nd|rd|th)?"
_YEAR = r"(?P<{}>[12l][90]\s?[\dlO]{{2}})(?!\d)"
_DATE = late(
    rf"\b(?:{_MONTH.format('m1')}\s{{0,4}}{_DAY.format('d1')}(?:\s{{0,2}}(?:-|\u2013|,|and|&|through|to)\s{{0,2}}(?:{_MONTH.format('m4')}\s{{0,3}})?[0-3]?\d(?!\d))?"
    rf"\s{{0,4}}[,.;]?\s{{0,4}}(?:of\s)?{_YEAR.format('y1')}"
    rf"|{_DAY.format('d2')}\s{{1,3}}(?:day\s{{1,3}})?(?:of\s{{1,3}})?{_MONTH.format('m2')},?\s{{1,3}}{_YEAR.format('y2')}"
    r"|(?P<m3>[01]?\d)[/-](?P<d3>[0-3]?\d)[/-](?P<y3>(?:19|20)?\d\d)(?!\d|-)"
    r"|(?P<y5>(?:19|20)\d\d)-(?P<m5>[01]\d)-(?P<d5>[0-3]\d)(?!\d))",
    re.I,
)


class Printed(NamedTuple):
    """A date and where it is printed."""

    date: dt.date
    start: int
    end: int


def dates(source: str, start: int, end: int) -> list[Printed]:
    """Every date printed in `source[start:end]`; what no calendar has is left out."""
    found = []
    for m in _DATE.finditer(source, start, end):
        made = _date(m)
        if made is not None:
            found.append(Printed(made, m.start(), m.end()))
    return found


def _date(m: re.Match[str]) -> dt.date | None:
    for n in "123 5":
        if n != " " and m.group("y" + n):
            year = _number(m.group("y" + n))
            month = _number(m.group("m" + n)) if n in "35" else _month(m.group("m" + n))
            day = _number(m.group("d" + n))
            if year < 100:
                year += 1900 if year > 50 else 2000
            try:
                return dt.date(year, month, day)
            except ValueError:
                return None
    return None


def _month(word: str) -> int:
    return next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(word.lower()[:3]))


def _number(digits: str) -> int:
    return int("".join(digits.split()).replace("l", "1").replace("O", "0").replace("L", "1").replace("o", "0") or 0)
