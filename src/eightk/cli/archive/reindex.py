"""`eightk archive reindex`: make the search index again from the tables."""

from __future__ import annotations

import click

from eightk.archive.indexing import reindex
from eightk.archive.lake import open_lake
from eightk.cli.archived import archive_option, troubles


@click.command(short_help="Make the search index again from the tables.")
@archive_option
def command(root: str) -> None:
    """Make the search index again from the tables, from nothing."""
    with troubles():
        click.echo(f"{reindex(open_lake(root)):,} passages indexed")
