"""Archives -> their members' bytes: zip, tar, tar.gz.

Comes in: a path. Goes out: (name, loader) for each member. Add here: a kind of archive.

Members are named "archive.zip!member". They are read into memory, within `Limits`, and never written to disk, so a member's name
is only a name.
"""

from __future__ import annotations

import gzip
import os
import stat
import zlib
from collections.abc import Callable, Iterator
from typing import IO, TYPE_CHECKING, Any, Literal, cast

import msgspec

from eightk.limits import Limits

# zipfile and tarfile take as long to import as all the rest: only who needs them imports them.
if TYPE_CHECKING:
    import zipfile

Kind = Literal["zip", "tar", "file"]
Loader = Callable[[], bytes]
Entry = tuple[str, Loader]
"""A name, and what gives its bytes as found or raises."""


class Refused(ValueError):
    """An input beyond the limits, or in no state to be opened. `todo` says what its owner can do."""

    def __init__(self, what: str, todo: str) -> None:
        super().__init__(what)
        self.what, self.todo = what, todo

    def __reduce__(self) -> tuple[type[Refused], tuple[str, str]]:
        return Refused, (self.what, self.todo)


class Held(msgspec.Struct, frozen=True):
    """Bytes that are there already, or the reason why not."""

    data: bytes = b""
    error: Refused | None = None

    def __call__(self) -> bytes:
        """The bytes. Raises Refused."""
        if self.error:
            raise self.error
        return self.data


def kind_of(name: str) -> Kind:
    """What a file is, by its first bytes; a pipe's could be read only once."""
    try:
        if not stat.S_ISREG(os.stat(name).st_mode):
            return "file"
        with open(name, "rb") as file:
            head = file.read(512)
            if head[:2] == b"\x1f\x8b":
                file.seek(0)
                with gzip.GzipFile(fileobj=file) as packed:
                    head = packed.read(512)
    except (OSError, EOFError, zlib.error):
        return "file"  # whoever loads it will say what is wrong
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return "zip"
    return "tar" if head[257:262] == b"ustar" else "file"


def member_bytes(archive: str, member: str, limits: Limits) -> bytes:
    """One member's bytes, found by its name. Raises FileNotFoundError, Refused."""
    for _, load in members(archive, kind_of(archive), limits, member):
        return load()
    raise FileNotFoundError(2, "no such member", f"{archive}!{member}")


def members(name: str, kind: Kind, limits: Limits, only: str | None = None) -> Iterator[Entry]:
    """The files in an archive, each read when it is asked for; with `only`, that member alone.

    What all of them together may grow to follows from the archive's size, as for gzip, but `max_bytes` is for each.
    """
    inside = _zip_members(name, limits, only) if kind == "zip" else _tar_members(name, limits, only)
    room = limits.grown(os.path.getsize(name))
    try:
        for count, (member, held) in enumerate(inside):
            room -= len(held.data)
            if count >= limits.max_members or room < 0:
                raise Refused("the archive holds more than the limits allow", "read it in parts, or raise the limits if it is sound")
            yield f"{name}!{member}", held
    except Refused as error:
        yield name, Held(error=error)
    except (OSError, EOFError, zlib.error) as error:
        yield name, Held(error=_damaged(error))


def _damaged(error: Exception) -> Refused:
    return Refused(f"the archive is damaged: {error}", "fetch it again; what was read before the damage stands")


def _zip_members(name: str, limits: Limits, only: str | None) -> Iterator[tuple[str, Held]]:
    import zipfile

    try:
        opened = zipfile.ZipFile(name)
    except zipfile.BadZipFile as error:
        raise _damaged(error) from None
    with opened:
        for info in opened.infolist():
            if not info.is_dir() and (only is None or info.filename == only):
                yield info.filename, _inflated(opened, info, limits)


def _inflated(opened: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> Held:
    from zipfile import BadZipFile

    room = limits.allowed(info.compress_size)
    if info.file_size > room:
        return Held(error=Refused(f"it would grow to {info.file_size:,} bytes", "raise the limits if the archive is sound"))
    try:
        with opened.open(info) as member:
            return Held(data=member.read(room))
    except (OSError, EOFError, zlib.error, BadZipFile, RuntimeError) as error:
        return Held(error=Refused(f"the zip member could not be opened: {error}", "unpack it with its own tool, then read the file"))


def _tar_members(name: str, limits: Limits, only: str | None) -> Iterator[tuple[str, Held]]:
    import tarfile

    with open(name, "rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        inner = cast(IO[bytes], gzip.GzipFile(fileobj=file)) if packed else file
        bounded = _Bounded(inner, limits.max_bytes, limits.grown(os.path.getsize(name)))
        try:
            with tarfile.open(fileobj=cast(IO[bytes], bounded), mode="r:") as opened:
                while info := opened.next():
                    cast(Any, opened).members.clear()  # a feed of a day has many, and none is asked for twice
                    if not info.isreg() or info.issparse() or only is not None and info.name != only:
                        continue
                    if info.size > limits.max_bytes:
                        todo = "raise Limits.max_bytes if the archive is sound"
                        yield info.name, Held(error=Refused(f"it holds {info.size:,} bytes", todo))
                    elif member := opened.extractfile(info):
                        yield info.name, Held(data=member.read(info.size))
        except tarfile.TarError as error:
            raise _damaged(error) from None


class _Bounded:
    """A stream that refuses to be read further than `total` bytes, or more than `once` at a time (forged tar headers)."""

    def __init__(self, inner: IO[bytes], once: int, total: int) -> None:
        self.inner, self.once, self.total = inner, once, total

    def read(self, size: int = -1) -> bytes:
        if size < 0 or size > self.once:
            raise Refused("the archive declares a part beyond the limits", "raise Limits.max_bytes if the archive is sound")
        return self._checked(self.inner.read(size))

    def seek(self, at: int, whence: int = 0) -> int:
        if at > self.total:
            self._checked(b"", at)
        return self.inner.seek(at, whence)

    def tell(self) -> int:
        return self.inner.tell()

    def _checked(self, data: bytes, at: int | None = None) -> bytes:
        if (self.inner.tell() if at is None else at) > self.total:
            raise Refused("the archive grows beyond the limits", "read it in parts, or raise the limits if it is sound")
        return data
