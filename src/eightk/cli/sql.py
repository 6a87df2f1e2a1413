"""`eightk sql QUERY`: the tables of an archive, asked in SQL."""

from __future__ import annotations

import csv
import datetime as dt
import io
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
    click.echo(msgspec.json.format(shown_json(msgspec.json.encode(answer.to_pylist())), indent=2))


def _csv(answer: Any) -> None:
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(answer.schema.names)
    for part in answer.to_batches(max_chunksize=10_000):
        for row in zip(*(column.to_pylist() for column in part.columns), strict=True):
            lines.writerow([csv_cell(value) for value in row])
        click.echo(out.getvalue(), nl=False)
        out.seek(0)
        out.truncate()
    click.echo(out.getvalue(), nl=False)


def _table(answer: Any) -> None:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    rows = answer.slice(0, _SHOWN).to_pydict()
    for name, values in rows.items():
        numeric = any(isinstance(v, int | float) and not isinstance(v, bool) for v in values)
        table.add_column(plain(name), header_style="dim", justify="right" if numeric else "left", overflow="fold")
    for row in zip(*rows.values(), strict=True):
        table.add_row(*(plain(_cell(value)) for value in row))
    screen = console()
    show(screen, table, None if screen.is_terminal else WIDE)
    if answer.num_rows > _SHOWN:
        click.echo(f"{answer.num_rows:,} rows, {_SHOWN:,} shown; --format csv gives them all", err=True)


def _cell(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
