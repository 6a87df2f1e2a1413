"""What items and paragraphs ask for: duties, exhibits, and what softens lateness.

Comes in: a day, or nothing. Goes out: rows of paragraphs.toml, exhibits.toml and relief.toml. Add here: a question
about them; the facts are rows.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache, lru_cache
from typing import Literal

import msgspec

from eightk.form.rows import Dated, NamedRule, Row, holds, load


class ExhibitNeed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An exhibit a paragraph asks for."""

    number: str
    need: Literal["required", "if_any", "optional", "later"]


class ParagraphRow(Dated, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A paragraph of an item: event, clock, duties. Fields: the head of paragraphs.toml."""

    id: str
    item: str
    regime: Literal["legacy", "section"] = "section"
    event: str
    trigger: str | None = None
    clock: str
    say: tuple[str, ...] = ()
    no_report: tuple[str, ...] = ()
    exhibits: tuple[ExhibitNeed, ...] = ()
    exhibit_note: str | None = None
    amendment: str | None = None
    instr: str | None = None
    relief: tuple[str, ...] = ()
    relief_note: str | None = None
    status: Literal["filed", "furnished"] = "filed"
    from_note: str | None = None
    note: str | None = None


class ExhibitRow(Dated, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A number of Regulation S-K Item 601 and its use on Form 8-K."""

    number: str
    title: str
    on_8k: Literal["yes", "no", "optional", "uncertain"]
    met: bool = False
    when: str | None = None
    items: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    usual_text: tuple[str, ...] = ()
    rule: str | None = None
    document: str | None = None
    note: str | None = None


class ReliefRow(Dated, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Items (or paragraphs, "4.02(a)") whose lateness is softened: "10b5" or "s3"."""

    list: Literal["10b5", "s3"]
    items: tuple[str, ...]


class ReliefList(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one of the two lists softens."""

    name: Literal["10b5", "s3"]
    title: str
    yes: str
    no: str
    furnished: str


class ReliefFacts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """relief.toml as a whole."""

    rows: tuple[ReliefRow, ...] = msgspec.field(name="relief")
    lists: tuple[ReliefList, ...] = msgspec.field(name="list")


class ExhibitFacts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """exhibits.toml as a whole: numbers, and rules of the index and of numbering in words."""

    exhibits: tuple[ExhibitRow, ...] = msgspec.field(name="exhibit")
    rules: tuple[NamedRule, ...] = msgspec.field(name="rule")


@cache
def exhibits() -> ExhibitFacts:
    """The exhibit numbers of Item 601 and their use on Form 8-K."""
    return load("exhibits", ExhibitFacts)


@cache
def paragraphs() -> tuple[ParagraphRow, ...]:
    """The items by paragraph: events, clocks, duties."""
    return load("paragraphs", dict[str, tuple[ParagraphRow, ...]])["paragraph"]


@cache
def relief_facts() -> ReliefFacts:
    """The two lists and what they soften."""
    return load("relief", ReliefFacts)


@lru_cache(maxsize=64)
def _of_item(number: str) -> tuple[ParagraphRow, ...]:
    """The paragraphs of an item, read without the others: the table is long, and a report has few items."""
    return load("paragraphs", dict[str, tuple[ParagraphRow, ...]], having=f'\nitem = "{number}"\n').get("paragraph", ())


@lru_cache(maxsize=4096)
def fitting(number: str, day: dt.date | None) -> tuple[ParagraphRow, ...]:
    """The paragraphs of an item in force on a filing date (without a day, today's), definitions too, in the form's order."""
    return tuple(row for row in _of_item(number) if row.item == number and (row.until is None if day is None else holds(row, day)))


def lettered(paragraph: ParagraphRow, letter: str | None) -> bool:
    """Whether a paragraph is the one asked for, "(b)"; None asks for all. 2.05(a)-(d) stands for four."""
    ends = re.findall(r"\(([a-z])\)", paragraph.id)
    return letter is None or (bool(ends) and ends[0] <= letter[1].lower() <= ends[-1])


def relief(day: dt.date) -> dict[str, tuple[str, ...]]:
    """The lists that soften lateness on a day, "10b5" and "s3", each with its items and paragraphs; {} before 2004-08-23."""
    return {row.list: row.items for row in relief_facts().rows if holds(row, day)}
