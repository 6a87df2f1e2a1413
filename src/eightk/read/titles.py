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
_JOINS = frozenset(("and", "or", "of", "to", "by", "for", "the", "under"))
_SLIPS = 2  # words that may be missing, or be more, in a printed title
_SEPARATOR = " \xa0.:;,)]*_\u2013\u2014-|"
_MARKS = ".'\u2019"  # what a word of a title may begin or end with and be the same word

_APART = late(f"[{re.escape(_SEPARATOR)}]*+")  # between a number and its title
_HOP = late(f"[{re.escape(_SEPARATOR + BREAKS)}]{{0,200}}")
_TOKEN = late(r"[a-z0-9\u2019'.]+")
_LETTER_OR_DIGIT = late(r"[A-Za-z0-9]")
_NEXT_ITEM = late(r"items?[ \xa0]{0,3}(?:\d|(?:[ivx]{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)")
_BREAK = late(r"[\n\x0b\x0c]")
_GAP = late(r"[\W_]{1,30}")  # between two words of a title: its next line stands far in
_IN_WORD = late(r"[a-z0-9]")
_LETTER = late(r"[a-z]")
_LONGEST_TITLE = 500  # characters in which a title is looked for
_LONGEST_LINE = 5_000  # characters of a line after a heading's number that are looked at
_ENDS = late(r"[\s.:;,\u2013\u2014-]{0,3}(?:[\n\x0b\x0c\t]|\Z)")
_ENDED = frozenset(("", "."))  # what is left of most lines behind their titles
# What a title goes on with, on its line or the next.
_ON = ("and", "or", "of", "to", "in", "by", "for", "under", "pursuant")
_GOES_ON = late(rf"[ \xa0]*+[,/]?+[ \xa0]*+(?:[\n\x0b][ \xa0\t]*+)?+(?=&|(?:{'|'.join(_ON)})\b)")
_LETTER_OR_AND = late(r"[a-z&]")
_CONTINUED = late(r"[\s.:,\u2013\u2014-]*+\(?\s?cont(?:inued|['\u2019]?d|\.)")
_SEMICOLON = late(r";[ \xa0]*+(?:\n[ \xa0\t]*+(?=\S))?+(?:(?:and|or) )?+")
_PARTED = late(r"[ \xa0]*+(?:[.;:\u2013\u2014\n\x0b\x0c\t]|\Z)")
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
_AND_MORE = late(r"[ \xa0]{1,2}(?:and|or|&)[ \xa0]")  # what such words begin with that may end in a stop
# A line of a heading in lines that are wrapped ends its paragraph: a blank line follows, at most a ruled one between.
_PARAGRAPH_ENDS = late(r"(?:\n[ \xa0\t]*+[-_=*~][-_=*~ ]*+(?=\n))?(?:\n[ \xa0\t]*+\n|[ \xa0\t\n]*+\x0c)")
_NO_BODY = late(r"section\s{1,3}\d|part\s{1,3}[\divx]|signatures?\b|exhibit\s{1,3}index|\d{1,2}\.(?:0\d\b|\s)")  # what an item ends with
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


@functools.cache
def _printed(number: str) -> dict[str, tuple[int, tuple[str, ...]]]:
    """The titles of a number as they are printed, in lower case: where the last word ends, and the words that longer titles go on with."""
    found = {}
    for printed in form.titles().get(number, ()):
        low = printed.lower().rstrip(_SEPARATOR)
        words = tuple([w.strip(_MARKS) for w in _TOKEN.findall(low)])
        further = {t[len(words)] for t in _titles(number) if len(t) > len(words) and t[: len(words)] == words}
        found[low] = len(low.rstrip(_MARKS)), tuple(further)
    return found


def _alone(low: str, at: int, close: int, stop: int, number: str) -> int:
    """Where a title ends that is all that its line says (up to `close`) and does not go on as a longer one does; 0 if there is none."""
    line = low[at:close].replace("\xa0", " ").rstrip(_SEPARATOR + "\t")
    size, further = _printed(number).get(line, (0, ()))
    if not size or low[at + size : close] not in _ENDED and not _ENDS.match(low, at + size, stop):
        return 0
    following = _LETTER.search(low, at + size, stop) if further else None
    return 0 if following and low.startswith(further, following.start()) else at + size


@functools.cache
def _longest_first(number: str) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted(_titles(number), key=lambda t: -sum(map(len, t))))


def _exact(low: str, at: int, stop: int, number: str) -> int:
    """Where the longest title of a number ends that stands there word for word; 0 if none does."""
    for first, *words in _longest_first(number):
        end = at + len(first) if low.startswith(first, at, stop) else 0
        for word in words:
            gap = _GAP.match(low, end, stop) if end else None
            end = gap.end() + len(word) if gap and low.startswith(word, gap.end(), stop) else 0
        if end and not _IN_WORD.match(low, end, stop):
            return end
    return 0


@functools.cache
def _over_pages(number: str) -> re.Pattern[str]:
    """Any title of a number word for word, the longest first, with a page's number and break between two words."""
    words = r"[\W_\d]{1,120}"
    return re.compile(r"(?:" + "|".join(words.join(map(re.escape, t)) for t in _longest_first(number)) + r")(?![a-z0-9])")


def _match(low: str, at: int, stop: int, numbers: tuple[str, ...]) -> tuple[float, int]:
    """How far the words from `at` follow a title of one of `numbers`: (share of the title's words, where they end)."""
    alone = _alone(low, at, line_end(low, at, stop), stop, numbers[0]) if len(numbers) == 1 else 0
    if alone:
        return 1.0, _further(low, at, alone, stop, numbers)
    exact = max([_exact(low, at, stop, n) for n in numbers])
    if exact and _ENDS.match(low, exact, stop):
        page = low.find("\x0c", exact, min(stop, exact + 120))
        over = [m.end() for n in numbers if (m := _over_pages(n).match(low, at, stop))] if page >= 0 else []
        return 1.0, max([exact, *over, _further(low, at, exact, stop, numbers)])
    words: list[tuple[str, int]] = []
    most = max([len(title) for n in numbers for title in _titles(n)], default=0) + _SLIPS + 1
    for w in _TOKEN.finditer(low, at, stop):
        word = w.group().rstrip(_MARKS)
        if word.startswith("item") and _NEXT_ITEM.match(low, w.start(), stop):
            break  # another heading: "Inapplicable. Item 3. .."
        words.append((word.lstrip(_MARKS), w.start() + len(word)))
        if len(words) == most:
            break
    best, end = (1.0, _further(low, at, exact, stop, numbers)) if exact else (0.0, at)
    after = {word[:4] for word, where in words if where > end} if exact else None  # a longer title has its last word among them
    for number in numbers:
        for title in _titles(number):
            if after is not None and title and title[-1][:4] not in after:
                continue
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
    """Walks the printed words along a title; a missing or an extra word may be passed over, twice; "By-Laws" is "Bylaws"."""
    at = hits = slips = end = 0
    begun = ""  # the word before, if the title's goes on with this one
    for word, stop in words:
        for further in range(at, min(at + 3, len(title))):
            if word == title[further] or _same(word, title[further]):
                slips += further > at
                at = further + 1
                hits += 1
                end = end if end and word in _JOINS else stop  # no title ends with them
                break
        else:
            parts = 1 if begun and at < len(title) and title[at] == begun + word else 2 if "".join(title[at : at + 2]) == word else 0
            if parts:
                at, hits, end = at + parts, hits + parts, stop
                slips -= parts == 1
            else:
                slips += 1
                if not hits and slips > 1:
                    break
        begun = word
        if slips > _SLIPS or at >= len(title):
            break
    return (hits / len(title) if title else 0.0), end


def _same(a: str, b: str) -> bool:
    """Whether two words that are not the same are one, a slip of the pen or an ending aside."""
    return a[:4] == b[:4] and len(a) > 3 and len(b) > 3 and abs(len(a) - len(b)) <= 3


# ---- their place ---------------------------------------------------------------------------------------------


def title_of(
    source: str, low: str, at: int, stop: int, numbers: tuple[str, ...], hop: bool = True, wrapped: bool = False
) -> Title:  # fmt: skip
    """The title printed after a number that ends at `at` and that is no `whole_title`; with `hop` also in the next cell, or one or two line
    breaks further. `wrapped`: only a blank line ends a paragraph.
    """
    begin = first = _past(_APART, source, at, stop)
    if hop and source[begin : begin + 1] in BREAKS:
        first = _past(_HOP, source, begin, stop)
    crossed = first > begin and any(c in "\n\x0b\x0c" for c in source[begin:first])
    if crossed and source[first : first + 1] == "(":  # "(d) Exhibits" below is the text
        return Title(None, line_end(source, begin, stop), 0.0, True)
    match, end = _match(low, first, min(stop, first + _LONGEST_TITLE), numbers)
    if match < MOST and crossed:
        return Title(None, line_end(source, begin, stop), match if match >= 0.3 else 0.0, True)
    if crossed and low.startswith("the ", first) and low[end : line_end(low, end, stop)].strip(_SEPARATOR):
        return Title(None, line_end(source, begin, stop), 0.0, True)  # a sentence: "The static pool data for the notes .."
    if match >= 0.3:
        return _matched(source, first, _more_titles(source, low, end, stop, numbers), stop, match, wrapped)
    if first != begin and "\t" not in source[begin:first]:
        return Title(None, line_end(source, begin, stop), 0.0, True)
    return _unmatched(source, first, line_end(source, first, stop))


def is_titled(source: str, low: str, at: int, stop: int, numbers: tuple[str, ...]) -> bool:
    """Whether a title of one of the numbers follows a place word for word: told in fewer steps than where the title ends."""
    first = _past(_HOP, source, at, stop)
    return any(_exact(low, first, stop, n) for n in numbers)


def _past(apart: re.Pattern[str], source: str, at: int, stop: int) -> int:
    """Where a run of separators at a place ends."""
    m = apart.match(source, at, stop)
    return m.end() if m else at


@functools.cache
def _on() -> tuple[str, ...]:
    """What longer titles go on with where a shorter one ends."""
    further = {word for number in form.titles() for _, words in _printed(number).values() for word in words}
    return ("&", *_ON, *sorted(further.difference(_ON)))


def may_go_on(low: str, end: int, stop: int) -> bool:
    """Whether a title that ends at a place may go on, there or below, as a longer one does."""
    first = _LETTER_OR_AND.search(low, end, stop)
    return first is not None and low.startswith(_on(), first.start())


def whole_title(low: str, at: int, stop: int, numbers: tuple[str, ...], hop: bool) -> Title | None:
    """The title of one number that is all that its line says, as most headings have it; None if it is not.

    Nothing but its line decides, where the title cannot go on (`may_go_on`).
    """
    if len(numbers) > 1:
        return None
    close = line_end(low, at, stop)
    size = len(low[at:close].lstrip(_SEPARATOR + "\t" if hop else _SEPARATOR))
    first = close - size
    end = _alone(low, first, close, stop, numbers[0]) if 0 < size <= _LONGEST_TITLE else 0
    if not end or low.startswith(";", end) or _further(low, first, end, min(stop, first + _LONGEST_TITLE), numbers) != end:
        return None
    end = _closed(low, first, end)
    return Title((first, end + (low[end : end + 1] == ".")), close, 1.0, True)


def _closed(low: str, first: int, end: int) -> int:
    """Where a title ends with the parenthesis that its last words stand in."""
    opens = low.startswith(")", end) and low.rfind("(", first, end) > low.rfind(")", first, end)
    return end + 1 if opens else end


def title_before(low: str, at: int, stop: int, numbers: tuple[str, ...]) -> Title | None:
    """The title printed ahead of its item's number, "Other Events (Item 8.01)", on a line of their own, or two; None if it is not."""
    if not _CLOSES.match(low, stop):
        return None
    line = _line_before(low, at)
    over = _line_before(low, line - 1) if line > 1 and low[line - 1] == "\n" and low[line - 2] != "\n" else line
    for start in (line,) if over == line else (line, over):
        while 0 < start < at and low[start] in _SEPARATOR + "(\t":
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
    while low.startswith(";", end) and (m := _SEMICOLON.match(low, end, stop)):  # one number's titles, printed in part
        following = max(_exact(low, m.end(), stop, n) for n in numbers)
        if not following or not _PARTED.match(low, following, stop):
            break
        end = following
    return end


def _matched(source: str, first: int, end: int, stop: int, match: float, wrapped: bool) -> Title:
    """A title that begins like the form's: to the end of its line when nothing like a sentence follows, else as far as it matches."""
    end = _closed(source, first, end)
    close = line_end(source, end, stop)
    tail = source[end:close]
    stopped = end + (1 if tail[:1] == "." else 0)
    flat = tail.strip(_SEPARATOR + "\t'\"\u2019\u201d")
    if not flat or _CONTINUED.match(tail.lower()):
        return Title((first, stopped), close, match, True)
    if match < _SURELY and "(" not in flat[:1] and _reads_on(flat, tail) and not _wraps(source, close):
        return Title((first, end + len(tail.rstrip(" \xa0"))), close, match, True)
    whole = tail.rstrip(". \xa0") if _AND_MORE.match(tail) else tail.removesuffix(".")
    if match >= _SURELY and _CAPITALISED.fullmatch(whole) and _is_addition(flat) and _has_body(source, close, stop, wrapped):
        return Title((first, end + len(tail.rstrip(" \xa0"))), close, match, True)
    over = end
    while over < close and source[over] in " \xa0.:;-\u2013\u2014":
        over += 1
    return Title((first, stopped), over, match, False)


def _is_addition(flat: str) -> bool:
    """Whether words behind a title may be more of it: they begin no sentence, point nowhere, and do not say that there is nothing."""
    return not _SENTENCE_FIRST.match(flat) and not pattern("no-addition").search(flat.lower())


def _has_body(source: str, close: int, stop: int, wrapped: bool) -> bool:
    """Whether a heading's line ends its paragraph, and words of the item's own follow: else those on the line are its text."""
    if wrapped and not _PARAGRAPH_ENDS.match(source, close, stop):
        return False
    body = _LETTER_OR_DIGIT.search(source, close, stop)
    if body is None or body.group().islower() and source[body.start() - 1] not in "([":
        return False
    low = source[body.start() : min(stop, body.start() + 40)].lower()
    return not _NEXT_ITEM.match(low) and not _NO_BODY.match(low)


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
    end = source.find("\n", at, stop)
    line = source[at : end if end >= 0 else stop]
    if "\x0b" in line or "\x0c" in line:
        end = at + len(_BREAK.split(line, 1)[0])
    return end if end >= 0 else stop
