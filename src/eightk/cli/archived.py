"""What the commands of an archive share: options, times, and how a trouble is told.

Comes in: options as typed. Goes out: an opened archive, or one line on standard error and exit code 2. Add here: a trouble that
several commands can meet.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import sys
from collections.abc import Callable, Iterator
from typing import Any, NoReturn, TypeVar

import click
from rich.text import Text

from eightk.archive.indexing import is_older
from eightk.archive.lake import ArchiveError, Lake
from eightk.archive.raw import DamagedRaw
from eightk.cli.arguments import archive_option as archive_option
from eightk.cli.console import console
from eightk.write.escape import one_line

TROUBLE = 2
F = TypeVar("F", bound=Callable[..., Any])


def as_of_option(command: F) -> F:
    """`--as-of TIME`."""
    told = "Look at what the archive had seen by then (UTC unless a zone is told)."
    return click.option("--as-of", callback=_time, metavar="TIME", help=told)(command)


def _time(ctx: click.Context, param: click.Parameter, value: str | None) -> dt.datetime | None:
    if value is None:
        return None
    try:
        told = dt.datetime.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is no time; write it as 2024-03-01T16:30:00Z", ctx, param) from None
    return told.replace(tzinfo=dt.UTC) if told.tzinfo is None else told.astimezone(dt.UTC)


def now() -> dt.datetime:
    """The time (UTC)."""
    return dt.datetime.now(dt.UTC)


def fail(what: str) -> None:
    """One line on standard error."""
    console(sys.stderr).print(Text(one_line(what), "red"), soft_wrap=True)


def tell_older(lake: Lake) -> None:
    """Why what comes next takes longer than usual, where it does."""
    if is_older(lake):
        click.echo("an older version made the index; it is made again from the tables", err=True)


@contextlib.contextmanager
def troubles() -> Iterator[None]:
    """Tells what an archive cannot do in one line and ends with exit code 2."""
    try:
        yield
    except (ArchiveError, DamagedRaw) as error:
        _end(str(error))
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        _end(_of_the_system(error))


def _end(what: str) -> NoReturn:
    fail(what)
    click.get_current_context().exit(TROUBLE)


def _of_the_system(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    if error.errno == errno.ENOSPC or "No space left" in str(error):
        return f"{where}the disk is full; what was committed stands: free some space and run the same command again"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{where}it may not be read or written; change its permissions, or use a copy"
    return f"{where}{error.strerror or error}"
