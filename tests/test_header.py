"""Headers of every spelling, made here, and every real one when EIGHTK_CORPUS names the folder they are in."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import os
import zoneinfo
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eightk.model import Filer, Finding, Header, pieces
from eightk.read.header import acceptance, read_header
from eightk.read.submission import split

CORPUS = os.environ.get("EIGHTK_CORPUS")
needs_corpus = pytest.mark.skipif(not CORPUS, reason="EIGHTK_CORPUS is not set")

LABELLED = b"""<SEC-DOCUMENT>0009999999-03-000007.txt : 20030916
<SEC-HEADER>0009999999-03-000007.hdr.sgml : 20030916
<ACCEPTANCE-DATETIME>20030915171542
ACCESSION NUMBER:\t\t0009999999-03-000007
CONFORMED SUBMISSION TYPE:\t8-K/A
PUBLIC DOCUMENT COUNT:\t\t2
CONFORMED PERIOD OF REPORT:\t20030912
ITEM INFORMATION:\t\tOther events: a second title
ITEM INFORMATION:
FILED AS OF DATE:\t\t20030915
DATE AS OF CHANGE:\t\t20030917
SROS:\t\t\tNONE

FILER:

\tCOMPANY DATA:\t
\t\tCOMPANY CONFORMED NAME:\t\t\tQUILL & SONS INC /DE/
\t\tCENTRAL INDEX KEY:\t\t\t0009999991
\t\tSTANDARD INDUSTRIAL CLASSIFICATION:\tPENS & OTHER OFFICE THINGS [3950]
\t\tORGANIZATION NAME:
\t\tIRS NUMBER:\t\t\t\t999999901
\t\tSTATE OF INCORPORATION:\t\t\tDE
\t\tFISCAL YEAR END:\t\t\t0630

\tFILING VALUES:
\t\tFORM TYPE:\t\t8-K/A
\t\tSEC ACT:\t\t1934 Act
\t\tSEC FILE NUMBER:\t000-99991
\t\tFILM NUMBER:\t\t03999991

\tBUSINESS ADDRESS:\t
\t\tSTREET 1:\t\t1 INKWELL SQ
\t\tSTREET 2:\t\tSUITE: NINE
\t\tCITY:\t\t\tNIBVILLE
\t\tSTATE:\t\t\tOH
\t\tZIP:\t\t\t44444
\t\tBUSINESS PHONE:\t\t555-010-9999

\tMAIL ADDRESS:\t
\t\tSTREET 1:\t\tPO BOX 9
\t\tCITY:\t\t\tNIBVILLE

\tFORMER COMPANY:\t
\t\tFORMER CONFORMED NAME:\tQUILL CO
\t\tDATE OF NAME CHANGE:\t19990101

\tFORMER COMPANY:\t
\t\tFORMER CONFORMED NAME:\tFEATHER CO
\t\tDATE OF NAME CHANGE:\t19900101

FILED BY:

\tCOMPANY DATA:\t
\t\tCOMPANY CONFORMED NAME:\t\t\tBLOTTER LP
\t\tCENTRAL INDEX KEY:\t\t\t0009999992
\t\tSTANDARD INDUSTRIAL CLASSIFICATION:\t []
</SEC-HEADER>
"""

TAGS = b"""<SUBMISSION>
<ACCESSION-NUMBER>0009999999-03-000007
<TYPE>8-K/A
<PUBLIC-DOCUMENT-COUNT>2
<PERIOD>20030912
<ITEMS>5
<ITEMS>
<FILING-DATE>20030915
<DATE-OF-FILING-DATE-CHANGE>20030917
<PRIVATE-TO-PUBLIC>
<FILER>
<COMPANY-DATA>
<CONFORMED-NAME>QUILL & SONS INC /DE/
<CIK>0009999991
<ASSIGNED-SIC>3950
<ORGANIZATION-NAME>
<IRS-NUMBER>999999901
<STATE-OF-INCORPORATION>DE
<FISCAL-YEAR-END>0630
</COMPANY-DATA>
<FILING-VALUES>
<FORM-TYPE>8-K/A
<ACT>34
<FILE-NUMBER>000-99991
<FILM-NUMBER>03999991
</FILING-VALUES>
<BUSINESS-ADDRESS>
<STREET1>1 INKWELL SQ
<STREET2>SUITE: NINE
<CITY>NIBVILLE
<STATE>OH
<ZIP>44444
<PHONE>555-010-9999
</BUSINESS-ADDRESS>
<MAIL-ADDRESS>
<STREET1>PO BOX 9
<CITY>NIBVILLE
<PHONE>555-010-0000
</MAIL-ADDRESS>
<FORMER-COMPANY>
<FORMER-CONFORMED-NAME>QUILL CO
<DATE-CHANGED>19990101
</FORMER-COMPANY>
<FORMER-COMPANY>
<FORMER-CONFORMED-NAME>FEATHER CO
<DATE-CHANGED>19900101
</FORMER-COMPANY>
</FILER>
<FILED-BY>
<COMPANY-DATA>
<CONFORMED-NAME>BLOTTER LP
<CIK>0009999992
</COMPANY-DATA>
</FILED-BY>
"""


def closed(line: bytes) -> bytes:
    """A leaf line as an XML-ised copy prints it."""
    return line + b"</" + line[1 : line.index(b">")] + b">" if line[-1:] != b">" else line


def read(data: bytes) -> tuple[Header, list[Finding]]:
    """The header, after seeing that every scalar has a span and every span says its value."""
    header, findings = read_header(b"before" + data, (6, 6 + len(data)))
    whole = b"before" + data
    honest(header, whole)
    for filer in header.filers:
        honest(filer, whole)
    for field in header.fields:
        ((start, end),) = pieces(field.span)
        assert decoded(whole[start:end]) == field.value
    return header, findings


def decoded(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def words(text: str) -> list[str]:
    return text.replace(",", " ").split()


def honest(node: Header | Filer, whole: bytes) -> None:
    for name in node.__struct_fields__:
        value = getattr(node, name)
        if name in ("spans", "filers", "fields") or value is None or value == ():
            continue
        if name == "role" and name not in node.spans:
            continue  # no line names it
        said = [decoded(whole[start:end]) for start, end in pieces(node.spans[name])]
        if isinstance(value, tuple):
            assert tuple(said) == value, name
        elif isinstance(value, dt.datetime):
            assert acceptance(said[0])[0] == value
        elif isinstance(value, dt.date):
            assert said == [value.strftime("%Y%m%d")]
        elif name == "accepted_precision":
            assert acceptance(said[0])[1] == value
        elif name == "role":
            assert [text.replace("-", " ") for text in said] == [value]
        else:
            assert words(" ".join(said)) == words(value) if name.endswith("address") else said == [str(value)], name


SPELLINGS = {
    "labelled": LABELLED,
    "ims": LABELLED.replace(b"SEC-DOCUMENT", b"IMS-DOCUMENT").replace(b"SEC-HEADER", b"IMS-HEADER"),
    "blank lines": LABELLED.replace(b"\n", b"\n\n"),
    "cr": LABELLED.replace(b"\n", b"\r"),
    "crlf": LABELLED.replace(b"\n", b"\r\n"),
    "spaces": LABELLED.replace(b"\t", b"  ").replace(b"\n", b"  \n"),
    "tags": TAGS,
    "tags in one line": TAGS.replace(b"\n", b""),
    "tags crlf": TAGS.replace(b"\n", b"\r\n"),
    "hdr.sgml": TAGS.replace(b"<SUBMISSION>", b"<SEC-HEADER>0009999999-03-000007.hdr.sgml : 20030916\n<ACCEPTANCE-DATETIME>20030915171542"),
    "xml-ised": b"\n".join(closed(line) for line in TAGS.splitlines()).replace(b"20030912<", b"20030912 00:00:00<"),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_spelling_says_the_same(spelling: str) -> None:
    header, findings = read(SPELLINGS[spelling])
    assert findings == []
    assert (header.accession, header.type, header.document_count) == ("0009999999-03-000007", "8-K/A", 2)
    assert (header.period, header.filed, header.changed) == (dt.date(2003, 9, 12), dt.date(2003, 9, 15), dt.date(2003, 9, 17))
    tagged = b"<TYPE>" in SPELLINGS[spelling]
    assert header.items == (("5", "") if tagged else ("Other events: a second title", ""))
    if b"ACCEPTANCE" in SPELLINGS[spelling]:
        assert (header.accepted, header.accepted_precision) == (dt.datetime(2003, 9, 15, 21, 15, 42, tzinfo=dt.UTC), "second")
    else:
        assert (header.accepted, header.accepted_precision) == (None, None)
    quill, blotter = header.filers
    assert (quill.role, quill.name, quill.cik, quill.sic) == ("FILER", "QUILL & SONS INC /DE/", "0009999991", "3950")
    assert (quill.ein, quill.state, quill.fiscal_year_end) == ("999999901", "DE", "0630")
    assert (quill.act, quill.file_number, quill.film_number) == ("34" if tagged else "1934 Act", "000-99991", "03999991")
    assert quill.business_address == "1 INKWELL SQ, SUITE: NINE, NIBVILLE, OH 44444"
    assert (quill.business_phone, quill.mail_address) == ("555-010-9999", "PO BOX 9, NIBVILLE")
    assert quill.former_names == ("QUILL CO", "FEATHER CO")
    assert (blotter.role, blotter.name, blotter.sic, blotter.former_names) == ("FILED BY", "BLOTTER LP", None, ())


def test_every_line_is_kept_with_its_groups() -> None:
    fields = {(field.path, field.label): field.value for field in read(LABELLED)[0].fields}
    assert fields["", "SROS"] == "NONE"
    assert fields["FILER / COMPANY DATA", "STANDARD INDUSTRIAL CLASSIFICATION"] == "PENS & OTHER OFFICE THINGS [3950]"
    assert fields["FILER / FORMER COMPANY", "DATE OF NAME CHANGE"] == "19900101"
    assert fields["FILED BY / COMPANY DATA", "CENTRAL INDEX KEY"] == "0009999992"
    lines = [line for line in LABELLED.splitlines() if line.strip() and not line.startswith(b"</")]
    assert len(read(LABELLED)[0].fields) == len(lines)
    fields = {(field.path, field.label): field.value for field in read(TAGS)[0].fields}
    assert fields["", "PRIVATE-TO-PUBLIC"] == ""
    assert fields["FILER / COMPANY-DATA", "ORGANIZATION-NAME"] == ""
    assert fields["FILER / FORMER-COMPANY", "DATE-CHANGED"] == "19900101"
    unknown = read(LABELLED.replace(b"SROS:", b"<ODD-TAG>7 < 8\nNEW LABEL:\ta: b\njust words\nSROS:"))[0].fields
    assert [(field.label, field.value) for field in unknown if field.value in ("7 < 8", "a: b", "just words")] == [
        ("ODD-TAG", "7 < 8"), ("NEW LABEL", "a: b"), ("", "just words"),
    ]  # fmt: skip


def test_a_role_that_a_tag_names_in_a_labelled_header() -> None:
    data = LABELLED.split(b"FILED BY:")[0]
    data += b"<REPORTING-OWNER>\n\nCOMPANY DATA:\t\n\tCOMPANY CONFORMED NAME:\t\tPEN JANE\n<RELATIONSHIP>DIRECTOR\n"
    header, _ = read(data)
    assert [(filer.role, filer.name) for filer in header.filers] == [("FILER", "QUILL & SONS INC /DE/"), ("REPORTING OWNER", "PEN JANE")]
    assert header.fields[-1].path == "REPORTING-OWNER"


def test_the_accession_may_stand_in_the_container_line_alone() -> None:
    header, _ = read(LABELLED.replace(b"ACCESSION NUMBER:\t\t0009999999-03-000007\n", b""))
    assert header.accession == "0009999999-03-000007"
    assert read(b"FILER:\n")[0].accession is None


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b"20030912", b"20031399", "header-period"),
        (b"20030915171542", b"00000000000000", "header-accepted"),
        (b"20030915171542", b"20030915000000", "header-accepted"),
        (b"20030915171542", b"soon", "header-accepted"),
        (b"COUNT:\t\t2", b"COUNT:\t\ttwo", "header-document-count"),
    ],
)
def test_a_value_that_is_not_understood_is_a_finding(old: bytes, new: bytes, code: str) -> None:
    header, (finding,) = read(LABELLED.replace(old, new))
    assert finding.code == code
    assert getattr(header, code.removeprefix("header-").replace("-", "_")) is None
    assert finding.span and finding.span != (0, 0)


def test_letters_beyond_ascii() -> None:
    for raw in ("CAFÉ – LÖHNE".encode(), "CAFÉ – LÖHNE".encode("cp1252")):
        header, _ = read(LABELLED.replace(b"QUILL & SONS INC /DE/", raw))
        assert header.filers[0].name == "CAFÉ – LÖHNE"


def test_acceptance_is_eastern_time_the_year_round() -> None:
    zone = zoneinfo.ZoneInfo("America/New_York")
    day = dt.datetime(1993, 1, 1, 17, 30, 5)
    while day.year < 2031:
        expected = day.replace(tzinfo=zone).astimezone(dt.UTC)
        assert acceptance(day.strftime("%Y%m%d%H%M%S")) == (expected, "second")
        day += dt.timedelta(days=1, minutes=1)
    assert acceptance("200307011200") == (dt.datetime(2003, 7, 1, 16, 0, tzinfo=dt.UTC), "minute")
    assert acceptance("20030701") == (dt.datetime(2003, 7, 1, 4, 0, tzinfo=dt.UTC), "day")
    for bad in ("", "20030230", "20030701999999", "2003070112000", "18500101120000", "20030701 12:00:00"):
        assert acceptance(bad) == (None, None)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(LABELLED.splitlines(True) + TAGS.splitlines(True)) | st.binary(max_size=6), max_size=30).map(b"".join))
def test_any_lines_are_read(data: bytes) -> None:
    read(data)


def test_hostile_headers_take_linear_time_and_end() -> None:
    for line in (b"<A>\n", b"FORMER CONFORMED NAME:\tX\n", b"FILER:\n", b"\tBUSINESS ADDRESS:\n\t\tCITY:\tX\n", b"<B><", b"</A>"):
        header, _ = read_header(data := b"FILER:\n" + line * 100_000 + b"</A></B>", (0, len(data)))
        assert len(header.fields) > 0
    deep = b"".join(b"\t" * depth + b"GROUP:\n" for depth in range(2000))
    header, _ = read_header(deep, (0, len(deep)))
    assert len(header.fields) == 2000
    assert max(field.path.count("/") for field in header.fields) < 50


@needs_corpus
def test_every_real_header() -> None:
    folder = Path(CORPUS or "")
    with open(folder / "filings" / "manifest.csv", newline="") as file:
        rows = {row["accession"]: row for row in csv.DictReader(file)}
    paths = sorted(folder.glob("filings/[12]*/*.txt.gz"))
    assert paths
    for path in paths:
        data = gzip.decompress(path.read_bytes())
        span = split(data).header_span
        assert span
        header, findings = read(data[slice(*span)])
        row = rows[path.name.split(".")[0]]
        assert findings == []
        assert header.filed and header.period
        got = (header.accession, header.type, header.filed.strftime("%Y%m%d"), header.period.strftime("%Y%m%d"))
        assert got == (row["accession"], row["form"], row["filed"], row["period"])
        assert (header.filers[0].cik, header.filers[0].name) == (row["cik"], row["company"])
        assert "; ".join(item for item in header.items if item) == row["items"]


@needs_corpus
def test_headers_of_other_forms_and_damaged_ones() -> None:
    folder = Path(CORPUS or "")
    with open(folder / "decoys" / "manifest.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        data = gzip.decompress((folder / "decoys" / row["file"]).read_bytes())
        span = split(data).header_span
        assert span, row["file"]
        header, _ = read(data[slice(*span)])
        assert header.accession and header.type
        if row["ciks"]:
            assert {filer.cik for filer in header.filers} == set(row["ciks"].split())
            assert (header.type, header.filed and header.filed.strftime("%Y%m%d")) == (row["form"], row["filed"])
    for path in sorted(folder.glob("edgar/feed/*.nc.gz")):
        data = gzip.decompress(path.read_bytes())
        found = split(data)
        assert found.header_span and found.kind == "submission"
        header, _ = read(data[slice(*found.header_span)])
        assert header.accession == path.name.split(".")[0]
        assert header.filers and all(filer.cik and filer.name for filer in header.filers)
        assert len(found.documents) == header.document_count
