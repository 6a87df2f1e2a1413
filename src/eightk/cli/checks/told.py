"""A finding with its place, ready to be written in any format.

Comes in: a checkup. Goes out: `Told`. Add here: a field that every format may show.
"""

from __future__ import annotations

from typing import Any

from eightk.check.rule import Fault
from eightk.checking import Checkup, Place
from eightk.model import pieces
from eightk.write.escape import unicode_path


class Told:
    """A fault and where it is. Paths are Unicode; `place` is None for what is missing as a whole."""

    def __init__(self, checkup: Checkup, fault: Fault) -> None:
        self.checkup, self.fault = checkup, fault
        self.place: Place | None = checkup.place(fault.span)
        self.path = unicode_path(self.place.path if self.place else _home(checkup)) or "-"

    @property
    def span(self) -> list[Any] | None:
        """The span in its file; as it is where the place is unknown."""
        if self.fault.span is None or self.place is None:
            return None
        moved = pieces(self.fault.span)[0][0] - self.place.start
        some = [[a - moved, b - moved] for a, b in pieces(self.fault.span)]
        return some[0] if len(some) == 1 else some


def _home(checkup: Checkup) -> str:
    """The file that a finding without a place is told of: the main document."""
    report = checkup.report
    if report.main is None or len(checkup.sources) == 1:
        return checkup.sources[0].path
    at = report.documents[report.main].body[0]
    return next((s.path for s in checkup.sources if s.start <= at <= s.start + len(s.data)), checkup.path)


def tell(checkup: Checkup) -> list[Told]:
    """The findings of a checkup."""
    return [Told(checkup, fault) for fault in checkup.checked.faults]
