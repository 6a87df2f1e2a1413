"""Nothing is lost: writers are killed at every kind of commit step while others write and read, and adding again makes it whole.

`killed.py` is the program with steps that can be watched. Each killed run has a process group of its own; a second writer adds other
and some of the same filings at the same time, and this process reads all the while.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("tantivy")
pytest.importorskip("deltalake")

from eightk.archive.lake import MARK, ArchiveError
from kept import add, contents, done, halves, hits, newest, put, run
from program import script

if sys.platform == "win32":
    pytest.skip("process groups and SIGKILL are not of Windows", allow_module_level=True)


def steps_of(tmp: Path, *arguments: object) -> list[str]:
    """The steps of a run that nothing stops."""
    listed = tmp / "steps.txt"
    run = script("killed.py", 0, *arguments, EIGHTK_STEPS=str(listed))
    out, err = run.communicate()
    assert run.returncode == 0, (out, err)
    return listed.read_text().splitlines()


def spread(steps: list[str], count: int) -> list[int]:
    """Numbers of steps: the last one of every kind, and others evenly."""
    kinds = {name.partition(" +")[0]: n for n, name in enumerate(steps, 1)}
    even = range(3, len(steps) + 1, max(1, len(steps) // max(1, count - len(kinds))))
    return sorted({*kinds.values(), *even})


class Trial:
    """The inputs, and an archive of all of them that nobody ever killed."""

    def __init__(self, tmp: Path) -> None:
        self.tmp = tmp
        self.ours, others = put(tmp / "ours", 8), put(tmp / "others", 4, first=50)
        self.theirs = [*others[:2], *self.ours[2:6], *others[2:]]
        again = tmp / "ours" / "9999.txt"  # a second version
        again.write_bytes(self.ours[2].read_bytes() + b"\n\n")
        self.ours.append(again)
        self.never = tmp / "never"
        add(self.never, *self.ours)
        add(self.never, *self.theirs)
        self.wanted = contents(self.never)

    def kill(self, root: Path, n: int, *arguments: object) -> None:
        """Kill a run at a step, while a second writer adds and this process reads; then add again and compare."""
        killed = script("killed.py", n, *arguments)
        second = script("killed.py", 0, "archive", "add", "-j", 1, "--archive", root, *self.theirs)
        told = self.watch(root, killed, second)
        assert second.returncode == 0, (n, told)
        assert killed.returncode in (-9, 0), (n, told)
        self.mend(root, n)
        shutil.rmtree(root)

    def watch(self, root: Path, *writers: subprocess.Popen[bytes]) -> list[Any]:
        """Read until all writers have ended; never is a filing there in part. What they printed."""
        while any(writer.poll() is None for writer in writers):
            if (root / MARK).exists():
                try:
                    assert halves(root) == []
                except ArchiveError as error:  # `compact --keep 0` spares no reader
                    if "No such file" not in str(error):
                        raise
            time.sleep(0.05)
        return [writer.communicate() for writer in writers]

    def mend(self, root: Path, told: object) -> None:
        """Add all again: the archive is as if nobody had been killed."""
        assert not (root / MARK).exists() or halves(root) == []
        add(root, *self.ours, *self.theirs)
        assert contents(root) == self.wanted, told
        done("archive", "compact", "--keep", 0, "--archive", root)
        result = run("archive", "verify", "--archive", root)
        assert result.exit_code == 0, (told, result.output)
        assert (newest(root), hits(root)) == (self.wanted[0], self.wanted[-1]), told


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    return Trial(tmp_path_factory.mktemp("kills"))


def adding(trial: Trial, tmp: Path) -> tuple[object, ...]:
    """The addition that is killed."""
    return "archive", "add", "-j", 1, "--archive", tmp / "a", *trial.ours


def compacting(trial: Trial, tmp: Path) -> tuple[object, ...]:
    """The compaction that is killed, of an archive of three batches in `old`."""
    for part in (trial.ours[:4], trial.ours[4:7], trial.theirs[:4]):
        add(tmp / "old", *part)
    shutil.copytree(tmp / "old", tmp / "a")
    return "archive", "compact", "--keep", 0, "--archive", tmp / "a"


FEW = (
    "after _create_table items",
    "after close",
    "amid a Parquet file",
    "after _commit items",
    "before publish",
    "after publish",
    "after commit",
)


def test_a_few_kills(trial: Trial, tmp_path: Path) -> None:
    """Killed again and again: each time while it adds other filings, at last while it compacts."""
    root, second = tmp_path / "a", None
    for n, step in enumerate(FEW):
        killed = script("killed.py", step, "archive", "add", "-j", 1, "--archive", root, *trial.ours[n : n + 2])
        if n == 5:
            second = script("killed.py", 0, "archive", "add", "-j", 1, "--archive", root, *trial.theirs)
        told = trial.watch(root, killed)
        assert killed.returncode == -9, (step, told)
    assert second is not None
    told = trial.watch(root, second)
    assert second.returncode == 0, told
    killed = script("killed.py", "after publish", "archive", "compact", "--archive", root)
    told = trial.watch(root, killed)
    assert killed.returncode == -9, told
    trial.mend(root, "a few")


@pytest.mark.slow
def test_many_kills(trial: Trial, tmp_path: Path) -> None:
    command = adding(trial, tmp_path)
    steps = steps_of(tmp_path, *command)
    shutil.rmtree(tmp_path / "a")
    chosen = spread(steps, 70)
    assert len(chosen) >= 50
    for n in chosen:
        trial.kill(tmp_path / "a", n, *command)


@pytest.mark.slow
def test_many_killed_compactions(trial: Trial, tmp_path: Path) -> None:
    command = compacting(trial, tmp_path)
    steps = steps_of(tmp_path, *command)
    for n in spread(steps, 40):
        shutil.rmtree(tmp_path / "a", ignore_errors=True)
        shutil.copytree(tmp_path / "old", tmp_path / "a")
        trial.kill(tmp_path / "a", n, *command)
