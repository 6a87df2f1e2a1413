"""`eightk archive compact`: join small files, and delete what nothing needs."""

from __future__ import annotations

import click
from rich.filesize import decimal

from eightk.archive.indexing import catch_up
from eightk.archive.lake import open_lake
from eightk.archive.upkeep import compact, sweep
from eightk.cli.archived import archive_option, now, troubles


@click.command(short_help="Join small files, and delete what nothing needs.")
@archive_option
@click.option(
    "--keep",
    "hours",
    type=click.IntRange(min=0),
    default=24,
    show_default=True,
    metavar="HOURS",
    help="Keep replaced files this long, for readers that have them open.",
)
def command(root: str, hours: int) -> None:
    """Join the small files that many additions leave, and delete the files of stopped writers and those replaced long ago.

    Readers and writers go on meanwhile; nothing is deleted while a writer is at work.
    """
    with troubles():
        lake = open_lake(root)
        catch_up(lake, wait=False)  # what is not indexed yet would have to be found again
        joined = sum(compact(lake, now()))
        freed = sweep(lake, hours)
        catch_up(lake, wait=False)
    click.echo(f"{joined} batches joined")
    click.echo(f"{decimal(freed)} freed" if freed is not None else "nothing deleted: a writer is at work; run it again later")
