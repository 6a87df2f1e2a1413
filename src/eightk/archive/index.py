"""The index of passages: a folder of tantivy's files, derived from the tables and made again from them when lost.

Comes in: passages, keys of filing versions to drop, and the version of the tables that the passages come from. Goes out: a
searcher over what was committed last. Add here: nothing that search asks for (that is `schema.py`); what keeps the folder whole.

What the index has seen is a document of its own, replaced in the commit that brings the passages: the two are never apart,
whenever the writer dies. That document has no `seen`, and is marked as replaced, so that no search meets it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import uuid
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import msgspec

from eightk.archive.passages import Passage
from eightk.archive.question import BadQuery
from eightk.archive.schema import Documents, schema
from eightk.archive.words import analyzer, cutter

if TYPE_CHECKING:
    import tantivy

_FORMAT, _NUMBER = "eightk passages", 4  # raise the number when schema.py or the words change
FORMAT = f"{_FORMAT} {_NUMBER}"
HEAP = 256_000_000
_MARK = "format.txt"
# What tantivy's messages say where the system refuses to write.
_REFUSED = {
    errno.ENOSPC: ("StorageFull", "No space left"),
    errno.EACCES: ("PermissionDenied", "Permission denied"),
    errno.EROFS: ("ReadOnlyFilesystem", "Read-only file system"),
}
_KINDS = ("idx", "pos", "term", "fast", "fieldnorm", "store")


class Busy(Exception):
    """Another process is writing to the index."""


class Damaged(Exception):
    """The index is missing, broken, or made by another version: make it again from the tables."""


class _Seen(msgspec.Struct, frozen=True, array_like=True):
    """What the index's own document holds: the tables' version, and a name for the commit."""

    version: str
    commit: str


# ---- the folder ------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def told(folder: Path) -> Iterator[None]:
    """What tantivy says of the folder, as our two complaints; what the system refuses (no space, no permission) as OSError."""
    try:
        yield
    except (BadQuery, PermissionError):
        raise
    except (ValueError, OSError, KeyError, msgspec.MsgspecError) as error:
        raise _complaint(folder, str(error)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # tantivy's own alarm, which is no Exception
            raise
        raise _complaint(folder, str(error)) from error


def _complaint(folder: Path, what: str) -> Exception:
    for number, sign in _REFUSED.items():
        if any(s in what for s in sign):
            return OSError(number, os.strerror(number), str(folder))
    if "LockBusy" in what:
        return Busy(f"another process is writing to the index {folder}; try again when it is done")
    return Damaged(f"the index {folder} is damaged ({what[:200]}); make it again from the tables")


def create(folder: Path) -> None:
    """A new empty index that has seen nothing, there whole or not at all. The folder must not be there, or be empty."""
    import tantivy

    folder.parent.mkdir(parents=True, exist_ok=True)
    made = folder.with_name(f".{folder.name}.{uuid.uuid4().hex}")
    made.mkdir()
    try:
        (made / _MARK).write_text(FORMAT, encoding="ascii")
        index = tantivy.Index(schema(), str(made))
        _register(index)
        writer = index.writer(15_000_000, 1)
        _mark(writer, "")
        writer.commit()
        writer.wait_merging_threads()
        try:
            os.replace(made, folder)
        except OSError:
            if not (folder / _MARK).is_file():  # else another process has just made it
                raise
    finally:
        shutil.rmtree(made, ignore_errors=True)


def older(folder: Path) -> bool:
    """Whether an older version made the index: it can be made again, and nothing is lost."""
    try:
        name, _, number = (folder / _MARK).read_text(encoding="ascii").rpartition(" ")
    except (OSError, ValueError):
        return False
    return name == _FORMAT and number.isdigit() and int(number) < _NUMBER


def renew(folder: Path) -> None:
    """A new empty index in the place of an older version's. Raises `Busy` while another writes to it, `Damaged`, OSError."""
    import tantivy

    with told(folder):
        writer = tantivy.Index.open(str(folder)).writer(15_000_000, 1)  # so that nobody else does the same
    try:
        if older(folder):  # still
            aside = folder.with_name(f".{folder.name}.{uuid.uuid4().hex}")
            os.replace(folder, aside)
            create(folder)
            shutil.rmtree(aside, ignore_errors=True)
    finally:
        del writer


def _mark(writer: tantivy.IndexWriter, version: str) -> None:
    """Replace the index's own document."""
    import tantivy

    writer.delete_documents_by_term("key", _MARK)
    doc = tantivy.Document()
    doc.add_text("key", _MARK)
    doc.add_unsigned("replaced", 1)
    doc.add_bytes("hit", msgspec.json.encode(_Seen(version, uuid.uuid4().hex)))
    writer.add_document(doc)


def _register(index: tantivy.Index) -> None:
    """The analyzers that the schema names."""
    index.register_tokenizer("words", analyzer())
    index.register_tokenizer("lowered", cutter())


class Index:
    """An index that is open: `searcher` is what was committed when it was opened or last reloaded."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        self.folder = folder
        mark = folder / _MARK
        if not mark.is_file():
            raise Damaged(f"there is no index in {folder}; make it from the tables")
        with told(folder):
            made_by = mark.read_text(encoding="ascii")
            if made_by != FORMAT:
                raise Damaged(f"the index {folder} was made by another version ({made_by[:40]!r}); make it again from the tables")
            self._index = tantivy.Index.open(str(folder))
            _register(self._index)
            self._index.config_reader("manual")
        self.reload()

    def reload(self) -> None:
        """Look at what was committed since."""
        with told(self.folder):
            self._index.reload()
            self.searcher = self._index.searcher()
            self._seen = self._read_seen()

    def _read_seen(self) -> _Seen:
        import tantivy

        own = tantivy.Query.term_query(schema(), "key", _MARK)
        for _, address in self.searcher.search(own, 1).hits:
            return msgspec.json.decode(bytes(self.searcher.doc(address)["hit"][0]), type=_Seen)
        raise ValueError("it does not say what it has seen")

    def seen(self) -> str:
        """The version of the tables that its passages come from; "" for a new index."""
        return self._seen.version

    def commit(self) -> str:
        """A name for the state it is in, another after every commit."""
        return self._seen.commit

    def __len__(self) -> int:
        """How many passages it holds, those of replaced versions included."""
        return self.searcher.num_docs - 1

    def count(self, key: str) -> int:
        """How many passages it holds of one filing version."""
        import tantivy

        with told(self.folder):
            found = self.searcher.search(tantivy.Query.term_query(schema(), "key", key), 1)
        return int(found.count)  # type: ignore[attr-defined]

    def writer(self, heap: int = HEAP, threads: int = 1) -> Writer:
        """Begin to write; raises `Busy` while another does."""
        with told(self.folder):
            writer = self._index.writer(heap, threads)
            writer.garbage_collect_files()  # what a killed writer left has names that are taken again
            return Writer(self, writer)


class Writer:
    """What is added and dropped becomes visible at `commit`, all at once. Leaving without it forgets the rest."""

    def __init__(self, index: Index, writer: tantivy.IndexWriter) -> None:
        self._index, self._writer, self._documents = index, writer, Documents(len(index))

    def add(self, passages: Iterable[Passage]) -> int:
        """Add passages; says how many."""
        count = 0
        for count, passage in enumerate(passages, 1):  # noqa: B007
            doc = self._documents.document(passage)
            try:  # a context for each would take as long as adding does
                self._writer.add_document(doc)
            except BaseException:
                with told(self._index.folder):
                    raise
        return count

    def delete(self, key: str) -> None:
        """Drop the passages of one filing version, those added since the last commit included."""
        with told(self._index.folder):
            self._writer.delete_documents_by_term("key", key)

    def clear(self) -> None:
        """Drop everything."""
        with told(self._index.folder):
            self._writer.delete_all_documents()

    def commit(self, seen: str) -> None:
        """Make it visible, together with the version of the tables that it comes from."""
        with told(self._index.folder):
            _mark(self._writer, seen)
            self._writer.commit()
        self._index.reload()

    def close(self) -> None:
        """Forget what was not committed, wait for merging, let others write."""
        with told(self._index.folder):
            self._writer.rollback()
            self._writer.wait_merging_threads()

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


# ---- health ----------------------------------------------------------------------------------------------------


def open_index(folder: Path) -> Index:
    """The index of this folder; raises `Damaged` where there is none that this version can read."""
    return Index(folder)


def faults(folder: Path) -> list[str]:
    """The index's files that are missing, or whose bytes are not those written, by the checksum each ends with."""
    with told(folder):
        segments = msgspec.json.decode((folder / "meta.json").read_bytes())["segments"]
        files = [folder / name for s in segments for name in _files(s)]
    return [f"{path.name}: {why}" for path in files if (why := _fault(path))]


def _files(segment: dict[str, Any]) -> list[str]:
    """The files of a segment as meta.json tells it. Others are what a writer that was killed left behind."""
    name = segment["segment_id"].replace("-", "")
    deletes = segment.get("deletes")
    return [f"{name}.{kind}" for kind in _KINDS] + ([f"{name}.{deletes['opstamp']}.del"] if deletes else [])


def _fault(path: Path) -> str | None:
    """Tantivy ends a file with a footer in JSON holding the CRC-32 of all before, the footer's length, and 1337."""
    if not path.is_file():
        return "missing"
    data = memoryview(path.read_bytes())
    size, magic = int.from_bytes(data[-8:-4], "little"), int.from_bytes(data[-4:], "little")
    if len(data) < 8 or magic != 1337 or size > len(data) - 8:
        return "cut short"
    body = data[: len(data) - 8 - size]
    try:
        footer = msgspec.json.decode(data[len(body) : -8])
        return None if zlib.crc32(body) == footer["crc"] else "its checksum is another"
    except (msgspec.MsgspecError, KeyError, TypeError):
        return "its footer cannot be read"
