"""`eightk archive stats`: how much there is."""

from __future__ import annotations

import datetime as dt

import click
import msgspec
from rich.filesize import decimal
from rich.table import Table
from rich.text import Text

from eightk.archive.opened import Archive
from eightk.cli.archived import archive_option, as_of_option, troubles
from eightk.cli.console import WIDE, console, show
from eightk.write.escape import shown_json


@click.command(short_help="Tell how much there is.")
@archive_option
@as_of_option
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True, help="What to write.")
def command(root: str, as_of: dt.datetime | None, format_: str) -> None:
    """Tell how much there is: filings, years, rows and bytes."""
    with troubles():
        told = Archive(root, as_of=as_of).stats()
    if format_ == "json":
        click.echo(msgspec.json.format(shown_json(msgspec.json.encode(told)), indent=2))
        return
    screen = console()
    words = [
        f"{told['filings']:,} filings of {told['filers']:,} filers, {told['first_filed'] or '-'} to {told['last_filed'] or '-'}",
        f"{told['versions'] - told['filings']:,} replaced versions kept" if told["versions"] > told["filings"] else "",
        f"{decimal(told['bytes'])} of submissions in {decimal(told['raw_bytes'])}, index {decimal(told['index_bytes'])}",
    ]
    for line in filter(None, words):
        screen.print(Text(line))
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in ("table", "rows", "files", "bytes"):
        table.add_column(name, header_style="dim", justify="left" if name == "table" else "right")
    for name, counts in told["tables"].items():
        table.add_row(Text(name, "bold cyan"), f"{counts['rows']:,}", f"{counts['files']:,}", decimal(counts["bytes"]))
    show(screen, table, None if screen.is_terminal else WIDE)
