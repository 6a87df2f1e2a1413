"""The bytes of one document -> Text: decide the character set and the medium, call its reader."""

from __future__ import annotations

import re

from eightk.model import Document
from eightk.read.ascii import read_ascii
from eightk.read.html import read_html
from eightk.read.text import Text

# Which reader serves a medium; what is not here has no text.
READERS = {"ascii": read_ascii, "html": read_html, "ixbrl": read_html, "xbrl": read_html, "xml": read_html}
_UTF8 = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")


def decode(raw: bytes) -> tuple[str, list[int] | None]:
    """Characters of a document and, unless each is one byte, their byte offsets (one more than there are characters).

    UTF-8 where it decodes, else Windows-1252 with the five undefined bytes as Latin-1 (what old word processors wrote).
    """
    if raw.isascii():
        return raw.decode("ascii"), None
    if _UTF8.search(raw):
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            return text, _offsets(text)
    return raw.decode("latin-1").translate(_CP1252), None


_CP1252 = {code: bytes([code]).decode("cp1252") for code in range(0x80, 0xA0) if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}


def _offsets(text: str) -> list[int]:
    at, out = 0, []
    for c in text:
        out.append(at)
        code = ord(c)
        at += 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4
    out.append(at)
    return out


def document_text(data: bytes, document: Document) -> Text:
    """The text of a document of the submission `data`; empty where its medium carries none (images, PDF)."""
    start, end = document.body
    reader = READERS.get(document.medium)
    if reader is None:
        return Text("", [0, 0], [start, start])
    source, wide = decode(bytes(data[start:end]))
    return reader(source, start, wide)
