"""What checking adds to reading, and how long `eightk check FILE` takes from nothing."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import perf_counter

from bench.corpus import Filing
from bench.reading import seconds
from eightk import check
from eightk.check import Case
from eightk.check.rule import Hit, Rule
from eightk.checking import NoReport, check_bytes
from eightk.read import read

ROOT = Path(__file__).parent.parent
EXAMPLES = ("2003-ascii.txt", "2024-ixbrl.txt")
BAR_MS, BAR_SECONDS = 1.0, 0.25


def added_table(filings: list[Filing], passes: int) -> Iterator[str]:
    """Milliseconds that checking adds to reading, a filing; the best of several passes of each."""
    added = [found for f in filings if (found := _added(f.data, passes)) is not None]
    yield "| filings | added: median ms | p95 ms | longest ms | bar (median) |"
    yield "|--:|--:|--:|--:|--:|"
    p95 = statistics.quantiles(added, n=20)[-1]
    yield f"| {len(added)} | {statistics.median(added):.2f} | {p95:.2f} | {max(added):.1f} | {BAR_MS:.0f} |"


def _added(data: bytes, passes: int) -> float | None:
    try:
        check_bytes(data)
    except NoReport:
        return None
    whole = min(seconds(lambda: check_bytes(data)) for _ in range(passes))
    return max(0.0, whole - min(seconds(lambda: read(data)) for _ in range(passes))) * 1e3


def rules_table(filings: list[Filing], count: int = 12) -> Iterator[str]:
    """The rules that take longest, milliseconds a filing over all filings."""
    spent: dict[str, float] = dict.fromkeys(check.RULES, 0.0)
    plain = dict(check.RULES)
    check.RULES.update({code: _timed(code, rule, spent) for code, rule in plain.items()})
    try:
        for filing in filings:
            _added(filing.data, 1)
    finally:
        check.RULES.update(plain)
    yield "| rule | ms a filing |"
    yield "|---|--:|"
    for code in sorted(spent, key=spent.__getitem__, reverse=True)[:count]:
        yield f"| {code} | {spent[code] / len(filings) / 2 * 1e3:.2f} |"
    yield f"| all {len(spent)} | {sum(spent.values()) / len(filings) / 2 * 1e3:.2f} |"


def _timed(code: str, rule: Rule, spent: dict[str, float]) -> Rule:
    def timed(case: Case) -> Iterable[Hit]:
        start = perf_counter()
        found = list(rule(case))
        spent[code] += perf_counter() - start
        return found

    return timed


def cold_table(count: int = 10) -> Iterator[str]:
    """Wall seconds of the program in a new process, the best of several; its bytecode is kept from a run that does not count."""
    yield "| `eightk check`, cold, best of 10 | s | bar |"
    yield "|---|--:|--:|"
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": folder, "PYTHONDONTWRITEBYTECODE": ""}
        for name in EXAMPLES:
            runs = [_run(ROOT / "examples" / name, environment) for _ in range(count + 1)][1:]
            yield f"| {name} | {min(runs):.2f} | {BAR_SECONDS} |"


def _run(path: Path, environment: dict[str, str]) -> float:
    start = perf_counter()
    subprocess.run([sys.executable, "-m", "eightk", "check", str(path)], env=environment, stdout=subprocess.DEVNULL, check=False)
    return perf_counter() - start
