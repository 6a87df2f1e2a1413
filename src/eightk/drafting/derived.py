"""What follows from a draft's words: the reader's own answers, had it read them in a report.

Comes in: a report's parts, and the passages of its items. Goes out: a Report without spans. What an item says of itself, its status,
its lettered paragraphs and what it incorporates are found by the very functions that read a filing, on the same words. Add here: nothing
that the reader does not know.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from eightk import form
from eightk.drafted import STATED, Draft, Headline, Passage, Passages, Written, words_of, written_of
from eightk.model import Block, Cell, Exhibit, Item, Listing, Report
from eightk.read import day_of
from eightk.read.blocks import columns, has_words, kind_of
from eightk.read.exhibits import Naming, is_incorporated, naming_of, status_of_exhibit
from eightk.read.headings import Heading
from eightk.read.items import Headed, body_of, items_of
from eightk.read.text import Offsets, Text
from eightk.version import __version__

_NOWHERE = (0, 0)
_BETWEEN = " / "


def derived(report: Report, written: Sequence[Written], explanation: Passages = ()) -> Report:
    """The report with its items and all that follows from their words. `report`: form, cover, exhibits as stated, signatures."""
    day, day_from = day_of(None, report.signatures, report.cover)
    text, before, made = _set(written, explanation)
    items = Listing(map(_unplaced, items_of(text, made, day, (before,))))
    naming = naming_of(items)
    return msgspec.structs.replace(
        report, reader=__version__, facts=form.FACTS, form_day=day, form_day_from=day_from, items=items,
        exhibits=Listing(_judged(one, items, naming) for one in report.exhibits),
    )  # fmt: skip


def rederived(draft: Draft) -> Report:
    """The report of a draft whose bodies, titles or cover were changed: the words count."""
    return derived(draft.report, written_of(draft), draft.explanation)


# ---- the words, as the reader would have them ----------------------------------------------------------------


def _set(written: Sequence[Written], explanation: Passages) -> tuple[Text, tuple[int, int], list[Headed]]:
    """The words of a draft as one Text, the place of the explanation in it, and its headings with their bodies."""
    blocks = [[block(p) for p in one.passages] for one in written]
    pieces = ["\n", "".join(_line(block(p)) for p in explanation)]
    places, size = [], sum(map(len, pieces))
    before = (1, size)
    for one, found in zip(written, blocks, strict=True):
        head = _BETWEEN.join(f"{h.number} {h.letters} {h.title or ''}" for h in one.heads) + "\n"
        body = "".join(map(_line, found))
        places.append((size, size + len(head), size + len(head) + len(body)))
        pieces += (head, body)
        size += len(head) + len(body)
    text = Text("".join(pieces), [0, size], [0, size], Offsets(0))
    made, last = list[Headed](), -1
    for one, found, (start, begins, ends) in zip(written, blocks, places, strict=True):
        headings = _headings(one.heads, start)
        last += len(headings)
        body_there = body_of(text, begins, ends, found)
        made += [Headed(heading, body_there, last) for heading in headings]
    return text, before, made


def _line(one: Block) -> str:
    """A block as lines of the Text; furniture is none of its words."""
    return "" if one.kind == "furniture" else one.text + "\n"


def _headings(heads: tuple[Headline, ...], at: int) -> list[Heading]:
    """The headings: numbers with one title are one heading, as "Items 5 and 7" is; others are stacked."""
    made = []
    alike = len({h.title for h in heads}) == 1
    for group in [heads] if alike else [(h,) for h in heads]:
        letters, number_at = list[tuple[str, int, int]](), (at, at + len(group[0].number))
        for h in group:
            begins = at + len(h.number) + 1
            ends = begins + len(h.letters)
            letters.append((h.number, begins, ends))
            title_at = (ends + 1, ends + 1 + len(h.title or ""))
            at = title_at[1] + len(_BETWEEN)
        numbers, section = tuple(h.number for h in group), "." in group[0].number
        made.append(Heading(numbers, tuple(letters), number_at[0], number_at, title_at, title_at[1], 0.0, (), 0.0, False, section))
    return made


def block(one: Passage) -> Block:
    """A passage as the reader would see it: what its words alone make of it."""
    if one.kind == "table":
        cells = [tuple(c for c in map(words_of, row) if c) for row in one.rows]
        rows = tuple(tuple(Cell(text=c, span=_NOWHERE) for c in row) for row in cells if row)
        return Block(kind="table", text=one.said, span=_NOWHERE, rows=rows)
    if one.kind == "literal":
        text = Text(one.words, [0, len(one.words)], [0, len(one.words)], Offsets(0))
        rows = tuple(tuple(Cell(text=c.text, span=_NOWHERE) for c in row) for row in columns(text, 0, one.words))
        return Block(kind="table", text=one.words, span=_NOWHERE, rows=rows)
    words = one.said
    href = next((run.href for run in one.runs if run.href), None)
    kind = "furniture" if one.kind == "furniture" or not has_words(words) else kind_of(words)
    return Block(kind=kind, text=words, span=_NOWHERE, href=href)


# ---- answers -------------------------------------------------------------------------------------------------


def _unplaced(item: Item) -> Item:
    """The item without places: those in the words of a draft say nothing of a filing."""
    bare: dict[str, Any] = {
        name: tuple(msgspec.structs.replace(one, spans={}) for one in getattr(item, name)) for name in ("parts", "incorporates")
    }
    return msgspec.structs.replace(item, spans={}, **bare)


def _judged(one: Exhibit, items: Listing[Item], naming: Naming) -> Exhibit:
    """An exhibit with its status, unless the draft states it, and whether it is incorporated."""
    taken = one.incorporated_by_reference or is_incorporated(one.description or "")
    if one.reason == STATED:
        return msgspec.structs.replace(one, incorporated_by_reference=taken, spans={})
    status, reason = status_of_exhibit(one.number, items, naming)
    return msgspec.structs.replace(
        one, status=status, reason=reason, furnished=status == "furnished", incorporated_by_reference=taken, document=None, spans={}
    )
