"""Where an archive's files are: a folder, or a bucket of S3 with a folder here that mirrors it.

Comes in: an archive's name as typed. Goes out: a `Folder` or a `Bucket`, which have the same verbs; names are those of files in the
archive, with "/" between parts. Files are written and read here; `send` takes them there before a commit names them, and `bring`
fetches what a reader is about to open. Parquet files and segments never change once they are written, so what is here is never stale,
and the mirror may be deleted whenever nobody is using it. Add here: another kind of place with these verbs; nothing about tables.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from shutil import copyfileobj
from threading import get_ident
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from eightk.archive.batch import ArchiveError
from eightk.late import late

if TYPE_CHECKING:
    from pyarrow.fs import FileInfo, S3FileSystem

T = TypeVar("T")
R = TypeVar("R")
_ADDRESS = late(r"[A-Za-z][A-Za-z0-9+.-]+:/")  # a pathlib path makes one slash of two; a drive is one letter
_S3 = late(r"s3:/{1,2}([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*)/?")
_KEYS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
_CONNECT, _ANSWER, _TRIES = 5, 30, 3
"""Seconds for a connection, seconds for an answer, and how often a request is made."""
_AT_ONCE = 8
_CHUNK = 1 << 22


def store_of(place: str | os.PathLike[str]) -> Folder | Bucket:
    """The folder or bucket that a name stands for; an address may have become a path. Raises ArchiveError for a name that cannot be one."""
    name = os.fspath(place)
    if not _ADDRESS.match(name.replace(os.sep, "/")):
        return Folder(name)
    found = _S3.fullmatch(name.replace(os.sep, "/"))
    if found is None:  # not told as typed: it may hold a password
        raise ArchiveError(
            "an archive is a folder, or an address s3://bucket/prefix (letters, digits, '-', '_' and '.'); other addresses are not taken"
        )
    return Bucket(found[1], found[2].strip("/"))


class Folder:
    """A folder on a file system: what is written is where it belongs."""

    remote = False
    options: dict[str, str] | None = None

    def __init__(self, name: str) -> None:
        self.name = name
        self.root = Path(name).absolute()  # the process may go to another folder

    def __str__(self) -> str:
        return self.name

    def marked(self, mark: bytes) -> None:
        """Say which archive it is, by its mark."""

    def doubt(self) -> None:
        """Read everything anew from where it belongs."""

    def uri(self, name: str) -> str:
        """How Delta is told where a table is."""
        return str(self.root / name)

    def ends(self, table: str, version: int) -> bool:
        """Whether the log of a table is sure to end with a version: a look at names, which Delta takes a hundred times as long to say."""
        here, following = (self.root / "tables" / table / "_delta_log" / f"{n:020}.json" for n in (version, version + 1))
        return here.exists() and not following.exists()

    @contextlib.contextmanager
    def told(self) -> Iterator[None]:
        """What the system says is told as it is."""
        yield

    def each(self, work: Callable[[T], R], over: Iterable[T]) -> list[R]:
        """`work` of each, in order."""
        return [work(one) for one in over]

    def names(self, name: str) -> set[str]:
        """What is in a folder of the archive; nothing where there is none."""
        return {path.name for path in (self.root / name).iterdir()} if (self.root / name).is_dir() else set()

    def sizes(self, name: str) -> dict[str, int]:
        """The files below a folder of the archive, and their bytes."""
        return {p.relative_to(self.root).as_posix(): p.stat().st_size for p in sorted((self.root / name).rglob("*")) if p.is_file()}

    def read(self, name: str) -> bytes:
        """A small file. Raises FileNotFoundError, OSError."""
        return (self.root / name).read_bytes()

    def cut(self, name: str, start: int, size: int) -> bytes:
        """Some bytes of a file. Raises FileNotFoundError, OSError."""
        with (self.root / name).open("rb") as file:
            file.seek(start)
            return file.read(size)

    def keep(self, name: str, data: bytes) -> None:
        """Write a small file; it is there whole or not at all. Raises OSError."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        part.write_bytes(data)
        os.replace(part, path)

    def bring(self, names: Iterable[str], surely: Callable[[Path], None]) -> None:
        """Files that are about to be read are here."""

    def send(self, names: Iterable[str]) -> None:
        """Files that are about to be named by a commit are there."""

    def delete(self, name: str) -> None:
        """Delete a file. Raises OSError."""
        (self.root / name).unlink()


class Bucket:
    """A prefix of an S3 bucket, and the folder here that mirrors it.

    Keys come from the environment's AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN alone, and are told to nobody; the
    endpoint and the region from AWS_ENDPOINT_URL and AWS_REGION.
    """

    remote = True

    def __init__(self, bucket: str, prefix: str) -> None:
        self.bucket = bucket
        self.name = "/".join(filter(None, (f"s3://{bucket}", prefix)))
        self._anew = False
        self._base = "/".join(filter(None, (bucket, prefix)))
        self._fresh: set[str] = set()
        self.marked(b"")

    def __str__(self) -> str:
        return self.name

    def marked(self, mark: bytes) -> None:
        """Say which archive it is, by its mark: one that is made anew at an old address has a mirror of its own."""
        digest = hashlib.sha256(self.name.encode() + b"\n" + mark).hexdigest()
        self.root = _cache() / digest[:32]

    def doubt(self) -> None:
        """Read everything anew from where it belongs."""
        self._anew = True

    def uri(self, name: str) -> str:
        """How Delta is told where a table is."""
        return f"{self.name}/{name}"

    @cached_property
    def options(self) -> dict[str, str]:
        """What Delta must know to come there. Raises ArchiveError where the environment has no keys."""
        endpoint = _endpoint()
        return {
            **self._keys(), "AWS_REGION": _region(), **({"AWS_ENDPOINT_URL": endpoint} if endpoint else {}),
            "AWS_ALLOW_HTTP": "true" if (endpoint or "").startswith("http://") else "false",
            "AWS_CONDITIONAL_PUT": "etag", "AWS_S3_ALLOW_UNSAFE_RENAME": "false",  # who comes second must be refused
            "connect_timeout": f"{_CONNECT}s", "timeout": f"{_ANSWER}s", "max_retries": str(_TRIES), "retry_timeout": f"{_ANSWER}s",
        }  # fmt: skip

    def _keys(self) -> dict[str, str]:
        found = {name: value for name in _KEYS if (value := os.environ.get(name))}
        lacking = [name for name in _KEYS[:2] if name not in found]
        if lacking:
            raise ArchiveError(f"{self}: no credentials: set {' and '.join(lacking)} in the environment")
        return found

    @cached_property
    def _there(self) -> S3FileSystem:
        from pyarrow.fs import AwsStandardS3RetryStrategy, S3FileSystem

        keys, endpoint = self._keys(), urlsplit(_endpoint() or "")
        return S3FileSystem(
            access_key=keys[_KEYS[0]], secret_key=keys[_KEYS[1]], session_token=keys.get(_KEYS[2]), region=_region(),
            endpoint_override=endpoint.netloc or None, scheme=endpoint.scheme or "https", connect_timeout=_CONNECT,
            request_timeout=_ANSWER, retry_strategy=AwsStandardS3RetryStrategy(max_attempts=_TRIES), allow_delayed_open=True,
        )  # fmt: skip

    @contextlib.contextmanager
    def told(self) -> Iterator[None]:
        """What the store says, as an ArchiveError of one line, without keys."""
        try:
            yield
        except OSError as error:
            if error.errno:  # of this machine, or a file that is not there
                raise
            raise ArchiveError(f"{self}: {_plain(str(error))}") from None

    def ends(self, table: str, version: int) -> bool:
        """Never sure: a look takes as long as asking Delta."""
        return False

    def each(self, work: Callable[[T], R], over: Iterable[T]) -> list[R]:
        """`work` of each, in order; done at once, as every answer takes its time."""
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            return list(pool.map(work, over))

    def names(self, name: str) -> set[str]:
        """What is in a folder of the archive; nothing where there is none. Raises ArchiveError."""
        return {found.base_name for found in self._below(name, recursive=False)}

    def sizes(self, name: str) -> dict[str, int]:
        """The files below a folder of the archive, and their bytes. Raises ArchiveError."""
        return {f.path.removeprefix(f"{self._base}/"): f.size for f in self._below(name, recursive=True) if f.is_file}

    def _below(self, name: str, recursive: bool) -> list[FileInfo]:
        from pyarrow.fs import FileSelector, FileType

        with self.told():
            if self._there.get_file_info(self.bucket).type == FileType.NotFound:
                raise ArchiveError(f"{self}: there is no such bucket")
            below = FileSelector(f"{self._base}/{name}".rstrip("/"), recursive=recursive, allow_not_found=True)
            return list(self._there.get_file_info(below))

    def read(self, name: str) -> bytes:
        """A small file. Raises FileNotFoundError, ArchiveError."""
        with self.told(), self._there.open_input_file(f"{self._base}/{name}") as file:
            return bytes(file.read())

    def cut(self, name: str, start: int, size: int) -> bytes:
        """Some bytes of a file, which may not have been sent yet. Raises FileNotFoundError, ArchiveError, OSError."""
        here = self.root / name
        if here.exists() and not self._anew:
            return Folder(str(self.root)).cut(name, start, size)
        with self.told(), self._there.open_input_file(f"{self._base}/{name}") as file:
            return bytes(file.read_at(size, start))

    def keep(self, name: str, data: bytes) -> None:
        """Write a small file; it is there whole or not at all. Raises ArchiveError."""
        # Its ending would have it compressed; that is refused by None.
        with self.told(), self._there.open_output_stream(f"{self._base}/{name}", compression=None) as out:
            out.write(data)

    def bring(self, names: Iterable[str], surely: Callable[[Path], None]) -> None:
        """Fetch files that are not here; one that `surely` raises for is not kept.

        Raises what `surely` does, FileNotFoundError with the file's name, ArchiveError, OSError.
        """
        lacking = [n for n in names if n not in self._fresh and (self._anew or not (self.root / n).exists())]
        self.each(lambda name: self._fetch(name, surely), lacking)

    def _fetch(self, name: str, surely: Callable[[Path], None]) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.{os.getpid()}-{get_ident()}.part")
        if self._anew:
            path.unlink(missing_ok=True)
        try:
            with self.told(), self._there.open_input_stream(f"{self._base}/{name}", compression=None) as source, part.open("wb") as out:
                copyfileobj(source, out, _CHUNK)
            surely(part)
            os.replace(part, path)
        except FileNotFoundError as error:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), name) from error
        finally:
            part.unlink(missing_ok=True)
        self._fresh.add(name)

    def send(self, names: Iterable[str]) -> None:
        """Take files there that were written here. Raises FileNotFoundError, ArchiveError, OSError."""
        self.each(self._send, names)

    def _send(self, name: str) -> None:
        path = self.root / name
        target = f"{self._base}/{name}"
        with self.told(), path.open("rb") as source, self._there.open_output_stream(target, compression=None) as out:
            copyfileobj(source, out, _CHUNK)

    def delete(self, name: str) -> None:
        """Delete a file, here and there. Raises ArchiveError, OSError."""
        (self.root / name).unlink(missing_ok=True)
        with self.told(), contextlib.suppress(FileNotFoundError):  # it may not have been sent yet
            self._there.delete_file(f"{self._base}/{name}")


def _cache() -> Path:
    """Where mirrors are: EIGHTK_CACHE, else the user's folder for caches."""
    chosen = os.environ.get("EIGHTK_CACHE")
    usual = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return (Path(chosen) if chosen else Path(usual) / "eightk").absolute()


def _endpoint() -> str | None:
    """The address of a store that is not Amazon's."""
    return os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL") or None


def _region() -> str:
    return os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or "us-east-1"


# What the two libraries say, and what that means to a person.
_SAYS = (
    ("there is no such bucket", ("NO_SUCH_BUCKET", "NoSuchBucket")),
    ("the store refuses access; look at AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and the bucket's policy",
     ("ACCESS_DENIED", "AccessDenied", "SIGNATURE_DOES_NOT_MATCH", "INVALID_ACCESS_KEY_ID", "InvalidAccessKeyId", "Forbidden")),
    ("the bucket is in another region; set AWS_REGION", ("HTTP status 301", "PermanentRedirect", "AuthorizationHeaderMalformed")),
    ("the store does not answer; look at the connection, AWS_ENDPOINT_URL and AWS_REGION",
     ("NETWORK_CONNECTION", "error sending request", "curlCode", "timed out", "REQUEST_TIMEOUT")),
)  # fmt: skip


def _plain(text: str) -> str:
    """What a library says of the store, in a line and without keys."""
    for told, signs in _SAYS:
        if any(sign in text for sign in signs):
            return told
    for name in _KEYS:
        text = text.replace(os.environ.get(name) or name, name)
    words = re.sub(r"\x1b\[[0-9;]*m|↳", " ", text).split()
    return f"the store does not do it ({' '.join(words)[:200]})"


Store = Folder | Bucket
"""Where an archive's files are."""
