"""The bytes of one document -> Text: decide the character set, call the medium's reader.

Comes in: a submission and one of its documents. Goes out: the document's Text. Add here: a medium's reader, or a character set.
"""

from __future__ import annotations

import re
from itertools import accumulate

from eightk.late import late
from eightk.model import Document
from eightk.read.ascii import plain_ascii, read_ascii
from eightk.read.html import plain_html, read_html
from eightk.read.text import Offsets, Text

# Markup that breaks a line, and the wrapper of typed text that has none.
_BREAKS = late(r"<(?:p|br|tr|td|pre|li|hr|h[1-6]|center|blockquote|dd|xbrl)\b", re.I)
_WRAPPER = late(r"</?(?:html|head|title|body|div)\b[^<>]{0,400}>", re.I)
_MOST_DIVS, _LEAST_LINES = 2, 20
_WIDE = late(r"[^\x00-\x7f]")
_UTF8 = late(rb"[\xc2-\xf4][\x80-\xbf]")


def _unwrapped(source: str) -> str | None:
    """Typed text that only stands in an HTML wrapper and so keeps its lines, blanks for the tags; None of other HTML."""
    if _BREAKS.search(source) or source.count("\n") < _LEAST_LINES or source.lower().count("<div") > _MOST_DIVS:
        return None
    return _WRAPPER.sub(lambda m: " " * len(m.group()), source)


def _read_marked(source: str, offsets: Offsets) -> Text:
    typed = _unwrapped(source)
    return read_html(source, offsets) if typed is None else read_ascii(typed, offsets)


def _plain_marked(source: str) -> str:
    typed = _unwrapped(source)
    return plain_html(source) if typed is None else plain_ascii(typed)


# Which reader serves a medium; what is not here has no text.
READERS = {"ascii": read_ascii, "html": _read_marked, "ixbrl": read_html, "xbrl": read_html, "xml": read_html}
_PLAIN = {read_ascii: plain_ascii, _read_marked: _plain_marked, read_html: plain_html}


def decode(raw: bytes, base: int) -> tuple[str, Offsets]:
    """Characters of a document and their places in bytes, `base` being the first one's.

    UTF-8 where it decodes, else Windows-1252 with the five undefined bytes as Latin-1 (what old word processors wrote).
    """
    try:
        return raw.decode("ascii"), Offsets(base)
    except UnicodeDecodeError:
        pass
    if _UTF8.search(raw):
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            wide = list(_WIDE.finditer(text))
            extra = accumulate((len(m[0].encode()) - 1 for m in wide), initial=0)
            return text, Offsets(base, [base + m.start() for m in wide], list(extra))
    try:
        return raw.decode("cp1252"), Offsets(base)
    except UnicodeDecodeError:
        return raw.decode("latin-1").translate(_CP1252), Offsets(base)


_CP1252 = {code: bytes([code]).decode("cp1252") for code in range(0x80, 0xA0) if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}


def decoded(data: bytes, document: Document) -> tuple[str, Offsets]:
    """The characters of a document of the submission `data`, markup and all, and their places in bytes."""
    start, end = document.body
    return decode(bytes(data[start:end]), start)


def document_text(data: bytes, document: Document) -> Text:
    """The text of a document of the submission `data`; empty where its medium carries none (images, PDF)."""
    reader = READERS.get(document.medium)
    if reader is None:
        start = document.body[0]
        return Text("", [0, 0], [start, start], Offsets(start))
    return reader(*decoded(data, document))


def plain_text(data: bytes, document: Document) -> str:
    """`document_text(data, document).text`, in two thirds of the time: without the map to the bytes."""
    reader = READERS.get(document.medium)
    return _PLAIN[reader](decoded(data, document)[0]) if reader else ""
