"""A stretch of Text as chunks: what stands together in one cell or column of one line.

Comes in: a Text and two offsets. Goes out: Chunks with their line and column. Cover and signatures are read from these,
because both are forms filled in by typewriter habits: values above captions, side by side.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from eightk.late import late
from eightk.read.text import Text, squeeze

# Words that stand together: in wrapped text up to two blanks apart; in marked-up text, where blanks of the source mean nothing, up to
# two hard spaces apart.
_WRAPPED = late(r"\S+(?:[ ]{1,2}\S+)*")
_MARKED = late(r"\S+(?:[ ]*(?:[ ]|\xa0{1,2}(?!\xa0)[ ]*)\S+)*")
_WORD = late(r"[^\W_]")


class Chunk(NamedTuple):
    """A piece of a line. `column` counts cells in marked-up text and characters in wrapped text; `end` is exclusive."""

    start: int
    end: int
    line: int
    row: int
    column: int
    text: str


def chunks(text: Text, start: int, end: int, limit: int = 4000) -> list[Chunk]:
    """The chunks of `text[start:end]` in reading order, rules left out; at most `limit`.

    `line` counts every visible line, `row` only table rows and paragraphs: lines within one cell share a row.
    """
    source, out = text.text, []
    line = row = cell = 0
    begun = last = start
    for m in (_WRAPPED if text.wrapped else _MARKED).finditer(source, start, end):
        at, piece = m.start(), m.group()
        if at - last > 1 or source[last:at] not in " \xa0":
            gap = source[last:at]
            rows = gap.count("\n") + gap.count("\x0c")
            if rows:
                row += rows
                begun = max(source.rfind("\n", last, at), source.rfind("\x0c", last, at)) + 1
                cell = 0
                gap = gap[begun - last :] if begun > last else gap
            cell += gap.count("\t")
            line += rows + source.count("\x0b", last, at)
        last = m.end()
        if _WORD.search(piece) or any(c in piece for c in "\u2610\u2612\u25a1\u25a0"):
            column = _column(source, begun, at) if text.wrapped else cell * 100
            out.append(Chunk(at, last, line, row, column, squeeze(piece)))
            if len(out) >= limit:
                break
    return out


def _column(source: str, begun: int, at: int) -> int:
    """The column of a place in a line, tabs standing for up to eight blanks."""
    lead = source[begun:at]
    return len(lead.expandtabs(8)) if "\t" in lead else at - begun
