"""A laid-out report, its exhibits and their pictures -> the documents of a submission: named, typed, looked at.

Comes in: a complete Draft, the bytes of its main document and of each file beside it. Goes out: `Package`, or `CannotPack` with every
complaint at once. Add here: something that EDGAR would not take from a file whatever is written in it; what the report says is checked by
the package check, on the very bytes.

Names are those of the files; what a name may look like is checked there too (T08).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import re
from collections.abc import Iterator, Mapping
from functools import cache

import msgspec

from eightk.drafted import Draft
from eightk.form.days import roll
from eightk.form.markup import markup
from eightk.form.sending import Layout, binary_row, data_row, sending
from eightk.late import late
from eightk.write.refuse import CannotWrite
from eightk.write.submission import Packed

_TAG = late(rb"<\s*([a-z][a-z0-9:]*)")
_HANDLER = late(rb"<[a-z][^<>]*[\s/\"']on[a-z]{3,}\s*=")
_SOURCE = late(rb"<(?:img)\b[^<>]*?\ssrc\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))")
_TARGET = late(rb"\s(?:href|src|action|data)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))")
_STYLE = late(rb"""\sstyle\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""")
_LOADS = late(r"url\s*\(|expression\s*\(|behaviou?r\s*:|-moz-binding|@import")
_CONTROL = late(rb"[\x01-\x08\x0b\x0e-\x1f\x7f]")
_SCRIPTED = late(r"[\s\x00-\x1f]*(?:j\s*a\s*v\s*a|v\s*b)\s*s\s*c\s*r\s*i\s*p\s*t\s*:", re.I)


class Complaint(msgspec.Struct, frozen=True):
    """What keeps a draft from being packed: the part of the draft ("exhibits.0.file"), what is wrong, what to do."""

    part: str
    what: str
    todo: str


class CannotPack(CannotWrite):
    """No submission can be made of this; `complaints` says why."""

    def __init__(self, complaints: tuple[Complaint, ...]) -> None:
        super().__init__("; ".join(f"{c.what}: {c.todo}" for c in complaints))
        self.complaints = complaints


class Package(msgspec.Struct, frozen=True, kw_only=True):
    """The documents of a submission, the report first, and the draft they were made of."""

    draft: Draft
    day: dt.date
    layout: Layout
    documents: tuple[Packed, ...]


# ---- names -------------------------------------------------------------------------------------------------------


def prefix_of(draft: Draft) -> str:
    """What file names begin with: the draft's own prefix, else the first trading symbol, else the CIK, else "form"."""
    symbol = next((s.symbol for s in draft.report.cover.securities if s.symbol), None)
    cik = next((filer.cik for filer in draft.filers if filer.cik), None)
    said = draft.prefix or symbol or (f"cik{int(cik)}" if cik and cik.isdecimal() else None) or "form"
    return re.sub(r"[^a-z0-9]", "", said.lower()) or "form"


def main_name(draft: Draft, layout: Layout) -> str:
    """The name of the main document: abc-20240610.htm."""
    day = draft.report.cover.date_of_report
    ending = "txt" if layout == "ascii" else "htm"
    return f"{prefix_of(draft)}-{day:%Y%m%d}.{ending}" if day else f"{prefix_of(draft)}-8k.{ending}"


def uploaded_name(file: str) -> str:
    """What a file of the draft's folder is called in the submission: its own name; a Word file goes out as HTML."""
    name = file.rpartition("/")[2]
    return f"{name[:-5]}.htm" if name.lower().endswith(".docx") else name


def renamed(draft: Draft) -> Draft:
    """The draft with its exhibits' files under the names they are uploaded with, so that links find them."""
    return msgspec.structs.replace(draft, files={number: uploaded_name(file) for number, file in draft.files.items()})


def pictures_of(data: bytes) -> tuple[str, ...]:
    """The files that the pictures of an HTML document are in; addresses elsewhere are left out, as the checker's matter."""
    named = ("".join(g.decode("utf-8", "replace") for g in m.groups() if g) for m in _SOURCE.finditer(_lower_tags(data)))
    found = (html.unescape(name).strip() for name in named)
    return tuple(dict.fromkeys(name for name in found if name and not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//", name)))


def _lower_tags(data: bytes) -> bytes:
    """HTML with the names of its elements and attributes in lower case, what is in quotes as it stands."""
    return re.sub(rb"<[A-Za-z][A-Za-z0-9]*|\s[A-Za-z]+\s*=", lambda m: m[0].lower(), data)


# ---- packing -----------------------------------------------------------------------------------------------------


def package(
    draft: Draft, main: bytes, *, day: dt.date, layout: Layout, companions: Mapping[str, bytes] = {}, exhibits: Mapping[str, bytes] = {},
    pictures: Mapping[str, bytes] = {},
) -> Package:  # fmt: skip
    """The documents of a submission. `companions`, `pictures`: name -> bytes; `exhibits`: number -> bytes. Raises CannotPack.

    `draft.files` gives each exhibit the name it is uploaded with (`renamed`).
    """
    stem = next((name.removesuffix(".xsd") for name in companions if name.endswith(".xsd")), None)
    form = draft.report.form or "8-K"
    documents = [Packed(name=f"{stem}.htm" if stem else main_name(draft, layout), type=form, description=f"FORM {form}", data=main)]
    for number, data in exhibits.items():
        documents.append(Packed(name=draft.files[number], type=f"EX-{number}", description=f"EXHIBIT {number}", data=data))
    for name, data in companions.items():
        row = data_row(name)
        documents.append(Packed(name=name, type=row.type if row else "XML", description=row.description if row else "", data=data))
    documents += [Packed(name=name, type="GRAPHIC", data=data) for name, data in pictures.items()]
    found = Package(draft=draft, day=day, layout=layout, documents=tuple(documents))
    complaints = tuple(_complaints(found, tuple(exhibits)))
    if complaints:
        raise CannotPack(complaints)
    return found


def place_of(draft: Draft, number: str) -> str:
    """The part of a draft where an exhibit's file is told."""
    numbers = draft.report.exhibits.numbers()
    return f"exhibits.{numbers.index(number)}.file" if number in numbers else "exhibits"


def _future(package: Package) -> Iterator[Complaint]:
    """EDGAR takes no period of report that is still to come."""
    event, filed = package.draft.report.cover.date_of_report, roll(package.day)
    if event is not None and event > filed:
        what = f"the event, {event}, is after the filing date, {filed}"
        yield Complaint("date_of_report", what, "mend date_of_report, or name the filing date with --as-of")


def _enrolled(package: Package) -> Iterator[Complaint]:
    """A CIK is somebody's, and one registrant's."""
    seen: set[str] = set()
    for n, filer in enumerate(package.draft.filers):
        cik = (filer.cik or "").lstrip("0")
        if filer.cik and (not cik or cik in seen):
            what = f"the CIK {filer.cik} {'stands twice' if cik else 'is nobody'}"
            yield Complaint(f"registrants.{n}.cik", what, "write each registrant's own")
        seen.add(cik)


def _complaints(package: Package, numbers: tuple[str, ...]) -> Iterator[Complaint]:
    yield from _future(package)
    yield from _enrolled(package)
    places = {package.draft.files[number]: place_of(package.draft, number) for number in numbers}
    seen: dict[str, str] = {}
    for document in package.documents:
        part = places.get(document.name, "exhibits" if document.type == "GRAPHIC" else "")
        if document.name.lower() in seen:
            yield Complaint(part, f"two documents are called {document.name}", "rename one of the files")
        seen[document.name.lower()] = document.name
        if "/" in document.name:
            what = f"{document.name} is in a folder, and a submission has none"
            yield Complaint(part, what, "put the picture beside the exhibit's file, and name it there without a folder")
        if not document.data.strip():
            yield Complaint(part, f"{document.name} is empty", "put something in it, or take it out of the draft")
        yield from (Complaint(part, what, todo) for what, todo in content_faults(document))
    for number in numbers:
        yield from _of_exhibit(package, number)
    size, most = sum(len(d.data) for d in package.documents), sending().size.most
    if size > most:
        yield Complaint(
            "", f"the documents hold {size:,} bytes, and EDGAR takes about {most:,}", "make the pictures smaller, or leave some out"
        )


def _of_exhibit(package: Package, number: str) -> Iterator[Complaint]:
    rows, name, part = sending().exhibit, package.draft.files[number], place_of(package.draft, number)
    if not re.fullmatch(rows.number, number):
        yield Complaint(part, f"EX-{number} is no type of document", f"give the exhibit {rows.says}")
    if number in rows.embedded:
        yield Complaint(part, f"exhibit {number} is part of the tagged report itself, and no file", "take `file` out")
    if not name.lower().endswith(rows.endings):
        yield Complaint(part, f"an exhibit cannot be {name}", f"give it as {', '.join((*rows.endings, '.docx'))}")


# ---- what is in a file -------------------------------------------------------------------------------------------


def content_faults(document: Packed) -> Iterator[tuple[str, str]]:
    """Why a file is not what its name says, or does something: what, and what to do."""
    row, name = binary_row(document.name), document.name
    if row is not None:
        if not row.begins(document.data):
            yield f"{name} is no {row.ending[1:]} inside", f"save it as {row.ending[1:]}; renaming does not convert it"
        elif row.acts(document.data):
            yield f"{name} holds {row.never_says}", f"save it as a {row.ending[1:]} without"
    elif b"\0" in document.data:
        yield f"{name} is no text inside", "save it as text or HTML, in UTF-8"
    else:
        yield from ((f"{name} {what}", todo) for what, todo in _text_faults(document))


def _text_faults(document: Packed) -> Iterator[tuple[str, str]]:
    """What a text or HTML document must not hold."""
    low = document.data.lower()
    if m := _enclosing().search(low):
        yield f"has the tag {m[0].decode('ascii', 'replace')}, with which EDGAR ends or begins a document", "take it out"
    if document.name.lower().endswith((".htm", ".html")):
        if m := _CONTROL.search(low):
            yield f"holds a control character (0x{m[0][0]:02X})", "take it out"
        yield from ((what, "take it out: a filing holds no executable code (17 CFR 232.106)") for what in scripts(document.data))
        yield from ((what, "take it out: a filing loads nothing (EDGAR Filer Manual 5.2.2)") for what in loads(low))


@cache
def _enclosing() -> re.Pattern[bytes]:
    return re.compile(rb"<\s*/?\s*(?:%s)(?:\s[^<>]*)?>" % "|".join(map(re.escape, sending().enclosing.tags)).encode())


def loads(low: bytes) -> Iterator[str]:
    """What in an HTML document, in lower case, would bring in something from elsewhere without a tag of its own."""
    if b"<!entity" in low:
        yield "declares an entity"
    for m in _STYLE.finditer(low):
        if _LOADS.search(html.unescape(m[1].decode("utf-8", "replace"))):
            yield "has a style that loads or runs something"
            return


def scripts(data: bytes) -> Iterator[str]:
    """What in an HTML document would act: elements, handlers, links that are scripts; one of each."""
    low = data.lower()
    drop = {*markup().html.drop, "object", "applet", "form", "input", "button", "frame", "frameset", "base", "link"}
    for name in sorted({m[1].decode() for m in _TAG.finditer(low)} & drop):
        yield f"has the element <{name}>"
    if _HANDLER.search(low):
        yield "has an attribute that runs a script"
    for m in _TARGET.finditer(data if data.islower() else _lower_tags(data)):
        if _SCRIPTED.match(html.unescape("".join(g.decode("utf-8", "replace") for g in m.groups() if g))):
            yield "has a link that runs a script"
            return


def sha256(data: bytes) -> str:
    """The hash of a file, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
