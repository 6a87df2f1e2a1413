"""Exhibit lists -> Exhibits: the exhibits item and the exhibit index merged, once each, in order.

Comes in: a Text, the stretches of the exhibits items and of the indexes, the items, the documents. Goes out: model Exhibits. Add here:
how lists are merged, or what an exhibit takes from items and documents. A layout of lists is in `lists.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from eightk.form.phrases import pattern
from eightk.late import late
from eightk.model import Document, Exhibit, Item, Spans, Status
from eightk.read.lists import Pair, Row, rows
from eightk.read.liststart import list_start
from eightk.read.sentences import notes, prose_rows
from eightk.read.stacked import stacked_rows
from eightk.read.status import exhibits_named
from eightk.read.text import Text
from eightk.read.turned import turned_rows

EXHIBITS_ITEMS = ("7", "9.01")
"""The items that list exhibits, in the form before 2004 and since."""
Naming = dict[int, frozenset[str]]
_COVER_TAGS, _DATA_FILES = "104", "101"
_ATTACHED = late(r"EX[- ]?(\d{1,3}(?:\.[\w.]+)?)", re.I)
_ABOVE = 300  # characters above the columns of a list in which exhibits are told of
_WHOLE = late(r"1[6-9]|[2-9]\d|10\d")  # whole numbers that count exhibits rather than lines
_NO_NUMBER = late(r"[^0-9a-z.]")


def read_exhibits(
    text: Text, lists: list[Pair], indexes: tuple[Pair, ...], items: list[Item], documents: tuple[Document, ...]
) -> list[Exhibit]:
    """The report's exhibits. `lists` are the bodies of its exhibits items."""
    listed: list[Row] = []
    indexed: list[Row] = []
    begun: list[Pair] = []
    for start, end in lists:
        begin, strict = list_start(text, start, end)
        listed += (
            turned_rows(text, begin, end)
            or [r for r in _listed(text, begin, end) if _is_listed(text, begin, r, strict=strict)]
            or prose_rows(text, begin, end)
        )
        begun.append((begin, end))
    for start, end in indexes:
        indexed += turned_rows(text, start, end) or _listed(text, start, end)
    merged = _merged(text, _once(listed), _once(indexed))
    told = _told(text, [*begun, *indexes]) if any(row.marks for row in merged) else {}
    naming = naming_of(items) if merged else {}
    return [_exhibit(text, row, told, items, naming, documents) for row in merged]


def headed_lists(text: Text, bodies: Iterable[Pair]) -> list[Pair]:
    """The lists of exhibits in the bodies of other items, each from its head on: "Exhibit No.   Description"."""
    found = []
    for start, end in bodies:
        low = max(0, start - 1)
        m = pattern("exhibit-list-head").search(text.low, low, end)
        at = m.end() if m else _below_columns(text, low, end)
        if at is not None:
            found.append((at, end))
    return found


def _below_columns(text: Text, start: int, end: int) -> int | None:
    """Where a list begins below the columns "Number   Description": words ahead tell of exhibits, and a row is numbered as these are."""
    if text.low.find("exhibit", start, end) < 0 or (m := pattern("exhibit-list-columns").search(text.low, start, end)) is None:
        return None
    told = text.low.find("exhibit", max(start, m.start() - _ABOVE), m.start()) >= 0
    return m.end() if told and any("." in row.number or _WHOLE.match(row.number) for row in rows(text, m.end(), end)) else None


def _told(text: Text, stretches: list[Pair]) -> dict[str, str]:
    """The footnotes of lists by their mark; those of a later list count."""
    told: dict[str, str] = {}
    for start, end in stretches:
        told |= notes(text.text, start, end)
    return told


def _is_listed(text: Text, begin: int, row: Row, *, strict: bool) -> bool:
    """Whether a row is an exhibit's; its number, "(1)", may count financial statements, of which a list tells before any exhibit."""
    at = row.number_at[0]
    if row.named or len(row.number) > 1 or text.text[at - 1] != "(":
        return row.named or not strict or "." in row.number
    ahead = text.low[begin:at]
    return not strict and ("exhibit" in ahead or not pattern("statements-paragraph").search(ahead))


def _listed(text: Text, start: int, end: int) -> list[Row]:
    """The rows of a list, with those that are stacked in cells."""
    stacked, out = stacked_rows(text, start, end), rows(text, start, end)
    if not stacked:
        return out
    lines = {text.text.rfind("\n", 0, row.number_at[0]) for row in stacked}
    return sorted([*stacked, *(r for r in out if text.text.rfind("\n", 0, r.number_at[0]) not in lines)], key=lambda r: r.number_at)


# ---- the lists merged ----------------------------------------------------------------------------------------


def _once(found: list[Row]) -> list[Row]:
    """Each number once, where it is described."""
    seen: dict[str, Row] = {}
    for row in found:
        if row.number not in seen or (not seen[row.number].pieces and row.pieces):
            seen[row.number] = row
    return list(seen.values())


def _merged(text: Text, listed: list[Row], indexed: list[Row]) -> list[Row]:
    """The item's list, completed by the index; where both word an exhibit alike but number it otherwise, the index numbers it."""
    if not indexed:
        return listed
    out = []
    left = list(indexed)
    for row in listed:
        same = next((r for r in left if r.number == row.number), None)
        alike = _alike(text, row, left) if same is None and "." not in row.number else None
        if alike is not None:
            left.remove(alike)
            out.append(alike)
        elif same is not None:
            left.remove(same)
            out.append(replace(row, marks=row.marks + same.marks) if row.pieces else same)
        else:
            out.append(row)
    return out + left


def _alike(text: Text, row: Row, left: list[Row]) -> Row | None:
    """The row that is worded as this one."""
    words = _flat(text, row)
    return next((r for r in left if _flat(text, r)[:40] == words[:40]), None) if words else None


def _flat(text: Text, row: Row) -> str:
    return "".join(c for a, b in row.pieces for c in text.text[a:b].lower() if c.isalnum())


def naming_of(items: Iterable[Item]) -> Naming:
    """The exhibits that each item names, exhibits items left out; by the item's identity."""
    return {id(i): frozenset(exhibits_named(i.text)) for i in items if i.number not in EXHIBITS_ITEMS}


# ---- one exhibit ---------------------------------------------------------------------------------------------


def _exhibit(text: Text, row: Row, told: dict[str, str], items: Sequence[Item], naming: Naming, documents: tuple[Document, ...]) -> Exhibit:
    spans: Spans = {"number": text.span(*row.number_at)}
    description, pieces = "", row.pieces
    if pieces:
        description = text.words(pieces)
        spans["description"] = text.place(pieces)
    noted = [told[key] for mark in row.marks if (key := mark.strip().strip("()")) in told]
    taken = row.taken or is_incorporated(description) or any(map(is_incorporated, noted))
    href = text.href(row.number_at[0], pieces[-1][1] if pieces else row.number_at[1]) if text.links else None
    status, reason = status_of_exhibit(row.number, items, naming)
    return Exhibit(
        number=row.number, description=description if pieces else None, furnished=status == "furnished", status=status, reason=reason,
        incorporated_by_reference=taken, href=href, document=_document(row.number, href, documents), spans=spans,
    )  # fmt: skip


def is_incorporated(words: str) -> bool:
    """Whether a description or footnote says that an exhibit comes from an earlier filing."""
    return pattern("incorporated-exhibit").search(words.lower()) is not None


def status_of_exhibit(number: str, items: Sequence[Item], naming: Naming) -> tuple[Status, str]:
    """An exhibit follows the items that name it (General Instruction B.2)."""
    if number.startswith((_COVER_TAGS, _DATA_FILES)):
        return "none", "a cover page or data file follows no item"
    named = [(i.number, i.status) for i in items if number in naming.get(id(i), ())]
    if not named:
        return _unnamed(items)
    numbers, statuses = zip(*named, strict=True)
    kinds, which = set(statuses), ", ".join(dict.fromkeys(numbers))
    if kinds == {"furnished"}:
        return "furnished", f"named only by furnished items: {which}"
    if "furnished" in kinds:
        return "uncertain", f"named by furnished and by filed items: {which}"
    return "filed", f"named by filed items: {which}"


def _unnamed(items: Sequence[Item]) -> tuple[Status, str]:
    rest = {i.status for i in items if i.number not in EXHIBITS_ITEMS}
    if rest == {"furnished"}:
        return "furnished", "the report's only other items are furnished"
    if rest == {"filed"}:
        return "filed", "the report's other items are filed"
    return "uncertain", "no item names it"


def _document(number: str, href: str | None, documents: tuple[Document, ...]) -> int | None:
    """The attached document: by its file name in the link, by EX-n.m, else the only EX-n (`form/exhibits.toml`, numbering)."""
    if href:
        name = href.rsplit("/", 1)[-1].split("#")[0].lower()
        for i, d in enumerate(documents):
            if d.filename and d.filename.lower() == name and name:
                return i
    wanted = number.lower().replace("(", ".").replace("-", ".")
    wanted = wanted if wanted.isascii() and wanted.replace(".", "").isalnum() else _NO_NUMBER.sub("", wanted)
    whole = wanted.split(".")[0]
    loose = []
    for i, d in enumerate(documents):
        m = _ATTACHED.match(d.type) if d.type and d.type[0] in "eE" else None
        if m is None:
            continue
        if m.group(1).lower() == wanted:
            return i
        if m.group(1).split(".")[0] == whole and "." not in m.group(1):
            loose.append(i)
    return loose[0] if len(loose) == 1 else None
