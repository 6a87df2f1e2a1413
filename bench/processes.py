"""What only a fresh process can tell: the time of an import, the memory of a read."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import made
from bench.corpus import Filing

IMPORT = """
import sys, time
count, start = len(sys.modules), time.perf_counter()
import eightk
print(time.perf_counter() - start, len(sys.modules) - count)
"""
# The peak is what the system says of the whole process. Pages of a mapped file count as resident although they can be
# dropped at any time, so the private part is sampled beside it where the system tells it (Linux).
MEMORY = """
import resource, sys, threading, eightk
SCALE = 1 if sys.platform == "darwin" else 1024
def private():
    try:
        return next(int(line.split()[1]) * 1024 for line in open("/proc/self/status") if line.startswith("RssAnon"))
    except (OSError, StopIteration):
        return 0
eightk.to_json(eightk.read_path(sys.argv[1]))          # the form's tables are loaded once
before, private_before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * SCALE, private()
most, done = private_before, threading.Event()
def watch():
    global most
    while not done.wait(0.002):
        most = max(most, private())
watcher = threading.Thread(target=watch)
watcher.start()
report = eightk.read_path(sys.argv[2])
done.set(); watcher.join()
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * SCALE
print(after - before, max(most, private()) - private_before, len(report.documents))
"""
# Every filing once, so that nothing which the reader keeps of one has been seen in itself before: first as it is, with the tables
# and expressions still to be made ready, then in another process after filings of the repository's own.
FIRST = """
import sys
from pathlib import Path
from bench.corpus import filings
from bench.reading import passes
import eightk
for path in sorted(Path(sys.argv[1]).glob("*/submission*")) if len(sys.argv) > 1 else ():
    eightk.to_json(eightk.read(path.read_bytes()))
total, each = passes(filings(), 1)
print(total, *each)
"""
INVENTED = Path(__file__).parent.parent / "tests" / "filings"


def _run(code: str, *args: str, **environment: str) -> list[float]:
    env = {**os.environ, **environment}
    ran = subprocess.run([sys.executable, "-c", code, *args], capture_output=True, text=True, check=False, env=env)
    if ran.returncode:
        raise SystemExit(ran.stderr)
    return [float(word) for word in ran.stdout.split()]


def import_table(count: int = 10) -> Iterator[str]:
    """The least of several imports, each in a new interpreter, its bytecode kept from one before that does not count."""
    with tempfile.TemporaryDirectory() as folder:
        kept = {"PYTHONPYCACHEPREFIX": folder, "PYTHONDONTWRITEBYTECODE": ""}
        runs = [_run(IMPORT, **kept) for _ in range(count + 1)][1:]
    yield "| `import eightk`, best of | ms | modules |"
    yield "|--:|--:|--:|"
    yield f"| {count} | {min(r[0] for r in runs) * 1e3:.1f} | {runs[0][1]:.0f} |"


def first_table(filings: list[Filing], count: int) -> Iterator[str]:
    """Each filing once in a new process: the median of several processes."""
    yield "| each filing once, in a new process | filings | filings/s | median ms |"
    yield "|---|--:|--:|--:|"
    for name, before in (("from nothing", ()), ("after the invented filings of `tests/filings`", (str(INVENTED),))):
        runs = sorted([_run(FIRST, *before) for _ in range(count)])
        total, *each = runs[len(runs) // 2]
        yield f"| {name} | {len(filings)} | {len(filings) / total:,.0f} | {statistics.median(each) * 1e3:.2f} |"


def memory_table(folder: Path, size: int) -> Iterator[str]:
    """A big made submission read by its path, after a small one."""
    small, big = folder / "small.txt", folder / "big.txt"
    small.write_bytes(made.submission(10_000))
    big.write_bytes(made.submission(size))
    peak, private, documents = _run(MEMORY, str(small), str(big))
    yield "| file MB | documents | growth of peak resident memory, MB | of it private (sampled), MB |"
    yield "|--:|--:|--:|--:|"
    yield f"| {big.stat().st_size / 1e6:.0f} | {documents:.0f} | {peak / 1e6:.1f} | {private / 1e6:.1f} |"
