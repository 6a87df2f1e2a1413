"""Exhibits stacked in two cells -> rows: the numbers one under the other in the first, their descriptions in the next.

Comes in: a Text and the stretch of a list. Goes out: Rows, in order. Add here: how stacked lines belong together.
"""

from __future__ import annotations

import re

from eightk.late import late
from eightk.read.lists import NUMBER, Pair, Row
from eightk.read.text import Text, trimmed

_MARK = r"[*+\u2020\u2021#^]{0,3}"
_NUMBER_LINE = late(rf"(?P<front>{_MARK})\s?(?P<word>exhibits?\s+(?:no\.?\s*)?)?(?P<number>{NUMBER})(?P<mark>{_MARK})[.:]?", re.I)
_DIGIT = late(r"\d")
_CELL_LINE = late(r"[^\x0b]*\w[^\x0b]*")
_GOES_ON = late(r"[a-z(&]")
_UNFINISHED = late(r"(?:,|&|[-\u2013\u2014]|\b(?:and|or|of|the|a|an|by|to|in|on|with|for|from|between|among|as|dated|amending))\Z", re.I)


def stacked_rows(text: Text, start: int, end: int) -> list[Row]:
    """The rows of cells in which each of several numbers has a line of its own, and so has each description."""
    if text.wrapped:
        return []
    source, out = text.text, list[Row]()
    at = source.find("\x0b", start, end)
    while at >= 0:
        first, last = max(start, source.rfind("\n", start, at) + 1), source.find("\n", at, end)
        last = last if last >= 0 else end
        if source.find("\t", first, last) >= 0:
            out += _row(source, first, last)
        at = source.find("\x0b", last, end)
    return out


def _row(source: str, start: int, end: int) -> list[Row]:
    """The exhibits of one row of a table; none where the lines of its cells do not pair."""
    cells, at = list[list[Pair]](), start
    for cell in source[start:end].split("\t"):
        lines = [trimmed(source, *m.span()) for m in _CELL_LINE.finditer(source, at, at + len(cell))]
        at += len(cell) + 1
        if not lines:
            continue
        if not cells and (len(lines) < 2 or not all(_DIGIT.search(source, *line) for line in lines)):
            return []
        cells.append(lines)
    if len(cells) < 2:
        return []
    heads = [_NUMBER_LINE.fullmatch(source, *line) for line in cells[0]]
    out = []
    for head, line in zip(heads, _described(source, cells[1], len(heads)), strict=True):
        if head is None:
            return []
        marks = tuple(mark for mark in head.group("front", "mark") if mark)
        out.append(Row(head.group("number"), head.span("number"), line, marks, head.group("word") is not None, False))
    return out if any(row.named or len(row.number) > 1 for row in out) else []  # "1", "2" count something else


def _described(source: str, lines: list[Pair], size: int) -> list[tuple[Pair, ...]]:
    """The descriptions of so many exhibits, some over several lines; all are empty where it cannot be told which lines go together."""
    if len(lines) == size:
        return [(line,) for line in lines]
    out: list[Pair] = []
    for start, end in lines:
        if out and (_GOES_ON.match(source, start, end) or _UNFINISHED.search(source[slice(*out[-1])])):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return [(line,) for line in out] if len(out) == size else [()] * size
