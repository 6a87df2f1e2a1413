"""The Delta tables of an archive: which filings are in it, and the order of commits that keeps a filing whole.

Comes in: the files of a batch. Goes out: `State`, the files that a reader may look at. Add here: nothing that looks into rows
beyond a filing's key.

A batch is visible when `filings` holds its file. New files are committed to the other tables first and to `filings` last; files that
go are taken from `filings` first. So whenever `filings` has the same version before and after the others were looked at, they hold
all of every visible batch, and what else they hold belongs to a writer that is at work or was stopped. Only `filings` decides who
was first: its commit is refused if another came between, and then looked at again (a check before an append is not enough).
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import re
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from deltalake import DeltaTable
from deltalake.exceptions import CommitFailedError, DeltaError
from deltalake.transaction import AddAction, CommitProperties, RemoveAction

from eightk.archive import batch
from eightk.archive.batch import SCHEMAS, DamagedTable, File, batch_of
from eightk.archive.batch import ArchiveError as ArchiveError
from eightk.archive.columns import DEPENDENT, SCHEMA, TABLES
from eightk.archive.store import Folder, Store, store_of

if sys.platform != "win32":  # which has no such locks: there, sweep and add must not be run at once
    import fcntl

MARK = "eightk-archive.json"
STALE = 12
"""Hours after which a batch that is not visible may not become so at an address: who sweeps there waits for twice as long."""
_TRIES = 1_000
_SUMMED_UP = 20  # commits after which Delta sums up a table's log: a commit reads what came since, a third of a millisecond for each


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What a commit of `filings` did; kept with the commit. `keys`: those of the filings it changed
    ("accession:sha256", as the index has them), where they are few."""

    kind: str
    batch: str
    replaces: tuple[str, ...] = ()
    keys: tuple[str, ...] | None = ()


class State(NamedTuple):
    """What is visible at one moment: the version of `filings`, and by table the files of its batches."""

    version: int
    files: dict[str, list[File]]

    def batches(self) -> set[str]:
        """The visible batches."""
        return {batch_of(f.path) for f in self.files["filings"]}


class Lake:
    """The tables of an archive. What is in `root`, `tables` and `raw` is the archive itself, or what is here of a store elsewhere."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.root = store.root
        self.tables = store.root / "tables"
        self.raw = store.root / "raw"
        self._open: dict[str, DeltaTable] = {}

    def __str__(self) -> str:
        return str(self.store)

    # ---- looking -------------------------------------------------------------------------------------------------

    def version(self) -> int:
        """The newest version of `filings`; every commit adds one."""
        return self._newest("filings").version()

    def state(self, tables: Iterable[str] = TABLES) -> State:
        """What is visible now, in the tables asked for (`filings` always). Raises ArchiveError where a table's log is damaged."""
        for _ in range(_TRIES):
            filings = self._files("filings")
            version = self._open["filings"].version()
            visible = {batch_of(f.path) for f in filings}
            others = [name for name in tables if name != "filings"]
            files = dict(zip(others, self.store.each(self._files, others), strict=True))
            if self.version() == version:
                held = {name: [f for f in many if batch_of(f.path) in visible] for name, many in files.items()}
                return State(version, {"filings": filings, **held})
        raise ArchiveError(f"{self}: it changes faster than it can be looked at; wait for the writers")

    def strays(self) -> dict[str, list[File]]:
        """Files that tables hold and no visible batch does, by table. Only right while no writer is at work."""
        visible = {batch_of(f.path) for f in self._files("filings")}
        found = {name: [f for f in self._files(name) if batch_of(f.path) not in visible] for name in DEPENDENT}
        return {name: files for name, files in found.items() if files}

    def submission_bytes(self) -> int:
        """Bytes of all submissions that are visible, uncompressed."""
        files = self.state(()).files["filings"]
        return sum(filter(None, self.read(files, ["size"])["size"].to_pylist())) if files else 0

    def bring(self, files: Iterable[File]) -> None:
        """Files of tables are here, to be read. Raises DamagedTable, ArchiveError, OSError."""
        try:
            self.store.bring([_name(f) for f in files], _surely_same)
        except FileNotFoundError as error:
            path = self.root / str(error.filename)
            raise DamagedTable(f"{path}: the file is missing; {batch.todo(path.parts[-3])}") from None

    def read(self, files: list[File], columns: list[str] | None = None) -> Any:
        """The rows of some files of one table, with the year. Raises DamagedTable, ArchiveError, OSError."""
        self.bring(files)
        return batch.read(self.tables, files, columns)

    def pieces(self, files: list[File], columns: list[str]) -> Iterator[Any]:
        """The rows that `read` gives, some at a time. Raises as it does."""
        self.bring(files)
        yield from batch.pieces(self.tables, files, columns)

    def changes(self, since: int) -> list[Change] | None:
        """What the commits after version `since` did, oldest first; None where that is not known any more."""
        table = self._newest("filings")
        wanted = table.version() - since
        told = [row for row in table.history(wanted) if row["version"] > since] if wanted > 0 else []
        if wanted < 0 or len(told) != wanted:  # below 0: the tables have lost commits that were seen
            return None
        told = [row for row in told if not row.get("operation", "").startswith("VACUUM")]
        if any("eightk" not in row for row in told):
            return None
        return [msgspec.json.decode(row["eightk"], type=Change) for row in sorted(told, key=lambda row: row["version"])]

    def _newest(self, name: str) -> DeltaTable:
        """A table as it is now."""
        with self._named(name):
            table = self._open.get(name)
            if table is None:
                table = self._open[name] = DeltaTable(self.store.uri(f"tables/{name}"), storage_options=self.store.options)
            elif not self.store.ends(name, table.version()):
                table.update_incremental()
        return table

    def _files(self, name: str) -> list[File]:
        table = self._newest(name)
        with self._named(name):
            told = table.get_add_actions(flatten=True)
        columns = (told.column(c).to_pylist() for c in ("path", "size_bytes", "partition.year", "num_records"))
        return sorted(File(name, path, size, int(year), rows) for path, size, year, rows in zip(*columns, strict=True))

    # ---- committing ------------------------------------------------------------------------------------------------

    def add_files(self, files: dict[str, list[File]]) -> None:
        """Commit a batch's files to every table but `filings`. Nobody sees them yet. Raises ArchiveError, OSError."""
        self.store.send([_name(f) for name in DEPENDENT for f in files.get(name, ())])
        self.store.each(lambda name: self._surely(name, files[name], ()), [name for name in DEPENDENT if files.get(name)])

    def drop_files(self, files: dict[str, list[File]]) -> None:
        """Take files out of every table but `filings`, when nobody sees them any more."""
        self.store.each(lambda name: self._surely(name, (), files[name]), [name for name in DEPENDENT if files.get(name)])

    def publish(self, added: Sequence[File], removed: Sequence[File], change: Change) -> bool:
        """Commit to `filings` upon the version last looked at: from then on the batch is visible. False: another came between.

        Raises ArchiveError, OSError; at an address also for a batch that was begun so long ago that it may have been swept.
        """
        if self.store.remote:
            self._send(added, change.batch)
        try:
            self._commit("filings", added, removed, {"eightk": msgspec.json.encode(change).decode()}, retries=0)
        except CommitFailedError:  # it is ours where a store did it and its answer was lost: then Delta asked again, and was refused
            return self.store.remote and change.batch in self.state(()).batches()
        return True

    def _send(self, filings: Sequence[File], name: str) -> None:
        """Take filings and their bytes there, the bytes first. Segments are read where they are, and not kept here."""
        if batch.hours_since(name, time.time()) > STALE:
            raise ArchiveError(f"{self}: it took more than {STALE} hours to write these filings; run the same command again")
        read = batch.read(self.tables, list(filings), ["raw_segment"])["raw_segment"].unique().to_pylist() if filings else []
        written = [f"raw/{segment}" for segment in read if (self.raw / segment).exists()]
        self.store.send(written)
        self.store.send([_name(f) for f in filings])
        for name in written:
            (self.root / name).unlink()

    def _surely(self, name: str, added: Sequence[File], removed: Sequence[File]) -> None:
        """Commit whatever others commit: Delta refuses to take files out of a version that another has just added to."""
        for _ in range(_TRIES):
            try:
                self._commit(name, added, removed)
                return
            except CommitFailedError:
                self._newest(name)
        raise ArchiveError(f"{self}: too many writers at once; try again with fewer")

    def _commit(
        self, name: str, added: Sequence[File], removed: Sequence[File], told: dict[str, str] | None = None, retries: int = 100
    ) -> None:
        table = self._open.get(name) or self._newest(name)
        now = int(time.time() * 1000)
        actions: list[AddAction | RemoveAction] = [
            AddAction(f.path, f.size, {"year": str(f.year)}, now, True, json.dumps({"numRecords": f.rows})) for f in added
        ]
        actions += [RemoveAction(f.path, True, now, f.size, {"year": str(f.year)}) for f in removed]
        properties = CommitProperties(custom_metadata=told, max_commit_retries=retries)
        try:
            with self.store.told():
                table.create_write_transaction(actions, "append", table.schema(), partition_by=["year"], commit_properties=properties)
        except CommitFailedError:
            raise
        except DeltaError as error:
            where = self.store.uri(f"tables/{name}")
            raise ArchiveError(f"{where}: the commit failed ({_first(error)}); what was committed before stands") from None

    @contextlib.contextmanager
    def _named(self, name: str) -> Iterator[None]:
        """Says which table it is that cannot be opened."""
        try:
            with self.store.told():
                yield
        except DeltaError as error:
            where = self.store.uri(f"tables/{name}")
            raise ArchiveError(f"{where}: the table's log cannot be read ({_first(error)}); restore it, or make the archive anew") from None

    def vacuum(self, name: str, hours: int, full: bool) -> None:
        """Delete a table's files that were taken out `hours` ago; `full`: also those that were written then and it never held."""
        with self._named(name):
            table = DeltaTable(self.store.uri(f"tables/{name}"), storage_options=self.store.options)
            table.vacuum(hours, dry_run=False, enforce_retention_duration=False, full=full)

    # ---- who may do what at once -----------------------------------------------------------------------------------

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Held by everyone who adds, so that nobody sweeps meanwhile. Waits for a sweep to end."""
        with self._lock(shared=True, wait=True):
            yield

    @contextlib.contextmanager
    def alone(self) -> Iterator[bool]:
        """For sweeping a folder: whether no writer is at work, and none will be until this ends."""
        with self._lock(shared=False, wait=False) as got:
            yield got

    @contextlib.contextmanager
    def _lock(self, shared: bool, wait: bool) -> Iterator[bool]:
        if sys.platform == "win32":
            yield True
            return
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / "lock").open("ab") as file:
            try:
                fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
                return
            yield True


def _first(error: Exception) -> str:
    return str(error).partition("\n")[0][:160]


def _name(file: File) -> str:
    return f"tables/{file.table}/{file.path}"


def _surely_same(path: Path) -> None:
    """Raises DamagedTable for a file that came otherwise than it was written."""
    if not batch.same(path):
        where = path.parent / ".".join(path.name.split(".")[:3])  # without what marks it as not yet whole
        todo = batch.todo(path.parts[-3])
        raise DamagedTable(f"{where}: the file is damaged: its hash is not the one in its name; {todo}")


# ---- making and opening ------------------------------------------------------------------------------------------------


def create(place: str | os.PathLike[str]) -> Lake:
    """The archive in a folder or at an address, made if there is none. Raises ArchiveError, OSError."""
    store = _surely_named(place)
    try:
        store.read(MARK)
    except FileNotFoundError:
        _make(store)
    return open_lake(place)


def _make(store: Store) -> None:
    if not _may_be_begun(store):
        raise ArchiveError(f"{store}: the folder is not empty and no archive; name a new folder")
    if isinstance(store, Folder):
        (store.root / "tables").mkdir(parents=True, exist_ok=True)
    store.each(lambda name: _create_table(store, name), DEPENDENT)
    _create_table(store, "filings")
    _write_mark(store)


def _surely_named(place: str | os.PathLike[str]) -> Store:
    """Where an archive is. Raises ArchiveError for a folder that Delta would look for elsewhere: it takes a path for part of an address."""
    store = store_of(place)
    path = "" if store.remote else str(store.root)
    for found in re.findall(r"%[0-9A-Fa-f]{2}|[\ud800-\udfff]" + (r"|\\" if os.sep == "/" else ""), path):
        raise ArchiveError(f"{store}: tables cannot be kept in a folder with {found!r} in its path; name another")
    return store


def _may_be_begun(store: Store) -> bool:
    """Whether a place is empty, or all in it is of an archive."""
    names = {name for name in store.names("") if not name.startswith(".")}
    tables = store.names("tables")
    below = {name for table in tables for name in store.names(f"tables/{table}")}
    if any(name.startswith("year=") for name in below) and "_delta_log" not in below:
        return False  # a portion
    return names <= {"tables", "raw", "index", "snapshots", "lock"} and (not names or "tables" in names) and tables <= set(TABLES)


def _create_table(store: Store, name: str) -> None:
    uri, options = store.uri(f"tables/{name}"), store.options
    with store.told(), contextlib.suppress(CommitFailedError):  # another writer has just made it
        DeltaTable.create(
            uri, SCHEMAS[name], mode="ignore", partition_by=["year"], description=TABLES[name].says, storage_options=options,
            configuration={"delta.checkpointInterval": str(_SUMMED_UP)},
        )  # fmt: skip


def bytes_below(folder: Path) -> int:
    """Bytes of all files below a folder; 0 where there is none."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else 0


def _write_mark(store: Store) -> None:
    told = {"schema": SCHEMA, "made_at": dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")}
    store.keep(MARK, json.dumps(told).encode() + b"\n")


def open_lake(place: str | os.PathLike[str]) -> Lake:
    """The archive in a folder or at an address. Raises ArchiveError where there is none, or a newer one than this version knows."""
    store = _surely_named(place)
    try:
        mark = store.read(MARK)
        told = json.loads(mark)
        schema = int(told["schema"])
    except FileNotFoundError:
        store.names("")  # a missing bucket says so itself
        raise ArchiveError(f"{store}: no archive; make one with: eightk archive add PATHS --archive {store}") from None
    except (ValueError, KeyError, TypeError):
        raise ArchiveError(f"{store.uri(MARK)}: it cannot be read; restore it from another archive of the same version") from None
    except PermissionError:
        raise ArchiveError(f"{store}: it may not be read; change its permissions") from None
    if schema > SCHEMA:
        raise ArchiveError(f"{store}: its tables are of version {schema}, and this eightk knows {SCHEMA}; use a newer eightk")
    store.marked(mark)
    return Lake(store)
