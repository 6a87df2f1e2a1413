"""What a report must show, as rows. The rules that look for it are in the package check.

Comes in: nothing, or a day. Goes out: requirements.toml as rows. Add here: a field when the table gains a key.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from functools import cache
from typing import Literal

from eightk.form.rows import Dated, holds, load

Severity = Literal["error", "warning", "advice"]
CheckPart = Literal["header", "cover", "items", "timing", "status", "exhibits", "signatures", "text", "tagging"]
Need = Literal["header", "documents", "exhibit text", "original", "filing date", "event date", "earlier", "later", "filer class", "outside"]


class Requirement(Dated, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something a report must show, or had better. Fields: the head of requirements.toml."""

    code: str
    part: CheckPart
    severity: Severity
    regime: Literal["legacy", "section"] | None = None
    medium: Literal["ascii", "html", "ixbrl"] | None = None
    needs: tuple[Need, ...] = ()
    demands: str
    message: str
    era_note: str | None = None
    outside: str | None = None
    """Why no rule is bound to the row: what it would need lies outside any filing."""

    @property
    def verified(self) -> bool:
        """Whether the requirement's own source was read; only then may it be more than advice."""
        return self.basis.startswith("verified")


@cache
def requirements() -> tuple[Requirement, ...]:
    """Every requirement, in the order of the table."""
    return load("requirements", dict[str, tuple[Requirement, ...]])["requirement"]


@cache
def requirement(code: str) -> Requirement:
    """The requirement with this code. Raises KeyError."""
    return {row.code: row for row in requirements()}[code]


def in_force(row: Requirement, day: dt.date | None, regime: str | None) -> bool:
    """Whether a requirement holds on a filing date; where no day is known, whether it holds today."""
    if row.regime is not None and regime is not None and row.regime != regime:
        return False
    return row.until is None if day is None else holds(row, day)


def turn(day: dt.date | None) -> dt.date | None:
    """The last day up to this one on which a requirement begins to hold or no longer does: what held then holds still."""
    if day is None:
        return None
    n = bisect_right(_turns(), day)
    return _turns()[n - 1] if n else dt.date.min


@cache
def _turns() -> tuple[dt.date, ...]:
    """The days on which requirements begin to hold, and the days after their last."""
    first = {row.from_ for row in requirements() if row.from_ is not None}
    return tuple(sorted(first | {row.until + dt.timedelta(days=1) for row in requirements() if row.until is not None}))
