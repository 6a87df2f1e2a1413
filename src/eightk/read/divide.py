"""Text -> the divisions of a report: cover | items | signatures | exhibit index | rest, covering it once, in order.

Comes in: a Text. Goes out: `Divided`, offsets into the text. Add here: how one division is told from the next.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

import msgspec

from eightk.form.phrases import Lines, Openings, Wording, pattern
from eightk.late import late
from eightk.limits import Limits
from eightk.model import DivisionKind
from eightk.read.choice import Left, choose
from eightk.read.headings import Heading, find
from eightk.read.signed import is_corporate
from eightk.read.text import BLANK, BREAKS, Text, body_size

# An exhibit's number on a line of its own, as on its first page.
_ROW = late(r"\w(?:[ ]{3,}\s*[$(]?\d|\t\s*\S)")  # cells, or a column of figures, beside a row's caption
_EXHIBIT_PAGE = late(
    r"[\n\x0b\x0c][^\w\n\x0b]*(?:exhibit|ex)[\s.:-]{0,3}(?:no\.?\s*)?"
    r"\(?\d{1,3}(?:[.\-]\d{1,3})?(?:\s?\([a-z0-9]{1,4}\))*[^\w\n\x0b]*(?=[\n\x0b\x0c]|$)"
)
_EXHIBIT_NUMBER = late(r"ex(?:hibit)?[\s.:-]{0,3}(?:no\.?\s*)?\(?\d")  # which most text behind the signatures has not
_SIGNED = late(r"/\s?s\s?/|\bby\s?:")
_PAGE = late(r"\x0c")
_LETTER = late(r"[A-Za-z]")
_LISTS = late(r"\(\s?[cd]\s?\)\s{0,4}exhibits?|exhibit\s+(?:no|number|index)|\n\s*99\.\d")
_ROWS = late(r"exhibits?\s+(?:nos?\b|numbers?)|\n[^\w\n]*(?:exhibit\s+)?\d{1,3}(?:\.\d|\s*\t|\s{3})")  # a list's header, or a row of it
_LISTED_ROW = late(r"\n[ \t*]*(?:ex(?:hibit)?[. -]*)?\d{1,3}(?:\.\d{1,2}|\([a-z]\))?\*?[ \t]{2,}\S")
_LINE = late(r"[^\n\x0c]+")
_PARAGRAPH_ENDS = late(r"(?:\n[ \t\xa0]*\n|\x0c)\s*\Z")
_PARAGRAPH = late(r"(?:[^\n\x0c]++|\n(?![ \t\xa0]*+[\n\x0c]))++")  # of lines that are wrapped
# The last words of a sentence whose end a name would be.
_LEADS_TO = late(
    r"(?:[:,]|\b(?:a|and|as|are|be|became|become|becomes|by|called|calls|following|for|from|in|into|is|its|known|named|names?|of|on|or|our|"
    r"read|reads|renamed|that|the|their|than|through|to|under|was|were|which|with))\Z"
)
_TRAILING = ("trailing-heading", "trailing-marks", "trailing-paragraph", "trailing-outlook", "trailing-limitation", "exhibit-index-heading")
_AFTER_LIST = ("trailing-limitation", "exhibit-index-heading")
_PAGE_MARKS = "\x0c\x1d"  # a page's end, and a rule drawn across it
_BLANK_LINE, _BREAK = late(r"\n[ \t\xa0]*(?=\n)|\x0c"), late(r"[\n\x0c]")  # what divides paragraphs, in lines that are wrapped and else
_STATEMENT = 400  # characters of a statement before the words that it is told by
_PAGE_TOP = 400  # characters of blanks above the first words of a page
_HEAD_LINES, _HEAD_WIDTH = 14, 100  # lines of a page's head, blank ones too, and characters of one
_COVER = 12_000  # characters of the cover whose lines it may repeat
_MOST_STATEMENTS = 20  # signature statements that are tried for items above them


class Stretch(msgspec.Struct, frozen=True, gc=False):
    """An item's heading and the place of its own text."""

    heading: Heading
    start: int
    end: int


class Divided(msgspec.Struct, frozen=True, gc=False):
    """The divisions of a main document, and the headings found on the way."""

    cover: tuple[int, int]
    items: tuple[Stretch, ...]
    signatures: tuple[int, int] | None
    statement: tuple[int, int] | None
    """The statement that the signatures begin with: "Pursuant to the requirements of .. has duly caused this report to be signed"."""
    indexes: tuple[tuple[int, int], ...]
    parts: tuple[tuple[DivisionKind, int, int], ...]
    found: tuple[Heading, ...]
    left: dict[int, str]
    crowded: bool


def divide(text: Text, limits: Limits) -> Divided:
    """Finds the signatures first, then the headings before them, then what lies around."""
    source = text.low
    size = len(source)
    sign, statement, found, chosen, left = _signed(text, limits)
    close = sign if sign is not None else _first_exhibit(source, chosen[-1].end if chosen else size, size)
    stretches = _stretches(text, chosen, close)
    first = _section_start(source, 0, chosen[0].start) if chosen else close
    after = _after(source, sign, size) if sign is not None else size
    last = stretches[-1].end if stretches else first
    indexes = _indexes(source, first, last if stretches else close, close, after, size)
    return Divided(
        cover=(0, first), items=stretches, signatures=None if sign is None else (close, after), statement=statement, indexes=indexes,
        parts=_tile(size, first, last, close, sign is not None, after, indexes), found=tuple(found), left=left,
        crowded=len(found) >= limits.max_headings,
    )  # fmt: skip


def _signed(text: Text, limits: Limits) -> tuple[int | None, tuple[int, int] | None, list[Heading], list[Heading], Left]:
    """Where the signatures begin and their statement, with the headings before: the first signature statement that has items above it."""
    low, at = text.low, 0
    found: list[Heading] = []
    first: tuple[int | None, tuple[int, int] | None] | None = None
    for tried, m in enumerate(pattern("signature-statement").finditer(low), 1):
        start = _heading_above(low, m.start())
        found += find(text, at, start, limits.max_headings - len(found))
        chosen, left = choose(text, found)
        if chosen:
            return start, m.span(), found, chosen, left
        first = first or (start, m.span())
        at = start
        if tried == _MOST_STATEMENTS:
            break
    found += find(text, at, len(low), limits.max_headings - len(found))
    chosen, left = choose(text, found)
    if first is not None:
        return *((None, None) if chosen else first), found, chosen, left
    last = chosen[-1].end if chosen else 0
    worded = pattern("signature-words").search(low, last)
    if worded is not None:
        begin = _paragraph_start(text, last, worded.start())
        return _heading_above(low, begin), (begin, worded.end()), found, chosen, left
    heading = pattern("signature-heading").search(low, last)
    return (heading.start() if heading else None), None, found, chosen, left


def _paragraph_start(text: Text, low: int, at: int) -> int:
    """Where the paragraph begins in which a place stands."""
    breaks = _BLANK_LINE if text.wrapped else _BREAK
    for m in breaks.finditer(text.low, max(low, at - _STATEMENT), at):
        low = m.end()
    return max(low, text.low.rfind("\n", 0, at) + 1 if at - low > _STATEMENT else low)


def _heading_above(source: str, at: int) -> int:
    """The SIGNATURES caption right above a statement, or the statement itself."""
    low = max(0, at - 300)
    start = at
    for m in pattern("signature-heading").regex.finditer(source, low, at):
        if source[m.end() : at].isspace() or body_size(source, m.end(), at, 30) < 30:
            start = m.start()
            break
    return start


def _first_exhibit(source: str, start: int, size: int) -> int:
    """Where a report that nobody signed ends: at the page of its first exhibit, "EXHIBIT 99" on a line of its own, else where it ends."""
    own = _exhibit_page(source, start, size)
    while own is not None and not _on_new_page(source, start, own.start() + 1):
        own = _exhibit_page(source, own.end(), size)
    return own.start() if own else size


def _on_new_page(source: str, start: int, at: int) -> bool:
    """Whether a place is the first of a page after `start`."""
    page = source.rfind("\x0c", max(start, at - _PAGE_TOP), at)
    return page >= 0 and not source[page:at].strip()


def _section_start(source: str, low: int, at: int) -> int:
    """The start of a SECTION caption that stands right above a heading, else the heading's start."""
    low = max(low, at - 300)
    caption = pattern("section-heading")
    for m in caption.finditer(source, low, at) if caption.may(source, low, at) else ():
        if body_size(source, m.end(), at, 6) < 6 or m.end() >= at:
            return m.start()
    return at


def _stretches(text: Text, chosen: list[Heading], close: int) -> tuple[Stretch, ...]:
    out = []
    for i, h in enumerate(chosen):
        last = i + 1 == len(chosen)
        end = _trailing(text, h.end, close) if last else _section_start(text.low, h.end, chosen[i + 1].start)
        if last or any(text.low.find(mark, max(h.end, end - _PAGE_TOP), end) >= 0 for mark in _PAGE_MARKS):
            end = _over_head(text, chosen[0].start, h.end, end)
        out.append(Stretch(h, h.end, end))
    return tuple(out)


def _over_head(text: Text, first: int, start: int, end: int) -> int:
    """Where the head of a page begins, right above an end, that repeats lines of the cover, the form's name and the registrant's."""
    head, low = end, max(start, end - _PAGE_TOP)
    at = low + len(text.text[low:end].rstrip(BLANK))
    for _ in range(_HEAD_LINES):
        low = max(start, at - _PAGE_TOP)
        line = max([text.low.rfind(c, low, at) for c in BREAKS]) + 1 or low
        words = text.text[line:at].strip(BLANK)
        if words:
            if len(words) > _HEAD_WIDTH or not _on_cover(text.text, words, first):
                break
            if text.low[line - 1] == "\t" and text.low[max(start, text.low.rfind("\n", start, line)) : line].strip():
                break  # beside something in its row of a table: "99.1 | Release of Marlstone, Inc."
            if not (is_corporate(words) or pattern("cover-legend").search(words.lower())):
                break
            head = line
        at = line - 1
        if at <= start:
            return end
    return head if head == end or _ends_above(text, max(start, head - _PAGE_TOP), head) else end


def _ends_above(text: Text, low: int, head: int) -> bool:
    """Whether a paragraph ends above a place, and its sentence does not lead on to what stands there."""
    if text.wrapped and not _PARAGRAPH_ENDS.search(text.text, low, head):
        return False
    return _LEADS_TO.search(text.text[low:head].rstrip(BLANK)[-12:]) is None


def _on_cover(source: str, words: str, first: int) -> bool:
    """Whether words are a line of the cover, which ends at `first`."""
    at = source.find(words, max(0, first - _COVER), first)
    return at >= 0 and source[at - 1 : at] in BLANK and source[at + len(words) : at + len(words) + 1] in BLANK


@functools.cache
def _openings() -> Openings:
    """What the lines of trailing matter open with."""
    return Openings([word for name in _TRAILING for word in pattern(name).opens])


def _trailing(text: Text, start: int, close: int) -> int:
    """Where unnumbered matter before the signatures begins: it belongs to no item."""
    low, end = text.low, close
    if not _openings().may(low, start, close):
        return end
    lines = Lines(low, start, close)
    for rule in map(pattern, _TRAILING):
        if rule.may(low, start, end):
            end = _cut_off(text, rule, _matter(text, rule, lines, start, end), start, end)
    return end


def _matter(text: Text, rule: Wording, lines: Lines, start: int, end: int) -> Iterable[re.Match[str]]:
    """The places of a stretch that may be trailing matter of one kind."""
    if rule is pattern("exhibit-index-heading"):
        return rule.finditer(text.low, start, end)  # more marks than those of `Lines` may be ahead of it
    if rule.letters.isdisjoint(lines.openings):
        return ()
    first = _outlook(text, start, end) if rule is pattern("trailing-outlook") else start
    return rule.matches(text.low, [at for at in lines.places(rule.letters) if at >= first], end)


def _cut_off(text: Text, rule: Wording, found: Iterable[re.Match[str]], start: int, end: int) -> int:
    """Where the first of the places begins that is trailing matter; the end where none is."""
    source = text.low
    index = rule in map(pattern, _AFTER_LIST)  # which comes after the item's own list; other matter has no list behind it
    for m in found:
        word = _LETTER.search(text.text, m.start(), m.end())
        if (word and word.group().islower()) or _ROW.search(source, m.start(), m.end()) or _is_first(source, start, m.start()):
            continue  # the line goes on a sentence, is a table's row, or is the item's first
        page = index and source.find("\x0c", start, m.start()) < 0
        lists = (_ROWS if page else _LISTS).search(source, start, m.start()) if index else _LISTS.search(source, m.end(), end)
        if (lists is not None) == index:
            return m.start()
    return end


def _outlook(text: Text, start: int, end: int) -> int:
    """Where the last paragraphs begin that all say that the report looks forward; the end of the stretch if there are none."""
    first = pattern("trailing-outlook").search(text.low, start, end)
    at = first.start() if first else end
    for m in (_PARAGRAPH if text.wrapped else _LINE).finditer(text.low, at, end):
        words = m.group()
        if _LETTER.search(words) and (not pattern("outlook-words").search(words) or pattern("status-words").search(words)):
            at = m.end()
    return at


def _is_first(source: str, start: int, at: int) -> bool:
    """Whether there is little or nothing of an item before a place, and that does not say that there is nothing."""
    return body_size(source, start, at, 25) < 25 and not pattern("not-applicable").search(source[start:at])


def _after(source: str, sign: int, size: int) -> int:
    """Where the signatures end: at an exhibit index, an auditor's report, an exhibit's first line, a page not theirs, or the end."""
    end = size
    for search in (pattern("exhibit-index-heading").search, _exhibit_page, pattern("auditors-report").search):
        m = search(source, sign + 20, end)
        end = m.start() if m else end
    page = source.find("\x0c", sign)
    while 0 <= page < end:
        following = source.find("\x0c", page + 1)
        if _signed_by(source, sign, page) and _is_foreign(source[page + 1 : following if following >= 0 else end]):
            return page
        page = following
    return end


def _signed_by(source: str, start: int, stop: int) -> bool:
    """Whether somebody has signed in a stretch; nearly all do it with "/s/"."""
    return source.find("/s/", start, stop) >= 0 or _SIGNED.search(source, start, stop) is not None


def _exhibit_page(source: str, start: int, stop: int) -> re.Match[str] | None:
    """The first exhibit's number that has a line to itself."""
    return _EXHIBIT_PAGE.search(source, start, stop) if _EXHIBIT_NUMBER.search(source, start, stop) else None


def _is_foreign(page: str) -> bool:
    """Whether a page after a signature is none of the signatures': it has running text and no signature statement."""
    signed = _SIGNED.search(page)
    prose = page[: signed.start()] if signed else page
    return not pattern("signature-statement").search(page) and body_size(prose, 0, len(prose), 120) >= 120


def _indexes(source: str, first: int, items_end: int, close: int, after: int, size: int) -> tuple[tuple[int, int], ...]:
    """The exhibit indexes: before the items, between the last item and the signatures, after the signatures."""
    found = []
    for low, high in ((0, first), (items_end, close), (after, size)):
        m = pattern("exhibit-index-heading").search(source, max(0, low - 1), high) if high > low else None
        if m:
            start = max(m.start(), low)
            own = _exhibit_page(source, m.end(), high)
            while own and _listed(source, own, high):
                own = _exhibit_page(source, own.end(), high)
            found.append((start, _index_end(source, m.end(), own.start() if own else high)))
    return tuple(found)


def _listed(source: str, m: re.Match[str], high: int) -> bool:
    """Whether "Exhibit 99.1" on a line of its own is still a row of the index (its description follows) and not an exhibit's first page."""
    before = source[max(0, m.start() - 3) : m.start() + 1]
    if "\x0c" in before:
        return False
    return body_size(source, m.end(), min(high, m.end() + 600), 500) < 400


def _index_end(source: str, start: int, stop: int) -> int:
    """An index ends with the page on which its last number stands."""
    for m in _PAGE.finditer(source, start, stop):
        rest = source[m.end() : min(stop, m.end() + 1500)]
        if body_size(source, start, m.start(), 20) >= 20 and not _LISTED_ROW.search(rest):
            return m.start()
    return stop


def _tile(
    size: int, first: int, last: int, close: int, signed: bool, after: int, indexes: tuple[tuple[int, int], ...]
) -> tuple[tuple[DivisionKind, int, int], ...]:
    marks: list[tuple[int, DivisionKind]] = [(0, "cover")]
    if last > first:
        marks.append((first, "items"))
        if close > last or not signed and close < size:
            marks.append((last, "rest"))
    if signed:
        marks.append((close, "signatures"))
        if after < size:
            marks.append((after, "rest"))
    for start, end in indexes:
        marks = _cut(marks, start, end, size)
    out: list[tuple[DivisionKind, int, int]] = []
    for i, (start, kind) in enumerate(marks):
        end = marks[i + 1][0] if i + 1 < len(marks) else size
        if end > start or (not out and i + 1 == len(marks)):
            out.append((kind, start, end))
    return tuple(out)


def _cut(marks: list[tuple[int, DivisionKind]], start: int, end: int, size: int) -> list[tuple[int, DivisionKind]]:
    """Lays an exhibit index over the divisions it covers; what followed goes on after it."""
    under: DivisionKind = "rest"
    for at, kind in marks:
        if at <= end:
            under = kind
    kept = [(at, kind) for at, kind in marks if at < start]
    later = [(at, kind) for at, kind in marks if at > end]
    middle: list[tuple[int, DivisionKind]] = [(start, "exhibit index")]
    if end < (later[0][0] if later else size):
        middle.append((end, under))
    return kept + middle + later
