"""The Markdown of a draft -> the explanation, and the items with their passages.

Comes in: Markdown, and the line on which it begins. Goes out: Sections. A heading of first level is an item's; everything else is a
passage. Add here: a kind of block.
"""

from __future__ import annotations

import functools
import html
import re
from typing import NamedTuple

import msgspec
from markdown_it import MarkdownIt
from markdown_it.token import Token

from eightk.drafted import MARKER, Headline, Passage, PassageKind, Run, Runs, words_of
from eightk.drafting.complaints import nearest
from eightk.drafting.inline import DEEPEST, NOTE, Inline, Spot, mark_of, parser
from eightk.drafting.values import Reading
from eightk.read.headings import known_numbers

BULLET = "\u2022"
"""The marker of an entry written with a dash."""
_NUMBER = r"(?:item\s+)?(?P<number>\d{1,2}(?:\.\d\d)?)(?![\d.]\d)"
_HEAD = re.compile(rf"{_NUMBER}(?P<letters>(?:[,\s]*(?:and\s+)?\([a-z]\))*)[.:]?(?:\s+(?P<title>.*))?", re.I | re.S)
_NEXT_HEAD = re.compile(rf"\s+/\s+(?={_NUMBER.replace('?P<number>', '?:')}(?:[\s(.:]|$))", re.I)
_NOTE_LINE = re.compile(rf"(?:^|(?<=\n)){NOTE}:[ ]*")
_FURNITURE = re.compile(r"<!-- furniture: (.*) -->\n?")
_COMMENT = re.compile(r"\s*<!--.*?-->\s*", re.S)


class Section(NamedTuple):
    """An item as written: the numbers of its heading, its line in the draft, its passages."""

    heads: tuple[Headline, ...]
    line: int
    passages: list[Passage]


@functools.cache
def _parser() -> MarkdownIt:
    return parser()


def sections_of(text: str, first: int, reading: Reading) -> list[Section]:
    """The sections of the body; the first has no heads and holds what stands before the first item."""
    md = _parser()
    walk = _Walk(md, text.split("\n"), first, reading)
    walk.all(md.parse(text))
    _bring_home(walk.sections)
    return walk.sections


def _bring_home(sections: list[Section]) -> None:
    """A footnote that another item refers to than the one it is written in goes to the end of that item."""
    if not any(p.kind == "note" for s in sections for p in s.passages):
        return
    raised = [_raised(s.passages) for s in sections]
    for section, own in zip(sections, raised, strict=True):
        for note in [p for p in section.passages if p.kind == "note" and p.marker not in own]:
            home = next((s for s, marks in zip(sections, raised, strict=True) if note.marker in marks), section)
            if home is not section:
                section.passages.remove(note)
                home.passages.append(note)


def _raised(passages: list[Passage]) -> set[str | None]:
    """The raised words of passages, footnote marks among them."""
    cells = (cell for p in passages for row in p.rows for cell in row)
    return {run.text for runs in (*(p.runs for p in passages), *cells) for run in runs if run.raised}


class _Walk:
    """Goes along the blocks of the Markdown, knowing in which lists and quotations it is."""

    def __init__(self, md: MarkdownIt, lines: list[str], first: int, reading: Reading) -> None:
        self.inline, self.reading = Inline(md, reading), reading
        self.lines, self.first = lines, first
        self.sections = [Section((), first, [])]
        self.within: list[str] = []
        """The marker of each list entry that is open, "" for one whose words began, and for a quotation."""
        self.labels = frozenset(m["label"] for line in lines if "[^" in line for m in _NOTE_LINE.finditer(line.lstrip("> ")))
        self.cells: list[Runs] = []
        self.rows: list[tuple[Runs, ...]] = []
        self.level = ""

    def all(self, tokens: list[Token]) -> None:
        """Every block in order."""
        deep = next((t for t in tokens if t.level >= DEEPEST - 2), None)
        if deep is not None:
            self._complain(deep, "lists or quotations nested too deep", "write them flatter")
        spot = Spot(self.first, [])
        for token in tokens:
            if token.map is not None:
                spot = Spot(self.first + token.map[0], self.lines[token.map[0] : token.map[1]])
            step = getattr(self, f"_{token.type}", None)
            if step is not None:
                step(token, spot)
        self._tabs(tokens)

    # -- lists and quotations --

    def _list_item_open(self, token: Token, spot: Spot) -> None:
        self._begun(spot)
        self.within.append(token.info + token.markup if token.info else BULLET)

    def _list_item_close(self, token: Token, spot: Spot) -> None:
        self._begun(spot)
        self.within.pop()

    def _blockquote_open(self, token: Token, spot: Spot) -> None:
        self._begun(spot)
        self.within.append("")

    def _blockquote_close(self, token: Token, spot: Spot) -> None:
        self.within.pop()

    def _begun(self, spot: Spot) -> None:
        """An entry whose first block is no paragraph has no words of its own."""
        if self.within and self.within[-1]:
            self._add("list", spot, marker=self.within[-1], depth=len(self.within) - 1)
            self.within[-1] = ""

    # -- blocks --

    def _heading_open(self, token: Token, spot: Spot) -> None:
        self._begun(spot)
        self.level = token.tag

    def _paragraph_open(self, token: Token, spot: Spot) -> None:
        self.level = "p"

    def _inline(self, token: Token, spot: Spot) -> None:
        if self.level == "h1":
            self._item(token.content, spot)
        elif self.level == "p":
            self._paragraph(token.content, spot)
        elif self.level == "td":
            self.cells.append(self.inline.runs(token.content, spot, self.labels))
        else:
            self._add("heading", spot, self.inline.runs(token.content, spot, self.labels), depth=int(self.level[1]) - 2)

    def _paragraph(self, source: str, spot: Spot) -> None:
        """Running text, an entry of a list, or footnotes."""
        notes = list(_NOTE_LINE.finditer(source)) if "[^" in source else []
        own = source[: notes[0].start()] if notes else source
        if own.strip():
            self._words(self.inline.runs(own, spot, self.labels), spot)
        ends = [m.start() for m in notes[1:]] + [len(source)]
        for m, end in zip(notes, ends, strict=False):
            runs = self.inline.runs(source[m.end() : end], spot, self.labels)
            self._add("note", spot, runs, marker=mark_of(m["label"]), depth=len(self.within))

    def _words(self, runs: Runs, spot: Spot) -> None:
        if self.within and self.within[-1]:
            self._add("list", spot, runs, marker=self.within[-1], depth=len(self.within) - 1)
            self.within[-1] = ""
        elif m := MARKER.match(words_of(runs)):
            self._add("list", spot, _after(runs, m.end()), marker=m[1], depth=len(self.within))
        elif runs:
            self._add("paragraph", spot, runs, depth=len(self.within))

    def _item(self, source: str, spot: Spot) -> None:
        """The heading of an item begins a section."""
        heads = []
        for one in _NEXT_HEAD.split(source):
            m = _HEAD.fullmatch(one)
            if m is None:
                self.reading.complain(
                    spot.line, 1, f"a heading of first level that is no item's: {one!r:.60}", "write # 8.01, or ## for any other"
                )
                continue
            if m["number"] not in known_numbers():
                known = sorted(known_numbers(), key=float)
                self.reading.complain(*spot.of(m["number"]), f"no form ever had an item {m['number']}", nearest(m["number"], known))
            title = words_of(self.inline.runs(m["title"] or "", spot))
            heads.append(Headline(m["number"], "".join(re.findall(r"\([a-z]\)", m["letters"].lower())), title or None))
        if self.within:
            self.reading.complain(spot.line, 1, "an item's heading in a list or quotation", "begin the line with #")
        self.sections.append(Section(tuple(heads), spot.line, []))

    def _fence(self, token: Token, spot: Spot) -> None:
        self._begun(spot)
        last = spot.source[-1].strip(" >") if len(spot.source) > 1 else ""
        if not last.startswith(token.markup) or last.strip(token.markup[0]):
            self._complain(token, f"{token.markup} is not closed", f"write {token.markup} on a line of its own where the table ends")
        self._add("literal", spot, (Run(text=token.content.removesuffix("\n")),), depth=len(self.within))

    def _hr(self, token: Token, spot: Spot) -> None:
        self._complain(token, "a ruled line, which says nothing", "take it out; ## begins a part of an item")

    def _html_block(self, token: Token, spot: Spot) -> None:
        """Page furniture; a comment is the drafter's own; all else is refused."""
        if m := _FURNITURE.fullmatch(token.content):
            self._add("furniture", spot, (Run(text=html.unescape(m[1])),))
        elif rest := _COMMENT.sub("", token.content):
            self.reading.complain(*spot.of(rest), f"HTML in the text: {rest!r:.60}", "write Markdown; a sign < is written \\<")

    # -- tables --

    def _table_open(self, token: Token, spot: Spot) -> None:
        self._begun(spot)
        self.rows, self.level = [], "td"

    def _tr_open(self, token: Token, spot: Spot) -> None:
        self.cells = []

    def _tr_close(self, token: Token, spot: Spot) -> None:
        while self.cells and not self.cells[-1]:
            self.cells.pop()
        self.rows.append(tuple(self.cells))

    def _table_close(self, token: Token, spot: Spot) -> None:
        self.sections[-1].passages.append(Passage(kind="table", rows=tuple(self.rows), depth=len(self.within), line=spot.line))

    # -- what all share --

    def _add(self, kind: PassageKind, spot: Spot, runs: Runs = (), marker: str | None = None, depth: int = 0) -> None:
        self.sections[-1].passages.append(Passage(kind=kind, runs=runs, marker=marker, depth=depth, line=spot.line))

    def _complain(self, token: Token, what: str, todo: str) -> None:
        self.reading.complain(self.first + (token.map or [0])[0], 1, what, todo)

    def _tabs(self, tokens: list[Token]) -> None:
        """Tabs outside literals: where they would lead is not said."""
        kept = [range(*t.map) for t in tokens if t.type == "fence" and t.map]
        for n, line in enumerate(self.lines):
            if "\t" in line and not any(n in one for one in kept):
                self.reading.complain(self.first + n, line.index("\t") + 1, "a tab", "write blanks, or a table with | between its cells")


def _after(runs: Runs, at: int) -> Runs:
    """The runs without their first `at` characters."""
    out = []
    for run in runs:
        if at < len(run.text):
            out.append(msgspec.structs.replace(run, text=run.text[at:]))
        at = max(0, at - len(run.text))
    return tuple(out)
