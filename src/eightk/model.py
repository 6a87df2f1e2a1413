"""The report and its parts: frozen values, each knowing where in the source it stands.

Comes in: nothing. Goes out: the types every layer speaks. Add here: a noun of the form or of EDGAR, never a verb.

`spans` maps a field's name to its place in the decompressed input: `(start, end)` in bytes, or a tuple of such
pairs where the value is broken up (page furniture inside an item). Cut out and stripped of markup, the bytes
say the value. The JSON of these types is the contract; `SCHEMA_VERSION` moves when a key changes its meaning.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Generic, Literal, TypeVar, overload

import msgspec

SCHEMA_VERSION = "1.0"

# (start, end), or ((start, end), ...) for a value in pieces; bytes into the whole decompressed input.
Span = tuple[int | tuple[int, int], ...]
Spans = dict[str, Span]

Says = Literal["furnished", "filed"]
Status = Literal["filed", "furnished", "uncertain", "none"]
BlockKind = Literal["paragraph", "heading", "list", "table", "furniture", "link"]
DivisionKind = Literal["cover", "items", "signatures", "exhibit index", "rest"]


def pieces(span: Span) -> tuple[tuple[int, int], ...]:
    """A span as a tuple of (start, end) pairs, whichever of its two shapes it has."""
    if span and isinstance(span[0], tuple):
        return tuple(p for p in span if isinstance(p, tuple))
    start, end = span
    assert isinstance(start, int) and isinstance(end, int)
    return ((start, end),)


# gc=False below: the parts hold no cycles, and the collector need not look at the thousands that a reader makes.


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """What every part has: the places of its fields. Not a base for behaviour."""

    spans: Spans = {}


class Numbered(Node, frozen=True, kw_only=True):
    """A part one asks for by its number: an item or an exhibit."""

    number: str


N = TypeVar("N", bound=Numbered)


class Listing(tuple[N, ...], Generic[N]):
    """A tuple of items or exhibits that also answers to a number: `report.items["5.02"]`, `report.exhibits["99.1"]`."""

    __slots__ = ()

    @overload
    def __getitem__(self, key: str) -> N: ...
    @overload
    def __getitem__(self, key: Any) -> Any: ...
    def __getitem__(self, key: Any) -> Any:
        """By position, slice or number (the first of that number). Raises KeyError for a number that is not there."""
        if not isinstance(key, str):
            return tuple.__getitem__(self, key)
        node = self.get(key)
        if node is None:
            raise KeyError(f"{key}: not among {', '.join(self.numbers()) or 'none'}")
        return node

    def __contains__(self, key: object) -> bool:
        """Whether a part, or a number, is among them."""
        return any(n.number == key for n in self) if isinstance(key, str) else tuple.__contains__(self, key)

    def all(self, number: str) -> tuple[N, ...]:
        """Every part with this number, in document order (an item may be headed twice)."""
        return tuple(n for n in self if n.number == number)

    def get(self, number: str) -> N | None:
        """The first part with this number, or None."""
        return next((n for n in self if n.number == number), None)

    def numbers(self) -> tuple[str, ...]:
        """The numbers in document order."""
        return tuple(n.number for n in self)


class Finding(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Something that could not be read, or was cut short by a limit. Reading never raises; it leaves one of these."""

    code: str
    message: str
    part: str | None = None
    span: Span | None = None


# ---- the submission ------------------------------------------------------------------------------------------


class HeaderField(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One line of the SGML header as it stands, known or not. `path` joins the groups above it with " / "."""

    path: str
    label: str
    value: str
    span: Span


class Filer(Node, frozen=True, kw_only=True, gc=False):
    """One FILER (or SUBJECT COMPANY, FILED BY ..) block: EDGAR's entity record at filing time, not the document's words."""

    role: str = "FILER"
    name: str | None = None
    cik: str | None = None
    sic: str | None = None
    ein: str | None = None
    state: str | None = None
    fiscal_year_end: str | None = None
    file_number: str | None = None
    film_number: str | None = None
    act: str | None = None
    business_address: str | None = None
    business_phone: str | None = None
    mail_address: str | None = None
    former_names: tuple[str, ...] = ()


class Header(Node, frozen=True, kw_only=True, gc=False):
    """The SGML header's own words. `items` are as printed: descriptions in labelled headers, codes in tag headers, "" for a blank line."""

    accession: str | None = None
    type: str | None = None
    period: dt.date | None = None
    filed: dt.date | None = None
    changed: dt.date | None = None
    accepted: dt.datetime | None = None
    """UTC, from the header's Eastern time; None when absent or a placeholder."""
    accepted_precision: Literal["second", "minute", "day"] | None = None
    document_count: int | None = None
    items: tuple[str, ...] = ()
    filers: tuple[Filer, ...] = ()
    fields: tuple[HeaderField, ...] = ()
    """Every line, so that no tag is lost."""


class Document(Node, frozen=True, kw_only=True, gc=False):
    """One document of the submission. `span` is the whole block, `body` the content between <TEXT> and </TEXT>."""

    type: str | None = None
    sequence: int | None = None
    filename: str | None = None
    description: str | None = None
    medium: Literal["ascii", "html", "ixbrl", "xbrl", "xml", "pdf", "uuencoded", "empty"] = "ascii"
    span: tuple[int, int]
    body: tuple[int, int]


class Fact(Node, frozen=True, kw_only=True, gc=False):
    """A tagged dei (or other) fact of an Inline XBRL cover: a witness of its own, never merged into the cover."""

    name: str
    value: str
    context: str | None = None
    format: str | None = None
    hidden: bool = False


# ---- the report ----------------------------------------------------------------------------------------------


class Registrant(Node, frozen=True, kw_only=True, gc=False):
    """A registrant as the cover prints it; None where the cover does not say."""

    name: str | None = None
    jurisdiction: str | None = None
    file_number: str | None = None
    ein: str | None = None
    address: str | None = None
    phone: str | None = None
    former: str | None = None


class Security(Node, frozen=True, kw_only=True, gc=False):
    """A row of the Section 12(b) table."""

    title: str | None = None
    symbol: str | None = None
    exchange: str | None = None


class Cover(Node, frozen=True, kw_only=True, gc=False):
    """The cover page. `date_of_report` is the earliest event; `dated` the other date where two are printed."""

    date_of_report: dt.date | None = None
    dated: dt.date | None = None
    registrants: tuple[Registrant, ...] = ()
    checkboxes: dict[str, bool] | None = None
    """Keys 425, 14a-12, 14d-2, 13e-4; None where the boxes are not printed."""
    securities: tuple[Security, ...] = ()
    emerging_growth: bool | None = None
    transition_election: bool | None = None
    """True: elected not to use the extended transition period. None where the box is not printed."""


class Cell(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A table cell."""

    text: str
    span: Span


class Block(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A piece of an item in document order. `text` of the item is the texts of its blocks, furniture left out, joined by blank lines."""

    kind: BlockKind
    text: str
    span: Span
    rows: tuple[tuple[Cell, ...], ...] = ()
    href: str | None = None


class Part(Node, frozen=True, kw_only=True, gc=False):
    """A lettered paragraph of an item, 9.01(d) or 5.02(b). `text` runs to the next letter."""

    letter: str
    title: str | None = None
    text: str = ""


class Incorporation(Node, frozen=True, kw_only=True, gc=False):
    """Something an item incorporates by reference: an exhibit of this report, another item, or an earlier filing."""

    words: str
    exhibit: str | None = None
    item: str | None = None


class Item(Numbered, frozen=True, kw_only=True, gc=False):
    """An item headed in the body."""

    title: str | None = None
    text: str = ""
    parts: tuple[Part, ...] = ()
    blocks: tuple[Block, ...] = ()
    says: Says | None = None
    words: str | None = None
    """The report's own words behind `says`."""
    status: Status = "filed"
    reason: str = ""
    """Why `status`: the form's row, or the report's words."""
    topic: str | None = None
    """The number's meaning in today's form, by the day's crosswalk; None where there is none."""
    not_applicable: bool = False
    combined: bool = False
    text_id: int = 0
    incorporates: tuple[Incorporation, ...] = ()


class Exhibit(Numbered, frozen=True, kw_only=True, gc=False):
    """An exhibit listed by the report: the exhibits item and the exhibit index merged."""

    description: str | None = None
    furnished: bool = False
    status: Status = "filed"
    reason: str = ""
    incorporated_by_reference: bool = False
    href: str | None = None
    document: int | None = None
    """Position in `report.documents` of the attached document; None when it is not attached."""


class Signature(Node, frozen=True, kw_only=True, gc=False):
    """One signature of the report. `signed`: an /s/ or a name on the line."""

    registrant: str | None = None
    date: dt.date | None = None
    name: str | None = None
    title: str | None = None
    signed: bool = False


class Amendment(Node, frozen=True, kw_only=True, gc=False):
    """What an 8-K/A says of itself: its number and the date of the original report it names."""

    number: int | None = None
    original_date: dt.date | None = None


class Division(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A stretch of the main document. Divisions cover the document once, in order."""

    kind: DivisionKind
    span: tuple[int, int]


class Report(Node, frozen=True, kw_only=True, dict=True):
    """A current report read from its bytes.

    `form` is None, with a finding, when the input is no 8-K. `form_day` is the day whose form applies (the filing
    date, else the signature date, else the cover date) and `form_day_from` names which was taken.
    """

    schema_version: str = SCHEMA_VERSION
    reader: str = ""
    facts: str = ""
    """Version of the form facts (`form/`), as `reader` is the version of the reader."""
    path: str | None = None
    accession: str | None = None
    form: Literal["8-K", "8-K/A"] | None = None
    form_day: dt.date | None = None
    form_day_from: Literal["filing", "signature", "cover"] | None = None
    amendment: Amendment | None = None
    header: Header | None = None
    documents: tuple[Document, ...] = ()
    main: int | None = None
    """Position in `documents` of the report itself."""
    cover: Cover = Cover()
    items: Listing[Item] = Listing()
    exhibits: Listing[Exhibit] = Listing()
    signatures: tuple[Signature, ...] = ()
    dei: tuple[Fact, ...] = ()
    divisions: tuple[Division, ...] = ()
    findings: tuple[Finding, ...] = ()

    def __repr__(self) -> str:
        """One line; the whole report is in its JSON."""
        name = self.cover.registrants[0].name if self.cover.registrants else None
        numbers = " ".join(self.items.numbers())
        return f"<Report {self.form or 'no 8-K'} {self.cover.date_of_report or ''} {name or ''!s} items {numbers or 'none'}>"
