"""Checks of the tagging: the Inline XBRL cover against the SEC's rules, and against what is printed.

Comes in: a case. Goes out: hits, by the code of the requirement. Add here: a rule; its words are in form/requirements.toml, the elements
in form/dei.toml, what the transforms take in form/markup.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from eightk.check.case import Case
from eightk.check.facts import bare_ids, contexts, cover_facts, date, element, form_of, named, value
from eightk.check.rule import Hit, Table, hit
from eightk.form.cover import cover as form_cover
from eightk.form.cover import dei
from eightk.form.markup import markup
from eightk.form.rows import letters
from eightk.late import late
from eightk.model import Fact, Registrant, Span, pieces

RULES = rules = Table()

_FACT_ID = late(rb"""\bid\s*=\s*["']([^"']*)["']""")

SCHEME = "http://www.sec.gov/CIK"
_TITLES, _SYMBOLS = ("Security12bTitle", "Security12gTitle"), ("TradingSymbol", "NoTradingSymbolFlag")
_EXCHANGE, _CYBER, _ABS = "SecurityExchangeName", "1.05", "6."
_HIDDEN_BY_RIGHT = {"EntityCentralIndexKey", "AmendmentFlag", "AmendmentDescription", "CurrentFiscalYearEndDate", "NoTradingSymbolFlag"}
_PRINTED = {
    "registrant": "name", "state": "jurisdiction", "file_number": "file_number", "ein": "ein", "address1": "address", "city": "address",
    "zip": "address", "state_or_province": "address", "area_code": "phone", "phone": "phone",
}  # fmt: skip
_ON_COVER = {"date_of_report": "date_of_report", "egc": "emerging_growth", "egc_transition": "transition_election"}


def _of(case: Case, name: str, own: bool = True) -> list[Fact]:
    """The facts of an element; `own`: those of the registrant alone, of no class of stock or other company."""
    bare = bare_ids(case) if own else set()
    return [fact for fact in named(case, name) if not bare or fact.context in bare]


def _at(fact: Fact) -> Span:
    return fact.spans["value"]


@cache
def _boxes() -> dict[str, str]:
    """The element of each check box, and the box's key on the cover."""
    fields = {row.field: row.element for row in dei().elements}
    return {fields[box.field]: box.key for box in form_cover().boxes}


def _printed(case: Case, name: str) -> Span | None:
    """Where the cover prints what an element tags."""
    cover = case.report.cover
    field = next(row.field for row in dei().elements if row.element == name)
    if field in _PRINTED and cover.registrants:
        return cover.registrants[0].spans.get(_PRINTED[field])
    if name in _boxes():
        boxes = cover.spans.get("checkboxes")
        n = list(_boxes()).index(name)
        place = boxes[n] if boxes and n < len(boxes) else None
        return place if isinstance(place, tuple) else boxes
    return cover.spans.get(_ON_COVER.get(field, ""))


def _form(case: Case) -> str | None:
    """The form's name: the header's, else the cover's."""
    return case.header.type or case.report.form


@rules("X00")
def tags_due(case: Case) -> Iterator[Hit]:
    """Since 2019 to 2021, by class of filer, a report has an Inline XBRL cover from the filer's first tagged Form 10-Q on.

    Good: a cover with dei tags. Bad: a plain HTML report of 2024. The filer's class and earlier filings are seldom at hand, so
    this is advice; an error only where the original of an amendment had the tags. Asset-backed issuers and funds never need them.
    """
    if case.report.main is None or "ixbrl" in case.media or any(i.number.startswith(_ABS) for i in case.report.items):
        return
    if any(filer.sic and "6189" in filer.sic for filer in case.header.filers):
        return
    had = case.original is not None and bool(case.original.dei)
    sure = had and case.day is not None and case.day > max(phase.all_begun_by for phase in dei().phases)
    yield hit(severity=None if sure else "advice", words="are due: the original had them" if sure else "may be due")


@rules("X01")
def key_facts(case: Case) -> Iterator[Hit]:
    """An Inline cover tags the document type, the registrant's name and its CIK; without one of them EDGAR refuses the tags.

    EFM 6.5.20, 6.5.21. Good: dei:DocumentType with 8-K. Bad: no dei:EntityRegistrantName; a document type 10-K.
    """
    if case.report.form is None:
        return
    for row in dei().elements:
        if row.efm == "error" and not any(fact.value.strip() for fact in _of(case, row.element)):
            wrong = _of(case, row.element, own=False)
            yield hit(_printed(case, row.element) or (_at(wrong[0]) if wrong else None), what=f"lacks dei:{row.element}")
    form = _form(case)
    for fact in _of(case, "DocumentType"):
        said = fact.value.strip()
        if form and said and said != form and said + "/A" != form and case.report.form in ("8-K", "8-K/A"):
            yield hit(_at(fact), what=f"says document type {said} where the form is {form}")


# ---- the other facts -------------------------------------------------------------------------------------------


@rules("X02")
def other_facts(case: Case) -> Iterator[Hit]:
    """Every field of the cover is tagged, the tag stands on the printed words, and says what they say (EFM 6.5.47, 48, 52).

    Good: the four boxes tagged although empty. Bad: the telephone untagged; a hidden tag of another EIN than the one printed.
    """
    if case.report.form is None:
        return
    yield from _missing(case)
    yield from _hidden(case)
    yield from _twice(case)
    registrants = case.report.cover.registrants
    if len(registrants) == 1:
        yield from _unlike(case, registrants[0])


def _missing(case: Case) -> Iterator[Hit]:
    def lacks(name: str) -> bool:
        return not any(fact.value.strip() or form_of(fact) for fact in _of(case, name))

    for row in dei().elements:
        if row.efm == "warning" and row.field != "amendment_description" and lacks(row.element):
            yield hit(_printed(case, row.element), what=f"dei:{row.element} is not tagged")
    either = [row.element for row in dei().elements if row.efm == "one_of" and row.element.startswith("EntityAddress")]
    if all(lacks(name) for name in either):
        yield hit(_printed(case, either[0]), what="neither " + " nor ".join(f"dei:{name}" for name in either) + " is tagged")
    for line, above in (
        ("EntityAddressAddressLine2", "EntityAddressAddressLine1"),
        ("EntityAddressAddressLine3", "EntityAddressAddressLine2"),
    ):
        if lacks(above) and not lacks(line):
            yield hit(_at(_of(case, line)[0]), what=f"dei:{line} is tagged, dei:{above} is not")


def _hidden(case: Case) -> Iterator[Hit]:
    for fact in cover_facts(case):
        if fact.hidden and element(fact) not in _HIDDEN_BY_RIGHT and not _shown_elsewhere(case, fact):
            yield hit(_at(fact), severity="advice", what=f"{fact.name} is hidden; it is tagged where it is printed")


def _shown_elsewhere(case: Case, fact: Fact) -> bool:
    """Whether a style points to a hidden fact by its id."""
    start = pieces(_at(fact))[0][0]
    named = _FACT_ID.search(case.data, case.data.rfind(b"<", 0, start), start)
    return named is not None and re.search(rb"-sec-ix-hidden\s*:\s*" + re.escape(named.group(1)), case.data) is not None


def _twice(case: Case) -> Iterator[Hit]:
    seen: dict[tuple[str, str | None], str] = {}
    for fact in cover_facts(case):
        if element(fact) in markup().other_forms.elements:
            yield hit(_at(fact), what=f"{fact.name} belongs on the covers of other forms")
        said = (value(fact) or fact.value).strip()
        if seen.setdefault((fact.name, fact.context), said) != said:
            yield hit(_at(fact), what=f"{fact.name} is tagged twice, as {seen[fact.name, fact.context]} and as {said}")


def _unlike(case: Case, registrant: Registrant) -> Iterator[Hit]:
    """Tags that say something else than the cover prints."""
    pairs = (
        ("EntityRegistrantName", registrant.name, letters),
        ("EntityTaxIdentificationNumber", registrant.ein, _digits),
        ("EntityFileNumber", registrant.file_number, _number),
        ("LocalPhoneNumber", registrant.phone, _digits),
    )
    for name, printed, normal in pairs:
        for fact in _of(case, name) if printed else ():
            said, shown = normal(fact.value), normal(printed or "")
            if said and said not in shown and shown not in said:
                yield hit(_at(fact), what=f"dei:{name} is {fact.value}, and the cover prints {printed}")
    cover = case.report.cover
    ticked = {name: (cover.checkboxes or {}).get(key) for name, key in _boxes().items()} | {
        "EntityEmergingGrowthCompany": cover.emerging_growth
    }
    for name, box in ticked.items():
        for fact in _of(case, name):
            given = value(fact)
            if box is not None and given in ("true", "false") and (given == "true") != box:
                yield hit(_at(fact), what=f"dei:{name} is {given}, and the box is printed {'ticked' if box else 'empty'}")


def _digits(words: str) -> str:
    return re.sub(r"\D", "", words)


def _number(words: str) -> str:
    """A file number as its parts, leading zeros apart: 0-23985 is 000-23985."""
    return "-".join(part.lstrip("0") for part in re.findall(r"\d+", words))


# ---- dates, contexts, amendment --------------------------------------------------------------------------------


@rules("X03")
def dates(case: Case) -> Iterator[Hit]:
    """The tagged date of report is the printed one, the last day of its context, and the period of the header.

    The SEC's validator compares the header alone, and is silent on the rest. Good: November 7, 2024 printed and tagged in a
    context of 2024-11-07. Bad: November 6 printed, the context left at the 7th.
    """
    known = contexts(case)
    for fact in _of(case, "DocumentPeriodEndDate"):
        said = value(fact)
        day = date(said) if said else None
        if day is None:
            continue
        context = known.get(fact.context or "")
        if context is not None and context.end and context.end != day.isoformat():
            yield hit(_at(fact), said=day, other=context.end, what="the last day of its context")
        printed = case.report.cover.date_of_report
        if printed is not None and printed != day and not _among(case, fact):
            yield hit(_at(fact), said=day, other=printed, what="the date printed on the cover")
        elif printed is None and case.header.period not in (None, day):
            yield hit(_at(fact), said=day, other=case.header.period, what="the period of the header")


def _among(case: Case, fact: Fact) -> bool:
    """Whether the tag stands on the other of two printed dates, which the cover means as the date of report."""
    return case.report.cover.dated is not None and date(fact.value) == case.report.cover.dated


@rules("X04")
def identifiers(case: Case) -> Iterator[Hit]:
    """Every context names the filer by its CIK of ten digits, as the tagged CIK and the header do (EFM 6.5.1 to 6.5.3, 6.5.23).

    Good: 0009990003 in all contexts, in dei:EntityCentralIndexKey and in the header. Bad: another number in one of them.
    """
    known = contexts(case)
    filers = {filer.cik.zfill(10) for filer in case.header.filers if filer.cik}
    keys = _of(case, "EntityCentralIndexKey")
    tagged = {fact.value.strip() for fact in keys}
    used: dict[str, list[str]] = {}
    for context in known.values():
        used.setdefault(context.identifier, []).append(context.id)
        if context.scheme != SCHEME:
            yield hit(context.place, what=f"the scheme of context {context.id} is {context.scheme or 'missing'}, not {SCHEME}")
    usual = max(used, key=lambda i: (i in filers, len(used[i])), default=None)
    for context in known.values():
        if not re.fullmatch(r"\d{10}", context.identifier):
            yield hit(context.identifier_at, what=f"the identifier {context.identifier} of context {context.id} is no CIK of ten digits")
        elif context.identifier != usual:
            yield hit(context.identifier_at, what=f"context {context.id} is of {context.identifier}, the others of {usual}")
        elif filers and context.identifier not in filers and context.id == used[context.identifier][0]:
            yield hit(
                context.identifier_at, what=f"the contexts are of {context.identifier}, the header's filer is {', '.join(sorted(filers))}"
            )
    for fact in keys:
        if usual and usual not in tagged and fact.value.strip():
            yield hit(_at(fact), what=f"the tagged CIK is {fact.value.strip()}, the contexts are of {usual}")


@rules("X05")
def amendment(case: Case) -> Iterator[Hit]:
    """dei:AmendmentFlag is true on Form 8-K/A and only there, and then dei:AmendmentDescription says why (EFM 6.5.20).

    The SEC's validator is silent on the first. Good: an 8-K with false. Bad: an 8-K/A with false; a description on an 8-K.
    """
    form = case.report.form
    described = _of(case, "AmendmentDescription")
    for fact in _of(case, "AmendmentFlag"):
        said = value(fact)
        if form and said in ("true", "false") and (said == "true") != (form == "8-K/A"):
            yield hit(_at(fact), what=f"dei:AmendmentFlag is {said} on Form {form}")
        elif said == "true" and not any(d.value.strip() for d in described):
            yield hit(_at(fact), what="dei:AmendmentFlag is true, and dei:AmendmentDescription is missing")
        elif said == "false" and described:
            yield hit(_at(described[0]), what="dei:AmendmentDescription stands beside dei:AmendmentFlag false")


# ---- securities ------------------------------------------------------------------------------------------------


@rules("X06")
def securities(case: Case) -> Iterator[Hit]:
    """Each security's title has a trading symbol (or the flag that it has none) and an exchange in the same context (EFM 6.5.46).

    Good: title, symbol and exchange in context c-2. Bad: a symbol without a title; symbol and flag together; 12(b) and 12(g)
    titles in one context.
    """
    grouped: dict[str | None, dict[str, Fact]] = {}
    bare = bare_ids(case)
    for fact in cover_facts(case):
        if element(fact) in (*_TITLES, *_SYMBOLS, _EXCHANGE) and (fact.value.strip() or form_of(fact)):
            grouped.setdefault(fact.context, {})[element(fact)] = fact
    for context, facts in grouped.items():
        wrong = _uneven(set(facts)) or (_beside(bare, set(grouped)) if context in bare and any(t in facts for t in _TITLES) else None)
        if wrong:
            yield hit(_at(next(iter(facts.values()))), context=context, what=wrong)


def _beside(bare: set[str | None], given: set[str | None]) -> str | None:
    """What is wrong where one security is in the registrant's own context and others are in contexts of their class."""
    return "is not narrowed to a class of stock, as the others are" if given - bare else None


def _uneven(has: set[str]) -> str | None:
    """What is wrong with the facts of one security."""
    if has >= set(_TITLES):
        return "has a 12(b) and a 12(g) title"
    if has >= set(_SYMBOLS):
        return "has a trading symbol and the flag that there is none"
    title, symbol = has & set(_TITLES), has & set(_SYMBOLS)
    if symbol and not title:
        return "has a trading symbol and no title"
    if _EXCHANGE in has and not title:
        return "has an exchange and no title"
    if _TITLES[0] in title and not symbol:
        return "has a title and no trading symbol, nor the flag that there is none"
    if _TITLES[0] in title and _EXCHANGE not in has:
        return "has a title and no exchange"
    return None


@rules("X09")
def transition(case: Case) -> Iterator[Hit]:
    """dei:EntityExTransitionPeriod is tagged if, and only if, the registrant is tagged an emerging growth company (EFM 6.5.40).

    Both boxes are printed either way. Good: growth company true, and the second box tagged. Bad: the second box tagged by a
    company that is none.
    """
    grown = [fact for fact in _of(case, "EntityEmergingGrowthCompany") if value(fact) in ("true", "false")]
    if not grown:
        return
    elected = [fact for fact in _of(case, "EntityExTransitionPeriod") if fact.value.strip() or form_of(fact)]
    if value(grown[0]) == "true" and not elected:
        yield hit(
            _printed(case, "EntityExTransitionPeriod") or _at(grown[0]),
            what="is an emerging growth company, and dei:EntityExTransitionPeriod is not tagged",
        )
    elif value(grown[0]) == "false" and elected:
        yield hit(_at(elected[0]), what="is no emerging growth company, and dei:EntityExTransitionPeriod is tagged")


@rules("X10")
def cyber(case: Case) -> Iterator[Hit]:
    """Since December 2024 a report of Item 1.05 tags it with the cyd taxonomy, and no other report does (EFM 6.5.77).

    Good: Item 1.05 with cyd:MaterialCybersecurityIncidentNatureTextBlock. Bad: Item 1.05 without; cyd facts under Item 8.01.
    """
    item = case.report.items.get(_CYBER)
    facts = [fact for fact in case.report.dei if fact.name.lower().startswith("cyd:")]
    if item is not None and not facts:
        yield hit(case.heading(item), what="reports Item 1.05 without cyd tags")
    elif facts and item is None:
        yield hit(_at(facts[0]), what="has cyd tags and no Item 1.05")
