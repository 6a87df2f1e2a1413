"""Checks of what exhibits tell of results: whether they belong to another item, and whether their measures are reconciled.

Comes in: a case with the texts of exhibits. Goes out: hits, by the code of the requirement. Add here: a rule that reads an exhibit's text.
"""

from __future__ import annotations

from collections.abc import Iterator

from eightk.check.case import Case
from eightk.check.paragraphs import whole_number
from eightk.check.rule import Hit, Table, hit
from eightk.form.evidence import role
from eightk.form.phrases import pattern
from eightk.model import Item, Span

RULES = rules = Table()

_HEAD, _OPENING = 1500, 20_000
"""Letters of a release in which its headline stands, and in which its figures begin."""


def _releases(case: Case) -> Iterator[tuple[str, str]]:
    """Numbers and texts, in lower case, of the exhibits that may be press releases."""
    for number in case.texts:
        if whole_number(number) in role("release exhibits"):
            yield number, case.low_texts[number]


def _results(text: str) -> bool:
    """Whether a release tells the results of a completed period: headline, period and figures, and no mere announcement of a date."""
    head = " ".join(text[: 3 * _HEAD].split())[:_HEAD]
    headline = pattern("results-headline").search(head)
    if headline is None or pattern("results-to-come").search(head, max(0, headline.start() - 60), headline.end() + 20):
        return False
    figures = list(pattern("result-figures").finditer(text, 0, _OPENING))
    return len(figures) > 1 and pattern("period-ended").search(text, 0, _OPENING) is not None


def _elsewhere(case: Case, wanted: str) -> Iterator[Hit]:
    """A hit for a release on results that goes under another item, where the wanted item is neither headed nor named."""
    items = case.report.items
    if any(item.number in role("results item") or f"item {wanted}" in case.low(item) for item in items):
        return
    for number, text in _releases(case):
        if _results(text):
            item = _naming(case, number)
            if item is not None:
                yield hit(case.heading(item), item=item.number, exhibit=number, wanted=wanted)
                return


def _naming(case: Case, number: str) -> Item | None:
    """The item that an exhibit came under, one that may stand in for the item of results; the only such item where none names it."""
    may = [item for item in case.report.items if item.number in role("instead of results item") and not item.not_applicable]
    named = [item for item in may if number in item.text]
    return next(iter(named or (may if len(may) == 1 else [])), None)


@rules("B13")
def results_under_their_item(case: Case) -> Iterator[Hit]:
    """A release on a completed quarter or year goes under Item 2.02.

    Why: 2.02 asks for it whatever else is said of it. Good: 2.02 with exhibit 99.1. Bad: the same release under 7.01 or 8.01 alone.
    Not meant: guidance, the date of a call, results of a trial or a meeting.
    """
    return _elsewhere(case, role("results item")[-1])


@rules("B14")
def results_under_item_12(case: Case) -> Iterator[Hit]:
    """From 2003-03-28 to 2004-08-22 such a release went under Item 12; under Item 9 only with words that it was meant for Item 12.

    Why: Release 33-8176; until EDGAR knew Item 12, Release 33-8216 let it go under Item 9 with such words. Good: Item 12. Bad: Item 5.
    """
    return _elsewhere(case, role("results item")[0])


@rules("B31")
def measures_reconciled(case: Case) -> Iterator[Hit]:
    """A non-GAAP measure comes with the comparable GAAP measure and a reconciliation.

    Why: Regulation G for everything public, S-K 10(e)(1)(i) for 2.02 and filed items. Good: a table "Reconciliation of net income to
    EBITDA". Bad: "Adjusted EBITDA was $4 million", and nothing more. Silent where anything like a reconciliation is at hand.
    """
    used = [(number, m) for number, text in _releases(case) if (m := _measured(text)) is not None]
    if not used:
        return
    everything = [*case.low_texts.values(), *(case.low(item) for item in case.report.items)]
    if any(pattern("reconciled").search(text) for text in everything):
        return
    severe = any(item.number in role("results item") for item in case.report.items)
    for number, measure in used:
        yield hit(_listed(case, number), severity=None if severe else "advice", exhibit=number, measure=measure)


def _measured(text: str) -> str | None:
    """The first non-GAAP measure of a release that a figure follows."""
    m = pattern("non-gaap").search(text)
    return m.group() if m and any(c.isdigit() for c in text[m.end() : m.end() + 120]) else None


def _listed(case: Case, number: str) -> Span | None:
    """Where an exhibit is listed."""
    exhibit = case.report.exhibits.get(number)
    return exhibit.spans.get("number") if exhibit else None
