"""How the documents of a report are sent to EDGAR and disseminated by it.

Comes in: nothing, or a day. Goes out: sending.toml as rows. Add here: a field when the table gains a key.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import Literal

import msgspec

from eightk.form import meaning
from eightk.form.rows import Dated, Row, distance, load

Layout = Literal["ascii", "html", "ixbrl"]


class Medium(Dated, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a report is laid out in when nobody says."""

    medium: Layout


class Container(Dated, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The labelled header of a disseminated submission."""

    tag: str
    accepted: bool
    changed: bool
    file_name: bool
    employer: str
    act: str


class Data(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A machine-read companion of the report, by the ending of its name."""

    ending: str
    type: str
    description: str


class Binary(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file that goes out uuencoded; `starts`: its first bytes in hexadecimal; `never`: what must not be in it."""

    ending: str
    starts: tuple[str, ...]
    never: str | None = None
    never_says: str | None = None
    type: str

    def begins(self, data: bytes) -> bool:
        """Whether the content is what the ending says."""
        return data.startswith(tuple(bytes.fromhex(start) for start in self.starts))

    def acts(self, data: bytes) -> bool:
        """Whether something is in the content that must not be."""
        return self.never is not None and re.search(self.never.encode(), data) is not None


class ExhibitType(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an exhibit's number and its file may be called; `embedded`: numbers that are never a file of their own."""

    number: str
    says: str
    endings: tuple[str, ...]
    embedded: tuple[str, ...]


class Enclosing(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Tags around documents, which none may hold."""

    tags: tuple[str, ...]


class Size(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Bytes of a submission."""

    most: int


class Mock(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What marks a submission that was made for tests."""

    sender: str
    label: str
    words: str


class Sending(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """sending.toml as a whole."""

    media: tuple[Medium, ...] = msgspec.field(name="medium")
    containers: tuple[Container, ...] = msgspec.field(name="container")
    data: tuple[Data, ...]
    binaries: tuple[Binary, ...] = msgspec.field(name="binary")
    exhibit: ExhibitType
    enclosing: Enclosing
    size: Size
    mock: Mock


@cache
def sending() -> Sending:
    """The table."""
    return load("sending", Sending)


def layout_of(day: dt.date, numbers: tuple[str, ...] = ()) -> Layout:
    """What a report of that filing date with items of these numbers is laid out in when nobody says.

    An item of asset-backed issuers alone tells one: their covers are never tagged (17 CFR 229.601(b)(104); dei.toml).
    """
    medium = min(sending().media, key=lambda row: distance(row, day)).medium
    asset_backed = any(row.asset_backed for number in numbers if (row := meaning(number, day)) is not None)
    return "html" if medium == "ixbrl" and asset_backed else medium


def container_of(day: dt.date) -> Container:
    """The header of a submission disseminated on a day."""
    return min(sending().containers, key=lambda row: distance(row, day))


def data_row(name: str) -> Data | None:
    """What a companion is, by its name; None for another document."""
    return next((row for row in sending().data if name.lower().endswith(row.ending)), None)


def binary_row(name: str) -> Binary | None:
    """What a picture or other binary file is, by its name; None for text."""
    return next((row for row in sending().binaries if name.lower().endswith(row.ending)), None)
