"""Where a list of exhibits begins within an item or an index.

Comes in: a Text and a stretch. Goes out: an offset, and whether nothing heads the list. Add here: what heads a list.
"""

from __future__ import annotations

import re

from eightk.late import late
from eightk.read.text import Text

_SHORT, _LONG = 1500, 4000  # characters of an item up to which its list needs no head, and from which it is looked for below a table's
# "(d) Exhibits", "(c) The following exhibits": what stands before the word in lower case, at most `_AHEAD` characters, and its rest.
_LETTERED_HEAD = late(r"[\n\t\x0b\x0c][ \xa0]{0,200}+\(?\s?[a-z]\s?[.)]\)?[\s.:\xa0]{0,12}(?:the following\s|list of\s|following\s)?\Z")
_AHEAD = 240
_LABEL = late(r"exhibits?\b[ .:\xa0]*")
# "Exhibit No.", "EXHIBIT INDEX"
_HEADER = late(r"[\n\t\x0b\x0c][ \xa0]*exhibits?\s*(?:nos?\.?|numbers?|#|index|table|list)?[\s\x0b]*(?:[:.]|[\n\t\x0b]|\s{3})", re.I)


def list_start(text: Text, start: int, end: int) -> tuple[int, bool]:
    """Where the list begins, and whether only rows that name themselves count, for nothing heads it.

    It begins at the last "(d) Exhibits", else at the last table header; at the item's start when there is neither.
    """
    label = _label_end(text.low, max(0, start - 1), end)
    if label is not None:
        return label, False
    if end - start <= _SHORT:
        return start, False
    header = None
    for found in _HEADER.finditer(text.text, max(0, start - 1), end):
        header = found
    if header is not None and end - start > _LONG:
        return header.end() - 1, False
    return start, header is None


def _label_end(low: str, start: int, end: int) -> int | None:
    """Where the last lettered Exhibits paragraph of the stretch begins its list, looked for from the stretch's end."""
    at = low.rfind("exhibit", start, end)
    while at >= 0:
        if _LETTERED_HEAD.search(low, max(start, at - _AHEAD), at) and (m := _LABEL.match(low, at, end)):
            return m.end()
        at = low.rfind("exhibit", start, at)
    return None
