"""SGML container -> documents, by their places in the input; bodies are never copied.

Comes in: the bytes of a submission in any form EDGAR disseminated it (<SEC-DOCUMENT>, <IMS-DOCUMENT>, PEM-wrapped,
tag-per-line <SUBMISSION>, header cut off), or a bare document. Goes out: `Submission`. Add here: a container form.

One search for "DOCUMENT>" walks the whole input, so that a missing closing tag costs no second pass. Only the few
lines between <DOCUMENT> and <TEXT>, and the first `SNIFF` bytes of a body, are looked at.
"""

from __future__ import annotations

import binascii
import zlib
from typing import Literal, cast

import msgspec

from eightk.late import late
from eightk.limits import Limits
from eightk.model import Document, Finding, Span, Spans
from eightk.read.medium import SNIFF, Pair, Source, medium_of, skip_space
from eightk.read.text import characters

Kind = Literal["sec", "ims", "submission", "bare"]
LONGEST_HEADER = 1 << 22
"""Bytes of a header that are read; the longest real ones, of fund families, have a few hundred thousand."""
_MOST_GZIP_LAYERS = 5
_MOST_GZIP_MEMBERS = 100


class Submission(msgspec.Struct, frozen=True, kw_only=True):
    """Where the parts of a submission stand. `kind` is "bare" when neither container nor header is there."""

    header_span: Pair | None
    """From the container's first line to </SEC-HEADER>, or to the first <DOCUMENT> where that is missing."""
    documents: tuple[Document, ...]
    findings: tuple[Finding, ...]
    kind: Kind
    pem: bool
    """The submission stood in a privacy-enhanced message: lines that begin with "- " are dash-escaped."""


_KINDS: dict[bytes, Kind] = {b"SEC": "sec", b"IMS": "ims", b"SUB": "submission"}
_CONTAINER = late(rb"<(?:(SEC|IMS)-(?:DOCUMENT|HEADER)|(SUB)MISSION)>")
_HEADER_END = late(rb"</(?:SEC|IMS)-HEADER>")
_HEADER_LINE = late(rb"(?:\A|[\r\n])[ \t]*(?:<ACCEPTANCE-DATETIME>|<ACCESSION-NUMBER>|ACCESSION NUMBER:)")
# Possessive ("*+"), so that no run of blanks is tried twice.
_LEAVES = late(
    rb"\s*+(?:<TYPE>([^\r\n]*+)\s*+)?(?:<SEQUENCE>([^\r\n]*+)\s*+)?"
    rb"(?:<FILENAME>([^\r\n]*+)\s*+)?(?:<DESCRIPTION>([^\r\n]*+)\s*+)?<TEXT>"
)
_LEAF = late(rb"[ \t]*+<([A-Z][A-Z0-9-]*+)>([^\r\n]*+)[\r\n]*+")
_NAMES = ("type", "sequence", "filename", "description")
_TRAILER = late(rb"(?:(?:</(?:DOCUMENT|SEC-DOCUMENT|IMS-DOCUMENT|SUBMISSION)>|-----END PRIVACY-ENHANCED MESSAGE-----)\s*)+\Z")


def split(source: Source | bytearray | memoryview, limits: Limits = Limits()) -> Submission:
    """The parts of a submission; offsets are bytes into `source`. Reads any bytes; what is wrong becomes a finding.

    A memoryview, which cannot be searched, is copied first.
    """
    data = source.tobytes() if isinstance(source, memoryview) else cast(Source, source)
    first = _opening(data, 0)
    edge = len(data) if first < 0 else first
    pem = data.find(b"-----BEGIN PRIVACY-ENHANCED", 0, min(edge, SNIFF)) >= 0
    kind, header = _header(data, edge if first >= 0 else min(edge, SNIFF), edge)
    findings: list[Finding] = []
    if header and header[1] - header[0] > LONGEST_HEADER:
        findings.append(_finding("header-too-long", "only the first part of the header is read", header))
        header = header[0], header[0] + LONGEST_HEADER
    if first >= 0:
        documents = _documents(data, first, limits, findings)
    else:
        documents = _undivided(data, header, pem, findings)
    return Submission(header_span=header, documents=tuple(documents), findings=tuple(findings[: limits.max_findings]), kind=kind, pem=pem)


def _opening(data: Source, start: int) -> int:
    """Where the next <DOCUMENT> opens a document: at the start of a line or right after another tag."""
    at = data.find(b"<DOCUMENT>", start)
    while at >= 0 and not _at_line_start(data, at):
        at = data.find(b"<DOCUMENT>", at + 10)
    return at


def _at_line_start(data: Source, at: int) -> bool:
    if data[at - 1 : at] == b"\n":
        return True
    before = data[max(0, at - 16) : at].rstrip(b" \t")
    return (not before and at < 16) or before[-1:] in (b"\n", b"\r", b">") or before == b"\xef\xbb\xbf"


def _header(data: Source, reach: int, edge: int) -> tuple[Kind, Pair | None]:
    """The container's kind and the header's place. The header opens within `reach` and ends by `edge`."""
    found = _CONTAINER.search(data, 0, reach)
    if found:
        start, kind = found.start(), _KINDS[found[1] or found[2]]
        if edge == len(data) and not _at_line_start(data, start):
            return "bare", None
    else:
        loose = _HEADER_LINE.search(data, 0, reach) if data.find(b"ACCE", 0, reach) >= 0 else None
        if not loose:
            return "bare", None
        start, kind = loose.start(), "submission" if b"<ACCESSION" in loose[0] else "sec"
    end = _HEADER_END.search(data, start, edge)
    return kind, (start, end.end() if end else edge)


def _documents(data: Source, start: int, limits: Limits, findings: list[Finding]) -> list[Document]:
    """Every document from the first <DOCUMENT> on, up to a limit or to a second submission appended to the first."""
    documents: list[Document] = []
    while start >= 0:
        if len(documents) >= limits.max_documents:
            findings.append(_finding("too-many-documents", f"stopped after {limits.max_documents} documents", (start, len(data))))
            break
        body, values, spans, text_tag = _leaves(data, start + 10)
        close, end, following = _closing(data, body, start, findings)
        document = _document(data, (start, end), (body, close), values, spans, text_tag, findings)
        if documents and _repeats(data, documents[0], document):
            findings.append(_finding("appended-submission", "the submission is appended to itself; the first counts", (start, len(data))))
            break
        documents.append(document)
        if data[end : end + 11] == b"\n<DOCUMENT>":
            start = end + 1
        else:
            start = _opening(data, end) if following < 0 else following
        if start > end + 2 and _between(data, end, start, findings):
            break
    return documents


def _between(data: Source, end: int, start: int, findings: list[Finding]) -> bool:
    """Whether another submission begins between two documents. Other words standing there are a finding."""
    gap = data[end:start]
    if _CONTAINER.search(gap) or _HEADER_LINE.search(gap):
        findings.append(_finding("appended-submission", "another submission follows the first; the first counts", (end, len(data))))
        return True
    if gap.strip():
        findings.append(_finding("between-documents", "text stands between two documents", (end, start)))
    return False


def _repeats(data: Source, first: Document, document: Document) -> bool:
    (a, b), (c, d) = first.span, document.span
    return b - a == d - c and first.sequence == document.sequence and data[a:b] == data[c:d]


def _leaves(data: Source, at: int) -> tuple[int, dict[str, str], Spans, bool]:
    """The leaf tags after `at`: where the body starts, the values, their places, and whether <TEXT> was there."""
    values: dict[str, str] = {}
    spans: Spans = {}
    head = _LEAVES.match(data, at)
    if head:
        for group, name in enumerate(_NAMES, 1):
            if head[group]:
                _leaf(name, head[group], head.start(group), values, spans)
        return head.end(), values, spans, True
    at = skip_space(data, at)
    while line := _LEAF.match(data, at):
        name = line[1].decode().lower()
        if name == "text":
            return line.start(2), values, spans, True
        if name not in _NAMES or name in values:
            if name in ("page", "table", "pdf", "xml", "xbrl", "html"):
                break
        else:
            _leaf(name, line[2], line.start(2), values, spans)
        at = skip_space(data, line.end())
    return at, values, spans, False


def _leaf(name: str, raw: bytes, start: int, values: dict[str, str], spans: Spans) -> None:
    value = raw.strip()
    if value.endswith(b">") and (cut := value.rfind(b"</")) >= 0:  # an XML-ised copy closes its leaf tags
        value = value[:cut].rstrip()
    if value:
        start += len(raw) - len(raw.lstrip())
        values[name] = characters(value)
        spans[name] = (start, start + len(value))


def _closing(data: Source, body: int, start: int, findings: list[Finding]) -> tuple[int, int, int]:
    """Where the document's content closes, where its block ends, and the next <DOCUMENT> if that was met first (else -1)."""
    at = data.find(b"DOCUMENT>", body)
    while at >= 0:
        if data[at - 2 : at] == b"</" and at - 2 >= body and _at_line_start(data, at - 2):
            return at - 2, at + 9, -1
        if data[at - 1 : at] == b"<" and at - 1 >= body and _at_line_start(data, at - 1):
            findings.append(_finding("document-not-closed", "no </DOCUMENT> before the next <DOCUMENT>", (start, at - 1)))
            return at - 1, at - 1, at - 1
        at = data.find(b"DOCUMENT>", at + 9)
    size = len(data)
    findings.append(_finding("document-not-closed", "the input ends inside a document", (start, size)))
    trailer = _TRAILER.search(data, max(body, size - 200))
    return (trailer.start() if trailer else size), size, -1


def _document(
    data: Source, span: Pair, body: Pair, values: dict[str, str], spans: Spans, text_tag: bool, findings: list[Finding]
) -> Document:
    """A document from its block. `body` reaches from the last leaf tag to </DOCUMENT>; here it is narrowed to the content."""
    start, close = body
    end = data.rfind(b"</TEXT>", max(start, close - 16), close)
    if end < 0 and text_tag:
        end = data.rfind(b"</TEXT>", start, close)
    if end < 0:
        end = close
        if text_tag and span[1] != close:
            findings.append(_finding("text-not-closed", "no </TEXT>", span))
    if not text_tag:
        findings.append(_finding("no-text-tag", "no <TEXT> opens the content", span))
    medium, content, binary = medium_of(data, start, end)
    if binary:
        findings.append(_finding("not-text", "the content is binary, not text", content))
    number = values.get("sequence", "")
    if number and not (number.isdecimal() and number.isascii() and len(number) < 10):
        findings.append(_finding("bad-sequence", f"the sequence {number[:20]!r} is no number", spans.pop("sequence")))
        number = ""
    return Document(
        type=values.get("type"),
        sequence=int(number) if number else None,
        filename=values.get("filename"),
        description=values.get("description"),
        medium=medium,
        span=span,
        body=content,
        spans=spans,
    )


def _undivided(data: Source, header: Pair | None, pem: bool, findings: list[Finding]) -> list[Document]:
    """No <DOCUMENT>: what is not the header is one document. A header alone has none."""
    start, end = header[1] if header else 0, len(data)
    trailer = _TRAILER.search(data, max(start, end - 200)) if header or pem else None
    if header and skip_space(data, start) >= (trailer.start() if trailer else end):
        findings.append(_finding("no-document", "a header without a document", header))
        return []
    body, values, spans, _ = _leaves(data, start) if data[:1] == b"<" else (start, {}, {}, False)
    if not values:
        body = start
    content = (body, trailer.start() if trailer else end)
    return [_document(data, (start, end), content, values, spans, True, findings)]


def _finding(code: str, message: str, span: Span) -> Finding:
    return Finding(code=code, message=message, part="submission", span=span)


# ---- what is packed ------------------------------------------------------------------------------------------


def uudecode(data: Source, span: Pair, limits: Limits = Limits()) -> bytes:
    """The file that a uuencoded body carries ("begin 644 name" .. "end"); b"" if there is none.

    Lines that do not decode are left out, and decoding stops at `limits.max_bytes`.
    """
    text = data[span[0] : span[1]].replace(b"\r", b"\n")
    start = 0 if text.startswith(b"begin ") else text.find(b"\nbegin ") + 1
    if not text.startswith(b"begin ", start):
        return b""
    lines: list[bytes] = []
    room = limits.max_bytes
    for line in text[text.find(b"\n", start) + 1 :].split(b"\n"):
        if line == b"end" or room <= 0:
            break
        if line:
            lines.append(_uuline(line)[:room])
            room -= len(lines[-1])
    return b"".join(lines)


def _uuline(line: bytes) -> bytes:
    """One line decoded; its first character counts its bytes, what stands after them is dropped."""
    wide = 1 + (((line[0] - 32 & 63) + 2) // 3) * 4
    if line.startswith(b"- ") and len(line) >= 3 and len(line) != wide:  # dash-escaped inside a PEM message
        line, wide = line[2:], 1 + (((line[2] - 32 & 63) + 2) // 3) * 4
    try:
        return binascii.a2b_uu(line[:wide])
    except binascii.Error:
        return b""


def gunzip(data: Source, limits: Limits = Limits()) -> tuple[bytes, tuple[Finding, ...]]:
    """The bytes inside gzip, and in gzip within gzip, as far as the limits and the data's health allow; other data as it is."""
    room = limits.allowed(len(data))
    for _ in range(_MOST_GZIP_LAYERS):
        if data[:2] != b"\x1f\x8b":
            return data, ()
        data, findings = _unzipped(data, room)
        if findings:
            return data, findings
    return b"", (Finding(code="too-large", message=f"{_MOST_GZIP_LAYERS} layers of gzip or more"),)


def _unzipped(data: Source, room: int) -> tuple[bytes, tuple[Finding, ...]]:
    """What is in one layer of gzip: the members in a row, joined."""
    parts: list[bytes] = []
    rest: bytes = data[:]
    while rest[:2] == b"\x1f\x8b":
        if len(parts) == _MOST_GZIP_MEMBERS:
            return b"".join(parts), (Finding(code="too-large", message=f"more than {_MOST_GZIP_MEMBERS} gzip members"),)
        stream = zlib.decompressobj(31)
        try:
            part = stream.decompress(rest, room + 1)
        except zlib.error as error:
            part, bad = _salvage(rest, room), Finding(code="damaged-gzip", message=f"gzip is damaged: {error}")
            return b"".join((*parts, part)), (bad,)
        parts.append(part[:room])
        room -= len(part)
        if room < 0:
            return b"".join(parts), (Finding(code="too-large", message="more bytes come out of gzip than the limits allow"),)
        if not stream.eof:
            return b"".join(parts), (Finding(code="damaged-gzip", message="gzip ends too early"),)
        rest = stream.unused_data
    return parts[0] if len(parts) == 1 else b"".join(parts), ()


def _salvage(data: bytes, room: int) -> bytes:
    """What comes out of damaged gzip before the damage: fed in pieces, the piece that breaks byte by byte."""
    stream, parts = zlib.decompressobj(31), list[bytes]()
    for at in range(0, len(data), SNIFF):
        before = stream.copy()
        try:
            parts.append(stream.decompress(data[at : at + SNIFF], max(1, room)))
        except zlib.error:
            stream = before
            try:
                for byte in range(at, at + SNIFF):
                    parts.append(stream.decompress(data[byte : byte + 1]))
            except zlib.error:
                break
        room -= len(parts[-1])
        if room <= 0:
            break
    return b"".join(parts)
