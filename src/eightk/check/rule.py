"""What a rule is, and what it says.

Comes in: a function from a case to hits. Goes out: faults. Add here: nothing that knows the form.

A rule yields a `Hit` for everything it finds: where, the values that the sentence of its row is filled with, a lower severity where this
one finding is less certain than the row, and a mend where one is certain.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from eightk.form.requirements import Severity
from eightk.model import Span, pieces

if TYPE_CHECKING:
    from eightk.check.case import Case


SEVERITIES: tuple[Severity, ...] = ("error", "warning", "advice")
"""Worst first."""


class Fix(msgspec.Struct, frozen=True, kw_only=True):
    """A mend that is certain: these bytes of the source give way to this text."""

    start: int
    end: int
    text: str
    says: str


class Hit(NamedTuple):
    """Something a rule found. `span` None: what is missing has no place."""

    span: Span | None
    values: dict[str, object]
    severity: Severity | None = None
    fix: Fix | None = None


def hit(span: Span | None = None, *, severity: Severity | None = None, fix: Fix | None = None, **values: object) -> Hit:
    """A hit, its values by name."""
    return Hit(span, values, severity, fix)


Rule = Callable[["Case"], Iterable[Hit]]


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """A finding of a check: what is wrong, where, by which rule, and the source of the rule."""

    code: str
    severity: Severity
    message: str
    part: str
    span: Span | None = None
    citation: str
    basis: str
    fix: Fix | None = None

    @property
    def start(self) -> int | None:
        """The first byte of its place."""
        return pieces(self.span)[0][0] if self.span else None


class Skipped(msgspec.Struct, frozen=True):
    """A check that was not run, and why."""

    code: str
    reason: str


class Checked(msgspec.Struct, frozen=True):
    """What was found, by the form of which day, and where that day came from."""

    day: dt.date | None
    day_from: Literal["filing", "signature", "cover", "given"] | None
    faults: tuple[Fault, ...]
    skipped: tuple[Skipped, ...]

    def worst(self) -> Severity | None:
        """The most severe of the faults; None where there are none."""
        return min((f.severity for f in self.faults), key=SEVERITIES.index, default=None)


Only = Callable[[str], frozenset[str]]
"""From a rule's code: marks of a case (`Case.marks`) without one of which the rule finds nothing."""
ONLY: dict[Rule, Only] = {}
"""Rule -> the marks that a report must bear one of for it to be asked; most rules are asked of every report."""


class Table(dict[str, Rule]):
    """The rules of a part by code; `@rules("C02")` binds a function to its row."""

    def __call__(self, code: str, only: str | Only | None = None) -> Callable[[Rule], Rule]:
        """Bind the function to the row with this code. `only`: a mark without which it finds nothing, or what tells such marks."""

        def bind(function: Rule) -> Rule:
            if code in self:
                raise ValueError(f"two rules for {code}")
            self[code] = function
            if only is not None:
                ONLY[function] = only if callable(only) else lambda _: frozenset((only,))
            return function

        return bind
