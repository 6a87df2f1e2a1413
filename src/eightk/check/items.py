"""Checks of the items: that they are the form's of the day, headed, filled, and in step with the exhibits.

Comes in: a case. Goes out: hits, by the code of the requirement. Add here: a rule; its words are in form/requirements.toml. Numbers
and titles are checked in `headings.py`; what single paragraphs ask for is in `paragraphs.py`, what exhibits tell in `results.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from eightk import form
from eightk.check.case import Case
from eightk.check.paragraphs import of_role, whole_number
from eightk.check.rule import Hit, Table, hit
from eightk.form.evidence import role
from eightk.form.phrases import pattern
from eightk.late import late
from eightk.model import Exhibit, Item, Span

RULES = rules = Table()

_GIVEN = late(r"\bexhibits?\s+(?:no\.?\s*)?(\d{1,3}\.\d{1,2}|99|16|17)(?![\d(])", re.I)
_ELSEWHERE = late(
    r"[\s)(,\"\u201d]*(?:to|of|in|with|from)\s+(?:the|our|its|such|that|an?|registrant|company|form|amendment)\b(?!\s+(?:this|present))"
    r"|.{0,40}\bform\s+(?:10|8|s)\b|.{0,40}previously", re.I | re.S
)  # fmt: skip
_EARLIER = late(r"previously|incorporated\s+(?:herein\s+)?by\s+reference\s+(?:to|from)|filed\s+(?:with|on)\b", re.I)
_WHOLE_TYPE = late(r"EX-(\d{1,3})")


@rules("B01", only="no item")
def some_item(case: Case) -> Iterator[Hit]:
    """A report has at least one item.

    Why: the items are what Form 8-K is. Good: "Item 8.01. Other Events." Bad: a letter to holders under a cover.
    """
    if not case.report.items and case.report.main is not None:
        yield hit()


@rules("B04", only="several items")
def items_in_order(case: Case) -> Iterator[Hit]:
    """Items stand in the form's order.

    Why: readers look for them there; nothing forbids another order. Good: 2.02, 7.01, 9.01. Bad: 9.01, 2.02.
    """
    last: Item | None = None
    for item in case.report.items:
        if last is not None and _rank(item.number) < _rank(last.number):
            yield hit(case.heading(item), item=item.number, before=last.number)
        last = item


@lru_cache(maxsize=256)
def _rank(number: str) -> tuple[int, ...]:
    return tuple(int(n) for n in number.split("."))


@rules("B05", only="several items")
def item_once(case: Case) -> Iterator[Hit]:
    """An item is headed once.

    Why: two texts under one number are easily missed. Good: one Item 8.01 with two paragraphs. Bad: two Items 8.01.
    """
    seen: set[str] = set()
    for item in case.report.items:
        if item.number in seen:
            yield hit(case.heading(item), item=item.number)
        seen.add(item.number)


@rules("B06")
def item_says_something(case: Case) -> Iterator[Hit]:
    """An item has a text; the exhibits item at least a list.

    Why: a heading alone reports nothing. Good: heading and paragraph. Bad: "Item 8.01 Other Events", and then the signatures.
    """
    for item in case.report.items:
        if item.text.strip() or item.not_applicable:
            continue
        if item.number not in role("exhibits item") or not case.report.exhibits:
            yield hit(case.heading(item), item=item.number)
    for item, below in _stacked(case):
        yield hit(case.heading(item), severity=None if below.number in role("exhibits item") else "advice", item=item.number)


def _stacked(case: Case) -> Iterator[tuple[Item, Item]]:
    """Items with a heading of their own and the text of the item headed right below, each with that item; not where two go together."""
    last = {item.text_id: item for item in case.report.items}
    for item in case.report.items:
        below = last[item.text_id]
        if below is not item and item.text.strip() and item.title and item.spans.get("title") != below.spans.get("title"):
            row, other = form.meaning(item.number, case.day), form.meaning(below.number, case.day)
            together = {*(row.often_with if row else ()), *(other.often_with if other else ())}
            if not together & {item.number, below.number} or below.number in role("exhibits item"):
                yield item, below


@rules("B07", only="item not applicable")
def items_that_apply(case: Case) -> Iterator[Hit]:
    """Items that do not apply are left out.

    Why: Rule 12b-13 and the form ask for the items that apply only. Good: no Item 3. Bad: "Item 3. Not applicable."
    """
    for item in case.report.items:
        if item.not_applicable:
            yield hit(case.heading(item), item=item.number)


@rules("B08", only="no exhibits item")
def exhibits_have_their_item(case: Case) -> Iterator[Hit]:
    """A report with exhibits has the exhibits item, 9.01 (7 before 2004).

    Why: the form lists them there. Not for a cover page file alone (exhibit 104). Good: 9.01(d). Bad: exhibit 99.1 under 8.01 only.
    """
    if not case.report.items or any(item.number in role("exhibits item") for item in case.report.items):
        return
    item = role("exhibits item")[0 if case.regime == "legacy" else -1]
    for exhibit in case.report.exhibits:
        if not of_role(exhibit, "exhibits of no item") and not exhibit.incorporated_by_reference:
            yield hit(exhibit.spans.get("number"), item=item, exhibit=exhibit.number)
            return
    for document in case.report.documents:
        whole = _WHOLE_TYPE.match(document.type or "")
        if whole and whole.group(1) not in role("exhibits of no item"):
            yield hit(document.spans.get("type") or document.span, item=item, exhibit=(document.type or "")[3:])
            return


def _exhibits_paragraph(case: Case) -> str:
    """The letter of the exhibits paragraph on the day."""
    number = role("exhibits item")[0 if case.regime == "legacy" else -1]
    row = form.meaning(number, case.day)
    parts = row.parts if row else ()
    return next((p[1] for p in parts if "exhibits" in p.lower()), "d")


def _exhibit_parts(case: Case) -> list[tuple[str, Span | None, Item]]:
    """Lettered paragraphs of exhibits items that call themselves Exhibits."""
    return case.kept("exhibit parts", lambda: list(_called_exhibits(case)))


def _called_exhibits(case: Case) -> Iterator[tuple[str, Span | None, Item]]:
    for item in case.report.items:
        if item.number in role("exhibits item"):
            for part in item.parts:
                if form.letters(f"{part.title or part.text[:40]}").startswith("exhibit"):
                    yield part.letter, part.spans.get("letter"), item


@rules("B09")
def exhibits_in_their_paragraph(case: Case) -> Iterator[Hit]:
    """Exhibits are listed in paragraph (c) until 2005-11-06, in (d) since.

    Why: (a) to (c) are for statements. Good: "(d) Exhibits". Bad: "(a) Exhibits". Today's (c) is check B10's.
    """
    parts = _exhibit_parts(case)
    right = _exhibits_paragraph(case) if parts else ""
    for letter, span, item in parts:
        if letter != right and not (letter == "c" and right == "d"):
            yield hit(span, letter=letter, right=right, item=item.number)


@rules("B10")
def exhibits_not_under_c(case: Case) -> Iterator[Hit]:
    """9.01(c) is for shell company transactions since 2005-11-07; exhibits are in (d).

    Why: the letters moved with Release 33-8587; some filers kept (c) for a year. Good: "(d) Exhibits". Bad: "(c) Exhibits" in 2012.
    """
    for letter, span, item in _exhibit_parts(case):
        if letter == "c" and _exhibits_paragraph(case) == "d":
            yield hit(span, item=item.number)


@rules("B15", only="uncertain exhibit")
def exhibit_is_named(case: Case) -> Iterator[Hit]:
    """An exhibit is named by the item it belongs to.

    Why: whether it is filed or furnished follows that item (General Instruction B.2). Good: "attached as Exhibit 99.1". Bad: exhibit
    99.2 that only the list knows, beside a furnished and a filed item.
    """
    if all(item.number in role("exhibits item") for item in case.report.items):
        return
    for exhibit in case.report.exhibits:
        if exhibit.status == "uncertain" and not exhibit.incorporated_by_reference and not _named(case, exhibit):
            yield hit(exhibit.spans.get("number"), exhibit=exhibit.number)


def _named(case: Case, exhibit: Exhibit) -> bool:
    rule = re.compile(rf"(?<![\d.]){re.escape(exhibit.number)}(?![\d])")
    return any(rule.search(item.text) for item in case.report.items if item.number not in role("exhibits item"))


@rules("B29")
def exhibit_is_listed(case: Case) -> Iterator[Hit]:
    """An exhibit an item calls attached is in the list of exhibits.

    Why: a number that leads nowhere is a slip. Good: "Exhibit 99.1" in both; "will file the letter as Exhibit 7.1 by amendment".
    Bad: "attached as Exhibit 99.2", and 99.1 listed.
    """
    listed = {_bare(e.number) for e in case.report.exhibits} | {_bare(n) for n in case.texts}
    seen: set[str] = set()
    for item in case.report.items:
        if item.number in role("exhibits item") or all(_known(m.group(1), listed) for m in _given(item.text, case.low(item))):
            continue
        for block, low in case.low_blocks(item):
            for m in _given(block.text, low):
                number = m.group(1)
                if number in seen or _known(number, listed):
                    continue
                if _follows(low, m.start(), m.end()) or _ELSEWHERE.match(block.text, m.end()):
                    continue
                if not _EARLIER.search(block.text, max(0, m.start() - 80), m.start()):
                    seen.add(number)
                    yield hit(block.span, exhibit=number, item=item.number)


def _follows(low: str, start: int, end: int) -> bool:
    """Whether the sentence around an exhibit's number says that it will be filed by amendment."""
    stop = low.find(". ", end)
    return pattern("to-follow").search(low[max(low.rfind(". ", 0, start), 0) : stop if stop >= 0 else len(low)]) is not None


def _given(text: str, low: str) -> Iterator[re.Match[str]]:
    """Where a text, of which `low` is the lower case, calls an exhibit by its number."""
    if len(low) != len(text):  # places in the one are not those of the other
        yield from _GIVEN.finditer(text)
        return
    at = low.find("exhibit")
    while at >= 0:
        m = _GIVEN.match(text, at)
        if m is not None:
            yield m
        at = low.find("exhibit", m.end() if m is not None else at + 1)


@lru_cache(maxsize=256)
def _bare(number: str) -> str:
    return re.sub(r"[^\d.a-z]", "", number.lower().replace("-", ".").replace("(", ".")).strip(".")


def _known(number: str, listed: set[str]) -> bool:
    """Whether an exhibit's number, or one of those that a whole number stands for, is listed."""
    return _bare(number) in listed or (whole_number(number) == number and any(whole_number(other) == number for other in listed))


@rules("B30")
def nothing_left_open(case: Case) -> Iterator[Hit]:
    """No mark of a draft is left in the text.

    Why: "[date]" is not what the registrant meant to say. Good: "on June 9, 2008". Bad: "on [date]", "$[.] million", "TBD".
    """
    rule = pattern("placeholder")
    for item in case.report.items if rule.may(case.low_items) else ():
        for block, low in case.low_blocks(item) if rule.may(case.low(item)) else ():
            if block.kind != "table" and (m := rule.search(low)):
                yield hit(block.span, words=block.text[m.start() : m.end()].strip(), item=item.number)


@rules("B32")
def no_item_of_another_day(case: Case) -> Iterator[Hit]:
    """The text names no item of the old form as if it were in force.

    Why: a sentence copied from 2003 ("furnished under Item 12, Release 33-8216") tells of a form that is gone. Good: "this Item 2.02".
    Bad: "intended to be furnished under Item 12".
    """
    rule = pattern("stale-item")
    for item in case.report.items if rule.search(case.low_items) else ():
        for block, low in case.low_blocks(item) if rule.search(case.low(item)) else ():
            if m := rule.search(low):
                yield hit(block.span, words=" ".join(block.text[m.start() : m.end()].split()), item=item.number)
                break
