"""What an item asks for, on a day: trigger, words, when nothing is due, status, exhibits, the exchanges' notices, history.

Comes in: an item or a paragraph of one, a day. Goes out: `About`, made of rows with their sources. Add here: a question about an item
that rows answer.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal

import msgspec

from eightk import form
from eightk.form.clocks import DeadlineRow, NoticeRow, deadlines, notices
from eightk.form.due import Softened, elsewhere, softened
from eightk.form.duties import ParagraphRow, exhibits, lettered, paragraphs
from eightk.form.rows import CrosswalkRow, ItemRow, holds

_NAMED = re.compile(r"(?:item\s*)?(\d{1,2}(?:\.\d\d)?)\s*(\([a-z]\))?", re.I)


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """An exhibit that a paragraph speaks of."""

    number: str
    title: str
    need: str
    paragraph: str


class Time(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of filing dates with one title and one status of the item."""

    title: str
    status: Literal["filed", "furnished"]
    since: dt.date | None
    until: dt.date | None
    source: str
    basis: str


class About(msgspec.Struct, frozen=True, kw_only=True):
    """An item on a day. `day` None: as the form stands in the facts."""

    number: str
    title: str
    day: dt.date | None
    facts: str
    status: Literal["filed", "furnished"]
    trigger: str | None
    deadline: DeadlineRow
    paragraphs: tuple[ParagraphRow, ...]
    exhibits: tuple[Wanted, ...]
    softened: tuple[Softened, ...]
    notices: tuple[NoticeRow, ...]
    history: tuple[Time, ...]
    crosswalk: tuple[CrosswalkRow, ...]
    note: str | None
    source: str
    basis: str


def explain_item(item: str, *, on: dt.date | None = None) -> About:
    """All that is known of an item ("7.01", "5.02(b)", "9") on a filing date; without one, as the form stands now, or last stood.

    Raises ValueError for what is no item, or was none on that day.
    """
    found = _NAMED.fullmatch(item.strip())
    if not found:
        raise ValueError(f"{item!r} names no item; write it as 5.02, or 5.02(b)")
    rows = [row for row in form.items() if row.number == found[1]]
    row = form.meaning(found[1], on)
    if row is None or (on is not None and not holds(row, on)):
        spans = ", ".join(f"{r.from_ or 'the beginning'} to {r.until or 'today'}" for r in rows)
        raise ValueError(
            f"Item {found[1]} was not on the form on {on}: it was from {spans}{elsewhere(rows, on)}"
            if rows
            else f"the form never had an Item {found[1]}"
        )
    day = on or row.until or dt.date.max
    some = tuple(p for p in paragraphs() if p.item == row.number and holds(p, day) and lettered(p, found[2]))
    if not some:
        raise ValueError(f"Item {row.number} has no paragraph {found[2]}" + (f" on {on}" if on else ""))
    return About(
        number=row.number, title=row.title, day=on, facts=form.FACTS, status=row.status, trigger=row.trigger,
        deadline=next(d for d in deadlines().rules if d.name == row.deadline), paragraphs=some, exhibits=_exhibits(some),
        softened=softened(row, tuple(p.id for p in some), day), notices=tuple(n for n in notices().notices if _noticed(n, row, day)),
        history=tuple(Time(title=r.title, status=r.status, since=r.from_, until=r.until, source=r.source, basis=r.basis) for r in rows),
        crosswalk=tuple(c for c in form.crosswalk() if row.number in (c.old, c.new)), note=row.note, source=row.source, basis=row.basis,
    )  # fmt: skip


def _exhibits(some: tuple[ParagraphRow, ...]) -> tuple[Wanted, ...]:
    titles = {row.number: row.title for row in exhibits().exhibits}
    return tuple(Wanted(number=e.number, title=titles.get(e.number, ""), need=e.need, paragraph=p.id) for p in some for e in p.exhibits)


def _noticed(notice: NoticeRow, row: ItemRow, day: dt.date) -> bool:
    """Whether an exchange's rule speaks of what the item reports: it names the item, or it names none."""
    listed = next(n.items for n in notices().notices if n.items)
    return row.regime == "section" and holds(notice, day) and row.number in (notice.items or listed)
