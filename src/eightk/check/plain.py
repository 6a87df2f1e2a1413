"""A stretch of the source as words, each character knowing its byte.

Comes in: bytes and where to look. Goes out: `Plain`: text without markup, and spans for places in it. Add here: markup that is no word.

The reader has its own text; a check looks only at the few lines it asks about, and needs no layout.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from functools import lru_cache

from eightk.late import late
from eightk.model import Span

# What is no word: hidden heads and comments, tags, entities, characters beyond ASCII.
_MARKUP = late(
    r"<!--.*?-->|<head\b.*?</head>|<ix:header\b.*?</ix:header>|<(?P<tag>/?[a-z][\w:.-]*)[^<>]*>"
    r"|(?P<entity>&\#?\w{1,10};)|(?P<high>[\x80-\xff]+)",
    re.I | re.S,
)
_LINES = frozenset(
    {"p", "div", "br", "tr", "table", "li", "ul", "ol", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "page", "pre", "title", "center"}
)
_CELLS = frozenset({"td", "th"})


class Plain:
    """Words of a stretch of the source; `low` is the same in lower case."""

    def __init__(self, text: str, marks: list[tuple[int, int, int]]) -> None:
        self.text, self.low = text, text.lower()
        if len(self.low) != len(text):  # a letter that grows in lower case would shift every place behind it
            self.low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        self._at = [at for at, _, _ in marks]
        self._marks = marks

    def span(self, start: int, end: int) -> Span:
        """The bytes of a place in the text, blanks at its ends left out."""
        while start < end and self.text[start].isspace():
            start += 1
        while start < end and self.text[end - 1].isspace():
            end -= 1
        return self._byte(start), self._byte(max(start, end - 1)) + self._width(max(start, end - 1))

    def until(self, end: int) -> Plain:
        """The words up to a place."""
        return Plain(self.text[:end], self._marks)

    def _mark(self, at: int) -> tuple[int, int, int]:
        return self._marks[max(0, bisect_right(self._at, at) - 1)]

    def _byte(self, at: int) -> int:
        begin, source, width = self._mark(at)
        return source if width else source + at - begin

    def _width(self, at: int) -> int:
        return self._mark(at)[2] or 1


def plain(data: bytes, start: int, end: int) -> Plain:
    """The words of data[start:end]."""
    source = data[start:end].decode("latin-1")
    out: list[str] = []
    marks: list[tuple[int, int, int]] = []  # place in the text, byte, and how many bytes stand for it (0: one byte a character)
    size = at = 0
    for m in _MARKUP.finditer(source):
        words = _words(m)
        if m.start() > at:
            marks.append((size, start + at, 0))
            out.append(source[at : m.start()])
            size += m.start() - at
        if words:
            marks.append((size, start + m.start(), m.end() - m.start()))
            out.append(words)
            size += len(words)
        at = m.end()
    marks.append((size, start + at, 0))
    out.append(source[at:])
    return Plain("".join(out), marks)


@lru_cache(maxsize=256)
def _break(tag: str) -> str:
    """What stands for a tag."""
    name = tag.lstrip("/").lower()
    return "\n" if name in _LINES else "\t" if name in _CELLS else ""


def _words(m: re.Match[str]) -> str:
    """What stands for a piece of markup."""
    if m.lastgroup == "tag":
        return _break(m["tag"])
    if m.lastgroup == "entity":
        return html.unescape(m["entity"])
    if m.lastgroup == "high":
        raw = m["high"].encode("latin-1")
        try:
            return raw.decode()
        except UnicodeDecodeError:
            return raw.decode("cp1252", "replace")
    return "\n"
