"""A stretch of the source as words, each character knowing its byte.

Comes in: bytes and where to look. Goes out: `Plain`: text without markup, and spans for places in it. Add here: markup that is no word.

The reader has its own text; a check looks only at the few lines it asks about, and needs no layout.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from functools import cached_property, lru_cache
from itertools import accumulate

from eightk.late import late
from eightk.model import Span

_HIDDEN = late(
    r"<!--.*?-->|<[hH][eE][aA][dD]\b.*?</[hH][eE][aA][dD]>|<[iI][xX]:[hH][eE][aA][dD][eE][rR]\b.*?</[iI][xX]:[hH][eE][aA][dD][eE][rR]>",
    re.S,
)
"""Hidden heads and comments."""
_NAME = late(r"/?([a-zA-Z][\w:.-]*)")
_SPELT = late(r"(?P<entity>&\#?\w{1,10};)|[\x80-\xff]+")
"""Entities, and characters beyond ASCII."""
_LONGEST = 16
"""Characters of a tag by which its name is told; no name that parts words is as long."""
_LINES = frozenset(
    {"p", "div", "br", "tr", "table", "li", "ul", "ol", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "page", "pre", "title", "center"}
)
_CELLS = frozenset({"td", "th"})


Piece = tuple[str, int, int]
"""Words, the byte where they begin, and how many bytes stand for them; 0: one byte a character."""


class Plain:
    """Words of a stretch of the source; `low` is the same in lower case."""

    def __init__(self, pieces: list[Piece], text: str | None = None) -> None:
        self.text = "".join([words for words, _, _ in pieces]) if text is None else text
        self.low = self.text.lower()
        if len(self.low) != len(self.text):  # a letter that grows in lower case would shift every place behind it
            self.low = "".join(c.lower() if len(c.lower()) == 1 else c for c in self.text)
        self._pieces = pieces

    @cached_property
    def _at(self) -> list[int]:
        """Where each piece begins in the text."""
        return list(accumulate((len(words) for words, _, _ in self._pieces[:-1]), initial=0))

    def span(self, start: int, end: int) -> Span:
        """The bytes of a place in the text, blanks at its ends left out."""
        while start < end and self.text[start].isspace():
            start += 1
        while start < end and self.text[end - 1].isspace():
            end -= 1
        return self._byte(start), self._byte(max(start, end - 1)) + self._width(max(start, end - 1))

    def until(self, end: int) -> Plain:
        """The words up to a place."""
        return Plain(self._pieces, self.text[:end])

    def _piece(self, at: int) -> tuple[int, int, int]:
        """Where the piece around a place begins in the text and in the source, and its width."""
        n = max(0, bisect_right(self._at, at) - 1)
        return self._at[n], *self._pieces[n][1:]

    def _byte(self, at: int) -> int:
        begin, source, width = self._piece(at)
        return source if width else source + at - begin

    def _width(self, at: int) -> int:
        return self._piece(at)[2] or 1


def plain(data: bytes, start: int, end: int) -> Plain:
    """The words of data[start:end]."""
    source = data[start:end].decode("latin-1")
    out: list[Piece] = []
    at = 0
    for m in _HIDDEN.finditer(source):
        _stretch(source[at : m.start()], start + at, out)
        out.append(("\n", start + m.start(), m.end() - m.start()))
        at = m.end()
    _stretch(source[at:], start + at, out)
    out.append(("", start + len(source), 0))
    return Plain(out)


def _stretch(source: str, at: int, out: list[Piece]) -> None:
    """The pieces of a stretch without hidden heads and comments, which begins at a byte."""
    first, *pieces = source.split("<")
    _words(first, at, out)
    at += len(first)
    for piece in pieces:
        inside, closed, text = piece.partition(">")
        stands = _break(inside[:_LONGEST]) if closed else None
        if stands is None:
            _words("<" + piece, at, out)
        else:
            width = len(inside) + 2
            if stands:
                out.append((stands, at, width))
            if text.isascii() and "&" not in text:
                if text:
                    out.append((text, at + width, 0))
            else:
                _words(text, at + width, out)
        at += len(piece) + 1


@lru_cache(maxsize=1024)
def _break(tag: str) -> str | None:
    """What stands for a tag; None for what is no tag."""
    m = _NAME.match(tag)
    if m is None:
        return None
    name = m[1].lower()
    return "\n" if name in _LINES else "\t" if name in _CELLS else ""


def _words(text: str, at: int, out: list[Piece]) -> None:
    """The pieces of a stretch without tags, which begins at a byte."""
    done = 0
    for m in _SPELT.finditer(text):
        if m.start() > done:
            out.append((text[done : m.start()], at + done, 0))
        words = _entity(m[0]) if m["entity"] else _beyond(m[0].encode("latin-1"))
        if words:
            out.append((words, at + m.start(), m.end() - m.start()))
        done = m.end()
    if done < len(text):
        out.append((text[done:], at + done, 0))


@lru_cache(maxsize=256)
def _entity(name: str) -> str:
    """What an entity stands for."""
    return html.unescape(name)


def _beyond(raw: bytes) -> str:
    """What bytes beyond ASCII stand for."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
