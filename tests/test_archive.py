"""The archive: what goes in comes out, whole, once, as it was known then, however it came about."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("tantivy")
pytest.importorskip("deltalake")
pytest.importorskip("duckdb")
pytest.importorskip("polars")

from eightk.archive import add as adding
from eightk.archive import lake
from eightk.archive.catalog import Catalog
from eightk.archive.columns import LOCAL, TABLES
from eightk.archive.lake import ArchiveError, create
from eightk.archive.opened import Archive
from eightk.cli.archived import now
from eightk.limits import Limits
from kept import FILINGS, add, contents, done, halves, hits, number_of, one, put, put_bytes, renumbered, rows, run, versions


@pytest.fixture
def some(tmp_path: Path) -> list[Path]:
    return put(tmp_path / "in", 8)


def digest(root: Path) -> str:
    """The hash of a snapshot of what is there now."""
    names = [p.stem for p in (root / "snapshots").glob("*.json")]
    return done("archive", "snapshot", f"s{len(names)}", "--archive", root).split()[0]


# ---- adding --------------------------------------------------------------------------------------------------------


def test_adding_again_changes_nothing(tmp_path: Path, some: list[Path]) -> None:
    root = tmp_path / "a"
    assert "8 added" in add(root, *some)
    before, log = contents(root), sorted((root / "tables").rglob("*.json"))
    first = Archive(root).sql("SELECT sha256, first_seen_at, seen_at FROM filings ORDER BY 1").to_pylist()
    assert "8 known already" in add(root, tmp_path / "in")
    assert contents(root) == before
    assert sorted((root / "tables").rglob("*.json")) == log
    assert Archive(root).sql("SELECT sha256, first_seen_at, seen_at FROM filings ORDER BY 1").to_pylist() == first
    assert "2 known already" in add(root, some[0], some[0])


def test_other_bytes_are_a_new_version(tmp_path: Path, some: list[Path]) -> None:
    root, data = tmp_path / "a", some[0].read_bytes()
    add(root, *some)
    number = number_of(data)
    said = run("archive", "add", "-j", 1, "--archive", root, put_bytes(tmp_path / "again.txt", data + b"\n\n"))
    sha256 = one(root, f"SELECT sha256 FROM own.filings WHERE accession = '{number}' AND version = 1")
    assert said.exit_code == 0 and f"version 2 of {number}; version 1 is kept (SHA-256 {sha256})" in " ".join(said.stderr.split())
    add(root, put_bytes(tmp_path / "third.txt", data + b"\n\n\n"), put_bytes(tmp_path / "fourth.txt", data + b"\n\n\n\n"), some[0])
    archive = Archive(root)
    assert [archive.get(str(number), n) for n in (1, 2, 3, 4)] == [data, data + b"\n\n", data + b"\n\n\n", data + b"\n\n\n\n"]
    assert archive.get(str(number)) == data + b"\n\n\n\n"
    told = archive.sql(f"SELECT * FROM own.filings WHERE accession = '{number}' ORDER BY version").to_pylist()
    assert [row["version"] for row in told] == [1, 2, 3, 4]
    assert [row["supersedes"] for row in told] == [None, *(row["sha256"] for row in told[:-1])]
    assert len({row["first_seen_at"] for row in told}) == 1 and told[0]["seen_at"] < told[1]["seen_at"] <= told[2]["seen_at"]
    assert told[0]["first_seen_at"] == told[0]["seen_at"]
    assert one(root, "SELECT count(*) FROM filings") == 8
    assert {key for key, *_ in hits(root)} == set(Archive(root).sql("SELECT accession || ':' || sha256 k FROM filings")["k"].to_pylist())
    with pytest.raises(ArchiveError, match="no such filing of version 5"):
        archive.get(str(number), 5)


def test_filings_without_a_number(tmp_path: Path) -> None:
    bare = FILINGS / "b2003-html-item12-retail" / "submission.txt"
    root, other = tmp_path / "a", put_bytes(tmp_path / "other.txt", bare.read_bytes() + b"\n")
    assert "2 added" in add(root, bare, other)
    told = Archive(root).sql("SELECT accession, sha256, version FROM filings").to_pylist()
    assert [(row["accession"], row["version"]) for row in told] == [(None, 1)] * 2
    assert {Archive(root).get(row["sha256"]) for row in told} == {bare.read_bytes(), other.read_bytes()}
    assert len(json.loads(done("search", "NOT zzzz", "--archive", root, "--format", "json"))["hits"]) == len(hits(root)) > 0
    done("archive", "remove", told[0]["sha256"], "--archive", root)
    assert [row["sha256"] for row in Archive(root).sql("SELECT sha256 FROM filings").to_pylist()] == [told[1]["sha256"]]
    done("archive", "verify", "--archive", root)


def test_what_is_no_8k_is_left_out(tmp_path: Path, some: list[Path]) -> None:
    annual = put_bytes(tmp_path / "annual.txt", b"FORM 10-K\n\nAnnual report of Example Corp.\n")
    said = run("archive", "add", "-j", 1, "--archive", tmp_path / "a", "--errors", tmp_path / "errors", annual, *some)
    assert said.exit_code == 0 and "8 added, 1 no 8-K" in said.stdout
    (told,) = map(json.loads, (tmp_path / "errors").read_text().splitlines())
    assert told["path"] == str(annual) and "no Form 8-K" in told["what"]


def test_bad_members_are_told_and_the_rest_goes_in(tmp_path: Path, some: list[Path]) -> None:
    feed = tmp_path / "feed.tar.gz"
    bomb = gzip.compress(bytes(1 << 26))
    with tarfile.open(feed, "w:gz") as out:
        for n, path in enumerate(some[:6]):
            name = ["ok.txt", "../../escaped.txt", "/abs/olute.txt", "dir/sub/ok.txt", "x\x1b[31m.txt", "ok2.txt"][n]
            member = tarfile.TarInfo(name)
            member.size = path.stat().st_size
            out.addfile(member, io.BytesIO(path.read_bytes()))
            if n == 2:
                for name, data in (
                    ("bomb.gz", bomb),
                    ("broken.gz", gzip.compress(path.read_bytes())[:-20]),
                    ("noise.bin", b"\x00\xff" * 99),
                ):
                    member = tarfile.TarInfo(name)
                    member.size = len(data)
                    out.addfile(member, io.BytesIO(data))
                link = tarfile.TarInfo("link.txt")
                link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
                out.addfile(link)
    root = tmp_path / "deep" / "er" / "a"
    said = run("archive", "add", "-j", 1, "--archive", root, feed)
    assert said.exit_code == 1, said.output
    assert "6 added" in said.stdout and "feed.tar.gz!bomb.gz: " in said.stderr and "\x1b" not in said.output
    assert not list(tmp_path.rglob("escaped.txt")) and not Path("/abs").exists()
    assert sorted(versions(root).values()) == sorted(path.read_bytes() for path in some[:6])
    assert halves(root) == []
    with zipfile.ZipFile(tmp_path / "z.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("../up.txt", some[6].read_bytes())
        packed.writestr("zeros.txt", bytes(1 << 28))
        packed.writestr("last.txt", some[7].read_bytes())
    said = run("archive", "add", "-j", 1, "--archive", root, tmp_path / "z.zip")
    assert said.exit_code == 1 and "2 added, 1 failed" in said.stdout, said.output
    assert not list(tmp_path.rglob("up.txt"))


def test_names_that_are_no_unicode(tmp_path: Path, some: list[Path]) -> None:
    name = tmp_path / "in" / "n\udcff\x1b[2J.txt"
    some[0].rename(name)
    add(tmp_path / "a", tmp_path / "in")
    assert one(tmp_path / "a", "SELECT count(*) FROM filings WHERE path LIKE '%n\\xff%'") == 1


def test_nothing_to_add(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for given in (tmp_path / "empty", tmp_path / "missing.txt"):
        said = run("archive", "add", "-j", 1, "--archive", tmp_path / "a", given)
        assert said.exit_code == 2 and len(said.stderr.splitlines()) == 1
    assert rows(tmp_path / "a")["filings"] == []
    for table in TABLES:
        assert getattr(Archive(tmp_path / "a"), table).scan().collect().height == 0
    done("archive", "verify", "--archive", tmp_path / "a")


def test_two_writers_read_before_either_commits(tmp_path: Path, some: list[Path]) -> None:
    """What both have made ready is there once, and the bytes of the second writer can be removed as those of the first."""
    root = tmp_path / "a"
    lake = create(root)

    def made(paths: list[Path], run: str) -> adding.Made:
        from eightk.sources import paths as entries

        return adding._new(str(root), root, Limits(), run, now, list(entries(map(str, paths))))

    first, second = made(some[:6], "1"), made(some[4:], "2")
    kinds = [Counter(o.kind for o in adding.commit(lake, Catalog(lake), ready, now())) for ready in (first, second)]
    assert kinds == [{"added": 6}, {"added": 2, "known": 2}]
    assert halves(root) == []
    add(tmp_path / "b", *some)
    assert contents(root) == contents(tmp_path / "b")
    number = number_of(some[5].read_bytes())
    done("archive", "remove", number, "--archive", root)
    kept = b"".join(unpacked(path) for path in (root / "raw").glob("*.zst"))
    assert some[5].read_bytes() not in kept and some[6].read_bytes() in kept
    done("archive", "verify", "--archive", root)


def unpacked(path: Path) -> bytes:
    import zstandard

    with path.open("rb") as file:
        return zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True).read()


# ---- the same, however it came about ---------------------------------------------------------------------------------


def test_workers_order_and_runs_make_no_difference(tmp_path: Path, some: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    some = some[:6]
    add(tmp_path / "one", *some)
    monkeypatch.setattr(adding, "FILES", 2)
    add(tmp_path / "two", *some, jobs=2)
    monkeypatch.setattr(adding, "FILES", 1)
    monkeypatch.setattr(lake, "_SUMMED_UP", 2)
    add(tmp_path / "three", *some[3:], *some[2::-1])
    assert list((tmp_path / "three" / "tables" / "filings" / "_delta_log").glob("*.checkpoint.parquet"))
    roots = [tmp_path / name for name in ("one", "two", "three")]
    assert len({digest(root) for root in roots}) == 1
    first = contents(roots[0])
    for root in roots[1:]:
        assert contents(root) == first
        before = digest(root)
        done("archive", "compact", "--keep", 0, "--archive", root)
        assert digest(root) == before and contents(root) == first
        assert "unchanged" in done("archive", "snapshot", "s0", "--archive", root)
        assert len(list((root / "raw").iterdir())) >= 1
        done("archive", "verify", "--archive", root)
    assert len(list((roots[2] / "tables" / "items").glob("year=*/*.parquet"))) < 6


def hidden_columns(root: Path) -> list[Any]:
    """What the archive knows of its filings beyond their bytes, but where they lie."""
    named = ", ".join(c for c in sorted(LOCAL) if not c.startswith("raw_"))
    return sorted(map(repr, Archive(root).sql(f"SELECT sha256, {named} FROM own.filings").to_pylist()))


def test_upkeep_changes_nothing_else(tmp_path: Path, some: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    root, some = tmp_path / "a", some[:5]
    monkeypatch.setattr(adding, "FILES", 1)
    monkeypatch.setattr(lake, "_SUMMED_UP", 3)
    add(root, *some)
    add(root, put_bytes(tmp_path / "again.txt", some[1].read_bytes() + b"\n"))
    before, local = contents(root), hidden_columns(root)
    assert "6 batches joined" in done("archive", "compact", "--keep", 0, "--archive", root)
    assert (contents(root), hidden_columns(root)) == (before, local)
    assert "0 batches joined" in done("archive", "compact", "--keep", 0, "--archive", root)
    assert "6 filings read again, 0 answers changed" in done("archive", "reread", "--all", "--archive", root)
    assert (contents(root), hidden_columns(root)) == (before, local)
    assert "0 filings read again" in done("archive", "reread", "--archive", root)
    number = number_of(some[1].read_bytes())
    assert done("archive", "remove", number, "--archive", root).count("removed") == 2
    done("archive", "verify", "--archive", root)
    add(tmp_path / "b", *(path for path in some if path != some[1]))
    assert contents(root) == contents(tmp_path / "b")
    assert run("archive", "remove", number, "--archive", root).exit_code == 2
    gone = Archive(root).sql("SELECT accession FROM filings")["accession"].to_pylist()
    done("archive", "remove", *gone, "--archive", root)
    assert hits(root) == [] and not list((root / "raw").glob("*"))
    done("archive", "verify", "--archive", root)
    add(root, *some)
    done("archive", "verify", "--archive", root)


def test_reading_again_tells_what_changed(tmp_path: Path, some: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "a"
    with monkeypatch.context() as patched:  # an older reader, which overlooked what a signer's title is
        from eightk.write import rows as written

        def blind(report: Any, sha256: str) -> Any:
            return [{**row, "reader": "0.0.1", "title": None} for row in table.rows(report, sha256)]

        table = written.TABLES["signatures"]
        patched.setitem(written.TABLES, "signatures", table._replace(rows=blind))
        filing = written.TABLES["filings"]
        patched.setitem(
            written.TABLES, "filings", filing._replace(rows=lambda r, s: [{**row, "reader": "0.0.1"} for row in filing.rows(r, s)])
        )
        add(root, *some)
    local = hidden_columns(root)
    dry = done("archive", "reread", "--dry-run", "--diff", "--archive", root)
    assert one(root, "SELECT count(*) FROM filings WHERE reader = '0.0.1'") == 8
    told = done("archive", "reread", "--from-version", "0.0.1", "--diff", "--archive", root)
    assert told == dry
    changes = [json.loads(line) for line in told.splitlines()]
    assert {(c["table"], c["column"], c["before"]) for c in changes} == {("signatures", "title", None)}
    add(tmp_path / "b", *some)
    assert contents(root) == contents(tmp_path / "b") and hidden_columns(root) == local
    done("archive", "verify", "--archive", root)


# ---- as of ------------------------------------------------------------------------------------------------------------


def test_what_was_known_then(tmp_path: Path, some: list[Path]) -> None:
    root, data = tmp_path / "a", some[0].read_bytes()
    number = number_of(data)
    add(root, *some[:3])
    first, then = contents(root), now().isoformat()
    before = digest(root)
    add(root, put_bytes(tmp_path / "again.txt", data.replace(b"</DOCUMENT>", b"quincunx\n</DOCUMENT>")), *some[3:])
    done("archive", "compact", "--keep", 0, "--archive", root)
    early = ["--archive", root, "--as-of", then]
    assert json.loads(done("sql", "SELECT count(*) AS n FROM filings", *early, "--format", "json")) == [{"n": 3}]
    assert json.loads(done("sql", "SELECT count(*) AS n FROM filings", "--archive", root, "--format", "json")) == [{"n": 8}]
    for name in TABLES:
        columns = ", ".join(f'"{c}"' for c in TABLES[name].names() if c not in LOCAL)
        asked = Archive(root, as_of=now().fromisoformat(then)).sql(f"SELECT {columns} FROM {name}").to_pylist()
        assert sorted(map(repr, asked)) == first[1][name], name
    found = json.loads(done("search", "NOT zzzz", *early, "--format", "json", "--limit", 1000))
    assert {(h["accession"] + ":" + h["sha256"], h["place"]) for h in found["hits"]} == {(h[0], h[3]) for h in first[3]}
    assert run("archive", "get", number, *early).stdout_bytes == data
    assert run("archive", "get", number, "--version", 2, *early).exit_code == 2
    assert run("archive", "get", number_of(some[5].read_bytes()), *early).exit_code == 2
    done("archive", "export", "-o", tmp_path / "out", "--format", "jsonl", *early)
    assert len((tmp_path / "out" / "filings.jsonl").read_bytes().splitlines()) == 3
    assert digest(root) != before == done("archive", "snapshot", "then", *early).split()[0]
    assert "unchanged" in done("archive", "snapshot", "s0", "--archive", root)
    nothing = ["--archive", root, "--as-of", "1999-01-01"]
    assert json.loads(done("sql", "SELECT count(*) AS n FROM items", *nothing, "--format", "json")) == [{"n": 0}]
    assert done("timeline", *nothing).strip() == "no events"
    assert run("sql", "SELECT 1", "--archive", root, "--as-of", "soon").exit_code == 2


# ---- what amends what ---------------------------------------------------------------------------------------------------


def test_amendments_are_linked_where_it_is_certain(tmp_path: Path) -> None:
    original = (FILINGS / "x2019-blank-title-cells" / "submission.txt").read_bytes()
    data = original.replace(b"8-K", b"8-K/A")
    add(tmp_path / "a", put_bytes(tmp_path / "a.txt", renumbered(data, 2)), put_bytes(tmp_path / "o.txt", renumbered(original, 1)))
    told = {row["form"]: row for row in Archive(tmp_path / "a").filings.to_arrow().to_pylist()}
    assert set(told) == {"8-K", "8-K/A"}
    assert told["8-K/A"]["amends"] == told["8-K"]["accession"] and told["8-K"]["amended_by"] == [told["8-K/A"]["accession"]]
    assert told["8-K/A"]["amends_method"] and "CIK" in told["8-K/A"]["amends_why"]
    assert told["8-K"]["amends"] is None and told["8-K/A"]["amended_by"] is None
    # Two originals agree: uncertain, so null.
    add(tmp_path / "a", put_bytes(tmp_path / "o2.txt", renumbered(original, 3)))
    told_again = Archive(tmp_path / "a").filings.to_arrow().to_pylist()
    assert {(row["amends"], row["amends_why"], row["amended_by"] and tuple(row["amended_by"])) for row in told_again} == {
        (None, None, None)
    }
