"""A draft and the day it is filed on -> the parts of the form of that day, in order, for any medium.

Comes in: a Draft that is complete (`complete.py`). Goes out: `Composed`: cover, items, signatures, exhibit index as elements. What is
printed and in which order is decided here, by the facts of the day; how it looks is each medium's own matter (ascii.py, html.py).
Add here: a part of the form; its words are rows of form/words.toml and form/cover.toml.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from itertools import groupby

import msgspec

from eightk.drafted import Address, Draft, Enrolled, Passage, Run
from eightk.form.cover import CoverField, cover
from eightk.form.phrases import pattern
from eightk.form.rows import holds
from eightk.form.words import spelled, words
from eightk.model import Exhibit, Item, Registrant, Signature


class Slot(msgspec.Struct, frozen=True):
    """A value printed on the cover: the id of its field in form/cover.toml, which registrant or row of the table (from 0), its words."""

    field: str
    index: int
    text: str


Piece = str | Slot


class Centred(msgspec.Struct, frozen=True):
    """A line in the middle. `rank`: 0 plain, 1 bold, 2 the name of the form."""

    pieces: tuple[Piece, ...]
    rank: int = 0


class Plain(msgspec.Struct, frozen=True):
    """A paragraph of the form's own words and values."""

    pieces: tuple[Piece, ...]


class Captioned(msgspec.Struct, frozen=True):
    """Values side by side, each over its caption."""

    cells: tuple[tuple[tuple[Piece, ...], str], ...]


class Tick(msgspec.Struct, frozen=True):
    """A check box and its words; `behind`: the box stands behind them."""

    field: str
    ticked: bool
    label: str
    behind: bool = False


class Grid(msgspec.Struct, frozen=True):
    """A table of values under headings."""

    head: tuple[str, ...]
    rows: tuple[tuple[Slot, ...], ...]


class Headed(msgspec.Struct, frozen=True):
    """The heading of an item: "Item 2.02" and its title; or of several that share one text."""

    label: str
    title: str | None


class Signing(msgspec.Struct, frozen=True):
    """The lines of one signature. `date`: as printed; None for a line left to be filled."""

    registrant: str | None
    date: str | None
    name: str | None
    title: str | None
    signed: bool


class Listed(msgspec.Struct, frozen=True):
    """The exhibits under two headings: number, description, link."""

    head: tuple[str, str]
    rows: tuple[tuple[str, str, str | None], ...]


Element = Listed | Centred | Plain | Captioned | Tick | Grid | Headed | Signing | Passage


class Composed(msgspec.Struct, frozen=True, kw_only=True):
    """The parts of a report. `notes`: footnotes stand with the items they belong to."""

    title: str
    cover: tuple[Element, ...]
    items: tuple[Element, ...]
    signatures: tuple[Element, ...]
    index: tuple[Element, ...] = ()


def compose(draft: Draft, day: dt.date) -> Composed:
    """The report as the form of a filing date has it."""
    report = draft.report
    first = report.cover.registrants[0].name if report.cover.registrants else None
    return Composed(
        title=" ".join(filter(None, [f"Form {report.form or '8-K'}", first])),
        cover=tuple(_cover(draft, day)),
        items=(*_explained(draft, day), *_items(draft)),
        signatures=tuple(_signatures(draft, day)),
        index=tuple(_index(draft, day)),
    )


# ---- the cover -----------------------------------------------------------------------------------------------


@cache
def _fields() -> dict[str, CoverField]:
    return {row.id: row for row in cover().fields}


def _caption(field: str) -> str:
    """The caption as the form prints it: the first of the field's labels."""
    return _fields()[field].labels[0]


def _printed(field: str, day: dt.date) -> bool:
    return holds(_fields()[field], day)


def _cover(draft: Draft, day: dt.date) -> Iterator[Element]:
    report, facts = draft.report, cover()
    form = report.form or "8-K"
    for line in facts.heading.lines:
        if line.startswith("FORM "):
            yield Centred(("FORM ", Slot("document_type", 0, form)), 2)
            if form == "8-K/A" and report.amendment is not None and report.amendment.number is not None:
                yield Centred((words("amendment", day, number=str(report.amendment.number)) or "",))
        else:
            yield Centred((line,), 1)
    yield from _dated(draft)
    for n, registrant in enumerate(report.cover.registrants):
        yield from _registrant(n, registrant, draft.filers[n] if n < len(draft.filers) else Enrolled(), day)
    yield from _boxes(draft, day)
    yield from _securities(draft, day)
    yield from _growth(draft, day)


def _dated(draft: Draft) -> Iterator[Element]:
    event, dated = draft.report.cover.date_of_report, draft.report.cover.dated
    if event is None:
        return
    slot = Slot("date_of_report", 0, spelled(event))
    both: tuple[Piece, ...] = (slot,) if dated is None else (f"{spelled(dated)} (", slot, ")")
    yield Centred((f"{_caption('date_of_report')}: ", *both))


def _registrant(n: int, one: Registrant, filer: Enrolled, day: dt.date) -> Iterator[Element]:
    if one.name:
        yield Captioned((((Slot("registrant", n, one.name),), _caption("registrant")),))
    told = [("state", one.jurisdiction), ("file_number", one.file_number), ("ein", one.ein)]
    if cells := tuple(((Slot(field, n, value),), _caption(field)) for field, value in told if value):
        yield Captioned(cells)
    if one.address:
        yield Captioned(((address_pieces(n, one.address, filer.address), "(Address of principal executive offices, including Zip Code)"),))
    if one.phone:
        yield Plain((f"{_caption('area_code')}: ", Slot("phone", n, one.phone)))
    if one.former:
        yield Captioned((((Slot("former_name", n, one.former),), _caption("former_name")),))


def address_pieces(n: int, printed: str, parts: Address | None) -> tuple[Piece, ...]:
    """An address in the parts that are tagged one by one, where they are known, in any order; else as printed, in one piece."""
    whole: tuple[Piece, ...] = (Slot("address1", n, printed),)
    if parts is None:
        return whole
    ids = [*((f"address{k}", line) for k, line in enumerate(parts.lines, 1)), ("city", parts.city)]
    ids += [("state_or_province", parts.state), ("zip", parts.zip), ("country", parts.country)]
    places: list[tuple[int, int, str]] = []
    for field, value in ids:
        at = _free(printed, value, places) if value else None
        if at is not None and value:
            places.append((at, at + len(value), field))
        elif value:
            return whole
    found: list[Piece] = []
    end = 0
    for start, stop, field in sorted(places):
        found += [printed[end:start], Slot(field, n, printed[start:stop])]
        end = stop
    return tuple(piece for piece in (*found, printed[end:]) if piece) if found else whole


def _free(printed: str, value: str, taken: list[tuple[int, int, str]]) -> int | None:
    """Where a value first stands that no other part of the address stands on."""
    at = printed.find(value)
    while at >= 0 and any(at < stop and start < at + len(value) for start, stop, _ in taken):
        at = printed.find(value, at + 1)
    return at if at >= 0 else None


def _boxes(draft: Draft, day: dt.date) -> Iterator[Element]:
    ticked = draft.report.cover.checkboxes
    lead = words("boxes", day)
    if ticked is None or lead is None:
        return
    yield Plain((lead,))
    for box in cover().boxes:
        if holds(box, day):
            yield Tick(box.field, ticked.get(box.key, False), box.label)


def _securities(draft: Draft, day: dt.date) -> Iterator[Element]:
    lead = words("securities", day)
    if lead is None:
        return
    rows = draft.report.cover.securities
    if not rows:
        yield Plain((f"{lead} {words('no-securities', day)}",))
        return
    yield Plain((lead,))
    columns = ("security_12b", "trading_symbol", "exchange")
    yield Grid(
        tuple(map(_caption, columns)),
        tuple(
            tuple(Slot(field, n, value or "") for field, value in zip(columns, (row.title, row.symbol, row.exchange), strict=True))
            for n, row in enumerate(rows)
        ),
    )


def _growth(draft: Draft, day: dt.date) -> Iterator[Element]:
    cover_ = draft.report.cover
    if cover_.emerging_growth is None or not _printed("egc", day):
        return
    yield Plain((f"{_fields()['egc'].labels[1]}.",))
    yield Tick("egc", cover_.emerging_growth, _caption("egc"), behind=True)
    yield Tick("egc_transition", bool(cover_.transition_election), f"{_caption('egc_transition')}.", behind=True)


# ---- items ---------------------------------------------------------------------------------------------------


def _explained(draft: Draft, day: dt.date) -> Iterator[Element]:
    if draft.explanation:
        first = draft.explanation[0]
        heading = words("explanatory-note", day) or ""
        if first.words.casefold() != heading.casefold():
            yield Passage(kind="heading", runs=(Run(text=heading, bold=True),))
        yield from draft.explanation


def _items(draft: Draft) -> Iterator[Element]:
    """Headings and bodies; items that share one text are headed together and their text printed once."""
    beside = [*draft.bodies, *([()] * (len(draft.report.items) - len(draft.bodies)))]
    pairs = zip(draft.report.items, beside, strict=True)
    for _, group in groupby(enumerate(pairs), key=lambda pair: _shared(pair[1][0], pair[0])):
        some = [pair for _, pair in group]
        yield from _headings([item for item, _ in some])
        yield from (p for p in some[-1][1] if p.kind != "furniture")


def _headings(some: list[Item]) -> Iterator[Headed]:
    """One heading for items of one title, else one for each."""
    if len(some) > 1 and len({item.title for item in some}) == 1:
        *most, last = map(_numbered, some)
        yield Headed(f"Items {', '.join(most)} and {last}.", some[0].title)
        return
    yield from (Headed(f"Item {_numbered(item)}.", item.title) for item in some)


def _numbered(item: Item) -> str:
    """The number of an item, with the letters of the paragraphs that its heading names and its text does not."""
    return item.number + "".join(f"({part.letter})" for part in item.parts if f"({part.letter})" not in item.text)


def _shared(item: Item, position: int) -> tuple[bool, int]:
    return (True, item.text_id) if item.combined else (False, position)


# ---- signatures and index ------------------------------------------------------------------------------------


def _signatures(draft: Draft, day: dt.date) -> Iterator[Element]:
    signatures = draft.report.signatures
    yield Centred((words("signature" if len(signatures) == 1 else "signatures", day) or "",), 1)
    yield Plain((cover().signature_block.text,))
    yield from map(signing, signatures)


def signing(one: Signature) -> Signing:
    """One signature's lines: signed only where the draft says who and when."""
    return Signing(one.registrant, spelled(one.date) if one.date else None, one.name, one.title, one.signed)


def _index(draft: Draft, day: dt.date) -> Iterator[Element]:
    heading = words("exhibit-index", day)
    if heading is None or not draft.report.exhibits:
        return
    yield Centred((heading,), 1)
    yield listed(draft, day)


def listed(draft: Draft, day: dt.date) -> Listed:
    """The exhibits, each with a link to its file where it has one."""
    head = (words("exhibit-number", day) or "", words("exhibit-description", day) or "")
    rows = tuple((e.number, e.description or "", _place(draft, e)) for e in draft.report.exhibits)
    return Listed(head, rows)


def _place(draft: Draft, exhibit: Exhibit) -> str | None:
    """Where an exhibit is found: its file, its link, or the file of the exhibit that it says it is included in."""
    outer = pattern("included-in").search((exhibit.description or "").lower())
    return draft.files.get(exhibit.number) or exhibit.href or (draft.files.get(outer.group(1)) if outer else None)
