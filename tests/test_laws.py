"""The laws of the reader (laws.py) hold for made and real filings and for damaged bytes, and they can fail; one witness: the header."""

from __future__ import annotations

import datetime as dt
import gzip
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import eightk
import invented
from eightk.model import Division, Report, pieces
from eightk.read import read_item_alone
from laws import breaches, flat, made


@pytest.fixture(scope="session")
def real(corpus_paths: list[Path], corpus: Path, load: Callable[[Path], bytes]) -> list[tuple[str, bytes]]:
    """Every real filing, and what is none (other forms, damaged copies) where the corpus holds such."""
    decoys = sorted((corpus / "decoys").rglob("*.gz"))
    return [(p.name, load(p)) for p in [*corpus_paths, *decoys]]


MADE = pytest.mark.parametrize("name,data", made(), ids=[name for name, _ in made()])


def all_broken(filings: list[tuple[str, bytes]], check: Callable[[bytes], list[str]] = breaches) -> list[str]:
    return [f"{name}: {line}" for name, data in filings for line in check(data)]


@MADE
def test_made_filings_keep_the_laws(name: str, data: bytes) -> None:
    assert breaches(data) == []


def test_real_filings_keep_the_laws(real: list[tuple[str, bytes]]) -> None:
    broken = all_broken(real)
    assert not broken, f"{len(broken)} breaches:\n" + "\n".join(broken[:40])


def test_numbers_of_one_decimal_in_a_list_keep_the_laws() -> None:
    data = b"Form 8-K\n\nItems 2.2 and 7.01 Results of Operations\n\nThe quarry earned more.\n"
    assert [item.number for item in eightk.read(data).items] == ["2.02", "7.01"]
    assert breaches(data) == []


def test_boxes_carry_spans() -> None:
    covers = [eightk.read(data).cover for _, data in made()]
    boxes = ("checkboxes", "emerging_growth", "transition_election")
    told = [(field, field in c.spans) for c in covers for field in boxes if getattr(c, field) is not None]
    assert told and all(there for _, there in told)


# ---- the laws can fail -----------------------------------------------------------------------------------------------


def _wrong(report: Report) -> dict[str, Report]:
    """A sound report made wrong in one place each, by the law that must see it."""
    change = msgspec.structs.replace
    item, cover, body = report.items[0], report.cover, report.documents[report.main or 0].body
    a, b = pieces(item.spans["text"])[0]
    first, registrant = report.divisions[0], cover.registrants[0]

    def with_item(**fields: Any) -> Report:
        return change(report, items=type(report.items)((change(item, **fields), *report.items[1:])))

    def with_cover(**fields: Any) -> Report:
        return change(report, cover=change(cover, **fields))

    return {
        "tiling: ": change(report, divisions=(Division(kind="cover", span=(first.span[0], first.span[1] - 1)), *report.divisions[1:])),
        "tiling: [": change(report, divisions=report.divisions[:-1]),
        "inside: report.cover": with_cover(spans={**cover.spans, "date_of_report": (body[1], body[1] + 9)}),
        "honest: report.items[0].text": with_item(spans={**item.spans, "text": (a, b - 9)}),
        "honest: report.items[0].title": with_item(title="Another Title"),
        "honest: report.items[0].number": with_item(number="3.03"),
        "honest: report.cover.date_of_report": with_cover(date_of_report=dt.date(1934, 6, 6)),
        "honest: report.cover.registrants[0].name": with_cover(registrants=(change(registrant, spans={}),)),
        "honest: report.signatures": change(report, signatures=(change(report.signatures[0], date=None),)),
        "blocks: item[0]": with_item(text=item.text + "."),
        "blocks: items": change(report, items=type(report.items)(report.items[::-1])),
    }


def test_the_laws_can_fail() -> None:
    data = invented.load("h2007-items-202-and-701").data
    report = eightk.read(data)
    assert breaches(data, report) == []
    for law, wrong in _wrong(report).items():
        wrong.__dict__.update(report.__dict__)
        assert any(line.startswith(law) for line in breaches(data, wrong)), law


# ---- total -----------------------------------------------------------------------------------------------------------

BASES = st.sampled_from(made()).map(lambda pair: pair[1])
PIECES = (
    "<DOCUMENT>", "</DOCUMENT>", "<TEXT>", "</TEXT>", "<TYPE>8-K\n", "<SEC-HEADER>", "</SEC-HEADER>", "<SEQUENCE>x\n", "<html>",
    "<table>", "<tr>", "<td>", "</td>", "</table>", "<p>", "<title>", "</title>", "<!--", "-->", "<ix:header>", "</ix:header>",
    "<ix:nonNumeric name='dei:A' contextRef='c'>", "</ix:nonNumeric>", "<pre>", "<PAGE>\n", "&nbsp;", "&#0;", "&#x110000;", "&bogus;",
    "FORM 8-K", "FORM 8-K/A", "Item 5.", "Item 2.02", "Items 1 through 4", "Item IX", "ITEM FIVE", "\n(a) ", "(d) Exhibits\n",
    "99.1 Release\n", "EXHIBIT INDEX\n", "SIGNATURES\n",
    "Pursuant to the requirements of the Securities Exchange Act of 1934, the registrant has duly caused this report\n", "/s/ ", "By:",
    "May 1, 2004", "5/1/04", "\n", "\r", "\r\n", "\n\n", "\t", "   ", "\x00", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u202e",
    "\ufeff", "İ", "ß", "ﬁ", "\U0001f600", "(Exact name of registrant as specified in its charter)\n", "Emerging growth company [X]",
    "[ ] Rule 425", "-----BEGIN PRIVACY-ENHANCED MESSAGE-----\n", "begin 644 x\n", "ACCESSION NUMBER:",
)  # fmt: skip
SOUP = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=60).map("".join)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Made filings cut off, spliced, with bytes put in, lines ended otherwise, in another encoding."""
    data, other = draw(BASES), draw(BASES)
    kind = draw(st.sampled_from(("cut", "splice", "swap", "put", "ends", "code")))
    a, b = sorted((draw(st.integers(0, len(data))), draw(st.integers(0, len(data)))))
    c, d = sorted((draw(st.integers(0, len(other))), draw(st.integers(0, len(other)))))
    if kind == "cut":
        return data[a:b] if draw(st.booleans()) else data[:b]
    if kind == "splice":
        return data[:a] + other[c:d] + data[b:]
    if kind == "swap":
        return data[b:] + data[a:b] + data[:a]
    if kind == "put":
        return data[:a] + draw(st.one_of(st.binary(max_size=40), SOUP.map(str.encode))) + data[a:]
    if kind == "ends":
        return data.replace(b"\n", draw(st.sampled_from((b"\r", b"\r\n", b"\n\n", b"\r\r\n", b"\x00\n"))))
    return data.decode("utf-8", "replace").encode(draw(st.sampled_from(("cp1252", "utf-16", "utf-8-sig", "utf-7", "latin-1"))), "replace")


@given(st.binary(max_size=2000))
def test_any_bytes_give_a_report(data: bytes) -> None:
    assert breaches(data) == []


@given(SOUP, st.sampled_from(("utf-8", "cp1252", "utf-16")))
def test_pieces_of_filings_in_any_order_give_a_report(soup: str, code: str) -> None:
    assert breaches(soup.encode(code, "replace")) == []


@given(damaged())
def test_damaged_filings_give_a_report(data: bytes) -> None:
    assert breaches(data) == []


@given(damaged())
def test_what_competes_for_a_heading_has_its_place(data: bytes) -> None:
    found = eightk.explain(data)
    assert all(0 <= a < b <= len(data) for c in found for a, b in pieces(c.span))
    assert sum(c.chosen for c in found) <= len(found)


@MADE
def test_an_item_read_alone_is_the_item(name: str, data: bytes) -> None:
    whole = eightk.read(data)
    if whole.form is not None:
        alone = [read_item_alone(data, n)[1:] for n in range(len(whole.items) + 1)]
        assert alone == [*((i.text, i.blocks) for i in whole.items), ("", ())]


@MADE
def test_every_kind_of_bytes_reads_alike(name: str, data: bytes) -> None:
    report = eightk.read(data)
    assert eightk.read(bytearray(data)) == report
    assert eightk.read(memoryview(data)) == report
    assert eightk.read(memoryview(data + data)[: len(data)]) == report
    packed = eightk.read(gzip.compress(data))
    assert packed == report and breaches(gzip.compress(data), packed) == breaches(data, report)


@given(BASES, st.data())
def test_a_filing_cut_off_at_any_place(data: bytes, more: st.DataObject) -> None:
    at = more.draw(st.integers(0, len(data)))
    assert breaches(data[:at]) == []
    assert breaches(data[at:]) == []


# ---- one witness -----------------------------------------------------------------------------------------------------

OF_DAY = {"status", "reason", "topic", "furnished"}  # what the form of the day decides
OF_BODY = ("form", "amendment", "cover", "items", "exhibits", "signatures", "dei", "divisions")


def said_by_the_body(report: Report, shift: int, day: bool) -> dict[str, Any]:
    """What a report says apart from its header, its spans moved by `shift` bytes; without what follows the day, if so asked."""

    def moved(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            placed = {k: moved(v, "span" if key == "spans" else k) for k, v in value.items()}
            return placed if day else {k: v for k, v in placed.items() if k not in OF_DAY}
        if isinstance(value, (list, tuple)):
            return [moved(v, key) for v in value]
        return value + shift if key == "span" else value

    parts = {part: msgspec.to_builtins(getattr(report, part)) for part in OF_BODY}
    parts["spans"] = {"spans": {k: v for k, v in msgspec.to_builtins(report.spans).items() if k != "accession"}}
    return {part: moved(value) for part, value in parts.items()}


def _start(data: bytes) -> int:
    """Where the first <DOCUMENT> stands; 0 for a filing without a header before it."""
    found = re.search(rb"(?m)^<DOCUMENT>", data.replace(b"\r", b"\n"))
    return found.start() if found else 0


def header_seen(data: bytes, others: list[bytes]) -> list[str]:
    """What changes when the header is cut off, or swapped for others' (their filing date made this one's)."""
    start = _start(data)
    if not start:
        return []
    report = eightk.read(data)
    alone = eightk.read(data[start:])
    out = _differing("cut off", said_by_the_body(report, -start, False), said_by_the_body(alone, 0, False))
    filed = report.header.filed if report.header else None
    for other in others:
        day = f"{filed:%Y%m%d}".encode() if filed else b""
        head = re.sub(rb"(FILED AS OF DATE:\s*|<FILING-DATE>)\d{8}", rb"\g<1>" + day, other[: _start(other)])
        swapped = eightk.read(head + data[start:])
        same = swapped.form_day == report.form_day
        out += _differing("swapped", said_by_the_body(report, len(head) - start, same), said_by_the_body(swapped, 0, same))
    return out


def _differing(how: str, want: dict[str, Any], got: dict[str, Any]) -> list[str]:
    return [f"header {how}: {part} was {want[part]!r:.200} is {got[part]!r:.200}" for part in want if want[part] != got[part]]


def test_made_filings_read_the_same_without_their_header() -> None:
    others = [data for _, data in made() if _start(data)][::30]
    broken = all_broken(list(made()), lambda data: header_seen(data, others))
    assert not broken, f"{len(broken)} differences:\n" + "\n".join(broken[:20])
    assert sum(_start(data) > 0 for _, data in made()) > 50
    one, two = (said_by_the_body(eightk.read(others[0]), shift, True) for shift in (0, 1))
    assert any(": items was" in line for line in _differing("moved", one, two)), "a difference is seen"


def test_real_filings_read_the_same_without_their_header(real: list[tuple[str, bytes]]) -> None:
    others = [data for _, data in real if _start(data)][::12]
    broken = all_broken(real, lambda data: header_seen(data, others))
    assert not broken, f"{len(broken)} differences:\n" + "\n".join(broken[:20])


# ---- exhibits' texts -------------------------------------------------------------------------------------------------


def test_an_attached_exhibit_gives_its_text() -> None:
    filings = [eightk.read(data) for _, data in made()]
    found = [(r, r.documents[e.document]) for r in filings for e in r.exhibits if e.document is not None]
    assert len(found) > 3
    for report, document in found:
        assert report.documents.index(document) != report.main, "the report is no exhibit of its own"
        assert len(flat(eightk.document_text(report, document))) > 20 or document.medium not in ("ascii", "html")
