"""What a review of the archive found: each test is a defect that was there."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from eightk.archive import snippets
from eightk.archive.index import FORMAT, open_index
from eightk.archive.lake import ArchiveError, Lake, create
from eightk.archive.opened import Archive
from eightk.archive.portion import merge, portion
from eightk.archive.query import parse
from kept import FILINGS, done, put, run

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def _portion(folder: Path) -> Path:
    put(folder / "in", 6)
    for _ in portion(folder / "portion", [str(folder / "in")], clock=lambda: NOW):
        pass
    return folder / "portion"


def test_a_portion_merged_again_after_a_kill_and_twice_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = _portion(tmp_path)
    lake = create(tmp_path / "A")

    def killed(*_: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Lake, "publish", killed)
        with pytest.raises(KeyboardInterrupt):
            list(merge(lake, made, clock=lambda: NOW))

    publish, inner = Lake.publish, []

    def overtaken(self: Lake, *args: object) -> bool:
        monkeypatch.setattr(Lake, "publish", publish)
        inner.extend(o.kind for outcomes in merge(create(tmp_path / "A"), made, clock=lambda: NOW) for o in outcomes)
        return publish(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(Lake, "publish", overtaken)
    outer = [o.kind for outcomes in merge(lake, made, clock=lambda: NOW) for o in outcomes]
    assert (inner, outer) == (["added"] * 6, ["known"] * 6)
    done("archive", "reindex", "--archive", tmp_path / "A")
    assert "whole and agree" in done("archive", "verify", "--archive", tmp_path / "A")


def test_a_portion_that_is_not_whole_is_refused(tmp_path: Path) -> None:
    made = _portion(tmp_path)
    for n, spoil in enumerate((lambda p: shutil.rmtree(p / "tables" / "items"), _cut)):
        copy = tmp_path / f"copy{n}"
        shutil.copytree(made, copy)
        spoil(copy)
        with pytest.raises(ArchiveError, match="the portion is not whole"):
            list(merge(create(tmp_path / f"A{n}"), copy, clock=lambda: NOW))
        assert Archive(tmp_path / f"A{n}").filings.to_arrow().num_rows == 0


def _cut(folder: Path) -> None:
    (segment,) = (folder / "raw").glob("*.zst")
    segment.write_bytes(segment.read_bytes()[:1000])


def test_an_archive_is_no_portion_and_a_portion_no_archive(tmp_path: Path) -> None:
    made = _portion(tmp_path)
    done("archive", "merge", made, "--archive", tmp_path / "A")
    assert "an archive" in run("archive", "merge", tmp_path / "A", "--archive", tmp_path / "B").stderr
    told = run("archive", "add", tmp_path / "in", "--archive", made)
    assert told.exit_code == 2 and "no archive" in told.stderr


@pytest.mark.parametrize("name", ["year=1", "a=b", "br[1]x", "sp ace'#?*"])
def test_odd_folders(tmp_path: Path, name: str) -> None:
    root = tmp_path / name / "A"
    done("archive", "add", *put(tmp_path / "in", 3), "--archive", root)
    archive = Archive(root)
    years = sorted(archive.sql("SELECT year FROM filings").column(0).to_pylist())
    assert sorted(archive.filings.scan().select("year").collect()["year"]) == years != [1, 1, 1]
    assert archive.items.scan().filter(year=years[0]).collect().height > 0


@pytest.mark.parametrize("name", ["per%20cent", "back\\slash", "a\udcff"])
def test_folders_that_delta_cannot_have_are_refused(tmp_path: Path, name: str) -> None:
    told = run("archive", "add", *put(tmp_path / "in", 1), "--archive", tmp_path / name)
    assert told.exit_code == 2 and "name another" in told.stderr and not (tmp_path / name).exists()


@pytest.mark.parametrize(
    "words", [("archive", "add", "in"), ("archive", "get", "x"), ("archive", "stats"), ("search", "x"), ("sql", "select 1")]
)
def test_other_addresses_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]) -> None:
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "in", 1)
    for address in (
        "gs://bucket/prefix",
        "https://bucket/prefix",
        "s3://key:word@bucket/prefix",
        "s3://bucket/a b",
        "s3://bucket/../b",
        "s3://",
    ):
        told = run(*words, "--archive", address)
        assert told.exit_code == 2 and told.stderr.startswith("an archive is a folder, or an address s3://bucket/prefix")
        assert "word@" not in told.output
    assert [p.name for p in tmp_path.iterdir()] == ["in"]


def test_names_that_are_no_text_are_of_no_filing(tmp_path: Path) -> None:
    done("archive", "add", *put(tmp_path / "in", 1), "--archive", tmp_path / "A")
    for command in ("get", "remove"):
        told = run("archive", command, "a\udcff", "--archive", tmp_path / "A")
        assert told.exit_code == 2 and "no such filing" in told.stderr


def test_sums_are_numbers_in_json(tmp_path: Path) -> None:
    done("archive", "add", *put(tmp_path / "in", 2), "--archive", tmp_path / "A")
    told = done("sql", "select sum(version) as n, 1.50 as d from filings", "--archive", tmp_path / "A", "--format", "json")
    assert json.loads(told) == [{"n": 2, "d": 1.5}]
    assert done("sql", 'select 1 as "=x"', "--archive", tmp_path / "A", "--format", "csv").startswith("'=x")


def test_the_process_may_go_to_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done("archive", "add", *put(tmp_path / "in", 2), "--archive", "A")
    archive = Archive("A")
    monkeypatch.chdir("/")
    assert archive.sql("SELECT count(*) FROM filings").column(0).to_pylist() == [2] == [archive.filings.scan().collect().height]
    assert archive.search("item:7 OR NOT item:7").page.total > 0


def test_a_status_that_is_none_and_an_empty_query_are_told(tmp_path: Path) -> None:
    done("archive", "add", *put(tmp_path / "in", 1), "--archive", tmp_path / "A")
    for arguments in (("search", "status:furnish"), ("timeline", "--query", "")):
        told = run(*arguments, "--archive", tmp_path / "A")
        assert told.exit_code == 2 and "write" in told.stderr


def test_the_span_of_a_phrase_across_blocks_holds_all_of_it(tmp_path: Path) -> None:
    done("archive", "add", FILINGS.parent.parent / "examples" / "2003-ascii.txt", "--archive", tmp_path / "A")
    archive = Archive(tmp_path / "A")
    answer = archive.search('"exhibits exhibit number"')
    (snippet,) = answer.snippets
    assert [snippet.text[a:b].split() for a, b in snippet.marks] == [["Exhibits", "Exhibit", "Number"]]
    data = archive.get(answer.page.hits[0].key.rpartition(":")[2])
    assert [data[a:b].split() for a, b in snippet.spans] == [[b"Exhibits", b"Exhibit", b"Number"]]


def test_an_index_of_an_older_version_is_made_again(tmp_path: Path) -> None:
    """By whoever opens it first; a newer one, or none that can be read, stays for `reindex`."""
    one, two = tmp_path / "A", tmp_path / "B"
    done("archive", "add", *put(tmp_path / "in", 6), "--archive", one)
    wanted = done("search", "company", "--archive", one)
    mark = one / "index" / "format.txt"
    mark.write_text("eightk passages 1")
    shutil.copytree(one, two)
    told = run("archive", "verify", "--archive", two)
    assert (told.exit_code, told.stdout.count("again")) == (1, 1)
    with open_index_of_any(two / "index"):
        assert "another process is indexing" in run("archive", "add", "-j", 1, *put(tmp_path / "in", 6), "--archive", two).stderr
    told = run("archive", "add", "-j", 1, *put(tmp_path / "in", 7), "--archive", two)
    assert told.exit_code == 0 and told.stderr == "an older version made the index; it is made again from the tables\n"
    assert run("archive", "add", "-j", 1, *put(tmp_path / "in", 6), "--archive", two).stderr == ""
    told = run("search", "company", "--archive", one)
    assert (told.stdout, told.stderr) == (wanted, "an older version made the index; it is made again from the tables\n")
    assert run("search", "company", "--archive", one).stderr == ""
    for archive in (one, two):
        assert "whole and agree" in done("archive", "verify", "--archive", archive)
        assert [path.name for path in archive.glob(".index*")] == []
    for other in ("eightk passages 99", "eightk passages", "passages 1"):
        mark.write_text(other)
        told = run("search", "company", "--archive", one)
        assert told.exit_code == 2 and f"eightk archive reindex --archive {one}" in told.stderr
        told = run("archive", "verify", "--archive", one)
        assert (told.exit_code, told.stdout.count("make it again")) == (1, 1)
    mark.write_text("eightk passages 2")
    done("archive", "reindex", "--archive", one)
    assert (run("search", "company", "--archive", one).stdout, mark.read_text()) == (wanted, FORMAT)


@contextlib.contextmanager
def open_index_of_any(folder: Path) -> Iterator[None]:
    """Someone writes to an index, of whatever version."""
    mark = folder / "format.txt"
    told = mark.read_text()
    mark.write_text(FORMAT)
    with open_index(folder).writer(15_000_000), pytest.MonkeyPatch.context() as patch:
        patch.setattr("eightk.archive.indexing._MOMENT", 0.2)
        mark.write_text(told)
        yield


def test_every_column_is_packed(tmp_path: Path) -> None:
    """Columns of lists too, which Parquet knows by a longer name."""
    done("archive", "add", *put(tmp_path / "in", 8), "--archive", tmp_path / "A", "--no-index")
    packed: dict[str, set[str]] = {}
    for path in (tmp_path / "A" / "tables").glob("*/year=*/*.parquet"):
        told = pq.read_metadata(path)
        for column in (told.row_group(0).column(n) for n in range(told.num_columns)):
            packed.setdefault(column.path_in_schema, set()).add(column.compression)
    assert {"exhibits.list.element", "parts.list.element", "incorporates.list.element", "former_names.list.element"} <= packed.keys()
    assert {name for name, by in packed.items() if "UNCOMPRESSED" in by} == set()


def test_an_empty_archive_is_not_behind(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    run("archive", "add", tmp_path / "in", "--archive", tmp_path / "A")
    told = run("search", "company", "--archive", tmp_path / "A")
    assert (told.exit_code, told.stderr) == (0, "")


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for processes")
@pytest.mark.parametrize("wait", [0.02, 0.15, 0.25, 0.35, 0.5])
def test_ctrl_c_while_workers_begin(tmp_path: Path, wait: float) -> None:
    """Who loads the module for fresh workers, and workers that are only beginning, say nothing of it and are gone afterwards."""
    put(tmp_path / "in", 400)
    command = [sys.executable, "-m", "eightk", "archive", "add", str(tmp_path / "in"), "--archive", str(tmp_path / "A"), "-j", "2"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while not children.read_text():
        time.sleep(0.005)
    time.sleep(wait)
    try:
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)  # a worker that is left would hold the pipes open
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    assert (out, err, process.returncode) == ("", "Interrupted.\n", 130)


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for processes")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_workers_end_with_who_gives_out_the_work(tmp_path: Path, number: int) -> None:
    put(tmp_path / "in", 400)
    command = [sys.executable, "-m", "eightk", "archive", "add", str(tmp_path / "in"), "--archive", str(tmp_path / "A"), "-j", "2"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while not children.read_text():
        time.sleep(0.005)
    time.sleep(0.5)
    try:
        process.send_signal(number)
        process.communicate(timeout=60)  # a worker that is left would hold the pipes open
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    assert process.returncode == -number


def test_each_filing_of_a_page_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However its hits are spread over the page; and few filings are held at a time, fewer where they are large."""
    done("archive", "add", *put(tmp_path / "in", 30), "--archive", tmp_path / "A")
    archive, fetched, rendered, held = Archive(tmp_path / "A"), Counter[str](), Counter[int](), list[int]()
    fetch, text, sources = snippets.fetch, snippets.document_text, snippets._sources

    def one_fetched(store: Any, place: Any, size: int, sha256: str) -> bytes:
        fetched[sha256] += 1
        return fetch(store, place, size, sha256)

    def one_rendered(data: bytes, document: Any) -> Any:
        rendered[hash((data, document.span))] += 1
        return text(data, document)

    def some_held(lake: Lake, hits: Any) -> Any:
        held.append(sum(hit.raw[3] for hit in hits))
        return sources(lake, hits)

    monkeypatch.setattr(snippets, "fetch", one_fetched)
    monkeypatch.setattr(snippets, "document_text", one_rendered)
    monkeypatch.setattr(snippets, "_sources", some_held)
    for most in (1 << 25, 50_000, 1):
        monkeypatch.setattr(snippets, "_BYTES", most)
        fetched.clear(), rendered.clear(), held.clear()
        told = archive.search("company", limit=1_000)
        assert set(fetched.values()) == set(rendered.values()) == {1}
        assert len(told.page.hits) > len(fetched) > 16
        assert len(held) == len(fetched) if most == 1 else 1 < len(held) < len(fetched) and max(held) <= most
        assert told.snippets == tuple(snippets.snippets(archive.lake, parse("company"), [hit])[0] for hit in told.page.hits)


def test_a_page_of_an_archive_that_has_changed_says_so(tmp_path: Path) -> None:
    done("archive", "add", *put(tmp_path / "in", 4), "--archive", tmp_path / "A")
    page = json.loads(done("search", "company", "--limit", 1, "--format", "json", "--archive", tmp_path / "A"))
    done("archive", "add", *put(tmp_path / "more", 4, 5), "--archive", tmp_path / "A")
    told = run("search", "company", "--limit", 1, "--after", page["next"], "--archive", tmp_path / "A")
    assert told.exit_code == 0 and "has changed since the page before" in told.stderr


def test_wide_rows_are_told_a_value_a_line(tmp_path: Path) -> None:
    put(tmp_path / "in", 2)
    done("archive", "add", "-j", 1, "--archive", tmp_path / "A", tmp_path / "in")
    told = done("sql", "select * from filings order by accession", "--archive", tmp_path / "A")
    assert [line.split()[0] for line in told.splitlines() if line.strip()].count("accession") == 2
    assert done("sql", "select accession, form from filings", "--archive", tmp_path / "A").split()[:2] == ["accession", "form"]
