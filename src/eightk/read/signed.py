"""Signature lines: "/s/ Name", "By: Name", or a name right above an officer's title.

Comes in: a Text and the chunks of its signatures. Goes out: Lines, in order. Add here: a way to mark a signature.
"""

from __future__ import annotations

import re

import msgspec

from eightk.form.phrases import pattern
from eightk.late import late
from eightk.read.chunks import Chunk
from eightk.read.dates import dates, is_plain
from eightk.read.text import BLANK, Text, trimmed

SIGNED = late(r"(?:/\s?s\s?/|\\s\\|/s\b|\bs/|^\(s\)(?=\s)|\(signed\)|(?<=[:\s])//|^//|\[s\])[\s:.]*", re.I)
BY = late(r"(?:^|\s)by\b\s?:?[\s_]*(?:\(signature(?: and title)?\)[:*]*[\s_]*)?|^(?:signature|signed)\s?:[\s_]*", re.I)
_BEFORE_MARK, _BEHIND_MARK = ("", "By: ", "By:", "By "), BLANK + ":."  # what mostly stands before "/s/", and what may stand behind
_DATE_WORDS = late(r"\bdated?\b|\bas of\b|\bthis\b|\bday\b")
_FIGURE = late(r"\d")
_BESIDE = late(r"[\W_]")
BEHALF = r",?\s+(?:signing\s+|acting\s+)?(?:for\s+and\s+)?on\s+behalf\s+of\b"
ON_BEHALF = late(BEHALF, re.I)
_AFTER_NAME = late(BEHALF + r"|[\n\x0b\t]|\s{3,}|_{2,}|\s+date[d]?:|\s+(?:as\s+)?attorney|\s+by:?\s", re.I)
_LETTER = late(r"[A-Za-z]")
_ATTORNEY = late(r"\battorney[ -]in[ -]fact\b", re.I)
_ITS_PARTNER = late(r",?\s(?:as )?its (?:sole |managing )*(?:general partner|partner|manager|member|trustee|administrator)\.?$", re.I)
_PERSONAL = late(r"/s/|\b(?:mr|ms)\.", re.I)

NAME_WORD = late(r"[a-z]{2,}")
DEGREE = late(r"^(?:jr|sr|ii|iii|iv|esq|cpa|ph\.?d|m\.?d|mba)\b\.?", re.I)
_DEGREE = 3  # letters of the longest degree
_SAME = 3  # lines at most from a signature to its own name

_COLUMNS = 4  # lines at most that are looked at beside one another

Pair = tuple[int, int]


def may_be_signed(words: str) -> bool:
    """Whether words have what the mark of a signature begins with, "/s/"; most have not."""
    return "/" in words or "\\" in words or (("(" in words or "[" in words) and ("(s" in (low := words.lower()) or "[s" in low))


def sign(words: str) -> Pair | None:
    """Where the mark of a signature stands among words."""
    at = words.find("/")
    if at >= 0 and words[:at] in _BEFORE_MARK and words.startswith(("/s/", "/S/"), at):
        return at, len(words) - len(words[at + 3 :].lstrip(_BEHIND_MARK))
    m = SIGNED.search(words) if at >= 0 or may_be_signed(words) else None
    return m.span() if m else None


class Line(msgspec.Struct, frozen=True, gc=False):
    """A signature line: its chunk and the chunk's place among the others, the name on it, whether it is signed."""

    at: int
    chunk: Chunk
    name: Pair | None
    signed: bool


Marked = tuple[Line, bool]  # a line, and whether it has the mark of a signature


def signature_lines(text: Text, found: list[Chunk]) -> list[Line]:
    """The signature lines among the chunks."""
    return _marked(text, found) or [_written(found, line) for line in _unmarked(found)]


def _marked(text: Text, found: list[Chunk]) -> list[Line]:
    """Lines with "/s/" or "By:"; the name of a mark that stands alone is in the next chunks of its line."""
    out: list[Marked] = []
    last = -1
    for i in [i for i, c in enumerate(found) if c.text[0] in "bBsS/" or may_be_signed(c.text)]:
        c = found[i]
        raw = text.text[c.start : c.end]
        mark = sign(raw)
        by = BY.match(raw) if mark is None and raw[0] in "bBsS" else None
        if i <= last or (mark is None and by is None):
            continue
        signed = mark is not None
        a, b = trimmed(text.text, c.start + (mark[1] if mark else by.end() if by else 0), c.end, "_\u2019'`\"")
        if a >= b and mark is not None:
            a, b = _before_mark(text, c, raw[: mark[0]])
        last = i
        for j in range(i + 1, len(found)):
            beside = found[j]
            if a < b or beside.line != c.line:
                break
            follow = sign(text.text[beside.start : beside.end])
            first = follow is not None and follow[0] == 0
            if not first and is_date(beside):
                break
            signed = signed or first
            a, b = trimmed(text.text, beside.start + (follow[1] if follow and first else 0), beside.end, "_")
            last = j
        words = text.text[a:b] if not signed else ""
        if words and (words[-1] == ":" or is_corporate(words) or out and out[-1][1] and _ATTORNEY.search(raw)):
            continue  # "By: General Partner, Inc.", "By its attorney:", "by Peter Pell, attorney-in-fact": another line signs for it
        if words and is_its_partner(words) and any(c.line < x.line <= c.line + _SAME and sign(x.text) for x in found[i:]):
            continue  # "By: Danby Residential, its general partner"
        line = Line(last, found[last], _person(text, a, b) if a < b else None, signed or a < b)
        if out and _goes_on(text, out[-1], line, signed):
            out[-1] = out[-1] if out[-1][1] else (line, signed)
        elif signed or not any(_goes_on(text, other, line, signed) for other in _beside(out)):
            out.append((line, signed))
    return [line for line, _ in out]


def _before_mark(text: Text, c: Chunk, words: str) -> Pair:
    """The name that stands before its mark, "By: Name /s/"; an empty place if none does."""
    by = BY.match(words)
    a, b = trimmed(text.text, c.start + (by.end() if by else 0), c.start + len(words), "_")
    return (a, b) if 1 < len(text.text[a:b].split()) < 6 and not is_corporate(text.text[a:b]) else (a, a)


def _beside(out: list[Marked]) -> list[Marked]:
    """The lines that stand beside the last."""
    return [o for o in out[-_COLUMNS:-1] if o[0].chunk.line == out[-1][0].chunk.line]


def _goes_on(text: Text, before: Marked, line: Line, signed: bool) -> bool:
    """Whether a line is the one before it over again: "By: Name" beside or under "/s/ Name", or "By:" alone over it."""
    last, was_signed = before
    if was_signed == signed or line.chunk.line - last.chunk.line > _SAME:
        return False
    if last.name is None:
        return signed and not last.signed
    return line.name is not None and share_a_name(text.text[slice(*last.name)], text.text[slice(*line.name)])


def share_a_name(signed: str, typed: str) -> bool:
    """Whether a word of the signed name, no degree, stands in the typed one."""
    if signed == typed and len(first := signed.partition(" ")[0]) > _DEGREE and first.isascii() and first.isalpha():
        return True
    words = set(NAME_WORD.findall(typed.lower()))
    return any(w in words and not DEGREE.match(w) for w in NAME_WORD.findall(signed.lower()))


def _person(text: Text, a: int, b: int) -> Pair | None:
    """The name on a signature line, cut before what else stands there (a title, an attorney); most have none of its words."""
    words = text.text[a:b]
    low = words.lower()
    if "  " in low or "__" in low or " by" in low or "date" in low or "behalf" in low or "attorney" in low or not low.isprintable():
        m = _AFTER_NAME.search(words)
        words = words[: m.start()] if m else words
    a, b = trimmed(text.text, a, a + len(words), "_*,")
    return (a, b) if a < b and (words[0].isascii() and words[0].isalpha() or _LETTER.search(words)) else None


def _unmarked(found: list[Chunk]) -> list[Line]:
    """Blocks without "/s/" or "By:": the person's name right above an officer's title, or before it on the title's line.

    After the first, one counts only where a registrant or a date stands between.
    """
    rule = pattern("officer-title")
    out: list[Line] = []
    seen, between = 0, False  # whether a registrant or a date stands between the last line and the chunks looked at
    for i, c in enumerate(found):
        if i and rule.search(c.text.lower()) and len(c.text) < 90 and not is_corporate(found[i - 1].text) and not is_date(found[i - 1]):
            line = _over_or_before(found, i)
            if line is None:
                continue
            between = between or not out or any(is_corporate(x.text) or is_date(x) for x in found[seen : line.at])
            seen = max(seen, line.at)
            if between:
                out.append(line)
                seen, between = i + 1, False
    if out:
        return out
    for i, c in enumerate(found):
        if rule.search(c.text.lower()) and "," in c.text and not rule.search(c.text.split(",")[0].lower()):
            return [Line(i, c, (c.start, c.end), False)]
    return []


def _over_or_before(found: list[Chunk], i: int) -> Line | None:
    """The line of the name above the title that is the chunk at a place, or before it on its line."""
    rule, c, over = pattern("officer-title"), found[i], found[i - 1]
    if 1 < len(over.text.split()) < 6 and c.line - over.line <= 2 and not rule.search(over.text.lower()):
        return Line(i - 1, over, (over.start, over.end), False)
    first, comma, _ = c.text.partition(",")
    if comma and not rule.search(first.lower()) and len(first.split()) > 1:
        return Line(i, c, (c.start, c.end), False)
    return None


def _written(found: list[Chunk], line: Line) -> Line:
    """The line of a typed name that is printed right above it once more, as signed."""
    at = line.at - 1
    if at > 0 and found[at].text.lower().strip("()* ") == "signature":
        at -= 1  # the caption of the line between them
    over = found[at] if at >= 0 else None
    if over is None or line.chunk.line - over.line > _SAME or not 1 < len(over.text.split()) < 6:
        return line
    same = over.text.lower().split()[-1] in line.chunk.text.lower() and share_a_name(over.text.split()[-1], line.chunk.text)
    return Line(at, over, (over.start, over.end), True) if same else line


def is_corporate(words: str) -> bool:
    """Whether words are a company's name, not a person's."""
    return pattern("corporate-name").search(words.lower()) is not None and not _PERSONAL.search(words) and len(words.split()) > 1


def is_its_partner(words: str) -> bool:
    """Whether words are who acts for a partnership or a trust: "Danby Residential, its general partner"."""
    return " its " in words.lower() and _ITS_PARTNER.search(words) is not None


def is_date(c: Chunk) -> bool:
    """Whether a chunk is a date, a date's label, or both."""
    low = c.text.lower()
    if is_plain(low):
        return True
    figures = _FIGURE.search(low) is not None
    if not figures and "dat" not in low:
        return False
    rest = _DATE_WORDS.sub("", low)
    for p in reversed(dates(rest, 0, len(rest))) if figures else ():
        rest = rest[: p.start] + rest[p.end :]
    return len(_BESIDE.sub("", rest)) <= 2
