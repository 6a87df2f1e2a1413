"""A report -> the draft of its amendment, as Rule 12b-15 wants one (17 CFR 240.12b-15; form/deadlines.toml, `amendment`).

Comes in: a Draft of the report that is amended. Goes out: the Draft of an 8-K/A, and what could not be known. Add here: what the rule
carries over, or asks for anew.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

import msgspec

from eightk.drafted import Draft, Passage, Run
from eightk.drafting.derived import rederived
from eightk.drafting.open_questions import question
from eightk.drafting.questions import unsigned
from eightk.drafting.values import BLANK
from eightk.form.words import spelled, words
from eightk.model import Amendment, Exhibit, Item, Listing, Report

_LISTING = ("9.01", "7")  # the items that list exhibits, today's and the old form's
replace = msgspec.structs.replace


class NotThere(ValueError):
    """An item to be amended that the original does not have; `todo` names those it has."""

    def __init__(self, number: str, original: Report) -> None:
        super().__init__(f"the original has no Item {number}")
        self.todo = f"it has {', '.join(original.items.numbers()) or 'none'}"


class Amended(msgspec.Struct, frozen=True):
    """The draft of an amendment; `told`: what nobody but the filer can know, a sentence each."""

    draft: Draft
    told: tuple[str, ...]


def amendment(original: Draft, day: dt.date, numbers: Sequence[str] = (), filed: dt.date | None = None) -> Amended:
    """The draft of an 8-K/A to a report: its items complete, or those of `numbers` alone.

    `day`: by whose form it is worded; `filed`: when the original was filed, where that is known. Carried over: the event date, the cover,
    items with their exhibits. Anew: number, explanatory note, description, signatures. Raises NotThere.
    """
    report = original.report
    kept = _kept(report, numbers)
    number, told = _number(report)
    first = report.amendment.original_date if report.form == "8-K/A" and report.amendment else filed or report.cover.date_of_report
    note = _note(report, number, first, filed, [report.items[n] for n in kept], day)
    exhibits = tuple(_carried(report, kept))
    changes: dict[str, Any] = {
        "form": "8-K/A", "amendment": Amendment(number=number, original_date=first), "path": None, "header": None, "documents": (),
        "items": Listing(report.items[n] for n in kept), "exhibits": Listing(exhibits), "signatures": unsigned(report.signatures),
        "cover": replace(report.cover, dated=None),
    }  # fmt: skip
    listed = {one.number for one in exhibits}
    draft = replace(
        original, report=replace(report, **changes), bodies=tuple(original.bodies[n] for n in kept), description=note, places={},
        explanation=(Passage(kind="paragraph", runs=(Run(text=note),)), question(_SAME)),
        files={n: file for n, file in original.files.items() if n in listed},
        origins={n: origin for n, origin in original.origins.items() if n in listed},
    )  # fmt: skip
    if first is None:
        told = (*told, f"the date of the original is not known; put it in place of {BLANK}, and into amendment")
    attached = [one.number for one in exhibits if not one.incorporated_by_reference]
    if attached:
        told = (*told, f"exhibits carried over ({', '.join(attached)}): put their files beside the draft, or incorporate them by reference")
    return Amended(replace(draft, report=rederived(draft)), told)


_SAME = "what changes, and why: in your words, here and in amendment_description, which say the same (17 CFR 240.12b-15; EFM 6.5.20)"


def _kept(report: Report, numbers: Sequence[str]) -> list[int]:
    """The positions of the items that are amended."""
    missing = next((number for number in numbers if report.items.get(number) is None), None)
    if missing is not None:
        raise NotThere(missing, report)
    return [n for n, item in enumerate(report.items) if not numbers or item.number in numbers]


def _number(report: Report) -> tuple[int | None, tuple[str, ...]]:
    """The number of the amendment, and how sure it is."""
    if report.form != "8-K/A":
        return 1, ("it is numbered 1: right if the report was not amended before",)
    last = report.amendment.number if report.amendment else None
    if last is None:
        return None, (f"the original is an 8-K/A that does not say its number; put yours in place of {BLANK}, and into amendment",)
    return last + 1, (f"it is numbered {last + 1}: right if No. {last} is the last amendment so far",)


def _note(report: Report, number: int | None, first: dt.date | None, filed: dt.date | None, items: list[Item], day: dt.date) -> str:
    """The explanatory note, which is the description too."""
    names = list(dict.fromkeys(item.number for item in items))
    told = f"Item{'s' if len(names) > 1 else ''} {', '.join(names[:-1])}{' and ' if len(names) > 1 else ''}{names[-1]}" if names else BLANK
    row = "amends-filed" if filed is not None and first == filed else "amends-dated"
    note = words(row, day, number=str(number or BLANK), date=spelled(first) if first else BLANK, items=told)
    return f"{note} {BLANK}"


def _carried(report: Report, kept: list[int]) -> list[Exhibit]:
    """The exhibits of the items that are amended: all with the item that lists them, else those the items name."""
    items = [report.items[n] for n in kept]
    if any(item.number in _LISTING for item in items):
        return list(report.exhibits)
    return [one for one in report.exhibits if any(_names(item, one.number) for item in items)]


def _names(item: Item, number: str) -> bool:
    """Whether an item speaks of an exhibit."""
    if any(one.exhibit == number for one in item.incorporates):
        return True
    return re.search(rf"\bexhibits?\b[^.;]{{0,80}}?(?<![\d.]){re.escape(number)}(?![\d]|\.\d)", item.text, re.I) is not None
