"""A mock submission is taken apart into the documents and the header it was made of, whatever the day, and is known for none."""

from __future__ import annotations

import datetime as dt
import itertools

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafts import filed
from eightk import form
from eightk.checking import check_bytes
from eightk.drafted import Address, Draft, Enrolled
from eightk.form.sending import Container, container_of, layout_of, sending
from eightk.model import Cover, Filer, Header, Item, Listing, Registrant, Report
from eightk.read import read
from eightk.read.header import _SETTERS
from eightk.read.submission import split, uudecode
from eightk.write.complete import complete
from eightk.write.html import to_html
from eightk.write.layouts import LAYOUTS
from eightk.write.package import package
from eightk.write.sheet import record, sheet
from eightk.write.submission import Packed, header_of, item_words, mock_number, submission, uuencoded

D = dt.date
DAYS = (D(1994, 5, 3), D(1997, 5, 1), D(2000, 6, 1), D(2003, 9, 16), D(2008, 1, 2), D(2024, 6, 3), D(2026, 6, 3))
FILER = Filer(
    name="Larkspur Tide Mills, Inc.", cik="0009990101", sic="2300", ein="990000101", state="DE", fiscal_year_end="1231",
    file_number="001-99101", act="1934 Act", business_address="1 WEIR LANE, SUITE 4, DOVER, DE 19901", business_phone="3025550101",
    former_names=("LARKSPUR MILLS INC",),
)  # fmt: skip
MAIN = Packed(
    name="a.htm", type="8-K", description="CURRENT REPORT", data=b"<html><body><p>FORM 8-K</p>\n<p>CURRENT REPORT</p></body></html>\n"
)


def bare(filer: Filer) -> dict[str, object]:
    return {name: getattr(filer, name) for name in filer.__struct_fields__ if name not in ("spans", "film_number")}


@pytest.mark.parametrize("day", DAYS)
def test_the_header_written_is_the_header_read(day: dt.date) -> None:
    numbers = tuple(form.on(day).items)
    header = Header(type="8-K/A", period=day, filed=day, items=numbers, filers=(FILER, Filer(name="Second", cik="0009990102")))
    got = read(submission([MAIN], header, 7)).header
    assert got is not None
    assert (got.type, got.period, got.filed, got.document_count) == ("8-K/A", day, day, 1)
    assert got.accession == f"0000000000-{day:%y}-000007"
    assert tuple(form.header_item(words, day) for words in got.items) == numbers
    assert bare(got.filers[0]) == bare(FILER)
    assert (got.filers[1].name, got.filers[1].cik) == ("Second", "0009990102")


@pytest.mark.parametrize("day", DAYS)
def test_the_header_is_that_of_its_day(day: dt.date) -> None:
    data, row = submission([MAIN], Header(type="8-K", filed=day)), container_of(day)
    assert data.startswith(f"<{row.tag}-DOCUMENT>".encode())
    assert (b"<ACCEPTANCE-DATETIME>" in data, b"<FILENAME>" in data, b"DATE AS OF CHANGE" in data) == (
        row.accepted, row.file_name, row.changed,
    )  # fmt: skip


def test_documents_come_back_byte_for_byte() -> None:
    picture = b"\xff\xd8\xff" + bytes(range(256)) * 3
    documents = [
        MAIN, Packed(name="ex99-1.txt", type="EX-99.1", data=b"A release\n - with lines\n"),
        Packed(name="l.jpg", type="GRAPHIC", data=picture),
        Packed(name="a.xsd", type="EX-101.SCH", data=b'<?xml version="1.0"?><xsd:schema/>\n'),
        Packed(name="c.pdf", type="EX-99.2", data=b"%PDF-1.4 \x80\xff"),
    ]  # fmt: skip
    data = submission(documents, Header(type="8-K", filed=D(2024, 6, 3)))
    found = split(data).documents
    assert [(d.type, d.sequence, d.filename, d.medium) for d in found] == [
        ("8-K", 1, "a.htm", "html"), ("EX-99.1", 2, "ex99-1.txt", "ascii"), ("GRAPHIC", 3, "l.jpg", "uuencoded"),
        ("EX-101.SCH", 4, "a.xsd", "xbrl"), ("EX-99.2", 5, "c.pdf", "pdf"),
    ]  # fmt: skip
    bodies = [uudecode(data, d.body) if d.medium in ("uuencoded", "pdf") else data[slice(*d.body)] for d in found]
    assert [body.rstrip(b"\n") for body in bodies] == [d.data.rstrip(b"\n") for d in documents]


def test_uuencoding_comes_back() -> None:
    for size in (0, 1, 2, 44, 45, 46, 1000):
        data = bytes(n % 251 for n in range(size))
        packed = uuencoded("a.gif", data)
        assert uudecode(packed, (0, len(packed))) == data


def test_it_is_known_for_no_filing() -> None:
    report = Report(form="8-K", cover=Cover(date_of_report=D(2024, 5, 31)), items=Listing((Item(number="7.01"),)))
    text = to_html(Draft(report=report, bodies=((),)), D(2024, 6, 3))
    data = submission([msgspec.structs.replace(MAIN, data=text)], Header(type="8-K", filed=D(2024, 6, 3), filers=(FILER,)))
    assert "mock-submission" in {f.code for f in read(data).findings}
    assert "H11" in {f.code for f in check_bytes(data).checked.faults}
    assert sending().mock.label in _SETTERS


@pytest.mark.parametrize("header", [Header(type="8-K"), Header(filed=D(2024, 6, 3)), Header(type="8-K\nITEMS", filed=D(2024, 6, 3))])
def test_a_header_that_would_break_is_refused(header: Header) -> None:
    with pytest.raises(ValueError):
        submission([MAIN], header)


def test_the_header_of_a_draft() -> None:
    place = Address(lines=("1 Weir Lane", "Suite 4"), city="Dover", state="Delaware", zip="19901")
    printed = Registrant(name="Larkspur Tide Mills, Inc.", jurisdiction="Delaware", ein="99-0000101", phone="(302) 555-0101")
    report = Report(
        form="8-K", cover=Cover(date_of_report=D(2024, 5, 31), registrants=(printed,)),
        items=Listing((Item(number="7.01"), Item(number="9.01"), Item(number="7.01"))),
    )  # fmt: skip
    draft = Draft(report=report, filers=(Enrolled(cik="0009990101", address=place, fiscal_year_end="1231"),), bodies=((), (), ()))
    header = header_of(draft, D(2024, 6, 1))
    assert header.filed == D(2024, 6, 3), "EDGAR takes nothing on a Saturday"
    assert header.items == ("7.01", "9.01")
    assert bare(header.filers[0]) == bare(
        Filer(name=printed.name, cik="0009990101", ein="990000101", state="DE", fiscal_year_end="1231",
              business_address="1 WEIR LANE, SUITE 4, DOVER, DE 19901", business_phone="3025550101")
    )  # fmt: skip


@pytest.mark.parametrize(
    "place, lines",
    [
        (Address(lines=("1 Weir Lane",), city="Dover", state="DE", zip="19901"), (b"STATE:\t\t\tDE\n", b"ZIP:\t\t\t19901\n")),
        (Address(lines=("1 Weir Lane",), city="Ottawa", state="Ontario", zip="K1A 0A9"), (b"STATE:\t\t\tA6\n", b"ZIP:\t\t\tK1A 0A9\n")),
        (Address(lines=("1 Weir Lane",), city="Nowhere", zip="AB1 2CD"), (b"CITY:\t\t\tNOWHERE\n\t\tZIP:\t\t\tAB1 2CD\n",)),
    ],
)
def test_an_address_in_the_header(place: Address, lines: tuple[bytes, ...]) -> None:
    report = Report(form="8-K", cover=Cover(registrants=(Registrant(name="Larkspur"),)))
    header = header_of(Draft(report=report, filers=(Enrolled(cik="0009990101", address=place),)), D(2024, 6, 3))
    data = submission([MAIN], header)
    assert all(line in data for line in lines)


def test_every_item_of_every_form_has_words() -> None:
    for day in DAYS:
        for number in form.on(day).items:
            words = item_words(number, day)
            assert not words[0].isdigit() and form.header_item(words, day) == number


def test_the_facts_cover_every_day_once() -> None:
    assert [layout_of(day) for day in DAYS] == ["ascii", "ascii", "html", "html", "html", "ixbrl", "ixbrl"]
    assert layout_of(DAYS[-1], ("6.02", "9.01")) == "html"  # covers of asset-backed issuers are not tagged
    rows: tuple[Container, ...] = sending().containers
    for one, other in itertools.pairwise(rows):
        assert one.until is not None and other.from_ == one.until + dt.timedelta(days=1)


@settings(max_examples=60, deadline=None)
@given(filed(), st.sampled_from(sorted(LAYOUTS)))
def test_drafts_made_at_random_go_out_and_come_back(pair: tuple[Draft, dt.date], layout: str) -> None:
    draft, day = pair
    draft = complete(draft, day, ascii=layout == "ascii")
    packed = package(draft, LAYOUTS[layout](draft, day), day=day, layout=layout)  # type: ignore[arg-type]
    report = read(submission(packed.documents, header_of(draft, day), mock_number("ab12" * 16)))
    assert report.header is not None and report.main == 0
    assert report.header.period == draft.report.cover.date_of_report and report.header.type == draft.report.form
    told = [form.header_item(words, report.header.filed) for words in report.header.items]
    assert told == list(dict.fromkeys(report.items.numbers())) == list(dict.fromkeys(draft.report.items.numbers()))
    assert [f.name for f in report.header.filers] == [r.name for r in draft.report.cover.registrants]
    assert sheet(packed, report, record(packed, report, "0" * 64, {}), [], []).startswith("OPERATOR SHEET")
