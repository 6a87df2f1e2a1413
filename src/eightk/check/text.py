"""Checks of the text: characters, widths and tags of ASCII; elements, links and pictures of HTML; file names.

Comes in: a case. Goes out: hits, by the code of the requirement. Add here: a rule; its words are in form/requirements.toml, what EDGAR
takes is in form/markup.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from eightk.check.case import Case
from eightk.check.html import VOID, Source, Tag, attributes, closing, main_tags, source, tags
from eightk.check.rule import Fix, Hit, Table, hit
from eightk.form.markup import Elements, file_name, markup
from eightk.late import late

RULES = rules = Table()

_TABLE = late(rb"(?i)<(/?)table\b[^<>]*>")
_TABLES = late(rb"(?i)<(table)")  # how tables are spelt
_ASCII_TAG = late(rb"<(/?)([A-Za-z][A-Za-z0-9-]*)([^<>\n]*)(>?)")
_SCHEME = late(r"(?i)[a-z][a-z0-9+.-]*:")
_DASHED = late(rb"(?m)^- -")
_PAGE_NUMBER = late(r"(?i)[-\u2013\u2014 ]*(?:page )?(?:\d{1,3}|[ivx]{1,4})(?: of \d{1,3})?[-\u2013\u2014 ]*")
_PEM = b"PRIVACY-ENHANCED"


# ---- ASCII -----------------------------------------------------------------------------------------------------


def _lines(case: Case) -> Iterator[tuple[int, bytes, bool]]:
    """The lines of the main document: where each begins, its bytes without dash-escapes, whether it is in, opens or closes a table."""
    start, end = case.body
    depth = False
    escaped = _PEM in case.data[:200]
    for line in case.data[start:end].splitlines(keepends=True):
        marks = list(_TABLE.finditer(line)) if b"<" in line else []
        skip = 0
        while escaped and line.startswith(b"- -", skip):
            skip += 2
        yield start + skip, line[skip:].rstrip(), depth or bool(marks)
        if marks:
            depth = not marks[-1].group(1)
        start += len(line)


def _wide(case: Case, limit: int) -> bool:
    """Whether a line of the main document may be longer, the blanks at its end counted; or its lines end otherwise."""
    return case.kept("widest", lambda: max(map(len, case.data[slice(*case.body)].split(b"\n")))) > limit


@rules("T01")
def characters(case: Case) -> Iterator[Hit]:
    """EDGAR takes plain ASCII in a text document: the codes 32 to 126, tab and the ends of lines and pages.

    A smart quote, a long dash or a sign like (c) pasted from a word processor makes EDGAR suspend the submission. Good: "the
    Company's". Bad: the same with a curly quote. Each run of such characters is one finding.
    """
    row = markup().ascii
    taken = bytes(range(row.first, row.last + 1)) + bytes(row.besides)
    start, end = case.body
    if not case.data[start:end].translate(None, taken):
        return
    for m in re.finditer(b"[^" + re.escape(taken) + b"]+", case.data[start:end]):
        words = m.group().decode("utf-8", "backslashreplace")
        yield hit((start + m.start(), start + m.end()), words=words)


@rules("T02")
def narrative_width(case: Case) -> Iterator[Hit]:
    """A line of a text document holds at most 80 characters outside <TABLE> (17 CFR 232.305(a)).

    Good: text wrapped at 75. Bad: a paragraph on one line of 400 characters. The place is what stands beyond the limit.
    """
    row = markup().ascii
    if not _wide(case, row.narrative):
        return
    for start, line, inside in _lines(case):
        if len(line) > row.narrative and not inside:
            yield hit((start + row.narrative, start + len(line)), length=len(line), limit=row.narrative)


@rules("T03")
def table_width(case: Case) -> Iterator[Hit]:
    """No line of a text document is longer than 132 characters, in a table or out of it (17 CFR 232.305(a)).

    Good: a table of 120 columns between <TABLE> and </TABLE>. Bad: one of 150. Outside a table such a line breaks T02 as well.
    """
    row = markup().ascii
    if not _wide(case, row.table):
        return
    for start, line, _ in _lines(case):
        if len(line) > row.table:
            yield hit((start + row.table, start + len(line)), length=len(line), limit=row.table)


@rules("T04")
def ascii_tags(case: Case) -> Iterator[Hit]:
    """The tags of a text document: <TABLE> is closed, <S> and <C> stand in one, and no other "<" is followed by a letter.

    What EDGAR does not know as a tag it may take for one and drop. Good: <TABLE> <CAPTION> <S> <C> </TABLE>. Bad: <C> in a
    paragraph, a table that never ends, an e-mail address in angle brackets.
    """
    row = markup().ascii
    start, end = case.body
    table: tuple[int, int] | None = None
    for m in _ASCII_TAG.finditer(case.data, start, end):
        name, place = m.group(2).decode("ascii").lower(), m.span()
        if name == "table":
            if table is not None and not m.group(1):
                yield hit(table, what="<TABLE> is not closed")
            table = None if m.group(1) else place
        elif name.rstrip("0123456789") not in row.tags or not m.group(4):
            yield hit(place, what=f"{m.group().decode('ascii', 'replace')} is no tag of a text document")
        elif name in row.only_in_tables and table is None:
            yield hit(place, what=f"<{name.upper()}> stands outside <TABLE>")
    if table is not None:
        yield hit(table, what="<TABLE> is not closed")


@rules("T05")
def tabs(case: Case) -> Iterator[Hit]:
    """Tab characters are taken, but columns set with them shift. Good: blanks. Bad: a tab between number and description.

    One finding for the document, at the first tab.
    """
    start, end = case.body
    at = case.data.find(b"\t", start, end)
    if at >= 0:
        lines = sum(b"\t" in line for line in case.data[start:end].splitlines())
        yield hit((at, at + 1), count=lines, lines="line" if lines == 1 else "lines")


# ---- HTML ------------------------------------------------------------------------------------------------------


@rules("T06")
def elements(case: Case) -> Iterator[Hit]:
    """EDGAR takes the elements of HTML 3.2 with some of 4.0, no scripts and forms, no table in a table; Inline XBRL has its own list.

    Good: <p>, <font>, <table>, <tr>, <td>. Bad: <script>, <input>, <span> in plain HTML, onclick=, a table in a cell. Where
    the tags may go without loss, or the whole element must, the mend is given.
    """
    inline = "ixbrl" in case.media
    rows = markup().inline if inline else markup().html
    quick = source(case)
    low = quick.spelt.translate(_PLAIN)
    if _suspect(inline, low, quick):
        yield from _refused(case, rows, main_tags(case))
    if rows.anchors_in and _STRICT.search(low):
        yield from _anchors(rows, main_tags(case))


def _refused(case: Case, rows: Elements, found: list[Tag]) -> Iterator[Hit]:
    """Elements and attributes that are refused or not known, and tables in tables."""
    depth = 0
    for n, tag in enumerate(found):
        if tag.name == "table":
            depth = max(0, depth - 1) if tag.closes else depth + 1
            if depth > 1 and not tag.closes:
                yield hit((tag.start, tag.end), what="a table stands in another table")
        if tag.closes:
            continue
        if tag.name in rows.refused:
            yield hit((tag.start, tag.end), what=f"EDGAR refuses the element <{tag.name}>", fix=_mend(case, rows, found, n))
        elif rows.known and tag.name not in rows.known and not re.fullmatch(r"f\d\d?", tag.name):
            yield hit((tag.start, tag.end), severity="advice", what=f"EDGAR does not know the element <{tag.name}>")
        yield from _attributes(rows, tag)


def _anchors(rows: Elements, found: list[Tag]) -> Iterator[Hit]:
    """Places named by an <a> in other elements than may hold one, and a <meta> that says another kind of text."""
    around: list[str] = []
    for tag in found:
        if tag.name == "meta" and rows.meta and not (tag.get("content") or rows.meta).startswith(rows.meta):
            yield hit((tag.start, tag.end), what=f"the content of <meta> is not {rows.meta}")
        if tag.name in VOID or tag.source.rstrip().endswith(b"/"):
            continue
        if tag.closes:
            if around and around[-1] == tag.name:
                around.pop()
            elif tag.name in around:
                del around[len(around) - 1 - around[::-1].index(tag.name) :]
            continue
        if rows.anchors_in and tag.name == "a" and tag.get("href") is None and set(around) - set(rows.anchors_in):
            yield hit((tag.start, tag.end), severity="advice", what="an <a> without href stands in other elements than html, body and div")
        if tag.name not in ("xbrl", "xml"):
            around.append(tag.name)


_NAMES = late(rb"<([a-z][a-z0-9:._-]*)")
_HANDLER = late(rb" on[a-z]{3,} *=")
_STRICT = late(rb"<a\b(?![^<>]*\shref)|<meta\b[^<>]*\scontent *=(?! *[\"']?text/html)")
_PLAIN = bytes(32 if c in b"\t\n\r\f" else c for c in bytes(range(256)).lower())
"""Lower case, and every white space a blank."""


@cache
def _refused_attribute(element: str, name: str) -> re.Pattern[bytes]:
    where = "" if element == "*" else rf"<{element}\b[^<>]*?"
    return re.compile(rf"{where} {name} *=".encode())


class _Listed(NamedTuple):
    """The lists of a kind of HTML, as a quick look takes them."""

    known: frozenset[bytes]
    refused: frozenset[bytes]
    attributes: tuple[tuple[bytes, re.Pattern[bytes]], ...]


@cache
def _listed(inline: bool) -> _Listed:
    rows = markup().inline if inline else markup().html
    return _Listed(
        known=frozenset(name.encode() for name in rows.known), refused=frozenset(name.encode() for name in rows.refused),
        attributes=tuple((n.encode(), _refused_attribute(element, n)) for element, each in rows.attributes.items() for n in each),
    )  # fmt: skip


def _suspect(inline: bool, low: bytes, quick: Source) -> bool:
    """Whether a quick look at the spellings, here in lower case, finds anything that a slow one need judge."""
    rows = _listed(inline)
    names = frozenset(_NAMES.findall(low))
    if names & rows.refused or (rows.known and names - rows.known) or _HANDLER.search(low):
        return True
    if any(name in low and attribute.search(low) for name, attribute in rows.attributes):
        return True
    return b"table" in names and _stacked(quick.data, set(_TABLES.findall(quick.spelt)))


def _stacked(data: bytes, words: set[bytes]) -> bool:
    """Whether a table may stand in another: of two that begin, the first is not closed before the second; `words`: how they are spelt."""
    word, *others = words
    if others:
        return True
    open = False
    for before in data.split(word)[:-1]:  # one search for those that begin and those that end
        if before.endswith(b"</"):
            open = False
        elif before.endswith(b"<"):
            if open:
                return True
            open = True
    return False


def _attributes(rows: Elements, tag: Tag) -> Iterator[Hit]:
    for name, _, start, end in tag.attributes():
        if (rows.handlers and re.fullmatch(r"on[a-z]{3,}", name)) or name in rows.attributes.get(tag.name, ()) + rows.attributes.get(
            "*", ()
        ):
            mend = Fix(start=start, end=end, text="", says=f"Take the attribute {name} away.")
            yield hit((start, end), what=f"EDGAR refuses the attribute {name} on <{tag.name}>", fix=mend)


def _mend(case: Case, rows: Elements, found: list[Tag], n: int) -> Fix | None:
    """Take the tags away, or the element with all that is in it."""
    tag = found[n]
    alone = tag.name in VOID or tag.source.rstrip().endswith(b"/")
    last = tag if alone else closing(found, n)
    if last is None or tag.name not in rows.unwrap + rows.drop:
        return None
    if alone or tag.name in rows.drop:
        return Fix(start=tag.start, end=last.end, text="", says=f"Take <{tag.name}> away.")
    inside = case.data[tag.end : last.start].decode("utf-8", "surrogateescape")
    if any(0xDC80 <= ord(c) <= 0xDCFF for c in inside):
        return None
    return Fix(start=tag.start, end=last.end, text=inside, says=f"Take the tags <{tag.name}> away, keep what is in them.")


@rules("T07")
def links_and_pictures(case: Case) -> Iterator[Hit]:
    """A link stays in the document, the submission or EDGAR's archive; a picture is .jpg or .gif and attached.

    17 CFR 232.105 forbids links elsewhere. Good: href="ex991.htm", https://www.sec.gov/Archives/edgar/data/... Bad: the company's
    site, mailto:, javascript:, a .png, a data: address, a picture that is not in the submission.
    """
    names = {d.filename.lower() for d in case.report.documents if d.filename} if case.whole else None
    leading = _LEADING.findall(source(case).spelt)
    if not any(_astray(name.decode().lower(), words, 0, names) for name, words in leading):
        return
    for tag in tags(case, only=tuple(_TARGETS)):
        if not tag.closes:
            for what, start, end in _astray(tag.name, tag.source, tag.end - 1 - len(tag.source), names):
                yield hit((start, end), what=what)


_TARGETS = {"a": "href", "img": "src"}
"""Element -> its attribute that leads elsewhere."""
_LEADING = late(rb"<([aA]|[iI][mM][gG])([\s/][^<]*=[^<]*)")


def _astray(element: str, words: bytes, base: int, names: set[str] | None) -> list[tuple[str, int, int]]:
    """What is wrong with where a tag leads, and the place of it."""
    key = _TARGETS[element]
    each = [(value, start, end) for name, value, start, end in attributes(words, base) if name == key]
    return [(wrong, start, end) for value, start, end in each if (wrong := _target(element, value.strip(), names))]


def _target(element: str, target: str, names: set[str] | None) -> str | None:
    """What is wrong with where a link goes, or with a picture."""
    rows = markup()
    file = target.split("#")[0].split("?")[0].lower()
    if element == "img":
        if target[:5].lower() == "data:":
            return "a picture is given as a data: address"
        if not file.endswith(rows.picture.endings):
            return f"the picture {target[:80]} is neither .jpg nor .gif"
    elif not file or target.startswith("#") or re.fullmatch(rows.link.archive, target, re.I):
        return None
    if _SCHEME.match(target) or target.startswith("//"):
        return f"{target[:80]} lies outside the submission and EDGAR's archive"
    if names is not None and file.rsplit("/", 1)[-1] not in names:
        return f"{target[:80]} is not among the documents of the submission"
    return None


# ---- file names, and what is left over --------------------------------------------------------------------------


@rules("T08", only="file names")
def file_names(case: Case) -> Iterator[Hit]:
    """A document's file name keeps the rule of its day: short, of letters, digits and . - _, with an ending EDGAR takes.

    Good: ex99-1.htm. Bad: "press release.docx". Documents that EDGAR itself adds (R1.htm, Financial_Report.xlsx) are left out.
    """
    row = file_name(case.day) if case.day else None
    for document in case.report.documents if row else ():
        if document.filename is None or document.type in markup().made_by_edgar.types or document.type is None:
            continue
        assert row is not None
        if not re.fullmatch(row.pattern, document.filename):
            lower = None if row.basis.startswith("verified") else "advice"
            place = document.spans.get("filename")
            yield hit(place, severity="advice" if lower else None, name=document.filename, says=row.says)


@rules("T09")
def left_over(case: Case) -> Iterator[Hit]:
    """Nothing of pages and envelopes is left in the text: dash-escapes without an envelope, form feeds, page numbers in an item.

    Good: <PAGE> between pages. Bad: "- -----" at a line's start in a file that is no privacy-enhanced message, a "3" alone
    between two paragraphs of an item.
    """
    start, end = case.body
    if "ascii" in case.media:
        if _PEM not in case.data[:200] and (m := _DASHED.search(case.data, start, end)):
            yield hit(m.span(), what="a dash-escape (- -) of a privacy-enhanced message is left")
        if (at := case.data.find(b"\f", start, end)) >= 0:
            yield hit((at, at + 1), what="a form feed is left; <PAGE> marks a page's end")
    for item in case.report.items:
        for block in case.blocks(item):
            if block.kind == "paragraph" and _PAGE_NUMBER.fullmatch(block.text) and any(c.isdigit() for c in block.text):
                yield hit(block.span, what=f"the page number {block.text.strip()} is left between the paragraphs of Item {item.number}")
