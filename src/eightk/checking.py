"""Paths -> what is wrong with the report there. Composes reading and checking; files are opened by sources.py.

Comes in: paths of submissions, of bare documents, of folders that each hold the documents of one submission; exhibits and the original
given apart. Goes out: `Checkup`, or a `Failure`. Add here: something else that may be given beside a report.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial

import msgspec

from eightk.bundles import Refused
from eightk.check import Case, Checked, check, check_document
from eightk.check.choice import narrowed
from eightk.check.mend import apart, mendable, mended
from eightk.check.rule import Fix
from eightk.folders import Gathered, NotOne, Source, gathered
from eightk.limits import Limits
from eightk.model import Report, Span, pieces
from eightk.read import read
from eightk.read.submission import gunzip
from eightk.sources import Failure, Path, document_text, load, open_bytes, paths, with_findings

MOST_ROUNDS = 10
"""Looks at a report that is being mended; one mend may show the next."""


class NoReport(ValueError):
    """What was given is no Form 8-K; `failure` says which, what and what to do."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(f"{failure.path}: {failure.what}")
        self.failure = failure


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """What is given beside a report, and which rules are asked for. `exhibits`: number -> text."""

    exhibits: Mapping[str, str] = {}
    original: Report | None = None
    on: dt.date | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    limits: Limits = Limits()


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A place in a file: lines and columns from 1, columns in characters, the end behind the last; `line_text` is the first line."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int
    line_text: str


class Checkup(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A report that was checked: what was found, and the files it was read from.

    `unseen`: numbers of exhibits that the report lists and nobody gave. `left_out`: files of a folder that are no document of its report.
    """

    path: str
    report: Report
    checked: Checked
    sources: tuple[Source, ...]
    unseen: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    glue: tuple[bytes, ...] = ()

    def place(self, span: Span | None) -> Place | None:
        """Where a span lies in its file; None for what has no place."""
        if not span:
            return None
        start, end = pieces(span)[0][0], pieces(span)[-1][1]
        source = next((s for s in self.sources if s.start <= start <= s.start + len(s.data)), None)
        return _place(source, start - source.start, end - source.start) if source else None

    @cached_property
    def fixes(self) -> tuple[Fix, ...]:
        """Mends that are certain and may be made, none touching another."""
        return apart(f.fix for f in self.checked.faults if f.fix is not None and mendable(self.report, f.fix))


def _place(source: Source, start: int, end: int) -> Place:
    data = source.data
    end = max(start, min(end, len(data)))
    newline = b"\n" if b"\n" in data or b"\r" not in data else b"\r"
    low = data.rfind(newline, 0, start) + 1
    high = data.find(newline, start)
    low_of_end = data.rfind(newline, 0, max(start, end - 1)) + 1
    line = data.count(newline, 0, start) + 1
    return Place(
        path=source.path, line=line, column=_characters(data[low:start]) + 1, start=start, end=end,
        end_line=line + data.count(newline, low, max(low, low_of_end)), end_column=_characters(data[low_of_end:end]) + 1,
        line_text=data[low : high if high >= 0 else len(data)].decode("utf-8", "replace").rstrip("\r"),
    )  # fmt: skip


def _characters(line: bytes) -> int:
    return len(line.decode("utf-8", "replace"))


# ---- checking ----------------------------------------------------------------------------------------------------


def check_bytes(data: bytes, *, path: str = "-", beside: Beside = Beside()) -> Checkup:
    """The report in these bytes, checked; those of a gzip file are unpacked, and places are counted in what it holds. Raises NoReport."""
    plain, findings = gunzip(data, beside.limits)
    return _checked(Gathered(path=path, sources=(Source(path=path, start=0, data=plain),), findings=findings), beside)


def check_gathered(found: Gathered, beside: Beside = Beside()) -> Checkup:
    """The report in files that are in memory already, and the text of its exhibits, checked. Raises NoReport."""
    checkup = _checked(found, beside)
    report = checkup.report
    case = Case(report, found.data, whole=True, on=beside.on)
    more = tuple(f for n in range(len(report.documents)) if n != report.main for f in check_document(case, n))
    checked = narrowed(msgspec.structs.replace(checkup.checked, faults=checkup.checked.faults + more), beside.select, beside.ignore)
    return msgspec.structs.replace(checkup, checked=checked)


def check_path(
    path: Path, *, exhibits: Mapping[str, Path] = {}, original: Path | None = None, on: dt.date | None = None,
    select: Iterable[str] = (), ignore: Iterable[str] = (), limits: Limits = Limits(),
) -> Checkup:  # fmt: skip
    """The report in a submission, a bare document or a folder of documents, checked by the form of its day, or of the day `on`.

    `exhibits`: number -> file, for a report that comes without them. `original`: the report that an 8-K/A amends. `select`, `ignore`:
    beginnings of codes. Raises OSError, Refused, and NoReport for what is no Form 8-K.
    """
    given = beside(exhibits, original, on=on, limits=limits)
    given = msgspec.structs.replace(given, select=tuple(select), ignore=tuple(ignore))
    found = next(check_many([path], given), None)
    if found is None or isinstance(found, Failure):
        raise NoReport(found or Failure(os.fspath(path), "it holds nothing", "name a file"))
    return found


def beside(exhibits: Mapping[str, Path], original: Path | None, *, on: dt.date | None = None, limits: Limits = Limits()) -> Beside:
    """What is given beside a report, read from its files. Raises OSError, Refused; NoReport where the original is no Form 8-K."""
    texts = {number: _text(path, limits) for number, path in exhibits.items()}
    if original is None:
        return Beside(exhibits=texts, on=on, limits=limits)
    report = read(open_bytes(original, limits), path=os.fspath(original), limits=limits)
    if report.form is None:
        raise NoReport(_no_report(os.fspath(original), report))
    return Beside(exhibits=texts, original=report, on=on, limits=limits)


def check_many(inputs: Iterable[Path], beside: Beside = Beside()) -> Iterator[Checkup | Failure]:
    """A checkup, or a failure, for each report that the inputs name: a folder is one, an archive has one in each member."""
    for given in inputs:
        name = os.fspath(given)
        if os.path.isdir(name):
            yield _attempt(partial(gathered, name, beside.limits), name, beside)
            continue
        for entry in paths([name], beside.limits):
            loaded = load(entry, beside.limits)
            if isinstance(loaded, Failure):
                yield loaded
            else:
                one = Gathered(path=entry[0], sources=(Source(path=entry[0], start=0, data=loaded[0]),), findings=loaded[1])
                yield _attempt(partial(_same, one), entry[0], beside)


def _same(one: Gathered) -> Gathered:
    return one


def _attempt(gather: Callable[[], Gathered], name: str, beside: Beside) -> Checkup | Failure:
    try:
        return _checked(gather(), beside)
    except NotOne as error:
        return Failure(name, str(error), error.todo)
    except NoReport as error:
        return error.failure
    except Refused as error:
        return Failure(name, error.what, error.todo)
    except OSError as error:
        return Failure(name, f"it could not be opened: {error}", "check that its files are there and may be read")


def _checked(found: Gathered, beside: Beside) -> Checkup:
    data = found.data
    if data.startswith(_DRAFT):  # its key `form` would be taken for the heading of the form
        raise NoReport(_a_draft(found.path))
    report = read(data, path=found.path, limits=beside.limits)
    if report.form is None:
        raise NoReport(_no_report(found.path, report))
    report = with_findings(report, found.findings, beside.limits)
    texts = _Texts(report, beside.exhibits)
    whole = found.folder or report.header is not None or len(report.documents) > 1
    case = Case(report, data, texts=texts, whole=whole, original=beside.original, on=beside.on)
    unseen = () if whole else tuple(dict.fromkeys(e.number for e in report.exhibits if _wanted(e.number, texts, report)))
    return Checkup(
        path=found.path, report=report, checked=narrowed(check(case), beside.select, beside.ignore), sources=found.sources,
        unseen=unseen, left_out=found.left_out, glue=found.glue,
    )  # fmt: skip


def _wanted(number: str, texts: Mapping[str, str], report: Report) -> bool:
    """Whether an exhibit that is listed might have been given, and was not."""
    exhibit = report.exhibits[number]
    return number not in texts and exhibit.document is None and not exhibit.incorporated_by_reference and exhibit.status != "none"


_DRAFT = (b"---\nform:", b"---\r\nform:", b"---\n#", b"---\r\n#")  # how the front matter of a draft begins


def _a_draft(path: str) -> Failure:
    """A draft is no report yet."""
    return Failure(path, "it is a draft, which is checked when it is laid out", "write it: eightk write DRAFT -o DIR")


def _no_report(path: str, report: Report) -> Failure:
    """Why an input is no Form 8-K."""
    found = next((f for f in reversed(report.findings) if not f.code.startswith("limit")), None)
    if not any(d.body[0] < d.body[1] for d in report.documents):
        return Failure(path, "it holds no document" if report.header else "it is empty", "name a Form 8-K")
    why = "it does not call itself one" if found is None or found.code == "not-8-k" else found.message.rstrip(".")
    return Failure(path, f"no Form 8-K: {why}", "name a submission, its main document, or the folder of its documents")


def _text(path: Path, limits: Limits) -> str:
    """The text of an exhibit that is a file of its own."""
    report = read(open_bytes(path, limits), limits=limits)
    return document_text(report, report.documents[0], limits=limits) if report.documents else ""


class _Texts(Mapping[str, str]):
    """Exhibit number -> its text: those given apart, and those attached, whose text is made when it is asked for."""

    def __init__(self, report: Report, given: Mapping[str, str]) -> None:
        self.report, self.made = report, dict(given)
        self.numbers = tuple(dict.fromkeys([*given, *(e.number for e in report.exhibits if e.document is not None)]))

    def __getitem__(self, number: str) -> str:
        if number not in self.made:
            if number not in self.numbers:
                raise KeyError(number)
            exhibit = next(e for e in self.report.exhibits if e.number == number and e.document is not None)
            self.made[number] = document_text(self.report, exhibit)
        return self.made[number]

    def __contains__(self, number: object) -> bool:
        return number in self.numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self.numbers)

    def __len__(self) -> int:
        return len(self.numbers)


# ---- mending -----------------------------------------------------------------------------------------------------


class Mended(msgspec.Struct, frozen=True, kw_only=True):
    """A report mended in memory: what is still found, the fixes made, and the new bytes of each file that changed."""

    checkup: Checkup
    made: tuple[Fix, ...]
    files: dict[str, bytes]


def mend(checkup: Checkup, beside: Beside = Beside()) -> Mended:
    """The report with every certain mend made, looked at again until nothing is left to mend. Nothing is written."""
    made: list[Fix] = []
    files: dict[str, bytes] = {}
    for _ in range(MOST_ROUNDS):
        if not checkup.fixes:
            break
        sources, done = _mended(checkup)
        if not done:
            break
        files |= {new.path: new.data for old, new in zip(checkup.sources, sources, strict=True) if new.data != old.data}
        made += done
        found = Gathered(path=checkup.path, sources=sources, folder=bool(checkup.glue), left_out=checkup.left_out, glue=checkup.glue)
        checkup = _checked(found, beside)
    return Mended(checkup=checkup, made=tuple(made), files=files)


def _mended(checkup: Checkup) -> tuple[tuple[Source, ...], list[Fix]]:
    """The sources with the fixes that lie in them, each beginning where the bytes before it now end; and these fixes."""
    sources, done, moved = [], [], 0
    for source in checkup.sources:
        end = source.start + len(source.data)
        some = [f for f in checkup.fixes if source.start <= f.start and f.end <= end]
        own = [msgspec.structs.replace(f, start=f.start - source.start, end=f.end - source.start) for f in some]
        data = mended(source.data, own)
        sources.append(msgspec.structs.replace(source, start=source.start + moved, data=data))
        moved += len(data) - len(source.data)
        done += some
    return tuple(sources), done
