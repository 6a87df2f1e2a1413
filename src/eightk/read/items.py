"""The items division -> Items: number, title, text, parts, blocks, and what each says of itself.

Comes in: a Text and its stretches. Goes out: model Items. Add here: what is read inside an item.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import msgspec

from eightk import form
from eightk.form.phrases import pattern
from eightk.late import late
from eightk.model import Block, Incorporation, Item, Part, Span, Spans
from eightk.read.blocks import blocks, rendered, unpaged, without_page_numbers
from eightk.read.divide import Stretch
from eightk.read.headings import Heading, known_numbers, normal
from eightk.read.status import Words, says_of, status_of, words_of
from eightk.read.text import Text, squeeze, trimmed

_LINE_OR_PART = late(r"[\n(](?:(?<=\n)\n*|(?=[a-z]\)\s))")  # a line's end, or the bracket of "(a) "
_PART = late(r"\(\s?([a-z])\s?\)(?=[\s.])")
_OPENERS = frozenset("\n\x0b\x0c\t.;:")  # what stands before a letter that opens a paragraph
_PART_TITLE = late(r"[\s.\t]*([A-Z][^.\n\x0b\t]{2}[^.:\n\x0b\t]{0,88}+)(?:[.:\n\x0b\t]|$)")
_TAKES_IN = "incorporated"
# Between two words: blanks, with a page's number, its break and the link to the contents on the next one.
_GAP = r"\s+(?:[^\w\x0c]{0,80}(?:page\s)?(?:\d{1,3}|[ivx]{1,5})?[^\w\x0c]{0,80}\x0c\W{0,80}(?:table of contents\W{1,80})?)?"
_INCORPORATED = late(
    rf"incorporated{_GAP}(?:herein{_GAP}|into\s+this[^.;]{{0,40}}?{_GAP}|in\s+this[^.;]{{0,40}}?{_GAP})?by{_GAP}(?:this{_GAP})?reference"
)
_EXHIBIT = late(r"exhibit(?<!\wexhibit)s?\s+(?:no\.?\s*)?(\d{1,3}(?:\.\d{1,3})?)")
_ITEM = late(r"item(?<!\witem)\s+(\d{1,2}\.\d\d|\d{1,2})\b")

_LETTER = late(r"[a-z]{1,3}(?=\s?\))", re.I)  # "b" and "e" of "(b) and (e)"
_AND = late(r"[\W_]*+(?:and(?![a-z]))?[\W_]*+")  # nothing, or what joins two headings
_DENIED = late(r"not\b(?<!\wnot)|unless|except")
_MOST_SENTENCES = 50  # incorporations kept of one item


class Body(msgspec.Struct, frozen=True, gc=False):
    """One item's text, once, for every number of its heading."""

    text: str
    span: Span | None
    blocks: tuple[Block, ...]
    words: list[Words]
    start: int
    end: int
    parts: tuple[Part, ...]
    incorporates: tuple[Incorporation, ...]


class Headed(msgspec.Struct, frozen=True, gc=False):
    """A heading, the body it shares with the headings stacked upon it, and the body's place among the bodies."""

    heading: Heading
    body: Body
    at: int


def read_items(text: Text, stretches: tuple[Stretch, ...], most: int) -> list[Headed]:
    """Each heading with its body of at most `most` blocks; headings stacked upon each other share the body below them."""
    made: list[Headed] = []
    for at, headings in _gathered(text, stretches):
        start, end = stretches[at].start, stretches[at].end
        body = body_of(text, start, end, blocks(text, start, end, most))
        made += [Headed(heading, body, at) for heading in headings]
    return made


def read_item(text: Text, stretches: tuple[Stretch, ...], place: int, most: int) -> tuple[str, tuple[Block, ...]]:
    """The text and the blocks of the item at a place of the report, from 0, without reading the others; nothing where there is none."""
    for at, headings in _gathered(text, stretches):
        place -= sum(len(heading.numbers) for heading in headings)
        if place < 0:
            found = blocks(text, stretches[at].start, stretches[at].end, most)
            return rendered(found)[0], tuple(found)
    return "", ()


def _gathered(text: Text, stretches: tuple[Stretch, ...]) -> Iterator[tuple[int, list[Heading]]]:
    """The place of each stretch that has a body, and the headings that share it."""
    waiting: list[Heading] = []
    for i, stretch in enumerate(stretches):
        waiting.append(stretch.heading)
        if _stacked(text, stretches, i) and len(waiting) <= len(known_numbers()):
            if _again(text, stretch.heading, stretches[i + 1].heading):
                waiting.pop()
            continue
        yield i, waiting
        waiting = []


def _stacked(text: Text, stretches: tuple[Stretch, ...], i: int) -> bool:
    """Whether a heading has nothing under it but another of its kind."""
    if i + 1 == len(stretches) or stretches[i].heading.section != stretches[i + 1].heading.section:
        return False
    return _AND.fullmatch(text.low, stretches[i].start, stretches[i].end) is not None


def _again(text: Text, one: Heading, other: Heading) -> bool:
    """Whether a heading is the one above it once more: on top of a page that its item begins."""
    same = one.numbers == other.numbers
    return same and squeeze(text.low[one.start : one.end]) == squeeze(text.low[other.start : other.end])


def body_of(text: Text, start: int, end: int, found: list[Block]) -> Body:
    """What `text[start:end]`, whose blocks are `found`, says as the body of an item."""
    words, span = rendered(found)
    return Body(
        text=words, span=span, blocks=tuple(found), words=words_of(text, start, end), start=start, end=end,
        parts=_parts(text, start, end), incorporates=_incorporates(text, start, end),
    )  # fmt: skip


def items_of(text: Text, made: list[Headed], day: dt.date | None, around: tuple[tuple[int, int], ...]) -> list[Item]:
    """The Items. `around` are the stretches ahead of the first heading (an explanatory note) and behind the last item whose words may
    cover them.
    """
    report = [w for stretch in around for w in words_of(text, *stretch)]
    shared: dict[int, int] = {}
    for one in made:
        report += [w for w in one.body.words if w.whole or w.items]
        shared[one.at] = shared.get(one.at, 0) + len(one.heading.numbers)
    return [_item(text, one, number, day, report, shared[one.at] > 1) for one in made for number in one.heading.numbers]


def _item(text: Text, one: Headed, number: str, day: dt.date | None, report: list[Words], combined: bool) -> Item:
    h, body = one.heading, one.body
    spans: Spans = {"number": text.span(*h.number_at)}
    title = None
    if h.title_at is not None and h.title_at[0] < h.title_at[1]:
        lines = without_page_numbers(text, *h.title_at)
        title = text.words(lines)
        spans["title"] = text.place(lines)
    if body.span is not None:
        spans["text"] = body.span
    said = says_of(number, day, body.words, report)
    words = None
    if said is not None:
        words = squeeze(text.text[said.start : said.end])
        spans["words"] = text.span(said.start, said.end)
    status, reason = status_of(number, day, said)
    return Item(
        number=number, title=title, text=body.text, blocks=body.blocks, parts=body.parts or _headed_parts(text, h, number, body),
        says=said.says if said else None, words=words, status=status, reason=reason, topic=form.topic(number, day), combined=combined,
        text_id=one.at, not_applicable=_nothing(body.text.strip(), title), incorporates=body.incorporates, spans=spans,
    )  # fmt: skip


def _nothing(flat: str, title: str | None) -> bool:
    """Whether the item only says that there is nothing: "Not applicable.", "(a) None. (b) None."."""
    if not flat:
        return title is not None and pattern("not-applicable").fullmatch(title.lower()) is not None
    if len(flat) > 400:
        return False
    rule = pattern("not-applicable")
    for line in _lines_and_parts(flat):  # noqa: SIM110  mostly the first tells: a generator costs more
        if line.strip(" .()") and not rule.fullmatch(line.lower()):
            return False
    return True


def _lines_and_parts(flat: str) -> Iterator[str]:
    """A short text cut at its lines' ends and at its letters, one after the other: mostly the first tells."""
    at = 0
    for m in _LINE_OR_PART.finditer(flat):
        yield flat[at : m.start()]
        at = m.end()
    yield flat[at:]


def _parts(text: Text, start: int, end: int) -> tuple[Part, ...]:
    """Lettered paragraphs at line starts, in rising order."""
    marks = _letters(text, start, end)
    if not marks:
        return ()
    stops = [m.start() for m in marks[1:]] + [end]
    return tuple([_part(text, m, stop) for m, stop in zip(marks, stops, strict=True)])


def _headed_parts(text: Text, heading: Heading, number: str, body: Body) -> tuple[Part, ...]:
    """The letters printed behind an item's number, "5.02(b), (e)": the whole body is theirs when it has none of its own."""
    whole: Spans = {"text": body.span} if body.span else {}
    return tuple(
        Part(letter=m.group(), text=body.text, spans={"letter": text.span(*m.span())} | whole)
        for headed, start, end in heading.letters
        if headed == number
        for m in _LETTER.finditer(text.low, start, end)
    )


def _letters(text: Text, start: int, end: int) -> list[re.Match[str]]:
    """The "(a)" that open a paragraph: the first one of the first five, each later than the one before."""
    marks: list[re.Match[str]] = []
    last = ""
    for m in _PART.finditer(text.low, start, end):
        at, letter = m.start(), m[1]
        if letter <= last if marks else letter not in "abcde":
            continue
        if at == start or text.text[max(start - 1, at - 40) : at].rstrip(" \xa0")[-1:] in _OPENERS:
            marks.append(m)
            last = letter
    return marks


def _part(text: Text, m: re.Match[str], stop: int) -> Part:
    a, b = trimmed(text.text, m.end(), stop, ".")
    title = _PART_TITLE.match(text.text, m.end(), stop)
    spans: Spans = {"letter": text.span(*m.span(1))}
    pieces = unpaged(text, a, b)
    if pieces != [(a, b)]:
        pieces[-1] = trimmed(text.text, *pieces[-1], ".")
    words = text.words(pieces)
    if words:  # a stretch of odd blanks (U+2028) says nothing
        spans["text"] = text.place(pieces)
    if title:
        spans["title"] = text.span(*trimmed(text.text, *title.span(1)))
    return Part(letter=m.group(1), title=squeeze(title.group(1)) if title else None, text=words, spans=spans)


def _incorporates(text: Text, start: int, end: int) -> tuple[Incorporation, ...]:
    """Sentences by which the item takes in an exhibit, another item or an earlier filing."""
    out: list[Incorporation] = []
    at = text.low.find(_TAKES_IN, start, end)
    while at >= 0 and len(out) < _MOST_SENTENCES:
        if m := _INCORPORATED.match(text.low, at, end):
            out += _incorporated(text, *_sentence(text.text, m, start, end))
        at = text.low.find(_TAKES_IN, m.end() if m else at + 1, end)
    return tuple(out)


def _sentence(source: str, m: re.Match[str], start: int, end: int) -> tuple[int, int]:
    """The sentence of a stretch in which words stand."""
    at, behind = m.span()
    for stop in (". ", ".\n"):
        start = max(start, source.rfind(stop, start, at) + 1)
    for stop in (". ", ".\n", ".\x0b"):
        end = found if (found := source.find(stop, behind, end)) >= 0 else end
    return trimmed(source, start, end)


def _incorporated(text: Text, start: int, end: int) -> list[Incorporation]:
    """What a sentence takes in; nothing where it says that it does not."""
    low = text.low
    sentence = low[start:end]
    if ("not" in sentence or "unless" in sentence or "except" in sentence) and _DENIED.search(low, start, end):
        return []
    exhibit = _EXHIBIT.search(sentence) if "exhibit" in sentence else None
    item = _ITEM.search(sentence) if "item" in sentence else None
    pieces = unpaged(text, start, end)
    return [
        Incorporation(
            words=text.words(pieces), exhibit=exhibit.group(1) if exhibit else None, item=normal(item.group(1)) if item else None,
            spans={"words": text.place(pieces)},
        )
    ]  # fmt: skip
