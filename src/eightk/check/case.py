"""A report to be checked, with what is at hand beside it.

Comes in: a report, its bytes, exhibits given apart, the original of an amendment, a day. Goes out: `Case`, which every rule is given, and
which knows what is not at hand. Add here: something that several rules ask for.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Literal, TypeVar, cast

from eightk import form
from eightk.form.requirements import Requirement
from eightk.model import Block, Exhibit, Header, Item, Report, Span, pieces

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
        self._kept: dict[str, object] = {}
        self.texts: dict[str, str] = dict(texts or {})
        self.whole = report.header is not None if whole is None else whole
        self.day: dt.date | None = on or report.form_day
        self.day_from: DayFrom | None = "given" if on else report.form_day_from

    def once(self, key: str, make: Callable[[Case], T]) -> T:
        """What several rules work out of the case, worked out once: the first answer under this key is kept."""
        if key not in self._kept:
            self._kept[key] = make(self)
        return cast("T", self._kept[key])

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

    def lacks(self, row: Requirement) -> str | None:
        """Why a check cannot be run; None where all it needs is at hand."""
        return next((_LACKING[need] for need in row.needs if not self._has(need)), None)

    def _has(self, need: str) -> bool:
        report = self.report
        return {
            "header": report.header is not None,
            "documents": self.whole,
            "exhibit text": bool(self.texts),
            "original": self.original is not None,
            "earlier": self.original is not None,
            "filing date": self.day_from in ("filing", "given"),
            "event date": report.cover.date_of_report is not None,
        }.get(need, False)

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

    def excerpt(self, span: Span) -> str:
        """The source line in which a place begins, without its end."""
        start = pieces(span)[0][0]
        low, high = self.data.rfind(b"\n", 0, start) + 1, self.data.find(b"\n", start)
        return self.data[low : high if high >= 0 else len(self.data)].decode("utf-8", "replace").rstrip("\r")
