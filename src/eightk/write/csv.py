"""Report -> CSV: one row an item, made for spreadsheets.

A report without items (or no 8-K at all) has one row with the item's cells empty, so that no input disappears.
Every cell is safe to open: controls are shown, and an apostrophe stands before what a spreadsheet would take for a
formula (see `escape.cell`). Whoever needs the exact characters reads the JSON.
"""

from __future__ import annotations

import csv
import io

from eightk.model import Report
from eightk.write.escape import cell
from eightk.write.rows import FILING, ITEM, Column, Row, Value, filing_row, item_rows

_OF_FILING = (
    "accession", "path", "form", "type", "filed", "accepted_at", "date_of_report", "registrant", "cik",
    "checkbox_425", "checkbox_14a_12", "checkbox_14d_2", "checkbox_13e_4", "emerging_growth", "findings", "reader", "facts",
)  # fmt: skip
_OF_ITEM = (
    "number", "title", "topic", "status", "reason", "says", "not_applicable", "combined", "text_id", "parts", "incorporates", "text",
)  # fmt: skip


def _named(columns: tuple[Column, ...], names: tuple[str, ...]) -> tuple[Column, ...]:
    by_name = {c.name: c for c in columns}
    return tuple(by_name[name] for name in names)


# The filing's columns keep their names; the item's begin with item_, so that the two never meet.
COLUMNS = _named(FILING, _OF_FILING) + tuple(c._replace(name=f"item_{c.name}") for c in _named(ITEM, _OF_ITEM))


def csv_head() -> bytes:
    """The line of column names."""
    return _line([c.name for c in COLUMNS])


def to_csv(report: Report) -> bytes:
    """The report's rows as UTF-8 CSV without the line of names; lines end with LF, lists are joined with "; "."""
    filing = filing_row(report)
    of_filing = [_cell(filing[name]) for name in _OF_FILING]
    items: list[Row] = item_rows(report) or [dict.fromkeys(_OF_ITEM)]
    return b"".join(_line(of_filing + [_cell(item[name]) for name in _OF_ITEM]) for item in items)


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return cell("; ".join(value))
    return cell(value) if isinstance(value, str) else value.isoformat() if not isinstance(value, int) else str(value)


def _line(cells: list[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue().encode()
