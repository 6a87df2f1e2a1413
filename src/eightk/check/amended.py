"""Checks of an 8-K/A: what it says of itself, and whether it goes with its original.

Comes in: a case, with the original where it is given. Goes out: hits, by the code of the requirement. Add here: a rule; its words are in
form/requirements.toml.
"""

from __future__ import annotations

from collections.abc import Iterator

from eightk import form
from eightk.check.case import Case
from eightk.check.rule import Hit, Table, hit
from eightk.form.phrases import pattern
from eightk.form.words import spelled
from eightk.model import Item

RULES = rules = Table()

_EXHIBITS = frozenset({"7", "9.01"})
_HALF = 2
_SHORT = 12  # words: an item of so few has nothing that could be left out


@rules("C14")
def numbered(case: Case) -> Iterator[Hit]:
    """An 8-K/A has its number, "Amendment No. 1", the next after the original's, and says what it amends.

    Amendments to one report are counted from 1; the number is compared where the original is given.
    Good: "Amendment No. 1" and a note of what changes. Bad: "FORM 8-K/A" alone; "Amendment No. 3" of a report never amended.
    """
    amendment = case.report.amendment
    if case.report.form != "8-K/A" or amendment is None:
        return
    place = case.report.spans.get("form")
    if amendment.number is None:
        yield hit(place, what='does not say which amendment it is ("Amendment No. 1")')
    elif case.original is not None:
        last = case.original.amendment.number if case.original.amendment else 0
        if last is not None and amendment.number != last + 1:
            yield hit(
                amendment.spans.get("number"), what=f"is numbered {amendment.number}; after the original given it would be {last + 1}"
            )
    words = "\n".join(item.text for item in case.report.items).lower()
    if not pattern("amends").search(words) and not case.says(case.cover_words, "amends"):
        yield hit(place, what="does not say what it amends, or why (an explanatory note)")


@rules("C16")
def date_of_original(case: Case) -> Iterator[Hit]:
    """An 8-K/A carries the date of report of its original.

    The date is that of the earliest event, which an amendment does not move. Good: both of September 10. Bad: the day of the amendment.
    """
    original = case.original.cover.date_of_report if case.original else None
    day = case.report.cover.date_of_report
    if case.report.form == "8-K/A" and original is not None and day is not None and day != original:
        yield hit(case.report.cover.spans.get("date_of_report"), day=spelled(day), original=spelled(original))


@rules("C17")
def in_full(case: Case) -> Iterator[Hit]:
    """An 8-K/A gives each item it amends in full, and is signed anew.

    An amendment sets forth the complete text of each item as amended. The list of exhibits may be of the new ones alone.
    Good: Item 1.01 once more with the right price. Bad: "the price is $5.6 million" alone; the original's signature date.
    """
    if case.report.form != "8-K/A" or case.original is None:
        return
    for item in case.report.items:
        before = case.original.items.get(item.number)
        if before is None or form.topic(item.number, case.day) in _EXHIBITS or item.number in _EXHIBITS:
            continue
        had, has = _size(before), _size(item)
        if had > _SHORT and has * _HALF < had:
            yield hit(case.heading(item), what=f"Item {item.number} has {has} words where the original has {had}; it is given in full")
    signed = [s for s in case.report.signatures if s.date is not None]
    days = [s.date for s in case.original.signatures if s.date is not None]
    if signed and days and max(s.date for s in signed if s.date) <= max(days):
        yield hit(signed[0].spans.get("date"), what="The signature is not later than the original's; an amendment is signed anew")


def _size(item: Item) -> int:
    return len(item.text.split())
