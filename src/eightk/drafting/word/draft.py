"""Word -> Draft: a whole report, or its items alone.

Comes in: the bytes of a .docx. Goes out: the Draft, and what was left out. Add here: what a draft keeps of a Word file.

The reader reads what the converter wrote, so that cover, items and signatures are found as in any filing; the looks of the words, which a
report does not know, are then taken from the converter's page.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right

import msgspec

from eightk.drafted import Draft, Passage, Passages, Run, settled, words_of
from eightk.drafting.derived import rederived
from eightk.drafting.questions import blank, unsigned
from eightk.drafting.turned import draft_of
from eightk.drafting.word import BadWord, Complaint, word_to_html
from eightk.drafting.word.looks import Placed, placed
from eightk.limits import Limits
from eightk.model import Block, Listing, Report, pieces
from eightk.read import read, read_items_alone

_NO_ITEMS = Complaint("no heading of an item was found", "head each item with its number on a line of its own: Item 8.01 Other Events")
replace = msgspec.structs.replace


def word_to_draft(data: bytes, day: dt.date, *, limits: Limits = Limits()) -> tuple[Draft, tuple[str, ...]]:
    """The draft in a .docx, and what was left out or decided, in words.

    `day`: by whose form the blank cover is made where the file has no cover of its own. Raises BadWord.
    """
    made = word_to_html(data, limits=limits)
    report = read(made.html, limits=limits)
    told = made.told
    if report.form is None:
        report = _items_alone(made.html, day, limits)
        told = (*told, "the file has no cover of Form 8-K: fill in the blanks")
    if not report.items:
        raise BadWord(_NO_ITEMS)
    if made.pictures:
        told = (*told, f"pictures ({len(made.pictures)}) are left out: a draft holds words; put them into an exhibit")
    if any(one.signed for one in report.signatures):
        told = (*told, "nobody has signed yet: a /s/ typed in Word is taken for a place to sign")
    draft = draft_of(replace(report, signatures=unsigned(report.signatures)))
    page = placed(made.html.decode("ascii"))
    bodies = tuple(_dressed(item.blocks, body, page) for item, body in zip(report.items, draft.bodies, strict=True))
    draft = replace(draft, bodies=_with_notes(bodies, page))
    return replace(draft, report=rederived(draft)), told


def _items_alone(html: bytes, day: dt.date, limits: Limits) -> Report:
    """The items, behind a blank cover."""
    items = read_items_alone(html, limits=limits)
    cover, _, signatures, _ = blank(day)
    return Report(form="8-K", cover=cover, signatures=signatures, items=Listing(items))


def _dressed(blocks: tuple[Block, ...], body: Passages, page: list[Placed]) -> Passages:
    """The passages of an item with the looks of the page; footnotes, which the page ends with, left out."""
    out = []
    for block, passage in zip(blocks, body, strict=True):
        there = _at(pieces(block.span)[0][0], page)
        if there is None:
            out.append(passage)
        elif there.kind != "note":
            out.append(_with_looks(passage, there))
    return tuple(out)


def _at(place: int, page: list[Placed]) -> Passage | None:
    """The block of the page that a place lies in."""
    n = bisect_right(page, place, key=lambda one: one.start) - 1
    return page[n].passage if n >= 0 and place < page[n].end else None


def _with_looks(plain: Passage, there: Passage) -> Passage:
    """A passage as it looks on the page, where both say the same; a heading's line and its text may share a paragraph of the page."""
    if plain.kind == "table" and there.kind == "table":
        rows = tuple(row for row in there.rows if any(row))
        same = [_texts(row) for row in rows] == [_texts(row) for row in plain.rows]
        return replace(plain, rows=rows) if same else plain
    runs = there.runs
    if plain.marker is not None:
        runs = _without(runs, plain.marker)
    return replace(plain, runs=runs, depth=there.depth) if words_of(runs) == plain.words else plain


def _texts(row: tuple[tuple[Run, ...], ...]) -> list[str]:
    return [text for text in map(words_of, row) if text]


def _without(runs: tuple[Run, ...], marker: str) -> tuple[Run, ...]:
    """Runs without the marker they begin with."""
    left, out = len(marker), []
    for run in runs:
        out.append(replace(run, text=run.text[left:]))
        left = max(0, left - len(run.text))
    return settled(out)


def _with_notes(bodies: tuple[Passages, ...], page: list[Placed]) -> tuple[Passages, ...]:
    """Each footnote at the end of the first item that refers to it."""
    notes = {one.passage.marker: one.passage for one in page if one.passage.kind == "note"}
    out = []
    for body in bodies:
        cells = (cell for passage in body for row in passage.rows for cell in row)
        marks = [run.text for runs in (*(p.runs for p in body), *cells) for run in runs if run.raised]
        out.append((*body, *(notes.pop(mark) for mark in dict.fromkeys(marks) if mark in notes)))
    return tuple(out)
