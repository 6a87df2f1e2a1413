"""A folder of documents -> one submission, in memory.

Comes in: a folder: a report and its exhibits, each in a file of its own, as a drafter or EDGAR's archive keeps them. Goes out: `Gathered`:
the bytes of a submission made of them, and where in it each file stands. Add here: a way in which files say what they are.

What is the report is told by its content, which exhibit a file is by the report's links, else by the file's name or its first words.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping

import msgspec

from eightk.form.duties import exhibits
from eightk.limits import Limits
from eightk.model import Finding, Report
from eightk.read import read
from eightk.read.submission import split
from eightk.sources import open_bytes

_TEXTS = (".htm", ".html", ".txt", "")
_DATA = {".xsd": "EX-101.SCH", "_lab.xml": "EX-101.LAB", "_pre.xml": "EX-101.PRE", "_def.xml": "EX-101.DEF", "_cal.xml": "EX-101.CAL"}
# Pages that EDGAR makes of a filing beside the filing's own documents.
_MADE = re.compile(r"R\d+\.html?|FilingSummary\.xml|.*-index(-headers)?\.html?|MetaLinks\.json|Financial_Report\.xlsx?", re.I)
_EXHIBIT = re.compile(r"ex(?:h|hibit)?[-_. ]?(\d{1,6})(?:[-_. ](\d{1,2})(?!\d))?", re.I)
_SAYS = re.compile(rb"\bexhibit\s+(?:no\.\s*)?(\d{1,3}(?:\.\d{1,2})?)\b", re.I)
_TAGS = re.compile(rb"<[^>]*>|&nbsp;|&#160;")
_LOOKED_AT = 6_000


class NotOne(ValueError):
    """A folder that is not the documents of one submission; `todo` says what to do."""

    def __init__(self, what: str, todo: str) -> None:
        super().__init__(what)
        self.todo = todo


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A file's bytes, and at which byte of the submission they begin."""

    path: str
    start: int
    data: bytes


class Gathered(msgspec.Struct, frozen=True, kw_only=True):
    """The files of one submission. `left_out`: names of files that are no document of it."""

    path: str
    sources: tuple[Source, ...]
    folder: bool = False
    left_out: tuple[str, ...] = ()
    glue: tuple[bytes, ...] = ()
    """What stands before each file in a submission that was made of a folder."""
    findings: tuple[Finding, ...] = ()
    """What was found wrong while the files were loaded."""

    @property
    def data(self) -> bytes:
        """The submission's bytes; what lies between the files is made."""
        if not self.folder:
            return self.sources[0].data
        out = [part for source, glue in zip(self.sources, self.glue, strict=True) for part in (glue, source.data)]
        return b"".join([*out, _CLOSE])


_CLOSE = b"\n</TEXT>\n</DOCUMENT>\n"


def gathered(folder: str, limits: Limits = Limits()) -> Gathered:
    """The submission whose documents lie in a folder (not in folders within). Raises NotOne, OSError, Refused."""
    names = sorted(n for n in os.listdir(folder) if not n.startswith(".") and os.path.isfile(os.path.join(folder, n)))
    files = {n: open_bytes(os.path.join(folder, n), limits) for n in names if _text_like(n) and not _MADE.fullmatch(n)}
    whole = [n for n, data in files.items() if split(data, limits).kind != "bare"]
    if len(whole) > 1:
        raise NotOne(f"it holds {len(whole)} submissions, and a folder is taken for one", f"name the files: {os.path.join(folder, '*')}")
    if whole:
        path = os.path.join(folder, whole[0])
        return Gathered(path=path, sources=(Source(path=path, start=0, data=bytes(files[whole[0]])),))
    main, report = _main(files, limits)
    types = {main: str(report.form), **dict(_types(main, report, files))}
    return joined(folder, {n: bytes(files[n]) for n in types}, types, tuple(n for n in names if n not in types and not _MADE.fullmatch(n)))


def _text_like(name: str) -> bool:
    return os.path.splitext(name)[1].lower() in _TEXTS or _data_type(name) is not None


def _data_type(name: str) -> str | None:
    return next((kind for ending, kind in _DATA.items() if name.lower().endswith(ending)), None)


def _main(files: dict[str, bytes], limits: Limits) -> tuple[str, Report]:
    """The one document that calls itself Form 8-K; one whose name is not an exhibit's comes first."""
    texts = [n for n in files if _data_type(n) is None]
    for some in ([n for n in texts if not _EXHIBIT.search(n)], [n for n in texts if _EXHIBIT.search(n)]):
        found = {n: report for n in some if (report := read(files[n], limits=limits)).form is not None}
        if len(found) > 1:
            raise NotOne(f"{len(found)} documents of it call themselves Form 8-K: {', '.join(found)}", "leave one, or name the file")
        if found:
            return next(iter(found.items()))
    raise NotOne(
        "no document of it calls itself Form 8-K",
        "name a folder that holds the report and its exhibits as text; for several filings name the files: FOLDER/*",
    )


def _types(main: str, report: Report, files: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Each file beside the report that is a document of it, with its type."""
    linked: dict[str, list[str]] = {}
    for exhibit in report.exhibits:
        if exhibit.href:
            linked.setdefault(os.path.basename(exhibit.href), []).append(exhibit.number)
    listed = set(report.exhibits.numbers())
    for name, data in files.items():
        if name == main:
            continue
        kind = _data_type(name) or _exhibit_type(name, data, linked, listed)
        if kind is not None:
            yield name, kind


def _exhibit_type(name: str, data: bytes, linked: dict[str, list[str]], listed: set[str]) -> str | None:
    """EX-99.1 and the like, by the report's link, the file's name and what it says at its head.

    Of several exhibits with one link, as a consent that is in an opinion, it is the first: the others are told to be in it.
    """
    if name in linked:
        return f"EX-{linked[name][0]}"
    said = _SAYS.search(_TAGS.sub(b" ", data[:_LOOKED_AT])[:300])
    says = said[1].decode() if said else None
    found = _EXHIBIT.search(name)
    could = list(_numbers(found[1], found[2])) if found else []
    number = next((n for n in could if n in listed), None) or next((n for n in could if n == says), None)
    number = number or (could[0] if could else says)
    return f"EX-{number}" if number else None


def _numbers(digits: str, more: str | None) -> Iterator[str]:
    """What the digits of a file's name may mean: 991 is 99.1, 101 is 10.1 or 101."""
    known = {row.number.partition("(")[0].partition(".")[0] for row in exhibits().exhibits}
    if more is not None:
        yield f"{digits}.{int(more)}"
        return
    for cut in range(min(3, len(digits)), 0, -1):
        if digits[:cut] in known and cut < len(digits) and int(digits[cut:]):
            yield f"{digits[:cut]}.{int(digits[cut:])}"
    if digits in known:
        yield digits


def joined(folder: str, files: Mapping[str, bytes], types: Mapping[str, str], left_out: tuple[str, ...] = ()) -> Gathered:
    """Files, name -> bytes, one behind the other, each in the tags of a submission's document with its type; `folder`: where they lie."""
    sources, glue, at = [], [], 0
    for n, (name, data) in enumerate(files.items()):
        safe = re.sub(r"[\x00-\x1f<>]", "_", name)
        before = _CLOSE * bool(n) + f"<DOCUMENT>\n<TYPE>{types[name]}\n<SEQUENCE>{n + 1}\n<FILENAME>{safe}\n<TEXT>\n".encode(
            errors="replace"
        )
        sources.append(Source(path=os.path.join(folder, name), start=at + len(before), data=data))
        glue.append(before)
        at += len(before) + len(data)
    return Gathered(path=folder, sources=tuple(sources), folder=True, left_out=left_out, glue=tuple(glue))
