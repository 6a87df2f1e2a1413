"""The laws of the reader on made and real filings: total, tiling, honest spans, blocks, round trip, stillness, one witness.

`breaches(data, report)` says which laws a reading breaks, one line each; `test_fuzz.py` asks it too. What a span must say is
decided here afresh, by cutting the source, not by asking the reader's own maps. Add here: a law, as a function yielding lines,
and a line in `LAWS`.
"""

from __future__ import annotations

import datetime as dt
import functools
import gzip
import html
import itertools
import re
import sys
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

import eightk
import invented
from eightk.limits import Limits
from eightk.model import (
    Block,
    Division,
    Document,
    Exhibit,
    Fact,
    Filer,
    Header,
    HeaderField,
    Incorporation,
    Item,
    Node,
    Report,
    Signature,
    pieces,
)
from eightk.read import document_text, plain_text, read_item_alone

Broken = Iterator[str]

# What is judged from the words or the day, or counted, and so stands nowhere; all other scalars that are not None carry a span.
JUDGED: dict[type, set[str]] = {
    Report: {"schema_version", "reader", "facts", "path", "form", "form_day", "form_day_from", "main"},  # form: by its legend alone
    Document: {"medium"},
    Filer: {"role"},  # a block without a role line is a filer's
    Item: {"says", "words", "status", "reason", "topic", "not_applicable", "combined", "text_id"},
    Exhibit: {"furnished", "status", "reason", "incorporated_by_reference", "href", "document"},
    Incorporation: {"exhibit", "item"},  # both stand in its words
    Signature: {"signed"},
    Fact: {"name", "context", "format", "hidden"},
}
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen".split()
ROMAN = "i ii iii iv v vi vii viii ix x xi xii xiii".split()
UNLIKE = {"number", "form", "accepted_precision"}  # strings that are not printed as they are read
OF_HEADER = (Header, Filer, HeaderField, Document)
BOX = re.compile("[\u2610\u2612]")
HIDDEN = re.compile(r"(?is)<(?P<name>title|style|script|ix:header)\b[^>]*(?<!/)>.*?</(?P=name)\s*>")
COMMENT = re.compile(r"(?s)<!--.*?-->")
TAG = re.compile(r"<[/!?a-zA-Z][^>]*>")
ASCII_TAGS = r"page|table|caption|s|c|fn|f\d{1,2}|r|text|multiplier|article|legend|b|i|u|center|document"
EDGAR_TAG = re.compile(rf"(?i)</?(?:{ASCII_TAGS})\b[^<>\n]{{0,40}}>")


# ---- what the source says --------------------------------------------------------------------------------------------


def flat(value: object) -> str:
    """Letters and digits of any script, lower case."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", str(value)).lower()))


def decoded(raw: bytes, wide: bool) -> str:
    if wide:
        return raw.decode("utf-8")
    return "".join(bytes([b]).decode("cp1252") if b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(b) for b in raw)


def is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


class Source:
    """The input as a witness: `cut(node, span)` is what stands there, tags and entities resolved as its medium has them."""

    def __init__(self, data: bytes, report: Report) -> None:
        self.data = bytes(report.__dict__["_source"] if data[:2] == b"\x1f\x8b" else data)  # gzip: spans count what comes out
        main = None if report.main is None else report.documents[report.main]
        self.marked = main is not None and main.medium not in ("ascii",)
        self.wide = main is None or is_utf8(self.data[slice(*main.body)])

    def cut(self, node: object, span: Any, field: str = "") -> str:
        raw = b" ".join(self.data[a:b] for a, b in pieces(span))
        if isinstance(node, OF_HEADER) or field == "accession":
            return decoded(raw, is_utf8(raw))
        return self.plain(decoded(raw, is_utf8(raw) if isinstance(node, Report) else self.wide))

    def plain(self, text: str) -> str:
        """Without tags, entities resolved (none spans a tag). In ASCII only EDGAR's own tags count, and entities mean nothing."""
        if not self.marked:
            return EDGAR_TAG.sub(" ", text)
        return "".join(map(html.unescape, TAG.split(HIDDEN.sub("<x>", COMMENT.sub("<!>", text)))))

    def says(self, node: object, value: str, span: Any, field: str = "") -> bool:
        """Whether the cut says the value. A letter of a symbol font may stand where the value has a box."""
        said = flat(self.cut(node, span, field))
        if flat(value) == said or not BOX.search(value):
            return flat(value) == said
        return re.fullmatch(r"\w?".join(map(flat, BOX.split(value))), said) is not None


def nodes(value: object, where: str = "report") -> Iterator[tuple[str, Any]]:
    """Every part of a report with its place, from the top."""
    if isinstance(value, msgspec.Struct):
        yield where, value
        for field in value.__struct_fields__:
            if field not in ("spans", "span", "body"):
                yield from nodes(getattr(value, field), f"{where}.{field}")
    elif isinstance(value, tuple):
        for n, one in enumerate(value):
            yield from nodes(one, f"{where}[{n}]")


# ---- the laws --------------------------------------------------------------------------------------------------------


def tiling(source: Source, report: Report) -> Broken:
    """The divisions cover the main document's body once, in order; a report that is no 8-K has none."""
    if report.form is None or report.main is None:
        if report.divisions or report.items or report.signatures or report.exhibits:
            yield "tiling: parts without a form"
        return
    low, high = report.documents[report.main].body
    edges = [d.span for d in report.divisions]
    if not edges or edges[0][0] != low or edges[-1][1] != high:
        yield f"tiling: {edges[:1]}..{edges[-1:]} for the body {(low, high)}"
    yield from (f"tiling: {a} then {b}" for a, b in itertools.pairwise(edges) if a[1] != b[0])
    yield from (f"tiling: empty {d.kind} {d.span}" for d in report.divisions if d.span[0] == d.span[1] and d.kind != "cover")


def inside(source: Source, report: Report) -> Broken:
    """Spans lie within the input, their pieces ascend; documents ascend and hold their bodies; a body's spans lie in the main body."""
    size, main = len(source.data), report.main
    low, high = report.documents[main].body if main is not None else (0, size)
    last = 0
    for d in report.documents:
        if not last <= d.span[0] <= d.body[0] <= d.body[1] <= d.span[1] <= size:
            yield f"inside: document {d.span} with body {d.body} after {last} of {size}"
        last = d.span[1]
    for where, node in nodes(report):
        of_header = isinstance(node, (*OF_HEADER, Report)) or where.startswith("report.findings")
        a, b = (0, size) if of_header else (low, high)
        spans = {**getattr(node, "spans", {}), **({"span": node.span} if getattr(node, "span", None) else {})}
        for field, span in spans.items():
            if not span:
                yield f"inside: {where}.{field} has an empty tuple for a span"
                continue
            at = a
            for start, end in pieces(span):
                apart = isinstance(node, Filer) or field == "items"  # lines of a header may repeat
                if not (a if apart else at) <= start <= end <= b:
                    yield f"inside: {where}.{field} {span} beyond {(a, b)}"
                at = end


def honest(source: Source, report: Report) -> Broken:
    """Every scalar that is not None carries a span, and the span, cut from the source, says the value."""
    for where, node in nodes(report):
        if isinstance(node, (Block, HeaderField)) or type(node).__name__ == "Cell":
            value = node.value if isinstance(node, HeaderField) else node.text
            if not source.says(node, value, node.span):
                yield f"honest: {where} {value[:70]!r} cut {source.cut(node, node.span)[:70]!r}"
        if not isinstance(node, Node):
            continue
        for field in node.__struct_fields__:
            value = getattr(node, field)
            if field not in node.spans:
                told = field in JUDGED.get(type(node), ()) or field in ("spans", "span", "body")
                if not told and (isinstance(value, (bool, int, dt.date)) or (isinstance(value, str) and flat(value))):
                    yield f"honest: {where}.{field} = {str(value)[:60]!r} carries no span"
        for field, span in node.spans.items():
            value = getattr(node, field, None)
            if value is None or not span:
                yield f"honest: {where}.{field} has a span {span} and no value"
            elif isinstance(value, tuple):
                cuts = [source.cut(node, piece) for piece in span]
                if [flat(v) for v in value] != [flat(c) for c in cuts]:
                    yield f"honest: {where}.{field} {value!r:.70} cut {cuts!r:.70}"
            elif isinstance(value, str) and field not in UNLIKE and source.says(node, value, span, field):
                pass
            elif (isinstance(value, str) and field not in UNLIKE) or not _says(field, value, source.cut(node, span)):
                yield f"honest: {where}.{field} {str(value)[:70]!r} cut {source.cut(node, span)[:70]!r}"


def _says(field: str, value: Any, cut: str) -> bool:
    said = flat(cut)
    if field == "checkboxes":
        return bool(cut.strip())
    if field == "accepted":
        return abs(dt.datetime.strptime(said[:8], "%Y%m%d").replace(tzinfo=dt.UTC) - value) < dt.timedelta(days=2)
    if field == "accepted_precision":
        return {8: "day", 12: "minute", 14: "second"}.get(len(said)) == value
    if field == "form":
        return said.startswith("8k") and len(said) < 12
    if isinstance(value, dt.date):
        return _dated(value, said)
    if field == "number" and not isinstance(value, int):
        return 0 < len(said) <= 60 and _numbered(value, cut.lower(), said)
    if isinstance(value, bool):
        return bool(cut.strip())
    return str(value) == (said.lstrip("0") or "0") or (0 < value < 7 and WORDS[value - 1] == said)


def _dated(day: dt.date, said: str) -> bool:
    """Whether a cut prints a day: month by name or figures, day, two or four figures of the year ("l" and "O" stand for digits)."""
    figures = said.replace("l", "1").replace("o", "0")
    if said.isdigit():
        printed = itertools.product((str(day.month), f"{day:%m}"), (str(day.day), f"{day:%d}"), (str(day.year), f"{day:%y}"))
        return said == day.isoformat().replace("-", "") or said in map("".join, printed)
    return len(said) <= 40 and MONTHS[day.month - 1] in said and str(day.day) in figures and f"{day:%y}" in figures[-2:]


def _numbered(number: str, cut: str, said: str) -> bool:
    """Whether a cut prints an item's or exhibit's number: figures, a word, Roman figures, or a range or list around it."""
    whole = flat(number)
    if whole in said or whole in said.translate(str.maketrans("lio", "110")):
        return True
    if whole[1:-1] == "0" and said == whole[0] + whole[-1]:  # "9.1" is Item 9.01
        return True
    if not number.isdigit():
        return False
    n = int(number)
    ends = [int(d) for d in re.findall(r"\d+", cut)]
    forms = {ROMAN[n - 1], WORDS[n - 1]} if n <= len(WORDS) else set()
    lettered = flat(re.sub(r"\([a-z]\)\s*$", "", cut))  # "Five (c)" is Item 5
    return said in forms or lettered in forms or (len(ends) > 1 and min(ends) <= n <= max(ends))


def blocks(source: Source, report: Report) -> Broken:
    """An item's text is that of its blocks, furniture left out; blocks ascend inside it, cells inside them, parts inside the item."""
    for n, item in enumerate(report.items):
        where = f"blocks: item[{n}] {item.number}"
        if item.text != "\n\n".join(b.text for b in item.blocks if b.kind != "furniture"):
            yield f"{where}: text is not that of its blocks"
        own = pieces(item.spans["text"]) if "text" in item.spans else ()
        if bool(own) != any(b.kind != "furniture" for b in item.blocks):
            yield f"{where}: text span {own} with {len(item.blocks)} blocks"
        at = pieces(item.spans["number"])[-1][1]
        last = max([end for b in item.blocks for _, end in pieces(b.span)], default=at)
        for b in item.blocks:
            ((start, end),) = pieces(b.span)
            if not at <= start < end or (b.kind != "furniture" and not any(x <= start and end <= y for x, y in own)):
                yield f"{where}: {b.kind} {b.span} after {at} in {own}"
            at = end
            cells = [place for row in b.rows for c in row for place in pieces(c.span)]
            yield from (f"{where}: cell {cell} outside {b.span}" for cell in cells if cell[0] < start or cell[1] > end)
        low = pieces(item.spans["number"])[0][0]
        for part in item.parts:
            yield from (f"{where}: part {part.letter}.{f} {s}" for f, s in part.spans.items() for x, y in pieces(s) if x < low or y > last)
    starts = [pieces(i.spans["number"])[0][0] for i in report.items]
    if starts != sorted(starts):
        yield f"blocks: items out of order: {starts}"


def still(source: Source, report: Report) -> Broken:
    """JSON gives the report back, and writing that again changes no byte."""
    line = eightk.to_json(report)
    back = eightk.from_json(line)
    if back != report:
        yield f"round trip: {[f for f in report.__struct_fields__ if getattr(back, f) != getattr(report, f)]} differ"
    if eightk.to_json(back) != line:
        yield "stillness: writing again changes bytes"


def attached(source: Source, report: Report) -> Broken:
    """Every document that has text gives it."""
    for n, d in enumerate(report.documents):
        text = eightk.document_text(report, d)
        body = source.data[slice(*d.body)]
        if d.medium == "ascii" and not flat(text) and flat(EDGAR_TAG.sub("", decoded(body, is_utf8(body)))):
            yield f"attached: document {n} ({d.medium}) gives no text"
        if d.medium in ("pdf", "uuencoded", "empty") and text:
            yield f"attached: document {n} ({d.medium}) gives text"
        if plain_text(source.data, d) != document_text(source.data, d).text:
            yield f"attached: document {n} ({d.medium}) has another text without its map"


LAWS: tuple[Callable[[Source, Report], Broken], ...] = (tiling, inside, honest, blocks, still, attached)


def breaches(data: bytes, report: Report | None = None, laws: tuple[Callable[[Source, Report], Broken], ...] = LAWS) -> list[str]:
    """Which laws the reading of `data` breaks. An exception is not caught: that reading is total is a law, too."""
    report = eightk.read(data) if report is None else report
    source = Source(data, report)
    return [line for law in laws for line in law(source, report)]


# ---- what is read ----------------------------------------------------------------------------------------------------


@functools.cache
def made() -> tuple[tuple[str, bytes], ...]:
    """The invented filings, the examples, and the stored cases of `tests/cases/laws`."""
    here = Path(__file__).parent
    files = [*sorted((here.parent / "examples").glob("*.txt")), *sorted((here / "cases" / "laws").glob("*.txt"))]
    return (*((f.name, f.data) for f in invented.filings()), *((p.name, p.read_bytes()) for p in files))


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


# ---- limits ----------------------------------------------------------------------------------------------------------


def _codes(report: Report) -> set[str]:
    return {f.code for f in report.findings}


def _many_documents(limit: int) -> bytes:
    return b"".join(b"<DOCUMENT>\n<TYPE>EX-99.%d\n<TEXT>\nwords\n</TEXT>\n</DOCUMENT>\n" % n for n in range(limit + 3))


def test_too_many_documents() -> None:
    report = eightk.read(_many_documents(5), limits=Limits(max_documents=5))
    assert len(report.documents) == 5 and "too-many-documents" in _codes(report)


def test_too_many_headings() -> None:
    data = b"FORM 8-K\n" + b"".join(b"\nItem 5. Other Events\n\nSomething happened.\n" for _ in range(30))
    report = eightk.read(data, limits=Limits(max_headings=10))
    assert "limit-headings" in _codes(report) and len(report.items) <= 10
    assert breaches(data, report) == []


def test_too_many_findings() -> None:
    data = _many_documents(40).replace(b"</TEXT>\n", b"")
    assert len(eightk.read(data).findings) > 20
    report = eightk.read(data, limits=Limits(max_findings=7))
    assert 7 <= len(report.findings) <= 8 and "limit-findings" in _codes(report)


@pytest.mark.parametrize("limits", [Limits(max_bytes=5_000), Limits(max_ratio=2, free_bytes=100)], ids=["bytes", "ratio"])
def test_too_much_comes_out_of_gzip(limits: Limits, tmp_path: Path) -> None:
    path = tmp_path / "bomb.txt.gz"
    path.write_bytes(gzip.compress(b"FORM 8-K\n\nItem 5. Other Events\n\n" + b"Words. " * 20_000))
    report = eightk.read_path(path, limits=limits)
    assert "too-large" in _codes(report) and report.form == "8-K"
    assert "too-large" not in _codes(eightk.read_path(path))


def test_too_many_members(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as archive:
        for n in range(9):
            archive.writestr(f"{n}.txt", "FORM 8-K")
    read = list(eightk.read_many(tmp_path / "many.zip", limits=Limits(max_members=4)))
    assert len(read) < 9 and isinstance(read[-1], eightk.Failure) and read[-1].what


def test_too_many_paragraphs() -> None:
    data = b"<html><p>FORM 8-K<p>Item 5. Other Events" + b"<p>Something happened." * 30 + b"</html>"
    report = eightk.read(data, limits=Limits(max_blocks=10))
    assert len(report.items[0].blocks) == 11 and "limit-blocks" in _codes(report)
    assert report.items[0].text.count("happened") == 30
    assert breaches(data, report) == []


def test_every_limit_is_tested() -> None:
    tested = {"max_blocks", "max_documents", "max_headings", "max_findings", "max_bytes", "max_ratio", "free_bytes", "max_members"}
    assert set(Limits.__struct_fields__) == tested | {"max_draft"}  # test_drafting.py
