"""The index of passages: a folder of tantivy's files, derived from the tables and made again from them when lost.

Comes in: passages, keys of filing versions to drop, and the version of the tables that the passages come from. Goes out: a
searcher over what was committed last. Add here: a field that search asks for or shows; then raise `FORMAT`.

What the index has seen is a document of its own, replaced in the commit that brings the passages: the two are never apart,
whenever the writer dies. That document has no `seen`, and is marked as replaced, so that no search meets it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import functools
import os
import shutil
import uuid
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import msgspec

from eightk.archive.match import KEYWORDS, day_number, keywords
from eightk.archive.passages import Passage
from eightk.archive.question import BadQuery
from eightk.archive.words import analyzer, whole

if TYPE_CHECKING:
    import tantivy

FORMAT = "eightk passages 1"
HEAP = 256_000_000
OPEN_END = (1 << 62) - 1
"""`until` of a version that nothing replaced."""
_MARK = "format.txt"
# What tantivy's messages say where the system refuses to write.
_REFUSED = {
    errno.ENOSPC: ("StorageFull", "No space left"),
    errno.EACCES: ("PermissionDenied", "Permission denied"),
    errno.EROFS: ("ReadOnlyFilesystem", "Read-only file system"),
}
_KINDS = ("idx", "pos", "term", "fast", "fieldnorm", "store")
_TOP = 1 << 20  # days and seconds below: a moment's distance from the filing date fits with room


class Busy(Exception):
    """Another process is writing to the index."""


class Damaged(Exception):
    """The index is missing, broken, or made by another version: make it again from the tables."""


class Hit(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A passage that was found: where it is and what to show beside it. Its text is in the tables."""

    key: str
    accession: str | None
    document: int
    kind: str
    place: int
    start: int
    end: int
    numbers: tuple[str, ...]
    exhibit: str | None
    filed: dt.date | None
    filer: str | None
    cik: str | None
    form: str | None
    score: float = 0.0


class _Seen(msgspec.Struct, frozen=True, array_like=True):
    """What the index's own document holds: the tables' version, and a name for the commit."""

    version: str
    commit: str


def _hit(p: Passage) -> Hit:
    filer, cik = whole(p.filers[0]) if p.filers else None, p.ciks[0] if p.ciks else None
    return Hit(
        p.key, p.accession, p.document, p.kind, p.place, p.start, p.end, p.numbers, p.exhibit, p.filed, filer, cik, p.form
    )  # fmt: skip


# ---- the schema ------------------------------------------------------------------------------------------------


@functools.cache
def schema() -> tantivy.Schema:
    """The fields: words of text and names, keywords, numbers, and what a hit shows."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    for name in ("text", "name"):
        builder.add_text_field(name, tokenizer_name="words")
    for name in ("key", *KEYWORDS):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in FACETS:
        if name == "year":
            builder.add_unsigned_field("year_facet", fast=True)
        else:
            builder.add_text_field(f"{name}_facet", fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("filed", "accepted", "order", "seen", "until"):
        builder.add_unsigned_field(name, fast=True)
    builder.add_unsigned_field("replaced", indexed=True)
    builder.add_bytes_field("hit", stored=True)
    return builder.build()


def _years(p: Passage) -> list[int]:
    return [p.filed.year] if p.filed else []


FACETS: dict[str, Any] = {
    "item": lambda p: dict.fromkeys(p.numbers),
    "year": _years,
    "state": lambda p: keywords("state", p),
    "form": lambda p: [p.form] if p.form else [],
    "filer": lambda p: dict.fromkeys(whole(f) for f in p.filers),
}


def microseconds(moment: dt.datetime) -> int:
    """A moment as whole microseconds since 1970."""
    whole_seconds = int(moment.replace(microsecond=0).timestamp())
    return whole_seconds * 1_000_000 + moment.microsecond


def _order(p: Passage) -> int:
    """What sorting by date goes by: the filing date, then the moment of acceptance."""
    day = p.filed or (p.accepted.date() if p.accepted else None)
    if day is None:
        return 0
    late = 0 if p.accepted is None else int(p.accepted.timestamp()) - (day.toordinal() - 719_163) * 86_400
    return day.toordinal() * _TOP + min(max(late + _TOP // 2, 0), _TOP - 1)


def _document(p: Passage) -> tantivy.Document:
    import tantivy

    doc = tantivy.Document()
    doc.add_text("text", whole(p.text))
    doc.add_text("key", p.key)
    for name in dict.fromkeys(p.filers):
        doc.add_text("name", whole(name))
    for field in KEYWORDS:
        for value in keywords(field, p):
            doc.add_text(field, whole(value))
    for facet, values in FACETS.items():
        add = doc.add_unsigned if facet == "year" else doc.add_text
        for value in values(p):
            add(f"{facet}_facet", value)
    for field, day in (("filed", day_number(p.filed)), ("accepted", day_number(p.accepted))):
        if day is not None:
            doc.add_unsigned(field, day)
    doc.add_unsigned("order", _order(p))
    doc.add_unsigned("seen", microseconds(p.seen))
    doc.add_unsigned("until", OPEN_END if p.until is None else microseconds(p.until))
    if p.until is not None:
        doc.add_unsigned("replaced", 1)
    doc.add_bytes("hit", msgspec.json.encode(_hit(p)))
    return doc


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
        index.register_tokenizer("words", analyzer())
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


def _mark(writer: tantivy.IndexWriter, version: str) -> None:
    """Replace the index's own document."""
    import tantivy

    writer.delete_documents_by_term("key", _MARK)
    doc = tantivy.Document()
    doc.add_text("key", _MARK)
    doc.add_unsigned("replaced", 1)
    doc.add_bytes("hit", msgspec.json.encode(_Seen(version, uuid.uuid4().hex)))
    writer.add_document(doc)


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
            self._index.register_tokenizer("words", analyzer())
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
            return Writer(self, self._index.writer(heap, threads))


class Writer:
    """What is added and dropped becomes visible at `commit`, all at once. Leaving without it forgets the rest."""

    def __init__(self, index: Index, writer: tantivy.IndexWriter) -> None:
        self._index, self._writer = index, writer

    def add(self, passages: Iterable[Passage]) -> int:
        """Add passages; says how many."""
        count = 0
        for count, passage in enumerate(passages, 1):  # noqa: B007
            doc = _document(passage)
            with told(self._index.folder):
                self._writer.add_document(doc)
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
