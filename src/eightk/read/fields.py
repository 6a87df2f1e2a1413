"""The fields of one registrant while they are being found.

Comes in: places in a Text, field by field. Goes out: a model Registrant with a span for every value. Add here: nothing of a single
field; numbers are read in `numbers.py`, jurisdiction and address in `places.py`, names in `registrants.py`.
"""

from __future__ import annotations

import re

from eightk.late import late
from eightk.model import Registrant, Spans
from eightk.read.captions import Seen
from eightk.read.chunks import Chunk
from eightk.read.shapes import WORD, is_typed
from eightk.read.text import Text, comma_kept, squeeze, trimmed

Pair = tuple[int, int]
_LONG_ZIP = late(r"\d{5}\s?[-\u2013]\s?\d{4}")


class Fields:
    """A registrant's values and their places. A field that is not printed is not in `values`."""

    __slots__ = ("phone", "spans", "text", "used", "values")

    def __init__(self, text: Text) -> None:
        self.text = text
        self.values: dict[str, str] = {}
        self.spans: Spans = {}
        self.used: set[int] = set()  # where the chunks start that are part of a value
        self.phone: Pair | None = None  # the telephone's place: its figures belong to no other number

    def put(self, key: str, *pieces: Pair) -> None:
        """A field's value, printed in one stretch of the text or in several."""
        if len(pieces) == 1:
            start, end = pieces[0]
            self.values[key] = squeeze(self.text.text[start:end])
            self.spans[key] = self.text.span(start, end)
        else:
            self.values[key] = self.text.words(pieces)
            self.spans[key] = self.text.place(pieces)

    def put_chunks(self, key: str, parts: list[Chunk], also: str = "") -> None:
        """Chunks as one value, the characters of `also` cut off their ends, but for a comma that goes on; nothing where nothing is left.

        Its span is one stretch where the chunks follow each other in the source, else pieces.
        """
        source = self.text.text
        pairs = [place for c in parts if (place := trimmed(source, c.start, c.end, also))[0] < place[1]]
        if not pairs:
            return
        a, b = pairs[-1]
        if "." in also and source.startswith(".", b) and source.find(".", a, b) >= 0:
            pairs[-1] = (a, b + 1)  # "N.Y."
        if len(parts) == 1:
            whole = pairs[0] == (parts[0].start, parts[0].end)
            self.values[key] = parts[0].text if whole else self.text.words(pairs)  # a chunk's text is squeezed
            self.spans[key] = self.text.span(*pairs[0])
        else:
            pairs = comma_kept(source, pairs)
            self.values[key] = self.text.words(pairs)
            self.spans[key] = self.text.place(joined(source, pairs))

    def on_phone(self, chunk: Chunk) -> bool:
        """Whether the telephone stands in a chunk."""
        return self.phone is not None and chunk.start < self.phone[1] and chunk.end > self.phone[0]

    def is_phone(self, chunk: Chunk) -> bool:
        """Whether a chunk is the telephone and nothing else."""
        return self.phone is not None and self.phone[0] <= chunk.start and chunk.end <= self.phone[1]

    def in_phone(self, at: int) -> bool:
        """Whether a place lies in the telephone."""
        return self.phone is not None and self.phone[0] <= at < self.phone[1]

    def free(self, s: Seen) -> bool:
        """Whether a chunk may be part of an address: a value not yet used, and no number of the form."""
        c = s.chunk
        if not s.value or c.start in self.used or (self.phone is not None and self.on_phone(c)):
            return False
        return not s.told.digits or s.told.shape == "zip" or not is_typed(c.text) or _LONG_ZIP.fullmatch(c.text) is not None

    def registrant(self) -> Registrant:
        """What was found."""
        return Registrant(spans=self.spans, **self.values)


def joined(source: str, pieces: list[Pair], between: re.Pattern[str] | None = None) -> list[Pair]:
    """The pieces with those made one between which no word stands, or only what `between` matches."""
    if len(pieces) == 1:
        return pieces
    out = [pieces[0]]
    for a, b in pieces[1:]:
        last = out[-1][1]
        gap = source[last:a]
        if gap.isspace() or (between is not None and between.fullmatch(gap)) or not WORD.search(gap):
            out[-1] = (out[-1][0], b)
        else:
            out.append((a, b))
    return out
