"""A .docx file -> its parts, when it is safe to open.

Comes in: bytes. Goes out: the parts that hold words and pictures, and what was left out. Add here: a part that words may stand in.

A .docx is a zip of XML. What is in it is refused where it could grow beyond bounds: zip bombs, XML that declares entities, XML nested
without end. Macros, embedded files, comments and settings are never opened.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from xml.parsers import expat

import msgspec

from eightk.limits import Limits

_WORDS = re.compile(
    r"(?:.*/)?(?:document\d*|footnotes|endnotes|styles|numbering)\.xml|\[Content_Types\]\.xml|(?:.*/)?_rels/[^/]*\.rels", re.I
)
_PICTURES = re.compile(r"(?:.*/)?media/[^/]+", re.I)
_TOLD = (
    (re.compile(r"(?:.*/)?vba\w*\.(?:bin|xml)", re.I), "macros"),
    (re.compile(r"(?:.*/)?embeddings/.*", re.I), "embedded files"),
    (re.compile(r"(?:.*/)?activeX/.*", re.I), "ActiveX controls"),
    (re.compile(r"(?:.*/)?comments\w*\.xml", re.I), "comments"),
    (re.compile(r"(?:.*/)?(?:header|footer)\d*\.xml", re.I), "headers and footers of pages"),
)
_MOST_XML = 1 << 25  # bytes of one part of XML: a thousand pages hold a tenth of it
_DEEPEST = 60  # elements in each other: tables in tables come to thirty


class Complaint(msgspec.Struct, frozen=True):
    """What is wrong with a Word file, and what to do about it."""

    what: str
    todo: str


class BadWord(ValueError):
    """A Word file that cannot be taken as it is; `complaints` tell everything that is in the way."""

    def __init__(self, *complaints: Complaint) -> None:
        super().__init__("; ".join(c.what for c in complaints))
        self.complaints = complaints


class Package(msgspec.Struct, frozen=True):
    """The parts by name, and what was left out, in words."""

    parts: dict[str, bytes]
    left_out: tuple[str, ...]

    def packed(self) -> io.BytesIO:
        """The parts as a .docx of their own, stored without compression."""
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as out:
            for name, data in self.parts.items():
                out.writestr(zipfile.ZipInfo(name), data)
        made.seek(0)
        return made


def is_word(data: bytes) -> bool:
    """Whether the bytes are a .docx: a zip that holds a document of Word."""
    return data[:4] == b"PK\x03\x04" and b"word/" in data


def opened(data: bytes, limits: Limits) -> Package:
    """The parts of a .docx. Raises BadWord."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            return _chosen(file, len(data), limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise BadWord(Complaint(f"the file is damaged or locked: {error}", "open it in Word and save it anew as .docx")) from None


def _chosen(file: zipfile.ZipFile, size: int, limits: Limits) -> Package:
    """The parts that are read. Each is bounded before and while it is unpacked, for a zip may lie about sizes."""
    parts: dict[str, bytes] = {}
    left = []
    room = limits.grown(size)
    for count, info in enumerate(file.infolist()):
        if count >= limits.max_documents:
            raise BadWord(_grown("it holds more parts than the limits allow"))
        left += [told for pattern, told in _TOLD if pattern.fullmatch(info.filename)]
        picture = _PICTURES.fullmatch(info.filename) is not None
        if not picture and not _WORDS.fullmatch(info.filename):
            continue
        if info.filename in parts:
            raise BadWord(Complaint(f"it holds {info.filename} twice", "open it in Word and save it anew"))
        most = min(limits.allowed(info.compress_size), room, limits.max_bytes if picture else _MOST_XML)
        if info.file_size > most:
            raise BadWord(_grown(f"{info.filename} would grow to {info.file_size:,} bytes"))
        with file.open(info) as part:
            parts[info.filename] = part.read(most)
        room -= len(parts[info.filename])
        if not picture:
            _check_xml(info.filename, parts[info.filename])
    if not any(name.lower().endswith(".xml") and "document" in name.lower() for name in parts):
        raise BadWord(Complaint("it is no Word document", "name a .docx file"))
    return Package(parts, tuple(dict.fromkeys(left)))


def _grown(what: str) -> Complaint:
    return Complaint(what, "open it in Word and save it anew; if it stays as large, divide it")


def _check_xml(name: str, data: bytes) -> None:
    """Refuse XML that declares a document type (entities grow without bound) or nests too deep."""
    parser = expat.ParserCreate(namespace_separator=" ")
    depth = 0

    def start(_: str, __: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise BadWord(Complaint(f"{name} nests more than {_DEEPEST} elements", "take nested tables and text boxes apart"))

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(*_: object) -> None:
        raise BadWord(Complaint(f"{name} declares a document type, as no Word file does", "do not trust this file; ask for a new one"))

    parser.StartElementHandler, parser.EndElementHandler, parser.StartDoctypeDeclHandler = start, end, doctype
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise BadWord(Complaint(f"{name} is no sound XML: {error}", "open it in Word and save it anew")) from None
