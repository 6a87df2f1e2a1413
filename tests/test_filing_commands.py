"""`eightk write`, `approve` and `confirm` on a draft: what they print and how they end."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest

from eightk.filing.approvals import Line, append, log_path
from eightk.filing.make import MOCK, SHEET
from matter import NOW, PRESS, change, disseminated, laid_out, written
from program import run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return laid_out(tmp_path)


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
