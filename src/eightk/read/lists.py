"""Lists of exhibits -> rows: number, description, footnote marks. The exhibits item and the exhibit index are such lists.

Comes in: a Text and the stretch of a list. Goes out: Rows, in order, and the notes below them. Add here: a layout of lists.
"""

from __future__ import annotations

import re

import msgspec

from eightk.late import late
from eightk.read.text import Text, trimmed

Pair = tuple[int, int]


class Row(msgspec.Struct, frozen=True, gc=False):
    """One listed exhibit; offsets into the text. `pieces` are the stretches of its description."""

    number: str
    number_at: Pair
    pieces: tuple[Pair, ...]
    marks: tuple[str, ...]
    named: bool
    """Whether the word Exhibit stands before the number."""
    taken: bool
    """Whether columns beside the description name the filing that it comes from."""


# ---- where a list begins -------------------------------------------------------------------------------------

# "(d) Exhibits", "(c) The following exhibits"
_LABEL = late(
    r"[\n\t\x0b\x0c][ \xa0]*\(?\s?[a-zA-Z]\s?[.)]\)?[\s.:\xa0]{0,12}(?:the following\s|list of\s|following\s)?exhibits?\b[ .:\xa0]*", re.I
)
# "Exhibit No.", "EXHIBIT INDEX"
_HEADER = late(r"[\n\t\x0b\x0c][ \xa0]*exhibits?\s*(?:nos?\.?|numbers?|#|index|table|list)?[\s\x0b]*(?:[:.]|[\n\t\x0b]|\s{3})", re.I)


def list_start(source: str, start: int, end: int) -> int:
    """Where the list begins: at the last "(d) Exhibits", else at the last table header; the item's start when there is neither."""
    label = _last(_LABEL, source, start, end)
    if label is not None:
        return label.end()
    header = _last(_HEADER, source, start, end)
    return header.end() - 1 if header is not None and end - start > 4000 else start


def _last(rule: re.Pattern[str], source: str, start: int, end: int) -> re.Match[str] | None:
    """The last match that begins a line of the stretch."""
    found = None
    for m in rule.finditer(source, max(0, start - 1), end):
        found = m
    return found


def is_strict(source: str, start: int, end: int) -> bool:
    """Whether a stretch has neither a lettered Exhibits paragraph nor a table header: then only rows that name themselves count."""
    low = max(0, start - 1)
    return end - start > 1500 and _LABEL.search(source, low, end) is None and _HEADER.search(source, low, end) is None


# ---- the rows of a list --------------------------------------------------------------------------------------

NUMBER = (
    r"\d{1,3}(?:[ \t]{0,4}\.\s?\d{1,3}|[-\u2013\u2011]\d{1,3}(?!\d))?(?:\.\d{1,3})?"  # "99", "99.1", "99-1", "10.1.2"
    r"(?:[A-Za-z](?![A-Za-z])|\.(?:INS|SCH|CAL|DEF|LAB|PRE)\b)?"  # "10A", "101.INS"
    r"(?:\s?\((?:[a-zA-Z]|[ivx]{1,4}|\d{1,2})\))*"  # "10(a)(iii)"
)
_LETTERED = r"(?-i:[A-Z])(?=\s?[.:)\u2013\u2014-]|\s{2}|[\n\t\x0b])"  # "Exhibit A"
_ROW_AFTER_BREAK = (
    r"[ \xa0]*(?:\([a-z]\)[ \xa0]+)?"  # "(d)" before the list's first row
    r"(?P<front>[*+\u2020\u2021#^~]{0,3}[ ]?|\(\d\)\s?)"  # a footnote's mark
    r"(?P<word>\(?(?:exhibits?|exh\.?|ex\.?)\s?[-\u2013.:]?\s{0,3}(?:(?:no\.?|number|\#)\s?:?)?\s{0,3})?"  # "Exhibit No."
    r"(?:\((?!\d{1,2}\)\([a-z]))?"
    rf"(?P<number>\(\d{{1,2}}\)\([a-z]\)|{NUMBER}|(?(word){_LETTERED}|(?!)))\)?"  # also "(99)(a)"
    r"(?P<mark>[ ]?[*+\u2020\u2021#^]{1,3}|\s?\(\d{1,2}\)(?=[\t\n]|\s{2}))?"  # a footnote's mark again
    r"(?P<sep>\s*(?:[.:;,)]|--?|\u2013|\u2014)?\s*)"
)
_ROW = late(r"[\n\t\x0b\x0c]" + _ROW_AFTER_BREAK, re.I)
_FIRST = late(r"[\s.:\u2013\u2014-]*+" + _ROW_AFTER_BREAK, re.I)  # a row that begins where the stretch begins
_JOINED = late(r"(?:[,;.]|,?\s+and)(?=\s+exhibit)\s*" + _ROW_AFTER_BREAK.replace(NUMBER, r"\d{1,3}\.\d{1,3}") + r"(?=(?-i:[A-Z]))", re.I)
_FURTHER = late(
    r"(?:[,;]|[,;]?\s+and)" + _ROW_AFTER_BREAK.replace(NUMBER, r"\d{1,3}\.\d{1,3}") + r"(?=(?-i:[A-Z]))", re.I
)  # "99.1 Release, 99.2 Script"
_DECIMAL = late(r"\d\.\d")
_WHOLE = late(r"\d+")
_GOES_ON = late(r"\s*(?:to|of|and|hereto|is|are|above|below|shall|was|,)\b")  # a sentence about an exhibit
_YEAR_FIRST = late(r"(?:19|20)\d\d\s+[A-Z]")  # "10.1  1996 Stock Option Plan"
_AMOUNT = late(r"[%,]?\d|%|\s*(?:of|to|through|days?|years?|shares|million|percent)\b")  # the number counts something
_TWO_LETTERS = late(r"[A-Za-z]{2}")
_CAPITAL = late(r"[A-Z]")
_LABELLED = late(r"exhibits?\b[ .:\xa0]*\Z", re.I)
_NOTED_WORDS = r"filed|furnished|incorporated|previously|management|indicates|schedules|pursuant|certain|portions|to be|submitted|the"
_NOTE = late(rf"(?:{_NOTED_WORDS})\b", re.I)


def rows(text: Text, start: int, end: int) -> list[Row]:
    """The rows of a list."""
    source = text.text
    marks = []
    at = max(0, start - 1) if source[start - 1 : start] in ("\n", "\t", "\x0b", "\x0c") else start
    while (m := _ROW.search(source, at, end)) is not None:
        at = m.end("number")
        if _acceptable(source, m, (start, end), text.wrapped):
            marks.append(m)
            at = max(at, m.end() - 1)
    first = _FIRST.match(source, start, end)
    ahead = first is not None and (not marks or first.start("number") < marks[0].start("number"))
    if first is not None and ahead and _acceptable(source, first, (start, end), text.wrapped):
        marks.insert(0, first)
    marks = _with_joined(source, _consistent(source, marks), end)
    stops = [m.start() for m in marks[1:]] + [end]
    return [_row(text, m, stop) for m, stop in zip(marks, stops, strict=True)] if marks else []


def _acceptable(source: str, m: re.Match[str], place: Pair, wrapped: bool) -> bool:
    """Whether a number at a line's start heads a row of the list at a place: it is named an exhibit, or a description follows in its own
    column.
    """
    number, gap = m.group("number"), m.group("sep")
    whole = _whole(m)
    after = source[m.end() : m.end() + 40]
    if number.isalpha():
        return _CAPITAL.match(after) is not None
    if not 1 <= whole <= 110 or m.end() >= place[1]:
        return False
    if _GOES_ON.match(after) and (m.group("word") or len(gap) < 2):
        return False
    if m.group("word"):
        return True
    if "." in number and _YEAR_FIRST.match(after) and (len(gap) > 1 or "\t" in gap):
        return True
    if _AMOUNT.match(after) or not _TWO_LETTERS.search(after):
        return False
    plain = "." not in number and "(" not in number and "-" not in number
    if source[m.start() : m.start() + 1] in ("\t", "\x0b") and plain and whole < 99 and not m.group("mark"):
        return "\t" in gap and whole not in (1, 2, 3, 4, 5)
    if plain and len(gap) < 2 and not gap.strip():
        sure = whole >= 16 or not wrapped or "\t" in gap
        return _CAPITAL.match(after) is not None and (sure or _enclosed(source, m) and _is_labelled(source, place[0]))
    return plain or bool(gap)


def _is_labelled(source: str, start: int) -> bool:
    """Whether an Exhibits paragraph's label stands right before a list."""
    return _LABELLED.search(source, max(0, start - 40), start) is not None


def _enclosed(source: str, m: re.Match[str]) -> bool:
    """Whether a number stands in parentheses before a capital, and no note follows: "(4) Indenture"."""
    number = m.span("number")
    if source[number[0] - 1 : number[0]] != "(" or source[number[1] : number[1] + 1] != ")":
        return False
    return _CAPITAL.match(source, m.end()) is not None and not _NOTE.match(source, m.end())


def _whole(m: re.Match[str]) -> int:
    """The whole number that an exhibit's number begins with."""
    digits = _WHOLE.search(m.group("number"))
    return int(digits.group()) if digits else 0


def _consistent(source: str, marks: list[re.Match[str]]) -> list[re.Match[str]]:
    """With decimal numbers in the list, bare small numbers at line starts are dates, pages or steps of a description."""
    marks = [m for m in marks if _whole(m)] or marks  # beside numbers, "Exhibit A" is an annex of one of them
    decimal = [m for m in marks if "." in m.group("number") or _whole(m) >= 16]
    if not decimal:
        return marks
    sure = {m.start() for m in decimal}
    enclosed = all(_enclosed(source, m) for m in marks)
    return [m for m in marks if m.start() in sure or m.group("word") or enclosed or _aligned(m, decimal[0])]


def _aligned(m: re.Match[str], other: re.Match[str]) -> bool:
    """Whether a bare number stands in the column of the others, flush left or right, its description in the next."""
    gap = m.group("sep")
    flush = any(m.end(g) - m.start() == other.end(g) - other.start() for g in ("front", "number"))
    return flush and "\n" not in gap and ("\t" in gap or len(gap) > 1)


def _with_joined(source: str, marks: list[re.Match[str]], end: int) -> list[re.Match[str]]:
    """The heads with those that stand within another's line: "Exhibit 99.1 Release and Exhibit 99.2 Script"."""
    out: list[re.Match[str]] = []
    for i, m in enumerate(marks):
        stop = marks[i + 1].start() if i + 1 < len(marks) else end
        out.append(m)
        if "." in m.group("number"):
            if m.group("word"):
                out += _JOINED.finditer(source, m.end(), stop)
            elif _DECIMAL.search(source, m.end(), stop):
                out += [more for more in _FURTHER.finditer(source, m.end(), stop) if _whole(more) >= _whole(m)]
    return out


# ---- one row -------------------------------------------------------------------------------------------------

_SPACE = late(r"\s")
_SAID = late(r",?\s+(?:is|are|was|were|has been|have been)\s+(?:being\s+|hereby\s+)?(?:filed|attached|furnished|included|annexed)\b", re.I)
_REFERENCED = late(r"\(\d{1,3}\)(?:[^\S\n]{2,}|\t)\s*(?=\w)")  # a column with the number of the exhibit table of Regulation S-K
_NOTED = late(r"(?<=\.\d)(?<=\d)(\(\d{1,2}\))$|(?<=\.\d\d)(\(\d{1,2}\))$")
_MARKS = late(r"([*+\u2020\u2021#^]{1,3}|\(\d{1,2}\))\s*$")
# What ends a row of wrapped text: a note on the list, a rule, a blank line before a capital, a page.
_STOP = late(
    r"\n[ \t\xa0]*(?:(?:[*+\u2020\u2021#^_-]{1,3}|\(\d{1,2}\))\s*"
    rf"(?:{_NOTED_WORDS})\b"
    r"|_{5,}|-{12,}\s*\n)|"
    r"\n[ \t\xa0]*\n\s{0,400}+(?!(?-i:[a-z(]))(?=\S)|\x0c",
    re.I,
)
_LOWER = late(r"[a-z(]")
_SAME_CELL = late(r"(?:\n\t[\t \xa0]*[a-z][^\n\x0c]*)+")  # rows without a number that go on in the column of the description


def _row(text: Text, m: re.Match[str], stop: int) -> Row:
    """The row that a number heads and that ends by `stop`."""
    source = text.text
    begin = m.end("number") if source[m.end("number") : m.end()].count("\n") > 3 else m.end()
    column = _REFERENCED.match(source, begin, stop)
    begin = column.end() if column else begin
    end = _row_end_wrapped(source, begin, stop) if text.wrapped else _row_end(text, m, begin, stop)
    if m.group("word") and "," in m.group("sep") and (told := _SAID.search(source, begin, end)):
        end = told.start()  # a sentence: "Exhibit 16, the letter .., is filed"
    pieces, taken = (_lines(source, begin, end), False) if text.wrapped else _cells(source, begin, end)
    marks = [x.strip() for x in (m.group("front"), m.group("mark")) if x and x.strip()]
    tail = _MARKS.search(source, *pieces[-1]) if pieces else None
    if tail:
        marks.append(tail.group(1))
    number, number_end = _SPACE.sub("", m.group("number")).replace("\u2013", "-").replace("\u2011", "-"), m.end("number")
    noted = _NOTED.search(number)
    if noted:  # "10.3(1)": a footnote's mark, for sub-numbers of decimal numbers are not set in parentheses
        marks.append(noted.group())
        number = number[: noted.start()]
        number_end = m.start("number") + m.group("number").find("(")
    return Row(number, (m.start("number"), number_end), pieces, tuple(marks), bool(m.group("word")), taken)


def _row_end_wrapped(source: str, begin: int, end: int) -> int:
    """In wrapped text: the first stop after a word of the description."""
    cut = _STOP.search(source, begin, end)
    return cut.start() if cut and source[begin : cut.start()].strip() else end


def _row_end(text: Text, m: re.Match[str], begin: int, end: int) -> int:
    """In marked-up text: the end of the table row, or of the paragraph; the next one when the number stands alone on its line."""
    source, number = text.text, m.start("number")
    line = source.find("\n", begin, end)
    if line < 0:
        return end
    if not any(a <= number < b for a, b in text.tables):
        following = source.find("\n", line + 1, end)
        if source[number - 1 : number] == "\n" and _LOWER.match(source[line:end].strip()):
            return following if following > 0 else end
    page = source.find("\x0c", begin, line)
    if page >= 0:
        return page
    more = _SAME_CELL.match(source, line, end)
    return more.end() if more else line


# ---- the description -----------------------------------------------------------------------------------------

_LINE = late(r"[^\n\x0c]+")
_CHARACTER = late(r"\w")
_LABEL_CELL = late(r"(?:exhibits?|description)[.:]?\s*[\x0b]\s*", re.I)
# A cell after the description: a page number, "filed herewith", a mark.
_BESIDE = late(
    r"(?:page\s*)?\W*\d{0,3}\W*|(?:filed|furnished|attached) herewith\W*|[*+\u2020\u2021#^x()\d]{1,4}|-+|n/a"
    r"|ex(?:hibit|\.)?[\s-]+(?:no\.?\s*)?\d{1,3}(?:\.\d{1,3})?",  # the number once more
    re.I,
)
# Cells of the columns "Incorporated by reference": form, file number, its exhibit's number, date.
_FILING = late(r"(?:form\s+)?(?:8-k|10-k|10-q|s-\d{1,2}|f-\d{1,2}|20-f|6-k|8-a|10-kt|def 14a|10)(?:12[bg])?(?:/a)?\W*", re.I)
_REFERENCE = late(
    _FILING.pattern
    + r"|\d{1,3}-\d{4,6}(?:-\d{2})?|\d{1,3}(?:\.\d{1,3})?[a-z]?(?:\(\w\))*\W?"  # a file's or an exhibit's number
    + r"|\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|[a-z]{3,9}\.?\s\d{1,2},\s\d{4}",  # a date
    re.I,
)
# A column that tells how each exhibit was filed.
_TAKEN = late(r"(?:incorporated\s+(?:herein\s+)?by\s+reference|previously\s+filed|filed\s+(?:previously|as\s+exhibit))\b[^\t]{0,400}", re.I)
_MARK_CELL = late(r"[*+\u2020\u2021#^-]{1,3}|\(\d\)|\u2013|\u2014")
# Every run of blanks or dots is tried from its first character only, so that a long one costs little.
_PAGE = late(
    r"(?:(?<![\s.])\s*+\.(?:\s{0,3}\.){2,}+\s*+|\t\s*|(?<!\s)\s{3,}+|(?<![\s,]),?\s++)(?:page\s*)?(?:[a-z]-)?\d{1,3}\s*$"  # leaders, a gap
    r"|(?<!\s)\s++(?:page|pg?\.)\s+\d{1,3}(?:\s*-\s*\d{1,3})?\s*$"  # "page 12-14"
    r"|(?<![\s.])\s*+\.(?:\s{0,3}\.){3,}+\s*$|(?<![\t\n ])[\t\n ]++(?:--?|\u2014|\u2013)\s*$",  # leaders or a dash without a number
    re.I,
)
_WIDE_GAP = late(r"\s{3}|\t|\.{3}|\. \.|\n|[-\u2013\u2014]\s*$")
_PAGE_WORD = late(r"page|pg?\.", re.I)
_COUNTED = late(r"(?:No\.|Amendment|Form|Section|Rule|,)\s*$")  # what a number may belong to


def _cells(source: str, start: int, end: int) -> tuple[tuple[Pair, ...], bool]:
    """A description in cells of a table, marks and pages beside it left out, and whether a filing is named beside it."""
    cells, at = [], start
    for cell in source[start:end].split("\t"):
        cells.append(trimmed(source, at, at + len(cell)))
        at += len(cell) + 1
    cells = [(a, b) for a, b in cells if a < b]
    label = _LABEL_CELL.match(source[slice(*cells[0])]) if cells else None
    if label:  # "(d) / 99.1" beside "Exhibits. / Press release" in one row
        cells[0] = (cells[0][0] + label.end(), cells[0][1])
    taken = False
    while len(cells) > 1 and (
        _BESIDE.fullmatch(beside := source[slice(*cells[-1])]) or _REFERENCE.fullmatch(beside) or _TAKEN.fullmatch(beside)
    ):
        taken = taken or _FILING.fullmatch(beside) is not None or _TAKEN.fullmatch(beside) is not None
        cells.pop()
    if len(cells) > 1 and _MARK_CELL.fullmatch(source[slice(*cells[0])]):
        cells.pop(0)
    return tuple(_without_page(source, *cell) for cell in cells), taken


def _lines(source: str, start: int, end: int) -> tuple[Pair, ...]:
    """A description in lines, each without its page number; lines with nothing between them are one piece."""
    out: list[Pair] = []
    for line in _LINE.finditer(source[start:end]):
        a, b = _without_page(source, start + line.start(), start + line.end())
        if a >= b or not _CHARACTER.search(source[a:b]):
            continue
        if out and not _CHARACTER.search(source[out[-1][1] : a]):
            out[-1] = (out[-1][0], b)
        else:
            out.append((a, b))
    return tuple(out)


def _without_page(source: str, start: int, end: int) -> Pair:
    start, end = trimmed(source, start, end)
    last = source[end - 1 : end]
    if not (
        last.isdigit() or last in "-\u2013\u2014" or source.endswith(("....", ". ."), start, end)
    ):  # nothing that a page number ends with
        return start, end
    m = _PAGE.search(source, start, end)
    if m is None or m.start() == start:
        return start, end
    if not _WIDE_GAP.search(m.group()) and (not _PAGE_WORD.search(m.group()) or _COUNTED.search(source, start, m.start())):
        return start, end
    return trimmed(source, start, m.start())
