"""The archive: what goes in comes out, whole, once, as it was known then; and every way to ask it gives the same answer."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import tarfile
import xml.etree.ElementTree as ET
import zipfile
from collections import Counter
from html import unescape
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("tantivy")
pytest.importorskip("deltalake")
pytest.importorskip("duckdb")
pytest.importorskip("polars")

import polars as pl
from rich.console import Console

from eightk import form
from eightk.archive import add as adding
from eightk.archive import lake
from eightk.archive.batch import SCHEMAS
from eightk.archive.catalog import Catalog
from eightk.archive.columns import AMENDED, LOCAL, TABLES
from eightk.archive.lake import ArchiveError, create
from eightk.archive.opened import Archive
from eightk.archive.timeline import timeline
from eightk.archive.words import tokens
from eightk.cli import timeline as timeline_command
from eightk.cli.archived import now
from eightk.limits import Limits
from eightk.version import __version__
from invented import stripped
from kept import FILINGS, SOME, add, contents, done, halves, hits, number_of, put, renumbered, rows, run, versions


@pytest.fixture(scope="module")
def all_of_them(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of all invented filings."""
    root = tmp_path_factory.mktemp("all") / "archive"
    add(root, *sorted(FILINGS.glob("*/submission.txt")))
    return root


@pytest.fixture
def some(tmp_path: Path) -> list[Path]:
    return put(tmp_path / "in", 8)


def digest(root: Path) -> str:
    """The hash of a snapshot of what is there now."""
    names = [p.stem for p in (root / "snapshots").glob("*.json")]
    return done("archive", "snapshot", f"s{len(names)}", "--archive", root).split()[0]


def one(root: Path, query: str) -> Any:
    """The one value that answers a query."""
    (row,) = Archive(root).sql(query).to_pylist()
    (value,) = row.values()
    return value


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


def put_bytes(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_the_bytes_come_out_as_they_went_in(all_of_them: Path) -> None:
    given = sorted(path.read_bytes() for path in FILINGS.glob("*/submission.txt"))
    assert sorted(versions(all_of_them).values()) == given
    for held in Archive(all_of_them).sql("SELECT coalesce(accession, sha256) AS k, path FROM filings LIMIT 20").to_pylist():
        result = run("archive", "get", held["k"], "--archive", all_of_them)
        assert result.stdout_bytes == Path(held["path"]).read_bytes()


def test_an_amendment_is_its_own_filing(all_of_them: Path) -> None:
    told = Archive(all_of_them).sql("SELECT form, version, supersedes FROM own.filings").to_pylist()
    assert {(row["version"], row["supersedes"]) for row in told} == {(1, None)}
    assert {row["form"] for row in told} == {"8-K", "8-K/A"}


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


# ---- tables -------------------------------------------------------------------------------------------------------------


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


def test_every_row_says_where_it_is_from(all_of_them: Path) -> None:
    archive = Archive(all_of_them)
    for name, table in TABLES.items():
        told = archive.sql(f"SELECT * FROM {name}")
        assert tuple(told.column_names) == (AMENDED if name == "filings" else table).names()
        assert tuple(told.column_names[:4]) == ("accession", "sha256", "reader", "facts")
        assert set(told["reader"].to_pylist()) <= {__version__} and set(told["facts"].to_pylist()) <= {form.FACTS}
        assert not told["sha256"].null_count and not told["year"].null_count
        keys = set(zip(told["accession"].to_pylist(), told["sha256"].to_pylist(), strict=True))
        assert keys <= {(r["accession"], r["sha256"]) for r in archive.sql("SELECT accession, sha256 FROM filings").to_pylist()}
        assert [f.name for f in SCHEMAS[name]] == list(table.names())
    assert halves(all_of_them) == []


def test_the_dictionary_is_in_the_snapshot(all_of_them: Path) -> None:
    done("archive", "snapshot", "dictionary", "--archive", all_of_them)
    told = json.loads((all_of_them / "snapshots" / "dictionary.json").read_text())
    for name, table in told["dictionary"]["tables"].items():
        described = Archive(all_of_them).sql(f"describe {name}").to_pylist()
        assert [c["name"] for c in table["columns"]] == [row["column_name"] for row in described]
        assert all(c["says"] for c in table["columns"])
    assert len(told["filings"]) == one(all_of_them, "SELECT count(*) FROM filings")


def test_frames_are_the_tables(all_of_them: Path) -> None:
    archive = Archive(all_of_them)
    for name in TABLES:
        frames = getattr(archive, name)
        scanned = frames.scan().collect()
        asked = archive.sql(f"SELECT * FROM {name}")
        assert tuple(scanned.columns) == frames.columns == tuple(asked.column_names)
        assert sorted(map(repr, scanned.to_dicts())) == sorted(map(repr, plainly(asked.to_pylist()))), name
        assert sorted(map(repr, frames.to_arrow().to_pylist())) == sorted(map(repr, asked.to_pylist()))
    chosen = archive.items.scan().filter((pl.col("year") == 2004) & (pl.col("number") == "12")).select("sha256", "number")
    assert sorted(chosen.collect().rows()) == sorted(
        (r["sha256"], r["number"]) for r in archive.sql("SELECT sha256, number FROM items WHERE year = 2004 AND number = '12'").to_pylist()
    )
    plan = chosen.explain()
    assert "SELECTION" in plan and re.search(r"PROJECT \d+/\d+", plan) and "2019" not in plan
    with pytest.raises(AttributeError, match="its tables are"):
        archive.nothing


def plainly(told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Times as polars gives them."""
    scanned = pl.DataFrame({"t": [row["accepted_at"] for row in told]}, schema={"t": pl.Datetime("us", "UTC")})["t"].to_list()
    return [{**row, "accepted_at": at} for row, at in zip(told, scanned, strict=True)]


# ---- SQL -------------------------------------------------------------------------------------------------------------

FORBIDDEN = """
SELECT * FROM read_csv('{out}')
SELECT * FROM read_text('/etc/hostname')
SELECT * FROM read_blob('{mark}')
SELECT * FROM '/etc/hostname'
SELECT * FROM glob('/*')
SELECT * FROM parquet_metadata('{out}')
COPY (SELECT 1) TO '{out}'
COPY (SELECT 1) TO '{held}' (FORMAT parquet, USE_TMP_FILE false)
EXPLAIN ANALYZE COPY (SELECT 1) TO '{held}' (FORMAT parquet, USE_TMP_FILE false)
SELECT * FROM query('COPY (SELECT 1) TO ''{held}'' (FORMAT parquet, USE_TMP_FILE false)')
ATTACH '{out}'
ATTACH '{held}' AS x
INSTALL httpfs
LOAD httpfs
SET enable_external_access = true
SET allowed_directories = ['/']
SET threads = 1
RESET lock_configuration
PRAGMA enable_profiling
EXPORT DATABASE '{out}'
IMPORT DATABASE '{out}'
CREATE TABLE t AS SELECT 1
CREATE OR REPLACE VIEW filings AS SELECT 1
CREATE SECRET (TYPE S3)
DROP VIEW filings
INSERT INTO filings SELECT * FROM filings
DELETE FROM filings
SELECT 1; DROP VIEW filings
SELECT 1; SELECT 2
SELECT getenv('HOME')
SELECT * FROM archive
SELECT nothing FROM filings
SELEC 1
SELECT 'x
SELECT error('two
lines')
BEGIN
USE own
-- nothing
"""


def test_sql_is_shut_off(tmp_path: Path, some: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "a"
    add(root, *some[:2])
    (tmp_path / "cwd").mkdir()
    monkeypatch.chdir(tmp_path / "cwd")
    held = next((root / "tables" / "items").rglob("*.parquet")).resolve()
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    archive = Archive(root)  # one that is asked again and again
    for query in re.split(r"\n(?=[A-Z-])", FORBIDDEN.strip()):
        asked = query.format(out=tmp_path / "out.csv", held=held, mark=root / "eightk-archive.json")
        with pytest.raises(ArchiveError) as told:
            archive.sql(asked)
        assert "\n" not in str(told.value) and str(told.value), asked
        if " query(" not in asked:
            continue
        said = run("sql", asked, "--archive", root)
        assert said.exit_code == 2 and said.stdout == "" and len(said.stderr.splitlines()) == 1, said.output
    for query in ("", " ; ", "SELECT '\udcff'", "\x00"):
        assert run("sql", query, "--archive", root).exit_code == 2, query
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    assert not (tmp_path / "out.csv").exists() and not list((tmp_path / "cwd").iterdir())
    assert archive.sql("SELECT count(*) AS n FROM filings").to_pylist() == [{"n": 2}]
    for query in ("describe items", "SHOW TABLES", "SUMMARIZE filings", "WITH x AS (FROM items) FROM x", "VALUES (1)"):
        assert archive.sql(query).num_rows


def test_sql_answers_of_every_type(all_of_them: Path) -> None:
    odd = (
        "SELECT 1 AS a, 2 AS a, NULL AS b, interval 1 month AS c, 1::hugeint AS d, {'x': [1]} AS e, MAP {'k': 1} AS f, '\\xff'::blob AS g,"
        " uuid() AS h, TIME '10:00' AS i, 1.50::decimal(9, 2) AS j, 'nan'::double AS k, true AS l, [DATE '2004-08-23'] AS m,"
        " 'infinity'::timestamp AS n, DATE '290000-01-01' AS o, '-infinity'::date AS p, TIMESTAMPTZ '2004-08-23 00:00:00+00' AS q"
    )
    for how in ("table", "csv", "json"):
        said = run("sql", odd, "--archive", all_of_them, "--format", how)
        assert said.exit_code == 0, (how, said.output, said.exception)
    assert next(csv.reader(io.StringIO(done("sql", odd, "--archive", all_of_them, "--format", "csv"))))[:2] == ["a", "a"]
    assert done("sql", "SELECT 1 AS a WHERE false", "--archive", all_of_them, "--format", "json").strip() == "[]"
    assert done("sql", "SELECT accession, text FROM items", "--archive", all_of_them)
    (row,) = json.loads(done("sql", "SELECT DATE '2004-08-23' AS d, 5 AS n", "--archive", all_of_them, "--format", "json"))
    assert row == {"d": "2004-08-23", "n": 5}


# ---- search, timeline, export ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("most", [25, pytest.param(1_000, marks=pytest.mark.slow)])
def test_marks_are_bytes_of_the_source(all_of_them: Path, most: int) -> None:
    """What a snippet marks is what its spans cut from the submission, tags and entities aside."""
    archive, seen = Archive(all_of_them), 0
    data = {row["sha256"]: row["k"] for row in archive.sql("SELECT sha256, coalesce(accession, sha256) AS k FROM filings").to_pylist()}
    for query in ("company", '"the company"', "agreement near/5 dated", "2004 OR 1996 OR 2019", "report*", "director OR officer", "net"):
        told = archive.search(query, limit=most)
        assert min(most, told.page.total) == len(told.page.hits) > 0
        for hit, snippet in zip(told.page.hits, told.snippets, strict=True):
            source = archive.get(data[hit.key.rpartition(":")[2]])
            assert len(snippet.marks) == len(snippet.spans) > 0, (hit, snippet)
            for (a, b), (start, end) in zip(snippet.marks, snippet.spans, strict=True):
                cut = source[start:end]
                wanted, got = stripped(snippet.text[a:b].encode()), stripped(cut)
                assert wanted == got or (wanted in got and len(got) < len(wanted) + 40), (query, hit, snippet.text[a:b], cut)
                assert tokens(unescape(snippet.text[a:b]))
                seen += 1
    assert seen > most // 2


def test_search_counts_as_sql_does(all_of_them: Path) -> None:
    archive = Archive(all_of_them)
    answer = archive.search("NOT zzzz", limit=1, facets=True)
    passages = "(SELECT DISTINCT sha256, text_id FROM items WHERE text <> '')"
    assert answer.page.total == one(all_of_them, f"SELECT count(*) + (SELECT count(*) FROM texts) FROM {passages}")
    facets = answer.page.facets
    assert facets is not None
    of_items = "SELECT number AS k, count(DISTINCT (sha256, text_id)) AS n FROM items WHERE text <> '' GROUP BY 1"
    assert dict(facets["item"].values) == {r["k"]: r["n"] for r in archive.sql(of_items).to_pylist()}
    every = f"(SELECT sha256 FROM {passages} UNION ALL SELECT sha256 FROM texts) JOIN filings USING (sha256)"
    for name, column in (("year", "year(filed)"), ("form", "form")):
        counted = archive.sql(f"SELECT {column} AS k, count(*) AS n FROM {every} WHERE {column} IS NOT NULL GROUP BY 1").to_pylist()
        assert dict(facets[name].values) == {r["k"]: r["n"] for r in counted}
    found = {h[0].rpartition(":")[2] for h in hits(all_of_them, "item:5")}
    assert found == {r["sha256"] for r in archive.sql("SELECT DISTINCT sha256 FROM items WHERE number = '5' AND text <> ''").to_pylist()}
    pages, after = [], None
    while True:
        page = archive.search("the", limit=50, after=after, snippets=False).page
        pages += page.hits
        after = page.next
        if after is None:
            break
    assert len(pages) == page.total == len({(h.key, h.document, h.place) for h in pages})
    for how in ("table", "json", "jsonl", "csv"):
        done("search", "closing OR program", "--archive", all_of_them, "--format", how, "--facets")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("select name from items", "it is a column of registrants, filers, signatures, dei (join them using (sha256))"),
        ("select i.filer from items i", "it is a column of filings (join them using (sha256))"),
        ("select TOPIC from filings", "it is a column of items (join them using (sha256))"),
        ("select colour from items", "`describe TABLE` lists the columns"),
        ("select 'a column named \"topic\"'::int", "to INT32"),
    ],
)
def test_where_a_column_is_that_a_query_misses(all_of_them: Path, query: str, told: str) -> None:
    said = run("sql", query, "--archive", all_of_them)
    assert said.exit_code == 2 and said.stderr.rstrip().endswith(told)


def test_a_passage_is_told_so_that_it_can_be_cited(all_of_them: Path) -> None:
    for line in done("search", "closing OR program", "--archive", all_of_them, "--limit", 1000).splitlines():
        if found := re.search(r"  (\S+)  bytes (\d+)-(\d+)$", line):
            said = Archive(all_of_them).get(found[1])[int(found[2]) : int(found[3])].lower()  # by number or by hash
            assert said.startswith((b"clos", b"program")) and re.search(rb"(clos\w*|programs?)$", said), line
    rows = list(csv.DictReader(io.StringIO(done("search", "closing OR program", "--archive", all_of_them, "--format", "csv"))))
    for row in rows:
        assert Archive(all_of_them).get(row["sha256"])[int(row["start"]) :].lower().startswith((b"clos", b"program"))
    assert rows


@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_timeline_keeps_its_numbers_on_a_narrow_screen(all_of_them: Path, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    out = io.StringIO()
    monkeypatch.setattr(timeline_command, "console", lambda: Console(file=out, width=width, force_terminal=True, color_system=None))
    shown = timeline(Archive(all_of_them))
    timeline_command._text(shown)
    head, *lines = out.getvalue().splitlines()
    assert head.split()[:3] == ["item", "what", "count"] and len(head.split()) == 5
    for line, series in zip(lines, shown.series, strict=False):
        assert line.startswith(f"{series.topic:>4}  ") and f" {sum(series.counts)}  " in line and len(line) <= width
        assert sum(char in timeline_command._BLOCKS for char in line) == sum(map(bool, series.counts))


def test_the_timeline_counts_as_sql_does(all_of_them: Path) -> None:
    told = json.loads(done("timeline", "--archive", all_of_them, "--format", "json"))
    counted = Archive(all_of_them).sql(
        "SELECT topic, count(*) AS n FROM items i JOIN filings f USING (sha256)"
        " WHERE topic IS NOT NULL AND (i.filed IS NOT NULL OR form_day IS NOT NULL) GROUP BY 1"
    )
    sums: Counter[str] = Counter()
    for row in told:
        sums[row["topic"]] += row["count"]
    assert sums == {r["topic"]: r["n"] for r in counted.to_pylist()}
    assert any(row["old"] for row in told)
    cik = one(all_of_them, "SELECT any_value(cik) FROM filers")
    of_one = json.loads(done("timeline", "--cik", cik.lstrip("0"), "--archive", all_of_them, "--format", "json"))
    assert sum(r["count"] for r in of_one) == one(
        all_of_them, f"SELECT count(*) FROM items WHERE sha256 IN (SELECT sha256 FROM filers WHERE cik = '{cik}') AND topic IS NOT NULL"
    )
    asked = json.loads(done("timeline", "--query", "item:5", "--archive", all_of_them, "--format", "json"))
    assert sum(r["count"] for r in asked if "5" in r["old"])
    svg = done("timeline", "--query", 'filed:1990.. OR "<b>&\'"', "--archive", all_of_them, "--format", "svg")
    assert "item numbers changed" in svg and ET.fromstring(svg).tag.endswith("svg") and "<b>" not in svg
    assert run("timeline", "--cik", "x1", "--archive", all_of_them).exit_code == 2
    assert run("timeline", "--query", "(", "--archive", all_of_them).exit_code == 2
    assert "8.01" in done("timeline", "--archive", all_of_them)


HOSTILE = ("[/s/ x]", "\x1b]0;pwned\x07", "\x1b[2J", "<script>alert(1)</script>", "=cmd()", "[bold red]", "\u202egnp.exe", "\x9b31m")


def test_a_hostile_filing_through_every_output(tmp_path: Path) -> None:
    data = (FILINGS / SOME[0] / "submission.txt").read_bytes()
    data = data.replace(b"\r\n", b"\n")
    name = re.search(rb"COMPANY CONFORMED NAME:\s*(.+)", data)
    assert name is not None
    evil = "=cmd()|[/s/ x]<script>alert(1)</script> \x1b[2J\x1b]0;pwned\x07 [bold red]&amp;\u202egnp".encode()
    data = data.replace(name[1], evil)
    data = re.sub(rb"(?i)(\n[^\n]*press release)", rb"\1\n\n" + evil + rb"\n", data)
    root, path = tmp_path / "a", put_bytes(tmp_path / "=cmd() \x1b[31m[bold red].txt", data)
    add(root, path)
    assert one(root, "SELECT filer FROM filings").startswith("=cmd()")
    out = tmp_path / "out"
    for table in TABLES:
        for how in ("table", "csv", "json"):
            safe(done("sql", f"SELECT * FROM {table}", "--archive", root, "--format", how))
        told = csv.reader(io.StringIO(done("sql", f"SELECT * FROM {table}", "--archive", root, "--format", "csv")))
        assert not [cell for row in told for cell in row if cell[:1] in ("=", "+", "@")]
    for query in ("NOT zzzz", "filer:cmd", "script"):
        for how in ("table", "json", "jsonl", "csv"):
            safe(done("search", query, "--archive", root, "--format", how, "--facets"))
    for how in ("text", "svg", "json"):
        safe(done("timeline", "--query", '"<script>" OR NOT x', "--archive", root, "--format", how))
    ET.fromstring(done("timeline", "--query", '"<script>" OR NOT x', "--archive", root, "--format", "svg"))
    for how in ("csv", "jsonl", "parquet"):
        safe(done("archive", "export", "--archive", root, "-o", out, "--format", how))
    for written in out.glob("*.csv"):
        text = written.read_text()
        safe(text)
        assert not [cell for row in csv.reader(io.StringIO(text)) for cell in row if cell[:1] in ("=", "+", "@")], written
    safe(done("archive", "stats", "--archive", root))
    safe(done("archive", "snapshot", "s", "--archive", root))
    safe(run("archive", "verify", "--archive", root).output)
    assert run("archive", "get", number_of(data), "--archive", root).stdout_bytes == data


def safe(said: str) -> None:
    """Nothing in it that a terminal would obey."""
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", said)
