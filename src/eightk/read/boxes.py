"""Boxes and tables of the cover: the four communication boxes, the Section 12(b) table, the growth company boxes.

Comes in: a Text and the stretch after the identifying fields. Goes out: model values. Add here: a way to draw a box.
"""

from __future__ import annotations

import re

from eightk.form.phrases import pattern
from eightk.late import late
from eightk.model import Security, Spans
from eightk.read.text import Text, squeeze, trimmed

_KEYS = ("425", "14a-12", "14d-2", "13e-4")
_TICKED = r"\u2612|\u2611|\u2713|\u2714|\u2717|\u2718|\u25a0|\u25fc|\[\s?[xX\u00fe]\s?\]|\(\s?[xX]\s?\)|\|\s?[xX]\s?\||_[xX]_|/[xX]/|(?<![\w])[xX\u00fe\u00fd](?![\w'.])"
_EMPTY = r"\u2610|\u25a1|\u25fb|\u25a2|\u2751|\[[\s_]{0,4}\]|\([\s_]{0,4}\)|\|[\s_]{1,3}\||/\s?/|(?<!\w)_{1,6}(?!\w)|(?<!\w)[o\u00a8\u25cb](?![\w'.])"
_BOX = late(rf"(?P<ticked>{_TICKED})|(?P<empty>{_EMPTY})")
_YES_NO = late(r"\b(yes|no)\b", re.I)
_HEADER = late(r"title\s+of\s+(?:each|class|securit)|trading\s+symbol|name\s+of\s+(?:each\s+)?exchange|ticker\s+symbol", re.I)
_NONE = late(r"\W*(?:none|n/?a|not applicable)\W*", re.I)


def read_boxes(text: Text, start: int, end: int) -> dict[str, bool] | None:
    """The four boxes, or None where they are not printed. A box stands before its words, on its line or in the cell before."""
    source, words = text.text, text.low
    lead = pattern("boxes-lead").search(words, start, end)
    found: dict[str, bool] = {}
    low = lead.end() if lead else start
    colon = source.find(":", low, min(end, low + 400))
    if lead and colon >= 0:
        low = colon + 1
    for key in _KEYS:
        m = pattern("box-" + key).search(words, low, end)
        if m is None:
            continue
        marks = list(_BOX.finditer(source, low, m.start()))
        after = source[m.end() : m.end() + 120]
        if marks:
            found[key] = marks[-1].group("ticked") is not None
        else:
            line = re.split(r"[\n\x0c]", after)[0]
            trailing = _BOX.search(line[line.find("))") + 2 :] if "))" in line else "")
            found[key] = trailing is not None and trailing.group("ticked") is not None
        low = m.end()
    if not found and lead is None:
        return None
    if not found:
        return None
    return {key: found.get(key, False) for key in _KEYS}


def read_growth(text: Text, start: int, end: int) -> tuple[bool | None, bool | None]:
    """(emerging growth company, elected not to use the transition period); None for a box that is not printed."""
    source, words = text.text, text.low
    question = pattern("growth-question").search(words, start, end)
    election = pattern("transition-election").search(words, start, end)
    if question is None and election is None:
        return None, None
    low = question.end() if question else start
    high = election.start() if election else min(end, low + 600)
    growth = _answer(source, words, low, high)
    elected = None
    if election is not None:
        tail = source[election.end() : min(end, election.end() + 60)]
        m = _BOX.search(tail)
        if m is None:
            inside = [b for b in _BOX.finditer(source, election.start(), election.end())]
            m = inside[-1] if inside else None
        elected = m.group("ticked") is not None if m else None
    return growth, elected


def _answer(source: str, words: str, low: int, high: int) -> bool | None:
    """The box by the short caption, before it or after it; "Yes [ ] No [X]" where it is asked so."""
    caption = None
    for m in pattern("growth-company").finditer(words, low, high):
        caption = m
    stretch = source[low:high]
    if len(_YES_NO.findall(stretch)) >= 2:
        for m in _BOX.finditer(source, low, high):
            if m.group("ticked"):
                before = _YES_NO.findall(source[low : m.start()])
                after = _YES_NO.findall(source[m.end() : high])
                near = before[-1] if before and re.search(r"(?:yes|no)\W*$", source[low : m.start()], re.I) else (after[0] if after else "")
                return near.lower() == "yes"
        return False if _BOX.search(source, low, high) else None
    if caption is not None:
        after = _BOX.search(source, caption.end(), min(high, caption.end() + 80))
        before = [b for b in _BOX.finditer(source, max(low, caption.start() - 60), caption.start())]
        line = max(source.rfind("\n", low, caption.start()), source.rfind("\x0b", low, caption.start()))
        if before and before[-1].start() > line:
            return before[-1].group("ticked") is not None
        if after:
            return after.group("ticked") is not None
        if before:
            return before[-1].group("ticked") is not None
    marks = list(_BOX.finditer(source, low, high))
    return marks[-1].group("ticked") is not None if marks else (False if caption is not None else None)


def read_securities(text: Text, start: int, end: int) -> tuple[Security, ...]:
    """Rows of the Section 12(b) table; a blank title repeats the one above, a row of "None" is no security."""
    source, words = text.text, text.low
    lead = pattern("securities-table").search(words, start, end)
    if lead is None:
        return ()
    stop = pattern("growth-question").search(words, lead.end(), end)
    high = stop.start() if stop else end
    header = None
    for header in _HEADER.finditer(source, lead.end(), min(high, lead.end() + 600)):
        pass
    low = _line_after(source, header.end() if header else lead.end(), high)
    rows: list[list[tuple[int, int]]] = []
    for m in re.finditer(r"[^\n\x0c]+", source[low:high]):
        cells = _row(text, low + m.start(), low + m.end())
        if cells:
            rows.append(cells)
    return _securities(text, rows)


def _line_after(source: str, at: int, high: int) -> int:
    end = source.find("\n", at, high)
    return end if end >= 0 else at


def _row(text: Text, start: int, end: int) -> list[tuple[int, int]]:
    """The cells of a row, empty ones kept as (at, at) where the title may be blank."""
    cells, at = [], start
    gap = r"\s{3,}|\t" if text.wrapped else r"\t"
    for m in re.finditer(gap, text.text[start:end]):
        cells.append(trimmed(text.text, at, start + m.start()))
        at = start + m.end()
    cells.append(trimmed(text.text, at, end))
    filled = [c for c in cells if c[0] < c[1] and re.search(r"\w", text.text[c[0] : c[1]])]
    if not filled:
        return []
    blank = cells[0][0] == cells[0][1] and len(filled) == 2
    return [cells[0], *filled] if blank else filled


def _securities(text: Text, rows: list[list[tuple[int, int]]]) -> tuple[Security, ...]:
    source = text.text
    out: list[Security] = []
    for cells in rows:
        values = [squeeze(source[a:b]) for a, b in cells]
        if _HEADER.search(" ".join(values)) or _NONE.fullmatch(values[0]):
            continue
        if len(values) == 1 or len(values[0]) > 400:
            continue
        if len(values) == 2 and out and not values[0]:
            continue
        spans: Spans = {}
        title: str | None = values[0]
        if not title and out:
            title = out[-1].title
            if "title" in out[-1].spans:
                spans["title"] = out[-1].spans["title"]
        elif title:
            spans["title"] = text.span(*cells[0])
        fields = {"symbol": cells[1] if len(cells) > 2 else None, "exchange": cells[-1]}
        for key, cell in fields.items():
            if cell is not None:
                spans[key] = text.span(*cell)
        symbol = values[1] if len(values) > 2 else None
        out.append(Security(title=title, symbol=symbol, exchange=values[-1], spans=spans))
    return tuple(out)
