"""The ends of reports laid out as filers lay them out: signatures of partnerships and trusts, typed lists of exhibits."""

from __future__ import annotations

import pytest

import eightk
from test_layouts import HTML_COVER, HTML_SIGNED, NUMBERS, OPENED, STATEMENT
from test_reading import COVER, ITEM

HEAD = COVER.format(date="March 4, 1999", ein="03-5550144")
NAME = "MARLSTONE QUARRIES, INC."


def signed(block: str) -> list[tuple[str | None, ...]]:
    report = eightk.read((HEAD + ITEM + STATEMENT + block).encode())
    return [(s.registrant, s.name, s.title) for s in report.signatures]


def listed(rows: str) -> list[tuple[str, str | None, bool]]:
    item = f"Item 7.  Financial Statements and Exhibits.\n\n     (c)  Exhibits\n\n{rows}\n\n"
    report = eightk.read((HEAD + ITEM + item + STATEMENT + f"{NAME}\n\nBy: /s/ Agnes Thorold\n").encode())
    return [(e.number, e.description, e.incorporated_by_reference) for e in report.exhibits]


# ---- signatures ----------------------------------------------------------------------------------------------

FOR_ANOTHER = {
    "advisors": "By: Larkspur Advisors, its Managing General Partner\n\n    By: /s/ Agnes Thorold\n        Agnes Thorold, Treasurer\n",
    "associates, a company": (
        "By: RGF-Larkspur Associates-II, a partner\n\nBy: THE LARKSPUR COMPANY, a partner\n\n"
        "By: /s/ Agnes Thorold\n    Agnes Thorold, Treasurer\n"
    ),
    "a label": "By its attorney:\n\n/s/ Agnes Thorold\nAgnes Thorold\nTreasurer\n",
    "a label of a partner": "By its General Partner:\n\nBy: /s/ Agnes Thorold\n    Agnes Thorold\n    Treasurer\n",
}


@pytest.mark.parametrize("layout", FOR_ANOTHER)
def test_a_line_of_what_signs_for_the_registrant_is_no_signature(layout: str) -> None:
    assert signed(f"{NAME}\n\n{FOR_ANOTHER[layout]}") == [(NAME, "Agnes Thorold", "Treasurer")]


@pytest.mark.parametrize(
    "line", ["By: Agnes Thorold\n    Treasurer", "By:   Agnes Thorold, Treasurer", "By:\n    Agnes Thorold\n    Treasurer"]
)
def test_a_name_that_nobody_signed_for_is_a_signature(line: str) -> None:
    ((registrant, name, title),) = signed(f"{NAME}\n\n{line}\n")
    assert (registrant, name, title) == (NAME, "Agnes Thorold", "Treasurer")


AGAIN = {
    "a longer title below": (
        "/s/ Agnes Thorold, President\n---------------------\nAgnes Thorold, President and\nChief Executive Officer\n",
        "President and Chief Executive Officer",
    ),
    "the same title below": ("/s/ Agnes Thorold, President\nAgnes Thorold, President\n", "President"),
    "a shorter title below": ("/s/ Agnes Thorold, President and Treasurer\nAgnes Thorold, President\n", "President and Treasurer"),
    "another title below": ("/s/ Agnes Thorold, President\nAgnes Thorold, Director\n", "President"),
    "the title beside": ("/s/ Agnes Thorold     President\nAgnes Thorold\n", "President"),
    "a title of a namesake": ("/s/ Agnes Thorold\nTreasurer\nThorold Division\n", "Treasurer Thorold Division"),
}


@pytest.mark.parametrize("layout", AGAIN)
def test_a_name_that_is_told_twice_is_no_part_of_the_title(layout: str) -> None:
    block, title = AGAIN[layout]
    assert signed(f"{NAME}\n\n{block}") == [(NAME, "Agnes Thorold", title)]


TITLES = {
    "a street and a telephone below": ("President and Treasurer\n4 Slate Road\nDanby Corners, Vermont 05799\n", "President and Treasurer"),
    "a telephone below": ("President\n(802) 555-0144\n", "President"),
    "led on to a caption's word": ("Secretary (as officer of\nregistrant)\n", "Secretary (as officer of registrant)"),
    "led on to the registrant": ("Authorized Officer of the\nRegistrant\n", "Authorized Officer of the Registrant"),
    "led on to the registrant, a comma": (
        "Chief Financial Officer,\nTreasurer and Secretary of\nthe Registrant\n",
        "Chief Financial Officer, Treasurer and Secretary of the Registrant",
    ),
    "an open parenthesis": (
        "Controller\n(on behalf of the registrant and\nas Principal Accounting Officer)\n",
        "Controller (on behalf of the registrant and as Principal Accounting Officer)",
    ),
    "a company in parentheses": ("Controller\n(Hematite Corporation)\n", "Controller"),
    "a company below": ("Vice President of Finance\nHematite Corporation\n", "Vice President of Finance"),
    "over a caption": ("President\n(Registrant)\n", "President"),
    "begun with a figure": ("1st Vice President\nand Treasurer\n", "1st Vice President and Treasurer"),
}


@pytest.mark.parametrize("layout", TITLES)
def test_a_title_ends_where_something_else_begins(layout: str) -> None:
    lines, title = TITLES[layout]
    assert signed(f"{NAME}\n\nBy: /s/ Agnes Thorold\nAgnes Thorold\n{lines}") == [(NAME, "Agnes Thorold", title)]


COLUMNS = {
    "over the name": (
        "/s/ Agnes Thorold     Chairman of the Board, Chief\n- -----------------     Executive Officer\n  Agnes Thorold\n",
        [("Agnes Thorold", "Chairman of the Board, Chief Executive Officer")],
    ),
    "two on lines that follow": (
        "/s/ Agnes Thorold     Treasurer\n/s/ Joel Pike         President\n",
        [("Agnes Thorold", "Treasurer"), ("Joel Pike", "President")],
    ),
    "two": (
        "/s/ Agnes Thorold     Treasurer and\n  Agnes Thorold       Secretary\n\n"
        "/s/ Joel Pike         President and\n  Joel Pike           Director\n",
        [("Agnes Thorold", "Treasurer and Secretary"), ("Joel Pike", "President and Director")],
    ),
    "a title below, a date beside": ("/s/ Agnes Thorold     March 8, 1999\nTreasurer             Date\n", [("Agnes Thorold", "Treasurer")]),
    "an officer of finance": (
        "/s/ Joel Pike         Vice President,\n- -------------         Chief Financial Officer\n",
        [("Joel Pike", "Vice President, Chief Financial Officer")],
    ),
    "a company below the title": (
        "/s/ Agnes Thorold     Treasurer               March 8, 1999\nAgnes Thorold         Hematite Corporation    Date\n",
        [("Agnes Thorold", "Treasurer")],
    ),
    "the registrant below the title": (
        "/s/ Agnes Thorold     Treasurer\nAgnes Thorold         Marlstone Quarries\n",
        [("Agnes Thorold", "Treasurer")],
    ),
    "a caption below the title": ("/s/ Agnes Thorold     Treasurer\n(Signature)           (Title)\n", [("Agnes Thorold", "Treasurer")]),
    "an authorized signature": ("/s/ Agnes Thorold\n(Authorized Signature)\nAgnes Thorold\nTreasurer\n", [("Agnes Thorold", "Treasurer")]),
}


@pytest.mark.parametrize("layout", COLUMNS)
def test_titles_beside_signatures(layout: str) -> None:
    block, wanted = COLUMNS[layout]
    assert [(name, title) for _, name, title in signed(f"{NAME}\n\n{block}")] == wanted


def test_a_title_goes_on_to_the_partner_that_it_leads_to() -> None:
    block = "By: /s/ Agnes Thorold\n    Agnes Thorold\n    Treasurer of\n    Slate Capital, its general partner\n"
    assert signed(f"{NAME}\n\n{block}") == [(NAME, "Agnes Thorold", "Treasurer of Slate Capital, its general partner")]


def test_a_name_over_the_caption_signature_is_signed() -> None:
    block = f"{NAME}\n\nAgnes Thorold\n-------------\n(Signature)\nAgnes Thorold\nTreasurer\n"
    (one,) = eightk.read((HEAD + ITEM + STATEMENT + block).encode()).signatures
    assert (one.name, one.title, one.signed) == ("Agnes Thorold", "Treasurer", True)


def test_a_label_of_signature_and_title_is_no_name() -> None:
    block = "By (Signature and Title)*     /s/ Agnes Thorold\n                              Agnes Thorold, President\n"
    assert signed(f"{NAME}\n\n{block}") == [(NAME, "Agnes Thorold", "President")]


# ---- the statement that signatures begin with ----------------------------------------------------------------

STATEMENTS = {
    "no act": "The registrant has duly caused this report to be signed on its behalf by the\nundersigned hereunto duly authorized.",
    "an act of another name": "Pursuant to requirements of the Securities and Exchange Commission,\nwe caused this report to be signed.",
    "required": "As required by the Securities Exchange Act of 1934, the registrant has\ncaused this report to be signed.",
    "witness": "IN WITNESS WHEREOF, the registrant has caused this Form 8-K to be executed\non its behalf, thereunto duly authorized.",
    "under": "Under the requirements of the Securities Exchange Act of 1934, the Trust has\ncaused this report to be duly signed.",
}


@pytest.mark.parametrize("heading", ["                SIGNATURES\n\n", ""], ids=["headed", "bare"])
@pytest.mark.parametrize("statement", STATEMENTS)
def test_a_statement_in_other_words_begins_the_signatures(statement: str, heading: str) -> None:
    block = f"{NAME}\n\nBy: /s/ Agnes Thorold\n    Treasurer\n"
    report = eightk.read(f"{HEAD}{ITEM}{heading}{STATEMENTS[statement]}\n\n{block}".encode())
    assert [(s.registrant, s.name, s.title) for s in report.signatures] == [(NAME, "Agnes Thorold", "Treasurer")]
    assert report.items[0].text.endswith("opened on Monday.")


def test_a_report_that_was_filed_begins_no_signatures() -> None:
    words = "     A former officer had caused this report to be filed late, and so it is\namended.\n\n"
    block = f"                SIGNATURES\n\n{NAME}\n\nBy: /s/ Agnes Thorold\n    Treasurer\n"
    report = eightk.read(f"{HEAD}{ITEM}{words}{block}".encode())
    assert [(s.registrant, s.name, s.title) for s in report.signatures] == [(NAME, "Agnes Thorold", "Treasurer")]
    assert report.items[0].text.endswith("amended.")


def test_words_of_an_agreement_begin_no_signatures() -> None:
    words = "     Each party has caused this agreement to be signed. The board caused this report\nto be printed.\n\n"
    report = eightk.read(f"{HEAD}{ITEM}{words}".encode())
    assert report.signatures == () and report.items[0].text.endswith("printed.")


# ---- typed lists of exhibits ---------------------------------------------------------------------------------

LISTS = {
    "flush right by the figure": (
        "      2        Purchase Agreement of Monday\n\n     99(a)     Press release\n\n     99(b)     Script\n",
        [("2", "Purchase Agreement of Monday", False), ("99(a)", "Press release", False), ("99(b)", "Script", False)],
    ),
    "dashes": (
        "      1       Distribution Agreement\n      4-1     Indenture\n      4-2     Form of Note\n     25       Statement\n",
        [("1", "Distribution Agreement", False), ("4-1", "Indenture", False), ("4-2", "Form of Note", False), ("25", "Statement", False)],
    ),
    "a date at a line's start": (
        "     99.1      Letter to shareholders dated March\n      4   1999 Annual Report\n",
        [("99.1", "Letter to shareholders dated March 4 1999 Annual Report", False)],
    ),
    "how each was filed": (
        "EXHIBIT NUMBER     EXHIBIT                          METHOD OF FILING\n\n"
        "     4.1           Rights Agreement of Monday       Incorporated by reference\n"
        "                   between us and Hematite          to Exhibit 1 to our Form\n"
        "                   Bank                             8-A of Tuesday\n\n"
        "     99.1          Press release dated March 4,     Filed herewith\n                   1999\n",
        [("4.1", "Rights Agreement of Monday between us and Hematite Bank", True), ("99.1", "Press release dated March 4, 1999", False)],
    ),
    "filed, in the words of a description": (
        "     99.1   Letter of Monday, previously filed   with the\n            Commission\n     99.2   Press release\n",
        [("99.1", "Letter of Monday, previously filed with the Commission", True), ("99.2", "Press release", False)],
    ),
    "a filing in its own column": (
        "     2      Merger Agreement        Exhibit 2 to the Form\n                                    8-K of Monday\n"
        "     99     Press release           --\n",
        [("2", "Merger Agreement", True), ("99", "Press release", False)],
    ),
    "an exhibit of this report beside": (
        "     8      Tax opinion   Exhibit 8 to this report\n     99     Press release\n",
        [("8", "Tax opinion Exhibit 8 to this report", False), ("99", "Press release", False)],
    ),
    "descriptions that begin with a rate": (
        "     4.1      6 1/2% Note due 2009\n     4.2      7.25% Bond\n     99.1     10% Notes\n     99.2     1998 Annual Report\n",
        [
            ("4.1", "6 1/2% Note due 2009", False),
            ("4.2", "7.25% Bond", False),
            ("99.1", "10% Notes", False),
            ("99.2", "1998 Annual Report", False),
        ],
    ),
    "rates that are no descriptions": (
        "     99.1     Press release that tells of yields of\n     12.5   6.25 in March and\n     13.1   7% of sales in April\n",
        [("99.1", "Press release that tells of yields of 12.5 6.25 in March and 13.1 7% of sales in April", False)],
    ),
    "counted": (
        "     1.  Exhibit 10.1 - Lease\n     2.  Exhibit 99.1 - Press release\n",
        [("10.1", "Lease", False), ("99.1", "Press release", False)],
    ),
    "counted in romans": (
        "     (i)   Exhibit 10.1 - Lease\n     (ii)  Exhibit 99.1 - Press release\n",
        [("10.1", "Lease", False), ("99.1", "Press release", False)],
    ),
    "counted within the paragraph": (
        "     (c)(1)  Exhibit 10.1  Lease\n     (c)(2)  Exhibit 99.1  Press release\n",
        [("10.1", "Lease", False), ("99.1", "Press release", False)],
    ),
    "a note's mark before": (
        "     (1) 10.1  Lease\n         99.1  Press release\n\n     (1) Previously filed.\n",
        [("10.1", "Lease", True), ("99.1", "Press release", False)],
    ),
    "whole numbers that count": (
        "     1.  Underwriting Agreement\n     2.  Exhibits of the Indenture\n",
        [("1", "Underwriting Agreement", False), ("2", "Exhibits of the Indenture", False)],
    ),
    "named last, without a header": (
        "     Press release, dated March 4                    Exhibit 99.1\n\n     Letter to shareholders of\n"
        "     the quarry                                      Exhibit 99.2\n",
        [("99.1", "Press release, dated March 4", False), ("99.2", "Letter to shareholders of the quarry", False)],
    ),
    "a sentence that ends so": (
        "     A copy of the press release is attached hereto as   Exhibit 99.1.\n",
        [("99.1", "A copy of the press release", False)],
    ),
    "capitals behind a stop": (
        "     10.A    Lease\n     10.B    Note\n     99      Press release\n",
        [("10.A", "Lease", False), ("10.B", "Note", False), ("99", "Press release", False)],
    ),
    "a word behind a stop": (
        "     10.1  Lease\n     99.A copy of the press release\n",
        [("10.1", "Lease", False), ("99", "A copy of the press release", False)],
    ),
    "romans in parentheses": (
        "     (2)(i)   Merger Agreement\n\n     (2)(ii)  Option\n\n     (99)     Press release\n",
        [("(2)(i)", "Merger Agreement", False), ("(2)(ii)", "Option", False), ("99", "Press release", False)],
    ),
    "begun over the number": (
        "     Exhibit Number              Description\n                                 Monthly report sent to holders of\n"
        "     EX-99.1                     Slate Certificates, relating to the\n                                 March distribution\n",
        [("99.1", "Monthly report sent to holders of Slate Certificates, relating to the March distribution", False)],
    ),
    "a head of two lines": (
        "     Exhibit            Description\n     Number             of Exhibit\n     99.1               Press release\n",
        [("99.1", "Press release", False)],
    ),
    "a column of the table's numbers": (
        "                 Item 601(a) of       Sequentially\nExhibit          Regulation S-K       Numbered\n"
        "Number           Exhibit No.          Description               Page\n\n"
        "1                99                   Computational Materials   5\n",
        [("1", "Computational Materials", False)],
    ),
    "set flush": (
        "     10.1   The   Lease   of   the   premises   filed   with   the   County\n"
        "            of   Washington   and   recorded   there   in   the   year   1998\n     99.1   Press release\n",
        [
            ("10.1", "The Lease of the premises filed with the County of Washington and recorded there in the year 1998", False),
            ("99.1", "Press release", False),
        ],
    ),
    "previously, of other things": (
        "     10.1   Quarry lease and   previously unrecorded\n            plat of the lots\n     99.1   Press release\n",
        [("10.1", "Quarry lease and previously unrecorded plat of the lots", False), ("99.1", "Press release", False)],
    ),
    "exhibits of others": (
        "     4.   Exhibit 2.1 to the Plan of Merger\n     10.  Exhibit A to the Lease\n     99.  Press release\n",
        [("4", "Exhibit 2.1 to the Plan of Merger", False), ("10", "Exhibit A to the Lease", False), ("99", "Press release", False)],
    ),
    "figures that are no such column": (
        "     99.1       Press release\n     1          99          Lots sold\n",
        [("99.1", "Press release 1 99 Lots sold", False)],
    ),
}


@pytest.mark.parametrize("layout", LISTS)
def test_a_typed_list_of_exhibits(layout: str) -> None:
    rows, wanted = LISTS[layout]
    assert listed(rows) == wanted


# ---- lists and signatures in markup --------------------------------------------------------------------------


def marked_up(items: str, block: str = "") -> eightk.Report:
    cover = HTML_COVER.format(name=NAME, numbers=NUMBERS, extra="") + OPENED
    end = HTML_SIGNED.replace("<p>By: /s/ Agnes Thorold<br>Agnes Thorold<br>Treasurer</p>", block) if block else HTML_SIGNED
    return eightk.read((cover + items + end).encode())


def table(*rows: str) -> str:
    return "<table>" + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row.split("|")) + "</tr>" for row in rows) + "</table>"


CELLS = {
    "bullets": ("<p>&#8226; 10.1 Lease</p><p>&#8226;&nbsp;&nbsp;99.1 Press release</p>", [False, False]),
    "bullets in cells": (table("&#8226;|10.1|Lease", "&#8226;|99.1|Press release"), [False, False]),
    "a note's mark in its own cell": (
        table("10.1|Lease|(1)", "99.1|Press release|(2)", "(1)|Previously filed.", "(2)|Filed herewith."),
        [True, False],
    ),
    "a star in its own cell": (table("10.1|Lease|*", "99.1|Press release|") + "<p>* Previously filed.</p>", [True, False]),
    "counted": (table("1.|10.1 Lease", "2.|99.1 Press release"), [False, False]),
    "named last": (table("Lease|Exhibit 10.1", "Press release|Exhibit 99.1"), [False, False]),
    "named first and last": (table("10.1|Lease|Exhibit 10.1", "99.1|Press release|Exhibit 99.1"), [False, False]),
    "pages with letters": (table("10.1|Lease|E-1", "99.1|Press release|E-14"), [False, False]),
    "with this document": (
        table("10.1|Lease|Filed with this document", "99.1|Press release|Furnished electronically herewith"),
        [False, False],
    ),
    "attached hereto": (table("10.1|Lease|Filed as Exhibit 10.1 to the Form 10", "99.1|Press release|Attached hereto"), [True, False]),
}


@pytest.mark.parametrize("layout", CELLS)
def test_a_list_of_exhibits_in_markup(layout: str) -> None:
    rows, taken = CELLS[layout]
    exhibits = marked_up(f"<p>Item 9.01 Financial Statements and Exhibits.</p><p>(d) Exhibits</p>{rows}").exhibits
    assert [(e.number, e.description) for e in exhibits] == [("10.1", "Lease"), ("99.1", "Press release")]
    assert [e.incorporated_by_reference for e in exhibits] == taken


def test_bullets_that_list_no_exhibits() -> None:
    rows = "<p>&#8226; 12 months of financial statements</p><p>&#8226; 3 Quarries at Danby</p><p>99.1 Press release</p>"
    exhibits = marked_up(f"<p>Item 9.01 Financial Statements and Exhibits.</p><p>(d) Exhibits</p>{rows}").exhibits
    assert [(e.number, e.description) for e in exhibits] == [("99.1", "Press release")]


@pytest.mark.parametrize("label", ["By: ", "Name: ", ""])
def test_names_typed_under_signatures_side_by_side(label: str) -> None:
    block = table("/s/ Agnes Thorold||/s/ Joel Pike", f"{label}Agnes Thorold||{label}Joel Pike", "Its: Treasurer||Its: President")
    signatures = marked_up("", block).signatures
    assert [(s.name, s.title) for s in signatures] == [("Agnes Thorold", "Treasurer"), ("Joel Pike", "President")]


def test_two_who_sign_beside_each_other_and_a_third_below() -> None:
    block = table("/s/ Agnes Thorold||/s/ Joel Pike") + "<p>By: Jane Larkspur<br>Secretary</p>"
    assert [s.name for s in marked_up("", block).signatures] == ["Agnes Thorold", "Joel Pike", "Jane Larkspur"]
