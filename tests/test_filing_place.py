"""Where a package goes: whole or not there at all, over nothing that is another's, and nothing of a killed run stays."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from eightk.filing import make as making
from eightk.filing.folder import beside, contents, swept
from eightk.filing.make import RECORD, Taken, write_package
from matter import DAY, NOW, change, laid_out, written


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return laid_out(tmp_path)


@pytest.mark.parametrize("what", ["a file", "a strange folder", "a package with a strange file", "no parent", "a link"])
def test_a_place_that_is_taken(folder: Path, what: str) -> None:
    out = folder.parent / "out"
    match what:
        case "a file":
            out.write_bytes(b"x")
        case "a strange folder":
            out.mkdir()
            (out / "thesis.txt").write_bytes(b"years of work")
        case "a package with a strange file":
            (Path(written(folder).folder) / "notes.txt").write_bytes(b"mine")
        case "no parent":
            out = folder.parent / "a" / "b"
        case _:
            (folder.parent / "elsewhere").mkdir()
            out.symlink_to("elsewhere")
    before = contents(folder.parent)
    for force in (False, True):
        with pytest.raises(Taken):
            write_package(str(folder / "draft.md"), str(out), as_of=DAY, now=NOW, layout="html", force=force)
    assert contents(folder.parent) == before


def test_an_empty_folder_is_free(folder: Path) -> None:
    (folder.parent / "out").mkdir()
    assert (Path(written(folder).folder) / RECORD).exists()


def test_another_package_is_written_over_by_force_alone(folder: Path) -> None:
    written(folder)
    change(folder, "ten years", "nine years")
    before = contents(folder.parent / "out")
    with pytest.raises(Taken):
        written(folder)
    assert contents(folder.parent / "out") == before
    assert b"nine years" in (Path(written(folder, force=True).folder) / "ltm-20240603.htm").read_bytes()
    assert sorted(os.listdir(folder.parent)) == ["matter", "out"]


def test_force_does_not_replace_another_package(folder: Path) -> None:
    written(folder)
    change(folder, "Larkspur Tide Mills, Inc.", "Larkspur Tide Works, Inc.")
    with pytest.raises(Taken, match="holds another package"):
        written(folder, force=True, replace=False)
    assert written(folder, replace=True).forced is None


@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize("where", ["fill", "put"])
@pytest.mark.parametrize("error", [OSError(28, "full"), KeyboardInterrupt()])
def test_nothing_half_written_stays(folder: Path, monkeypatch: pytest.MonkeyPatch, there: bool, where: str, error: BaseException) -> None:
    if there:
        written(folder)
        change(folder, "ten years", "nine years")
    before = contents(folder.parent)

    def fails(made: Path, target: object) -> None:
        (made / "half").write_bytes(b"x")
        raise error

    monkeypatch.setattr(making, where, fails)
    with pytest.raises(type(error)):
        written(folder, force=True)
    assert contents(folder.parent) == before
    assert sorted(os.listdir(folder.parent)) == (["matter", "out"] if there else ["matter"])


def test_a_rename_that_fails_brings_back_what_stood_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(folder)
    change(folder, "ten years", "nine years")
    before, rename, count = contents(folder.parent), os.rename, 0

    def second_fails(one: str, other: str) -> None:
        nonlocal count
        count += 1
        if count == 2:
            raise OSError(5, "no")
        rename(one, other)

    monkeypatch.setattr(os, "rename", second_fails)
    with pytest.raises(OSError):
        written(folder, force=True)
    assert contents(folder.parent) == before and sorted(os.listdir(folder.parent)) == ["matter", "out"]


KILL = """
import os, signal, sys, datetime as dt
from eightk.filing import folder, make
at, rename, write = int(sys.argv[3]), os.rename, folder.fill
seen = 0
def step(*a):
    global seen
    seen += 1
    if seen == at:
        os.kill(os.getpid(), signal.SIGKILL)
    return rename(*a)
def half(part, files):
    write(part, dict(list(files.items())[:1]))
    os.kill(os.getpid(), signal.SIGKILL)
folder.os.rename = step
if at == 0:
    make.fill = half
now = dt.datetime(2024, 6, 5, tzinfo=dt.UTC)
make.write_package(sys.argv[1], sys.argv[2], as_of=now.date(), now=now, layout="html", force=True, replace=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals")
@pytest.mark.parametrize("step", [0, 1, 2])
def test_what_a_killed_run_leaves_is_gone_after_the_next(folder: Path, step: int) -> None:
    written(folder)
    before = contents(folder.parent / "out")
    change(folder, "ten years", "nine years")
    run = subprocess.run([sys.executable, "-c", KILL, str(folder / "draft.md"), str(folder.parent / "out"), str(step)], check=False)
    assert run.returncode == -9 and len(os.listdir(folder.parent)) > 2 - (step == 2)
    with pytest.raises(Taken):
        written(folder)
    assert sorted(os.listdir(folder.parent)) == ["matter", "out"] and contents(folder.parent / "out") == before
    written(folder, force=True)
    assert sorted(os.listdir(folder.parent)) == ["matter", "out"]


def test_a_run_at_work_is_not_swept(folder: Path) -> None:
    target = folder.parent / "out"
    with beside(target) as part:
        swept(target)
        assert part.is_dir() or sys.platform == "win32"
