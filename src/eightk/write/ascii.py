"""A draft -> the ASCII text of its report, as EDGAR took it alone until 1999 and takes it still.

Comes in: a complete Draft and the day it is filed on. Goes out: the bytes of one text document: at most 80 characters a line, tables in
<TABLE> tags at most 132, a <PAGE> before each new page, printable ASCII alone (17 CFR 232.305; EFM 5.2.1). What ASCII does not have is
spelled with what it has; a character without such a spelling is refused. Add here: how an element looks in characters.
"""

from __future__ import annotations

import datetime as dt
import textwrap
import unicodedata
from collections.abc import Iterable, Sequence

from eightk.drafted import Draft, Passage, Run, words_of
from eightk.form.cover import cover
from eightk.form.markup import markup
from eightk.write.complete import characters
from eightk.write.compose import Captioned, Centred, Element, Grid, Headed, Listed, Piece, Plain, Signing, Slot, Tick, compose
from eightk.write.refuse import CannotWrite

WIDTH = 70
"""Columns of running text."""
_RIGHT = 36  # the column at which a signature stands
_GAP = 3  # blanks between the columns of a table
_PAGE = "<PAGE>"
# Characters that texts are full of and ASCII lacks, and how typists spelled them.
_SPELLED = str.maketrans({
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u2013": "-", "\u2014": "--", "\u2212": "-",
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2015": "--", "\u2026": "...", "\u2022": "*", "\u00b7": "*", "\u25cf": "*",
    "\u25aa": "*",
    "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u00ae": "(R)", "\u2122": "(TM)", "\u00a9": "(C)", "\u2120": "(SM)",
    "\u00bd": "1/2", "\u00bc": "1/4", "\u00be": "3/4", "\u00a7": "Section ", "\u00b6": "Par. ", "\u20ac": "EUR ", "\u00a3": "GBP ",
    "\u00a5": "JPY ", "\u00d7": "x", "\u2610": "[ ]", "\u2611": "[X]", "\u2612": "[X]", "\u00df": "ss", "\u00e6": "ae", "\u00f8": "o",
    "\u00c6": "AE", "\u00d8": "O", "\u200b": "", "\u00ad": "", "\ufeff": "",
})  # fmt: skip


def to_ascii(draft: Draft, day: dt.date) -> bytes:
    """The report as one text document, by the form of a filing date. Raises CannotWrite for a character that ASCII cannot spell."""
    composed = compose(draft, day)
    pages = [part for part in (composed.cover, (*composed.items, *composed.signatures), composed.index) if part]
    text = f"\n{_PAGE}\n\n".join("\n".join(_page(part)) for part in pages)
    return text.encode("ascii")


def _page(part: Iterable[Element]) -> list[str]:
    """The lines of a page, a blank one after each element."""
    out: list[str] = []
    for element in part:
        if lines := _element(element):
            out += [*(line.rstrip() for line in lines), ""]
    return out


def _element(element: Element) -> list[str]:
    match element:
        case Centred():
            return _centred(_pieces(element.pieces))
        case Plain():
            return _filled(_pieces(element.pieces))
        case Captioned():
            return _captioned(element)
        case Tick():
            return _tick(element)
        case Grid():
            return _columns([tuple(map(spelled, element.head)), *(tuple(spelled(s.text) for s in row) for row in element.rows)])
        case Headed():  # in capitals: characters have no other way to stand out (17 CFR 232.307), and some readers know no other heading
            label = f"{element.label.upper()}  "
            return _filled(f"{label}{spelled(element.title or '').upper()}", hang=len(label))
        case Signing():
            return _signing(element)
        case Listed():
            return [line for passage in characters(element) for line in [*_passage(passage), ""]][:-1]
        case Passage():
            return _passage(element)


def spelled(words: str) -> str:
    """Words in printable ASCII. Raises CannotWrite for a character that has no spelling in it."""
    if words.isascii():
        return words
    plain = words.translate(_SPELLED)
    plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    if not plain.isascii():
        odd = next(c for c in plain if not c.isascii())
        raise CannotWrite(
            f"ASCII cannot spell {odd!r} ({unicodedata.name(odd, 'no name')}) in {words[:60]!r}; use other words, or --layout html"
        )
    return plain


def _pieces(pieces: Iterable[Piece]) -> str:
    return spelled("".join(p.text if isinstance(p, Slot) else p for p in pieces))


def _filled(words: str, width: int = WIDTH, indent: int = 0, hang: int = 0) -> list[str]:
    """Words as lines no longer than `width`; a word is never broken."""
    return textwrap.wrap(
        words, width, initial_indent=" " * indent, subsequent_indent=" " * (indent + hang), break_long_words=False, break_on_hyphens=False
    )


def _centred(words: str) -> list[str]:
    return [" " * max(0, (WIDTH - len(line)) // 2) + line for line in _filled(words)]


def _captioned(element: Captioned) -> list[str]:
    if len(element.cells) == 1:
        pieces, caption = element.cells[0]
        return [*_centred(_pieces(pieces)), *_centred(spelled(caption))]
    width = WIDTH // len(element.cells)
    rows = ([_filled(_pieces(p), width - 2) for p, _ in element.cells], [_filled(spelled(c), width - 2) for _, c in element.cells])
    return [line for cells in rows for line in _beside(cells, width)]


def _beside(cells: Sequence[list[str]], width: int) -> list[str]:
    """Columns of lines side by side, each centred in its own width."""
    tall = max(map(len, cells))
    return ["".join((cell[n] if n < len(cell) else "").center(width) for cell in cells) for n in range(tall)]


def _tick(element: Tick) -> list[str]:
    glyphs = cover().glyphs
    box = glyphs.ticked[3] if element.ticked else glyphs.empty[1]
    if element.behind:
        return _filled(f"{spelled(element.label)} {box}")
    return _filled(f"{box} {spelled(element.label)}", hang=len(box) + 1)


def _signing(one: Signing) -> list[str]:
    line = [f"/s/ {spelled(one.name)}" if one.signed and one.name else "", "-" * 25]
    right = [*filter(None, [spelled(one.registrant or "")]), "", *line, *(spelled(w) for w in (one.name, one.title) if w)]
    left = f"Date: {one.date or '_' * 20}"
    column = max(_RIGHT, len(left) + 2)
    lines = [part for words in right for part in (_filled(words, 80 - column) or [""])]
    return [f"{left:<{column}}{lines[0]}", *(" " * column + words for words in lines[1:])]


# ---- passages ------------------------------------------------------------------------------------------------


def _passage(one: Passage) -> list[str]:
    if one.kind == "furniture":
        return []
    if one.kind == "literal":
        return _literal(one)
    if one.kind == "table":
        return _columns([tuple(_runs(cell) for cell in row) for row in one.rows])
    words = _runs(one.runs)
    if one.kind == "heading":
        return _centred(words) if one.depth == 0 else _filled(words)
    if one.marker is None:
        return _filled(words)
    marker = spelled(one.marker)
    return _filled(f"{marker} {words}", indent=4 * one.depth if one.kind == "list" else 0, hang=len(marker) + 1)


def _runs(runs: Iterable[Run]) -> str:
    return spelled(words_of(runs))


def _literal(one: Passage) -> list[str]:
    """Lines as they stand; in <TABLE> tags where one is wider than running text may be."""
    lines = spelled(one.words).split("\n")
    narrative, table = markup().ascii.narrative, markup().ascii.table
    widest = max(len(line.expandtabs()) for line in lines)
    if widest > table:
        raise CannotWrite(f"a line set in characters has {widest} columns, and {table} are the most: {lines[0][:60]!r}; make it narrower")
    return ["<TABLE>", "<CAPTION>", "<S> <C>", *lines, "</TABLE>"] if widest > narrative else lines


def _columns(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """A table in <TABLE> tags: columns as wide as their widest cell, the last one folded where the line would be too long."""
    wide = max(map(len, rows), default=0)
    if wide == 0:
        return []
    filled = [(*row, *([""] * (wide - len(row)))) for row in rows]
    widths = _fitted([max(len(row[n]) for row in filled) for n in range(wide)])
    head, *body = [_folded(row, widths) for row in filled]
    rule = _line(["-" * width for width in widths], widths)
    marks = _line(["<S>", *["<C>"] * (wide - 1)], widths)
    return ["<TABLE>", "<CAPTION>", *head, rule, marks, *(line for row in body for line in row), "</TABLE>"]


def _fitted(widths: list[int]) -> list[int]:
    """Column widths that fit a table's line: the widest is made narrower until they do."""
    most = markup().ascii.table - _GAP * (len(widths) - 1)
    widths = [max(3, width) for width in widths]
    while sum(widths) > most and max(widths) > 3:
        widest = widths.index(max(widths))
        rest = max((w for n, w in enumerate(widths) if n != widest), default=3)
        widths[widest] = max(3, min(widths[widest] - 1, max(rest, widths[widest] - (sum(widths) - most))))
    return widths


def _folded(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    """The lines of a row whose cells are folded to their columns."""
    cells = [textwrap.wrap(cell, width, break_on_hyphens=False) or [""] for cell, width in zip(row, widths, strict=True)]
    return [_line([cell[n] if n < len(cell) else "" for cell in cells], widths) for n in range(max(map(len, cells)))]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return (" " * _GAP).join(f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=True)).rstrip()
