"""Roughenings of a document's text: of its tags, its blanks, its lines, its case."""

from __future__ import annotations

import datetime as dt
import re

from eightk.made.dice import Dice
from eightk.made.rough.table import MARKED, TYPED, roughening

_TAG = re.compile(r"<(/?)([a-z0-9]+)([^<>]*)>")
_TEXT = re.compile(r"(?<=>)[^<>]+(?=<)")
_INSIDE = re.compile(r"(<pre>.*?</pre>|<head>.*?</head>|<ix:header>.*?</ix:header>)", re.S)


def _in_texts(dice: Dice, page: str, changed: re.Pattern[str], to: str, share: float) -> str:
    """The page with some of what matches within its words made `to`; heads and <pre> are left."""

    def words(m: re.Match[str]) -> str:
        return changed.sub(lambda one: to if dice.chance(share) else one[0], m[0])

    parts = _INSIDE.split(page)
    return "".join(part if n % 2 else _TEXT.sub(words, part) for n, part in enumerate(parts))


# ---- HTML ----------------------------------------------------------------------------------------------------


@roughening("page", until=2012, media=("html",), share=0.15)
def uppercase_tags(dice: Dice, page: str, day: dt.date) -> str:
    """Names of tags in capitals."""
    return _TAG.sub(lambda m: f"<{m[1]}{m[2].upper()}{m[3]}>", page)


@roughening("page", until=2010, media=("html",), group="tags", share=0.08)
def unclosed_tags(dice: Dice, page: str, day: dt.date) -> str:
    """Paragraphs, rows and cells that are never closed."""
    return re.sub(r"</(?:p|td|tr)>", "", page, flags=re.I)


@roughening("page", until=2014, media=("html",), group="tags", share=0.08)
def nested_font_tags(dice: Dice, page: str, day: dt.date) -> str:
    """Tags of fonts within tags of fonts, that end and begin within words."""

    def nested(m: re.Match[str]) -> str:
        words = m[0]
        if not words.strip() or "&" in words or len(words) < 4 or dice.chance(0.5):
            return words
        cut = dice.whole(1, len(words) - 1)
        return f'<font face="Times New Roman"><font size="2">{words[:cut]}</font></font><font size="2">{words[cut:]}</font>'

    parts = _INSIDE.split(page)
    return "".join(part if n % 2 else _TEXT.sub(nested, part) for n, part in enumerate(parts))


@roughening("page", since=2000, media=MARKED, group="entities", share=0.08)
def nbsp(dice: Dice, page: str, day: dt.date) -> str:
    """Hard blanks in place of blanks."""
    return _in_texts(dice, page, re.compile(r" "), dice.pick(("&nbsp;", "&#160;", "&nbsp; ")), 0.3)


@roughening("page", since=2000, media=MARKED, group="entities", share=0.08)
def entities(dice: Dice, page: str, day: dt.date) -> str:
    """Marks as entities, of Windows' numbers too: "&#146;" for an apostrophe."""
    return _in_texts(dice, page, re.compile(r"'"), dice.pick(("&#146;", "&rsquo;", "&#8217;", "&#x2019;")), 1.0).replace(
        " -- ", dice.pick(("&#151;", "&mdash;", " &#150; "))
    )


@roughening("page", since=2000, media=MARKED, group="lines", share=0.12)
def source_lines(dice: Dice, page: str, day: dt.date) -> str:
    """Words of the source on lines of their own, broken anywhere."""
    return _in_texts(dice, page, re.compile(r" "), "\n", 0.15)


@roughening("page", since=2001, media=MARKED, share=0.06)
def comments(dice: Dice, page: str, day: dt.date) -> str:
    """Comments of a program between the paragraphs, with page breaks in them."""
    number = iter(range(1, 10**6))
    return re.sub(r"(?<=</p>|</P>)\n", lambda m: f"\n<!-- Field: Page; Sequence: {next(number)} -->\n" if dice.chance(0.2) else m[0], page)


@roughening("page", since=2000, until=2019, media=("html",), share=0.12)
def wingdings(dice: Dice, page: str, day: dt.date) -> str:
    """Boxes as letters of a font of pictures."""
    empty, ticked = dice.pick((("o", "x"), ("&#168;", "&#120;"), ("&#168;", "&#254;")))
    font = '<font face="Wingdings">{}</font>'
    return page.replace("\u2610", font.format(empty)).replace("\u2612", font.format(ticked))


@roughening("page", since=2000, media=MARKED, share=0.05)
def empty_paragraphs(dice: Dice, page: str, day: dt.date) -> str:
    """Empty paragraphs for space."""
    return re.sub(r"</p>\n", "</p>\n<p>&nbsp;</p>\n", page, flags=re.I)


@roughening("page", since=2000, until=2008, media=("html",), group="lines", share=0.03)
def no_lines(dice: Dice, page: str, day: dt.date) -> str:
    """A source of one line."""
    return page.replace("\n", "") if "<pre>" not in page else page.replace(">\n<", "><")


# ---- characters ----------------------------------------------------------------------------------------------


@roughening("page", until=2003, media=TYPED, group="case", share=0.03)
def all_capitals(dice: Dice, page: str, day: dt.date) -> str:
    """A report in capitals from end to end."""
    return page.upper()


@roughening("page", until=2008, media=TYPED, group="blanks", share=0.08)
def tabs(dice: Dice, page: str, day: dt.date) -> str:
    """Tabs for blanks at the start of lines and between columns."""
    return re.sub(r"(?m)^ {8}| {8}", "\t", page)


@roughening("page", until=2008, media=TYPED, group="blanks", share=0.08)
def justified_text(dice: Dice, page: str, day: dt.date) -> str:
    """Lines filled with blanks to one width."""
    return "\n".join(_justified(line) for line in page.split("\n"))


def _justified(line: str) -> str:
    words = line.split(" ")
    if not 72 - len(words) < len(line) < 72 or line.startswith(" ") or "  " in line:
        return line
    for n in range(72 - len(line)):
        words[n % (len(words) - 1)] += " "
    return " ".join(words)


@roughening("page", until=2008, media=TYPED, group="blanks", share=0.05)
def set_in(dice: Dice, page: str, day: dt.date) -> str:
    """Every line set in."""
    by = " " * dice.whole(3, 10)
    return "\n".join(by + line if line and not line.startswith("<") else line for line in page.split("\n"))


@roughening("page", until=2008, media=TYPED, share=0.04)
def double_spaced(dice: Dice, page: str, day: dt.date) -> str:
    """A blank line behind every line of running text."""
    return re.sub(r"(?m)^( {0,20}\S[^\n]{44,})\n(?=\S)", r"\1\n\n", page)


@roughening("page", until=2008, media=TYPED, share=0.06)
def trailing_blanks(dice: Dice, page: str, day: dt.date) -> str:
    """Blanks at the ends of lines."""
    return "\n".join(line + " " * dice.whole(0, 12) for line in page.split("\n"))


@roughening("page", until=2008, media=TYPED, share=0.06)
def ruled_lines(dice: Dice, page: str, day: dt.date) -> str:
    """Lines of dashes or of underscores under what stands in the middle."""
    mark = dice.pick("-_=")

    def ruled(m: re.Match[str]) -> str:
        return f"{m[0]}\n{m[1]}{mark * len(m[2])}" if dice.chance(0.4) else m[0]

    return re.sub(r"(?m)^( {6,})(\S[^\n]{5,60})$(?=\n\n)", ruled, page)


@roughening("page", until=2008, media=TYPED, share=0.05)
def form_feeds(dice: Dice, page: str, day: dt.date) -> str:
    """A form feed for the page's tag, or with it."""
    return page.replace("<PAGE>", dice.pick(("\x0c", "<PAGE>\x0c")))


@roughening("page", until=2008, media=TYPED, share=0.05)
def underlined_headings(dice: Dice, page: str, day: dt.date) -> str:
    """Headings underlined by a line of their own."""
    return re.sub(r"(?mi)^(Item \S+[^\n]{3,60})$(?=\n\n)", lambda m: f"{m[1]}\n{'-' * len(m[1])}", page)
