"""The items division -> Items: number, title, text, parts, blocks, and what each says of itself.

Comes in: a Text and its stretches. Goes out: model Items. Add here: what is read inside an item.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from eightk import form
from eightk.form.phrases import pattern
from eightk.late import late
from eightk.model import Block, Incorporation, Item, Part, Span, Spans
from eightk.read.blocks import blocks, rendered
from eightk.read.divide import Stretch
from eightk.read.headings import body_size, known_numbers, normal
from eightk.read.status import Words, says_of, status_of, words_of
from eightk.read.text import Text, squeeze, trimmed

_PART = late(r"\(\s?([a-z])\s?\)(?=[\s.])")
_OPENS = late(r"[\n\x0b\x0c\t.;:][ \xa0]*\Z")
_PART_TITLE = late(r"[\s.\t]*([A-Z][^.\n\x0b\t]{2,90}?)(?:\.|[\n\x0b\t]|:|$)")
_INCORPORATED = late(r"incorporated\s+(?:herein\s+|into\s+this[^.;]{0,40}?\s+|in\s+this[^.;]{0,40}?\s+)?by\s+(?:this\s+)?reference")
_NAMED = late(r"\bexhibits?\s+(?:no\.?\s*)?(\d{1,3}(?:\.\d{1,3})?)|\bitem\s+(\d{1,2}\.\d\d|\d{1,2})\b", re.I)


class Body(NamedTuple):
    """One item's text, once, for every number of its heading."""

    text: str
    span: Span | None
    blocks: tuple[Block, ...]
    words: list[Words]
    start: int
    end: int
    parts: tuple[Part, ...]
    incorporates: tuple[Incorporation, ...]


def read_items(text: Text, stretches: tuple[Stretch, ...], lead: tuple[int, int]) -> list[tuple[Stretch, tuple[str, ...], Body, int]]:
    """Each stretch with its numbers and body; headings stacked upon each other share the body below them."""
    made: list[tuple[Stretch, tuple[str, ...], Body, int]] = []
    waiting: list[Stretch] = []
    for i, stretch in enumerate(stretches):
        empty = body_size(text.text, stretch.start, stretch.end, 1) == 0
        if empty and len(waiting) < len(known_numbers()) and i + 1 < len(stretches) and stretch.heading.section == stretches[i + 1].heading.section:
            waiting.append(stretch)
            continue
        found = blocks(text, stretch.start, stretch.end)
        words, span = rendered(found)
        parts = _parts(text, stretch, words, span)
        body = Body(words, span, tuple(found), words_of(text, stretch.start, stretch.end), stretch.start, stretch.end, parts, _incorporates(text, stretch.start, stretch.end))
        for s in [*waiting, stretch]:
            made.append((s, s.heading.numbers, body, i))
        waiting = []
    return made


def items_of(text: Text, made: list[tuple[Stretch, tuple[str, ...], Body, int]], day: dt.date | None, before: tuple[int, int]) -> list[Item]:
    """The Items. `before` is the stretch ahead of the first heading (an explanatory note) whose words may cover them."""
    report: list[tuple[str, Words]] = [("", w) for w in words_of(text, *before)]
    for stretch, numbers, body, _ in made:
        report += [(numbers[0], w) for w in body.words if w.whole or w.items]
    shared: dict[int, int] = {}
    for _, numbers, _, at in made:
        shared[at] = shared.get(at, 0) + len(numbers)
    return [
        _item(text, stretch, number, body, at, day, report, shared[at] > 1)
        for stretch, numbers, body, at in made
        for number in numbers
    ]


def _item(text: Text, stretch: Stretch, number: str, body: Body, at: int, day: dt.date | None, report: list[tuple[str, Words]], combined: bool) -> Item:
    h = stretch.heading
    spans: Spans = {"number": text.span(*h.number_at)}
    title = None
    if h.title_at is not None and h.title_at[0] < h.title_at[1]:
        title = squeeze(text.text[h.title_at[0] : h.title_at[1]])
        spans["title"] = text.span(*h.title_at)
    if body.span is not None:
        spans["text"] = body.span
    said = says_of(number, body.words, [r for r in report])
    words = None
    if said is not None and said[1]:
        words = squeeze(text.text[said[0].start : said[0].end])
        spans["words"] = text.span(said[0].start, said[0].end)
    status, reason = status_of(number, day, said[0] if said else None)
    flat = body.text.strip()
    return Item(
        number=number, title=title, text=body.text, blocks=body.blocks, parts=body.parts, says=said[0].says if said else None,
        words=words, status=status, reason=reason, topic=form.topic(number, day), combined=combined, text_id=at,
        not_applicable=_nothing(flat, title), incorporates=body.incorporates, spans=spans,
    )  # fmt: skip


def _nothing(flat: str, title: str | None) -> bool:
    """Whether the item only says that there is nothing: "Not applicable.", "(a) None. (b) None."."""
    if not flat:
        return title is not None and pattern("not-applicable").search(title.lower()) is not None
    if len(flat) > 400:
        return False
    rule = pattern("not-applicable")
    return all(rule.search(line.lower()) for line in re.split(r"\n+|(?=\([a-z]\)\s)", flat) if line.strip(" .()"))


def _parts(text: Text, stretch: Stretch, words: str, span: Span | None) -> tuple[Part, ...]:
    """Lettered paragraphs at line starts, in rising order; the heading's own letter when the body has none."""
    source = text.text
    marks = []
    for m in _PART.finditer(text.low, stretch.start, stretch.end):
        letter = m.group(1)
        if m.start() > stretch.start and not _OPENS.search(source[max(stretch.start - 1, m.start() - 40) : m.start()]):
            continue
        if not marks and letter not in "abcde":
            continue
        if marks and letter <= marks[-1][0]:
            continue
        marks.append((letter, m))
    out = []
    for i, (letter, m) in enumerate(marks):
        stop = marks[i + 1][1].start() if i + 1 < len(marks) else stretch.end
        a, b = trimmed(source, m.end(), stop, ".")
        title = _PART_TITLE.match(source, m.end(), stop)
        spans: Spans = {"letter": text.span(m.start(1), m.end(1))}
        if b > a:
            spans["text"] = text.span(a, b)
        if title:
            spans["title"] = text.span(title.start(1), title.end(1))
        out.append(Part(letter=letter, title=squeeze(title.group(1)) if title else None, text=squeeze(source[a:b]), spans=spans))
    if not out and stretch.heading.letters:
        end = stretch.heading.number_at[1]
        low = end - len(stretch.heading.letters)
        for m in re.finditer(r"[a-z]", stretch.heading.letters, re.I):
            spans = {"letter": text.span(low + m.start(), low + m.end())}
            out.append(Part(letter=m.group().lower(), text=words, spans=spans | ({"text": span} if span else {})))
    return tuple(out)


def _incorporates(text: Text, start: int, end: int) -> tuple[Incorporation, ...]:
    """Sentences by which the item takes in an exhibit, another item or an earlier filing."""
    out = []
    source = text.text
    for m in _INCORPORATED.finditer(text.low, start, end):
        low = max(start, source.rfind(".\n", start, m.start()) + 1, source.rfind(". ", start, m.start()) + 1)
        stops = [i for s in (". ", ".\n", ".\x0b") if (i := source.find(s, m.end(), end)) >= 0]
        a, b = trimmed(source, low, min([*stops, end]))
        sentence = source[a:b]
        if re.search(r"\bnot\b|unless|except", sentence, re.I):
            continue
        named = _NAMED.findall(sentence)
        exhibit = next((e for e, _ in named if e), None)
        item = next((normal(i) for _, i in named if i), None)
        out.append(Incorporation(words=squeeze(sentence), exhibit=exhibit, item=item, spans={"words": text.span(a, b)}))
        if len(out) >= 50:
            break
    return tuple(out)
