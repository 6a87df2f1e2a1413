"""Drafts made by hypothesis: invented issuers, every item of the form of a day, text that a drafter might write.

Comes in: nothing. Goes out: `filed`, a strategy of (Draft, filing date); `answers`, what of a report a document says.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from eightk import form
from eightk.drafted import Draft, Enrolled, Passage, Passages, Run
from eightk.model import Amendment, Cover, Exhibit, Item, Listing, Registrant, Report, Security, Signature

WORDS = (
    "the board approved a new lease for its mill on harbour road after long talks with lenders and the plant will close when orders fall"
    " while directors expect costs of around two million dollars over three quarters and savings from a smaller fleet of barges"
).split()
NAMES = "Alder Brindle Calloway Dunmore Eastwick Fennel Gorse Harrow Ivybridge Juniper Kestrel Larch Marlow Nettle Osprey Pinder".split()
KINDS = ["Inc.", "Corporation", "Holdings, Inc.", "Bancorp", "plc", "L.P.", "Ltd.", "Company"]
PLACES = ["Delaware", "Nevada", "Maryland", "Virginia", "New York", "Cayman Islands", "Ireland", "Ontario"]
STREETS = ["Harbour Road", "Mill Lane", "Slate Street", "Old Quarry Avenue"]
TOWNS = ["Danby, VT 05739", "Staunton, Virginia 24401", "Reno, NV 89501", "Albany, New York 12207-1234"]
OFFICES = ["Chief Executive Officer", "Chief Financial Officer", "Senior Vice President and General Counsel", "Secretary"]
MARKERS = ["\u2022", "(1)", "(2)", "1.", "(ii)"]

words = st.lists(st.sampled_from(WORDS), min_size=4, max_size=16).map(" ".join)
sentences = words.map(lambda w: f"{w[0].upper()}{w[1:]}.")
names = st.lists(st.sampled_from(NAMES), min_size=1, max_size=3).map(" ".join)
numbers = st.integers(1, 99)
cells = st.one_of(
    numbers.map(lambda n: f"{n},000"), st.lists(st.sampled_from(WORDS), min_size=1, max_size=2).map(lambda w: " ".join(w).capitalize())
)


def run(text: str) -> tuple[Run, ...]:
    return (Run(text=text),)


paragraphs = st.lists(sentences, min_size=1, max_size=3).map(lambda s: Passage(kind="paragraph", runs=run(" ".join(s))))
entries = st.tuples(st.sampled_from(MARKERS), sentences).map(lambda e: Passage(kind="list", marker=e[0], runs=run(e[1])))
tables = st.integers(2, 4).flatmap(
    lambda wide: st.lists(st.lists(cells, min_size=wide, max_size=wide), min_size=2, max_size=5).map(
        lambda rows: Passage(kind="table", rows=tuple(tuple(run(cell) for cell in row) for row in rows))
    )
)
bodies = st.tuples(paragraphs, st.lists(st.one_of(paragraphs, entries, tables), max_size=3)).map(lambda b: (b[0], *b[1]))


@st.composite
def registrants(draw: st.DrawFn) -> Registrant:
    return Registrant(
        name=f"{draw(names)} {draw(st.sampled_from(KINDS))}",
        jurisdiction=draw(st.sampled_from(PLACES)),
        file_number=f"{draw(st.sampled_from(['001', '000', '333', '1', '0']))}-{draw(st.integers(10000, 99999))}",
        ein=f"{draw(st.integers(10, 99))}-{draw(st.integers(1000000, 9999999))}",
        address=f"{draw(numbers)} {draw(st.sampled_from(STREETS))}, {draw(st.sampled_from(TOWNS))}",
        phone=f"({draw(st.integers(201, 989))}) 555-{draw(st.integers(1000, 9999))}",
        former=draw(st.sampled_from([None, "N/A", "Not Applicable", "Wicker & Sons, Inc."])),
    )


@st.composite
def covers(draw: st.DrawFn, day: dt.date) -> Cover:
    event = day - dt.timedelta(days=draw(st.integers(0, 9)))
    boxes = ("425", "14a-12", "14d-2", "13e-4")
    securities = st.builds(
        Security, title=st.sampled_from(["Common Stock", "Class A Common Stock, $0.01 par value", "5.25% Notes due 2031", "Units"]),
        symbol=st.sampled_from(["ABC", "KES", "FNL.A"]), exchange=st.sampled_from(["New York Stock Exchange", "NYSE American"]),
    )  # fmt: skip
    growth = day >= dt.date(2017, 4, 12)
    return Cover(
        date_of_report=event,
        dated=draw(st.sampled_from([None, day])),
        registrants=tuple(draw(st.lists(registrants(), min_size=1, max_size=3, unique_by=lambda r: r.name))),
        checkboxes=draw(st.fixed_dictionaries({key: st.booleans() for key in boxes})) if day >= dt.date(2004, 8, 23) else None,
        securities=tuple(draw(st.lists(securities, max_size=4))) if day >= dt.date(2019, 5, 2) else (),
        emerging_growth=draw(st.booleans()) if growth else None,
        transition_election=draw(st.booleans()) if growth else None,
    )


@st.composite
def filed(draw: st.DrawFn, first: dt.date = dt.date(1994, 1, 3)) -> tuple[Draft, dt.date]:
    """A draft, and the day it is filed on, from `first` on."""
    day = draw(st.dates(first, dt.date(2026, 6, 30)))
    rows = form.on(day).items
    wanted = draw(st.lists(st.sampled_from([n for n in rows if n not in ("7", "9.01")]), min_size=1, max_size=4, unique=True))
    cover = draw(covers(day))
    marks = draw(st.lists(st.sampled_from(["3.1", "4.2", "10.1", "10.10", "16", "99.1", "99.2"]), max_size=4, unique=True))
    exhibits = Listing(Exhibit(number=n, description=draw(words).capitalize()) for n in sorted(marks, key=float))
    items = Listing(Item(number=n, text_id=k) for k, n in enumerate(n for n in rows if n in wanted))
    amended = draw(st.one_of(st.none(), st.integers(1, 4)))
    person = st.builds(
        Signature, registrant=st.sampled_from([r.name for r in cover.registrants]), date=st.just(day),
        name=names.map(lambda n: f"{n} Ferris"), title=st.sampled_from(OFFICES), signed=st.just(True),
    )  # fmt: skip
    report = Report(
        form="8-K/A" if amended else "8-K", amendment=Amendment(number=amended) if amended else None, cover=cover, items=items,
        exhibits=exhibits, signatures=tuple(draw(st.lists(person, min_size=1, max_size=2, unique_by=lambda s: s.name))),
    )  # fmt: skip
    filers = tuple(Enrolled(cik=f"{n + 9990001:010}") for n in range(len(cover.registrants)))
    return Draft(report=report, filers=filers, bodies=tuple(draw(bodies) for _ in items)), day


# ---- what is compared ----------------------------------------------------------------------------------------


def answers(report: Report) -> Iterator[tuple[str, Any]]:
    """What a report says, value by value; runs of white space are one blank."""
    yield "form", report.form
    yield "amendment", report.amendment.number if report.amendment else None
    page = report.cover
    for name in ("date_of_report", "dated", "checkboxes", "emerging_growth", "transition_election"):
        yield name, getattr(page, name)
    for kind, nodes in (("registrant", page.registrants), ("security", page.securities), ("signature", report.signatures)):
        for n, node in enumerate(nodes):
            yield from ((f"{kind} {n} {name}", getattr(node, name)) for name in node.__struct_fields__ if name != "spans")
    for n, item in enumerate(report.items):
        yield from ((f"item {n} {name}", squeezed(getattr(item, name))) for name in ("number", "title", "text"))
    for n, exhibit in enumerate(report.exhibits):
        yield from ((f"exhibit {n} {name}", squeezed(getattr(exhibit, name))) for name in ("number", "description"))


def squeezed(text: str | None) -> str | None:
    """Words with single blanks between; the ruled line under a table's head is none of them."""
    return re.sub(r"(?:-{3,}|\s)+", " ", text).strip() if text else text


def said(body: Passages) -> str:
    """The text of an item's body as a reader gives it."""
    return "\n\n".join(_words(p) for p in body if p.kind != "furniture")


def _words(one: Passage) -> str:
    if one.kind == "table":
        return "\n".join("\t".join("".join(r.text for r in cell) for cell in row if cell) for row in one.rows)
    return " ".join(filter(None, [(one.marker or "").strip(), one.words]))
