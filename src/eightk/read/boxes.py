"""Boxes of the cover: the four communication boxes, the growth company boxes.

Comes in: a Text and the stretch after the identifying fields. Goes out: model values. Add here: a way to draw a box.
"""

from __future__ import annotations

import re

from eightk.form.phrases import pattern
from eightk.late import late
from eightk.model import Spans
from eightk.read.text import Text

_KEYS = ("425", "14a-12", "14d-2", "13e-4")
# A box is looked for by its first character, so that the search runs from one such to the next; what comes after it tells the box.
_FIRST = r"[\u2612\u2611\u2713\u2714\u2717\u2718\u2327\u221a\u25a0\u25fc\u2610\u25a1\u25fb\u25a2\u2751\[(|_/xX\u00fe\u00fdo\u00a8\u25cb]"
_TICKED = (
    r"(?<=[\u2612\u2611\u2713\u2714\u2717\u2718\u2327\u221a\u25a0\u25fc])"  # drawn: crossed, checked, filled
    r"|(?<=\[)\s?[xX\u00fe*]\s?\]|(?<=\()\s?[xX]\s?\)|(?<=\|)\s?[xX]\s?\||(?<=_)[xX]_|(?<=/)[xX]/"  # typed: [X] (X) |X| _X_ /X/
    r"|(?<=[xX\u00fe\u00fd])(?<!\w.)(?![\w'.])"  # a letter alone
)
_EMPTY = (
    r"(?<=[\u2610\u25a1\u25fb\u25a2\u2751])"
    r"|(?<=\[)[\s_]{0,4}\]|(?<=\()[\s_]{0,4}\)|(?<=\|)[\s_]{1,3}\||(?<=/)\s?/|(?<=_)(?<!\w.)_{0,5}(?!\w)"
    r"|(?<=[o\u00a8\u25cb])(?<!\w.)(?![\w'.])"
)
_BOX = late(rf"{_FIRST}(?:(?P<ticked>{_TICKED})|(?P<empty>{_EMPTY}))")
_CLOSES = "[]()|_/"  # a typed box is more than its last sign
_CITATION = late(r"\)\)|cfr\s*[\d.]+(?:[a-z]?-\d+)?(?:\(\w\))?\)", re.I)
_YES_NO = late(r"\b(yes|no)\b", re.I)
_NEXT_LINE = late(r"[\n\x0c]")
_YES_NO_LAST = late(r"(?:yes|no)\W*$", re.I)


Box = re.Match[str]


def read_boxes(text: Text, start: int, end: int, spans: Spans) -> dict[str, bool] | None:
    """The four boxes, or None where they are not printed. A box stands before its words, on its line or in the cell before.

    `spans["checkboxes"]` gets the four places in the order of the keys: the box, or its words where none is drawn.
    """
    source, words = text.text, text.low
    lead = pattern("boxes-lead").search(words, start, end)
    low = lead.end() if lead else start
    colon = source.find(":", low, min(end, low + 400))
    if lead and colon >= 0:
        low = colon + 1
    found: dict[str, bool] = {}
    places: list[tuple[int, int]] = []
    for key in _KEYS:
        m = pattern("box-" + key).search(words, low, end)
        if m is None:
            continue
        box = _box_before(source, low, m.start()) or _box_after(source, m.end())
        found[key] = _is_ticked(box)
        places.append(text.span(*(box or m).span()))
        low = max(m.end(), box.end() if box else 0)  # a box answers for one caption
    if not found:
        return None
    spans["checkboxes"] = tuple(places) if len(places) > 1 else places[0]
    return {key: found.get(key, False) for key in _KEYS}


def _box_before(source: str, low: int, high: int) -> Box | None:
    """The last box of a stretch: mostly the one sign that ends it."""
    last = low + len(source[low:high].rstrip()) - 1
    if last >= low and source[last] not in _CLOSES:
        box = _BOX.match(source, last, high)
        if box is not None:
            return box
    boxes = list(_BOX.finditer(source, low, high))
    return boxes[-1] if boxes else None


def _box_after(source: str, at: int) -> Box | None:
    """A box that follows its words on their line, behind the citation."""
    stop = _NEXT_LINE.search(source, at, at + 120)
    high = stop.start() if stop else min(len(source), at + 120)
    behind = _CITATION.search(source, at, high)
    return _BOX.search(source, behind.end(), high) if behind else None


def _is_ticked(box: Box | None) -> bool:
    return box is not None and box.group("ticked") is not None


def read_growth(text: Text, start: int, end: int, spans: Spans) -> tuple[bool | None, bool | None]:
    """(emerging growth company, elected not to use the transition period); None for a box that is not printed."""
    source, words = text.text, text.low
    question = pattern("growth-question").search(words, start, end)
    election = pattern("transition-election").search(words, start, end)
    if question is None and election is None and not _short(words, start, end):
        return None, None
    low = question.end() if question else start
    high = election.start() if election else min(end, low + 600)
    growth, place = _answer(source, words, low, high)
    if place is not None:
        spans["emerging_growth"] = text.span(*place.span())
    box = _election_box(source, election, end) if election else None
    if box is None:
        return growth, None
    spans["transition_election"] = text.span(*box.span())
    return growth, _is_ticked(box)


def _short(words: str, start: int, end: int) -> bool:
    """Whether the short caption stands alone, with a box on its line and no question before it."""
    m = pattern("growth-company").search(words, start, end)
    if m is None:
        return False
    stop = _NEXT_LINE.search(words, m.end(), end)
    return _BOX.search(words, m.end(), stop.start() if stop else end) is not None


def _election_box(source: str, election: Box, end: int) -> Box | None:
    """The box after the words of the election, else the last one within them."""
    box = _BOX.search(source, election.end(), min(end, election.end() + 60))
    inside = [] if box else list(_BOX.finditer(source, election.start(), election.end()))
    return inside[-1] if inside else box


def _answer(source: str, words: str, low: int, high: int) -> tuple[bool | None, Box | None]:
    """The answer and where it stands: the box by the short caption, before or after it; "Yes [ ] No [X]" where it is asked so."""
    caption = None
    for found in pattern("growth-company").finditer(words, low, high):
        caption = found
    boxes = list(_BOX.finditer(source, low, high))
    if len(_YES_NO.findall(source[low:high])) >= 2:
        return _yes_or_no(source, boxes, low, high)
    if caption is not None:
        box = _by_caption(source, boxes, caption)
        return _is_ticked(box), box or caption
    return (_is_ticked(boxes[-1]), boxes[-1]) if boxes else (None, None)


def _yes_or_no(source: str, boxes: list[Box], low: int, high: int) -> tuple[bool | None, Box | None]:
    """The word that the first ticked box stands beside: the one right before it, else the next one."""
    for box in boxes:
        if _is_ticked(box):
            before, after = _YES_NO.findall(source[low : box.start()]), _YES_NO.findall(source[box.end() : high])
            right_before = before and _YES_NO_LAST.search(source[low : box.start()])
            near: str = before[-1] if right_before else (after[0] if after else "")
            return near.lower() == "yes", box
    return (False, boxes[0]) if boxes else (None, None)


def _by_caption(source: str, boxes: list[Box], caption: Box) -> Box | None:
    """The box of a caption: before it on its own line, else right after it, else close before it."""
    before = [b for b in boxes if caption.start() - 60 <= b.start() < caption.start()]
    after = [b for b in boxes if caption.end() <= b.start() < caption.end() + 80]
    line = max(source.rfind("\n", 0, caption.start()), source.rfind("\x0b", 0, caption.start()))
    if before and before[-1].start() > line:
        return before[-1]
    return after[0] if after else before[-1] if before else None
