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
from typing import NamedTuple

import msgspec
from deltalake import DeltaTable
from deltalake.exceptions import CommitFailedError, DeltaError
from deltalake.transaction import AddAction, CommitProperties, RemoveAction

from eightk.archive.batch import SCHEMAS, File, batch_of, read
from eightk.archive.batch import ArchiveError as ArchiveError
from eightk.archive.columns import DEPENDENT, SCHEMA, TABLES
from eightk.late import late

if sys.platform != "win32":  # which has no such locks: there, sweep and add must not be run at once
    import fcntl

MARK = "eightk-archive.json"
_TRIES = 1_000
_ADDRESS = late(r"[A-Za-z][A-Za-z0-9+.-]+:/")  # as a path has it, which makes one slash of two; a drive is one letter


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
    """The tables of the archive in a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.tables = root / "tables"
        self.raw = root / "raw"
        self._open: dict[str, DeltaTable] = {}

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
            files = {name: [f for f in self._files(name) if batch_of(f.path) in visible] for name in tables if name != "filings"}
            if self.version() == version:
                return State(version, {"filings": filings, **files})
        raise ArchiveError(f"{self.root}: it changes faster than it can be looked at; wait for the writers")

    def strays(self) -> dict[str, list[File]]:
        """Files that tables hold and no visible batch does, by table. Only right while no writer is at work."""
        visible = {batch_of(f.path) for f in self._files("filings")}
        found = {name: [f for f in self._files(name) if batch_of(f.path) not in visible] for name in DEPENDENT}
        return {name: files for name, files in found.items() if files}

    def submission_bytes(self) -> int:
        """Bytes of all submissions that are visible, uncompressed."""
        files = self.state(()).files["filings"]
        return sum(filter(None, read(self.tables, files, ["size"])["size"].to_pylist())) if files else 0

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
        with _named(self.tables / name):
            table = self._open.get(name)
            if table is None:
                table = self._open[name] = DeltaTable(str(self.tables / name))
            else:
                table.update_incremental()
        return table

    def _files(self, name: str) -> list[File]:
        table = self._newest(name)
        with _named(self.tables / name):
            told = table.get_add_actions(flatten=True)
        columns = (told.column(c).to_pylist() for c in ("path", "size_bytes", "partition.year", "num_records"))
        return sorted(File(name, path, size, int(year), rows) for path, size, year, rows in zip(*columns, strict=True))

    # ---- committing ------------------------------------------------------------------------------------------------

    def add_files(self, files: dict[str, list[File]]) -> None:
        """Commit a batch's files to every table but `filings`. Nobody sees them yet. Raises ArchiveError, OSError."""
        for name in DEPENDENT:
            if files.get(name):
                self._surely(name, files[name], ())

    def drop_files(self, files: dict[str, list[File]]) -> None:
        """Take files out of every table but `filings`, when nobody sees them any more."""
        for name in DEPENDENT:
            if files.get(name):
                self._surely(name, (), files[name])

    def publish(self, added: Sequence[File], removed: Sequence[File], change: Change) -> bool:
        """Commit to `filings` upon the version last looked at: from then on the batch is visible. False: another came between."""
        try:
            self._commit("filings", added, removed, {"eightk": msgspec.json.encode(change).decode()}, retries=0)
        except CommitFailedError:
            return False
        return True

    def _surely(self, name: str, added: Sequence[File], removed: Sequence[File]) -> None:
        """Commit whatever others commit: Delta refuses to take files out of a version that another has just added to."""
        for _ in range(_TRIES):
            try:
                self._commit(name, added, removed)
                return
            except CommitFailedError:
                self._newest(name)
        raise ArchiveError(f"{self.root}: too many writers at once; try again with fewer")

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
            table.create_write_transaction(actions, "append", table.schema(), partition_by=["year"], commit_properties=properties)
        except CommitFailedError:
            raise
        except DeltaError as error:
            raise ArchiveError(f"{self.tables / name}: the commit failed ({_first(error)}); what was committed before stands") from None

    # ---- who may do what at once -----------------------------------------------------------------------------------

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Held by everyone who adds, so that nobody sweeps meanwhile. Waits for a sweep to end."""
        with self._lock(shared=True, wait=True):
            yield

    @contextlib.contextmanager
    def alone(self) -> Iterator[bool]:
        """For sweeping: whether no writer is at work, and none will be until this ends."""
        with self._lock(shared=False, wait=False) as got:
            yield got

    @contextlib.contextmanager
    def _lock(self, shared: bool, wait: bool) -> Iterator[bool]:
        if sys.platform == "win32":
            yield True
            return
        with (self.root / "lock").open("ab") as file:
            try:
                fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
                return
            yield True


@contextlib.contextmanager
def _named(path: Path) -> Iterator[None]:
    """Says which table it is that cannot be opened."""
    try:
        yield
    except DeltaError as error:
        raise ArchiveError(f"{path}: the table's log cannot be read ({_first(error)}); restore it, or make the archive anew") from None


def _first(error: Exception) -> str:
    return str(error).partition("\n")[0][:160]


def create(root: Path) -> Lake:
    """The archive in a folder, made if there is none. Raises ArchiveError, OSError."""
    _surely_named(root)
    if not (root / MARK).exists():
        if root.exists() and not _may_be_begun(root):
            raise ArchiveError(f"{root}: the folder is not empty and no archive; name a new folder")
        (root / "tables").mkdir(parents=True, exist_ok=True)
        for name in [*DEPENDENT, "filings"]:
            _create_table(root / "tables" / name, name)
        _write_mark(root)
    return open_lake(root)


def _surely_named(root: Path) -> None:
    """Raises ArchiveError for an address, and for a folder that Delta would look for elsewhere: it takes a path for part of an address."""
    if _ADDRESS.match(root.as_posix()):
        address = root.as_posix().replace(":/", "://", 1)
        raise ArchiveError(f"{address}: an archive is a folder; addresses of other stores are not taken, so name a folder")
    path = str(root.absolute())
    for found in re.findall(r"%[0-9A-Fa-f]{2}|[\ud800-\udfff]" + (r"|\\" if os.sep == "/" else ""), path):
        raise ArchiveError(f"{root}: tables cannot be kept in a folder with {found!r} in its path; name another")


def _may_be_begun(root: Path) -> bool:
    """Whether a folder is empty, or all in it is of an archive."""
    names = {p.name for p in root.iterdir() if not p.name.startswith(".")}
    tables = {p.name for p in (root / "tables").iterdir()} if "tables" in names else set()
    if any((root / "tables").glob("*/year=*")) and not any((root / "tables").glob("*/_delta_log")):
        return False  # a portion
    return names <= {"tables", "raw", "index", "snapshots", "lock"} and (not names or "tables" in names) and tables <= set(TABLES)


def _create_table(path: Path, name: str) -> None:
    if not DeltaTable.is_deltatable(str(path)):
        with contextlib.suppress(CommitFailedError):  # another writer has just made it
            DeltaTable.create(str(path), SCHEMAS[name], mode="ignore", partition_by=["year"], description=TABLES[name].says)


def bytes_below(folder: Path) -> int:
    """Bytes of all files below a folder; 0 where there is none."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else 0


def _write_mark(root: Path) -> None:
    told = {"schema": SCHEMA, "made_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds")}
    part = root / f".{MARK}.{os.getpid()}.part"
    part.write_text(json.dumps(told) + "\n", encoding="utf-8")
    os.replace(part, root / MARK)


def open_lake(root: Path) -> Lake:
    """The archive in a folder. Raises ArchiveError where there is none, or a newer one than this version knows."""
    _surely_named(root)
    try:
        told = json.loads((root / MARK).read_text(encoding="utf-8"))
        schema = int(told["schema"])
    except FileNotFoundError:
        raise ArchiveError(f"{root}: no archive; make one with: eightk archive add PATHS --archive {root}") from None
    except (ValueError, KeyError, TypeError):
        raise ArchiveError(f"{root / MARK}: it cannot be read; restore it from another archive of the same version") from None
    except PermissionError:
        raise ArchiveError(f"{root}: it may not be read; change its permissions") from None
    if schema > SCHEMA:
        raise ArchiveError(f"{root}: its tables are of version {schema}, and this eightk knows {SCHEMA}; use a newer eightk")
    return Lake(root)
