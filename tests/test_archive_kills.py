"""Nothing is lost: writers are killed at every kind of commit step while others write and read, and adding again makes it whole.

`killed.py` is the program with steps that can be watched. Each killed run has a process group of its own; a second writer adds other
and some of the same filings at the same time, and this process reads all the while.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("tantivy")
pytest.importorskip("deltalake")

from eightk import cli
from eightk.archive.lake import MARK
from kept import add, contents, done, halves, put, run

HERE = Path(__file__).parent
if sys.platform == "win32":
    pytest.skip("process groups and SIGKILL are not of Windows", allow_module_level=True)


def program(script: str, *arguments: object, **environment: str) -> subprocess.Popen[bytes]:
    """A script of this folder in a process group of its own."""
    paths = os.pathsep.join([str(Path(cli.__file__).parents[2]), str(HERE)])
    command = [sys.executable, str(HERE / script), *map(str, arguments)]
    surroundings = {**os.environ, "PYTHONPATH": paths, **environment}
    return subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)


def steps_of(tmp: Path, *arguments: object) -> list[str]:
    """The steps of a run that nothing stops."""
    listed = tmp / "steps.txt"
    run = program("killed.py", 0, *arguments, EIGHTK_STEPS=str(listed))
    out, err = run.communicate()
    assert run.returncode == 0, (out, err)
    return listed.read_text().splitlines()


FEW_ADDING = ("after _create_table", "after close", "after write filings", "amid a Parquet file", "before publish", "after commit")
FEW_COMPACTING = ("after publish",)


def few(steps: list[str], names: tuple[str, ...]) -> list[int]:
    """One step of each of these names, in the middle of the run."""
    places = [[n for n, step in enumerate(steps, 1) if step.startswith(name)] for name in names]
    return [found[len(found) // 2] for found in places]


def spread(steps: list[str], count: int) -> list[int]:
    """Numbers of steps: the last one of every kind, and others evenly."""
    kinds = {name.partition(" +")[0]: n for n, name in enumerate(steps, 1)}
    even = range(3, len(steps) + 1, max(1, len(steps) // max(1, count - len(kinds))))
    return sorted({*kinds.values(), *even})


class Trial:
    """The inputs, and an archive of all of them that nobody ever killed."""

    def __init__(self, tmp: Path) -> None:
        self.tmp = tmp
        self.ours, others = put(tmp / "ours", 12), put(tmp / "others", 6, first=50)
        self.theirs = [*others[:3], *self.ours[3:7], *others[3:]]
        again = tmp / "ours" / "9999.txt"  # a second version
        again.write_bytes(self.ours[2].read_bytes() + b"\n\n")
        self.ours.append(again)
        self.never = tmp / "never"
        add(self.never, *self.ours)
        add(self.never, *self.theirs)
        self.wanted = contents(self.never)

    def kill(self, root: Path, n: int, *arguments: object) -> None:
        """Kill a run at a step, while a second writer adds and this process reads; then add again and compare."""
        killed = program("killed.py", n, *arguments)
        second = program("killed.py", 0, "archive", "add", "-j", 1, "--archive", root, *self.theirs)
        looked = 0
        while killed.poll() is None or second.poll() is None:
            if (root / MARK).exists():
                assert halves(root) == []
                looked += 1
        out, err = second.communicate()
        assert second.returncode == 0, (n, out, err)
        out, err = killed.communicate()
        assert killed.returncode in (-9, 0), (n, out, err)
        assert halves(root) == []
        add(root, *self.ours, *self.theirs)
        assert contents(root) == self.wanted, n
        done("archive", "compact", "--keep", 0, "--archive", root)
        result = run("archive", "verify", "--archive", root)
        assert result.exit_code == 0, (n, result.output)
        assert contents(root) == self.wanted, n
        shutil.rmtree(root)


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    return Trial(tmp_path_factory.mktemp("kills"))


def adding(trial: Trial, tmp: Path) -> tuple[object, ...]:
    """The addition that is killed."""
    return "archive", "add", "-j", 1, "--archive", tmp / "a", *trial.ours


def compacting(trial: Trial, tmp: Path) -> tuple[object, ...]:
    """The compaction that is killed, of an archive of three batches in `old`."""
    for part in (trial.ours[:5], trial.ours[5:9], trial.theirs[:5]):
        add(tmp / "old", *part)
    shutil.copytree(tmp / "old", tmp / "a")
    return "archive", "compact", "--keep", 0, "--archive", tmp / "a"


def test_a_few_kills(trial: Trial, tmp_path: Path) -> None:
    command = adding(trial, tmp_path)
    steps = steps_of(tmp_path, *command)
    shutil.rmtree(tmp_path / "a")
    for n in few(steps, FEW_ADDING):
        trial.kill(tmp_path / "a", n, *command)


def test_a_killed_compaction(trial: Trial, tmp_path: Path) -> None:
    command = compacting(trial, tmp_path)
    steps = steps_of(tmp_path, *command)
    for n in few(steps, FEW_COMPACTING):
        shutil.rmtree(tmp_path / "a", ignore_errors=True)
        shutil.copytree(tmp_path / "old", tmp_path / "a")
        trial.kill(tmp_path / "a", n, *command)


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
