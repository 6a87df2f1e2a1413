"""A stretch of Text as chunks: what stands together in one cell or column of one line.

Comes in: a Text and two offsets. Goes out: Chunks with their line and column. Cover and signatures are read from these,
because both are forms filled in by typewriter habits: values above captions, side by side. Add here: what parts chunks.
"""

from __future__ import annotations

import msgspec

from eightk.late import late
from eightk.read.text import Text, squeeze

# What parts the chunks of a line: cell breaks, and in wrapped text three blanks, in marked-up text (where blanks of the source mean
# nothing) three hard spaces.
_WRAPPED = late(r"(\t|[ ]{3,})")
_MARKED = late(r"([\t\x0b\xa0](?:(?<!\xa0)|(?:[ ]*\xa0){2,}))")
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
    wrapped, out = text.wrapped, list[Chunk]()
    at, line = start, 0
    for row, whole in enumerate(text.text[start:end].replace("\x0c", "\n").split("\n")):
        words = whole.strip()
        if words:
            if "\t" in whole or ("   " in words if wrapped else "\x0b" in whole or words.count("\xa0") > 2):
                _parted(text, whole, (at, line, row), out)
            elif words[0].isalnum() or _WORD.search(words):
                first = at + whole.index(words[0])
                out.append(Chunk(first, first + len(words), line, row, first - at if wrapped else 0, squeeze(words)))
            if len(out) >= limit:
                return out[:limit]
        line += 1 + whole.count("\x0b")
        at += len(whole) + 1
    return out


def _parted(text: Text, whole: str, place: tuple[int, int, int], out: list[Chunk]) -> None:
    """Adds the chunks of a line that may have several; `place` is its offset, its line and its row."""
    begun, line, row = place
    wrapped, at, cell = text.wrapped, begun, 0
    odd = True
    for piece in (_WRAPPED if wrapped else _MARKED).split(whole):
        odd = not odd
        if odd:
            cell += piece == "\t"
            line += piece == "\x0b"
        else:
            words = piece.strip()
            if words and (words[0].isalnum() or _WORD.search(words)):
                first = at + piece.index(words[0])
                column = _column(text.text, begun, first) if wrapped else cell * 100
                out.append(Chunk(first, first + len(words), line, row, column, squeeze(words)))
        at += len(piece)


def _column(source: str, begun: int, at: int) -> int:
    """The column of a place in a line, tabs standing for up to eight blanks."""
    lead = source[begun:at]
    return len(lead.expandtabs(8)) if "\t" in lead else at - begun
