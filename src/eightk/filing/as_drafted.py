"""What was laid out, read back, against the draft it was made of.

Comes in: a completed Draft and the Report that its document reads as. Goes out: complaints, by part of the draft. Add here: a part of the
form that every reader must find as it was drafted.

The operator enters what stands on the sheet, and the public reads what stands in the document: an item that only the drafter can see, or
one that nobody drafted, is told before it leaves. No signature is printed that the draft does not tell; that is never overridden.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import msgspec

from eightk import form
from eightk.drafted import Draft
from eightk.form.rows import letters
from eightk.form.sending import Layout
from eightk.form.words import words
from eightk.model import Cover, Report
from eightk.write.ascii import spelled
from eightk.write.package import Complaint

SIGN = "/s/"
_SAY_WHO = "say in `signatures` who signed and when, or signed: false"
_OTHER_WORDS = "put other words at the beginning of that line"


def unlike(draft: Draft, report: Report, day: dt.date, layout: Layout) -> tuple[Complaint, ...]:
    """Where the document does not read as it was drafted. `day`: the filing date; in `ascii` every word is spelled in ASCII."""
    plain = spelled if layout == "ascii" else str
    drafted, page, read = draft.report, draft.report.cover, report.cover
    found = [*_items(draft, report, day), *_exhibits(draft, report)]
    pairs: list[tuple[str, object, object]] = [
        ("form", drafted.form, report.form),
        ("date_of_report", page.date_of_report, read.date_of_report),
        ("registrants", _letters((one.name for one in page.registrants), plain), _letters((one.name for one in read.registrants), str)),
    ]
    if words("boxes", day) is not None:
        pairs.append(("checkboxes", _ticked(page), _ticked(read)))
    if words("securities", day) is not None:
        titles = _letters((one.title for one in page.securities), plain), _letters((one.title for one in read.securities), str)
        pairs += [("securities", *titles), ("emerging_growth", bool(page.emerging_growth), bool(read.emerging_growth))]
    found += (Complaint(part, f"the document's {part} reads otherwise than drafted: {_said(after)}", f"write {part} in other words")
              for part, before, after in pairs if before != after)  # fmt: skip
    return tuple(found)


def _letters(words: Iterable[str | None], plain: Callable[[str], str]) -> list[str]:
    return [letters(plain(one or "")) for one in words]


def _ticked(page: Cover) -> list[str]:
    return sorted(key for key, ticked in (page.checkboxes or {}).items() if ticked)


def _said(value: object) -> str:
    return f"{', '.join(map(str, value)) if isinstance(value, list) else value}" or "nothing"


def _items(draft: Draft, report: Report, day: dt.date) -> Iterator[Complaint]:
    drafted, read = Counter(draft.report.items.numbers()), Counter(report.items.numbers())
    places = {item.number: f"items.{n}" for n, item in enumerate(draft.report.items)}
    for number in drafted - read:
        todo = "give it a title, and a text of its own"
        if number not in form.on(day).items:
            todo = f"the form of {day} has no such item; `eightk form {day}` lists its items"
        yield Complaint(places[number], f"Item {number} does not read as an item", todo)
    for number in read - drafted:
        yield Complaint(
            "", f"the document reads as if it had an Item {number} that is not drafted", f"make it an item (# {number}), or {_OTHER_WORDS}"
        )


def _exhibits(draft: Draft, report: Report) -> Iterator[Complaint]:
    drafted, read = draft.report.exhibits.numbers(), report.exhibits.numbers()
    for n, number in enumerate(drafted):
        if number not in read:
            yield Complaint(f"exhibits.{n}", f"Exhibit {number} does not read as an exhibit", "list it where the exhibits are listed")
    for number in dict.fromkeys(read):
        if number not in drafted:
            todo = f"add it to `exhibits`, or {_OTHER_WORDS}"
            yield Complaint("exhibits", f"the document lists an Exhibit {number} that is not drafted", todo)


# ---- signatures --------------------------------------------------------------------------------------------------


def unsigned(draft: Draft, report: Report) -> tuple[Complaint, ...]:
    """Signatures that the document shows and the draft does not tell with name and date."""
    signed = [(n, one) for n, one in enumerate(draft.report.signatures) if one.signed]
    complaints = [
        Complaint(f"signatures.{n}", f"a signature lacks its {'date' if one.name else 'name'}", _SAY_WHO)
        for n, one in signed
        if not (one.name and one.date)
    ]
    complaints += _in_words(draft)
    found = [one for one in report.signatures if one.signed]
    if len(found) > len(signed):
        names = ", ".join(one.name or "somebody" for one in found)
        what = f"the document reads as signed by {names}, the draft has {len(signed)} signature{'s' * (len(signed) != 1)}"
        complaints.append(Complaint("signatures", what, _SAY_WHO))
    return tuple(complaints)


def _in_words(draft: Draft) -> Iterator[Complaint]:
    """The sign of a signature anywhere but where a signature is printed."""
    todo = f"{_SAY_WHO}; a signed letter is an exhibit"
    for n, body in enumerate([draft.explanation, *draft.bodies]):
        if _holds(" ".join(run.text for one in body for run in one.every_run())):
            yield Complaint(f"items.{n - 1}" if n else "", f"a signature in the text: {SIGN}", todo)
    report = draft.report
    for part, values in (("registrants", report.cover.registrants), ("exhibits", report.exhibits), ("signatures", report.signatures)):
        for n, one in enumerate(values):
            if any(_holds(word) for word in msgspec.structs.asdict(one).values() if isinstance(word, str)):
                yield Complaint(f"{part}.{n}", f"a signature within a value: {SIGN}", todo)


def _holds(words: str) -> bool:
    return SIGN in "".join(words.split()).lower()
