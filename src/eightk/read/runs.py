"""What a run of tags does to the text of an HTML document: the break it makes, and what it opens and closes.

Comes in: a run of tags and hard spaces, or an entity. Goes out: its `Run`. Add here: an element that breaks lines.
"""

from __future__ import annotations

import html
from functools import lru_cache

import msgspec

from eightk.late import late
from eightk.read.text import lowered

_NAMES = late(r"<(/?[a-z][a-z0-9:]*+|/ ++[a-z][a-z0-9:]*+)")
_STEPPING = late(r"<(/ *|)(table|pre|a|title|style|script|ix:header)(?![a-z0-9:])")
_HREF = late(r"""<a\b[^<>]*?\bhref\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s<>"']+))""")  # searched in lower case
_GAP = late(r">\s+<")
_BOTH = ("", "/")  # what a name begins with where a tag opens, and where it closes
_BLOCKS = frozenset(
    slash + name
    for name in (
        "p div br h1 h2 h3 h4 h5 h6 li ul ol dl dt dd hr center blockquote pre body html form address caption section dir menu"
    ).split()
    for slash in _BOTH
)
_ROWS = frozenset(slash + name for name in ("tr", "table") for slash in _BOTH)
_ROW_BEGINS = ("tr", "table")
_CELLS = frozenset(("td", "th"))
_STEPS = {slash + name: (name, slash) for name in ("table", "pre") for slash in _BOTH}
_PLACED = frozenset(slash + name for name in ("a", "title", "style", "script", "ix:header") for slash in _BOTH)
HARD_SPACE = r"&(?:nbsp|#160(?!\d)|#xA0(?![0-9a-fA-F]));?"
"""A hard space, with its semicolon or without: no entity in text."""
_HARD_SPACE = late(HARD_SPACE)
_PAGE = "\x0c\n"
_MOST, _EACH = 10_000_000, 300  # characters of all runs that are kept, and what one takes beside its own


class Run(msgspec.Struct, frozen=True, gc=False):
    """What a run of tags and hard spaces does to the text."""

    flow: str
    """The break it makes outside a table,"""
    cell: str
    """and inside one, where a block break stays within its cell."""
    steps: tuple[tuple[str, str], ...]
    """What it opens and closes: (name, "/" or "" or a link's target), in order."""
    symbols: bool | None
    """True: what follows is in a symbol font; None: the run says nothing of fonts."""
    inline: bool = False
    """Whether it is an entity, a character of the text around it."""
    acts: bool = False
    """Whether it does more than break: it has steps, or turns a symbol font on."""


class _Shape(msgspec.Struct, frozen=True, gc=False):
    """What the names alone of a run of tags say of it."""

    flow: str
    """As of the run; "" where the names make no break."""
    cell: str
    steps: tuple[tuple[str, str], ...]
    """The steps of tables and preformatted text."""
    placed: bool
    """Whether there are tags of which more than the name matters."""
    closes: bool


class _Known(dict[str, Run]):
    """The runs that were read; one that is asked for first is read then. All are let go when they take too much room."""

    __slots__ = ("size",)

    def __init__(self) -> None:
        self.size = 0

    def __missing__(self, run: str) -> Run:
        """Reads a run, and keeps it if it leaves room for others."""
        made = entity(run) if run[0] == "&" and not is_space(run) else _tags(run)
        size = len(run) + _EACH
        if size * 100 > _MOST:
            return made
        if self.size + size > _MOST:
            self.clear()
            self.size = 0
        self[run] = made
        self.size += size
        return made


known = _Known()
"""What each run of tags, hard spaces or entity does: the same ones recur all over a document, and in a filer's next."""


def is_space(run: str) -> bool:
    """Whether a run begins with a hard space."""
    return _HARD_SPACE.match(run) is not None


def entity(run: str) -> Run:
    """The run that makes an entity's character; one that cannot be seen is nothing, one that breaks lines a blank."""
    character = html.unescape(run)
    if character in "\u00ad\u200b\u200c\u200d\ufeff":
        character = ""
    elif character in "\r\n\t\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u2028\u2029":
        character = " "
    return Run(character, character, (), None, inline=True)


def _tags(run: str) -> Run:
    """Reads tags and hard spaces."""
    low = lowered(run)
    names = tuple(_NAMES.findall(low))
    shape = _shape(names) if len(run) < 2000 else _shape.__wrapped__(names)  # what is kept is kept short
    flow, inside = shape.flow, shape.cell
    if "page-break-" in low and "always" in low:
        flow = inside = _PAGE
    elif not flow:
        flow = inside = "\xa0" * min(4, low.count("&")) or (" " if _GAP.search(run) else "")
    symbols: bool | None = None
    if "dings" in low:
        symbols = low.rfind("dings") > max(low.rfind("</font"), low.rfind("</span"), low.rfind("</p"), low.rfind("</td"))
    elif shape.closes or "font" in low or "</" in low:
        symbols = False
    steps = _steps(run, low) if shape.placed else shape.steps
    return Run(flow, inside, steps, symbols, acts=bool(steps or symbols))


@lru_cache(4096)
def _shape(names: tuple[str, ...]) -> _Shape:
    """Reads the names of a run, "p", "/p" or "/ p"; few lists of them make up most documents."""
    begins = " ".join(("", *names))
    if "/ " in begins:
        names = tuple([name.replace(" ", "") for name in names])
        begins = " ".join(("", *names))
    row, cells = not _ROWS.isdisjoint(names), 0
    if row or not _CELLS.isdisjoint(names):
        for name in reversed(names):  # those of the last row
            if name in _CELLS:
                cells += 1
            elif name in _ROW_BEGINS:
                break
    flow = _break(names, row, cells)
    steps = [_STEPS[name] for name in names if name in _STEPS]
    if " page" in begins:
        flow = cell = _PAGE
    elif flow:
        cell = flow if row or cells else "\x0b"
        flow = "\x1d" + flow if " hr" in begins else flow
    else:
        cell = ""
    return _Shape(flow, cell, tuple(steps), placed=not _PLACED.isdisjoint(names), closes="/" in begins)


def _break(names: tuple[str, ...], row: bool, cells: int) -> str:
    """The break that names make outside a table, pages and rules aside."""
    if row:
        return "\n" + "\t" * (cells - 1)
    return "\t" * cells if cells else "" if _BLOCKS.isdisjoint(names) else "\n"


def _steps(run: str, low: str) -> tuple[tuple[str, str], ...]:
    """The steps of a run that has links or hidden elements."""
    steps: list[tuple[str, str]] = []
    for m in _STEPPING.finditer(low):
        slash, name = m[1][:1], m[2]
        if name in _STEPS:
            steps.append((name, slash))
        elif name == "a":
            steps.append((name, "" if slash else _href(run, low, m.start())))
        elif run[m.end() : run.find(">", m.end())][-1:] != "/":  # not one that closes itself
            steps.append((name, slash))
    return tuple(steps)


def _href(run: str, low: str, start: int) -> str:
    """Where the link that opens at a place points."""
    found = _HREF.match(low, start)
    return html.unescape(run[slice(*found.span(found.lastindex or 0))]) if found else ""
