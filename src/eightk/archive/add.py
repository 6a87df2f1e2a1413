"""Filings into an archive: read, kept, committed; each whole or not at all, and each only once.

Comes in: paths. Goes out: an `Outcome` for every input, when what it says is committed. Workers read filings and write the files of
a batch; this process alone commits them, `filings` last. Whatever was stopped in between is done again by adding again.
Add here: what may become of an input.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import secrets
from collections.abc import Callable, Generator, Iterable, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Literal, NamedTuple

from eightk.archive import READY, batch
from eightk.archive.batch import File
from eightk.archive.catalog import Catalog, Held
from eightk.archive.columns import TABLES
from eightk.archive.derive import derive
from eightk.archive.lake import ArchiveError, Change, Lake, create, open_lake
from eightk.archive.raw import Segment, move
from eightk.bundles import Entry
from eightk.limits import Limits
from eightk.read import read
from eightk.sources import Failure, batches, died, load, paths
from eightk.workers import mapped
from eightk.write.escape import unicode_path
from eightk.write.rows import Rows

FIRST, FILES, SIZE = 350, 1_000, 1 << 27
"""Inputs of the first batches, inputs and bytes of a batch at most."""
_TRIES = 1_000

Clock = Callable[[], dt.datetime]
Kind = Literal["added", "version", "known", "other", "failed"]


class Outcome(NamedTuple):
    """What became of an input: `added`, a new `version` of an accession number, `known` already, `other` than an 8-K, or `failed`."""

    path: str
    kind: Kind
    accession: str | None = None
    sha256: str | None = None
    what: str = ""
    todo: str = ""


class Made(NamedTuple):
    """A batch on the disk and not yet committed: its files by table, its filings still without what the commit says."""

    name: str
    filings: Any
    files: dict[str, list[File]]
    outcomes: list[Outcome]
    size: int


def add(
    place: str | os.PathLike[str], inputs: Iterable[str], *, clock: Clock, jobs: int = 1, limits: Limits = Limits()
) -> Generator[tuple[list[Outcome], int], None, None]:
    """Add filings; gives after each commit the outcomes of its inputs and the bytes they held.

    Closing the generator, or Ctrl-C, leaves what was committed. Raises ArchiveError, OSError (disk full).
    """
    lake = create(place)
    catalog = Catalog(lake)
    work = partial(_new, os.fspath(place), lake.root, limits, secrets.token_hex(4), clock)
    entries = batches(paths(inputs, limits), FILES, SIZE, FIRST, jobs)
    with lake.writing():
        made = mapped(entries, work, jobs, dead, fresh=READY) if jobs > 1 else map(work, entries)
        for one in made:
            yield commit(lake, catalog, one, clock()), one.size


def dead(entry: Entry) -> Made:
    """What is said of an input that killed its worker."""
    return Made("", None, {}, [_failed(died(entry))], 0)


def _failed(failure: Failure) -> Outcome:
    return Outcome(failure.path, "failed", what=failure.what, todo=failure.todo)


# ---- reading and writing, in a worker ------------------------------------------------------------------------------


def _new(place: str, root: Path, limits: Limits, run: str, clock: Clock, entries: Sequence[Entry]) -> Made:
    return make(root, limits, _known(place, run), clock, entries)


@batch.plain_memory()
def make(root: Path, limits: Limits, before: frozenset[bytes], clock: Clock, entries: Sequence[Entry]) -> Made:
    """Read the inputs and write those not known `before` (by SHA-256) as the files of a batch. Raises OSError (disk full)."""
    name = batch.new_name(clock())
    segment = Segment(root / "raw", name)
    known, rows, outcomes, size = set[bytes](), list[dict[str, Rows]](), list[Outcome](), 0
    for entry in entries:
        loaded = load(entry, limits)
        if isinstance(loaded, Failure):
            outcomes.append(_failed(loaded))
            continue
        data, findings = loaded
        if findings:  # cut short or beyond the limits: these are not the submission's bytes
            outcomes.append(Outcome(entry[0], "failed", what=findings[0].message.rstrip("."), todo="fetch it again if it is not whole"))
            continue
        size += len(data)
        digest = hashlib.sha256(data)
        if digest.digest() in known or digest.digest() in before:
            outcomes.append(Outcome(entry[0], "known", sha256=digest.hexdigest()))
            continue
        report = read(data, path=unicode_path(entry[0]), limits=limits)
        if report.form is None:
            outcomes.append(_other(entry[0], [f.message for f in report.findings]))
            continue
        known.add(digest.digest())
        place = segment.add(data)
        made = derive(report, digest.hexdigest(), len(data))
        made["filings"][0].update(place.columns())
        rows.append(made)
        outcomes.append(Outcome(entry[0], "added", report.accession, digest.hexdigest()))
    segment.close()
    tables = _tables(rows)
    filings = tables.pop("filings")
    return Made(name, filings, batch.write_all(root / "tables", name, tables), outcomes, size)


def _tables(made: list[dict[str, Rows]]) -> dict[str, Any]:
    """The rows of some filings by table, in the order that files have: then they need not be sorted, which copies all texts."""
    made.sort(key=lambda rows: batch.place(rows["filings"][0]))
    return {table: batch.arrow(table, [row for rows in made for row in rows.pop(table)]) for table in TABLES}


def _other(path: str, why: list[str]) -> Outcome:
    return Outcome(path, "other", what=f"no Form 8-K: {why[-1].rstrip('.') if why else 'it does not call itself one'}")


@lru_cache(maxsize=1)
def _known(place: str, run: str) -> frozenset[bytes]:
    """SHA-256 of what the archive held when this run began, so that it is not read again. The commit looks once more."""
    catalog = Catalog(open_lake(place))
    catalog.refresh()
    return catalog.digests()


# ---- committing ------------------------------------------------------------------------------------------------------


def commit(lake: Lake, catalog: Catalog, made: Made, now: dt.datetime) -> list[Outcome]:
    """Make a batch visible, without what another writer was first to add. Raises ArchiveError, OSError."""
    if not made.filings or not made.filings.num_rows:
        return made.outcomes
    lake.add_files(made.files)
    for _ in range(_TRIES):
        catalog.refresh()
        twice = [key for key in made.filings["sha256"].to_pylist() if bytes.fromhex(key) in catalog]
        if twice:
            made = _without(lake, made, set(twice), now)
            if not made.filings.num_rows:
                return made.outcomes
        # Later than all that is visible, whatever the clocks of several machines say: what was seen by a time then stays as it was.
        filings, outcomes = _versions(made, catalog, max(now, catalog.seen + dt.timedelta(microseconds=1)))
        files = batch.write(lake.tables, "filings", made.name, filings)
        if lake.publish(files, (), Change(kind="add", batch=made.name)):
            return outcomes
        for file in files:
            lake.store.delete(f"tables/filings/{file.path}")
    raise ArchiveError(f"{lake}: too many writers at once; try again with fewer")


def _without(lake: Lake, made: Made, keys: set[str], now: dt.datetime) -> Made:
    """The batch, written again, without some filings, which are known by now."""
    name = batch.new_name(now)
    folder = lake.tables
    kept = {table: batch.lacking(batch.read(folder, old), keys) for table, old in made.files.items() if old}
    files = {**{table: [] for table in made.files}, **batch.write_all(folder, name, kept)}
    filings = _raw_anew(lake, name, made.filings, batch.lacking(made.filings, keys))
    lake.add_files(files)
    lake.drop_files(made.files)
    outcomes = [o._replace(kind="known") if o.kind == "added" and o.sha256 in keys else o for o in made.outcomes]
    return Made(name, filings, files, outcomes, made.size)


def _raw_anew(lake: Lake, name: str, before: Any, kept: Any) -> Any:
    """The filings that are kept, their bytes in a segment without those of the others, so that what is removed later is nowhere."""
    segment, rows = Segment(lake.raw, name), kept.to_pylist()
    for row in rows:
        move(lake.store, segment, row)
    segment.close()
    for old in set(before["raw_segment"].to_pylist()):
        lake.store.delete(f"raw/{old}")
    return batch.arrow("filings", rows)


def _versions(made: Made, catalog: Catalog, now: dt.datetime) -> tuple[Any, list[Outcome]]:
    """The filings with what the commit says of them, and the outcomes, which name the version that each replaced."""
    accessions = dict(zip(made.filings["sha256"].to_pylist(), made.filings["accession"].to_pylist(), strict=True))
    held: dict[str, Held] = {}
    newest: dict[str, Held] = {}
    replaced: dict[str, Held] = {}
    for outcome in made.outcomes:
        if outcome.kind != "added" or (sha256 := str(outcome.sha256)) not in accessions:
            continue
        accession = accessions[sha256]
        before = newest.get(accession) or catalog.newest(accession) if accession else None
        held[sha256] = newest[accession] = Held(sha256, before.version + 1 if before else 1, before.first_seen_at if before else now)
        if before:
            replaced[sha256] = before
    told: Rows = [
        {"seen_at": now, "first_seen_at": held[key].first_seen_at, "version": held[key].version, "supersedes": _key(replaced.get(key))}
        for key in accessions
    ]
    return batch.told(made.filings, told), [_told(o, replaced) for o in made.outcomes]


def _key(held: Held | None) -> str | None:
    return held.sha256 if held else None


def _told(outcome: Outcome, replaced: dict[str, Held]) -> Outcome:
    before = replaced.get(outcome.sha256 or "") if outcome.kind == "added" else None
    if before is None:
        return outcome
    what = f"version {before.version + 1} of {outcome.accession}; version {before.version} is kept (SHA-256 {before.sha256})"
    return outcome._replace(kind="version", what=what)
