"""What was disseminated against what was packed.

Comes in: the bytes of a submission as EDGAR disseminated it, a package's folder. Goes out: rows, each with what was packed, what came out,
and whether they are the same. Add here: something that must not change on the way.

EDGAR wraps a document in <TEXT>, an Inline one in <XBRL> as well, uuencodes pictures, and may end lines another way. What it wraps is taken
off; lines that end another way are equal, and the row says so; any other difference is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from eightk import form
from eightk.filing.make import RECORD
from eightk.form.days import business_days_between
from eightk.form.markup import markup
from eightk.form.sending import binary_row
from eightk.limits import Limits
from eightk.model import Document, Header, Report
from eightk.read import read
from eightk.read.submission import split, uudecode
from eightk.write.package import sha256
from eightk.write.sheet import Hashed, Record

_DASHED = re.compile(rb"^- (?=-)", re.M)


class NoPackage(ValueError):
    """A folder without the record of a package; `todo` says what to do."""

    def __init__(self, what: str, todo: str) -> None:
        super().__init__(what)
        self.todo = todo


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was packed beside what came out. `note`: how they are the same, or where they differ."""

    what: str
    packed: str
    came: str
    same: bool
    note: str = ""


class Confirmed(msgspec.Struct, frozen=True, kw_only=True):
    """Every comparison, and the submission that it is about."""

    accession: str | None
    rows: tuple[Row, ...]

    @property
    def same(self) -> bool:
        """Whether what was disseminated is what was packed."""
        return all(row.same for row in self.rows)


def confirm(data: bytes, folder: str, limits: Limits = Limits()) -> Confirmed:
    """The comparison of a submission's bytes with a package. Raises NoPackage, OSError."""
    record, files = _package(Path(folder))
    report = read(data, limits=limits)
    if report.header is None:
        raise NoPackage("the submission has no header, so it was not disseminated by EDGAR", "name the complete submission text file")
    rows = [*_mock(report), *_header(record, report), *_filed(record, report), *_documents(data, record, files, report, limits)]
    return Confirmed(accession=report.accession, rows=tuple(rows))


def _package(folder: Path) -> tuple[Record, dict[str, bytes]]:
    """The record of a package, and its documents as they are now."""
    try:
        record = msgspec.json.decode((folder / RECORD).read_bytes(), type=Record)
    except FileNotFoundError:
        raise NoPackage(f"{folder} is no package: {RECORD} is not there", "name the folder that `eightk write` made") from None
    except msgspec.DecodeError as error:
        raise NoPackage(f"the record of {folder} cannot be read ({error})", "restore it from a copy") from None
    return record, {d.name: (folder / d.name).read_bytes() for d in record.documents if (folder / d.name).is_file()}


# ---- the header --------------------------------------------------------------------------------------------------


def _mock(report: Report) -> Iterator[Row]:
    if any(f.code == "mock-submission" for f in report.findings):
        yield Row(
            what="disseminated", packed="by EDGAR", came="no: a mock submission", same=False, note="made for tests; nothing was filed"
        )


def _header(record: Record, report: Report) -> Iterator[Row]:
    header = report.header
    assert header is not None
    yield _row("form type", record.form, header.type or "none")
    yield _row("period", str(record.period), str(header.period))
    yield _items(record, header)
    ciks = [filer.cik or "none" for filer in header.filers]
    wanted = [cik.zfill(10) for cik in record.ciks]
    note = "" if wanted else "the draft names no CIK"
    yield Row(
        what="filers", packed=" ".join(wanted) or "-", came=" ".join(ciks), same=not wanted or sorted(wanted) == sorted(ciks), note=note
    )


def _items(record: Record, header: Header) -> Row:
    """The items. For years EDGAR left lines of the header empty; those say nothing, the others must be among those packed."""
    told = [form.header_item(words, header.filed) or words for words in header.items if words.strip()]
    empty = len(header.items) - len(told)
    same = set(told) <= set(record.items) if empty else sorted(record.items) == sorted(told)
    note = f"EDGAR left {empty} line{'s' * (empty != 1)} of the header empty" if empty else ""
    return Row(what="items", packed=" ".join(record.items), came=" ".join(told), same=same, note=note)


def _row(what: str, packed: str, came: str) -> Row:
    return Row(what=what, packed=packed, came=came, same=packed == came)


def _filed(record: Record, report: Report) -> Iterator[Row]:
    """The filing date against the last day in time."""
    filed = report.header.filed if report.header else None
    last = record.late_after
    if filed is None or last is None:
        note = "no filing date" if filed is None else "no day is counted"
        yield Row(what="filed in time", packed=f"by {last}" if last else "-", came=str(filed or "none"), same=filed is not None, note=note)
        return
    try:
        late = business_days_between(last, filed, doubtful=False)
        note = f"late by {late} business day{'s' * (late != 1)}" if late else "in time"
    except ValueError as error:  # a year of which no holidays are known
        note = f"late: {error}"
    yield Row(what="filed in time", packed=f"by {last}", came=str(filed), same=filed <= last or note == "in time", note=note)


# ---- documents ---------------------------------------------------------------------------------------------------


def _documents(data: bytes, record: Record, files: dict[str, bytes], report: Report, limits: Limits) -> Iterator[Row]:
    pem, left = split(data, limits).pem, list(report.documents)
    for packed in record.documents:
        here, found = files.get(packed.name), _counterpart(packed, left)
        if found is not None:
            left.remove(found)
        if here is None or sha256(here) != packed.sha256:
            how = "is not in the package any more" if here is None else "was changed in the package after it was packed"
            yield Row(what=packed.name, packed=packed.type, came="-", same=False, note=f"it {how}")
            continue
        if found is None:
            yield Row(what=packed.name, packed=packed.type, came="-", same=False, note="it is not in the submission")
            continue
        same, note = compared(here, _content(data, found, packed.name, pem, limits))
        typed = (found.type or "none") == packed.type
        note = note if typed else f"{note}; its type is another"
        yield Row(what=packed.name, packed=packed.type, came=found.type or "none", same=same and typed, note=note)
    for more in left:
        made = (more.type or "") in markup().made_by_edgar.types
        note = "made by EDGAR" if made else "nobody packed it"
        yield Row(what=more.filename or f"document {more.sequence}", packed="-", came=more.type or "none", same=made, note=note)


def _counterpart(packed: Hashed, left: list[Document]) -> Document | None:
    """The document of that name; where the submission tells no names, the first of that type."""
    named = [d for d in left if d.filename]
    if named:
        return next((d for d in named if (d.filename or "").lower() == packed.name.lower()), None)
    return next((d for d in left if d.type == packed.type), None)


def _content(data: bytes, document: Document, name: str, pem: bool, limits: Limits) -> bytes:
    """What a document holds, EDGAR's wrapping taken off."""
    if binary_row(name) is not None:
        return uudecode(data, document.body, limits)
    content = data[slice(*document.body)]
    return _DASHED.sub(b"", content) if pem else content


def compared(packed: bytes, came: bytes) -> tuple[bool, str]:
    """Whether two documents are the same, and how, or where they first differ."""
    if came in (packed, packed + b"\n"):
        return True, "byte for byte"
    one, other = _lines(packed), _lines(came)
    if one.strip(b"\n") == other.strip(b"\n"):
        ends = "line ends" if b"\r" in packed + came else "blank lines at its ends"
        return True, f"the same but for {ends}"
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    line = one.count(b"\n", 0, at) + 1
    return False, f"differs from line {line} on: {_excerpt(one, at)} became {_excerpt(other, at)}"


def _lines(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _excerpt(data: bytes, at: int) -> str:
    return repr(data[at : at + 24].decode("utf-8", "replace")) if at < len(data) else "nothing"
