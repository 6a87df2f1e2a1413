"""A snapshot: a name for what the archive held at a time, with hashes, so that a result can be cited and proved.

Comes in: a connection to the views. Goes out: a manifest: counts and hashes of every table, the list of filings, the data dictionary.
The hashes speak of the filings and of what was read from them, not of this archive: two archives of the same filings, read by the
same version, have the same hashes, whatever the order, the number of workers or the machine. Add here: nothing without a new version.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

import duckdb
import msgspec

from eightk.archive.columns import LOCAL, TABLES
from eightk.archive.dictionary import dictionary
from eightk.archive.store import Store
from eightk.archive.views import in_a_line

_WHOLE = 1 << 256


def manifest(connection: duckdb.DuckDBPyConnection, name: str, as_of: dt.datetime) -> dict[str, Any]:
    """What a snapshot says, ready for JSON. Raises ArchiveError."""
    with in_a_line():
        return _manifest(connection, name, as_of)


def _manifest(connection: duckdb.DuckDBPyConnection, name: str, as_of: dt.datetime) -> dict[str, Any]:
    tables = {table: _table(connection, table) for table in TABLES}
    keys = connection.sql("SELECT accession, sha256 FROM filings ORDER BY accession NULLS FIRST, sha256").fetchall()
    readers = connection.sql("SELECT DISTINCT reader, facts FROM filings ORDER BY ALL").fetchall()
    whole = hashlib.sha256(json.dumps(tables, sort_keys=True).encode()).hexdigest()
    return {
        "name": name, "as_of": as_of.isoformat(), "hash": whole, "tables": tables,
        "readers": [{"reader": reader, "facts": facts} for reader, facts in readers],
        "filings": [{"accession": accession, "sha256": sha256} for accession, sha256 in keys],
        "dictionary": dictionary(),
    }  # fmt: skip


def _table(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, Any]:
    """Rows, and a hash that does not depend on their order: the sum of the rows' SHA-256, modulo 2^256."""
    columns = [c for c in TABLES[table].names() if c not in LOCAL]
    named = ", ".join(f'"{c}"' for c in columns)
    total = count = 0
    for part in connection.sql(f"SELECT {named} FROM {table}").to_arrow_reader(10_000):
        for row in part.to_pylist():
            total += int.from_bytes(hashlib.sha256(msgspec.json.encode([row[c] for c in columns])).digest())
            count += 1
    return {"rows": count, "hash": f"{total % _WHOLE:064x}", "columns": columns}


def name_of(name: str) -> str:
    """The file of the archive in which a snapshot of this name is kept. Raises ValueError for a name that is none."""
    if not name or not all(c.isalnum() or c in "-_." for c in name) or name.startswith("."):
        raise ValueError("a snapshot's name is letters, digits, '-', '_' and '.'")
    return f"snapshots/{name}.json"


def keep(store: Store, file: str, told: dict[str, Any]) -> None:
    """Write the manifest; it is there whole or not at all. Raises ArchiveError, OSError."""
    store.keep(file, json.dumps(told, indent=1).encode() + b"\n")
