"""Reasons for and against a line as an item's heading: its title, and what stands before it.

Comes in: a Text, the heading's Title and place. Goes out: reasons with their points, and their sum. Add here: a reason that the title or
the place gives; those that the words behind the number give are in `headings.py`.
"""

from __future__ import annotations

import functools

from eightk.late import late
from eightk.read.text import BREAKS, Text
from eightk.read.titles import MOST, Title

Reason = tuple[float, str]
BEARS_ITEM: Reason = (1.0, "the word Item at the start of a line")
WHOLE_TITLE: tuple[Reason, Reason] = ((3.0, "the form's title follows"), (1.0, "a line of its own"))
_ENDED = frozenset('\n.:;!?"\u201d)-_*')  # the characters before the line's break that tell of a blank line or a sentence's end
_AFTER_END: Reason = (1.0, "after a blank line or a sentence's end")
_UNFINISHED = late(r"[a-z,]{2}$")
_LEADS_ON = late(r"\b(?:this|that|in|into|of|to|under|the|and|or|see|by|with|our|its)$")
_UNFINISHED_CAPITALS = late(r"\n[^\na-z]{48,}[A-Z,]{2}$")  # a full line of a report in capitals


@functools.cache
def added(reasons: tuple[Reason, ...]) -> tuple[float, tuple[str, ...]]:
    """The score of reasons, and each in words; there are a dozen of them, and few ways to have some together."""
    return sum([points for points, _ in reasons]), tuple([f"{points:+g} {why}" for points, why in reasons])


def for_title(title: Title) -> list[Reason]:
    """How much of the form's title follows, and whether anything else does."""
    told = [WHOLE_TITLE[1]] if title.alone else []
    if title.match >= 0.75:
        return [WHOLE_TITLE[0], *told]
    if title.match >= MOST:
        return [(2.0, "most of the form's title follows"), *told]
    if title.match >= 0.3:
        return [(1.0, "part of the form's title follows"), *told]
    return told


def for_place(text: Text, start: int, match: float) -> Reason | None:
    """What stands before a heading that begins its line."""
    if (match >= MOST or not text.wrapped) and text.text[start - 1] == "\n" and text.text[start - 2 : start - 1] in _ENDED:
        return _AFTER_END  # as most headings stand
    before = text.text[max(0, start - 160) : start].rstrip(' \xa0*_[(\u2022\u00b7>|#"\u201c')
    if before and before[-1] not in BREAKS:
        return None
    previous = before.rstrip(" \n\t\x0b\x0c\xa0")
    gap = before[len(previous) :]
    paged = "\x0c" in gap
    if text.wrapped and match < MOST and not paged and _LEADS_ON.search(previous):
        return -2.5, "in the middle of a sentence"  # of lines that are double-spaced, too
    if not previous or paged or gap.count("\n") > 1 or previous[-1] in _ENDED:
        return _AFTER_END
    if not text.wrapped:
        return 0.5, "after a paragraph's end"
    if match < 0.6 and (_UNFINISHED.search(previous) or _UNFINISHED_CAPITALS.search(previous)):
        return -2.5, "in the middle of a sentence"
    return None
