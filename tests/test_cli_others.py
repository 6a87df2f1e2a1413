"""The program apart from `read`: version, help, form, schema, completion, and what a newcomer types."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from eightk import cli
from eightk.version import __version__
from eightk.write.schema import json_schema
from program import ONE, SRC, entered, run


@pytest.fixture
def folder(tmp_path: Path, examples: list[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    return entered(tmp_path, examples, monkeypatch)


def test_version() -> None:
    result = run("--version")
    assert (result.exit_code, result.output) == (0, f"eightk {__version__}\n")


def test_version_waits_for_nothing() -> None:
    """Only what is needed is imported; seconds belong to `make bench`."""
    script = "import sys\nfrom eightk.cli import main\ntry:\n    main(['--version'])\nfinally:\n    print(*sys.modules, file=sys.stderr)"
    environment = {**os.environ, "PYTHONPATH": str(SRC)}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in done.stderr.split()} | set(done.stderr.split())
    assert {"click", "eightk.cli"} <= loaded
    assert {"rich", "multiprocessing", "eightk.cli.read"}.isdisjoint(loaded)


def test_help_names_every_command() -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert all(f"\n  {name} " in result.output for name in cli.COMMANDS)


def test_form_of_a_day() -> None:
    old, new = (json.loads(run("form", day, "--format", "json").output) for day in ("2004-08-22", "20040823"))
    assert [i["number"] for i in old["items"]][-1] == "12"
    assert "12" not in [i["number"] for i in new["items"]]
    assert {i["number"]: i["status"] for i in new["items"]}["7.01"] == "furnished"
    assert new["day"] == "2004-08-23"
    shown = run("form", "2004-08-23").output
    assert "Form 8-K on 2004-08-23" in shown
    assert "4 business days" in shown
    assert run("form").exit_code == 0


@pytest.mark.parametrize("day", ["2004-02-30", "yesterday", "=1", ""])
def test_form_of_no_day(day: str) -> None:
    result = run("form", day)
    assert result.exit_code == 2
    assert "is no day" in result.output


def test_schema() -> None:
    assert json.loads(run("schema").output) == json_schema()


@pytest.mark.parametrize("shell, word", [("bash", "complete -o nosort -F"), ("zsh", "compdef"), ("fish", "complete --no-files")])
def test_completion(shell: str, word: str) -> None:
    result = run("completion", shell)
    assert result.exit_code == 0
    assert word in result.output
    assert "_EIGHTK_COMPLETE" in result.output
    assert run("completion", "cmd").exit_code == 2


def test_completion_completes(folder: Path) -> None:
    asked = {"_EIGHTK_COMPLETE": "bash_complete", "COMP_WORDS": "eightk read --fo", "COMP_CWORD": "2"}
    script = "from eightk.cli import main; main(prog_name='eightk')"
    environment = {**os.environ, **asked, "PYTHONPATH": str(SRC)}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["plain,--format"]


DRAFT = b"---\nform: 8-K\ndate_of_report: 2026-11-18\nregistrants:\n  - cik: TO FILL\n---\n\n# 8.01\n\nThe mill reopened.\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("explain 7.01 --on 2003-09-15", "it was from 2004-08-23 to today; that matter was then Item 9\n"),
        ("due 2024-03-04 --item 4", "that matter was then Item 4.01\n"),
        ("serch closure", "there is no command 'serch'; write search\n"),
        (ONE, f"there is no command '{ONE}'; write eightk read {ONE}\n"),
        ("nothing", "No such command 'nothing'"),
        (f"read {ONE} -o out.xlsx", "write a .csv, which spreadsheets open"),
        (f"read {ONE} -o out.parquet", "write --format parquet and a folder with -o"),
        ("check draft.md", "it is a draft, which is checked when it is laid out; write it: eightk write DRAFT -o DIR\n"),
        ("check packed", "for several filings name the files: FOLDER/*\n"),
        ("write draft.md -o p", "registrants.0.cik is not filled in; write up to ten digits; or take the key out\n"),
    ],
)
def test_what_a_newcomer_types_is_answered_with_what_to_type(folder: Path, words: str, told: str) -> None:
    Path("draft.md").write_bytes(DRAFT)
    Path("packed").mkdir()
    for name in "ab":
        Path("packed", f"{name}.txt.gz").write_bytes(gzip.compress(Path(ONE).read_bytes()))
    result = run(*words.split())
    assert result.exit_code == 2
    assert told in result.output


def test_the_day_of_a_form_is_told_by_where_it_came_from(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eightk.cli.write.write.new_york", lambda: dt.date(2026, 11, 20))
    Path("draft.md").write_bytes(DRAFT.replace(b"TO FILL", b"1234567"))
    assert "form of 2026-11-20, today in New York; --as-of names another" in run("write", "draft.md", "-o", "p", "--layout", "html").output
    assert "form of 2026-11-19, --as-of;" in run("write", "draft.md", "-o", "p", "--as-of", "2026-11-19", "--layout", "html").output


def test_a_draft_of_a_filing_names_the_exhibits_whose_files_it_leaves(folder: Path) -> None:
    result = run("draft", ONE, "-o", "draft.md")
    assert result.exit_code == 0
    assert result.stderr == (
        "exhibits (99.1): put their files beside the draft and name each with `file`, or incorporate them by reference\n"
    )
