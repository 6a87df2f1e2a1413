"""REPORT -> BYTES.

Comes in: a `Report`, or a `Draft`. Goes out: bytes in one of `FORMATS`, a document in one of `LAYOUTS` (layouts.py), or flat rows
(`rows.TABLES`). Pure: nothing is opened. Add here: a format is a module `write/<format>.py` and a line in `FORMATS`; a medium that EDGAR
takes, one in `LAYOUTS`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from eightk.model import Report
from eightk.write.csv import csv_head, to_csv
from eightk.write.json import to_json, to_json_line, to_pretty_json
from eightk.write.refuse import CannotWrite

__all__ = ["FORMATS", "CannotWrite", "Format", "to_json", "write"]


def _nothing() -> bytes:
    return b""


class Format(NamedTuple):
    """A format: the bytes of one report, and what stands around and between several of them."""

    body: Callable[[Report], bytes]
    head: Callable[[], bytes] = _nothing
    """Before the first report, be there one or many."""
    opens: bytes = b""
    """Around and between many reports only."""
    between: bytes = b""
    closes: bytes = b""
    ends: bytes = b""
    """After a report that stands alone."""


FORMATS: dict[str, Format] = {
    "json": Format(to_pretty_json, opens=b"[\n", between=b",\n", closes=b"\n]\n", ends=b"\n"),
    "jsonl": Format(to_json_line),
    "csv": Format(to_csv, head=csv_head),
}


def write(report: Report, format: str) -> bytes:
    """One report as a complete file in a format of `FORMATS`. Raises CannotWrite for a format that is not there."""
    if format not in FORMATS:
        raise CannotWrite(f"no format {format!r}; there are {', '.join(FORMATS)}")
    kind = FORMATS[format]
    return kind.head() + kind.body(report) + kind.ends
