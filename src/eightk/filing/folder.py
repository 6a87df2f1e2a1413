"""The draft's folder, from which alone files are read, and the package's folder, which is there whole or not at all.

Comes in: a folder and names in it. Goes out: bytes; a folder put in place. Add here: nothing that knows a draft.

A name may not lead out of the folder: none that is absolute, none with "..", no link on the way. Each file is opened once, and what was
opened is what is read: where the system can open a name relative to an open folder, nobody can change the way in between.
"""

from __future__ import annotations

import contextlib
import os
import posixpath
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from eightk.bundles import Refused
from eightk.limits import Limits

if sys.platform != "win32":
    import fcntl

_RELATIVE = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")
_BINARY = getattr(os, "O_BINARY", 0)
_WAITLESS = getattr(os, "O_NONBLOCK", 0)  # a pipe in the folder must not make us wait
_CHUNK = 1 << 20


class Outside(Refused):
    """A name that leads out of the draft's folder, or to something that is no file."""


def _parts(name: str) -> list[str]:
    """The names on the way to a file. Raises Outside for a way that leads out."""
    parts = name.replace("\\", "/").split("/")
    if posixpath.isabs(name) or "\\" in name or ":" in parts[0] or any(part in ("", ".", "..") for part in parts) or "\0" in name:
        raise Outside(f"{name!r} may lead out of the draft's folder", "put the file beside the draft and name it alone")
    return parts


def opened(folder: str, name: str, limits: Limits = Limits()) -> bytes:
    """The bytes of a file in a folder or below it. Raises Outside, Refused for one that is too large, OSError."""
    parts = _parts(name)
    try:
        return _read(_descend(folder, parts) if _RELATIVE else _checked(folder, parts), name, limits)
    except OSError as error:
        # A link met with O_NOFOLLOW: ELOOP, or ENOTDIR on the way; both are told as what they are.
        if _links(folder, parts):
            raise Outside(f"{name!r} goes through a link", "copy the file itself into the draft's folder") from error
        raise


def _descend(folder: str, parts: list[str]) -> int:
    """An open file, reached from the open folder step by step, no link followed."""
    at = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for part in parts[:-1]:
            below = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=at)
            os.close(at)
            at = below
        return os.open(parts[-1], os.O_RDONLY | os.O_NOFOLLOW | _WAITLESS, dir_fd=at)
    finally:
        os.close(at)


def _checked(folder: str, parts: list[str]) -> int:
    """An open file where a system has no folders to start from: its way is looked at, and that it is the file opened."""
    path = os.path.join(folder, *parts)
    if _links(folder, parts):
        raise Outside(f"{'/'.join(parts)!r} goes through a link", "copy the file itself into the draft's folder")
    file = os.open(path, os.O_RDONLY | _BINARY | _WAITLESS)
    if not os.path.samestat(os.fstat(file), os.stat(path, follow_symlinks=False)):
        os.close(file)
        raise Outside(f"{'/'.join(parts)!r} changed while it was opened", "try again")
    return file


def _links(folder: str, parts: list[str]) -> bool:
    ways = [os.path.join(folder, *parts[: n + 1]) for n in range(len(parts))]
    return any(os.path.islink(way) for way in ways)


def _read(file: int, name: str, limits: Limits) -> bytes:
    """All bytes of an open file, which is closed. Raises Outside for what is no file, Refused for too many bytes."""
    with os.fdopen(file, "rb") as stream:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            raise Outside(f"{name!r} is no file", "name a file")
        data = stream.read(limits.max_bytes + 1)
    if len(data) > limits.max_bytes:
        raise Refused(f"{name!r} holds more than {limits.max_bytes:,} bytes", "give a smaller file")
    return data


# ---- the package's folder ----------------------------------------------------------------------------------------


@contextlib.contextmanager
def beside(target: Path) -> Iterator[Path]:
    """A new private folder beside a place, removed at the end whatever happened (unless it was put in place). Raises OSError."""
    with _temporary(target, ".part") as made:
        try:
            yield made
        finally:
            shutil.rmtree(made, ignore_errors=not made.exists())


@contextlib.contextmanager
def _temporary(target: Path, ending: str) -> Iterator[Path]:
    """A new folder beside a place, mode 0700, held so that `swept` lets it be while we live. Raises OSError."""
    with contextlib.ExitStack() as stack:
        with _held(target.parent, wait=True):  # so that nobody sweeps between the making and the holding
            try:
                made = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=ending, dir=target.parent))
            except OSError as error:
                raise OSError(error.errno, error.strerror, str(target.parent)) from None  # nobody knows the name of what was not made
            stack.enter_context(_held(made))
        yield made


@contextlib.contextmanager
def _held(folder: Path, wait: bool = False) -> Iterator[bool]:
    """Whether a folder is ours alone while the block runs; never where the system has no such locks, or we may not read it."""
    if sys.platform == "win32" or not os.access(folder, os.R_OK):
        yield False
        return
    at = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield _locked(at, wait)
    finally:
        os.close(at)


def _locked(at: int, wait: bool) -> bool:
    try:
        fcntl.flock(at, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:  # somebody else holds it, or this file system has no locks: nothing is swept then
        return False
    return True


def swept(target: Path) -> None:
    """Take away what a run that was killed left beside a place, and put back what it had moved away. Raises OSError."""
    if sys.platform == "win32" or not os.access(target.parent, os.R_OK):  # where nobody can tell what a living run holds
        return
    name = re.compile(rf"\.{re.escape(target.name)}\.\w{{8}}\.(part|old)")
    with _held(target.parent, wait=True):
        for path in [path for path in target.parent.iterdir() if name.fullmatch(path.name)]:
            if path.is_dir() and not path.is_symlink() and path.stat().st_uid == os.getuid():
                _swept(path, target)


def _swept(path: Path, target: Path) -> None:
    with _held(path) as ours:
        if ours and path.suffix == ".old" and (path / "old").is_dir() and not os.path.lexists(target):
            os.rename(path / "old", target)
        if ours:
            shutil.rmtree(path)


def fill(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files, names -> bytes, readable by their owner alone.

    Nobody waits for the disk: a package that a power cut damaged is made anew from its draft, and its record's hashes tell.
    """
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(mode=0o700, exist_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600), "wb") as file:
            file.write(data)


def put(made: Path, target: Path) -> None:
    """Put a filled folder in the place of another, or where none is. What stood there goes only when the new one stands."""
    if not target.exists():
        os.rename(made, target)
        return
    with _temporary(target, ".old") as kept:
        os.rename(target, kept / "old")
        try:
            os.rename(made, target)
        except BaseException:
            os.rename(kept / "old", target)
            raise
        finally:
            if target.exists():
                shutil.rmtree(kept)


def contents(folder: Path) -> dict[str, bytes]:
    """The files in a folder and below it, by their names. Raises OSError."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
