"""Other open readers on the same filings in the same run, called offline by the corpus's own tools/peers/run.py."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import process_time
from typing import Any

from bench.corpus import Filing
from eightk.read import read
from eightk.read.submission import split
from eightk.write.json import to_json

PEERS = ("edgartools", "datamule", "secsgml")
SPLITTERS = {"secsgml"}
PATIENCE = 900


def table(found: list[Filing], root: Path | None, venv: Path) -> Iterator[str]:
    """A row for each peer: its speed, ours on the same files, and how many of them it failed on."""
    python = next((p for p in (venv / "bin" / "python", venv / "Scripts" / "python.exe") if p.exists()), None)
    if root is None or not (root / "tools" / "peers" / "run.py").exists():
        yield "skipped: EIGHTK_CORPUS/tools/peers is not there"
        return
    if python is None:
        yield f"skipped: no {venv}; make it with `make bench-peers`"
        return
    # Peers read full submissions; the seed is a bare document.
    shared = [f for f in found if not f.is_seed]
    ours, ours_split, failed = _ours(shared)
    size = sum(len(f.data) for f in shared) / 1e6
    yield f"{len(shared)} filings, {size:.0f} MB, CPU seconds of one core, after one warm-up of ours and none of theirs.\n"
    yield "| reader | what | filings/s | MB/s | failed | eightk is faster by |"
    yield "|---|---|--:|--:|--:|--:|"
    yield f"| **eightk** | whole report and JSON | {len(shared) / ours:,.0f} | {size / ours:.0f} | {failed} | |"
    yield f"| **eightk** | split only | {len(shared) / ours_split:,.0f} | {size / ours_split:,.0f} | 0 | |"
    for peer in PEERS:
        rows = _theirs(python, root, peer, shared)
        took = sum((r["split_s"] or 0) + (r["items_s"] or 0) for r in rows)
        failed = sum(bool(r["error"]) for r in rows)
        mine, what = (ours_split, "split only") if peer in SPLITTERS else (ours, "items")
        if not rows or not took:
            yield f"| {peer} | {what} | gave nothing | | | |"
            continue
        yield f"| {peer} | {what} | {len(rows) / took:,.0f} | {size / took:.0f} | {failed} | {took / mine * len(shared) / len(rows):.1f}x |"


def _ours(filings: list[Filing]) -> tuple[float, float, int]:
    """CPU seconds to read and write all filings, and to split them; and how many we took for no 8-K or found no item in."""
    reports = [read(filing.data) for filing in filings]  # the warm-up
    failed = sum(report.form is None or not report.items for report in reports)
    start = process_time()
    for filing in filings:
        to_json(read(filing.data))
    whole = process_time() - start
    start = process_time()
    for filing in filings:
        split(filing.data)
    return whole, process_time() - start, failed


def _theirs(python: Path, root: Path, peer: str, filings: list[Filing]) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "files"
        listed.write_text("\n".join(str(f.path.resolve()) for f in filings), encoding="utf-8")
        run = [str(python.absolute()), str((root / "tools" / "peers" / "run.py").resolve()), peer, f"@{listed}"]
        env = {**os.environ, "HOME": folder, "PYTHONDONTWRITEBYTECODE": "1"}
        env.pop("PYTHONPATH", None)
        try:
            ran = subprocess.run(run, capture_output=True, text=True, check=False, cwd=folder, env=env, timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            return []
    return [json.loads(line) for line in ran.stdout.splitlines() if line.startswith("{")]
