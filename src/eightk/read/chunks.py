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
    at, line, row = place
    if text.wrapped:
        _apart(_WRAPPED, whole, Chunk(at, at, line, row, -1, ""), out)
        return
    for cell, lines in enumerate(whole.split("\t")):
        for piece in lines.split("\x0b"):
            words = piece.strip()
            if words:
                if words.count("\xa0") > 2:
                    _apart(_MARKED, piece, Chunk(at, at, line, row, cell * 100, ""), out)
                elif words[0].isalnum() or _WORD.search(words):
                    first = at + piece.index(words[0])
                    out.append(Chunk(first, first + len(words), line, row, cell * 100, squeeze(words)))
            at += len(piece) + 1
            line += 1
        line -= 1


def _apart(rule: re.Pattern[str], whole: str, place: Chunk, out: list[Chunk]) -> None:
    """Adds the chunks between the gaps of a piece that stands at `place`; in wrapped text (column -1) each has a column of its own."""
    at = place.start
    for piece in rule.split(whole):
        words = piece.strip()
        if words and (words[0].isalnum() or _WORD.search(words)):
            first = at + piece.index(words[0])
            column = place.column if place.column >= 0 else _column(whole, first - place.start)
            out.append(Chunk(first, first + len(words), place.line, place.row, column, squeeze(words)))
        at += len(piece)


def _column(line: str, at: int) -> int:
    """The column of a place in a line, tabs standing for up to eight blanks."""
    return len(line[:at].expandtabs(8)) if "\t" in line else at
