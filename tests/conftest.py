"""What every test may ask for: the examples, and the real filings where $EIGHTK_CORPUS names a folder of them."""

from __future__ import annotations

import gzip
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parent.parent
collect_ignore = ["arelle_batch.py"]  # run by the validator's own Python
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]

# A shell that begins a command in the background has it ignore Ctrl-C, and so would the programs that the tests begin.
signal.signal(signal.SIGINT, signal.default_int_handler)

# No deadline: a test never fails by the clock. A failing example is printed with the blob that makes it again. The usual run makes the
# same examples for the same code, so that a commit passes or fails for good; EIGHTK_HYPOTHESIS=fuzz looks for new ones.
settings.register_profile("eightk", deadline=None, print_blob=True, derandomize=True, suppress_health_check=SLOW)
settings.register_profile("fuzz", deadline=None, print_blob=True, suppress_health_check=SLOW, max_examples=20_000)
settings.load_profile(os.environ.get("EIGHTK_HYPOTHESIS", "eightk"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real filings (it holds filings/, seed/, gold/), or the test is skipped."""
    folder = os.environ.get("EIGHTK_CORPUS", "")
    if not folder or not (Path(folder) / "filings").is_dir():
        pytest.skip("set EIGHTK_CORPUS to a folder of real filings to run this")
    return Path(folder)


@pytest.fixture(scope="session")
def corpus_paths(corpus: Path) -> list[Path]:
    """Every real filing: full submissions, bare primary documents, the seed. What another program made of them is left out."""
    paths = [p for p in sorted((corpus / "filings").rglob("*.gz")) if "reference_items" not in p.parts]
    return paths + sorted((corpus / "seed").glob("*.txt"))


@pytest.fixture(scope="session")
def load() -> Callable[[Path], bytes]:
    """A function giving a file's bytes, decompressed where it is gzip."""

    def read_bytes(path: Path) -> bytes:
        data = path.read_bytes()
        return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data

    return read_bytes


@pytest.fixture(scope="session")
def examples(root: Path) -> list[Path]:
    """The invented submissions that `make demo` reads."""
    return sorted((root / "examples").glob("*.txt"))
