"""Checks of the exhibits: what is listed against what is attached, the index, the links, the words of each exhibit.

Comes in: a case. Goes out: hits, by the code of the requirement. Add here: a rule; its words are in form/requirements.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from eightk.check.case import Case
from eightk.check.html import first_line, tags
from eightk.check.mends import cover_tags_row, link
from eightk.check.rule import Hit, Table, hit
from eightk.form.duties import ExhibitRow, exhibits
from eightk.form.phrases import pattern
from eightk.form.rows import holds
from eightk.late import late
from eightk.model import Document, Exhibit, Span, pieces

RULES = rules = Table()

COVER_TAGS, DATA_FILES, DATA_SCHEDULE = "104", "101", "27"
_ATTACHED = late(r"EX-(\d{1,3})(?:\.([\w.]+))?", re.I)
_WHOLE = late(r"\d+")
_BLANKS = late(rb"<[^>]*>|&nbsp;|&#160;|\s+|-{3,}")
_A_PAGE = 500
"""Letters behind the signatures that are more than an index."""


def _whole(number: str) -> str:
    """The number of Item 601 that an exhibit's number begins with."""
    m = _WHOLE.match(number)
    return m.group() if m else number


@cache
def _rows() -> dict[str, tuple[ExhibitRow, ...]]:
    """The rows of Item 601's table by their numbers."""
    found: dict[str, tuple[ExhibitRow, ...]] = {}
    for row in exhibits().exhibits:
        found[row.number] = (*found.get(row.number, ()), row)
    return found


def _line(exhibit: Exhibit) -> Span | None:
    """Where an exhibit is listed: its number."""
    return exhibit.spans.get("number") or exhibit.spans.get("description")


def _words(exhibit: Exhibit) -> str:
    return (exhibit.description or "").lower()


def _within(case: Case, exhibit: Exhibit) -> Exhibit | None:
    """The listed exhibit that an exhibit says it is included in, as a consent in an opinion."""
    m = pattern("included-in").search(_words(exhibit))
    return next((e for e in case.report.exhibits if e is not exhibit and e.number.lower() == m.group(1)), None) if m else None


def _documents(case: Case) -> Iterator[tuple[int, Document, str]]:
    """The attached documents that an exhibit list must name, with the number of Item 601 in their type."""
    for n, document in enumerate(case.report.documents):
        m = _ATTACHED.match(document.type or "")
        if m and n != case.report.main and m.group(1) not in (DATA_FILES, COVER_TAGS, DATA_SCHEDULE):
            yield n, document, m.group(1)


def _unlisted(case: Case) -> list[tuple[Document, str]]:
    if case.report.main is None:
        return []
    tied = {e.document for e in case.report.exhibits}
    return [(document, whole) for n, document, whole in _documents(case) if n not in tied]


def _goes_on(case: Case) -> bool:
    """Whether the main document goes on behind the report, as where exhibits stand in it."""
    return case.kept("goes on", lambda: _more_behind(case))


def _more_behind(case: Case) -> bool:
    last = max((d.span[1] for d in case.report.divisions if d.kind != "rest"), default=case.body[1])
    index = [d.span for d in case.report.divisions if d.kind == "exhibit index"]
    behind = case.data[min([last, *(a for a, _ in index)]) : case.body[1]]
    listed = sum(len(e.description or "") + len(e.number) for e in case.report.exhibits)
    least = _A_PAGE + listed
    letters = end = 0
    for m in _BLANKS.finditer(behind):
        letters += m.start() - end
        end = m.end()
        if letters > least:
            return True
    return letters + len(behind) - end > least


# ---- listed and attached ---------------------------------------------------------------------------------------


@rules("F01", only="exhibits")
def listed_is_attached(case: Case) -> Iterator[Hit]:
    """An exhibit that the report lists, and neither incorporates by reference nor leaves for later, is a document of the submission.

    Good: "99.1 Press release" and a document EX-99.1. Bad: the same without the document. Exhibits 104 (it is the cover's
    tags) and 101 (data files) have no document of that name, nor has one "included in Exhibit 5.1". Advice where the exhibit
    seems to stand in the main document, or where a document is attached under another number.
    """
    others = _unlisted(case)
    for exhibit in case.report.exhibits:
        words = _words(exhibit)
        if case.attached(exhibit) or _whole(exhibit.number) in (COVER_TAGS, DATA_FILES, DATA_SCHEDULE):
            continue
        if not exhibit.spans.get("number") or (exhibit.incorporated_by_reference and not pattern("herewith").search(words)):
            continue
        if pattern("to-follow").search(words) or _within(case, exhibit) is not None:
            continue
        aside = ", unless it is the one attached under another number" if others else ""
        if not aside and _goes_on(case):
            aside = ", unless it is what follows the report in the main document"
        yield hit(_line(exhibit), severity="advice" if aside else None, number=exhibit.number, aside=aside)


@rules("F02", only="several documents")
def attached_is_listed(case: Case) -> Iterator[Hit]:
    """Every exhibit attached stands in the exhibit index (S-K Item 601(a)(2)); data files (EX-101, EX-27) need no row.

    Good: EX-10.1 attached, and "10.1" in the index. Bad: EX-10.1 attached, and only 99.1 listed.
    """
    missing = [e for e in case.report.exhibits if e.document is None and _whole(e.number) not in (COVER_TAGS, DATA_FILES)]
    for document, _ in _unlisted(case):
        place = document.spans.get("type") or (document.span[0], document.body[0])
        yield hit(
            place, severity="advice" if missing and not _same_list(case) else None, type=document.type, name=document.filename or "no name"
        )


def _same_list(case: Case) -> bool:
    """Whether the numbers listed are those of Item 601: each has a point, as 99.1, so that none is a count of the list."""
    return all("." in e.number or len(e.number) > 1 for e in case.report.exhibits)


@rules("F06", only="exhibits")
def number_of_the_table(case: Case) -> Iterator[Hit]:
    """An exhibit's number is one of Item 601's table, and one that Form 8-K may carry.

    Good: 99.1 for a press release, 10.1 for a contract that is filed early. Bad: 88.1; 31.1, a certification of a periodic report.
    """
    for exhibit in case.report.exhibits:
        whole = _whole(exhibit.number)
        if not whole.isdigit():
            continue
        now = [row for row in _rows().get(whole, ()) if case.day is None or holds(row, case.day)]
        if not now:
            yield hit(_line(exhibit), number=exhibit.number, what="is not in the exhibit table of Regulation S-K, Item 601")
        elif all(row.on_8k == "no" and not row.met for row in now):
            yield hit(_line(exhibit), number=exhibit.number, what=f"({now[0].title}) is not one that Form 8-K asks for")


# ---- the index -------------------------------------------------------------------------------------------------


@rules("F03", only="exhibit index")
def index_before_signatures(case: Case) -> Iterator[Hit]:
    """Since 2017-09-01 the exhibit index stands before the signatures (S-K Item 601(a)(2); 17 CFR 232.102(d)).

    Good: the list in Item 9.01(d). Bad: an index on the last page, behind the signatures, and no list before them. Advice
    where Item 9.01 lists the exhibits as well.
    """
    signed = [d.span[0] for d in case.report.divisions if d.kind == "signatures"]
    for division in case.report.divisions if signed else ():
        if division.kind != "exhibit index" or division.span[0] < max(signed):
            continue
        before = any(pieces(place)[0][0] < max(signed) for e in case.report.exhibits if (place := _line(e)))
        yield hit(first_line(case.data, *division.span), severity="advice" if before else None)


@rules("F07", only="exhibit index")
def lists_agree(case: Case) -> Iterator[Hit]:
    """The list in the exhibits item and the exhibit index name the same exhibits.

    Good: 99.1 in both. Bad: 99.1 and 99.2 in Item 9.01(d), only 99.1 in the index.
    """
    index = [d.span for d in case.report.divisions if d.kind == "exhibit index"]
    if not index or not case.report.exhibits:
        return
    inside = [e for e in case.report.exhibits if (p := _line(e)) and any(a <= pieces(p)[0][0] < b for a, b in index)]
    outside = [e for e in case.report.exhibits if e not in inside]
    text = b" ".join(re.sub(rb"<[^>]*>", b" ", case.data[a:b]) for a, b in index) if outside else b""
    for exhibit in inside if outside else ():
        yield hit(_line(exhibit), number=exhibit.number, where="the exhibit index", lacks="the exhibits item")
    for exhibit in outside:
        number = re.escape(exhibit.number.encode())
        if not re.search(rb"(?<![\w.])(?:EX-?)?" + number + rb"(?![\w]|\.\d)", text, re.I):
            yield hit(_line(exhibit), number=exhibit.number, where="the exhibits item", lacks="the exhibit index")


@rules("F04", only="exhibits")
def hyperlinks(case: Case) -> Iterator[Hit]:
    """Since 2017-09-01 each exhibit in the index of an HTML report is hyperlinked, and the link goes to that exhibit.

    17 CFR 232.105(d), S-K Item 601(a)(2). Exhibits 101 and 104 need none. Good: <a href="ex991.htm">Press release</a>. Bad: the
    same words without a link; 99.2 with a link to EX-99.1. "Included in Exhibit 5.1" needs none, or one to that.
    The mend is given where the attached document's name is known.
    """
    for exhibit in case.report.exhibits:
        if _whole(exhibit.number) in (COVER_TAGS, DATA_FILES) or not exhibit.spans.get("number"):
            continue
        if exhibit.href is None:
            if not pattern("to-follow").search(_words(exhibit)) and _within(case, exhibit) is None:
                name = case.report.documents[exhibit.document].filename if exhibit.document is not None else None
                yield hit(_line(exhibit), number=exhibit.number, what="has no hyperlink", fix=link(case, exhibit, name))
        elif wrong := _wrong_link(case, exhibit):
            yield hit(_link_place(case, exhibit), number=exhibit.number, what=wrong)


def _wrong_link(case: Case, exhibit: Exhibit) -> str | None:
    """What is wrong with where an exhibit's link goes."""
    name = (exhibit.href or "").split("#")[0]
    if not case.whole or not name or "//" in name:
        return None
    found = next((d for d in case.report.documents if (d.filename or "").lower() == name.rsplit("/", 1)[-1].lower()), None)
    if found is None:
        return f"is linked to {name}, which is not in the submission"
    outer = _within(case, exhibit)
    if outer is not None and outer.document is not None and case.report.documents[outer.document] == found:
        return None
    m = _ATTACHED.match(found.type or "")
    if m is None or m.group(1) != _whole(exhibit.number):
        return f"is linked to {name}, which is {found.type}"
    sub = exhibit.number.partition(".")[2]
    if sub and m.group(2) and sub.isdigit() and m.group(2).isdigit() and int(sub) != int(m.group(2)):
        return f"is linked to {name}, which is {found.type}"
    return None


def _link_place(case: Case, exhibit: Exhibit) -> Span | None:
    """The href in question: the first with that target."""
    for tag in tags(case, only=("a",)):
        if not tag.closes:
            for name, value, start, end in tag.attributes():
                if name == "href" and value == exhibit.href:
                    return start, end
    return _line(exhibit)


@rules("F05", only="exhibits")
def cover_tags_listed(case: Case) -> Iterator[Hit]:
    """An Inline report that lists exhibits lists Exhibit 104 too, and its words say "Inline" (C&DI Interactive Data 101.01, 101.04).

    Good: "104 Cover Page Interactive Data File (embedded within the Inline XBRL document)". Bad: 99.1 alone; "104 Cover Page
    Data File". A report with no other exhibit needs no list. The mend adds the row.
    """
    listed = case.report.exhibits
    own = next((e for e in listed if _whole(e.number) == COVER_TAGS), None)
    if own is None:
        others = [e for e in listed if _whole(e.number) != DATA_FILES]
        if others:
            yield hit(_line(others[-1]), what="lists exhibits but not Exhibit 104", fix=cover_tags_row(case, others[-1]))
    elif own.description and "inline" not in _words(own):
        yield hit(_line(own), what='does not say "Inline" of Exhibit 104')


# ---- what is said of one exhibit -------------------------------------------------------------------------------


@rules("F08", only="exhibits")
def dates_agree(case: Case) -> Iterator[Hit]:
    """The date by which the list describes an exhibit stands in the exhibit.

    Good: "press release dated May 2, 2025", and a release of May 2, 2025. Bad: the same with a release that only names May 1.
    """
    for exhibit in case.report.exhibits:
        m = pattern("dated").search(_words(exhibit)) if case.texts.get(exhibit.number) else None
        if m is None:
            continue
        day, text = _day(m.group(1), m.group(2), m.group(3)), case.low_texts[exhibit.number]
        first = _another(text, day) if f"{day[2]}" in text and not _names(text, m) else None
        if first is not None:
            yield hit(exhibit.spans.get("description"), number=exhibit.number, said=f"{m.group(1).title()} {m.group(2)}, {m.group(3)}",
                      found=first.title())  # fmt: skip


def _names(text: str, day: re.Match[str]) -> bool:
    """Whether a text names a day in the very words of its description."""
    at = text.find(f"{day[1]} {day[2]}, {day[3]}")
    return at == 0 or (at > 0 and not text[at - 1].isalnum())


def _another(text: str, day: tuple[str, int, int]) -> str | None:
    """The first day that a text names, in the last words by which it does so; None where it names none, or the day asked for."""
    first: tuple[str, int, int] | None = None
    words = None
    for m in pattern("any-date").finditer(text):
        found = _day(m.group(1), m.group(2), m.group(3))
        if found == day:
            return None
        if first is None or found == first:
            first, words = found, m.group()
    return words


def _day(month: str, day: str, year: str) -> tuple[str, int, int]:
    return month[:3], int(day), int(year)


@rules("F09", only="exhibit by reference")
def incorporated_from(case: Case) -> Iterator[Hit]:
    """An exhibit incorporated by reference names the filing it comes from (17 CFR 240.12b-23(c); S-K Item 601).

    Good: "incorporated by reference to Exhibit 4.1 to the Form 8-K filed March 12, 2018". Bad: "incorporated by reference".
    """
    for exhibit in case.report.exhibits:
        words = _words(exhibit)
        if (
            exhibit.incorporated_by_reference
            and pattern("incorporated-exhibit").search(words)
            and not pattern("named-filing").search(words)
        ):
            yield hit(exhibit.spans.get("description"), number=exhibit.number)


@rules("F10", only="exhibits")
def redaction_legend(case: Case) -> Iterator[Hit]:
    """An exhibit with parts left out says so at its head: why, and how the places are marked (S-K Item 601(b)(2)(ii), (b)(10)(iv)).

    Good: "[***]" in the text and "Certain identified information has been excluded .." on the first page. Bad: "[***]" alone.
    """
    for exhibit in case.report.exhibits:
        text = case.low_texts.get(exhibit.number, "")
        if text and pattern("redacted").search(text) and not pattern("redaction-legend").search(text[:6000]):
            yield hit(_line(exhibit), number=exhibit.number)


@rules("F11", only="exhibits")
def html_with_exhibits(case: Case) -> Iterator[Hit]:
    """Since 2018-09-01 a report with exhibits is HTML: links cannot stand in a text document (Release 33-10322).

    Good: an .htm report. Bad: a .txt report that lists Exhibit 99.1.
    """
    if "ascii" in case.media and any(_whole(e.number) not in (COVER_TAGS, DATA_FILES) for e in case.report.exhibits):
        yield hit(_line(case.report.exhibits[0]))
