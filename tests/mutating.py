"""Mutations of the clean invented filings: what one is, and a maker of those of one filing.

A mutation names its kind, where it is made (header or main document), the code or codes of which one must be found, the words that the
finding must touch (None: wherever), and the companions that may be found with it. Add here: what several modules of mutations need;
mutations go into the module of their part (mutated_covers.py, mutated_items.py, mutated_tags.py, mutated_frames.py), into its `MAKERS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
BASES = sorted([*(HERE.parent / "examples").glob("*.txt"), *(HERE / "cases" / "clean").glob("*.txt")])
MONTHS = "January February March April May June July August September October November December".split()
DATE = r"(?:" + "|".join(MONTHS) + r")(?:&nbsp;|&#160;| )\d{1,2}, \d{4}"
REPORTED = r"(?<=reported\):)(\s*(?:<[^>]+>)*)(" + DATE + ")"
SIGNED = r"(Date:\s*)(" + DATE + ")"
# Companions: what a day that is moved makes late, and what Inline tags say otherwise than the cover then.
LATE = " D01 D02 D03 D04 H09"
X = " X01 X02 X03 X07"

HEADS = {
    True: r"(?m)^(<P><B>|<TD WIDTH=\"12%\" NOWRAP><B>|<div[^>]*><span[^>]*>)(Item)(&nbsp;|&#160;| )(\d+\.\d\d)",
    False: r"(?m)^(\s*)(I(?:tem|TEM))(\s+)(\d+)\.",
}


class Mutation(NamedTuple):
    kind: str
    name: str
    base: str
    data: bytes
    codes: frozenset[str]
    at: str | None
    also: frozenset[str]


@cache
def text(name: str) -> str:
    return next(path for path in BASES if path.stem == name).read_text(encoding="utf-8")


def parts(name: str) -> tuple[str, str, str]:
    """What stands before the main document, the main document, and what follows it."""
    whole = text(name)
    start = max(whole.find("<TEXT>"), 0)
    end = whole.find("</DOCUMENT>")
    return whole[:start], whole[start:end] if end > 0 else whole, whole[end:] if end > 0 else ""


def era(name: str) -> int:
    return int(name[:4])


class Maker:
    """Makes mutations of one base."""

    def __init__(self, base: str) -> None:
        self.base, self.year = base, era(base)
        self.head, self.main, self.rest = parts(base)
        self.html, self.inline = "<html" in self.main.lower(), "<ix:header" in self.main
        self.made: list[Mutation] = []

    def add(self, kind: str, name: str, codes: str, data: str, at: str | None, also: str = "") -> None:
        if data != text(self.base):
            raw = data.encode("utf-8")
            self.made.append(Mutation(kind, name, self.base, raw, frozenset(codes.split()), at, frozenset(also.split())))

    def change(
        self, kind: str, name: str, codes: str, pattern: str, new: str | Callable[[re.Match[str]], str], at: str | None, also: str = "",
        *, part: str = "main", count: int = 1,
    ) -> None:  # fmt: skip
        """Replace what a pattern finds in a part; nothing is made where it finds nothing."""
        source = {"main": self.main, "head": self.head, "rest": self.rest}[part]
        mutated, n = re.subn(pattern, new, source, count=count)
        if n and mutated != source:
            whole = {
                "main": self.head + mutated + self.rest,
                "head": mutated + self.main + self.rest,
                "rest": self.head + self.main + mutated,
            }
            self.add(kind, name, codes, whole[part], at, also)


def headings(k: Maker) -> list[re.Match[str]]:
    """Where items are headed in the main document; the fourth group is the item's number."""
    return list(re.finditer(HEADS[k.html], k.main))


def moved(date: str, *, years: int = 0, month: str | None = None, day: int | None = None) -> str:
    m = re.fullmatch(r"(\w+)(&nbsp;|&#160;| )(\d+), (\d+)", date)
    assert m
    return f"{month or m[1]}{m[2]}{day or int(m[3])}, {int(m[4]) + years}"
