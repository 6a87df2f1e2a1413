"""A report to be checked, with what is at hand beside it.

Comes in: a report, its bytes, exhibits given apart, the original of an amendment, a day. Goes out: `Case`, which every rule is given, and
which knows what is not at hand. Add here: something that several rules ask for.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, Literal, TypeVar

from eightk import form
from eightk.check.plain import Plain, plain
from eightk.form.evidence import role
from eightk.form.phrases import pattern
from eightk.form.requirements import Requirement
from eightk.late import late
from eightk.model import Block, Exhibit, Header, Item, Report, Span

_HARD_SPACE = late("&(?:nbsp|#160);")
_LONG = 400_000  # bytes of a division that are looked at

T = TypeVar("T")
DayFrom = Literal["filing", "signature", "cover", "given"]

_LACKING = {
    "header": "no SGML header was given",
    "documents": "the documents of the submission were not seen",
    "exhibit text": "no exhibit was seen",
    "original": "the original was not given (--original)",
    "filing date": "the filing date is not known",
    "event date": "the event date is not known",
    "earlier": "earlier filings are not at hand",
    "later": "later filings are not at hand",
    "filer class": "the filer's class is not known",
    "outside": "what it needs is in no filing",
}


def why_not(row: Requirement, lacking: frozenset[str]) -> str | None:
    """Why a check cannot be run where some things are not at hand; None where it can."""
    return next((_LACKING[need] for need in row.needs if need in lacking), None)


class Case:
    """What a rule may look at.

    `data`: the decompressed bytes that the report's spans count. `texts`: exhibit number -> its text, attached or given apart.
    `whole`: whether all documents of the submission are there. `day`: the day whose form applies, which `on` overrides.
    """

    def __init__(
        self,
        report: Report,
        data: bytes,
        *,
        texts: Mapping[str, str] | None = None,
        whole: bool | None = None,
        original: Report | None = None,
        on: dt.date | None = None,
    ) -> None:
        self.report, self.data, self.original = report, data, original
        self.texts: Mapping[str, str] = texts if texts is not None else {}
        cut = any(f.code == "damaged-gzip" for f in report.findings)  # who knows what stood behind
        self.whole = (report.header is not None if whole is None else whole) and not cut
        self.day: dt.date | None = on or report.form_day
        self.day_from: DayFrom | None = "given" if on else report.form_day_from
        self._kept: dict[object, Any] = {}
        self._sources: dict[str, str] = {}

    def kept(self, key: object, make: Callable[[], T]) -> T:
        """What several rules work out, worked out once."""
        if key not in self._kept:
            self._kept[key] = make()
        found: T = self._kept[key]
        return found

    @property
    def header(self) -> Header:
        """The header; an empty one where there is none (rules that need one are not run then)."""
        return self.report.header or Header()

    @cached_property
    def regime(self) -> str | None:
        """Whether the form of the day is the old one (legacy) or today's (section); None without a day."""
        if self.day is None:
            return None
        return next((row.regime for row in form.on(self.day).items.values()), None)

    @cached_property
    def media(self) -> frozenset[str]:
        """The main document's medium; Inline XBRL is HTML too."""
        if self.report.main is None:
            return frozenset()
        medium = self.report.documents[self.report.main].medium
        return frozenset({medium, "html"} if medium == "ixbrl" else {medium})

    @cached_property
    def body(self) -> tuple[int, int]:
        """First byte of the main document's content, and the byte after its last."""
        return self.report.documents[self.report.main].body if self.report.main is not None else (0, 0)

    @property
    def known(self) -> bool:
        """Whether the document was known for a Form 8-K; where it was not, only its heading can be blamed."""
        return self.report.form is not None

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers of the report's items."""
        return frozenset(self.report.items.numbers())

    @cached_property
    def marks(self) -> frozenset[str]:
        """What some rules wait for (`only` of `@rules`): the numbers of the items, and what there is besides."""
        report = self.report
        items, exhibits, documents = report.items, report.exhibits, report.documents
        there = {
            "no item": not items,
            "several items": len(items) > 1,
            "no exhibits item": self.numbers.isdisjoint(role("exhibits item")),
            "item not applicable": True in {item.not_applicable for item in items},
            "furnished item": "furnished" in {item.status for item in items},
            "words that furnish": "furnished" in {item.says for item in items},
            "exhibits": bool(exhibits),
            "uncertain exhibit": "uncertain" in {exhibit.status for exhibit in exhibits},
            "exhibit by reference": True in {exhibit.incorporated_by_reference for exhibit in exhibits},
            "exhibit index": "exhibit index" in {division.kind for division in report.divisions},
            "no signature": not report.signatures,
            "no date of report": report.cover.date_of_report is None,
            "no filing date": self.day_from not in ("filing", "given"),
            "several filers": len(self.header.filers) > 1,
            "several documents": len(documents) > 1,
            "file names": bool({document.filename for document in documents} - {None}),
        }
        return self.numbers.union([mark for mark, is_there in there.items() if is_there])

    def low(self, item: Item) -> str:
        """An item's text in lower case."""
        return self.kept(("low", id(item)), item.text.lower)

    @cached_property
    def low_items(self) -> str:
        """The texts of all items in lower case, parted by what stands in no phrase: what none of them says, no item says."""
        return "\n\0\n".join([self.low(item) for item in self.report.items])

    @cached_property
    def low_texts(self) -> dict[str, str]:
        """The texts of the exhibits in lower case."""
        return {number: text.lower() for number, text in self.texts.items()}

    def low_blocks(self, item: Item) -> list[tuple[Block, str]]:
        """An item's blocks that are text, each with its words in lower case."""
        return self.kept(("low blocks", id(item)), lambda: [(block, block.text.lower()) for block in self.blocks(item)])

    @cached_property
    def cover_words(self) -> Plain:
        """The words of the cover, up to the first item."""
        return self._division("cover")

    @cached_property
    def signature_words(self) -> Plain:
        """The words of the signatures."""
        return self._division("signatures")

    def _division(self, kind: str) -> Plain:
        start, end = next((d.span for d in self.report.divisions if d.kind == kind), (0, 0))
        return plain(self.data, start, min(end, start + _LONG))

    def plainly(self, kind: str, id: str) -> bool:
        """Whether a phrase stands in the source of a division, no markup in it, and begins as usual where the phrase knows how.

        A quick look that spares making the division's words.

        Of the cover only what stands above the check boxes is looked at, which name the form again.
        """
        source = self._sources.get(kind)
        if source is None:
            start, end = next((d.span for d in self.report.divisions if d.kind == kind), (0, 0))
            raw = self.data[start:end].lower()  # of the bytes: quicker than of the text, and no phrase has a letter beyond ASCII
            raw = raw[max(0, raw.find(b"<body"), raw.rfind(b"</ix:header>")) :]
            source = _HARD_SPACE.sub(" ", raw.decode("latin-1"))
            lead = pattern("boxes-lead").search(source) if kind == "cover" else None
            source = self._sources[kind] = source[: lead.start()] if lead else source
        wording = pattern(id)
        quick = bool(wording.begins or not wording.usual)  # to search for the rest of them
        return wording.usually(source) or (quick and wording.search(source) is not None)

    def never(self, kind: str, id: str) -> bool:
        """Whether a division has none of the words that a phrase needs."""
        self.plainly(kind, id)
        return not pattern(id).may(self._sources[kind])

    def says(self, words: Plain, id: str, start: int = 0) -> Span | None:
        """Where a stretch says a phrase of form/phrases.toml or captions.toml."""
        m = pattern(id).search(words.low, start)
        return words.span(m.start(), m.end()) if m else None

    @property
    def lacking(self) -> frozenset[str]:
        """What checks may need and is not at hand."""
        report = self.report
        has = {
            "header": report.header is not None,
            "documents": self.whole,
            "exhibit text": bool(self.texts),
            "original": self.original is not None,
            "earlier": self.original is not None,
            "filing date": self.day_from in ("filing", "given"),
            "event date": report.cover.date_of_report is not None,
        }
        return frozenset(need for need in _LACKING if not has.get(need))

    # ---- places ----------------------------------------------------------------------------------------------------

    def heading(self, item: Item) -> Span | None:
        """Where an item is headed."""
        return item.spans.get("number") or item.spans.get("title") or item.spans.get("text")

    def blocks(self, item: Item) -> Iterator[Block]:
        """An item's blocks that are text."""
        return (block for block in item.blocks if block.kind != "furniture")

    def where(self, item: Item, pattern: re.Pattern[str]) -> Span | None:
        """The block of an item in which a pattern is found."""
        return next((block.span for block in self.blocks(item) if pattern.search(block.text)), None)

    def attached(self, exhibit: Exhibit) -> bool:
        """Whether an exhibit is at hand: a document of the submission, or given apart."""
        return exhibit.document is not None or exhibit.number in self.texts

    def line(self, offset: int) -> tuple[int, int]:
        """Line and column of a byte, both from 1."""
        before = self.data[:offset]
        return before.count(b"\n") + 1, offset - (before.rfind(b"\n") + 1) + 1
