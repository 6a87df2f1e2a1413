"""What a run of tags does to the text of an HTML document: the break it makes, and what it opens and closes.

Comes in: a run of tags and hard spaces. Goes out: its `Run`. Add here: an element that breaks lines.
"""

from __future__ import annotations

import html
from functools import lru_cache

import msgspec

from eightk.late import late
from eightk.read.text import lowered

_NAMES = late(r"<(/?[a-z][a-z0-9:]*+|/ ++[a-z][a-z0-9:]*+)")
_HREF = late(r"""(?i)<a\b[^<>]*?\bhref\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s<>"']+))""")
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
_CELLS = frozenset(("td", "th"))
_STEPS = frozenset(slash + name for name in ("table", "pre") for slash in _BOTH)
_PLACED = frozenset(slash + name for name in ("a", "title", "style", "script", "ix:header") for slash in _BOTH)
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


class _Shape(msgspec.Struct, frozen=True, gc=False):
    """What the names alone of a run of tags say of it."""

    block: bool
    row: bool
    cells: int
    steps: tuple[tuple[str, str], ...]
    """The steps of tables and preformatted text."""
    placed: bool
    """Whether there are tags of which more than the name matters."""
    page: bool
    rule: bool
    closes: bool


class _Kept:
    """The runs that were read, and how many characters they take; all are let go when they take too many."""

    __slots__ = ("runs", "size")

    def __init__(self) -> None:
        self.runs: dict[str, Run] = {}
        self.size = 0

    def keep(self, run: str, made: Run) -> None:
        """Keeps a run, if it leaves room for others."""
        size = len(run) + _EACH
        if size * 100 > _MOST:
            return
        if self.size + size > _MOST:
            self.runs.clear()
            self.size = 0
        self.runs[run] = made
        self.size += size


_kept = _Kept()
known = _kept.runs
"""What `classify` has read: the same runs recur all over a document, and in a filer's next."""


def classify(run: str) -> Run:
    """Reads a run, and keeps the answer in `known`."""
    low = lowered(run)
    names = tuple(_NAMES.findall(low))
    if "</ " in low:
        names = tuple([name.replace(" ", "") for name in names])
    shape = _shape(names) if len(run) < 2000 else _shape.__wrapped__(names)  # what is kept is kept short
    page = shape.page or ("page-break-" in low and "always" in low)
    flow = _break(shape, page)
    if not flow:
        flow = inside = "\xa0" * min(4, low.count("&")) or (" " if _GAP.search(run) else "")
    else:
        inside = flow if page or shape.row or shape.cells else "\x0b"
        if shape.rule and not page:
            flow = "\x1d" + flow
    symbols: bool | None = None
    if "dings" in low:
        symbols = low.rfind("dings") > max(low.rfind("</font"), low.rfind("</span"), low.rfind("</p"), low.rfind("</td"))
    elif shape.closes or "font" in low or "</" in low:
        symbols = False
    made = Run(flow, inside, _steps(run, low) if shape.placed else shape.steps, symbols)
    _kept.keep(run, made)
    return made


@lru_cache(4096)
def _shape(names: tuple[str, ...]) -> _Shape:
    """Reads the names of a run, "p" or "/p"; few lists of them make up most documents."""
    row, cells = not _ROWS.isdisjoint(names), 0
    if row or not _CELLS.isdisjoint(names):
        for name in names:
            if name in _CELLS:
                cells += 1
            elif name in ("tr", "table"):
                cells = 0
    steps = () if _STEPS.isdisjoint(names) else tuple([_stepped(name) for name in names if name in _STEPS])
    begins = " " + " ".join(names)
    return _Shape(
        block=not _BLOCKS.isdisjoint(names), row=row, cells=cells, steps=steps, placed=not _PLACED.isdisjoint(names),
        page=" page" in begins, rule=" hr" in begins, closes="/" in begins,
    )  # fmt: skip


def _stepped(name: str) -> tuple[str, str]:
    """The step of a tag of which nothing but its name matters."""
    return (name[1:], "/") if name[0] == "/" else (name, "")


def _break(shape: _Shape, page: bool) -> str:
    """The break that a run makes outside a table."""
    if page:
        return "\x0c\n"
    if shape.row:
        return "\n" + "\t" * (shape.cells - 1)
    return "\t" * shape.cells if shape.cells else "\n" if shape.block else ""


def _steps(run: str, low: str) -> tuple[tuple[str, str], ...]:
    """The steps of a run that has links or hidden elements."""
    steps: list[tuple[str, str]] = []
    for m in _NAMES.finditer(low):
        name = m.group(1).replace(" ", "")
        if name in _STEPS:
            steps.append(_stepped(name))
        elif name in _PLACED:
            steps += _placed(run, *_stepped(name), *m.span())
    return tuple(steps)


def _placed(run: str, name: str, slash: str, start: int, end: int) -> list[tuple[str, str]]:
    """The step of a tag that more than its name matters of: a link's target, and whether a hidden element closes itself."""
    if name == "a":
        found = None if slash else _HREF.match(run, start)
        return [(name, html.unescape(found.group(1) or found.group(2) or found.group(3) or "") if found else "")]
    return [(name, slash)] if run[end : run.find(">", end)][-1:] != "/" else []
