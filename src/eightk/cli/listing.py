"""Reports on a line each, in columns that suit the screen.

Comes in: reports one by one. Goes out: lines rich can print. The first few are held until their widths are known. On
a terminal the accession number stays whole: the registrant gives way first, then the items. In a file or a pipe,
where nobody counts columns, nothing is cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.text import Text

from eightk.cli.console import WIDEST, plain
from eightk.model import Report

HELD = 16
"""Lines that are held until the widths of their columns are known."""
HEADS = ("date", "form", "registrant", "items", "accession or path")
DATE, FORM, ACCESSION = 10, 6, 20
GAP = "  "
LEAST_NAME, LEAST_ITEMS = 7, 6
ITEMS = 14
"""Columns for the items while a registrant's name has to be cut: three of them."""


class Row(NamedTuple):
    """A report as the words of its line. `named`: `where` is an accession number, and no path."""

    date: str
    form: str
    name: str
    items: str
    where: str
    named: bool
    findings: int


class Widths(NamedTuple):
    """Columns of the parts whose length differs, on a screen of so many columns (None: nothing is cut)."""

    name: int
    items: int
    where: int
    screen: int | None


def row(report: Report) -> Row:
    """The words of a report's line."""
    return Row(
        date=str(report.cover.date_of_report or "-"), form=report.form or "no 8-K",
        name=" / ".join(plain(r.name).plain for r in report.cover.registrants if r.name),
        items=" ".join(plain(i.number).plain for i in report.items),
        where=plain(report.accession or report.path).plain, named=report.accession is not None, findings=len(report.findings),
    )  # fmt: skip


def widths(rows: Sequence[Row], screen: int | None, more: bool) -> Widths:
    """Columns for these rows; `more`: others will follow, of whom nothing is known."""
    name = max(map(cell_len, (HEADS[2], *(r.name for r in rows))))
    items = max(map(cell_len, (HEADS[3], *(r.items for r in rows))))
    where = max(map(cell_len, (HEADS[4], *(r.where for r in rows))))
    if screen is None:
        return Widths(min(name, 2 * WIDEST), min(items, WIDEST), where, None)
    where = max(ACCESSION, min(where, screen // 4))
    room = max(screen - DATE - FORM - 4 * len(GAP) - where, LEAST_NAME + LEAST_ITEMS)
    if more:
        name, items = max(name, WIDEST // 2), max(items, ITEMS)
    items = max(LEAST_ITEMS, min(items, max(ITEMS, room - name), room - LEAST_NAME))
    name = min(name, room - items)
    return Widths(name, items, where + room - items - name, screen)


def head(w: Widths) -> Text:
    """The line above the others."""
    return Text(_line([(HEADS[0], DATE), (HEADS[1], FORM), (HEADS[2], w.name), (HEADS[3], w.items), (HEADS[4], w.where)], w).plain, "dim")


def line(row: Row, w: Widths) -> Text:
    """A report's line. The count of its findings stands at the end where there is room for it."""
    where = row.where
    if w.screen is not None and not row.named and len(where) > w.where:
        where = "…" + where[len(where) - w.where + 1 :]  # the end of a path tells files apart
    made = _line([(row.date, DATE), (row.form, FORM), (row.name, w.name), (row.items, w.items), (where, w.where)], w)
    at = DATE + len(GAP)
    made.stylize("bold" if row.form.startswith("8-K") else "red", at, at + FORM)
    if row.findings:
        found = f"{GAP}{row.findings} finding{'' if row.findings == 1 else 's'}"
        if w.screen is None or made.cell_len + len(found) <= w.screen:
            made.append(found, "yellow")
    return made


def _line(cells: Sequence[tuple[str, int]], w: Widths) -> Text:
    """Cells filled up to their widths and, on a screen, cut to them; the last is not filled."""
    made = []
    for (text, width), style in zip(cells, ("", "", "", "cyan", "dim"), strict=True):
        cell = Text(text, style)
        wide = width if w.screen is not None else max(width, cell.cell_len)
        cell.truncate(wide, overflow="ellipsis", pad=style != "dim")
        made.append(cell)
    return Text(GAP).join(made)
