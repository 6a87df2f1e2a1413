"""What a process that adds filings needs, loaded before it begins: `workers.py` lets every worker begin as a copy of one that has it.

Comes in: nothing. Goes out: nothing. Add here: what takes long to load and opens nothing.
"""

from __future__ import annotations

import pyarrow as pa

from eightk.archive import add as add

pa.array([""])  # at its first array, pyarrow looks for pandas and loads it
