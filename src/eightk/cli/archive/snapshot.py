"""`eightk archive snapshot NAME`: name what the archive holds, with hashes, to cite it."""

from __future__ import annotations

import datetime as dt
import json

import click

from eightk.archive.frames import utc
from eightk.archive.lake import ArchiveError
from eightk.archive.opened import Archive
from eightk.archive.snapshot import keep, manifest, name_of
from eightk.archive.store import Store
from eightk.cli.archived import archive_option, as_of_option, fail, now, troubles


@click.command(short_help="Name what the archive holds, with hashes, to cite it.")
@click.argument("name")
@archive_option
@as_of_option
def command(name: str, root: str, as_of: dt.datetime | None) -> None:
    """Keep under NAME what the archive holds: hashes of every table, the list of filings, the data dictionary.

    With a NAME that is there already, nothing is written: it is proved that the archive still holds the same (exit code 1 if not).
    The hash is the same for the same filings read by the same version, whatever the machine or the order.
    """
    with troubles():
        archive = Archive(root)
        try:
            file = name_of(name)
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="NAME") from None
        store = archive.lake.store
        if f"{name}.json" in store.names("snapshots"):
            _compare(root, store, file, name)
            return
        as_of = as_of or archive.newest() or now()  # what another writer is about to commit is later than all that is seen
        told = manifest(Archive(root, as_of=as_of).connection, name, as_of)
        keep(store, file, told)
    click.echo(f"{told['hash']}  {name}: {len(told['filings']):,} filings as of {told['as_of']}, in {store.uri(file)}")


def _compare(root: str, store: Store, file: str, name: str) -> None:
    try:
        before = json.loads(store.read(file))
        as_of = utc(dt.datetime.fromisoformat(before["as_of"]))
        told = dict(before["tables"])
    except (ValueError, KeyError, TypeError):
        raise ArchiveError(
            f"{store.uri(file)}: the snapshot cannot be read; restore it from a copy, or take one under another name"
        ) from None
    after = manifest(Archive(root, as_of=as_of).connection, name, as_of)
    if after["hash"] == before["hash"]:
        click.echo(f"{after['hash']}  {name}: unchanged, {len(after['filings']):,} filings as of {before['as_of']}")
        return
    changed = [table for table, was in told.items() if after["tables"].get(table) != was]
    fail(f"{name}: the archive no longer holds the same: {', '.join(changed)} differ; what it was is in {store.uri(file)}")
    click.get_current_context().exit(1)
