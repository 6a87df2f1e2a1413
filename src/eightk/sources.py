"""The edge: paths, folders, globs and archives -> bytes -> reports. With `bundles.py` the only module below the CLI that opens files.

Comes in: paths. Goes out: `Report` or `Failure`, in the order of the inputs. Add here: a way to name inputs, or what can go wrong
with one.

Archive members are named "archive.zip!member". Worker processes hand back reports without the input's bytes; `document_bytes`
opens the path again.
"""

from __future__ import annotations

import glob
import mmap
import os
import stat
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from functools import partial
from typing import cast

import msgspec

from eightk.bundles import Entry, Held, Refused, kind_of, member_bytes, members
from eightk.limits import Limits
from eightk.model import Document, Exhibit, Finding, Report
from eightk.read import document_text as read_text
from eightk.read import read
from eightk.read.submission import gunzip, uudecode
from eightk.workers import mapped

MAPPED = 1 << 24
"""Plain files from this size on (bytes) are mapped, not read."""
_CHUNK = 1 << 20

Path = str | os.PathLike[str]


class Failure(msgspec.Struct, frozen=True):
    """An input that gave no report: its `path`, `what` happened, and what `todo` about it. Others go on."""

    path: str
    what: str
    todo: str


class Mapped(mmap.mmap):
    """A file's bytes by demand. Searching reads it in pieces and lets the pages behind go again, so memory stays small."""

    _low = 0  # what is below has been let go

    def find(self, sub: bytes, start: int = 0, end: int | None = None) -> int:  # type: ignore[override]
        """The first place of `sub` that lies within [start, end), or -1."""
        at, end, _ = slice(start, end).indices(len(self))
        step = _CHUNK // 16
        while at < end:
            self._let_go(at)
            found = self[at : min(end, at + step + len(sub) - 1)].find(sub)
            if found >= 0:
                return at + found
            at, step = at + step, min(step * 4, _CHUNK)
        return -1

    def rfind(self, sub: bytes, start: int = 0, end: int | None = None) -> int:  # type: ignore[override]
        """The last place of `sub` that lies within [start, end), or -1."""
        start, upper, _ = slice(start, end).indices(len(self))
        end = upper
        while upper > start:
            lower = max(start, upper - _CHUNK)
            found = self[lower : min(end, upper + len(sub) - 1)].rfind(sub)
            if found >= 0:
                return lower + found
            self._let_go(lower)
            upper = lower
        return -1

    def _let_go(self, at: int) -> None:
        """Gives back the pages between the last place and this one when they are many."""
        at -= at % mmap.ALLOCATIONGRANULARITY
        low, high = min(self._low, at), max(self._low, at)
        if high - low >= 4 * _CHUNK and hasattr(mmap, "MADV_DONTNEED"):  # not on Windows
            self.madvise(mmap.MADV_DONTNEED, low, high - low)
        if high - low >= 4 * _CHUNK or at < self._low:
            self._low = at


# ---- one input -----------------------------------------------------------------------------------------------


def open_bytes(path: Path, limits: Limits = Limits()) -> bytes:
    """The bytes of a file or of an archive's member, out of gzip (told by its magic). A large plain file is mapped.

    Raises OSError, and Refused beyond the limits.
    """
    data, findings = _load(os.fspath(path), limits)
    if findings:
        raise Refused(findings[0].message, "check the file, or raise the limits if it is known to be sound")
    return data


def read_path(path: Path, *, limits: Limits = Limits()) -> Report:
    """The report in a file or in an archive's member ("archive.zip!member"). Raises OSError, and Refused (a ValueError)."""
    name = os.fspath(path)
    return _read(name, _load(name, limits), limits)


def document_bytes(report: Report, document: Document | Exhibit, *, limits: Limits = Limits()) -> bytes:
    """The body of one of the report's documents, or of an attached exhibit, from the bytes it holds or from its path opened again.

    Raises ValueError when the exhibit is not attached as a document of its own, when the report has neither, or when what
    stands at its path is now too short; OSError, Refused.
    """
    document = _attached(report, document)
    source = report.__dict__.get("_source")
    if source is None:
        if report.path is None:
            raise ValueError("the report keeps neither its bytes nor a path to read them from")
        source, _ = _load(report.path, limits)
    start, end = document.body
    if end > len(source):
        raise ValueError(f"{report.path} is shorter than when it was read")
    return bytes(source[start:end])


def document_file(report: Report, document: Document | Exhibit, *, limits: Limits = Limits()) -> bytes:
    """The file that a document carries: a picture or a spreadsheet out of its uuencoded body, else the body as it stands.

    Raises as `document_bytes` does.
    """
    document = _attached(report, document)
    body = document_bytes(report, document, limits=limits)
    return uudecode(body, (0, len(body)), limits) if document.medium == "uuencoded" else body


def document_text(report: Report, document: Document | Exhibit, *, limits: Limits = Limits()) -> str:
    """The plain text of one of the report's documents, an attached exhibit as well as the report itself, by the reader's own eyes.

    Empty for a document that carries no text (images, PDF). Raises as `document_bytes` does.
    """
    document = _attached(report, document)
    body = document_bytes(report, document, limits=limits)
    alone = msgspec.structs.replace(document, span=(0, len(body)), body=(0, len(body)), spans={})
    return read_text(body, alone).text.replace("\x0b", "\n").replace("\x0c", "\n")


def _attached(report: Report, document: Document | Exhibit) -> Document:
    if isinstance(document, Document):
        return document
    if document.document is None:
        raise ValueError(f"exhibit {document.number} is not attached as a document of its own")
    return report.documents[document.document]


def _read(name: str, loaded: tuple[bytes, tuple[Finding, ...]], limits: Limits) -> Report:
    data, findings = loaded
    return with_findings(read(data, path=name, limits=limits), findings, limits)


def with_findings(report: Report, findings: tuple[Finding, ...], limits: Limits) -> Report:
    """The report, still holding its bytes, with what was found on the way to them ahead of its own findings."""
    if not findings:
        return report
    held = dict(report.__dict__)
    report = msgspec.structs.replace(report, findings=(*findings, *report.findings)[: limits.max_findings])
    report.__dict__.update(held)
    return report


def _load(name: str, limits: Limits) -> tuple[bytes, tuple[Finding, ...]]:
    archive, member = _address(name)
    if member is not None:
        return gunzip(member_bytes(archive, member, limits), limits)
    size = os.path.getsize(name)
    with open(name, "rb") as file:
        if size > limits.max_bytes:
            raise Refused(f"{size:,} bytes are more than the limit of {limits.max_bytes:,}", "raise Limits.max_bytes if the file is sound")
        if size >= MAPPED and file.peek(2)[:2] != b"\x1f\x8b":
            return cast(bytes, Mapped(file.fileno(), 0, access=mmap.ACCESS_READ)), ()
        data = file.read(size)
        if more := file.read(1):  # it grew, or tells no size; room for the limit itself is only made then
            data += more + file.read(limits.max_bytes)
    return gunzip(data, limits)


def _address(name: str) -> tuple[str, str | None]:
    """A name as (file, member). A "!" in a file's own name does no harm: the shortest part that is a file counts."""
    if "!" in name and not os.path.exists(name):
        at = name.find("!")
        while at >= 0:
            if os.path.isfile(name[:at]):
                return name[:at], name[at + 1 :]
            at = name.find("!", at + 1)
    return name, None


# ---- many inputs ---------------------------------------------------------------------------------------------


def paths(inputs: Iterable[Path], limits: Limits = Limits()) -> Iterator[Entry]:
    """(name, loader) for every file that the inputs name, in order; a loader gives bytes as found, or raises.

    A folder gives its files, recursively and sorted, hidden ones left out; a glob its matches, sorted; a zip or tar
    file (also .tar.gz) its members in their own order. What is in a file decides if it is an archive. An input that
    is not there gives an entry whose loader raises, and so does what a folder or a glob holds beside files: a pipe, which
    may keep waiting whoever opens it, a socket, a device. Load an entry before asking for the next.
    """
    for given in inputs:
        for name in _expanded(os.fspath(given)):
            kind = kind_of(name)
            if name != os.fspath(given) and (odd := _no_file(name)):
                yield name, Held(error=Refused(f"it is {odd}, not a file, and was left out", "name it by itself if it is to be read"))
            elif kind == "file":
                yield name, _File(name, limits)
            else:
                yield from members(name, kind, limits)


def read_many(inputs: Iterable[Path] | Path, *, jobs: int = 1, limits: Limits = Limits()) -> Generator[Report | Failure, None, None]:
    """A report, or a failure, for every file that the inputs name, in order (see `paths`).

    With `jobs` above 1, that many processes read; their reports come without the input's bytes. Closing the iterator,
    or Ctrl-C, stops them.
    """
    given = [inputs] if isinstance(inputs, (str, os.PathLike)) else inputs
    entries = paths(given, limits)
    if jobs > 1:
        for results in mapped(batches(entries), partial(_work, limits), jobs, _died):
            yield from results
    else:
        for entry in entries:
            yield _attempt(entry, limits)


def _attempt(entry: Entry, limits: Limits) -> Report | Failure:
    """Reads one entry; what the world did wrong becomes a failure."""
    loaded = load(entry, limits)
    return loaded if isinstance(loaded, Failure) else _read(entry[0], loaded, limits)


def load(entry: Entry, limits: Limits) -> tuple[bytes, tuple[Finding, ...]] | Failure:
    """An entry's bytes, out of gzip, with what was found on the way; what the world did wrong is a failure."""
    name, loader = entry
    try:
        return loader.loaded() if isinstance(loader, _File) else gunzip(loader(), limits)
    except Refused as error:
        return Failure(name, error.what, error.todo)
    except FileNotFoundError:
        return Failure(name, "there is no such file", "check the path; quote a pattern so that the shell leaves it alone")
    except PermissionError:
        return Failure(name, "it may not be read", "change its permissions, or run as a user who may read it")
    except MemoryError:
        return Failure(name, "memory ran out", "read it alone, with fewer jobs, or lower Limits.max_bytes")
    except (OSError, EOFError) as error:
        return Failure(name, f"it could not be opened: {error}", "check that the file is whole, and fetch it again if not")


def _expanded(given: str) -> Iterator[str]:
    """The files behind one input; the input itself when it is a file, an archive's member, or not there."""
    if os.path.isdir(given):
        for folder, folders, names in os.walk(given):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            yield from (os.path.join(folder, name) for name in sorted(names) if not name.startswith("."))
    elif glob.has_magic(given) and not os.path.exists(given) and _address(given)[1] is None:
        matches = sorted(glob.glob(given, recursive=True))
        for match in matches:
            yield from _expanded(match)
        if not matches:
            yield given
    else:
        yield given


_NO_FILES = {stat.S_IFIFO: "a named pipe", stat.S_IFSOCK: "a socket", stat.S_IFCHR: "a device", stat.S_IFBLK: "a device"}


def _no_file(name: str) -> str | None:
    """What a name stands for that is neither a file nor a folder; None where there is nothing, or it may not be seen."""
    try:
        return _NO_FILES.get(stat.S_IFMT(os.stat(name).st_mode))
    except OSError:
        return None


class _File(msgspec.Struct, frozen=True):
    """Loads a file or a member by its name; a worker can be handed it."""

    name: str
    limits: Limits

    def __call__(self) -> bytes:
        return open_bytes(self.name, self.limits)

    def loaded(self) -> tuple[bytes, tuple[Finding, ...]]:
        return _load(self.name, self.limits)


# ---- workers -------------------------------------------------------------------------------------------------

Batch = list[Entry]
Results = list[Report | Failure]


def _work(limits: Limits, batch: Batch) -> Results:
    return [_attempt(entry, limits) for entry in batch]


def _died(entry: Entry) -> Results:
    return [died(entry)]


def died(entry: Entry) -> Failure:
    """What is said of an input that killed the process that read it."""
    return Failure(entry[0], "the process that read it died", "read it alone with more memory, and report it")


def batches(entries: Iterator[Entry], files: int = 16, size: int = 1 << 22, first: int | None = None, jobs: int = 1) -> Iterator[Batch]:
    """Entries in lists of at most `files`, ended early where they hold `size` bytes already.

    `first`: how many are in each of the first ones. They grow with what came before, and shrink with what is left, so that all of `jobs`
    have some to do to the end, and little is left to do for who waits for the last.
    """
    batch: Batch = []
    held = done = most = 0
    for entry, left in _foreseen(entries, (jobs + 1) * files if first and jobs > 1 else 0, size // 4):
        if not batch:
            most = min(files, max(first or files, done // _GROWTH))
            if first and left is not None:
                most = min(most, _last(left, first // _LEAST, jobs))
        batch.append(entry)
        held += _weight(entry)
        if len(batch) >= most or held >= size:
            done += len(batch)
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


_GROWTH = 6  # a batch is at most this part of those before
_LEAST = 4  # and at least this part of the first


def _last(left: int, least: int, jobs: int) -> int:
    """How many of the last ones to give to one who works, so that all end at about the same time."""
    return left if 2 * left < 3 * least else max(least, left // (jobs + 1))


def _foreseen(entries: Iterator[Entry], most: int, size: int) -> Iterator[tuple[Entry, int | None]]:
    """Each entry, and how many are left with it: None where they are more than `most`, or hold more than `size` bytes."""
    waiting: deque[Entry] = deque()
    held = 0
    for entry in entries:
        waiting.append(entry)
        held += _weight(entry)
        while len(waiting) > most or held > size:
            held -= _weight(waiting[0])
            yield waiting.popleft(), None
    while waiting:
        left = len(waiting)
        yield waiting.popleft(), left


def _weight(entry: Entry) -> int:
    """The bytes an entry holds; a file that is not loaded yet holds none."""
    return len(entry[1].data) if isinstance(entry[1], Held) else 0
