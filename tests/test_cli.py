"""`eightk read`: what it prints of one filing and of several."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path

import pytest

from eightk.cli.listing import Row, head, line, widths
from program import ONE, entered, run


@pytest.fixture
def folder(tmp_path: Path, examples: list[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    return entered(tmp_path, examples, monkeypatch)


# ---- read ------------------------------------------------------------------------------------------------------


def test_one_filing_is_shown_in_full(folder: Path) -> None:
    result = run("read", ONE)
    assert result.exit_code == 0, result.output
    words = " ".join(result.stdout.split())
    for shown in ("8-K TAMARISK CLINICAL SUPPLY, INC.", "date of report 2003-10-07", "Item 9 REGULATION FD DISCLOSURE", "furnished",
                  "second sterile packing line", "99.1 Press Release", "Marisol Vance", "Chief Financial"):  # fmt: skip
        assert shown in words
    assert not any(line != line.rstrip() for line in result.stdout.splitlines())
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert result.stderr == ""


def test_several_filings_get_a_line_each(folder: Path) -> None:
    result = run("read", "in")
    assert result.exit_code == 0, result.output
    head, *lines = result.stdout.splitlines()
    assert head.startswith("date")
    assert len(lines) == 4
    assert [line[:4] for line in lines] == ["1996", "2003", "2008", "2024"]


def test_json_is_an_object_for_one_file_and_else_an_array(folder: Path) -> None:
    alone = json.loads(run("read", ONE, "--format", "json").stdout)
    assert alone["path"] == ONE
    several = json.loads(run("read", "in", "--format", "json").stdout)
    assert [r["form"] for r in several] == ["8-K"] * 4
    assert several[1]["items"] == alone["items"]
    (in_folder,) = json.loads(run("read", ONE, "in-none", "--format", "json").stdout)
    assert in_folder == alone


def test_json_lines_are_the_same_reports(folder: Path) -> None:
    lines = run("read", "in", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == json.loads(run("read", "in", "--format", "json").stdout)


def test_csv_has_one_head_and_a_row_an_item(folder: Path) -> None:
    reports = json.loads(run("read", "in", "--format", "json").stdout)
    rows = list(csv.DictReader(io.StringIO(run("read", "in", "--format", "csv").stdout)))
    assert [r["item_number"] for r in rows] == [i["number"] for r in reports for i in r["items"]]
    assert {r["form"] for r in rows} == {"8-K"}


def test_workers_change_nothing(folder: Path) -> None:
    result = run("read", "in", "--format", "jsonl", "-j", "2")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == run("read", "in", "--format", "jsonl").stdout


def test_standard_input(folder: Path) -> None:
    data = (folder / ONE).read_bytes()
    named, piped = run("read", ONE, "--format", "json"), run("read", "-", "--format", "json", stdin=data)
    assert piped.exit_code == 0
    assert {**json.loads(piped.stdout), "path": ONE} == json.loads(named.stdout)
    assert run("read", "--format", "json", stdin=data).stdout == piped.stdout
    empty = run("read", "-", stdin=b"")
    assert (empty.exit_code, empty.stdout) == (2, "")
    assert "standard input is empty" in empty.stderr


@pytest.mark.parametrize("format", ["text", "json", "jsonl"])
def test_explain_names_the_headings_that_competed(folder: Path, format: str) -> None:
    result = run("read", ONE, "--explain", "--format", format)
    assert result.exit_code == 0, result.output
    if format == "text":
        assert "Headings that competed" in result.stdout
        assert "taken" in result.stdout
        return
    told = json.loads(result.stdout)["explain"]
    assert [c["number"] for c in told if c["chosen"]] == ["7", "9"]
    source = (folder / ONE).read_bytes()
    assert all(c["number"].encode() in source[slice(*c["span"])] for c in told if c["chosen"])


def test_explain_of_a_folder(folder: Path) -> None:
    result = run("read", "in", "--explain", "--format", "jsonl")
    assert result.exit_code == 0, result.output
    assert all(json.loads(line)["explain"] for line in result.stdout.splitlines())


def test_some_fail_and_the_others_go_on(folder: Path) -> None:
    (folder / "in" / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    result = run("read", "in", "missing.txt", "--format", "jsonl", "--errors", "errors.jsonl", "-o", "out.jsonl")
    assert result.exit_code == 1
    told = [json.loads(line) for line in (folder / "errors.jsonl").read_text("utf-8").splitlines()]
    assert [Path(t["path"]).name for t in told] == ["a.png", "missing.txt"]
    assert all(t["what"] and t["todo"] for t in told)
    failed, count = result.stderr.splitlines()
    assert "missing.txt" in failed
    assert count == "4 read, 1 no Form 8-K, 1 failed; listed in errors.jsonl"
    reports = [json.loads(line) for line in (folder / "out.jsonl").read_text("utf-8").splitlines()]
    assert len(reports) == 5
    (png,) = [r for r in reports if r["path"].endswith("a.png")]
    assert png["form"] is None
    assert png["findings"]


def test_what_is_no_8k_gets_a_short_line_and_one_advice(folder: Path) -> None:
    for name in ("a.png", "b.png"):
        (folder / "in" / name).write_bytes(b"\x89PNG\r\n\x1a\n")
    result = run("read", "in", "--format", "csv")
    assert result.exit_code == 1
    one, two, count, advice = result.stderr.splitlines()
    assert one.startswith(f"{os.path.join('in', 'a.png')}: no Form 8-K (")
    assert two.startswith(f"{os.path.join('in', 'b.png')}: no Form 8-K (")
    assert count == "4 read, 2 no Form 8-K, 0 failed"
    assert "findings" in advice
    assert sum(not row["form"] for row in csv.DictReader(io.StringIO(result.stdout))) == 2


@pytest.mark.parametrize("nothing, what", [("empty", "the folder holds no files"), ("in/*.none", "no file matches this pattern")])
def test_nothing_there(folder: Path, nothing: str, what: str) -> None:
    (folder / "empty" / "deeper").mkdir(parents=True)
    alone = run("read", nothing)
    assert (alone.exit_code, alone.stdout) == (2, "")
    (line,) = alone.stderr.splitlines()
    assert line.startswith(f"{nothing}: {what}; ")
    among = run("read", ONE, nothing, "in", "--format", "jsonl")
    assert among.exit_code == 1
    assert len(among.stdout.splitlines()) == 5


def test_standard_input_keeps_its_name_in_csv(folder: Path) -> None:
    told = run("read", "-", "--format", "csv", stdin=(folder / ONE).read_bytes()).stdout
    assert {row["path"] for row in csv.DictReader(io.StringIO(told))} == {"-"}


# ---- the list ----------------------------------------------------------------------------------------------------

ROWS = [
    Row("2024-11-07", "8-K", "The Long and Winding Road Pavement Company of Delaware", "1.01 2.03 3.02 5.02 9.01",
        "0009990003-24-000117", True, 0),
    Row("-", "no 8-K", "", "", "a/very/long/path/to/a/picture-that-is-no-filing.png", False, 1),
]  # fmt: skip


@pytest.mark.parametrize("screen", [60, 70, 80, 100, 120, 200])
@pytest.mark.parametrize("more", [True, False])
def test_the_accession_stays_whole(screen: int, more: bool) -> None:
    w = widths(ROWS, screen, more)
    shown = [made.plain for made in (head(w), *(line(r, w) for r in ROWS))]
    assert max(map(len, shown)) <= screen
    assert "  0009990003-24-000117" in shown[1]
    assert shown[2].rstrip().removesuffix("  1 finding").endswith("no-filing.png")
    assert {s.index(words) for s, words in zip(shown, ("accession", "0009990003"), strict=False)} == {shown[0].index("accession")}


def test_the_registrant_gives_way_before_the_items() -> None:
    name, items = len(ROWS[0].name), len(ROWS[0].items)
    wide, narrow, least = (widths(ROWS[:1], screen, False) for screen in (200, 80, 60))
    assert (wide.name, wide.items) == (name, items)
    assert narrow.name < name
    assert narrow.items >= 14 and narrow.name >= 22
    assert least.items < 14
    assert least.name < narrow.name


def test_nothing_is_cut_in_a_pipe() -> None:
    shown = line(ROWS[0], widths(ROWS, None, True)).plain
    assert all(words in shown for words in ROWS[0][:5])


def test_a_list_is_the_same_however_long(folder: Path) -> None:
    for n in range(40):
        (folder / "in" / f"{n}.txt").write_bytes((folder / ONE).read_bytes())
    lines = run("read", "in").stdout.splitlines()
    assert len(lines) == 45
    assert {len(line.split("  ")[0]) for line in lines[1:]} == {10}
