"""What EDGAR takes of the text of a document, and what the Inline transforms take of printed words.

Comes in: nothing, or a day. Goes out: markup.toml as rows. Add here: a field when the table gains a key.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

import msgspec

from eightk.form.rows import Dated, Row, holds, load


class Elements(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The elements and attributes of a kind of HTML."""

    known: tuple[str, ...]
    refused: tuple[str, ...]
    unwrap: tuple[str, ...]
    drop: tuple[str, ...]
    attributes: dict[str, tuple[str, ...]]
    anchors_in: tuple[str, ...]
    meta: str
    handlers: bool


class Links(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a link may go besides the submission."""

    archive: str


class Pictures(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The pictures taken, by the ending of their names."""

    endings: tuple[str, ...]


class Plain(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Characters, widths and tags of a text document."""

    first: int
    last: int
    besides: tuple[int, ...]
    narrative: int
    table: int
    tags: tuple[str, ...]
    only_in_tables: tuple[str, ...]


class FileName(Dated, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a document may be called."""

    pattern: str
    says: str


class MadeByEdgar(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Types of documents that EDGAR adds."""

    types: tuple[str, ...]


class OtherForms(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """dei elements of other covers."""

    elements: tuple[str, ...]


class Registry(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A collection of transforms that EDGAR takes."""

    uri: str
    formats: tuple[str, ...]


class Transform(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an Inline transform takes."""

    format: str
    pattern: str
    says: str

    def takes(self, words: str) -> bool:
        """Whether the transform takes the printed words."""
        return compiled(self.pattern).fullmatch(words) is not None


class Facet(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the value of an element looks like."""

    element: str
    pattern: str
    says: str

    def takes(self, value: str) -> bool:
        """Whether the value is one of the element's."""
        return re.fullmatch(self.pattern, value) is not None


class Markup(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """markup.toml as a whole."""

    html: Elements
    inline: Elements
    link: Links
    picture: Pictures
    ascii: Plain
    file_names: tuple[FileName, ...] = msgspec.field(name="file_name")
    made_by_edgar: MadeByEdgar
    other_forms: OtherForms
    registries: tuple[Registry, ...] = msgspec.field(name="registry")
    transforms: tuple[Transform, ...] = msgspec.field(name="transform")
    facets: tuple[Facet, ...] = msgspec.field(name="facet")


@cache
def markup() -> Markup:
    """The table."""
    return load("markup", Markup)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of the table; a space in it stands for white space."""
    return re.compile(pattern.replace(" ?", r"\s*").replace(" ", r"\s+"))


@cache
def transform(format: str) -> Transform | None:
    """The transform of this local name, if the table has it."""
    return next((row for row in markup().transforms if row.format == format), None)


@cache
def facet(element: str) -> Facet | None:
    """The facet of an element, if the table has it."""
    return next((row for row in markup().facets if row.element == element), None)


def file_name(day: dt.date) -> FileName | None:
    """What a document may be called on a filing date."""
    return next((row for row in markup().file_names if holds(row, day)), None)
