"""The waist of the reader: one document as plain text that knows where each character came from.

Comes in: the bytes of a document. Goes out: `Text`. After this nobody knows the medium. Structure is said by
single characters, so that one regular expression serves every medium; a text begins with LF, so every line has a break before it:

    LF    a new line, paragraph or table row      TAB   the next cell of a row
    VT    a new line within a cell                FF    a page break
    GS    a ruled line, which may part two pages

Add here: nothing medium-specific; a new medium is a reader beside `ascii.py` that returns a `Text`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import islice
from operator import attrgetter

import msgspec

from eightk.late import late
from eightk.model import Span

BREAKS = "\n\t\x0b\x0c"


class Offsets:
    """Byte offsets of characters in text that was decoded from bytes; characters are counted from `base`, the first one's byte.

    `wide` are the places of characters of more than one byte, `extra` the bytes they take beyond one each, summed up.
    """

    __slots__ = ("base", "extra", "wide")

    def __init__(self, base: int, wide: list[int] | None = None, extra: list[int] | None = None) -> None:
        self.base = base
        self.wide = wide or []
        self.extra = extra or [0]

    def byte(self, char: int) -> int:
        """The byte where the character begins."""
        return char + self.extra[bisect_left(self.wide, char)] if self.wide else char


class Link(msgspec.Struct, frozen=True, gc=False):
    """A hyperlink: the stretch of text it covers and where it points."""

    start: int
    end: int
    href: str


class Text:
    """Text with a map back to the source: `span(a, b)` gives the bytes that `text[a:b]` was made of.

    Segments are two parallel lists, text offset and source offset (as `Offsets` counts), closed by a last entry at the end of
    both. Text in a segment as long as its source maps one to one; any other (a tag run) is one indivisible place; an odd one
    (with runs of blanks) is folded out into segments of its own when somebody asks.
    """

    __slots__ = ("_at", "_byte", "_folded", "_src", "folds", "links", "low", "odd", "tables", "text", "wrapped")

    def __init__(self, text: str, at: list[int], src: list[int], offsets: Offsets, wide: str | None = None) -> None:
        self.text = text
        self.low = lowered(text, wide)
        """The text in lower case, character for character: recognition runs on it."""
        self._at, self._src = at, src
        self._byte = offsets.byte if offsets.wide else None
        self.odd: dict[int, str] = {}
        self.folds: Callable[[str], list[tuple[int, int]]] | None = None
        self._folded: dict[int, list[tuple[int, int]]] = {}
        self.tables: list[tuple[int, int]] = []
        self.links: list[Link] = []
        self.wrapped = False
        """Whether lines end where the paper ended (ASCII), so that only a blank line ends a paragraph."""

    def source(self, at: int) -> int:
        """The byte where the character `text[at]` begins."""
        i = bisect_right(self._at, at) - 1
        place = self._src[i] + self._inside(i, at - self._at[i])
        return self._byte(place) if self._byte else place

    def _inside(self, i: int, local: int) -> int:
        """How far into the source of segment `i` its character `local` begins."""
        if local and i in self.odd:
            made = self._folds(i)
            fold = bisect_right(made, (local, 1 << 60)) - 1
            return local + made[fold][1] - made[fold][0]
        if local and i + 1 < len(self._src):
            return min(local, self._src[i + 1] - self._src[i])
        return local

    def _folds(self, i: int) -> list[tuple[int, int]]:
        """The segments that the odd segment `i` is folded out into."""
        made = self._folded.get(i)
        if made is None:
            made = self.folds(self.odd[i]) if self.folds else [(0, 0), (0, 0)]
            self._folded[i] = made
        return made

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The (start, end) bytes of `text[start:end]`; an empty stretch gives an empty span."""
        if start >= end:
            point = self.source(start)
            return (point, point)
        at, src, odd, byte = self._at, self._src, self.odd, self._byte
        i = bisect_right(at, start)
        j = i if end <= at[i] else bisect_left(at, end, i)
        first = start + src[i - 1] - at[i - 1]
        if first > src[i] or i - 1 in odd:
            first = src[i - 1] + self._inside(i - 1, start - at[i - 1])
        last = src[j] if end == at[j] else self._end(j - 1, end) if j - 1 in odd else end + src[j - 1] - at[j - 1]
        return (first, last) if byte is None else (byte(first), byte(last))

    def _end(self, i: int, end: int) -> int:
        """Where in the source `text[..end]` ends, within the odd segment `i`."""
        local, made = end - self._at[i], self._folds(i)
        fold = bisect_right(made, (local - 1, 1 << 60)) - 1
        return self._src[i] + (made[fold + 1][1] if local >= made[fold + 1][0] else local + made[fold][1] - made[fold][0])

    def spans(self, start: int, end: int) -> Callable[[int, int], tuple[int, int]]:
        """`span` for many places within a stretch: plain sums where one segment holds all of it, character for byte."""
        at, src = self._at, self._src
        i = bisect_right(at, start) - 1
        if end > at[i + 1] or i in self.odd or self._byte or at[i + 1] - at[i] != src[i + 1] - src[i]:
            return self.span
        shift = src[i] - at[i]
        return lambda first, last: (first + shift, last + shift)

    def words(self, pieces: Sequence[tuple[int, int]]) -> str:
        """A value printed in pieces, as one."""
        if len(pieces) == 1:
            start, end = pieces[0]
            return squeeze(self.text[start:end])
        return squeeze(" ".join([self.text[a:b] for a, b in pieces]))

    def place(self, pieces: Sequence[tuple[int, int]]) -> Span:
        """The bytes of a value printed in pieces: a plain span for one piece, else a span for each."""
        if len(pieces) == 1:
            return self.span(*pieces[0])
        return tuple([self.span(start, end) for start, end in pieces])

    def href(self, start: int, end: int) -> str | None:
        """Where the first hyperlink of `text[start:end]` points that leaves the document."""
        for link in islice(self.links, bisect_right(self.links, start, key=attrgetter("end")), None):
            if link.start >= end:
                return None
            if not link.href.startswith("#"):
                return link.href
        return None


def characters(raw: bytes) -> str:
    """A short value's bytes as text: UTF-8 where they decode, else Windows-1252."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


_ASCII = bytes(range(128))


def lowered(text: str, wide: str | None = None) -> str:
    """Lower case that keeps every character's place (a few characters have longer lower cases; those stay).

    `wide` holds all characters beyond ASCII that have a case, where the caller knows them; else they are looked for.

    As bytes a text is lowered sooner than as wide characters, and most have no letters beyond ASCII.
    """
    if text.isascii():
        return text.lower()
    raw = text.encode("utf-8", "surrogatepass")
    if wide is None:
        wide = raw.translate(None, _ASCII).decode("utf-8", "surrogatepass")
    if wide.lower() == wide:
        return raw.lower().decode("utf-8", "surrogatepass")
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def blanked(text: str, blanks: str) -> str:
    """Text with each of the characters `blanks` made a space. Most are not there, and looking costs less than `str.translate`."""
    for c in blanks:
        if c in text:
            text = text.replace(c, " ")
    return text


_ALNUM = late(r"[A-Za-z0-9]+")


def body_size(source: str, start: int, stop: int, enough: int = 60) -> int:
    """Letters and digits between two offsets, counted until `enough`."""
    size = 0
    for m in _ALNUM.finditer(source, start, stop):
        size += len(m.group())
        if size >= enough:
            break
    return size


def squeeze(value: str) -> str:
    """A value as printed with runs of white space made one space.

    What can be printed has no white space but blanks: most values need mending at a few hard spaces and breaks only, which costs less than
    parting all their words.
    """
    if not value.isprintable():
        if "\n" in value and "  " in value:
            return " ".join(value.split())
        value = value.replace("\xa0", " ").replace("\n", " ").replace("\t", " ").replace("\x0b", " ")
        if not value.isprintable():
            return " ".join(value.split())
    if "  " not in value:
        return value.strip(" ")
    return " ".join([words for piece in value.split("  ") if (words := piece.strip(" "))])


BLANK = " \n\t\x0b\x0c\r\xa0\x1d"
"""The white space of a Text."""


def trimmed(text: str, start: int, end: int, also: str = "") -> tuple[int, int]:
    """The stretch without white space (and the characters of `also`) at its ends."""
    blank = BLANK + also if also else BLANK
    if start < end and text[start] not in blank and text[end - 1] not in blank:
        return (start, end)
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip(blank))
    if left == len(piece):
        return (start, start)
    return (start + left, start + len(piece.rstrip(blank)))


def comma_kept(source: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pieces of a value, all but the last with the comma right behind it: the value goes on."""
    return [(a, b + 1) if source[b] == "," else (a, b) for a, b in pieces[:-1]] + pieces[-1:]
