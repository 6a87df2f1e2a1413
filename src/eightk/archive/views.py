"""SQL over an archive: DuckDB in memory, a view for each table, shut off from everything else.

Comes in: a lake and a query. Goes out: an Arrow table. Nothing is copied: the views read the Parquet files of the visible batches,
the columns and row groups that a query needs. A query can read no other file and change no setting. Add here: a view.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from eightk.archive.batch import SCHEMAS, File
from eightk.archive.columns import AMENDED, TABLES
from eightk.archive.lake import ArchiveError, Lake, State

# A file that it may read and that is not there, DuckDB takes for a pattern, or for a folder that it may not look into.
_GONE = re.compile(r'(?:Cannot access file|No files found that match the pattern) "(.+?\.parquet)["/]')
_NO_COLUMN = re.compile(r'(?:Referenced column|a column named) "(\w+)"')
_TYPES = {"string": "VARCHAR", "int": "BIGINT", "bool": "BOOLEAN", "date": "DATE", "timestamp": "TIMESTAMPTZ", "strings": "VARCHAR[]"}

# An 8-K/A carries over the date of the event it amends (Rule 12b-15, General Instruction A.5), or names the original's date.
_AMENDED = """
    SELECT f.*, o.amends, o.amends_method, o.amends_why, b.amended_by
    FROM own.held AS f
    LEFT JOIN own.linked AS o USING (sha256)
    LEFT JOIN (SELECT amends AS accession, list(accession ORDER BY filed, accession) AS amended_by FROM own.linked GROUP BY amends) AS b
        ON b.accession = f.accession
"""
_LINKED = """
    SELECT a.sha256, any_value(a.accession) AS accession, any_value(a.filed) AS filed, any_value(o.accession) AS amends,
        CASE WHEN any_value(a.date_of_report = o.date_of_report) THEN 'filer and date of report' ELSE 'filer and date of the original' END
            AS amends_method,
        'CIK ' || any_value(a.cik) || ', ' || CASE WHEN any_value(a.date_of_report = o.date_of_report)
            THEN any_value(a.date_of_report)::VARCHAR ELSE any_value(a.original_date)::VARCHAR END || '; no other 8-K agrees' AS amends_why
    FROM own.held AS a JOIN own.held AS o
        ON a.form = '8-K/A' AND o.form = '8-K' AND a.cik = o.cik AND a.accession <> o.accession
        AND (a.date_of_report = o.date_of_report OR a.original_date IN (o.filed, o.date_of_report)) AND (o.filed <= a.filed) IS NOT FALSE
    GROUP BY a.sha256 HAVING count(DISTINCT o.accession) = 1
"""


def connect(lake: Lake, as_of: dt.datetime | None = None, state: State | None = None) -> duckdb.DuckDBPyConnection:
    """A connection that holds the archive's views and can reach nothing else.

    As of a time (UTC): what the archive had seen by then. Of the state's tables. Raises ArchiveError.
    """
    state = state or lake.state()
    lake.bring(file for files in state.files.values() for file in files)
    with in_a_line():
        return _connected(lake, as_of, state)


def _connected(lake: Lake, as_of: dt.datetime | None, state: State) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:")
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET python_enable_replacements = false")
    connection.execute("CREATE SCHEMA own")
    for name in state.files:
        connection.execute(f"CREATE VIEW own.{name} AS {_rows(lake.tables / name, name, state.files[name])}")
    seen = f"seen_at <= TIMESTAMPTZ '{as_of.astimezone(dt.UTC).isoformat()}'" if as_of else "true"
    old = connection.execute(f"SELECT list(supersedes) FROM own.filings WHERE supersedes IS NOT NULL AND {seen}").fetchall()[0][0] or []
    gone = f"sha256 NOT IN ({', '.join(repr(key) for key in old)})" if old else "true"
    connection.execute(f"CREATE VIEW own.held AS SELECT * FROM own.filings WHERE {seen} AND {gone}")
    connection.execute(f"CREATE VIEW own.linked AS {_LINKED}")
    connection.execute(f"CREATE VIEW filings AS SELECT {', '.join(AMENDED.names())} FROM ({_AMENDED})")
    among = "sha256 IN (SELECT sha256 FROM own.held)" if as_of else gone
    for name in state.files:
        if name != "filings":
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM own.{name} WHERE {among}")
    _shut(connection, [str(lake.tables / f.table / f.path) for files in state.files.values() for f in files])
    return connection


def _rows(folder: Path, name: str, files: list[File]) -> str:
    """The query for a table's rows, its columns in order."""
    columns = TABLES[name].columns
    if not files:
        return "SELECT " + ", ".join(f"NULL::{_TYPES[c.type]} AS {_quoted(c.name)}" for c in columns) + " WHERE false"
    chosen = ", ".join(_quoted(field) for field in SCHEMAS[name].names)
    if "=" not in str(folder):
        return f"SELECT {chosen} FROM read_parquet([{_listed(folder, files)}], hive_partitioning = true, hive_types = {{'year': BIGINT}})"
    years = {year: [f for f in files if f.year == year] for year in sorted({f.year for f in files})}  # "=" would be taken for a partition
    parts = (
        f"SELECT *, {year}::BIGINT AS year FROM read_parquet([{_listed(folder, some)}], hive_partitioning = false)"
        for year, some in years.items()
    )
    return f"SELECT {chosen} FROM ({' UNION ALL '.join(parts)})"


def _listed(folder: Path, files: list[File]) -> str:
    return ", ".join("'" + str(folder / f.path).replace("'", "''") + "'" for f in files)


def _quoted(name: str) -> str:
    return f'"{name}"'


def _shut(connection: duckdb.DuckDBPyConnection, files: list[str]) -> None:
    listed = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
    connection.execute(f"SET allowed_paths = [{listed}]")
    connection.execute("SET temp_directory = ''")  # what does not fit into memory is refused, not spilt into the current folder
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def ask(connection: duckdb.DuckDBPyConnection, query: str) -> Any:
    """The answer to a query as an Arrow table. Raises ArchiveError with DuckDB's own words for a query that cannot be answered.

    A SELECT and nothing else: what may be read by its path DuckDB would let COPY write too, and a dropped view would stay dropped.
    """
    if not query.isprintable() and any("\ud800" <= c <= "\udfff" for c in query):
        raise ArchiveError("the query is no Unicode text")
    with in_a_line():
        statements = connection.extract_statements(query)
        if len(statements) != 1 or statements[0].type is not duckdb.StatementType.SELECT:
            raise ArchiveError("the query must be one SELECT (or DESCRIBE, SUMMARIZE, SHOW TABLES)")
        answer = connection.sql(query)
        if answer is None:
            raise ArchiveError("the query gives no rows: it must be a SELECT")
        return answer.to_arrow_table()


@contextlib.contextmanager
def in_a_line() -> Iterator[None]:
    """What DuckDB says, in a line."""
    try:
        yield
    except duckdb.Error as error:
        if gone := _GONE.search(str(error)):
            raise ArchiveError(f"No such file: {gone[1]}; if the archive was compacted meanwhile, open it again, else verify it") from None
        told = str(error).partition("\n\n")[0].replace("\n", " ").strip()
        raise ArchiveError(_elsewhere(told) if isinstance(error, duckdb.BinderException) else told) from None
    except RuntimeError as error:
        if "interrupted" not in str(error):  # Ctrl-C, as DuckDB tells it
            raise
        raise KeyboardInterrupt from None


def _elsewhere(told: str) -> str:
    """What DuckDB says of a column that is not there, and which tables have one of that name: it knows only those that were asked."""
    if not (missing := _NO_COLUMN.search(told)):
        return told
    having = [name for name, table in TABLES.items() if missing[1].lower() in table.names()]
    where = f"it is a column of {', '.join(having)} (join them using (sha256))" if having else "`describe TABLE` lists the columns"
    return f"{told.rstrip('.')}; {where}"
