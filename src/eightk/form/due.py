"""When a report is due, with the arithmetic.

Comes in: the day of the event, an item or a paragraph of one, a trigger, an hour, closed days of the caller. Goes out: `Due`, which shows
each day it counted and each it passed over, and why. Add here: a way of counting; a clock is a row of deadlines.toml, a duty one of
paragraphs.toml.

The answer is about the day of the EVENT: its hour plays no part. The hour at which a transmission begins decides the day it is filed on.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from typing import Literal

import msgspec

from eightk import form
from eightk.form.clocks import DeadlineRow, LaterRow, closures, deadlines
from eightk.form.days import ONE, business_days_between, calendar, filing_day, why_closed
from eightk.form.duties import ParagraphRow, paragraphs, relief, relief_facts
from eightk.form.rows import ItemRow, holds
from eightk.form.trading import next_opening

_NAMED = re.compile(r"(?:item\s*)?(\d{1,2}(?:\.\d\d)?)\s*(\([a-z]\))?", re.I)


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """A day after the event. `number`: which day of the count it is; `why` it was passed over, None where it was not."""

    day: dt.date
    number: int | None = None
    why: str | None = None
    doubtful: bool = False
    """Nobody knows whether EDGAR was closed: it is counted here, and passed over in `if_closed`."""
    note: str | None = None
    """Why one might think it closed; EDGAR was open."""


class Softened(msgspec.Struct, frozen=True, kw_only=True):
    """What lateness costs by one of the two lists. `listed`: the paragraphs asked for that are on it; `on_list`: all that is."""

    list: Literal["10b5", "s3"]
    title: str
    listed: tuple[str, ...]
    on_list: tuple[str, ...]
    says: str
    citation: str
    basis: str


class Later(msgspec.Struct, frozen=True, kw_only=True):
    """Another clock that the event starts: `due` where days tell it, on the ground that the report comes on its own last day."""

    what: str
    when: str
    due: dt.date | None = None
    citation: str
    basis: str


class Trigger(msgspec.Struct, frozen=True, kw_only=True):
    """What starts a clock: `word` names it, `paragraphs` are those that it starts, each with the event in its own words."""

    word: str
    paragraphs: dict[str, str]
    clock: str


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """A transmission begun at that hour, Eastern, on the last day: the day it is filed on, and by how many business days it is late."""

    at: dt.time
    filed: dt.date
    late: int


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """When the report of an event is due. `due` is None where no count of days tells it; `says` does then.

    `late_after`: the last day in time if EDGAR was closed on the days nobody knows of; else the same day as `due`.
    """

    item: str
    title: str
    status: Literal["filed", "furnished"]
    event: dt.date
    trigger: Trigger
    assumed: bool
    """Whether the trigger was chosen for want of one named."""
    other_triggers: tuple[Trigger, ...]
    clock: str
    says: str
    citation: str
    basis: str
    due: dt.date | None
    late_after: dt.date | None
    days: tuple[Counted, ...] = ()
    if_closed: tuple[Counted, ...] = ()
    by: dt.datetime | None = None
    """Regulation FD: the hour, Eastern, by which it must be done at the latest."""
    cutoff: dt.time
    sent: Sent | None = None
    softened: tuple[Softened, ...] = ()
    later: tuple[Later, ...] = ()
    notes: tuple[str, ...] = ()
    facts: str = form.FACTS


def due(
    event: dt.date, item: str, *, trigger: str | None = None, time: dt.time | None = None, closed: Collection[dt.date] = ()
) -> Due:  # fmt: skip
    """When the report of an event of that day is due under an item ("5.02") or a paragraph of one ("5.02(b)").

    `trigger`: a word for what happened that day, such as "notice"; without one the first of the paragraphs is assumed, and the answer
    says so. `time`: an Eastern hour, that of a Regulation FD slip or of the transmission. `closed`: more days EDGAR is closed. Raises
    ValueError for an item that the form of the day does not have, a trigger that it does not know, and a day that no calendar covers.
    """
    row, letter = _item(event, item)
    triggers = triggers_of(row, event)
    chosen, others = _chosen(triggers, row, letter, trigger)
    clock = _clock(chosen, trigger)
    days = count(clock, event, closed, True)
    hard = count(clock, event, closed, False)
    end, late_after = _last(days), _last(hard)
    cutoff = next(c.cutoff for c in deadlines().clocks if c.cutoff is not None)
    return Due(
        item=row.number, title=row.title, status=row.status, event=event, trigger=chosen, assumed=trigger is None and len(others) > 0,
        other_triggers=others, clock=clock.name, says=clock.text, citation=clock.source, basis=clock.basis, due=end, late_after=late_after,
        days=days, if_closed=hard if late_after != end else (), cutoff=cutoff,
        by=next_opening(dt.datetime.combine(event, time)) if clock.unit == "promptly" and time else None,
        sent=_sent(end, late_after, time, closed) if end and late_after and time else None,
        softened=softened(row, tuple(chosen.paragraphs), late_after or event), later=_later(row, chosen, event, end, closed),
        notes=_notes(row, clock, end or event),
    )  # fmt: skip


# ---- which clock -------------------------------------------------------------------------------------------------


def _item(event: dt.date, name: str) -> tuple[ItemRow, str]:
    """The item's row that holds for an event of that day, and the letter asked for."""
    found = _NAMED.fullmatch(name.strip())
    if not found:
        raise ValueError(f"{name!r} names no item; write it as 5.02, or 5.02(b)")
    rows = [row for row in form.items() if row.number == found[1]]
    if not rows:
        raise ValueError(f"the form never had an Item {found[1]}")
    # An event of the last days before a change is reported on the new form, if the report is filed after it.
    row = next((row for row in rows if holds(row, event)), None) or next((row for row in rows if _soon(row, event)), None)
    if row is None:
        spans = ", ".join(f"{r.from_ or 'the beginning'} to {r.until or 'today'}" for r in rows)
        raise ValueError(f"Item {found[1]} was not on the form on {event}: it was from {spans}{elsewhere(rows, event)}")
    return row, (found[2] or "").lower()


def elsewhere(rows: Sequence[ItemRow], day: dt.date | None) -> str:
    """The item of a day's form that had the matter of an item of another day, as the end of a sentence."""
    then = [n for row in rows for n in (*row.was, *row.becomes) if day and n in form.on(day).items]
    return f"; that matter was then Item {' or '.join(dict.fromkeys(then))}" if then else ""


def _soon(row: ItemRow, event: dt.date) -> bool:
    """Whether an item came into force before a report of that event would be due."""
    if row.from_ is None or row.from_ <= event:
        return False
    clock = next((r for r in deadlines().rules if r.name == row.deadline), None)
    end = _last(count(clock, event, (), False)) if clock else None
    return end is not None and row.from_ <= end


def triggers_of(row: ItemRow, day: dt.date) -> tuple[Trigger, ...]:
    """What starts the clocks of an item, in the order of its paragraphs; those that the same thing starts are together."""
    found: dict[tuple[str, str], list[ParagraphRow]] = {}
    for p in paragraphs():
        if p.item == row.number and (holds(p, day) or (row.from_ is not None and holds(p, row.from_))) and p.trigger:
            found.setdefault((p.trigger, p.clock), []).append(p)
    return tuple(Trigger(word=word, paragraphs={p.id: p.event for p in some}, clock=clock) for (word, clock), some in found.items())


def _chosen(triggers: tuple[Trigger, ...], row: ItemRow, letter: str, word: str | None) -> tuple[Trigger, tuple[Trigger, ...]]:
    """The trigger asked for, else the first; and the others."""
    if not triggers:
        none = Trigger(word="none", paragraphs={f"{row.number}{letter}": row.trigger or ""}, clock=row.deadline)
        return none, ()
    some = [t for t in triggers if not letter or any(_has(p, letter) for p in t.paragraphs)]
    if not some:
        raise ValueError(f"no paragraph {letter} of Item {row.number} starts a clock: {_told(triggers)}")
    if word is not None:
        some = [t for t in some if word in (t.word, *_instead(t.clock))]
        if not some:
            raise ValueError(f"{word!r} starts no clock of Item {row.number}{letter}: {_told(triggers)}")
    first = some[0]
    if letter and len(first.paragraphs) > 1:
        first = msgspec.structs.replace(first, paragraphs={p: e for p, e in first.paragraphs.items() if _has(p, letter)})
    return first, () if letter else tuple(t for t in triggers if t.word != first.word or t.clock != first.clock)


def _has(paragraph: str, letter: str) -> bool:
    """Whether a paragraph such as 5.02(b) or 2.05(a)-(d) has the letter."""
    ends = re.findall(r"\(([a-z])\)", paragraph)
    return bool(ends) and ends[0] <= letter[1] <= ends[-1]


def _told(triggers: tuple[Trigger, ...]) -> str:
    """The triggers there are, in words."""
    return "; ".join(f"{' or '.join((t.word, *_instead(t.clock)))} ({', '.join(t.paragraphs)})" for t in triggers)


def _instead(clock: str) -> tuple[str, ...]:
    return tuple(next((rule.instead for rule in deadlines().rules if rule.name == clock), {}))


def _clock(trigger: Trigger, word: str | None) -> DeadlineRow:
    """The trigger's clock; as many days as the word asks for, where the clock has another way to start."""
    clock = next(rule for rule in deadlines().rules if rule.name == trigger.clock)
    if word in clock.instead:
        return msgspec.structs.replace(clock, days=clock.instead[word], text=clock.plus or clock.text, plus=None)
    return clock


# ---- counting ----------------------------------------------------------------------------------------------------


def count(clock: DeadlineRow, event: dt.date, closed: Collection[dt.date], doubtful: bool) -> tuple[Counted, ...]:
    """The days of a clock after an event, counted and passed over; the last is the day due. Nothing where no count of days tells it."""
    if clock.days is None or clock.unit not in ("business", "calendar"):
        return ()
    if event.year > calendar().last:
        why_closed(event)  # raises; far from now there is no day after
    start, number = (event + ONE, 0) if clock.unit == "business" and clock.days else (event + clock.days * ONE, clock.days)
    out: list[Counted] = []
    day = start
    while True:
        found = _day(day, closed, doubtful)
        if found.why is None:
            number += clock.unit == "business" and clock.days > 0
            out.append(found if out and clock.unit == "calendar" else msgspec.structs.replace(found, number=number))
            if number >= clock.days:
                return tuple(out)
        else:
            out.append(found if out or clock.unit == "business" else msgspec.structs.replace(found, number=number))
        day += ONE


def _day(day: dt.date, closed: Collection[dt.date], doubtful: bool) -> Counted:
    """A day, and why it is passed over if it is."""
    perhaps = calendar().doubtful.get(day)
    unsure = perhaps is not None and day not in closed and why_closed(day) is None
    why = why_closed(day, closed=closed, doubtful=doubtful)
    return Counted(day=day, why=why, doubtful=unsure, note=perhaps if unsure else _open(day) if why is None else None)


def _open(day: dt.date) -> str | None:
    """Why one might think that EDGAR was closed on a day on which it was open."""
    return next((row.why for row in closures().closures if row.edgar == "open" and holds(row, day)), None)


def _last(days: tuple[Counted, ...]) -> dt.date | None:
    return days[-1].day if days else None


def _sent(end: dt.date, late_after: dt.date, time: dt.time, closed: Collection[dt.date]) -> Sent:
    """What comes of a transmission begun at that hour of the last day."""
    filed = filing_day(dt.datetime.combine(end, time), closed=closed, doubtful=False)
    return Sent(at=time, filed=filed, late=business_days_between(late_after, filed, closed=closed, doubtful=False))


# ---- what follows ------------------------------------------------------------------------------------------------


def softened(row: ItemRow, names: tuple[str, ...], day: dt.date) -> tuple[Softened, ...]:
    """The two lists of the day, each for itself; nothing before there was one."""
    lists = relief(day) if row.regime == "section" else {}
    out = []
    for told in relief_facts().lists if lists else ():
        listed = tuple(p for p in names if row.number in lists[told.name] or p in lists[told.name])
        which = next(r for r in relief_facts().rows if r.list == told.name and holds(r, day))
        out.append(
            Softened(
                list=told.name,
                title=told.title,
                listed=listed,
                on_list=lists[told.name],
                citation=which.source,
                basis=which.basis,
                says=told.furnished if row.status == "furnished" else told.yes if listed else told.no,
            )
        )
    return tuple(out)


def _later(row: ItemRow, trigger: Trigger, event: dt.date, end: dt.date | None, closed: Collection[dt.date]) -> tuple[Later, ...]:
    """The other clocks: what may follow by amendment, and the item's paragraphs with a clock of their own."""
    out = [_follows(later, event, end, closed) for later in deadlines().later if any(_about(i, row, trigger) for i in later.items)]
    for p in paragraphs():
        own = p.item == row.number and not p.trigger and p.clock not in ("none", trigger.clock)
        if own and p.id not in trigger.paragraphs and holds(p, end or event):
            clock = next(r for r in deadlines().rules if r.name == p.clock)
            out.append(Later(what=f"{p.id}, {p.event}", when=clock.text.partition(". ")[0], citation=p.source, basis=p.basis))
    return tuple(out)


def _about(name: str, row: ItemRow, trigger: Trigger) -> bool:
    """Whether something that follows an item, or a paragraph, follows this event."""
    return name == row.number or name in trigger.paragraphs


def _follows(later: LaterRow, event: dt.date, end: dt.date | None, closed: Collection[dt.date]) -> Later:
    clock = next((r for r in deadlines().rules if r.name == later.clock), None)
    base = next((r for r in deadlines().rules if r.name == later.base), None)
    start = event if later.after == "event" else end or (_last(count(base, event, closed, False)) if base else None)
    day = _last(count(clock, start, closed, False)) if clock and start else None
    return Later(what=later.what, when=later.when, due=day, citation=later.source, basis=later.basis)


def _notes(row: ItemRow, clock: DeadlineRow, end: dt.date) -> tuple[str, ...]:
    """What else decides: another bound of the clock, and a form that changes before the last day."""
    notes = [clock.plus] if clock.plus and clock.plus not in clock.text else []
    if row.until is not None and end > row.until:
        new = form.topic(row.number, row.until) if row.regime == "legacy" else row.number
        notes.append(f"the form changes on {row.until + ONE}: a report filed from then on goes under Item {new}")
    if row.from_ is not None and row.from_ > end:
        notes.append(f"Item {row.number} is in force from {row.from_}")
    return tuple(notes)
