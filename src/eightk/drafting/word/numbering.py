"""The labels that Word counts: (a), 1.01, Section 2.

Comes in: the part numbering.xml. Goes out: for one paragraph after the other, the label Word prints before it. Add here: a way to write a
number.

HTML counts in its own way ((a) becomes 1.), and a reader of the text would see no label at all; so labels become words.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import msgspec

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BULLET = "\u2022"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"),
    (4, "iv"), (1, "i"),
)  # fmt: skip
_PLACE = re.compile(r"%([1-9])")


class Level(msgspec.Struct, frozen=True):
    """A level of a list: from what it counts, how it writes a number, and its label with %1, %2 .. for numbers of the levels."""

    start: int
    format: str
    text: str
    legal: bool
    left: int
    """Twentieths of a point that the level is set in."""


class Numbering:
    """The lists of a document, and how far each has counted."""

    def __init__(self, root: Element | None) -> None:
        self.levels: dict[str, dict[int, Level]] = {}
        self.lists: dict[str, tuple[str, dict[int, int]]] = {}
        self.counts: dict[str, dict[int, int]] = {}
        self.begun: set[str] = set()
        for abstract in root.findall(f"{W}abstractNum") if root is not None else ():
            levels = {_number(level, "ilvl"): _level(level) for level in abstract.findall(f"{W}lvl")}
            self.levels[abstract.get(f"{W}abstractNumId", "")] = levels
        for num in root.findall(f"{W}num") if root is not None else ():
            of = num.find(f"{W}abstractNumId")
            over = {
                _number(o, "ilvl"): _number(start, "val")
                for o in num.findall(f"{W}lvlOverride")
                if (start := o.find(f"{W}startOverride")) is not None
            }
            self.lists[num.get(f"{W}numId", "")] = (_val(of), over)

    def level(self, num: str, at: int) -> Level | None:
        """A level of a list, if there is one."""
        return self.levels.get(self.lists[num][0], {}).get(at) if num in self.lists else None

    def label(self, num: str, at: int) -> str:
        """The label of the next paragraph of a list at a level; "" for a list that is not there or writes none."""
        level = self.level(num, at)
        if level is None or level.format == "none" and not _PLACE.sub("", level.text):
            return ""
        if level.format == "bullet":
            return BULLET
        abstract, over = self.lists[num]
        counts = self.counts.setdefault(abstract, {})
        if over and num not in self.begun:
            for n, start in over.items():
                counts[n] = start - 1
        self.begun.add(num)
        counts[at] = counts.get(at, level.start - 1) + 1
        for deeper in [n for n in counts if n > at]:
            del counts[deeper]
        return _PLACE.sub(lambda m: self._written(abstract, int(m[1]) - 1, level.legal), level.text)

    def _written(self, abstract: str, at: int, legal: bool) -> str:
        level = self.levels[abstract].get(at)
        if level is None:
            return ""
        number = self.counts[abstract].get(at, level.start)
        return written(number, "decimal" if legal else level.format)


def written(number: int, format: str) -> str:
    """A number as a list writes it.

    >>> [written(n, f) for n, f in ((28, "lowerLetter"), (14, "upperRoman"), (7, "decimalZero"), (3, "decimal"))]
    ['bb', 'XIV', '07', '3']
    """
    if format in ("lowerLetter", "upperLetter") and 0 < number <= 780:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if format == "upperLetter" else letters
    if format in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        roman = _roman(number)
        return roman.upper() if format == "upperRoman" else roman
    if format == "none":
        return ""
    return f"{number:02}" if format == "decimalZero" else str(number)


def _roman(number: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        out += letters * (number // value)
        number %= value
    return out


def _level(level: Element) -> Level:
    indent = level.find(f"{W}pPr/{W}ind")
    left = indent.get(f"{W}left") or indent.get(f"{W}start") if indent is not None else None
    return Level(
        start=_number(level.find(f"{W}start"), "val", 1), format=_val(level.find(f"{W}numFmt")) or "decimal",
        text=_val(level.find(f"{W}lvlText")), legal=level.find(f"{W}isLgl") is not None, left=int(left) if left and left.isdigit() else 0,
    )  # fmt: skip


def _val(element: Element | None) -> str:
    return element.get(f"{W}val", "") if element is not None else ""


def _number(element: Element | None, name: str, without: int = 0) -> int:
    """An attribute as a number of at most six digits; what is none counts as not given."""
    told = element.get(f"{W}{name}", "") if element is not None else ""
    return int(told) if re.fullmatch(r"\d{1,6}", told) else without
