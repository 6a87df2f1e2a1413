"""Layouts met in reports of 2001 to 2008 that nobody here had read, rebuilt with invented issuers: several registrants, Item 12 under 9."""

from __future__ import annotations

import pytest

import eightk
from test_layouts import HTML_COVER, HTML_SIGNED, OPENED, listed, marked_up
from test_layouts_seen import BELOW, BELOW_NAME, HEAD, SIGNATURE, STATEMENT, typed
from test_reading import ITEM

HTML_HEAD = HTML_COVER[: HTML_COVER.index("<p>{name}")]


def in_2003(items: str) -> eightk.Report:
    return eightk.read((HEAD + BELOW + items + SIGNATURE).replace("March 25, 1999", "July 23, 2003").replace("1999", "2003").encode())


def cells(*rows: str) -> str:
    """A table of which each row is written "a|b|c"."""
    return "<table>" + "".join("<tr><td>" + row.replace("|", "</td><td>") + "</td></tr>" for row in rows) + "</table>"


def covered(cover: str) -> list[eightk.Registrant]:
    return list(eightk.read((HTML_HEAD + cover + OPENED + HTML_SIGNED).encode()).cover.registrants)


# ---- several registrants -------------------------------------------------------------------------------------

GROUP = """Commission         Registrant, State of Incorporation,       I.R.S. Employer
File Number        Address and Telephone Number              Identification No.
-----------        -----------------------------------       -----------------
1-31117            Marlstone Power Company                   03-5550144
                   (A Vermont Corporation)
                   One Slate Place
                   Danby Corners, Vermont 05799
                   (802) 555-0144

0-31118            The Thorold Company                       03-5550145
                   (A Maine Corporation)
                   Slate Plaza, Tower B
                   Thorold, Maine 04999
                   (207) 555-0145

"""


def test_an_address_without_a_figure_begins_below_the_state() -> None:
    found = [(r.name, r.jurisdiction, r.address, r.phone) for r in typed(HEAD + GROUP).cover.registrants]
    assert found == [
        ("Marlstone Power Company", "Vermont", "One Slate Place Danby Corners, Vermont 05799", "(802) 555-0144"),
        ("The Thorold Company", "Maine", "Slate Plaza, Tower B Thorold, Maine 04999", "(207) 555-0145"),
    ]


def test_a_registrant_may_take_several_rows_of_a_table() -> None:
    found = covered(
        cells(
            "|Exact Name of Registrant as Specified in Its Charter; State of|IRS Employer",
            "Commission File|Incorporation; Address of Principal Executive Offices; and|Identification",
            "Number|Telephone Number|Number",
            "1-31117|MARLSTONE POWER COMPANY|03-5550144",
            "|(a Vermont corporation)|", "|One Slate Place|", "|Danby Corners, Vermont 05799|", "|(802) 555-0144|",
            "1-31118|THE THOROLD COMPANY|03-5550145",
            "|(a Maine corporation)|", "|10 Slate Plaza|", "|Thorold, Maine 04999|", "|(207) 555-0145|",
        )
    )  # fmt: skip
    assert [(r.name, r.jurisdiction, r.address, r.phone) for r in found] == [
        ("MARLSTONE POWER COMPANY", "Vermont", "One Slate Place Danby Corners, Vermont 05799", "(802) 555-0144"),
        ("THE THOROLD COMPANY", "Maine", "10 Slate Plaza Thorold, Maine 04999", "(207) 555-0145"),
    ]


TWO_NAMES = "<p>MARLSTONE CASINO DANBY<br>DANBY CAPITAL CORPORATION<br>(Exact names of registrants as specified in their charters)</p>"
CAPTIONS = "(State or other jurisdiction of incorporation)|(Commission File Number)|(IRS Employer Identification No.)"
REST = (
    "<p>4 Slate Road, Danby Corners, Vermont 05799<br>(Address of principal executive offices)</p>"
    "<p>(802) 555-0144<br>(Registrant's telephone number)</p>"
)
PLACED = {
    "a row each": (cells("Vermont||03-5550144", "Maine|333-31117|03-5550145", CAPTIONS), [None, "333-31117"]),
    "stacked": (cells("Vermont<br>Maine|333-31117|03-5550144<br>03-5550145", CAPTIONS), ["333-31117", "333-31117"]),
}


@pytest.mark.parametrize(("numbers", "files"), PLACED.values(), ids=PLACED.keys())
def test_names_over_one_caption_go_with_what_stands_below_in_their_order(numbers: str, files: list[str | None]) -> None:
    found = covered(TWO_NAMES + numbers + REST)
    assert [(r.name, r.jurisdiction, r.ein) for r in found] == [
        ("MARLSTONE CASINO DANBY", "Vermont", "03-5550144"),
        ("DANBY CAPITAL CORPORATION", "Maine", "03-5550145"),
    ]
    assert [r.file_number for r in found] == files
    assert {r.address for r in found} == {"4 Slate Road, Danby Corners, Vermont 05799"}


LABELLED = """       MARLSTONE ENERGY INCOME S-1 LIMITED PARTNERSHIP
       MARLSTONE ENERGY INCOME S-2 LIMITED PARTNERSHIP
       MARLSTONE ENERGY INCOME LIMITED PARTNERSHIP S-3
       ------------------------------------------------------------------
           (Exact name of Registrant as specified in its Articles)

                            S-1:  0-31117          S-1:  03-5550144
     S-1 to S-3:            S-2:  0-31118          S-2:  03-5550145
        Vermont             S-3:  0-31119          S-3:  03-5550146
  - ----------------       ------------            ---------------
   (State or other         (Commission             (I.R.S. Employer
   jurisdiction)            File No.)              Identification)

            4 Slate Road, Danby Corners, Vermont      05799
  ----------------------------------------------------------------
        (Address of principal executive offices)     (Zip Code)

"""


def test_the_label_of_a_column_is_no_address() -> None:
    found = [(r.name, r.file_number, r.ein, r.address) for r in typed(HEAD + LABELLED).cover.registrants]
    address = "4 Slate Road, Danby Corners, Vermont 05799"
    assert found == [
        ("MARLSTONE ENERGY INCOME S-1 LIMITED PARTNERSHIP", "0-31117", "03-5550144", address),
        ("MARLSTONE ENERGY INCOME S-2 LIMITED PARTNERSHIP", "0-31118", "03-5550145", address),
        ("MARLSTONE ENERGY INCOME LIMITED PARTNERSHIP S-3", "0-31119", "03-5550146", address),
    ]


def test_a_name_of_two_lines_with_two_employer_numbers_stays_one() -> None:
    name = "<p>MARLSTONE CASINO OF<br>DANBY CORNERS<br>(Exact name of registrant as specified in its charter)</p>"
    (registrant,) = covered(name + cells("Vermont|333-31117|03-5550144<br>03-5550145", CAPTIONS) + REST)
    assert (registrant.name, registrant.ein) == ("MARLSTONE CASINO OF DANBY CORNERS", "03-5550144 03-5550145")


# ---- names, dates, addresses ---------------------------------------------------------------------------------

BEHIND = {
    "one line": "MARLSTONE ABS CORPORATION (as Depositor under the Trust Agreement dated as of January 1, 1999)\n",
    "two lines": "MARLSTONE ABS CORPORATION (as Depositor under the Trust Agreement dated as of\n   January 1, 1999, for Slate Notes)\n",
    "told above": """ Marlstone ABS Corporation (as depositor under the Standard Terms for Trust
 Agreements, dated as of January 1, 1998, as supplemented by a Series
 Supplement, dated as of January 1, 1999, which issued Slate Certificates)

                     MARLSTONE ABS CORPORATION
""",
}


@pytest.mark.parametrize("over", BEHIND.values(), ids=BEHIND.keys())
def test_a_role_behind_the_name_on_its_line_is_no_part_of_it(over: str) -> None:
    (registrant,) = typed(HEAD + over + BELOW_NAME).cover.registrants
    assert (registrant.name, registrant.jurisdiction) == ("MARLSTONE ABS CORPORATION", "Vermont")


def test_other_parentheses_behind_a_name_stay() -> None:
    (registrant,) = typed(HEAD + "            MARLSTONE TRUST (VERMONT)\n" + BELOW_NAME).cover.registrants
    assert registrant.name == "MARLSTONE TRUST (VERMONT)"


def test_the_end_of_the_dates_caption_is_no_name() -> None:
    head = HEAD[: HEAD.index("Date of ")] + "Date of Report (Date of earliest event\nreported)March 25,1999\n\n"
    (registrant,) = typed(head + "         MARLSTONE REALTY PARTNERSHIP\n     II, L.P.\n" + BELOW_NAME).cover.registrants
    assert registrant.name == "MARLSTONE REALTY PARTNERSHIP II, L.P."


@pytest.mark.parametrize("mark", ["*", "**"])
def test_a_zip_code_may_bear_a_mark(mark: str) -> None:
    place = cells(f"4 Slate Road<br>Danby Corners, Vermont{mark}<br>(Address of Principal Executive Offices)|05799{mark}<br>(Zip Code)")
    cover = HTML_COVER[HTML_COVER.index("<p>{name}") : HTML_COVER.index("<p>4 Slate")].format(
        name="MARLSTONE QUARRIES, INC.", numbers="<td>Vermont</td><td>001-31117</td><td>03-5550144</td>"
    )
    (registrant,) = covered(cover + place)
    assert registrant.address == f"4 Slate Road Danby Corners, Vermont{mark} 05799{mark}"


# ---- filed or furnished --------------------------------------------------------------------------------------

UNDER_12 = [
    'The following is being furnished pursuant to Item 12 of Form 8-K, "Results of Operations and Financial\nCondition", and should not be'
    ' deemed to be "filed" under the Securities Exchange Act of 1934.',
    "This information is being furnished under Item 12, Results of Operations and Financial Condition, of Form 8-K.",
]


@pytest.mark.parametrize("words", UNDER_12)
def test_item_9_may_furnish_what_item_12_asks_for(words: str) -> None:
    items = f"\nItem 9.  Regulation FD Disclosure\n\n{words}\n\nOn July 23, 2003, a release was issued.\n\n"
    report = in_2003(items)
    assert [(i.number, i.says, i.status) for i in report.items] == [("9", "furnished", "furnished")]


UNDER_BOTH = [
    "Regulation FD Disclosure (Information Furnished Under Item 12 -\n         Results of Operations and Financial Condition).",
    "Information Furnished Under Item 12, Results of Operations and\n         Financial Condition.",
]


@pytest.mark.parametrize("title", UNDER_BOTH)
def test_the_title_of_item_9_may_name_item_12_and_its_title(title: str) -> None:
    (item,) = in_2003(f"\nItem 9.  {title}\n\nOn July 23, 2003, a release was issued.\n\n").items
    assert (item.title or "").rstrip(".)") == " ".join(title.split()).rstrip(".)")
    assert item.text == "On July 23, 2003, a release was issued."


def test_words_on_another_item_do_not_speak_for_one_that_is_filed() -> None:
    items = f"\nItem 5.  Other Events\n\n{UNDER_12[1]}\n\nOn July 23, 2003, a quarry was opened.\n\n"
    report = in_2003(items)
    assert [(i.number, i.says) for i in report.items] == [("5", None)]


# ---- exhibits ------------------------------------------------------------------------------------------------


def test_the_lists_header_printed_below_it_is_no_description() -> None:
    report = marked_up(
        OPENED + "<p>Item 9.01 Financial Statements and Exhibits.</p><p>(d) Exhibits</p><p>99.1 Report to holders of Monday.</p>"
        "<p>(Exhibit No. Description)</p>"
    )
    assert listed(report) == [("99.1", "Report to holders of Monday.")]


STATEMENTS = """
Item 7.  Financial Statements and Exhibits

(b)  Pro Forma Financial Information

     (1)  Pro forma balance sheet as of January 31, 1999

     (2)  Pro forma statement of operations

"""


def test_the_numbers_of_financial_statements_are_no_exhibits() -> None:
    assert listed(typed(HEAD + BELOW, STATEMENTS)) == []
    report = typed(HEAD + BELOW, STATEMENTS + "(c)  Exhibits\n\n     (2)  Contract of sale\n\n     (4)  Indenture\n\n")
    assert listed(report) == [("2", "Contract of sale"), ("4", "Indenture")]


def test_a_row_of_the_list_that_the_contents_name_too_stays() -> None:
    contents = cells(
        "Item 8.01 Other Events|2", "Item 9.01 Financial Statements and Exhibits|3", "Exhibit 99.1 Release of Marlstone Quarries, Inc.|"
    )
    rows = cells("10.1|Lease of the quarry", "99.1|Release of Marlstone Quarries, Inc.")
    exhibits = f"<p>Item 9.01 Financial Statements and Exhibits</p><p>(d) Exhibits</p>{rows}"
    report = marked_up(OPENED + exhibits, extra="<p>TABLE OF CONTENTS</p>" + contents)
    assert listed(report) == [("10.1", "Lease of the quarry"), ("99.1", "Release of Marlstone Quarries, Inc.")]
    assert [i.number for i in report.items] == ["8.01", "9.01"]


NOTED = "<p>This Amendment is filed solely to include the statements that the first filing of May 4, 2021 on Form 8-K omitted.</p>"
LINES = {
    "cells": cells("Item 9.01 Financial Statements and Exhibits", "SIGNATURES", "EXHIBIT INDEX", "EX-99.4 Pro Forma Financials"),
    "pages": cells("Item 9.01 Financial Statements and Exhibits|2", "SIGNATURE|3", "EXHIBIT INDEX|4"),
    "lines": "<p>Item 9.01 Financial Statements and Exhibits</p><p>SIGNATURES</p><p>EX-99.4 Pro Forma Financials</p>",
}


@pytest.mark.parametrize("contents", LINES.values(), ids=LINES.keys())
def test_contents_of_one_item_without_a_head_are_told_by_the_signatures_below(contents: str) -> None:
    rows = cells("2.1|Merger agreement", "99.4|Statements")
    report = marked_up(f"<p>Item 9.01 Financial Statements and Exhibits</p><p>(d) Exhibits</p>{rows}", extra=contents + NOTED * 4)
    assert [i.number for i in report.items] == ["9.01"]
    assert listed(report) == [("2.1", "Merger agreement"), ("99.4", "Statements")]


def test_a_warning_on_forward_looking_statements_belongs_to_no_item() -> None:
    opened = "The quarry at Danby Corners was opened."
    items = f"\nItem 5.  Other Events\n\n{opened}\n\n\nFORWARD LOOKING STATEMENTS WARNING\n\nThis report looks on.\n\n"
    assert [i.text for i in typed(HEAD + BELOW, items).items] == [opened]


BROKEN = {
    "beside the date": """Dated: March 30, 1999                MARLSTONE FINANCIAL SERVICES
                                     CORPORATION

                                     By: /s/ Agnes Thorold
                                         ------------------------------
                                     Name: Agnes Thorold
                                     Title: Treasurer
""",
    "a marked end": """                              MARLSTONE FINANCIAL SERVICES
                              CORPORATION
                              (Registrant)

Date: March 30, 1999          By: /s/ Agnes Thorold
                              Agnes Thorold, Treasurer
""",
    "one line": """                              MARLSTONE FINANCIAL SERVICES CORPORATION
                              (Registrant)

Date: March 30, 1999          By: /s/ Agnes Thorold
                              Agnes Thorold, Treasurer
""",
}


@pytest.mark.parametrize("block", BROKEN.values(), ids=BROKEN.keys())
def test_a_name_over_a_signature_may_take_two_lines(block: str) -> None:
    below = BELOW.replace("MARLSTONE QUARRIES, INC.", "MARLSTONE FINANCIAL SERVICES CORPORATION")
    (signature,) = eightk.read((HEAD + below + ITEM + STATEMENT + block).encode()).signatures
    assert (signature.registrant, signature.name) == ("MARLSTONE FINANCIAL SERVICES CORPORATION", "Agnes Thorold")
