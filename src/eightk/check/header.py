"""Checks of the header.

Comes in: a case. Goes out: hits, by the code of the requirement. Add here: a rule; its words are in form/requirements.toml.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from eightk import form
from eightk.check.case import Case
from eightk.check.names import exact, printed_name, same, state_code
from eightk.check.plain import plain
from eightk.check.rule import Fix, Hit, Table, hit
from eightk.form.clocks import deadlines
from eightk.form.cover import names, types
from eightk.form.days import calendar, filing_day, why_closed
from eightk.form.phrases import pattern
from eightk.form.requirements import Severity
from eightk.form.words import spelled
from eightk.late import late
from eightk.model import Document, Filer, Item, Registrant, Span, pieces

RULES = rules = Table()

_ACCESSION = late(r"\d{10}-(\d\d)-\d{6}")
_CIK = late(r"\d{10}")
_DIGIT = late(r"\d")
_EIN = late(r"\d{9}")
_HEAD = 2500  # bytes of a document in which it is headed
_YEAR = dt.timedelta(days=366)


def together(*places: Span | None) -> Span | None:
    """The places of two witnesses who disagree, as one place in pieces, in the order of the source."""
    found = sorted({piece for place in places if place for piece in pieces(place)})
    if len(found) < 2:
        return found[0] if found else None
    return tuple(found)


@rules("H01")
def form_type(case: Case) -> Iterator[Hit]:
    """The header's submission type is one of the 8-K family.

    EDGAR takes current reports as 8-K, 8-K12B, 8-K12G3 and 8-K15D5, each with /A for an amendment; any other type is another form or none.
    Good: `CONFORMED SUBMISSION TYPE: 8-K/A`. Bad: `CONFORMED SUBMISSION TYPE: 8-KA`.
    """
    given = case.header.type
    row = next((t for t in types().submissions if t.type == given), None)
    if row is None:
        yield hit(case.header.spans.get("type"), type=given or "not given")
    elif not row.basis.startswith("verified"):
        yield hit(case.header.spans.get("type"), severity="advice", type=given)


@rules("H02")
def accession(case: Case) -> Iterator[Hit]:
    """The accession number is ten digits, two and six, and its middle is the filing year or the year before.

    A number given in the last days of December may be filed in January. The container's own name says the number again.
    Good: `0009990001-96-000004` filed in 1996. Bad: `9990001-96-4`; `0009990001-94-000004` filed in 1996.
    """
    given, place = case.header.accession or "", case.header.spans.get("accession")
    known = _ACCESSION.fullmatch(given)
    if known is None:
        yield hit(place, accession=given or "none", why="is not ten digits, two and six, joined by hyphens")
        return
    filed = case.header.filed
    if filed is not None and int(known[1]) not in {filed.year % 100, (filed.year - 1) % 100}:
        yield hit(place, accession=given, why=f"does not fit the filing year {filed.year}")
        return
    named = next((m for f in case.header.fields if f.label.endswith("DOCUMENT") and (m := _ACCESSION.search(f.value))), None)
    if named is not None and named[0] != given:
        yield hit(place, severity="warning", accession=given, why=f"is not that of the container, {named[0]}")


@rules("H03")
def central_index_key(case: Case) -> Iterator[Hit]:
    """Every filer has a Central Index Key of ten digits.

    The key is what EDGAR knows a company by; headers print it with its leading zeros.
    Good: `CENTRAL INDEX KEY: 0009990001`. Bad: `CENTRAL INDEX KEY: 9990001`; no key.
    """
    for filer in case.header.filers:
        cik = filer.cik or ""
        if not _CIK.fullmatch(cik) or not int(cik):
            yield hit(
                filer.spans.get("cik") or filer.spans.get("name"), name=filer.name or "a filer", cik=cik or "none", fix=_padded(filer)
            )
    if not case.header.filers:
        yield hit(None, name="the submission", cik="none")


def _padded(filer: Filer) -> Fix | None:
    """A key that lacks nothing but its leading zeros."""
    place = filer.spans.get("cik")
    if not place or not filer.cik or not filer.cik.isdecimal() or not int(filer.cik) or len(filer.cik) > 10:
        return None
    start, end = pieces(place)[0]
    return Fix(start=start, end=end, text=f"{int(filer.cik):010d}", says="give the key its leading zeros")


@rules("H04")
def period(case: Case) -> Iterator[Hit]:
    """The header's period is the date of the earliest event on the cover.

    For a current report EDGAR's period is the date of report. Where the cover prints two dates, the one in parentheses is the event's;
    where it prints one and does not say that it is the event's, it may be the day of the report.
    Good: period 20080609, cover "June 9, 2008". Bad: period 20080612, cover "June 9, 2008".
    """
    header, cover = case.header, case.report.cover
    if header.period is None:
        broken = next((f.span for f in case.report.findings if f.code == "header-period"), None)
        yield hit(
            broken,
            period="not given" if broken is None else "no date",
            cover=spelled(cover.date_of_report) if cover.date_of_report else "none",
        )
    elif cover.date_of_report is not None and header.period != cover.date_of_report:
        place = together(header.spans.get("period"), cover.spans.get("date_of_report"))
        unsaid = header.period == cover.dated or not case.says(case.cover_words, "earliest-event")
        less: Severity | None = "advice" if unsaid else None
        yield hit(place, severity=less, period=spelled(header.period), cover=spelled(cover.date_of_report))


# ---- items ----------------------------------------------------------------------------------------------------------


@rules("H05")
def items(case: Case) -> Iterator[Hit]:
    """Every item of the body is in the header, and every item of the header is in the body.

    Readers find reports by the header's items. Empty item lines, which EDGAR wrote for years, are no fault; an answer "not applicable"
    needs no line. Good: Items 5.02 and 9.01 in both. Bad: an Item 5.02 in the body that the header does not name.
    """
    header, body = case.header, case.report.items
    places = pieces(header.spans["items"]) if header.items else ()
    told = [form.header_item(words, case.day) for words in header.items]
    if not body or not any(told):
        return
    there = {item.number for item in body}
    for number, words, place in zip(told, header.items, places, strict=True):
        if number is not None and number not in there:
            yield hit(place, fix=_without(case, place), number=number, one="the header", other="the report", words=f" ({words})")
    if None in told:
        return
    seen: set[str] = set()
    for item in body:
        if item.number not in told and item.number not in seen and not item.not_applicable and form.meaning(item.number, case.day):
            seen.add(item.number)
            yield hit(case.heading(item), fix=_with(case, item, places), number=item.number, one="the report", other="the header", words="")


def _draft(case: Case) -> bool:
    """Whether the header is one that a filer still writes: EDGAR has not numbered it."""
    return case.header.accession is None and case.header.accepted is None


def _without(case: Case, place: tuple[int, int]) -> Fix | None:
    """A draft's item line struck out."""
    start, end = case.data.rfind(b"\n", 0, place[0]) + 1, case.data.find(b"\n", place[1]) + 1
    return Fix(start=start, end=end, text="", says="strike the item from the header") if _draft(case) and end else None


def _with(case: Case, item: Item, places: tuple[tuple[int, int], ...]) -> Fix | None:
    """A draft's header with another item line, labelled as the last one."""
    row = form.meaning(item.number, case.day)
    if not _draft(case) or not places or row is None:
        return None
    start, end = places[-1]
    line = case.data[case.data.rfind(b"\n", 0, start) + 1 : start].decode("latin-1")
    value = item.number if _DIGIT.match(case.data[start:end].decode("latin-1")) else row.title
    return Fix(start=end, end=end, text=f"\n{line}{value}", says="name the item in the header")


@rules("H06")
def some_item(case: Case) -> Iterator[Hit]:
    """The header names at least one item.

    Since August 23, 2004 a current report is not taken without one; before, the line was usual, and EDGAR left it empty for years.
    Good: `ITEM INFORMATION: Other Events`. Bad: no such line, or an empty one alone.
    """
    header = case.header
    if any(words.strip() for words in header.items):
        return
    if case.regime != "legacy":
        yield hit(header.spans.get("items"), more="; since August 23, 2004 a current report needs at least one")
    elif not header.items and case.report.items:
        yield hit(header.spans.get("type"), severity="advice", more=", and the report has one")


# ---- days -----------------------------------------------------------------------------------------------------------


@rules("H07")
def filing_date(case: Case) -> Iterator[Hit]:
    """The filing date is a day on which EDGAR takes filings, and goes with the time of acceptance.

    What is sent after 17:30 Eastern time has the next business day's date; the time of acceptance may be a little later than that of
    sending. Good: accepted Thursday 16:18, filed that Thursday. Bad: filed on a Sunday; accepted at noon, filed the day before.
    """
    filed, place = case.header.filed, case.header.spans.get("filed")
    if filed is None:
        broken = next((f.span for f in case.report.findings if f.code == "header-filed"), None)
        yield hit(broken, what="The header gives no filing date." if broken is None else "The header's filing date is no date.")
        return
    known = calendar()
    if not known.first <= filed.year <= known.last:
        return
    closed = why_closed(filed)
    if closed:
        yield hit(place, what=f"The filing date, {spelled(filed)}, is no business day ({closed}).")
        return
    due = _filed_on(case)
    if due is not None and due != filed:
        place = together(case.header.spans.get("accepted"), place)
        yield hit(place, what=f"The filing date, {spelled(filed)}, does not go with the time of acceptance: that makes it {spelled(due)}.")


def _filed_on(case: Case) -> dt.date | None:
    """The filing date that the time of acceptance makes; None where it may be either of two days."""
    accepted, places = case.header.accepted, case.header.spans.get("accepted")
    if accepted is None or not places or case.header.accepted_precision == "day":
        return None
    digits = case.data[slice(*pieces(places)[0])].decode("latin-1")
    year, month, day, hour, minute = int(digits[:4]), *(int(digits[i : i + 2]) for i in (4, 6, 8, 10))
    local = dt.datetime(year, month, day, hour, minute)  # the header prints New York's time
    cutoff = next(row.cutoff for row in deadlines().clocks if row.cutoff is not None)
    first = filing_day(local)
    if local.time() > cutoff and case.header.filed == filing_day(local.replace(hour=cutoff.hour, minute=cutoff.minute)):
        return None  # sending began in time
    doubtful = filing_day(local, doubtful=False)
    return None if first != doubtful else first


@rules("H09")
def period_in_reason(case: Case) -> Iterator[Hit]:
    """The period is neither after the filing date nor more than a year before it.

    An event that has not happened yet cannot be reported, and one of long ago is mostly a slip of the year.
    Good: period 20080609, filed 2008-06-12. Bad: period 20080709 or 20060609.
    """
    period, filed = case.header.period, case.header.filed
    if period is None or filed is None:
        return
    if period > filed:
        yield hit(case.header.spans.get("period"), period=spelled(period), filed=spelled(filed), how="is after")
    elif filed - period > _YEAR:
        yield hit(case.header.spans.get("period"), period=spelled(period), filed=spelled(filed), how="is more than a year before")


# ---- the registrant -------------------------------------------------------------------------------------------------


@rules("H08")
def registrant(case: Case) -> Iterator[Hit]:
    """Name, state and employer number of the cover are those of EDGAR's record in the header.

    The record is of the filing time and shortens names; its former names count too. Where they differ one of the two is out of date.
    A trust's depositor or a partnership's partner may stand on the cover in its place: advice then.
    Good: "Larkhollow Bancshares, Inc." and LARKHOLLOW BANCSHARES INC. Bad: EIN 99-0000032 and 990000023.
    """
    filers = case.header.filers
    for printed in case.report.cover.registrants:
        filer, name = _filer_of(printed, filers), printed_name(printed)
        less: Severity | None = None
        if filer is None:
            known = [f for f in filers if f.name]
            if name and known:
                place = together(*(f.spans.get("name") for f in known[:1]), printed.spans.get("name"))
                less = "advice" if case.says(case.cover_words, "signs-for-another") else None
                yield hit(place, severity=less, what="registrant's name", cover=name, header=known[0].name)
            continue
        known_as = (filer.name or "", *filer.former_names)
        if name and filer.name and not any(exact(name, other) for other in known_as):
            near = any(same(name, other) for other in known_as) or case.says(case.cover_words, "signs-for-another")
            less = "advice" if near else None
            yield _differ("registrant's name", "name", name, filer.name, printed, filer)._replace(severity=less)
        mine, theirs = "".join(_DIGIT.findall(printed.ein or "")), filer.ein or ""
        if _EIN.fullmatch(mine) and _EIN.fullmatch(theirs) and mine != theirs and int(theirs) and int(mine):
            yield _differ("employer identification number", "ein", printed.ein or "", theirs, printed, filer)
        state = state_code(printed.jurisdiction)
        if state is not None and filer.state in set(names().stateprovnameen.values()) and state != filer.state:
            yield _differ("state of incorporation", "jurisdiction", printed.jurisdiction or "", filer.state, printed, filer, "state")


def _filer_of(printed: Registrant, filers: tuple[Filer, ...]) -> Filer | None:
    """The header's record of a registrant: the only one, else the one with its number or name."""
    if len(filers) == 1:
        return filers[0]
    mine = "".join(_DIGIT.findall(printed.ein or ""))
    by_number = [f for f in filers if mine and f.ein == mine]
    by_name = [f for f in filers if printed.name and f.name and same(printed.name, f.name)]
    both = [f for f in by_name if f in by_number]
    return next(iter(both or by_name or by_number), None)


def _differ(what: str, field: str, cover: str, header: str, printed: Registrant, filer: Filer, other: str | None = None) -> Hit:
    return hit(together(filer.spans.get(other or field), printed.spans.get(field)), what=what, cover=cover, header=header)


# ---- documents ------------------------------------------------------------------------------------------------------


@rules("H10")
def document_types(case: Case) -> Iterator[Hit]:
    """Each document's TYPE suits what it is: the report's own is the submission's, an exhibit's is the number it is headed with.

    EDGAR shows documents by their TYPE. EX-99 for a document headed Exhibit 99.1 is well enough.
    Good: `<TYPE>EX-99.1` over "Exhibit 99.1". Bad: `<TYPE>EX-99.2` over "Exhibit 99.1"; `<TYPE>PRESS`.
    """
    for position, document in enumerate(case.report.documents):
        kind = (document.type or "").upper()
        if position == case.report.main:
            if kind and case.header.type and kind != case.header.type.upper():
                yield hit(document.spans.get("type"), type=document.type, why=f"is not the submission's, {case.header.type}")
        elif not any(kind.startswith(row.type) if row.prefix else kind == row.type for row in types().documents):
            yield hit(document.spans.get("type"), type=document.type or "none", why="is none that EDGAR knows")
        elif (headed := _headed(case, document, kind)) is not None:
            yield hit(document.spans.get("type"), type=document.type, why=f"does not suit the document, which is headed Exhibit {headed}")


def _headed(case: Case, document: Document, kind: str) -> str | None:
    """The number an exhibit is headed with, where it is another than its TYPE's."""
    number = kind.removeprefix("EX-").split(".") if kind.startswith("EX-") else []
    if document.medium not in ("ascii", "html") or not number or not all(part.isdecimal() for part in number):
        return None
    start, end = document.body
    head = plain(case.data, start, min(end, start + _HEAD)).low
    m = pattern("exhibit-heading").search(head)
    if m is None:
        return None
    found = [int(part) for part in m.groups() if part]
    given = [int(part) for part in number]
    alike = all(a == b for a, b in zip(found, given, strict=False)) or found == given[1:]  # "Exhibit 1" of those under 99
    return None if alike else ".".join(part for part in m.groups() if part)


@rules("H11")
def mock(case: Case) -> Iterator[Hit]:
    """A submission that was made for tests says so in its header, and must not be taken for a filing.

    Good: no such line, as in everything that EDGAR disseminates. Bad: `MOCK SUBMISSION: NOT A FILING, MADE FOR TESTS`.
    """
    for finding in case.report.findings:
        if finding.code == "mock-submission":
            yield hit(finding.span)
