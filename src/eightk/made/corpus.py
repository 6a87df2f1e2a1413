"""Many made filings: as an archive, as answers, or read and scored; by several processes where asked.

Comes in: an Order, numbers, processes. Goes out: an iterator of filings in order, the bytes of a tar.gz, misses. Add here: nothing about
how a filing is made (`made/__init__.py`).
"""

from __future__ import annotations

import gzip
import io
import tarfile
from collections.abc import Iterable, Iterator
from functools import partial
from typing import IO, Any

import msgspec

from eightk.made import Made, Order, make
from eightk.made.score import Miss, missed
from eightk.read import read
from eightk.workers import mapped

_BATCH = 50


def many(order: Order, numbers: range, jobs: int = 1) -> Iterator[Made]:
    """The filings of these numbers, in order."""
    if jobs == 1:
        yield from (make(order, n) for n in numbers)
        return
    for made in mapped(_batches(numbers), partial(_made, order), jobs, _died):
        yield from made


def tried(order: Order, numbers: range, jobs: int = 1) -> Iterator[tuple[tuple[str, ...], list[Miss]]]:
    """Of each filing the roughenings, and what `read` has wrong."""
    if jobs == 1:
        yield from (_tried(order, n) for n in numbers)
        return
    for results in mapped(_batches(numbers), partial(_tried_all, order), jobs, _died):
        yield from results


def _batches(numbers: range) -> Iterator[list[int]]:
    for at in range(0, len(numbers), _BATCH):
        yield list(numbers[at : at + _BATCH])


def _made(order: Order, numbers: list[int]) -> list[Made]:
    return [make(order, n) for n in numbers]


def _tried_all(order: Order, numbers: list[int]) -> list[tuple[tuple[str, ...], list[Miss]]]:
    return [_tried(order, n) for n in numbers]


def _tried(order: Order, number: int) -> tuple[tuple[str, ...], list[Miss]]:
    made = make(order, number)
    return made.roughenings, missed(number, made.answers, read(made.data), made.roughenings)


def _died(number: int) -> list[Any]:
    """A worker's death is no roughening: whoever makes filings must know of it."""
    raise RuntimeError(f"the process that made filing {number} died; make it alone with --at {number}")


def write_archive(filings: Iterable[Made], out: IO[bytes]) -> Iterator[Made]:
    """Writes a tar.gz of submissions, one file each, and hands each filing on. Times, owners and names are the same in every run."""
    with (
        gzip.GzipFile(filename="", fileobj=out, mode="wb", mtime=0, compresslevel=6) as packed,
        tarfile.open(fileobj=packed, mode="w") as tar,
    ):
        for made in filings:
            info = tarfile.TarInfo(f"{made.accession}.txt")
            info.size = len(made.data)
            tar.addfile(info, io.BytesIO(made.data))
            yield made


def answer_line(made: Made) -> bytes:
    """A line of the answers: the file, how it was made, and what a person would find in it."""
    head = {"path": f"{made.accession}.txt", "number": made.number, "filed": made.day, "medium": made.medium, "hand": made.hand}
    return msgspec.json.encode({**head, "roughenings": made.roughenings, **made.answers}) + b"\n"
