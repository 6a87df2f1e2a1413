"""`eightk archive remove ACCESSION...`: take filings out, their bytes too."""

from __future__ import annotations

import click

from eightk.archive.indexing import catch_up
from eightk.archive.lake import open_lake
from eightk.archive.upkeep import remove, sweep
from eightk.cli.archived import archive_option, now, troubles


@click.command(short_help="Take filings out, their bytes too.")
@click.argument("accessions", nargs=-1, required=True, metavar="ACCESSION...")
@archive_option
def command(accessions: tuple[str, ...], root: str) -> None:
    """Take every version of the filings out of tables, index and raw bytes, and delete the files that held them."""
    with troubles():
        lake = open_lake(root)
        for accession in accessions:
            for sha256 in remove(lake, accession, now()):
                click.echo(f"removed {accession} (SHA-256 {sha256})")
        swept = sweep(lake, 0)
        catch_up(lake, wait=True)
        if swept is None:
            click.echo("its bytes are still on the disk, as a writer is at work; later run: eightk archive compact --keep 0", err=True)
