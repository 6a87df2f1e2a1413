"""Checks of the timing: when each item was due, and the day whose form applies.

Comes in: a case. Goes out: hits, by the code of the requirement. Add here: a rule; its words are in form/requirements.toml. Days are
counted by `form/days.py`; which paragraph an item answers is told by `paragraphs.py`. Lateness is told in days, never in what it costs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from eightk.check.case import Case
from eightk.check.paragraphs import Answered, answered, asking
from eightk.check.rule import Hit, Table, hit
from eightk.form.clocks import clock
from eightk.form.days import ONE, business_days_between, calendar, due_day
from eightk.form.duties import relief
from eightk.form.evidence import role
from eightk.form.phrases import pattern
from eightk.form.words import spelled
from eightk.model import Item, Span

RULES = rules = Table()

_OPENING = 400
"""Letters of an item in which the date of its event is looked for."""


class Due(NamedTuple):
    """When an item was due by the date of report: `day`, and `last` where a day of unknown state counts as closed."""

    item: Item
    found: tuple[Answered, ...]
    clock: str
    day: dt.date
    last: dt.date
    certain: bool
    """Whether the paragraph and its clock are certain, and nothing else may move the day."""


def filed(case: Case) -> dt.date | None:
    """The filing date: the day given, else the header's; None where it is outside the years whose holidays are known."""
    day, known = case.day if case.day_from == "given" else case.header.filed, calendar()
    return day if day is not None and known.first <= day.year <= known.last else None


def dues(case: Case) -> list[Due]:
    """The due day of every item with a clock that counts days; of an amendment nothing, its event is the original's.

    Nothing either of an item that was not due when the report was filed, nor of one whose due day is sure where that day is not known.
    """
    return case.kept("dues", lambda: _dues(case))


def _dues(case: Case) -> list[Due]:
    event, day, known = case.report.cover.date_of_report, filed(case), calendar()
    if event is None or not known.first <= event.year < known.last or _amends(case):
        return []
    items = [item for item in case.report.items if not item.not_applicable and _tells(case, item, event, day)]
    return [due for item in items if (due := _due(case, item, event)) is not None]


def _tells(case: Case, item: Item, event: dt.date, day: dt.date | None) -> bool:
    """Whether a report filed on a day may be late by a paragraph of an item, or, where no day is known, a due day may be doubtful."""
    counted = [_counted(name, event) for name in {row.clock for row, _, _ in asking(item.number, case.day)}]
    return any((soonest < last if day is None else soonest < day) for soonest, last, _ in filter(None, counted))


def _amends(case: Case) -> bool:
    return "/A" in ((case.header.type or "") + (case.report.form or ""))


def _due(case: Case, item: Item, event: dt.date) -> Due | None:
    """The latest of the due days of the paragraphs an item answers."""
    found = tuple(a for a in answered(case, item) if _counts(a))
    if not found:
        return None
    sure = tuple(a for a in found if _certain(a) and (len(found) == 1 or _dated(case, item, a)))
    day, last, name = max(days for a in sure or found if (days := _counted(a.row.clock, event)) is not None)
    return Due(item, found, name, day, last, bool(sure) or all(_certain(a) for a in found))


@lru_cache(maxsize=4096)
def _counted(clock: str, event: dt.date) -> tuple[dt.date, dt.date, str] | None:
    """The due day by a clock, the day where days of unknown state count as closed, and the clock; None where no count tells it."""
    day, last = due_day(clock, event), due_day(clock, event, doubtful=False)
    return (day, last, clock) if day is not None and last is not None else None


def _certain(a: Answered) -> bool:
    """Whether a paragraph is told for sure, it and its clock are verified, and nothing but the clock moves the day."""
    return a.sure and _verified(a) and clock(a.row.clock).plus is None


def _dated(case: Case, item: Item, a: Answered) -> bool:
    """Whether the lettered part that answers a paragraph opens with the date of report and no other."""
    letter = a.row.id.partition("(")[2][:1]
    return a.lettered and any(p.letter == letter and _opens(case, p.text) for p in item.parts)


def _counts(a: Answered) -> bool:
    """Whether a paragraph's clock counts days from the event, and no second bound is needed."""
    row = clock(a.row.clock)
    return bool(row.days) and (row.unit == "business" or (row.unit == "calendar" and row.plus is None))


def _verified(a: Answered) -> bool:
    """Whether both the paragraph and its clock were read in their source."""
    return a.row.basis.startswith("verified") and clock(a.row.clock).basis.startswith("verified")


def _late(case: Case) -> list[Due]:
    return case.kept("late", lambda: _overdue(case))


def _overdue(case: Case) -> list[Due]:
    day = filed(case)
    return [due for due in dues(case) if day is not None and day > due.last]


def _alone(case: Case) -> bool:
    """Whether the report has one item beside its exhibits, so that the date of report is that item's."""
    return len({i.number for i in case.report.items if i.number not in role("exhibits item") and not i.not_applicable}) == 1


def _opens(case: Case, text: str) -> bool:
    """Whether a text has the date of report as its first date."""
    event = case.report.cover.date_of_report
    first = pattern("full-date").search(text.lower(), 0, _OPENING)
    return event is not None and first is not None and " ".join(first.group().split()) == spelled(event).lower()


def _told(day: dt.date) -> str:
    return f"{day:%A} {day.isoformat()}"


def _place(case: Case) -> Span | None:
    return case.report.cover.spans.get("date_of_report")


@rules("D01")
def in_time(case: Case) -> Iterator[Hit]:
    """A report is filed by the due day of its item.

    Why: General Instruction B.1; the day after the event is day 1, closed days do not count. A warning where paragraph and clock are
    certain and the date of report is the item's own. Good: event Monday, filed Friday. Bad: filed the Monday after.
    """
    late = _late(case)
    day, alone = filed(case), bool(late) and _alone(case)
    for due in late:
        if day is not None and (alone or _opens(case, due.item.text)):
            yield hit(
                _place(case), severity=None if due.certain else "advice", item=due.item.number, event=case.report.cover.date_of_report,
                clock=clock(due.clock).text, due=_told(due.last), filed=_told(day), n=_days(due, day),
            )  # fmt: skip


def _days(due: Due, day: dt.date) -> str:
    n = max(1, business_days_between(due.last, day, doubtful=False))
    return f"{n} business day{'s' if n > 1 else ''}"


@rules("D02")
def perhaps_in_time(case: Case) -> Iterator[Hit]:
    """Of a report with several items only the earliest event is dated: what is late by it may be in time by its own.

    Why: each paragraph has its own event. Good: each item opens with its date. Bad: one date on the cover, filed ten days after it.
    """
    late = _late(case)
    if not late or _alone(case):
        return
    day, late = filed(case), [due for due in late if not _opens(case, due.item.text)]
    if late and day is not None:
        due = max(late, key=lambda d: d.last)
        items = ", ".join(dict.fromkeys(d.item.number for d in late))
        yield hit(
            _place(case), items=items, event=case.report.cover.date_of_report, due=_told(due.last), filed=_told(day), n=_days(due, day)
        )


@rules("D03")
def lists_of_a_late_report(case: Case) -> Iterator[Hit]:
    """Of a late item: whether it is in the list of Rule 13a-11(c), and whether in that of Form S-3 I.A.3(b), on the filing date.

    Why: the two lists differ (1.04 is in the second only) and stand for different things. What lateness does to a registrant depends on all
    its reports of twelve months, which no single report shows.
    """
    day = filed(case)
    if day is None:
        return
    lists = relief(day)
    for due in _late(case):
        names = {due.item.number, *(a.row.id for a in due.found)}
        inside = {name: "is" if names & set(items) else "is not" for name, items in lists.items()}
        note = "; what is furnished is not counted for Form S-3" if due.item.status == "furnished" else ""
        if inside:
            yield hit(case.heading(due.item), item=due.item.number, a=inside["10b5"], b=inside["s3"], day=day, note=note)


@rules("D04")
def day_of_unknown_state(case: Case) -> Iterator[Hit]:
    """The due day hangs on a day of which it is not known whether EDGAR took filings: both are told.

    Why: a guess would be a wrong due day. A report is late only after the later one. Good: filed by the earlier. Bad: between the two.
    """
    day = filed(case)
    for due in dues(case):
        if due.day < due.last and (day is None or due.day < day <= due.last):
            unknown = [str(due.day - i * ONE) for i in range(10, -10, -1) if due.day - i * ONE in calendar().doubtful]
            yield hit(_place(case), item=due.item.number, first=_told(due.day), last=_told(due.last), days=" and ".join(unknown))
            return


@rules("D05", only="no filing date")
def form_of_which_day(case: Case) -> Iterator[Hit]:
    """Without a filing date the form of the day is that of the signature date, else of the date of report.

    Why: the filing date decides (Rule 12b-10, EDGAR); near a change of the form the fallback may be wrong. Good: a submission with its
    header. Bad: nothing; it is only said which day was taken.
    """
    if case.day_from in ("filing", "given"):
        return
    places = {
        "signature": ("the signature date", next((s.spans.get("date") for s in case.report.signatures if s.date == case.day), None)),
        "cover": ("the date of report", _place(case)),
    }
    if case.day_from in places:
        what, span = places[case.day_from]
        yield hit(span, day=case.day, what=f"chosen by {what}")
    elif case.day is None:
        yield hit(day="today", what="because the report shows no date")
