"""An archive of all invented filings: bytes, tables, SQL, search and timeline give the same answer, and a true one."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
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
from eightk.archive.batch import SCHEMAS
from eightk.archive.columns import AMENDED, TABLES
from eightk.archive.opened import Archive
from eightk.archive.timeline import timeline
from eightk.archive.words import tokens
from eightk.cli import timeline as timeline_command
from eightk.version import __version__
from invented import stripped
from kept import FILINGS, add, done, halves, hits, one, run, versions


@pytest.fixture(scope="module")
def all_of_them(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of all invented filings."""
    root = tmp_path_factory.mktemp("all") / "archive"
    add(root, *sorted(FILINGS.glob("*/submission.txt")))
    return root


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
