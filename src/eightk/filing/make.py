"""A draft's path -> a checked package in its folder. The one place where drafts, layouts, checks and files come together.

Comes in: the path of a draft (Markdown, or a report's JSON), where to put the package, the filing date, the hour. Goes out: `Written`; or
what stands in the way, by exceptions that say what and what to do. Add here: a step on this way.

draft > completed by the form of its day > laid out > packed > checked on the very bytes > put in place.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import msgspec

from eightk.check.rule import Fault
from eightk.checking import Beside, Checkup, check_gathered
from eightk.drafted import Draft
from eightk.filing import approvals
from eightk.filing.approvals import Line, Standing
from eightk.filing.as_drafted import unlike, unsigned
from eightk.filing.folder import beside, contents, fill, put, swept
from eightk.filing.source import BadFiles, Given, given
from eightk.folders import Gathered, joined
from eightk.form.days import roll
from eightk.form.sending import Layout, layout_of
from eightk.limits import Limits
from eightk.write import layouts
from eightk.write.complete import complete
from eightk.write.ixbrl import cover_notes, to_ixbrl
from eightk.write.package import CannotPack, Complaint, Package, package, renamed
from eightk.write.refuse import CannotWrite
from eightk.write.sheet import Record, record, sheet
from eightk.write.submission import header_of, mock_number, submission

OPERATOR = "operator"
"""The folder within a package that is not uploaded: the sheet, the record, a mock submission."""
SHEET, RECORD, MOCK = f"{OPERATOR}/sheet.txt", f"{OPERATOR}/package.json", f"{OPERATOR}/mock-submission.txt"

UNLIKE = "not as drafted"
"""What the log calls it that a document which does not read as drafted was packed all the same."""

Laid = tuple[bytes, Mapping[str, bytes]]
"""A main document and the companions that go with it, by name."""


def _alone(lay: Callable[[Draft, dt.date], bytes]) -> Callable[[Draft, dt.date], Laid]:
    return lambda draft, day: (lay(draft, day), {})


LAYOUTS: dict[str, Callable[[Draft, dt.date], Laid]] = {name: _alone(lay) for name, lay in layouts.LAYOUTS.items()} | {"ixbrl": to_ixbrl}


class Errors(ValueError):
    """The check found errors, and nothing was written; `checkup` has them."""

    def __init__(self, checkup: Checkup) -> None:
        super().__init__(f"{checkup.path}: the check found errors")
        self.checkup = checkup


class Taken(ValueError):
    """The place of the package is taken; `todo` says what to do."""

    def __init__(self, what: str, todo: str) -> None:
        super().__init__(what)
        self.todo = todo


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """A package in memory, checked: its documents, what was found in their very bytes, what the log says of the draft.

    `unlike`: where the document does not read as it was drafted.
    """

    package: Package
    checkup: Checkup
    standing: Standing
    given: Given
    unlike: tuple[Complaint, ...] = ()

    @property
    def errors(self) -> tuple[Fault, ...]:
        """What stands in the way of filing it."""
        return tuple(f for f in self.checkup.checked.faults if f.severity == "error")

    @property
    def untagged(self) -> tuple[str, ...]:
        """What of a tagged cover is not sure or could not be tagged, in words."""
        return cover_notes(self.package.draft, self.package.day) if self.package.layout == "ixbrl" else ()


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """A package in its place. `forced`: the line of the log, where errors were overridden; `unchanged`: the same documents stood there."""

    folder: str
    made: Made
    record: Record
    forced: Line | None = None
    unchanged: bool = False


def write_package(
    draft: str, out: str, *, as_of: dt.date, now: dt.datetime, layout: Layout | None = None, force: bool = False, replace: bool = False,
    mock: bool = False, limits: Limits = Limits(),
) -> Written:  # fmt: skip
    """Write the package of a draft. `as_of`: the filing date; `now`: the hour for the log, UTC; `layout`: by the day where none is named.

    `replace`: another package may stand there. Raises Errors for errors found (not with `force`, which is logged), and CannotPack,
    CannotWrite, NoReport, Taken, Refused, OSError, Tampered.
    """
    target = Path(out)
    swept(target)
    there = _there(target)
    made = make(draft, out, as_of=as_of, layout=layout, limits=limits)
    if made.errors and not force:
        raise Errors(made.checkup)
    if made.unlike and not force:
        raise BadFiles(made.unlike, made.given.draft.places)
    same = there is not None and all(there.get(d.name) == d.data for d in made.package.documents)
    if there and not same and not replace:
        raise Taken(f"{out} holds another package", "name another folder, or write over it with --replace")
    forced = _logged(made, draft, now) if made.errors or made.unlike else None
    told = _record(made, forced)
    with beside(target) as part:
        fill(part, {d.name: d.data for d in made.package.documents} | _operators(made, told, mock))
        put(part, target)
    return Written(folder=out, made=made, record=told, forced=forced, unchanged=same)


def make(draft: str, out: str, *, as_of: dt.date, layout: Layout | None = None, limits: Limits = Limits()) -> Made:
    """The package of a draft, in memory; `out`: where findings say that its files are. Raises as `write_package`."""
    try:
        roll(as_of)
    except ValueError as error:
        raise CannotWrite(f"nothing can be filed on {as_of}: {error}") from None
    source = given(draft, limits)
    log = approvals.read_log(approvals.log_path(draft))
    try:
        packed = _packed(source, as_of, layout or layout_of(as_of, source.draft.report.items.numbers()), limits)
        files = joined(out, {d.name: d.data for d in packed.documents}, {d.name: d.type for d in packed.documents})
        checkup = _checked(files, as_of, limits)
        if strange := unsigned(packed.draft, checkup.report):
            raise CannotPack(strange)
    except CannotPack as error:
        raise BadFiles(error.complaints, source.draft.places) from None
    return Made(
        package=packed, checkup=checkup, standing=approvals.standing(log, source.hash, source.hashes), given=source,
        unlike=unlike(packed.draft, checkup.report, as_of, packed.layout),
    )  # fmt: skip


def _packed(source: Given, day: dt.date, layout: Layout, limits: Limits) -> Package:
    draft = renamed(source.draft)
    draft = complete(draft, day, inline=layout == "ixbrl", ascii=layout == "ascii")
    if layout not in LAYOUTS:
        raise CannotWrite(f"no layout {layout!r}; there are {', '.join(LAYOUTS)}")
    main, companions = LAYOUTS[layout](draft, day)
    return package(draft, main, day=day, layout=layout, companions=companions, exhibits=source.exhibits, pictures=source.pictures)


def _checked(files: Gathered, day: dt.date, limits: Limits) -> Checkup:
    return check_gathered(files, Beside(on=day, limits=limits))


# ---- what stands beside the documents ----------------------------------------------------------------------------


def _there(target: Path) -> dict[str, bytes] | None:
    """What stands in the package's place: None for nothing, or an empty folder. Raises Taken for what is no package of ours."""
    if not target.parent.is_dir():
        raise Taken(f"there is no folder {target.parent}", "make it, or name another place")
    if not os.path.lexists(target):
        return None
    if target.is_symlink() or not target.is_dir():
        raise Taken(f"{target} is no folder", "name another place")
    if not any(target.iterdir()):
        return None
    try:
        known = msgspec.json.decode((target / RECORD).read_bytes(), type=Record)
    except (OSError, msgspec.DecodeError):
        raise Taken(f"{target} is not empty, and no package", "name another place, or an empty folder") from None
    found = contents(target)
    strange = sorted(set(found) - {d.name for d in known.documents} - {SHEET, RECORD, MOCK})
    if strange:
        raise Taken(f"{target} holds what no package has: {', '.join(strange[:3])}", "move it away, or name another place")
    return found


def _logged(made: Made, draft: str, now: dt.datetime) -> Line:
    """A line of the log that errors were overridden."""
    codes = (*dict.fromkeys(f.code for f in made.errors), *[UNLIKE] * bool(made.unlike))
    line = Line(what="forced", at=now, draft=made.given.hash, files=made.given.hashes, findings=codes)
    return approvals.append(approvals.log_path(draft), line)


def _record(made: Made, forced: Line | None) -> Record:
    told = record(made.package, made.checkup.report, made.given.hash, made.given.hashes)
    standing = made.standing
    return msgspec.structs.replace(
        told, approval=standing.by[-1].hash if standing.approved else None, forced=forced.findings if forced else (),
        log=forced.hash if forced else standing.last,
    )  # fmt: skip


def _operators(made: Made, told: Record, mock: bool) -> dict[str, bytes]:
    """The files that are not uploaded."""
    findings = (*_findings(made.checkup.checked.faults), *(f"{UNLIKE}: {one.what}" for one in made.unlike), *made.given.told)
    text = sheet(made.package, made.checkup.report, told, approvals.told(made.standing), findings)
    out = {SHEET: text.encode(), RECORD: msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n"}
    if mock:
        header = header_of(made.package.draft, made.package.day)
        out[MOCK] = submission(made.package.documents, header, mock_number(made.given.hash))
    return out


def _findings(faults: Iterable[Fault]) -> tuple[str, ...]:
    return tuple(f"{fault.code} {fault.severity}: {fault.message}" for fault in faults)
