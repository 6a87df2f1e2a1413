"""`eightk archive add PATHS...`: add filings to an archive."""

from __future__ import annotations

import os

import click

from eightk.archive import READY
from eightk.cli.arguments import archive_option
from eightk.cli.commands import imported
from eightk.workers import begin


@click.command(short_help="Add filings: files, folders, globs, zips, daily feed tarballs.")
@click.argument("paths", nargs=-1, required=True, metavar="PATHS...")
@archive_option
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    default=os.cpu_count() or 1,
    metavar="N",
    help="Processes that read.  [default: one for each core]",
)
@click.option("--errors", metavar="FILE", help="Write what failed or is no 8-K here, as JSON lines.")
@click.option("--no-index", is_flag=True, help="Leave the search index behind; the next search or addition brings it up to date.")
def command(paths: tuple[str, ...], root: str, jobs: int, errors: str | None, no_index: bool) -> None:
    """Add filings to the archive in DIR (made if there is none): files, folders, globs, zips, daily feed tarballs.

    Bytes that are there already change nothing. Other bytes for the same accession number become a new version, and the old one is
    kept. What is no 8-K is left out. After Ctrl-C, or worse, run the same command again: it goes on where it was.

    Exit code: 0 all added or known, 1 some inputs failed, 2 usage error or nothing could be added, 130 interrupted.
    """
    if jobs > 1:
        begin(READY)  # workers import what they need while this process does
    click.get_current_context().exit(imported("eightk.cli.archive.adding", "archive add").run(paths, root, jobs, errors, not no_index))
