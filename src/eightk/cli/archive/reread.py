"""`eightk archive reread`: derive the tables again after an upgrade, and list what changed."""

from __future__ import annotations

import json

import click

from eightk.archive.indexing import catch_up
from eightk.archive.lake import open_lake
from eightk.archive.upkeep import reread
from eightk.cli.archived import archive_option, now, troubles
from eightk.write.escape import shown_json


@click.command(short_help="Derive the tables again after an upgrade, and list what changed.")
@archive_option
@click.option("--from-version", "version", metavar="V", help="Only what reader version V read.  [default: what another version read]")
@click.option("--all", "everything", is_flag=True, help="All filings, also those that this version read.")
@click.option("--diff", "shows", is_flag=True, help="List every answer that changed, a JSON line each.")
@click.option("--dry-run", is_flag=True, help="Change nothing; with --diff, see what would change.")
def command(root: str, version: str | None, everything: bool, shows: bool, dry_run: bool) -> None:
    """Read the raw bytes again and put what is read now in the tables' place; when filings were first seen stays."""
    with troubles():
        lake = open_lake(root)
        count = changed = 0
        for read, differences in reread(lake, now(), version=version, everything=everything, write=not dry_run):
            count += read
            changed += len(differences)
            for d in differences if shows else ():
                told = {
                    "accession": d.accession,
                    "sha256": d.sha256,
                    "table": d.table,
                    "row": d.row,
                    "column": d.column,
                    "before": d.before,
                    "after": d.after,
                }
                click.echo(shown_json(json.dumps(told, default=str).encode()))
        if count and not dry_run:
            catch_up(lake, wait=True)
    click.echo(f"{count:,} filings read again, {changed:,} answers {'would change' if dry_run else 'changed'}", err=shows)
