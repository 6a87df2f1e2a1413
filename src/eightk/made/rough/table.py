"""The list of roughenings, and how some are chosen for a report.

Comes in: functions under `@roughening`. Goes out: `TABLE`, `chosen`. Add here: a stage.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from eightk.made.dice import Dice

Stage = Literal["report", "sheet", "hand", "head", "page", "package"]
Media = tuple[str, ...]
ALL: Media = ("ascii", "html", "ixbrl")
TYPED: Media = ("ascii",)
MARKED: Media = ("html", "ixbrl")


class Roughening(NamedTuple):
    """One way to be rough.

    `stage`: what it works on. `since`, `until`: the years in which it is met, both included. `group`: of those in one, a report has one
    at most. `share`: of the reports that it fits. `spares`: measures (score.py) that it makes a matter of taste. `every`: it is in all
    headings or in none. `apply(dice, thing, day)` gives the thing changed, None where it fits nothing.
    """

    name: str
    says: str
    stage: Stage
    since: int
    until: int
    media: Media
    group: str
    share: float
    spares: tuple[str, ...]
    every: bool
    apply: Callable[[Dice, Any, dt.date], Any]


TABLE: dict[str, Roughening] = {}
"""Name -> the roughening, in the order in which they are applied."""
_LAST = 2026

F = Callable[[Dice, Any, dt.date], Any]


def roughening(
    stage: Stage,
    since: int = 1993,
    until: int = _LAST,
    media: Media = ALL,
    group: str = "",
    share: float = 0.06,
    spares: tuple[str, ...] = (),
    every: bool = False,
) -> Callable[[F], F]:
    """Enters a function in the table under its name, `_` read as `-`."""

    def entered(apply: F) -> F:
        name = apply.__name__.strip("_").replace("_", "-")
        says = (apply.__doc__ or "").split("\n\n")[0].strip()
        TABLE[name] = Roughening(name, " ".join(says.split()), stage, since, until, media, group or name, share, spares, every, apply)
        return apply

    return entered


def chosen(dice: Dice, day: dt.date, medium: str, own: bool, allowed: frozenset[str]) -> list[Roughening]:
    """Those that a report of a day shall have. `own`: it is set by a hand of ours, not by a writer of eightk. One choice is made for each
    in the table, whether allowed or not, so that switching one off changes no other's."""
    taken: set[str] = set()
    out = []
    for one in TABLE.values():
        hit = dice.chance(one.share)
        fits = one.since <= day.year <= one.until and medium in one.media and (own or one.stage in ("report", "page", "package"))
        if hit and fits and one.name in allowed and one.group not in taken:
            taken.add(one.group)
            out.append(one)
    return out
