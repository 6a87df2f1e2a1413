"""A signature's surroundings: what stands in its column of the signatures, and the date that goes with it.

Comes in: a signature line among the chunks of its division. Goes out: the chunks near it, its date. Add here: how columns are told
apart, or where a date may stand.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import islice, takewhile
from operator import attrgetter

import msgspec

from eightk.read.chunks import Chunk
from eightk.read.dates import Printed
from eightk.read.signed import Line, Pair
from eightk.read.text import Text, trimmed

_ABOVE, _BELOW = 150, 60
"""Chunks that are looked at to either side of a signature line; so many dates too."""
LABELLED = ("label", "dated")
"""The kinds of chunks that only label what follows."""
_START = attrgetter("start")


class Block(msgspec.Struct, frozen=True, gc=False):
    """One signature's surroundings: its line, and what it shares with the others."""

    text: Text
    found: list[Chunk]
    kinds: dict[int, str]
    """The kinds of the chunks that are no plain words, by where they start."""
    line: Line
    starts: frozenset[int]
    """Where the chunks of all lines start."""
    columns: dict[int, list[int]]
    """The columns of the signature lines on each line of the text, from left to right."""
    printed: list[Printed]
    days: dict[int, Printed]
    """The date of each line, by the line's start, where each has its own."""
    known: frozenset[str]
    """The names of the cover's registrants, letters and digits only."""
    used: set[int]
    """Where the chunks start that are part of a value, of this block or another."""

    def after(self) -> Iterator[Chunk]:
        """The chunks after the line, as far as a block reaches."""
        return islice(self.found, self.line.at + 1, self.line.at + 1 + _BELOW)

    def before(self) -> Iterator[Chunk]:
        """The chunks before the line, upward to the signature above it in its column, as far as a block reaches."""
        at = self.line.at
        above = reversed(self.found[max(0, at - _ABOVE) : at])
        return above if len(self.starts) == 1 else takewhile(lambda c: not self.is_next(c), above)

    def beside(self) -> bool:
        """Whether another line stands beside this one."""
        return len(self.columns[self.line.chunk.line]) > 1

    def is_next(self, chunk: Chunk) -> bool:
        """Whether a chunk is another signature's line in this one's column."""
        return chunk.start in self.starts and self.near(chunk)

    def near(self, chunk: Chunk) -> bool:
        """Whether a chunk stands in the line's column, and is no nearer to a line beside it."""
        a, b = chunk, self.line.chunk
        apart = abs(a.column - b.column)
        if not apart:
            return True
        if apart > (16 if self.text.wrapped else 110) and not (
            self.text.wrapped and a.column < b.column + len(b.text) and b.column < a.column + len(a.text)
        ):
            return False
        columns = self.columns[b.line]
        if len(columns) == 1:
            return True
        at = bisect_left(columns, a.column)
        return all(apart <= abs(a.column - column) for column in columns[max(0, at - 1) : at + 1])

    def cut(self, chunk: Chunk, also: str) -> Pair:
        """The place of a chunk without blanks and the characters of `also` at its ends."""
        return trimmed(self.text.text, chunk.start, chunk.end, also)


def columns_of(lines: list[Line]) -> dict[int, list[int]]:
    """The columns of the signature lines on each line of the text."""
    columns: dict[int, list[int]] = {}
    for line in lines:
        columns.setdefault(line.chunk.line, []).append(line.chunk.column)
    for found in columns.values():
        found.sort()
    return columns


def day_of(block: Block) -> Printed | None:
    """The date nearest the line; one far below belongs to something else where there is only one line, or one date."""
    start, printed = block.line.chunk.start, block.printed
    if block.days:
        return block.days[start]
    if len(block.starts) == 1 or len(printed) == 1:
        printed = [p for p in printed if p.start < start + 900]
    if len(printed) < 2:
        return printed[0] if printed else None
    by_distance = islice(_nearest_first(printed, start), _BELOW)
    own = next((p for p in by_distance if _is_near(block, p)), None) if block.beside() else None
    return own or next(_nearest_first(printed, start), None)


def _nearest_first(printed: list[Printed], start: int) -> Iterator[Printed]:
    """The dates by their distance from a place."""
    after = bisect_left(printed, start, key=_START)
    before = after - 1
    while before >= 0 or after < len(printed):
        if after == len(printed) or (before >= 0 and start - printed[before].start <= printed[after].start - start):
            yield printed[before]
            before -= 1
        else:
            yield printed[after]
            after += 1


def _is_near(block: Block, p: Printed) -> bool:
    """Whether a date stands in the line's column."""
    at = bisect_right(block.found, p.start, key=_START) - 1
    return at >= 0 and p.start < block.found[at].end and block.near(block.found[at])


def own_days(lines: list[Line], printed: list[Printed]) -> dict[int, Printed]:
    """The date of each line, where there is one before each, or one behind each; else nothing."""
    if len(lines) != len(printed) or len(lines) < 2:
        return {}
    starts, days = [o.chunk.start for o in lines], [p.start for p in printed]
    orders = ([at for pair in zip(*columns, strict=True) for at in pair] for columns in ((starts, days), (days, starts)))
    return dict(zip(starts, printed, strict=True)) if any(order == sorted(order) for order in orders) else {}
