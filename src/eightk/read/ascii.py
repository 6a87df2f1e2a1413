"""Plain ASCII documents -> Text: nothing moves, so the map is the identity; EDGAR's own tags are blanked in place.

Comes in: the characters of a document. Goes out: its Text. Add here: a tag that EDGAR gives a meaning in ASCII.
"""

from __future__ import annotations

import re

from eightk.late import late
from eightk.read.text import Offsets, Text, blanked

# <PAGE>, <TABLE>, <CAPTION>, <S>, <C>, <FN>, <F1>.., <R>: the tags EDGAR gives a meaning in ASCII text.
_TAGS = late(r"(?i)</?(?:page|table|caption|s|c|fn|f\d{1,2}|r|text|multiplier|article|legend|b|i|u|center|document)\b[^<>\n]{0,40}>")
_TABLE = late(r"(?i)<(/?)table\b[^<>\n]*>")
_LONE_RETURN = late(r"\r(?!\n)")
_DASHES = late("\n- -")
_ENDS = "\r\x00\x0b\x85\xa0\x1c\x1d\x1e\x1f"


def _blank(m: re.Match[str]) -> str:
    tag = m.group()
    return ("\x0c" if tag[1:5].lower() == "page" else " ") + " " * (len(tag) - 1)


def read_ascii(source: str, offsets: Offsets) -> Text:
    """The text of an ASCII document; `source` and `offsets` as in `read_html`."""
    source = _lines(source)
    size = len(source)
    made = Text(_blanked(source), [0, 1, size + 1], [offsets.base, offsets.base, offsets.base + size], offsets)
    made.tables = _tables(source)
    made.wrapped = True
    return made


def plain_ascii(source: str) -> str:
    """`read_ascii(source, ..).text`, without the map and the tables."""
    return _blanked(_lines(source))


def _lines(source: str) -> str:
    """Lines that all end in LF, or in CR and LF."""
    if "\n" not in source and "\r" in source:
        return source.replace("\r", "\n")
    return _lone_returns(source) if "\r" in source else source


def _blanked(source: str) -> str:
    """The text behind a first LF: tags are blanks, and so is the dash that was put before lines which begin with one."""
    source = blanked(source, _ENDS)
    if "<" in source:
        source = _TAGS.sub(_blank, source)
    if "\n-" in source:
        source = _DASHES.sub("\n  -", source)  # in half of the time of `str.replace`
    return "\n " + source[1:] if source.startswith("- -") else "\n" + source


def _lone_returns(source: str) -> str:
    """CR that ends a line by itself, among lines that end in LF or CRLF."""
    return _LONE_RETURN.sub("\n", source)


def _tables(source: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = -1
    for m in _TABLE.finditer(source):
        if not m.group(1):
            start = m.start()
        elif start >= 0:
            found.append((start + 1, m.end() + 1))
            start = -1
    return found
