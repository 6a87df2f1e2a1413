"""Mends of an HTML exhibit list: a link put in, a row added. Only where nothing has to be guessed.

Comes in: a case and an exhibit. Goes out: a `Fix`, or None. Add here: a mend of the list that leaves all other bytes as they are.
"""

from __future__ import annotations

import html
import re

from eightk.check.case import Case
from eightk.check.rule import Fix
from eightk.form.duties import exhibits
from eightk.late import late
from eightk.model import Exhibit, Part, pieces

_ROW = late(rb"(?i)<tr\b[^>]*>")
_ROW_END = late(rb"(?i)</tr\s*>")
_LINK = late(rb"(?i)</?a\b[^>]*>")
_OWN = late(rb"""(?i)\s(?:id|name)\s*=\s*(?:"[^"]*"|'[^']*')""")


def link(case: Case, exhibit: Exhibit, name: str | None) -> Fix | None:
    """The exhibit's words (or number) made a link to its document; None where a tag would be cut through."""
    place = exhibit.spans.get("description") or exhibit.spans.get("number")
    if name is None or place is None or len(pieces(place)) != 1 or "html" not in case.media:
        return None
    start, end = pieces(place)[0]
    words = case.data[start:end]
    if b"<" in words or not words.strip():
        return None
    text = f'<a href="{html.escape(name)}">{words.decode("latin-1")}</a>'
    if not text.isascii():
        try:
            text = f'<a href="{html.escape(name)}">{words.decode("utf-8")}</a>'
        except UnicodeDecodeError:
            return None
    return Fix(start=start, end=end, text=text, says=f"Link Exhibit {exhibit.number} to {name}.")


def cover_tags_row(case: Case, last: Exhibit) -> Fix | None:
    """A row for Exhibit 104 behind the last exhibit's, shaped like it; None where that row is not plain."""
    number, described = last.spans.get("number"), last.spans.get("description")
    if number is None or described is None or len(pieces(described)) != 1 or "html" not in case.media:
        return None
    opened = [m.start() for m in _ROW.finditer(case.data, max(case.body[0], pieces(number)[0][0] - 4000), pieces(number)[0][0])]
    closed = _ROW_END.search(case.data, pieces(described)[0][1], pieces(described)[0][1] + 4000)
    if not opened or closed is None or len(_ROW.findall(case.data, opened[-1], closed.end())) != 1:
        return None
    row = case.data[opened[-1] : closed.end()]
    made = _like(row, opened[-1], pieces(number)[0], pieces(described)[0])
    if b"<ix:" in row.lower() or not made.isascii():
        return None
    return Fix(start=closed.end(), end=closed.end(), text=made.decode("ascii"), says="Add a row for Exhibit 104.")


def _like(row: bytes, base: int, number: tuple[int, int], described: tuple[int, int]) -> bytes:
    """The row with the number and words of Exhibit 104, without links and names of its own."""
    own = next(r for r in exhibits().exhibits if r.number == "104")
    (a, b), (c, d) = (number[0] - base, number[1] - base), (described[0] - base, described[1] - base)
    tail = re.sub(rb"[^<>]*", b"", row[d:].split(b"<", 1)[0])
    made = row[:a] + own.number.encode() + row[b:c] + own.usual_text[0].encode() + tail + row[d:][len(row[d:].split(b"<", 1)[0]) :]
    return _OWN.sub(b"", _LINK.sub(b"", made))


def letter(case: Case, part: Part, right: str) -> Fix | None:
    """The letter of a paragraph put right, as the (c) before exhibits that has been (d) since 2005; HTML alone."""
    place = part.spans.get("letter")
    if place is None or len(pieces(place)) != 1 or "html" not in case.media:
        return None
    start, end = pieces(place)[0]
    if case.data[start:end].decode("latin-1").lower() != part.letter.lower():
        return None
    return Fix(start=start, end=end, text=right, says=f"Letter the paragraph ({right}).")
