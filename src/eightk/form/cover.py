"""The cover page and its tags, and what EDGAR calls submissions and documents.

Comes in: nothing. Goes out: cover.toml, dei.toml, names.toml, types.toml as rows. Add here: a field when a table
gains a key.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Literal

import msgspec

from eightk.form.rows import Dated, Row, load


class CoverEra(Dated, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the cover page printed for the first time, or only then."""

    name: str
    printed: str
    evidence: str | None = None


class CoverField(Dated, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A field of the cover page and the captions it is printed with."""

    id: str
    labels: tuple[str, ...] = ()
    value: str | None = None
    shape: Literal["box", "table"] | None = None
    tagged_only: bool = False


class CheckBox(Dated, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of the four communication check boxes; `key` as in a report's JSON."""

    key: str
    field: str
    label: str
    words: tuple[str, ...]


class Heading(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The lines that head the cover."""

    lines: tuple[str, ...]
    variants: tuple[str, ...]
    amendment: str


class Glyphs(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How an empty and a ticked box are printed; in a Wingdings run a letter stands for a box."""

    empty: tuple[str, ...]
    ticked: tuple[str, ...]
    wingdings_empty: tuple[str, ...]
    wingdings_ticked: tuple[str, ...]


class FileNumber(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a Commission file number looks like and means."""

    patterns: tuple[str, ...]
    meaning: dict[str, str]
    dei_rule: str
    normalise: str


class SignatureBlock(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The signature block of the form."""

    captions: tuple[str, ...]
    text: str
    variants: tuple[str, ...]
    parts: tuple[str, ...]
    rule: str


class CoRegistrants(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a combined report names several registrants."""

    print: str
    xbrl: str


class CoverFacts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """cover.toml as a whole."""

    eras: tuple[CoverEra, ...] = msgspec.field(name="era")
    fields: tuple[CoverField, ...] = msgspec.field(name="field")
    boxes: tuple[CheckBox, ...] = msgspec.field(name="box")
    heading: Heading
    glyphs: Glyphs
    file_number: FileNumber
    signature_block: SignatureBlock
    co_registrants: CoRegistrants


class SubmissionType(Dated, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An EDGAR submission type of the 8-K family; `form` is what the document in it is."""

    type: str
    form: Literal["8-K", "8-K/A"]
    name: str


class DocumentType(Dated, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A document <TYPE> inside a submission; with `prefix` the start of one."""

    type: str
    what: str
    prefix: bool = False
    attached: bool = False


class TypeFacts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """types.toml as a whole."""

    submissions: tuple[SubmissionType, ...] = msgspec.field(name="submission")
    documents: tuple[DocumentType, ...] = msgspec.field(name="document")


class DeiElement(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The dei element of a cover field (`field` is an id of cover.toml)."""

    field: str
    element: str
    axis: str | None = None
    type: str
    efm: Literal["error", "warning", "optional", "dependent", "one_of", "if_any", "with_symbol"]
    transform: str | None = None
    note: str | None = None


class DeiPhase(Dated, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From which period on a class of filers tags its covers."""

    who: str
    first_10q_due: dt.date
    all_begun_by: dt.date


class DeiRelease(Dated, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """dei years in EDGAR's list during some EDGAR releases."""

    release: str
    years: tuple[str, ...]
    note: str | None = None


class DeiFacts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """dei.toml as a whole."""

    elements: tuple[DeiElement, ...] = msgspec.field(name="element")
    phases: tuple[DeiPhase, ...] = msgspec.field(name="phase")
    releases: tuple[DeiRelease, ...] = msgspec.field(name="release")


class TransformNames(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """names.toml: for each ixt-sec transform, accepted name -> the value it gives."""

    exchnameen: dict[str, str]
    stateprovnameen: dict[str, str]
    edgarprovcountryen: dict[str, str]
    countrynameen: dict[str, str]


@cache
def cover() -> CoverFacts:
    """The cover page: fields, boxes, glyphs."""
    return load("cover", CoverFacts)


@cache
def types() -> TypeFacts:
    """Submission and document types."""
    return load("types", TypeFacts)


@cache
def dei() -> DeiFacts:
    """The dei elements of the cover, and when they were due."""
    return load("dei", DeiFacts)


@cache
def names() -> TransformNames:
    """Names the SEC's transforms accept."""
    return load("names", TransformNames)
