"""What an Inline cover is made with: taxonomies, transforms, members, exchanges (`inline.toml`).

Comes in: a filing date, the title of a class of stock, the printed name of an exchange. Goes out: rows. Add here: a field when the
table gains a key.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

import msgspec

from eightk.form.cover import dei, names
from eightk.form.rows import Dated, Row, holds, letters, load

Located = tuple[str, str]
"""A namespace and the address of its schema."""


class Taxonomy(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A year of dei and what goes with it."""

    year: str
    dei: Located
    us_gaap: Located
    exch: Located
    types: Located


class Formats(Dated, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A registry of transforms: its names of the formats of a date and of what stands for true."""

    uri: str
    date: str
    true: str


class StandardMember(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A class of stock that us-gaap has a member for."""

    element: str
    words: str
    example: str


class Exchange(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An exchange: EDGAR's code, its member, the names it is printed with."""

    code: str
    member: str
    words: str
    spelling: str
    example: str


class Region(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What may stand around the name of a state or country, and which names are provinces of Canada."""

    around: str
    canadian: tuple[str, ...]


class Employer(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The employer identification number of those who have none."""

    none: str


class Spellings(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Further names that the transforms take, each with its code."""

    stateprovnameen: dict[str, str]
    edgarprovcountryen: dict[str, str]
    countrynameen: dict[str, str]


class InlineFacts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """inline.toml as a whole."""

    taxonomies: tuple[Taxonomy, ...] = msgspec.field(name="taxonomy")
    formats: tuple[Formats, ...]
    members: tuple[StandardMember, ...] = msgspec.field(name="member")
    exchanges: tuple[Exchange, ...] = msgspec.field(name="exchange")
    region: Region
    employer: Employer
    spellings: Spellings


@cache
def inline() -> InlineFacts:
    """The table."""
    return load("inline", InlineFacts)


def taxonomy(day: dt.date) -> Taxonomy | None:
    """The newest taxonomies that EDGAR takes on a filing date and the table has; None before covers were tagged."""
    taken = {year for row in dei().releases if holds(row, day) for year in row.years}
    return next((row for row in reversed(inline().taxonomies) if row.year in taken), None)


def is_list_known(day: dt.date) -> bool:
    """Whether EDGAR's list of that day is known: the last one known may have been followed by another in a later year."""
    last = dei().releases[-1]
    return last.from_ is None or day < last.from_ or day.year <= int(max(last.years))


def formats(day: dt.date) -> Formats:
    """The transforms in use on a filing date."""
    return next(row for row in inline().formats if holds(row, day))


def standard_member(title: str) -> str | None:
    """The us-gaap member of a class of stock, by its printed title."""
    return next((row.element for row in inline().members if _compiled(row.words).match(title.strip())), None)


def exchange(name: str) -> tuple[Exchange, tuple[int, int]] | None:
    """An exchange by its printed name, and the stretch of the name that may do for the whole; None for a name the table lacks."""
    for row in inline().exchanges:
        if m := _compiled(row.words).fullmatch(name.strip()):
            return row, m.span("takes")
    return None


@cache
def codes(transform: str) -> dict[str, str]:
    """What a transform of places makes of a name: names as covers print them (first letters large) -> code."""
    return {_capital(name): code for table in (names(), inline().spellings) for name, code in getattr(table, transform).items()}


def code(transform: str, name: str) -> str | None:
    """The code that a transform gives for a printed name; None where it refuses the name. Words may begin with a small letter."""
    return codes(transform).get(_capital(name))


def loose_code(transform: str, name: str) -> str | None:
    """The code meant by a printed name that a transform would refuse: its letters are those of a name, or it is a code itself."""
    flat = letters(name)
    table = codes(transform)
    return name if name in table.values() else next((given for known, given in table.items() if letters(known) == flat), None)


def _capital(name: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in name.split())


def region(words: str) -> tuple[int, int] | None:
    """The stretch of printed words that is the name of a state or country, what usually stands around it left out."""
    m = _compiled(inline().region.around).fullmatch(words)
    return m.span("name") if m else None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace(" ?", r"\s*").replace(" ", r"\s+"), re.I)
