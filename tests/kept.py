"""Archives for tests: invented filings with numbers of their own, the program in this process, and what two archives have in common.

Comes in: folders. Goes out: paths of filings, rows, bytes and hits that can be compared. Add here: what several tests ask of an archive.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from eightk.archive.columns import LOCAL, TABLES
from eightk.archive.opened import Archive
from eightk.archive.query import parse
from eightk.archive.raw import Place, fetch
from eightk.archive.search import search
from program import run

FILINGS = Path(__file__).parent / "filings"
SOME = (
    "b1997-card-trust-monthly", "b2006-acquisition-201-financials", "b2006-reit-two-registrants-loan", "b2018-acquisition-escrow-8ka",
    "t1994-pem-dash-escape", "t1999-utility-two-registrants", "x2019-blank-title-cells", "x2023-amended-ix",
)  # fmt: skip
_NUMBER = re.compile(rb"(?i)accession[ -]number[:>]\s*(\d{10}-\d\d-\d{6})")


def renumbered(data: bytes, n: int) -> bytes:
    """The submission under another accession number, as long as the old one. Raises ValueError where it has none."""
    found = _NUMBER.search(data)
    if found is None:
        raise ValueError("the submission has no accession number")
    old = found[1]
    return data.replace(old, b"%010d-%b-%06d" % (9_900_000_000 + n, old[11:13], n))


def number_of(data: bytes) -> str | None:
    """The accession number in the header."""
    found = _NUMBER.search(data)
    return found[1].decode() if found else None


def put(folder: Path, count: int, first: int = 1, names: tuple[str, ...] = SOME) -> list[Path]:
    """Copies of invented filings, numbered from `first` on, as files of a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    out = []
    for n in range(first, first + count):
        path = folder / f"{n:04d}.txt"
        path.write_bytes(renumbered((FILINGS / names[n % len(names)] / "submission.txt").read_bytes(), n))
        out.append(path)
    return out


def put_bytes(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def done(*arguments: object) -> str:
    """What the program prints when all goes well."""
    result = run(*arguments)
    if result.exit_code or result.exception:
        raise AssertionError(f"{arguments}: {result.exit_code}\n{result.output}") from result.exception
    return result.stdout


def add(root: Path | str, *paths: Path, jobs: int = 1) -> str:
    """Add filings."""
    return done("archive", "add", "-j", jobs, "--archive", root, *paths)


def one(root: Path | str, query: str) -> Any:
    """The one value that answers a query."""
    (row,) = Archive(root).sql(query).to_pylist()
    (value,) = row.values()
    return value


def rows(root: Path | str, hidden: bool = False) -> dict[str, list[str]]:
    """Every row of every table without what is this archive's own, sorted; `hidden`: of replaced versions too."""
    archive, out = Archive(root), {}
    for name, table in TABLES.items():
        named = ", ".join(f'"{c}"' for c in table.names() if c not in LOCAL)
        told = archive.sql(f"SELECT {named} FROM {'own.' * hidden}{name}").to_pylist()
        out[name] = sorted(repr(row) for row in told)
    return out


def versions(root: Path | str) -> dict[tuple[str, int], bytes]:
    """The exact bytes of every version."""
    held = Archive(root).sql("SELECT * FROM own.filings").to_pylist()
    return {
        (f["accession"] or f["sha256"], f["version"]): fetch(
            Archive(root).lake.store, Place(f["raw_segment"], f["raw_offset"], f["raw_size"]), f["size"], f["sha256"]
        )
        for f in held
    }


def hits(root: Path | str, query: str = "NOT zzzz") -> list[Any]:
    """Every passage that search finds."""
    index = Archive(root).index
    found = search(index, parse(query), 100_000, sort="date").hits
    return sorted((h.key, h.document, h.kind, h.place, h.start, h.end, h.numbers, h.exhibit or "") for h in found)


def newest(root: Path | str) -> list[Any]:
    """The keys of what is visible."""
    told: list[Any] = Archive(root).sql("SELECT accession, sha256 FROM filings ORDER BY ALL").to_pylist()
    return told


def contents(root: Path | str) -> tuple[Any, ...]:
    """All that two archives of the same filings must have in common."""
    return newest(root), rows(root, hidden=True), versions(root), hits(root)


_COUNTS = {"items": "len(f.items)", "exhibits": "len(f.exhibits)"} | {
    name: f"f.{name}" for name in ("documents", "signatures", "findings", "texts", "registrants")
}


def halves(root: Path | str) -> list[Any]:
    """Filings that are there in part: whose own counts are not those of the tables' rows; and rows of no filing."""
    archive, out = Archive(root), []
    for name, wanted in _COUNTS.items():
        out += archive.sql(
            f"SELECT '{name}' AS t, f.accession, {wanted} AS wanted, t.n FROM own.filings f FULL JOIN"
            f" (SELECT sha256, count(*) AS n FROM own.{name} GROUP BY ALL) t USING (sha256)"
            f" WHERE coalesce(t.n, 0) IS DISTINCT FROM {wanted}"
        ).to_pylist()
    return out
