"""Item headings: every line that may be one, scored with reasons.

Comes in: a Text. Goes out: Headings in order, good and bad; `choice.py` chooses among them. Recognition is date-free: every number and
title the form ever had counts. Add here: a layout of headings, or a reason for or against one. Titles are in `titles.py`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from itertools import pairwise

import msgspec
from msgspec.structs import replace

from eightk import form
from eightk.form.phrases import pattern
from eightk.late import late
from eightk.read.reasons import BEARS_ITEM, WHOLE_TITLE, Reason, added, for_place, for_title
from eightk.read.text import BLANK, BREAKS, Text
from eightk.read.titles import MOST, Title, is_continued, is_titled, line_end, may_go_on, title_before, title_of, whole_title

_SURE = 0.6  # the share of the form's title that has to follow a number that may be another's
THRESHOLD = 2.0
"""The score from which on a candidate is a heading."""


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A line that may be an item heading. `score` adds the `reasons` up; `span` is the printed heading in bytes."""

    number: str
    line: str
    span: tuple[int, int]
    score: float
    reasons: tuple[str, ...]
    chosen: bool


class Heading(msgspec.Struct, frozen=True, gc=False):
    """A candidate while it is being judged; offsets are into the text."""

    numbers: tuple[str, ...]
    letters: tuple[tuple[str, int, int], ...]
    start: int
    number_at: tuple[int, int]
    title_at: tuple[int, int] | None
    end: int
    score: float
    reasons: tuple[str, ...]
    match: float
    continued: bool
    section: bool


# ---- numbers -------------------------------------------------------------------------------------------------

_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()
_ROMAN = "i ii iii iv v vi vii viii ix x xi xii".split()
_DOT = late(r"[,:\u2024\u00b7]")
_DOTLESS = late(r"\A([1-9])(?:0|[-\u2013_.]{1,2}0?)([1-9])\Z")


@functools.cache
def known_numbers() -> frozenset[str]:
    """Every item number the form ever had."""
    return frozenset(form.titles())


@functools.lru_cache(maxsize=256)
def normal(printed: str) -> str:
    """A printed number as the form's: "l.01" -> "1.01", "IX" -> "9", "five" -> "5", "5, 03" -> "5.03", "801" and "8.1" -> "8.01"."""
    flat = "".join(printed.split()).lower()
    if flat in _WORDS:
        return str(_WORDS.index(flat) + 1)
    if flat in _ROMAN:
        return str(_ROMAN.index(flat) + 1)
    flat = flat.replace("l", "1").replace("i", "1").replace("o", "0").replace("q", "0")
    flat = _DOT.sub(".", flat)
    return _DOTLESS.sub(r"\1.0\2", flat)


# ---- where a heading may begin -------------------------------------------------------------------------------

# "5.03", with the letters that are taken for figures and the marks that are taken for its dot.
_SECTION = r"[1-9li]\s{0,2}[.,:\u2024\u00b7]\s{0,2}[0oq]\s?[1-9lio0](?![\d])"
# "801", "8-01", "8.1": the dot or the nought lost, which only the form's title behind it makes an item's number.
_LOST = r"[1-9](?=[0 \xa0.\u2013_-])(?:0[1-9]|\s?[-\u2013_]\s?0[1-9]|[ \xa0]0[1-9]|\.[1-9]|\.\s?\.\s?0[1-9])(?![\d]|\s?[.,]\d)"
_PLAIN = (
    r"(?:1[0-2]|[1-9])(?![\d]|\s?[.,]\d)"  # "5"
    r"|(?:viii|vii|vi|iv|ix|xii|xi|x|v|iii|ii|i|l)(?![\w.]\w|\w|[ \xa0]{1,2}tem|[ \xa0]{1,2}t[ \xa0]{1,2}e)"  # "V", not the I of "I tem"
    r"|(?:" + "|".join(_WORDS) + r")\b"  # "five"
)
# "(a)", "(a) and (c)", "(a)-(c)"
_LETTERS = r"(?:[ \xa0\t]{0,2}\(\s?[a-z]{1,3}\s?\)(?:\s?(?:,(?:\s?and)?|and|&|or|-|\u2013|through)?\s?\(\s?[a-z]{1,3}\s?\))*)?"
_ITEM = late(
    r"i[ \xa0]{0,2}t[ \xa0]{0,2}e[ \xa0]{0,2}m(?P<s>[ \xa0]{0,2}s(?!ix)|\(s\))?[\s:.#\u2013\u2014-]{0,12}"
    r"(?P<no>no\.?\s{0,3}|number\s{1,3})?"
    rf"(?P<number>(?:{_SECTION}|(?P<lost>{_LOST})|{_PLAIN}))(?P<letters>{_LETTERS})"
)
_ITEM_ENDS, _ITEM_SPREAD = late(r"m(?<=[ite \xa0][te \xa0][e \xa0]m)"), 9  # the word's end, and its characters before that, blanks too
# A number without the word Item: of a section, or whole.
_BARE = late(rf"(?P<number>[1-9]\.0[1-9])(?P<letters>{_LETTERS})(?=[\s.:)\u2013\u2014-]{{1,12}}[a-z])")
_DOT_FIGURE = late(r"\.0[1-9]")  # of a section's number; sooner found than the figure before it
_BARE_WHOLE = late(
    r"(?P<number>(?:1[0-2](?<![\w.]\d\d)|[1-9](?<![\w.]\d))(?=[.:)\s]))"  # no part of another number
    rf"(?P<letters>{_LETTERS})(?=[\s.:)\u2013\u2014-]{{1,12}}[a-z])"
)
_BEFORE = late(
    r"[\n\t\x0b\x0c][ \xa0]*"
    r"(?:[*_\u2022\u00b7>|#\[(\u25cf\u25aa\u2610\u2612\u2013\u2014-]{1,3}[ \xa0]*)?"  # marks, bullets, boxes, dashes
    r"(?:section\s\d{1,2}\b[^\n\x0b]{0,90}[\s.:;\u2013\u2014-])?"  # the caption of the Section on the same line
    r"(?P<quote>[\"\u201c\u201d'\u2018\u2019]{1,2})?\Z"
)
_COUNT = late(r"[\n\x0b\x0c][ \xa0]*(\(?(?:\d{1,2}|[a-h]|i{1,3}|i?vi{0,3}|i?x)[.)][ \xa0]{1,8})\Z")
_COUNT_AHEAD = 100  # characters of the blanks and the count before a heading
_TITLED = 0.75  # the share of the form's title that a heading so counted has
_LEADS_TO = late(r"(?:[,;:]|\b(?:a|and|as|by|following|for|from|in|include[sd]?|of|or|our|said|see|that|the|this|to|under|with))\Z")
_GOES_ON = late(
    r"[ \xa0]{0,3}[,;][ \xa0]{0,3}(?:[a-z]|(?=[\s\x0b\x0c]))"  # "; and", ", of our report"
    r"|[ \xa0]{1,3}(?:of|in|is|are|was|were|shall|will|under)\b"
    r"|[ \xa0.]{0,3}[\n\x0b\x0c][\s\x0b\x0c]{0,90}(?=[a-z]{2,}\b)"  # on the next line
)
_NEXT = late(r"[\s\x0b\x0c.,;]*+(?:and|or)?[\s\x0b\x0c]*")  # between two items of a list
_MORE = late(
    r"\s{0,3}+(?=[,;/&aot\u2013\u2014-])(?P<join>,|;|/|&|and|or|through|thru|to|-|\u2013|\u2014)+\s{0,3}(?:and\s{1,3}|&\s{0,3})?(?:(?P<word>items?)\s{0,3})?"
    rf"(?P<number>{_SECTION}|1[0-2](?!\d)|[1-9](?![\d]|\s?[.,]\d))(?P<letters>{_LETTERS})(?=[\s.,:;)&\u2013\u2014-]|and|$)"
)


def find(text: Text, start: int, stop: int, limit: int) -> list[Heading]:
    """Every candidate between two offsets, in order; at most `limit`."""
    found: list[Heading] = []
    counted: list[Heading] = []
    low, last = text.low, -1
    for m in _named(low, start, stop):
        quote = "" if low[m.start() - 1] == "\n" else _line_start(low, m.start())
        if quote is None and found and _JOIN.fullmatch(low, last, m.start()):
            quote = ""
        made = _judge(text, m, quote, stop) if quote is not None else _counted(text, m, stop)
        if quote is None and made is not None:
            counted.append(made)
        if made is None or made.title_at is None:
            made = _title_first(text, m, stop) or made
        if made is not None and made.start >= last:
            found.append(made)
            last = made.end
            if len(found) >= limit:
                break
    if counted:
        found = _without_references(text, found, counted, stop)
    # Where others bear the word, a bare whole number is a list's.
    whole = not [h for h in found if h.score >= THRESHOLD and h.match >= MOST]
    taken, named = {at for h in found for at in range(*h.number_at)}, len(found)
    for rule, least in ((_BARE, 0.6), (_BARE_WHOLE, 0.75)) if whole else ((_BARE, 0.6),):
        for m in _sections(low, start, stop, taken) if rule is _BARE else rule.finditer(low, start, stop):
            if len(found) >= limit:
                break
            quote = None if m.start("number") in taken else _line_start(low, m.start())
            if quote is not None and (made := _judge(text, m, quote, stop, bare=True)) is not None and made.match >= least:
                found.append(made)
    return sorted(found, key=lambda h: h.start) if len(found) > named else found


def _counted(text: Text, m: re.Match[str], stop: int) -> Heading | None:
    """A heading with its title behind a number or letter that counts the headings: "(1) Item 8.01. Other Events", "A. Item 5"."""
    before = text.low[max(0, m.start() - 9) : m.start()].rstrip(" \xa0")
    ahead = _COUNT.search(text.low, max(0, m.start() - _COUNT_AHEAD), m.start()) if before.endswith((".", ")")) else None
    made = _judge(text, m, "", stop) if ahead else None
    return replace(made, start=ahead.start(1)) if ahead and made is not None and made.match >= _TITLED and made.title_at else None


def _without_references(text: Text, found: list[Heading], counted: list[Heading], stop: int) -> list[Heading]:
    """The headings without those counted ones that are references in a list: within a sentence, next to such a one, or headed plainly."""
    own = {h.start for h in counted}
    plain = [h for h in found if h.start not in own and h.score >= THRESHOLD and h.match >= MOST]
    first, numbers = min([h.start for h in plain], default=stop), {n for h in plain for n in h.numbers}
    out = {h.start for h in counted if h.start > first or not numbers.isdisjoint(h.numbers) or _refers(text, h, stop)}
    for listed in (counted, counted[::-1]):
        for a, b in pairwise(listed):
            if a.start in out and _NEXT.fullmatch(text.low, min(a.end, b.end), max(a.start, b.start)):
                out.add(b.start)
    return [h for h in found if h.start not in out]


def _refers(text: Text, h: Heading, stop: int) -> bool:
    """Whether a counted heading stands within a sentence: one leads to it, or goes on behind its title."""
    before = text.text[max(0, h.start - _COUNT_AHEAD) : h.start].rstrip(BLANK)
    leads = _LEADS_TO.search(before) and not pattern("items-announced").search(before.lower())
    return bool(leads) or _GOES_ON.match(text.text, (h.title_at or h.number_at)[1], stop) is not None


def _sections(low: str, start: int, stop: int, taken: set[int]) -> Iterator[re.Match[str]]:
    """Every section's number, "5.02", that has words behind it and stands in no place that is taken."""
    for dot in _DOT_FIGURE.finditer(low, start + 1, stop):
        m = _BARE.match(low, dot.start() - 1, stop) if dot.start() not in taken else None
        if m:
            yield m


def _named(low: str, start: int, stop: int) -> Iterator[re.Match[str]]:
    """Every number behind the word Item. Of its letters the last is the rarest, and so is looked for."""
    for last in _ITEM_ENDS.finditer(low, start, stop):
        at = low.rfind("i", max(start, last.start() - _ITEM_SPREAD), last.start())
        if at >= 0 and (m := _ITEM.match(low, at, stop)):
            yield m


def _line_start(low: str, at: int) -> str | None:
    """The quote that opens the line (or cell) of a place, "" for none; None where more than marks or a SECTION caption is ahead of it."""
    before = low[at - 1 : at]
    if before and (before.isalnum() or before in ",;"):
        return None
    lead = low[max(0, at - 130) : at]
    last = lead.rstrip(" \xa0")[-1:]
    if last and last in BREAKS:  # as most headings stand; most other places are within a sentence: both told without the expression
        return ""
    if last.isalnum() and "section" not in lead:
        return None
    m = _BEFORE.search("\n" + lead if at <= 130 else lead)
    return None if m is None else m.group("quote") or ""


def _numbers(text: Text, m: re.Match[str], stop: int) -> tuple[tuple[str, ...], tuple[tuple[str, int, int], ...], int]:
    """The numbers of a heading, with ranges spelled out, the places of the letters behind each, and where the last one ends."""
    low, first = text.low, normal(m.group("number"))
    end = m.end()
    begin, close = m.span("letters")
    more = _MORE.match(low, end, stop)
    if more is None:  # one number, as most have
        return (first,), ((first, begin, close),) if begin < close else (), end
    numbers, letters = [first], [(first, begin, close)]
    plural = "s" in m.re.groupindex and bool(m.group("s"))
    while len(numbers) <= len(known_numbers()) and more is not None:
        number = normal(more.group("number"))
        join = more.group("join")
        section = "." in number
        several = plural or more.group("word") or not section and is_titled(text.text, low, more.end(), stop, (first, number))
        if number not in known_numbers() or section != ("." in first) or (not section and not several):
            break
        if join in ("through", "thru", "to", "-", "\u2013") and not section and number.isdigit() and numbers[-1].isdigit():
            numbers += [str(n) for n in range(int(numbers[-1]) + 1, int(number))]
        elif join in ("-", "\u2013", "\u2014", "to") and not several:
            break
        numbers.append(number)
        letters.append((number, *more.span("letters")))
        end = more.end()
        more = _MORE.match(low, end, stop)
    return tuple(numbers), tuple([place for place in letters if place[1] < place[2]]), end


# ---- for and against -----------------------------------------------------------------------------------------

# Words that make the number a part of a sentence.
_PROSE = late(
    r"[\s,;)\u2013\u2014-]*(?:of|above|below|herein|hereof|hereto|hereby|to|is|are|was|were|in|under|and|or|shall|will|as|by|which|that|"
    r"has|have|may|on|for|from|with|incorporated|includes?|contains?|does|furnished|the|this|a)\b"
)
# The quotation closes and the sentence goes on, in one paragraph: of one line, or of lines that are wrapped.
_QUOTED = late(r"[^\n\x0b\x0c\t\"\u201d]{0,300}[\"\u201d][ \xa0]{1,9}[a-z(]")
_QUOTED_WRAPPED = late(r"(?:[^\n\x0b\x0c\t\"\u201d]|\n(?![ \xa0]*\n)){0,300}[\"\u201d][ \xa0]{0,9}\n?[ \xa0]{0,9}(?<=[ \xa0\n])[a-z(]")
_JOIN = late(r"[ \xa0;,.:&/\u2013\u2014-]{0,8}(?:and[ \xa0])?")  # between two headings on one line

_whole: dict[str, Heading] = {}
"""The last heading of each line that is an item's number and a title and no more: filers print the same ones, and they are judged alike."""
_MOST_LINES, _LONGEST_LINE = 2000, 250  # the lines kept, and characters of one


def _judged(text: Text, m: re.Match[str], stop: int) -> Heading | None:
    """A place as a heading that was judged before, where it stands in such a line; else None."""
    low, start = text.low, m.start()
    last = _whole.get(low[start : line_end(low, m.end(), stop)])
    if last is None or last.title_at is None:
        return None
    by, (first, behind) = start - last.start, last.title_at
    if may_go_on(low, behind + by, stop):
        return None
    place = for_place(text, start, 1.0)
    score, told = added((BEARS_ITEM, *WHOLE_TITLE, place) if place else (BEARS_ITEM, *WHOLE_TITLE))
    return Heading(
        numbers=last.numbers, letters=tuple([(n, a + by, b + by) for n, a, b in last.letters]), start=start,
        number_at=(last.number_at[0] + by, last.number_at[1] + by), title_at=(first + by, behind + by), end=last.end + by,
        score=score, reasons=told, match=1.0, continued=False, section=last.section,
    )  # fmt: skip


def _judge(text: Text, m: re.Match[str], quote: str, stop: int, bare: bool = False) -> Heading | None:
    """A place as a heading with its score, `quote` being what opens its line; None if it has a number that no item ever had."""
    judged = None if quote or bare else _judged(text, m, stop)
    if judged is not None:
        return judged
    numbers, letters, end = _numbers(text, m, stop)
    lost = not bare and m.group("lost") is not None
    if not known_numbers().issuperset(numbers):
        return None if bare or lost or "." not in numbers[0] else _unknown(text, m, end, stop, numbers)
    whole = whole_title(text.low, end, stop, numbers, not bare)
    title = whole or title_of(text.text, text.low, end, stop, numbers, not bare, text.wrapped)
    if lost and title.match < _SURE:
        return None  # of Regulation S-K
    reasons: list[Reason] = [(0.0, "a number and its title") if bare else BEARS_ITEM]
    reasons += for_title(title)
    known = title.match >= MOST
    place = (2.0, "it says that there is nothing") if not known and _nothing(text, end, stop) else for_place(text, m.start(), title.match)
    if place is not None:
        reasons.append(place)
    continued = title.match < 1 and is_continued(text.low, end, stop)
    if not known and not continued and _PROSE.match(text.low, end, _sentence_end(text, title, end, stop)):
        reasons.append((-4.0, "a sentence goes on"))
    if quote:
        within = (_QUOTED_WRAPPED if text.wrapped else _QUOTED).match(text.low, end, stop)
        reasons.append((-5.0, "quoted in a sentence") if within else (-2.0, "quoted"))
    if not known and not bare and m.group("no"):
        reasons.append((-2.0, "a numbered proposal"))
    score, told = added(tuple(reasons))
    heading = Heading(
        numbers=numbers, letters=letters, start=m.start(), number_at=(m.start("number"), end), title_at=title.at, end=title.end,
        score=score, reasons=told, match=title.match, continued=continued, section="." in numbers[0],
    )  # fmt: skip
    if whole is not None and not quote and not bare and whole.end - m.start() <= _LONGEST_LINE:
        if len(_whole) == _MOST_LINES:
            _whole.clear()
        _whole[text.low[m.start() : whole.end]] = heading
    return heading


def _nothing(text: Text, end: int, stop: int) -> bool:
    """Whether the rest of a line without the form's title is "Not applicable": then the next line may follow at once."""
    rest = text.low[end : line_end(text.text, end, min(stop, end + 60))]
    return pattern("not-applicable").search(rest) is not None


def _sentence_end(text: Text, title: Title, end: int, stop: int) -> int:
    """How far a sentence that the number may be part of is looked for: not over the end of a paragraph."""
    close = title.end if title.alone and title.at is None else stop
    ends = not text.wrapped or text.text[close + 1 : close + 80].lstrip(" ")[:1] == "\n"
    return min(stop, end + 40, close if ends else stop)


def _title_first(text: Text, m: re.Match[str], stop: int) -> Heading | None:
    """A heading whose title stands before the word Item."""
    number = normal(m.group("number"))
    title = title_before(text.low, m.start(), m.end(), (number,)) if number in known_numbers() else None
    if title is None or title.at is None:
        return None
    return Heading(
        numbers=(number,), letters=(), start=title.at[0], number_at=m.span("number"), title_at=title.at, end=min(title.end, stop),
        score=4.0, reasons=("+4 the form's title and the word Item, a line of their own",), match=title.match, continued=False,
        section="." in number,
    )  # fmt: skip


def _unknown(text: Text, m: re.Match[str], end: int, stop: int, numbers: tuple[str, ...]) -> Heading | None:
    """A sectioned number that no form ever had, alone on its line: never an item, but worth a finding."""
    close = line_end(text.text, end, stop)
    words = text.text[end:close].strip()
    if not words[:1].isupper() and words.strip(" .:-\u2013\u2014)")[:1].islower() or len(words) > 120 or words.endswith(","):
        return None
    return Heading(
        numbers=numbers, letters=(), start=m.start(), number_at=(m.start("number"), end), title_at=None, end=close, score=0.0,
        reasons=("+0 no item of the form ever had this number",), match=0.0, continued=False, section=True,
    )  # fmt: skip
