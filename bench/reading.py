"""Reading and splitting in this process: filings a second, milliseconds a filing, megabytes a second."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from time import process_time

from bench import made
from bench.corpus import Filing
from eightk.read import read
from eightk.read.submission import split
from eightk.write.json import to_json


def seconds(do: Callable[[], object]) -> float:
    """CPU seconds of one call: another process on the same machine is not counted."""
    start = process_time()
    do()
    return process_time() - start


def passes(filings: list[Filing], count: int) -> tuple[float, list[float]]:
    """(seconds of the best pass over all filings, the best seconds of each filing)."""
    best = [float("inf")] * len(filings)
    totals = []
    for _ in range(count):
        took = [seconds(lambda data=f.data: to_json(read(data))) for f in filings]  # type: ignore[misc]
        totals.append(sum(took))
        best = [min(a, b) for a, b in zip(best, took, strict=True)]
    return min(totals), best


def megabytes_per_second(filings: list[Filing], count: int = 2) -> float:
    """The normal speed that hostile shapes are held against."""
    return sum(len(f.data) for f in filings) / passes(filings, count)[0] / 1e6


def _row(name: str, filings: list[Filing], count: int) -> str:
    total, each = passes(filings, count)
    size = sum(len(f.data) for f in filings)
    p95 = statistics.quantiles(each, n=20)[-1] if len(each) > 1 else each[0]
    milli = f"{statistics.median(each) * 1e3:.2f} | {p95 * 1e3:.2f} | {max(each) * 1e3:.1f}"
    return f"| {name} | {len(filings)} | {size / 1e6:.1f} | {len(filings) / total:,.0f} | {milli} | {size / total / 1e6:.1f} |"


def table(filings: list[Filing], count: int) -> Iterator[str]:
    """The corpus, its kinds, and the seed alone."""
    yield "| | filings | MB | filings/s | median ms | p95 ms | longest ms | MB/s |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|"
    bare = [f for f in filings if "primary_docs" in f.path.parts]
    full = [f for f in filings if f not in bare and not f.is_seed]
    yield _row("all", filings, count)
    for name, some in (("full submissions", full), ("primary documents", bare)):
        if some:
            yield _row(name, some, count)
    for seed in filings:
        if seed.is_seed:
            yield _row("the seed alone", [seed], count * 40)


def split_table(size: int, count: int) -> Iterator[str]:
    """A made submission cut into documents."""
    data = made.submission(size)
    documents = len(split(data).documents)
    best = min(seconds(lambda: split(data)) for _ in range(count))
    yield "| made submission MB | documents | ms | GB/s |"
    yield "|--:|--:|--:|--:|"
    yield f"| {len(data) / 1e6:.0f} | {documents} | {best * 1e3:.1f} | {len(data) / best / 1e9:.2f} |"
