"""From a draft on disk to a package: what is written, checked on the very bytes."""

from __future__ import annotations

import datetime as dt
import re
import stat
import sys
from pathlib import Path

import docx
import msgspec
import pytest
from click.testing import CliRunner

from eightk.checking import check_path
from eightk.cli import main
from eightk.filing.folder import contents
from eightk.filing.make import MOCK, RECORD, SHEET, write_package
from eightk.filing.source import BadFiles
from eightk.read import read
from eightk.write.sheet import Record
from matter import DAY, GIF, LEASE, NOW, D, change, laid_out, written


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return laid_out(tmp_path)


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


def test_a_package_is_checked_again_as_it_was_written(root: Path, tmp_path: Path) -> None:
    """Its opinion carries the consent: two exhibits are linked to one file, which is the first of them."""
    package = tmp_path / "package"
    write_package(str(root / "examples/drafts/8.01.md"), str(package), as_of=D(2026, 11, 20), now=NOW)
    checkup = check_path(package)
    assert [f.code for f in checkup.checked.faults] == ["D05"]
    assert {"EX-5.1", "EX-1.1", "EX-4.2"} <= {d.type for d in checkup.report.documents}


@pytest.mark.skipif(sys.platform == "win32", reason="no such permissions")
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


def test_an_unsigned_draft_prints_no_signature(folder: Path) -> None:
    change(folder, "signed: true", "signed: false")
    done = written(folder, force=True)
    assert b"/s/" not in (Path(done.folder) / "ltm-20240603.htm").read_bytes()


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


@pytest.mark.parametrize("day", ["1900-01-01", "1994-02-03"])
def test_an_odd_day_of_report_is_written(folder: Path, day: str) -> None:
    change(folder, "date_of_report: 2024-06-03", f"date_of_report: {day}")
    assert Path(written(folder, force=True, mock=True).folder, SHEET).exists()


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


def test_a_quotation_is_set_in(folder: Path) -> None:
    change(folder, "On June 3, 2024, the registrant", "> So it was.\n\nOn June 3, 2024, the registrant")
    assert b'<p style="margin-left:18pt">So it was.</p>' in (Path(written(folder).folder) / "ltm-20240603.htm").read_bytes()


def test_ascii_spells_what_it_can(folder: Path) -> None:
    change(folder, "name: Larkspur Tide Mills, Inc.", "name: Larkspur M\u00fchlen, Inc.")
    assert written(folder, layout="ascii").made.unlike == ()
