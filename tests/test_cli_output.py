"""Where output goes: a bar only where someone watches, whole files or none, closed pipes, full disks, Ctrl-C, usage errors."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from eightk.cli import read as read_command
from eightk.cli.console import console
from eightk.cli.inputs import count
from eightk.cli.output import output
from eightk.limits import Limits
from eightk.model import Report
from program import ONE, SRC, entered, program, run


@pytest.fixture
def folder(tmp_path: Path, examples: list[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    return entered(tmp_path, examples, monkeypatch)


class Terminal(io.StringIO):
    """Stands for a standard error that someone watches."""

    def isatty(self) -> bool:
        return True


def test_a_bar_is_shown_only_beside_a_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    screen, unwatched = console(Terminal()), console(io.StringIO())
    with output("out") as to_file, output(None) as standard:
        with open(folder / "redirected", "w") as file:
            monkeypatch.setattr(sys, "stdout", file)
            assert read_command._watched(screen, standard)
            assert not read_command._watched(unwatched, to_file)
        read_end, write_end = os.pipe()
        with open(read_end), open(write_end, "w") as pipe:
            monkeypatch.setattr(sys, "stdout", pipe)
            assert not read_command._watched(screen, standard)
            assert read_command._watched(screen, to_file)
        monkeypatch.undo()


def test_the_bar_knows_how_many_there_are(folder: Path) -> None:
    limits = Limits()
    assert count(("in", "-", "in/*.txt"), limits) == 9
    with zipfile.ZipFile(folder / "in" / "many.zip", "w") as archive:
        archive.write(folder / ONE, "a.txt")
    assert count(("in",), limits) is None


def test_nothing_read(folder: Path) -> None:
    (folder / "out.json").write_text("old")
    result = run("read", "missing.txt", "--format", "json", "-o", "out.json")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "missing.txt" in result.stderr
    assert (folder / "out.json").read_text() == "old"
    assert sorted(os.listdir(folder)) == ["in", "out.json"]


@pytest.mark.parametrize(
    "arguments",
    [["--format", "pdf", ONE], ["-j", "0", ONE], ["-o", "no/such/folder/out", ONE], ["-o", "in", ONE],
     ["--explain", "--format", "csv", ONE], ["--errors", "in", ONE], ["--nonsense"]],
)  # fmt: skip
def test_usage_errors(folder: Path, arguments: list[str]) -> None:
    result = run("read", *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Error: " in result.stderr


@pytest.mark.parametrize("format", ["text", "json", "jsonl", "csv"])
def test_a_file_gets_what_the_terminal_gets(folder: Path, format: str) -> None:
    for paths in ([ONE], ["in"]):
        result = run("read", *paths, "--format", format, "-o", "out")
        assert (result.exit_code, result.stdout) == (0, "")
        assert (folder / "out").read_bytes() == run("read", *paths, "--format", format).stdout_bytes
    assert sorted(os.listdir(folder)) == ["in", "out"]


@pytest.mark.parametrize("name, like", [("x.json", "json"), ("x.jsonl", "jsonl"), ("x.CSV", "csv"), ("x.txt", "text"), ("x", "text")])
def test_the_name_of_the_output_says_the_format(folder: Path, name: str, like: str) -> None:
    assert run("read", "in", "-o", name).exit_code == 0
    assert (folder / name).read_bytes() == run("read", "in", "--format", like).stdout_bytes
    assert run("read", "in", "-o", name, "--format", "jsonl").exit_code == 0
    assert (folder / name).read_bytes() == run("read", "in", "--format", "jsonl").stdout_bytes


def test_an_output_that_is_a_folder_is_called_one(folder: Path) -> None:
    assert "it is a folder" in run("read", ONE, "-o", "in").stderr
    assert "there is no such folder" in run("read", ONE, "-o", "no/such/out").stderr


def interrupting(paths: Any, **options: Any) -> Iterator[Report]:
    """Stands for `read_many` while someone presses Ctrl-C after the first report."""
    yield Report(path="first", form="8-K")
    raise KeyboardInterrupt


def test_ctrl_c_leaves_no_half_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eightk.cli.read.read_many", interrupting)
    (folder / "out.jsonl").write_text("old")
    result = run("read", "in", "--format", "jsonl", "-o", "out.jsonl")
    assert result.exit_code == 130
    assert "Traceback" not in result.output
    assert (folder / "out.jsonl").read_text() == "old"
    assert sorted(os.listdir(folder)) == ["in", "out.jsonl"]


def test_an_output_keeps_the_permissions_it_had(folder: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows has no such permissions")
    for mode in (0o640, 0o600):
        (folder / "out").touch()
        (folder / "out").chmod(mode)
        with output("out") as out:
            out.file.write(b"new")
        assert (folder / "out").stat().st_mode & 0o777 == mode
    (folder / "link").symlink_to("out")
    with output("link") as out:
        out.file.write(b"through the link")
    assert (folder / "link").is_symlink()
    assert (folder / "out").read_bytes() == b"through the link"


def test_a_closed_pipe_is_quiet(folder: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("pipes of another kind")
    (folder / "in" / "long.txt").write_bytes((folder / ONE).read_bytes().replace(b"end\nof the year", b"end\nof the year " * 100_000))
    for arguments in (["--format", "jsonl"], ["--format", "json"], []):
        process = program("read", "in/long.txt", *arguments, cwd=folder)
        assert process.stdout is not None and process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        complaint = process.stderr.read()
        process.stderr.close()
        assert process.wait() == 141
        assert complaint == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_told_in_a_line(folder: Path) -> None:
    with open("/dev/full", "wb") as full:
        environment = {**os.environ, "PYTHONPATH": str(SRC)}
        command = [sys.executable, "-c", "from eightk.cli import main; main()", "read", ONE]
        run = subprocess.run(command, env=environment, stdout=full, stderr=subprocess.PIPE, cwd=folder, check=False)
    assert run.returncode == 2
    assert run.stderr.count(b"\n") == 1 and b"space" in run.stderr
