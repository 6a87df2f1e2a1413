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
from typing import Any

from eightk.archive import READY, batch
from eightk.archive.add import FILES, FIRST, SIZE, Clock, Made, Outcome, commit, dead, make
from eightk.archive.batch import File
from eightk.archive.catalog import Catalog
from eightk.archive.columns import DEPENDENT
from eightk.archive.lake import MARK, ArchiveError, Lake
from eightk.archive.raw import DamagedRaw, fetch_row
from eightk.archive.store import Folder
from eightk.archive.verify import COUNTED, counted_by
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
    entries = batches(_share(paths(inputs, limits), *share), FILES, SIZE, FIRST, jobs)
    for made in mapped(entries, work, jobs, dead, fresh=READY) if jobs > 1 else map(work, entries):
        if made.filings is not None:
            batch.write(folder / "tables", "filings", made.name, made.filings)
        yield made.outcomes, made.size


def _share(entries: Iterator[Entry], which: int, of: int) -> Iterator[Entry]:
    return (entry for n, entry in enumerate(entries) if n % of == which - 1)


def merge(lake: Lake, folder: Path, *, clock: Clock) -> Generator[list[Outcome], None, None]:
    """Add the batches of a portion; what is known already is left out. Raises ArchiveError, OSError, pa.ArrowException (damaged)."""
    if (folder / MARK).exists():
        raise ArchiveError(f"{folder}: it is an archive and no portion of one; add its filings to the other from where they came")
    found = sorted((folder / "tables" / "filings").glob("year=*/*.parquet"))
    if not found:
        raise ArchiveError(f"{folder}: no portion of an archive; make one with: eightk read --format parquet -o {folder}")
    catalog = Catalog(lake)
    with lake.writing():
        for name in sorted({batch.batch_of(path.name) for path in found}):
            yield _merged(lake, catalog, folder, name, clock)


def _merged(lake: Lake, catalog: Catalog, folder: Path, name: str, clock: Clock) -> list[Outcome]:
    """Commit a batch under a name of its own, so that a portion merged twice at once, or again after a kill, meets no file of the other."""
    catalog.refresh()
    rows: list[dict[str, Any]] = batch.read(folder / "tables", _files(folder, "filings", name)).to_pylist()
    known = [bytes.fromhex(row["sha256"]) in catalog for row in rows]
    outcomes = [Outcome(r["path"], "known" if k else "added", r["accession"], r["sha256"]) for k, r in zip(known, rows, strict=True)]
    if all(known):
        return outcomes
    files = {table: _files(folder, table, name) for table in DEPENDENT}
    _surely_whole(folder, files, rows)
    new = batch.new_name(clock())
    for segment in {row["raw_segment"] for row in rows}:  # a batch has one
        _copy(folder / "raw" / segment, lake.raw / f"{new}.zst")
    rows = [{**row, "raw_segment": f"{new}.zst"} for row in rows]
    for table, many in files.items():
        files[table] = [file._replace(path=file.path.replace(name, new)) for file in many]
        for old, file in zip(many, files[table], strict=True):
            _copy(folder / "tables" / table / old.path, lake.tables / table / file.path)
    return commit(lake, catalog, Made(new, batch.arrow("filings", rows), files, outcomes, 0), clock())


def _surely_whole(folder: Path, files: dict[str, list[File]], rows: list[dict[str, Any]]) -> None:
    """Raises ArchiveError for a portion of which a file was lost, or that was copied in part."""
    try:
        for table, many in files.items():
            for file in many:
                if not batch.same(folder / "tables" / table / file.path):
                    raise ArchiveError(f"{file.path} of {table} is damaged")
            held = sum(file.rows for file in many)
            wanted = sum(counted_by(row, COUNTED[table]) for row in rows) if table in COUNTED else held
            if held != wanted:
                raise ArchiveError(f"{folder / 'tables' / table}: it has {held} rows and the filings {wanted}")
        for row in rows:
            fetch_row(Folder(str(folder)), row)
    except (ArchiveError, DamagedRaw) as error:
        raise ArchiveError(f"{folder}: the portion is not whole ({error}); make it again, or copy it again") from None


def _files(folder: Path, table: str, name: str) -> list[File]:
    """A portion's files of one batch."""
    out = []
    for path in sorted((folder / "tables" / table).glob(f"year=*/{name}.*.parquet")):
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
