"""Roughenings of item headings: of the word, the number, the title, and where they stand."""

from __future__ import annotations

import datetime as dt
import re

import msgspec

from eightk import form
from eightk.made.dice import Dice
from eightk.made.rough.table import MARKED, TYPED, roughening
from eightk.made.sheet import Hand, Head

_ROMAN = "I II III IV V VI VII VIII IX X XI XII".split()
_WORDS = "ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN ELEVEN TWELVE".split()
_RUN = re.compile(r"(\d+)(?:, \d+)+ and (\d+)")
replace = msgspec.structs.replace


def _plain(head: Head) -> bool:
    """A heading of one number, of the old form."""
    return head.number.isdigit()


@roughening("head", group="number")
def item_spaced(dice: Dice, head: Head, day: dt.date) -> Head:
    """Blanks within the word: "I tem 8.01", "I T E M 5 ."."""
    spaced = dice.pick((" ".join(head.word.upper()), f"{head.word[0]} {head.word[1:]}"))
    return replace(head, word=spaced, after=dice.pick((" .", "."))) if _plain(head) else replace(head, word=spaced)


@roughening("head", group="number")
def item_run_in(dice: Dice, head: Head, day: dt.date) -> Head:
    """No blank between the word and the number: "Item5."."""
    return replace(head, gap="")


@roughening("head", until=2004, group="number", share=0.03)
def item_word(dice: Dice, head: Head, day: dt.date) -> Head | None:
    """The number in words: "ITEM FIVE"."""
    return replace(head, number=_WORDS[int(head.number) - 1]) if _plain(head) else None


@roughening("head", until=2004, group="number", share=0.03)
def item_roman(dice: Dice, head: Head, day: dt.date) -> Head | None:
    """A Roman number: "Item IX"."""
    return replace(head, number=_ROMAN[int(head.number) - 1]) if _plain(head) else None


@roughening("head", group="number", share=0.03)
def item_letter_l(dice: Dice, head: Head, day: dt.date) -> Head | None:
    """A letter for the figure one: "Item l.", "Item l.01"."""
    if "1" not in head.number or not head.number.replace(".", "").isdigit() or len(head.number) == 2:
        return None
    return replace(head, number=head.number.replace("1", "l", 1) if _plain(head) else "l".join(head.number.rsplit("1", 1)))


@roughening("head", since=2004, group="number", share=0.03)
def item_comma(dice: Dice, head: Head, day: dt.date) -> Head | None:
    """A comma for the dot of the number: "Item 5,03"."""
    return replace(head, number=head.number.replace(".", ",")) if head.number.replace(".", "").isdigit() and "." in head.number else None


@roughening("head", since=2004, group="number", share=0.03)
def item_number_spaced(dice: Dice, head: Head, day: dt.date) -> Head | None:
    """A blank within the number: "Item 5. 02"."""
    return (
        replace(head, number=head.number.replace(".", dice.pick((". ", " ."))), after="")
        if re.fullmatch(r"\d\.\d\d", head.number)
        else None
    )


@roughening("head", since=2004, group="number", share=0.03)
def item_no(dice: Dice, head: Head, day: dt.date) -> Head | None:
    """ "No." before the number: "Item No. 5.02"."""
    return replace(head, number=f"No. {head.number}") if head.word == "Item" else None


@roughening("head", group="number", share=0.04, every=True)
def number_alone(dice: Dice, head: Head, day: dt.date) -> Head | None:
    """The number and the title without the word: "5.02 Departure of Directors"."""
    if head.title is None or not head.number.replace(".", "").isdigit():
        return None
    return replace(head, word="", place="line", after=dice.pick((".", "")) if "." in head.number else ".")


@roughening("head", since=2004, group="number")
def letters_in_heading(dice: Dice, head: Head, day: dt.date) -> Head | None:
    """The letters of paragraphs behind the number: "Item 5.02(b), (c)"."""
    if head.number != "5.02":
        return None
    return replace(head, number=head.number + dice.pick(("(b)", "(b), (c)", " (d)", "(b) and (c)", "(b)-(d)")))


@roughening("head", until=2004, share=0.5)
def through(dice: Dice, head: Head, day: dt.date) -> Head | None:
    """A row of numbers told by its ends: "Items 1 through 4 and 6"."""
    numbers = [int(n) for n in re.findall(r"\d+", head.number)] if "." not in head.number else []
    run = 1
    while run < len(numbers) and numbers[run] == numbers[run - 1] + 1:
        run += 1
    if run < 3:
        return None
    rest = [str(n) for n in numbers[run:]]
    first = f"{numbers[0]} {dice.pick(('through', '-', 'to', 'thru'))} {numbers[run - 1]}"
    return replace(head, number=", ".join([first, *rest[:-1]]) + (f" and {rest[-1]}" if rest else ""))


# ---- titles --------------------------------------------------------------------------------------------------


@roughening("head", group="title", share=0.04)
def no_title(dice: Dice, head: Head, day: dt.date) -> Head | None:
    """The word and the number, and no title."""
    return replace(head, title=None, after=".") if head.word and re.fullmatch(r"\d+(\.\d\d)?", head.number) else None


@roughening("head", group="title", share=0.08)
def other_title(dice: Dice, head: Head, day: dt.date) -> Head | None:
    """Another wording of the title that filers use (`headings` in form/items.toml)."""
    row = form.meaning(head.number, day)
    return replace(head, title=dice.pick(row.headings)) if row is not None and row.headings and head.title == row.title else None


@roughening("head", group="title", share=0.05)
def misspelt_title(dice: Dice, head: Head, day: dt.date) -> Head | None:
    """A letter of the title left out or doubled."""
    words = (head.title or "").split()
    long = [n for n, word in enumerate(words) if len(word) > 6]
    if not long or len(words) < 2:
        return None
    at = dice.pick(long)
    cut = dice.whole(4, len(words[at]) - 2)
    words[at] = dice.pick((words[at][:cut] + words[at][cut + 1 :], words[at][:cut] + words[at][cut] + words[at][cut:]))
    return replace(head, title=" ".join(words))


@roughening("head", group="title", share=0.04)
def title_stop(dice: Dice, head: Head, day: dt.date) -> Head | None:
    """A full stop or a colon behind the title."""
    return replace(head, title=f"{head.title}{dice.pick(('.', ':', '. '))}") if head.title else None


@roughening("head", group="lead", share=0.03)
def starred(dice: Dice, head: Head, day: dt.date) -> Head:
    """A mark before the heading, or a bracket around it."""
    return replace(head, lead=dice.pick(("* ", "[", "(", "- ")))


# ---- places --------------------------------------------------------------------------------------------------


@roughening("hand", group="place", share=0.05)
def heading_in_table(dice: Dice, hand: Hand, day: dt.date) -> Hand:
    """Number and title in two cells of a table, or far apart on a line."""
    return replace(hand, place="cells")


@roughening("hand", media=MARKED, group="place", share=0.05)
def heading_split_tags(dice: Dice, hand: Hand, day: dt.date) -> Hand:
    """Tags that open and close within the words of a heading."""
    return replace(hand, place="tags")


@roughening("hand", group="place", share=0.05)
def heading_split_lines(dice: Dice, hand: Hand, day: dt.date) -> Hand:
    """A title that goes on on the next line."""
    return replace(hand, place="split")


@roughening("hand", media=TYPED, group="place", share=0.03)
def heading_split_page(dice: Dice, hand: Hand, day: dt.date) -> Hand:
    """A page ends within a heading, and its number stands there."""
    return replace(hand, place="page")


@roughening("hand", group="place", share=0.03)
def title_first(dice: Dice, hand: Hand, day: dt.date) -> Hand:
    """The title, and the item in parentheses behind it: "Other Events (Item 8.01)"."""
    return replace(hand, place="first")
