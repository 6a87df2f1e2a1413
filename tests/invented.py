"""The invented filings of `tests/filings`, and the loose comparison that tells whether a reading of one is right.

Comes in: folders with `submission.txt`, `expected.json`, `why.toml`. Goes out: `filings()`, and `compare()`, which
turns an expectation and a reader's JSON into marks, one a field. Letters and digits decide, never case or layout.
Add here: a field that `expected.json` may assert; only asserted keys are compared.
"""

from __future__ import annotations

import html
import json
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).parent / "filings"
ERAS = ("1993-2000", "2001-2004", "2004-2009", "2010-2018", "2019-2026")
MEDIA = ("ascii", "html", "ixbrl")

Json = dict[str, Any]


class Invented(NamedTuple):
    """One invented filing: its folder's name, its bytes, what a reader must say, and why it exists."""

    name: str
    data: bytes
    expected: Json
    why: Json


class Mark(NamedTuple):
    """One field compared. `field` names the measure (`item.title`), `where` the place (`item 5`)."""

    field: str
    where: str
    right: bool
    want: Any
    got: Any

    def __str__(self) -> str:
        return f"{self.field} ({self.where}): want {self.want!r} got {self.got!r}"


def names() -> list[str]:
    """The folders' names, sorted."""
    return sorted(p.name for p in FOLDER.iterdir() if p.is_dir())


def load(name: str) -> Invented:
    """One filing by name. Raises OSError or ValueError when a file of the folder is missing or malformed."""
    folder = FOLDER / name
    return Invented(
        name,
        (folder / "submission.txt").read_bytes(),
        json.loads((folder / "expected.json").read_text("utf-8")),
        tomllib.loads((folder / "why.toml").read_text("utf-8")),
    )


def filings() -> Iterator[Invented]:
    """Every invented filing, by name."""
    return map(load, names())


def flat(value: Any) -> str:
    """Letters and digits only, lower case; None is the empty string."""
    text = unicodedata.normalize("NFKC", html.unescape(str(value if value is not None else ""))).lower()
    return re.sub(r"[^a-z0-9]+", "", text)


def stripped(data: bytes) -> str:
    """A submission's letters and digits, tags and entities resolved; bytes that are no UTF-8 are taken as cp1252."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return flat(html.unescape(re.sub(r"(?s)<!--.*?-->|<[^>]*>", " ", text)))


def compare(expected: Json, got: Json) -> list[Mark]:
    """Every asserted field of `expected` against a reader's JSON."""
    marks = [Mark("form", "cover", expected["form"] == got.get("form"), expected["form"], got.get("form"))] if "form" in expected else []
    marks += _cover(expected.get("cover") or {}, got.get("cover") or {})
    for part, rows in (("items", _items), ("exhibits", _exhibits), ("signatures", _signatures)):
        if part in expected:
            marks += rows(expected[part], got.get(part) or [])
    return marks


def _cover(want: Json, got: Json) -> Iterator[Mark]:
    for field in ("date_of_report", "checkboxes", "emerging_growth"):
        if field in want:
            yield Mark(f"cover.{field}", "cover", want[field] == got.get(field), want[field], got.get(field))
    if "securities" in want:
        rows = [[(flat(s.get(k))) for k in ("title", "symbol", "exchange")] for s in want["securities"]]
        have = [[(flat(s.get(k))) for k in ("title", "symbol", "exchange")] for s in got.get("securities") or []]
        yield Mark("cover.securities", "cover", rows == have, want["securities"], got.get("securities"))
    if "registrants" in want:
        regs: list[Json] = got.get("registrants") or []
        yield Mark("cover.registrants (count)", "cover", len(want["registrants"]) == len(regs), len(want["registrants"]), len(regs))
        for n, w in enumerate(want["registrants"]):
            yield from _registrant(n, w, regs[n] if n < len(regs) else {})


def _registrant(n: int, want: Json, got: Json) -> Iterator[Mark]:
    for field, value in want.items():
        have = got.get(field)
        if field == "address":
            right = _words(value) == _words(have)
        elif field == "former":
            right = flat(value) == flat(have) or (_none(value) and _none(have))
        elif field == "ein":
            right = re.sub(r"\D", "", value or "") == re.sub(r"\D", "", have or "")
        else:
            right = flat(value) == flat(have)
        yield Mark(f"cover.{field}", f"registrant {n + 1}", right, value, have)


def _none(value: Any) -> bool:
    return flat(value) in ("", "none", "na", "notapplicable", "inapplicable", "same")


def _words(value: Any) -> list[str]:
    return sorted(re.findall(r"[a-z]+|\d+", unicodedata.normalize("NFKC", html.unescape(str(value or ""))).lower()))


def _items(want: list[Json], got: list[Json]) -> Iterator[Mark]:
    listed, have = [i["number"] for i in want], [i.get("number") for i in got]
    yield Mark("items (list)", "items", listed == have, listed, have)
    left = list(got)
    for w in want:
        item: Json = next((i for i in left if i.get("number") == w["number"]), {})
        if item:
            left.remove(item)
        yield from _item(f"item {w['number']}", w, item)


def _item(where: str, want: Json, got: Json) -> Iterator[Mark]:
    text = got.get("text") or ""
    body = flat(text)
    if "starts" in want:
        yield Mark("item.starts", where, bool(body) and body.startswith(flat(want["starts"])), want["starts"], text[:100])
    if "ends" in want:
        yield Mark("item.ends", where, bool(body) and body.endswith(flat(want["ends"])), want["ends"], text[-100:])
    if "title" in want:
        yield Mark("item.title", where, flat(want["title"]) == flat(got.get("title")), want["title"], got.get("title"))
    for field in ("says", "status"):
        if field in want:
            yield Mark(f"item.{field}", where, want[field] == got.get(field), want[field], got.get(field))
    for field in ("not_applicable", "combined"):
        if field in want:
            yield Mark(f"item.{field}", where, want[field] == bool(got.get(field)), want[field], got.get(field))


def _exhibits(want: list[Json], got: list[Json]) -> Iterator[Mark]:
    def number(e: Json) -> str:
        return re.sub(r"[^0-9a-z.()]", "", str(e.get("number") or "").lower()).rstrip(".")

    listed, have = [number(e) for e in want], [number(e) for e in got]
    yield Mark("exhibits (list)", "exhibits", listed == have, listed, have)
    by_number = {number(e): e for e in reversed(got)}
    for w in want:
        e, where = by_number.get(number(w), {}), f"exhibit {w['number']}"
        if "description" in w:
            have_text = e.get("description")
            yield Mark("exhibit.description", where, flat(w["description"]) == flat(have_text), w["description"], have_text)
        if "incorporated_by_reference" in w:
            inc = bool(e.get("incorporated_by_reference"))
            yield Mark("exhibit.incorporated", where, bool(w["incorporated_by_reference"]) == inc, w["incorporated_by_reference"], inc)


def _signatures(want: list[Json], got: list[Json]) -> Iterator[Mark]:
    yield Mark("signatures (count)", "signatures", len(want) == len(got), len(want), len(got))
    for n, w in enumerate(want):
        s: Json = got[n] if n < len(got) else {}
        for field, value in w.items():
            have = s.get(field)
            right = bool(value) == bool(have) if field == "signed" else value == have if field == "date" else flat(value) == flat(have)
            yield Mark(f"signature.{field}", f"signature {n + 1}", right, value, have)
