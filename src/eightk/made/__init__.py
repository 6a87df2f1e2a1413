"""Reports that nobody filed: made at random from a seed, laid out as their years did, roughened as filers do, with the true answers.

Comes in: a seed, a number, years, the roughenings that are allowed. Goes out: `Made`: the bytes of a submission, what a person would find
in it, the roughenings it has. Add here: nothing; a sentence is a row of grammar.toml, a habit is one of `Hand` (sheet.py), a way to be
rough is a function in `rough/`.

The same seed and number give the same bytes on any machine, with the same version of eightk.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from eightk.form.sending import container_of
from eightk.made.answers import Json, answers
from eightk.made.attach import attached
from eightk.made.dice import Dice
from eightk.made.marked import marked
from eightk.made.plan import FIRST, LAST, Plan, planned
from eightk.made.rough import heads, packages, pages, report, sheets
from eightk.made.rough.table import TABLE, Roughening, chosen
from eightk.made.sheet import Hand, Head, Sheet, hand, sheet
from eightk.made.typed import typed
from eightk.made.wrap import Attached, Package, header, wrapped
from eightk.model import Item, Listing
from eightk.write.ascii import to_ascii
from eightk.write.html import to_html
from eightk.write.ixbrl import cover_tags, to_ixbrl

__all__ = ["FIRST", "LAST", "ROUGHENINGS", "Made", "Order", "make"]

ROUGHENINGS = dict(sorted(((name, one) for name, one in TABLE.items()), key=lambda pair: pair[0]))
"""Name -> what it does, its years and media."""
_MODULES = (heads, packages, pages, report, sheets)  # imported so that their functions enter the table
_OURS = 0.25  # the share of reports that eightk's own writers set
replace = msgspec.structs.replace


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for: a seed, the years (both included), the roughenings allowed."""

    seed: int
    years: tuple[int, int] = (FIRST, LAST)
    rough: frozenset[str] = frozenset(TABLE)


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """A made filing. `hand`: whose layout, "eightk" or "other"."""

    number: int
    accession: str
    day: dt.date
    medium: str
    hand: str
    roughenings: tuple[str, ...]
    data: bytes
    answers: Json


def make(order: Order, number: int) -> Made:
    """The filing of a number, from 0."""
    dice = Dice(f"{order.seed}:{number}")
    own = not dice.chance(_OURS)
    plan = planned(dice, order.years, own)
    wanted = chosen(Dice(f"{order.seed}:{number}:rough"), plan.day, plan.medium, own, order.rough)
    work = _Work(Dice(f"{order.seed}:{number}:how"), plan.day, wanted)
    plan = work.run("report", plan)
    text, plan = _own(work, plan, hand(dice)) if own else (_ours(plan), plan)
    text = work.run("page", text)
    accession = f"{9990000 + number // 1_000_000:010d}-{plan.day.year % 100:02d}-{number % 1_000_000:06d}"
    package = work.run("package", _package(dice, plan, text, accession))
    told = {"accession": accession if package.header is not None and package.container else None, **answers(plan.draft)}
    return Made(
        number=number, accession=accession, day=plan.day, medium=plan.medium, hand="other" if own else "eightk",
        roughenings=tuple(work.used), data=wrapped(package), answers=told,
    )  # fmt: skip


class _Work:
    """Roughenings at work on one report; `used` are those that found something to change."""

    def __init__(self, dice: Dice, day: dt.date, wanted: list[Roughening]) -> None:
        self.dice, self.day, self.wanted = dice, day, wanted
        self.used: list[str] = []

    def run(self, stage: str, thing: Any) -> Any:
        """The thing after every roughening of a stage."""
        for one in self.wanted:
            if one.stage == stage and (changed := one.apply(self.dice, thing, self.day)) is not None:
                thing = self._noted(one, changed, thing)
        return thing

    def heads(self, page: Sheet) -> Sheet:
        """The sheet after every roughening of headings: a filer's slip is in one heading, or in all."""
        for one in (one for one in self.wanted if one.stage == "head"):
            places = [n for n, e in enumerate(page.items) if isinstance(e, Head)]
            items = list(page.items)
            for n in places if self.dice.chance(0.6) or one.every else [self.dice.pick(places)]:
                head = items[n]
                changed = one.apply(self.dice, head, self.day)
                items[n] = self._noted(one, changed, head) if changed is not None else head
            page = replace(page, items=tuple(items))
        return page

    def _noted(self, one: Roughening, changed: Any, before: Any) -> Any:
        if changed != before and one.name not in self.used:
            self.used.append(one.name)
        return changed


# ---- layouts -------------------------------------------------------------------------------------------------


def _ours(plan: Plan) -> str:
    """The report as eightk's own writers set it."""
    if plan.medium == "ixbrl":
        return to_ixbrl(plan.draft, plan.day)[0].decode("ascii")
    to = to_ascii if plan.medium == "ascii" else to_html
    return to(plan.draft, plan.day).decode("ascii")


def _own(work: _Work, plan: Plan, by: Hand) -> tuple[str, Plan]:
    """The report as another hand sets it, and the plan with the titles that were printed."""
    clean = sheet(plan.draft, plan.day)
    page = work.heads(clean)
    pairs = zip(clean.items, page.items, strict=True)
    heads = [(before.word, after.title) for before, after in pairs if isinstance(before, Head) and isinstance(after, Head)]
    plan = _titled(plan, heads)
    page = work.run("sheet", page)
    by = work.run("hand", by)
    if plan.medium == "ascii":
        return typed(page, by), plan
    if plan.medium == "html":
        return marked(page, by), plan
    tags = cover_tags(plan.draft, plan.day)
    text = marked(page, by, tags.tag, f"<?xml version='1.0' encoding='ASCII'?>\n<html {tags.namespaces}>", tags.hidden)
    return text.replace("<br>", "<br/>").replace("&nbsp;", "&#160;"), plan


def _titled(plan: Plan, printed: list[tuple[str, str | None]]) -> Plan:
    """The plan with the titles as they are printed, each with the word before it: "Items" heads several."""
    items = list(plan.draft.report.items)
    out: list[Item] = []
    for word, title in printed:
        first = len(out)
        out.append(replace(items[first], title=title))
        while word == "Items" and len(out) < len(items) and items[len(out)].text_id == items[first].text_id:
            out.append(replace(items[len(out)], title=title))
    return replace(plan, draft=replace(plan.draft, report=replace(plan.draft.report, items=Listing(out))))


def _package(dice: Dice, plan: Plan, text: str, accession: str) -> Package:
    ending = "txt" if plan.medium == "ascii" else "htm"
    wrapper = "XBRL" if plan.medium == "ixbrl" else ""
    own = Attached(plan.draft.report.form or "8-K", f"d{accession[-6:]}.{ending}", text, wrapper=wrapper)
    documents = (own, *attached(dice, plan))
    return Package(
        accession=accession, day=plan.day, documents=documents, container=container_of(plan.day).tag,
        header=header(plan.draft, accession, plan.day, len(documents)),
    )  # fmt: skip
