"""A draft's path -> the draft, and every file that goes out with it, each opened once.

Comes in: a path. Goes out: `Given`: a Draft, bytes and hashes. Add here: another way in which a draft is written.
"""

from __future__ import annotations

import os

import msgspec

from eightk.bundles import Refused
from eightk.drafted import Draft, drafted
from eightk.filing.folder import opened
from eightk.limits import Limits
from eightk.read.json import from_json
from eightk.write.package import CannotPack, Complaint, pictures_of, place_of, sha256


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """A draft as it was read. `exhibits`: number -> bytes as they go out; `pictures`: name -> bytes; `hashes`: file -> hash."""

    path: str
    draft: Draft
    hash: str
    exhibits: dict[str, bytes]
    pictures: dict[str, bytes]
    hashes: dict[str, str]


class BadFiles(CannotPack):
    """Files of a draft that cannot be had; `places`: part of the draft -> its line."""

    def __init__(self, complaints: tuple[Complaint, ...], places: dict[str, int]) -> None:
        super().__init__(complaints)
        self.places = places


def given(path: str, limits: Limits = Limits()) -> Given:
    """The draft at a path, with its files. Raises CannotPack for files that are not there or may not be read, Refused, OSError."""
    with open(path, "rb") as stream:
        data = stream.read(limits.max_bytes + 1)
    if len(data) > limits.max_bytes:
        raise Refused(f"{path} holds more than {limits.max_bytes:,} bytes", "give a smaller file")
    draft = draft_in(data, path)
    folder, complaints = os.path.dirname(path) or ".", list[Complaint]()
    exhibits = {n: _file(folder, file, place_of(draft, n), complaints, limits) for n, file in draft.files.items()}
    pictures: dict[str, bytes] = {}
    for number, file in draft.files.items():
        base = os.path.dirname(file)
        for name in pictures_of(exhibits[number]) if file.lower().endswith((".htm", ".html")) else ():
            if name not in pictures:
                pictures[name] = _file(folder, f"{base}/{name}" if base else name, place_of(draft, number), complaints, limits)
    if complaints:
        raise BadFiles(tuple(complaints), draft.places)
    hashes = {draft.files[number]: sha256(found) for number, found in exhibits.items()} | {
        n: sha256(found) for n, found in pictures.items()
    }
    return Given(path=path, draft=draft, hash=sha256(data), exhibits=exhibits, pictures=pictures, hashes=hashes)


def draft_in(data: bytes, path: str) -> Draft:
    """The draft that bytes are: a report's JSON. Raises CannotPack for what is none."""
    try:
        return drafted(from_json(data))
    except ValueError as error:
        raise CannotPack((Complaint("", f"{path} is no report's JSON ({error})", "write it with `eightk read --format json`"),)) from None


def _file(folder: str, name: str, part: str, complaints: list[Complaint], limits: Limits) -> bytes:
    """A file of the draft's folder; a complaint, and no bytes, where it cannot be read."""
    try:
        return opened(folder, name, limits)
    except Refused as error:
        complaints.append(Complaint(part, error.what, error.todo))
    except FileNotFoundError:
        complaints.append(
            Complaint(part, f"there is no file {name!r} in the draft's folder", "put it there, or take `file` out of the draft")
        )
    except OSError as error:
        complaints.append(Complaint(part, f"{name!r} could not be opened: {error.strerror}", "check its permissions"))
    return b""
