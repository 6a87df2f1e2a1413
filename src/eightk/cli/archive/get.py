"""`eightk archive get ACCESSION`: the exact bytes of a filing."""

from __future__ import annotations

import datetime as dt

import click

from eightk.archive.opened import Archive
from eightk.cli.archived import archive_option, as_of_option, troubles
from eightk.cli.output import output


@click.command(short_help="Write the exact bytes of a filing.")
@click.argument("accession")
@archive_option
@as_of_option
@click.option("--version", type=click.IntRange(min=1), metavar="N", help="That version of it.  [default: the newest]")
@click.option("-o", "--output", "target", metavar="FILE", help="Write here instead of standard output.")
def command(accession: str, root: str, as_of: dt.datetime | None, version: int | None, target: str | None) -> None:
    """Write the exact bytes of the submission ACCESSION (or of that SHA-256), proved by their SHA-256."""
    with troubles():
        data = Archive(root, as_of=as_of).get(accession, version)
        with output(target) as out:
            out.file.write(data)
