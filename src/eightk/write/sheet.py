"""A package -> the sheet that its operator works from, and the record that `eightk confirm` reads.

Comes in: a Package, the report read back from it, what is known of approval and findings. Goes out: plain text, and a `Record`. Add here: a
field that EDGAR's form for an 8-K asks for.

The sheet says TEST: an operator makes it LIVE. It has no place for access codes; those stand in no file of ours.
"""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterable, Iterator

import msgspec

from eightk.drafted import Enrolled
from eightk.form.cover import cover
from eightk.form.due import Due, due
from eightk.model import Report
from eightk.write.escape import one_line
from eightk.write.package import Package, sha256

_COLUMN, _WIDTH = 18, 100


class Hashed(msgspec.Struct, frozen=True, kw_only=True):
    """A document as it was packed."""

    name: str
    type: str
    size: int
    sha256: str


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was packed, for machines. `period`: day of the event. `late_after`: last day in time. `approval`: hash of its log line."""

    form: str
    period: dt.date | None
    filed_as_of: dt.date
    items: tuple[str, ...]
    ciks: tuple[str, ...]
    layout: str
    late_after: dt.date | None
    documents: tuple[Hashed, ...]
    draft: str
    files: dict[str, str] = {}
    approval: str | None = None
    forced: tuple[str, ...] = ()
    log: str | None = None
    """Hash of the newest line of the draft's log when this was packed."""


def record(package: Package, report: Report, draft: str, files: dict[str, str]) -> Record:
    """The record of a package. `draft`: hash of the draft; `files`: hashes of its exhibits' files."""
    return Record(
        form=package.documents[0].type, period=package.draft.report.cover.date_of_report, filed_as_of=package.day,
        items=tuple(dict.fromkeys(report.items.numbers())), ciks=tuple(f.cik for f in package.draft.filers if f.cik), layout=package.layout,
        late_after=late_after(dues(report, package)), draft=draft, files=files,
        documents=tuple(Hashed(name=d.name, type=d.type, size=len(d.data), sha256=sha256(d.data)) for d in package.documents),
    )  # fmt: skip


# ---- due ---------------------------------------------------------------------------------------------------------


def dues(report: Report, package: Package) -> dict[str, Due | str]:
    """Item -> when its report is due, counted from the day of the event; or why no day is counted."""
    event = package.draft.report.cover.date_of_report
    return {number: _due(event, number, package.documents[0].type) for number in dict.fromkeys(report.items.numbers())}


def _due(event: dt.date | None, number: str, form: str) -> Due | str:
    if event is None:
        return "no day of the event is given"
    if form.endswith("/A"):
        return "an amendment: the clock ran for the original"
    try:
        return due(event, number)
    except ValueError as error:
        return str(error)


def late_after(found: dict[str, Due | str]) -> dt.date | None:
    """The earliest of the last days in time; None where no count of days tells one."""
    return min((d.late_after for d in found.values() if isinstance(d, Due) and d.late_after is not None), default=None)


# ---- the sheet ---------------------------------------------------------------------------------------------------


def sheet(package: Package, report: Report, record: Record, approval: Iterable[str], findings: Iterable[str]) -> str:
    """The operator's sheet. `approval`: who approved what, in lines; `findings`: of the check, a line each."""
    lines = [
        "OPERATOR SHEET: not a document of the submission, not to be uploaded", "",
        *_folded("eightk sends nothing. A person enters what stands here by hand; access codes stand in no file of eightk."),
        "",
    ]  # fmt: skip
    for name, values in _entries(package, report, record, tuple(approval), tuple(findings)):
        for n, value in enumerate(values or ["-"]):
            lines += _folded(value, f"{name if n == 0 else '':<{_COLUMN}}")
    return "\n".join([*lines, ""])


def _folded(text: str, first: str = "") -> list[str]:
    rest = " " * len(first)
    return textwrap.wrap(text, _WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False)


def _entries(
    package: Package, report: Report, record: Record, approval: tuple[str, ...], findings: tuple[str, ...]
) -> Iterator[tuple[str, list[str]]]:
    found = dues(report, package)
    yield "Submission type", [record.form]
    yield "Live or test", ["TEST"]
    yield "Filers", list(_filers(package))
    yield "Period", [f"{record.period:%m-%d-%Y}" if record.period else "not in the draft: date_of_report"]
    yield "Items", [f"{item.number:<6}{one_line(item.title)}" for item in report.items]
    yield "Boxes ticked", list(_boxes(package))
    yield "Furnished", list(_furnished(report))
    yield "Signed", list(signed(package))
    yield "Due", [*_late(record), *(line for number, told in found.items() for line in _told(number, told))]
    yield "Form of", [f"{record.filed_as_of}, layout {record.layout}"]
    yield "Documents", list(_documents(record))
    yield "Approval", [one_line(line) for line in approval]
    yield "Check", [one_line(line) for line in findings] or ["nothing found"]
    if record.forced:
        yield "FORCED", [f"packed with --force although the check found errors: {', '.join(record.forced)}"]


def _filers(package: Package) -> Iterator[str]:
    """A line for each registrant: CIK, name, file number."""
    known = package.draft.filers
    for n, printed in enumerate(package.draft.report.cover.registrants):
        cik = (known[n] if n < len(known) else Enrolled()).cik
        number = f", file number {printed.file_number}" if printed.file_number else ""
        role = "co-registrant " if n else ""
        yield f"{cik or 'CIK not in the draft'}  {role}{one_line(printed.name)}{one_line(number)}"


def _boxes(package: Package) -> Iterator[str]:
    """The flags to set: those whose boxes are ticked on the cover, and no others."""
    page = package.draft.report.cover
    ticked = page.checkboxes or {}
    told = [f"{box.key}: {box.label}" for box in cover().boxes if ticked.get(box.key)]
    told += ["emerging growth company"] * bool(page.emerging_growth)
    told += ["elected not to use the extended transition period"] * bool(page.transition_election)
    yield from told or ["none: set no flag"]


def signed(package: Package) -> Iterator[str]:
    """Who signed and when, by the draft; who is still to sign."""
    for one in package.draft.report.signatures:
        who = ", ".join(one_line(word) for word in (one.name, one.registrant) if word) or "nobody named"
        yield f"{who}, {one.date}" if one.signed else f"NOT SIGNED: {who}"
    if not package.draft.report.signatures:
        yield "NOT SIGNED: the draft names nobody"


def _furnished(report: Report) -> Iterator[str]:
    for item in report.items:
        if item.status == "furnished":
            yield f"Item {item.number}: {one_line(item.reason)}"
    for exhibit in report.exhibits:
        if exhibit.status == "furnished":
            yield f"Exhibit {exhibit.number}: {one_line(exhibit.reason)}"


def _late(record: Record) -> Iterator[str]:
    """Whether a report filed on the day it was laid out for would be late."""
    last = record.late_after
    if last is not None and record.filed_as_of > last:
        yield f"LATE: the last day in time was {last:%a %Y-%m-%d}; this is the form of {record.filed_as_of}"


def _told(number: str, told: Due | str) -> Iterator[str]:
    """The arithmetic of one item's due date."""
    if isinstance(told, str):
        yield f"{number:<6}{told}"
        return
    if told.due is None:
        yield f"{number:<6}no day is counted: {told.says.partition('. ')[0]}"
        return
    days = ", ".join(
        f"{d.day:%a %m-%d} {f'day {d.number}' if d.why is None and d.number is not None else d.why or ''}".strip() for d in told.days
    )
    yield f"{number:<6}{told.due:%a %Y-%m-%d}, by {told.cutoff:%H:%M} New York time; event {told.event:%a %Y-%m-%d}: {days}"
    yield f"{'':<6}{told.citation}"
    if told.assumed:
        yield f"{'':<6}counted from the day of the {told.trigger.word}; another trigger may start another clock"
    if told.late_after != told.due:
        yield f"{'':<6}if EDGAR was closed on a day nobody knows of, {told.late_after}"


def _documents(record: Record) -> Iterator[str]:
    for n, document in enumerate(record.documents, 1):
        yield f"{n:>2}  {document.type:<12}{document.name:<34}{document.size:>10,} bytes"
        yield f"    sha256 {document.sha256}"
