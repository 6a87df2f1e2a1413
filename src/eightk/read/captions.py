"""The chunks of a cover told apart: captions, legends, values.

Comes in: the chunks of the cover's fields and the dates printed there. Goes out: `Seen`, a chunk with what it is. Add here: how a
caption is told from a value; the wording of a caption is in `form/captions.toml`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import takewhile
from operator import attrgetter

import msgspec
from msgspec.structs import replace

from eightk.form.phrases import pattern
from eightk.late import late
from eightk.read.chunks import Chunk
from eightk.read.dates import Printed
from eightk.read.shapes import WORD, is_jurisdiction, is_typed
from eightk.read.text import Text, squeeze

_KINDS = ("date", "former", "name", "state", "file-number", "ein", "phone", "address", "zip")
_CAPTION_REST = late(r"\(?(?:numbers?|nos?\.?|code|report|charter|of|or|other)\)?[.:]?")
_DIGITS = late(r"\d+")
# The numbers as most are printed: what the rules of `shapes.py` find in such words is all of them, and nothing else.
_SHAPES = late(r"(?P<file>[0-9]{1,3}-[0-9]{3,6})|(?P<ein>[0-9]{2}-[0-9]{7})|(?P<zip>[0-9]{5})")
_BESIDE, _CLOSED = 8, 2  # chunks, and lines, at most from a parenthesis that opens to the one that closes it
_DATE_LABEL = 8  # characters of "Dated: " and of what may stand behind a date
_FULL = 54  # characters of a line that may go on in the next
_LONG = 400  # characters from which on words are no caption
_LONG_VALUE = 250  # and no value
_OF_NAMES = frozenset({"name", "former", "date"})
_REST, _DATE, _NO_CAPTION = frozenset({"rest"}), frozenset({"date"}), frozenset[str]()

_START, _END = attrgetter("start"), attrgetter("end")

_VALUE_AND_CAPTION = late(r"(?P<value>[^\s(].*?|\(\d.*?)\s+(?P<caption>(?:\([^()]*\)\W{0,3})+|\([^()]*)")


class Told(msgspec.Struct, frozen=True, gc=False):
    """What the words of a chunk say by themselves, wherever they stand."""

    kinds: frozenset[str]
    legend: bool
    value: bool
    """Whether they may be a value where they are neither caption nor legend: not too long, with a letter or digit."""
    digits: int
    """How many they have: what has too few is no number, and not looked at for one."""
    runs: int
    """How many runs of digits."""
    longest: int
    """How many digits the longest run has."""
    shape: str
    """Which number they are and nothing else, as most are printed: "file", "ein" or "zip", else ""."""
    rest: bool
    """Whether they may be the rest of a caption."""
    opens: bool
    """Whether they open a parenthesis that they do not close."""


class Seen(msgspec.Struct, frozen=True, gc=False):
    """A chunk and what it is: the captions in it, a legend of the heading, or a value."""

    chunk: Chunk
    kinds: frozenset[str]
    legend: bool
    value: bool
    """Whether it may be a value: neither caption nor legend."""
    told: Told


class Zone:
    """Chunks in order, and where among them each kind of caption stands."""

    __slots__ = ("at", "seen")

    def __init__(self, seen: list[Seen]) -> None:
        self.seen = seen
        at: dict[str, list[int]] = {}
        self.at = at
        for i, s in enumerate(seen):
            if kinds := s.kinds:
                for kind in kinds:
                    if kind in at:
                        at[kind].append(i)
                    else:
                        at[kind] = [i]

    def all(self, kind: str) -> list[int]:
        """Where captions of a kind stand, in order."""
        return self.at.get(kind, [])

    def first(self, kind: str) -> int | None:
        """Where the first caption of a kind stands."""
        places = self.at.get(kind)
        return places[0] if places else None


def as_seen(chunk: Chunk, kinds: frozenset[str], legend: bool) -> Seen:
    """A chunk with what it is."""
    told = _told(chunk.text) if len(chunk.text) < _LONG else _long(chunk.text)
    return Seen(chunk, kinds, legend, told.value and not kinds and not legend, told)


def tell(found: list[Chunk], printed: list[Printed]) -> list[Seen]:
    """The chunks with their captions; a chunk that is a printed date counts as a legend.

    The rest of a caption begun in the column above, "(Commission / File / Number)", counts as that caption.
    """
    days = _dated(found, printed)
    out: list[Seen] = []
    open_captions: dict[int, frozenset[str]] = {}
    begun = False
    for i, chunk in enumerate(found):
        text = chunk.text
        told = _told(text) if len(text) < _LONG else _long(text)
        kinds, legend = told.kinds, i in days
        if told.rest and not kinds:
            kinds = open_captions.get(chunk.column // 30, _REST)
        if kinds:
            begun = begun or kinds != _DATE
            legend = False
            if told.opens:
                open_captions[chunk.column // 30] = kinds
        elif told.legend and not legend:
            legend = not (begun and is_jurisdiction(text))  # which would be the last line of an address
        out.append(Seen(chunk, kinds, legend, told.value and not legend and not kinds, told))
    return out


def _on(found: list[Chunk], p: Printed) -> range:
    """Which chunks a date stands on."""
    return range(bisect_right(found, p.start, key=_END), bisect_left(found, p.end, key=_START))


def _longest(runs: list[str]) -> int:
    return max(map(len, runs), default=0)


def _shape(text: str) -> str:
    """Which number words are."""
    m = _SHAPES.fullmatch(text)
    return m.lastgroup or "" if m else ""


@lru_cache(4096)
def _told(text: str) -> Told:
    """What words say; kept, for covers repeat each other."""
    words = text.lower()
    kinds, legend = _captions(words)
    if (legend or kinds and not kinds & _OF_NAMES) and pattern("no-caption").search(words):
        kinds, legend = _NO_CAPTION, False
    runs = _DIGITS.findall(text)
    short = len(words) < (60 if words.endswith("respectively)") else 40)
    return Told(
        kinds=_without(kinds, words), legend=legend, value=_may_be_value(text),
        digits=len("".join(runs)), runs=len(runs), longest=_longest(runs), shape=_shape(text) if runs else "",
        opens=words.count("(") > words.count(")"),
        rest=short and (_closes(words) or _CAPTION_REST.fullmatch(words) is not None),
    )  # fmt: skip


def _long(text: str) -> Told:
    """Words too long for a caption."""
    runs = _DIGITS.findall(text)
    return Told(
        kinds=_NO_CAPTION, legend=False, value=False, digits=len("".join(runs)), runs=len(runs), longest=_longest(runs), shape="",
        rest=False, opens=False,
    )  # fmt: skip


def parted(text: Text, found: list[Chunk]) -> list[Chunk]:
    """The chunks with those cut in two that are a value and, in parentheses behind it, its caption: "Delaware (State of incorporation)".

    The parenthesis may be closed below: "MARLSTONE CORP. (Exact name / of registrant)".
    """
    out: list[Chunk] = []
    done = 0
    for i in [i for i, c in enumerate(found) if "(" in c.text and _may_part(c.text)]:
        c = found[i]
        m = _VALUE_AND_CAPTION.fullmatch(text.text, c.start, c.end)
        if m is None or not (c.text.endswith(")") or _closed_below(found, i)):
            continue
        if not _is_caption(m.group("caption")) or _is_caption(m.group("value")):
            continue
        at = m.start("caption")
        out += found[done:i]
        out.append(replace(c, end=m.end("value"), text=squeeze(m.group("value"))))
        out.append(replace(c, start=at, column=c.column + (at - c.start if text.wrapped else 0), text=squeeze(m.group("caption"))))
        done = i + 1
    return out + found[done:] if done else found


def _closed_below(found: list[Chunk], i: int) -> bool:
    """Whether a chunk right below closes the parenthesis that a chunk opens: one of the next two lines, none with another "(" first."""
    opened = found[i]
    for c in found[i + 1 : i + 1 + _BESIDE]:
        if c.line - opened.line > _CLOSED:
            return False
        at = c.text.find(")") if c.line > opened.line else -1
        if at >= 0 and c.text.find("(", 0, at) < 0:
            return True
    return False


def _may_part(words: str) -> bool:
    """A quick look whether words end in parentheses, closed or not, and begin before them."""
    last = words.rfind("(", 1)
    ends = last > 0 and (words[-1] == ")" or words.find(")", last) < 0)
    return ends and (words[0] != "(" or words[1].isdigit()) and len(words) < _LONG


@lru_cache(1024)
def _is_caption(words: str) -> bool:
    """Whether words are a caption or a legend; kept, for covers repeat each other."""
    kinds, legend = _captions(squeeze(words).lower())
    return legend or bool(kinds)


def _dated(found: list[Chunk], printed: list[Printed]) -> set[int]:
    """Which chunks are nothing but printed dates, or pieces of them: "1997 (May 6, 1997)" goes on a line."""
    rest: dict[int, int] = {}  # characters of a chunk that no date takes
    for p in printed:
        for i in _on(found, p):
            c = found[i]
            rest[i] = rest.get(i, c.end - c.start) - (min(p.end, c.end) - max(p.start, c.start))
    return {i for i, size in rest.items() if size <= _DATE_LABEL}


@cache
def _needed() -> dict[str, frozenset[str]]:
    """The words of which one is in every caption and legend, most values have none of them, and the kinds ("" a legend) that need each."""
    rows = [(kind, pattern("caption-" + kind)) for kind in _KINDS] + [("", pattern("cover-legend"))]
    words = dict.fromkeys(word for _, row in rows for word in row.needs)
    return {word: frozenset(kind for kind, row in rows if word in row.needs) for word in words}


def _captions(line: str) -> tuple[frozenset[str], bool]:
    """The captions in a line of lower case, and whether it is a legend."""
    needed = _needed()
    found = [needed[word] for word in needed if word in line]
    if not found:
        return _NO_CAPTION, False
    may = found[0].union(*found[1:])
    kinds = frozenset([kind for kind in _KINDS if kind in may and pattern("caption-" + kind).search(line)])
    return kinds, not kinds and "" in may and pattern("cover-legend").search(line) is not None


def _without(marks: frozenset[str], words: str) -> frozenset[str]:
    """A line's captions without those whose words are part of another's."""
    if "former" in marks:
        if pattern("unchanged").search(words):
            return _REST
        marks = marks - {"address", "name", "date"}
    if "name" in marks and pattern("caption-other-name").search(words):
        return _REST
    if "name" in marks and "date" in marks and "exact" not in words:
        marks = marks - {"name"}
    return marks


def _closes(words: str) -> bool:
    """Whether words close a parenthesis that they do not open, and hold no figure."""
    return words.endswith(")") and "(" not in words and not any(map(str.isdigit, words))


def _may_be_value(text: str) -> bool:
    return len(text) < _LONG_VALUE and WORD.search(text) is not None


def may_be_name(s: Seen) -> bool:
    """Whether a chunk is a value, and more than dates, numbers and telephones."""
    return s.value and not (s.told.digits and is_typed(s.chunk.text))


def above(zone: list[Seen], caption: Seen) -> Chunk | None:
    """The value chunk nearest above a caption in its column."""
    best: tuple[int, Chunk] | None = None
    for s in zone:
        c = s.chunk
        if not s.value or c.start >= caption.chunk.start:
            continue
        near = abs(c.column - caption.chunk.column)
        if near > 25 and not (c.column <= caption.chunk.column <= c.column + len(c.text)):
            continue
        rank = (caption.chunk.line - c.line) * 4 + near
        if caption.chunk.line - c.line <= 5 and (best is None or rank <= best[0]):
            best = (rank, c)
    return best[1] if best else None


def run_above(seen: list[Seen], caption: int, wanted: Callable[[Seen], bool]) -> list[Chunk]:
    """The chunks right above a caption, in order, as far up as they are wanted; at most six."""
    return [s.chunk for s in takewhile(wanted, reversed(seen[max(0, caption - 6) : caption]))][::-1]


def folded(text: Text, seen: list[Seen], caption: int) -> list[Chunk]:
    """The next line of a value after its caption's colon: in wrapped text, where the caption fills its line or the next is set in."""
    following = seen[caption + 1] if caption + 1 < len(seen) else None
    before = seen[caption].chunk
    if following is None or not text.wrapped or following.chunk.line != before.line + 1:
        return []
    full = len(before.text) >= _FULL or following.chunk.column > before.column
    return [following.chunk] if full and may_be_name(following) else []
