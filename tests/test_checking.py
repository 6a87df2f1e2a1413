"""`check` from the outside: what may be given, how it is told, what is mended, how it ends. The rules themselves are in test_check.py."""

from __future__ import annotations

import gzip
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import eightk
from eightk import check, checking
from eightk.check import stories
from eightk.check.case import Case
from eightk.check.choice import chosen
from eightk.check.mend import apart, mended
from eightk.check.rule import Fix, Hit, hit
from eightk.cli import main
from eightk.cli.checks import settings as settings_module
from eightk.form.requirements import requirement
from eightk.sources import Failure

HTML = b"""<html><body>
<p>UNITED STATES SECURITIES AND EXCHANGE COMMISSION</p><p>FORM 8-K</p><p>CURRENT REPORT</p>
<p>Pursuant to Section 13 or 15(d) of the Securities Exchange Act of 1934</p>
<p>Date of Report (Date of earliest event reported): March 4, 2024</p>
<p>BRACKENHOLT LOOM WORKS, INC.</p><p>(Exact name of registrant as specified in its charter)</p>
<p>Item 8.01 Other Events.</p><p>On March 4, 2024 the wrogn word stood here, and the wrogn word again.</p>
<p>Item 9.01 Financial Statements and Exhibits.</p><p>(d) Exhibits</p>
<table><tr><td>99.1</td><td><a href="blw-ex991.htm">Press release</a></td></tr><tr><td>10.1</td><td>Agreement</td></tr></table>
<p>SIGNATURE</p><p>Pursuant to the requirements of the Securities Exchange Act of 1934, the registrant has duly caused this report to be
signed on its behalf by the undersigned hereunto duly authorized.</p><p>Date: March 6, 2024</p><p>By: /s/ Ode Farr</p>
</body></html>
"""
WRONG = re.compile(rb"wrogn")


def wrogn(case: Case) -> Iterator[Hit]:
    """A rule for these tests: a misspelt word.

    Why: to have one. Good: wrong. Bad: wrogn.
    """
    for found in WRONG.finditer(case.data):
        place = (found.start(), found.end())
        yield hit(place, fix=Fix(start=place[0], end=place[1], text="wrong", says="the word is wrong"))


def nameless(case: Case) -> Iterator[Hit]:
    """A rule for these tests: always something without a place."""
    yield hit()


@pytest.fixture(autouse=True)
def fresh_rules() -> Iterator[None]:
    """Which rules run is remembered; tests put their own in place."""
    check._run.cache_clear()
    yield
    check._run.cache_clear()


@pytest.fixture(autouse=True)
def _rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rules alone: the tests of the command do not move with the rules there are."""
    monkeypatch.setattr(check, "RULES", {"C02": wrogn, "C04": nameless})
    stories.stories.cache_clear()
    settings_module._nearest.cache_clear()
    settings_module._load.cache_clear()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "draft.htm").write_bytes(HTML)
    return tmp_path


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["check", *arguments], prog_name="eightk", input=stdin)


def listed(*arguments: str) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = json.loads(run(*arguments, "--format", "json").stdout)
    return told


# ---- what may be given -------------------------------------------------------------------------------------------


def test_a_document_alone(folder: Path) -> None:
    told = run("draft.htm")
    assert told.exit_code == 1
    assert "draft.htm:6:55: C02 error" in told.stdout
    assert "not seen: exhibits 99.1, 10.1" in told.stdout
    assert "form of 2024-03-06, the signature date" in told.stdout
    (line, carets) = [line for line in told.stdout.splitlines() if "wrogn" in line or "^" in line][:2]
    assert line[carets.index("^") : carets.rindex("^") + 1] == "wrogn"


def test_an_exhibit_given_apart_is_seen(folder: Path) -> None:
    (folder / "press.txt").write_text("News of the loom.\n")
    told = run("draft.htm", "--exhibit", "99.1=press.txt").stdout
    assert "not seen: exhibit 10.1" in told
    checkup = eightk.check_path("draft.htm", exhibits={"99.1": "press.txt"})
    assert checkup.unseen == ("10.1",)


def test_a_folder_is_one_submission(folder: Path) -> None:
    filing = folder / "filing"
    filing.mkdir()
    for name, data in {
        "blw-8k.htm": HTML, "blw-ex991.htm": b"<html><body>A wrogn press release</body></html>", "dex101.htm": b"<p>Exhibit 10.1</p>",
        "notes.md": b"mine", "R1.htm": b"<html>", "blw-20240304.xsd": b"<xs:schema/>", ".hidden": b"",
    }.items():  # fmt: skip
        (filing / name).write_bytes(data)
    checkup = eightk.check_path(filing)
    assert {e.number: e.document is not None for e in checkup.report.exhibits} == {"99.1": True, "10.1": True}
    assert [d.type for d in checkup.report.documents] == ["8-K", "EX-101.SCH", "EX-99.1", "EX-10.1"]
    assert checkup.left_out == ("notes.md",)
    assert checkup.unseen == ()
    places = [checkup.place(f.span) for f in checkup.checked.faults if f.span]
    assert [(os.path.basename(p.path), p.line, p.line_text[p.column - 1 : p.column + 4]) for p in places if p] == [
        ("blw-8k.htm", 6, "wrogn"), ("blw-8k.htm", 6, "wrogn"), ("blw-ex991.htm", 1, "wrogn"),
    ]  # fmt: skip
    for row in listed("filing"):
        if row["span"]:
            assert Path(row["path"]).read_bytes()[slice(*row["span"])] == b"wrogn"


@pytest.mark.parametrize(
    ("name", "first", "number"),
    [
        ("ex99-1.htm", b"", "99.1"), ("d53dex991.htm", b"", "99.1"), ("exhibit_10-12.htm", b"", "10.12"),
        ("ex101.htm", b"Exhibit 10.1", "10.1"),
        ("ex161.htm", b"", "16.1"), ("letter.htm", b"<p>Exhibit&nbsp;16.1</p>", "16.1"), ("ex2.htm", b"", "2"), ("slides.htm", b"", None),
    ],
)  # fmt: skip
def test_which_exhibit_a_file_is(folder: Path, name: str, first: bytes, number: str | None) -> None:
    (folder / name).write_bytes(b"<html><body>" + first + b" of the loom</body></html>")
    checkup = eightk.check_path(folder)
    assert [d.type for d in checkup.report.documents[1:]] == ([f"EX-{number}"] if number else [])


def test_a_folder_with_a_whole_submission_is_that(folder: Path, root: Path) -> None:
    (folder / "0000999999-24-000001.txt").write_bytes((root / "examples" / "2024-ixbrl.txt").read_bytes())
    assert eightk.check_path(folder).report.header is not None


def test_standard_input_gzip_and_patterns(folder: Path) -> None:
    (folder / "draft.htm.gz").write_bytes(gzip.compress(HTML))
    assert {row["path"] for row in listed("*.gz")} == {"draft.htm.gz"}
    assert run("-", stdin=HTML).stdout.startswith("-:6:55: C02 error")
    assert run(stdin=HTML).exit_code == 1


def test_an_original(folder: Path) -> None:
    (folder / "first.htm").write_bytes(HTML)
    assert run("draft.htm", "--original", "first.htm").exit_code == 1
    (folder / "no.txt").write_text("no report")
    assert run("draft.htm", "--original", "no.txt").exit_code == 2
    assert run("draft.htm", "--original", "missing").exit_code == 2


@pytest.mark.parametrize("data", [b"", b"\0\1\2\3" * 100, b"A letter to holders.", b"<html></html>", b"\xff\xfe\x00"])
def test_what_is_no_report_is_one_line_and_others_go_on(folder: Path, data: bytes) -> None:
    (folder / "bad\x1b[31m.txt").write_bytes(data)
    told = run("bad\x1b[31m.txt", "draft.htm", "missing.htm")
    assert told.exit_code == 2
    assert "\x1b" not in told.output
    assert len(told.stderr.splitlines()) == 2
    assert "draft.htm:6:55: C02 error" in told.stdout
    assert "1 report, 2 could not be checked" in told.stdout


def test_a_damaged_file_is_called_damaged(folder: Path, root: Path) -> None:
    whole = gzip.compress((root / "examples" / "2008-html.txt").read_bytes())
    (folder / "cut.txt.gz").write_bytes(whole[:-300])
    told = run("cut.txt.gz")
    assert "damaged, what follows was not seen: gzip ends too early" in told.stdout
    assert "F01" not in told.stdout, "exhibits that may stand behind the damage are not missing"


def test_folders_that_are_not_one_submission(folder: Path, root: Path) -> None:
    (folder / "other.htm").write_bytes(HTML)
    told = run(".")
    assert (told.exit_code, told.stdout) == (2, "")
    assert "2 documents of it call themselves Form 8-K" in told.stderr
    assert "submissions" in run(str(root / "examples")).stderr
    (folder / "empty").mkdir()
    assert "no document of it" in run("empty").stderr


def test_the_functions_raise(folder: Path) -> None:
    (folder / "no.txt").write_text("no report")
    with pytest.raises(eightk.NoReport, match="no Form 8-K"):
        eightk.check_path("no.txt")
    with pytest.raises(eightk.NoReport):
        eightk.check_bytes(b"")
    (failure,) = checking.check_many(["missing"])
    assert isinstance(failure, Failure)
    checked = eightk.check_path("draft.htm").checked
    packed = gzip.compress(HTML)
    assert [eightk.check_bytes(data).checked for data in (HTML, packed, gzip.compress(packed))] == [checked] * 3


# ---- what is asked for -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("select", "ignore", "kept"),
    [
        ((), (), True), (("C",), (), True), (("F", "C0"), (), True), (("F",), (), False), ((), ("C",), False), (("C02",), ("C",), True),
        (("C",), ("C02",), False), (("C02",), ("C02",), False), ((), ("C03",), True),
    ],
)  # fmt: skip
def test_the_longer_beginning_decides(select: tuple[str, ...], ignore: tuple[str, ...], kept: bool) -> None:
    assert chosen("C02", select, ignore) == kept


def test_select_and_ignore(folder: Path) -> None:
    assert {row["code"] for row in listed("draft.htm")} == {"C02", "C04"}
    assert {row["code"] for row in listed("draft.htm", "--select", "c02,F")} == {"C02"}
    assert {row["code"] for row in listed("draft.htm", "--ignore", "C02")} == {"C04"}
    assert run("draft.htm", "--select", "XX").exit_code == 2


def test_as_of(folder: Path) -> None:
    assert "form of 2019-01-02, --as-of" in run("draft.htm", "--as-of", "2019-01-02").stdout


def test_fail_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "RULES", {"C02": lambda case: [hit(severity="warning")]})
    codes = {limit: run("draft.htm", "--fail-on", limit).exit_code for limit in ("error", "warning", "advice")}
    assert codes == {"error": 0, "warning": 1, "advice": 1}
    assert run("draft.htm").exit_code == 0


def test_settings_are_those_of_the_nearest_file(folder: Path) -> None:
    (folder / "eightk.toml").write_text('[check]\nignore = ["C04"]\nas-of = 2019-01-02\n')
    assert {row["code"] for row in listed("draft.htm")} == {"C02"}
    assert {row["code"] for row in listed("draft.htm", "--ignore", "C02")} == {"C04"}
    assert "--as-of" in run("draft.htm").stdout
    inner = folder / "inner"
    inner.mkdir()
    (inner / "draft.htm").write_bytes(HTML)
    settings_module._nearest.cache_clear()
    (inner / "eightk.toml").write_text('[check]\nselect = ["F"]\n')
    assert [row["path"] for row in listed("draft.htm", "inner/draft.htm")] == ["draft.htm"] * 2


@pytest.mark.parametrize(
    "text", ["[check]\nselct = []\n", "[check]\nselect = ['Q']\n", "[check", "[check]\nfail-on = 'never'\n", "[other]\n"]
)
def test_settings_that_are_wrong_are_refused(folder: Path, text: str) -> None:
    (folder / "eightk.toml").write_text(text)
    told = run("draft.htm")
    assert (told.exit_code, "eightk.toml" in told.stderr) == (2, True)


# ---- how it is told ----------------------------------------------------------------------------------------------


def test_json_is_a_list_of_findings(folder: Path) -> None:
    rows = listed("draft.htm")
    first = rows[0]
    assert set(first) >= {"path", "code", "severity", "message", "span", "line", "column", "citation", "basis", "part", "fix"}
    assert (first["line"], first["column"], HTML[slice(*first["span"])]) == (6, 55, b"wrogn")
    assert first["citation"] == requirement("C02").source
    assert first["fix"]["text"] == "wrong"
    assert (rows[-1]["span"], rows[-1]["line"]) == (None, None)


def test_sarif_has_what_the_standard_asks_for(folder: Path) -> None:
    (folder / "two words#.htm").write_bytes(HTML)
    (folder / "no.txt").write_text("no report")
    log = json.loads(run("two words#.htm", "no.txt", "--format", "sarif").stdout)
    assert (log["version"], set(log) <= {"$schema", "version", "runs"}) == ("2.1.0", True)
    (one,) = log["runs"]
    driver = one["tool"]["driver"]
    assert driver["name"] == "eightk"
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(set(ids)) == len(ids)
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
    for result in one["results"]:
        assert result["message"]["text"] is not None
        assert result["level"] in ("error", "warning", "note", "none")
        if "ruleIndex" in result:
            assert ids[result["ruleIndex"]] == result["ruleId"]
        (location,) = result["locations"]
        physical = location["physicalLocation"]
        assert re.fullmatch(r"[A-Za-z0-9%/._~-]+", physical["artifactLocation"]["uri"])
        region = physical.get("region", {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1})
        assert (region["endLine"], region["endColumn"]) >= (region["startLine"], region["startColumn"]) >= (1, 1)
    assert one["results"][0]["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"] == "wrong"
    (invocation,) = one["invocations"]
    assert invocation["executionSuccessful"] is False
    assert len(invocation["toolExecutionNotifications"]) == 1


def test_github_lines_cannot_be_broken_out_of(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row = check.requirements()[0]
    evil = row.__class__(**{f: getattr(row, f) for f in row.__struct_fields__} | {"message": "a{x}", "code": "C02"})
    monkeypatch.setattr(check, "requirements", lambda: (evil,))
    monkeypatch.setattr(check, "RULES", {"C02": lambda case: [hit((0, 1), x="\n::error::b%0A\x1b]0;c\x07 \u202e")]})
    monkeypatch.setattr(check, "why_not", lambda row, lacking: None)
    (folder / "a,b:c.htm").write_bytes(HTML)
    lines = run("a,b:c.htm", "--format", "github").stdout.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("::error file=a%2Cb%3Ac.htm,title=C02 error,line=1,col=1,")
    assert not re.search("[\x1b\x07\u202e]", lines[0])
    for format_ in ("text", "json", "sarif", "github"):
        told = run("a,b:c.htm", "--format", format_).stdout
        assert not re.search("[\x1b\x07\u202e]", told), format_
    assert sum(line.startswith("::") for line in run("a,b:c.htm").stdout.splitlines()) == 0


def test_hostile_lines_are_shown_not_obeyed(folder: Path) -> None:
    data = HTML.replace(b"the wrogn", "\x1b[2J\u202e\tthe 中中 wrogn".encode() + b"x" * 5000, 1).replace(b"\n<p>Item 8", b"<p>Item 8")
    (folder / "draft.htm").write_bytes(data)
    told = run("draft.htm").stdout
    assert not re.search("[\x1b\u202e]", told)
    assert max(map(len, told.splitlines())) <= 100
    line, carets = [line for line in told.splitlines() if "wrogn" in line or "^" in line][:2]
    assert carets.index("^") == line.index("wrogn") + 2  # two wide characters stand before it


def test_lines_ended_by_carriage_returns_are_lines(folder: Path) -> None:
    (folder / "draft.htm").write_bytes(HTML.replace(b"\n", b"\r"))
    assert listed("draft.htm")[0]["line"] == 6
    (folder / "draft.htm").write_bytes(HTML.replace(b"\n", b"\r\n"))
    assert listed("draft.htm")[0]["line"] == 6


def test_statistics_and_what_was_not_run(folder: Path) -> None:
    told = run("draft.htm", "--statistics").stdout
    assert re.search(r"^ +2  C02  error", told, re.M)
    assert "not run" in run("draft.htm", "--show-skipped").stdout


def test_colour_is_for_terminals(folder: Path) -> None:
    assert "\x1b" not in run("draft.htm").stdout
    painted = CliRunner(env={"FORCE_COLOR": "1"}).invoke(main, ["check", "draft.htm"], color=True).stdout
    assert "\x1b[" in painted
    assert "\x1b" not in CliRunner(env={"NO_COLOR": "1"}).invoke(main, ["check", "draft.htm"], color=True).stdout


# ---- mends -------------------------------------------------------------------------------------------------------


def test_fix_writes_and_diff_shows(folder: Path) -> None:
    told = run("draft.htm", "--diff")
    assert told.exit_code == 1
    assert (folder / "draft.htm").read_bytes() == HTML
    assert "+<p>Item 8.01" in told.stdout
    fixed = run("draft.htm", "--fix", "--select", "C02")
    assert fixed.exit_code == 0, fixed.output
    assert (folder / "draft.htm").read_bytes() == HTML.replace(b"wrogn", b"wrong")
    assert fixed.stderr.count("fixed draft.htm: the word is wrong") == 2
    assert [p.name for p in folder.iterdir()] == ["draft.htm"]
    assert run("draft.htm", "--diff", "--select", "C02").exit_code == 0


def test_rules_that_are_not_asked_for_mend_nothing(folder: Path) -> None:
    run("draft.htm", "--fix", "--ignore", "C02")
    assert (folder / "draft.htm").read_bytes() == HTML


def test_plain_text_is_left_alone(folder: Path, root: Path) -> None:
    data = (root / "examples" / "2003-ascii.txt").read_bytes().replace(b"second", b"wrogn", 1)
    (folder / "draft.txt").write_bytes(data)
    told = run("draft.txt", "--fix")
    assert (folder / "draft.txt").read_bytes() == data
    assert "not by --fix" in told.stdout


def test_what_is_no_plain_file_is_not_written(folder: Path) -> None:
    (folder / "draft.htm.gz").write_bytes(gzip.compress(HTML))
    before = (folder / "draft.htm.gz").read_bytes()
    assert run("draft.htm.gz", "--fix").exit_code == 2
    assert (folder / "draft.htm.gz").read_bytes() == before
    assert run("-", "--fix", stdin=HTML).exit_code == 2
    assert run("-", "--diff", stdin=HTML).exit_code == 1


def test_a_folder_is_mended_file_by_file(folder: Path) -> None:
    (folder / "blw-ex991.htm").write_bytes(b"<html><body>A wrogn release</body></html>")
    run(".", "--fix", "--select", "C02")
    assert (folder / "draft.htm").read_bytes() == HTML.replace(b"wrogn", b"wrong")
    assert (folder / "blw-ex991.htm").read_bytes() == b"<html><body>A wrong release</body></html>"


def test_mends_go_on_until_nothing_is_left(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def shorter(case: Case) -> Iterator[Hit]:
        """One letter at a time."""
        for found in re.finditer(rb"wrog*n", case.data):
            if b"g" in found[0]:
                yield hit((found.start(), found.end()), fix=Fix(start=found.end() - 2, end=found.end() - 1, text="", says="a letter less"))

    monkeypatch.setattr(check, "RULES", {"C02": shorter})
    (folder / "draft.htm").write_bytes(HTML.replace(b"wrogn", b"wrogggn"))
    run("draft.htm", "--fix")
    assert b"wron word" in (folder / "draft.htm").read_bytes()


def test_mends_that_touch_wait_for_the_next_look() -> None:
    one, two, three = (Fix(start=a, end=b, text="-", says="") for a, b in ((0, 3), (2, 4), (4, 5)))
    assert apart([three, two, one, one]) == (one, three)
    assert mended(b"abcdef", apart([three, two, one])) == b"-d-f"
