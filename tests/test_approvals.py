"""The log of approvals: added to, chained, and never believed when it was tampered with."""

from __future__ import annotations

import datetime as dt
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from eightk.filing.approvals import Line, Tampered, append, parsed, read_log, standing, told

AT = dt.datetime(2024, 6, 3, 12, tzinfo=dt.UTC)


def line(name: str = "Ada", draft: str = "d1", **files: str) -> Line:
    return Line(what="approved", at=AT, name=name, reason="board", draft=draft, files=files)


@pytest.fixture
def log(tmp_path: Path) -> str:
    path = str(tmp_path / "draft.md.approvals.jsonl")
    append(path, line(a="1"))
    append(path, Line(what="forced", at=AT, draft="d1", files={"a": "1"}, findings=("F01",)))
    append(path, line("Bob", a="1"))
    return path


def test_lines_are_chained(log: str) -> None:
    found = read_log(log)
    assert found.broken is None and [one.name for one in found.lines] == ["Ada", None, "Bob"]
    assert [one.previous for one in found.lines] == [None, found.lines[0].hash, found.lines[1].hash]
    assert Path(log).stat().st_mode & 0o077 == 0


def test_what_is_approved(log: str) -> None:
    found = standing(read_log(log), "d1", {"a": "1"})
    assert found.approved and [one.name for one in found.by] == ["Ada", "Bob"]
    assert told(found) == ("approved by Ada on 2024-06-03 12:00 UTC: board", "approved by Bob on 2024-06-03 12:00 UTC: board")


@pytest.mark.parametrize(
    "draft, files, changed",
    [
        ("d2", {"a": "1"}, ("the draft",)), ("d1", {"a": "2"}, ("a",)), ("d1", {"a": "1", "b": "1"}, ("b (added)",)),
        ("d1", {}, ("a (taken out)",)),
    ],
)  # fmt: skip
def test_a_changed_byte_shows(log: str, draft: str, files: dict[str, str], changed: tuple[str, ...]) -> None:
    found = standing(read_log(log), draft, files)
    assert not found.approved and found.changed == changed
    assert told(found)[-1].startswith("NOT APPROVED as it is: changed since Bob approved it")


def test_nothing_approved() -> None:
    assert told(standing(parsed(b""), "d1", {})) == ("NOT APPROVED",)


def test_a_log_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert read_log(str(tmp_path / "none")).lines == ()


def tampered(log: str, change: str) -> bytes:
    lines = Path(log).read_bytes().splitlines(keepends=True)
    match change:
        case "a line changed":
            return b"".join([lines[0].replace(b"Ada", b"Eve"), *lines[1:]])
        case "the last changed":
            return b"".join([*lines[:2], lines[2].replace(b"Bob", b"Eve")])
        case "a line taken out":
            return b"".join([lines[0], lines[2]])
        case "two exchanged":
            return b"".join([lines[0], lines[2], lines[1]])
        case "a line put in":
            return b"".join([lines[0], lines[0], *lines[1:]])
        case "cut short":
            return b"".join(lines)[:-20]
        case "no end":
            return b"".join(lines)[:-1]
        case _:
            return b"".join(lines) + b'{"what":"approved"}\n'


@pytest.mark.parametrize(
    "change",
    ["a line changed", "the last changed", "a line taken out", "two exchanged", "a line put in", "cut short", "no end", "no line of ours"],
)
def test_a_tampered_log_is_told_and_not_added_to(log: str, change: str) -> None:
    Path(log).write_bytes(data := tampered(log, change))
    found = standing(read_log(log), "d1", {"a": "1"})
    assert found.broken and not found.approved
    assert told(found)[0].startswith("THE LOG IS BROKEN: line ")
    with pytest.raises(Tampered):
        append(log, line())
    assert Path(log).read_bytes() == data


def test_what_lines_cut_off_leave_shows_in_the_package(log: str) -> None:
    """The chain alone cannot show that its newest lines are gone; the record of a package names the newest it saw."""
    newest = standing(read_log(log), "d1", {}).last
    Path(log).write_bytes(b"".join(Path(log).read_bytes().splitlines(keepends=True)[:2]))
    assert standing(read_log(log), "d1", {}).last != newest


def test_approvals_at_the_same_moment_do_not_break_the_chain(tmp_path: Path) -> None:
    path = str(tmp_path / "log")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: append(path, line(f"n{n}")), range(40)))
    found = read_log(path)
    assert found.broken is None and len(found.lines) == 40


def test_a_line_is_plain_json(log: str) -> None:
    assert json.loads(Path(log).read_text().splitlines()[0])["reason"] == "board"
