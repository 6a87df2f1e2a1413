"""A draft -> the draft with what the form of its day asks for and nobody need write: titles, boxes, the exhibit list, words that belong.

Comes in: a Draft and the day it is filed on. Goes out: a Draft in which nothing of the form is left open that the facts can fill. What
only the filer knows stays as it is. Add here: a part that the form itself fills; its words are rows of form/words.toml.

Completing what is complete changes nothing.
"""

from __future__ import annotations

import datetime as dt
import re

import msgspec

from eightk import form
from eightk.drafted import Draft, Origin, Passage, Passages, Run, words_of
from eightk.form.cover import cover
from eightk.form.phrases import pattern
from eightk.form.rows import holds, letters
from eightk.form.words import spelled, words
from eightk.model import Cover, Exhibit, Item, Listing
from eightk.write.compose import Listed, listed
from eightk.write.printed import respelled

replace = msgspec.structs.replace
EXHIBITS = ("9.01", "7")
"""The item of exhibits, today's and the old form's."""
INTERACTIVE = "104"


def complete(draft: Draft, day: dt.date, *, inline: bool = False, ascii: bool = False) -> Draft:
    """The draft filled in by the form of a filing date. `inline`: its cover will be tagged; `ascii`: it will be set in characters."""
    draft = _with_exhibit_item(_with_origins(_with_interactive(draft, day) if inline else draft, day), day)
    report = draft.report
    items = Listing(_titled(item, day) for item in report.items)
    page = respelled(report.cover) if inline else report.cover
    report = replace(report, form=report.form or "8-K", cover=_covered(page, day), items=items)
    draft = replace(draft, report=report)
    draft = replace(draft, bodies=tuple(_body(draft, n, day, ascii) for n in range(len(items))))
    return draft


def _titled(item: Item, day: dt.date) -> Item:
    """The item with the form's own title where the draft gives none."""
    row = form.on(day).items.get(item.number)
    return replace(item, title=row.title) if item.title is None and row is not None else item


def _covered(page: Cover, day: dt.date) -> Cover:
    """The cover with all that the form of the day prints; a box that nobody ticked is empty, a former name that nobody gives is none."""
    if (none := words("no-former", day)) is not None:
        page = replace(page, registrants=tuple(replace(one, former=one.former or none) for one in page.registrants))
    boxes = [box.key for box in cover().boxes if holds(box, day)]
    if boxes and page.checkboxes is None:
        page = replace(page, checkboxes=dict.fromkeys(boxes, False))
    growth = next(field for field in cover().fields if field.id == "egc")
    if holds(growth, day):
        page = replace(page, emerging_growth=bool(page.emerging_growth), transition_election=bool(page.transition_election))
    return page


# ---- exhibits ------------------------------------------------------------------------------------------------


def _with_interactive(draft: Draft, day: dt.date) -> Draft:
    """Exhibit 104 of a tagged cover; it may be left out where it would be the only one (Interactive Data C&DI 101.04)."""
    exhibits = draft.report.exhibits
    told = words("exhibit-104", day)
    if not exhibits or exhibits.get(INTERACTIVE) or told is None:
        return draft
    added = Exhibit(number=INTERACTIVE, description=told)
    return replace(draft, report=replace(draft.report, exhibits=Listing((*exhibits, added))))


def _with_origins(draft: Draft, day: dt.date) -> Draft:
    """Exhibits that are incorporated by reference, described with where from, where their description does not say so."""
    said = pattern("incorporated-exhibit")
    exhibits = tuple(
        replace(e, description=f"{e.description or ''} {_origin(draft.origins.get(e.number), day)}".strip())
        if e.incorporated_by_reference and e.number not in draft.files and not said.search((e.description or "").lower())
        else e
        for e in draft.report.exhibits
    )
    return replace(draft, report=replace(draft.report, exhibits=Listing(exhibits)))


def _origin(origin: Origin | None, day: dt.date) -> str:
    """ "(incorporated by reference to Exhibit 10.3 to the registrant's Form 10-K filed on May 3, 2024)", as far as it is known."""
    if origin is None or origin == Origin():
        return words("incorporated", day) or ""
    form_ = re.sub(r"^form\s+", "", origin.form or "", flags=re.I)
    told = words("origin-form", day, form=form_) if form_ else words("origin-filing", day)
    if origin.filed is not None:
        told = words("origin-filed", day, origin=told or "", filed=spelled(origin.filed))
    if origin.file_number:
        told = words("origin-file-number", day, origin=told or "", file_number=origin.file_number)
    if origin.exhibit:
        told = words("origin-exhibit", day, exhibit=origin.exhibit, origin=told or "")
    return words("incorporated-from", day, origin=told or "") or ""


def _with_exhibit_item(draft: Draft, day: dt.date) -> Draft:
    """The item that lists the exhibits, last, where there are some and no item does."""
    report = draft.report
    number = next((n for n in EXHIBITS if n in form.on(day).items), None)
    if not report.exhibits or number is None or report.items.get(number):
        return draft
    item = Item(number=number, text_id=max((i.text_id for i in report.items), default=-1) + 1)
    return replace(draft, report=replace(report, items=Listing((*report.items, item))), bodies=(*draft.bodies, ()))


def _body(draft: Draft, n: int, day: dt.date, ascii: bool) -> Passages:
    item = draft.report.items[n]
    body = draft.bodies[n] if n < len(draft.bodies) else ()
    if item.number in EXHIBITS and draft.report.exhibits:
        return _listed(draft, body, day, ascii)
    if form.furnished_by_form(item.number, day) and item.says != "filed" and body:
        return _not_filed(draft, item, body, day)
    return body


def _listed(draft: Draft, body: Passages, day: dt.date, ascii: bool) -> Passages:
    """The body with the list of exhibits, where it lists none; with links to their files, where it does."""
    if _lists(draft, body):
        return _with_row(draft, tuple(_linked(passage, draft) for passage in body))
    lead = words("exhibits-paragraph", day) or ""
    marker, _, title = lead.partition(" ")
    kept = tuple(p for p in body if not (p.marker == marker or p.words.strip() in (title, lead)))
    head = Passage(kind="list", marker=marker, runs=(Run(text=title),))
    return (*kept, head, *(characters if ascii else tabled)(listed(draft, day)))


def tabled(exhibits: Listed) -> Passages:
    """The list of exhibits as a table."""
    head = tuple((Run(text=title, underline=True),) for title in exhibits.head)
    rows = tuple(((Run(text=number),), (Run(text=told, href=href),)) for number, told, href in exhibits.rows)
    return (Passage(kind="table", rows=(head, *rows)),)


def characters(exhibits: Listed) -> Passages:
    """The list of exhibits set in characters, with hanging descriptions."""
    number, told = exhibits.head
    wide = len(number) + 2
    head = f"{number:<{wide}}{told}\n{'-' * len(number):<{wide}}{'-' * 48}"
    rows = (Passage(kind="list", marker=f"{one:<{wide - 1}}", runs=(Run(text=words),)) for one, words, _ in exhibits.rows)
    return (Passage(kind="literal", runs=(Run(text=head),)), *rows)


def _lists(draft: Draft, body: Passages) -> bool:
    """Whether a body lists exhibits: a row begins with the number of one, or one is described."""
    exhibits = draft.report.exhibits
    firsts = {_words(row[0]) for passage in body for row in passage.rows if row}
    if firsts & set(exhibits.numbers()):
        return True
    said = letters(" ".join(_said(passage) for passage in body))
    return any(letters(told) in said for told in (e.description for e in exhibits) if told)


def _with_row(draft: Draft, body: Passages) -> Passages:
    """A list of the drafter's own with a row for exhibit 104, which completing adds, where it has none."""
    exhibit = draft.report.exhibits.get(INTERACTIVE)
    if exhibit is None or letters(exhibit.description or "") in letters(" ".join(map(_said, body))):
        return body
    numbers = {_words(row[0]): n for n, passage in enumerate(body) for row in passage.rows if row}
    at = max((n for number, n in numbers.items() if number in draft.report.exhibits.numbers()), default=None)
    if INTERACTIVE in numbers:
        return body
    if at is None:
        return (*body, Passage(kind="list", marker=INTERACTIVE, runs=(Run(text=exhibit.description or ""),)))
    row = ((Run(text=INTERACTIVE),), (Run(text=exhibit.description or ""),))
    return (*body[:at], replace(body[at], rows=(*body[at].rows, row)), *body[at + 1 :])


def _said(passage: Passage) -> str:
    """The words of a passage, a table's too."""
    return " ".join(run.text for run in passage.every_run())


def _linked(passage: Passage, draft: Draft) -> Passage:
    """A row of exhibits with a link to the exhibit's file (17 CFR 229.601(a)(2), 232.105)."""
    if passage.kind != "table":
        return passage
    rows = tuple(
        (row[0], *(tuple(_link(run, draft, _words(row[0])) for run in cell) for cell in row[1:])) if row else row for row in passage.rows
    )
    return replace(passage, rows=rows)


def _link(run: Run, draft: Draft, number: str) -> Run:
    file = draft.files.get(number)
    return replace(run, href=file) if file and run.href is None and run.text.strip() else run


def _words(runs: tuple[Run, ...]) -> str:
    return words_of(runs).strip().rstrip("*+\u2020")


# ---- words that belong ---------------------------------------------------------------------------------------


def _not_filed(draft: Draft, item: Item, body: Passages, day: dt.date) -> Passages:
    """The body of a furnished item with the customary words, where it has none of its own.

    Items that share the text are named together; none is, where the form files one of them.
    """
    said = " ".join(map(_said, body)).lower()
    if pattern("not-filed").search(said) or pattern("deemed-filed").search(said):
        return body
    together = [one for one in draft.report.items if one is item or (item.combined and one.text_id == item.text_id)]
    if not all(form.furnished_by_form(one.number, day) and one.says != "filed" for one in together):
        return body
    told = [e.number for e in draft.report.exhibits if e.status == "furnished" and e.number != INTERACTIVE and _names(said, e.number)]
    scope = _scope([one.number for one in together], day)
    listed = _and([f"Exhibit {number}" for number in told])
    sentence = words("not-filed-exhibits", day, scope=scope, exhibits=listed) if told else words("not-filed", day, scope=scope)
    return (*body, Passage(kind="paragraph", runs=(Run(text=sentence or ""),)))


def _scope(numbers: list[str], day: dt.date) -> str:
    """ "this Item 7.01", "these Items 2.02 and 7.01"."""
    return words("this-item" if len(numbers) == 1 else "these-items", day, numbers=_and(numbers)) or ""


def _and(parts: list[str]) -> str:
    *most, last = parts or [""]
    return f"{', '.join(most)} and {last}" if most else last


def _names(said: str, number: str) -> bool:
    """Whether words in lower case name an exhibit: "exhibit 99.1", "exhibits 99.1 and 99.2"."""
    between = r"[\s\d.,&]*(?:(?:and|or|to|through)\b[\s\d.,&]*)*"
    return re.search(rf"\bexhibits?\b(?:\s+nos?\.)?{between}(?<![\d.]){re.escape(number)}(?!\.?\d)", said) is not None
