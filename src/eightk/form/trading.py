"""When the New York Stock Exchange opens, for the clock of Regulation FD (17 CFR 243.101(d)).

Comes in: a moment, New York time. Goes out: a moment. Add here: nothing; its holidays are in closures.toml, under [trading].
"""

from __future__ import annotations

import datetime as dt
from functools import cache

from eightk.form.clocks import closures
from eightk.form.days import ONE, SATURDAY


@cache
def _closed() -> frozenset[dt.date]:
    facts = closures()
    holidays = {day for row in facts.holidays if row.name in facts.trading.holidays for day in row.days.split()}
    days = (holidays - set(facts.trading.open.split())) | set(facts.trading.closed.split())
    return frozenset(map(dt.date.fromisoformat, days))


def next_opening(learned: dt.datetime) -> dt.datetime:
    """The later of 24 hours after a slip was learned of and the start of the next day's trading."""
    day = learned.date() + ONE
    while day.weekday() >= SATURDAY or day in _closed():
        day += ONE
    return max(learned + dt.timedelta(hours=24), dt.datetime.combine(day, closures().trading.opens))
