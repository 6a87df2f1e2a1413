"""The archive: adding, searching, SQL, sizes, over copies of real filings; SQLite's FTS5 on the same passages beside it."""

from __future__ import annotations

import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from bench.copies import copies
from eightk.archive.index import Index, create
from eightk.archive.indexing import passages
from eightk.archive.lake import open_lake
from eightk.archive.opened import Archive
from eightk.archive.query import parse
from eightk.archive.search import search

MEGABYTE = 1_000_000
STRETCH = 20_000  # copies on the disk at a time
PHRASES = (
    '"press release"',
    '"results of operations"',
    '"credit agreement"',
    '"board of directors"',
    '"net income per share"',
    '"plan of reorganization"',
)
BOOLEANS = (
    "acquisition AND (merger OR purchase) NOT bankruptcy", "(earnings OR revenue) filed:2004..2006", "director state:DE",
    "agreement NOT amendment form:8-K", "(closure OR divestiture OR sale) item:(2 OR 5 OR 2.01 OR 8.01)", "stock AND price AND option",
)  # fmt: skip
NEARS = ("(closing OR sale) near/10 merger", "president near/5 appoint*")
SQL = "SELECT year, number, count(*) AS n FROM items GROUP BY ALL"
# What the kernel says of this process alone; rusage would count what its parent had when it was started.
_MEMORY = """
import sys
from eightk.archive.opened import Archive
answer = Archive(sys.argv[1]).search(sys.argv[2], facets=True)
print(next(int(line.split()[1]) // 1024 for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


def table(sizes: list[int], jobs: int) -> Iterator[str]:
    """Everything at each size; the archive grows from one to the next."""
    folder = Path(tempfile.mkdtemp(prefix="eightk-bench-"))
    try:
        yield from _grow(folder, sizes, jobs)
    finally:
        shutil.rmtree(folder)


def _grow(folder: Path, sizes: list[int], jobs: int) -> Iterator[str]:
    root, made, done = folder / "archive", copies(max(sizes)), 0
    yield f"Adding with {jobs} workers: read, raw bytes, tables and index. These are copies, whose words repeat."
    yield "\n| filings | added MB | MB/s | filings/s | raw MB | tables MB | index MB | text MB | (tables + index) / text |"
    yield "|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
    asked = []
    for size in sizes:
        before, added, seconds = done, 0, 0.0
        while done < size:
            count = min(STRETCH, size - done)
            more, took = _stretch(folder / "in", root, made, count, jobs)
            added, seconds, done = added + more, seconds + took, done + count
        rate, each = added / MEGABYTE / seconds, (done - before) / seconds
        yield f"| {size:,} | {added / MEGABYTE:,.0f} | {rate:.1f} | {each:.0f} | {_sizes(root)} |"
        asked.append((size, list(_questions(root))))
    for size, lines in asked:
        yield f"\nAsking {size:,} filings: the median of the queries' medians, and the slowest of these.\n"
        yield from lines
    yield from _beside(folder, root)


def _sizes(root: Path) -> str:
    """Raw, tables, index and text in MB, and how much tables and index are of the text."""
    archive = Archive(root)
    told = archive.stats()
    query = "SELECT (SELECT sum(strlen(text)) FROM texts) + (SELECT sum(strlen(text)) FROM items) AS size"
    text = archive.sql(query).to_pylist()[0]["size"]
    kept, index = sum(t["bytes"] for t in told["tables"].values()), told["index_bytes"]
    return " | ".join([*(f"{size / MEGABYTE:,.0f}" for size in (told["raw_bytes"], kept, index, text)), f"{(kept + index) / text:.2f}"])


def _stretch(folder: Path, root: Path, made: Iterator[tuple[str, bytes]], count: int, jobs: int) -> tuple[int, float]:
    """Add so many more copies by the program; gives their bytes and the seconds it took as a whole process."""
    folder.mkdir()
    size = 0
    for _, (name, data) in zip(range(count), made, strict=False):
        (folder / name).write_bytes(data)
        size += len(data)
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "eightk", "archive", "add", folder, "--archive", root, "-j", str(jobs)], check=True, capture_output=True
    )
    took = time.perf_counter() - begun
    shutil.rmtree(folder)
    return size, took


def _questions(root: Path) -> Iterator[str]:
    archive = Archive(root)
    ask: dict[str, tuple[tuple[str, ...], Callable[[str], object]]] = {
        "phrase": (PHRASES, lambda q: archive.search(q, snippets=False)),
        "boolean with facets": (BOOLEANS, lambda q: archive.search(q, snippets=False, facets=True)),
        "near": (NEARS, lambda q: archive.search(q, snippets=False)),
        "first page with snippets": (PHRASES + BOOLEANS, lambda q: archive.search(q)),
        "SQL, year x item": ((SQL,), lambda q: archive.sql(q)),
    }
    yield "| question | p50 ms | slowest ms |"
    yield "|---|--:|--:|"
    for name, (queries, run) in ask.items():
        times = [_median(run, q) for q in queries]
        yield f"| {name} | {statistics.median(times):.1f} | {max(times):.1f} |"
    out = subprocess.run([sys.executable, "-c", _MEMORY, root, BOOLEANS[0]], check=True, capture_output=True, text=True).stdout.strip()
    yield f"| a search process, peak MB | {out} | |"


def _median(run: Callable[[str], object], query: str) -> float:
    times = []
    for _ in range(7):
        begun = time.perf_counter()
        run(query)
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


# ---- SQLite beside it ------------------------------------------------------------------------------------------------

MOST = 60_000  # passages for the comparison
_PLAIN = ("acquisition AND (merger OR purchase) NOT bankruptcy", "stock AND price AND option", "(closure OR divestiture OR sale) AND plan")


def _beside(folder: Path, root: Path) -> Iterator[str]:
    """FTS5 and our index on the same passages."""
    lake = open_lake(root)
    files = lake.state().files
    told = list(islice(passages(lake, {n: files[n] for n in ("filings", "filers", "items", "texts")}, {}), MOST))
    size = sum(len(p.text) for p in told) / MEGABYTE
    base = sqlite3.connect(folder / "fts.db")
    base.execute("CREATE VIRTUAL TABLE p USING fts5(text, content='', tokenize='porter unicode61')")
    begun = time.perf_counter()
    base.executemany("INSERT INTO p(rowid, text) VALUES (?, ?)", ((n, p.text) for n, p in enumerate(told, 1)))
    base.commit()
    theirs = size / (time.perf_counter() - begun)
    create(folder / "index")
    index = Index(folder / "index")
    begun = time.perf_counter()
    with index.writer() as writer:
        writer.add(told)
        writer.commit("1")
    ours = size / (time.perf_counter() - begun)

    def fts(query: str) -> object:
        return base.execute("SELECT rowid FROM p WHERE p MATCH ? ORDER BY rank LIMIT 10", [query]).fetchall()

    def own(query: str) -> object:
        return search(index, parse(query))

    yield f"\nSQLite FTS5 and our index on the same {len(told):,} passages ({size:,.0f} MB of text):\n"
    yield "| | FTS5 | ours | ours is |"
    yield "|---|--:|--:|--:|"
    yield f"| indexing, MB/s of text | {theirs:.1f} | {ours:.1f} | {ours / theirs:.1f}x as fast |"
    for name, queries in (("phrase", PHRASES), ("boolean", _PLAIN)):
        a, b = (statistics.median(_median(run, q) for q in queries) for run in (fts, own))
        yield f"| {name}, p50 ms | {a:.2f} | {b:.2f} | {a / b:.1f}x as fast |"
