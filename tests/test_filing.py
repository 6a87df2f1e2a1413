"""From a draft on disk to a package in its place: checked on the very bytes, whole or not there at all, and nothing read from elsewhere."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import docx
import msgspec
import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eightk.bundles import Refused
from eightk.checking import check_path
from eightk.cli import main
from eightk.drafting import BadDraft
from eightk.filing import make as making
from eightk.filing import source
from eightk.filing.approvals import Line, append, log_path, read_log
from eightk.filing.confirm import NoPackage, confirm
from eightk.filing.folder import Outside, beside, contents, opened, swept
from eightk.filing.make import MOCK, RECORD, SHEET, Errors, Taken, Written, write_package
from eightk.filing.source import BadFiles
from eightk.form.sending import sending
from eightk.limits import Limits
from eightk.read import read
from eightk.write.package import CannotPack
from eightk.write.refuse import CannotWrite
from eightk.write.sheet import Record

D = dt.date
DAY, NOW = D(2024, 6, 5), dt.datetime(2024, 6, 5, 16, tzinfo=dt.UTC)
GIF = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")
DRAFT = """\
---
form: 8-K
date_of_report: 2024-06-03
registrants:
  - name: Larkspur Tide Mills, Inc.
    jurisdiction: Delaware
    file_number: 001-99101
    ein: 99-0000101
    address: {lines: [1 Weir Lane], city: Dover, state: Delaware, zip: "19901"}
    phone: (302) 555-0101
    former: Not Applicable
    cik: 0009990101
    fiscal_year_end: 12-31
securities:
  - {title: "Common Stock, par value $0.01 per share", symbol: LTM, exchange: New York Stock Exchange}
emerging_growth: false
exhibits:
  - number: 10.1
    description: Lease dated June 3, 2024
    file: ex10-1.htm
  - number: 99.1
    description: Press release dated June 3, 2024
    file: ex99-1.htm
    status: furnished
signatures:
  - {registrant: "Larkspur Tide Mills, Inc.", name: Ada Miller, title: Chief Executive Officer, date: 2024-06-05, signed: true}
---

# 1.01

On June 3, 2024, Larkspur Tide Mills, Inc. entered into a lease with Weir Holdings LLC, which is no affiliate, for its mill. The lease runs
for ten years at a rent of $1.2 million a year. The lease is filed as Exhibit 10.1.

# 7.01

On June 3, 2024, the registrant issued a press release, furnished as Exhibit 99.1.
"""
LEASE = b"<html><body><p>Exhibit 10.1</p><p>LEASE</p><p>This lease is made on June 3, 2024.</p></body></html>\n"
PRESS = b'<html><body><p>Exhibit 99.1</p><p>Larkspur signs a lease.</p><p><img src="logo.gif" alt="Larkspur"></p></body></html>\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a draft."""
    made = tmp_path / "matter"
    made.mkdir()
    for name, data in (("draft.md", DRAFT.encode()), ("ex10-1.htm", LEASE), ("ex99-1.htm", PRESS), ("logo.gif", GIF)):
        (made / name).write_bytes(data)
    return made


def written(folder: Path, **how: object) -> Written:
    return write_package(
        str(folder / "draft.md"),
        str(folder.parent / "out"),
        **{"as_of": DAY, "now": NOW, "layout": "html", "replace": "force" in how, **how},
    )  # type: ignore[arg-type]


def change(folder: Path, old: str, new: str) -> None:
    text = (folder / "draft.md").read_text()
    assert old in text
    (folder / "draft.md").write_text(text.replace(old, new))


def nothing_left(folder: Path) -> bool:
    """Whether no package, and no part of one, lies beside the draft's folder."""
    return os.listdir(folder.parent) == [folder.name]


# ---- what is written ---------------------------------------------------------------------------------------------


def test_a_package(folder: Path) -> None:
    done = written(folder, mock=True)
    out = Path(done.folder)
    assert set(contents(out)) == {"ltm-20240603.htm", "ex10-1.htm", "ex99-1.htm", "logo.gif", SHEET, RECORD, MOCK}
    assert (out / "ex10-1.htm").read_bytes() == LEASE and (out / "logo.gif").read_bytes() == GIF
    assert done.made.errors == () and done.forced is None
    assert not [f for f in done.made.checkup.checked.faults if f.severity == "warning"]
    told = msgspec.json.decode((out / RECORD).read_bytes(), type=Record)
    assert told == done.record and told.items == ("1.01", "7.01", "9.01") and told.late_after == D(2024, 6, 7)
    assert b"NOT APPROVED" in (out / SHEET).read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="no such permissions")
def test_a_package_is_checked_again_as_it_was_written(root: Path, tmp_path: Path) -> None:
    """Its opinion carries the consent: two exhibits are linked to one file, which is the first of them."""
    package = tmp_path / "package"
    write_package(str(root / "examples/drafts/8.01.md"), str(package), as_of=D(2026, 11, 20), now=NOW)
    checkup = check_path(package)
    assert [f.code for f in checkup.checked.faults] == ["D05"]
    assert {"EX-5.1", "EX-1.1", "EX-4.2"} <= {d.type for d in checkup.report.documents}


def test_a_package_is_its_owners_alone(folder: Path) -> None:
    out = Path(written(folder).folder)
    assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in (out, *out.rglob("*"))} == {0}


def test_the_bytes_checked_are_the_bytes_written(folder: Path) -> None:
    done = written(folder)
    assert {Path(s.path).name: s.data for s in done.made.checkup.sources} == {
        name: data for name, data in contents(Path(done.folder)).items() if not name.startswith("operator/")
    }


def test_the_same_draft_gives_the_same_bytes(folder: Path) -> None:
    first = written(folder, mock=True)
    before = contents(Path(first.folder))
    again = written(folder, mock=True)
    assert again.unchanged and contents(Path(again.folder)) == before


@pytest.mark.parametrize(
    "layout, day", [("html", D(2024, 6, 5)), ("ascii", D(2024, 6, 5)), ("ixbrl", D(2024, 6, 5)), (None, D(2024, 6, 5))]
)
def test_a_mock_submission_reads_back(folder: Path, layout: str | None, day: dt.date) -> None:
    out = Path(written(folder, mock=True, layout=layout, as_of=day).folder)
    report = read((out / MOCK).read_bytes())
    assert report.items.numbers() == ("1.01", "7.01", "9.01") and report.exhibits.numbers()[:2] == ("10.1", "99.1")
    assert report.header is not None and re.fullmatch(r"0000000000-24-\d{6}", report.header.accession or "")
    assert [e.document for e in report.exhibits][:2] == [1, 2]


def test_a_report_as_json_is_a_draft_too(folder: Path) -> None:
    runner = CliRunner()
    one = written(folder)
    source = str(Path(one.folder) / "ltm-20240603.htm")
    assert runner.invoke(main, ["read", source, "--format", "json", "-o", str(folder / "draft.json")]).exit_code == 0
    again = write_package(str(folder / "draft.json"), str(folder.parent / "json"), as_of=DAY, now=NOW, layout="html")
    assert again.record.items == one.record.items and [d.type for d in again.record.documents] == [d.type for d in one.record.documents]


def test_a_word_exhibit_goes_out_as_html(folder: Path) -> None:
    document = docx.Document()
    for words in ("Exhibit 10.1", "LEASE", "This lease is made on June 3, 2024."):
        document.add_paragraph(words)
    document.save(str(folder / "Lease.docx"))
    change(folder, "file: ex10-1.htm", "file: Lease.docx")
    done = written(folder)
    out = Path(done.folder)
    assert b"This lease is made" in (out / "Lease.htm").read_bytes() and not (out / "Lease.docx").exists()
    assert b'href="Lease.htm"' in (out / "ltm-20240603.htm").read_bytes()
    assert set(done.record.files) == {"Lease.docx", "ex99-1.htm", "logo.gif"}
    (folder / "Lease.docx").write_bytes(b"PK no zip")
    with pytest.raises(BadFiles):
        written(folder, force=True)


# ---- what stops it -----------------------------------------------------------------------------------------------


def test_errors_stop_it_and_leave_nothing(folder: Path) -> None:
    change(folder, "    file: ex10-1.htm\n", "")
    with pytest.raises(Errors) as caught:
        written(folder)
    assert "F01" in {f.code for f in caught.value.checkup.checked.faults}
    assert nothing_left(folder) and not read_log(log_path(str(folder / "draft.md"))).lines


def test_force_is_logged(folder: Path) -> None:
    change(folder, "    file: ex10-1.htm\n", "")
    done = written(folder, force=True)
    (line,) = read_log(log_path(str(folder / "draft.md"))).lines
    assert line.what == "forced" and line.findings == ("F01",) and done.record.log == line.hash
    assert "FORCED" in (Path(done.folder) / SHEET).read_text()


def test_force_without_errors_logs_nothing(folder: Path) -> None:
    assert written(folder, force=True).forced is None
    assert not Path(log_path(str(folder / "draft.md"))).exists()


def test_an_error_in_an_exhibit_stops_it(folder: Path) -> None:
    (folder / "ex10-1.htm").write_bytes(LEASE.replace(b"<p>LEASE", b"<p><span>LEASE</span>"))
    with pytest.raises(Errors) as caught:
        written(folder)
    (fault,) = [f for f in caught.value.checkup.checked.faults if f.severity == "error"]
    place = caught.value.checkup.place(fault.span)
    assert fault.code == "T06" and place is not None and place.path.endswith("ex10-1.htm")


@pytest.mark.parametrize(
    "name, data",
    [("ex10-1.htm", LEASE + b"<script>x</script>"), ("logo.gif", b"\xff\xd8\xff"), ("ex99-1.htm", b"")],
)
def test_files_that_cannot_be_filed(folder: Path, name: str, data: bytes) -> None:
    (folder / name).write_bytes(data)
    for force in (False, True):
        with pytest.raises(CannotPack):
            written(folder, force=force)
    assert nothing_left(folder)


def test_a_missing_file_is_told_with_its_line(folder: Path) -> None:
    (folder / "ex99-1.htm").unlink()
    with pytest.raises(BadFiles) as caught:
        written(folder)
    (one,) = caught.value.complaints
    assert one.part == "exhibits.1.file"
    assert DRAFT.splitlines()[caught.value.places[one.part] - 1].strip() == "file: ex99-1.htm"


def test_a_signature_needs_name_and_date(folder: Path) -> None:
    change(folder, ", date: 2024-06-05", "")
    with pytest.raises(CannotPack) as caught:
        written(folder)
    assert caught.value.complaints[0].part == "signatures.0"


def test_an_unsigned_draft_prints_no_signature(folder: Path) -> None:
    change(folder, "signed: true", "signed: false")
    done = written(folder, force=True)
    assert b"/s/" not in (Path(done.folder) / "ltm-20240603.htm").read_bytes()


@pytest.mark.parametrize(
    "old, new, line",
    [
        ("issued a press release, furnished", "issued a press release (/s/ Eve), furnished", "# 7.01"),
        ("name: Ada Miller", "name: /s/ Ada Miller", "- {registrant:"), ("title: Chief", "title: / S / Chief", "- {registrant:"),
    ],
)  # fmt: skip
def test_a_signature_stands_nowhere_else(folder: Path, old: str, new: str, line: str) -> None:
    change(folder, old, new)
    change(folder, "signed: true", "signed: false")
    with pytest.raises(BadFiles) as caught:
        written(folder, force=True)
    one = caught.value.complaints[0]
    text = (folder / "draft.md").read_text().splitlines()
    assert "/s/" in one.what and text[caught.value.places[one.part] - 1].strip().startswith(line)
    assert nothing_left(folder)


@pytest.mark.parametrize(
    "old, new, part",
    [
        ("# 7.01", "# 9", "items.1"),  # the form of the day has none, and no reader sees "Item 9." without a title
        ("# 7.01", "Item 8.01 Other Events\n\nMore happened.\n\n# 7.01", ""),
    ],
)
def test_an_item_that_reads_otherwise_stops_it(folder: Path, old: str, new: str, part: str) -> None:
    change(folder, old, new)
    with pytest.raises(BadFiles) as caught:
        written(folder)
    assert [c.part for c in caught.value.complaints] == [part]
    assert nothing_left(folder)
    done = written(folder, force=True)
    assert done.forced is not None and "not as drafted" in done.forced.findings
    assert "not as drafted: " in (Path(done.folder) / SHEET).read_text()


@pytest.mark.parametrize("day", ["2003-09-15", "2004-08-23", "2005-11-07", "2017-04-12", "2018-06-05"])
def test_what_the_form_of_the_day_does_not_print_is_no_fault(folder: Path, day: str) -> None:
    change(folder, "emerging_growth: false", "emerging_growth: true\ncheckboxes: [425]")
    old = dt.date.fromisoformat(day)
    for before, after in (("2024-06-03", day), ("2024-06-05", day)):
        change(folder, before, after)
    if old.year < 2004:
        change(folder, "# 1.01", "# 5")
        change(folder, "# 7.01", "# 9")
    assert written(folder, as_of=old, force=True).made.unlike == ()


def test_what_lists_itself_as_an_exhibit_stops_it(folder: Path) -> None:
    change(
        folder, "# 7.01", "# 9.01\n\n(d) Exhibits\n\n| Exhibit | Description |\n|---|---|\n| 10.1 | Lease |\n| 99.7 | Poster |\n\n# 7.01"
    )
    with pytest.raises(BadFiles) as caught:
        written(folder)
    assert {(c.part, c.what) for c in caught.value.complaints} == {
        ("exhibits.1", "Exhibit 99.1 does not read as an exhibit"), ("exhibits", "the document lists an Exhibit 99.7 that is not drafted"),
    }  # fmt: skip


def test_two_pictures_of_one_name_are_told(folder: Path) -> None:
    for name, picture in (("a", GIF), ("b", GIF[:-1] + b"\0;")):
        (folder / name).mkdir()
        (folder / name / "logo.gif").write_bytes(picture)
        (folder / name / f"ex{name}.htm").write_bytes(PRESS)
    change(folder, "file: ex10-1.htm", "file: a/exa.htm")
    change(folder, "file: ex99-1.htm", "file: b/exb.htm")
    with pytest.raises(BadFiles) as caught:
        written(folder)
    assert [(c.part, c.what) for c in caught.value.complaints] == [
        ("exhibits.1.file", "two pictures are called logo.gif: a/logo.gif and b/logo.gif")
    ]
    (folder / "b" / "logo.gif").write_bytes(GIF)
    assert set(written(folder).record.files) == {"a/exa.htm", "b/exb.htm", "a/logo.gif", "b/logo.gif"}


def test_a_picture_in_a_folder_cannot_be_sent(folder: Path) -> None:
    (folder / "operator").mkdir()
    (folder / "operator" / "logo.gif").write_bytes(GIF)
    (folder / "ex99-1.htm").write_bytes(PRESS.replace(b"logo.gif", b"operator/logo.gif"))
    with pytest.raises(BadFiles) as caught:
        written(folder, force=True)
    assert "is in a folder" in caught.value.complaints[0].what


def test_what_ascii_cannot_spell_is_refused(folder: Path) -> None:
    change(folder, "issued a press", "issued a \u6d77 press")
    with pytest.raises(CannotWrite):
        written(folder, layout="ascii")
    assert nothing_left(folder)


@pytest.mark.parametrize("layout", ["html", "ascii", "ixbrl"])
@pytest.mark.parametrize("day", [D.min, D(1990, 6, 1), D(2099, 1, 1), D.max])
def test_a_day_of_which_nothing_is_known(folder: Path, layout: str, day: dt.date) -> None:
    with pytest.raises(CannotWrite):
        written(folder, layout=layout, as_of=day, mock=True)
    assert nothing_left(folder)


@pytest.mark.parametrize("day", ["1900-01-01", "1994-02-03"])
def test_an_odd_day_of_report_is_written(folder: Path, day: str) -> None:
    change(folder, "date_of_report: 2024-06-03", f"date_of_report: {day}")
    assert Path(written(folder, force=True, mock=True).folder, SHEET).exists()


@pytest.mark.parametrize("day", ["2030-12-31", "2099-01-01"])
def test_a_day_to_come_is_told(folder: Path, day: str) -> None:
    change(folder, "date_of_report: 2024-06-03", f"date_of_report: {day}")
    with pytest.raises(BadFiles, match="after the filing date"):
        written(folder, force=True, mock=True)


def test_an_open_question_stops_it(folder: Path) -> None:
    change(folder, "# 7.01\n", "# 7.01\n\n> ? what was said, and to whom?\n")
    with pytest.raises(BadDraft, match="question"):
        written(folder, force=True)


def test_a_bad_draft_is_told(folder: Path) -> None:
    (folder / "draft.md").write_text("no front matter")
    with pytest.raises(BadDraft):
        written(folder)
    (folder / "draft.md").write_text('{"form": ')
    with pytest.raises(BadDraft):
        written(folder)


# ---- where it goes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["a file", "a strange folder", "a package with a strange file", "no parent", "a link"])
def test_a_place_that_is_taken(folder: Path, what: str) -> None:
    out = folder.parent / "out"
    match what:
        case "a file":
            out.write_bytes(b"x")
        case "a strange folder":
            out.mkdir()
            (out / "thesis.txt").write_bytes(b"years of work")
        case "a package with a strange file":
            (Path(written(folder).folder) / "notes.txt").write_bytes(b"mine")
        case "no parent":
            out = folder.parent / "a" / "b"
        case _:
            (folder.parent / "elsewhere").mkdir()
            out.symlink_to("elsewhere")
    before = contents(folder.parent)
    for force in (False, True):
        with pytest.raises(Taken):
            write_package(str(folder / "draft.md"), str(out), as_of=DAY, now=NOW, layout="html", force=force)
    assert contents(folder.parent) == before


def test_an_empty_folder_is_free(folder: Path) -> None:
    (folder.parent / "out").mkdir()
    assert (Path(written(folder).folder) / RECORD).exists()


def test_another_package_is_written_over_by_force_alone(folder: Path) -> None:
    written(folder)
    change(folder, "ten years", "nine years")
    before = contents(folder.parent / "out")
    with pytest.raises(Taken):
        written(folder)
    assert contents(folder.parent / "out") == before
    assert b"nine years" in (Path(written(folder, force=True).folder) / "ltm-20240603.htm").read_bytes()
    assert sorted(os.listdir(folder.parent)) == ["matter", "out"]


@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize("where", ["fill", "put"])
@pytest.mark.parametrize("error", [OSError(28, "full"), KeyboardInterrupt()])
def test_nothing_half_written_stays(folder: Path, monkeypatch: pytest.MonkeyPatch, there: bool, where: str, error: BaseException) -> None:
    if there:
        written(folder)
        change(folder, "ten years", "nine years")
    before = contents(folder.parent)

    def fails(made: Path, target: object) -> None:
        (made / "half").write_bytes(b"x")
        raise error

    monkeypatch.setattr(making, where, fails)
    with pytest.raises(type(error)):
        written(folder, force=True)
    assert contents(folder.parent) == before
    assert sorted(os.listdir(folder.parent)) == (["matter", "out"] if there else ["matter"])


def test_a_rename_that_fails_brings_back_what_stood_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(folder)
    change(folder, "ten years", "nine years")
    before, rename, count = contents(folder.parent), os.rename, 0

    def second_fails(one: str, other: str) -> None:
        nonlocal count
        count += 1
        if count == 2:
            raise OSError(5, "no")
        rename(one, other)

    monkeypatch.setattr(os, "rename", second_fails)
    with pytest.raises(OSError):
        written(folder, force=True)
    assert contents(folder.parent) == before and sorted(os.listdir(folder.parent)) == ["matter", "out"]


KILL = """
import os, signal, sys, datetime as dt
from eightk.filing import folder, make
at, rename, write = int(sys.argv[3]), os.rename, folder.fill
seen = 0
def step(*a):
    global seen
    seen += 1
    if seen == at:
        os.kill(os.getpid(), signal.SIGKILL)
    return rename(*a)
def half(part, files):
    write(part, dict(list(files.items())[:1]))
    os.kill(os.getpid(), signal.SIGKILL)
folder.os.rename = step
if at == 0:
    make.fill = half
now = dt.datetime(2024, 6, 5, tzinfo=dt.UTC)
make.write_package(sys.argv[1], sys.argv[2], as_of=now.date(), now=now, layout="html", force=True, replace=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals")
@pytest.mark.parametrize("step", [0, 1, 2])
def test_what_a_killed_run_leaves_is_gone_after_the_next(folder: Path, step: int) -> None:
    written(folder)
    before = contents(folder.parent / "out")
    change(folder, "ten years", "nine years")
    run = subprocess.run([sys.executable, "-c", KILL, str(folder / "draft.md"), str(folder.parent / "out"), str(step)], check=False)
    assert run.returncode == -9 and len(os.listdir(folder.parent)) > 2 - (step == 2)
    with pytest.raises(Taken):
        written(folder)
    assert sorted(os.listdir(folder.parent)) == ["matter", "out"] and contents(folder.parent / "out") == before
    written(folder, force=True)
    assert sorted(os.listdir(folder.parent)) == ["matter", "out"]


def test_a_run_at_work_is_not_swept(folder: Path) -> None:
    target = folder.parent / "out"
    with beside(target) as part:
        swept(target)
        assert part.is_dir() or sys.platform == "win32"


# ---- nothing is read from elsewhere ------------------------------------------------------------------------------

BAD = [
    "../secret.htm",
    "/etc/passwd",
    "a/../../secret.htm",
    "..",
    "a//b",
    "./a.htm",
    "C:/a.htm",
    "c:a.htm",
    "a\\..\\b",
    "\\\\host\\a",
    "",
    "a\0b",
]


@pytest.mark.parametrize("name", BAD)
def test_names_that_lead_out_are_refused(folder: Path, name: str) -> None:
    (folder.parent / "secret.htm").write_bytes(b"secret")
    with pytest.raises(Outside):
        opened(str(folder), name)


def ways_out(folder: Path) -> Iterator[str]:
    """Names in the folder that are links, or go through one, or are no files."""
    (folder.parent / "secret.htm").write_bytes(b"secret")
    (folder / "link.htm").symlink_to("../secret.htm")
    yield "link.htm"
    (folder / "inside.htm").symlink_to("ex10-1.htm")
    yield "inside.htm"
    (folder / "up").symlink_to("..")
    yield "up/secret.htm"
    (folder / "sub").mkdir()
    yield "sub"
    os.mkfifo(folder / "pipe.htm")
    yield "pipe.htm"


@pytest.mark.skipif(sys.platform == "win32", reason="no such links")
@pytest.mark.parametrize("relative", [True, False])
def test_links_and_pipes_are_refused(folder: Path, monkeypatch: pytest.MonkeyPatch, relative: bool) -> None:
    monkeypatch.setattr("eightk.filing.folder._RELATIVE", relative)
    for name in ways_out(folder):
        with pytest.raises((Outside, IsADirectoryError)):
            opened(str(folder), name)
    assert opened(str(folder), "ex10-1.htm") == LEASE
    (folder / "sub" / "a.htm").write_bytes(b"a")
    assert opened(str(folder), "sub/a.htm") == b"a"


def test_a_file_that_is_too_large(folder: Path) -> None:
    with pytest.raises(Refused):
        opened(str(folder), "ex10-1.htm", Limits(max_bytes=10))


@pytest.mark.skipif(sys.platform == "win32", reason="no such links")
def test_a_draft_reads_no_link(folder: Path) -> None:
    (folder.parent / "secret.htm").write_bytes(PRESS)
    (folder / "ex99-1.htm").unlink()
    (folder / "ex99-1.htm").symlink_to("../secret.htm")
    with pytest.raises(BadFiles, match="link"):
        written(folder)


def test_each_file_is_opened_once_and_no_network_at_all(folder: Path) -> None:
    """A file that changes between a look and a read would be another than the one that was looked at."""
    code = (
        "import sys, datetime as dt, collections\n"
        "from eightk.filing.make import write_package\n"
        "seen = collections.Counter()\n"
        "sys.addaudithook(lambda e, a: e == 'open' and seen.update([str(a[0]).rpartition('/')[2]]))\n"
        "sys.addaudithook(lambda e, a: e.split('.')[0] in ('socket', 'subprocess', 'urllib') and seen.update(['network']))\n"
        "write_package(sys.argv[1], sys.argv[2], as_of=dt.date(2024, 6, 5), now=dt.datetime(2024, 6, 5, tzinfo=dt.UTC), layout='html')\n"
        "print(*(seen[n] for n in ('draft.md', 'ex10-1.htm', 'ex99-1.htm', 'logo.gif', 'network')))\n"
    )
    # Each twice: read once, and written once into the package; the draft is read alone.
    ran = subprocess.run(
        [sys.executable, "-c", code, str(folder / "draft.md"), str(folder.parent / "out")], capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["1", "2", "2", "2", "0"]


# ---- confirm -----------------------------------------------------------------------------------------------------


@pytest.fixture
def package(folder: Path) -> Path:
    return Path(written(folder, mock=True).folder)


def disseminated(package: Path) -> bytes:
    """The mock submission as if EDGAR had made it."""
    mock = sending().mock
    return (package / MOCK).read_bytes().replace(f"{mock.label}:\t\t{mock.words}\n".encode(), b"")


def differing(package: Path, data: bytes) -> dict[str, str]:
    return {row.what: row.note for row in confirm(data, str(package)).rows if not row.same}


def test_what_was_packed_is_confirmed(package: Path) -> None:
    found = confirm(disseminated(package), str(package))
    assert found.same and {row.note for row in found.rows if row.what.endswith((".htm", ".gif"))} == {"byte for byte"}


def test_a_mock_confirms_nothing(package: Path) -> None:
    assert differing(package, (package / MOCK).read_bytes()) == {"disseminated": "made for tests; nothing was filed"}


@pytest.mark.parametrize(
    "old, new, what",
    [
        (b"ten years", b"two years", "ltm-20240603.htm"), (b"PERIOD OF REPORT:\t20240603", b"PERIOD OF REPORT:\t20240604", "period"),
        (b"TYPE:\t8-K", b"TYPE:\t8-K/A", "form type"), (b"KEY:\t\t\t0009990101", b"KEY:\t\t\t0009990102", "filers"),
        (b"ITEM INFORMATION:\t\tRegulation FD Disclosure\n", b"", "items"),
        (b"FILED AS OF DATE:\t\t20240605", b"FILED AS OF DATE:\t\t20240610", "filed in time"),
        (b"<TYPE>EX-10.1", b"<TYPE>EX-10.2", "ex10-1.htm"), (b"<FILENAME>ex10-1.htm", b"<FILENAME>other.htm", "ex10-1.htm"),
        (b"M1TE&", b"M1TE'", "logo.gif"),
    ],
)  # fmt: skip
def test_what_differs_is_told(package: Path, old: bytes, new: bytes, what: str) -> None:
    data = disseminated(package)
    if old == b"M1TE&":
        at = data.index(b"begin 644 logo.gif\n") + 30
        data = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
    else:
        assert old in data
        data = data.replace(old, new, 1)
    assert what in differing(package, data)


def test_lines_that_edgar_left_empty_are_no_difference(package: Path) -> None:
    line = b"ITEM INFORMATION:\t\tRegulation FD Disclosure\n"
    data = disseminated(package).replace(line, b"ITEM INFORMATION:\t\t\n")
    assert differing(package, data) == {}
    assert "items" in differing(package, data.replace(b"Entry into a Material Definitive Agreement\nITEM", b"Other Events\nITEM"))


def test_where_a_document_differs_is_told(package: Path) -> None:
    note = differing(package, disseminated(package).replace(b"This lease is made", b"This lease was made"))["ex10-1.htm"]
    assert re.fullmatch(r"differs from line 1 on: 'is made .* became 'was made .*", note)


def test_other_line_ends_are_told_and_the_same(package: Path) -> None:
    found = confirm(disseminated(package).replace(b"\n", b"\r\n"), str(package))
    assert found.same and {row.note for row in found.rows if row.what == "ex10-1.htm"} == {"the same but for line ends"}


def test_documents_that_edgar_makes_and_strangers(package: Path) -> None:
    made = b"<DOCUMENT>\n<TYPE>%b\n<SEQUENCE>9\n<FILENAME>%b\n<TEXT>\nx\n</TEXT>\n</DOCUMENT>\n</SEC-DOCUMENT>"
    data = disseminated(package)
    assert differing(package, data.replace(b"</SEC-DOCUMENT>", made % (b"XML", b"R1.htm"))) == {}
    assert differing(package, data.replace(b"</SEC-DOCUMENT>", made % (b"EX-99.2", b"b.htm"))) == {"b.htm": "nobody packed it"}


def test_a_package_that_was_changed_is_told(package: Path) -> None:
    data = disseminated(package)
    (package / "ex10-1.htm").write_bytes(LEASE + b" ")
    (package / "ex99-1.htm").unlink()
    found = differing(package, data)
    assert "was changed in the package" in found["ex10-1.htm"] and "not in the package any more" in found["ex99-1.htm"]


def test_a_filing_date_of_which_nothing_is_known(package: Path) -> None:
    data = disseminated(package).replace(b"FILED AS OF DATE:\t\t20240605", b"FILED AS OF DATE:\t\t20990605")
    assert differing(package, data)["filed in time"].startswith("late: no holidays known for 2031")


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=12)), min_size=1, max_size=4))
def test_no_submission_makes_confirm_fail(package: Path, edits: list[tuple[float, bytes]]) -> None:
    data = disseminated(package)
    for at, words in edits:
        place = int(at * len(data))
        data = data[:place] + words + data[place + len(words) // 2 :]
    with contextlib.suppress(NoPackage):
        confirm(data, str(package))


def test_no_package_and_no_submission(package: Path, folder: Path) -> None:
    with pytest.raises(NoPackage):
        confirm(disseminated(package), str(folder))
    with pytest.raises(NoPackage):
        confirm(LEASE, str(package))
    (package / RECORD).write_bytes(b"{}")
    with pytest.raises(NoPackage):
        confirm(disseminated(package), str(package))


# ---- the commands ------------------------------------------------------------------------------------------------


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(w) for w in words])


def test_write_approve_confirm(folder: Path) -> None:
    draft, out = folder / "draft.md", folder.parent / "out"
    assert run("approve", draft).exit_code == 1
    assert run("approve", draft, "--by", "Ada Counsel", "--reason", "board").exit_code == 0
    first = run("write", draft, "-o", out, "--as-of", "2024-06-05", "--layout", "html", "--mock")
    assert first.exit_code == 0 and "approved by Ada Counsel" in first.output and "TEST" in first.output
    assert "approved by Ada Counsel" in (out / SHEET).read_text()
    told = run("confirm", out / MOCK, out)
    assert told.exit_code == 1 and "NOT the same" in told.output
    (folder.parent / "real.txt").write_bytes(disseminated(out))
    assert run("confirm", folder.parent / "real.txt", out).exit_code == 0
    assert '"same": true' in run("confirm", folder.parent / "real.txt", out, "--format", "json").output


def test_items_that_share_a_text_are_named_together(folder: Path) -> None:
    change(folder, "# 7.01", "# 2.02 / 7.01")
    change(folder, "furnished as Exhibit 99.1", "furnished as Exhibits 99.1 and 99.2; Exhibit 10.1 is not")
    change(folder, "signatures:", "  - {number: 99.2, description: Slides, file: ex99-2.htm, status: furnished}\nsignatures:")
    (folder / "ex99-2.htm").write_bytes(LEASE)
    told = (Path(written(folder).folder) / "ltm-20240603.htm").read_bytes()
    assert b"in these Items 2.02 and 7.01, including Exhibit 99.1 and Exhibit 99.2, shall not" in told
    change(folder, "# 2.02 / 7.01", "# 7.01 / 8.01")
    told = (Path(written(folder, force=True).folder) / "ltm-20240603.htm").read_bytes()
    assert b"shall not be deemed" not in told, "what Item 8.01 says is filed"


@pytest.mark.parametrize(
    "origin, said",
    [
        ("{exhibit: 10.3, form: 10-K, filed: 2023-02-03, file_number: 001-99101}",
         "(incorporated by reference to Exhibit 10.3 to the registrant's Form 10-K filed on February 3, 2023, File No. 001-99101)"),
        ("{form: Form S-1}", "(incorporated by reference to the registrant's Form S-1)"), ("true", "(incorporated by reference)"),
    ],
)  # fmt: skip
def test_an_exhibit_that_is_elsewhere_is_told_with_its_place(folder: Path, origin: str, said: str) -> None:
    elsewhere = f"incorporated: {origin}\n    link: https://www.sec.gov/Archives/edgar/data/1/000000000123000001/ex10-3.htm"
    change(folder, "file: ex10-1.htm", elsewhere)
    change(folder, "The lease is filed as Exhibit 10.1.", "")
    done = written(folder)
    exhibit = done.made.checkup.report.exhibits["10.1"]
    assert exhibit.description == f"Lease dated June 3, 2024 {said}" and exhibit.incorporated_by_reference
    assert not done.made.errors and done.record.items == ("1.01", "7.01", "9.01")
    change(folder, "description: Lease dated June 3, 2024", f'description: "Lease {said}"')
    again = written(folder, force=True).made.checkup.report.exhibits["10.1"]
    assert again.description == f"Lease {said}", "what the description says is not said again"


@pytest.mark.parametrize("cik, what", [("9990101}", "stands twice"), ("000}", "is nobody")])
def test_each_registrant_has_its_own_cik(folder: Path, cik: str, what: str) -> None:
    change(folder, "securities:", "  - {name: Larkspur Two LLC, cik: " + cik + "\nsecurities:")
    with pytest.raises(BadFiles) as caught:
        written(folder, force=True)
    (one,) = caught.value.complaints
    line = (folder / "draft.md").read_text().splitlines()[caught.value.places[one.part] - 1]
    assert what in one.what and "Larkspur Two" in line


def test_no_word_of_a_draft_ends_a_document(folder: Path) -> None:
    change(folder, "issued a press", "issued \\</TEXT\\> a press")
    with pytest.raises(BadFiles, match="the tag </text>"):
        written(folder, layout="ascii", force=True)
    assert written(folder).made.unlike == ()


def test_an_event_that_is_still_to_come_is_refused(folder: Path) -> None:
    change(folder, "date_of_report: 2024-06-03", "date_of_report: 2024-06-06")
    with pytest.raises(BadFiles) as caught:
        written(folder, force=True)
    (one,) = caught.value.complaints
    assert caught.value.places[one.part] == 3 and "after the filing date" in one.what and nothing_left(folder)
    told = run("write", folder / "draft.md", "-o", folder.parent / "out", "--as-of", "2024-06-08", "--layout", "html")
    assert told.exit_code == 0 and "EDGAR is closed on Saturday 2024-06-08" in told.output


def test_who_has_not_signed_is_told(folder: Path) -> None:
    draft, out = folder / "draft.md", folder.parent / "out"
    assert "Ada Miller, Larkspur Tide Mills, Inc., 2024-06-05" in (Path(written(folder).folder) / SHEET).read_text()
    change(folder, ", signed: true", "")
    told = run("write", draft, "-o", out, "--as-of", "2024-06-05", "--layout", "html", "--replace")
    assert "NOT SIGNED: Ada Miller" in told.output and "NOT SIGNED: Ada Miller" in (out / SHEET).read_text()


def test_what_is_no_draft_yet_is_told(folder: Path) -> None:
    change(folder, "date_of_report: 2024-06-03", "date_of_report: TO FILL")
    told = run("write", folder / "draft.md", "-o", folder.parent / "out")
    assert told.exit_code == 2 and "draft.md:3:17: date_of_report is not filled in" in told.output
    document = docx.Document()
    document.save(str(folder / "draft.docx"))
    told = run("write", folder / "draft.docx", "-o", folder.parent / "out")
    assert told.exit_code == 2 and "eightk draft FILE.docx" in told.output


def test_a_quotation_is_set_in(folder: Path) -> None:
    change(folder, "On June 3, 2024, the registrant", "> So it was.\n\nOn June 3, 2024, the registrant")
    assert b'<p style="margin-left:18pt">So it was.</p>' in (Path(written(folder).folder) / "ltm-20240603.htm").read_bytes()


def test_ascii_spells_what_it_can(folder: Path) -> None:
    change(folder, "name: Larkspur Tide Mills, Inc.", "name: Larkspur M\u00fchlen, Inc.")
    assert written(folder, layout="ascii").made.unlike == ()


@pytest.mark.parametrize("command", [("new", "--item", "8.01"), ("amend", "DRAFT"), ("diff", "DRAFT", "DRAFT"), ("make-corpus", "1")])
def test_a_place_that_cannot_be_written_is_told(folder: Path, command: tuple[str, ...]) -> None:
    words = [str(folder / "draft.md") if word == "DRAFT" else word for word in command]
    for place in (folder / "none" / "x", folder):
        told = run(*words, "-o", place)
        assert told.exit_code == 2 and "cannot write" in told.output and "Traceback" not in told.output


def test_a_change_since_approval_is_told(folder: Path) -> None:
    draft, out = folder / "draft.md", folder.parent / "out"
    run("approve", draft, "--by", "Ada Counsel")
    (folder / "ex99-1.htm").write_bytes(PRESS + b"\n")
    told = run("write", draft, "-o", out, "--as-of", "2024-06-05", "--layout", "html")
    assert told.exit_code == 0 and "NOT APPROVED as it is" in told.output and "ex99-1.htm" in told.output
    assert run("approve", draft).exit_code == 1


def test_a_tampered_log_is_told_by_the_commands(folder: Path) -> None:
    draft, log = folder / "draft.md", Path(log_path(str(folder / "draft.md")))
    run("approve", draft, "--by", "Ada Counsel")
    log.write_bytes(log.read_bytes().replace(b"Ada", b"Eve"))
    told = run("write", draft, "-o", folder.parent / "out", "--as-of", "2024-06-05", "--layout", "html")
    assert "THE LOG IS BROKEN" in told.output and "THE LOG IS BROKEN" in (folder.parent / "out" / SHEET).read_text()
    assert run("approve", draft).exit_code == 2
    assert run("approve", draft, "--by", "Bob").exit_code == 2


def test_the_command_tells_what_is_wrong(folder: Path) -> None:
    draft, out = folder / "draft.md", folder.parent / "out"
    change(folder, "    file: ex10-1.htm\n", "    file: ../ex10-1.htm\n")
    told = run("write", draft, "-o", out, "--as-of", "2024-06-05", "--layout", "html")
    assert told.exit_code == 2 and re.search(r"draft\.md:\d+", told.output) and not out.exists()
    change(folder, "    file: ../ex10-1.htm\n", "")
    told = run("write", draft, "-o", out, "--as-of", "2024-06-05", "--layout", "html")
    assert told.exit_code == 1 and "F01" in told.output and "nothing was written" in told.output and not out.exists()
    assert run("write", folder / "none.md", "-o", out).exit_code == 2
    assert run("write", folder, "-o", out).exit_code == 2
    assert run("approve", draft, "--by", " ").exit_code == 2
    assert run("confirm", folder / "none.txt", out).exit_code == 2


def test_a_hostile_name_is_shown_not_obeyed(folder: Path) -> None:
    append(log_path(str(folder / "draft.md")), Line(what="approved", at=NOW, name="\x1b[31mEve\nOK", draft="x"))
    assert "\x1b[31mEve" not in run("approve", folder / "draft.md").output


def test_a_picture_that_is_not_there_is_told_with_the_exhibit_that_shows_it(tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text('---\nform: 8-K\nexhibits:\n  - {number: "99.1", file: press.htm}\n---\n# 8.01\n\nIt rained.\n')
    (tmp_path / "press.htm").write_text('<p>Rain <img src="rain.jpg"></p>')
    with pytest.raises(BadFiles) as found:
        source.given(str(tmp_path / "draft.md"))
    (told,) = found.value.complaints
    assert (told.what, told.todo) == (
        "there is no file 'rain.jpg' in the draft's folder, which press.htm shows",
        "put it there, or take the picture out of press.htm",
    )


def test_force_does_not_replace_another_package(folder: Path) -> None:
    written(folder)
    change(folder, "Larkspur Tide Mills, Inc.", "Larkspur Tide Works, Inc.")
    with pytest.raises(Taken, match="holds another package"):
        written(folder, force=True, replace=False)
    assert written(folder, replace=True).forced is None
