"""Small reports whose parts are laid out as filers lay them out, and what must be read from each."""

from __future__ import annotations

import pytest

import eightk
from test_reading import COVER, ITEM, SIGNED, made

HTML_COVER = """<html><body><p>UNITED STATES<br>SECURITIES AND EXCHANGE COMMISSION</p><p>FORM 8-K</p>
<p>CURRENT REPORT Pursuant to Section 13 or 15(d) of the Securities Exchange Act of 1934</p>
<p>Date of Report (Date of earliest event reported): May 4, 2021</p>
<p>{name}<br>(Exact name of registrant as specified in its charter)</p>
<table><tr>{numbers}</tr><tr><td>(State or other jurisdiction of incorporation)</td><td>(Commission File Number)</td>
<td>(IRS Employer Identification No.)</td></tr></table>
<p>4 Slate Road, Danby Corners, Vermont 05799<br>(Address of principal executive offices) (Zip Code)</p>
<p>Registrant's telephone number, including area code: (802) 555-0144</p>{extra}
"""
NUMBERS = "<td>Vermont</td><td>001-31117</td><td>03-5550144</td>"
HTML_SIGNED = """<p>SIGNATURES</p><p>Pursuant to the requirements of the Securities Exchange Act of 1934, the registrant
has duly caused this report to be signed on its behalf by the undersigned hereunto duly authorized.</p>
<p>MARLSTONE QUARRIES, INC.</p><p>Date: May 6, 2021</p>
<p>By: /s/ Agnes Thorold<br>Agnes Thorold<br>Treasurer</p></body></html>"""
OPENED = "<p>Item 8.01 Other Events.</p><p>The quarry at Danby Corners opened on Monday.</p>"


def marked_up(items: str = OPENED, *, name: str = "MARLSTONE QUARRIES, INC.", numbers: str = NUMBERS, extra: str = "") -> eightk.Report:
    return eightk.read((HTML_COVER.format(name=name, numbers=numbers, extra=extra) + items + HTML_SIGNED).encode())


def listed(report: eightk.Report) -> list[tuple[str, str | None]]:
    return [(e.number, e.description) for e in report.exhibits]


def test_a_postal_code_is_no_file_number() -> None:
    source = HTML_COVER.format(name="MARLSTONE QUARRIES, INC.", numbers=NUMBERS, extra="") + OPENED + HTML_SIGNED
    abroad = source.replace("4 Slate Road, Danby Corners, Vermont 05799", "One Nexus Way, Camana Bay, KY1-9005, Cayman Islands")
    assert eightk.read(abroad.encode()).cover.registrants[0].file_number == "001-31117"


# ---- lists of exhibits ---------------------------------------------------------------------------------------

RELEASE, LEASE = ("99.1", "Press release"), ("10.1", "Lease")
TYPED = {
    "lettered": ("Exhibit A.  Press release\n     Exhibit B   Lease", [("A", "Press release"), ("B", "Lease")]),
    "two in a line": ("Exhibit 99.1 Press release and Exhibit 10.1 Lease", [RELEASE, LEASE]),
    "description first": (
        "Description                      Exhibit No.\n     -----------                      -----------\n"
        "     Lease of the quarry at             10.1\n       Danby Corners\n\n     Press release                      99.1",
        [("10.1", "Lease of the quarry at Danby Corners"), RELEASE],
    ),
    "a column of references": ("1      (99)      Press release\n     2      (10)      Lease", [("1", "Press release"), ("2", "Lease")]),
    "flush right": (
        "  2        Merger agreement       4\n      99        Press release         5",
        [("2", "Merger agreement"), ("99", "Press release")],
    ),
    "both in parentheses": ("(2)(a)     Lease\n     (99)(a)    Press release", [("(2)(a)", "Lease"), ("(99)(a)", "Press release")]),
    "told in one sentence": (
        "A copy of the press release is attached hereto as\nExhibit 99.1 and a copy of the lease is attached hereto as Exhibit 10.1.",
        [("99.1", "A copy of the press release"), ("10.1", "a copy of the lease")],
    ),
    "told actively": ("The Company files the press release of Monday as Exhibit 99.", [("99", "the press release of Monday")]),
    "after a dash": ("- 99.1  Press release", [RELEASE]),
    "after a colon": ("The following is filed:  Exhibit 4 -- Rights\nAgreement of Monday", [("4", "Rights Agreement of Monday")]),
}
CELLS = {
    "description first": (["Description|Exhibit No.", "Lease|10.1", "Press release|99.1"], [LEASE, RELEASE]),
    "a column of references": (["Exhibit No.|S-K Ref.|Description", "10.1|(10)|Lease", "99.1|(99)|Press release"], [LEASE, RELEASE]),
    "a column of methods": (
        [
            "No.|Description|Method",
            "10.1|Lease|Incorporated by reference to Exhibit 10.1 of the Form 10-Q",
            "99.1|Press release|Filed herewith",
        ],
        [LEASE, RELEASE],
    ),
    "a second row": (["99.1|Press release of Monday", "|and of the quarry"], [("99.1", "Press release of Monday and of the quarry")]),
    "header in the cell": (["Exhibit No.<br>99.1|Description<br>Press release"], [RELEASE]),
}


@pytest.mark.parametrize("layout", TYPED)
def test_a_typed_list_of_exhibits(layout: str) -> None:
    words, expected = TYPED[layout]
    report = made(item=f"Item 7.  Financial Statements and Exhibits.\n\n     (c)  Exhibits.\n\n     {words}\n\n")
    assert listed(report) == expected


@pytest.mark.parametrize("layout", CELLS)
def test_a_table_of_exhibits(layout: str) -> None:
    rows, expected = CELLS[layout]
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row.split("|")) + "</tr>" for row in rows)
    report = marked_up(f"<p>Item 9.01 Financial Statements and Exhibits.</p><p>(d) Exhibits.</p><table>{table}</table>")
    assert listed(report) == expected


def test_an_exhibit_in_parentheses() -> None:
    report = marked_up("<p>Item 9.01 Financial Statements and Exhibits.</p><p>(d) Exhibits.</p><p>Press release (Exhibit 99.1)</p>")
    assert listed(report) == [RELEASE]


# ---- signatures ----------------------------------------------------------------------------------------------

STATEMENT = SIGNED[: SIGNED.index("                              MARLSTONE")]
BLOCKS = {
    "By under the mark": "MARLSTONE QUARRIES, INC.\n\n/s/ Agnes Thorold\n-----------------\nBy:     Agnes Thorold\nTitle:  Treasurer\n",
    "its under the mark": "MARLSTONE QUARRIES, INC.\n\n\n/s/ Agnes Thorold\n-----------------\nBy:   Agnes Thorold\nIts:  Treasurer\n",
    "By alone on its line": "MARLSTONE QUARRIES, INC.\n\nBy:\n/s/ Agnes Thorold\nName:\nAgnes Thorold\nTitle:\nTreasurer\n",
    "twice on one line": "MARLSTONE QUARRIES, INC.\n\nBy  Agnes Thorold       /s/ Agnes Thorold\n    -------------\n    Treasurer\n",
    "a typed name on the line": "MARLSTONE QUARRIES, INC.\n(Registrant)\n\nAgnes Thorold\n---------------\nAgnes Thorold\nTreasurer\n",
    "a labelled registrant": "Registrant:  MARLSTONE QUARRIES, INC.\n\nBy:  /s/ Agnes Thorold\n     Agnes Thorold\n     Treasurer\n",
    "by the registrant": "By:  MARLSTONE QUARRIES, INC.\n\nBy:  /s/ Agnes Thorold\n     Agnes Thorold\n     Treasurer\n",
    "the mark behind": "MARLSTONE QUARRIES, INC.\n\nBy: Agnes Thorold /s/\n    Treasurer\n",
    "a town below": "MARLSTONE QUARRIES, INC.\n\n/s/ Agnes Thorold\nAgnes Thorold\nTreasurer\nDanby Corners, Vermont\n",
    "an auditor behind a page": "MARLSTONE QUARRIES, INC.\n\nBy: /s/ Agnes Thorold\n    Treasurer\n\nMarch 8, 1999\n\n<PAGE>\n"
    "              INDEPENDENT AUDITORS' REPORT\n\nWe have audited the quarry.\n\n    /s/ Pell & Rowe LLP\n\nMarch 1, 1999\n",
}


@pytest.mark.parametrize("layout", BLOCKS)
def test_a_block_of_signatures(layout: str) -> None:
    day = "" if "March" in BLOCKS[layout] else "\nMarch 8, 1999\n"
    report = eightk.read((COVER.format(date="March 4, 1999", ein="03-5550144") + ITEM + STATEMENT + BLOCKS[layout] + day).encode())
    (signature,) = report.signatures
    assert (signature.registrant, signature.name, signature.title) == ("MARLSTONE QUARRIES, INC.", "Agnes Thorold", "Treasurer")
    assert signature.signed
    assert str(signature.date) == "1999-03-08"


STACKED = {
    "above": "Date: March 8, 1999\n\n{first}\n\nDate: March 9, 1999\n\n{second}\n",
    "below": "{first}\n\nDate: March 8, 1999\n\n{second}\n\nDate: March 9, 1999\n",
}


@pytest.mark.parametrize("layout", STACKED)
def test_two_blocks_one_below_the_other_have_their_own_days(layout: str) -> None:
    one = "MARLSTONE QUARRIES, INC.\n\nBy:  /s/ {}\n     {}"
    blocks = STACKED[layout].format(first=one.format("Agnes Thorold", "Treasurer"), second=one.format("Joel Pike", "President"))
    report = eightk.read((COVER.format(date="March 4, 1999", ein="03-5550144") + ITEM + STATEMENT + blocks).encode())
    assert [(s.name, s.title, str(s.date)) for s in report.signatures] == [
        ("Agnes Thorold", "Treasurer", "1999-03-08"),
        ("Joel Pike", "President", "1999-03-09"),
    ]


def test_two_blocks_side_by_side_have_their_own_days() -> None:
    blocks = (
        "MARLSTONE QUARRIES, INC.\n\nBy:  /s/ Agnes Thorold          By:  /s/ Joel Pike\n     Treasurer                       President\n\n"
        "Date: March 8, 1999             Date: March 9, 1999\n"
    )
    report = eightk.read((COVER.format(date="March 4, 1999", ein="03-5550144") + ITEM + STATEMENT + blocks).encode())
    assert [(s.name, s.title, str(s.date)) for s in report.signatures] == [
        ("Agnes Thorold", "Treasurer", "1999-03-08"),
        ("Joel Pike", "President", "1999-03-09"),
    ]


# ---- covers --------------------------------------------------------------------------------------------------


def typed(*lines: str) -> eightk.Registrant:
    """The registrant of a typed cover with these lines below the date."""
    head = COVER[: COVER.index("                        MARLSTONE")].format(date="March 4, 1999")
    (registrant,) = eightk.read(
        (head + "\n".join(lines) + "\n\n" + ITEM + SIGNED.format(day="March 8, 1999", title="Treasurer")).encode()
    ).cover.registrants
    return registrant


CAPTIONED = [
    "             MARLSTONE QUARRIES, INC.",
    "   (Exact name of registrant as specified in its charter)",
    "Vermont (State or other jurisdiction of incorporation)",
    "0-31117 (Commission File Number)",
    "03-5550144 (IRS Employer Identification No.)",
    "4 Slate Road, Danby Corners, Vermont 05799 (Address of principal executive offices) (Zip Code)",
    "(802) 555-0144 (Registrant's telephone number, including area code)",
    "None (Former name or former address, if changed since last report)",
]
LABELLED = [
    "Exact name of registrant as specified in its charter:  MARLSTONE QUARRIES, INC.",
    "State or other jurisdiction of incorporation:  Vermont",
    "Commission File Number:  0-31117",
    "IRS Employer Identification No.:  03-5550144",
    "Address of principal executive offices:  4 Slate Road, Danby Corners, Vermont 05799",
    "Registrant's telephone number, including area code:  (802) 555-0144",
    "Former name or former address, if changed since last report:  None",
]


@pytest.mark.parametrize("lines", [CAPTIONED, LABELLED])
def test_a_caption_on_the_line_of_its_value(lines: list[str]) -> None:
    r = typed(*lines)
    assert (r.name, r.jurisdiction, r.file_number, r.ein) == ("MARLSTONE QUARRIES, INC.", "Vermont", "0-31117", "03-5550144")
    assert (r.address, r.phone, r.former) == ("4 Slate Road, Danby Corners, Vermont 05799", "(802) 555-0144", "None")


def test_a_name_after_its_caption_goes_on_in_the_next_line() -> None:
    lines = ["Exact name of registrant as specified in its charter: MARLSTONE", "    QUARRIES, INC.", *LABELLED[1:]]
    assert typed(*lines).name == "MARLSTONE QUARRIES, INC."


ABOVE = """<p>(Exact name of registrant as specified in its charter)<br>{name}</p>
<p>(Address of principal executive offices)<br>{street}</p>
<p>Registrant's telephone number, including area code: (802) 555-0144</p>
<p>(Former name or former address, if changed since last report)<br>{former}</p>"""


def test_an_address_after_its_caption_goes_on_in_the_next_line() -> None:
    address = ["Address of principal executive offices, including Zip Code: 4", "    Slate Road, Danby Corners, Vermont 05799"]
    lines = [*LABELLED[:4], *address, LABELLED[5]]
    assert typed(*lines).address == "4 Slate Road, Danby Corners, Vermont 05799"


def test_captions_above_the_values_of_two_registrants() -> None:
    first = ABOVE.format(name="MARLSTONE QUARRIES, INC.", street="4 Slate Road, Danby, Vermont 05799", former="Danby Slate Co.")
    second = ABOVE.format(name="MARLSTONE PARTNERS, L.P.", street="5 Slate Road, Danby, Vermont 05799", former="Danby Marble Co.")
    head = HTML_COVER[: HTML_COVER.index("<p>{name}")]
    report = eightk.read((head + first + second + OPENED + HTML_SIGNED).encode())
    assert [(r.name, r.former) for r in report.cover.registrants] == [
        ("MARLSTONE QUARRIES, INC.", "Danby Slate Co."),
        ("MARLSTONE PARTNERS, L.P.", "Danby Marble Co."),
    ]


def test_the_second_date_of_a_line_that_goes_on_is_no_name() -> None:
    assert made(date="March 8,\n           1999 (March 4, 1999)").cover.registrants[0].name == "MARLSTONE QUARRIES, INC."


def test_no_employer_number_over_captions_that_run_together() -> None:
    captions = "(State of incorporation) (Commission File Number) (IRS Employer Identification No.)"
    assert typed(*CAPTIONED[:2], "Vermont         0-31117         N/A", captions, *CAPTIONED[5:]).ein == "N/A"


@pytest.mark.parametrize("phone", ["(802) 555-0144 ext. 12", "802-555-0144 x12", "(802) 555-0144, Extension 12"])
def test_a_telephone_with_an_extension(phone: str) -> None:
    assert typed(*LABELLED[:5], f"Registrant's telephone number, including area code:  {phone}").phone == phone


def test_a_fax_is_no_telephone() -> None:
    fax = ["Tel. (802) 555-0144", "Fax. (802) 555-0145", "(Registrant's telephone number, including area code)"]
    assert typed(*CAPTIONED[:6], *fax).phone == "(802) 555-0144"


def test_a_country_ends_an_address() -> None:
    lines = ["4 Slate Road", "Danby Corners, Vermont 05799", "United States", "(Address of principal executive offices) (Zip Code)"]
    assert typed(*CAPTIONED[:5], *lines).address == "4 Slate Road Danby Corners, Vermont 05799 United States"


STACKS = {
    "in cells": "<td>Vermont<br>Delaware</td><td>001-31117<br>333-31118-01</td><td>03-5550144<br>03-5550145</td>",
    "in rows": "<td>Vermont</td><td>001-31117</td><td>03-5550144</td></tr><tr><td>Delaware</td><td>333-31118-01</td><td>03-5550145</td>",
    "with their names": "<td>Vermont (Marlstone Quarries, Inc.)<br>Delaware (Marlstone Partners, L.P.)</td>"
    "<td>001-31117 (Marlstone Quarries, Inc.)<br>333-31118-01 (Marlstone Partners, L.P.)</td><td>03-5550144<br>03-5550145</td>",
}


@pytest.mark.parametrize("layout", STACKS)
def test_two_registrants_over_one_caption(layout: str) -> None:
    first, second = marked_up(name="MARLSTONE QUARRIES, INC.<br>MARLSTONE PARTNERS, L.P.", numbers=STACKS[layout]).cover.registrants
    assert (first.name, first.jurisdiction, first.file_number, first.ein) == (
        "MARLSTONE QUARRIES, INC.",
        "Vermont",
        "001-31117",
        "03-5550144",
    )
    assert (second.name, second.jurisdiction) == ("MARLSTONE PARTNERS, L.P.", "Delaware")
    assert (second.file_number, second.ein) == ("333-31118-01", "03-5550145")
    assert first.phone == second.phone == "(802) 555-0144"


BOXES = [
    "Written communications pursuant to Rule 425 under the Securities Act (17 CFR 230.425)",
    "Soliciting material pursuant to Rule 14a-12 under the Exchange Act (17 CFR 240.14a-12)",
    "Pre-commencement communications pursuant to Rule 14d-2(b) under the Exchange Act (17 CFR 240.14d-2(b))",
    "Pre-commencement communications pursuant to Rule 13e-4(c) under the Exchange Act (17 CFR 240.13e-4(c))",
]


@pytest.mark.parametrize("layout", ["{words} {box}", "{box} {words}"])
@pytest.mark.parametrize("ticked,empty", [("[X]", "[ ]"), ("[*]", "[ ]"), ("&#8999;", "&#9744;"), ("&radic;", "o")])
def test_boxes_behind_and_before_their_words(layout: str, ticked: str, empty: str) -> None:
    drawn = "".join(f"<p>{layout.format(words=words, box=ticked if '14a' in words else empty)}</p>" for words in BOXES)
    report = marked_up(extra=f"<p>Check the appropriate box below if the Form 8-K filing is intended to satisfy:</p>{drawn}")
    assert report.cover.checkboxes == {"425": False, "14a-12": True, "14d-2": False, "13e-4": False}


# ---- the Section 12(b) table ---------------------------------------------------------------------------------

HEADER = "<tr><td>Title of each class</td><td>Trading Symbol</td><td>Name of each exchange on which registered</td></tr>"
STOCK, NOTES = ("Common Stock", "MRLQ", "NYSE"), ("Notes due 2030", "MRLQ/30", "NYSE")
SECURITIES = {
    "a second exchange": (
        f"<table>{HEADER}<tr><td>Common Stock</td><td>MRLQ</td><td>NYSE</td></tr><tr><td></td><td></td><td>NYSE Chicago</td></tr></table>",
        [STOCK, ("Common Stock", None, "NYSE Chicago")],
    ),
    "lines in cells": (
        f"<table>{HEADER}<tr><td>Common Stock<br>Notes due 2030</td><td>MRLQ<br>MRLQ/30</td><td>NYSE<br>NYSE</td></tr></table>",
        [STOCK, NOTES],
    ),
    "labels": (
        "<p>Title of each class: Common Stock</p><p>Trading Symbol(s): MRLQ</p><p>Name of each exchange on which registered: NYSE</p>",
        [STOCK],
    ),
    "captions above": (
        "<p>Title of each class</p><p>Common Stock</p><p>Trading Symbol</p><p>MRLQ</p>"
        "<p>Name of each exchange on which registered</p><p>NYSE</p>",
        [STOCK],
    ),
    "hard spaces": ("<p>Title of each class</p><p>Common Stock&nbsp;&nbsp;&nbsp;&nbsp;MRLQ&nbsp;&nbsp;&nbsp;&nbsp;NYSE</p>", [STOCK]),
}


@pytest.mark.parametrize("layout", SECURITIES)
def test_securities(layout: str) -> None:
    table, expected = SECURITIES[layout]
    report = marked_up(extra=f"<p>Securities registered pursuant to Section 12(b) of the Act:</p>{table}")
    assert [(s.title, s.symbol, s.exchange) for s in report.cover.securities] == expected


# ---- headings and what follows the last item -----------------------------------------------------------------

HEADINGS = {
    "title first": ("Other Events (Item 8.01)", [("8.01", "Other Events")]),
    "title first, a dash": ("Other Events &#8211; Item 8.01.", [("8.01", "Other Events")]),
    "title in the cell before": ("<table><tr><td>Other Events</td><td>Item 8.01</td></tr></table>", [("8.01", "Other Events")]),
    "no title": ("Item 8.01", [("8.01", None)]),
    "two on a line": (
        "Item 7.01 Regulation FD Disclosure; Item 8.01 Other Events",
        [("7.01", "Regulation FD Disclosure"), ("8.01", "Other Events")],
    ),
    "and between": (
        "Item 7.01 Regulation FD Disclosure and<br>Item 8.01 Other Events",
        [("7.01", "Regulation FD Disclosure"), ("8.01", "Other Events")],
    ),
}


@pytest.mark.parametrize("layout", HEADINGS)
def test_a_heading(layout: str) -> None:
    heading, expected = HEADINGS[layout]
    report = marked_up(f"<p>{heading}</p><p>On Monday the quarry opened.</p>")
    assert [(i.number, i.title, i.text) for i in report.items] == [(*head, "On Monday the quarry opened.") for head in expected]


SPELLED = ["I&nbsp;TEM 8.01", "I&nbsp;T&nbsp;E&nbsp;M 8.01", "I&nbsp; tem 8.01", "- Item 8.01", "&#8211;&nbsp;Item 8.01"]


@pytest.mark.parametrize("label", SPELLED)
def test_the_word_item_with_blanks_in_it_or_a_dash_before_it(label: str) -> None:
    report = marked_up(
        f"<p>Item 7.01 Regulation FD Disclosure</p><p>It is told in this Item.</p><p>{label} Other Events</p><p>It opened.</p>"
    )
    assert [(i.number, i.text) for i in report.items] == [("7.01", "It is told in this Item."), ("8.01", "It opened.")]


QUOTED = [
    '"Item 5.02. Departure of Directors or Certain Officers" of the report of March is changed to read as follows:',
    "&#8220;Item 5.02 Departure of Directors or Certain Officers&#8221; (as it stood in March) is changed.",
]


@pytest.mark.parametrize("words", QUOTED)
def test_a_heading_quoted_in_a_sentence_heads_nothing(words: str) -> None:
    report = marked_up(OPENED + f"<p>{words}</p><p>The quarry closed.</p>")
    assert [i.number for i in report.items] == ["8.01"]


def test_a_heading_in_quotes_heads_its_item() -> None:
    assert [i.number for i in marked_up('<p>"Item 8.01. Other Events"</p><p>The quarry opened.</p>').items] == ["8.01"]


@pytest.mark.parametrize(
    "heading", ["ITEM SIX.  Resignations of Registrant's Directors", "Resignations of Registrant's\nDirectors (Item Six)"]
)
def test_the_sixth_item_in_words(heading: str) -> None:
    assert made(item=f"{heading}\n\n     Joel Pike resigned on Monday.\n\n").items.numbers() == ("6",)


def test_numbers_of_two_figures_without_the_word() -> None:
    words = "9.  Regulation FD Disclosure\n\n     It opened.\n\n12.  Results of Operations and Financial Condition\n\n     It rose.\n\n"
    assert made(item=words).items.numbers() == ("9", "12")


@pytest.mark.parametrize("following", ["Item 3.  Bankruptcy or Receivership", "ITEM THREE\nBankruptcy or Receivership"])
def test_an_item_after_items_that_are_inapplicable(following: str) -> None:
    report = made(item=f"Items 1, 2, 4, 5, 6, 7 and 8:\n\n     Inapplicable.\n\n{following}\n\n     It filed on Monday.\n\n")
    assert report.items.numbers() == ("1", "2", "4", "5", "6", "7", "8", "3")


def test_a_title_whose_next_line_stands_far_in() -> None:
    report = made(item="ITEM 7.          Financial Statements\n                 and Exhibits\n\n     None was filed.\n\n")
    assert [(i.title, i.text) for i in report.items] == [("Financial Statements and Exhibits", "None was filed.")]


def test_sectioned_items_without_titles_and_those_of_another_form() -> None:
    inner = "<p>Item 1. Business</p><p>We quarry.</p><p>Item 3. Properties</p><p>A quarry.</p>"
    report = marked_up(f"<p>Item 2.01</p><p>We bought it.</p>{inner}<p>Item 5.06</p><p>We are no shell.</p>")
    assert [i.number for i in report.items] == ["2.01", "5.06"]


def test_a_sentence_in_capitals_that_ends_with_an_item() -> None:
    words = "     THE COPY IS ATTACHED AS AN EXHIBIT AND IS INCORPORATED BY REFERENCE INTO THIS\nITEM 5.\n\n     THE QUARRY OPENED.\n\n"
    assert made(item=f"ITEM 5.  OTHER EVENTS\n\n{words}").items.numbers() == ("5",)


def test_a_sentence_that_ends_with_an_item_above_a_heading() -> None:
    words = "Item5 OTHER EVENTS\n\n     The lease is incorporated into this\nItem 5.\n\n"
    assert made(item=f"{words}Item7 FINANCIAL STATEMENTS AND EXHIBITS\n\n     None.\n\n").items.numbers() == ("5", "7")


def test_a_date_of_report_broken_over_lines_that_are_set_in() -> None:
    broken = "March            \n                                            4,\n                              1999"
    report = eightk.read(
        (COVER.format(date=broken, ein="03-5550144") + ITEM + SIGNED.format(day="March 8, 1999", title="Treasurer")).encode()
    )
    assert str(report.cover.date_of_report) == "1999-03-04"


def test_a_title_on_two_lines_before_its_item() -> None:
    title = "Amendments to the Registrant's Code of Ethics, or Waiver of a Provision\nof the Code of Ethics (Item 5.05)"
    assert made(item=f"{title}\n\n     The board changed its code.\n\n").items.numbers() == ("5.05",)


def test_a_title_and_its_item_within_a_sentence_head_nothing() -> None:
    report = marked_up(OPENED + "<p>Other events are told under Item 8.01 of a later report, and financial statements in Item 9.01.</p>")
    assert [i.number for i in report.items] == ["8.01"]


def test_a_line_of_a_sentence_trails_nothing() -> None:
    words = "On Monday the registrant told its shareholders all that is to be known\nabout the quarry.\n\n     The quarry opened."
    assert made(item=f"Item 5.  Other Events.\n\n{words}\n\n").items["5"].text.endswith("The quarry opened.")


def test_items_that_say_nothing_on_lines_that_follow_each_other() -> None:
    before = "".join(f"ITEM {n}.  Not Applicable\n" for n in range(1, 5))
    report = made(item=f"{before}ITEM 5.  Other Events\n\n     The quarry opened.\nITEM 6.  Not Applicable\nITEM 7.  None\n\n")
    assert [(i.number, i.not_applicable) for i in report.items] == [(str(n), n != 5) for n in range(1, 8)]


@pytest.mark.parametrize(
    "trailer",
    [
        "Use of Non-GAAP Financial Measures",
        "Forward-Looking Statements and Safe Harbor",
        "Where You Can Find Additional Information",
        "[SIGNATURES ON FOLLOWING PAGE]",
        "-Signature Page Follows-",
        "Participants in the Merger Solicitation",
        "Additional Information About the Merger and Where to Find It",
        "CAUTIONARY STATEMENT FOR PURPOSES OF THE SAFE HARBOR PROVISIONS OF THE PRIVATE SECURITIES LITIGATION REFORM ACT OF 1995",
    ],
)
def test_what_trails_the_last_item(trailer: str) -> None:
    report = marked_up(OPENED + f"<p><b>{trailer}</b></p><p>These words belong to no item.</p>")
    assert report.items["8.01"].text == "The quarry at Danby Corners opened on Monday."


def test_letters_of_a_heading() -> None:
    heading = "Item 5.02(b), (c), and (e) Departure of Directors or Certain Officers"
    report = marked_up(f"<p>{heading}</p><p>Agnes Thorold retired on Monday.</p>")
    assert [part.letter for part in report.items["5.02"].parts] == ["b", "c", "e"]


def test_a_sentence_below_a_whole_title_is_no_title() -> None:
    title = (
        "Triggering Events That Accelerate or Increase a Direct Financial Obligation"
        " or an Obligation under an Off-Balance Sheet Arrangement"
    )
    heading = f"Item 2.04. {title}"
    item = marked_up(f"<p>{heading}</p><p>Of the two loans the quarry had, one fell due on Monday.</p>").items["2.04"]
    assert item.text.startswith("Of the two loans") and item.title is not None and item.title.endswith("Arrangement")
