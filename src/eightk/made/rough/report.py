"""Roughenings of the report itself: what it holds, and so what is to be read from it."""

from __future__ import annotations

import datetime as dt

import msgspec

from eightk import form
from eightk.drafted import Draft, Passage, Passages, Run
from eightk.made.body import paragraph
from eightk.made.dice import Dice
from eightk.made.grammar import amount, person, sentence, title
from eightk.made.plan import Plan
from eightk.made.rough.table import roughening
from eightk.model import Item, Listing
from eightk.write.complete import EXHIBITS

replace = msgspec.structs.replace


def _with(plan: Plan, items: list[Item], bodies: list[Passages]) -> Plan:
    report = replace(plan.draft.report, items=Listing(items))
    return replace(plan, draft=replace(plan.draft, report=report, bodies=tuple(bodies)))


def _parts(draft: Draft) -> tuple[list[Item], list[Passages]]:
    return list(draft.report.items), list(draft.bodies)


def _texts(draft: Draft) -> list[int]:
    """The items that have a text of their own."""
    items = draft.report.items
    return [n for n, i in enumerate(items) if draft.bodies[n] and i.number not in EXHIBITS and not i.combined and not i.not_applicable]


def _added(plan: Plan, n: int, passages: list[Passage], at: int | None = None) -> Plan:
    items, bodies = _parts(plan.draft)
    at = len(bodies[n]) if at is None else min(at, len(bodies[n]))
    bodies[n] = (*bodies[n][:at], *passages, *bodies[n][at:])
    return _with(plan, items, bodies)


# ---- items that say nothing ----------------------------------------------------------------------------------


def _unused(plan: Plan, day: dt.date) -> list[str]:
    there = plan.draft.report.items.numbers()
    return [n for n in form.on(day).items if n.isdigit() and int(n) <= 8 and n not in there]


@roughening("report", until=2004, group="none", share=0.05)
def none_items(dice: Dice, plan: Plan, day: dt.date) -> Plan | None:
    """Items that do not apply, in one heading before or behind the others: "Items 1 through 4, 6 and 8  Not Applicable"."""
    numbers = _unused(plan, day)
    if len(numbers) < 2:
        return None
    items, bodies = _parts(plan.draft)
    shared = max((i.text_id for i in items), default=0) + 1
    added = [Item(number=n, combined=True, text_id=shared, not_applicable=True) for n in numbers]
    text = (paragraph(dice.pick(("Not applicable.", "Not Applicable.", "None.", "Inapplicable."))),)
    empty: list[Passages] = [()] * (len(added) - 1) + [text]
    if dice.chance(0.7):
        return _with(plan, [*added, *items], [*empty, *bodies])
    return _with(plan, [*items, *added], [*bodies, *empty])


@roughening("report", until=2004, group="none", share=0.05)
def none_each(dice: Dice, plan: Plan, day: dt.date) -> Plan | None:
    """Every item of the form is headed, and those that do not apply say so."""
    numbers = _unused(plan, day)
    items, bodies = _parts(plan.draft)
    words = dice.pick(("Not applicable.", "None.", "Not Applicable"))
    last = max((i.text_id for i in items), default=0)
    rows = form.on(day).items
    added = [
        (Item(number=n, title=rows[n].title, text_id=last + k, not_applicable=True), (paragraph(words),)) for k, n in enumerate(numbers, 1)
    ]
    every = sorted([*zip(items, bodies, strict=True), *added], key=lambda pair: list(rows).index(pair[0].number))
    return _with(plan, [i for i, _ in every], [b for _, b in every])


# ---- which items, in which order -----------------------------------------------------------------------------


@roughening("report", group="order", share=0.05)
def out_of_order(dice: Dice, plan: Plan, day: dt.date) -> Plan | None:
    """Items in another order than the form's."""
    items, bodies = _parts(plan.draft)
    if len(items) < 2 or any(i.combined for i in items):
        return None
    turned = dice.mixed(list(zip(items, bodies, strict=True)))
    return _with(plan, [i for i, _ in turned], [b for _, b in turned])


@roughening("report", group="order", share=0.06)
def combined(dice: Dice, plan: Plan, day: dt.date) -> Plan | None:
    """Two items with one text under one heading, or under two that stand together: "Items 2.02 and 7.01"."""
    items, bodies = _parts(plan.draft)
    texts = _texts(plan.draft)
    pairs = [n for n in texts if n + 1 in texts]
    if not pairs:
        return None
    n = dice.pick(pairs)
    one_title = dice.chance(0.5)
    both = [replace(i, combined=True, text_id=items[n].text_id, title=None if one_title else i.title) for i in items[n : n + 2]]
    return _with(plan, [*items[:n], *both, *items[n + 2 :]], [*bodies[:n], (), bodies[n], *bodies[n + 2 :]])


# ---- words that look like headings ---------------------------------------------------------------------------


@roughening("report", share=0.08)
def cross_references(dice: Dice, plan: Plan, day: dt.date) -> Plan | None:
    """A paragraph that begins with another item's number: "Item 5.02 of this report is incorporated herein by reference."."""
    texts, numbers = _texts(plan.draft), plan.draft.report.items.numbers()
    if not texts:
        return None
    n = dice.pick(texts)
    told = dice.pick((
        "Item {n} of this Current Report is incorporated herein by reference.",
        "Item {n} above tells of the closing, and nothing of it is repeated here.",
        "The information set forth in Item {n} of this Current Report on Form 8-K is incorporated by reference into this Item.",
        "See Item {n} of the annual report on Form 10-K, which is incorporated herein.",
    ))  # fmt: skip
    return _added(plan, n, [paragraph(told.format(n=dice.pick(numbers)))], 1)


@roughening("report", share=0.05)
def quoted_heading(dice: Dice, plan: Plan, day: dt.date) -> Plan | None:
    """A heading of another report quoted in a paragraph of its own."""
    texts = _texts(plan.draft)
    rows = [row for row in form.on(day).items.values() if row.number not in plan.draft.report.items.numbers()]
    if not texts or not rows:
        return None
    row = dice.pick(rows)
    words = f'"Item {row.number}. {row.title}" of the report that was filed a month ago is changed to read as follows:'
    return _added(plan, dice.pick(texts), [paragraph(words), paragraph(sentence(dice, plan.telling))], 1)


@roughening("report", since=2010, share=0.5)
def ballot(dice: Dice, plan: Plan, day: dt.date) -> Plan | None:
    """The proposals of a meeting, numbered as items: "Item No. 1" inside 5.07."""
    at = next((n for n in _texts(plan.draft) if plan.draft.report.items[n].number == "5.07"), None)
    if at is None:
        return None
    word = dice.pick(("Item No. ", "Item ", "Proposal ", "Item #"))
    subjects = dice.some(
        ("Election of Directors", "Ratification of the Auditors", "Advisory Vote on Compensation", "Stock Plan"), dice.whole(2, 4)
    )
    out: list[Passage] = []
    for n, subject in enumerate(subjects, 1):
        out += [paragraph(f"{word}{n} {dice.pick(('-', '--', ':'))} {subject}"), _votes(dice)]
    return _added(plan, at, out)


def _votes(dice: Dice) -> Passage:
    rows = [
        ("For", "Against", "Abstained"),
        tuple(f"{dice.whole(1, 90)},{dice.whole(0, 999):03d},{dice.whole(0, 999):03d}" for _ in range(3)),
    ]
    return Passage(kind="table", rows=tuple(tuple((Run(text=cell),) for cell in row) for row in rows))


@roughening("report", since=2005, share=0.25)
def form_10_items(dice: Dice, plan: Plan, day: dt.date) -> Plan | None:
    """The items of another form inside 2.01, as a former shell must give them: "Item 1. Business", "Item 1A. Risk Factors"."""
    at = next((n for n in _texts(plan.draft) if plan.draft.report.items[n].number == "2.01"), None)
    if at is None:
        return None
    heads = (
        "Item 1. Business",
        "Item 1A. Risk Factors",
        "Item 2. Financial Information",
        "Item 3. Properties",
        "Item 5. Directors and Executive Officers",
        "Item 8. Legal Proceedings",
    )
    out: list[Passage] = [paragraph("The following is the information that Form 10 would ask for.")]
    for words in dice.some(heads, dice.whole(2, 6)):
        out += [Passage(kind="heading", depth=1, runs=(Run(text=words, bold=True),)), paragraph(sentence(dice, plan.telling))]
    return _added(plan, at, out)


@roughening("report", share=0.3)
def letter_inside(dice: Dice, plan: Plan, day: dt.date) -> Plan | None:
    """An accountants' letter, signed, inside the item that tells of them."""
    at = next((n for n in _texts(plan.draft) if plan.draft.report.items[n].number in ("4", "4.01")), None)
    if at is None:
        return None
    words = (
        "Securities and Exchange Commission",
        "We have read the statements above and agree with them.",
        "Very truly yours,",
        f"/s/ {person(dice)} & Co.",
    )
    return _added(plan, at, list(map(paragraph, words)))


# ---- cover and signatures ------------------------------------------------------------------------------------


@roughening("report", group="date", share=0.08)
def two_dates(dice: Dice, plan: Plan, day: dt.date) -> Plan | None:
    """Two dates on the cover, that of the report and that of the event: "May 6, 2021 (May 4, 2021)"."""
    page = plan.draft.report.cover
    if page.date_of_report is None or page.date_of_report == day:
        return None
    report = replace(plan.draft.report, cover=replace(page, dated=day))
    return replace(plan, draft=replace(plan.draft, report=report))


@roughening("report", group="signature", share=0.03)
def not_signed(dice: Dice, plan: Plan, day: dt.date) -> Plan:
    """A line for the signature that nobody signed."""
    report = plan.draft.report
    signatures = tuple(replace(one, signed=False) for one in report.signatures)
    return replace(plan, draft=replace(plan.draft, report=replace(report, signatures=signatures)))


@roughening("report", since=2004, share=0.05)
def terms_in_table(dice: Dice, plan: Plan, day: dt.date) -> Plan | None:
    """A table whose first cells are items of something else: "Item 1", "Item 2"."""
    texts = _texts(plan.draft)
    if not texts:
        return None
    rows = [
        ("Lot", "Bought by", "Price"),
        *((f"Item {n}", f"{person(dice)}, {title(dice)}", amount(dice)) for n in range(1, dice.whole(3, 5))),
    ]
    table = Passage(kind="table", rows=tuple(tuple((Run(text=cell),) for cell in row) for row in rows))
    return _added(plan, dice.pick(texts), [table])
