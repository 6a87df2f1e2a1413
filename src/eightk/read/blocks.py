"""A stretch of Text -> blocks: paragraphs, headings, lists, tables with cells, links and page furniture.

Comes in: a Text and two offsets. Goes out: model Blocks in order, and the text they render to. Add here: a kind of block.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from itertools import pairwise

import msgspec

from eightk.late import late
from eightk.model import Block, BlockKind, Cell, Span
from eightk.read.text import BLANK, Text, squeeze, trimmed

# The second number is the page's own, below the mark "<PAGE> 3"; a foot may say where the exhibits are listed.
_PAGE_NUMBER = late(
    r"[\s\W_]*(?:page\s*)?(?:[a-z]{1,2}-)?(?P<n>\d{1,3}|[ivx]{1,5})(?:\s*of\s*\d{1,3}(?:\s*pages?\b)?|\s+(?P=n))?[\s\W_]*"
    r"(?:(?:the\s+)?exhibit\s+index\s+(?:appears|is|begins|located|found|\s){1,5}(?:on|at)\s+page\s+\d{1,3}[\s\W_]*)?"
)
_FOOT = 40  # characters of a page's number; a foot that tells of the exhibit index, too, is longer
_RUNNING = frozenset(("table of contents", "back to table of contents", "<page>"))
# A short line that may be a page's number: most stretches with a page's break have none.
_MAY_RUN = late(
    r"[\n\x0c][^\w\n\x0c]*(?:page\s*)?(?:[a-z]{1,2}-)?(?:\d{1,3}|[ivx]{1,5})(?:\s*of\s*\d{1,3}(?: pages?)?)?[^\w\n\x0c]*+(?:[\n\x0c]|\Z)"
)
_WORD = late(r"[^\W_]")
_MARKER = late(r"\s*(?:[\u2022\u00b7\u25cf\u25aa\u2610oO*\u2013-]|\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,4})[.)])\s")
_ROMAN = "ivxIVX"
_PARAGRAPHS = late(r"\n[ \t]*\n\s*|\x0c\s*")
# The rule right under a heading, with text right under it.
_RULES, _RULE = frozenset(" \t-_=*"), late(r"[ \t]*\n[ \t]*((?:- ?)?[-_=*]{3,})[ \t]*\n(?=[ \t]*\(?[^\W_])")
_GAP = "   "  # between the columns of wrapped text; so is a tab
_CELL_LINE = late(r"[^\x0b]+")
# A line of a typed list that begins with an exhibit's number, "99.1 Press release".
_LISTED_LINE = r"[*+\u2020]{0,2}\d{1,3}\.\d{1,3}[*+\u2020]{0,2}[.:]?[ \t]{1,3}(?:[-\u2013]{1,2}[ ])?(?=[A-Z\"\u201c])"
_FIRST_LISTED, _NEXT_LISTED = late(_LISTED_LINE), late(r"\n[ \t]*" + _LISTED_LINE)
_LONG_CELL = 400  # characters from which on the lines of a cell that only lays out text are paragraphs of their own


def blocks(text: Text, start: int, end: int, most: int) -> list[Block]:
    """The blocks of `text[start:end]`; when there are more than `most`, the last one is all the rest."""
    out: list[Block] = []
    at = start
    for first, last in text.tables[bisect_left(text.tables, (start, start)) :]:
        if first >= end:
            break
        if last <= at:
            continue
        _running(text, at, first, out, most)
        _table(text, first, min(last, end), out)
        at = min(last, end)
    _running(text, at, end, out, most)
    if out and out[-1].kind != "table" and len(out[-1].text) < 8 and _PAGE_NUMBER.fullmatch(out[-1].text.lower()):
        out[-1] = msgspec.structs.replace(out[-1], kind="furniture")  # the foot of the last page, with no break seen
    return out


def without_page_numbers(text: Text, start: int, end: int) -> list[tuple[int, int]]:
    """The stretch in pieces where a page break and its number interrupt it, else as it is."""
    if "\x0c" not in text.text[start:end]:
        return [(start, end)]
    lines = [trimmed(text.text, first, first + len(line)) for first, line in _lines(text.text, start, end)]
    return [line for line in lines if not _PAGE_NUMBER.fullmatch(text.low, *line)] or [(start, end)]


def unpaged(text: Text, start: int, end: int) -> list[tuple[int, int]]:
    """The stretch in pieces between the numbers and running heads of pages; as it is where there are none."""
    source = text.text
    if source.find("\x0c", start, end) < 0:
        return [(start, end)]
    if text.low.find("table of contents", start, end) < 0 and not _MAY_RUN.search(text.low, start, end):
        return [(start, end)]
    out: list[tuple[int, int]] = []
    cut = True
    for a, line in _lines(source, start, end):
        b = a + len(line)
        if b - a < _FOOT and _is_running(text, a, b):
            cut = True
        elif cut:
            out.append((a, b))
            cut = False
        else:
            out[-1] = (out[-1][0], b)
    return out or [(start, end)]


def rendered(found: list[Block]) -> tuple[str, Span | None]:
    """The text of an item and its span, page furniture left out of both."""
    kept: list[str] = []
    spans: list[tuple[int, int]] = []
    joined = False
    for block in found:
        if block.kind == "furniture":
            joined = False
            continue
        start, end = block.span
        assert isinstance(start, int) and isinstance(end, int)
        kept.append(block.text)
        if joined:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        joined = True
    if not spans:
        return "", None
    return "\n\n".join(kept), spans[0] if len(spans) == 1 else tuple(spans)


def _lines(source: str, start: int, end: int) -> list[tuple[int, str]]:
    """The lines of a stretch that are not blank, without white space at their ends, and where each begins."""
    found = []
    for line in source[start:end].replace("\x0c", "\n").split("\n"):
        words = line.strip()
        if words:
            found.append((start if words is line else start + line.index(words[0]), words))
        start += len(line) + 1
    return found


def _running(text: Text, start: int, end: int, out: list[Block], most: int) -> None:
    """Running text: paragraphs between blank lines where lines are wrapped, else a paragraph a line."""
    if text.wrapped:
        _typed(text, start, end, out, most)
        return
    for first, line in _lines(text.text, start, end):
        if len(out) >= most:
            a, b = trimmed(text.text, first, end)
            out.append(Block(kind="paragraph", text=squeeze(text.text[a:b]), span=text.span(a, b)))
            return
        _paragraph(text, first, line, out)


def _typed(text: Text, start: int, end: int, out: list[Block], most: int) -> None:
    """Running text whose lines are wrapped."""
    source = text.text
    at = start = _past_rule(text, start, end, out)
    for m in _PARAGRAPHS.finditer(source, start, end):
        if len(out) >= most:
            break
        a, b = trimmed(source, at, m.start())
        if a < b:
            _typed_paragraph(text, a, b, out)
        at = m.end()
    a, b = trimmed(source, at, end)
    if a < b:
        _typed_paragraph(text, a, b, out)


def _past_rule(text: Text, start: int, end: int, out: list[Block]) -> int:
    """Where running text begins behind the rule that underlines its heading, with no blank line to either side."""
    source = text.text
    line = source.find("\n", start, end)
    if line < 0 or source[line + 1 : line + 2] not in _RULES:
        return start
    m = _RULE.match(source, start, end)
    if m is None:
        return start
    out.append(Block(kind="furniture", text=squeeze(m.group(1)), span=text.span(*m.span(1))))
    return m.end()


def _at_page(source: str, start: int, end: int) -> bool:
    """Whether a page break, or a ruled line that may be one, stands within a line or two of a short line."""
    low, high = max(0, start - 80), end + 80
    if source.find("\x0c", low, high) < 0 and source.find("\x1d", low, high) < 0:
        return False
    before, after = source[low:start], source[end:high]
    around = before[len(before.rstrip()) :] + after[: len(after) - len(after.lstrip())]
    return "\x0c" in around or "\x1d" in around


def _is_running(text: Text, start: int, end: int) -> bool:
    """Whether a short line is a page's number at a page's break, or a link back to the contents."""
    if _at_page(text.text, start, end) and _PAGE_NUMBER.fullmatch(text.low, start, end):
        return True
    return text.low[start:end].strip() in _RUNNING


def _paragraph(text: Text, start: int, raw: str, out: list[Block]) -> None:
    """One paragraph, blanks at its ends cut off, that begins at a place."""
    end = start + len(raw)
    span = text.span(start, end)
    short = len(raw) < _FOOT or len(raw) < 3 * _FOOT and "ndex" in raw  # a foot that tells of the exhibit index has two lines
    if not (raw[0].isalnum() or has_words(raw)) or short and _is_running(text, start, end):
        out.append(Block(kind="furniture", text=squeeze(raw), span=span))
        return
    links = text.links
    href = text.href(start, end) if links and links[0].start < end and start < links[-1].end else None
    out.append(Block(kind=kind_of(raw), text=squeeze(raw), span=span, href=href))


def _typed_paragraph(text: Text, start: int, end: int, out: list[Block]) -> None:
    """One paragraph of wrapped text, blanks at its ends cut off; one whose lines have columns becomes a table."""
    raw = text.text[start:end]
    if "\n" not in raw or not has_words(raw) or (len(raw) < _FOOT and _is_running(text, start, end)):
        _paragraph(text, start, raw, out)
        return
    if _at_page(text.text, end - 1, end) and _cut_number(text, start, raw, out):
        return
    if rows := columns(text, start, raw):
        words = "\n".join([line.rstrip() for line in raw.split("\n")])
        out.append(Block(kind="table", text=words, span=text.span(start, end), rows=rows))
        return
    marks = _listed_lines(text.text, start, end)
    if not marks:
        _paragraph(text, start, raw, out)
        return
    for a, b in pairwise([start, *marks, end]):
        piece = trimmed(text.text, a, b)
        out.append(Block(kind=kind_of(text.text[slice(*piece)]), text=text.words([piece]), span=text.span(*piece)))


def _listed_lines(source: str, start: int, end: int) -> list[int]:
    """Where the lines begin, but for the first, of a paragraph in which two lines or more list exhibits; else nothing."""
    marks = [m.start() for m in _NEXT_LISTED.finditer(source, start, end)]
    return marks if len(marks) > 1 or (marks and _FIRST_LISTED.match(source, start, end)) else []


def _cut_number(text: Text, start: int, raw: str, out: list[Block]) -> bool:
    """A page number stuck to a paragraph, without a blank line, right before a page break."""
    line = raw.rfind("\n") + 1
    if not _PAGE_NUMBER.fullmatch(raw[line:].lower()):
        return False
    _typed_paragraph(text, *trimmed(text.text, start, start + line), out)
    _paragraph(text, start + line, raw[line:], out)
    return True


def has_words(raw: str) -> bool:
    """Whether there is a letter or digit: what has none is page furniture."""
    return raw[:1].isalnum() or _WORD.search(raw) is not None


def kind_of(raw: str) -> BlockKind:
    """What a paragraph is by its words: an entry of a list, a heading, or running text."""
    worded = raw[:2].isalpha() and raw[1:2] not in _ROMAN  # as most begin, and no marker does; one letter is not worded
    if not worded and _MARKER.match(raw):
        return "list"
    if len(raw) < 120 and "\n" not in raw and raw[-1] not in ".,;:" and (raw.isupper() or raw.istitle()):
        return "heading"
    return "paragraph"


def columns(text: Text, start: int, raw: str) -> tuple[tuple[Cell, ...], ...]:
    """Rows and cells of wrapped text set in columns: at least two lines with two cells."""
    if raw.count(_GAP) + raw.count("\t") < 2:
        return ()
    lines = raw.split("\n")
    if sum([_GAP in words or "\t" in words for words in [line.strip(BLANK) for line in lines]]) < 2:
        return ()
    rows, at, span = [], start, text.spans(start, start + len(raw))
    for line in lines:
        if cells := _cells(span, at, line, line.replace("\t", _GAP).split(_GAP)):
            rows.append(cells)
        at += len(line) + 1
    return tuple(rows)


def _cells(span: Callable[[int, int], Span], start: int, line: str, parts: list[str]) -> tuple[Cell, ...]:
    """The cells of a line that begins at a place: of its parts those that are not blank. White space alone stands between them."""
    made, last = list[Cell](), 0
    for part in filter(None, parts):
        if words := part.strip(BLANK):
            first = line.index(words[0], last)
            last = first + len(words)
            made.append(Cell(text=squeeze(words), span=span(start + first, start + last)))
    return tuple(made)


def _table(text: Text, start: int, end: int, out: list[Block]) -> None:
    """A table with at least two rows of two filled cells; any other only lays out paragraphs."""
    source = text.text
    if text.wrapped:
        a, b = trimmed(source, start, end)
        if a < b:
            raw = source[a:b]
            words = "\n".join([line.rstrip() for line in raw.split("\n") if line.strip()])
            out.append(Block(kind="table", text=words, span=text.span(a, b), rows=columns(text, a, raw)))
        return
    lines = _lines(source, start, end)
    if sum(["\t" in line for _, line in lines]) > 1:
        out.append(_grid(text, lines))
        return
    for first, line in lines:
        if len(line) <= _LONG_CELL:
            _paragraph(text, first, line, out)
            continue
        for m in _CELL_LINE.finditer(source, first, first + len(line)):
            if m.group().strip():
                a, b = trimmed(source, *m.span())
                _paragraph(text, a, source[a:b], out)


def _grid(text: Text, lines: list[tuple[int, str]]) -> Block:
    """A table's rows, a line each, and their cells, between tabs."""
    rows = tuple([_cells(text.span, first, line, line.split("\t")) for first, line in lines])
    last, line = lines[-1]
    words = "\n".join(["\t".join([cell.text for cell in row]) for row in rows])
    return Block(kind="table", text=words, span=text.span(lines[0][0], last + len(line)), rows=rows)
