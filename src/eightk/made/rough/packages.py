"""Roughenings of a submission's bytes: its containers, encodings, ends of lines, documents."""

from __future__ import annotations

import datetime as dt

import msgspec

from eightk.made.dice import Dice
from eightk.made.rough.table import MARKED, TYPED, roughening
from eightk.made.wrap import Attached, Package, uuencoded

replace = msgspec.structs.replace


@roughening("package", until=1998, group="container", share=0.12)
def pem(dice: Dice, package: Package, day: dt.date) -> Package:
    """A submission inside a privacy-enhanced message."""
    return replace(package, pem=True)


@roughening("package", until=1998, group="container", share=0.12)
def dash_escapes(dice: Dice, package: Package, day: dt.date) -> Package:
    """A privacy-enhanced message in which lines that begin with a dash are escaped."""
    return replace(package, pem=True, escapes=True)


@roughening("package", group="container", share=0.05)
def bare(dice: Dice, package: Package, day: dt.date) -> Package:
    """The report's own document alone, without a submission around it."""
    return replace(package, container="")


@roughening("package", group="header", share=0.04)
def no_header(dice: Dice, package: Package, day: dt.date) -> Package:
    """A submission whose header is cut off."""
    return replace(package, header=None)


@roughening("package", until=2001, share=0.3)
def no_filename(dice: Dice, package: Package, day: dt.date) -> Package:
    """Documents without a file name."""
    return replace(package, filenames=False)


@roughening("package", share=0.06, group="newline")
def crlf(dice: Dice, package: Package, day: dt.date) -> Package:
    """Lines that end as in DOS."""
    return replace(package, newline="\r\n")


@roughening("package", until=2005, share=0.03, group="newline")
def cr(dice: Dice, package: Package, day: dt.date) -> Package:
    """Lines that end as on an old Macintosh."""
    return replace(package, newline="\r")


@roughening("package", share=0.05, group="encoding")
def cp1252(dice: Dice, package: Package, day: dt.date) -> Package:
    """Marks in the bytes of Windows: curly quotes and dashes, in reports set in characters too."""
    return replace(package, encoding="cp1252", documents=tuple(_curly(one) for one in package.documents))


@roughening("package", share=0.04, group="encoding")
def utf8(dice: Dice, package: Package, day: dt.date) -> Package:
    """Marks in UTF-8, at times with a byte order mark."""
    return replace(
        package,
        encoding="utf-8",
        documents=tuple(_curly(one) for one in package.documents),
        mark=b"\xef\xbb\xbf" if dice.chance(0.3) else b"",
    )


def _curly(one: Attached) -> Attached:
    """A document with curly apostrophes and long dashes; attributes of tags keep their quotes."""
    return replace(one, text=one.text.replace("'s ", "\u2019s ").replace("s' ", "s\u2019 ").replace(" -- ", " \u2014 "))


@roughening("package", since=2000, media=MARKED, share=0.04, group="encoding")
def latin1(dice: Dice, package: Package, day: dt.date) -> Package:
    """Hard blanks as bytes of Latin-1."""
    documents = tuple(replace(one, text=one.text.replace("&nbsp;", "\xa0").replace("&#160;", "\xa0")) for one in package.documents)
    return replace(package, encoding="latin-1", documents=documents)


@roughening("package", since=1997, share=0.06)
def uuencoded_picture(dice: Dice, package: Package, day: dt.date) -> Package:
    """A picture among the documents, uuencoded."""
    data = bytes(dice.whole(0, 255) for _ in range(dice.whole(90, 400)))
    return replace(package, documents=(*package.documents, Attached("GRAPHIC", "logo.jpg", uuencoded("logo.jpg", data))))


@roughening("package", until=2008, media=TYPED, share=0.04)
def page_first(dice: Dice, package: Package, day: dt.date) -> Package:
    """A page's tag before the first word."""
    first, *rest = package.documents
    return replace(package, documents=(replace(first, text=f"\n<PAGE>\n\n{first.text}"), *rest))


@roughening("package", share=0.06)
def type_with_blanks(dice: Dice, package: Package, day: dt.date) -> Package:
    """Blanks behind the tags of a document."""
    return replace(package, documents=tuple(replace(one, type=f"{one.type}   ") for one in package.documents))
