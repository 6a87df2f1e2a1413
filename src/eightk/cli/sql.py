"""`eightk sql QUERY`: the tables of an archive, asked in SQL."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal
from typing import Any

import click
import msgspec
from rich.table import Table

from eightk.archive.export import csv_cell
from eightk.archive.opened import Archive
from eightk.cli.archived import archive_option, as_of_option, troubles
from eightk.cli.console import WIDE, console, plain, show
from eightk.write.escape import shown_json

FORMATS = ("table", "csv", "json")
_SHOWN = 1_000
"""Rows of a table on a terminal at most."""
_JSON = msgspec.json.Encoder(decimal_format="number")


@click.command(short_help="Query the tables of an archive.")
@click.argument("query")
@archive_option
@as_of_option
@click.option("--format", "format_", type=click.Choice(FORMATS), default="table", show_default=True, help="What to write.")
def command(query: str, root: str, as_of: dt.datetime | None, format_: str) -> None:
    """Answer a SELECT (DuckDB's dialect) over the tables filings, items, exhibits, registrants, filers, securities, documents,
    signatures, dei, findings and texts. `describe items` tells the columns.

    The query sees these tables and nothing else: no file, no network, no setting.
    """
    with troubles():
        answer = Archive(root, as_of=as_of).sql(query)
    {"table": _table, "csv": _csv, "json": _json}[format_](answer)


def _json(answer: Any) -> None:
    click.echo(msgspec.json.format(shown_json(_JSON.encode(_rows(answer))), indent=2))


def _values(column: Any) -> list[Any]:
    """A column's values; as text where Python has no such day or time (infinity, the year 290000)."""
    try:
        values: list[Any] = column.to_pylist()
    except (OverflowError, ValueError):
        values = ["beyond the year 9999" if known else None for known in column.is_valid().to_pylist()]
    return values


def _rows(answer: Any) -> list[dict[str, Any]]:
    """The rows; of columns with the same name the second has a number after it."""
    names = [name if (n := answer.column_names[:at].count(name)) == 0 else f"{name}_{n}" for at, name in enumerate(answer.column_names)]
    return [dict(zip(names, row, strict=True)) for row in zip(*map(_values, answer.columns), strict=True)]


def _csv(answer: Any) -> None:
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(map(csv_cell, answer.schema.names))
    for part in answer.to_batches(max_chunksize=10_000):
        for row in zip(*map(_values, part.columns), strict=True):
            lines.writerow([csv_cell(value) for value in row])
        click.echo(out.getvalue(), nl=False)
        out.seek(0)
        out.truncate()
    click.echo(out.getvalue(), nl=False)


_WIDEST = 12
"""Columns of a table that a person reads across."""


def _table(answer: Any) -> None:
    shown = answer.slice(0, _SHOWN)
    columns = list(map(_values, shown.columns))
    screen = console()
    made = _across(shown.column_names, columns) if len(columns) <= _WIDEST else _down(shown.column_names, columns)
    show(screen, made, None if screen.is_terminal else WIDE)
    if answer.num_rows > _SHOWN:
        click.echo(f"{answer.num_rows:,} rows, {_SHOWN:,} shown; --format csv gives them all", err=True)


def _across(names: list[str], columns: list[list[Any]]) -> Table:
    """A line for each row."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name, values in zip(names, columns, strict=True):
        numeric = any(isinstance(v, int | float | Decimal) and not isinstance(v, bool) for v in values)
        table.add_column(plain(name), header_style="dim", justify="right" if numeric else "left", overflow="fold")
    for row in zip(*columns, strict=True):
        table.add_row(*(plain(_cell(value)) for value in row))
    return table


def _down(names: list[str], columns: list[list[Any]]) -> Table:
    """A line for each value: rows too wide to be read across."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for n, row in enumerate(zip(*columns, strict=True)):
        if n:
            table.add_row()
        for name, value in zip(names, row, strict=True):
            table.add_row(plain(name), plain(_cell(value)))
    return table


def _cell(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
