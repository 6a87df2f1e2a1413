"""An archive, opened: one object with everything one asks of it.

Comes in: a folder, and the time as of which one looks. Goes out: `Archive`. Add here: a question, in a line or two that hand it on.
"""

from __future__ import annotations

import datetime as dt
import os
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from eightk.archive.columns import TABLES
from eightk.archive.frames import Frames, utc
from eightk.archive.index import Damaged, Index
from eightk.archive.indexing import catch_up, folder_of, is_current
from eightk.archive.lake import ArchiveError, State, bytes_below, open_lake
from eightk.archive.query import parse
from eightk.archive.raw import Place, fetch
from eightk.archive.search import Page, Sort
from eightk.archive.search import search as find
from eightk.archive.snippets import Snippet
from eightk.archive.snippets import snippets as shown
from eightk.archive.views import ask, connect

if TYPE_CHECKING:
    import duckdb


class Answer(NamedTuple):
    """What a search found: a page of hits with counts, a snippet for each hit, and whether the index was behind the tables."""

    page: Page
    snippets: tuple[Snippet, ...]
    behind: bool


class Archive:
    """An archive as it was when it was opened; open it again to see what others have added since.

    `as_of` (UTC if it has no zone): what the archive had seen by then. Its tables are attributes: `archive.items.scan()`.
    Raises ArchiveError where there is no archive, or a newer one than this version knows.
    """

    filings: Frames
    registrants: Frames
    filers: Frames
    securities: Frames
    items: Frames
    exhibits: Frames
    documents: Frames
    signatures: Frames
    dei: Frames
    findings: Frames
    texts: Frames

    def __init__(self, root: str | os.PathLike[str], *, as_of: dt.datetime | None = None) -> None:
        self.as_of = utc(as_of) if as_of else None
        self.lake = open_lake(root)
        self._fetched: tuple[set[str], duckdb.DuckDBPyConnection | None] = set(), None

    def __repr__(self) -> str:
        return f"<Archive {self.lake}>"

    def __getattr__(self, name: str) -> Frames:
        if name not in TABLES:
            raise AttributeError(f"an archive has no {name!r}; its tables are {', '.join(TABLES)}")
        return Frames(name, self.lake, self.state, lambda: self.connection, self._whole)

    @cached_property
    def state(self) -> State:
        """What is visible."""
        return self.lake.state()

    @cached_property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """DuckDB with a view for each table, shut off from all else."""
        return connect(self.lake, self.as_of, self.state)

    @cached_property
    def _alone(self) -> duckdb.DuckDBPyConnection:
        """DuckDB with the filings alone."""
        return connect(self.lake, self.as_of, self.lake.state(()))

    @cached_property
    def _whole(self) -> bool:
        """Whether all rows of the files are visible: no version was replaced, and no time is asked for."""
        counts = self.connection.execute("SELECT (SELECT count(*) FROM filings), (SELECT count(*) FROM own.filings)").fetchall()[0]
        return bool(counts[0] == counts[1])

    def sql(self, query: str) -> Any:
        """The answer to a query over the tables, an Arrow table. Raises ArchiveError for a query that cannot be answered."""
        return ask(self._connected(query), query)

    def _connected(self, query: str) -> duckdb.DuckDBPyConnection:
        """The connection; at an address one with the files of the tables that the query names, and the others left empty.

        A name may be made up by DuckDB's functions `query` and `query_table`.
        """
        words = query.lower()
        if not self.lake.store.remote or "query" in words:
            return self.connection
        before, connection = self._fetched
        wanted = before | {"filings"} | {name for name in TABLES if name in words}
        if connection is None or wanted != before:
            files = {name: files if name in wanted else [] for name, files in self.state.files.items()}
            connection = connect(self.lake, self.as_of, State(self.state.version, files))
            self._fetched = wanted, connection
        return connection

    def get(self, name: str, version: int | None = None) -> bytes:
        """The exact bytes of a filing, by its accession number or SHA-256; its newest version if none is named.

        Needs the table filings and nothing else to be whole. Raises ArchiveError, DamagedRaw.
        """
        name = name.encode(errors="replace").decode()  # bytes of a command line that are no text
        by_hash = len(name) == 64
        wanted = "own.filings" if version or by_hash else "filings"
        found = self._alone.execute(
            f"SELECT raw_segment, raw_offset, raw_size, size, sha256 FROM {wanted} WHERE {'sha256' if by_hash else 'accession'} = $1"
            " AND ($2 IS NULL OR version = $2) AND ($3 IS NULL OR seen_at <= $3)",
            [name.lower() if by_hash else name, version, self.as_of],
        ).fetchall()
        if not found:
            raise ArchiveError(f"{name}: the archive holds no such filing" + (f" of version {version}" if version else ""))
        segment, offset, packed, size, sha256 = found[0]
        return fetch(self.lake.store, Place(segment, offset, packed), size, sha256)

    def search(
        self, query: str, *, limit: int = 10, after: str | None = None, sort: Sort = "score", facets: bool = False, snippets: bool = True
    ) -> Answer:
        """The passages that answer a query (see the page on the query language), best first or newest first.

        The index is brought up to date at the first search. Raises BadQuery, BadToken, ArchiveError.
        """
        asked = parse(query)
        index = self.index
        try:
            page = find(index, asked, limit, after, sort, self.as_of, facets)
        except Damaged as error:
            raise ArchiveError(f"{error}: eightk archive reindex --archive {self.lake}") from None
        return Answer(page, tuple(shown(self.lake, asked, page.hits)) if snippets else (), self._behind)

    @cached_property
    def index(self) -> Index:
        """The index, brought up to date at its first use, unless another process is writing to it. Raises ArchiveError."""
        index = catch_up(self.lake, wait=False)
        self._behind = not is_current(self.lake, index)
        return index

    def newest(self) -> dt.datetime | None:
        """When the archive saw its newest filing (UTC); None if it holds none."""
        seen: dt.datetime | None = self.sql("SELECT max(seen_at) AS seen FROM filings").to_pylist()[0]["seen"]
        return seen

    def stats(self) -> dict[str, Any]:
        """How much there is: filings, versions, years, rows and bytes by table, bytes of raw submissions and of the index."""
        told = self.sql(
            "SELECT count(*) AS filings, (SELECT count(*) FROM own.filings) AS versions, count(DISTINCT cik) AS filers,"
            " min(filed) AS first_filed, max(filed) AS last_filed, max(seen_at) AS last_seen_at, coalesce(sum(size), 0)::BIGINT AS bytes"
            " FROM filings"
        ).to_pylist()[0]
        return {
            **told, "raw_bytes": sum(self.lake.store.sizes("raw").values()), "index_bytes": bytes_below(folder_of(self.lake)),
            "tables": {
                name: {"rows": sum(f.rows for f in files), "files": len(files), "bytes": sum(f.size for f in files)}
                for name, files in self.state.files.items()
            },
        }  # fmt: skip
