"""Inline Markdown -> Runs: bold, italics, links, footnote marks, and `[words]{.underline}` for what Markdown has no sign for.

Comes in: the words of one block as written. Goes out: Runs; links and HTML that a draft may not hold are told. Add here: a look.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from eightk.drafted import Run, Runs, settled
from eightk.drafting.complaints import nearest
from eightk.drafting.values import Reading, is_address

LOOKS = ("bold", "italic", "underline", "raised")
DEEPEST = 100
"""Markdown nested deeper is refused; the parser would leave out what is deeper still."""
NOTE = r"\[\^(?P<label>[^\[\]\s\\]{1,40})\]"
_NOTE = re.compile(NOTE)
_CLASSES = re.compile(r"\{((?:\s*\.[a-z]+)+)\s*\}")


class Spot(NamedTuple):
    """Where a block stands, for complaints: its first line in the draft, and its source lines."""

    line: int
    source: list[str]

    def of(self, words: str) -> tuple[int, int]:
        """Line and column of the first place that holds these words, else where the block begins."""
        wanted = words.split("\n", 1)[0]
        for n, line in enumerate(self.source):
            if wanted and (at := line.find(wanted)) >= 0:
                return self.line + n, at + 1
        return self.line, 1


def mark_of(label: str) -> str:
    """What is printed for a footnote's label: (1) for 1, a sign as it is."""
    return f"({label})" if label.isalnum() else label


def parser() -> MarkdownIt:
    """CommonMark with tables, without what a report has no use for, and with our two signs. Links are kept as written."""
    md = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable("table")
    md.disable(["reference", "code", "lheading", "backticks"])
    md.core.ruler.disable(["inline", "text_join"])
    md.inline.ruler.before("link", "note", _note)
    md.inline.ruler.before("link", "span", _span)
    setattr(md, "normalizeLink", str)  # noqa: B010  a link is kept as it is written,
    setattr(md, "validateLink", bool)  # noqa: B010  and judged by us, with its place
    return md


def _note(state: StateInline, silent: bool) -> bool:
    """`[^1]`: the mark of a footnote."""
    m = _NOTE.match(state.src, state.pos, state.posMax)
    if m is None:
        return False
    if not silent:
        state.push("note", "", 0).content = m["label"]
    state.pos = m.end()
    return True


def _span(state: StateInline, silent: bool) -> bool:
    """`[words]{.underline}`, after Pandoc."""
    if state.src[state.pos] != "[" or "]{" not in state.src:
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos)
    m = _CLASSES.match(state.src, end + 1, state.posMax) if end >= 0 else None
    if m is None:
        return False
    if not silent:
        high, state.pos, state.posMax = state.posMax, state.pos + 1, end
        state.push("span_open", "span", 1).content = m[1]
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
        state.posMax = high
    state.pos = m.end()
    return True


class Inline:
    """Turns inline source into Runs with one parser; complaints go to `reading`."""

    def __init__(self, md: MarkdownIt, reading: Reading) -> None:
        self.md, self.reading = md, reading

    def runs(self, source: str, spot: Spot, notes: frozenset[str] | None = None) -> Runs:
        """The runs of a block's words. `notes`: the labels of the footnotes there are."""
        if source.count("[") > DEEPEST and _nested(source) > DEEPEST:
            self.reading.complain(*spot.of("["), "brackets nested too deep", "write \\[ for a bracket that is one")
            return ()
        tokens: list[Token] = []
        self.md.inline.parse(source, self.md, {}, tokens)
        if len(tokens) == 1 and tokens[0].type == "text":
            return settled((Run(text=tokens[0].content),))
        return settled(self._walk(tokens, spot, notes))

    def _walk(self, tokens: list[Token], spot: Spot, notes: frozenset[str] | None) -> list[Run]:
        looks = dict.fromkeys(LOOKS, 0)
        opened: list[list[str]] = []
        href, out = None, list[Run]()
        for token in tokens:
            kind = token.type
            if token.level >= DEEPEST:
                self.reading.complain(spot.line, 1, "signs nested too deep", "write it plainer")
            if kind in ("text", "text_special"):
                out.append(_run(token.content, looks, href))
            elif kind in ("softbreak", "hardbreak"):
                out.append(_run(" ", looks, href))
            elif kind == "note":
                self._told_note(token.content, spot, notes)
                out.append(_run(mark_of(token.content), looks | {"raised": 1}, href))
            elif kind == "link_open":
                href = self._target(str(token.attrs["href"]), spot)
            elif kind == "link_close":
                href = None
            elif token.nesting == 1:
                opened.append(self._looks(token, spot))
                _count(looks, opened[-1], 1)
            elif token.nesting == -1:
                _count(looks, opened.pop(), -1)
            else:
                self._refused(token, spot)
        return out

    def _looks(self, token: Token, spot: Spot) -> list[str]:
        """The looks that a token begins."""
        if token.type != "span_open":
            return ["bold" if token.type == "strong_open" else "italic"]
        named = token.content.replace(".", " ").split()
        for name in named:
            if name not in LOOKS:
                self.reading.complain(*spot.of(f".{name}"), f"unknown look .{name}", nearest(name, LOOKS))
        return [name for name in named if name in LOOKS]

    def _target(self, href: str, spot: Spot) -> str | None:
        if is_address(href):
            return href
        todo = "link to https://..., or to a file in the draft's folder by its name"
        self.reading.complain(*spot.of(href), f"a link to {href!r:.80}", todo)
        return None

    def _told_note(self, label: str, spot: Spot, notes: frozenset[str] | None) -> None:
        if notes is not None and label not in notes:
            self.reading.complain(*spot.of(f"[^{label}]"), f"there is no footnote [^{label}]", f"write a line that begins with [^{label}]:")

    def _refused(self, token: Token, spot: Spot) -> None:
        """What a draft may not hold. A comment is the drafter's own, and says nothing."""
        if token.type == "image":
            todo = "attach it as an exhibit, or say it in words"
            self.reading.complain(*spot.of("!["), "an image in the text", todo)
        elif not token.content.startswith("<!--"):
            self.reading.complain(
                *spot.of(token.content), f"HTML in the text: {token.content!r:.60}", "write Markdown; a sign < is written \\<"
            )


def _nested(source: str) -> int:
    """How deep brackets are open at the deepest: each is looked for its end, which takes long where there is none."""
    depth = deepest = 0
    for sign in source:
        depth = depth + 1 if sign == "[" else max(0, depth - 1) if sign == "]" else depth
        deepest = max(deepest, depth)
    return deepest


def _run(text: str, looks: dict[str, int], href: str | None) -> Run:
    made: dict[str, Any] = {name: count > 0 for name, count in looks.items()}
    return Run(text=text, href=href, **made)


def _count(looks: dict[str, int], named: list[str], by: int) -> None:
    for name in named:
        looks[name] += by
