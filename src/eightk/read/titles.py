"""The title printed after an item's number, held against every title that the form, EDGAR and filers ever gave the item.

Comes in: lower-case text and a place in it. Goes out: `Title`, with how much of the form's title is there. Add here: how a title ends,
or where it may stand. A title's wording is a row's `title`, `header` or `headings` in `form/items.toml`.
"""

from __future__ import annotations

import functools
import re

import msgspec

from eightk import form
from eightk.form.phrases import pattern
from eightk.late import late
from eightk.read.text import BREAKS

MOST = 0.45
"""The share of the form's title that counts as most of it."""
_SURELY = 0.95
_FURTHER = 0.7  # and the share that a title has to have that goes on where a shorter one ends
_SEPARATOR = " \xa0.:;,)]*_\u2013\u2014-|"
_MARKS = ".'\u2019"  # what a word of a title may begin or end with and be the same word

_TOKEN = late(r"[a-z0-9\u2019'.]+")
_LETTER_OR_DIGIT = late(r"[A-Za-z0-9]")
_NEXT_ITEM = late(r"items?[ \xa0]{0,3}(?:\d|(?:[ivx]{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)")
_BREAK = late(r"[\n\x0b\x0c]")
_LONGEST_LINE = 5_000  # characters of a line after a heading's number that are looked at
_ENDS = late(r"[\s.:;,\u2013\u2014-]{0,3}(?:[\n\x0b\x0c\t]|\Z)")
# What a title goes on with, on its line or the next.
_GOES_ON = late(r"[ \xa0]*[,/]?[ \xa0]*(?:[\n\x0b][ \xa0\t]*)?(?=&|(?:and|or|of|to|in|by|for|under|pursuant)\b)")
_CONTINUED = late(r"[\s.:,\u2013\u2014-]*\(?\s?cont(?:inued|['\u2019]?d|\.)")
_CLOSES = late(r"[ \xa0.:)\]\t]*(?:[\n\x0b\x0c]|\Z)")
_STOP_INSIDE = late(r"[.:;]\s+\S")
_STOP_FIRST = late(r"\s*[.:\u2013\u2014-]")
_LOWER_FIRST = late(r" *[a-z]")
# What a filer adds behind the form's title on its line, "- Stock Split", "(unaudited)".
_CAPITALISED = late(
    r"[ \xa0]{0,2}(?:\([a-z ]{4,30}\)|(?:[-\u2013\u2014:/(][ \xa0]{0,2})?"
    r"(?:(?:[A-Z0-9][\w\u2019'&/-]*|&|and|of|the|to|in|for|by|on|with|a|an|or|[-\u2013\u2014])[,;)]?[ \xa0]{1,2}){0,9}"
    r"[A-Z][\w\u2019'-]{2,}\)?)"
)
_SENTENCE_INSIDE = late(r"[a-z]\.\s+[A-Z]")
_SENTENCE_FIRST = late(r"(?:On|In|As|The|Effective|Attached|Not applicable|None|N/A)\b", re.I)


class Title(msgspec.Struct, frozen=True, gc=False):
    """What follows an item's number: the title's place if there is one, and where the heading ends."""

    at: tuple[int, int] | None
    end: int
    match: float
    """The share of the form's title that is there."""
    alone: bool
    """Whether the heading has its line to itself."""


# ---- the words -----------------------------------------------------------------------------------------------


@functools.cache
def _titles(number: str) -> tuple[tuple[str, ...], ...]:
    """The titles of a number, in words, once each."""
    return tuple({tuple(w.strip(_MARKS) for w in _TOKEN.findall(t.lower())): None for t in form.titles().get(number, ())})


def _worded(number: str, gap: str) -> re.Pattern[str]:
    titles = sorted(_titles(number), key=lambda t: -sum(map(len, t)))
    return re.compile(r"(?:" + "|".join(gap.join(map(re.escape, t)) for t in titles) + r")(?![a-z0-9])")


@functools.cache
def _exact(number: str) -> re.Pattern[str]:
    """Any title of a number word for word, the longest first."""
    return _worded(number, r"[\W_]{1,30}")  # the next line of a title stands far in


@functools.cache
def _over_pages(number: str) -> re.Pattern[str]:
    """The same with a page's number and break between two words."""
    return _worded(number, r"[\W_\d]{1,120}")


def _match(low: str, at: int, stop: int, numbers: tuple[str, ...]) -> tuple[float, int]:
    """How far the words from `at` follow a title of one of `numbers`: (share of the title's words, where they end)."""
    exact = max((m.end() for n in numbers if (m := _exact(n).match(low, at, stop))), default=0)
    if exact and _ENDS.match(low, exact, stop):
        page = low.find("\x0c", exact, min(stop, exact + 120))
        over = [m.end() for n in numbers if (m := _over_pages(n).match(low, at, stop))] if page >= 0 else []
        return 1.0, max([exact, *over, _further(low, at, exact, stop, numbers)])
    words: list[tuple[str, int]] = []
    for w in _TOKEN.finditer(low, at, stop):
        word = w.group().rstrip(_MARKS)
        if word.startswith("item") and _NEXT_ITEM.match(low, w.start(), stop):
            break  # another heading: "Inapplicable. Item 3. .."
        words.append((word.lstrip(_MARKS), w.start() + len(word)))
        if len(words) == 45:
            break
    best, end = (1.0, _further(low, at, exact, stop, numbers)) if exact else (0.0, at)
    for number in numbers:
        for title in _titles(number):
            share, where = _follow(words, title)
            if share > best or (share == best and where > end):
                best, end = share, where
    return best, end


def _further(low: str, at: int, exact: int, stop: int, numbers: tuple[str, ...]) -> int:
    """The end of a longer title, not quite word for word, that goes on where a shorter one ends: "Financial Statements & Exhibits"."""
    m = _GOES_ON.match(low, exact, stop)
    if m is None:
        return exact
    words = [(w.group().strip(_MARKS), w.end()) for w in _TOKEN.finditer(low, at, line_end(low, m.end(), stop))][:45]
    found = (_follow(words, title) for n in numbers for title in _titles(n))
    broken = _BREAK.search(m.group()) is not None  # then nothing but the title stands on the next line: "Of the .." is a sentence
    ends = (end for share, end in found if share >= _FURTHER and (not broken or _ENDS.match(low, end, stop)))
    return max(ends, default=exact) if words else exact


def _follow(words: list[tuple[str, int]], title: tuple[str, ...]) -> tuple[float, int]:
    """Walks the printed words along a title; a missing or an extra word may be passed over, twice."""
    at = hits = slips = 0
    end = 0
    for word, stop in words:
        for ahead in range(3):
            if at + ahead < len(title) and _same(word, title[at + ahead]):
                slips += ahead > 0
                at += ahead + 1
                hits += 1
                end = stop
                break
        else:
            slips += 1
            if not hits and slips > 1:
                break
        if slips > 2 or at >= len(title):
            break
    return (hits / len(title) if title else 0.0), end


def _same(a: str, b: str) -> bool:
    """Whether two words are one, a slip of the pen or an ending aside."""
    return a == b or (len(a) > 3 and len(b) > 3 and (a[:4] == b[:4]) and abs(len(a) - len(b)) <= 3)


# ---- their place ---------------------------------------------------------------------------------------------


def title_of(source: str, low: str, at: int, stop: int, numbers: tuple[str, ...], hop: bool = True) -> Title:
    """The title printed after a number that ends at `at`; with `hop` also in the next cell, or one or two line breaks further."""
    begin = at
    while begin < stop and source[begin] in _SEPARATOR:
        begin += 1
    first = begin
    if hop:
        while first < stop and first - begin < 200 and source[first] in _SEPARATOR + BREAKS:
            first += 1
    crossed = any(c in "\n\x0b\x0c" for c in source[begin:first])
    if crossed and source[first : first + 1] == "(":  # "(d) Exhibits" below is the text
        return Title(None, line_end(source, begin, stop), 0.0, True)
    match, end = _match(low, first, min(stop, first + 500), numbers)
    if match < MOST and crossed:
        return Title(None, line_end(source, begin, stop), match if match >= 0.3 else 0.0, True)
    if crossed and low.startswith("the ", first) and low[end : line_end(low, end, stop)].strip(_SEPARATOR):
        return Title(None, line_end(source, begin, stop), 0.0, True)  # a sentence: "The static pool data for the notes .."
    if match >= 0.3:
        return _matched(source, first, _more_titles(source, low, end, stop, numbers), stop, match)
    if first != begin and "\t" not in source[begin:first]:
        return Title(None, line_end(source, begin, stop), 0.0, True)
    return _unmatched(source, first, line_end(source, first, stop))


def title_before(low: str, at: int, stop: int, numbers: tuple[str, ...]) -> Title | None:
    """The title printed ahead of its item's number, "Other Events (Item 8.01)", on a line of their own, or two; None if it is not."""
    if not _CLOSES.match(low, stop):
        return None
    line = _line_before(low, at)
    over = _line_before(low, line - 1) if line > 1 and low[line - 1] == "\n" and low[line - 2] != "\n" else line
    for start in (line,) if over == line else (line, over):
        while 0 < start < at and low[start] in _SEPARATOR + "(":
            start += 1
        match, end = _match(low, start, at, numbers) if 0 < start < at else (0.0, 0)
        if match >= 0.75 and not low[end:at].strip(_SEPARATOR + "(\t\n"):
            return Title((start, end), line_end(low, stop, len(low)), match, True)
    return None


def _line_before(low: str, at: int) -> int:
    """Where the line begins that ends at a place."""
    return max(low.rfind(c, max(0, at - 200), at) for c in "\n\x0b\x0c") + 1


def _more_titles(source: str, low: str, end: int, stop: int, numbers: tuple[str, ...]) -> int:
    """The end of the last title: a combined heading may print one for each number."""
    for _ in numbers[1:]:
        following = end
        while following < stop and source[following] in _SEPARATOR + BREAKS + "&/":
            following += 1
        if source[following : following + 4].lower() == "and ":
            following += 4
        match, further = _match(low, following, min(stop, following + 300), numbers)
        if match < 0.6:
            break
        end = further
    return end


def _matched(source: str, first: int, end: int, stop: int, match: float) -> Title:
    """A title that begins like the form's: to the end of its line when nothing like a sentence follows, else as far as it matches."""
    close = line_end(source, end, stop)
    tail = source[end:close]
    stopped = end + (1 if tail[:1] == "." else 0)
    flat = tail.strip(_SEPARATOR + "\t'\"\u2019\u201d")
    if not flat or _CONTINUED.match(tail.lower()):
        return Title((first, stopped), close, match, True)
    if match < _SURELY and "(" not in flat[:1] and _reads_on(flat, tail) and not _wraps(source, close):
        return Title((first, end + len(tail.rstrip(" \xa0"))), close, match, True)
    if match >= _SURELY and _CAPITALISED.fullmatch(tail) and not pattern("not-applicable").search(flat.lower()):
        return Title((first, end + len(tail.rstrip(" \xa0"))), close, match, True)
    over = end
    while over < close and source[over] in " \xa0.:;-\u2013\u2014":
        over += 1
    return Title((first, stopped), over, match, False)


def _reads_on(flat: str, tail: str) -> bool:
    """Whether the rest of a line still belongs to the title: short, of one piece, and no sentence."""
    return len(flat) < 90 and not _STOP_INSIDE.search(tail.rstrip()) and not _STOP_FIRST.match(tail) and "\t" not in tail


def _unmatched(source: str, first: int, close: int) -> Title:
    """Words after the number that are no title of the form: a title of the filer's own if the line is short and alone."""
    line = source[first:close]
    flat = line.strip()
    if not flat or not _LETTER_OR_DIGIT.search(flat):
        return Title(None, close, 0.0, True)
    if len(flat) > 120 or _wraps(source, close) or "\t" in flat or not flat[0].isupper() or _SENTENCE_INSIDE.search(flat):
        return Title(None, first, 0.0, False)
    if len(flat.split()) > 14 or _SENTENCE_FIRST.match(flat):
        return Title(None, first, 0.0, False)
    start = first + len(line) - len(line.lstrip())
    return Title((start, start + len(flat)), close, 0.0, True)


def _wraps(source: str, close: int) -> bool:
    """Whether the line that ends at `close` goes on in the next without a blank line (running text in ASCII)."""
    following = source[close + 1 : close + 60]
    return bool(following.strip(" ")) and not following.lstrip(" ").startswith(("\n", "\x0c", "(")) and bool(_LOWER_FIRST.match(following))


def is_continued(low: str, at: int, stop: int) -> bool:
    """Whether "(continued)" stands at a place."""
    return _CONTINUED.match(low, at, stop) is not None


def line_end(source: str, at: int, stop: int) -> int:
    """Where the line ends that a place stands on; one that goes on too far ends there, so that a document of one line costs little."""
    stop = min(stop, at + _LONGEST_LINE)
    m = _BREAK.search(source, at, stop)
    return m.start() if m else stop
