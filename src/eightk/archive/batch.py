"""Rows -> the Parquet files of one batch: what a writer adds to the archive in one go.

Comes in: rows by table. Goes out: files below `tables/<table>/year=<year>/`, named after the batch and after the SHA-256 of what is in
them (Parquet's own checksums leave a file's footer out), not yet part of any table.
A batch is seen whole or not at all: `lake.py` commits its files, those of `filings` last. Add here: a column's type.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import io
import os
import secrets
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from eightk.archive.columns import TABLES
from eightk.write.rows import Row, Rows

_TYPES = {
    "string": pa.string(), "int": pa.int64(), "bool": pa.bool_(), "date": pa.date32(), "timestamp": pa.timestamp("us", tz="UTC"),
    "strings": pa.list_(pa.string()),
}  # fmt: skip
SCHEMAS: dict[str, pa.Schema] = {name: pa.schema([(c.name, _TYPES[c.type]) for c in table.columns]) for name, table in TABLES.items()}


class ArchiveError(Exception):
    """What an archive cannot do, in a line that says what to do instead."""


class DamagedTable(ArchiveError):
    """A Parquet file that is missing, or not as it was written."""


class File(NamedTuple):
    """A Parquet file: its table, its path in the table's folder, bytes, the partition's year, and rows."""

    table: str
    path: str
    size: int
    year: int
    rows: int


@contextlib.contextmanager
def plain_memory() -> Iterator[None]:
    """Arrow takes its memory from the system meanwhile: its own pool takes three times as long for what is used once and let go."""
    before = pa.default_memory_pool()
    pa.set_memory_pool(pa.system_memory_pool())
    try:
        yield
    finally:
        pa.set_memory_pool(before)


def new_name(now: dt.datetime) -> str:
    """A batch's name: the time in milliseconds, so that names sort by it, and chance, so that no two writers meet."""
    return f"{int(now.timestamp() * 1000):012x}{secrets.token_hex(6)}"


def hours_since(name: str, now: float) -> float:
    """How long ago a batch was begun, in hours, by its name; `now` is in seconds since 1970."""
    return (now - int(name[:12], 16) / 1000) / 3600


def batch_of(path: str) -> str:
    """The batch that a file belongs to, by its name."""
    return path.rpartition("/")[2].partition(".")[0]


def arrow(table: str, rows: Rows) -> pa.Table:
    """Rows, all of the same keys, as an Arrow table in the columns of their table; a column that they lack is null."""
    schema = SCHEMAS[table]
    told = [name for name in schema.names if rows and name in rows[0]]
    columns = dict(zip(told, zip(*map(itemgetter(*told), rows), strict=True), strict=True)) if told else {}
    arrays = [pa.array(columns[f.name], f.type) if f.name in columns else pa.nulls(len(rows), f.type) for f in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


def told(filings: pa.Table, rows: Rows) -> pa.Table:
    """The filings with what these rows, one for each and in their order, say of them."""
    data = arrow("filings", rows)
    for name in rows[0] if rows else ():
        filings = filings.set_column(filings.schema.get_field_index(name), data.schema.field(name), data[name])
    return filings


def write(folder: Path, table: str, batch: str, data: pa.Table) -> list[File]:
    """The files of one table, as `write_all` does."""
    return write_all(folder, batch, {table: data})[table]


def write_all(folder: Path, batch: str, tables: Mapping[str, pa.Table]) -> dict[str, list[File]]:
    """The files of some tables, one for each year, rows sorted by CIK and acceptance time, on the disk when this returns."""
    parts = {table: _parts(folder, table, batch, data) for table, data in tables.items()}
    with ThreadPoolExecutor(_AT_ONCE) as pool:  # the disk takes many in hardly more time than one
        list(pool.map(_settle, [part for table in parts.values() for part in table]))
    return {table: [part.file for part in done] for table, done in parts.items()}


class _Part(NamedTuple):
    """A file that is written and not yet under its name."""

    path: Path
    file: File


def _settle(part: _Part) -> None:
    with part.path.open("rb") as file:
        os.fsync(file.fileno())
    os.rename(part.path, part.path.parent / part.file.path.rpartition("/")[2])


def _parts(folder: Path, table: str, batch: str, data: pa.Table) -> list[_Part]:
    if not data.num_rows:
        return []
    order = pc.sort_indices(data, sort_keys=[(name, "ascending") for name in _SORTED])  # stable: a filing's rows keep their order
    if not order.equals(pa.arange(0, data.num_rows).cast(order.type)):
        data = data.take(order)
    years = data["year"].to_pylist()
    out, start = [], 0
    while start < len(years):
        year = years[start]
        end = start + _run(years, start)
        out.append(_write_one(folder, table, batch, year, data.slice(start, end - start)))
        start = end
    return out


_SORTED = ("year", "cik", "accepted_at", "accession")


def place(row: Row) -> tuple[tuple[bool, Any], ...]:
    """What the rows of a file are sorted by: a row that has none comes last."""
    return tuple((row[name] is None, row[name]) for name in _SORTED)


def _run(years: list[int], start: int) -> int:
    """How many entries from `start` on are equal, in a sorted list."""
    return bisect_right(years, years[start], start) - start


def _write_one(folder: Path, table: str, batch: str, year: int, data: pa.Table) -> _Part:
    place = folder / table / f"year={year}"
    place.mkdir(parents=True, exist_ok=True)
    path = place / f"{batch}.part.parquet"
    data = data.drop_columns(["year"])
    long = {_path(field): data[field.name].nbytes >= _LONG for field in data.schema}
    with _Hashed(path) as file:
        pq.write_table(
            data, file, compression={name: "zstd" if long[name] else "snappy" for name in long}, compression_level=_level(long),
            row_group_size=_GROUP.get(table, 100_000), write_page_checksum=True, store_schema=False,
            use_dictionary=data.num_rows >= _MANY,
        )  # fmt: skip
        size = file.tell()
    return _Part(path, File(table, f"year={year}/{batch}.{file.digest()}.parquet", size, year, data.num_rows))


def _path(field: pa.Field) -> str:
    """A column's name in Parquet, which packs a column that it is given by another name not at all."""
    return f"{field.name}.list.element" if pa.types.is_list(field.type) else str(field.name)


def _level(long: dict[str, bool]) -> dict[str, int] | None:
    return {name: _LEVEL for name, is_long in long.items() if is_long} or None


class _Hashed(io.FileIO):
    """A new file that knows the hash of what is written to it, one part after the other."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "xb")
        self._hash = hashlib.sha256()

    def write(self, data: Any) -> int:
        """Write all of it. Raises OSError."""
        rest = memoryview(data).cast("B")
        self._hash.update(rest)
        size = len(rest)
        while rest:
            rest = rest[super().write(rest) :]
        return size

    def digest(self) -> str:
        """Of what was written so far."""
        return self._hash.hexdigest()[:_DIGITS]


_DIGITS = 16
_AT_ONCE = 8  # files that are brought to the disk
_LONG = 1 << 12  # bytes of a column from which zstd saves more than it costs to begin: of shorter ones, Snappy takes 2/3 of the time
_MANY = 1_000  # rows from which it pays to look for values that repeat: below, files without dictionaries are as small, and sooner written
_LEVEL = 1  # a quarter quicker than the usual 3, and a twelfth larger


def same(path: Path) -> bool:
    """Whether a file holds what was written to it, by the hash in its name. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:_DIGITS] == path.name.split(".")[1]


_GROUP = {"items": 5_000, "texts": 5_000}
"""Rows of a row group where rows are long, so that one group stays small in memory."""
_PIECE = 500  # rows that are read at a time: with their texts they stay near the processor


def read(folder: Path, files: list[File], columns: list[str] | None = None) -> pa.Table:
    """The rows of some files of one table, with the year. Raises DamagedTable, OSError."""
    schema = _schema(files[0].table, columns)
    return pa.concat_tables([_read_one(folder / file.table / file.path, file.year, schema) for file in files])


def pieces(folder: Path, files: list[File], columns: list[str]) -> Iterator[pa.Table]:
    """The rows as `read` gives them, some hundred at a time: in half of the time where they hold texts. Raises as `read` does."""
    for file in files:
        path = folder / file.table / file.path
        schema = _schema(file.table, columns)
        with _told(path):
            for piece in _open(path).iter_batches(_PIECE, columns=_held(schema), use_threads=False):
                yield _fitted(pa.Table.from_batches([piece]), file.year, schema)


def lacking(data: pa.Table, keys: Collection[str]) -> pa.Table:
    """The rows of other filings than these (SHA-256)."""
    return data.filter(pc.invert(pc.is_in(data["sha256"], value_set=pa.array(sorted(keys), pa.string()))))


def rows_of(path: Path) -> int:
    """How many rows a file says it has. Raises OSError, pa.ArrowException."""
    return int(pq.read_metadata(path).num_rows)


def _schema(table: str, columns: list[str] | None) -> pa.Schema:
    return SCHEMAS[table] if columns is None else pa.schema([SCHEMAS[table].field(c) for c in columns])


def _read_one(path: Path, year: int, schema: pa.Schema) -> pa.Table:
    with _told(path):
        return _fitted(_open(path).read(columns=_held(schema), use_threads=False), year, schema)  # texts are nearly all of it


def _open(path: Path) -> pq.ParquetFile:
    return pq.ParquetFile(path, page_checksum_verification=True)


def _held(schema: pa.Schema) -> list[str]:
    """The columns that files hold; the year is in their path."""
    return [n for n in schema.names if n != "year"]


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """What cannot be read of a file, as DamagedTable; what the system refuses, as OSError."""
    try:
        yield
    except FileNotFoundError:
        raise DamagedTable(f"{path}: the file is missing; {todo(path.parent.parent.name)}") from None
    except (OSError, pa.ArrowException) as error:
        if isinstance(error, OSError) and error.errno:
            raise
        raise DamagedTable(
            f"{path}: the file is damaged ({str(error).partition(chr(10))[0].rstrip('.')}); {todo(path.parent.parent.name)}"
        ) from None


def _fitted(data: pa.Table, year: int, schema: pa.Schema) -> pa.Table:
    """What a file holds, in the columns and types of a schema."""
    if "year" in schema.names:
        data = data.append_column("year", pa.array([year] * data.num_rows, pa.int64()))
    for field in schema:
        if field.name not in data.schema.names:  # a column that is younger than the file
            data = data.append_column(field, pa.nulls(data.num_rows, field.type))
    return data.select(schema.names).cast(schema)


def todo(table: str) -> str:
    """What to do about a damaged file of a table."""
    if table == "filings":
        return "restore it from a copy of the archive; the submissions themselves are whole below raw/"
    return "derive it again from the raw bytes: eightk archive reread --all"
