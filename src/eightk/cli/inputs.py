"""How much there is to do, for a progress bar.

Comes in: paths as given. Goes out: a number. Add here: nothing.
"""

from __future__ import annotations

from eightk.bundles import Held
from eightk.limits import Limits
from eightk.sources import paths as entries


def count(paths: tuple[str, ...], limits: Limits) -> int | None:
    """How many inputs there are; None where an archive would have to be unpacked to tell."""
    found = paths.count("-")
    for _, load in entries((p for p in paths if p != "-"), limits):
        if isinstance(load, Held) and load.error is None:
            return None
        found += 1
    return found
