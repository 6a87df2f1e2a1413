"""Checks of the cover: what it must print, and what it says wrongly. Amendments against their original: amended.py.

Comes in: a case. Goes out: hits, by the code of the requirement. Add here: a rule; its words are in form/requirements.toml.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from eightk.check.amended import RULES as AMENDED
from eightk.check.boxes import RULES as BOXES
from eightk.check.case import Case
from eightk.check.header import together
from eightk.check.names import printed_name, state_names
from eightk.check.plain import Plain, plain
from eightk.check.rule import Fix, Hit, Table, hit
from eightk.form.cover import cover as facts
from eightk.form.cover import types
from eightk.form.phrases import pattern
from eightk.form.rows import letters
from eightk.form.words import spelled
from eightk.late import late
from eightk.model import Registrant, Span, pieces

RULES = rules = Table()

_DIGITS = late(r"\d")
_NINE = late(r"\d{9}")
_FIGURES = late(r"(?:^|[\n\t]|\s{2,})\s*(\d[\d/.-]{4,12})\s*(?=$|[\n\t]|\s{2,})")  # a cell of figures
_LONGEST_FILE = 7
_HIDDEN = b"</ix:header>"
_HEAD = 12_000  # bytes of a document in which its form is named
_PLACE = late(r"\s*,\s*")
_LINE = late(r"[^\n\t]*\S[^\n\t]*")
_HEADING = ("heading-form", "heading-current", "heading-section")  # phrases; the lines they stand for are the heading's last
_FIELDS = {
    "jurisdiction": ("state", "caption-state"),
    "file_number": ("file_number", "caption-file-number"),
    "ein": ("ein", "caption-ein"),
    "address": ("address1", "caption-address"),
    "phone": ("area_code", "caption-phone"),
}
"""Field of a registrant -> its row in cover.toml, its caption."""
_ANY = late(r"\w")
_LETTER = late(r"[^\W\d_]{2}")
_WORDS = {field: _LETTER if field == "address" else _ANY for field in _FIELDS}
"""Field -> what its value must have to be one: a zip code alone is no address."""


def _label(id: str) -> str:
    """How the form captions a field."""
    return next(field.labels[0] for field in facts().fields if field.id == id).strip("()")


def _first(words: Plain) -> Span | None:
    """The first line that has words."""
    m = _LINE.search(words.text)
    return words.span(*m.span()) if m else None


def _head(case: Case, most: int = _HEAD) -> Plain:
    """The words of the cover above its check boxes, which name the form again; of an unknown document its first words.

    `most`: bytes that are looked at.
    """
    start, end = next((d.span for d in case.report.divisions if d.kind == "cover"), case.body)
    start = max(start, case.data.rfind(_HIDDEN, start, end))
    words = plain(case.data, start, min(end, start + most))
    lead = pattern("boxes-lead").search(words.low)
    return words.until(lead.start()) if lead else words


def _headed(case: Case, id: str) -> bool:
    """Whether the head says a phrase; mostly it does so at its beginning."""
    beginning = case.kept("beginning", partial(_head, case, _HEAD // 4))
    return pattern(id).stands(beginning.low) or pattern(id).stands(case.kept("head", partial(_head, case)).low)


@rules("C01")
def heading(case: Case) -> Iterator[Hit]:
    """The cover is headed Form 8-K (or 8-K/A), Current Report, and names Section 13 or 15(d); the form is the header's.

    The heading tells what report is filed and under which section.
    Good: "FORM 8-K / CURRENT REPORT / Pursuant to Section 13 or 15(d)". Bad: "FORM 8-Q"; no "CURRENT REPORT"; "8-K" for an 8-K/A.
    """
    named = case.report.spans.get("form")
    for id, wanted in zip(_HEADING, facts().heading.lines[-len(_HEADING) :], strict=True):
        if not case.plainly("cover", id) and not _headed(case, id):
            words = case.kept("head", partial(_head, case))
            place = case.says(words, f"{id}-near") or case.says(words, _HEADING[0]) or _first(words)
            yield hit(place, what=f'does not show "{wanted}" in its heading')
    kind = next((row.form for row in types().submissions if row.type == case.header.type), None)
    if kind is not None and case.report.form is not None and kind != case.report.form:
        yield hit(named, severity="warning", what=f"calls the report Form {case.report.form}, and the header {case.header.type}")


@rules("C02", only="no date of report")
def date_of_report(case: Case) -> Iterator[Hit]:
    """The cover gives the date of report, which can be read as a date.

    It is the date of the earliest event reported, and deadlines run from it.
    Good: "Date of Report (Date of earliest event reported): June 9, 2008". Bad: no date; "June 31, 2008".
    """
    if case.known and case.report.cover.date_of_report is None:
        yield hit(case.says(case.cover_words, "caption-date"))


@rules("C03")
def not_later(case: Case) -> Iterator[Hit]:
    """The date of report is not later than the signature, nor than the filing.

    A report tells what has happened. Good: event of June 9, signed and filed on June 12. Bad: event of July 9.
    """
    cover, signed = case.report.cover, [s for s in case.report.signatures if s.date is not None]
    day = cover.date_of_report
    if day is None:
        return
    first = min(signed, key=lambda s: s.date or day, default=None)
    if first is not None and first.date is not None and day > first.date:
        place = together(cover.spans.get("date_of_report"), first.spans.get("date"))
        yield hit(place, day=spelled(day), other="date of the signature", than=spelled(first.date))
    elif case.header.filed is not None and day > case.header.filed:
        yield hit(cover.spans.get("date_of_report"), day=spelled(day), other="filing date", than=spelled(case.header.filed))


@rules("C04")
def registrant(case: Case) -> Iterator[Hit]:
    """The cover names the registrant.

    The exact name as in its charter. Good: "LARKHOLLOW BANCSHARES, INC." over its caption. Bad: the caption alone.
    """
    registrants = case.report.cover.registrants
    if case.known and not any(printed_name(r) for r in registrants):
        yield hit(case.says(case.cover_words, "caption-name"))


@rules("C05")
def particulars(case: Case) -> Iterator[Hit]:
    """The cover gives state, file number, employer number, address with zip code, and telephone with area code.

    Each is a line of the form; "not applicable" is an answer where a registrant has none.
    Good: "Staunton, Virginia 24401", "(540) 555-0119". Bad: no employer number; "555-0119".
    """
    registrants = [r for r in case.report.cover.registrants if r.name]
    if not registrants:
        return
    stray = _stray(case)
    named = printed_name(registrants[0]) is not None
    for field, (id, caption) in _FIELDS.items():
        printed = _printing(registrants, field)
        elsewhere = (stray is not None and stray.field == field) or (field == "jurisdiction" and not named)
        if printed is None and not elsewhere:
            place = case.says(case.cover_words, caption) or registrants[0].spans.get("name")
            yield hit(place, what=f'The cover does not give "{_label(id)}"')
        elif printed is not None and field in _PARTS:
            part, shape = _PARTS[field]
            value = getattr(printed, field)
            given = [getattr(r, field) for r in registrants if getattr(r, field)]
            if not any(pattern(shape).search(v.lower()) for v in given) and (field != "address" or _in_a_state(value)):
                yield hit(printed.spans.get(field), what=f'"{value}" has no {part} ("{_label(id)}")')


def _printing(registrants: list[Registrant], field: str) -> Registrant | None:
    """The first registrant of which the cover prints a field."""
    words = _WORDS[field]
    for printed in registrants:
        if (value := getattr(printed, field)) and words.search(value):
            return printed
    return None


def _in_a_state(address: str) -> bool:
    """Whether an address is in a state of the Union: the word, or the code, that it ends with."""
    end = _PLACE.split(address)[-1]
    states = state_names()
    last = end.split()[-1:] if end else []
    return letters(end).endswith(tuple(states)) or bool(last) and last[0] in states.values()


_PARTS = {"address": ("zip code", "zip-code"), "phone": ("area code", "area-code")}


class Stray(NamedTuple):
    """A number on the cover that has the shape of none that it should have."""

    field: str
    number: str
    span: Span


def _stray(case: Case) -> Stray | None:
    """The number on the cover that is none of its numbers."""
    return case.kept("stray", partial(_strayed, case))


def _strayed(case: Case) -> Stray | None:
    """Figures alone in their cell, where the file number or the employer number was not found; the longer is the employer's."""
    registrants = case.report.cover.registrants
    wanted = [field for field in ("file_number", "ein") if not all(getattr(r, field) for r in registrants)]
    if not wanted:
        return None
    words = case.cover_words
    caption, stop = pattern("caption-name").search(words.low), pattern("caption-phone").search(words.low)
    values = " ".join(str(getattr(r, field)) for r in registrants for field in ("address", "phone", "ein", "file_number"))
    for m in _FIGURES.finditer(words.text, caption.end() if caption else 0, stop.start() if stop else len(words.text)):
        if m[1] not in values:
            long = len(_DIGITS.findall(m[1])) > _LONGEST_FILE
            field = "ein" if long and "ein" in wanted else wanted[0]
            return Stray(field, m[1], words.span(*m.span(1)))
    return None


@rules("C06")
def file_number(case: Case) -> Iterator[Hit]:
    """The Commission file number is well formed, and one that the header has.

    Prefix and number are joined by a hyphen; leading zeros do not count. Compared with the header where there is one.
    Good: "0-99061" and 000-99061. Bad: "99061"; "000-99016" and 000-99061.
    """
    theirs = [m.groups() for f in case.header.filers for m in pattern("file-number").finditer((f.file_number or "").lower())]
    known = {_number(m) for m in theirs}
    stray = _stray(case)
    if stray is not None and stray.field == "file_number":
        yield hit(stray.span, number=stray.number, why="is not a prefix and a number joined by a hyphen")
    for printed in case.report.cover.registrants:
        value, place = printed.file_number, printed.spans.get("file_number")
        if value is None or pattern("no-number").search(value.lower()):
            continue
        mine = {_number(m.groups()) for m in pattern("file-number").finditer(value.lower())}
        if not mine:
            yield hit(place, number=value, why="is not a prefix and a number joined by a hyphen")
        elif known and not mine & known:
            moved = {n for _, n, _ in mine} & {n for _, n, _ in known} or not {p for p, _, _ in mine} & {p for p, _, _ in known}
            header = ", ".join(f.file_number for f in case.header.filers if f.file_number)
            yield hit(place, severity="advice" if moved else None, number=value, why=f"is not the header's, {header}")


def _number(groups: tuple[str | None, ...]) -> tuple[int, int, str]:
    """Prefix, number and suffix, without leading zeros."""
    prefix, number, suffix = groups
    return int(prefix or 0), int(number or 0), suffix or ""


@rules("C07")
def employer_number(case: Case) -> Iterator[Hit]:
    """The employer identification number is two digits, a hyphen and seven.

    A registrant that has none says so. Good: "99-0000032". Bad: "990000032"; "99-00032".
    """
    stray = _stray(case)
    if stray is not None and stray.field == "ein":
        yield hit(stray.span, number=stray.number)
    for printed in case.report.cover.registrants:
        value = printed.ein
        if not value or pattern("no-number").search(value.lower()):
            continue
        if not pattern("employer-number").search(value.lower()) or _goes_on(case, printed):
            yield hit(printed.spans.get("ein"), number=value, fix=_hyphen(case, printed))


def _goes_on(case: Case, printed: Registrant) -> bool:
    """Whether a letter or figure stands right behind the number."""
    place = printed.spans.get("ein")
    end = pieces(place)[-1][1] if place else 0
    return case.data[end : end + 1].isalnum()


def _hyphen(case: Case, printed: Registrant) -> Fix | None:
    """Nine digits with their hyphen; in ASCII the columns behind it would move."""
    place = printed.spans.get("ein")
    if not place or "html" not in case.media or not _NINE.fullmatch(printed.ein or ""):
        return None
    start, end = pieces(place)[0]
    digits = (printed.ein or "")[:2], (printed.ein or "")[2:]
    return Fix(start=start, end=end, text="-".join(digits), says="put the hyphen after the second digit")


@rules("C08")
def former_name(case: Case) -> Iterator[Hit]:
    """The cover has the line for a former name or address.

    It may stand empty, or say "Not applicable". Good: "(Former name or former address, if changed since last report)". Bad: no such line.
    """
    if not case.known or case.plainly("cover", "former-line"):
        return
    if case.never("cover", "former-line") or not case.says(case.cover_words, "former-line"):
        yield hit(None)


@rules("C15", only="several filers")
def co_registrants(case: Case) -> Iterator[Hit]:
    """The cover gives every filer of the header, each with its own name, state, file number and employer number.

    A combined report is one report for each of them. Good: two filers and two rows. Bad: two filers and one name.
    """
    filers = [f for f in case.header.filers if f.role == "FILER"]
    printed = [r for r in case.report.cover.registrants if r.name]
    if len(filers) < 2:
        return
    if printed and len(printed) < len(filers):
        yield hit(printed[-1].spans.get("name"), what=f"The header has {len(filers)} filers and the cover names {len(printed)} of them")
        return
    stray = _stray(case)
    for field, (id, _) in _FIELDS.items():
        without = [r for r in printed if not getattr(r, field)]
        if without and len(without) < len(printed) and (stray is None or stray.field != field):
            yield hit(without[0].spans.get("name"), what=f'The cover does not give "{_label(id)}" of {without[0].name}')


for _table in (BOXES, AMENDED):
    RULES.update(_table)
