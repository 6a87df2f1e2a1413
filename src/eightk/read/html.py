"""HTML (and the visible face of Inline XBRL) -> Text.

A tree is not needed: tag runs are cut out with one regular expression and each run says only which break it makes.
Kept: exact offsets, table ranges, hyperlinks, and what a Wingdings letter means on a form (a check box).
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from eightk.late import late
from eightk.read.text import Link, Text

_TAG = r"<[/!?a-zA-Z][^<>]*>"
_SPACE = r"&(?:nbsp|#160|#xA0);?"
_RUNS = late(rf"((?:{_TAG}|{_SPACE})(?:\s*+(?:{_TAG}|{_SPACE}))*+)")
_NAMES = late(r"<(/?)\s*([a-zA-Z][a-zA-Z0-9:]*)")
_HREF = late(r"""(?i)<a\b[^<>]*?\bhref\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s<>"']+))""")
_ENTITY = late(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
_FOLDED = late(_ENTITY.pattern + "|[ ]{2,}")
_BLANKS = str.maketrans({c: " " for c in "\n\r\t\x0b\x0c\x00\x1c\x1d\x1e\x1f\x85\xa0\u2028\u2029"})
_PRE_BLANKS = str.maketrans({c: " " for c in "\r\x0b\x00\x1c\x1d\x1e\x1f\x85\xa0\u2028\u2029"})

_BLOCKS = frozenset(
    "p div br h1 h2 h3 h4 h5 h6 li ul ol dl dt dd hr center blockquote pre body html form address caption title section dir menu".split()
)
_GAP = late(r">\s+<")
_HIDDEN = ("title", "style", "script", "ix:header")
# In the symbol fonts of Word a letter is a picture; these are the ones that draw a ticked box (cover.toml, check_box_glyphs).
_TICKED = frozenset("xXþýüRSTQVNÞ\x9e\uf0fe\uf0fd\uf078\uf052\uf054\u2612\u2611")
_EMPTY = frozenset("o¨qpnm£r\uf0a8\uf06f\uf071\uf0a3\u2610")


class _Run(NamedTuple):
    """What a run of tags and hard spaces does to the text."""

    flow: str
    """The break it makes outside a table,"""
    cell: str
    """and inside one, where a block break stays within its cell."""
    steps: tuple[tuple[str, str], ...]
    """What it opens and closes: (name, "/" or "" or a link's target), in order."""
    symbols: bool | None
    """True: what follows is in a symbol font; None: the run says nothing of fonts."""


_memo: dict[str, _Run] = {}
_entities: dict[str, str] = {}


def _classify(run: str) -> _Run:
    """Reads a run once; the answer is kept, for the same runs recur all over a document."""
    low = run.lower()
    row, cells, block, steps = False, 0, False, []
    for m in _NAMES.finditer(run):
        slash, name = m.group(1), m.group(2).lower()
        if name in ("td", "th"):
            cells += not slash
        elif name in ("tr", "table"):
            row, cells = True, 0 if not slash else cells
            if name == "table":
                steps.append((name, slash))
        elif name in _BLOCKS:
            block = True
            if name == "pre":
                steps.append((name, slash))
        elif name == "a":
            found = None if slash else _HREF.match(run, m.start())
            steps.append((name, html.unescape(found.group(1) or found.group(2) or found.group(3) or "") if found else ""))
        elif name in _HIDDEN and run[m.end() : run.find(">", m.end())][-1:] != "/":
            steps.append((name, slash))
    page = ("page-break-" in low and "always" in low) or "<page" in low
    spaces = "\xa0" * min(4, low.count("&"))
    flow = "\x0c\n" if page else "\n" + "\t" * (cells - 1) if row else "\t" * cells if cells else "\n" if block else ""
    if not flow:
        flow = spaces or (" " if _GAP.search(run) else "")
        inside = flow
    else:
        inside = flow if page or row or cells else "\x0b"
    symbols: bool | None = None
    if "dings" in low:
        symbols = low.rfind("dings") > max(low.rfind("</font"), low.rfind("</span"), low.rfind("</p"), low.rfind("</td"))
    elif "font" in low or "</" in low:
        symbols = False
    made = _Run(flow, inside, tuple(steps), symbols)
    if len(_memo) < 20_000:
        _memo[run] = made
    return made


def _character(entity: str) -> str:
    known = _entities.get(entity)
    if known is None:
        known = html.unescape(entity if entity.endswith(";") else entity + ";")
        if known.startswith("&") and len(known) > 1:
            known = entity
        elif known in "\u00ad\u200b\u200c\u200d\ufeff":
            known = ""
        elif known in "\r\n\t\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u2028\u2029":
            known = " "
        if len(_entities) < 5_000:
            _entities[entity] = known
    return known


def _boxes(piece: str) -> str:
    """Letters of a symbol font as the boxes they draw."""
    return "".join("\u2612" if c in _TICKED else "\u2610" if c in _EMPTY else c for c in piece)


def _without_comments(text: str) -> str:
    """Comments as empty tags of the same length; an unclosed one is left to be read as text."""
    out, last = [], 0
    while (start := text.find("<!--", last)) >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            break
        out.append(text[last:start])
        out.append("<!" + " " * (end - start) + ">")
        last = end + 3
    out.append(text[last:])
    return "".join(out)


class _Walk:
    """The state that tags open and close: tables, links, preformatted and hidden stretches."""

    __slots__ = ("anchor", "hidden", "href", "links", "open", "pre", "preformatted", "tables")

    def __init__(self) -> None:
        self.open: list[list[int]] = []  # [text offset where the table began, tables inside it]
        self.tables: list[tuple[int, int, int]] = []
        self.links: list[Link] = []
        self.href, self.anchor = "", 0
        self.pre = False
        self.preformatted = 0  # characters of text in <pre>
        self.hidden = ""

    def step(self, name: str, what: str, at: int) -> None:
        if name == "a":
            if self.href:
                self.links.append(Link(self.anchor, at, self.href))
            self.href, self.anchor = what, at
        elif name == "table":
            if not what:
                if self.open:
                    self.open[-1][1] += 1
                self.open.append([at, 0])
            elif self.open:
                start, nested = self.open.pop()
                self.tables.append((start, at, nested))
        elif name == "pre":
            self.preformatted += at if what and self.pre else 0 if what else -at if not self.pre else 0
            self.pre = not what
        elif not what:
            self.hidden = self.hidden or name
        elif self.hidden == name:
            self.hidden = ""


def read_html(source: str, base: int, wide: list[int] | None = None) -> Text:
    """The text of an HTML document.

    `source` is its characters, `base` the byte where it starts. `wide` gives the byte offset of each character when
    they are not one byte each.
    """
    if "<!--" in source:
        source = _without_comments(source)
    has_pre = "<pre" in source or "<PRE" in source
    if not has_pre:
        source = source.translate(_BLANKS)
    walk = _Walk()
    out: list[str] = []
    at: list[int] = []
    src: list[int] = []
    memo, opened = _memo.get, walk.open
    length, pos, symbols, odd = 0, base, False, True
    for piece in _RUNS.split(source):
        odd = not odd
        at.append(length)
        src.append(pos)
        if odd:
            pos += len(piece)
            run = memo(piece) or _classify(piece)
            if run.steps:
                for name, what in run.steps:
                    walk.step(name, what, length)
            if run.symbols is not None:
                symbols = run.symbols
            piece = run.cell if opened else run.flow
        elif not piece:
            continue
        elif has_pre or symbols or "&" in piece or "  " in piece:
            piece = _odd(piece, pos, length, at, src, walk.pre if has_pre else None, symbols)
            pos = src[-1]
        else:
            pos += len(piece)
        if not walk.hidden:
            out.append(piece)
            length += len(piece)
    at.append(length)
    src.append(pos)
    while opened:
        start, nested = opened.pop()
        walk.tables.append((start, length, nested))
    if wide is not None:
        src = [base + wide[s - base] for s in src]
    return _finish("".join(out), at, src, walk)


def _odd(piece: str, pos: int, length: int, at: list[int], src: list[int], pre: bool | None, symbols: bool) -> str:
    """A piece that is not simply itself: preformatted, drawn in a symbol font, with runs of blanks or entities, each a segment of its own."""
    size = len(piece)
    if pre is not None:
        piece = piece.translate(_PRE_BLANKS if pre else _BLANKS)
    made: list[str] = []
    last = 0
    for m in (_ENTITY if pre else _FOLDED).finditer(piece):
        start, stop = m.span()
        found = m.group()
        char = " " if found[0] == " " else _character(found)
        made.append(piece[last:start])
        made.append(char)
        length += start - last
        at.append(length)
        src.append(pos + start)
        length += len(char)
        at.append(length)
        src.append(pos + stop)
        last = stop
    made.append(piece[last:])
    at.append(length + size - last)
    src.append(pos + size)
    text = "".join(made)
    return _boxes(text) if symbols and len(text.strip()) == 1 else text


def _finish(text: str, at: list[int], src: list[int], walk: _Walk) -> Text:
    """Tables that only lay out the page give their line breaks back; the others are kept as tables."""
    kept: list[tuple[int, int]] = []
    for start, end, nested in sorted(walk.tables):
        inside = text[start:end]
        if nested or (len(inside) > 3000 and inside.count("\t") * 400 < len(inside)):
            if "\x0b" in inside:
                text = text[:start] + inside.replace("\x0b", "\n") + text[end:]
        else:
            kept.append((start, end))
    made = Text(text, at, src)
    made.tables = kept
    made.links = walk.links
    made.wrapped = walk.preformatted * 2 > len(text)
    return made
