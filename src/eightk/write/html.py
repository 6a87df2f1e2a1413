"""A draft -> the HTML of its report, within what EDGAR takes.

Comes in: a complete Draft and the day it is filed on. Goes out: the bytes of one HTML document: headings, paragraphs and tables, black on
white, no script, no class, no colour that carries meaning; ASCII, every other character a numeric entity. Add here: how an element looks.

The elements and attributes used are those of form/markup.toml, for plain HTML and for XHTML (Inline) alike (17 CFR 232.305(b); EFM 5.2.2,
5.2.5): no span, thead, tbody or style element, no nested table. A word of a draft is only ever escaped text.
"""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Callable, Iterable
from itertools import groupby

from eightk.drafted import Draft, Passage, Run, Runs, words_of
from eightk.form.cover import cover
from eightk.write.complete import tabled
from eightk.write.compose import Captioned, Centred, Composed, Element, Grid, Headed, Listed, Piece, Plain, Signing, Slot, Tick, compose

Tag = Callable[[str, int, str], str]
"""(field of form/cover.toml, registrant or row from 0, words) -> the words as HTML, tagged or not."""
Around = Callable[[tuple[str, ...], str], str]
"""(marks of words, the words as HTML) -> the same with what stands around them; whole passages are given with their own element."""

FONT = "font-family:'Times New Roman',Times,serif;font-size:10pt"
_MIDDLE = "text-align:center"
_RANKS = ("p", "p", "h1")
_BREAK = "page-break-after:always"
_FIGURE = re.compile(r"[-$(\u20ac\u00a3]{0,3}\s?\d[\d,.]*\s?[)%]{0,2}")
_CELL = "padding:2pt 4pt;vertical-align:top"


def escaped(field: str, index: int, words: str) -> str:
    """The tag of a document that has none: words as escaped text."""
    return html.escape(words, quote=False)


def to_html(draft: Draft, day: dt.date) -> bytes:
    """The report as one HTML document, by the form of a filing date."""
    composed = compose(draft, day)
    body = "\n".join(body_lines(composed, escaped))
    title = html.escape(composed.title, quote=False)
    head = f'<html lang="en">\n<head>\n<title>{title}</title>\n</head>\n<body style="{FONT}">\n'
    return ascii_bytes(f"{head}{body}\n</body>\n</html>\n")


def ascii_bytes(text: str) -> bytes:
    """HTML as ASCII, every other character a numeric entity (EFM 5.2.1.2)."""
    return text.encode("ascii", "xmlcharrefreplace")


def body_lines(composed: Composed, tag: Tag, around: Around | None = None) -> list[str]:
    """What stands between <body> and </body>: cover, items, signatures, index, a page's break between them.

    `around`: what becomes of the marks of words; without it nothing.
    """
    parts = [part for part in (composed.cover, (*composed.items, *composed.signatures), composed.index) if part]
    out: list[str] = []
    for n, part in enumerate(parts):
        if n:
            out.append(f'<hr style="{_BREAK}"/>')
        out += [_element(element, tag, around) for element in part]
    return out


def _element(element: Element, tag: Tag, around: Around | None) -> str:
    match element:
        case Centred():
            return _centred(element, tag)
        case Plain():
            return f"<p>{_pieces(element.pieces, tag)}</p>"
        case Captioned():
            return _captioned(element, tag)
        case Tick():
            return _tick(element, tag)
        case Grid():
            return _grid(element, tag)
        case Headed():
            return f'<h2 style="font-size:10pt;font-weight:bold">{_headed(element)}</h2>'
        case Signing():
            return _signing(element)
        case Listed():
            return _table(tabled(element)[0], None)
        case Passage():
            return passage_html(element, around)


def _pieces(pieces: Iterable[Piece], tag: Tag) -> str:
    return "".join(tag(p.field, p.index, p.text) if isinstance(p, Slot) else html.escape(p, quote=False) for p in pieces)


def _centred(element: Centred, tag: Tag) -> str:
    name = _RANKS[element.rank]
    weight = ";font-weight:bold" if element.rank else ""
    size = ";font-size:14pt" if element.rank == 2 else ""
    return f'<{name} style="{_MIDDLE}{weight}{size}">{_pieces(element.pieces, tag)}</{name}>'


def _captioned(element: Captioned, tag: Tag) -> str:
    if len(element.cells) == 1:
        pieces, caption = element.cells[0]
        return f'<p style="{_MIDDLE}"><b>{_pieces(pieces, tag)}</b><br/>\n{html.escape(caption, quote=False)}</p>'
    width = 100 // len(element.cells)
    style = f'style="{_MIDDLE};{_CELL};width:{width}%"'
    values = "".join(f"<td {style}><b>{_pieces(pieces, tag)}</b></td>" for pieces, _ in element.cells)
    captions = "".join(f"<td {style}>{html.escape(caption, quote=False)}</td>" for _, caption in element.cells)
    return f'<table style="{FONT};width:100%">\n<tr>{values}</tr>\n<tr>{captions}</tr>\n</table>'


def _tick(element: Tick, tag: Tag) -> str:
    glyphs = cover().glyphs
    box = tag(element.field, 0, glyphs.ticked[1] if element.ticked else glyphs.empty[0])
    label = html.escape(element.label, quote=False)
    return f"<p>{label} {box}</p>" if element.behind else f"<p>{box} {label}</p>"


def _grid(element: Grid, tag: Tag) -> str:
    style = f'style="{_MIDDLE};{_CELL};border:1px solid black"'
    head = "".join(f"<th {style}>{html.escape(words, quote=False)}</th>" for words in element.head)
    rows = "".join("\n<tr>" + "".join(f"<td {style}>{_pieces((slot,), tag)}</td>" for slot in row) + "</tr>" for row in element.rows)
    return f'<table style="{FONT};width:100%;border-collapse:collapse">\n<tr>{head}</tr>{rows}\n</table>'


def _headed(element: Headed) -> str:
    title = f"&#160;&#160;{html.escape(element.title, quote=False)}" if element.title else ""
    return f"{element.label.replace(' ', '&#160;')}{title}"


def _signing(one: Signing) -> str:
    line = f"/s/ {one.name}" if one.signed and one.name else "_" * 30
    rows = [
        ("", one.registrant or ""),
        ("", ""),
        (f"Date: {one.date or '_' * 20}", f"By: {line}"),
        ("", one.name or ""),
        ("", one.title or ""),
    ]
    told = [(left, right) for left, right in rows if left or right]
    cells = "\n".join(
        f'<tr><td style="{_CELL};width:50%">{html.escape(left, quote=False)}</td>'
        f'<td style="{_CELL};width:50%">{html.escape(right, quote=False)}</td></tr>'
        for left, right in told
    )
    return f'<table style="{FONT};width:100%;margin-top:18pt">\n{cells}\n</table>'


# ---- passages ------------------------------------------------------------------------------------------------


def passage_html(one: Passage, around: Around | None = None) -> str:
    """A passage of a draft as HTML; "" for page furniture. `around`: as for `body_lines`."""
    if one.kind == "furniture":
        return ""
    common = _common(one) if around else ()
    if around is None or not common:
        return _passage(one, around)
    return around(common, _passage(one.remarked(lambda marks: tuple(mark for mark in marks if mark not in common)), around))


def _common(one: Passage) -> tuple[str, ...]:
    """The marks that all words of a passage have."""
    found = {run.marks for run in one.every_run()}
    return tuple(mark for mark in min(found, default=()) if all(mark in marks for marks in found))


def _passage(one: Passage, around: Around | None) -> str:
    if one.kind == "table":
        return _table(one, around)
    if one.kind == "literal":
        return f"<pre>{_runs(one.runs, around)}</pre>"
    words = _runs(one.runs, around)
    if one.marker is not None:
        words = f"{html.escape(one.marker, quote=False)} {words}"
    if one.kind == "heading":
        return f'<p style="{_MIDDLE if one.depth == 0 else "text-align:left"};font-weight:bold">{words}</p>'
    if one.kind == "list":
        return f'<p style="margin-left:{18 * (one.depth + 1)}pt;text-indent:-18pt">{words}</p>'
    if one.kind == "note":
        return f'<p style="font-size:9pt">{words}</p>'
    return f'<p style="margin-left:{18 * one.depth}pt">{words}</p>' if one.depth else f"<p>{words}</p>"


def _runs(runs: Runs, around: Around | None) -> str:
    """Runs as HTML. The blank before a marked stretch goes into it: stretches in several places read on as words do."""
    if around is None:
        return "".join(map(_run, runs))
    out = ""
    for marks, some in groupby(runs, key=lambda run: run.marks):
        words = "".join(map(_run, some))
        if marks:
            begins = " " if not out or out.endswith(" ") else ""
            words, out = around(marks, begins + words), out.removesuffix(" ")
        out += words
    return out


def _run(run: Run) -> str:
    words = html.escape(run.text, quote=False)
    for wanted, name in ((run.underline, "u"), (run.italic, "i"), (run.bold, "b"), (run.raised, "sup")):
        if wanted:
            words = f"<{name}>{words}</{name}>"
    return f'<a href="{html.escape(run.href)}">{words}</a>' if run.href else words


def _table(one: Passage, around: Around | None) -> str:
    wide = max(map(len, one.rows), default=0)
    out = [f'<table style="{FONT};border-collapse:collapse">']
    for n, row in enumerate(one.rows):
        name = "td" if n else "th"
        filled = [*row, *([()] * (wide - len(row)))]
        cells = (f'<{name} style="{_CELL};{_aligned(cell, n)}">{_runs(cell, around)}</{name}>' for n, cell in enumerate(filled))
        out.append("<tr>" + "".join(cells) + "</tr>")
    return "\n".join([*out, "</table>"])


def _aligned(cell: Iterable[Run], column: int) -> str:
    """Figures stand to the right, words and the first column, which names its row, to the left."""
    figure = column and _FIGURE.fullmatch(words_of(cell).strip())
    return "text-align:right" if figure else "text-align:left"
