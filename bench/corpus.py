"""The filings to be read: found under $EIGHTK_CORPUS, loaded and decompressed before any clock starts."""

from __future__ import annotations

import gzip
import os
from pathlib import Path
from typing import NamedTuple

from eightk.made import Order, make


class Filing(NamedTuple):
    """A filing in memory."""

    path: Path
    data: bytes

    @property
    def is_seed(self) -> bool:
        """The seed is no full submission: peers cannot read it."""
        return self.path.parent.name == "seed"


def corpus_root() -> Path | None:
    """The folder named by $EIGHTK_CORPUS, or None."""
    named = os.environ.get("EIGHTK_CORPUS", "")
    return Path(named) if named and (Path(named) / "filings").is_dir() else None


def made_filings(count: int = 600) -> list[Filing]:
    """Filings that nobody filed (`eightk make-corpus`), the same in every run."""
    order = Order(seed=0)
    return [Filing(Path(f"made-{n}.txt"), make(order, n).data) for n in range(count)]


def filings() -> list[Filing]:
    """Every real filing, in a fixed order; nothing without a corpus."""
    root = corpus_root()
    if root is None:
        return []
    paths = [p for p in sorted((root / "filings").rglob("*.gz")) if "reference_items" not in p.parts]
    paths += sorted((root / "seed").glob("*.txt"))
    return [Filing(p, gzip.decompress(p.read_bytes()) if p.suffix == ".gz" else p.read_bytes()) for p in paths]
