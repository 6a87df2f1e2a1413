"""What a reader says of made filings, held against their true answers.

Comes in: answers and a Report. Goes out: `missed`, the measures that are wrong; `Tally`, misses counted by roughening. Add here: a
measure.

Letters and figures are compared, never case, punctuation or blanks; an item's text by its length too where a page's number stands in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

import msgspec

from eightk.made.answers import Json
from eightk.made.rough.table import TABLE
from eightk.model import Report
from eightk.write.complete import EXHIBITS

_SHOWN = 100  # characters of a value that a miss shows
_COLUMNS = "exhibitnumberdescription"
_NOT = re.compile(r"[^a-z0-9]+")


def flat(value: object) -> str:
    """Letters and figures alone, lower case."""
    return _NOT.sub("", unicodedata.normalize("NFKC", str(value or "")).lower())


def _none(value: object) -> str:
    """The same, with the words for nothing as nothing."""
    words = flat(value)
    return "" if words in ("none", "na", "notapplicable") else words


def _form(want: Json, got: Report) -> tuple[Any, Any]:
    return want["form"], got.form


def _items(want: Json, got: Report) -> tuple[Any, Any]:
    return [i["number"] for i in want["items"]], list(got.items.numbers())


def _titles(want: Json, got: Report) -> tuple[Any, Any]:
    return [flat(i["title"]) for i in want["items"]], [flat(i.title) for i in got.items]


def _texts(want: Json, got: Report) -> tuple[Any, Any]:
    """The texts; of a list of exhibits without the head of its columns, which not every hand prints."""
    return [_body(i["number"], i["text"]) for i in want["items"]], [_body(i.number, i.text) for i in got.items]


def _body(number: str, text: str) -> str:
    return flat(text).replace(_COLUMNS, "") if number in EXHIBITS else flat(text)


def _date(want: Json, got: Report) -> tuple[Any, Any]:
    return want["cover"]["date_of_report"], str(got.cover.date_of_report)


def _registrants(want: Json, got: Report) -> tuple[Any, Any]:
    keys = ("name", "jurisdiction", "file_number", "ein", "address", "phone")
    return (
        [[*(flat(one[key]) for key in keys), _none(one["former"])] for one in want["cover"]["registrants"]],
        [[*(flat(getattr(one, key)) for key in keys), _none(one.former)] for one in got.cover.registrants],
    )


def _boxes(want: Json, got: Report) -> tuple[Any, Any]:
    return [want["cover"][key] for key in ("checkboxes", "emerging_growth")], [got.cover.checkboxes, got.cover.emerging_growth]


def _securities(want: Json, got: Report) -> tuple[Any, Any]:
    return (
        [[flat(one[key]) for key in ("title", "symbol", "exchange")] for one in want["cover"]["securities"]],
        [[flat(one.title), flat(one.symbol), flat(one.exchange)] for one in got.cover.securities],
    )


def _exhibits(want: Json, got: Report) -> tuple[Any, Any]:
    return [[e["number"], flat(e["description"])] for e in want["exhibits"]], [[e.number, flat(e.description)] for e in got.exhibits]


def _signatures(want: Json, got: Report) -> tuple[Any, Any]:
    keys = ("registrant", "name", "title", "date", "signed")
    return (
        [[flat(one[key]) for key in keys] for one in want["signatures"]],
        [[flat(getattr(one, key)) for key in keys] for one in got.signatures],
    )


MEASURES: dict[str, Callable[[Json, Report], tuple[Any, Any]]] = {
    "items": _items, "titles": _titles, "texts": _texts, "form": _form, "date": _date, "registrants": _registrants, "boxes": _boxes,
    "securities": _securities, "exhibits": _exhibits, "signatures": _signatures,
}  # fmt: skip
"""Measure -> what is wanted and what was read. A filing has each right or wrong."""
AFTER_ITEMS = ("titles", "texts")


class Miss(msgspec.Struct, frozen=True):
    """A measure that a filing has wrong."""

    number: int
    measure: str
    roughenings: tuple[str, ...]
    want: Any
    got: Any


def missed(number: int, want: Json, got: Report, roughenings: tuple[str, ...]) -> list[Miss]:
    """The measures that are wrong. Titles and texts are asked for where the items are right, and what a roughening spares is not."""
    out: list[Miss] = []
    spared = {measure for name in roughenings for measure in TABLE[name].spares}
    for name, measure in MEASURES.items():
        if name in spared or (name in AFTER_ITEMS and out and out[0].measure == "items"):
            continue
        wanted, read = measure(want, got)
        if wanted != read:
            out.append(Miss(number, name, roughenings, wanted, read))
    return out


def told(miss: Miss) -> str:
    """A miss in a line: of long values, the first that differ, from where they do."""
    want, got = miss.want, miss.got
    while isinstance(want, list) and isinstance(got, list) and len(want) == len(got) and len(want) > 0:
        want, got = next(pair for pair in zip(want, got, strict=True) if pair[0] != pair[1])
    if isinstance(want, str) and isinstance(got, str):
        at = max(0, next((n for n, pair in enumerate(zip(want, got, strict=False)) if pair[0] != pair[1]), min(len(want), len(got))) - 20)
        want, got = want[at : at + _SHOWN], got[at : at + _SHOWN]
    return f"{miss.number} {miss.measure} ({', '.join(miss.roughenings)}): want {want} got {got}"


class Tally:
    """Filings and misses, counted in all and by roughening ("" is one without any)."""

    def __init__(self) -> None:
        self.filings: dict[str, int] = {}
        self.misses: dict[tuple[str, str], int] = {}
        self.total = 0
        self.wrong: dict[str, int] = dict.fromkeys(MEASURES, 0)

    def add(self, roughenings: tuple[str, ...], misses: list[Miss]) -> None:
        """Count a filing."""
        self.total += 1
        for name in roughenings or ("",):
            self.filings[name] = self.filings.get(name, 0) + 1
            for miss in misses:
                self.misses[name, miss.measure] = self.misses.get((name, miss.measure), 0) + 1
        for miss in misses:
            self.wrong[miss.measure] += 1

    def share(self, measure: str) -> float:
        """The share of filings that have a measure right."""
        return 1 - self.wrong[measure] / self.total if self.total else 1.0

    def rows(self) -> list[tuple[str, ...]]:
        """A row for each roughening met: its name, filings, misses of each measure; those that miss most item lists first."""
        order = sorted(self.filings, key=lambda name: (-self.misses.get((name, "items"), 0), name))
        return [
            (name or "(none)", str(self.filings[name]), *(str(self.misses.get((name, m), 0) or "") for m in MEASURES)) for name in order
        ]
