"""A stretch of Text as chunks: what stands together in one cell or column of one line.

Comes in: a Text and two offsets. Goes out: Chunks with their line and column. Cover and signatures are read from these,
because both are forms filled in by typewriter habits: values above captions, side by side. Add here: what parts chunks.
"""

from __future__ import annotations

import re

import msgspec

from eightk.late import late
from eightk.read.text import Text, squeeze

# What parts the chunks of a line beside cell breaks: in wrapped text three blanks, in marked-up text (where blanks of the source mean
# nothing) three hard spaces.
_WRAPPED = late(r"(\t|[ ]{3,})")
_MARKED = late(r"(\xa0(?:[ ]*\xa0){2,})")
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
    return (_typed if text.wrapped else _marked)(text.text[start:end].replace("\x0c", "\n"), start, limit)[:limit]


def _typed(text: str, start: int, limit: int) -> list[Chunk]:
    """The chunks of wrapped text."""
    out = list[Chunk]()
    at, line = start, 0
    for row, whole in enumerate(text.split("\n")):
        words = whole.strip()
        if words:
            if "\t" in whole or "   " in words:
                _apart(_WRAPPED, whole, Chunk(at, at, line, row, -1, ""), out)
            elif words[0].isalnum() or words[1:2].isalnum() or _WORD.search(words):  # mostly in its first letters
                column = whole.index(words[0])
                first = at + column
                out.append(Chunk(first, first + len(words), line, row, column, squeeze(words)))
            if len(out) >= limit:
                break
        line += 1 + whole.count("\x0b")
        at += len(whole) + 1
    return out


def _marked(text: str, start: int, limit: int) -> list[Chunk]:
    """The chunks of marked-up text."""
    out = list[Chunk]()
    at, line, row, column = start - 1, -1, -1, 0
    spaced = text.count("\xa0") > 2
    # Parted before every break: the first piece of a line begins without one, the others with theirs, which is white space.
    for piece in text.replace("\t", "\n\t").replace("\x0b", "\n\x0b").split("\n"):
        begun, size = piece.lstrip(), len(piece)
        blanks = size - len(begun)
        if blanks and piece[0] == "\t":
            column += 100
        elif blanks and piece[0] == "\x0b":
            line += 1
        else:
            at += 1
            line += 1
            row += 1
            column = 0
        if begun:
            words = begun.rstrip()
            if spaced and words.count("\xa0") > 2:
                _apart(_MARKED, piece, Chunk(at, at, line, row, column, ""), out)
            elif words[0].isalnum() or words[1:2].isalnum() or _WORD.search(words):
                first = at + blanks
                kept = words if words.isascii() and "  " not in words else squeeze(words)
                out.append(Chunk(first, first + len(words), line, row, column, kept))
            if len(out) >= limit:
                break
        at += size
    return out


def _apart(rule: re.Pattern[str], whole: str, place: Chunk, out: list[Chunk]) -> None:
    """Adds the chunks between the gaps of a piece that stands at `place`; in wrapped text (column -1) each has a column of its own."""
    at = place.start
    told, column = 0, place.column  # where in the piece a column was told last, and that column
    for piece in rule.split(whole):
        words = piece.strip()
        if words and (words[0].isalnum() or words[1:2].isalnum() or _WORD.search(words)):
            first = at + piece.index(words[0])
            if place.column < 0:
                there = first - place.start
                told, column = there, max(column, 0) + _width(whole[told:there], max(column, 0))
            out.append(Chunk(first, first + len(words), place.line, place.row, column, squeeze(words)))
        at += len(piece)


def _width(piece: str, column: int) -> int:
    """How many columns a piece of a line takes that begins at a column, tabs standing for up to eight blanks."""
    return len(piece) if "\t" not in piece else len((" " * (column % 8) + piece).expandtabs(8)) - column % 8
