"""A draft's path -> the draft, and every file that goes out with it, each opened once.

Comes in: a path. Goes out: `Given`: a Draft, bytes and hashes. Add here: another way in which a draft is written.
"""

from __future__ import annotations

import importlib
import os

import msgspec

from eightk.bundles import Refused
from eightk.drafted import Draft
from eightk.drafting import BadDraft, draft_of, read_draft
from eightk.drafting import Complaint as BadJson
from eightk.drafting.open_questions import unanswered
from eightk.filing.folder import opened
from eightk.limits import Limits
from eightk.read.json import from_json
from eightk.write.package import CannotPack, Complaint, pictures_of, place_of, sha256

WORD = ".docx"
_ZIP = b"PK"


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """A draft as it was read. `exhibits`: number -> bytes as they go out; `pictures`: name -> bytes; `hashes`: file -> hash.

    `told`: what a converter left out or decided, in words.
    """

    path: str
    draft: Draft
    hash: str
    exhibits: dict[str, bytes]
    pictures: dict[str, bytes]
    hashes: dict[str, str]
    told: tuple[str, ...] = ()


class BadFiles(CannotPack):
    """Files of a draft that cannot be had; `places`: part of the draft -> its line."""

    def __init__(self, complaints: tuple[Complaint, ...], places: dict[str, int]) -> None:
        super().__init__(complaints)
        self.places = places


def given(path: str, limits: Limits = Limits()) -> Given:
    """The draft at a path, with its files. Raises BadDraft (open questions too), BadFiles for files not to be had, Refused, OSError."""
    with open(path, "rb") as stream:
        data = stream.read(limits.max_bytes + 1)
    if len(data) > limits.max_bytes:
        raise Refused(f"{path} holds more than {limits.max_bytes:,} bytes", "give a smaller file")
    draft = draft_in(data, path, limits)
    if still := unanswered(draft):
        raise BadDraft(path, still)
    files = _Files(draft, os.path.dirname(path) or ".", limits)
    for number in files.draft.files:
        files.add(number)
    if files.complaints:
        raise BadFiles(tuple(files.complaints), files.draft.places)
    return Given(
        path=path, draft=files.draft, hash=sha256(data), exhibits=files.exhibits, pictures=files.pictures, hashes=files.hashes,
        told=tuple(files.told),
    )  # fmt: skip


def draft_in(data: bytes, path: str, limits: Limits = Limits()) -> Draft:
    """The draft that bytes are: draft.md, or a report's JSON. Raises BadDraft."""
    if data.startswith(_ZIP) and path.lower().endswith(WORD):
        todo = "make a draft of it: eightk draft FILE.docx -o draft.md"
        raise BadDraft(path, [BadJson(1, 1, "a Word file is no draft yet", todo)])
    if not data.lstrip().startswith(b"{"):
        return read_draft(data, path, limits=limits)
    try:
        return draft_of(from_json(data))
    except ValueError as error:
        todo = "write it with `eightk read --format json`, or write a draft.md"
        raise BadDraft(path, [BadJson(1, 1, f"no report's JSON: {error}", todo)]) from None


class _Files:
    """The files of a draft on their way: each read once, Word made HTML, what is wrong with any of them."""

    def __init__(self, draft: Draft, folder: str, limits: Limits) -> None:
        self.draft, self.folder, self.limits = draft, folder, limits
        self.exhibits: dict[str, bytes] = {}
        self.pictures: dict[str, bytes] = {}
        self.shown: dict[str, str] = {}
        """Name of a picture -> the file it comes from."""
        self.hashes: dict[str, str] = {}
        self.complaints: list[Complaint] = []
        self.told: list[str] = []

    def add(self, number: str) -> None:
        """The file of an exhibit, and the pictures it shows."""
        file, part = self.draft.files[number], place_of(self.draft, number)
        data = self._read(file, part)
        if file.lower().endswith(WORD) and data:
            data = self._converted(data, file, part)
        elif file.lower().endswith((".htm", ".html")):
            base = file.rpartition("/")[0]
            for name in pictures_of(data):
                path = f"{base}/{name}" if base else name
                if self.shown.get(name) != path:
                    self._show(name, self._read(path, part, shown_by=file), path, part)
        self.exhibits[number] = data

    def _show(self, name: str, data: bytes, path: str, part: str) -> None:
        """A picture goes along under its name; a complaint where another picture has that name already."""
        if self.pictures.setdefault(name, data) != data:
            what = f"two pictures are called {name}: {self.shown[name]} and {path}"
            self.complaints.append(Complaint(part, what, "rename one of them, in the exhibit that shows it too"))
        self.shown.setdefault(name, path)

    def _read(self, name: str, part: str, shown_by: str = "") -> bytes:
        """A file of the draft's folder (`shown_by`: the exhibit it is a picture of); a complaint, and no bytes, where it cannot be read."""
        try:
            data = opened(self.folder, name, self.limits)
        except Refused as error:
            self.complaints.append(Complaint(part, error.what, error.todo))
        except FileNotFoundError:
            what = f"there is no file {name!r} in the draft's folder" + (f", which {shown_by} shows" if shown_by else "")
            todo = f"put it there, or take {f'the picture out of {shown_by}' if shown_by else '`file` out of the draft'}"
            self.complaints.append(Complaint(part, what, todo))
        except OSError as error:
            self.complaints.append(Complaint(part, f"{name!r} could not be opened: {error.strerror}", "check its permissions"))
        else:
            self.hashes[name] = sha256(data)
            return data
        return b""

    def _converted(self, data: bytes, file: str, part: str) -> bytes:
        """A Word file as HTML; its pictures go with it."""
        word = importlib.import_module("eightk.drafting.word")  # few exhibits need the converter, and it takes long to import
        try:
            made = word.word_to_html(data, name=file.rpartition("/")[2][: -len(WORD)], limits=self.limits)
        except word.BadWord as error:
            self.complaints += (Complaint(part, f"{file}: {one.what}", one.todo) for one in error.complaints)
            return b""
        for name, picture in made.pictures.items():
            self._show(name, picture, file, part)
        self.told += (f"{file}: {words}" for words in made.told)
        html: bytes = made.html
        return html
