"""Archives on S3: the same answers as a folder's, for every machine that looks, whoever else writes and whatever is killed.

The store is moto's server on loopback, a process of its own.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("tantivy")
pytest.importorskip("deltalake")

from eightk.archive import lake as lakes
from eightk.archive import upkeep
from eightk.archive.batch import new_name
from eightk.archive.lake import open_lake
from eightk.archive.opened import Archive
from eightk.cli.archived import now
from kept import add, contents, done, halves, hits, newest, number_of, put, rows, run
from program import script

if importlib.util.find_spec("moto") is None or importlib.util.find_spec("flask") is None:
    pytest.skip("moto's server is not installed: it comes with the extra `test`", allow_module_level=True)

SECRET = "a-key-that-nobody-may-see"
MORE_STEPS = (
    "before _send tables",
    "before _commit items",
    "after _commit items",
    "before _send raw",
    "after _send raw",
    "before _commit filings",
)
_SECONDS = 60


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a store that is running on this machine."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address, end = f"http://127.0.0.1:{port}", time.monotonic() + _SECONDS
    try:
        while not answers(address):
            assert process.poll() is None and time.monotonic() < end, "moto's server does not start"
            time.sleep(0.1)
        yield address
    finally:
        process.kill()
        process.wait()


def answers(address: str, method: str = "GET") -> bool:
    """Whether a request is answered. Proxies of the environment are not for loopback."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(urllib.request.Request(address, method=method), timeout=10):
            return True
    except (urllib.error.URLError, OSError):
        return False


@pytest.fixture
def place(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An address for a new archive; its bucket is there."""
    for name in [name for name in os.environ if name.startswith("AWS_") or name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_ENDPOINT_URL", server)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    monkeypatch.setenv("EIGHTK_CACHE", str(tmp_path / "cache"))
    bucket = f"b{time.time_ns()}"
    assert answers(f"{server}/{bucket}", "PUT")
    return f"s3://{bucket}/eightk/all"


@pytest.fixture
def some(tmp_path: Path) -> list[Path]:
    return put(tmp_path / "in", 4)


def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """From here on this is another machine: one that has not been there yet."""
    monkeypatch.setenv("EIGHTK_CACHE", str(tmp_path / name))


def objects(place: str, folder: str = "") -> set[str]:
    """What is in the bucket."""
    return set(open_lake(place).store.sizes(folder))


# ---- the same as a folder ----------------------------------------------------------------------------------------------


def test_the_same_answers_as_a_folder(place: str, some: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, said = str(tmp_path / "A"), {}
    for root in (folder, place):
        assert "2 added" in add(root, *some[:2])
        assert "2 added, 2 known already" in add(root, *some, jobs=2)
        said[root] = asked(root, tmp_path / f"out-{len(said)}")
    wanted = contents(folder)
    assert contents(place) == wanted
    assert said[place] == said[folder]
    assert Archive(place).filings.scan().collect().height == 4 and "no such filing" in run("archive", "get", "x", "--archive", place).stderr
    assert "4 filings read again, 0 answers changed" in done("archive", "reread", "--all", "--archive", place)
    assert "unchanged" in done("archive", "snapshot", "one", "--archive", place)
    machine(tmp_path, monkeypatch, "elsewhere")  # with nothing yet: no tables, no index
    assert "whole and agree" in done("archive", "verify", "--archive", place)
    assert "unchanged" in done("archive", "snapshot", "one", "--archive", place)
    assert contents(place) == wanted
    assert SECRET.encode() not in b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def asked(root: str, out: Path) -> list[object]:
    """What the commands say of an archive."""
    hash_ = done("archive", "snapshot", "one", "--archive", root).split()[0]
    told: list[object] = [hash_, "whole and agree" in done("archive", "verify", "--archive", root)]
    told.append(done("sql", "select number, count(*) n from items group by 1 order by 1", "--archive", root))
    told.append(done("search", "agreement OR report", "--facets", "--format", "csv", "--limit", 99, "--archive", root))
    told.append(done("timeline", "--archive", root))
    told.append(done("archive", "reindex", "--archive", root))
    done("archive", "export", "--format", "jsonl", "--table", "items", "-o", out, "--archive", root)
    told.append((out / "items.jsonl").read_text().count("\n"))
    number = newest(root)[0]["accession"]
    told.append(run("archive", "get", number, "--archive", root).stdout_bytes)
    return told


@pytest.mark.slow
def test_another_machine_sees_what_was_added_since(place: str, some: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(place, *some[:2])
    machine(tmp_path, monkeypatch, "second")
    assert len(hits(place)) > 0 and len(newest(place)) == 2
    add(place, *some[2:3])
    machine(tmp_path, monkeypatch, "cache")
    assert len(newest(place)) == 3 and "1 added, 3 known" in add(place, *some)
    machine(tmp_path, monkeypatch, "second")
    add(tmp_path / "A", *some)
    wanted = contents(tmp_path / "A")
    assert contents(place) == wanted
    shutil.rmtree(tmp_path / "second")  # a mirror may go at any time
    assert contents(place) == wanted


def test_only_what_is_asked_for_is_fetched(place: str, some: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(place, *some)
    every = {name for name, files in open_lake(place).state().files.items() if files}
    machine(tmp_path, monkeypatch, "second")
    for query, tables in (
        ("SELECT count(*) FROM filings WHERE amends IS NULL", {"filings"}),
        ("SELECT count(*) FROM filings JOIN Items USING (sha256)", {"filings", "items"}),
        ("SELECT count(*) FROM query_table('te' || 'xts')", every),
    ):
        (row,) = Archive(place).sql(query).to_pylist()
        assert min(row.values()) > 0
        assert {path.parts[-3] for path in (tmp_path / "second").rglob("*.parquet")} == tables
    assert not list((tmp_path / "second").rglob("*.zst"))


@pytest.mark.slow
def test_portions_are_merged(place: str, some: list[Path], tmp_path: Path) -> None:
    done("read", *some, "--format", "parquet", "-o", tmp_path / "portion")
    assert "4 added" in done("archive", "merge", tmp_path / "portion", "--archive", place)
    assert "4 known" in done("archive", "merge", tmp_path / "portion", "--archive", place)
    add(tmp_path / "A", *some)
    assert contents(place) == contents(tmp_path / "A")


# ---- several at once, and killed ---------------------------------------------------------------------------------------


def test_two_writers_at_once(place: str, tmp_path: Path) -> None:
    paths = put(tmp_path / "in", 8)
    first, second = paths[:6], paths[3:]
    writers = [
        script("killed.py", 0, "archive", "add", "-j", 1, "--archive", place, *ours, EIGHTK_CACHE=tmp_path / name)
        for name, ours in (("one", first), ("two", second))
    ]
    for writer in writers:
        out, err = writer.communicate(timeout=2 * _SECONDS)
        assert writer.returncode == 0, (out, err)
    add(tmp_path / "A", *first, *second)
    assert contents(place) == contents(tmp_path / "A") and halves(place) == []
    assert "whole and agree" in done("archive", "verify", "--archive", place)


def test_one_of_two_commits_upon_the_same_version_is_refused(place: str, some: list[Path]) -> None:
    add(place, some[0])
    writers = [open_lake(place) for _ in range(4)]
    for n in range(8):
        for writer in writers:
            writer.version()
        change = lakes.Change(kind="sweep", batch=new_name(now()))
        published = writers[0].store.each(lambda writer: writer.publish((), (), change), writers)
        assert sum(published) == 1, n
    assert "whole and agree" in done("archive", "verify", "--archive", place)


@pytest.mark.skipif(sys.platform == "win32", reason="process groups and SIGKILL are not of Windows")
@pytest.mark.parametrize("steps", [("after _send tables", "before publish"), pytest.param(MORE_STEPS, marks=pytest.mark.slow)], ids=len)
def test_a_killed_writer_leaves_nothing_visible(
    place: str, some: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: tuple[str, ...]
) -> None:
    add(place, some[0])
    for step in steps:
        killed = script("killed.py", step, "archive", "add", "-j", 1, "--archive", place, *some, EIGHTK_CACHE=tmp_path / "killed")
        killed.communicate(timeout=2 * _SECONDS)
        assert killed.returncode == -signal.SIGKILL, step
        assert len(newest(place)) == 1 and halves(place) == [], step
    assert "whole and agree" in done("archive", "verify", "--archive", place)
    add(place, *some)
    swept_clean(place, monkeypatch)
    add(tmp_path / "A", *some)
    assert contents(place) == contents(tmp_path / "A")


def swept_clean(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sweeping keeps the files of batches that may still become visible, and a day later leaves what is visible alone."""
    before = objects(place)
    done("archive", "compact", "--keep", 0, "--archive", place)
    kept = objects(place)
    assert {name for name in before if name.startswith("raw/")} <= kept
    monkeypatch.setattr(upkeep, "STALE", 0)
    done("archive", "compact", "--keep", 0, "--archive", place)
    state = open_lake(place).state()
    held = {f"tables/{f.table}/{f.path}" for files in state.files.values() for f in files}
    used = {f"raw/{row['raw_segment']}" for row in Archive(place).sql("SELECT raw_segment FROM own.filings").to_pylist()}
    left = {name for name in objects(place) if name.endswith((".parquet", ".zst")) and "_delta_log" not in name}
    assert left == held | used


def test_a_batch_that_may_have_been_swept_is_not_published(place: str, some: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    add(place, *some[:2])
    with monkeypatch.context() as patch:
        patch.setattr(lakes, "STALE", -1)
        told = run("archive", "add", "-j", 1, "--archive", place, *some)
    assert told.exit_code == 2 and "run the same command again" in told.stderr and len(newest(place)) == 2
    assert "2 added" in add(place, *some)


def test_a_commit_whose_answer_is_lost_stands(place: str, some: list[Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    commit = lakes.Lake._commit

    def deaf(self: lakes.Lake, name: str, *args: object, **options: object) -> None:
        commit(self, name, *args, **options)  # type: ignore[arg-type]
        if name == "filings":
            raise lakes.CommitFailedError("somebody has made this version")

    with monkeypatch.context() as patch:
        patch.setattr(lakes.Lake, "_commit", deaf)
        assert "4 added" in add(place, *some)
    add(tmp_path / "A", *some)
    assert contents(place) == contents(tmp_path / "A")
    assert "whole and agree" in done("archive", "verify", "--archive", place)


# ---- upkeep and damage -------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_removed_bytes_are_gone(place: str, some: list[Path], tmp_path: Path) -> None:
    add(place, *some)
    number = number_of(some[3].read_bytes())
    said = done("archive", "remove", number, "--archive", place)
    assert f"removed {number}" in said and "no such filing" in run("archive", "get", number, "--archive", place).stderr
    add(tmp_path / "A", *some[:3], *some[4:])
    assert contents(place) == contents(tmp_path / "A")
    assert len(objects(place, "raw")) == 1 and "whole and agree" in done("archive", "verify", "--archive", place)
    there = b"".join(open_lake(place).store.read(name) for name in objects(place) if name.endswith(".parquet"))
    held = b"".join(path.read_bytes() for path in (tmp_path / "cache").rglob("*.parquet"))
    assert there and held and str(number).encode() not in there + held


def test_damage_there_is_named(place: str, some: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(place, *some)
    store = open_lake(place).store
    (segment,) = store.sizes("raw")
    table = next(name for name in store.sizes("tables/items") if name.endswith(".parquet") and "_delta_log" not in name)
    lost = next(name for name in store.sizes("tables/exhibits") if name.endswith(".parquet") and "_delta_log" not in name)
    data = store.read(segment)
    store.keep(segment, data[:-99] + b"\x00" * 99)
    store.keep(table, store.read(table)[:-5])
    store.delete(lost)
    for name in ("cache", "elsewhere"):
        machine(tmp_path, monkeypatch, name)
        told = run("archive", "verify", "--archive", place)
        assert told.exit_code == 1 and f"{table}: the file is damaged" in told.stdout and f"{lost}: the file is missing" in told.stdout
        assert f"{segment}, " in told.stdout
        told = run("sql", "select count(*) from items", "--archive", place)
        assert told.exit_code == 2 and len(told.stderr.splitlines()) == 1 and "reread --all" in told.stderr
    store.keep(segment, data)
    assert "4 filings read again" in done("archive", "reread", "--all", "--archive", place)
    assert "whole and agree" in done("archive", "verify", "--archive", place)


# ---- what cannot be ----------------------------------------------------------------------------------------------------

COMMANDS = (("archive", "add", "in"), ("archive", "get", "x"), ("archive", "verify"), ("search", "x"), ("sql", "select 1"))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_what_cannot_be_is_told_in_a_line(
    place: str, some: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    told = [run(*words, "--archive", "s3://no-such-bucket-at-all/x")]
    assert "there is no such bucket" in told[0].stderr
    if words[1] != "add":
        told.append(run(*words, "--archive", place))
        assert f"{place}: no archive" in told[-1].stderr
    for name, value, says in (
        ("AWS_ENDPOINT_URL", "http://127.0.0.1:9", "does not answer"),
        ("AWS_SECRET_ACCESS_KEY", "", "no credentials: set AWS_SECRET_ACCESS_KEY"),
    ):
        with monkeypatch.context() as patch:
            patch.setenv(name, value)
            begun = time.monotonic()
            told.append(run(*words, "--archive", place))
            assert says in told[-1].stderr and time.monotonic() - begun < _SECONDS
    for one in told:
        assert one.exit_code == 2 and len(one.stderr.splitlines()) == 1 and SECRET not in one.output and "\x1b" not in one.stderr
    assert {path.name for path in tmp_path.iterdir()} <= {"in", "cache"}


def test_what_is_no_archive_is_left_alone(place: str, some: list[Path]) -> None:
    add(place, *some[:1])
    above = place.rpartition("/")[0]
    told = run("archive", "add", *some, "--archive", above)
    assert told.exit_code == 2 and "not empty and no archive" in told.stderr
    assert len(newest(place)) == 1 and rows(place)
