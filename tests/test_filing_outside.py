"""Nothing is read from outside the draft's folder: no name that leads out, no link, no pipe, no network; each file once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from eightk.bundles import Refused
from eightk.filing.folder import Outside, opened
from eightk.filing.source import BadFiles
from eightk.limits import Limits
from matter import LEASE, PRESS, laid_out, written


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return laid_out(tmp_path)


BAD = [
    "../secret.htm",
    "/etc/passwd",
    "a/../../secret.htm",
    "..",
    "a//b",
    "./a.htm",
    "C:/a.htm",
    "c:a.htm",
    "a\\..\\b",
    "\\\\host\\a",
    "",
    "a\0b",
]


@pytest.mark.parametrize("name", BAD)
def test_names_that_lead_out_are_refused(folder: Path, name: str) -> None:
    (folder.parent / "secret.htm").write_bytes(b"secret")
    with pytest.raises(Outside):
        opened(str(folder), name)


def ways_out(folder: Path) -> Iterator[str]:
    """Names in the folder that are links, or go through one, or are no files."""
    (folder.parent / "secret.htm").write_bytes(b"secret")
    (folder / "link.htm").symlink_to("../secret.htm")
    yield "link.htm"
    (folder / "inside.htm").symlink_to("ex10-1.htm")
    yield "inside.htm"
    (folder / "up").symlink_to("..")
    yield "up/secret.htm"
    (folder / "sub").mkdir()
    yield "sub"
    os.mkfifo(folder / "pipe.htm")
    yield "pipe.htm"


@pytest.mark.skipif(sys.platform == "win32", reason="no such links")
@pytest.mark.parametrize("relative", [True, False])
def test_links_and_pipes_are_refused(folder: Path, monkeypatch: pytest.MonkeyPatch, relative: bool) -> None:
    monkeypatch.setattr("eightk.filing.folder._RELATIVE", relative)
    for name in ways_out(folder):
        with pytest.raises((Outside, IsADirectoryError)):
            opened(str(folder), name)
    assert opened(str(folder), "ex10-1.htm") == LEASE
    (folder / "sub" / "a.htm").write_bytes(b"a")
    assert opened(str(folder), "sub/a.htm") == b"a"


def test_a_file_that_is_too_large(folder: Path) -> None:
    with pytest.raises(Refused):
        opened(str(folder), "ex10-1.htm", Limits(max_bytes=10))


@pytest.mark.skipif(sys.platform == "win32", reason="no such links")
def test_a_draft_reads_no_link(folder: Path) -> None:
    (folder.parent / "secret.htm").write_bytes(PRESS)
    (folder / "ex99-1.htm").unlink()
    (folder / "ex99-1.htm").symlink_to("../secret.htm")
    with pytest.raises(BadFiles, match="link"):
        written(folder)


def test_each_file_is_opened_once_and_no_network_at_all(folder: Path) -> None:
    """A file that changes between a look and a read would be another than the one that was looked at."""
    code = (
        "import sys, datetime as dt, collections\n"
        "from eightk.filing.make import write_package\n"
        "seen = collections.Counter()\n"
        "sys.addaudithook(lambda e, a: e == 'open' and seen.update([str(a[0]).rpartition('/')[2]]))\n"
        "sys.addaudithook(lambda e, a: e.split('.')[0] in ('socket', 'subprocess', 'urllib') and seen.update(['network']))\n"
        "write_package(sys.argv[1], sys.argv[2], as_of=dt.date(2024, 6, 5), now=dt.datetime(2024, 6, 5, tzinfo=dt.UTC), layout='html')\n"
        "print(*(seen[n] for n in ('draft.md', 'ex10-1.htm', 'ex99-1.htm', 'logo.gif', 'network')))\n"
    )
    # Each twice: read once, and written once into the package; the draft is read alone.
    ran = subprocess.run(
        [sys.executable, "-c", code, str(folder / "draft.md"), str(folder.parent / "out")], capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["1", "2", "2", "2", "0"]
