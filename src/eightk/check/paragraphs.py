"""Which paragraphs an item answers, and checks of what those paragraphs ask for.

Comes in: a case. Goes out: `answered`, and hits by the code of the requirement. Add here: nothing of wording. What a paragraph asks for
is a duty of `form/evidence.toml`, and a check that follows duties is one line at the end.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from eightk.check.case import Case
from eightk.check.rule import Hit, Table, hit
from eightk.form.duties import ParagraphRow, fitting
from eightk.form.evidence import Duty, bound, duties, role, sign
from eightk.form.phrases import pattern
from eightk.form.requirements import Severity
from eightk.late import late
from eightk.model import Exhibit, Item, Span, pieces

RULES = rules = Table()

_SHORT = 1500  # letters of an item that may leave its words to an exhibit
_NEAR = 200  # bytes between a bracket and its letter
_LETTERS = late(r"\(([a-z])\)")
_SENTENCE = late(r"\s(?:(?<=[.;:]\s)\s*(?=[A-Z(\"\u201c])|(?<=\n)\n+)")
_WORD = late(r"[A-Za-z]{2,}")
_NAMED = late(r"[I\s](?:(?<=\bI)tems?\s+(\d{1,2}\.\d\d|\d{1,2})\b|(?<=[,&d]\s)\s*(\d\.\d\d)\b)")
_WHOLE = late(r"\(?(\d+)")
_ATTACHED = late(r"EX-(\d{1,3})\b")


class Answered(NamedTuple):
    """A paragraph that an item answers; `sure` where a letter, the form or words tell so, and `by` where letters do."""

    row: ParagraphRow
    span: Span | None
    sure: bool
    lettered: bool = False


def answered(case: Case, item: Item) -> tuple[Answered, ...]:
    """The paragraphs an item answers: those it letters, else the only one there is, else those its words tell, else all, unsure."""
    return case.kept(("answered", id(item)), lambda: _answered(case, item))


def _answered(case: Case, item: Item) -> tuple[Answered, ...]:
    rows = asking(item.number, case.day)
    if not rows:
        return ()
    place, printed = case.heading(item), _printed(case, item)
    lettered = [Answered(row, printed[x], True, True) for row, letters, _ in rows for x in letters if x in printed]
    if lettered:
        return tuple(lettered)
    if len(rows) == 1 or not any(phrase for _, _, phrase in rows):
        return tuple(Answered(row, place, True) for row, _, _ in rows)
    low = case.low(item)
    told = [row for row, _, phrase in rows if phrase is not None and pattern(phrase).stands(low)]
    return tuple(Answered(row, place, True) for row in told) or tuple(Answered(row, place, False) for row, _, _ in rows)


@lru_cache(maxsize=4096)
def asking(number: str, day: dt.date | None) -> tuple[tuple[ParagraphRow, list[str], str | None], ...]:
    """The paragraphs of an item that an event starts, each with its letters and the phrase that tells it."""
    return tuple((row, _LETTERS.findall(row.id), sign(row.id)) for row in fitting(number, day) if not row.event.startswith("none"))


def _printed(case: Case, item: Item) -> dict[str, Span]:
    """The letters an item prints, each in brackets, with their places."""
    found: dict[str, Span] = {}
    for part in item.parts:
        span = part.spans.get("letter")
        at = pieces(span)[0][0] if span else 0
        if span and case.data[max(0, at - _NEAR) : at].rstrip().endswith(b"("):
            found.setdefault(part.letter, span)
    return found


def words(case: Case, item: Item) -> tuple[str, bool]:
    """An item's text with that of the items it names, and whether an exhibit that is not at hand is taken in too."""
    texts, unseen, seen = [item.text], False, {item.number, *role("exhibits item")}
    others = {number for number in case.report.items.numbers() if number not in seen and number in item.text}
    for number in (a or b for a, b in _NAMED.findall(item.text)) if others else ():
        if number in others:
            texts.append(case.report.items[number].text)
            others.remove(number)
    for taken in item.incorporates:
        if taken.exhibit:
            text = case.texts.get(taken.exhibit)
            unseen = unseen or text is None
            texts.append(text or "")
    return "\n\n".join(texts), unseen


def _words(case: Case, item: Item) -> tuple[str, bool, str]:
    """An item's words, whether any are unseen, and the words in lower case."""

    def made() -> tuple[str, bool, str]:
        text, unseen = words(case, item)
        return text, unseen, case.low(item) if len(text) == len(item.text) else text.lower()

    return case.kept(("words", id(item)), made)


def missing(case: Case, code: str) -> Iterator[Hit]:
    """A hit for each item of which a paragraph's duties are not met, naming what is missing."""
    for item in case.report.items:
        if item.number not in bound(code) or item.not_applicable or not item.text.strip():
            continue
        unmet = [duty for duty in _duties(code, item.number) if not _met(case, duty, item)]
        if not unmet:
            continue  # whichever paragraphs it answers, which is longer to tell
        lacking: dict[str, Answered] = {}
        sure = severe = False
        for found in answered(case, item):
            for duty in unmet:
                if found.row.id in duty.paragraphs:
                    lacking.setdefault(duty.asks, found)
                    severe = severe or duty.severity is None
                    sure = sure or found.sure
        if lacking:
            amends = case.report.form is not None and case.report.form.endswith("/A")
            unseen = _words(case, item)[1] and len(item.text) < _SHORT
            severity: Severity | None = None if sure and severe and not amends and not unseen else "advice"
            first = next(iter(lacking.values()))
            yield hit(first.span, severity=severity, item=item.number, paragraph=first.row.id, missing="; ".join(lacking))


@lru_cache(maxsize=1024)
def _duties(code: str, number: str) -> tuple[Duty, ...]:
    """The duties of an item's paragraphs under a check."""
    return tuple(duty for duty in duties(code) if any(paragraph.partition("(")[0] == number for paragraph in duty.paragraphs))


def _met(case: Case, duty: Duty, item: Item) -> bool:
    """Whether an item's words do not call for a duty, or anything shows that it is met; what is told soonest is asked first."""
    if duty.exhibit is not None and has_exhibit(case, duty.exhibit):
        return True
    for number in duty.items:
        if _has_item(case, number):
            return True
    text, _, low = _words(case, item)
    for phrase in duty.when:
        if not pattern(phrase).search(low):
            return True
    for phrase in (*duty.phrases, *duty.unless):
        if pattern(phrase).search(low):
            return True
    return duty.least is not None and own_words(text, duty.least) >= duty.least


def own_words(text: str, least: int) -> int:
    """How many words a text has beside the sentences that only point to an exhibit; no more are counted when there are enough."""
    rule, count, start = pattern("points-to-exhibit"), 0, 0
    for end, after in itertools.chain((m.span() for m in _SENTENCE.finditer(text)), ((len(text), len(text)),)):
        sentence = text[start:end]
        count += 0 if rule.search(sentence.lower()) else len(_WORD.findall(sentence))
        if count >= least:
            break
        start = after
    return count


def has_exhibit(case: Case, whole: str) -> bool:
    """Whether an exhibit of this whole number is listed, attached or given."""
    numbers = [*(e.number for e in case.report.exhibits), *case.texts]
    numbers += [m.group(1) for d in case.report.documents if (m := _ATTACHED.match(d.type or ""))]
    return any(whole_number(number) == whole for number in numbers)


def whole_number(number: str) -> str:
    """The whole number an exhibit's number begins with."""
    m = _WHOLE.match(number)
    return m.group(1) if m else number


def of_role(exhibit: Exhibit, name: str) -> bool:
    """Whether an exhibit plays a part."""
    return whole_number(exhibit.number) in role(name)


def _has_item(case: Case, wanted: str) -> bool:
    number, _, letter = wanted.partition("(")
    items = case.report.items.all(number)
    return any(not letter or any(p.letter == letter[0] for p in item.parts) for item in items)


# ---- the checks that follow duties ---------------------------------------------------------------------------


@rules("B16", only=bound)
def accountant_left(case: Case) -> Iterator[Hit]:
    """A report that the accountant has left says all of Regulation S-K 304(a)(1).

    Why: a reader wants to know whether it went over a quarrel. Not asked of a new accountant's engagement alone, 4.01(b).
    Good: "dismissed .. on May 2 .. approved by the Audit Committee .. no adverse opinion .. no disagreements .. no reportable events".
    Bad: "On May 2 the Company dismissed Quince LLP."
    """
    return missing(case, "B16")


@rules("B17", only=bound)
def accountants_letter(case: Case) -> Iterator[Hit]:
    """The former accountant's letter, exhibit 16, is attached, or the report says that it follows or was refused.

    Why: the accountant tells the Commission whether it agrees. Not asked of 4.01(b), the engagement.
    Good: "16.1 Letter of Quince LLP", or "will be filed by amendment when received". Bad: neither.
    """
    return missing(case, "B17")


@rules("B18", only=bound)
def directors_letter(case: Case) -> Iterator[Hit]:
    """A director who left over a disagreement and wrote a letter: the letter is exhibit 17.

    Why: 5.02(a)(2) asks for any letter on the matter. 5.02(b), a departure without quarrel, does not.
    Good: "17.1 Letter of Orla Fenwick". Bad: "in a letter dated May 2 he told of his disagreement", and no exhibit 17.
    """
    return missing(case, "B18")


@rules("B19", only=bound)
def departure_dates(case: Case) -> Iterator[Hit]:
    """A departure says when notice was given and when it takes effect.

    Why: the notice starts the clock, not the last day in office (C&DI 117.01).
    Good: "On June 9 he told the Company that he will retire on July 31." Bad: "Mr. Pell has left the Company."
    """
    return missing(case, "B19")


@rules("B20", only=bound)
def charter_text(case: Case) -> Iterator[Hit]:
    """An amendment of articles or bylaws comes with its text, exhibit 3; a change of fiscal year alone, 5.03(b), does not.

    Why: S-K 601(b)(3) asks for the text with the report that tells of it. Good: "3.1 Amended By-laws". Bad: no exhibit 3.
    """
    return missing(case, "B20")


@rules("B21", only=bound)
def votes(case: Case) -> Iterator[Hit]:
    """Results of a meeting give the votes for, against or withheld, the abstentions, and broker non-votes where there were any.

    Why: 5.07(b) asks for each, matter by matter; a vote on the frequency of say-on-pay gives one, two and three years.
    Good: a table "For, Against, Abstain, Broker Non-Votes". Bad: "All directors were elected."
    """
    return missing(case, "B21")


@rules("B23", only=bound)
def agreement_told(case: Case) -> Iterator[Hit]:
    """A material agreement is told in the report itself: its date, its parties, its terms.

    Why: 1.01(a) asks for them and the staff does not take a bare reference to an exhibit (C&DI 102.03).
    Good: a paragraph of terms. Bad: "The agreement is attached as Exhibit 10.1."
    """
    return missing(case, "B23")


@rules("B24", only=bound)
def debt_told(case: Case) -> Iterator[Hit]:
    """A credit or debt agreement under 1.01 usually wants Item 2.03 as well.

    Why: a material direct financial obligation is an event of its own. Good: both headings above one text. Bad: 1.01 alone.
    Not wanted where nothing is owed yet, or the debt is not material.
    """
    return missing(case, "B24")


@rules("B25", only=bound)
def unregistered_sale(case: Case) -> Iterator[Hit]:
    """Equity sold without registration usually wants Item 3.02.

    Why: above 1 % (5 % for a smaller company) of the class the sale is an event of its own; how many shares are outstanding no report says.
    Good: 3.02 that takes in the text of 1.01. Bad: 1.01 alone with "exempt from registration".
    """
    return missing(case, "B25")


@rules("B26", only=bound)
def shell_told(case: Case) -> Iterator[Hit]:
    """An acquisition by which a shell company ceases to be one wants 5.06, often 5.01, and statements under 9.01(c).

    Why: such a report stands for a Form 10. Good: 2.01 with 5.06. Bad: "before the merger the registrant was a shell company", alone.
    """
    return missing(case, "B26")


@rules("B27", only=bound)
def incident_told(case: Case) -> Iterator[Hit]:
    """A material cybersecurity incident: its nature, scope and timing, and its impact, or that they follow by amendment.

    Why: 1.05(a) asks for them. Good: "on March 1 .. unauthorized access .. servers .. no material impact". Bad: "an incident occurred".
    """
    return missing(case, "B27")


@rules("B28", only=bound)
def nonreliance_told(case: Case) -> Iterator[Hit]:
    """Non-reliance on issued statements: when concluded, which statements, why, and whether the accountant was spoken with.

    Why: 4.02(a)(1)-(3). Good: all four. Bad: "our statements should no longer be relied upon."
    """
    return missing(case, "B28")


@rules("B11", only=lambda _: frozenset(role("acquisition item")))
def acquired_statements(case: Case) -> Iterator[Hit]:
    """An acquisition report says of the acquired business' statements that they are there, will follow, or are not required.

    Why: 9.01(a), (b) go with 2.01; a reader cannot tell silence from forgetting. Whether the business is significant no report says.
    Good: "(a) .. will be filed by amendment not later than 71 days ..". Bad: an acquisition, and Item 9.01 with exhibits alone.
    """
    acquiring = [item for item in case.report.items if item.number in role("acquisition item")]
    if not acquiring or _statements_spoken_of(case):
        return
    for item in acquiring:
        if not item.not_applicable and _acquires(case, item):
            yield hit(case.heading(item), item=item.number)


def _statements_spoken_of(case: Case) -> bool:
    """Whether the items of an acquisition or of exhibits say anything of statements."""
    numbers = role("exhibits item") + role("acquisition item")
    return any(pattern("statements-spoken-of").stands(case.low(item)) for item in case.report.items if item.number in numbers)


def _acquires(case: Case, item: Item) -> bool:
    """Whether an item tells of an acquisition, and not of a disposition first."""
    low = case.low(item)
    got, gone = pattern("acquired").search(low), pattern("disposed").search(low)
    return got is not None and (gone is None or got.start() < gone.start())
