"""Checks of filed and furnished: what the report says of itself, held against what the form makes of it (General Instruction B.2).

Comes in: a case. Goes out: hits, by the code of the requirement. Add here: a rule; its words are in form/requirements.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from eightk import form
from eightk.check.case import Case
from eightk.check.rule import Hit, Table, hit
from eightk.form.evidence import role
from eightk.form.phrases import pattern
from eightk.late import late
from eightk.model import Exhibit, Item, Span

RULES = rules = Table()

_HEREWITH = late(r"\bfiled herewith\b")
_STOP = late(r"[.;\n](?:(?<!\n)\s+(?=[A-Z(\"\u201c])|(?<=\n)\n+)")  # begins with what is rarer than a blank


def _furnished_kind(case: Case, item: Item) -> bool:
    """Whether the form itself furnishes an item."""
    return form.furnished_by_form(item.number, case.day)


def _filed_kind(case: Case) -> list[Item]:
    """The items that the form files and the report's words furnish, the exhibits item left out."""
    said = [item for item in case.report.items if item.says == "furnished" and not item.not_applicable]
    return [item for item in said if item.number not in role("exhibits item") and not _furnished_kind(case, item)]


def _words(case: Case, item: Item) -> Span | None:
    return item.spans.get("words") or case.heading(item)


@rules("U01", only="furnished item")
def not_filed_sentence(case: Case) -> Iterator[Hit]:
    """Furnished items usually say that they are not filed; without it they are furnished all the same.

    Why: the sentence is custom, General Instruction B.2 needs none. Good: "shall not be deemed filed". Bad: nothing; the drafter is told.
    """
    furnished = [i for i in case.report.items if i.status == "furnished" and i.text.strip() and not i.not_applicable]
    if not furnished or any(_says_not_filed(case, item) for item in (*furnished, *case.report.items)):  # mostly they say it themselves
        return
    for item in furnished:
        if not pattern("deemed-filed").search(case.low(item)):
            yield hit(case.heading(item), item=item.number)


def _says_not_filed(case: Case, item: Item) -> bool:
    """Whether an item, or the words that speak of its status, say that it is not filed."""
    return pattern("not-filed").stands(case.low(item)) or pattern("not-filed").stands((item.words or "").lower())


@rules("U02", only="words that furnish")
def furnished_in_vain(case: Case) -> Iterator[Hit]:
    """Words cannot furnish an item that the form files.

    Why: B.2 names the furnished items and no others. Good: Regulation FD matter under 7.01. Bad: 8.01 "furnished and not filed".
    """
    for item in _filed_kind(case):
        if not _whole(case, item):
            yield hit(_words(case, item), item=item.number, words=_short(item.words))


@rules("U03", only="words that furnish")
def whole_report_disclaimed(case: Case) -> Iterator[Hit]:
    """A not-filed sentence over the whole report does not reach its filed items.

    Why: as U02. Good: "the information in this Item 7.01". Bad: "the information in this report" above a 1.01.
    """
    for item in _filed_kind(case):
        if _whole(case, item):
            yield hit(_words(case, item), item=item.number, words=_short(item.words))


def _whole(case: Case, item: Item) -> bool:
    """Whether an item's words speak of the whole report, which has a furnished item too."""
    mixed = any(_furnished_kind(case, i) for i in case.report.items)
    return mixed and item.words is not None and pattern("whole-report").search(item.words.lower()) is not None


def _short(words: str | None) -> str:
    flat = " ".join((words or "").split())
    return flat if len(flat) <= 90 else flat[:87].rsplit(" ", 1)[0] + " ..."


@rules("U04", only="exhibits")
def exhibit_both_ways(case: Case) -> Iterator[Hit]:
    """One exhibit is not called both filed herewith and furnished.

    Why: B.2 asks for a specific statement; mixed words leave it open. Good: "furnished as Exhibit 99.1" throughout.
    Bad: "furnished as Exhibit 99.1", and "filed herewith" in the list.
    """
    for exhibit in case.report.exhibits:
        if exhibit.status == "none" or exhibit.incorporated_by_reference:
            continue
        told = [item for item in case.report.items if exhibit.number in item.text]
        every = [*(case.low(item) for item in told), (exhibit.description or "").lower()]
        if not any("furnish" in low for low in every) or not any(map(_calls_filed, every)):
            continue
        said = [s.lower() for item in told for s in _sentences(case, item) if exhibit.number in s and _names(exhibit, s)]
        said.append((exhibit.description or "").lower())
        filed = any(_says_filed(s) for s in said)
        furnished = any(pattern("furnished").search(s) for s in said)
        if filed and furnished:
            yield hit(exhibit.spans.get("number"), exhibit=exhibit.number)


def _sentences(case: Case, item: Item) -> list[str]:
    return case.kept(("sentences", id(item)), lambda: _parted(item.text))


def _parted(text: str) -> list[str]:
    """A text's sentences, each with its stop, and what stands between blank lines; the blanks between them left out."""
    found, start = [], 0
    for m in _STOP.finditer(text):
        found.append(text[start : m.start() + (text[m.start()] != "\n")])
        start = m.end()
    return [*found, text[start:]]


def _calls_filed(text: str) -> bool:
    """Whether a text says of anything that it is filed with the report."""
    return _herewith(text) or pattern("filed-words").search(text) is not None


def _herewith(text: str) -> bool:
    return "filed herewith" in text and _HEREWITH.search(text) is not None


def _says_filed(sentence: str) -> bool:
    return _herewith(sentence) or (_calls_filed(sentence) and pattern("furnished").search(sentence) is None)


def _names(exhibit: Exhibit, text: str) -> bool:
    return (
        exhibit.number in text and re.search(rf"exhibits?\b[^.]{{0,40}}(?<![\d.]){re.escape(exhibit.number)}(?!\d)", text, re.I) is not None
    )


@rules("U05", only="uncertain exhibit")
def exhibit_of_two_kinds(case: Case) -> Iterator[Hit]:
    """An exhibit of a furnished and of a filed item: which part is filed is said under 9.01.

    Why: B.2 is silent on it, so its status is uncertain. Good: "Exhibit 99.1, pages 1 to 4 filed". Bad: one release under 7.01 and 8.01.
    """
    for exhibit in case.report.exhibits:
        if exhibit.status != "uncertain":
            continue
        naming = [i for i in case.report.items if i.number not in role("exhibits item") and _names(exhibit, i.text)]
        if {"furnished", "filed"} <= {i.status for i in naming}:
            yield hit(exhibit.spans.get("number"), exhibit=exhibit.number, items=" and ".join(dict.fromkeys(i.number for i in naming)))


@rules("U07")
def filed_by_words(case: Case) -> Iterator[Hit]:
    """Words that file what the form furnishes do file it.

    Why: B.2 leaves the registrant that choice; liability under Section 18 and incorporation follow. Good: meant so.
    Bad: "shall be deemed filed" copied into 2.02, or the release incorporated into a registration statement.
    """
    for item in case.report.items:
        if not _furnished_kind(case, item):
            continue
        if item.status == "filed" and item.says == "filed":
            yield hit(_words(case, item), item=item.number, words=_short(item.words))
            continue
        low = case.low(item)
        if not pattern("into-registration").may(low) and not pattern("deemed-filed").search(low):
            continue
        for sentence in _sentences(case, item):
            low = sentence.lower()
            if pattern("into-registration").search(low) or (pattern("deemed-filed").search(low) and not pattern("not-filed").search(low)):
                yield hit(case.where(item, late(re.escape(sentence[:60]))) or case.heading(item), item=item.number, words=_short(sentence))
                break
