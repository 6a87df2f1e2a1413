"""A table of the archive as frames: lazy for polars, Arrow and pandas where one asks for all of it.

Comes in: a lake and a state. Goes out: frames of the visible rows. `scan()` reads nothing by itself: what is asked of it (columns,
filters, years) is pushed down to the files. Add here: another kind of frame.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from eightk.archive.batch import SCHEMAS
from eightk.archive.columns import AMENDED, AMENDMENT, TABLES
from eightk.archive.lake import Lake, State
from eightk.archive.views import ask

if TYPE_CHECKING:
    import duckdb
    import polars as pl

_LINKS = f"SELECT sha256, {', '.join(c.name for c in AMENDMENT)} FROM filings WHERE amends IS NOT NULL OR amended_by IS NOT NULL"


class Frames:
    """One table of an archive."""

    def __init__(self, name: str, lake: Lake, state: State, connection: Callable[[], duckdb.DuckDBPyConnection], whole: bool) -> None:
        self.name, self._lake, self._state, self._connection, self._whole = name, lake, state, connection, whole

    def __repr__(self) -> str:
        return f"<archive table {self.name}: {', '.join(self.columns)}>"

    @property
    def columns(self) -> tuple[str, ...]:
        """The column names in order."""
        return (AMENDED if self.name == "filings" else TABLES[self.name]).names()

    def scan(self) -> pl.LazyFrame:
        """The visible rows as a polars LazyFrame: select and filter first, then `.collect()`."""
        import polars as pl

        files, folder = self._state.files[self.name], self._lake.tables / self.name
        self._lake.bring(files)
        if files and "=" in str(folder):  # it would be taken for a partition
            parts = (
                pl.scan_parquet(folder / f.path, hive_partitioning=False, glob=False).with_columns(year=pl.lit(f.year, pl.Int64))
                for f in files
            )
            frame = pl.concat(parts)
        elif files:
            paths = [str(folder / f.path) for f in files]
            frame = pl.scan_parquet(paths, hive_partitioning=True, hive_schema={"year": pl.Int64}, glob=False)
        else:
            empty = pl.from_arrow(SCHEMAS[self.name].empty_table())
            assert isinstance(empty, pl.DataFrame)
            frame = empty.lazy()
        if not self._whole:  # some versions are not to be seen
            frame = frame.join(self._keys(), on="sha256", how="semi")
        if self.name == "filings":
            links = pl.from_arrow(ask(self._connection(), _LINKS))
            assert isinstance(links, pl.DataFrame)
            frame = frame.join(links.lazy(), on="sha256", how="left", maintain_order="left")
        return frame.select(self.columns)

    def _keys(self) -> pl.LazyFrame:
        import polars as pl

        keys = pl.from_arrow(ask(self._connection(), "SELECT sha256 FROM filings"))
        assert isinstance(keys, pl.DataFrame)
        return keys.lazy()

    def to_arrow(self) -> Any:
        """All visible rows as an Arrow table."""
        return ask(self._connection(), f"SELECT * FROM {self.name}")

    def to_pandas(self) -> Any:
        """All visible rows as a pandas DataFrame (pandas must be installed)."""
        return self.to_arrow().to_pandas()


def utc(time: dt.datetime) -> dt.datetime:
    """A time in UTC; one without a zone is taken for UTC."""
    return time.replace(tzinfo=dt.UTC) if time.tzinfo is None else time.astimezone(dt.UTC)
