"""Raw submissions: their exact bytes in segments that only grow, each a row of zstd frames.

Comes in: bytes. Goes out: where they lie; and back again, proved by their SHA-256. A segment belongs to one writer and is never
written again once closed; frames that no filing points at are left over from a writer that was stopped. `zstd -d` opens a segment.
Add here: nothing that knows what a filing is.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, MutableMapping
from io import FileIO
from pathlib import Path
from typing import Any, NamedTuple

import zstandard

from eightk.archive.store import Store

_LEVEL = 1  # a third quicker than the usual 3, and two hundredths larger


class Place(NamedTuple):
    """Where a submission's bytes lie: the segment's file name, the first byte and how many, compressed."""

    segment: str
    offset: int
    size: int

    def columns(self) -> dict[str, str | int]:
        """The place as a filing's row tells it."""
        return {"raw_segment": self.segment, "raw_offset": self.offset, "raw_size": self.size}


class DamagedRaw(ValueError):
    """Raw bytes that are not those which were put in."""


class Segment:
    """A segment being written."""

    def __init__(self, folder: Path, name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / f"{name}.zst"
        self._file: FileIO | None = None
        self._packer = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True)
        self._end = 0

    def add(self, data: bytes) -> Place:
        """Append a submission. Raises OSError (disk full)."""
        if self._file is None:
            self._file = self.path.open("xb", buffering=0)  # what a full disk did not take must not be tried again when the file is let go
        frame = self._packer.compress(data)
        left = memoryview(frame)
        while left:
            left = left[self._file.write(left) :]
        place = Place(self.path.name, self._end, len(frame))
        self._end += len(frame)
        return place

    def close(self) -> None:
        """All is on the disk when this returns."""
        if self._file is not None:
            os.fsync(self._file.fileno())
            self._file.close()


def fetch(store: Store, place: Place, size: int, sha256: str) -> bytes:
    """The submission's bytes. Raises DamagedRaw, ArchiveError, OSError."""
    try:
        frame = store.cut(f"raw/{place.segment}", place.offset, place.size)
    except FileNotFoundError:
        raise DamagedRaw(f"{place.segment}: the file is missing; restore it from a copy of the archive") from None
    try:
        data = zstandard.ZstdDecompressor().decompress(frame, max_output_size=size, allow_extra_data=False)
    except zstandard.ZstdError as error:
        raise DamagedRaw(f"{place.segment} at byte {place.offset:,}: {error}") from None
    if hashlib.sha256(data).hexdigest() != sha256:
        raise DamagedRaw(f"{place.segment} at byte {place.offset:,}: the bytes are not those that were put in")
    return data


def fetch_row(store: Store, row: Mapping[str, Any]) -> bytes:
    """The bytes of a filing, by its row. Raises as `fetch` does."""
    return fetch(store, Place(row["raw_segment"], row["raw_offset"], row["raw_size"]), row["size"], row["sha256"])


def move(store: Store, segment: Segment, row: MutableMapping[str, Any]) -> None:
    """Put the bytes of a filing into another segment, and tell its row where. Raises as `fetch` does."""
    row.update(segment.add(fetch_row(store, row)).columns())
