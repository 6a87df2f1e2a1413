"""A report as elements in order, and the hand that sets them: what roughenings work on before there is a document.

Comes in: a Draft and its day. Goes out: `Sheet` and `Hand`. Add here: an element that filers print and the form does not; a habit in which
hands differ, which typed.py and marked.py then follow.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal

import msgspec

from eightk.drafted import Draft, Passage, words_of
from eightk.made.dice import Dice
from eightk.write.compose import Element, Headed, Listed, compose, listed

_LABEL = re.compile(r"(Items?) (.*)\.\Z")


class Head(msgspec.Struct, frozen=True):
    """The heading of an item in its parts.

    `place`, `after` override the hand's; `gap` parts word and number; `lead`, `tail` stand around the label.
    """

    word: str
    number: str
    title: str | None
    after: str | None = None
    place: str | None = None
    gap: str = " "
    lead: str = ""
    tail: str = ""


class Broken(msgspec.Struct, frozen=True):
    """A page ends: its number as printed, and the head of the next."""

    number: str | None = None
    head: str | None = None


class Row(msgspec.Struct, frozen=True):
    """A line with a left and a right end: a table of contents."""

    left: str
    right: str


class Words(msgspec.Struct, frozen=True):
    """A line of words of its own that belongs to no item. `centred`: set in the middle."""

    text: str
    centred: bool = False


Piece = Element | Head | Broken | Row | Words


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """The parts of a report, in the order of the form."""

    title: str
    cover: tuple[Piece, ...]
    items: tuple[Piece, ...]
    signatures: tuple[Piece, ...]
    index: tuple[Piece, ...] = ()


class Hand(msgspec.Struct, frozen=True, kw_only=True):
    """The habits of who sets a report.

    `captions`: where they stand by their values. `word`, `after`, `capitals`, `place`: how items are headed. `signing`, `date`: how
    signatures stand, and where their day does. `listing`: how exhibits are listed. `indent`: blanks before a paragraph. `paragraph`:
    the element of a paragraph in HTML. `style`: which of the styles of a time.
    """

    captions: Literal["below", "above", "labelled", "beside"] = "below"
    word: str = "Item"
    after: str = "."
    capitals: bool = False
    place: Literal["line", "below", "cells", "split", "centred", "tags", "page", "first"] = "line"
    signing: Literal["right", "left", "table", "its", "named"] = "right"
    date: Literal["above", "beside", "below"] = "above"
    listing: Literal["table", "lines", "dashes", "cells"] = "table"
    width: int = 72
    indent: int = 0
    paragraph: Literal["p", "div", "br"] = "p"
    style: int = 0


def hand(dice: Dice) -> Hand:
    """A hand like most: captions below, headings on a line."""
    return Hand(
        word=dice.pick(("Item", "ITEM")), after=dice.pick((".", ".", "", ":", " -")), capitals=dice.chance(0.35),
        place=dice.pick(("line", "line", "line", "below", "centred")), signing=dice.pick(("right", "left", "table", "its", "named")),
        date=dice.pick(("above", "beside", "below")), listing=dice.pick(("table", "lines", "dashes")),
        width=dice.pick((64, 68, 72, 76, 79)), indent=dice.pick((0, 0, 4, 5, 8)), paragraph=dice.pick(("p", "p", "div")),
        style=dice.whole(0, 2),
    )  # fmt: skip


def sheet(draft: Draft, day: dt.date) -> Sheet:
    """The report's parts by the form of its day."""
    made = compose(draft, day)
    exhibits = listed(draft, day)
    return Sheet(
        title=made.title, cover=made.cover, items=tuple(_own(e, exhibits) for e in made.items),
        signatures=made.signatures, index=made.index,
    )  # fmt: skip


def _own(element: Element, exhibits: Listed) -> Piece:
    """A heading in its parts, and the table of exhibits as the list it is, for hands to set as they do."""
    if isinstance(element, Passage) and element.rows and words_of(element.rows[0][0]) == exhibits.head[0]:
        return exhibits
    return _head(element) if isinstance(element, Headed) else element


def _head(element: Headed) -> Head:
    m = _LABEL.fullmatch(element.label)
    if m is None:
        raise ValueError(f"a heading of another shape: {element.label!r}")
    return Head(m[1], m[2], element.title)


def spelled_head(head: Head, hand: Hand) -> tuple[str, str]:
    """The label of a heading and its title as a hand spells them."""
    word = head.word.upper() if hand.word.isupper() else head.word
    after = hand.after if head.after is None else head.after
    title = (head.title or "").upper() if hand.capitals else head.title or ""
    return f"{word}{head.gap}{head.number}{after}".strip(), title
