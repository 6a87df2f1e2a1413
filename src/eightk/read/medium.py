"""The medium of a document's body, by its first bytes: ASCII, HTML, Inline XBRL, XBRL, XML, PDF, uuencoded, or nothing to read.

Comes in: bytes and a body's place. Goes out: the medium, and the body without its wrapper. Add here: how another medium is told.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from eightk.late import late

Medium = Literal["ascii", "html", "ixbrl", "xbrl", "xml", "pdf", "uuencoded", "empty"]
Pair = tuple[int, int]
Source: TypeAlias = bytes
"""bytes, or what behaves alike: bytearray, mmap. It has `find` and `rfind`, and gives bytes when sliced."""

SNIFF = 4096
"""Bytes of a body that decide its medium (after leading white space and comments)."""

_WRAPPER = late(rb"<(PDF|XML|XBRL)>[ \t]*(?:\r\n?|\n)?")
_SPACE = late(rb"\s*+")
# Tags an ASCII body never carries (its own are PAGE TABLE CAPTION S C FN F1.. R), and short ones that must come twice.
_HTML = late(
    rb"<(?i:!doctype\s+html|(?:html|head|title|body|meta|div|p|br|hr|font|center|span|tr|td|th|pre|h[1-6]|style|ul|ol|dl|blockquote)[\s/>])"
)
_INLINE = late(rb"<(?i:a\s[^>]{0,200}>|(?:b|i|u|em|strong|sup|sub|small|big|li|img)(?:\s[^>]{0,200})?>)")
_ROOT = late(rb"<(?i:html)\b[^>]*>?")
_XML_ROOT = late(rb"<\?xml[^>]*+>\s*+(?:<!--[^-]*+(?:-(?!->)[^-]*+)*+-->\s*+|<[?!][^>]*+>\s*+)*+<([\w:.-]++)", re.ASCII)
_XBRL_ROOTS = (b"xbrl", b"linkbase", b"schema")
_NOT_TEXT = (b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x7fELF")


def medium_of(data: Source, start: int, end: int) -> tuple[Medium, Pair, bool]:
    """What a body is, by its first bytes, and the body without a <PDF>, <XML> or <XBRL> wrapper and its first line break.

    The last answer: whether bytes stand there that are no text although nothing says so.
    """
    if data[start : start + 2] == b"\r\n":
        start += 2
    elif data[start : start + 1] in (b"\n", b"\r"):
        start += 1
    start = min(start, end)
    head = data[start : min(end, start + SNIFF)]
    at, wrapper = start, None
    if head[:1] == b"<" or head[:1].isspace():
        at = start + len(head) - len(head.lstrip()) if head[:1] != b"<" else start
        wrapped = _WRAPPER.match(data, at, end)
        if wrapped:
            wrapper, start = wrapped[1], wrapped.end()
            tail = data[max(start, end - 64) : end]
            kept = tail.rstrip().removesuffix(b"</" + wrapper + b">").rstrip()
            end -= len(tail) - len(kept)
            at = start
    head = _first_words(data, at, end)
    medium = _by_content(head, wrapper)
    return medium, (start, end), (medium == "pdf" and wrapper is None) or (medium == "empty" and head != b"")


def _first_words(data: Source, at: int, end: int) -> bytes:
    """Up to SNIFF bytes after leading white space and comments; a root tag that is longer is taken whole, to a bound."""
    for _ in range(16):
        at = min(skip_space(data, at), end)
        head = data[at : min(end, at + SNIFF)]
        if head[:3] == b"\xef\xbb\xbf":
            at += 3
        elif head[:4] == b"<!--" and (over := data.find(b"-->", at, min(end, at + 16 * SNIFF))) > 0:
            at = over + 3
        else:
            break
    if len(head) == SNIFF and head[:1] == b"<" and (root := _ROOT.search(head)) and root.end() == SNIFF:
        head = data[at : min(end, at + 16 * SNIFF)]
    return head


def _by_content(head: bytes, wrapper: bytes | None) -> Medium:
    """The medium that the first words of a body show; the wrapper decides where they do not."""
    if not head:
        return "empty"
    if head[:6] == b"begin " and head[6:9].isdigit():
        return "pdf" if wrapper == b"PDF" else "uuencoded"
    if head[:4] == b"%PDF":
        return "pdf"
    if head.startswith(_NOT_TEXT) or b"\0" in head:
        return "empty"
    if b"<" not in head:
        return "ascii"
    if head[:5] == b"<?xml" and (root := _XML_ROOT.match(head)) and root[1].lower() != b"html":
        return "xbrl" if root[1].rpartition(b":")[2] in _XBRL_ROOTS else "xml"
    if _HTML.search(head) or len(_INLINE.findall(head)) > 1:
        root = _ROOT.search(head)
        return "ixbrl" if (b"xmlns:ix=" in root[0] if root else b"<ix:" in head) else "html"
    if wrapper == b"XBRL":
        return "xbrl"
    return "xml" if wrapper == b"XML" or head[:5] == b"<?xml" else "ascii"


def skip_space(data: Source, at: int) -> int:
    """Where the white space at a place ends."""
    space = _SPACE.match(data, at)
    return space.end() if space else at
