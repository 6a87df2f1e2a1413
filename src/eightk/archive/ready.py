"""What a process that adds filings needs, loaded before it begins: `workers.py` lets every worker begin as a copy of one that has it.

Comes in: nothing. Goes out: nothing. Add here: what takes long to load and opens nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import pyarrow as pa

from eightk.archive import add as add


class _Hidden:
    """Stands ahead of what finds modules, and says of one that it is not there."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, target: object = None) -> None:
        """Raises ModuleNotFoundError for pandas; for others, who comes next is asked."""
        if name == "pandas":
            raise ModuleNotFoundError(name)


def without_pandas() -> None:
    """At its first array, pyarrow loads pandas, which takes longer than all else here: let it find none then.

    Who asks for a frame later gets one: pyarrow looks again.
    """
    if "pandas" in sys.modules:
        return
    sys.meta_path.insert(0, _Hidden)
    try:
        pa.array([""])
    finally:
        sys.meta_path.remove(_Hidden)


without_pandas()
