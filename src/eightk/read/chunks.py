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
_WRAPPED = late(r"\S+(?:[ ]{1,2}\S+)*|[\n\x0c]|\t|\x0b")
_MARKED = late(r"\S+(?:[ ]*(?:[ ]|\xa0{1,2}(?!\xa0)[ ]*)\S+)*|[\n\x0c]|\t|\x0b")
_RULE = late(r"[\W_]+")


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
    line = row = cell = tabs = 0
    begun = start
    for m in (_WRAPPED if text.wrapped else _MARKED).finditer(source, start, end):
        piece = m.group()
        if piece == "\n" or piece == "\x0c":
            line += 1
            row += 1
            cell = tabs = 0
            begun = m.end()
        elif piece == "\t":
            cell += 1
            tabs += 8 - (m.start() - begun + tabs) % 8 - 1
            if not text.wrapped:
                begun = m.end()
        elif piece == "\x0b":
            line += 1
        elif not _RULE.fullmatch(piece) or any(c in piece for c in "\u2610\u2612\u25a1\u25a0"):
            column = m.start() - begun + tabs if text.wrapped else cell * 100
            out.append(Chunk(m.start(), m.end(), line, row, column, squeeze(piece)))
            if len(out) >= limit:
                break
    return out
