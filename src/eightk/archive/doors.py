"""The two doors of the archive for who writes Python: put filings in, look at them.

Comes in: a folder and paths. Goes out: outcomes, an `Archive`. Add here: nothing; what one asks of an archive is asked of `Archive`.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Generator, Iterable

from eightk.archive.add import Outcome, add
from eightk.archive.indexing import Indexing
from eightk.archive.lake import create
from eightk.archive.opened import Archive
from eightk.limits import Limits

__all__ = ["add_to_archive", "open_archive"]


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def open_archive(root: str | os.PathLike[str], *, as_of: dt.datetime | None = None) -> Archive:
    """The archive in a folder or at s3://bucket/prefix, or what it had seen by a time (UTC if it has no zone).

    Raises ArchiveError where there is no archive, or a newer one than this version knows.
    """
    return Archive(root, as_of=as_of)


def add_to_archive(
    root: str | os.PathLike[str],
    paths: Iterable[str | os.PathLike[str]],
    *,
    jobs: int = 1,
    limits: Limits = Limits(),
    clock: Callable[[], dt.datetime] = _now,
) -> Generator[Outcome, None, None]:
    """Add filings to the archive in a folder or at s3://bucket/prefix, made if there is none.

    Gives for each input what became of it, once it is committed.

    Files, folders, globs, zips and tarballs, as for `read_many`; `jobs` processes read. Closing the generator leaves what was committed.
    Raises ArchiveError, OSError (disk full).
    """
    with Indexing(create(root)) as index:
        for outcomes, _ in add(root, [os.fspath(p) for p in paths], clock=clock, jobs=jobs, limits=limits):
            index.catch_up()
            yield from outcomes
