"""Documents and header facts -> the bytes of a submission as EDGAR disseminates it, marked as none.

Comes in: documents with their bytes, a `Header` (the reader's own noun) whose values are printed. Goes out: bytes that `read` takes apart
again into the same documents and the same header. Add here: a label of the header.

It is a mock: its accession number has a sender that nobody is, and its header says so in a line of its own. It serves tests and archives
of drafts; nothing of it is ever sent. What an old submission was wrapped in for transport (a privacy-enhanced message) is left out.
"""

from __future__ import annotations

import binascii
import datetime as dt
from collections.abc import Iterable, Iterator

import msgspec

from eightk import form
from eightk.drafted import Draft, Enrolled
from eightk.form.cover import names
from eightk.form.days import roll
from eightk.form.inline import inline
from eightk.form.rows import letters
from eightk.form.sending import Container, binary_row, container_of, sending
from eightk.model import Filer, Header, Registrant
from eightk.write.escape import one_line

_NOON = dt.time(12)
_LINE = 45  # bytes of a uuencoded line


class Packed(msgspec.Struct, frozen=True, kw_only=True):
    """A document of a submission: its file's name, EDGAR's TYPE, what it is called, its bytes."""

    name: str
    type: str
    description: str = ""
    data: bytes


# ---- the submission ----------------------------------------------------------------------------------------------


def submission(documents: Iterable[Packed], header: Header, number: int = 1) -> bytes:
    """A mock submission of these documents. `number`: its own in the year, for the accession number (1 to 999999).

    `header` gives type, period, filed, items (numbers) and filers; its accession number and document count are made here. Raises
    ValueError for a header without a filing date or a type, and for a value with a line break in it.
    """
    day, given = header.filed, tuple(documents)
    if day is None or header.type is None:
        raise ValueError("a submission has a filing date and a type")
    row = container_of(day)
    accession = f"{sending().mock.sender}-{day:%y}-{number:06d}"
    top = [f"<{row.tag}-DOCUMENT>{accession}.txt : {day:%Y%m%d}", f"<{row.tag}-HEADER>{accession}.hdr.sgml : {day:%Y%m%d}"]
    lines = [*top, *_header(header, row, accession, len(given), day), f"</{row.tag}-HEADER>"]
    out = ["\n".join(map(_line, lines)).encode("utf-8"), b"\n"]
    for sequence, document in enumerate(given, 1):
        out += [*_document(document, sequence, row)]
    return b"".join([*out, f"</{row.tag}-DOCUMENT>\n".encode()])


def _line(line: str) -> str:
    if "\n" in line or "\r" in line:
        raise ValueError(f"a line of the header would break: {line[:60]!r}")
    return line


def _header(header: Header, row: Container, accession: str, count: int, day: dt.date) -> Iterator[str]:
    """The labelled lines, in EDGAR's order."""
    mock = sending().mock
    if row.accepted:
        at = dt.datetime.combine(day, _NOON)
        yield f"<ACCEPTANCE-DATETIME>{at:%Y%m%d%H%M%S}"
    yield f"ACCESSION NUMBER:\t\t{accession}"
    yield f"CONFORMED SUBMISSION TYPE:\t{header.type}"
    yield f"PUBLIC DOCUMENT COUNT:\t\t{count}"
    if header.period is not None:
        yield f"CONFORMED PERIOD OF REPORT:\t{header.period:%Y%m%d}"
    for number in header.items:
        yield f"ITEM INFORMATION:\t\t{item_words(number, day)}"
    yield f"FILED AS OF DATE:\t\t{day:%Y%m%d}"
    if row.changed:
        yield f"DATE AS OF CHANGE:\t\t{day:%Y%m%d}"
    yield f"{mock.label}:\t\t{mock.words}"
    for filer in header.filers:
        yield from ("", "FILER:")
        yield from _filer(filer, row, header.type or "")


def _filer(filer: Filer, row: Container, type: str) -> Iterator[str]:
    yield from ("", "\tCOMPANY DATA:\t")
    data = (
        ("COMPANY CONFORMED NAME:\t\t\t", filer.name), ("CENTRAL INDEX KEY:\t\t\t", filer.cik),
        ("STANDARD INDUSTRIAL CLASSIFICATION:\t", filer.sic and f"[{filer.sic}]"), (f"{row.employer}:\t\t\t\t", filer.ein),
        ("STATE OF INCORPORATION:\t\t\t", filer.state), ("FISCAL YEAR END:\t\t\t", filer.fiscal_year_end),
    )  # fmt: skip
    yield from (f"\t\t{label}{value}" for label, value in data if value)
    yield from ("", "\tFILING VALUES:", f"\t\tFORM TYPE:\t\t{type}", f"\t\tSEC ACT:\t\t{filer.act or row.act}")
    yield from (f"\t\t{label}:\t{value}" for label, value in (("SEC FILE NUMBER", filer.file_number),) if value)
    if filer.business_address:
        yield from ("", "\tBUSINESS ADDRESS:\t", *_address(filer.business_address))
        yield from (f"\t\tBUSINESS PHONE:\t\t{phone}" for phone in (filer.business_phone,) if phone)
    if filer.mail_address:
        yield from ("", "\tMAIL ADDRESS:\t", *_address(filer.mail_address))
    for name in filer.former_names:
        yield from ("", "\tFORMER COMPANY:\t", f"\t\tFORMER CONFORMED NAME:\t{name}")


def _address(joined: str) -> Iterator[str]:
    """The lines of an address that the reader's way of joining makes one: "STREET, STREET, CITY, ST ZIP"."""
    *streets, city, last = [part.strip() for part in (", , " + joined).split(", ")]
    state, _, zip = last.partition(" ") if state_code(last.partition(" ")[0]) else ("", "", last)
    for n, street in enumerate([s for s in streets if s][:2], 1):
        yield f"\t\tSTREET {n}:\t\t{street}"
    yield from (f"\t\t{label}:\t\t\t{value}" for label, value in (("CITY", city), ("STATE", state), ("ZIP", zip)) if value)


# ---- documents ---------------------------------------------------------------------------------------------------


def _document(document: Packed, sequence: int, row: Container) -> Iterator[bytes]:
    """A document in its tags; Inline XBRL and its companions in <XBRL>, files that are no text uuencoded."""
    leaves = [f"<TYPE>{document.type}", f"<SEQUENCE>{sequence}"]
    leaves += [f"<FILENAME>{document.name}"] if row.file_name else []
    leaves += [f"<DESCRIPTION>{document.description}"] if document.description else []
    wrapper = wrapper_of(document)
    yield "\n".join(["<DOCUMENT>", *map(_line, leaves), "<TEXT>\n"]).encode("utf-8")
    yield f"<{wrapper}>\n".encode() if wrapper else b""
    data = uuencoded(document.name, document.data) if binary_row(document.name) else document.data
    yield data
    yield b"" if data.endswith(b"\n") else b"\n"
    yield f"</{wrapper}>\n".encode() if wrapper else b""
    yield b"</TEXT>\n</DOCUMENT>\n"


def wrapper_of(document: Packed) -> str:
    """The tag that EDGAR puts around a document's content within <TEXT>; "" for most."""
    if document.name.lower().endswith(".pdf"):
        return "PDF"
    inline = b"http://www.xbrl.org/2013/inlineXBRL" in document.data[:4096]
    return "XBRL" if inline or document.type.startswith("EX-101.") else ""


def uuencoded(name: str, data: bytes) -> bytes:
    """A file as text: "begin 644 name", lines of 45 bytes, "end"."""
    lines = (binascii.b2a_uu(data[at : at + _LINE], backtick=True) for at in range(0, len(data), _LINE))
    return b"".join([f"begin 644 {name}\n".encode(), *lines, b"`\nend\n"])


# ---- header facts ------------------------------------------------------------------------------------------------


def mock_number(hashed: str) -> int:
    """The number of a mock submission in its year, by the hash (hexadecimal) of its draft: two drafts seldom share one."""
    return int(hashed[:12], 16) % 999_999 + 1


def header_of(draft: Draft, day: dt.date) -> Header:
    """What EDGAR's header would say of a draft that is filed on a day (on the next business day where EDGAR is closed)."""
    report = draft.report
    numbers = dict.fromkeys(item.number for item in report.items)
    known = dict(enumerate(draft.filers))
    return Header(
        type=report.form or "8-K", period=report.cover.date_of_report, filed=roll(day), items=tuple(numbers),
        filers=tuple(_enrolled(printed, known.get(n, Enrolled())) for n, printed in enumerate(report.cover.registrants)),
    )  # fmt: skip


def _enrolled(printed: Registrant, filer: Enrolled) -> Filer:
    """A registrant as EDGAR's record would print it, each value on one line."""
    address = None
    if filer.address is not None:
        place = filer.address
        last = " ".join(filter(None, (state_code(place.state or place.country), place.zip)))
        address = one_line(", ".join(filter(None, (*place.lines[:2], place.city, last))).upper())
    return Filer(
        name=one_line(printed.name) or None, cik=filer.cik, ein=_digits(printed.ein), state=state_code(printed.jurisdiction),
        fiscal_year_end=filer.fiscal_year_end, file_number=one_line(printed.file_number) or None, business_address=address,
        business_phone=_digits(printed.phone) if address else None,
    )  # fmt: skip


def _digits(words: str | None) -> str | None:
    return "".join(c for c in words or "" if c.isascii() and c.isdigit()) or None


def state_code(words: str | None) -> str | None:
    """EDGAR's code of a state, province or country by its name, that code, or the post's code; None for one that its list lacks.

    >>> state_code("Delaware"), state_code("DE"), state_code("Ontario"), state_code("ON"), state_code("Germany")
    ('DE', 'DE', 'A6', 'A6', '2M')
    """
    known, flat = names(), letters(words or "")
    post, edgar = known.stateprovnameen, known.edgarprovcountryen
    if words and words.upper() in edgar.values():
        return words.upper()
    name = next((name for name, code in post.items() if flat in (letters(name), letters(code))), words or "")
    tables = (edgar, post) if letters(name) in {letters(one) for one in inline().region.canadian} else (post, edgar)
    return next((code for table in tables for known_name, code in table.items() if letters(known_name) == letters(name)), None)


def item_words(number: str, day: dt.date) -> str:
    """What a header's line says of an item: EDGAR's words, else the form's title, else the number."""
    row = form.meaning(number, day)
    said = (*row.header, row.title) if row else ()
    return next((words for words in said if form.header_item(words, day) == number), number)
