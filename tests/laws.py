"""The laws of the reader: tiling, honest spans, blocks, round trip, stillness. That reading is total, any call of `breaches` tells.

`breaches(data, report)` says which laws a reading breaks, one line each; `test_laws.py` and `test_fuzz.py` ask it. What a span must say is
decided here afresh, by cutting the source, not by asking the reader's own maps. Add here: a law, as a function yielding lines,
and a line in `LAWS`.
"""

from __future__ import annotations

import datetime as dt
import functools
import html
import itertools
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

import eightk
import invented
from eightk.model import (
    Block,
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
from eightk.read import document_text, plain_text

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
    if whole[1:-1] == "0" and whole[0] + whole[-1] in (said, *map(flat, re.findall(r"\d\.\d+", cut))):
        return True  # "9.1" is Item 9.01, in "2.2 and 9.1" too
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
