"""Documents -> the bytes of a submission, as EDGAR of a time gave it out.

Comes in: `Package`: the documents' text and how they are wrapped. Goes out: bytes. Add here: a wrapping.
"""

from __future__ import annotations

import binascii
import datetime as dt

import msgspec

from eightk import form
from eightk.drafted import Draft

_PEM = (
    "-----BEGIN PRIVACY-ENHANCED MESSAGE-----\nProc-Type: 2001,MIC-CLEAR\nOriginator-Name: keymaster@example.org\nMIC-Info: RSA-MD5,RSA,\n"
    " Tm90IGEgc2lnbmF0dXJlIG9mIGFueXRoaW5nOiB0aGVzZSBsaW5lcyBvbmx5IHNo\n b3cgdGhlIHNoYXBl\n\n"
)
_PEM_END = "-----END PRIVACY-ENHANCED MESSAGE-----\n"


class Attached(msgspec.Struct, frozen=True):
    """A document of the submission. `wrapper`: the tag that EDGAR puts around its text."""

    type: str
    filename: str
    text: str
    description: str | None = None
    wrapper: str = ""


class Package(msgspec.Struct, frozen=True, kw_only=True):
    """A submission before it is bytes. `header`: its lines, None where it is cut off; `container`: its tag, "" for a document alone."""

    accession: str
    day: dt.date
    documents: tuple[Attached, ...]
    header: str | None
    container: str
    pem: bool = False
    escapes: bool = False
    filenames: bool = True
    newline: str = "\n"
    encoding: str = "ascii"
    mark: bytes = b""


def header(draft: Draft, accession: str, day: dt.date, count: int) -> str:
    """The labelled lines of the header."""
    report = draft.report
    rows = form.on(day).items
    items = "".join(f"ITEM INFORMATION:\t\t{rows[n].title}\n" for n in report.items.numbers() if n in rows)
    event = report.cover.date_of_report or day
    return (
        f"ACCESSION NUMBER:\t\t{accession}\nCONFORMED SUBMISSION TYPE:\t{report.form}\nPUBLIC DOCUMENT COUNT:\t\t{count}\n"
        f"CONFORMED PERIOD OF REPORT:\t{event:%Y%m%d}\n{items}FILED AS OF DATE:\t\t{day:%Y%m%d}\n"
        + "".join(_filer(draft, n) for n in range(len(report.cover.registrants)))
    )


def _filer(draft: Draft, n: int) -> str:
    one = draft.report.cover.registrants[n]
    return (
        f"\nFILER:\n\n\tCOMPANY DATA:\t\n\t\tCOMPANY CONFORMED NAME:\t\t\t{(one.name or '').upper()}\n"
        f"\t\tCENTRAL INDEX KEY:\t\t\t{draft.filers[n].cik}\n\t\tIRS NUMBER:\t\t\t\t{(one.ein or '').replace('-', '')}\n\n"
        f"\tFILING VALUES:\n\t\tFORM TYPE:\t\t{draft.report.form}\n\t\tSEC ACT:\t\t1934 Act\n\t\tSEC FILE NUMBER:\t{one.file_number}\n"
    )


def wrapped(package: Package) -> bytes:
    """The submission's bytes."""
    if not package.container:
        return package.mark + encoded(package.documents[0].text, package)
    name = f"{package.container}-DOCUMENT"
    parts = [f"<{name}>{package.accession}.txt : {package.day:%Y%m%d}\n"]
    if package.header is not None:
        head = f"{package.container}-HEADER"
        parts.append(f"<{head}>{package.accession}.hdr.sgml : {package.day:%Y%m%d}\n{package.header}</{head}>\n")
    parts += [_document(one, n, package) for n, one in enumerate(package.documents, 1)]
    text = "".join([*parts, f"</{name}>\n"])
    if package.pem:
        text = f"{_PEM}{_escaped(text) if package.escapes else text}{_PEM_END}"
    return encoded(text, package)


def _escaped(text: str) -> str:
    """Lines that begin with a dash, escaped as a privacy-enhanced message has them (RFC 1421, 4.3.2.2)."""
    return "".join(f"- {line}" if line.startswith("-") else line for line in text.splitlines(keepends=True))


def _document(one: Attached, sequence: int, package: Package) -> str:
    name = f"<FILENAME>{one.filename}\n" if package.filenames else ""
    told = f"<DESCRIPTION>{one.description}\n" if one.description else ""
    text = one.text if one.text.endswith("\n") else f"{one.text}\n"
    text = f"<{one.wrapper}>\n{text}</{one.wrapper}>\n" if one.wrapper else text
    return f"<DOCUMENT>\n<TYPE>{one.type}\n<SEQUENCE>{sequence}\n{name}{told}<TEXT>\n{text}</TEXT>\n</DOCUMENT>\n"


def encoded(text: str, package: Package) -> bytes:
    """Text in the package's encoding (what it lacks as entities) and with its ends of lines."""
    return text.replace("\n", package.newline).encode(package.encoding, "xmlcharrefreplace")


def uuencoded(name: str, data: bytes) -> str:
    """Bytes as mail carried them."""
    lines = [binascii.b2a_uu(data[at : at + 45]).decode("ascii") for at in range(0, len(data), 45)]
    return f"begin 644 {name}\n{''.join(lines)}`\nend\n"
