"""The shapes of the fact tables, and how one is loaded.

Comes in: the name of a .toml file of this package. Goes out: frozen rows. Add here: a field, when a table gains a
key; an unknown key in a table is refused, so that a misspelt one cannot pass.

Every row says its `source` and its `basis` (verified, known, uncertain: the first word), and most say `from_` and
`until`, the first and last filing date on which it holds; None is open.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal, TypeVar

import msgspec

T = TypeVar("T")
NOT_LETTERS = re.compile(r"[\W_]+")


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every row has: where it comes from and how sure it is."""

    source: str
    basis: str


class Dated(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row that holds for a stretch of filing dates, both ends included."""

    from_: dt.date | None = msgspec.field(default=None, name="from")
    until: dt.date | None = None


def holds(row: Dated, day: dt.date) -> bool:
    """Whether the row holds on a filing date."""
    return (row.from_ is None or row.from_ <= day) and (row.until is None or day <= row.until)


def distance(row: Dated, day: dt.date | None) -> int:
    """Days from `day` to the row's stretch of time; 0 inside it. Without a day: 0 for a row still open, else 1."""
    if day is None:
        return 0 if row.until is None else 1
    if row.from_ is not None and day < row.from_:
        return (row.from_ - day).days
    if row.until is not None and day > row.until:
        return (day - row.until).days
    return 0


def letters(words: str) -> str:
    """Words for loose comparison: letters and digits alone, case folded, `&` read as "and"."""
    return NOT_LETTERS.sub("", words.casefold().replace("&", " and "))


def load(name: str, shape: type[T], having: str = "") -> T:
    """The table `name`.toml of this package as `shape`, or the rows alone whose source has some words.

    A table that does not fit raises ValueError naming the file.
    """
    return parsed(name, "".join(row for row in written(name) if having in row) if having else _text(name), shape)


def written(name: str) -> list[str]:
    """The rows of the table `name`.toml as they stand in it, for who needs a few of them."""
    return ["\n[[" + row for row in _text(name).split("\n[[")[1:]]


def parsed(name: str, text: str, shape: type[T]) -> T:
    """Rows of the table `name`.toml as `shape`. Raises ValueError naming the file for what does not fit."""
    import tomllib  # here, as in `_text`: the two modules cost more than all of the core's own import

    try:
        return msgspec.convert(tomllib.loads(text), shape)
    except ValueError as error:  # msgspec.ValidationError, tomllib.TOMLDecodeError
        raise ValueError(f"form/{name}.toml: {error}; see the keys at the head of the file") from error


def _text(name: str) -> str:
    import pkgutil  # importlib.resources would bring zipfile and tempfile with it

    data = pkgutil.get_data(__package__, f"{name}.toml")
    assert data is not None, "the package's loader reads no data"
    return data.decode().replace("\r\n", "\n")


class NamedRule(Dated, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule told in words."""

    name: str
    text: str
    evidence: str | None = None


class ItemRow(Dated, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An item of the form over a stretch of time with one title and meaning. Fields: the head of items.toml."""

    number: str
    title: str
    headings: tuple[str, ...] = ()
    regime: Literal["legacy", "section"]
    status: Literal["filed", "furnished"]
    deadline: str
    voluntary: bool = False
    asset_backed: bool = False
    becomes: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    header_evidence: str | None = None
    trigger: str | None = None
    exhibits: tuple[str, ...] = ()
    exhibits_for: dict[str, str] = {}
    parts: tuple[str, ...] = ()
    often_with: tuple[str, ...] = ()
    s_k: tuple[str, ...] = ()
    threshold: str | None = None
    exemption: str | None = None
    delay: str | None = None
    extension: str | None = None
    amendment: str | None = None
    inline_tagging: str | None = None
    note: str | None = None
    example: str


class SectionRow(Dated, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A Section heading of the form since 2004."""

    number: str
    title: str
    headings: tuple[str, ...] = ()
    note: str | None = None


class StrayRow(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A number met beside Form 8-K items that the form never had."""

    number: str
    title: str
    status: str
    note: str


class CrosswalkRow(Dated, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How an old item (`old`, "" for none) compares with today's (`new`)."""

    old: str
    new: str
    para: str | None = None
    comparability: Literal["same", "narrower", "broader", "none"]
    note: str | None = None
