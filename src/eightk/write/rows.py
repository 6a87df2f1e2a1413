"""A report as flat rows, for tables: CSV here, the archive and the engines later.

Comes in: a report and the SHA-256 (hex) of its source bytes. Goes out: one dict a row, keys in the order of the
table's columns, values only str, int, bool, date, datetime (UTC), list of str, or None. Every row begins with the
`ORIGIN` columns, so that a row alone says which bytes it came from and which reader read them. The text is the
report's own, unescaped: escaping belongs to what shows it.
Add here: a column is a `Column` and its value at the same place of the row function (a test compares the two).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Literal, NamedTuple

from eightk.model import Cover, Header, Report, Span, pieces

Value = str | int | bool | dt.date | dt.datetime | list[str] | None
Row = dict[str, Value]
Rows = list[Row]
Type = Literal["string", "int", "bool", "date", "timestamp", "strings"]


class Column(NamedTuple):
    """A column: its name, its type and what it says in one line."""

    name: str
    type: Type
    says: str


class Table(NamedTuple):
    """A table: its columns in order, and the function that gives a report's rows."""

    columns: tuple[Column, ...]
    rows: Callable[[Report, str | None], Rows]

    def names(self) -> tuple[str, ...]:
        """The column names in order."""
        return tuple(c.name for c in self.columns)


def columns(told: str) -> tuple[Column, ...]:
    """Columns from lines of `name type what it says`."""
    rows = (line.split(None, 2) for line in told.strip().splitlines())
    return tuple(Column(name, type_, says) for name, type_, says in rows)  # type: ignore[arg-type]


ORIGIN = columns("""
accession string   accession number of the submission; null if the input has none
sha256    string   SHA-256 (hex) of the decompressed source bytes; null if not given
reader    string   version of the reader that wrote the row
facts     string   version of the form facts it used
""")

FILING = ORIGIN + columns("""
schema_version      string    version of the report's JSON contract
path                string    the path as given
form                string    8-K or 8-K/A as the document says; null if it is no 8-K
type                string    the header's submission type (8-K12B and so on)
form_day            date      the day whose form applies
form_day_from       string    where that day came from: filing, signature or cover
filed               date      the header's filing date
accepted_at         timestamp the header's acceptance time, UTC; null when absent or a placeholder
accepted_precision  string    how exact that time is: second, minute or day
period              date      the header's period of report
date_of_report      date      the cover's date of the earliest event reported
dated               date      the cover's other date, where two are printed
amendment           int       number of the amendment, as an 8-K/A says it
original_date       date      date of the original report that an 8-K/A names
registrant          string    name of the cover's first registrant
registrants         int       registrants on the cover
cik                 string    CIK of the header's first filer
filer               string    name of the header's first filer
sic                 string    its industry code, as the header prints it
state               string    its state of incorporation, as the header prints it
checkbox_425        bool      the cover's box for Rule 425; null where the boxes are not printed
checkbox_14a_12     bool      the cover's box for Rule 14a-12
checkbox_14d_2      bool      the cover's box for Rule 14d-2(b)
checkbox_13e_4      bool      the cover's box for Rule 13e-4(c)
emerging_growth     bool      the cover's emerging growth company box; null where it is not printed
transition_election bool      the box that elects not to use the extended transition period
items               strings   numbers of the items headed in the body, in document order
exhibits            strings   numbers of the exhibits listed, in document order
signatures          int       signatures of the report
documents           int       documents of the submission
findings            int       findings of the reader
""")

REGISTRANT = ORIGIN + columns("""
position     int    place on the cover, from 0
name         string name as printed
jurisdiction string state or country of incorporation as printed
file_number  string Commission file number as printed
ein          string I.R.S. employer identification number as printed
address      string address of principal executive offices as one line
phone        string telephone number as printed
former       string former name or address as printed
""")

FILER = ORIGIN + columns("""
position        int     place in the header, from 0
role            string  FILER, SUBJECT COMPANY, FILED BY ..
name            string  conformed name
cik             string  central index key
sic             string  standard industrial classification
ein             string  employer identification number
state           string  state of incorporation
fiscal_year_end string  month and day, MMDD
file_number     string  SEC file number
film_number     string  film number
business_address string business address as one line
former_names    strings former conformed names
""")

SECURITY = ORIGIN + columns("""
position int    place in the Section 12(b) table, from 0
title    string title of each class
symbol   string trading symbol
exchange string name of the exchange
""")

ITEM = ORIGIN + columns("""
position       int     place in the report, from 0
number         string  the item's number, 9 or 2.02
title          string  the title printed in the heading
topic          string  today's item number for it, by the crosswalk
status         string  filed, furnished, uncertain or none
reason         string  why: the form's row or the report's words
says           string  the report's own word: furnished or filed
words          string  the sentence that says it
not_applicable bool    the item only says none or not applicable
combined       bool    its heading covers several numbers
text_id        int     items with the same one share one text
text           string  the item's own text
parts          strings letters of its parts, as in 5.02(b)
incorporates   strings exhibits and items it incorporates by reference
start          int     first byte of its text in the decompressed source
end            int     byte after the last of its text
""")

EXHIBIT = ORIGIN + columns("""
position                  int    place in the list, from 0
number                    string the exhibit's number, 99.1
description               string description as printed
status                    string filed, furnished, uncertain or none
reason                    string why
furnished                 bool   the exhibit is furnished
incorporated_by_reference bool   the exhibit itself comes from another filing
href                      string hyperlink in the list
document                  int    position of the attached document; null when it is not attached
""")

DOCUMENT = ORIGIN + columns("""
position    int    place in the submission, from 0
type        string 8-K, EX-99.1, GRAPHIC ..
sequence    int    the SGML sequence number
filename    string file name
description string description
medium      string ascii, html, ixbrl, xbrl, xml, pdf, uuencoded or empty
main        bool   this is the report itself
start       int    first byte of its content in the decompressed source
end         int    byte after the last
""")

SIGNATURE = ORIGIN + columns("""
position   int    place in the report, from 0
registrant string the registrant signed for
date       date   date of the signature
name       string who signed
title      string capacity as printed
signed     bool   an /s/ or a name on the line
""")

FACT = ORIGIN + columns("""
position int    place in the document, from 0
name     string name of the tag, dei:EntityRegistrantName
value    string its value
context  string its context
format   string its transformation
hidden   bool   it stands in the hidden section
""")

FINDING = ORIGIN + columns("""
position int    place in the list, from 0
code     string what kind of finding
message  string the finding in a sentence
part     string the part of the report it is about
start    int    first byte of the place, if it has one
end      int    byte after the last
""")


def _row(columns: tuple[Column, ...], report: Report, sha256: str | None, *values: Value) -> Row:
    origin = (report.accession, sha256, report.reader, report.facts)
    return {c.name: value for c, value in zip(columns, origin + values, strict=True)}


def _ends(span: Span | None) -> tuple[int | None, int | None]:
    """First byte and byte after the last of a span in one or several pieces."""
    if not span:
        return None, None
    parts = pieces(span)
    return parts[0][0], parts[-1][1]


def filing_row(report: Report, sha256: str | None = None) -> Row:
    """The report in one row. Header and cover stand side by side, never merged."""
    header, cover = report.header or Header(), report.cover
    amendment, boxes = report.amendment, cover.checkboxes or {}
    filer = header.filers[0] if header.filers else None
    return _row(
        FILING, report, sha256,
        report.schema_version, report.path, report.form, header.type, report.form_day, report.form_day_from,
        header.filed, header.accepted, header.accepted_precision, header.period,
        cover.date_of_report, cover.dated,
        amendment.number if amendment else None, amendment.original_date if amendment else None,
        _first_name(cover), len(cover.registrants),
        filer.cik if filer else None, filer.name if filer else None, filer.sic if filer else None, filer.state if filer else None,
        boxes.get("425"), boxes.get("14a-12"), boxes.get("14d-2"), boxes.get("13e-4"),
        cover.emerging_growth, cover.transition_election,
        list(report.items.numbers()), list(report.exhibits.numbers()),
        len(report.signatures), len(report.documents), len(report.findings),
    )  # fmt: skip


def _first_name(cover: Cover) -> str | None:
    return cover.registrants[0].name if cover.registrants else None


def registrant_rows(report: Report, sha256: str | None = None) -> Rows:
    """The registrants as the cover prints them."""
    return [
        _row(REGISTRANT, report, sha256, n, r.name, r.jurisdiction, r.file_number, r.ein, r.address, r.phone, r.former)
        for n, r in enumerate(report.cover.registrants)
    ]


def filer_rows(report: Report, sha256: str | None = None) -> Rows:
    """The header's filers: EDGAR's record of them on that day."""
    return [
        _row(
            FILER, report, sha256, n, f.role, f.name, f.cik, f.sic, f.ein, f.state, f.fiscal_year_end,
            f.file_number, f.film_number, f.business_address, list(f.former_names),
        )
        for n, f in enumerate(report.header.filers if report.header else ())
    ]  # fmt: skip


def security_rows(report: Report, sha256: str | None = None) -> Rows:
    """The Section 12(b) table of the cover."""
    return [_row(SECURITY, report, sha256, n, s.title, s.symbol, s.exchange) for n, s in enumerate(report.cover.securities)]


def item_rows(report: Report, sha256: str | None = None) -> Rows:
    """The items with their text, one row for each item number headed."""
    return [
        _row(
            ITEM, report, sha256, n, i.number, i.title, i.topic, i.status, i.reason, i.says, i.words,
            i.not_applicable, i.combined, i.text_id, i.text, [p.letter for p in i.parts],
            [f"exhibit {x.exhibit}" if x.exhibit else f"item {x.item}" for x in i.incorporates if x.exhibit or x.item],
            *_ends(i.spans.get("text")),
        )
        for n, i in enumerate(report.items)
    ]  # fmt: skip


def exhibit_rows(report: Report, sha256: str | None = None) -> Rows:
    """The exhibits the report lists."""
    return [
        _row(
            EXHIBIT, report, sha256, n, e.number, e.description, e.status, e.reason, e.furnished,
            e.incorporated_by_reference, e.href, e.document,
        )
        for n, e in enumerate(report.exhibits)
    ]  # fmt: skip


def document_rows(report: Report, sha256: str | None = None) -> Rows:
    """The documents of the submission: what they are and where, not their content."""
    return [
        _row(DOCUMENT, report, sha256, n, d.type, d.sequence, d.filename, d.description, d.medium, n == report.main, *d.body)
        for n, d in enumerate(report.documents)
    ]


def signature_rows(report: Report, sha256: str | None = None) -> Rows:
    """The signatures of the report."""
    return [_row(SIGNATURE, report, sha256, n, s.registrant, s.date, s.name, s.title, s.signed) for n, s in enumerate(report.signatures)]


def fact_rows(report: Report, sha256: str | None = None) -> Rows:
    """The tagged facts of an Inline XBRL cover."""
    return [_row(FACT, report, sha256, n, f.name, f.value, f.context, f.format, f.hidden) for n, f in enumerate(report.dei)]


def finding_rows(report: Report, sha256: str | None = None) -> Rows:
    """What the reader could not read, or cut short."""
    return [_row(FINDING, report, sha256, n, f.code, f.message, f.part, *_ends(f.span)) for n, f in enumerate(report.findings)]


def _filing_rows(report: Report, sha256: str | None) -> Rows:
    return [filing_row(report, sha256)]


TABLES: dict[str, Table] = {
    "filings": Table(FILING, _filing_rows),
    "registrants": Table(REGISTRANT, registrant_rows),
    "filers": Table(FILER, filer_rows),
    "securities": Table(SECURITY, security_rows),
    "items": Table(ITEM, item_rows),
    "exhibits": Table(EXHIBIT, exhibit_rows),
    "documents": Table(DOCUMENT, document_rows),
    "signatures": Table(SIGNATURE, signature_rows),
    "dei": Table(FACT, fact_rows),
    "findings": Table(FINDING, finding_rows),
}
