"""A stretch of Text as chunks: what stands together in one cell or column of one line.

Comes in: a Text and two offsets. Goes out: Chunks with their line and column. Cover and signatures are read from these,
because both are forms filled in by typewriter habits: values above captions, side by side. Add here: what parts chunks.
"""

from __future__ import annotations

import msgspec

from eightk.late import late
from eightk.read.text import Text, squeeze

# What parts chunks: line and cell breaks, and in wrapped text three blanks, in marked-up text (where blanks of the source mean
# nothing) three hard spaces.
_WRAPPED = late(r"([\n\x0c\t\x0b]|[ ]{3,})")
_MARKED = late(r"([\n\x0c\t\x0b\xa0](?:(?<!\xa0)|(?:[ ]*\xa0){2,}))")
_BREAKS = late(r"([\n\x0c\t\x0b])")
_WORD = late(r"[^\W_]|[\u2610\u2612\u25a1\u25a0]")


class Chunk(msgspec.Struct, frozen=True, gc=False):
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
    wrapped, out = text.wrapped, []
    line = row = cell = 0
    at = begun = start
    odd = True
    stretch = text.text[start:end]
    for piece in (_WRAPPED if wrapped else _MARKED if "\xa0" in stretch else _BREAKS).split(stretch):
        odd = not odd
        if odd:
            at += len(piece)
            if piece == "\n" or piece == "\x0c":
                line, row, cell, begun = line + 1, row + 1, 0, at
            elif piece == "\t":
                cell += 1
            elif piece == "\x0b":
                line += 1
        elif piece:
            words = piece.strip()
            if words and (words[0].isalnum() or _WORD.search(words)):
                first = at + piece.index(words[0])
                column = _column(text.text, begun, first) if wrapped else cell * 100
                out.append(Chunk(first, first + len(words), line, row, column, squeeze(words)))
                if len(out) >= limit:
                    break
            at += len(piece)
    return out


def _column(source: str, begun: int, at: int) -> int:
    """The column of a place in a line, tabs standing for up to eight blanks."""
    lead = source[begun:at]
    return len(lead.expandtabs(8)) if "\t" in lead else at - begun
