"""The description of a listed exhibit: its cells or lines, without marks, page numbers and what is told beside it.

Comes in: a text and the stretch of a row behind its number. Goes out: the stretches of its words. Add here: what may stand beside one.
"""

from __future__ import annotations

import re

from eightk.late import late
from eightk.read.text import BLANK, trimmed

Pair = tuple[int, int]

_LINE = late(r"[^\n\x0c]+")
_CHARACTER = late(r"\w")
_LABEL_CELL = late(r"(?:exhibits?|description)[.:]?\s*[\x0b]\s*", re.I)
# A cell after the description: a page number, "filed herewith", a mark.
_BESIDE = late(
    r"(?:page\s*)?\W*\d{0,3}\W*|[*+\u2020\u2021#^x()\d]{1,4}|-+|n/a|[a-z]-\d{1,3}"
    r"|(?:filed|furnished|attached)(?: electronically)? (?:herewith|hereto|with this (?:document|report|filing))\W*"
    r"|ex(?:hibit|\.)?[\s-]+(?:no\.?\s*)?\d{1,3}(?:\.\d{1,3})?",  # the number once more
    re.I,
)
# Cells of the columns "Incorporated by reference": form, file number, its exhibit's number, date.
_FILING = late(r"(?:form\s+)?(?:8-k|10-k|10-q|s-\d{1,2}|f-\d{1,2}|20-f|6-k|8-a|10-kt|def 14a|10)(?:12[bg])?(?:/a)?\W*", re.I)
_REFERENCE = late(
    _FILING.pattern
    + r"|\d{1,3}-\d{4,6}(?:-\d{2})?|\d{1,3}(?:\.\d{1,3})?(?-i:[A-Za-z]?)(?:\(\w\))*\W?"  # a file's or an exhibit's number
    + r"|\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|(?-i:[A-Za-z]{3,9})\.?\s\d{1,2},\s\d{4}",  # a date
    re.I,
)
# A column that tells how each exhibit was filed, and such a column in typed lines.
_ANOTHER = r"exhibit\s\d[\w.()-]*\s(?:to|of)\s(?!this)"  # "Exhibit 2 to the Form 8-K of March 1, 1999"
_TAKEN = late(
    r"(?:incorporated\s+(?:herein\s+)?by\s+reference\b|previously\s+filed\b|filed\s+(?:previously|as\s+exhibit)\b"
    rf"|{_ANOTHER})[^\t]{{0,400}}",
    re.I,
)
_HOW = late(rf"(?<!\s)\s{{3,}}+(?=(?:incorporated|previously\s+(?:filed|submitted)|filed|furnished|attached)\b|{_ANOTHER})", re.I)
_GAP, _SHIFT = late(r"(?<!\s)\s{2,}+|^\s++", re.M), 2  # what divides columns; by how much one may be off
_HEAD, _RULED = 300, BLANK + "-=_"  # characters above a row in which its list's head ends, and what may stand between
_MARK_CELL = late(r"[*+\u2020\u2021#^-]{1,3}|\(\d\)|\u2013|\u2014")
# Every run of blanks or dots is tried from its first character only, so that a long one costs little.
_PAGE = late(
    r"(?:(?<![\s.])\s*+\.(?:\s{0,3}\.){2,}+\s*+|\t\s*|(?<!\s)\s{3,}+|(?<![\s,]),?\s++)(?:page\s*)?(?-i:[A-Za-z]-)?\d{1,3}\s*$"  # a gap
    r"|(?<!\s)\s++(?:page|pg?\.)\s+\d{1,3}(?:\s*-\s*\d{1,3})?\s*$"  # "page 12-14"
    r"|(?<![\s.])\s*+\.(?:\s{0,3}\.){3,}+\s*$|(?<![\t\n ])[\t\n ]++(?:--?|\u2014|\u2013)\s*$",  # leaders or a dash without a number
    re.I,
)
_WIDE_GAP = late(r"\s{3}|\t|\.{3}|\. \.|\n|[-\u2013\u2014]\s*$")
_PAGE_WORD = late(r"page|pg?\.", re.I)
_COUNTED = late(r"(?:No\.|Amendment|Form|Section|Rule|,)\s*$")  # what a number may belong to


def cells(source: str, start: int, end: int) -> tuple[tuple[Pair, ...], bool]:
    """A description in cells of a table, marks and pages beside it left out, and whether a filing is named beside it."""
    found, at = [], start
    for cell in source[start:end].split("\t"):
        a, b = trimmed(source, at, at + len(cell))
        if a < b:
            found.append((a, b))
        at += len(cell) + 1
    if found and source.find("\x0b", *found[0]) >= 0 and (label := _LABEL_CELL.match(source, *found[0])):
        found[0] = (label.end(), found[0][1])  # "(d) / 99.1" beside "Exhibits. / Press release" in one row
    taken = False
    while len(found) > 1 and (
        _BESIDE.fullmatch(beside := source[slice(*found[-1])]) or _REFERENCE.fullmatch(beside) or _TAKEN.fullmatch(beside)
    ):
        taken = taken or _FILING.fullmatch(beside) is not None or _TAKEN.fullmatch(beside) is not None
        found.pop()
    if len(found) > 1 and _MARK_CELL.fullmatch(source[slice(*found[0])]):
        found.pop(0)
    return tuple([_without_page(source, *cell) for cell in found]), taken


def lines(source: str, start: int, end: int) -> tuple[tuple[Pair, ...], bool]:
    """A description in lines, each without its page number, and whether a filing is named beside it; lines with nothing between them
    are one piece.
    """
    out: list[Pair] = []
    places = [(start + m.start(), start + m.end()) for m in _LINE.finditer(source[start:end])]
    wide = source.find("   ", *places[0]) if places else -1
    how = _HOW.match(source, wide, places[0][1]) if wide >= 0 else None  # the first wide gap: lines set flush have more
    places, beside = _apart(source, places, how.end() - source.rfind("\n", 0, start)) if how else (places, "")
    for low, high in places:
        a, b = _without_page(source, *trimmed(source, low, high))
        if a >= b or not (source[a].isalnum() or _CHARACTER.search(source[a:b])):
            continue
        if out and ((between := source[out[-1][1] : a]).isspace() or not _CHARACTER.search(between)):
            out[-1] = (out[-1][0], b)
        else:
            out.append((a, b))
    return tuple(out), _TAKEN.match(beside) is not None


def over_number(source: str, start: int, number: int, pieces: tuple[Pair, ...]) -> Pair | None:
    """What of the first row's description stands over its number, right under the head of the list and in the description's column."""
    line = source.rfind("\n", 0, number) + 1
    over = source.rfind("\n", 0, line - 1) + 1
    low, high = trimmed(source, over, line)
    if low >= high or over <= start or not pieces or low - over != pieces[0][0] - line:
        return None
    headed = source[max(0, over - _HEAD) : over].rstrip(_RULED).lower().endswith("description")
    return (low, high) if headed and source[low].isalnum() else None


def _apart(source: str, places: list[Pair], column: int) -> tuple[list[Pair], str]:
    """The lines of a description without what stands beside them from a column on, and that."""
    out, beside = [], []
    for low, high in places:
        at = source.rfind("\n", 0, low) + column
        gap = next((m for m in _GAP.finditer(source, low, high) if abs(m.end() - at) <= _SHIFT), None)
        out.append((low, gap.start() if gap else high))
        beside.append(source[gap.end() : high] if gap else "")
    return out, " ".join(" ".join(beside).split())


def _without_page(source: str, start: int, end: int) -> Pair:
    """A trimmed stretch without the number of a page at its end."""
    last = source[end - 1 : end]
    if not (
        last.isdigit() or last in "-\u2013\u2014" or source.endswith(("....", ". ."), start, end)
    ):  # nothing that a page number ends with
        return start, end
    if end - start > 3 and source[end - 4 : end].isdecimal():  # a year
        return start, end
    m = _PAGE.search(source, start, end)
    if m is None or m.start() == start:
        return start, end
    if not _WIDE_GAP.search(m.group()) and (not _PAGE_WORD.search(m.group()) or _COUNTED.search(source, start, m.start())):
        return start, end
    return trimmed(source, start, m.start())
