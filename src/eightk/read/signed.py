"""Signature lines: "/s/ Name", "By: Name", or a name right above an officer's title.

Comes in: a Text and the chunks of its signatures. Goes out: Lines, in order. Add here: a way to mark a signature.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from eightk.form.phrases import pattern
from eightk.late import late
from eightk.read.chunks import Chunk
from eightk.read.dates import dates
from eightk.read.text import Text, trimmed

SIGNED = late(r"(?:/\s?s\s?/|\\s\\|/s\b|\bs/|^\(s\)(?=\s)|\(signed\)|(?<=[:\s])//|^//|\[s\])[\s:.]*", re.I)
BY = late(r"(?:^|\s)by\b\s?:?[\s_]*|^(?:signature|signed)\s?:[\s_]*", re.I)
_DATE_WORDS = late(r"\bdated?\b|\bas of\b|\bthis\b|\bday\b")
_BESIDE = late(r"[\W_]")
_AFTER_NAME = late(r"[\n\x0b\t]|\s{3,}|_{2,}|\s+date[d]?:|\s+(?:as\s+)?attorney|\s+by:?\s", re.I)
_LETTER = late(r"[A-Za-z]")
_PERSONAL = late(r"/s/|\b(?:mr|ms)\.", re.I)

Pair = tuple[int, int]


def sign(words: str) -> re.Match[str] | None:
    """The mark of a signature among words, "/s/"; most words have none of its characters, which is told at once."""
    return SIGNED.search(words) if "/" in words or "(s" in words.lower() or "\\" in words or "[" in words else None


class Line(NamedTuple):
    """A signature line: its chunk and the chunk's place among the others, the name on it, whether it is signed."""

    at: int
    chunk: Chunk
    name: Pair | None
    signed: bool


def signature_lines(text: Text, found: list[Chunk]) -> list[Line]:
    """The signature lines among the chunks."""
    return _marked(text, found) or _unmarked(found)


def _marked(text: Text, found: list[Chunk]) -> list[Line]:
    """Lines with "/s/" or "By:"; the name of a mark that stands alone is in the next chunks of its line."""
    out: list[Line] = []
    last = -1
    for i, c in enumerate(found):
        raw = text.text[c.start : c.end]
        mark = sign(raw)
        begin = mark or BY.match(raw)
        if i <= last or begin is None:
            continue
        signed = mark is not None
        a, b = trimmed(text.text, c.start + begin.end(), c.end, "_\u2019'`\"")
        last = i
        for j in range(i + 1, len(found)):
            beside = found[j]
            if a < b or beside.line != c.line or is_date(beside):
                break
            follow = SIGNED.match(text.text[beside.start : beside.end])
            signed = signed or follow is not None
            a, b = trimmed(text.text, beside.start + (follow.end() if follow else 0), beside.end, "_")
            last = j
        if a < b and not signed and is_corporate(text.text[a:b]):
            continue  # "By: General Partner, Inc., its general partner": another line signs for it
        out.append(Line(last, found[last], _person(text, a, b) if a < b else None, signed or a < b))
    return out


def _person(text: Text, a: int, b: int) -> Pair | None:
    """The name on a signature line, cut before what else stands there (a title, an attorney)."""
    words = text.text[a:b]
    m = _AFTER_NAME.search(words)
    if m:
        words = words[: m.start()]
    a, b = trimmed(text.text, a, a + len(words), "_*,")
    return (a, b) if a < b and _LETTER.search(words) else None


def _unmarked(found: list[Chunk]) -> list[Line]:
    """A block without "/s/" or "By:": the person's name right above an officer's title, or before it on the title's line."""
    rule = pattern("officer-title")
    for i, c in enumerate(found):
        if i and rule.search(c.text.lower()) and len(c.text) < 90 and not is_corporate(found[i - 1].text) and not is_date(found[i - 1]):
            over = found[i - 1]
            if 1 < len(over.text.split()) < 6 and c.line - over.line <= 2 and not rule.search(over.text.lower()):
                return [Line(i - 1, over, (over.start, over.end), False)]
            first, comma, _ = c.text.partition(",")
            if comma and not rule.search(first.lower()) and len(first.split()) > 1:
                return [Line(i, c, (c.start, c.end), False)]
    for i, c in enumerate(found):
        if rule.search(c.text.lower()) and "," in c.text and not rule.search(c.text.split(",")[0].lower()):
            return [Line(i, c, (c.start, c.end), False)]
    return []


def is_corporate(words: str) -> bool:
    """Whether words are a company's name, not a person's."""
    return pattern("corporate-name").search(words.lower()) is not None and not _PERSONAL.search(words) and len(words.split()) > 1


def is_date(c: Chunk) -> bool:
    """Whether a chunk is a date, a date's label, or both."""
    low = c.text.lower()
    if "dat" not in low and not any(map(str.isdigit, low)):
        return False
    rest = _DATE_WORDS.sub("", low)
    for p in reversed(dates(rest, 0, len(rest))):
        rest = rest[: p.start] + rest[p.end :]
    return len(_BESIDE.sub("", rest)) <= 2
