"""EDGAR's HTML, as `edgar.py` writes it -> passages with their looks.

Comes in: such HTML. Goes out: its blocks with their places, each as a Passage. Add here: a look that `edgar.py` writes.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

import msgspec

from eightk.drafted import Passage, Run, Runs, settled

_BLOCK = re.compile(r"<(p|h[1-6]|table)\b.*?</\1>", re.S)
_DEPTH = re.compile(r'<\w+ style="[^"]*?margin-left:(\d+)pt')
_NOTE = re.compile(r'<p[^>]*><a name="(?:foot|end)note-\d+"></a><sup>(\(\d+\))</sup>')
_STEP = 24


class Placed(msgspec.Struct, frozen=True):
    """A block of the page: where it begins and ends, and what it says."""

    start: int
    end: int
    passage: Passage


def placed(page: str) -> list[Placed]:
    """The blocks of a page, in order."""
    return [Placed(m.start(), m.end(), _passage(m[0])) for m in _BLOCK.finditer(page)]


def _passage(source: str) -> Passage:
    if source.startswith("<table"):
        return Passage(kind="table", rows=tuple(_Looks(source).rows))
    m, note = _DEPTH.match(source), _NOTE.match(source)
    if note is not None:
        return Passage(kind="note", marker=note[1], runs=settled(_Looks(source[note.end() :]).runs))
    depth = int(m[1]) // _STEP if m else 0
    return Passage(kind="heading" if source.startswith("<h") else "paragraph", runs=settled(_Looks(source).runs), depth=depth)


class _Looks(HTMLParser):
    """Collects words with their looks, and of a table rows and cells."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[Run] = []
        self.rows: list[tuple[Runs, ...]] = []
        self._cells: list[Runs] = []
        self._on: dict[str, int] = {}
        self._links: list[str | None] = []
        self._wide = 1
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember a look; begin a cell; a break is a blank."""
        told = dict(attrs)
        self._on[tag] = self._on.get(tag, 0) + 1
        if tag == "a":
            href = told.get("href")
            self._links.append(None if href is None or href.startswith("#") else href)
        elif tag in ("td", "th"):
            self.runs, self._wide = [], int(told.get("colspan") or 1)
        elif tag in ("br", "p"):
            self.runs.append(Run(text=" "))

    def handle_endtag(self, tag: str) -> None:
        """Forget a look; end a cell or row. A cell over several columns leaves the others empty."""
        self._on[tag] = max(0, self._on.get(tag, 0) - 1)
        if tag == "a" and self._links:
            self._links.pop()
        elif tag in ("td", "th"):
            self._cells += [settled(self.runs), *[()] * (min(self._wide, 63) - 1)]
        elif tag == "tr":
            self.rows.append(tuple(self._cells))
            self._cells = []

    def handle_data(self, data: str) -> None:
        """Words, as they look here."""
        on = self._on.get
        href = next((link for link in reversed(self._links) if link), None)
        self.runs.append(
            Run(text=data, bold=bool(on("b")), italic=bool(on("i")), underline=bool(on("u")), raised=bool(on("sup")), href=href)
        )
