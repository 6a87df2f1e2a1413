"""Mends that are certain, put into the bytes.

Comes in: a report with its bytes, fixes. Goes out: other bytes. Add here: nothing about the form; a mend is the `fix` of a rule's hit.

Only HTML is mended, and the header of a submission whose report is HTML: a plain text is laid out by its line breaks, and is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from eightk.check.rule import Fix
from eightk.model import Report

_HTML = frozenset({"html", "ixbrl"})


def mendable(report: Report, fix: Fix) -> bool:
    """Whether a fix lies within what may be mended."""
    if not 0 <= fix.start <= fix.end:
        return False
    if any(d.medium in _HTML and d.body[0] <= fix.start and fix.end <= d.body[1] for d in report.documents):
        return True
    first = min((d.span[0] for d in report.documents), default=0)
    main = report.documents[report.main] if report.main is not None else None
    return main is not None and main.medium in _HTML and fix.end <= first


def apart(fixes: Iterable[Fix]) -> tuple[Fix, ...]:
    """The fixes in order, without those that touch one before them; what is left out is found again at the next look."""
    out: list[Fix] = []
    for fix in sorted(set(fixes), key=lambda f: (f.start, f.end)):
        if not out or fix.start >= out[-1].end and (fix.start, fix.end) != (out[-1].start, out[-1].end):
            out.append(fix)
    return tuple(out)


def mended(data: bytes, fixes: Iterable[Fix]) -> bytes:
    """The bytes with every fix put in; fixes do not touch each other."""
    out, at = [], 0
    for fix in sorted(fixes, key=lambda f: f.start):
        out += [data[at : fix.start], fix.text.encode()]
        at = fix.end
    return b"".join([*out, data[at:]])
