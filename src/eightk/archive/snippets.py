"""Hits as one reads them: the words around, the words that matched, and where they stand in the source.

Comes in: a lake, a query and hits. Goes out: `Snippet`s. The text is read again from the raw bytes, so that what is shown is what the
filing says and every span counts its bytes. Add here: another way to choose what is shown.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

import msgspec
import pyarrow.compute as pc

from eightk.archive.lake import ArchiveError, Lake
from eightk.archive.match import hits as matching
from eightk.archive.passages import Passage
from eightk.archive.question import And, Between, Is, Named, Node, Not, Or, Query
from eightk.archive.raw import DamagedRaw, Place, fetch
from eightk.archive.schema import Hit
from eightk.archive.words import places, words
from eightk.limits import Limits
from eightk.model import Block, pieces
from eightk.read import document_text, read_item_alone
from eightk.read.submission import split
from eightk.read.text import Text

AROUND = 240
"""Characters of a snippet, about."""
_HELD, _BYTES = 16, 1 << 25  # submissions that are in memory at a time, and their bytes unless one has more


class Snippet(NamedTuple):
    """Some of a passage: the text, which of its characters matched, and for each match the (start, end) bytes in the submission."""

    text: str
    marks: tuple[tuple[int, int], ...]
    spans: tuple[tuple[int, int], ...]
    before: bool
    """Whether the passage begins before it."""
    after: bool


def snippets(lake: Lake, query: Query, hits: Sequence[Hit], around: int = AROUND) -> list[Snippet]:
    """A snippet for each hit, in order; an empty one where the filing's bytes are damaged or missing. Raises ArchiveError.

    A filing is fetched and read once, wherever its hits stand in the page, and let go before the next.
    """
    worded = _worded(query.node)
    asked = query._replace(node=worded) if worded else None
    filings: dict[str, list[int]] = {}
    for n, hit in enumerate(hits):
        filings.setdefault(hit.key, []).append(n)
    out = [Snippet("", (), (), False, False)] * len(hits)
    for some in _portions([hits[of_it[0]] for of_it in filings.values()]):
        sources = _sources(lake, some)
        for hit in some:
            if source := sources.pop(hit.key):
                for n in filings[hit.key]:
                    out[n] = source.snippet(hits[n], asked, around)
    return out


def _portions(hits: Iterable[Hit]) -> Iterator[list[Hit]]:
    """Hits of so many filings, and of so many bytes, as are held at a time; one where it alone has more."""
    some: list[Hit] = []
    held = 0
    for hit in hits:
        size = hit.raw[3] if hit.raw else 0
        if some and (len(some) == _HELD or held + size > _BYTES):
            yield some
            some, held = [], 0
        some.append(hit)
        held += size
    if some:
        yield some


def _sources(lake: Lake, hits: Sequence[Hit]) -> dict[str, _Source | None]:
    """The submissions of hits of different filings, by key, fetched at once where each takes its time; None where the bytes are damaged."""
    found = lake.store.each(partial(_where_indexed, lake), hits)
    every = (_where_now(lake, hit) if data is None else data for hit, data in zip(hits, found, strict=True))
    return {hit.key: None if data is None else _Source(data) for hit, data in zip(hits, every, strict=True)}


def _where_indexed(lake: Lake, hit: Hit) -> bytes | None:
    """A hit's submission from where it lay when it was indexed; None where it does not lie there."""
    if hit.raw is None:
        return None
    segment, offset, packed, size = hit.raw
    try:
        return fetch(lake.store, Place(segment, offset, packed), size, _sha256(hit))
    except (DamagedRaw, FileNotFoundError):
        return None


def _where_now(lake: Lake, hit: Hit) -> bytes | None:
    """A hit's submission from where the tables say that it lies; None where its bytes are damaged."""
    try:
        return fetch(lake.store, *_place(lake, hit), _sha256(hit))
    except DamagedRaw:  # `eightk archive verify` names it; the other hits can be shown
        return None


def _sha256(hit: Hit) -> str:
    return hit.key.rpartition(":")[2]


def _place(lake: Lake, hit: Hit) -> tuple[Place, int]:
    """Where the tables say that a hit's bytes lie, and how many they are."""
    for file in lake.state(()).files["filings"]:
        if hit.filed is None or file.year == hit.filed.year:
            data = lake.read([file], ["sha256", "size", "raw_segment", "raw_offset", "raw_size"])
            for row in data.filter(pc.field("sha256") == _sha256(hit)).to_pylist():
                return Place(row["raw_segment"], row["raw_offset"], row["raw_size"]), row["size"]
    raise ArchiveError(f"{hit.accession}: the index knows it and the tables do not: eightk archive reindex --archive {lake}")


def _worded(node: Node) -> Node | None:
    """The query without what is asked of the filing, and without what must not be there: the words that can be marked."""
    if isinstance(node, Is | Between | Named | Not):
        return None
    if isinstance(node, And | Or):
        parts = tuple(part for part in map(_worded, node.parts) if part is not None)
        return None if not parts else parts[0] if len(parts) == 1 else Or(parts)
    return node


class _Source:
    """A filing's bytes, read as far as its hits ask."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._items: dict[int, tuple[Text, str, tuple[Block, ...]]] = {}
        self._texts: dict[int, Text] = {}

    def snippet(self, hit: Hit, query: Query | None, around: int) -> Snippet:
        text = self._passage(hit)
        marks = (matching(query, Passage(key=hit.key, text=text, seen=_NEVER)) if query else None) or []
        start, end = _window(text, marks, around)
        shown = [(a, b) for a, b in marks if start <= a and b <= end]
        spans = self._spans(hit, shown)
        return Snippet(text[start:end], tuple((a - start, b - start) for a, b in shown), tuple(spans), start > 0, end < len(text))

    def _passage(self, hit: Hit) -> str:
        if hit.kind == "item":
            if hit.place not in self._items:
                self._items[hit.place] = read_item_alone(self.data, hit.place)
            return self._items[hit.place][1]
        text = self._text(hit.document).text[hit.start : hit.end]
        return text.replace("\x0b", "\n").replace("\x0c", "\n").replace("\x1d", " ")

    def _text(self, document: int) -> Text:
        if document not in self._texts:
            self._texts[document] = document_text(self.data, split(self.data, Limits()).documents[document])
        return self._texts[document]

    def _spans(self, hit: Hit, marks: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        if not marks:
            return []
        if hit.kind == "item":
            return _of_item(*self._items[hit.place], marks)
        text = self._text(hit.document)
        return [text.span(hit.start + a, hit.start + b) for a, b in marks]


_NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def _window(text: str, marks: Sequence[tuple[int, int]], around: int) -> tuple[int, int]:
    """The stretch to show: around the first place where most matches are close together, ending between words."""
    if len(text) <= around:
        return 0, len(text)
    best, count = (marks[0] if marks else (0, 0)), 0
    for n, (a, _) in enumerate(marks):
        near = bisect_left(marks, (a + around * 2 // 3, 0)) - n
        if near > count:
            best, count = (a, marks[n + near - 1][1]), near
    room = max(0, around - (best[1] - best[0]))
    start = max(0, best[0] - room // 3)
    end = min(len(text), max(best[1], start + around))
    if start:
        start = min(best[0], text.find(" ", start, best[0]) + 1 or start)
    if end < len(text):
        end = max(best[1], text.rfind(" ", best[1], end)) if text.rfind(" ", best[1], end) > 0 else end
    return start, end


# ---- from an item's text to the source -------------------------------------------------------------------------------


def _of_item(text: Text, shown: str, blocks: Sequence[Block], marks: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The bytes of marks in an item's text, which is a rendering of its blocks: the words of a block are those of its source, in order."""
    out = []
    placed = list(_placed(shown, blocks))
    for a, b in marks:
        met = [(block, start) for block, start in placed if start < b and a < start + len(block.text)]  # a phrase may go on in the next
        if met:
            spans = [_in_block(block, text, max(a - start, 0), b - start) for block, start in met]
            out.append((spans[0][0], spans[-1][1]))
    return out


def _placed(shown: str, blocks: Sequence[Block]) -> Iterator[tuple[Block, int]]:
    """The blocks whose texts make up the item's text, and where each begins in it."""
    at = 0
    for block in blocks:
        if block.kind == "furniture" or not block.text:
            continue
        at = max(0, shown.find(block.text, at))
        yield block, at
        at += len(block.text)


def _in_block(block: Block, text: Text, start: int, end: int) -> tuple[int, int]:
    parts = pieces(block.span)
    stretches = [(_offset(text, first), _offset(text, last)) for first, last in parts]
    if words(block.text) != [word for a, b in stretches for word in words(text.text[a:b])]:
        return parts[0][0], parts[-1][1]
    source = [(a + first, a + last) for a, b in stretches for first, last in places(text.text[a:b])]
    chosen = [place for place, (a, b) in zip(source, places(block.text), strict=True) if start < b and a < end]
    return text.span(chosen[0][0], chosen[-1][1])


def _offset(text: Text, byte: int) -> int:
    """The character of the text that begins at a byte of the source, or the next."""
    return bisect_left(range(len(text.text)), byte, key=text.source)


def plain(snippet: Snippet) -> dict[str, object]:
    """A snippet ready for JSON."""
    told: dict[str, object] = msgspec.to_builtins(snippet._asdict())
    return told
