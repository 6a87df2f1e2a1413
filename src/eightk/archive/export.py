"""A table of the archive as a file: Parquet, CSV or JSON lines.

Comes in: a connection to the views and an open file. Goes out: the rows, sorted, a few thousand at a time. CSV is made for
spreadsheets: what would run as a formula is marked, lists are joined by "; ". Add here: a format, one line in `FORMATS`.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterator
from typing import IO, Any

import duckdb
import msgspec
import pyarrow.parquet as pq

from eightk.archive.columns import AMENDED, TABLES
from eightk.archive.views import in_a_line
from eightk.write.escape import cell

_ROWS = 10_000


def export(connection: duckdb.DuckDBPyConnection, table: str, format: str, file: IO[bytes]) -> int:
    """Write a table's visible rows; gives their number. Raises ArchiveError, OSError."""
    names = (AMENDED if table == "filings" else TABLES[table]).names()
    order = ", ".join(c for c in ("accession", "sha256", "document", "position", "place") if c in names)
    with in_a_line():
        return FORMATS[format](connection.sql(f"SELECT * FROM {table} ORDER BY {order}").to_arrow_reader(_ROWS), file)


def _parquet(reader: Any, file: IO[bytes]) -> int:
    count = 0
    with pq.ParquetWriter(file, reader.schema, compression="zstd") as writer:
        for part in reader:
            writer.write_batch(part)
            count += part.num_rows
    return count


def _rows(reader: Any) -> Iterator[dict[str, Any]]:
    for part in reader:
        yield from part.to_pylist()


def _jsonl(reader: Any, file: IO[bytes]) -> int:
    count = 0
    for row in _rows(reader):
        file.write(msgspec.json.encode(row) + b"\n")
        count += 1
    return count


def _csv(reader: Any, file: IO[bytes]) -> int:
    out = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(reader.schema.names)
    count = 0
    for row in _rows(reader):
        lines.writerow([csv_cell(value) for value in row.values()])
        count += 1
    out.detach()
    return count


def csv_cell(value: Any) -> str:
    """A value for a spreadsheet."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return cell("; ".join(map(str, value)))
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    return cell(value) if isinstance(value, str) else str(value)


FORMATS: dict[str, Callable[[Any, IO[bytes]], int]] = {"parquet": _parquet, "csv": _csv, "jsonl": _jsonl}
