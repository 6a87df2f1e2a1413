"""The program for tests: in this process and as a process of its own, in a folder that holds the four invented filings.

Comes in: arguments. Goes out: what it prints and how it ends. Add here: what the tests of several commands need.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from eightk import cli
from eightk.cli import main

HERE = Path(__file__).parent
SRC = Path(cli.__file__).parents[2]
ONE = "in/2003-ascii.txt"


def run(*arguments: object, stdin: bytes | None = None) -> Result:
    """The program, in this process."""
    return CliRunner().invoke(main, [str(a) for a in arguments], prog_name="eightk", input=stdin)


def program(*arguments: str, **options: Any) -> subprocess.Popen[bytes]:
    """The program as a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(SRC)}
    command = [sys.executable, "-c", "from eightk.cli import main; main()", *arguments]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)


def script(name: str, *arguments: object, **environment: object) -> subprocess.Popen[bytes]:
    """A script of this folder, in a process group of its own."""
    paths = os.pathsep.join([str(SRC), str(HERE)])
    surroundings = {**os.environ, "PYTHONPATH": paths, **{key: str(value) for key, value in environment.items()}}
    command = [sys.executable, str(HERE / name), *map(str, arguments)]
    return subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)


def entered(tmp_path: Path, examples: list[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder, now the current one, with `in/` holding the four invented filings."""
    (tmp_path / "in").mkdir()
    for path in examples:
        (tmp_path / "in" / path.name).write_bytes(path.read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path
