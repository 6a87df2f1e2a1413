"""From the tables to the index: what was committed since the index last looked, or everything.

Comes in: a lake. Goes out: an index that has seen its newest version. The commits of `filings` say what they did: what was added is
indexed, what was joined changes nothing, what was removed or read again is dropped and indexed anew; where that is not known, the
index is made from nothing. Add here: a kind of commit.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from eightk.archive.batch import File, batch_of
from eightk.archive.index import Busy, Damaged, Index, Writer, create, faults, older, renew
from eightk.archive.lake import ArchiveError, Lake, State
from eightk.archive.passages import Passage
from eightk.archive.verify import Problem

EVERY = 8
"""Batches between two commits of the index while many are added."""
_TABLES = ("filings", "filers", "items", "texts")
_PATIENCE = 60.0  # seconds to wait for another process that writes to the index

_MOMENT = 5.0  # until another process, which has found the same, has put an empty index in the place of an older one
_READ_ONLY = (errno.EACCES, errno.EPERM, errno.EROFS)

Replaced = dict[str, dt.datetime]
"""SHA-256 of a version, and when another replaced it."""


def folder_of(lake: Lake) -> Path:
    """Where the index is."""
    return lake.root / "index"


def opened(lake: Lake) -> Index:
    """The index, made if there is none, or none but an older version's. Raises ArchiveError where it is damaged, Busy, OSError."""
    folder = folder_of(lake)
    try:
        if not folder.exists():
            create(folder)
        elif older(folder):
            _renew(folder)
        return Index(folder)
    except Damaged as error:
        raise ArchiveError(f"{error}: eightk archive reindex --archive {lake}") from None


def is_older(lake: Lake) -> bool:
    """Whether an older version made the index, so that whoever opens it next makes it again."""
    return older(folder_of(lake))


def _renew(folder: Path) -> None:
    end = time.monotonic() + _MOMENT
    while True:
        try:
            return renew(folder)
        except Busy:
            if time.monotonic() >= end:
                raise
            time.sleep(0.05)
        except OSError as error:
            if error.errno not in _READ_ONLY:
                raise
            raise ArchiveError(
                f"the index {folder} was made by an older version and may not be written; use a copy of the archive"
            ) from None


# ---- catching up ---------------------------------------------------------------------------------------------------


class Indexing:
    """Keeps the index up with a writer: call `catch_up` after each commit. `note`: why the index stayed behind, if it did."""

    def __init__(self, lake: Lake, wanted: bool = True) -> None:
        self.lake, self.note = lake, ""
        self._index: Index | None = None
        self._writer: Writer | None = None
        self._seen, self._waiting = 0, 0
        if not wanted:
            self.note = "the index was left behind; the next search brings it up to date"

    def __enter__(self) -> Indexing:
        if not self.note:
            try:
                self._index = opened(self.lake)
                self._writer = self._index.writer()
                self._seen = _number(self._index.seen())
            except Busy:
                self.note = "another process is indexing; the next search brings the index up to date"
            except (ArchiveError, Damaged) as error:
                self._give_up(error)
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        if self._writer is None:
            return
        try:
            if kind is None or not issubclass(kind, OSError):
                self.catch_up(now=True)
        finally:
            if self._writer is not None:
                self._writer.close()

    def catch_up(self, now: bool = False) -> None:
        """Index what is new; committed every few batches, or now. Raises ArchiveError, OSError."""
        if self._writer is None:
            return
        state = self.lake.state(_TABLES)
        try:
            if state.version != self._seen:
                self._waiting += 1
                _follow(self.lake, self._writer, self._seen, state)
                self._seen = state.version
            if self._waiting and (now or self._waiting >= EVERY):
                self._writer.commit(str(self._seen))
                self._waiting = 0
        except (ArchiveError, Damaged) as error:  # what is added stands, and goes on
            self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        self.note = f"the index was left behind: {error}"
        writer, self._writer = self._writer, None
        if writer is not None:
            with contextlib.suppress(Damaged):
                writer.close()


def catch_up(lake: Lake, wait: bool = True) -> Index:
    """The index, brought up to the newest version; with `wait`, after another process that writes to it.

    Without, an index that another process is writing, or that may not be written, is given as it is. Raises ArchiveError, OSError.
    """
    try:
        return _caught_up(lake, wait)
    except Busy as error:
        raise ArchiveError(str(error)) from None
    except Damaged as error:
        raise ArchiveError(f"{error}: eightk archive reindex --archive {lake}") from None


def _caught_up(lake: Lake, wait: bool) -> Index:
    index = opened(lake)
    end = time.monotonic() + (_PATIENCE if wait else 0)
    while not is_current(lake, index):
        try:
            with index.writer() as writer:
                index.reload()
                state = lake.state(_TABLES)
                _follow(lake, writer, _number(index.seen()), state)
                writer.commit(str(state.version))
        except Busy as error:
            if time.monotonic() >= end:
                if wait:
                    raise ArchiveError(str(error)) from None
                break
            time.sleep(0.1)
        except OSError as error:
            if wait or error.errno not in _READ_ONLY:
                raise
            break
        index.reload()
    return index


def reindex(lake: Lake) -> int:
    """Make the index from nothing; gives its number of passages. Raises ArchiveError, OSError."""
    folder = folder_of(lake)
    try:
        if older(folder):
            renew(folder)
        return _reindexed(lake, Index(folder))
    except Busy as error:
        raise ArchiveError(str(error)) from None
    except Damaged:  # nobody can be writing to it
        shutil.rmtree(folder, ignore_errors=True)
        create(folder)
        return _reindexed(lake, Index(folder))


def _reindexed(lake: Lake, index: Index) -> int:
    with index.writer() as writer:
        state = lake.state(_TABLES)
        _all(lake, writer, state)
        writer.commit(str(state.version))
    index.reload()
    return len(index)


def is_current(lake: Lake, index: Index) -> bool:
    """Whether the index has seen the newest version of the tables."""
    return _number(index.seen()) == lake.version()


def _number(seen: str) -> int:
    return int(seen) if seen else 0


def _follow(lake: Lake, writer: Writer, seen: int, state: State) -> None:
    """Bring the index from version `seen` to a state."""
    changes = lake.changes(seen) if seen else None
    here = state.batches()
    if changes is None or any(c.kind == "add" and c.batch not in here or c.keys is None for c in changes):
        _all(lake, writer, state)
        return
    added = [change.batch for change in changes if change.kind == "add"]
    replaced = _replaced(lake, _of(state, added)["filings"])  # what older batches replaced is indexed as such
    for name in added:
        files = _of(state, [name])
        _add(lake, writer, files, replaced, None)
        _add_again(lake, writer, state, _supersedes(lake, files), replaced)
    again = [key for change in changes if change.kind != "add" for key in change.keys or ()]
    for key in again:
        writer.delete(key)
    if again:
        _add_again(lake, writer, state, [key.rpartition(":")[2] for key in again], _replaced(lake, state.files["filings"]))


def _all(lake: Lake, writer: Writer, state: State) -> None:
    writer.clear()
    replaced = _replaced(lake, state.files["filings"])
    for name in sorted(state.batches()):
        _add(lake, writer, _of(state, [name]), replaced, None)


def _add_again(lake: Lake, writer: Writer, state: State, keys: Sequence[str], replaced: Replaced) -> None:
    """Drop the passages of some versions, and index those that are still there."""
    if not keys:
        return
    wanted, found = pa.array(keys), []
    for file in state.files["filings"]:
        data = lake.read([file], ["accession", "sha256"])
        data = data.filter(pc.is_in(data["sha256"], value_set=wanted))
        if data.num_rows:
            found.append(batch_of(file.path))
            for row in data.to_pylist():
                writer.delete(_key(row))
    for name in dict.fromkeys(found):
        _add(lake, writer, _of(state, [name]), replaced, wanted)


def _replaced(lake: Lake, filings: list[File]) -> Replaced:
    """Every version that one of these filings replaced."""
    out: Replaced = {}
    for file in filings:
        data = lake.read([file], ["supersedes", "seen_at"])
        if data["supersedes"].null_count < data.num_rows:
            out.update((row["supersedes"], row["seen_at"]) for row in data.to_pylist() if row["supersedes"])
    return out


def _supersedes(lake: Lake, files: dict[str, list[File]]) -> list[str]:
    return [key for key in lake.read(files["filings"], ["supersedes"])["supersedes"].to_pylist() if key]


def _of(state: State, batches: Iterable[str]) -> dict[str, list[File]]:
    among = set(batches)
    return {name: [f for f in state.files[name] if batch_of(f.path) in among] for name in _TABLES}


# ---- passages ------------------------------------------------------------------------------------------------------


def _add(lake: Lake, writer: Writer, files: dict[str, list[File]], replaced: Replaced, wanted: Any) -> None:
    writer.add(passages(lake, files, replaced, wanted))


def passages(lake: Lake, files: dict[str, list[File]], replaced: Replaced, wanted: Any = None) -> Iterator[Passage]:
    """The passages of some batches; of the versions `wanted` (SHA-256, an Arrow array), or of all."""

    def rows(table: str, columns: list[str]) -> Iterator[dict[str, Any]]:
        for data in lake.pieces(files[table], columns):
            yield from (data.filter(pc.is_in(data["sha256"], value_set=wanted)) if wanted is not None else data).to_pylist()

    filers: dict[str, list[dict[str, Any]]] = {}
    for row in rows("filers", ["sha256", "position", "name", "cik", "sic", "state"]):
        filers.setdefault(row["sha256"], []).append(row)
    common = {row["sha256"]: _common(row, filers.get(row["sha256"], []), replaced) for row in rows("filings", _FILING)}
    yield from _items(rows("items", _ITEM), common)
    for row in rows("texts", ["sha256", "document", "exhibit", "place", "start", "end", "text"]):
        yield Passage(
            kind="exhibit", document=row["document"], place=row["place"], start=row["start"], end=row["end"], text=row["text"],
            exhibit=row["exhibit"], **common[row["sha256"]],
        )  # fmt: skip


_RAW = ("raw_segment", "raw_offset", "raw_size", "size")
_FILING = ["accession", "sha256", "form", "type", "filed", "accepted_at", "date_of_report", "registrant", "cik", "seen_at", *_RAW]
_ITEM = ["sha256", "position", "number", "topic", "status", "says", "text_id", "text", "parts"]


def _key(row: dict[str, Any]) -> str:
    return f"{row['accession'] or ''}:{row['sha256']}"


def _common(row: dict[str, Any], filers: list[dict[str, Any]], replaced: Replaced) -> dict[str, Any]:
    """What every passage of a filing says of it."""
    names = [f["name"] for f in filers if f["name"]] or [row["registrant"]] * bool(row["registrant"])
    return {
        "key": _key(row), "accession": row["accession"], "form": row["form"], "type": row["type"], "filed": row["filed"],
        "accepted": row["accepted_at"], "date_of_report": row["date_of_report"], "seen": row["seen_at"], "raw": tuple(row[c] for c in _RAW),
        "until": replaced.get(row["sha256"]), "filers": tuple(names), "ciks": _each(filers, "cik"), "sics": _each(filers, "sic"),
        "states": _each(filers, "state"),
    }  # fmt: skip


def _each(rows: list[dict[str, Any]], column: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row[column] for row in rows if row[column]))


def _items(rows: Iterable[dict[str, Any]], common: dict[str, dict[str, Any]]) -> Iterator[Passage]:
    """Items that share a text are one passage."""
    texts: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for row in rows:
        if row["text"]:
            texts.setdefault((row["sha256"], row["text_id"]), []).append(row)
    for (sha256, _), group in texts.items():
        text = group[0]["text"]
        yield Passage(
            kind="item", place=group[0]["position"], start=0, end=len(text), text=text, numbers=_each(group, "number"),
            topics=_each(group, "topic"), statuses=_each(group, "status"), says=_each(group, "says"),
            letters=tuple(dict.fromkeys(letter for row in group for letter in row["parts"] or ())), **common[sha256],
        )  # fmt: skip


# ---- does it agree? --------------------------------------------------------------------------------------------------


def verify_index(lake: Lake) -> Iterator[Problem]:
    """Problems of the index: damaged, behind, or with another number of passages than the tables have.

    At an address it is this machine's own: that it is not there, or has not seen what others added, is no problem.
    """
    todo = f"make it again: eightk archive reindex --archive {lake}"
    folder = folder_of(lake)
    if not folder.exists() and (lake.store.remote or not lake.state(()).files["filings"]):
        return
    if older(folder):
        if not lake.store.remote:
            yield Problem(
                "index", "an older version made it", f"the next search makes it again, or: eightk archive reindex --archive {lake}"
            )
        return
    try:
        broken = faults(folder)
        index = Index(folder)
    except Damaged as error:
        yield Problem("index", str(error).rpartition("; ")[0], todo)  # which says what to do
        return
    for fault in broken:
        yield Problem("index", fault, todo)
    if broken:
        return
    state = lake.state(_TABLES)
    if _number(index.seen()) != state.version:
        if lake.store.remote:
            return
        yield Problem("index", f"it has seen version {index.seen() or 0} of the tables, and they are at {state.version}", todo)
        return
    yield from _compare(lake, state, index, todo)


def _compare(lake: Lake, state: State, index: Index, todo: str) -> Iterator[Problem]:
    wanted: dict[str, int] = {}
    for name in sorted(state.batches()):
        try:
            for passage in passages(lake, _of(state, [name]), {}):
                wanted[passage.key] = wanted.get(passage.key, 0) + 1
        except (OSError, ArchiveError, KeyError):
            return  # the tables are damaged, and that has been told
    if len(index) != sum(wanted.values()):
        yield Problem("index", f"it holds {len(index):,} passages, and the tables {sum(wanted.values()):,}", todo)
    for key, count in wanted.items():
        if (held := index.count(key)) != count:
            yield Problem(f"index, {key.partition(':')[0]}", f"{held} passages where the tables have {count}", todo)
