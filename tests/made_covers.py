"""Drafts of invented issuers for Inline covers: every item of today's form, one to three registrants, no to six securities, and the rest
that a cover may say.

Comes in: nothing. Goes out: `COVERS`: a name, a draft that is complete, the day it is filed on; `submission`, the files of one as EDGAR
would send them out. Add here: a cover by a line of `_drafts`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from eightk import form
from eightk.drafted import Address, Draft, Enrolled, Passage, Run
from eightk.form.sending import data_row
from eightk.model import Amendment, Cover, Exhibit, Item, Listing, Registrant, Report, Security, Signature
from eightk.write.complete import complete
from eightk.write.ixbrl import file_name, to_ixbrl
from eightk.write.submission import Packed, header_of
from eightk.write.submission import submission as mock

DAY = dt.date(2024, 11, 8)
replace = msgspec.structs.replace


class Made(NamedTuple):
    """A cover."""

    name: str
    draft: Draft
    day: dt.date


QUILLBROOK = Registrant(
    name="Quillbrook Instruments, Inc.", jurisdiction="Delaware", file_number="001-99043", ein="99-0000043",
    address="2600 Perimeter Walk, Suite 410, Madison, Wisconsin 53717", phone="(608) 555-0177",
)  # fmt: skip
HOLDINGS = Registrant(
    name="Quillbrook Holdings, LLC", jurisdiction="Nevada", file_number="333-99044-01", ein="99-0000044",
    address="2600 Perimeter Walk, Suite 410, Madison, Wisconsin 53717", phone="(608) 555-0177",
)  # fmt: skip
FINANCE = Registrant(
    name="Quillbrook Finance Corp.", jurisdiction="New York", file_number="333-99044-02", ein="99-0000045",
    address="9 Dock Street, Albany, NY 12207", phone="518-555-0123",
)  # fmt: skip
CIKS = ("0009990003", "0009990013", "0009990023")

COMMON = Security(title="Common Stock, $0.001 par value", symbol="QLBX", exchange="The Nasdaq Stock Market LLC")
CLASSES = (
    COMMON,
    Security(title="Warrants to purchase Common Stock", symbol="QLBXW", exchange="The Nasdaq Stock Market LLC"),
    Security(title="Series A Preferred Stock, $0.01 par value", symbol="QLBXP", exchange="The Nasdaq Stock Market LLC"),
    Security(title="5.25% Senior Notes due 2030", symbol="QLBX30", exchange="New York Stock Exchange"),
    Security(title="Preferred Stock Purchase Rights", symbol=None, exchange="The Nasdaq Stock Market LLC"),
    Security(title="Depositary Shares", symbol="QLBXL", exchange="NYSE"),
)


TEXT = "The mill at Dunmere reopened, as Item {} asks to be told."
TEXTS = {
    "1.01": "On November 7, 2024, Quillbrook Instruments, Inc. entered into a supply agreement dated as of November 7, 2024 with Dunmere "
    "Mill Company. Under the agreement Dunmere will supply steel wire for three years, for payments of $2 million a year; either party "
    "may terminate it on ninety days' notice. There is no material relationship between the parties apart from the agreement.",
    "1.05": "On November 7, 2024, Quillbrook determined that a cybersecurity incident is material. An unauthorized party gained access to "
    "its order system on November 1, 2024 (timing) and encrypted files of three plants (scope and nature). The material impact on its "
    "operations was a halt of two days; the impact on its financial condition and results of operations is likely not to be material.",
}
"""What items must show, in an invented case."""


def draft(
    *, day: dt.date = DAY, items: tuple[str, ...] = ("8.01",), registrants: tuple[Registrant, ...] = (QUILLBROOK,),
    filers: tuple[Enrolled, ...] | None = None, exhibits: tuple[tuple[str, str], ...] = (), **rest: Any,
) -> Draft:  # fmt: skip
    """A complete draft. `rest`: fields of Cover, and of Draft (`description`, `explanation`, `prefix`), `form` and `amendment`."""
    page = {name: rest.pop(name) for name in list(rest) if name in Cover.__struct_fields__}
    about = {name: rest.pop(name) for name in ("form", "amendment") if name in rest}
    event = page.pop("date_of_report", day - dt.timedelta(days=1))
    report = Report(
        **{"form": "8-K", **about},
        cover=Cover(date_of_report=event, registrants=registrants, **{"securities": (COMMON,), **page}),
        items=Listing(Item(number=number) for number in items),
        exhibits=Listing(Exhibit(number=number, description=told) for number, told in exhibits),
        signatures=tuple(
            Signature(registrant=one.name, date=day, name="Ada Roe", title="Chief Financial Officer", signed=True) for one in registrants
        ),
    )
    bodies = tuple((Passage(kind="paragraph", runs=(Run(text=TEXTS.get(number, TEXT.format(number))),)),) for number in items)
    made = Draft(
        report=report, filers=filers or tuple(Enrolled(cik=cik) for cik in CIKS[: len(registrants)]),
        bodies=tuple(() if number == "9.01" else body for number, body in zip(items, bodies, strict=True)),
        files={number: f"ex{number.replace('.', '')}.htm" for number, _ in exhibits}, **rest,
    )  # fmt: skip
    return complete(made, day, inline=True)


def _of(**changed: Any) -> Registrant:
    return Registrant(
        **{name: getattr(QUILLBROOK, name) for name in ("name", "jurisdiction", "file_number", "ein", "address", "phone")} | changed
    )


KINDS = (
    Passage(kind="heading", runs=(Run(text="A heading", bold=True),)),
    Passage(kind="heading", depth=1, runs=(Run(text="One below it", italic=True),)),
    Passage(
        kind="paragraph",
        runs=(
            Run(text="Plain, "), Run(text="all looks", bold=True, italic=True, underline=True), Run(text="1", raised=True),
            Run(text=" a link", href="ex991.htm"), Run(text=" & <x>", underline=True),
        ),
    ),
    Passage(kind="list", marker="\u2022", depth=1, runs=(Run(text="Set in \u2014 deep"),)),
    Passage(kind="list", marker="(a)", runs=(Run(text="Lettered"),)),
    Passage(
        kind="table",
        rows=(((Run(text="Name", underline=True),), (Run(text="Votes"),)), ((Run(text="Ada"),), (Run(text="1,000"),)), ((),)),
    ),
    Passage(kind="literal", runs=(Run(text="a   b\n1   2\n"),)),
    Passage(kind="note", marker="(1)", runs=(Run(text="A note."),)),
    Passage(kind="furniture", runs=(Run(text="2"),)),
)  # fmt: skip
"""One of each kind of passage, and all looks of words."""


def _abroad() -> Iterator[tuple[str, dict[str, Any]]]:
    """Addresses and jurisdictions that are not at home."""
    told = (
        ("cayman", "Cayman Islands", ("One Nexus Way",), "Camana Bay", None, "KY1-9005", "Cayman Islands", "+1 345 555 0119"),
        ("ireland", "Ireland", ("5 Quay Row", "Block B"), "Dublin 2", None, "D02 X285", "Ireland", "+353 1 555 0142"),
        ("ontario", "Ontario", ("40 Front Street", "Suite 9"), "Toronto", "Ontario", "M5J 1A1", "Canada", "(416) 555-0150"),
        ("england", "England and Wales", ("3 Mill Lane",), "Leeds", None, "LS1 4AB", "United Kingdom", "+44 113 555 0155"),
        ("germany", "Germany", ("8 Hafenweg",), "Emden", None, "26721", "Germany", "+49 4921 555 0170"),
        ("bermuda in capitals", "BERMUDA", ("8 Wharf Road",), "Hamilton", None, "HM 11", "BERMUDA", "(441) 555-0160"),
    )  # fmt: skip
    for name, jurisdiction, lines, city, state, zip, country, phone in told:
        parts = Address(lines=lines, city=city, state=state, zip=zip, country=country)
        printed = ", ".join(filter(None, (*lines, city, state, zip, country)))
        yield (
            name,
            {
                "registrants": (_of(jurisdiction=jurisdiction, address=printed, phone=phone),),
                "filers": (Enrolled(cik=CIKS[0], address=parts),),
            },
        )


def _covers() -> Iterator[tuple[str, dict[str, Any]]]:
    exhibits = (("99.1", "Press release dated November 8, 2024"),)
    for number in form.on(DAY).items:
        yield f"item {number}", {"items": tuple(dict.fromkeys((number, "9.01"))), "exhibits": exhibits}
    yield "several items", {"items": ("1.01", "2.03", "7.01", "9.01"), "exhibits": exhibits}
    for many in range(7):
        yield f"{many} securities", {"securities": CLASSES[:many], **({"prefix": "qlbx"} if many == 5 else {})}
    yield "two registrants", {"registrants": (QUILLBROOK, HOLDINGS)}
    yield "three registrants", {"registrants": (QUILLBROOK, HOLDINGS, FINANCE), "securities": CLASSES[:3]}
    yield "registrants of one name", {"registrants": (QUILLBROOK, QUILLBROOK), "securities": ()}
    yield "two exchanges", {"securities": (COMMON, Security(title=COMMON.title, symbol="QLBX", exchange="New York Stock Exchange"))}
    yield "two exchanges and notes", {"securities": (COMMON, Security(title=COMMON.title, symbol="QLBX", exchange="NYSE"), CLASSES[3])}
    yield (
        "two warrants",
        {"securities": (CLASSES[1], Security(title="Warrants, each for one share", symbol="QLBWS", exchange="NYSE American"))},
    )
    yield "classes of one title", {"securities": (COMMON, CLASSES[5], Security(title="Depositary Shares", symbol="QLBXM", exchange="NYSE"))}
    yield "no symbol", {"securities": (Security(title="Common Stock", symbol="None", exchange="NYSE"),)}
    yield "blank symbol", {"securities": (Security(title="4.00% Notes due 2031", symbol=None, exchange="NYSE"),)}
    for name in (
        "The Nasdaq Capital Market",
        "New York Stock Exchange, Inc.",
        "NEW YORK STOCK EXCHANGE",
        "NYSE Arca, Inc.",
        "NYSE American",
        "NASDAQ",
    ):
        yield f"on {name}", {"securities": (Security(title="Common Stock", symbol="QLBX", exchange=name),)}
    for key in ("425", "14a-12", "14d-2", "13e-4"):
        yield f"box {key}", {"checkboxes": {one: one == key for one in ("425", "14a-12", "14d-2", "13e-4")}}
    yield "all boxes", {"checkboxes": dict.fromkeys(("425", "14a-12", "14d-2", "13e-4"), True)}
    yield "growth company", {"emerging_growth": True}
    yield "growth company that elected", {"emerging_growth": True, "transition_election": True}
    note = (Passage(kind="paragraph", runs=(Run(text="This amendment states the date & the mill <again>."),)),)
    yield "amendment", {"form": "8-K/A", "amendment": Amendment(number=1), "description": "The date is stated again."}
    yield "amendment with a note", {"form": "8-K/A", "amendment": Amendment(number=2), "explanation": note}
    yield "amendment without words", {"form": "8-K/A", "amendment": Amendment(number=3)}
    yield from _abroad()
    yield "former name", {"registrants": (_of(former="Quillbrook Mills & Sons, Inc."),)}
    yield "former address", {"registrants": (_of(former="12 Old Row, Racine, Wisconsin 53402"),)}
    yield "no former name", {"registrants": (_of(former="N/A"),)}
    yield "state in capitals", {"registrants": (_of(jurisdiction="DELAWARE", address="2600 PERIMETER WALK, MADISON, WISCONSIN 53717"),)}
    yield "code of a state", {"registrants": (_of(jurisdiction="DE", address="2600 Perimeter Walk, Madison, WI 53717-0001"),)}
    yield "State of", {"registrants": (_of(jurisdiction="State of Delaware"),)}
    yield "short file number", {"registrants": (_of(file_number="1-9043"),)}
    yield "no employer number", {"registrants": (_of(ein="Not Applicable"),)}
    yield "two dates", {"dated": DAY}
    yield "fiscal year", {"items": ("5.03",), "filers": (Enrolled(cik=CIKS[0], fiscal_year_end="0630"),)}
    yield "symbol that is a namespace", {"securities": (Security(title="Common Stock", symbol="LINK", exchange="NYSE"),)}


DAYS = (
    ("2019", dt.date(2019, 8, 12)), ("2020", dt.date(2020, 9, 14)), ("2021", dt.date(2021, 9, 14)), ("2022", dt.date(2022, 9, 14)),
    ("2023", dt.date(2023, 9, 14)), ("2024", DAY),
)  # fmt: skip
"""A filing date for each dei year that the validator of Arelle 2.30.21 knows; it no longer takes us-gaap of 2019 and 2020, which several
securities need."""
LATER = (("2025", dt.date(2025, 11, 7)), ("2025", dt.date(2026, 11, 6)))
"""Filing dates whose dei year that validator refuses."""


def _all_kinds() -> Draft:
    made = draft(items=("8.01", "9.01"), exhibits=(("99.1", "Press release dated November 8, 2024"),))
    return replace(made, bodies=(KINDS, *made.bodies[1:]))


COVERS = (
    *(Made(name, draft(**changed), DAY) for name, changed in _covers()),
    Made("every kind of passage", _all_kinds(), DAY),
    *(Made(f"dei {year}", draft(day=day, securities=CLASSES[: 4 if year > "2020" else 1]), day) for year, day in DAYS),
)


def files(made: Made) -> dict[str, bytes]:
    """The files of a cover as a validator wants them, the main document first."""
    main, others = to_ixbrl(made.draft, made.day)
    return {file_name(made.draft): main, **others}


def submission(made: Made) -> bytes:
    """The cover as EDGAR would send it out, its exhibits with it."""
    given = files(made)
    form = made.draft.report.form or "8-K"
    rows = {name: data_row(name) for name in given}
    documents = [Packed(name=name, type=row.type if (row := rows[name]) else form, data=data) for name, data in given.items()]
    page = b"<html><head><title>x</title></head><body><p>Quillbrook reopened its mill at Dunmere.</p></body></html>\n"
    documents += [Packed(name=name, type=f"EX-{number}", data=page) for number, name in made.draft.files.items()]
    return mock(documents, header_of(made.draft, made.day))
