"""Lists of exhibits -> rows: number, description, footnote marks. The exhibits item and the exhibit index are such lists.

Comes in: a Text and the stretch of a list. Goes out: Rows, in order, and the notes below them. Add here: a layout of lists.
"""

from __future__ import annotations

import re

import msgspec
from msgspec.structs import replace

from eightk.late import late
from eightk.read.descriptions import cells, lines, over_number
from eightk.read.text import BLANK, Text

Pair = tuple[int, int]


class Row(msgspec.Struct, frozen=True, gc=False):
    """One listed exhibit; offsets into the text. `pieces` are the stretches of its description."""

    number: str
    number_at: Pair
    pieces: tuple[Pair, ...]
    marks: tuple[str, ...]
    named: bool
    """Whether the word Exhibit stands before the number."""
    taken: bool
    """Whether columns beside the description name the filing that it comes from."""


_LETTER = r"(?-i:[A-Za-z])"  # [a-z] with `re.I` is also the long s and the sign of kelvin, and long to compile and to match
NUMBER = (
    r"\d{1,3}(?:[ \t]{0,4}\.\s?\d{1,3}|[-\u2013\u2011]\d{1,3}(?!\d))?(?:\.\d{1,3})?"  # "99", "99.1", "99-1", "10.1.2"
    rf"(?:{_LETTER}(?!{_LETTER})|\.(?:(?:INS|SCH|CAL|DEF|LAB|PRE)\b|(?-i:[A-Z])(?=\s\s|[\t\n]|[ \xa0](?-i:[A-Z]))))?"  # "10A", "2.A"
    rf"(?:(?:\s?\((?-i:[A-Za-z]|[IVXivx]{{1,4}}|\d{{1,2}})\))+(?:[a-z](?!{_LETTER}))?)?"  # "10(a)(iii)", "3(i)a"
)
_LETTERED = r"(?-i:[A-Z])(?=\s?[.:)\u2013\u2014-]|\s{2}|[\n\t\x0b])"  # "Exhibit A"
# A row that names itself, not "4. Exhibit 2.1 to the Form S-4" or "10. Exhibit A to the lease", whose number is the first.
_NAMED = rf"ex(?:hibits?|h)?[\s.:-]{{0,4}}(?:(?:no\.?|number|\#)\s?:?\s{{0,3}})?(?:\(?\d[\w.()-]*+|{_LETTERED})(?!\s{{1,9}}(?:to|of)\b)"
_ROW_AFTER_BREAK = (
    r"[ \xa0]*+(?=(?-i:[\d(*+\u2020\u2021#^~\u2022Ee]))"  # what may come first, for most lines are no rows
    # "(i)", "(c)(1)" or "1." before a row that names itself or has a decimal number; "(d)" before the list's first row
    rf"(?:(?:\((?:{_LETTER}|[ivx]{{2,4}})\)(?:\(\d{{1,2}}\))?|\d{{1,2}}\.)[ \xa0\t]+(?={_NAMED}|\d{{1,3}}\.\d)"
    rf"|\({_LETTER}\)[ \xa0]+)?"
    r"(?P<front>\(\d{1,2}\)[ \xa0]{1,4}(?=\d{1,3}\.\d)|[*+\u2020\u2021#^~\u2022]{0,3}[ \xa0]{0,4}|\(\d\)\s?)"  # a footnote's mark
    r"(?P<word>\(?(?:exhibits?|exh\.?|ex\.?)\s?[-\u2013.:]?\s{0,3}(?:(?:no\.?|number|\#)\s?:?)?\s{0,3})?"  # "Exhibit No."
    rf"(?:\((?!\d{{1,2}}\)[ ]?\({_LETTER}))?"
    rf"(?P<number>\(\d{{1,2}}\)[ ]?\((?:{_LETTER}|[ivx]{{2,4}})\)|{NUMBER}|(?(word){_LETTERED}|(?!)))\)?"  # also "(99)(a)", "(2)(ii)"
    r"(?P<mark>[ ]?[*+\u2020\u2021#^]{1,3}|\s?\(\d{1,2}\)(?=[\t\n]|\s{2}))?"  # a footnote's mark again
    r"(?P<sep>\s*(?:[.:;,)]|--?|\u2013|\u2014)?\s*)"
)
_ROW = late(r"[\n\t\x0b\x0c]" + _ROW_AFTER_BREAK, re.I)
_FIRST = late(r"[\s.:\u2013\u2014-]*+" + _ROW_AFTER_BREAK, re.I)  # a row that begins where the stretch begins
_AHEAD_OF_FIRST, _FRONTS = BLANK + ".:\u2013\u2014-", "(*+\u2020\u2021#^~\u2022Ee"  # what may stand ahead of it, what but figures begins it
_JOINED = late(r"(?:[,;.]|,?\s+and)(?=\s+exhibit)\s*" + _ROW_AFTER_BREAK.replace(NUMBER, r"\d{1,3}\.\d{1,3}") + r"(?=(?-i:[A-Z]))", re.I)
_FURTHER = late(
    r"(?:[,;]|[,;]?\s+and)" + _ROW_AFTER_BREAK.replace(NUMBER, r"\d{1,3}\.\d{1,3}") + r"(?=(?-i:[A-Z]))(?!and\b|due\b|percent|[mb]illion)",
    re.I,
)  # "99.1 Release, 99.2 Script"
# What numbers count that are no exhibits of the list: "Sections 10.1, 10.2 Liens".
OTHERS = (
    r"\b(?:sections?|schedules?|exhibits?|articles?|series|rules?|items?|clauses?|paragraphs?|parts?|annex(?:es)?|chapters?|n(?:o|umber)s?)\b"
    r"[\s.:]{0,3}"
)
_COUNTS = late(r"\b(?:sections?|subsections?|rule|clauses?|paragraphs?)[\s.]{0,3}\Z", re.I)  # the last word of a line that goes on "5(a)"
_OF_ANOTHER = late(OTHERS + r"\d", re.I)
_DECIMAL = late(r"\.(?<=\d\.)\d")
_WHOLE = late(r"\d+")
_GOES_ON = late(r"\s*(?:to|of|and|hereto|is|are|above|below|shall|was|,)\b")  # a sentence about an exhibit
# "10.1  1996 Stock Option Plan", "4.1  6 1/2% Senior Notes"
_FIGURE_FIRST = late(r"(?:(?:19|20)\d\d|\d{1,2}(?:\.\d{1,3}|[ -]\d/\d{1,2})?\s?%)\s+[A-Z]")
_AMOUNT = late(r"[%,]?\d|%|\s*(?:of|to|through|days?|years?|shares|million|percent)\b")  # the number counts something
_TWO_LETTERS = late(r"[A-Za-z]{2}")
_CAPITAL = late(r"[A-Z]")
_LABELLED = late(r"exhibits?\b[ .:\xa0]*\Z", re.I)
_NOTED_WORDS = r"filed|furnished|incorporated|previously|management|indicates|schedules|pursuant|certain|portions|to be|submitted|the"
_NOTE = late(rf"(?:{_NOTED_WORDS})\b", re.I)
# What a list says that names every exhibit there could be, "(1) Underwriting agreement / Not applicable"
_NOTHING, _ANSWER = ("applicable", "none"), late(r"[\W_]*(?:not\s+applicable|none)[\W_]*")
_FIRST_LINE = late(r"[^\w\x0c]*\n[^\w\x0c]*(\w[^\n\x0c]*)")
_SHIFT = 4  # columns by which a number like "3(ii)" may stand off the others'
_NOTE_ALONE = late(rf"(?:{_NOTED_WORDS})(?:\.|\s+(?-i:[a-z]))", re.I)


class Head(msgspec.Struct, frozen=True, gc=False):
    """What a row begins with: where it stands (a break before it included), its parts, and the whole number that its number begins with."""

    start: int
    end: int
    front_end: int
    number_at: Pair
    front: str
    word: str | None
    number: str
    mark: str | None
    gap: str
    whole: int


def _head(m: re.Match[str]) -> Head:
    """The head that a rule for rows found."""
    front, word, number, mark, gap = m.groups()
    digits = number.partition(".")[0]
    if not digits.isdecimal():
        found = _WHOLE.search(number)
        digits = found.group() if found else "0"
    return Head(*m.span(), m.end(1), m.span(3), front, word, number, mark, gap, int(digits))


def rows(text: Text, start: int, end: int) -> list[Row]:
    """The rows of a list."""
    source = text.text
    heads = []
    at = max(0, start - 1) if source[start - 1 : start] in ("\n", "\t", "\x0b", "\x0c") else start
    while (m := _ROW.search(source, at, end)) is not None:
        head = _head(m)
        at = head.number_at[1]
        if _acceptable(source, head, (start, end), text.wrapped):
            heads.append(head)
            at = max(at, head.end - 1)
    first = source[start : heads[0].start if heads else end].lstrip(_AHEAD_OF_FIRST)[:1]
    if first and (first in _FRONTS or first.isdecimal() or first.isspace()) and (m := _FIRST.match(source, start, end)) is not None:
        head = _head(m)
        if (not heads or head.number_at[0] < heads[0].number_at[0]) and _acceptable(source, head, (start, end), text.wrapped):
            heads.insert(0, head)
    heads = _without_notes(source, heads)
    if not heads:
        return []
    heads = _with_joined(source, _consistent(source, heads), end)
    stops = [head.start for head in heads[1:]] + [end]
    made = [_row(text, head, stop) for head, stop in zip(heads, stops, strict=True)]
    over = over_number(source, start, made[0].number_at[0], made[0].pieces) if text.wrapped else None
    if over:
        made[0] = replace(made[0], pieces=(over, *made[0].pieces))
    if not any(text.low.find(word, start, end) >= 0 for word in _NOTHING):
        return made
    return [row for row, stop in zip(made, stops, strict=True) if not _is_nothing(text, row, stop)]


def _is_nothing(text: Text, row: Row, stop: int) -> bool:
    """Whether a row only asks for an exhibit: its description is "None", or that is all that the line below it says."""
    if not row.pieces:
        return False
    told = text.low[slice(*row.pieces[0])] if len(row.pieces) == 1 else ""
    below = _FIRST_LINE.match(text.low, row.pieces[-1][1], stop)
    return any(words and _ANSWER.fullmatch(words) for words in (told, below and below[1]))


def _acceptable(source: str, head: Head, place: Pair, wrapped: bool) -> bool:
    """Whether a number at a line's start heads a row of the list at a place: it is named an exhibit, or a description follows in its own
    column.
    """
    number, gap, whole = head.number, head.gap, head.whole
    after = source[head.end : head.end + 40]
    if number.isalpha():
        return _CAPITAL.match(after) is not None
    if not 1 <= whole <= 110 or head.end >= place[1]:
        return False
    if (head.word or len(gap) < 2) and _GOES_ON.match(after):
        return False
    if head.word:
        return True
    if "." in number and (len(gap) > 1 or "\t" in gap) and after[:1].isdecimal() and _FIGURE_FIRST.match(after):
        return True
    words = after[:2].isascii() and after[:2].isalpha() and after[0].isupper() and len(after) > 1  # as nearly all descriptions begin
    if not words and (_AMOUNT.match(after) and not _is_referenced(source, head, place[0]) or not _TWO_LETTERS.search(after)):
        return False
    plain = "." not in number and "(" not in number and "-" not in number
    if plain and whole < 99 and not head.mark and source.startswith(("\t", "\x0b"), head.start):
        return "\t" in gap and whole not in (1, 2, 3, 4, 5)
    if plain and len(gap) < 2 and not gap.strip():
        sure = whole >= 16 or not wrapped or "\t" in gap
        return _CAPITAL.match(after) is not None and (sure or _enclosed(source, head) and _is_labelled(source, place[0]))
    return plain or bool(gap)


def _is_referenced(source: str, head: Head, start: int) -> bool:
    """Whether a row has the number of the exhibit table of Regulation S-K beside its own, as the head of its list says."""
    wide = len(head.gap) > 2 or "\t" in head.gap
    return (
        wide
        and _REFERENCED.match(source, head.end) is not None
        and _TABLE.search(source[start : min(head.start, start + _LIST_HEAD)].lower()) is not None
    )


def _without_notes(source: str, heads: list[Head]) -> list[Head]:
    """The heads without the notes below a list, "(1) Filed herewith".

    They count from one again below rows, of which one is not in parentheses or else the note's words go on in lower case, as they must
    where nothing but notes is there.
    """
    noted = {h.start for h in heads if _may_be_note(source, h)}
    if not noted:
        return heads
    if len(noted) == len(heads):
        return [h for h in heads if not _NOTE_ALONE.match(source, h.end)]
    out: list[Head] = []
    bare, highest, note = False, 0, 0  # whether a row is not in parentheses, the rows' highest number, the last note's
    for h in heads:
        again = h.whole <= highest if bare else h.whole == 1 and highest > 1 and _NOTE_ALONE.match(source, h.end)
        if h.start in noted and (again or note and h.whole == note + 1):
            note = h.whole
            continue
        bare = bare or not _opened(source, h)
        highest = max(highest, h.whole)
        out.append(h)
    return out


def _may_be_note(source: str, head: Head) -> bool:
    """Whether a small number in parentheses stands before words that notes begin with."""
    return head.whole < 16 and not head.word and _opened(source, head) and _NOTE.match(source, head.end) is not None


def _opened(source: str, head: Head) -> bool:
    """Whether a parenthesis stands before a number."""
    return source.startswith("(", head.number_at[0] - 1)


def _is_labelled(source: str, start: int) -> bool:
    """Whether an Exhibits paragraph's label stands right before a list."""
    return _LABELLED.search(source, max(0, start - 40), start) is not None


def _enclosed(source: str, head: Head) -> bool:
    """Whether a number stands in parentheses before a capital, and no note follows: "(4) Indenture"."""
    first, last = head.number_at
    if source[first - 1 : first] != "(" or source[last : last + 1] != ")":
        return False
    return _CAPITAL.match(source, head.end) is not None and not _NOTE.match(source, head.end)


def _consistent(source: str, heads: list[Head]) -> list[Head]:
    """With decimal numbers in the list, bare small numbers at line starts are dates, pages or steps of a description."""
    if len(heads) == 1:
        return heads
    heads = [h for h in heads if h.whole] or heads  # beside numbers, "Exhibit A" is an annex of one of them
    decimal = [h for h in heads if h.whole >= 16 or "." in h.number]
    if not decimal or len(decimal) == len(heads) or all(_enclosed(source, h) for h in heads):
        return heads
    sure = {h.start for h in decimal}
    return [h for h in heads if h.start in sure or h.word or _aligned(h, decimal[0]) or _lettered(source, h, heads[0], decimal[0])]


def _lettered(source: str, head: Head, first: Head, other: Head) -> bool:
    """Whether a number like "2(a)" is the first of a list, or about flush with the others and no section's: "of Section / 5(a) of"."""
    if "(" not in head.number:
        return False
    flush = abs((head.front_end - head.start) - (other.front_end - other.start)) <= _SHIFT
    return head is first or flush and not _COUNTS.search(source, max(0, head.start - 24), head.start + 1)


def _aligned(head: Head, other: Head) -> bool:
    """Whether a bare number stands in the column of the others, flush left or right, its description in the next."""
    shift = other.start - head.start
    flush = (
        head.front_end + shift == other.front_end
        or head.number_at[1] + shift == other.number_at[1]
        or _units(head) + shift == _units(other)
    )
    return flush and "\n" not in head.gap and ("\t" in head.gap or len(head.gap) > 1)


def _units(head: Head) -> int:
    """Where the last figure of the whole number stands, by which numbers are set flush right: " 2" over "99(a)"."""
    return head.number_at[0] + len(str(head.whole))


def _with_joined(source: str, heads: list[Head], end: int) -> list[Head]:
    """The heads with those that stand within another's line: "Exhibit 99.1 Release and Exhibit 99.2 Script"."""
    out: list[Head] = []
    for i, head in enumerate(heads):
        out.append(head)
        if "." in head.number:
            stop = heads[i + 1].start if i + 1 < len(heads) else end
            if head.word:
                out += map(_head, _JOINED.finditer(source, head.end, stop))
            elif _DECIMAL.search(source, head.end, stop):
                out += _further(source, head, stop, {h.number for h in heads[i + 1 : i + 2]})
    return out


def _further(source: str, head: Head, stop: int, other: set[str]) -> list[Head]:
    """The exhibits that a row goes on with on its line, each next or after a semicolon, to a number of something else or of a row."""
    another = _OF_ANOTHER.search(source, head.end, stop)
    out: list[Head] = []
    for more in map(_head, _FURTHER.finditer(source, head.end, another.start() if another else stop)):
        last = out[-1] if out else head
        later = source[more.start] == ";" and more.whole > last.whole  # "1.1 Underwriting Agreement; 4.1 Indenture"
        if more.number in other or not later and more.number != _next_number(last.number):
            break
        out.append(more)
    return out


def _next_number(number: str) -> str:
    """The number of the exhibit after one: "99.1" is followed by "99.2"; "" if it is not so numbered."""
    whole, _, part = number.partition(".")
    return f"{whole}.{int(part) + 1:0{len(part)}d}" if part.isdecimal() else ""


# ---- one row -------------------------------------------------------------------------------------------------

_SAID = late(r",?\s+(?:is|are|was|were|has been|have been)\s+(?:being\s+|hereby\s+)?(?:filed|attached|furnished|included|annexed)\b", re.I)
_REFERENCES = tuple("(0123456789")
# A column with the number of the exhibit table of Regulation S-K: "1   (99)   Press release", "1   99   Press release".
_REFERENCED = late(r"(?:\(\d{1,3}\)(?:[^\S\n]{2,}|\t)\s*(?=\w)|\d{1,3}(?:\.\d{1,2})?(?:[^\S\n]{3,}|\t)\s*(?=[A-Z][A-Za-z]))")
_TABLE, _LIST_HEAD = late(r"\b601\b|\bs-k\b"), 500  # what the head of such a column names, in the list's first characters
_NOTED = late(r"(?<=\.\d)(?<=\d)(\(\d{1,2}\))$|(?<=\.\d\d)(\(\d{1,2}\))$")
_MARKS = late(r"([*+\u2020\u2021#^]{1,3}|\(\d{1,2}\))\s*$")
_MARK_BEGINS = "*+\u2020\u2021#^("
_MARK_ENDS = "*+\u2020\u2021#^)"
# What ends a row of wrapped text: a note on the list, a rule, a blank line before a capital, a page.
_STOP = late(
    r"\n[ \t\xa0]*(?:(?:[*+\u2020\u2021#^_-]{1,3}|\(\d{1,2}\))\s*"
    rf"(?:{_NOTED_WORDS})\b"
    r"|_{5,}|-{12,}\s*\n)|"
    r"\n[ \t\xa0]*\n\s{0,400}+(?!(?-i:[a-z(]))(?=\S)|\x0c",
    re.I,
)
_LOWER = late(r"[a-z]|\((?![Ee]xhibit [Nn])")  # "(Exhibit No. Description)" is the list's header, printed below it
_SAME_CELL = late(r"(?:\n\t[\t \xa0]*[a-z][^\n\x0c]*)+")  # rows without a number that go on in the column of the description


def _row(text: Text, head: Head, stop: int) -> Row:
    """The row that a number heads and that ends by `stop`."""
    source = text.text
    begin = head.number_at[1] if source.count("\n", head.number_at[1], head.end) > 3 else head.end
    if source[begin : begin + 1] in _REFERENCES and (column := _REFERENCED.match(source, begin, stop)):
        begin = column.end()
    end = _row_end_wrapped(source, begin, stop) if text.wrapped else _row_end(text, head.number_at[0], begin, stop)
    if head.word and "," in head.gap and (told := _SAID.search(source, begin, end)):
        end = told.start()  # a sentence: "Exhibit 16, the letter .., is filed"
    pieces, taken = lines(source, begin, end) if text.wrapped else cells(source, begin, end)
    marks = [x.strip() for x in (head.front, head.mark) if x and x.strip()]
    beside = "" if text.wrapped or not pieces else source[pieces[-1][1] : end].strip()
    if beside and beside[0] in _MARK_BEGINS and (tail := _MARKS.fullmatch(beside)):
        marks.append(tail.group(1))
    last = source[pieces[-1][1] - 1] if pieces else "."
    if (last in _MARK_ENDS or last.isspace()) and (tail := _MARKS.search(source, *pieces[-1])):
        marks.append(tail.group(1))
    number, (at, number_end) = "".join(head.number.split()).replace("\u2013", "-").replace("\u2011", "-"), head.number_at
    noted = _NOTED.search(number) if number.endswith(")") else None
    if noted:  # "10.3(1)": a footnote's mark, for sub-numbers of decimal numbers are not set in parentheses
        marks.append(noted.group())
        number = number[: noted.start()]
        number_end = at + head.number.find("(")
    return Row(number, (at, number_end), pieces, tuple(marks), bool(head.word), taken)


def _row_end_wrapped(source: str, begin: int, end: int) -> int:
    """In wrapped text: the first stop after a word of the description."""
    cut = _STOP.search(source, begin, end)
    return cut.start() if cut and source[begin : cut.start()].strip() else end


def _row_end(text: Text, number: int, begin: int, end: int) -> int:
    """In marked-up text: the end of the table row, or of the paragraph; the next one when the number stands alone on its line."""
    source = text.text
    line = source.find("\n", begin, end)
    if line < 0:
        return end
    if not any(a <= number < b for a, b in text.tables):
        following = source.find("\n", line + 1, end)
        if source[number - 1 : number] == "\n" and _LOWER.match(source[line:end].strip()):
            return following if following > 0 else end
    page = source.find("\x0c", begin, line)
    if page >= 0:
        return page
    more = _SAME_CELL.match(source, line, end)
    return more.end() if more else line
