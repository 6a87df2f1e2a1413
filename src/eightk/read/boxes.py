"""Boxes of the cover: the four communication boxes, the growth company boxes.

Comes in: a Text and the stretch after the identifying fields. Goes out: model values. Add here: a way to draw a box.
"""

from __future__ import annotations

import re
from functools import lru_cache

from eightk.form.phrases import pattern
from eightk.late import late
from eightk.model import Spans
from eightk.read.text import Text, lowered

_KEYS = ("425", "14a-12", "14d-2", "13e-4")
# A box is looked for by its first character, so that the search runs from one such to the next; what comes after it tells the box.
_FIRST = (
    r"[\u2612\u2611\u2713\u2714\u2717\u2718\u2327\u221a\u25a0\u25fc\u2610\u25a1\u25fb\u25a2\u2751\u25cf\[(|_/xX\u00fe\u00fd\u00fc\u00fboq\u00a8\u25cb\u00a3\u00a1"
    r"\uf0fe\uf0fd\uf0fc\uf0fb\uf078\uf052\uf053\uf054\uf0a8\uf0a3\uf06f\uf071]"  # of Wingdings, as private characters
)
_TICKED = (
    r"(?<=[\u2612\u2611\u2713\u2714\u2717\u2718\u2327\u221a\u25a0\u25fc\u25cf\uf0fe\uf0fd\uf0fc\uf0fb\uf078\uf052\uf053\uf054])"  # drawn
    r"|(?<=\[)\s?[xX\u00fe*]\s?\]|(?<=\()\s?[xX]\s?\)|(?<=\|)\s?[xX]\s?\||(?<=_)[xX]_|(?<=/)[xX]/"  # typed: [X] (X) |X| _X_ /X/
    r"|(?<=[xX\u00fe\u00fd\u00fc\u00fb])(?<!\w.)(?![\w'.])"  # a letter alone
)
_EMPTY = (
    r"(?<=[\u2610\u25a1\u25fb\u25a2\u2751\uf0a8\uf0a3\uf06f\uf071])"
    r"|(?<=\[)[\s_]{0,4}\]|(?<=\()[\s_]{0,4}\)|(?<=\|)[\s_]{1,3}\||(?<=/)\s?/|(?<=_)(?<!\w.)_{0,5}(?!\w)"
    r"|(?<=[oq\u00a8\u25cb\u00a3\u00a1])(?<!\w.)(?![\w'.])"
)
_BOX = late(rf"{_FIRST}(?:(?P<ticked>{_TICKED})|(?P<empty>{_EMPTY}))")
_OPENS = {"]": "[", ")": "("}
_DOT, _BULLET = "\u25cf", "\u2022"  # the first is a ticked box, but where no box is drawn empty: there it is a list's bullet too
_FOUR = 900  # characters at most of the four boxes with their words, up to the rule of the last
_CIRCLE = "\u25cb"
# The same in Wingdings 2, whose empty box is the letter of the pound: "R" to "T" are ticked.
_BOX_2 = late(rf"(?:{_FIRST}|[P-T])(?:(?P<ticked>{_TICKED}|(?<=[P-T])(?<!\w.)(?![\w'.]))|(?P<empty>{_EMPTY}))")
_CITATION = late(r"\)\)|cfr\s*[\d.]+(?:[a-z]?-\d+)?(?:\(\w\))?\)", re.I)
_YES_NO = late(r"(?:yes(?<!\wyes)|no(?<!\wno))\b")
_NEXT_LINE = late(r"[\n\x0c]")
_YES_NO_LAST = late(r"(?:yes|no)\W*$")


Box = re.Match[str]
Place = tuple[int, int]


def _rule(source: str, start: int, end: int) -> re.Pattern[str]:
    """The boxes as this cover draws them."""
    return _BOX_2 if source.find("\u00a3", start, end) >= 0 else _BOX


def read_boxes(text: Text, start: int, end: int, spans: Spans) -> dict[str, bool] | None:
    """The four boxes, or None where they are not printed. A box stands before its words, on its line or in the cell before.

    `spans["checkboxes"]` gets the four places in the order of the keys: the box, or its words where none is drawn.
    """
    source, words = text.text, text.low
    lead = pattern("boxes-lead").search(words, start, end)
    low = lead.end() if lead else start
    colon = source.find(":", low, min(end, low + 400)) if lead else -1
    stop = colon if colon >= 0 or not lead else source.find(".", low, min(end, low + 400))
    low = max(low, colon + 1)
    if stop >= 0 and (usual := _usual(source, words, stop + 1, end)):
        spans["checkboxes"] = tuple([text.span(*place) for place, _ in usual])
        return dict(zip(_KEYS, [ticked for _, ticked in usual], strict=True))
    found = _four(source, words, low, end)
    if not found:
        return None
    if source.find(_DOT, low, end) >= 0 and not any(box and box.group("empty") is not None for _, box in found.values()):
        found = _four(_dots_as_bullets(source, low, end), words, low, end)
    places = [text.span(*(box or caption).span()) for caption, box in found.values()]
    spans["checkboxes"] = tuple(places) if len(places) > 1 else places[0]
    return {key: key in found and _is_ticked(found[key][1]) for key in _KEYS}


def _usual(source: str, words: str, low: int, end: int) -> list[tuple[Place, bool]]:
    """The four boxes, where each is and whether it is ticked, if they are printed as the form has them; else nothing."""
    last = words.find("13e", low, min(end, low + _FOUR))
    line = source.find("\n", last, end) if last >= 0 else -1
    printed = _printed(source[low:line]) if low < line < low + 2 * _FOUR else ()  # to the end of its line
    return [((low + a, low + b), ticked) for (a, b), ticked in printed or _matched(source, words, low, end)]


@lru_cache(256)
def _printed(source: str) -> list[tuple[Place, bool]]:
    """The same of the lines that end with the last box: filers who print them alike are many."""
    return _matched(source, lowered(source), 0, len(source))


def _matched(source: str, words: str, low: int, end: int) -> list[tuple[Place, bool]]:
    """The four boxes, their places counted from `low`."""
    m = pattern("boxes-usual").regex.match(words, low, end)
    found = []
    for a, b in m.regs[1:] if m else ():
        ticked = _is_sign(source[a:b])
        if ticked is None:
            return []
        found.append(((a - low, b - low), ticked))
    return found


@lru_cache(64)
def _is_sign(sign: str) -> bool | None:
    """Whether a sign is a ticked box (True), an empty one (False), or none that is one wherever it stands."""
    box = _BOX.fullmatch(sign) if sign != _DOT else None
    return _is_ticked(box) if box else None


def _four(source: str, words: str, low: int, end: int) -> dict[str, tuple[Box, Box | None]]:
    """The captions of the four boxes that are printed in `source[low:end]`, each with its box if one is drawn."""
    rule = _rule(source, low, end)
    found: dict[str, tuple[Box, Box | None]] = {}
    for key in _KEYS:
        m = pattern("box-" + key).search(words, low, end)
        if m is None:
            continue
        box = _box_before(source, low, m.start(), m.start(), rule) or _box_after(source, m.end(), rule)
        found[key] = m, box
        low = max(m.end(), box.end() if box else 0)  # a box answers for one caption
    return found


def _dots_as_bullets(source: str, start: int, end: int) -> str:
    """A text in which black dots are no boxes; every place in it is the same."""
    return source[:start] + source[start:end].replace(_DOT, _BULLET) + source[end:]


def _box_before(source: str, low: int, high: int, end: int, rule: re.Pattern[str]) -> Box | None:
    """The last box of a stretch, mostly what ends it; a letter that stands for one is told by what comes after it up to `end`."""
    last = low + len(source[low:high].rstrip()) - 1
    sign = source[last] if last >= low else "_"
    at = source.rfind(_OPENS[sign], low, last) if sign in _OPENS else last
    if at >= 0 and sign != "_":  # a rule may begin anywhere
        box = rule.match(source, at, end)
        if box is not None and box.end() > last:
            return box
    boxes = [box for box in rule.finditer(source, low, end) if box.start() < high]
    return boxes[-1] if boxes else None


def _box_after(source: str, at: int, rule: re.Pattern[str]) -> Box | None:
    """A box that follows its words on their line, behind the citation."""
    stop = _NEXT_LINE.search(source, at, at + 120)
    high = stop.start() if stop else min(len(source), at + 120)
    behind = _CITATION.search(source, at, high)
    return rule.search(source, behind.end(), high) if behind else None


def _is_ticked(box: Box | None) -> bool:
    return box is not None and box.group("ticked") is not None


def read_growth(text: Text, start: int, end: int, spans: Spans) -> tuple[bool | None, bool | None]:
    """(emerging growth company, elected not to use the transition period); None for a box that is not printed."""
    source, words = text.text, text.low
    if not pattern("growth-company").may(words, start, end):  # nor the question or the election
        return None, None
    question = pattern("growth-question").search(words, start, end)
    election = pattern("transition-election").search(words, start, end)
    if question is None and election is None and not _short(words, start, end):
        return None, None
    if source.find(_DOT, start, end) >= 0 and source.find(_CIRCLE, start, end) < 0:
        source = _dots_as_bullets(source, start, end)
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
    rule = _rule(source, election.start(), min(end, election.end() + 60))
    box = rule.search(source, election.end(), min(end, election.end() + 60))
    inside = [] if box else list(rule.finditer(source, election.start(), election.end()))
    return inside[-1] if inside else box


def _answer(source: str, words: str, low: int, high: int) -> tuple[bool | None, Box | None]:
    """The answer and where it stands: the box by the short caption, before or after it; "Yes [ ] No [X]" where it is asked so."""
    caption = None
    for found in pattern("growth-company").finditer(words, low, high):
        caption = found
    rule = _rule(source, low, high)
    if len(_YES_NO.findall(words[low:high])) >= 2:
        return _yes_or_no(words, list(rule.finditer(source, low, high)), low, high)
    if caption is not None:
        box = _by_caption(source, low, high, caption, rule)
        return _is_ticked(box), box or caption
    box = _box_before(source, low, high, high, rule)
    return (_is_ticked(box), box) if box else (None, None)


def _yes_or_no(words: str, boxes: list[Box], low: int, high: int) -> tuple[bool | None, Box | None]:
    """The word that the first ticked box stands beside: the one right before it, else the next one."""
    for box in boxes:
        if _is_ticked(box):
            before, after = _YES_NO.findall(words[low : box.start()]), _YES_NO.findall(words[box.end() : high])
            right_before = before and _YES_NO_LAST.search(words[low : box.start()])
            near: str = before[-1] if right_before else (after[0] if after else "")
            return near == "yes", box
    return (False, boxes[0]) if boxes else (None, None)


def _by_caption(source: str, low: int, high: int, caption: Box, rule: re.Pattern[str]) -> Box | None:
    """The box of a caption: before it on its own line, else right after it, else close before it."""
    at = caption.start()
    line = max(source.rfind("\n", low, at), source.rfind("\x0b", low, at))
    after = rule.search(source, caption.end(), high)
    if after is not None and after.start() >= caption.end() + 80:
        after = None
    if after is not None and line >= 0 and source[line:at].isspace():
        return after
    before = _box_before(source, low, at, high, rule)
    if before is None or before.start() < at - 60:
        return after
    return before if before.start() > line else after or before
