"""`eightk diff-json`: fields that differ between two readings, each told once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eightk.cli.diff_json import differences
from program import run


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
