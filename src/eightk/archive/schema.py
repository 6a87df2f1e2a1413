"""What the index holds of a passage: its words, its filing's fields, what facets count, what a hit shows.

Comes in: a `Passage`. Goes out: a document of tantivy. Add here: a field that search asks for or shows; then raise `index.FORMAT`.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
from typing import TYPE_CHECKING, Any

import msgspec

from eightk.archive.match import KEYWORDS, day_number, keywords
from eightk.archive.passages import Passage
from eightk.archive.words import analyzer, lowered, whole

if TYPE_CHECKING:
    import tantivy

OPEN_END = (1 << 62) - 1
"""`until` of a version that nothing replaced."""
SHARES = 2
"""Passages are dealt to so many shares, each of which a thread may ask alone."""
RUN = 1 << 15
"""So many passages that follow one another belong to the same share, so that a thread leaps over those of the others."""
_TOP = 1 << 20  # days above, seconds below: a moment's distance from the filing date fits with room


class Hit(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A passage that was found: where it is and what to show beside it. Its text is in the tables."""

    key: str
    accession: str | None
    document: int
    kind: str
    place: int
    start: int
    end: int
    numbers: tuple[str, ...]
    exhibit: str | None
    filed: dt.date | None
    filer: str | None
    cik: str | None
    form: str | None
    raw: tuple[str, int, int, int] | None = None
    score: float = 0.0


def _hit(p: Passage) -> Hit:
    filer, cik = whole(p.filers[0]) if p.filers else None, p.ciks[0] if p.ciks else None
    return Hit(
        p.key, p.accession, p.document, p.kind, p.place, p.start, p.end, p.numbers, p.exhibit, p.filed, filer, cik, p.form, p.raw
    )  # fmt: skip


@functools.cache
def schema() -> tantivy.Schema:
    """The fields: words of text and names, keywords, numbers, and what a hit shows."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="lowered")
    builder.add_text_field("name", tokenizer_name="words")
    for name in ("key", *KEYWORDS):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in FACETS:
        if name in NUMBERED:
            builder.add_unsigned_field(f"{name}_facet", fast=True)
        else:
            builder.add_text_field(f"{name}_facet", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("filer", tokenizer_name="raw", index_option="basic")
    for name in ("filed", "accepted", "order", "seen", "until"):
        builder.add_unsigned_field(name, fast=True)
    builder.add_unsigned_field("replaced", indexed=True)
    builder.add_unsigned_field("share", indexed=True)
    builder.add_bytes_field("hit", stored=True)
    return builder.build()


def _years(p: Passage) -> list[int]:
    return [p.filed.year] if p.filed else []


FACETS: dict[str, Any] = {
    "item": lambda p: dict.fromkeys(p.numbers),
    "year": _years,
    "state": lambda p: keywords("state", p),
    "form": lambda p: [p.form] if p.form else [],
    "filer": lambda p: dict.fromkeys(whole(f) for f in p.filers),
}


NUMBERED = ("year", "filer")


def filer_number(name: str) -> int:
    """A number for a name: counting tens of thousands of numbers is quicker than of names."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "big") >> 2


def filer_prefix(number: int) -> str:
    """What the term of the field `filer` begins with, from which the name is read again."""
    return f"{number:016x} "


def microseconds(moment: dt.datetime) -> int:
    """A moment as whole microseconds since 1970; UTC where it does not say, 0 for one before."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return max(0, int(aware.replace(microsecond=0).timestamp()) * 1_000_000 + moment.microsecond)


def _order(p: Passage) -> int:
    """What sorting by date goes by: the filing date, then the moment of acceptance."""
    day = p.filed or (p.accepted.date() if p.accepted else None)
    if day is None:
        return 0
    late = 0 if p.accepted is None else microseconds(p.accepted) // 1_000_000 - (day.toordinal() - 719_163) * 86_400
    return day.toordinal() * _TOP + min(max(late + _TOP // 2, 0), _TOP - 1)


_OF_PASSAGE = ("item", "letter", "kind", "topic", "status", "says", "exhibit")
"""Keywords that passages of one filing do not share."""
_HELD = 8_192


class Documents:
    """Passages as the index takes them; what the passages of one filing share, and what those of one kind do, is worked out once.

    `count`: how many the index has taken before.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._shared: dict[tuple[str, dt.datetime | None], Any] = {}  # documents: their stubs do not tell that they can be copied
        self._own: dict[tuple[object, ...], tuple[tuple[str, str], ...]] = {}

    def document(self, p: Passage) -> tantivy.Document:
        """A passage as a document."""
        doc: tantivy.Document = self._of_filing(p).__copy__()  # in a sixth of the time of adding the fields again
        text = lowered(p.text)
        if text is None:
            doc.add_pre_tokenized_text("text", analyzer().pre_tokenize(whole(p.text)))
        else:
            doc.add_text("text", text)
        for field, value in self._of_kind(p):
            doc.add_text(field, value)
        doc.add_unsigned("share", self._count // RUN % SHARES)
        self._count += 1
        doc.add_bytes("hit", msgspec.json.encode(_hit(p)))
        return doc

    def _of_filing(self, p: Passage) -> Any:
        shared = self._shared.get((p.key, p.until))
        if shared is None:
            if len(self._shared) >= _HELD:
                self._shared.clear()
            shared = self._shared[p.key, p.until] = _share(p)
        return shared

    def _of_kind(self, p: Passage) -> tuple[tuple[str, str], ...]:
        kind = (p.numbers, p.letters, p.kind, p.topics, p.statuses, p.says, p.exhibit)
        own = self._own.get(kind)
        if own is None:
            if len(self._own) >= _HELD:
                self._own.clear()
            values = [(field, whole(value)) for field in _OF_PASSAGE for value in keywords(field, p)]
            own = self._own[kind] = (*values, *(("item_facet", value) for value in FACETS["item"](p)))
        return own


def _share(p: Passage) -> tantivy.Document:
    """What the documents of a filing have in common."""
    import tantivy

    texts = [("key", p.key), *(("name", whole(name)) for name in dict.fromkeys(p.filers))]
    texts += [(field, whole(value)) for field in KEYWORDS if field not in _OF_PASSAGE for value in keywords(field, p)]
    texts += [(f"{facet}_facet", value) for facet in ("state", "form") for value in FACETS[facet](p)]
    numbers = [("year_facet", year) for year in FACETS["year"](p)]
    for name in FACETS["filer"](p):
        numbers.append(("filer_facet", filer_number(name)))
        texts.append(("filer", filer_prefix(filer_number(name)) + name))
    numbers += [(field, day) for field, day in (("filed", day_number(p.filed)), ("accepted", day_number(p.accepted))) if day is not None]
    numbers += [("order", _order(p)), ("seen", microseconds(p.seen)), ("until", OPEN_END if p.until is None else microseconds(p.until))]
    doc = tantivy.Document()
    for field, text in texts:
        doc.add_text(field, text)
    for field, number in numbers if p.until is None else [*numbers, ("replaced", 1)]:
        doc.add_unsigned(field, number)
    return doc
