"""Checks of what the cover gained with the years: check boxes, growth company lines, the table of Section 12(b).

Comes in: a case. Goes out: hits, by the code of the requirement. Add here: a rule; its words are in form/requirements.toml, the days in
form/cover.toml.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache

from eightk.check.case import Case
from eightk.check.plain import plain
from eightk.check.rule import Hit, Table, hit
from eightk.form.cover import CoverEra, cover
from eightk.form.phrases import pattern
from eightk.form.requirements import Severity
from eightk.form.rows import holds
from eightk.form.words import spelled
from eightk.late import late
from eightk.model import Security, Span, pieces

RULES = rules = Table()

_WORD = late(r"[^\W_]")


@cache
def _era(name: str) -> CoverEra:
    return next(era for era in cover().eras if era.name == name)


_GAINED = ("checkbox", "egc", "table_12b")
"""Eras of the cover, by what it gained."""


@cache
def _last_change() -> dt.date:
    """The day from which all that the cover gained is on the form."""
    return max(begins for name in _GAINED if (begins := _era(name).from_) is not None)


def _span(case: Case, field: str, which: int = 0) -> Span | None:
    """Where a box is drawn; of several the one asked for."""
    place = case.report.cover.spans.get(field)
    return pieces(place)[which] if place else None


def _growth_box(case: Case) -> Span | None:
    """Where the growth company box is drawn; one of the four boxes above it is not it."""
    place = _span(case, "emerging_growth")
    if place and pattern("growth-status").search(case.data[slice(*pieces(place)[0])].decode("latin-1").lower()):
        return None  # the words, no box
    return None if place and place in pieces(case.report.cover.spans.get("checkboxes", (0, 0))) else place


@rules("C09")
def four_boxes(case: Case) -> Iterator[Hit]:
    """The cover prints the four check boxes of General Instruction A.2.

    Each asks whether the report also serves as a communication: Rules 425, 14a-12, 14d-2(b), 13e-4(c). They are printed, ticked or not.
    Good: four lines with boxes. Bad: none of them; three.
    """
    if len(pieces(case.report.cover.spans.get("checkboxes", (0, 0)))) == len(cover().boxes):
        return
    if not case.known:
        return
    words = case.cover_words
    missing = [box for box in cover().boxes if not case.says(words, f"box-{box.key}")]
    if not missing:
        return
    place = _beside(case, missing[0].key) or case.says(words, "boxes-lead")
    all_of_them = len(missing) == len(cover().boxes)
    rules_named = ", ".join(box.key for box in missing)
    yield hit(place, what="the four check boxes" if all_of_them else f"the check box for Rule {rules_named}")


def _beside(case: Case, key: str) -> Span | None:
    """The box above the one that is missing, or below it."""
    keys = [box.key for box in cover().boxes]
    there = [k for k in keys if case.says(case.cover_words, f"box-{k}")]
    drawn = pieces(case.report.cover.spans.get("checkboxes", ()) or (0, 0))
    if not there or len(drawn) != len(there):
        return _span(case, "checkboxes")
    above = [place for k, place in zip(there, drawn, strict=True) if keys.index(k) < keys.index(key)]
    return above[-1] if above else drawn[0]


@rules("C10")
def before_its_day(case: Case) -> Iterator[Hit]:
    """Nothing stands on the cover that was not yet on the form.

    A box of later years on an old report means that its date, or the day whose form is asked for, is wrong.
    Good: no boxes in 2003. Bad: check boxes on a report filed in 2003.
    """
    day, page = case.day, case.report.cover
    if day is None or day >= _last_change():
        return
    seen = {
        "checkbox": (_span(case, "checkboxes"), page.checkboxes is not None, "check boxes of General Instruction A.2"),
        "egc": (_span(case, "emerging_growth"), page.emerging_growth is not None, "a line about emerging growth companies"),
        "table_12b": (page.securities[0].spans.get("title") if page.securities else None, bool(page.securities), "a Section 12(b) table"),
    }
    for name, (place, printed, what) in seen.items():
        begins = _era(name).from_
        if printed and begins is not None and day < begins:
            yield hit(place, what=what, begins=spelled(begins), day=spelled(day))


@rules("C11")
def growth_company(case: Case) -> Iterator[Hit]:
    """The cover has both lines about emerging growth companies, each with its box.

    Every registrant prints them, whether it is one or not: the status, and the election not to use the extended transition period.
    Good: both lines, boxes empty. Bad: the first line alone; a line without a box.
    """
    page = case.report.cover
    lines = (
        (
            "growth-status",
            page.emerging_growth if _growth_box(case) else None,
            "emerging_growth",
            "the line on emerging growth company status",
        ),
        (
            "election-any",
            page.transition_election,
            "transition_election",
            "the line on the election not to use the extended transition period",
        ),
    )
    for id, value, _, what in lines:
        if value is not None or not case.known:
            continue
        place = case.says(case.cover_words, id)
        if place is None:
            near = _growth_box(case) or _span(case, "transition_election") or _span(case, "checkboxes", -1)
            yield hit(near, what=f"The cover lacks {what}")
        else:
            yield hit(place, what=f"{what[0].upper()}{what[1:]} has no check box")


@rules("C12")
def table_of_securities(case: Case) -> Iterator[Hit]:
    """The cover has the table of securities registered under Section 12(b): title, trading symbol, exchange.

    A registrant without such a class says "None". Good: "Common Stock | QLBX | The Nasdaq Stock Market LLC". Bad: no table; no exchange.
    """
    first_weeks = case.day is not None and holds(_era("table_12b_first_weeks"), case.day)
    less: Severity | None = "advice" if first_weeks else None
    securities = case.report.cover.securities
    if securities:
        for security in securities:
            lacking = _lacking(case, security)
            if lacking and not (security.symbol is None and pattern("purchase-rights").search((security.title or "").lower())):
                yield hit(security.spans.get("title") or security.spans.get("exchange"), severity=less, what=lacking)
        return
    if not case.known:
        return
    words = case.cover_words
    m = pattern("securities-table").search(words.low)
    if m is None:
        near = _span(case, "checkboxes", -1) or _span(case, "emerging_growth")
        yield hit(near, severity=less, what="The cover lacks the table of securities registered under Section 12(b) of the Act")
        return
    stops = [s.start() for id in ("growth-question", "boxes-lead") if (s := pattern(id).search(words.low, m.end()))]
    stop = min([len(words.low), *stops])
    if not pattern("none-registered").search(words.low, m.end(), stop):
        what = 'The Section 12(b) table shows no security, and does not say "None"'
        yield hit(words.span(*m.span()), severity=less, what=what)


def _lacking(case: Case, security: Security) -> str | None:
    """What a row does not give. Rights are often not traded apart, and notes without a symbol have a dash."""
    for name, words in (("title", security.title), ("exchange", security.exchange)):
        if not _WORD.search(words or ""):
            return f"A row of the Section 12(b) table lacks the {name}"
    if security.symbol is not None:
        return None
    exchange = (security.exchange or "").lower()
    if pattern("none-registered").search(exchange) or _dashed(case, security):
        return None
    lacking = "trading symbol" if pattern("exchange").search(exchange) else "exchange"
    return f'The row of "{security.title}" in the Section 12(b) table lacks the {lacking}'


def _dashed(case: Case, security: Security) -> bool:
    """Whether a dash or an asterisk stands where the symbol would."""
    title, exchange = security.spans.get("title"), security.spans.get("exchange")
    if not title or not exchange:
        return False
    between = plain(case.data, pieces(title)[-1][1], pieces(exchange)[0][0]).text
    return bool(between.strip())


@rules("C13")
def box_425(case: Case) -> Iterator[Hit]:
    """The box for Rule 425 goes with what the report tells of a business combination.

    It is ticked where the report serves as a written communication about one. Good: ticked over a merger agreement. Bad: ticked over a
    dividend; not ticked although the report says that it is filed under Rule 425, or that a Form S-4 will be filed.
    """
    boxes = case.report.cover.checkboxes
    if boxes is None or not case.report.items:
        return
    text, place = case.low_items, _span(case, "checkboxes")
    if boxes["425"] and not pattern("combination").search(text + "\n".join(case.low_texts.values())):
        yield hit(place, what="is ticked, but the report tells of no business combination")
    elif not boxes["425"] and pattern("combination-offer").search(text):
        yield hit(place, what="is not ticked, but the report reads as a communication about a business combination")
