"""The program, killed at a commit step: `python killed.py N archive add ...` sends SIGKILL to its process group at step N.

N is a step's number, or how its name begins. With N = 0 it goes on to the end and writes the names of all steps to the file that
EIGHTK_STEPS names. A step is a moment before or after something that an archive's writer does; the product knows nothing of this.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from deltalake import DeltaTable

from eightk.archive import add, batch, index, indexing, lake, raw, store, upkeep
from eightk.cli import main

BATCH = 3
"""Filings of a batch, so that few filings make several commits."""


class Steps:
    """Counts steps, and ends the process group at one of them."""

    def __init__(self, last: str) -> None:
        self.last, self.names = last, list[str]()

    def step(self, name: str) -> None:
        self.names.append(name)
        if str(len(self.names)) == self.last or (name.startswith(self.last) and not self.last.isdigit()):
            os.killpg(0, signal.SIGKILL)

    def watch(self, owner: Any, name: str, told: Any = None) -> None:
        """Make a step before and after every call of a function; `told` says of what its arguments are."""
        function = getattr(owner, name)

        def watched(*args: Any, **options: Any) -> Any:
            label = f"{name} {told(*args)}" if told else name
            self.step(f"before {label}")
            result = function(*args, **options)
            self.step(f"after {label}")
            return result

        setattr(owner, name, watched)

    def watch_writing(self) -> None:
        """A step amid the writing of every Parquet file: half of it is on the disk."""
        write_table = pq.write_table

        def watched(data: Any, file: Any, **options: Any) -> None:
            write_table(data, file, **options)
            self.step("amid a Parquet file")

        pq.write_table = watched


def watched(last: str) -> Steps:
    steps = Steps(last)
    steps.watch(lake, "_create_table", lambda path, name: name)
    steps.watch(lake, "_write_mark")
    steps.watch(raw.Segment, "add")
    steps.watch(raw.Segment, "close")
    steps.watch(batch, "write_all", lambda folder, name, tables: f"{len(tables)} tables")
    steps.watch(batch, "_settle")
    steps.watch_writing()
    steps.watch(lake.Lake, "_commit", lambda self, name, added, removed, *rest: f"{name} +{len(added)} -{len(removed)}")
    steps.watch(lake.Lake, "publish")
    steps.watch(store.Bucket, "_send", lambda self, name: name.partition("/")[0])
    steps.watch(index.Writer, "add")
    steps.watch(index.Writer, "commit")
    steps.watch(index.Writer, "close")
    steps.watch(indexing, "create")
    steps.watch(DeltaTable, "vacuum")
    steps.watch(upkeep, "_unused_segments")
    return steps


if __name__ == "__main__":
    counting = watched(sys.argv[1])
    add.FILES = BATCH
    try:
        main(sys.argv[2:], prog_name="eightk")
    finally:
        if told := os.environ.get("EIGHTK_STEPS"):
            Path(told).write_text("\n".join(counting.names) + "\n")
