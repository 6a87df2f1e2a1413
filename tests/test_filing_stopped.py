"""What stops a draft from becoming a package, and is told with its place in the draft; force writes some of it, and that is logged."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from eightk.drafting import BadDraft
from eightk.filing import source
from eightk.filing.approvals import log_path, read_log
from eightk.filing.make import SHEET, Errors
from eightk.filing.source import BadFiles
from eightk.write.package import CannotPack
from eightk.write.refuse import CannotWrite
from matter import DRAFT, GIF, LEASE, PRESS, D, change, laid_out, nothing_left, written
from program import run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return laid_out(tmp_path)


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


@pytest.mark.parametrize("day", ["2030-12-31", "2099-01-01"])
def test_a_day_to_come_is_told(folder: Path, day: str) -> None:
    change(folder, "date_of_report: 2024-06-03", f"date_of_report: {day}")
    with pytest.raises(BadFiles, match="after the filing date"):
        written(folder, force=True, mock=True)


def test_an_event_that_is_still_to_come_is_refused(folder: Path) -> None:
    change(folder, "date_of_report: 2024-06-03", "date_of_report: 2024-06-06")
    with pytest.raises(BadFiles) as caught:
        written(folder, force=True)
    (one,) = caught.value.complaints
    assert caught.value.places[one.part] == 3 and "after the filing date" in one.what and nothing_left(folder)
    told = run("write", folder / "draft.md", "-o", folder.parent / "out", "--as-of", "2024-06-08", "--layout", "html")
    assert told.exit_code == 0 and "EDGAR is closed on Saturday 2024-06-08" in told.output


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
