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

# Markup that breaks a line, and the wrapper of typed text that has none, the nearest to the text first.
_BREAKS = late(r"<(?:p|br|tr|td|pre|[uod]l|li|d[dt]|hr|h[1-6]|center|blockquote|section|xbrl)\b", re.I)
_WRAPPERS = ("body", "html", "div")
_OPENS, _CLOSES = late(r"<(body|html|div)\b", re.I), late(r"</(body|html|div)\b", re.I)
_MOST_DIVS, _LEAST_LINES = 2, 20
_WIDE = late(r"[^\x00-\x7f]")
_UTF8 = late(rb"[\xc2-\xf4][\x80-\xbf]")


def _laid_out(source: str) -> str:
    """HTML, where it is typed text that only stands in a wrapper with its wrapper made `pre`, for it keeps its lines; no place moves."""
    if _BREAKS.search(source) or source.count("\n") < _LEAST_LINES:
        return source
    opens, closes = list(_OPENS.finditer(source)), list(_CLOSES.finditer(source))
    names = [m[1].lower() for m in opens]
    ends = {m[1].lower(): m for m in closes}
    name = next((name for name in _WRAPPERS if name in names and name in ends), "")
    if not name or names.count("div") > _MOST_DIVS:
        return source
    (start, begun), (last, end) = opens[names.index(name)].span(1), ends[name].span(1)
    pre = "pre".ljust(len(name))
    return "".join((source[:start], pre, source[begun:last], pre, source[end:])) if begun < last else source


def _read_marked(source: str, offsets: Offsets) -> Text:
    return read_html(_laid_out(source), offsets)


def _plain_marked(source: str) -> str:
    return plain_html(_laid_out(source))


# The readers of a medium, of its `Text` and of the text alone; what is not here has no text.
_HTML = (read_html, plain_html)
READERS = {"ascii": (read_ascii, plain_ascii), "html": (_read_marked, _plain_marked), "ixbrl": _HTML, "xbrl": _HTML, "xml": _HTML}


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
    readers = READERS.get(document.medium)
    if readers is None:
        start = document.body[0]
        return Text("", [0, 0], [start, start], Offsets(start))
    return readers[0](*decoded(data, document))


def plain_text(data: bytes, document: Document) -> str:
    """`document_text(data, document).text`, in two thirds of the time: without the map to the bytes."""
    readers = READERS.get(document.medium)
    return readers[1](decoded(data, document)[0]) if readers else ""
