"""The program: what it prints, what it writes, how it ends."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from eightk import cli
from eightk.cli import main
from eightk.cli import read as read_command
from eightk.cli.console import console
from eightk.cli.diff_json import differences
from eightk.cli.inputs import count
from eightk.cli.listing import Row, head, line, widths
from eightk.cli.output import output
from eightk.limits import Limits
from eightk.model import Report
from eightk.version import __version__
from eightk.write.schema import json_schema

SRC = Path(cli.__file__).parents[2]


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), prog_name="eightk", input=stdin)


def program(*arguments: str, **options: Any) -> subprocess.Popen[bytes]:
    """The program as a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(SRC)}
    command = [sys.executable, "-c", "from eightk.cli import main; main()", *arguments]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)


@pytest.fixture
def folder(tmp_path: Path, examples: list[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder, now the current one, with `in/` holding the four invented filings."""
    (tmp_path / "in").mkdir()
    for path in examples:
        (tmp_path / "in" / path.name).write_bytes(path.read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


ONE = "in/2003-ascii.txt"


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


@pytest.mark.parametrize("name, like", [("x.json", "json"), ("x.jsonl", "jsonl"), ("x.CSV", "csv"), ("x.txt", "text"), ("x", "text")])
def test_the_name_of_the_output_says_the_format(folder: Path, name: str, like: str) -> None:
    assert run("read", "in", "-o", name).exit_code == 0
    assert (folder / name).read_bytes() == run("read", "in", "--format", like).stdout_bytes
    assert run("read", "in", "-o", name, "--format", "jsonl").exit_code == 0
    assert (folder / name).read_bytes() == run("read", "in", "--format", "jsonl").stdout_bytes


def test_an_output_that_is_a_folder_is_called_one(folder: Path) -> None:
    assert "it is a folder" in run("read", ONE, "-o", "in").stderr
    assert "there is no such folder" in run("read", ONE, "-o", "no/such/out").stderr


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


# ---- the bar -----------------------------------------------------------------------------------------------------


class Terminal(io.StringIO):
    """Stands for a standard error that someone watches."""

    def isatty(self) -> bool:
        return True


def test_a_bar_is_shown_only_beside_a_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    screen, unwatched = console(Terminal()), console(io.StringIO())
    with output("out") as to_file, output(None) as standard:
        with open(folder / "redirected", "w") as file:
            monkeypatch.setattr(sys, "stdout", file)
            assert read_command._watched(screen, standard)
            assert not read_command._watched(unwatched, to_file)
        read_end, write_end = os.pipe()
        with open(read_end), open(write_end, "w") as pipe:
            monkeypatch.setattr(sys, "stdout", pipe)
            assert not read_command._watched(screen, standard)
            assert read_command._watched(screen, to_file)
        monkeypatch.undo()


def test_the_bar_knows_how_many_there_are(folder: Path) -> None:
    limits = Limits()
    assert count(("in", "-", "in/*.txt"), limits) == 9
    with zipfile.ZipFile(folder / "in" / "many.zip", "w") as archive:
        archive.write(folder / ONE, "a.txt")
    assert count(("in",), limits) is None


# ---- interrupted, closed -------------------------------------------------------------------------------------------


def test_nothing_read(folder: Path) -> None:
    (folder / "out.json").write_text("old")
    result = run("read", "missing.txt", "--format", "json", "-o", "out.json")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "missing.txt" in result.stderr
    assert (folder / "out.json").read_text() == "old"
    assert sorted(os.listdir(folder)) == ["in", "out.json"]


@pytest.mark.parametrize(
    "arguments",
    [["--format", "pdf", ONE], ["-j", "0", ONE], ["-o", "no/such/folder/out", ONE], ["-o", "in", ONE],
     ["--explain", "--format", "csv", ONE], ["--errors", "in", ONE], ["--nonsense"]],
)  # fmt: skip
def test_usage_errors(folder: Path, arguments: list[str]) -> None:
    result = run("read", *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Error: " in result.stderr


@pytest.mark.parametrize("format", ["text", "json", "jsonl", "csv"])
def test_a_file_gets_what_the_terminal_gets(folder: Path, format: str) -> None:
    for paths in ([ONE], ["in"]):
        result = run("read", *paths, "--format", format, "-o", "out")
        assert (result.exit_code, result.stdout) == (0, "")
        assert (folder / "out").read_bytes() == run("read", *paths, "--format", format).stdout_bytes
    assert sorted(os.listdir(folder)) == ["in", "out"]


def interrupting(paths: Any, **options: Any) -> Iterator[Report]:
    """Stands for `read_many` while someone presses Ctrl-C after the first report."""
    yield Report(path="first", form="8-K")
    raise KeyboardInterrupt


def test_ctrl_c_leaves_no_half_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eightk.cli.read.read_many", interrupting)
    (folder / "out.jsonl").write_text("old")
    result = run("read", "in", "--format", "jsonl", "-o", "out.jsonl")
    assert result.exit_code == 130
    assert "Traceback" not in result.output
    assert (folder / "out.jsonl").read_text() == "old"
    assert sorted(os.listdir(folder)) == ["in", "out.jsonl"]


def test_an_output_keeps_the_permissions_it_had(folder: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows has no such permissions")
    for mode in (0o640, 0o600):
        (folder / "out").touch()
        (folder / "out").chmod(mode)
        with output("out") as out:
            out.file.write(b"new")
        assert (folder / "out").stat().st_mode & 0o777 == mode
    (folder / "link").symlink_to("out")
    with output("link") as out:
        out.file.write(b"through the link")
    assert (folder / "link").is_symlink()
    assert (folder / "out").read_bytes() == b"through the link"


def test_a_closed_pipe_is_quiet(folder: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("pipes of another kind")
    (folder / "in" / "long.txt").write_bytes((folder / ONE).read_bytes().replace(b"end\nof the year", b"end\nof the year " * 100_000))
    for arguments in (["--format", "jsonl"], ["--format", "json"], []):
        process = program("read", "in/long.txt", *arguments, cwd=folder)
        assert process.stdout is not None and process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        complaint = process.stderr.read()
        process.stderr.close()
        assert process.wait() == 141
        assert complaint == b""


# ---- the others ------------------------------------------------------------------------------------------------


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


# ---- diff-json -------------------------------------------------------------------------------------------------


def lines(path: Path, *reports: dict[str, Any]) -> str:
    path.write_text("".join(json.dumps(r) + "\n" for r in reports), encoding="utf-8")
    return str(path)


OLD = {
    "accession": "1", "path": "a", "reader": "1", "spans": {"form": [1, 2]}, "form": "8-K",
    "cover": {"registrants": [{"name": "A", "spans": {}}]},
    "items": [{"number": "9", "title": "X", "blocks": [{"text": "t", "span": [1, 2]}]}, {"number": "9", "title": "Y", "blocks": []}],
}  # fmt: skip
NEW = {
    "accession": "1", "path": "b", "reader": "2", "spans": {"form": [3, 4]}, "form": "8-K/A",
    "cover": {"registrants": [{"name": "B", "spans": {}}]},
    "items": [{"number": "8", "title": "X"}, {"number": "9", "title": "X", "blocks": [{"text": "t", "span": [5, 6]}]},
              {"number": "9", "title": "Z", "blocks": []}],
}  # fmt: skip


def test_diff_json_names_fields(tmp_path: Path) -> None:
    other = {"accession": None, "path": "only/here"}
    old, new = lines(tmp_path / "old", OLD, other), lines(tmp_path / "new", NEW)
    result = run("diff-json", old, new, "--format", "json")
    assert result.exit_code == 1
    assert [(c["report"], c["change"], c["field"], c["old"], c["new"]) for c in json.loads(result.output)] == [
        ("1", "changed", "form", "8-K", "8-K/A"),
        ("1", "changed", "cover.registrants[0].name", "A", "B"),
        ("1", "changed", "items[9#2].title", "Y", "Z"),
        ("1", "added", "items[8]", None, {"number": "8", "title": "X"}),
        ("only/here", "removed", None, None, None),
    ]
    shown = run("diff-json", old, new).output
    assert 'items[9#2].title\n    - "Y"\n    + "Z"' in shown
    assert "only in OLD" in shown
    assert "only in NEW" in run("diff-json", new, old).output


def test_diff_json_of_the_same(tmp_path: Path) -> None:
    moved = {**OLD, "path": "z", "reader": "3", "spans": {"form": [8, 9]}, "divisions": []}
    old, new = lines(tmp_path / "old", OLD, OLD), lines(tmp_path / "new", moved, OLD)
    same = run("diff-json", old, new)
    assert (same.exit_code, same.output) == (0, "")
    assert json.loads(run("diff-json", old, new, "--format", "json").output) == []
    strict = run("diff-json", old, new, "--spans", "--format", "json")
    assert strict.exit_code == 1
    assert {c["field"] for c in json.loads(strict.output)} == {"path", "reader", "spans.form", "divisions"}


def test_diff_json_tells_a_changed_text_once(tmp_path: Path) -> None:
    def report(text: str, title: str = "T") -> dict[str, Any]:
        blocks = [{"kind": "table", "text": text, "rows": [[{"text": text}]]}]
        item = {"number": "9", "title": title, "text": text, "parts": [{"letter": "a", "text": text}], "blocks": blocks}
        return {"accession": "1", "items": [item], "explain": [{"score": len(text)}]}

    old, new = lines(tmp_path / "old", report("one")), lines(tmp_path / "new", report("three", "U"))
    fields = [c["field"] for c in json.loads(run("diff-json", old, new, "--format", "json").output)]
    assert fields == ["items[9].title", "items[9].text"]
    every = [c["field"] for c in json.loads(run("diff-json", old, new, "--format", "json", "--spans").output)]
    assert {"items[9].parts[0].text", "items[9].blocks[0].text", "items[9].blocks[0].rows[0][0].text"} < set(every)
    assert not any("explain" in field for field in every)
    same = report("one")
    same["items"][0]["blocks"][0]["kind"] = "paragraph"
    fields = [c["field"] for c in json.loads(run("diff-json", old, lines(tmp_path / "kind", same), "--format", "json").output)]
    assert fields == ["items[9].blocks[0].kind"]


def test_diff_json_sees_order() -> None:
    first, second = {"number": "1"}, {"number": "2"}
    assert list(differences({"items": [first, second]}, {"items": [second, first]})) == [
        ("changed", "items (order)", ["1", "2"], ["2", "1"])
    ]


def test_diff_json_shows_where_texts_part(tmp_path: Path) -> None:
    texts = ["a" * 5000 + word + "b" * 5000 for word in ("left", "right")]
    old, new = (lines(tmp_path / t[5000:5002], {"path": "p", "text": t}) for t in texts)
    shown = run("diff-json", old, new).output
    assert "aleftb" in shown
    assert "arightb" in shown
    assert len(shown) < 600


@pytest.mark.parametrize("line", ["{", "[]", '{"form": "8-K"}', "\x89PNG"])
def test_diff_json_of_what_is_no_report(tmp_path: Path, line: str) -> None:
    old = lines(tmp_path / "old", OLD)
    (tmp_path / "new").write_text(line, encoding="utf-8")
    for pair in ((old, str(tmp_path / "new")), (str(tmp_path / "new"), old)):
        result = run("diff-json", *pair)
        assert result.exit_code == 2
        assert "line 1" in result.stderr
    assert run("diff-json", old, str(tmp_path / "missing")).exit_code == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_told_in_a_line(folder: Path) -> None:
    with open("/dev/full", "wb") as full:
        environment = {**os.environ, "PYTHONPATH": str(SRC)}
        command = [sys.executable, "-c", "from eightk.cli import main; main()", "read", ONE]
        run = subprocess.run(command, env=environment, stdout=full, stderr=subprocess.PIPE, cwd=folder, check=False)
    assert run.returncode == 2
    assert run.stderr.count(b"\n") == 1 and b"space" in run.stderr


# ---- what a newcomer types -------------------------------------------------------------------------------------


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
