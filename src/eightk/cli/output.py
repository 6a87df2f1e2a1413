"""Where a command writes: standard output, or a file that appears only when it is complete."""

from __future__ import annotations

import errno
import io
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click

from eightk.write.escape import one_line

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def advice(error: OSError) -> str:
    """What to do about a file that cannot be read or written."""
    return "free some space, or write elsewhere" if error.errno in FULL else "check the path and its permissions"


class Output:
    """An open output: `file` takes bytes; `discard()` says that nothing shall be left of it. `standard`: it is standard output."""

    def __init__(self, file: IO[bytes], standard: bool = False) -> None:
        self.file, self.standard = file, standard
        self.kept = True

    def discard(self) -> None:
        """Leave what stood at the path before as it was."""
        self.kept = False


@contextmanager
def standard_output() -> Iterator[IO[bytes]]:
    """Standard output for bytes, flushed at the end.

    It is always buffered. PYTHONUNBUFFERED takes Python's own buffer away, and then a write that a closed pipe cut
    short goes unnoticed.
    """
    sys.stdout.flush()
    if isinstance(sys.stdout.buffer, io.RawIOBase):
        with open(sys.stdout.fileno(), "wb", closefd=False) as file:
            yield file
        return
    yield sys.stdout.buffer
    sys.stdout.buffer.flush()


def check_writable(option: str | None, path: str | None) -> None:
    """Raises BadParameter where no file can come to stand at `path`; None and "-" are standard output."""
    if path is None or path == "-":
        return
    folder = Path(os.path.realpath(path)).parent
    why = (
        "it is a folder; name a file in it" if os.path.isdir(path)
        else "there is no such folder" if not folder.is_dir()
        else "it is not yours to write" if not os.access(folder, os.W_OK)
        else None
    )  # fmt: skip
    if why is not None:
        raise click.BadParameter(f"cannot write {one_line(path)}: {why}", param_hint=option)


@contextmanager
def output(path: str | None) -> Iterator[Output]:
    """The place to write to: `path`, or standard output for None and "-".

    A regular file is written beside its place and renamed on success, so that it is never half there; on any
    exception, Ctrl-C too, what was written is removed. Devices and pipes are written directly. Raises BadParameter for a place
    where no file can be.
    """
    if path is None or path == "-":
        with standard_output() as file:
            yield Output(file, standard=True)
        return
    check_writable(None, path)
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        with target.open("wb") as direct:
            yield Output(direct)
        return
    import tempfile  # `check` starts without it

    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", suffix=".part", delete=False) as part:
        out = Output(part)
        try:
            yield out
            part.close()
            if out.kept:
                os.chmod(part.name, _mode(target))
                os.replace(part.name, target)
        finally:
            part.close()
            Path(part.name).unlink(missing_ok=True)


def _mode(target: Path) -> int:
    """The permissions the file has, or would get if it were created plainly (a temporary one is closed to others)."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
