"""Roughenings of the order of elements, and of the hand that sets the cover, the signatures and the exhibits."""

from __future__ import annotations

import datetime as dt

import msgspec

from eightk.drafted import Passage
from eightk.form import sections
from eightk.form.rows import holds
from eightk.form.words import spelled
from eightk.made.dice import Dice
from eightk.made.grammar import Telling, fill, sentence
from eightk.made.rough.table import MARKED, TYPED, roughening
from eightk.made.sheet import Broken, Hand, Head, Piece, Row, Sheet, Words
from eightk.write.compose import Centred, Listed, Plain, Signing, Slot

replace = msgspec.structs.replace


def _heads(sheet: Sheet) -> list[Head]:
    return [e for e in sheet.items if isinstance(e, Head)]


def _paragraphs(sheet: Sheet) -> list[int]:
    """Places between two passages of one item."""
    items = sheet.items
    first = next((n for n, e in enumerate(items) if isinstance(e, Head)), len(items))
    return [n for n in range(first + 2, len(items)) if isinstance(items[n], Passage) and isinstance(items[n - 1], Passage)]


def _inserted(sheet: Sheet, at: int, *pieces: Piece) -> Sheet:
    return replace(sheet, items=(*sheet.items[:at], *pieces, *sheet.items[at:]))


# ---- what stands around items --------------------------------------------------------------------------------


@roughening("sheet", since=1996, share=0.05)
def contents_table(dice: Dice, sheet: Sheet, day: dt.date) -> Sheet | None:
    """A table of contents before the items, with page numbers."""
    heads = _heads(sheet)
    if len(heads) < 2 or any(not h.title for h in heads):
        return None
    rows = [Row(f"{h.word} {h.number}. {h.title}", str(n)) for n, h in enumerate(heads, 2)]
    more = [Row("Signatures", str(len(heads) + 2))]
    return replace(sheet, items=(Words("TABLE OF CONTENTS", True), *rows, *more, Broken("1"), *sheet.items))


@roughening("sheet", share=0.1)
def pages(dice: Dice, sheet: Sheet, day: dt.date) -> Sheet | None:
    """Page breaks and page numbers inside items."""
    places = _paragraphs(sheet)
    if not places:
        return None
    number = dice.whole(2, 9)
    style = dice.pick(("{}", "- {} -", "Page {}", "-{}-"))
    return _inserted(sheet, dice.pick(places), Broken(style.format(number)))


@roughening("sheet", share=0.04, spares=("texts",))
def continued(dice: Dice, sheet: Sheet, day: dt.date) -> Sheet | None:
    """A heading again on the next page, "(continued)"."""
    places = _paragraphs(sheet)
    if not places:
        return None
    at = dice.pick(places)
    head = [e for e in sheet.items[:at] if isinstance(e, Head)][-1]
    if not head.title or head.word != "Item":
        return None
    return _inserted(
        sheet,
        at,
        Broken(str(dice.whole(2, 9))),
        replace(head, tail=" (continued)" if dice.chance(0.3) else "", title=f"{head.title} (continued)", place="line"),
    )


@roughening("sheet", since=2005, share=0.1)
def section_captions(dice: Dice, sheet: Sheet, day: dt.date) -> Sheet | None:
    """The form's Section headings above its items: "Section 8 - Other Events"."""
    titles = {row.number: row.title for row in sections() if holds(row, day)}
    out: list[Piece] = []
    last = None
    for element in sheet.items:
        if (
            isinstance(element, Head)
            and (section := element.number.partition(".")[0]) in titles
            and "." in element.number
            and section != last
        ):
            out.append(Words(f"Section {section} - {titles[section]}"))
            last = section
        out.append(element)
    return replace(sheet, items=tuple(out)) if last else None


@roughening("sheet", since=1996, group="tail", share=0.06)
def forward_looking(dice: Dice, sheet: Sheet, day: dt.date) -> Sheet:
    """A forward-looking statement between the last item and the signatures."""
    heading = dice.pick(
        (
            "Forward-Looking Statements",
            "CAUTIONARY STATEMENT REGARDING FORWARD-LOOKING STATEMENTS",
            "Safe Harbor Statement",
            "Cautionary Note Regarding Forward-Looking Statements",
        )
    )
    told = Telling(company="the Company", day=day, items=("5",), exhibits=())
    return replace(sheet, items=(*sheet.items, Words(heading, dice.chance(0.4)), Words(fill(dice, sentence(dice, told, "looking"), told))))


@roughening("sheet", group="tail", share=0.05)
def remainder(dice: Dice, sheet: Sheet, day: dt.date) -> Sheet:
    """ "[Remainder of page intentionally left blank]" before the signatures, on a page of their own."""
    words = dice.pick(("[Remainder of page intentionally left blank]", "[Signature page follows]", "[SIGNATURE PAGE FOLLOWS]", "* * * * *"))
    return replace(sheet, items=(*sheet.items, Words(words, True), Broken(None)))


@roughening("sheet", group="index", share=0.05)
def index_after(dice: Dice, sheet: Sheet, day: dt.date) -> Sheet | None:
    """An exhibit index after the signatures, where the form of the day has none."""
    listed = next((e for e in sheet.items if isinstance(e, Listed)), None)
    return replace(sheet, index=(Words("EXHIBIT INDEX", True), listed)) if listed is not None and not sheet.index else None


@roughening("sheet", until=2012, group="index", share=0.03)
def release_after(dice: Dice, sheet: Sheet, day: dt.date) -> Sheet:
    """A press release pasted after the signatures, with items of its own."""
    told = Telling(company="Oldmere Works, Inc.", day=day, items=("5",), exhibits=())
    words = [fill(dice, sentence(dice, told, "attached"), told), "Item 1. The old works are closed.", "Item 2. The new works are opened."]
    return replace(sheet, index=(Words("EXHIBIT 99.1", False), Words("FOR IMMEDIATE RELEASE", False), *map(Words, words)))


# ---- the cover -----------------------------------------------------------------------------------------------


@roughening("hand", group="cover", share=0.06)
def caption_above(dice: Dice, hand: Hand, day: dt.date) -> Hand:
    """Captions of the cover above their values."""
    return replace(hand, captions="above")


@roughening("hand", group="cover", share=0.06)
def caption_before(dice: Dice, hand: Hand, day: dt.date) -> Hand:
    """Captions of the cover before their values, with a colon."""
    return replace(hand, captions="labelled")


@roughening("hand", group="cover", share=0.05)
def two_columns(dice: Dice, hand: Hand, day: dt.date) -> Hand:
    """A cover in two columns: captions left, values right."""
    return replace(hand, captions="beside")


@roughening("sheet", group="date", share=0.06)
def odd_date(dice: Dice, sheet: Sheet, day: dt.date) -> Sheet:
    """The date of report in other shapes: "4 May 2021", "MAY 4, 2021", "05/04/2021", "May 4th, 2021"."""
    style = dice.pick(("upper", "figures", "th", "short"))

    def changed(element: Piece) -> Piece:
        if not isinstance(element, Centred):
            return element
        pieces = tuple(
            replace(p, text=_dated(p.text, style)) if isinstance(p, Slot) and p.field == "date_of_report" else p for p in element.pieces
        )
        return replace(element, pieces=pieces)

    return replace(sheet, cover=tuple(map(changed, sheet.cover)))


def _dated(words: str, style: str) -> str:
    month, day, year = words.replace(",", "").split()
    day_ = dt.datetime.strptime(words, "%B %d, %Y").date()
    shapes = {
        "upper": words.upper(),
        "figures": f"{day_:%m/%d/%Y}",
        "short": f"{month[:3]}. {day}, {year}",
        "th": f"{month} {day}{_ending(int(day))}, {year}",
    }
    return shapes[style]


def _ending(day: int) -> str:
    return "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


@roughening("sheet", share=0.04)
def words_before(dice: Dice, sheet: Sheet, day: dt.date) -> Sheet:
    """Words of the filer's own above the heading of the form."""
    words = dice.pick(("As filed with the Securities and Exchange Commission", "CONFORMED COPY", "Page 1 of 4", "OMB APPROVAL"))
    return replace(sheet, cover=(Words(words), *sheet.cover))


# ---- signatures ----------------------------------------------------------------------------------------------


@roughening("sheet", group="signature", share=0.04)
def date_in_statement(dice: Dice, sheet: Sheet, day: dt.date) -> Sheet | None:
    """The day of the signature at the end of the statement alone."""
    dated = [e for e in sheet.signatures if isinstance(e, Signing)]
    if len(dated) != 1 or dated[0].date is None:
        return None
    out = [replace(e, date=None) if isinstance(e, Signing) else e for e in sheet.signatures]
    at = next(n for n, e in enumerate(out) if isinstance(e, Plain))
    out.insert(at + 1, Words(f"Dated: {spelled(day)}"))
    return replace(sheet, signatures=tuple(out))


@roughening("sheet", since=1996, group="signature", share=0.02)
def no_signature_heading(dice: Dice, sheet: Sheet, day: dt.date) -> Sheet:
    """No SIGNATURES above the statement."""
    return replace(sheet, signatures=sheet.signatures[1:])


# ---- exhibits ------------------------------------------------------------------------------------------------


@roughening("hand", group="listing", share=0.06)
def exhibits_with_dashes(dice: Dice, hand: Hand, day: dt.date) -> Hand:
    """A line for each exhibit, with a dash and no table: "99.1 - Press release"."""
    return replace(hand, listing="dashes")


@roughening("hand", media=MARKED, group="listing", share=0.05)
def lists_in_tables(dice: Dice, hand: Hand, day: dt.date) -> Hand:
    """Each entry of a list is a table of two cells."""
    return replace(hand, listing="cells")


@roughening("hand", media=TYPED, group="indent", share=0.05)
def deep_indent(dice: Dice, hand: Hand, day: dt.date) -> Hand:
    """Paragraphs that begin far in, on narrow lines."""
    return replace(hand, indent=dice.whole(9, 20), width=60)


@roughening("hand", media=MARKED, group="paragraph", share=0.06)
def breaks_for_paragraphs(dice: Dice, hand: Hand, day: dt.date) -> Hand:
    """No element for a paragraph, line breaks only."""
    return replace(hand, paragraph="br")
