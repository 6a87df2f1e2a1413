"""What a package is made of: names, types, files that are what they say, the operator's sheet."""

from __future__ import annotations

import datetime as dt
import re

import msgspec
import pytest

from eightk.drafted import Draft, Enrolled
from eightk.model import Cover, Exhibit, Item, Listing, Registrant, Report, Security, Signature
from eightk.write.package import (
    CannotPack,
    Package,
    content_faults,
    main_name,
    package,
    pictures_of,
    prefix_of,
    renamed,
    scripts,
    uploaded_name,
)
from eightk.write.sheet import Record, record, sheet
from eightk.write.submission import Packed

D = dt.date
GIF, JPG, PDF = b"GIF89a\x01\x00", b"\xff\xd8\xff\xe0", b"%PDF-1.7\n"
replace = msgspec.structs.replace


def draft(*numbers: str, files: dict[str, str] | None = None, **cover: object) -> Draft:
    page = Cover(
        date_of_report=D(2024, 5, 31), registrants=(Registrant(name="Larkspur Tide Mills, Inc.", file_number="001-99101"),),
        securities=(Security(title="Common Stock", symbol="LTM", exchange="NYSE"),), checkboxes={"425": True, "14a-12": False},
    )  # fmt: skip
    report = Report(
        form="8-K", cover=replace(page, **cover),
        items=Listing((Item(number="5.02", title="Departure"), Item(number="7.01", status="furnished"))),
        exhibits=Listing(Exhibit(number=n) for n in numbers), signatures=(Signature(name="A. Miller"),),
    )  # fmt: skip
    return Draft(
        report=report,
        filers=(Enrolled(cik="0009990101"),),
        bodies=((), ()),
        files=files or {n: f"ex{n.replace('.', '-')}.htm" for n in numbers},
    )


def packed(exhibits: dict[str, bytes], *, files: dict[str, str] | None = None, pictures: dict[str, bytes] | None = None) -> Package:
    given = renamed(draft(*exhibits, files=files))
    return package(given, b"<html></html>", day=D(2024, 6, 3), layout="html", exhibits=exhibits, pictures=pictures or {})


def complaints(
    exhibits: dict[str, bytes], *, files: dict[str, str] | None = None, pictures: dict[str, bytes] | None = None
) -> list[tuple[str, str]]:
    with pytest.raises(CannotPack) as caught:
        packed(exhibits, files=files, pictures=pictures)
    assert all(c.todo for c in caught.value.complaints)
    return [(c.part, c.what) for c in caught.value.complaints]


def test_documents_are_named_and_typed() -> None:
    told = packed({"10.1": b"<p>a</p>", "99.1": b"a"}, files={"10.1": "sub/lease.docx", "99.1": "press.txt"}, pictures={"logo.gif": GIF})
    assert [(d.name, d.type) for d in told.documents] == [
        ("ltm-20240531.htm", "8-K"), ("lease.htm", "EX-10.1"), ("press.txt", "EX-99.1"), ("logo.gif", "GRAPHIC"),
    ]  # fmt: skip


def test_companions_name_the_main_document() -> None:
    found = package(
        draft(), b"<html/>", day=D(2024, 6, 3), layout="ixbrl", companions={"abc-20240531.xsd": b"<x/>", "abc-20240531_lab.xml": b"<x/>"}
    )
    assert [(d.name, d.type) for d in found.documents] == [
        ("abc-20240531.htm", "8-K"), ("abc-20240531.xsd", "EX-101.SCH"), ("abc-20240531_lab.xml", "EX-101.LAB"),
    ]  # fmt: skip


@pytest.mark.parametrize("change, prefix", [({}, "ltm"), ({"securities": ()}, "cik9990101")])
def test_the_prefix(change: dict[str, object], prefix: str) -> None:
    assert prefix_of(draft(**change)) == prefix
    assert prefix_of(replace(draft(), prefix="A-B")) == "ab"
    assert main_name(draft(**change), "ascii") == f"{prefix}-20240531.txt"


def test_uploaded_names() -> None:
    assert [uploaded_name(n) for n in ("a.htm", "sub/b.DOCX", "c.PDF")] == ["a.htm", "b.htm", "c.PDF"]


# ---- files that are not what they say ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name, data, what",
    [
        ("a.jpg", GIF, "no jpg inside"), ("a.gif", JPG, "no gif inside"), ("a.gif", b"<html>", "no gif inside"),
        ("a.pdf", b"MZ", "no pdf inside"),
        ("a.pdf", PDF + b"/OpenAction<</S/JavaScript>>", "something that acts"),
        ("a.gif", GIF + b"!\xff\x0bNETSCAPE2.0\x03", "an animation"), ("a.txt", b"a\0b", "no text inside"),
        ("a.htm", "<script>".encode("utf-16"), "no text inside"),
        ("a.htm", b"<p>a<ScRipt>x</sCript>", "the element <script>"), ("a.htm", b"<img src=a.gif OnError = 'x'>", "runs a script"),
        ("a.htm", b'<p class="a"onclick="x">', "runs a script"), ("a.htm", b"<a href=' java&#115;cript:x'>", "link that runs"),
        ("a.htm", b'<A HREF="java\nscript:x">', "link that runs"), ("a.htm", b"<a href=vbscript:x>", "link that runs"),
        ("a.htm", b"<p>a</TEXT></DOCUMENT><DOCUMENT><TYPE>EX-99.9", "tag </text>"), ("a.txt", b"a\n</document >", "tag </document >"),
        ("a.htm", b"<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///x'>]><p>&x;", "declares an entity"),
        ("a.htm", b'<body style="background:url(http://x/a.png)">', "a style that loads"),
        ("a.htm", b"<p>\x1b[31m", "a control character (0x1B)"),
        ("a.htm", b"<p STYLE='width:expres&#115;ion(alert(1))'>", "a style that loads"),
        ("a.htm", b"<iframe src='x'>", "<iframe>"), ("a.htm", b"<svg/onload=x>", "<svg>"), ("a.htm", b"<object data=x>", "<object>"),
    ],
)  # fmt: skip
def test_what_acts_or_pretends_is_refused(name: str, data: bytes, what: str) -> None:
    assert any(what in told for told, _ in content_faults(Packed(name=name, type="EX-99.1", data=data)))


@pytest.mark.parametrize(
    "name, data",
    [
        ("a.jpg", JPG), ("a.gif", GIF), ("a.pdf", PDF), ("a.txt", b"onclick= <script>"),
        ("a.txt", b"<PAGE>\nThe <TEXTILE> document of a <c>"),
        ("a.htm", b'<p style="color:black">the url (or the entity) of a style=x</p>'),
        ("a.htm", b"<p>The script of onload= is javascript: x</p>"),
        ("a.htm", b'<a href="ex99-2.htm">on and on = more</a>'),
    ],
)  # fmt: skip
def test_what_is_as_it_says_passes(name: str, data: bytes) -> None:
    assert list(content_faults(Packed(name=name, type="EX-99.1", data=data))) == []


def test_many_angle_brackets_take_no_time() -> None:
    assert list(scripts(b"<a " * 100_000)) == []


def test_complaints_name_their_part_and_come_together() -> None:
    found = complaints(
        {"10.1": b"<script>", "99.1": b" ", "X": b"a", "99.2": b"a"},
        files={"10.1": "a.htm", "99.1": "A.htm", "X": "x.htm", "99.2": "b.exe"},
    )
    assert ("exhibits.0.file", "a.htm has the element <script>") in found
    assert ("exhibits.1.file", "two documents are called A.htm") in found
    assert ("exhibits.1.file", "A.htm is empty") in found
    assert ("exhibits.2.file", "EX-X is no type of document") in found
    assert ("exhibits.3.file", "an exhibit cannot be b.exe") in found
    assert complaints({"104": b"a"}) == [("exhibits.0.file", "exhibit 104 is part of the tagged report itself, and no file")]
    assert complaints({"99.1": PDF}, files={"99.1": "a.pdf"}) == [("exhibits.0.file", "an exhibit cannot be a.pdf")]


def test_too_many_bytes() -> None:
    big = b"a" * 100_000_001
    assert any("EDGAR takes about" in what for _, what in complaints({"99.1": big, "99.2": big}))


def test_pictures_are_found() -> None:
    data = b"<IMG SRC='Logo.gif'><img alt=x src=a/b.jpg><img src=\"data:image/gif;x\"><img src=http://x/y.gif><img src='Logo.gif'>"
    assert pictures_of(data) == ("Logo.gif", "a/b.jpg")


# ---- the sheet ---------------------------------------------------------------------------------------------------


def sheet_of(given: Draft, **changes: object) -> tuple[str, Record]:
    one = package(renamed(given), b"<html></html>", day=D(2024, 6, 3), layout="html")
    told = replace(record(one, given.report, "0" * 64, {}), **changes)
    return sheet(one, given.report, told, ["NOT APPROVED"], ["C08 advice: no line"]), told


def test_the_sheet_says_what_edgar_asks() -> None:
    text, told = sheet_of(draft())
    for line in (
        "Submission type   8-K",
        "Live or test      TEST",
        "Period            05-31-2024",
        "0009990101  Larkspur Tide Mills, Inc.",
    ):
        assert line in text
    assert "425: Written communications" in text and "14a-12: " not in text
    assert "Item 7.01" in text.partition("Furnished")[2].partition("Due")[0]
    assert "Thu 2024-06-06" in text and "Tue 06-04 day 2" in text
    assert told.late_after == D(2024, 6, 6) and told.items == ("5.02", "7.01")
    assert max(map(len, text.splitlines())) <= 100


def test_nothing_in_the_sheet_acts_or_forges_a_line() -> None:
    one = package(renamed(draft()), b"<html></html>", day=D(2024, 6, 3), layout="html")
    told = record(one, one.draft.report, "0" * 64, {})
    text = sheet(one, one.draft.report, told, ["approved by \x1b[31mEve\nLive or test      LIVE"], ["x\u202ey"])
    assert "\x1b" not in text and "\u202e" not in text and "\nLive or test      LIVE" not in text


def test_the_sheet_says_late_and_forced() -> None:
    text, _ = sheet_of(draft(date_of_report=D(2024, 5, 20)), forced=("F01",))
    assert "LATE: the last day in time was Fri 2024-05-24" in text
    assert "--force although the check found errors: F01" in text


def test_an_amendment_has_no_clock() -> None:
    given = draft()
    given = replace(given, report=replace(given.report, form="8-K/A"))
    text, told = sheet_of(given)
    assert told.form == "8-K/A" and told.late_after is None and "the clock ran for the original" in text


def test_a_missing_cik_is_told() -> None:
    assert "CIK not in the draft" in sheet_of(replace(draft(), filers=(Enrolled(),)))[0]


SECRET = re.compile(r"\b(ccc|token|password|passphrase|pmac|access code|secret|api.key)\b\s*(?:is\b|[:=]|\s)\s*\S+", re.I)


def test_no_access_code_has_a_place() -> None:
    text, told = sheet_of(draft())
    assert not SECRET.search(text)
    names = {name for shape in (Record, Package, Packed, Draft, Enrolled) for name in shape.__struct_fields__}
    assert not [name for name in names if re.search("ccc|token|password|phrase|pmac|secret|key", name, re.I)]
    assert SECRET.search("CCC: abcd1234") and SECRET.search("password = x")
    assert msgspec.json.decode(msgspec.json.encode(told), type=Record) == told
