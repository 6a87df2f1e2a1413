"""Is the archive whole? Every file, every row count, every byte of the raw submissions, and the index.

Comes in: a lake. Goes out: `Problem`s, each naming what is wrong and what to do; none if raw, tables and index agree.
Add here: something else that could be wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from eightk.archive import batch
from eightk.archive.batch import DamagedTable, File, batch_of
from eightk.archive.columns import TABLES
from eightk.archive.lake import ArchiveError, Lake, State
from eightk.archive.raw import DamagedRaw, fetch_row

COUNTED = {
    "items": "items",
    "exhibits": "exhibits",
    "documents": "documents",
    "signatures": "signatures",
    "findings": "findings",
    "texts": "texts",
}
"""Tables whose rows a filing counts itself, and the column that does."""


def counted_by(row: dict[str, Any], column: str) -> int:
    """How many a filing has of what a column lists or counts."""
    value = row[column]
    return len(value) if isinstance(value, list) else int(value or 0)


class Problem(NamedTuple):
    """Something that is not as it should be: where, what, and what to do about it."""

    where: str
    what: str
    todo: str


_FROM_RAW = "derive it again from the raw bytes: eightk archive reread --all"
_AGAIN = "add the filing again from its source, after eightk archive remove"


def verify_tables(lake: Lake) -> Iterator[Problem]:
    """Problems of the Parquet files and of what filings count. Raises ArchiveError where a table's log is damaged."""
    lake.store.doubt()
    state = lake.state()
    counted: dict[str, Counter[str]] = {name: Counter() for name in COUNTED}
    broken: set[str] = set()
    for name in TABLES:
        for file in state.files[name]:
            data, problem = _read(lake, file)
            if problem:
                broken.add(name)
                yield problem
            elif name in counted:
                counted[name].update(data["sha256"].to_pylist())
    for name in TABLES:
        yield from _lost(lake, name, state)
    seen: set[str] = set()
    for file in state.files["filings"]:
        data, problem = _read(lake, file)
        for row in [] if problem else data.to_pylist():
            yield from _filing(row, counted, broken, seen)
    if "filings" not in broken:
        for name, counts in counted.items():
            for key in counts.keys() - seen:
                yield Problem(f"tables/{name}", f"rows of a filing that the table filings does not hold (SHA-256 {key})", _FROM_RAW)


def _read(lake: Lake, file: File) -> tuple[Any, Problem | None]:
    where = f"tables/{file.table}/{file.path}"
    try:
        data = lake.read([file])
    except DamagedTable as error:
        what, _, todo = str(error).rpartition("; ")
        return None, Problem(where, what.removeprefix(f"{lake.tables / file.table / file.path}: "), todo)
    except OSError as error:
        return None, Problem(where, f"it cannot be read: {error.strerror}", "mend the disk, or restore the archive from a copy")
    if not batch.same(lake.tables / file.table / file.path):
        return None, Problem(where, "the file is damaged: its hash is not the one in its name", batch.todo(file.table))
    if data.num_rows != file.rows:
        return None, Problem(where, f"it holds {data.num_rows} rows and should hold {file.rows}", _FROM_RAW)
    return data, None


def _lost(lake: Lake, table: str, state: State) -> Iterator[Problem]:
    """Files of visible batches that the table does not hold: a commit is missing from its log."""
    held, visible = {f.path for f in state.files[table]}, state.batches()
    for path in lake.store.sizes(f"tables/{table}"):
        name = path.removeprefix(f"tables/{table}/")
        if name.startswith("year=") and batch_of(name) in visible and name not in held:
            yield Problem(path, "the table's log does not hold this file any more", _FROM_RAW)


def _filing(row: dict[str, Any], counted: dict[str, Counter[str]], broken: set[str], seen: set[str]) -> Iterator[Problem]:
    key = row["sha256"]
    if key in seen:
        yield Problem(f"tables/filings, {row['accession']}", "the same bytes are there twice", "eightk archive remove, then add it again")
    seen.add(key)
    for name, column in COUNTED.items():
        wanted = counted_by(row, column)
        if name not in broken and counted[name][key] != wanted:
            yield Problem(f"tables/{name}, {row['accession']}", f"{counted[name][key]} rows where the filing has {wanted}", _FROM_RAW)


def verify_raw(lake: Lake) -> Iterator[tuple[int, Problem | None]]:
    """For every filing the bytes checked, and its problem if it has one."""
    lake.store.doubt()
    columns = ["accession", "sha256", "size", "raw_segment", "raw_offset", "raw_size"]
    for file in lake.state(()).files["filings"]:
        try:
            rows = lake.read([file], columns).to_pylist()
        except (OSError, DamagedTable):
            continue  # verify_tables has named it
        for row in sorted(rows, key=lambda row: (row["raw_segment"], row["raw_offset"])):
            yield row["size"], _raw(lake, row)


def _raw(lake: Lake, row: dict[str, Any]) -> Problem | None:
    where = f"raw/{row['raw_segment']}, {row['accession'] or row['sha256']}"
    try:
        fetch_row(lake.store, row)
    except (DamagedRaw, OSError) as error:
        return Problem(where, str(error), _AGAIN)
    return None


def damaged(error: ArchiveError) -> Problem:
    """A problem that ends the check."""
    return Problem("tables", str(error), "restore the log from a copy of the archive")
