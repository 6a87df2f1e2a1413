"""`eightk archive merge DIR...`: add what `eightk read --format parquet` wrote elsewhere."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import click
import pyarrow as pa

from eightk.archive.indexing import Indexing
from eightk.archive.lake import create
from eightk.archive.portion import merge
from eightk.cli.archive.adding import TOLD, say
from eightk.cli.archived import TROUBLE, archive_option, fail, now, troubles
from eightk.cli.console import console


@click.command(short_help="Add what `read --format parquet` wrote elsewhere.")
@click.argument("folders", nargs=-1, required=True, metavar="DIR...")
@archive_option
def command(folders: tuple[str, ...], root: str) -> None:
    """Add the portions that `eightk read --format parquet -o DIR` made, perhaps on other machines. Nothing is read again.

    A portion merged twice changes nothing.
    """
    counts, screen = Counter[str](), console(sys.stderr)
    with troubles():
        lake = create(root)
        with Indexing(lake) as index:
            for folder in folders:
                try:
                    for outcomes in merge(lake, Path(folder), clock=now):
                        counts.update(o.kind for o in outcomes)
                        for o in outcomes:
                            say(o, None, screen)
                        index.catch_up()
                except pa.ArrowException as error:
                    fail(f"{folder}: a file of the portion is damaged ({error}); make it again")
                    click.get_current_context().exit(TROUBLE)
    click.echo(", ".join(f"{counts[kind]:,} {word}" for kind, word in TOLD.items() if counts[kind]) or "nothing to merge")
    if index.note:
        click.echo(index.note, err=True)
