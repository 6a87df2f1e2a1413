"""Exhibit lists -> Exhibits: the exhibits item and the exhibit index merged, once each, in order.

Comes in: a Text, the stretches of the exhibits items and of the indexes, the documents. Goes out: model Exhibits. Add here: a
layout of lists.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from eightk.form.phrases import pattern
from eightk.late import late
from eightk.model import Document, Exhibit, Item, Spans, Status
from eightk.read.status import exhibits_named
from eightk.read.text import Text, squeeze, trimmed

_NUMBER = r"\d{1,3}(?:[ \t]{0,4}\.\s?\d{1,3}|[-\u2013\u2011]\d{1,3}(?!\d))?(?:\.\d{1,3})?(?:[A-Za-z](?![A-Za-z]))?(?:\s?\((?:[a-zA-Z]|[ivx]{1,4}|\d{1,2})\))*"
_ROW = late(
    rf"[\n\t\x0b\x0c](?P<pad>[ \xa0]*(?:\([a-z]\)[ \xa0]+)?)(?P<front>[*+\u2020\u2021#^~]{{0,3}}[ ]?|\(\d\)\s?)(?P<word>\(?(?:exhibits?|exh\.?|ex\.?)\s?[-\u2013.:]?\s{{0,3}}(?:(?:no\.?|number|\#)\s?:?)?\s{{0,3}})?"
    rf"\(?(?P<number>{_NUMBER})\)?(?P<mark>[ ]?[*+\u2020\u2021#^]{{1,3}}|\s?\(\d{{1,2}}\)(?=[\t\n]|\s{{2}}))?(?P<sep>\s*(?:[.:;,)]|--?|\u2013|\u2014)?\s*)",
    re.I,
)
_FIRST = late(r"[\s.:]*" + _ROW.pattern.removeprefix(r"[\n\t\x0b\x0c]"), re.I)
_LABEL = late(r"[\n\t\x0b\x0c][ \xa0]*\(?\s?[a-zA-Z]\s?[.)]\)?[\s.:\xa0]{0,12}(?:the following\s|list of\s|following\s)?exhibits?\b[ .:\xa0]*", re.I)
_HEADER = late(r"[\n\t\x0b\x0c][ \xa0]*exhibits?\s*(?:nos?\.?|numbers?|#|index|table|list)?[\s\x0b]*(?:[:.]|[\n\t\x0b]|\s{3})", re.I)
_PROSE = late(
    rf"\bexhibit\s+(?:no\.?\s*)?(?P<number>{_NUMBER})[,:]?\s+(?:is\s+)?(?P<what>(?:the|a|an|copy|text|form|press|letter|consent)\b[^.;]{{5,300}}?)(?:,?\s+(?:is|are|was|has been|have been|filed|attached|furnished)\b|[.;](?=\s|$))", re.I
)
_PROSE_BACK = late(rf"(?P<what>(?:a|the)\s[^.;\n]{{5,200}}?)[,\s]+(?:is|are)\s+(?:\w+\s+){{0,2}}?(?:as|hereto as|herewith as)\s+exhibit\s+(?P<number>{_NUMBER})", re.I)
_PAGE = late(r"(?:[\s.]*\.{3,}[\s.]*|\t\s*|\s{3,}|,?\s+)(?:page\s*)?(?:[a-z]-)?\d{1,3}\s*$|\s+(?:page|pg?\.)\s+\d{1,3}(?:\s*-\s*\d{1,3})?\s*$|[\s.]*\.{4,}\s*$|[\t\n ]+(?:--?|\u2014|\u2013)\s*$", re.I)
_WIDE_GAP = late(r"\s{3}|\t|\.{3}|\n|[-\u2013\u2014]\s*$")
_PAGE_WORD = late(r"page|pg?\.", re.I)
_COUNTED = late(r"(?:No\.|Amendment|Form|Section|Rule|,)\s*$")  # what a number may belong to
_SAID = late(r",?\s+(?:is|are|was|were|has been|have been)\s+(?:being\s+|hereby\s+)?(?:filed|attached|furnished|included|annexed)\b", re.I)
_NOTED = late(r"(?<=\.\d)(?<=\d)(\(\d{1,2}\))$|(?<=\.\d\d)(\(\d{1,2}\))$")
_FOOT = late(r"[\n\x0b\x0c][ \t\xa0]*(?P<mark>[*+\u2020\u2021#^]{1,3}|\(\d{1,2}\)|\d(?=\s))[\s.:=\u2013-]*(?P<words>[A-Z][^\n]*(?:\n(?!\s*\n|[ \t\xa0]*(?:[*+\u2020\u2021#^]{1,3}|\(\d{1,2}\))\s)[^\n]*)*)")
_MARKS = late(r"([*+\u2020\u2021#^]{1,3}|\(\d{1,2}\))\s*$")
_STOP = late(
    r"\n[ \t\xa0]*(?:[*+\u2020\u2021#^_-]{1,3}\s*(?:filed|furnished|incorporated|previously|management|indicates|schedules|pursuant|certain|portions|to be|submitted|the)\b|_{5,}|-{12,}\s*\n)|"
    r"\n[ \t\xa0]*\n\s*(?!(?-i:[a-z(]))(?=\S)|\x0c", re.I
)
_TITLE_ROW = late(r"(?:descriptions?|document|exhibit|title|method of filing|name)s?(?:\s+of\s+(?:exhibits?|documents?))?", re.I)
_ATTACHED = late(r"(?:^|EX-)(\d{1,3}(?:\.[\w.]+)?)", re.I)


class Row(NamedTuple):
    """One listed exhibit; offsets into the text. `pieces` are the stretches of its description."""

    number: str
    number_at: tuple[int, int]
    pieces: tuple[tuple[int, int], ...]
    marks: tuple[str, ...]
    named: bool
    """Whether the word Exhibit stands before the number."""


def read_exhibits(
    text: Text, lists: list[tuple[int, int]], indexes: tuple[tuple[int, int], ...], items: list[Item], documents: tuple[Document, ...]
) -> list[Exhibit]:
    """The report's exhibits. `lists` are the bodies of its exhibits items."""
    listed: list[Row] = []
    notes: dict[str, str] = {}
    for start, end in lists:
        begin = _begin(text.text, start, end)
        strict = _strict(text.text, start, end)
        listed += [r for r in _rows(text, begin, end) if not strict or "." in r.number or r.named] or _prose(text, begin, end)
        notes |= _notes(text.text, begin, end)
    indexed: list[Row] = []
    for start, end in indexes:
        indexed += _rows(text, start, end)
        notes |= _notes(text.text, start, end)
    rows = _merged(text, _once(listed), _once(indexed))
    naming = {id(i): frozenset(exhibits_named(i.text)) for i in items if i.number not in ("7", "9.01")} if rows else {}
    return [_exhibit(text, row, notes, items, naming, documents) for row in rows]


def _begin(source: str, start: int, end: int) -> int:
    """Where the list begins: at the last "(d) Exhibits", else at the last table header; the item's start when there is neither."""
    last = None
    for last in _LABEL.finditer(source, max(0, start - 1), end):
        pass
    if last is not None:
        return last.end()
    for last in _HEADER.finditer(source, max(0, start - 1), end):
        pass
    return last.end() - 1 if last is not None and end - start > 4000 else start


def _strict(source: str, start: int, end: int) -> bool:
    """Whether a stretch has neither a lettered Exhibits paragraph nor a table header: then only rows that name themselves count."""
    return end - start > 1500 and _LABEL.search(source, max(0, start - 1), end) is None and _HEADER.search(source, max(0, start - 1), end) is None


def _rows(text: Text, start: int, end: int) -> list[Row]:
    source = text.text
    marks = []
    at = max(0, start - 1) if source[start - 1 : start] in ("\n", "\t", "\x0b", "\x0c") else start
    while (m := _ROW.search(source, at, end)) is not None:
        if _acceptable(source, m, end, start, text.wrapped):
            marks.append(m)
            at = max(m.end("number"), m.end() - 1)
        else:
            at = m.end("number")
    first = _FIRST.match(source, start, end)
    if first is not None and (not marks or first.start("number") < marks[0].start("number")) and _acceptable(source, first, end, start, text.wrapped):
        marks.insert(0, first)
    marks = _consistent(marks)
    out = []
    for i, m in enumerate(marks):
        stop = marks[i + 1].start() if i + 1 < len(marks) else end
        out.append(_row(text, m, stop))
    return [r for r in out if r is not None]


def _acceptable(source: str, m: re.Match[str], end: int, start: int, wrapped: bool) -> bool:
    """Whether a number at a line's start heads a row: it is named an exhibit, or a description follows in its own column."""
    number = m.group("number")
    whole = int(re.match(r"\d+", number).group())  # type: ignore[union-attr]
    if not 1 <= whole <= 110 or m.end() >= end:
        return False
    after = source[m.end() : m.end() + 40]
    if m.group("word") and not re.match(r"\s*(?:to|of|and|hereto|is|are|above|below|shall|was|,)\b", after):
        return True
    if "." in number and re.match(r"(?:19|20)\d\d\s+[A-Z]", after) and (len(m.group("sep")) > 1 or "\t" in m.group("sep")):
        return True
    if re.match(r"[%,]?\d|%|\s*(?:of|to|through|days?|years?|shares|million|percent)\b", after) or not re.search(r"[A-Za-z]{2}", after):
        return False
    gap = m.group("sep")
    plain = "." not in number and "(" not in number and "-" not in number
    if source[m.start() : m.start() + 1] in ("\t", "\x0b") and plain and whole < 99 and not m.group("mark"):
        return "\t" in gap and whole not in (1, 2, 3, 4, 5)
    if plain and len(gap) < 2 and not gap.strip():
        return bool(re.match(r"[A-Z]", after)) and (whole >= 16 or not wrapped or "\t" in gap)
    if not plain and not gap:
        return False
    return True


def _consistent(marks: list[re.Match[str]]) -> list[re.Match[str]]:
    """With decimal numbers in the list, bare small numbers at line starts are dates, pages or steps of a description."""
    decimal = [m for m in marks if "." in m.group("number") or int(re.match(r"\d+", m.group("number")).group()) >= 16]  # type: ignore[union-attr]
    if not decimal:
        return marks
    return [m for m in marks if m in decimal or m.group("word") or _aligned(m, decimal[0])]


def _aligned(m: re.Match[str], other: re.Match[str]) -> bool:
    """Whether a bare number stands in the column of the others, its description in the next."""
    gap = m.group("sep")
    return m.start("number") - m.start() == other.start("number") - other.start() and "\n" not in gap and ("\t" in gap or len(gap) > 1)


def _row(text: Text, m: re.Match[str], stop: int) -> Row | None:
    source = text.text
    begin = m.end()
    if source[m.end("number") : begin].count("\n") > 3:
        begin = m.end("number")
    end = stop
    cut = _STOP.search(source, begin, end) if text.wrapped else None
    if cut and source[begin : cut.start()].strip():
        end = cut.start()
    if not text.wrapped:
        end = _row_end(text, m, begin, end)
    if m.group("word") and "," in m.group("sep") and (told := _SAID.search(source, begin, end)):  # a sentence: "Exhibit 16, the letter .., is filed"
        end = told.start()
    pieces = _pieces(source, begin, end, text.wrapped)
    marks = [x.strip() for x in (m.group("front"), m.group("mark")) if x and x.strip()]
    if pieces:
        a, b = pieces[-1]
        tail = _MARKS.search(source, a, b)
        if tail:
            marks.append(tail.group(1))
    number = re.sub(r"\s", "", m.group("number")).replace("\u2013", "-").replace("\u2011", "-")
    noted = _NOTED.search(number)
    if noted:  # "10.3(1)": a footnote's mark, for sub-numbers of decimal numbers are not set in parentheses
        marks.append(noted.group())
        number = number[: noted.start()]
    return Row(number, (m.start("number"), m.start("number") + m.group("number").find("(") if noted else m.end("number")), pieces, tuple(marks), bool(m.group("word")))


def _row_end(text: Text, m: re.Match[str], begin: int, end: int) -> int:
    """In marked-up text: the end of the table row, or of the paragraph; the next one when the number stands alone on its line."""
    source = text.text
    line = source.find("\n", begin, end)
    if line < 0:
        return end
    inside = any(a <= m.start("number") < b for a, b in text.tables)
    if not inside:
        tail = source[line:end].strip()
        following = source.find("\n", line + 1, end)
        if source[m.start("number") - 1 : m.start("number")] == "\n" and tail and re.match(r"[a-z(]", tail):
            return following if following > 0 else end
    page = source.find("\x0c", begin, line)
    return page if page >= 0 else line


def _pieces(source: str, start: int, end: int, wrapped: bool) -> tuple[tuple[int, int], ...]:
    """The description without page numbers, leaders and notes of other columns."""
    cells = [trimmed(source, start, end)]
    if not wrapped:
        cells, at = [], start
        for t in re.finditer(r"\t", source[start:end]):
            cells.append(trimmed(source, at, start + t.start()))
            at = start + t.end()
        cells.append(trimmed(source, at, end))
        cells = [c for c in cells if c[0] < c[1]]
        label = re.match(r"exhibits?[.:]?\s*[\x0b]\s*", source[cells[0][0] : cells[0][1]], re.I) if cells else None
        if label:  # "(d) / 99.1" beside "Exhibits. / Press release" in one row
            cells[0] = (cells[0][0] + label.end(), cells[0][1])
        while len(cells) > 1 and re.fullmatch(r"(?:page\s*)?\W*\d{0,3}\W*|(?:filed|furnished|attached) herewith\W*|[*+\u2020\u2021#^x()\d]{1,4}|-+|n/a", source[cells[-1][0] : cells[-1][1]], re.I):
            cells.pop()
        if len(cells) > 1 and re.fullmatch(r"[*+\u2020\u2021#^-]{1,3}|\(\d\)|\u2013|\u2014", source[cells[0][0] : cells[0][1]]):
            cells.pop(0)
        return tuple(_without_page(source, *c) for c in cells)
    out = []
    for line in re.finditer(r"[^\n\x0c]+", source[start:end]):
        a, b = _without_page(source, start + line.start(), start + line.end())
        if a < b and re.search(r"\w", source[a:b]):
            out.append((a, b))
    joined: list[tuple[int, int]] = []
    for a, b in out:
        if joined and not re.search(r"\w", source[joined[-1][1] : a]):
            joined[-1] = (joined[-1][0], b)
        else:
            joined.append((a, b))
    return tuple(joined)


def _without_page(source: str, start: int, end: int) -> tuple[int, int]:
    start, end = trimmed(source, start, end)
    m = _PAGE.search(source, start, end)
    if m is None or m.start() == start:
        return start, end
    wide = _WIDE_GAP.search(m.group())
    if not wide and (not _PAGE_WORD.search(m.group()) or _COUNTED.search(source, start, m.start())):
        return start, end
    return trimmed(source, start, m.start())


def _prose(text: Text, start: int, end: int) -> list[Row]:
    """Exhibits told in sentences: "Exhibit 16, the letter from ..., is filed herewith"."""
    out = []
    for rule in (_PROSE, _PROSE_BACK):
        for m in rule.finditer(text.text, start, end):
            out.append(Row(m.group("number").strip(), m.span("number"), (trimmed(text.text, *m.span("what"), ","),), (), True))
        if out:
            break
    return out


def _notes(source: str, start: int, end: int) -> dict[str, str]:
    """Footnotes of a list by their mark."""
    return {m.group("mark").strip("()"): squeeze(m.group("words")[:600]) for m in _FOOT.finditer(source, start, end)}


def _once(rows: list[Row]) -> list[Row]:
    seen: dict[str, Row] = {}
    for row in rows:
        if row.number not in seen or (not seen[row.number].pieces and row.pieces):
            seen[row.number] = row
    return list(seen.values())


def _flat(text: Text, row: Row) -> str:
    return "".join(c for a, b in row.pieces for c in text.text[a:b].lower() if c.isalnum())


def _merged(text: Text, listed: list[Row], indexed: list[Row]) -> list[Row]:
    """The item's list, completed by the index; where both word an exhibit alike but number it otherwise, the index numbers it."""
    out = []
    left = list(indexed)
    for row in listed:
        same = next((r for r in left if r.number == row.number), None)
        if same is None and "." not in row.number:
            same = next((r for r in left if _flat(text, r)[:40] == _flat(text, row)[:40] and _flat(text, row)), None)
            if same is not None:
                left.remove(same)
                out.append(same)
                continue
        if same is not None:
            left.remove(same)
            if not row.pieces:
                row = same
            else:
                row = row._replace(marks=row.marks + same.marks)
        out.append(row)
    return out + left


def _exhibit(text: Text, row: Row, notes: dict[str, str], items: list[Item], naming: dict[int, frozenset[str]], documents: tuple[Document, ...]) -> Exhibit:
    spans: Spans = {"number": text.span(*row.number_at)}
    description = None
    pieces = [p for p in row.pieces if p[0] < p[1]]
    if pieces:
        description = squeeze(" ".join(text.text[a:b] for a, b in pieces))
        made = [text.span(a, b) for a, b in pieces]
        spans["description"] = made[0] if len(made) == 1 else tuple(made)
    rule = pattern("incorporated-exhibit")
    noted = [notes[key] for mark in row.marks if (key := mark.strip().strip("()")) in notes]
    taken = bool(description and rule.search(description.lower())) or any(rule.search(n.lower()) for n in noted)
    start, end = row.number_at[0], pieces[-1][1] if pieces else row.number_at[1]
    href = next((link.href for link in text.links if link.start < end and link.end > start and not link.href.startswith("#")), None)
    status, reason = _status(row.number, items, naming)
    return Exhibit(
        number=row.number, description=description, furnished=status == "furnished", status=status, reason=reason,
        incorporated_by_reference=taken, href=href, document=_document(row.number, href, documents), spans=spans,
    )  # fmt: skip


def _status(number: str, items: list[Item], naming: dict[int, frozenset[str]]) -> tuple[Status, str]:
    """An exhibit follows the items that name it (General Instruction B.2)."""
    if number.startswith(("104", "101")):
        return "none", "a cover page or data file follows no item"
    named = [i for i in items if number in naming.get(id(i), ())]
    if not named:
        return _unnamed(items)
    kinds = {i.status for i in named}
    which = ", ".join(dict.fromkeys(i.number for i in named))
    if kinds == {"furnished"}:
        return "furnished", f"named only by furnished items: {which}"
    if "furnished" in kinds:
        return "uncertain", f"named by furnished and by filed items: {which}"
    return "filed", f"named by filed items: {which}"


def _unnamed(items: list[Item]) -> tuple[Status, str]:
    rest = {i.status for i in items if i.number not in ("7", "9.01")}
    if rest == {"furnished"}:
        return "furnished", "the report's only other items are furnished"
    if rest == {"filed"}:
        return "filed", "the report's other items are filed"
    return "uncertain", "no item names it"


def _document(number: str, href: str | None, documents: tuple[Document, ...]) -> int | None:
    """The attached document: by its file name in the link, by EX-n.m, else the only EX-n (`form/exhibits.toml`, numbering)."""
    if href:
        name = href.rsplit("/", 1)[-1].split("#")[0].lower()
        for i, d in enumerate(documents):
            if d.filename and d.filename.lower() == name and name:
                return i
    wanted = re.sub(r"[^0-9a-z.]", "", number.lower().replace("(", ".").replace("-", "."))
    whole = wanted.split(".")[0]
    loose = []
    for i, d in enumerate(documents):
        m = _ATTACHED.match(d.type or "")
        if m is None:
            continue
        if m.group(1).lower() == wanted:
            return i
        if m.group(1).split(".")[0] == whole and "." not in m.group(1):
            loose.append(i)
    if len(loose) == 1:
        return loose[0]
    return None
