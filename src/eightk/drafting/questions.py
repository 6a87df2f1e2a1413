"""A draft that asks: the items of a day, and below each what its paragraphs want to know.

Comes in: item numbers, a day, an earlier report or none. Goes out: a draft.md with questions and blanks. Add here: nothing of the form;
what is asked is a row of form/paragraphs.toml.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Sequence

import msgspec

from eightk import form
from eightk.drafted import Draft, Enrolled, Passage, Passages, Run
from eightk.drafting.complaints import nearest
from eightk.drafting.open_questions import question
from eightk.drafting.values import BLANK
from eightk.form.cover import cover
from eightk.form.duties import ParagraphRow, fitting, lettered
from eightk.form.inline import incident, inline
from eightk.form.rows import holds
from eightk.model import Cover, Item, Listing, Registrant, Report, Security, Signature
from eightk.write.draft import to_markdown

_NEEDS = {"required": "is required", "if_any": "if there is one", "optional": "may be filed", "later": "may follow by amendment"}
_TABLE = "security_12b"
_LETTERED = re.compile(r"(\d+\.\d\d) ?(\([A-Za-z]\))")


class NoSuchItem(ValueError):
    """A number that the form of a day does not have; `todo` says what to write."""

    def __init__(self, number: str, day: dt.date) -> None:
        super().__init__(f"the form of {day} has no Item {number}")
        today = form.on(day).items
        now = [n for row in form.items() if row.number == number for n in (*row.was, *row.becomes) if n in today]
        self.todo = f"that matter is its Item {' or '.join(dict.fromkeys(now))}" if now else nearest(number, today)


def asking(numbers: Sequence[str], day: dt.date, *, like: Draft | None = None, event: dt.date | None = None) -> bytes:
    """A draft of these items, by the form of a day.

    `numbers`: items, or paragraphs of them ("5.02(b)"). `like`: an earlier report whose cover and signers are taken over, boxes and dates
    empty. `event`: the date of report. Raises NoSuchItem.
    """
    rows = form.on(day).items
    order, wanted = list(rows), _wanted(numbers, day)
    chosen = [rows[number] for number in sorted(wanted, key=order.index)]
    items = Listing(Item(number=row.number, title=row.title, text_id=n) for n, row in enumerate(chosen))
    page, filers, signatures, prefix = _taken(like, day) if like else blank(day)
    report = Report(form="8-K", cover=msgspec.structs.replace(page, date_of_report=event, dated=None), items=items, signatures=signatures)
    bodies = tuple(_questions(item.number, day, wanted[item.number]) for item in items)
    return _hinted(markdown(Draft(report=report, filers=filers, bodies=bodies, prefix=prefix)))


_EXHIBITS = b"""\
# exhibits:                 # one entry each, its file beside this draft; the item that lists them is written from these
#   - number: "99.1"
#     description: "Press release dated .."
#     file: ex99-1.htm
"""
_SIGNED = b"""\
    # date: YYYY-MM-DD      # of each who has signed: these two print the date and /s/
    # signed: true
"""


def _hinted(made: bytes) -> bytes:
    """The draft with comments on the keys that most reports come to want, where they would stand."""
    front, fence, body = made.partition(b"\n---\n")
    before, signatures, signers = front.partition(b"\nsignatures:\n")
    if not signatures:
        return b"".join((front, b"\n", _EXHIBITS.rstrip(b"\n"), fence, body))
    return b"".join((before, b"\n", _EXHIBITS, signatures[1:], signers, b"\n", _SIGNED.rstrip(b"\n"), fence, body))


def markdown(draft: Draft) -> bytes:
    """The draft as a file; a date of report that is not known is a blank, which no Draft can hold."""
    made = to_markdown(draft)
    if draft.report.cover.date_of_report is not None:
        return made
    head = f"form: {draft.report.form}\n".encode()
    return made.replace(head, head + f"date_of_report: {BLANK}\n".encode(), 1)


# ---- the cover -------------------------------------------------------------------------------------------------------

Taken = tuple[Cover, tuple[Enrolled, ...], tuple[Signature, ...], str | None]


def _taken(like: Draft, day: dt.date) -> Taken:
    """The cover of an earlier report, and who signed it, unsigned."""
    earlier = like.report.cover
    bare = [msgspec.structs.replace(one, spans={}) for one in earlier.registrants]
    page = msgspec.structs.replace(
        earlier, spans={}, registrants=tuple(msgspec.structs.replace(one, former=None) for one in bare), checkboxes=_boxes(day),
        securities=tuple(msgspec.structs.replace(one, spans={}) for one in earlier.securities) or _securities(day),
    )  # fmt: skip
    return page, like.filers, unsigned(like.report.signatures), like.prefix


def unsigned(signatures: Sequence[Signature]) -> tuple[Signature, ...]:
    """The same signers, who have not signed yet."""
    return tuple(Signature(registrant=one.registrant, name=one.name, title=one.title) for one in signatures)


def blank(day: dt.date) -> Taken:
    """A cover to be filled in."""
    registrant = Registrant(
        name=BLANK, jurisdiction=BLANK, file_number=BLANK, ein=BLANK, address=BLANK, phone=BLANK,
    )  # fmt: skip
    page = Cover(registrants=(registrant,), checkboxes=_boxes(day), securities=_securities(day))
    return page, (Enrolled(cik=BLANK),), (Signature(registrant=BLANK, name=BLANK, title=BLANK),), None


def _boxes(day: dt.date) -> dict[str, bool] | None:
    """The boxes that the form of the day prints, none ticked."""
    return dict.fromkeys((box.key for box in cover().boxes if holds(box, day)), False) or None


def _securities(day: dt.date) -> tuple[Security, ...]:
    printed = any(field.id == _TABLE and holds(field, day) for field in cover().fields)
    return (Security(title=BLANK, symbol=BLANK, exchange=BLANK),) if printed else ()


# ---- the questions -----------------------------------------------------------------------------------------------------


def _wanted(numbers: Sequence[str], day: dt.date) -> dict[str, set[str | None]]:
    """The items asked for, "5.02" or "5.02(b)", each with the letters of its paragraphs, None for all. Raises NoSuchItem."""
    wanted: dict[str, set[str | None]] = {}
    for name in numbers:
        number, letter = name, None
        if found := _LETTERED.fullmatch(name):
            number, letter = found[1], found[2].lower()
        if number not in form.on(day).items or not any(lettered(row, letter) for row in fitting(number, day)):
            raise NoSuchItem(name, day)
        wanted.setdefault(number, set()).add(letter)
    return wanted


def _questions(number: str, day: dt.date, letters: Collection[str | None]) -> Passages:
    """What the paragraphs of an item ask, one question a passage; definitions ask nothing."""
    out: list[Passage] = []
    for row in (row for row in fitting(number, day) if any(lettered(row, letter) for letter in letters)):
        out += (question(f"{row.id}: {words} ({row.source})") for words in _asked(row))
        if row.id == inline().incidents.paragraph:
            out.append(_marking(row, day))
    return tuple(out)


def _marking(row: ParagraphRow, day: dt.date) -> Passage:
    """How words are marked for their tags, by words that are."""
    lead = question(f"{row.id}: mark your words by what they say of the incident, as these are: ")
    shown = [Run(text=one.mark, marks=(one.mark,)) for one in incident(day)]
    runs = [run for one in shown for run in (Run(text=", "), one)]
    return msgspec.structs.replace(lead, runs=(*lead.runs, *runs[1:]))


def _asked(row: ParagraphRow) -> Iterator[str]:
    """What one paragraph asks: what to say, when a report is due at all, which exhibits."""
    if row.trigger:
        yield f"the date of the event, which is this: {row.event}"
    yield from row.say
    if row.no_report:
        yield f"is a report due? Not for: {'; '.join(row.no_report)}"
    if row.exhibits:
        needs = "; ".join(f"{one.number} {_NEEDS[one.need]}" for one in row.exhibits)
        yield f"exhibits: {needs}{f'. {row.exhibit_note}' if row.exhibit_note else ''}"
