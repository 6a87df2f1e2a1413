"""HTML (and the visible face of Inline XBRL) -> Text.

A tree is not needed: tag runs are cut out with one regular expression and each run says only which break it makes. An entity in
text is a run too, which makes its character.
Kept: exact offsets, table ranges, hyperlinks, and what a Wingdings letter means on a form (a check box).

Comes in: the characters of a document. Goes out: its Text. Add here: a glyph that draws a box, or how a character
is spelled; an element that breaks lines is in `runs.py`.
"""

from __future__ import annotations

from bisect import bisect_left
from html.entities import html5
from itertools import accumulate
from typing import NamedTuple

from eightk.late import late
from eightk.read.runs import HARD_SPACE, Run, entity, is_space, known
from eightk.read.text import Link, Offsets, Text, blanked

# A tag runs to the next ">". Only text up to the last ">" is split, so that no unclosed tag is searched for twice.
_TAG = r"<[/!?a-zA-Z][^>]*+>"
_RUNS = {space: late(rf"({_TAG}(?:{space}*+(?:{_TAG}|{HARD_SPACE}))*+)") for space in (" ", r"\s")}
# A name needs its semicolon, but for the old ones that browsers know without.
_OLD_NAMES = "|".join(sorted((name for name in html5 if not name.endswith(";")), key=len, reverse=True))
_ENTITY = rf"&(?:#[0-9]{{1,20}};?|#[xX][0-9a-fA-F]{{1,16}};?|[A-Za-z][A-Za-z0-9]{{1,31}};|(?:{_OLD_NAMES}))"
_ENTITIES = late(rf"({_ENTITY})")
_IN_TEXT = late(rf"({HARD_SPACE}(?:\s*+{HARD_SPACE})*+|{_ENTITY})")
_RUN_OF_BLANKS = late("   +")
_PRE_BLANKS = "\r\x0b\x00\x1c\x1d\x1e\x1f\x85\xa0\u2028\u2029"
_BLANKS = "\n\t\x0c" + _PRE_BLANKS

# In the symbol fonts of Word a letter is a picture; these are the ones that draw a box, empty or ticked (cover.toml, check_box_glyphs).
_BOXES = dict.fromkeys(map(ord, "o¨qpnm£r\uf0a8\uf06f\uf071\uf0a3\u2610"), "\u2610")
_BOXES |= dict.fromkeys(map(ord, "xXþýüRSTQVNÞ\x9e\uf0fe\uf0fd\uf078\uf052\uf054\u2612\u2611"), "\u2612")


def _without_comments(text: str) -> str:
    """Comments as empty tags of the same length; an unclosed one is left to be read as text."""
    start = _comment(text, 0)
    if start < 0:
        return text
    out, last = [], 0
    while start >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            break
        out.append(text[last:start])
        out.append("<!" + " " * (end - start) + ">")
        last = end + 3
        start = _comment(text, last)
    out.append(text[last:])
    return "".join(out)


def _comment(text: str, at: int) -> int:
    """Where the next comment begins; -1 if none does. Its second character is rare, and found at a fraction of the cost."""
    at = text.find("!", at + 1)
    while at >= 0 and not text.startswith("<!--", at - 1):
        at = text.find("!", at + 1)
    return at - 1 if at >= 0 else -1


class _Walk:
    """What tags open and close along the parts of a document: tables, links, preformatted and hidden stretches, by part number."""

    __slots__ = ("hidden", "href", "links", "open", "pre", "tables")

    def __init__(self) -> None:
        self.open: list[list[int]] = []  # [part where the table began, tables inside it]
        self.tables: list[tuple[int, int, int]] = []
        self.links: list[tuple[int, int, str]] = []
        self.href: tuple[int, str] | None = None
        self.pre: list[tuple[int, bool]] = []
        self.hidden: dict[str, list[tuple[int, bool]]] = {}

    def step(self, name: str, what: str, at: int) -> None:
        if name == "table":
            if not what:
                if self.open:
                    self.open[-1][1] += 1
                self.open.append([at, 0])
            elif self.open:
                start, nested = self.open.pop()
                self.tables.append((start, at, nested))
        elif name == "a":
            if self.href and self.href[1]:
                self.links.append((self.href[0], at, self.href[1]))
            self.href = (at, what)
        elif name == "pre":
            self.pre.append((at, not what))
        else:
            self.hidden.setdefault(name, []).append((at, not what))


def read_html(source: str, offsets: Offsets) -> Text:
    """The text of an HTML document.

    `source` is its characters, `offsets` tells their bytes. The parts of the split alternate text and tag runs; all but a few
    are handled in bulk.
    """
    flow = _flow(source)
    text, at, tables = _joined(flow.out, flow.walk)
    # beyond ASCII a plain source gives what entities make, and boxes, which have no case
    wide = "".join({*flow.out[1::2]}) if source.isascii() else None
    made = Text(text, [0, *at], [offsets.base, *accumulate(map(len, flow.parts), initial=offsets.base)], offsets, wide)
    made.odd = {n + 1: piece for n, piece in flow.odd.items()}
    made.folds = _folds
    made.tables = tables
    made.links = [Link(at[first + 1], at[last], href) for first, last, href in flow.walk.links]
    made.wrapped = 2 * sum(at[last] - at[first] for first, last in flow.pre) > len(text)
    return made


def plain_html(source: str) -> str:
    """`read_html(source, ..).text`, without the map."""
    flow = _flow(source)
    return _joined(flow.out, flow.walk)[0]


class _Flow(NamedTuple):
    """A document cut up: `parts` as they stand, text and runs in turn; `out`, what each gives to the text."""

    parts: list[str]
    out: list[str]
    odd: dict[int, str]
    pre: list[tuple[int, int]]
    walk: _Walk


def _flow(source: str) -> _Flow:
    source = _without_comments(source)
    parts, runs = _cut(blanked(source, _BLANKS))
    out = parts[:]
    acting = [n for n, run in enumerate(runs) if run.acts]
    out[1::2], walk = _walked(runs, acting)
    pre = _stretches(walk.pre)
    odd = {2 * n: piece for n, piece in enumerate(parts[::2]) if "   " in piece}
    if pre:
        _preformat(source, parts, out, pre)
        odd = {n: piece for n, piece in odd.items() if not _within(pre, n)}
    for n, piece in odd.items():
        out[n] = _RUN_OF_BLANKS.sub(" ", piece)
    _symbols(runs, [n for n in acting if runs[n].symbols], out)
    for marks in walk.hidden.values():
        for first, last in _stretches(marks):
            out[first + 1 : last] = [""] * (last - first - 1)
    return _Flow(parts, out, odd, pre, walk)


def _cut(flat: str) -> tuple[list[str], list[Run]]:
    """Text and runs in turn, and the runs as they are read. Behind the last tag there are entities alone."""
    last = flat.rfind(">") + 1
    parts = _parted(flat[:last])
    runs = [*map(known.__getitem__, parts[1::2])]
    text, *behind = _ENTITIES.split(flat[last:]) if flat.find("&", last) >= 0 else (flat[last:],)
    parts[-1] += text
    if behind:
        parts += behind
        told = {piece: entity(piece) for piece in {*behind[::2]}}
        runs += [told[piece] for piece in behind[::2]]
    return parts, runs


def _parted(flat: str) -> list[str]:
    """Text and runs in turn. What begins with a tag is searched at once, hard spaces and entities in what text is left."""
    parts = _RUNS[" " if flat.isascii() else r"\s"].split(flat)  # all white space of ASCII was made blanks, which are found sooner
    made, done = list[str](), 0
    for n in [2 * n for n, piece in enumerate(parts[::2]) if "&" in piece]:
        cut = _IN_TEXT.split(parts[n])
        made += parts[done:n]
        done = n + 1
        if done < len(parts) and not cut[-1].strip() and len(cut) > 1 and is_space(cut[-2]):
            parts[done] = "".join((*cut[-2:], parts[done]))  # blanks alone part the spaces from the next tag: it is one run
            del cut[-2:]
        made += cut
    return made + parts[done:]


def _walked(runs: list[Run], acting: list[int]) -> tuple[list[str], _Walk]:
    """The break that each run makes, and what the runs open and close. Only runs that act are looked at one by one."""
    walk, opened = _Walk(), -1
    breaks = [run.flow for run in runs]
    for n in acting:
        for name, what in runs[n].steps:
            walk.step(name, what, 2 * n + 1)
        if walk.open and opened < 0:
            opened = n
        elif opened >= 0 and not walk.open:
            breaks[opened:n] = [inside.cell for inside in runs[opened:n]]
            opened = -1
    if opened >= 0:
        breaks[opened:] = [inside.cell for inside in runs[opened:]]
    return breaks, walk


def _stretches(marks: list[tuple[int, bool]]) -> list[tuple[int, int]]:
    """(first part, last part) of each stretch that is opened and closed; one left open is none."""
    found, start = [], -1
    for at, opens in marks:
        if opens and start < 0:
            start = at
        elif not opens and start >= 0:
            found.append((start, at))
            start = -1
    return found


def _preformat(source: str, parts: list[str], out: list[str], pre: list[tuple[int, int]]) -> None:
    """Gives the parts of preformatted stretches their line breaks and tabs back."""
    at = list(accumulate(map(len, parts), initial=0))
    for first, last in pre:
        for n in range(first + 1, last, 2):
            out[n] = blanked(source[at[n] : at[n + 1]], _PRE_BLANKS)


def _within(stretches: list[tuple[int, int]], at: int) -> bool:
    """Whether a part stands inside one of the stretches, which ascend."""
    i = bisect_left(stretches, (at, 0)) - 1
    return i >= 0 and at < stretches[i][1]


def _folds(piece: str) -> list[tuple[int, int]]:
    """The segments of a piece with runs of blanks, (text offset, source offset), one for each run and for what lies between."""
    made, at, last = [(0, 0)], 0, 0
    for m in _RUN_OF_BLANKS.finditer(piece):
        start, end = m.span()
        at += start - last
        made += ((at, start), (at + 1, end))
        at += 1
        last = end
    made.append((at + len(piece) - last, len(piece)))
    return made


def _symbols(runs: list[Run], begun: list[int], out: list[str]) -> None:
    """Single letters after the runs that turn a symbol font on (their numbers are `begun`) become the boxes they draw."""
    for first in begun:
        n = first
        while n < len(runs) and (n == first or runs[n].symbols is None):
            stop = n + 1
            while stop < len(runs) and runs[stop].inline:
                stop += 1
            if len("".join(out[2 * n + 2 : 2 * stop + 1]).strip()) == 1:
                out[2 * n + 2 : 2 * stop + 1] = [piece.translate(_BOXES) for piece in out[2 * n + 2 : 2 * stop + 1]]
            n = stop


def _lines_back(text: str, laid: list[tuple[int, int]]) -> str:
    """Text with the line breaks within cells made plain ones in the stretches, which ascend by their starts."""
    done, out = 0, list[str]()
    for start, end in laid:
        if end > done:
            start = max(start, done)
            out += (text[done:start], text[start:end].replace("\x0b", "\n"))
            done = end
    return "".join((*out, text[done:])) if out else text


def _joined(out: list[str], walk: _Walk) -> tuple[str, list[int], list[tuple[int, int]]]:
    """The text, where each part begins in it, and its tables. Those that only lay out the page give their line breaks back."""
    at = list(accumulate(map(len, out), initial=1))
    text = "\n" + "".join(out)
    walk.tables += [(start, len(out), nested) for start, nested in walk.open]
    kept: list[tuple[int, int]] = []
    laid: list[tuple[int, int]] = []
    for first, last, nested in sorted(walk.tables):
        start, end = at[first], at[last]
        if nested or (end - start > 3000 and text.count("\t", start, end) * 400 < end - start):
            laid.append((start, end))
        else:
            kept.append((start, end))
    return _lines_back(text, laid), at, kept
