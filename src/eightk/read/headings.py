"""Item headings: every line that may be one, scored with reasons, and the choice among them.

Comes in: a Text. Goes out: Candidates, chosen and not, for `items.py` and `explain`. Recognition is date-free: every
title the form ever had counts. Add here: a layout of headings. A wording is a row's `headings` in `form/items.toml`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from eightk import form
from eightk.late import late
from eightk.read.text import BREAKS, Text

THRESHOLD = 2.0

_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()
_ROMAN = "i ii iii iv v vi vii viii ix x xi xii".split()
_SECTION = r"[1-9li]\s?[.,:\u2024\u00b7]\s{0,2}[0oq]\s?[1-9lio0](?![\d])"
_PLAIN = r"(?:1[0-2]|[1-9])(?![\d]|\s?[.,]\d)|(?:viii|vii|vi|iv|ix|xii|xi|x|v|iii|ii|i|l)(?![\w.]\w|\w)|(?:" + "|".join(_WORDS) + r")\b"
_NUMBER = rf"(?:{_SECTION}|{_PLAIN})"
_LETTERS = r"(?:\s{0,2}\(\s?[a-z]{1,3}\s?\)(?:\s?(?:,|and|&|or|-|\u2013|through)?\s?\(\s?[a-z]{1,3}\s?\))*)?"
_ITEM = late(
    rf"i[ ]?t[ ]?e[ ]?m(?P<s>[ ]?s|\(s\))?[\s:.#\u2013\u2014-]{{0,12}}(?P<no>no\.?\s{{0,3}}|number\s{{1,3}})?(?P<number>{_NUMBER})(?P<letters>{_LETTERS})"
)
_BARE = late(rf"(?P<number>[1-9]\.0[1-9])(?P<letters>{_LETTERS})(?=[\s.:)\u2013\u2014-]{{1,12}}[a-z])")
_BARE_WHOLE = late(rf"(?P<number>(?:1[0-2]|[1-9])(?<![\w.]\d)(?<![\w.]\d\d)(?=[.:)\s]))(?P<letters>{_LETTERS})(?=[\s.:)\u2013\u2014-]{{1,12}}[a-z])")
_BEFORE = late(r"[\n\t\x0b\x0c][ \xa0]*(?:[*_\u2022\u00b7>|#\[(\u25cf\u25aa\u2610\u2612]{1,3}[ ]*)?(?P<section>section\s\d{1,2}\b[^\n\x0b]{0,90}[\s.:;\u2013\u2014-])?(?P<quote>[\"\u201c\u201d'\u2018\u2019]{1,2})?\Z")
_MORE = late(
    rf"\s{{0,3}}(?P<join>,|;|/|&|and|or|through|thru|to|-|\u2013|\u2014)+\s{{0,3}}(?:and\s{{1,3}}|&\s{{0,3}})?(?:(?P<word>items?)\s{{0,3}})?"
    rf"(?P<number>{_SECTION}|1[0-2](?!\d)|[1-9](?![\d]|\s?[.,]\d))(?P<letters>{_LETTERS})(?=[\s.,:;)&\u2013\u2014-]|and|$)"
)
_TOKEN = late(r"[a-z0-9\u2019'.]+")
_CONTINUED = late(r"[\s.:,\u2013\u2014-]*\(?\s?cont(?:inued|['\u2019]?d|\.)")
_PROSE = late(
    r"[\s,;)\u2013\u2014-]*(?:of|above|below|herein|hereof|hereto|hereby|to|is|are|was|were|in|under|and|or|shall|will|as|by|which|that|"
    r"has|have|may|on|for|from|with|incorporated|includes?|contains?|does|furnished|the|this|a)\b"
)
_PAGED = late(r"(?:\.\s?){3,}\s*\d{0,3}\s*$|[\t ]{2,}\d{1,3}\s*$|\t\s*\d{1,3}\s*$")
_BREAK = late(r"[\n\x0b\x0c]")
_ENDS = late(r"[\s.:;,\u2013\u2014-]{0,3}(?:[\n\x0b\x0c\t]|\Z)")
_CONTENTS = late(r"(?:table\s+of\s+contents|[\n\x0b]\s*(?:index|contents)\s*(?:[\n\x0b]|$))")
_ALNUM = late(r"[A-Za-z0-9]+")


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A line that may be an item heading. `score` adds the `reasons` up; `span` is the printed heading in bytes."""

    number: str
    line: str
    span: tuple[int, int]
    score: float
    reasons: tuple[str, ...]
    chosen: bool


class Heading(NamedTuple):
    """A candidate while it is being judged; offsets are into the text."""

    numbers: tuple[str, ...]
    letters: str
    start: int
    number_at: tuple[int, int]
    title_at: tuple[int, int] | None
    end: int
    score: float
    reasons: tuple[str, ...]
    match: float
    continued: bool
    section: bool


@functools.cache
def _titles(number: str) -> tuple[tuple[str, ...], ...]:
    return tuple({tuple(w.strip(".'\u2019") for w in _TOKEN.findall(t.lower())): None for t in form.titles().get(number, ())})


@functools.cache
def known_numbers() -> frozenset[str]:
    """Every item number the form ever had."""
    return frozenset(form.titles())


def normal(printed: str) -> str:
    """A printed number as the form's: "l.01" -> "1.01", "IX" -> "9", "five" -> "5", "5, 03" -> "5.03"."""
    flat = "".join(printed.split()).lower()
    if flat in _WORDS:
        return str(_WORDS.index(flat) + 1)
    if flat in _ROMAN:
        return str(_ROMAN.index(flat) + 1)
    flat = flat.replace("l", "1").replace("i", "1").replace("o", "0").replace("q", "0")
    return re.sub(r"[,:\u2024\u00b7]", ".", flat)


def _same(a: str, b: str) -> bool:
    return a == b or (len(a) > 3 and len(b) > 3 and (a[:4] == b[:4]) and abs(len(a) - len(b)) <= 3)


@functools.cache
def _exact(number: str) -> re.Pattern[str]:
    """Any title of a number word for word, the longest first."""
    titles = sorted(_titles(number), key=lambda t: -sum(map(len, t)))
    return re.compile(r"(?:" + "|".join(r"[\W_]{1,12}".join(map(re.escape, t)) for t in titles) + r")(?![a-z0-9])")


def match_title(low: str, at: int, stop: int, numbers: tuple[str, ...]) -> tuple[float, int]:
    """How far the words from `at` follow a title of one of `numbers`: (share of the title's words, where they end)."""
    exact = max((m.end() for n in numbers if (m := _exact(n).match(low, at, stop))), default=0)
    if exact and _ENDS.match(low, exact, stop):
        return 1.0, exact
    words: list[tuple[str, int]] = []
    for w in _TOKEN.finditer(low, at, stop):
        word = w.group().rstrip(".'\u2019")
        words.append((word.lstrip(".'\u2019"), w.start() + len(word)))
        if len(words) == 45:
            break
    best, end = (1.0, exact) if exact else (0.0, at)
    for number in numbers:
        for title in _titles(number):
            share, where = _follow(words, title)
            if share > best or (share == best and where > end):
                best, end = share, where
    return best, end


def _follow(words: list[tuple[str, int]], title: tuple[str, ...]) -> tuple[float, int]:
    """Walks the printed words along a title; a missing or an extra word may be passed over, twice."""
    at = hits = slips = 0
    end = 0
    for word, stop in words:
        for ahead in range(0, 3):
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


def find(text: Text, start: int, stop: int, limit: int) -> list[Heading]:
    """Every candidate between two offsets, in order; at most `limit`."""
    low, found, last = text.low, [], -1
    for m in _items(low, start, stop):
        before = _line_start(low, m.start())
        if before is not None and (made := _judge(text, m, before, stop)) is not None and made.start >= last:
            found.append(made)
            last = made.end
            if len(found) >= limit:
                break
    # Where others bear the word, a bare whole number is a list's.
    whole = not any(h.score >= THRESHOLD and h.match >= 0.45 for h in found)
    taken = {at for h in found for at in range(*h.number_at)}
    for rule, least in ((_BARE, 0.6), (_BARE_WHOLE, 0.75)) if whole else ((_BARE, 0.6),):
        for m in rule.finditer(low, start, stop):
            if len(found) >= limit:
                break
            before = None if m.start("number") in taken else _line_start(low, m.start())
            if before is not None and (made := _judge(text, m, before, stop, bare=True)) is not None and made.match >= least:
                found.append(made)
    return sorted(found, key=lambda h: h.start)


def _items(low: str, start: int, stop: int) -> Iterator[re.Match[str]]:
    """Every "item" with a number; the slower look for spaced letters ("i tem") only where there are any."""
    if any(low.find(spaced, start, stop) >= 0 for spaced in ("i tem", "it em", "ite m", "i t")):
        yield from _ITEM.finditer(low, start, stop)
        return
    at = low.find("item", start, stop)
    while at >= 0:
        m = _ITEM.match(low, at, stop)
        if m:
            yield m
        at = low.find("item", m.end() if m else at + 4, stop)


def _line_start(low: str, at: int) -> re.Match[str] | None:
    """What stands between the start of the line (or cell) and a place, if nothing but marks, a quote or a SECTION caption does."""
    before = low[at - 1 : at]
    if before and (before.isalnum() or before in ",;"):
        return None
    lead = low[max(0, at - 130) : at]
    return _BEFORE.search("\n" + lead if at <= 130 else lead)


def _numbers(source: str, m: re.Match[str], stop: int) -> tuple[tuple[str, ...], str, int]:
    """The numbers of a heading, with ranges spelled out, the first one's letters, and where they end."""
    first = normal(m.group("number"))
    numbers, end = [first], m.end()
    plural = bool(m.groupdict().get("s"))
    while (more := _MORE.match(source, end, stop)) is not None:
        number = normal(more.group("number"))
        join = more.group("join")
        section = "." in number
        if number not in known_numbers() or section != ("." in first) or (not section and not plural and not more.group("word")):
            break
        if join in ("through", "thru", "to", "-", "\u2013") and not section and number.isdigit() and numbers[-1].isdigit():
            numbers += [str(n) for n in range(int(numbers[-1]) + 1, int(number))]
        elif join in ("-", "\u2013", "\u2014", "to") and not (plural or more.group("word")):
            break
        numbers.append(number)
        end = more.end()
    return tuple(numbers), m.group("letters") or "", end


def _judge(text: Text, m: re.Match[str], before_it: re.Match[str], stop: int, bare: bool = False) -> Heading | None:
    source = text.text
    numbers, letters, end = _numbers(text.low, m, stop)
    if any(n not in known_numbers() for n in numbers):
        return None
    start = m.start()
    reasons: list[tuple[float, str]] = [(0.0, "a number and its title") if bare else (1.0, "the word Item at the start of a line")]
    continued = _CONTINUED.match(text.low, end, stop) is not None
    title_at, close, match, own = title_of(source, text.low, end, stop, numbers, not bare)
    if match >= 0.75:
        reasons.append((3.0, "the form's title follows"))
    elif match >= 0.45:
        reasons.append((2.0, "most of the form's title follows"))
    elif match >= 0.3:
        reasons.append((1.0, "part of the form's title follows"))
    if own:
        reasons.append((1.0, "a line of its own"))
    lead = source[max(0, start - 160) : start]
    before = lead.rstrip(" \xa0*_[(\u2022\u00b7>|#\"\u201c")
    if not before or before[-1] in "\n\t\x0b\x0c":
        previous = before.rstrip(" \n\t\x0b\x0c\xa0")
        if not previous or before.count("\n") - previous.count("\n") > 1 or "\x0c" in before[len(previous) :] or previous[-1] in ".:;!?\"\u201d)-_*":
            reasons.append((1.0, "after a blank line or a sentence's end"))
        elif text.wrapped and re.search(r"[a-z,]{2}$", previous) and match < 0.6:
            reasons.append((-2.5, "in the middle of a sentence"))
        elif not text.wrapped:
            reasons.append((0.5, "after a paragraph's end"))
    if match < 0.45 and not continued and _PROSE.match(source, end, min(stop, end + 40)):
        reasons.append((-4.0, "a sentence goes on"))
    if before_it.group("quote"):
        reasons.append((-2.0, "quoted"))
    if m.groupdict().get("no") and match < 0.45:
        reasons.append((-2.0, "a numbered proposal"))
    score = sum(points for points, _ in reasons)
    where = (m.start("number"), end)
    return Heading(
        numbers, letters, start, where, title_at, close, score, tuple(f"{p:+g} {why}" for p, why in reasons), match, continued, "." in numbers[0]
    )


_SEPARATOR = " \xa0.:;,)]*_\u2013\u2014-|"


def title_of(source: str, low: str, at: int, stop: int, numbers: tuple[str, ...], hop: bool = True) -> tuple[tuple[int, int] | None, int, float, bool]:
    """The title printed after a number: (its place, where the heading ends, how well it matches, whether the heading has its line alone)."""
    begin = at
    while begin < stop and source[begin] in _SEPARATOR:
        begin += 1
    first = begin
    if hop:  # the title in the next cell, or one or two line breaks further
        while first < stop and first - begin < 200 and source[first] in _SEPARATOR + BREAKS:
            first += 1
    match, end = match_title(low, first, min(stop, first + 500), numbers)
    crossed = any(c in "\n\x0b\x0c" for c in source[begin:first])
    line_end = _line_end(source, begin, stop)
    if match < 0.45 and crossed:
        return None, line_end, match if match >= 0.3 else 0.0, True
    if match >= 0.3:
        for _ in numbers[1:]:  # a combined heading may print a title for each number
            following = end
            while following < stop and source[following] in _SEPARATOR + BREAKS + "\x26/":
                following += 1
            if source[following : following + 4].lower() == "and ":
                following += 4
            more, further = match_title(low, following, min(stop, following + 300), numbers)
            if more < 0.6:
                break
            end = further
        return _matched(source, first, end, stop, match)
    if first != begin and "\t" in source[begin:first] and not crossed:
        line_end = _line_end(source, first, stop)
    elif first != begin:
        return None, line_end, 0.0, True
    return _unmatched(source, first, line_end, stop)


def _matched(source: str, first: int, end: int, stop: int, match: float) -> tuple[tuple[int, int], int, float, bool]:
    """A title that begins like the form's: to the end of its line when nothing like a sentence follows, else as far as it matches."""
    line_end = _line_end(source, end, stop)
    tail = source[end:line_end]
    flat = tail.strip(_SEPARATOR + "\t'\"\u2019\u201d")
    if not flat or _CONTINUED.match(tail.lower()):
        stopped = end + (1 if tail[:1] == "." else 0)
        return (first, stopped), line_end, match, True
    head_like = len(flat) < 90 and not re.search(r"[.:;]\s+\S", tail.rstrip()) and not re.match(r"\s*[.:\u2013\u2014-]", tail) and "\t" not in tail
    if head_like and match < 0.95 and "(" not in flat[:1] and not _wraps(source, line_end):
        last = line_end
        while last > end and source[last - 1] in " \xa0":
            last -= 1
        return (first, last), line_end, match, True
    close = end
    while close < line_end and source[close] in " .:;":
        close += 1
    return (first, end + (1 if tail[:1] == "." else 0)), close, match, False


def _wraps(source: str, line_end: int) -> bool:
    """Whether the next line goes on without a blank line (running text in ASCII)."""
    following = source[line_end + 1 : line_end + 60]
    return bool(following.strip(" ")) and not following.lstrip(" ").startswith(("\n", "\x0c", "(")) and bool(re.match(r" *[a-z]", following))


def _unmatched(source: str, first: int, line_end: int, stop: int) -> tuple[tuple[int, int] | None, int, float, bool]:
    """Words after the number that are no title of the form: a title of the filer's own if the line is short and alone."""
    line = source[first:line_end]
    flat = line.strip()
    if not flat or not _ALNUM.search(flat):
        return None, line_end, 0.0, True
    if len(flat) > 120 or _wraps(source, line_end) or "\t" in flat or not flat[0].isupper() or re.search(r"[a-z]\.\s+[A-Z]", flat):
        return None, first, 0.0, False
    if len(flat.split()) > 14 or re.match(r"(?:On|In|As|The|Effective|Attached|Not applicable|None|N/A)\b", flat, re.I):
        return None, first, 0.0, False
    start = first + len(line) - len(line.lstrip())
    return (start, start + len(flat)), line_end, 0.0, True


def _line_end(source: str, at: int, stop: int) -> int:
    m = _BREAK.search(source, at, stop)
    return m.start() if m else stop


def is_paged(source: str, heading: Heading) -> bool:
    """A table-of-contents line: leaders or a page number at its end."""
    end = _line_end(source, heading.end, len(source))
    return _PAGED.search(source, heading.start, end) is not None


def body_size(source: str, start: int, stop: int, enough: int = 60) -> int:
    """Letters and digits between two offsets, counted until `enough`."""
    size = 0
    for m in _ALNUM.finditer(source, start, stop):
        size += len(m.group())
        if size >= enough:
            break
    return size


def choose(text: Text, found: list[Heading], stop: int) -> tuple[list[Heading], dict[int, str]]:
    """The headings of the items, in order, and why each other candidate (by its start) was left."""
    source = text.text
    left: dict[int, str] = {}
    good = [h for h in found if h.score >= THRESHOLD]
    if any(h.section and h.match >= 0.45 for h in good):
        for h in good:
            if not h.section:
                left[h.start] = "a whole number in a report of sectioned items"
        good = [h for h in good if h.section]
    else:
        good = _in_order(good, left)
    good = _without_contents(source, text.low, good, stop, left)
    kept: list[Heading] = []
    seen: set[tuple[str, ...]] = set()
    for h in good:
        if kept and kept[-1].numbers == h.numbers and (h.continued or _running_head(source, h)):
            left[h.start] = "the item goes on over the page"
        elif h.continued and h.numbers in seen:
            left[h.start] = "the item goes on"
        else:
            kept.append(h)
            seen.add(h.numbers)
    return kept, left


def _running_head(source: str, h: Heading) -> bool:
    return "\x0c" in source[max(0, h.start - 120) : h.start]


def _in_order(good: list[Heading], left: dict[int, str]) -> list[Heading]:
    """Untitled whole numbers out of order among titled ones are items of something else (a ballot, an annual report)."""
    titled = [h for h in good if h.match >= 0.45]
    if not titled:
        return good
    kept = []
    for h in good:
        if h.match < 0.45 and h.title_at is not None and not _fits(h, titled):
            left[h.start] = "another title, out of order"
            continue
        kept.append(h)
    return kept


def _fits(h: Heading, titled: list[Heading]) -> bool:
    number = int(h.numbers[0])
    before = [int(t.numbers[-1]) for t in titled if t.start < h.start]
    after = [int(t.numbers[0]) for t in titled if t.start > h.start]
    return (not before or before[-1] < number) and (not after or number < after[0])


def _without_contents(source: str, low: str, good: list[Heading], stop: int, left: dict[int, str]) -> list[Heading]:
    """Leaves out a table of contents: headings with nothing under them whose numbers are all headed again."""
    numbers = [h.numbers for h in good]
    for size in range(1, min(len(good) // 2, 40) + 1):
        again = [n for n in numbers[:size] if n in numbers[size : size + 80]]
        if numbers[size] != numbers[0] or len(again) * 4 < size * 3:
            continue
        empty = sum(body_size(source, good[i].end, good[i + 1].start) < 50 for i in range(size - 1))
        announced = _CONTENTS.search(low, max(0, good[0].start - 600), good[0].start) is not None
        again_alike = size > 1 and numbers[size : 2 * size] == numbers[:size]
        most = 6000 if again_alike or announced else 400
        short = body_size(source, good[size - 1].end, good[size].start, most) < most
        paged = any(is_paged(source, h) for h in good[:size])
        if (size > 1 and empty == size - 1 and short) or ((announced or paged) and short and empty >= (size - 1) / 2):
            for h in good[:size]:
                left[h.start] = "a line of the table of contents"
            return good[size:]
    kept = []
    for i, h in enumerate(good):
        if is_paged(source, h) and any(h.numbers[0] in later.numbers for later in good[i + 1 : i + 40]):
            left[h.start] = "a line of the table of contents"
        else:
            kept.append(h)
    return kept
