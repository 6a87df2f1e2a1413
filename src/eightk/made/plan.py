"""A report that was never filed: who, when, which items, exhibits, signatures, as a Draft.

Comes in: Dice and the years. Goes out: `Plan`: a complete Draft, the day it is filed on, its medium. Add here: what a report may hold.
Which items there are, and when a cover prints what, are the facts of `form/`.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from eightk import form
from eightk.drafted import Draft, Enrolled
from eightk.form.days import roll
from eightk.made.body import body, paragraph
from eightk.made.dice import Dice
from eightk.made.grammar import Telling, company, fill, person, sentence, state, table, title, town
from eightk.model import Amendment, Cover, Exhibit, Item, Listing, Registrant, Report, Security, Signature
from eightk.write.complete import EXHIBITS, complete

FIRST, LAST = 1993, 2026
MEDIA = ("ascii", "html", "ixbrl")
HTML_FROM, HTML_ALONE, INLINE_FROM = dt.date(2000, 6, 1), dt.date(2009, 1, 1), dt.date(2019, 8, 1)
"""When reports came to be set in HTML, when hardly any was set in characters any more, when covers came to be tagged: practice, not law."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A made report before it is laid out: its Draft, complete, and what its sentences are about."""

    draft: Draft
    day: dt.date
    medium: str
    telling: Telling


def planned(dice: Dice, years: tuple[int, int] = (FIRST, LAST), own: bool = False) -> Plan:
    """A report of one of the years, both ends included. `own`: a hand of ours will set its list of exhibits, whatever the medium."""
    day = _business_day(dt.date(dice.whole(*years), 1, 1) + dt.timedelta(days=dice.whole(0, 364)))
    medium = _medium(dice, day)
    event = day - dt.timedelta(days=dice.whole(0, 6))
    names = [company(dice) for _ in range(3 if dice.chance(0.02) else 2 if dice.chance(0.07) else 1)]
    numbers = _items(dice, day)
    exhibits = _exhibit_numbers(dice, numbers)
    told = Telling(company=names[0], day=event, items=tuple(numbers), exhibits=tuple(exhibits))
    amended = dice.chance(0.06)
    report = Report(
        form="8-K/A" if amended else "8-K", amendment=Amendment(number=dice.whole(1, 3)) if amended else None,
        cover=_cover(dice, names, event, day), items=Listing(Item(number=n, text_id=i) for i, n in enumerate(numbers)),
        exhibits=Listing(Exhibit(number=n, description=_described(dice, told)) for n in exhibits),
        signatures=tuple(_signatures(dice, names, day)),
    )  # fmt: skip
    bodies = tuple(() if n in EXHIBITS else body(dice, _in(told, n), form.topic(n, day) or n) for n in numbers)
    note = (paragraph(sentence(dice, told, "explanations")),) if amended and dice.chance(0.5) else ()
    draft = Draft(
        report=report, bodies=bodies, filers=tuple(Enrolled(cik=f"{dice.whole(9990000, 9999999):010d}") for _ in names), explanation=note,
        files={n: f"ex{n.replace('.', '-')}.{'txt' if medium == 'ascii' else 'htm'}" for n in exhibits},
    )  # fmt: skip
    return Plan(
        draft=complete(draft, day, ascii=medium == "ascii" and not own, inline=medium == "ixbrl"), day=day, medium=medium, telling=told
    )


def _in(told: Telling, number: str) -> Telling:
    return msgspec.structs.replace(told, own=number)


def _business_day(day: dt.date) -> dt.date:
    """The day, or the next on which EDGAR is open; never another year's."""
    moved = roll(day)
    return moved if moved.year == day.year else day - dt.timedelta(days=5)


def _medium(dice: Dice, day: dt.date) -> str:
    if day >= INLINE_FROM:
        return "ixbrl" if dice.chance(0.8) else "html"
    if day < HTML_FROM:
        return "ascii"
    return "html" if dice.chance(0.97 if day >= HTML_ALONE else 0.55) else "ascii"


def _items(dice: Dice, day: dt.date) -> list[str]:
    """One to four items of the form of that day, in its order, those of exhibits more often than not."""
    numbers = list(form.on(day).items)
    last = next((n for n in EXHIBITS if n in numbers), None)
    others = [n for n in numbers if n not in EXHIBITS]
    common = [n for n in others if n in ("5", "2", "9", "8.01", "7.01", "2.02", "5.02", "1.01")]
    count = 1 if dice.chance(0.6) else 2 if dice.chance(0.6) else 3
    some = set(dice.some(common if dice.chance(0.5) else others, count))
    if last is not None and dice.chance(0.7):
        some.add(last)
    return [n for n in numbers if n in some]


# ---- cover ---------------------------------------------------------------------------------------------------


def _cover(dice: Dice, names: list[str], event: dt.date, day: dt.date) -> Cover:
    listed = day >= dt.date(2019, 5, 2) and dice.chance(0.8)
    boxes = ("425", "14a-12", "14d-2", "13e-4")
    return Cover(
        date_of_report=event, registrants=tuple(_registrant(dice, name) for name in names),
        checkboxes={box: dice.chance(0.06) for box in boxes} if day >= form_day("5.02") else None,
        securities=tuple(_securities(dice)) if listed else (),
        emerging_growth=dice.chance(0.2) if day >= dt.date(2017, 4, 12) else None,
    )  # fmt: skip


def form_day(number: str) -> dt.date:
    """The first filing date of an item."""
    return min(row.from_ for row in form.items() if row.number == number and row.from_ is not None)


def _registrant(dice: Dice, name: str) -> Registrant:
    place, _, zips, area = state(dice)
    home, letters, zips, area = state(dice)
    parts = table("words")["place"]
    street = f"{dice.whole(1, 9900)} {dice.pick(parts['streets'])} {dice.pick(parts['ways'])}"
    suite = f", {fill_number(dice, dice.pick(parts['suites']))}" if dice.chance(0.4) else ""
    where = f"{street}{suite}, {town(dice)}, {dice.pick((home, letters))} {zips}{dice.whole(0, 99):02d}"
    return Registrant(
        name=name.upper() if dice.chance(0.5) else name, jurisdiction=place, ein=f"99-{dice.whole(0, 9999999):07d}",
        file_number=dice.pick(("000-{:05d}", "001-{:05d}", "0-{:05d}", "1-{:05d}", "333-{:05d}")).format(dice.whole(90000, 99999)),
        address=where, phone=dice.pick(("({}) 555-{:04d}", "{}-555-{:04d}", "({})555-{:04d}")).format(area, dice.whole(100, 199)),
        former=dice.pick((None, None, None, "N/A", "Not applicable", "None", f"{company(dice)}")),
    )  # fmt: skip


def fill_number(dice: Dice, template: str) -> str:
    """A template with a number in it."""
    return str(template).format(n=dice.whole(1, 40) * 10)


def _securities(dice: Dice) -> list[Security]:
    parts = table("words")["place"]
    letters = "".join(dice.pick("ABCDEFGHKLMNPRSTVWZ") for _ in range(dice.whole(2, 4)))
    titles = dice.some(parts["classes"], dice.whole(1, 3))
    exchange = dice.pick(parts["exchanges"])
    return [Security(title=one, symbol=f"{letters}{'' if n == 0 else 'PWU'[n % 3]}", exchange=exchange) for n, one in enumerate(titles)]


# ---- exhibits and signatures ---------------------------------------------------------------------------------


def _exhibit_numbers(dice: Dice, numbers: list[str]) -> list[str]:
    if not set(EXHIBITS) & set(numbers):
        return []
    kinds = ("2.1", "3.1", "4.1", "10.1", "10.2", "16.1", "99.1", "99.2") if dice.chance(0.8) else ("2", "4", "10", "16", "20", "23", "99")
    return dice.some(kinds, dice.whole(1, 3))


def _described(dice: Dice, told: Telling) -> str:
    return fill(dice, sentence(dice, told, "exhibits"), told)


def _signatures(dice: Dice, names: list[str], day: dt.date) -> list[Signature]:
    signers = [(name, person(dice), title(dice)) for name in names]
    if len(names) == 1 and dice.chance(0.08):
        signers.append((names[0], person(dice), title(dice)))
    days = [day, *(day - dt.timedelta(days=1 if dice.chance(0.3) else 0) for _ in signers[1:])]  # not all sign on one day
    return [
        Signature(registrant=name, name=who, title=as_, date=at, signed=True) for (name, who, as_), at in zip(signers, days, strict=True)
    ]
