"""A report as HTML for a notebook: what was read, and where in the source it stands.

Comes in: a `Report`, and the bytes it was read from where they are at hand. Goes out: one self-contained piece of
HTML. No script, no link, nothing loaded: filing text only ever becomes escaped text. Colours are translucent over
the notebook's own, so that light and dark both stay readable.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from eightk.model import Cover, Exhibit, Header, Item, Node, Registrant, Report, Span, pieces
from eightk.write.escape import one_line, visible

SOURCE_BYTES = 100_000
"""Bytes of the main document shown at most."""
TEXT_SHOWN = 2_000
"""Characters of an item's text, and of any one value, shown in a table."""
ROWS_SHOWN = 200
"""Rows of a table shown at most."""
MARKS_SHOWN = 5_000
"""Marks in the source at most."""

_TAGS = re.compile(r"(?:<[!/?a-zA-Z][^<>]*>\s*)+")
_BREAKS = re.compile(r"</?(?:p|div|br|tr|table|li|h\d|hr)\b", re.I)
_TAG = "\u2039\u203a"
_RUN = re.compile(rf"(?:\s|{_TAG})+")
_GAP = re.compile(r">\s")
_CELLS = re.compile(r"</?t[dh]\b", re.I)

_STYLE = """<style>
.eightk {font: 13px/1.45 system-ui, sans-serif; max-width: 72em; color: inherit}
.eightk table {border-collapse: collapse; margin: .3em 0 .8em; background: none}
.eightk td, .eightk th {text-align: left; vertical-align: top; padding: .15em .8em .15em 0; border-bottom: 1px solid rgba(128,128,128,.3)}
.eightk th {font-weight: 600; opacity: .7}
.eightk pre {white-space: pre-wrap; overflow-wrap: anywhere; max-height: 36em; overflow: auto; font-size: 12px;
 border: 1px solid rgba(128,128,128,.4); padding: .6em; background: none; color: inherit}
.eightk mark {color: inherit; background: rgba(255,196,0,.30); border-radius: 2px}
.eightk mark.long {background: rgba(64,140,255,.13)}
.eightk mark b {font: 600 9px system-ui, sans-serif; vertical-align: super; opacity: .8; margin-right: .2em; user-select: none}
.eightk .text {white-space: pre-wrap}
</style>"""


Source = bytes | bytearray | memoryview


def repr_html(report: Report) -> str:
    """What a notebook shows of a report: `to_html` with the bytes the report still holds, if it does (a worker's report does not)."""
    return to_html(report, report.__dict__.get("_source"))


def to_html(report: Report, source: Source | None = None) -> str:
    """The report as HTML: tables of what it says and, given the decompressed source, the main document with its spans marked."""
    parts = [_STYLE, '<div class="eightk">', *_summary(report)]
    if source is not None and report.main is not None and report.main < len(report.documents):
        body = report.documents[report.main].body
        parts += ["<details open><summary>Main document, with what was read marked</summary>", _marked(report, source, body), "</details>"]
    return "\n".join([*parts, "</div>"])


# ---- words that every view of a report uses --------------------------------------------------------------------------


def accepted_at(header: Header) -> str:
    """The acceptance time as exact as the header gives it, in UTC; "" without one."""
    if header.accepted is None:
        return ""
    shape = {"day": "%Y-%m-%d", "minute": "%Y-%m-%d %H:%M UTC"}.get(header.accepted_precision or "", "%Y-%m-%d %H:%M:%S UTC")
    return header.accepted.strftime(shape)


def growth(cover: Cover) -> str:
    """What the boxes for emerging growth companies say; "" where they are not printed."""
    if cover.emerging_growth is None:
        return ""
    elected = "; elected not to use the extended transition period" if cover.transition_election else ""
    return ("yes" if cover.emerging_growth else "no") + elected


def attached_as(report: Report, exhibit: Exhibit) -> str:
    """Where an exhibit is: its file, another filing, a link, or in no document of its own; "" where the input cannot tell."""
    if exhibit.document is not None and exhibit.document < len(report.documents):
        document = report.documents[exhibit.document]
        return document.filename or document.type or f"document {exhibit.document + 1}"
    if exhibit.incorporated_by_reference:
        return "another filing"
    if exhibit.href:
        return exhibit.href
    return "not a separate document" if report.header else ""


# ---- tables -------------------------------------------------------------------------------------------------------


def _e(value: object) -> str:
    """Any value as one line of escaped text, cut when it is endless; nothing for None."""
    return "" if value is None else html.escape(one_line(str(value)[:TEXT_SHOWN]))


def _text(text: str, most: int) -> str:
    """Text with its line breaks, escaped, cut after `most` characters."""
    rest = len(text) - most
    return html.escape(visible(text[:most])) + (f" … {rest:,} more characters" if rest > 0 else "")


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table of cells that are HTML already; nothing if there is no row."""
    lines = ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows]
    if not lines:
        return ""
    more = f"<tr><td>… {len(lines) - ROWS_SHOWN} more</td></tr>" if len(lines) > ROWS_SHOWN else ""
    head = "<tr>" + "".join(f"<th>{h}</th>" for h in heads) + "</tr>" if heads else ""
    return f"<table>{head}{''.join(lines[:ROWS_SHOWN])}{more}</table>"


def _summary(report: Report) -> list[str]:
    names = " / ".join(r.name for r in report.cover.registrants if r.name)
    tables = (
        _table((), ((f"<b>{label}</b>", _e(value)) for label, value in _facts(report) if value is not None)),
        _table(
            ("item", "title", "status", "text"),
            (
                (f"<b>{_e(i.number)}</b>", _e(i.title), _status(i), f'<div class="text">{_text(i.text, TEXT_SHOWN)}</div>')
                for i in report.items
            ),
        ),
        _table(
            ("exhibit", "description", "status", "attached as"),
            ((f"<b>{_e(x.number)}</b>", _e(x.description), _e(x.status), _e(attached_as(report, x))) for x in report.exhibits),
        ),
        _table(
            ("registrant", "signature", "title", "date", ""),
            ((_e(s.registrant), _e(s.name), _e(s.title), _e(s.date), "signed" if s.signed else "not signed") for s in report.signatures),
        ),
        _table(("finding", ""), ((f"<b>{_e(f.code)}</b>", _e(f.message)) for f in report.findings)),
    )  # fmt: skip
    return [f"<h3>{_e(report.form or 'No Form 8-K')} {_e(names)}</h3>", *(t for t in tables if t)]


def _status(item: Item) -> str:
    """The status, the reason for it, and the report's own words."""
    says = f"<br><small>says {_e(item.says)}: {_e(item.words)}</small>" if item.says else ""
    return f"{_e(item.status)}<br><small>{_e(item.reason)}</small>{says}"


def _facts(report: Report) -> Iterator[tuple[str, object]]:
    cover, header = report.cover, report.header
    yield "date of report", cover.date_of_report
    yield "dated", cover.dated
    yield "filed", header.filed if header else None
    yield "accepted", accepted_at(header) or None if header else None
    yield "form of", f"{report.form_day} ({report.form_day_from} date)" if report.form_day else None
    yield "accession", report.accession
    yield "source", report.path
    for r in cover.registrants:
        yield from _registrant_facts(r)
    for s in cover.securities:
        yield "security", " · ".join(v for v in (s.title, s.symbol, s.exchange) if v)
    if cover.checkboxes is not None:
        yield "boxes", ", ".join(key for key, ticked in cover.checkboxes.items() if ticked) or "none ticked"
    yield "growth company", growth(cover) or None


def _registrant_facts(r: Registrant) -> tuple[tuple[str, str | None], ...]:
    return (
        ("registrant", r.name), ("jurisdiction", r.jurisdiction), ("file number", r.file_number), ("EIN", r.ein),
        ("address", r.address), ("phone", r.phone), ("former", r.former),
    )  # fmt: skip


# ---- the source ---------------------------------------------------------------------------------------------------


class _Mark(NamedTuple):
    start: int
    end: int
    label: str


def _marks(report: Report) -> Iterator[_Mark]:
    """Every span of the report's parts, with a label such as `items[5.02].title`."""
    yield from _of(report, "")
    yield from _of(report.cover, "cover.")
    for n, r in enumerate(report.cover.registrants):
        yield from _of(r, f"registrant {n + 1} " if len(report.cover.registrants) > 1 else "registrant ")
    for security in report.cover.securities:
        yield from _of(security, "security ")
    for item in report.items:
        yield from _of(item, f"item {item.number} ")
    for exhibit in report.exhibits:
        yield from _of(exhibit, f"exhibit {exhibit.number} ")
    for signature in report.signatures:
        yield from _of(signature, "signature ")


def _of(node: Node, prefix: str) -> Iterator[_Mark]:
    for field, span in node.spans.items():
        yield from (_Mark(start, end, (prefix + field).removesuffix(" text")) for start, end in _pieces(span) if end > start)


def _pieces(span: Span) -> tuple[tuple[int, int], ...]:
    return pieces(span) if span else ()


def _marked(report: Report, source: Source, body: tuple[int, int]) -> str:
    """The body of the main document, escaped, with the innermost span of each stretch marked and named."""
    first, last = body[0], min(body[1], body[0] + SOURCE_BYTES)
    marks = sorted({m for m in _marks(report) if m.start < last and m.end > first}, key=lambda m: (m.start, -m.end))[:MARKS_SHOWN]
    data = bytes(source[first:last])
    encoding = _encoding(data)
    markup = report.documents[report.main or 0].medium in ("html", "ixbrl")
    out, at = [], first
    for start, end, mark, begins in _stretches(marks, first, last):
        out.append(_decoded(data[at - first : start - first], encoding, markup))
        shown = _decoded(data[start - first : end - first], encoding, markup)
        if not begins and not shown.replace(_TAG, "").strip():  # what is left of a mark around others
            out.append(shown)
            at = end
            continue
        label = f"<b>{_e(mark.label)}</b>" if begins else ""
        kind = ' class="long"' if mark.end - mark.start > 400 else ""
        out.append(f'<mark{kind} title="{_e(mark.label)}">{label}{shown}</mark>')
        at = end
    out.append(_decoded(data[at - first :], encoding, markup))
    if last < body[1]:
        out.append(f"\n… {body[1] - last:,} more bytes")
    return f"<pre>{''.join(out)}</pre>"


def _stretches(marks: list[_Mark], first: int, last: int) -> Iterator[tuple[int, int, _Mark, bool]]:
    """Cut [first, last) at every edge of a mark; for each stretch under a mark the innermost one, and whether it begins here.

    `marks` are sorted by start, the longer first, so that the innermost open mark is the last one opened.
    """
    edges = sorted({e for m in marks for e in (m.start, m.end) if first <= e <= last} | {first, last})
    opened: list[_Mark] = []
    waiting = 0
    told: set[_Mark] = set()
    for start, end in pairwise(edges):
        while waiting < len(marks) and marks[waiting].start <= start:
            opened.append(marks[waiting])
            waiting += 1
        while opened and opened[-1].end <= start:
            opened.pop()
        if opened:
            yield start, end, opened[-1], opened[-1] not in told
            told.add(opened[-1])


def _encoding(data: bytes) -> str:
    """UTF-8 if the bytes are (but for a character cut at the end), else the code page of most old filings."""
    try:
        data[:-3].decode()
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _decoded(data: bytes, encoding: str, markup: bool) -> str:
    """Bytes of the source as escaped text. Of markup, a run of tags becomes a line break, a blank, or one sign."""
    text = data.decode(encoding, errors="replace")
    if markup:
        text = _RUN.sub(_seen, html.unescape(_TAGS.sub(_sign, text)))
    return html.escape(visible(text))


def _sign(tags: re.Match[str]) -> str:
    """What stands for a run of tags and the white space between and after them."""
    if _BREAKS.search(tags[0]):
        return "\n"
    return _TAG + (" " if _GAP.search(tags[0]) and not _CELLS.search(tags[0]) else "")


def _seen(run: re.Match[str]) -> str:
    """What is left of white space and signs in a row: one line break, or one sign, none beside white space."""
    if "\n" in run[0]:
        return "\n"
    if _TAG not in run[0]:
        return run[0]
    return " " if any(map(str.isspace, run[0])) else _TAG
