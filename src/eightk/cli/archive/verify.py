"""`eightk archive verify`: prove that raw bytes, tables and index are whole and agree."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn
from rich.text import Text

from eightk.archive.indexing import verify_index
from eightk.archive.lake import ArchiveError, Lake, open_lake
from eightk.archive.verify import Problem, damaged, verify_raw, verify_tables
from eightk.cli.archived import archive_option, troubles
from eightk.cli.console import console
from eightk.write.escape import one_line

WRONG = 1


@click.command(short_help="Prove that raw bytes, tables and index are whole and agree.")
@archive_option
def command(root: str) -> None:
    """Read every file, compare every SHA-256, count every row, and hold tables and index against each other.

    Exit code: 0 all agrees, 1 something is wrong (named, with what to do), 2 there is no archive to verify.
    """
    with troubles():
        lake = open_lake(root)
        count = 0
        for problem in _problems(lake):
            count += 1
            click.echo(f"{one_line(problem.where)}: {one_line(problem.what)}; {problem.todo}")
    if count:
        console(sys.stderr).print(Text(f"{count} thing{'s are' if count > 1 else ' is'} wrong", "red"))
        click.get_current_context().exit(WRONG)
    click.echo("raw bytes, tables and index are whole and agree")


def _problems(lake: Lake) -> Iterator[Problem]:
    try:
        yield from verify_tables(lake)
        yield from _raw(lake)
    except ArchiveError as error:
        yield damaged(error)
        return
    yield from verify_index(lake)


def _raw(lake: Lake) -> Iterator[Problem]:
    columns = (TextColumn("raw bytes"), BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    screen = console(sys.stderr)
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as progress:
        task = progress.add_task("raw", total=lake.submission_bytes())
        for size, problem in verify_raw(lake):
            progress.advance(task, size)
            if problem:
                yield problem
