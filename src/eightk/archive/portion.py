"""Portions of an archive: what the machines of a cluster make apart, and one of them merges.

Comes in: paths, and which share of them; or the folders that were made so. Goes out: a folder of raw segments and Parquet files that
need no archive and no other writer; or an archive that holds them. Add here: nothing; a portion is a batch not yet committed.

A portion's batch is complete when its file of the table `filings` is there: it is written last.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator, Iterable, Iterator
from functools import partial
from pathlib import Path

from eightk.archive import batch
from eightk.archive.add import FILES, SIZE, Clock, Made, Outcome, commit, dead, make
from eightk.archive.batch import File
from eightk.archive.catalog import Catalog
from eightk.archive.columns import DEPENDENT
from eightk.archive.lake import ArchiveError, Lake
from eightk.bundles import Entry
from eightk.limits import Limits
from eightk.sources import batches, paths
from eightk.workers import mapped


def portion(
    folder: Path, inputs: Iterable[str], *, clock: Clock, share: tuple[int, int] = (1, 1), jobs: int = 1, limits: Limits = Limits()
) -> Generator[tuple[list[Outcome], int], None, None]:
    """Read a share of the inputs (the first of two is (1, 2): every other one) into a new folder.

    Gives for each batch the outcomes of its inputs and the bytes they held. Raises ArchiveError where the folder is not empty, OSError.
    """
    if folder.exists() and any(folder.iterdir()):
        raise ArchiveError(f"{folder}: the folder is not empty; a portion needs a new one")
    folder.mkdir(parents=True, exist_ok=True)
    work = partial(make, folder, limits, frozenset[bytes](), clock)
    entries = batches(_share(paths(inputs, limits), *share), FILES, SIZE)
    for made in mapped(entries, work, jobs, dead, fresh=True) if jobs > 1 else map(work, entries):
        if made.filings is not None:
            batch.write(folder / "tables", "filings", made.name, made.filings)
        yield made.outcomes, made.size


def _share(entries: Iterator[Entry], which: int, of: int) -> Iterator[Entry]:
    return (entry for n, entry in enumerate(entries) if n % of == which - 1)


def merge(lake: Lake, folder: Path, *, clock: Clock) -> Generator[list[Outcome], None, None]:
    """Add the batches of a portion; what is known already is left out. Raises ArchiveError, OSError, pa.ArrowException (damaged)."""
    found = sorted((folder / "tables" / "filings").glob("year=*/*.parquet"))
    if not found:
        raise ArchiveError(f"{folder}: no portion of an archive; make one with: eightk read --format parquet -o {folder}")
    catalog = Catalog(lake)
    with lake.writing():
        for name in sorted({batch.batch_of(path.name) for path in found}):
            yield _merged(lake, catalog, folder, name, clock)


def _merged(lake: Lake, catalog: Catalog, folder: Path, name: str, clock: Clock) -> list[Outcome]:
    catalog.refresh()
    rows = batch.read(folder / "tables", _files(folder, "filings", name))
    told = list(zip(*(rows[c].to_pylist() for c in ("path", "accession", "sha256")), strict=True))
    known = [bytes.fromhex(sha256) in catalog for _, _, sha256 in told]
    outcomes = [Outcome(path, "known" if k else "added", *keys) for k, (path, *keys) in zip(known, told, strict=True)]
    if all(known):
        return outcomes
    for segment in set(rows["raw_segment"].to_pylist()):
        _copy(folder / "raw" / segment, lake.raw / segment)
    files = {table: _files(folder, table, name) for table in DEPENDENT}
    for table, many in files.items():
        for file in many:
            _copy(folder / "tables" / table / file.path, lake.tables / table / file.path)
    return commit(lake, catalog, Made(name, rows, files, outcomes, 0), clock())


def _files(folder: Path, table: str, name: str) -> list[File]:
    """A portion's files of one batch."""
    out = []
    for path in sorted((folder / "tables" / table).glob(f"year=*/{name}.parquet")):
        data = batch.rows_of(path)
        out.append(File(table, f"{path.parent.name}/{path.name}", path.stat().st_size, int(path.parent.name.removeprefix("year=")), data))
    return out


def _copy(source: Path, target: Path) -> None:
    """A file, there whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    shutil.copyfile(source, part)
    with part.open("rb") as file:
        os.fsync(file.fileno())
    os.replace(part, target)
