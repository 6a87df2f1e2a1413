"""Which filings an archive holds: their keys, kept up to date while others add.

Comes in: a lake. Goes out: whether bytes are known, and the newest version of an accession number. Add here: nothing.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from eightk.archive.lake import Lake, State


class Held(NamedTuple):
    """A version that the archive holds: its SHA-256 (hex), its number from 1, and when its accession number was first seen (UTC)."""

    sha256: str
    version: int
    first_seen_at: dt.datetime


class Catalog:
    """The keys of all visible filings, versions that were replaced among them."""

    def __init__(self, lake: Lake) -> None:
        self._lake = lake
        self._read: set[str] = set()
        self._known: set[bytes] = set()
        self._newest: dict[str, Held] = {}
        self.seen = dt.datetime.min.replace(tzinfo=dt.UTC)
        """When the newest of them was seen (UTC)."""

    def refresh(self) -> State:
        """Read what was committed since the last time; the state that it now knows."""
        state = self._lake.state(())
        files = {f.path: f for f in state.files["filings"]}
        if not self._read <= files.keys():  # something was rewritten
            self._read, self._known, self._newest = set(), set(), {}
        new = [f for path, f in files.items() if path not in self._read]
        if new:
            columns = ["accession", "sha256", "version", "first_seen_at", "seen_at"]
            for accession, sha256, version, first, seen in zip(*self._lake.read(new, columns).to_pydict().values(), strict=True):
                self._add(accession, sha256, version, first)
                self.seen = max(self.seen, seen)
        self._read |= files.keys()
        return state

    def _add(self, accession: str | None, sha256: str, version: int, first: dt.datetime) -> None:
        self._known.add(bytes.fromhex(sha256))
        before = self._newest.get(accession) if accession else None
        if accession and (before is None or before.version < version):
            self._newest[accession] = Held(sha256, version, first)

    def __contains__(self, digest: bytes) -> bool:
        return digest in self._known

    def digests(self) -> frozenset[bytes]:
        """SHA-256 of everything held."""
        return frozenset(self._known)

    def newest(self, accession: str) -> Held | None:
        """The newest version of an accession number, or None."""
        return self._newest.get(accession)
