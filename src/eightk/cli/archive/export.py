"""`eightk archive export`: tables as Parquet, CSV or JSON lines."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from eightk.archive.columns import TABLES
from eightk.archive.export import FORMATS, export
from eightk.archive.opened import Archive
from eightk.cli.archived import archive_option, as_of_option, troubles
from eightk.cli.output import output


@click.command(short_help="Write tables as Parquet, CSV or JSON lines.")
@archive_option
@as_of_option
@click.option("--table", "tables", type=click.Choice(list(TABLES)), multiple=True, help="This table; may be given again.  [default: all]")
@click.option("--format", "format_", type=click.Choice(list(FORMATS)), default="parquet", show_default=True, help="What to write.")
@click.option("-o", "--output", "target", metavar="DIR", required=True, help="The folder for the files, made if need be.")
def command(root: str, as_of: dt.datetime | None, tables: tuple[str, ...], format_: str, target: str) -> None:
    """Write the visible rows of tables into DIR, a file each: items.parquet and so on."""
    with troubles():
        archive = Archive(root, as_of=as_of)
        Path(target).mkdir(parents=True, exist_ok=True)
        for name in tables or TABLES:
            with output(str(Path(target, f"{name}.{format_}"))) as out:
                count = export(archive.connection, name, format_, out.file)
            click.echo(f"{count:>9,} rows  {Path(target, f'{name}.{format_}')}")
