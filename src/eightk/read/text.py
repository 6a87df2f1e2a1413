"""The waist of the reader: one document as plain text that knows where each character came from.

Comes in: the bytes of a document. Goes out: `Text`. After this nobody knows the medium. Structure is said by
single characters, so that one regular expression serves every medium:

    LF    a new line, paragraph or table row      TAB   the next cell of a row
    VT    a new line within a cell                FF    a page break

Add here: nothing medium-specific; a new medium is a reader beside `ascii.py` that returns a `Text`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from eightk.late import late

BREAKS = "\n\t\x0b\x0c"
_SPACES = late(r"\s+")


class Link(NamedTuple):
    """A hyperlink: the stretch of text it covers and where it points."""

    start: int
    end: int
    href: str


class Text:
    """Text with a map back to the source: `span(a, b)` gives the bytes that `text[a:b]` was made of.

    Segments are two parallel lists, text offset and source offset, closed by a last entry at the end of both. Text in
    a segment as long as its source maps byte for byte; any other (an entity, a tag run) is one indivisible place.
    """

    __slots__ = ("_at", "_src", "links", "tables", "text", "wrapped")

    def __init__(self, text: str, at: list[int], src: list[int]) -> None:
        self.text = text
        self._at, self._src = at, src
        self.tables: list[tuple[int, int]] = []
        self.links: list[Link] = []
        self.wrapped = False
        """Whether lines end where the paper ended (ASCII), so that only a blank line ends a paragraph."""

    def source(self, at: int) -> int:
        """The byte where the character `text[at]` begins."""
        i = bisect_right(self._at, at) - 1
        byte = self._src[i] + at - self._at[i]
        return min(byte, self._src[i + 1]) if i + 1 < len(self._src) else self._src[i]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The (start, end) bytes of `text[start:end]`; an empty stretch gives an empty span."""
        first = self.source(start)
        if end <= start:
            return (first, first)
        i = bisect_right(self._at, end - 1) - 1
        if end >= self._at[i + 1]:
            return (first, self._src[i + 1])
        return (first, self._src[i] + end - self._at[i])


def squeeze(value: str) -> str:
    """A value as printed with runs of white space made one space."""
    return " ".join(value.split())


def trimmed(text: str, start: int, end: int, also: str = "") -> tuple[int, int]:
    """The stretch without white space (and the characters of `also`) at its ends."""
    blank = " \n\t\x0b\x0c\r\xa0" + also
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip(blank))
    if left == len(piece):
        return (start, start)
    return (start + left, start + len(piece.rstrip(blank)))
