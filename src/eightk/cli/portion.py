"""`eightk read --format parquet`: a portion of an archive, made without one."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import click

from eightk.archive.portion import portion
from eightk.cli.archive.adding import NOTHING_ADDED, SOME_FAILED, TOLD, say
from eightk.cli.archived import fail, now, troubles
from eightk.cli.console import console


def run(paths: tuple[str, ...], target: str, share: tuple[int, int], jobs: int, errors: str | None) -> int:
    """Write the folder; gives the exit code of `eightk read`."""
    counts, screen = Counter[str](), console(sys.stderr)
    with troubles(), ExitStack() as stack:
        log = stack.enter_context(open(errors, "wb")) if errors else None
        for outcomes, _ in portion(Path(target), paths, clock=now, share=share, jobs=jobs):
            counts.update(o.kind for o in outcomes)
            for o in outcomes:
                say(o, log, screen)
    if not counts:
        fail("nothing to read: no file was found")
        return NOTHING_ADDED
    told = {**TOLD, "added": "read"}
    click.echo(", ".join(f"{counts[kind]:,} {word}" for kind, word in told.items() if counts[kind]), err=True)
    if not counts["added"]:
        return NOTHING_ADDED
    return SOME_FAILED if counts["failed"] + counts["other"] else 0
