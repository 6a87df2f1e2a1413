"""SQL that would reach out of an archive is refused, and a hostile filing says nothing that a terminal or spreadsheet would obey."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

pytest.importorskip("tantivy")
pytest.importorskip("deltalake")
pytest.importorskip("duckdb")
pytest.importorskip("polars")

from eightk.archive.columns import TABLES
from eightk.archive.lake import ArchiveError
from eightk.archive.opened import Archive
from kept import FILINGS, SOME, add, done, number_of, one, put, put_bytes, run

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


def test_sql_is_shut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "a"
    add(root, *put(tmp_path / "in", 2))
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
