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
_TICKED = (
    r"\u2612|\u2611|\u2713|\u2714|\u2717|\u2718|\u25a0|\u25fc"  # drawn: crossed, checked, filled
    r"|\[\s?[xX\u00fe]\s?\]|\(\s?[xX]\s?\)|\|\s?[xX]\s?\||_[xX]_|/[xX]/"  # typed: [X] (X) |X| _X_ /X/
    r"|(?<![\w])[xX\u00fe\u00fd](?![\w'.])"  # a letter alone
)
_EMPTY = (
    r"\u2610|\u25a1|\u25fb|\u25a2|\u2751"
    r"|\[[\s_]{0,4}\]|\([\s_]{0,4}\)|\|[\s_]{1,3}\||/\s?/|(?<!\w)_{1,6}(?!\w)"
    r"|(?<!\w)[o\u00a8\u25cb](?![\w'.])"
)
_BOX = late(rf"(?P<ticked>{_TICKED})|(?P<empty>{_EMPTY})")
_YES_NO = late(r"\b(yes|no)\b", re.I)
_HEADER = late(r"title\s+of\s+(?:each|class|securit)|trading\s+symbol|name\s+of\s+(?:each\s+)?exchange|ticker\s+symbol", re.I)
_NONE = late(r"\W*(?:none|n/?a|not applicable)\W*", re.I)
_NEXT_LINE = late(r"[\n\x0c]")
_LINE = late(r"[^\n\x0c]+")
_YES_NO_LAST = late(r"(?:yes|no)\W*$", re.I)
_TAB = late(r"\t")
_GAP = late(r"\s{3,}|\t")  # what parts the cells of a row in wrapped text
_CHARACTER = late(r"\w")


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
        found[key] = _is_ticked(marks[-1] if marks else _box_after(source[m.end() : m.end() + 120]))
        low = m.end()
    return {key: found.get(key, False) for key in _KEYS} if found else None


def _box_after(after: str) -> re.Match[str] | None:
    """A box that follows its words on their line, behind the citation's parentheses."""
    line = _NEXT_LINE.split(after)[0]
    return _BOX.search(line[line.find("))") + 2 :] if "))" in line else "")


def _is_ticked(box: re.Match[str] | None) -> bool:
    return box is not None and box.group("ticked") is not None


def read_growth(text: Text, start: int, end: int) -> tuple[bool | None, bool | None]:
    """(emerging growth company, elected not to use the transition period); None for a box that is not printed."""
    source, words = text.text, text.low
    question = pattern("growth-question").search(words, start, end)
    election = pattern("transition-election").search(words, start, end)
    if question is None and election is None:
        return None, None
    low = question.end() if question else start
    high = election.start() if election else min(end, low + 600)
    return _answer(source, words, low, high), _elected(source, election, end) if election else None


def _elected(source: str, election: re.Match[str], end: int) -> bool | None:
    """The box after the words of the election, else the last one within them."""
    box = _BOX.search(source[election.end() : min(end, election.end() + 60)])
    if box is None:
        inside = list(_BOX.finditer(source, election.start(), election.end()))
        box = inside[-1] if inside else None
    return _is_ticked(box) if box else None


def _answer(source: str, words: str, low: int, high: int) -> bool | None:
    """The box by the short caption, before it or after it; "Yes [ ] No [X]" where it is asked so."""
    caption = None
    for found in pattern("growth-company").finditer(words, low, high):
        caption = found
    if len(_YES_NO.findall(source[low:high])) >= 2:
        return _yes_or_no(source, low, high)
    if caption is None:
        marks = list(_BOX.finditer(source, low, high))
        return _is_ticked(marks[-1]) if marks else None
    return _by_caption(source, caption, low, high)


def _yes_or_no(source: str, low: int, high: int) -> bool | None:
    """The word that the first ticked box stands beside: the one right before it, else the next one."""
    for m in _BOX.finditer(source, low, high):
        if _is_ticked(m):
            before, after = _YES_NO.findall(source[low : m.start()]), _YES_NO.findall(source[m.end() : high])
            right_before = before and _YES_NO_LAST.search(source[low : m.start()])
            near: str = before[-1] if right_before else (after[0] if after else "")
            return near.lower() == "yes"
    return False if _BOX.search(source, low, high) else None


def _by_caption(source: str, caption: re.Match[str], low: int, high: int) -> bool:
    """The box before the caption on its line, else after it, else before it on an earlier line, else the stretch's last."""
    before = list(_BOX.finditer(source, max(low, caption.start() - 60), caption.start()))
    line = max(source.rfind("\n", low, caption.start()), source.rfind("\x0b", low, caption.start()))
    if before and before[-1].start() > line:
        return _is_ticked(before[-1])
    after = _BOX.search(source, caption.end(), min(high, caption.end() + 80))
    if after or before:
        return _is_ticked(after or before[-1])
    marks = list(_BOX.finditer(source, low, high))
    return _is_ticked(marks[-1] if marks else None)


def read_securities(text: Text, start: int, end: int) -> tuple[Security, ...]:
    """Rows of the Section 12(b) table; a blank title repeats the one above, a row of "None" is no security."""
    source, words = text.text, text.low
    lead = pattern("securities-table").search(words, start, end)
    if lead is None:
        return ()
    stop = pattern("growth-question").search(words, lead.end(), end)
    high = stop.start() if stop else end
    at = lead.end()
    for header in _HEADER.finditer(source, at, min(high, at + 600)):
        at = header.end()
    low = _line_after(source, at, high)
    found = (_row(text, low + m.start(), low + m.end()) for m in _LINE.finditer(source[low:high]))
    return _securities(text, [cells for cells in found if cells])


def _line_after(source: str, at: int, high: int) -> int:
    end = source.find("\n", at, high)
    return end if end >= 0 else at


def _row(text: Text, start: int, end: int) -> list[tuple[int, int]]:
    """The cells of a row, empty ones kept as (at, at) where the title may be blank."""
    cells, at = [], start
    for m in (_GAP if text.wrapped else _TAB).finditer(text.text[start:end]):
        cells.append(trimmed(text.text, at, start + m.start()))
        at = start + m.end()
    cells.append(trimmed(text.text, at, end))
    filled = [c for c in cells if c[0] < c[1] and _CHARACTER.search(text.text[c[0] : c[1]])]
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
        if len(values) == 1 or len(values[0]) > 400 or (len(values) == 2 and out and not values[0]):
            continue
        spans: Spans = {}
        title: str | None = values[0]
        if not title and out:
            title = out[-1].title
            if "title" in out[-1].spans:
                spans["title"] = out[-1].spans["title"]
        elif title:
            spans["title"] = text.span(*cells[0])
        symbol = values[1] if len(values) > 2 else None
        if symbol is not None:
            spans["symbol"] = text.span(*cells[1])
        spans["exchange"] = text.span(*cells[-1])
        out.append(Security(title=title, symbol=symbol, exchange=values[-1], spans=spans))
    return tuple(out)
