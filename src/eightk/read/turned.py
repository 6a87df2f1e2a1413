"""Lists of exhibits set the other way round, the description in the first column and the number in the second -> rows.

Comes in: a Text and the stretch of a list. Goes out: Rows, in order; none where the list's header does not begin with the description and
not every exhibit is named last on its line.
Add here: another order of columns.
"""

from __future__ import annotations

import re

from eightk.late import late
from eightk.read.lists import NUMBER, Pair, Row
from eightk.read.text import Text, trimmed

_HEADER = late(
    r"[\n\x0b][ \xa0\t]*+(?:description|documents?|title|exhibits?)\b[^\n\d]{0,60}?(?:\t|[ \xa0]{3})[^\w\n]*"
    r"(?:exhibit\s*)?(?:nos?\b|numbers?\b|#|exhibit\b(?=\W*\n))[^\n]*"
    r"(?:\n[ \t\xa0_=-]*(?=\n))*"  # ruled lines
)
_NAMED = late(rf"\bexhibit\s+{NUMBER}(?P<last>[ \t\xa0)]*(?=\n|\Z))?", re.I)
_WORDS_AHEAD = late(r"\W*[a-z]{2}[^\n]*(?:\t|\s{3})\s*\Z")  # no number is first on the line
_PARAGRAPH = late(r"\S[^\n\x0c]*(?:\n[ \t\xa0]*+\S[^\n\x0c]*)*")
_LINE = late(r"[^\n\x0c]+")
_LAST = late(rf"(?:\t|\s{{3}})[^\w\n]{{0,9}}(?:exhibit\s+|ex-)?(?P<number>{NUMBER})[^\w\n]*$", re.I | re.M)
_LETTER = late(r"[A-Za-z]{2}")


def turned_rows(text: Text, start: int, end: int) -> list[Row]:
    """The rows of a list whose header has the description first."""
    header = _HEADER.search(text.low, max(0, start - 1), end)
    if header is None and not _are_last(text.low, start, end):
        return []
    out = []
    for m in (_PARAGRAPH if text.wrapped else _LINE).finditer(text.text, header.end() if header else start, end):
        out += _of(text.text, *m.span())
    return out


def _are_last(low: str, start: int, end: int) -> bool:
    """Whether every exhibit that a stretch names stands last on its line, a column off from words: "Press release      Exhibit 99.1"."""
    found = False
    for m in _NAMED.finditer(low, start, end):
        line = max(start, low.rfind("\n", 0, m.start()) + 1)
        found = m.group("last") is not None and _WORDS_AHEAD.match(low, line, m.start()) is not None
        if not found:
            return False
    return found


def _of(source: str, start: int, end: int) -> list[Row]:
    """The rows of a table row or paragraph: with one number all of it is the description, else each number's own line begins one."""
    numbers = list(_LAST.finditer(source, start, end))
    begins = [source.rfind("\n", start, m.start("number")) + 1 or start for m in numbers]
    out = []
    for i, m in enumerate(numbers):
        low = start if i == 0 else begins[i]
        high = begins[i + 1] if i + 1 < len(numbers) else end
        pieces = _pieces(source, (low, m.start()), (m.end(), high))
        if any(_LETTER.search(source, *piece) for piece in pieces):
            out.append(Row(m.group("number"), m.span("number"), pieces, (), False, False))
    return out


def _pieces(source: str, *sides: Pair) -> tuple[Pair, ...]:
    """What stands before a number and behind it, cell by cell, where there are words."""
    found = []
    for low, high in sides:
        at = low
        for cell in source[low:high].split("\t"):
            found.append(trimmed(source, at, at + len(cell)))
            at += len(cell) + 1
    return tuple((a, b) for a, b in found if a < b)
