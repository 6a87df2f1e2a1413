"""The Section 12(b) table of the cover -> Securities.

Comes in: a Text and the stretch after the identifying fields. Goes out: model Securities, in order. Add here: a layout of the table.
"""

from __future__ import annotations

import re
from itertools import pairwise

from eightk.form.phrases import pattern
from eightk.late import late
from eightk.model import Security, Spans
from eightk.read.text import Text, trimmed

Pair = tuple[int, int]
Cells = list[Pair]
Row = list[list[Pair]]  # cells in pieces

_SHIFT = 2  # columns by which a folded line may be off
_NEXT_LINE = late(r"[^\w\n]*\n[^\w\n]*")
_HEADER = late(r"title\s+of\s+(?:each|class|securit)|trading\s+symbol|name\s+of\s+(?:each\s+)?exchange|ticker\s+symbol")
# The three captions each with its value behind or below it.
_VALUE = r"[)\s]*[:\n\x0b]\s*([^\s:][^\n\x0b\t:]*)[\n\x0b\t]\s*"
_LABELLED = late(
    rf"title\s+of\s+each\s+class{_VALUE}(?:trading|ticker)\s+symbol(?:\(s)?{_VALUE}"
    r"name\s+of\s+(?:each\s+)?exchange(?:\s+on\s+which\s+registered)?\s*[:\n\x0b]\s*([^\n\x0b\t]+)"
)
_OWNER = late(r"[\n\t]\W*(?:name of )?(?:co-?)?registrants?\W*[\t\x0b]\W*title", re.I)  # a column with whose security it is
_NONE = late(r"\W*(?:none|n/?a|not applicable)\W*", re.I)
_LINE = late(r"[^\n\x0c]+")
_CELL, _HARD = late(r"\t|(?:[ ]*\xa0){3,}"), 3  # tabs, or so many hard spaces
_CELL_LINE = late(r"[^\x0b]*\w[^\x0b]*")
_GAP = late(r"\s{3,}|\t")  # what parts the cells of a row in wrapped text
_CHARACTER = late(r"\w")


def read_securities(text: Text, start: int, end: int) -> tuple[Security, ...]:
    """Rows of the Section 12(b) table; a blank title repeats the one above, a row of "None" is no security."""
    source, words = text.text, text.low
    lead = pattern("securities-table").search(words, start, end)
    if lead is None:
        return ()
    stops = [m.start() for id in ("growth-question", "boxes-lead", "securities-12g") if (m := pattern(id).search(words, lead.end(), end))]
    high = min([end, *stops])
    at = lead.end()
    for header in _HEADER.finditer(words, at, min(high, at + 600)):
        at = header.end()
    low = _line_after(source, at, high)
    found = [cells for m in _LINE.finditer(source[low:high]) if (cells := _row(text, low + m.start(), low + m.end()))]
    if words.find("registrant", lead.end(), low) >= 0 and _OWNER.search(source, lead.end(), low):
        found = [cells[1:] if len(cells) > 3 else cells for cells in found]
    labelled = [[[m.span(i)] for i in (1, 2, 3)] for m in _LABELLED.finditer(words, lead.end(), high)]
    if text.wrapped:
        return _securities(text, labelled or _unfolded(source, found))
    return _securities(text, labelled or [[[cell] for cell in row] for cells in found for row in _unstacked(text, cells)])


def _line_after(source: str, at: int, high: int) -> int:
    end = source.find("\n", at, high)
    return end if end >= 0 else at


def _row(text: Text, start: int, end: int) -> list[tuple[int, int]]:
    """The cells of a row, empty ones kept as (at, at) where the title may be blank."""
    cells, at, whole = [], start, text.text[start:end]
    if not text.wrapped and whole.count("\xa0") < _HARD:
        for piece in whole.split("\t"):
            cells.append(trimmed(text.text, at, at + len(piece)))
            at += len(piece) + 1
    else:
        for m in (_GAP if text.wrapped else _CELL).finditer(whole):
            cells.append(trimmed(text.text, at, start + m.start()))
            at = start + m.end()
        cells.append(trimmed(text.text, at, end))
    filled = [c for c in cells if c[0] < c[1] and _CHARACTER.search(text.text[c[0] : c[1]])]
    if not filled:
        return []
    blank = cells[0][0] == cells[0][1]
    if blank and len(filled) == 1 and len(cells) > 2 and not text.wrapped:
        return [cells[0], cells[1], *filled]  # another exchange of the security above
    return [cells[0], *filled] if blank and len(filled) == 2 else filled


def _unstacked(text: Text, cells: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """A row as several where every cell of it has as many lines, one for each security."""
    if len(cells) != 3 or text.text.find("\x0b", *cells[0]) < 0:
        return [cells]
    lines = [[m.span() for m in _CELL_LINE.finditer(text.text, *cell)] for cell in cells]
    if len(lines[0]) > 1 and all(len(cell) == len(lines[0]) for cell in lines):
        return [[trimmed(text.text, *cell[i]) for cell in lines] for i in range(len(lines[0]))]
    return [cells]


# ---- rows folded over lines ----------------------------------------------------------------------------------


def _unfolded(source: str, found: list[Cells]) -> list[Row]:
    """The lines of wrapped text as rows: a line whose cells stand under those of the line before goes on in them."""
    out: list[Row] = []
    above: list[int] = []  # the columns of the row's first full line
    for cells, following in pairwise([*found, []]):
        columns = _columns(source, cells)
        row = out[-1] if out and _NEXT_LINE.fullmatch(source, max(cell[-1][1] for cell in out[-1]), cells[0][0]) else []
        if len(row) == 1 < len(cells) and _goes_on(source, cells[0]):  # a title begun on a line of its own
            out[-1] = [[*row[0], cells[0]], *([cell] for cell in cells[1:])]
            above = columns
        elif not _begins(source, cells, following) and (under := _under(columns, above)) and _is_fold(source, row, cells, under):
            for column, cell in zip(under, cells, strict=True):
                row[column].append(cell)
        else:
            out.append([[cell] for cell in cells])
            above = columns
    return out


def _begins(source: str, cells: Cells, following: Cells) -> bool:
    """Whether a line is the beginning of a title that the next line's cells go on."""
    return len(cells) == 1 < len(following) and not _goes_on(source, cells[0]) and _goes_on(source, following[0])


def _columns(source: str, cells: Cells) -> list[int]:
    line = source.rfind("\n", 0, cells[0][0])
    return [start - line for start, _ in cells]


def _under(columns: list[int], above: list[int]) -> list[int]:
    """Which of the columns above each cell stands under; nothing where one stands under none."""
    found = [next((i for i, column in enumerate(above) if abs(column - at) <= _SHIFT), -1) for at in columns[: len(above)]]
    return [] if -1 in found else found


def _is_fold(source: str, row: Row, cells: Cells, under: list[int]) -> bool:
    """Whether a line under a row is its next: it has fewer cells, and no title of its own beside an exchange."""
    if len(cells) >= len(row):
        return False
    return len(cells) == 1 or under[0] != 0 or _goes_on(source, cells[0]) or source[row[-1][-1][1] - 1] == ","


def _goes_on(source: str, cell: Pair) -> bool:
    """Whether a cell is no title's beginning."""
    return cell[0] < cell[1] and not source[cell[0]].isupper()


# ---- the securities ------------------------------------------------------------------------------------------


def _securities(text: Text, rows: list[Row]) -> tuple[Security, ...]:
    out: list[Security] = []
    for cells in rows:
        values = [text.words(cell) for cell in cells]
        if _HEADER.search(" ".join(values).lower()) or _NONE.fullmatch(values[0]):
            continue
        if len(values) == 1 or len(values[0]) > 400 or (len(values) == 2 and (_NONE.fullmatch(values[1]) or out and not values[0])):
            continue  # "None" behind a registrant's name
        spans: Spans = {}
        title: str | None = values[0]
        if not title and out:
            title = out[-1].title
            if "title" in out[-1].spans:
                spans["title"] = out[-1].spans["title"]
        elif title:
            spans["title"] = text.place(cells[0])
        symbol = values[1] if len(values) > 2 else None
        if not symbol:
            symbol = None
        else:
            spans["symbol"] = text.place(cells[1])
        spans["exchange"] = text.place(cells[-1])
        out.append(Security(title=title, symbol=symbol, exchange=values[-1], spans=spans))
    return tuple(out)
