"""What a run of tags does to the text of an HTML document: the break it makes, and what it opens and closes.

Comes in: a run of tags and hard spaces. Goes out: its `Run`. Add here: an element that breaks lines.
"""

from __future__ import annotations

import html
from functools import lru_cache

import msgspec

from eightk.late import late
from eightk.read.text import lowered

_NAMES = late(r"<(/?[a-z][a-z0-9:]*+|/\s++[a-z][a-z0-9:]*+)")
_HREF = late(r"""(?i)<a\b[^<>]*?\bhref\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s<>"']+))""")
_GAP = late(r">\s+<")
_BLOCKS = frozenset(
    "p div br h1 h2 h3 h4 h5 h6 li ul ol dl dt dd hr center blockquote pre body html form address caption section dir menu".split()
)
_HIDDEN = ("title", "style", "script", "ix:header")
_PLACED = frozenset(("a", *_HIDDEN))
_STEPS = frozenset(("table", "pre"))


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


memo: dict[str, Run] = {}
"""The runs that were read: what is not here, `classify` reads."""
_KEPT, _KEPT_LONG = 8_192, 4_000  # runs remembered, and characters of the longest that is


def classify(run: str) -> Run:
    """Reads a run once; the answer is kept, for the same runs recur all over a document, and in a filer's next."""
    low = lowered(run)
    names = tuple(_NAMES.findall(low))
    shape = _shape(names) if len(run) <= _KEPT_LONG else _shape.__wrapped__(names)
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
    if len(run) <= _KEPT_LONG:
        if len(memo) >= _KEPT:
            memo.clear()
        memo[run] = made
    return made


@lru_cache(4096)
def _shape(names: tuple[str, ...]) -> _Shape:
    """Reads the names of a run, "p" or "/p"; few lists of them make up most documents."""
    row, cells, block, placed = False, 0, False, False
    for name in names:
        opened = _opened(name)
        if opened in _BLOCKS:
            block = True
        elif opened in ("td", "th"):
            cells += opened == name
        elif opened in ("tr", "table"):
            row, cells = True, 0 if opened == name else cells
        placed = placed or opened in _PLACED
    steps = tuple([_stepped(name) for name in names if _opened(name) in _STEPS])
    return _Shape(
        block=block, row=row, cells=cells, steps=steps, placed=placed, page=any(n.startswith("page") for n in names),
        rule=any(n.startswith("hr") for n in names), closes=any(n[0] == "/" for n in names),
    )  # fmt: skip


def _opened(name: str) -> str:
    """The name that is opened or closed."""
    return name[1:].lstrip() if name[0] == "/" else name


def _stepped(name: str) -> tuple[str, str]:
    """The step of a tag of which nothing but its name matters."""
    opened = _opened(name)
    return (opened, "" if opened == name else "/")


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
        opened = _opened(m.group(1))
        if opened in _STEPS:
            steps.append(_stepped(m.group(1)))
        elif opened in _PLACED:
            steps += _placed(run, opened, _stepped(m.group(1))[1], *m.span())
    return tuple(steps)


def _placed(run: str, name: str, slash: str, start: int, end: int) -> list[tuple[str, str]]:
    """The step of a tag that more than its name matters of: a link's target, and whether a hidden element closes itself."""
    if name == "a":
        found = None if slash else _HREF.match(run, start)
        return [(name, html.unescape(found.group(1) or found.group(2) or found.group(3) or "") if found else "")]
    return [(name, slash)] if run[end : run.find(">", end)][-1:] != "/" else []
