"""Adding filings, with all that it needs: libraries that take long to import.

Comes in: what was typed. Goes out: lines for a person, an exit code. Add here: what is told of an input.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from contextlib import ExitStack, closing
from typing import IO

import click
from rich.console import Console
from rich.filesize import decimal
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn
from rich.text import Text

from eightk.archive.add import Outcome, add
from eightk.archive.indexing import Indexing
from eightk.archive.lake import create
from eightk.archive.ready import without_pandas
from eightk.cli.archived import fail, now, tell_older, troubles
from eightk.cli.console import console
from eightk.cli.inputs import count
from eightk.limits import Limits
from eightk.write.escape import one_line, shown_json, unicode_path

NOTHING_ADDED = 2
SOME_FAILED = 1
TOLD = {"added": "added", "version": "new versions", "known": "known already", "other": "no 8-K", "failed": "failed"}


def run(paths: tuple[str, ...], root: str, jobs: int, errors: str | None, indexes: bool) -> int:
    """Add filings, and tell on the screen what became of them; gives the exit code."""
    with troubles(), ExitStack() as stack:
        log = stack.enter_context(open(errors, "wb")) if errors else None
        return _add(paths, root, jobs, log, indexes, console(sys.stderr))


def _add(paths: tuple[str, ...], root: str, jobs: int, log: IO[bytes] | None, indexes: bool, screen: Console) -> int:
    begun, size, counts = time.monotonic(), 0, Counter[str]()
    without_pandas()
    lake = create(root)
    if indexes:
        tell_older(lake)
    done = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
    watched = screen.is_terminal
    with (
        Progress(SpinnerColumn(), TextColumn("adding"), *done, console=screen, transient=True, disable=not watched) as progress,
        Indexing(lake, wanted=indexes) as index,
        closing(add(root, paths, clock=now, jobs=jobs, limits=Limits())) as commits,
    ):
        task = progress.add_task("adding", total=count(paths, Limits()) if watched else None, rate="")
        for outcomes, held in commits:
            size += held
            counts.update(o.kind for o in outcomes)
            for o in outcomes:
                say(o, log, screen)
            index.catch_up()
            rate = f"{decimal(int(size / max(time.monotonic() - begun, 0.001)))}/s"
            progress.update(task, advance=len(outcomes), rate=rate)
    _sum_up(counts, size, time.monotonic() - begun, index.note)
    if not counts:
        fail("nothing to add: no file was found")
    if not counts["added"] + counts["version"] + counts["known"]:
        return NOTHING_ADDED
    return SOME_FAILED if counts["failed"] else 0


def say(outcome: Outcome, log: IO[bytes] | None, screen: Console) -> None:
    """A line for what failed and what was replaced; what is no 8-K is counted, and listed where one asks for a list."""
    path = unicode_path(outcome.path)
    if outcome.kind in ("failed", "other") and log is not None:
        told = {"path": path, "what": outcome.what, "todo": outcome.todo or "leave it out"}
        log.write(shown_json(json.dumps(told).encode()) + b"\n")
        log.flush()
    if outcome.kind == "failed" and log is None:
        line = Text(f"{one_line(path)}: ", "bold").append(one_line(outcome.what), "red").append(f"; {one_line(outcome.todo)}")
        screen.print(line, soft_wrap=True)
    elif outcome.kind == "version":
        screen.print(Text(f"{one_line(path)}: ", "bold").append(one_line(outcome.what), "yellow"), soft_wrap=True)


def _sum_up(counts: Counter[str], size: int, seconds: float, note: str) -> None:
    told = [f"{counts[kind]:,} {word}" for kind, word in TOLD.items() if counts[kind]]
    if told:
        click.echo(f"{', '.join(told)}; {decimal(size)} in {seconds:.1f} s ({decimal(int(size / max(seconds, 0.001)))}/s)")
    if note:
        click.echo(note, err=True)
