"""What is broken is named in a line, nothing else is lost, and what can still be read is read."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result

pytest.importorskip("tantivy")
pytest.importorskip("deltalake")

from eightk import cli
from eightk.archive import add as adding
from eightk.archive.index import open_index
from eightk.archive.lake import ArchiveError, open_lake
from eightk.archive.opened import Archive
from eightk.archive.views import connect
from kept import add, contents, done, hits, number_of, put, rows, run, versions

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Path]]:
    """An archive of three batches, and the inputs."""
    tmp = tmp_path_factory.mktemp("whole")
    paths = put(tmp / "in", 6)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(adding, "FILES", 2)
        add(tmp / "a", *paths)
    return tmp / "a", paths


@pytest.fixture
def root(whole: tuple[Path, list[Path]], tmp_path: Path) -> Path:
    """A copy of it, to be damaged."""
    shutil.copytree(whole[0], tmp_path / "a")
    return tmp_path / "a"


@pytest.fixture
def paths(whole: tuple[Path, list[Path]]) -> list[Path]:
    return whole[1]


def refused(*arguments: object, says: str = "") -> None:
    """The command tells in one line what is wrong, and ends with code 2."""
    said = run(*arguments)
    assert one_line(said, says), (arguments, said.output, said.exception)
    assert said.exit_code == 2 and said.stdout == "", (arguments, said.output)


def one_line(said: Result, says: str) -> bool:
    return isinstance(said.exception, SystemExit | None) and len(said.stderr.splitlines()) == 1 and says in said.stderr


def wrong(root: Path, *names: str) -> str:
    """Verify ends with code 1 and names what is wrong."""
    said = run("archive", "verify", "--archive", root)
    assert said.exit_code == 1 and said.exception is None or isinstance(said.exception, SystemExit), (said.output, said.exception)
    assert said.exit_code == 1, said.output
    for name in names:
        assert name in said.stdout, said.output
    return said.stdout


def readable(root: Path, paths: list[Path]) -> int:
    """How many of the filings come out byte for byte; the others are refused in a line."""
    count = 0
    for path in paths:
        said = run("archive", "get", number_of(path.read_bytes()), "--archive", root)
        if said.exit_code == 0:
            assert said.stdout_bytes == path.read_bytes()
            count += 1
        else:
            assert said.exit_code == 2 and one_line(said, ""), (said.output, said.exception)
    return count


COMMANDS = {
    "sql": ("sql", "SELECT text, filer FROM items JOIN filings USING (sha256)"),
    "search": ("search", "the OR company", "--limit", "100"),
    "timeline": ("timeline",),
    "stats": ("archive", "stats"),
    "export": ("archive", "export", "-o", "out"),
    "snapshot": ("archive", "snapshot", "s"),
    "compact": ("archive", "compact"),
    "reindex": ("archive", "reindex"),
    "reread": ("archive", "reread", "--from-version", "x"),
    "get": ("archive", "get", "9900000002-06-000002"),
    "remove": ("archive", "remove", "9900000002-06-000002"),
    "verify": ("archive", "verify"),
    "add": ("archive", "add", "-j", "1", str(HERE / "filings" / "t1994-pem-dash-escape")),
}


def orderly(root: Path, tmp: Path) -> None:
    """Every command does its work, or says in a line what is wrong; none ends with a traceback."""
    os.chdir(tmp)
    for name, command in COMMANDS.items():
        copy = tmp / "copy"
        shutil.copytree(root, copy)
        said = run(*command, "--archive", copy)
        assert isinstance(said.exception, SystemExit | None), (name, said.exception)
        assert said.exit_code in ((0, 1) if name == "verify" else (0, 2)), (name, said.output)
        if said.exit_code == 2:
            assert len(said.stderr.splitlines()) == 1 and len(said.stderr) < 500, (name, said.stderr)
        shutil.rmtree(copy)


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at % len(data)] ^= 0x10
    path.write_bytes(data)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip_middle(path: Path) -> None:
    flip(path, path.stat().st_size // 3)


DAMAGE: dict[str, Callable[[Path], None]] = {"cut": cut, "flipped": flip_middle, "missing": Path.unlink}


@pytest.fixture
def here(tmp_path: Path) -> Iterator[None]:
    before = Path.cwd()
    yield
    os.chdir(before)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("how", ["cut", pytest.param("flipped", marks=pytest.mark.slow), pytest.param("missing", marks=pytest.mark.slow)])
def test_a_damaged_table_is_derived_again(root: Path, paths: list[Path], tmp_path: Path, how: str) -> None:
    before = contents(root)
    for table in ("items", "texts", "registrants"):
        DAMAGE[how](sorted((root / "tables" / table).rglob("*.parquet"))[-1])
    said = wrong(root, "tables/items/year=", "tables/texts/year=", "tables/registrants/year=", "eightk archive reread --all")
    assert "raw/" not in said
    assert readable(root, paths) == len(paths)
    orderly(root, tmp_path)
    done("archive", "reread", "--all", "--archive", root)
    done("archive", "verify", "--archive", root)
    assert contents(root) == before


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("how", ["cut", pytest.param("flipped", marks=pytest.mark.slow), pytest.param("missing", marks=pytest.mark.slow)])
def test_damaged_filings_are_told(root: Path, tmp_path: Path, how: str) -> None:
    file = sorted((root / "tables" / "filings").rglob("*.parquet"))[-1]
    DAMAGE[how](file)
    wrong(root, f"tables/filings/{file.parent.name}/{file.name}", "from a copy of the archive")
    orderly(root, tmp_path)
    refused("archive", "compact", "--archive", root, says=file.name)


@pytest.mark.parametrize("places", [4, pytest.param(60, marks=pytest.mark.slow)])
def test_any_flipped_byte_of_a_table_is_found(root: Path, places: int) -> None:
    files = sorted((root / "tables").rglob("*.parquet"))
    for file in files[:: len(files) // min(places, 10)]:
        data = file.read_bytes()
        for at in (*range(0, len(data), len(data) // places + 1), len(data) - 9, len(data) - 40):
            flip(file, at)
            wrong(root, file.name)
            file.write_bytes(data)
    done("archive", "verify", "--archive", root)


def test_a_flipped_byte_in_raw(root: Path, paths: list[Path], tmp_path: Path) -> None:
    segment = sorted((root / "raw").glob("*.zst"))[0]
    flip(segment, 1_000)
    number = number_of(paths[0].read_bytes())
    wrong(root, f"raw/{segment.name}", str(number))
    assert readable(root, paths) == len(paths) - 1
    refused("archive", "get", number, "--archive", root, says=segment.name)
    before = Archive(root).sql("SELECT count(*) AS n FROM items").to_pylist()
    assert Archive(root).search("the OR company", limit=100).page.total
    said = run("archive", "reread", "--all", "--archive", root)
    assert said.exit_code == 2 and one_line(said, segment.name), said.output
    assert Archive(root).sql("SELECT count(*) AS n FROM items").to_pylist() == before
    done("archive", "remove", number, "--archive", root)
    add(root, *paths)
    done("archive", "verify", "--archive", root)
    assert readable(root, paths) == len(paths)


def test_a_missing_raw_segment(root: Path, paths: list[Path]) -> None:
    segment = sorted((root / "raw").glob("*.zst"))[1]
    data = segment.read_bytes()
    segment.unlink()
    wrong(root, f"raw/{segment.name}")
    assert readable(root, paths) == len(paths) - 2
    found = run("search", "the OR company", "--archive", root, "--limit", 100, "--format", "json")
    assert found.exit_code == 0, found.output
    hit = {h["accession"] for h in json.loads(found.stdout)["hits"]}
    assert hit == {number_of(path.read_bytes()) for path in paths}
    segment.write_bytes(data)
    done("archive", "verify", "--archive", root)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    "what", ["all", "meta.json", "*.store", *(pytest.param(w, marks=pytest.mark.slow) for w in ("format.txt", "*.idx", "*.term", "noise"))]
)
def test_a_damaged_index(root: Path, paths: list[Path], tmp_path: Path, what: str) -> None:
    before, index = hits(root), root / "index"
    if what == "all":
        shutil.rmtree(index)
    elif what == "noise":
        (index / "meta.json").write_text("{}")
    else:
        for file in index.glob(what):
            cut(file)
    wrong(root, "index", "eightk archive reindex")
    orderly(root, tmp_path)
    assert readable(root, paths) == len(paths)
    if what != "all":
        said = run("search", "the", "--archive", root)
        assert said.exit_code in (0, 2), said.output
        assert said.exit_code == 0 or "eightk archive reindex" in said.stderr
    done("archive", "reindex", "--archive", root)
    done("archive", "verify", "--archive", root)
    assert hits(root) == before


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    "table,which",
    [("filings", -1), ("registrants", -1), ("items", 1)]
    + [pytest.param(t, w, marks=pytest.mark.slow) for t in ("filings", "items", "dei") for w in (0, 1, -1) if (t, w) != ("filings", -1)],
)
def test_a_missing_log_file(root: Path, paths: list[Path], tmp_path: Path, table: str, which: int) -> None:
    log = sorted((root / "tables" / table / "_delta_log").glob("*.json"))[which]
    log.unlink()
    wrong(root)
    orderly(root, tmp_path)
    if which == -1 and table == "filings":  # the last commit is not there any more: add again
        add(root, *paths)
        done("archive", "verify", "--archive", root)
        assert readable(root, paths) == len(paths)
    elif table != "filings":
        assert readable(root, paths) == len(paths)


def test_a_file_that_goes_while_somebody_reads(root: Path) -> None:
    """An archive that is open names the files it had; where another compacts and keeps none, it says so."""
    archive = Archive(root)
    assert archive.sql("SELECT count(*) AS n FROM filings").to_pylist() == [{"n": 6}]
    for file in (root / "tables" / "items").rglob("*.parquet"):
        file.unlink()
    with pytest.raises(ArchiveError, match=r"^No such file: .*parquet; if the archive was compacted meanwhile, open it again"):
        archive.sql("SELECT count(title) FROM items")
    other = Archive(root)
    assert other.state.files["items"]  # seen by then, and not yet asked for
    with pytest.raises(ArchiveError, match=r"^No such file: .*parquet; if the archive was compacted meanwhile, open it again"):
        other.sql("SELECT count(*) FROM filings")


def test_a_file_that_goes_while_an_archive_is_opened(root: Path) -> None:
    lake = open_lake(root)
    state = lake.state()
    (root / "tables" / "filings" / state.files["filings"][0].path).unlink()
    with pytest.raises(ArchiveError, match=r"^No such file: .*parquet; if the archive was compacted meanwhile, open it again"):
        connect(lake, state=state)


def test_a_newer_one_and_none(root: Path, paths: list[Path], tmp_path: Path) -> None:
    mark = root / "eightk-archive.json"
    for told, says in (('{"schema": 99}', "use a newer eightk"), ("{", "cannot be read"), ("[]", "cannot be read")):
        mark.write_text(told)
        for command in COMMANDS.values():
            refused(*command, "--archive", root, says=says)
    (tmp_path / "other" / "tables").mkdir(parents=True)
    (tmp_path / "other" / "tables" / "chair.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    for name in ("none", "other", "file"):
        for command in COMMANDS.values():
            if command[:2] != ("archive", "add"):
                refused(*command, "--archive", tmp_path / name, says=name)
    for name in ("other", "file"):
        refused("archive", "add", "-j", 1, "--archive", tmp_path / name, paths[0], says=name)
    assert sorted(p.name for p in (tmp_path / "other").rglob("*")) == ["chair.txt", "tables"]


def test_another_writes_to_the_index(root: Path, paths: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eightk.archive.indexing._PATIENCE", 0.2)
    (other,) = put(tmp_path / "in", 1, first=70)
    with open_index(root / "index").writer(15_000_000):
        refused("archive", "reindex", "--archive", root, says="another process is writing to the index")
        said = run("archive", "add", "-j", 1, "--archive", root, other)
        assert said.exit_code == 0 and "another process is indexing" in said.stderr
        said = run("search", "the", "--archive", root)
        assert said.exit_code == 0 and "the index is behind the tables" in said.stderr
    assert number_of(other.read_bytes()) in {key.partition(":")[0] for key, *_ in hits(root)}
    done("archive", "verify", "--archive", root)


# ---- disks ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Mounts a small file system; remounts it with other options."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = False

    def mount(options: str) -> Path:
        nonlocal mounted
        told = f"remount,{options}" if mounted else options
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", told, "tmpfs", str(place)], capture_output=True, check=False)
        if done.returncode:
            pytest.skip(f"a tmpfs cannot be mounted here: {done.stderr.decode().strip()}")
        mounted = True
        return place

    if sys.platform != "linux" or os.geteuid():
        pytest.skip("only root can mount a small file system")
    yield mount
    if mounted:
        subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.parametrize("factor", [2, pytest.param(1.1, marks=pytest.mark.slow)])
def test_a_full_disk(disk: Callable[[str], Path], tmp_path: Path, factor: float) -> None:
    paths = put(tmp_path / "in", 48)
    room, root, full = 200.0, disk("size=200k") / "a", 0
    for _ in range(60):
        command = [sys.executable, "-m", "eightk", "archive", "add", "-j", "1", "--archive", str(root), *map(str, paths)]
        said = subprocess.run(
            command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(Path(cli.__file__).parents[2])}, check=False
        )
        if said.returncode == 0:
            break
        assert said.returncode == 2 and len(said.stderr.splitlines()) == 1, (said.stdout, said.stderr)
        assert "full" in said.stderr and "free some space" in said.stderr, said.stderr
        full += 1
        room = room * factor
        disk(f"size={int(room)}k")
    assert full >= 2 and said.returncode == 0, (full, said)
    disk("size=64m")
    add(root, *paths)
    done("archive", "compact", "--keep", 0, "--archive", root)
    done("archive", "verify", "--archive", root)
    add(tmp_path / "b", *paths)
    assert contents(root) == contents(tmp_path / "b")


def test_an_archive_that_may_not_be_written(disk: Callable[[str], Path], whole: tuple[Path, list[Path]], tmp_path: Path) -> None:
    root = disk("size=64m") / "a"
    shutil.copytree(whole[0], root)
    disk("ro")
    assert (rows(root), versions(root)) == (rows(whole[0]), versions(whole[0]))
    assert readable(root, whole[1]) == len(whole[1])
    # Tantivy takes a lock to open an index, so a folder that may not be written cannot be searched.
    for command in (("search", "the"), ("archive", "verify")):
        refused(*command, "--archive", root, says="may not be read or written")
    (other,) = put(tmp_path / "in", 1, first=70)
    for command in (
        ("add", "-j", 1, other),
        ("compact",),
        ("reindex",),
        ("remove", number_of(whole[1][0].read_bytes())),
        ("snapshot", "x"),
    ):
        refused("archive", *command, "--archive", root, says="may not be read or written")
    disk("rw")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read and write everything")
def test_no_permission(root: Path, paths: list[Path]) -> None:
    for folder in (root / "tables", root):
        folder.chmod(0)
        for command in COMMANDS.values():
            refused(*command, "--archive", root, says="may not be read")
        folder.chmod(0o755)
    done("archive", "verify", "--archive", root)


# ---- two at once ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("times", [2, pytest.param(10, marks=pytest.mark.slow)])
def test_two_add_the_same_at_once(tmp_path: Path, times: int) -> None:
    """No duplicates, no losses; whoever is first."""
    paths = put(tmp_path / "in", 10)
    add(tmp_path / "once", *paths)
    wanted = contents(tmp_path / "once")
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(cli.__file__).parents[2]), str(HERE)])}
    for n in range(times):
        root = tmp_path / f"a{n}"
        orders = (paths, paths[::-1] if n % 2 else paths)
        both = [
            subprocess.Popen(
                [sys.executable, str(HERE / "killed.py"), "0", "archive", "add", "-j", "1", "--archive", str(root), *map(str, order)],
                env=surroundings,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for order in orders
        ]
        told = [process.communicate() for process in both]
        assert [process.returncode for process in both] == [0, 0], told
        counts = [[int(part.split()[0]) for part in out.partition(";")[0].split(",") if "added" in part] for out, _ in told]
        assert sum(map(sum, counts)) == len(paths), told
        assert contents(root) == wanted
        done("archive", "compact", "--keep", 0, "--archive", root)
        done("archive", "verify", "--archive", root)
