"""What search finds: a passage, an item's text or a piece of an exhibit's, with what is known of its filing.

Comes in: nothing. Goes out: `Passage`. Add here: a field, when search gains a field; then a line in `match.py` and in `index.py`.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

PassageKind = Literal["item", "exhibit"]


class Passage(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A stretch of text of one filing version. Items that share one text are one passage with several numbers."""

    key: str
    """The filing version: "accession:sha256", or ":sha256" where the submission has no accession."""
    accession: str | None = None
    document: int = 0
    """Position of the document in the submission."""
    kind: PassageKind = "item"
    place: int = 0
    """Position of the item in the report, or number of the exhibit's piece."""
    start: int = 0
    end: int = 0
    """Characters in the document's text for a piece of an exhibit; 0 and the length for an item."""
    text: str = ""

    raw: tuple[str, int, int, int] | None = None
    """Where the submission's bytes lay when this was indexed: segment, first byte, bytes there, bytes uncompressed."""

    numbers: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    exhibit: str | None = None

    form: str | None = None
    type: str | None = None
    ciks: tuple[str, ...] = ()
    filers: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    sics: tuple[str, ...] = ()
    filed: dt.date | None = None
    accepted: dt.datetime | None = None
    date_of_report: dt.date | None = None
    seen: dt.datetime
    """When the archive saw this version (UTC)."""
    until: dt.datetime | None = None
    """When a newer version of the same accession replaced it (UTC)."""
