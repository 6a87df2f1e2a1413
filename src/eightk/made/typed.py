"""A Sheet set in characters, by a hand.

Comes in: a Sheet, a Hand. Goes out: the text of an ASCII document, pages told by <PAGE>. Add here: a habit of typists.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from eightk.drafted import Passage, words_of
from eightk.form.cover import cover
from eightk.made.sheet import Broken, Hand, Head, Piece, Row, Sheet, Words, spelled_head
from eightk.write.ascii import spelled
from eightk.write.compose import Captioned, Centred, Grid, Headed, Listed, Plain, Signing, Slot, Tick

_PAGE = "<PAGE>"
_RIGHT = 36


def typed(sheet: Sheet, hand: Hand) -> str:
    """The document: a page each for the cover, the items with the signatures, the index."""
    pages = [part for part in (sheet.cover, (*sheet.items, *sheet.signatures), sheet.index) if part]
    return f"\n{_PAGE}\n\n".join("\n".join(_lines(part, hand)) for part in pages) + "\n"


def _lines(part: Iterable[Piece], hand: Hand) -> list[str]:
    return [line.rstrip() for element in part for line in (*element_lines(element, hand), "")]


def element_lines(element: Piece, hand: Hand) -> list[str]:
    """The lines of one element."""
    match element:
        case Centred():
            return _centred(_pieces(element.pieces), hand)
        case Plain():
            return _wrapped(_pieces(element.pieces), hand)
        case Captioned():
            return _captioned(element, hand)
        case Tick():
            return _tick(element, hand)
        case Grid():
            return _columns([tuple(map(spelled, element.head)), *(tuple(spelled(s.text) for s in row) for row in element.rows)])
        case Head():
            return _head(element, hand)
        case Signing():
            return _signing(element, hand)
        case Listed():
            return _listed([(number, told) for number, told, _ in element.rows], element.head, hand)
        case Passage():
            return _passage(element, hand)
        case Broken():
            return _broken(element, hand)
        case Row():
            return [f"{spelled(element.left)[: hand.width - 8]:<{hand.width - 4}}{element.right}"]
        case Words():
            return _centred(element.text, hand) if element.centred else _wrapped(element.text, hand)
        case Headed():
            raise TypeError("a heading is set from its parts")


def _pieces(pieces: Iterable[str | Slot]) -> str:
    return spelled("".join(p.text if isinstance(p, Slot) else p for p in pieces))


def _wrapped(words: str, hand: Hand, first: int = 0, hang: int = 0, width: int = 0) -> list[str]:
    """Words as lines; `first` blanks before the first, `hang` before the others."""
    return textwrap.wrap(
        spelled(words),
        width or hand.width,
        initial_indent=" " * first,
        subsequent_indent=" " * hang,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _centred(words: str, hand: Hand) -> list[str]:
    return [line.center(hand.width).rstrip() for line in _wrapped(words, hand, width=hand.width - 6)]


# ---- the cover -----------------------------------------------------------------------------------------------


def _captioned(element: Captioned, hand: Hand) -> list[str]:
    """Values with their captions below, above, before (with a colon) or beside them."""
    cells = [(_pieces(pieces), spelled(caption).strip("()")) for pieces, caption in element.cells]
    if hand.captions == "labelled":
        return [line for value, caption in cells for line in _wrapped(f"{caption}: {value}", hand, hang=4)]
    if hand.captions == "beside":
        return [
            line for value, caption in cells for line in _beside(_wrapped(caption, hand, width=34), _wrapped(value, hand, width=34), 38)
        ]
    width = hand.width // len(cells)
    values, captions = (
        [_wrapped(words, hand, width=width - 2) for words in column] for column in zip(*((v, f"({c})") for v, c in cells), strict=True)
    )
    order = (captions, values) if hand.captions == "above" else (values, captions)
    return [line for column in order for line in _rows(column, width)]


def _beside(left: list[str], right: list[str], column: int) -> list[str]:
    return [f"{a:<{column}}{b}" for a, b in zip_longest(left, right, fillvalue="")]


def _rows(cells: Sequence[list[str]], width: int) -> list[str]:
    return ["".join(words.center(width) for words in row) for row in zip_longest(*cells, fillvalue="")]


def _tick(element: Tick, hand: Hand) -> list[str]:
    glyphs = cover().glyphs
    box = glyphs.ticked[3] if element.ticked else glyphs.empty[1]
    return _wrapped(f"{element.label} {box}" if element.behind else f"{box} {element.label}", hand, hang=4)


# ---- headings ------------------------------------------------------------------------------------------------


def _head(head: Head, hand: Hand) -> list[str]:
    label, title = (spelled(words) for words in spelled_head(head, hand))
    place = head.place or hand.place
    lead, tail = head.lead, head.tail
    if place == "first" and title and head.word == "Item":
        return _wrapped(f"{title} ({label.rstrip('.:- ')})", hand)
    if place == "below" and title:
        return [f"{lead}{label}{tail}", *_wrapped(title, hand)]
    if place == "centred":
        return [*_centred(f"{lead}{label}{tail}", hand), *(_centred(title, hand) if title else [])]
    if place in ("split", "tags") and len(title.split()) > 2:
        return _split(f"{lead}{label}{tail}", title)
    if place == "page" and len(title.split()) > 3:
        words = title.split()
        half = len(words) // 2
        return [f"{lead}{label}{tail}  {' '.join(words[:half])}", "", *_centred("- 2 -", hand), "", _PAGE, "", " ".join(words[half:])]
    if place == "cells":
        return [f"{lead}{label}{tail}     {title}"]
    return _wrapped(f"{lead}{label}{tail}  {title}", hand, hang=len(label) + 2)


def _split(label: str, title: str) -> list[str]:
    words = title.split()
    half = len(words) // 2
    return [f"{label}  {' '.join(words[:half])}", " " * (len(label) + 2) + " ".join(words[half:])]


# ---- signatures ----------------------------------------------------------------------------------------------


def _signing(one: Signing, hand: Hand) -> list[str]:
    """The lines of a signature: its date above, beside or below."""
    name, title = spelled(one.name or ""), spelled(one.title or "")
    mark = f"By: /s/ {name}" if one.signed else "By:"
    under = {"its": [*([] if one.signed else [f"    {name}"]), f"Its: {title}"], "named": [f"Name:  {name}", f"Title: {title}"]}.get(
        hand.signing, [f"    {name}", f"    {title}"]
    )
    block = [spelled(one.registrant or ""), "", mark, *([] if hand.signing == "its" else ["    " + "-" * 30]), *under]
    column = 0 if hand.signing == "left" else _RIGHT
    date = f"Date: {one.date}" if one.date else ""
    lines = [" " * column + part for words in block for part in (_wrapped(words, hand, width=80 - column, hang=4) or [""])]
    if hand.date == "below":
        return [*lines, "", date]
    if hand.date == "beside" and column:
        return [f"{date:<{column}}{lines[0].strip()}", *lines[1:]]
    return [date, "", *lines]


# ---- passages ------------------------------------------------------------------------------------------------


def _passage(one: Passage, hand: Hand) -> list[str]:
    if one.kind == "literal":
        return spelled(one.words).split("\n")
    if one.kind == "table":
        rows = [tuple(map(words_of, row)) for row in one.rows]
        return _columns([tuple(map(spelled, row)) for row in rows])
    words = one.words
    if one.kind == "heading":
        return _wrapped(words, hand)
    if one.marker is not None:
        hang = len(one.marker) + 1
        return _wrapped(f"{one.marker} {words}", hand, hang=hang)
    return _wrapped(words, hand, first=hand.indent)


def _listed(rows: Sequence[tuple[str, str]], head: tuple[str, str], hand: Hand) -> list[str]:
    if hand.listing == "dashes":
        return [line for number, told in rows for line in _wrapped(f"{number} - {told}", hand, hang=8)]
    return _columns([head, *rows])


def _columns(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Columns of characters, the last one folded."""
    wide = max(map(len, rows), default=0)
    widths = [max([3, *(len(row[n]) for row in rows if n < len(row))]) for n in range(wide)]
    if wide == 2:
        widths[1] = 56
    out: list[str] = []
    for row in rows:
        cells = [textwrap.wrap(cell, width, break_on_hyphens=False) or [""] for cell, width in zip(row, widths, strict=False)]
        out += [
            "   ".join(f"{part:<{width}}" for part, width in zip(line, widths, strict=False)) for line in zip_longest(*cells, fillvalue="")
        ]
    return out


def _broken(one: Broken, hand: Hand) -> list[str]:
    number = _centred(one.number, hand) if one.number else []
    return [*number, _PAGE, *([one.head] if one.head else [])]
