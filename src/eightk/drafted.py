"""A report not yet filed: the Report, and what only its filer knows.

Comes in: nothing. Goes out: the types that drafts are read into and documents are laid out from, and `drafted`: a report taken as a
draft. Add here: a noun of drafting, or of what EDGAR asks of a filer and the form does not print.

`Draft.report` is the Report model with the unknown left out, and no spans. A `Passage` says of a piece of text what a `Block` does not:
bold, italics, underlining, links, footnote marks, the columns of a table.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

import msgspec

from eightk.model import Block, Item, Report

replace = msgspec.structs.replace
Marks = tuple[str, ...]
PassageKind = Literal["paragraph", "heading", "list", "table", "literal", "note", "furniture"]


class Run(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Characters set alike. `raised`: the mark of a footnote. White space is a single blank; a line's break within a passage is none.

    `marks`: what the words say of an incident (form/inline.toml), for their Inline XBRL tags: nothing that is printed.
    """

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    raised: bool = False
    href: str | None = None
    marks: Marks = ()


Runs = tuple[Run, ...]
Look = tuple[bool, bool, bool, bool, str | None, Marks]
"""Bold, italic, underlined, raised, where it links to, and how it is marked."""
STATED = "the draft says so"
"""The reason of an exhibit's status that the draft states."""
_WORD_OR_BLANK = re.compile(r"\S+|\s+")


def words_of(runs: Iterable[Run]) -> str:
    """The words of runs, without their looks."""
    return "".join([run.text for run in runs])


class Passage(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A piece of an item, in order. What it says without its looks is a Block.

    `runs`: its words; of a table none. `marker`: what stands before a list's entry ("(c)", "1.", a bullet) or a footnote ("(1)").
    `depth`: how deep an entry is set in, from 0; of a heading, its level below the item's, from 0. `rows`: cells of a table, the first
    row its head. A literal keeps its lines as they stand (a table set in characters); its one run holds line breaks. Furniture is a
    page's number and the like: kept in a draft, never laid out. `line`: where it begins in draft.md, from 1; 0 where there is none.
    """

    kind: PassageKind
    runs: Runs = ()
    marker: str | None = None
    depth: int = 0
    rows: tuple[tuple[Runs, ...], ...] = ()
    line: int = 0

    @property
    def words(self) -> str:
        """The words alone, without marker and looks."""
        return words_of(self.runs)

    @property
    def said(self) -> str:
        """All it says, as the reader of reports gives it: a marker before the words, a table's rows and cells parted by "\\n" and "\\t"."""
        if self.kind == "table":
            rows = ("\t".join(filter(None, map(words_of, row))) for row in self.rows)
            return "\n".join(filter(None, rows))
        return f"{self.marker} {self.words}".rstrip() if self.marker else self.words

    def every_run(self) -> Runs:
        """Its runs, and those of its cells."""
        return self.runs + tuple(run for row in self.rows for cell in row for run in cell)

    def remarked(self, become: Callable[[Marks], Marks]) -> Passage:
        """The same with other marks."""

        def changed(runs: Runs) -> Runs:
            return tuple(replace(run, marks=become(run.marks)) for run in runs)

        return replace(self, runs=changed(self.runs), rows=tuple(tuple(map(changed, row)) for row in self.rows))


Passages = tuple[Passage, ...]


def settled(runs: Iterable[Run]) -> Runs:
    """The same words with the same looks in as few runs as can be: white space single, at no end, plain where looks change.

    It is marked as the words on both sides are.
    """
    made: list[tuple[str, Look]] = []
    blank = False
    for run in runs:
        look = (run.bold, run.italic, run.underline, run.raised, run.href, run.marks)
        for word in _WORD_OR_BLANK.findall(run.text):
            if word.isspace():
                blank = bool(made)
                continue
            if blank:
                _add(made, " ", look if made[-1][1] == look else _between(made[-1][1], look))
            blank = False
            _add(made, word, look)
    return tuple(Run(text=word, bold=b, italic=i, underline=u, raised=r, href=h, marks=m) for word, (b, i, u, r, h, m) in made)


def _between(one: Look, other: Look) -> Look:
    """The look of a blank between words of two looks."""
    return False, False, False, False, None, tuple(mark for mark in one[-1] if mark in other[-1])


def _add(made: list[tuple[str, Look]], word: str, look: Look) -> None:
    if made and made[-1][1] == look:
        made[-1] = (made[-1][0] + word, look)
    else:
        made.append((word, look))


class Address(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An address in the parts that are tagged one by one. `country`: its name as printed; None at home."""

    lines: tuple[str, ...] = ()
    city: str | None = None
    state: str | None = None
    zip: str | None = None
    country: str | None = None


class Enrolled(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A registrant as EDGAR knows it, beside what the cover prints. `cik`: ten digits. `fiscal_year_end`: MMDD."""

    cik: str | None = None
    address: Address | None = None
    fiscal_year_end: str | None = None


class Origin(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The earlier filing that an exhibit is incorporated by reference from: its number there, the form, the day, the file number."""

    exhibit: str | None = None
    form: str | None = None
    filed: dt.date | None = None
    file_number: str | None = None


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A report to be filed.

    `filers` stand beside `report.cover.registrants`, `bodies` beside `report.items`, one each and in their order. `files`: exhibit
    number -> name of its file, in the draft's own folder; `origins`: exhibit number -> where it is incorporated from. `explanation`:
    the explanatory note of an 8-K/A, between cover and items; `description`: what AmendmentDescription says. `prefix`: of the names
    of files and tags, the ticker as a rule. `places`: part of the draft ("items.0", "exhibits.1.file", "date_of_report") -> its line
    in draft.md, from 1.
    """

    report: Report
    filers: tuple[Enrolled, ...] = ()
    bodies: tuple[Passages, ...] = ()
    files: dict[str, str] = {}
    origins: dict[str, Origin] = {}
    explanation: Passages = ()
    description: str | None = None
    prefix: str | None = None
    places: dict[str, int] = {}


class Headline(NamedTuple):
    """One number of an item's heading: the number, letters of paragraphs "(a)(b)", the title."""

    number: str
    letters: str
    title: str | None


class Written(NamedTuple):
    """An item as written: the numbers that head it, and its passages."""

    heads: tuple[Headline, ...]
    passages: Passages


def written_of(draft: Draft) -> list[Written]:
    """The items of a draft grouped by the text they share."""
    out: list[Written] = []
    last = None
    for item, body in zip(draft.report.items, draft.bodies, strict=True):
        one = Headline(item.number, _letters(item), item.title)
        if item.combined and item.text_id == last:
            out[-1] = Written((*out[-1].heads, one), out[-1].passages)
        else:
            out.append(Written((one,), body))
        last = item.text_id
    return out


def _letters(item: Item) -> str:
    """The letters printed behind an item's number: then the whole text is theirs."""
    whole = item.parts and all(p.text == item.text and p.title is None for p in item.parts)
    return "".join(f"({p.letter})" for p in item.parts) if whole else ""


# What stands before the words of a list's entry, as the reader of reports knows it.
MARKER = re.compile(r"([\u2022\u00b7\u25cf\u25aa\u2610o*\u2013-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+", re.I)


def drafted(report: Report) -> Draft:
    """A report as a draft that says the same: one Enrolled a registrant, one body an item."""
    ciks = [filer.cik for filer in report.header.filers] if report.header else []
    many = len(report.cover.registrants)
    ciks = ciks if len(ciks) == many else []
    return Draft(
        report=report,
        filers=tuple(Enrolled(cik=ciks[n] if ciks else None) for n in range(many)),
        bodies=tuple(tuple(map(passage, item.blocks)) for item in report.items),
    )


def passage(block: Block) -> Passage:
    """A block as a passage: what looks it had is not known."""
    if block.kind == "table":
        if block.rows and block.text == "\n".join("\t".join(cell.text for cell in row) for row in block.rows):
            return Passage(kind="table", rows=tuple(tuple((Run(text=cell.text),) for cell in row) for row in block.rows))
        return Passage(kind="literal", runs=(Run(text=block.text),))
    if block.kind == "list" and (m := MARKER.match(block.text)):
        return Passage(kind="list", marker=m[1], runs=(Run(text=block.text[m.end() :], href=block.href),))
    kind: PassageKind = "paragraph" if block.kind == "link" else block.kind
    return Passage(kind=kind, runs=(Run(text=block.text, href=block.href),))
