"""What keeps an archive in shape: compact, remove, read again, sweep.

Comes in: a lake. Goes out: batches written anew in place of old ones, by one way for all (`_rewrite`): new files first, then one
commit of `filings` that shows the new batch and hides the old ones, then the old files go. Readers see either. Add here: another
reason to write a batch anew.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from eightk import form
from eightk.archive import batch
from eightk.archive.batch import SCHEMAS, DamagedTable, File, batch_of
from eightk.archive.columns import DEPENDENT, LOCAL, TABLES
from eightk.archive.derive import derive
from eightk.archive.lake import STALE, ArchiveError, Change, Lake, State, bytes_below
from eightk.archive.raw import Segment, fetch_row, move
from eightk.limits import Limits
from eightk.read import read
from eightk.version import __version__
from eightk.write.rows import Row, Rows

TARGET = 1 << 28
"""Bytes of tables that one compacted batch holds, about."""
_KEYS_TOLD = 1_000
_TRIES = 1_000

Tables = dict[str, Any]


# ---- compact -----------------------------------------------------------------------------------------------------


def compact(lake: Lake, now: dt.datetime) -> Generator[int, None, None]:
    """Join small batches; gives the number of batches joined after each commit. Raises ArchiveError, OSError."""
    for group in _groups(lake.state()):
        _rewrite(lake, group, lambda tables: tables, "compact", (), now)
        yield len(group)


def _groups(state: State) -> list[list[str]]:
    """Batches to be joined, oldest first: neighbours that together stay about the target."""
    sizes: dict[str, int] = {}
    for files in state.files.values():
        for f in files:
            sizes[batch_of(f.path)] = sizes.get(batch_of(f.path), 0) + f.size
    groups: list[list[str]] = [[]]
    held = 0
    for name in sorted(sizes):
        if groups[-1] and held + sizes[name] > TARGET:
            groups.append([])
            held = 0
        groups[-1].append(name)
        held += sizes[name]
    return [group for group in groups if len(group) > 1]


# ---- remove ------------------------------------------------------------------------------------------------------


def remove(lake: Lake, name: str, now: dt.datetime) -> list[str]:
    """Take every version of a filing out, its bytes too; gives their SHA-256. Raises ArchiveError, OSError.

    A SHA-256 in place of the accession number names a filing without one.
    """
    name = name.encode(errors="replace").decode()  # bytes of a command line that are no text
    by_hash = (pc.field("sha256") == name.lower()) & pc.field("accession").is_null()
    found = _where(lake, by_hash if len(name) == 64 else pc.field("accession") == name)
    if not found:
        raise ArchiveError(f"{name}: the archive holds no such filing")
    gone = [key for keys in found.values() for key in keys]
    spoilt: set[str] = set()
    for one in found:
        _rewrite(lake, [one], lambda tables: _without(lake, tables, gone, now, spoilt), "remove", gone, now)
    if lake.store.remote:  # where a sweep cannot tell them from those of a writer that is at work, and leaves what is here alone
        for segment in spoilt:
            lake.store.delete(f"raw/{segment}")
        for path in [path for one in found for path in lake.tables.glob(f"*/year=*/{one}.*.parquet")]:
            path.unlink()
    return gone


def _without(lake: Lake, tables: Tables, gone: list[str], now: dt.datetime, spoilt: set[str]) -> Tables:
    """The tables without some filings; `spoilt`: here the segments are noted that nothing needs any more."""
    values = pa.array(gone)
    filings = tables["filings"]
    spoilt |= set(filings.filter(pc.is_in(filings["sha256"], value_set=values))["raw_segment"].to_pylist())
    kept = {name: batch.lacking(data, gone) for name, data in tables.items()}
    rows = kept["filings"].to_pylist()
    segment = Segment(lake.raw, batch.new_name(now))
    for row in rows:
        if row["raw_segment"] in spoilt:
            move(lake.store, segment, row)
    segment.close()
    return {**kept, "filings": batch.arrow("filings", rows)}


# ---- read again ----------------------------------------------------------------------------------------------------


class Difference(NamedTuple):
    """An answer that changed: of which filing, in which table, row and column; None where a row is new or gone."""

    accession: str | None
    sha256: str
    table: str
    row: int
    column: str
    before: Any
    after: Any


def reread(
    lake: Lake, now: dt.datetime, *, version: str | None = None, everything: bool = False, write: bool = True
) -> Generator[tuple[int, list[Difference]], None, None]:
    """Derive again what another reader or other facts derived (or only what reader `version` did); after each batch, how many
    filings were read and every answer that changed. Raises ArchiveError, OSError, DamagedRaw.
    """
    stale = pc.field("reader") == version if version else (pc.field("reader") != __version__) | (pc.field("facts") != form.FACTS)
    for name, keys in sorted(_where(lake, pc.scalar(True) if everything else stale).items()):
        told: list[Difference] = []
        change = _rederived(lake, set(keys), told)
        if write:
            _rewrite(lake, [name], change, "reread", keys, now, everything)
        else:
            change(_tables(lake, lake.state(), [name], everything))
        yield len(keys), told


def _rederived(lake: Lake, keys: set[str], told: list[Difference]) -> Callable[[Tables], Tables]:
    def change(tables: Tables) -> Tables:
        told.clear()
        held = {row["sha256"]: row for row in tables["filings"].to_pylist()}
        old: dict[str, dict[str, Rows]] = {key: {name: [] for name in TABLES} for key in keys}
        new: dict[str, Rows] = {name: [] for name in TABLES}
        for name, data in tables.items():
            for row in data.to_pylist():
                (old[row["sha256"]][name] if row["sha256"] in keys else new[name]).append(row)
        for key in sorted(keys):
            made = _derived(lake, held[key])
            told.extend(_differences(old[key], made))
            for name, rows in made.items():
                new[name] += rows
        return {name: batch.arrow(name, rows) for name, rows in new.items()}

    return change


def _derived(lake: Lake, held: Row) -> dict[str, Rows]:
    data = fetch_row(lake.store, held)
    made = derive(read(data, path=str(held["path"]), limits=Limits()), str(held["sha256"]), len(data))
    made["filings"][0].update({name: held[name] for name in LOCAL})
    return made


_NOT_ANSWERS = frozenset({"reader", "facts", "year", *LOCAL})


def _differences(old: dict[str, Rows], new: dict[str, Rows]) -> list[Difference]:
    out = []
    for name, table in TABLES.items():
        columns = [c for c in table.names() if c not in _NOT_ANSWERS]
        for n in range(max(len(old[name]), len(new[name]))):
            before = old[name][n] if n < len(old[name]) else {}
            after = new[name][n] if n < len(new[name]) else {}
            some = before or after
            for c in columns:
                if before.get(c) != after.get(c):
                    out.append(Difference(_text(some["accession"]), str(some["sha256"]), name, n, c, before.get(c), after.get(c)))
    return out


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


# ---- writing batches anew --------------------------------------------------------------------------------------------


def _where(lake: Lake, wanted: Any) -> dict[str, list[str]]:
    """SHA-256 of the filings that fit, by batch."""
    found: dict[str, list[str]] = {}
    for file in lake.state(()).files["filings"]:
        data = lake.read([file], ["accession", "sha256", "reader", "facts"]).filter(wanted)
        if data.num_rows:
            found.setdefault(batch_of(file.path), []).extend(data["sha256"].to_pylist())
    return found


def _tables(lake: Lake, state: State, batches: Sequence[str], whole: bool = False) -> Tables:
    return {name: _table(lake, name, files, whole and name != "filings") for name, files in _of(state, batches).items()}


def _table(lake: Lake, name: str, files: list[File], lenient: bool) -> Any:
    """The rows of some files of a table; `lenient`: none where a file is damaged."""
    if files:
        try:
            return lake.read(files)
        except DamagedTable:
            if not lenient:
                raise
    return SCHEMAS[name].empty_table()


def _keys(filings: Any, wanted: Sequence[str]) -> tuple[str, ...]:
    """The filings' keys as the index has them."""
    found = filings.filter(pc.is_in(filings["sha256"], value_set=pa.array(wanted, pa.string()))).select(["accession", "sha256"])
    return tuple(f"{row['accession'] or ''}:{row['sha256']}" for row in found.to_pylist())


def _of(state: State, batches: Sequence[str]) -> dict[str, list[File]]:
    """The files of some batches by table."""
    among = set(batches)
    return {name: [f for f in state.files[name] if batch_of(f.path) in among] for name in TABLES}


def _rewrite(
    lake: Lake,
    old: Sequence[str],
    change: Callable[[Tables], Tables],
    kind: str,
    keys: Sequence[str] | None,
    now: dt.datetime,
    whole: bool = False,
) -> None:
    """Put one batch in the place of some others, its rows what `change` makes of theirs.

    `keys`: SHA-256 of the filings it changes. `whole`: all that they say is made anew, so that damaged files do no harm.
    """
    with lake.writing():
        state = lake.state()
        gone = _of(state, old)
        if not set(old) <= state.batches():
            raise ArchiveError(f"{lake}: another process has rewritten the same filings meanwhile; run it again")
        name = batch.new_name(now)
        before = _tables(lake, state, old, whole)
        told = _keys(before["filings"], keys) if keys is not None and len(keys) <= _KEYS_TOLD else None
        made = change(before)
        files = batch.write_all(lake.tables, name, {table: made[table] for table in TABLES})
        lake.add_files({table: files[table] for table in DEPENDENT})
        for _ in range(_TRIES):
            if not set(old) <= lake.state(()).batches():
                raise ArchiveError(f"{lake}: another process has rewritten the same filings meanwhile; run it again")
            if lake.publish(files["filings"], gone["filings"], Change(kind=kind, batch=name, replaces=tuple(old), keys=told)):
                break
        else:
            raise ArchiveError(f"{lake}: too many writers at once; try again with fewer")
        lake.drop_files(gone)


# ---- sweep -------------------------------------------------------------------------------------------------------------


def sweep(lake: Lake, hours: int) -> int | None:
    """Delete what no filing needs: files of stopped writers, and files replaced at least `hours` ago (a reader may still have them open).

    Gives the bytes freed; None while another process writes. Raises ArchiveError, OSError.
    """
    if lake.store.remote:
        return _sweep_there(lake, hours)
    with lake.alone() as got:
        if not got:
            return None
        before = bytes_below(lake.root)
        lake.drop_files(lake.strays())
        for name in TABLES:
            lake.vacuum(name, hours, full=True)
            _drop_empty(lake.tables / name)
        for segment in _unused_segments(lake):
            lake.store.delete(segment)
        return max(0, before - bytes_below(lake.root))


def _sweep_there(lake: Lake, hours: int) -> int:
    """At an address no lock tells who is writing, so what was never visible stays until no writer can make it so (see `Lake.publish`).

    The commit that changes nothing makes every writer look again, and find that its batch has become too old.
    """
    before, old = sum(lake.store.sizes("").values()), 2 * STALE

    def abandoned(batch_name: str) -> bool:
        return batch.hours_since(batch_name, time.time()) > old

    while not lake.publish((), (), Change(kind="sweep", batch=batch.new_name(dt.datetime.now(dt.UTC)))):
        lake.version()
    lake.drop_files({name: [f for f in files if abandoned(batch_of(f.path))] for name, files in lake.strays().items()})
    if hours < old:
        lake.store.each(lambda name: lake.vacuum(name, hours, full=False), TABLES)
    lake.store.each(lambda name: lake.vacuum(name, max(hours, old), full=True), TABLES)
    for segment in _unused_segments(lake):
        if abandoned(batch_of(segment)):
            lake.store.delete(segment)
    for path in lake.raw.glob("*.zst"):  # left here by a writer that was killed
        if abandoned(batch_of(path.name)):
            path.unlink()
    return max(0, before - sum(lake.store.sizes("").values()))


def _drop_empty(folder: Path) -> None:
    """Partitions that have become empty."""
    for partition in folder.glob("year=*"):
        if not any(partition.iterdir()):
            partition.rmdir()


def _unused_segments(lake: Lake) -> list[str]:
    files = lake.state(()).files["filings"]
    used = set(lake.read(files, ["raw_segment"])["raw_segment"].to_pylist()) if files else set()
    return [name for name in lake.store.sizes("raw") if name.endswith(".zst") and name.rpartition("/")[2] not in used]
