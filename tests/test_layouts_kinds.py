"""Layouts met in kinds of reports that nobody here had read, rebuilt with invented issuers: debtors, utilities, issuers abroad, counsel."""

from __future__ import annotations

import datetime as dt

import pytest

import eightk
from test_layouts import HTML_SIGNED, OPENED
from test_layouts_groups import CAPTIONS, HTML_HEAD, cells, covered

NAME = "<p>MARLSTONE QUARRIES, INC.<br>(Exact name of registrant as specified in its charter)</p>"
NUMBERS = cells("Vermont|001-31117|03-5550144", CAPTIONS)
PLACE = "<p>4 Slate Road, Danby Corners, Vermont 05799<br>(Address of principal executive offices)</p>"
PHONE = "<p>(802) 555-0144<br>(Registrant's telephone number)</p>"


def cover_of(fields: str) -> eightk.Cover:
    return eightk.read((HTML_HEAD + fields + OPENED + HTML_SIGNED).encode()).cover


# ---- numbers -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ein", ["03-555014", "03-555-0144", "03-555-014"])
def test_an_employer_number_of_odd_digits_is_no_file_number(ein: str) -> None:
    (registrant,) = covered(NAME + cells(f"Vermont|001-31117|{ein}", CAPTIONS) + PLACE + PHONE)
    assert (registrant.file_number, registrant.ein) == ("001-31117", ein)


@pytest.mark.parametrize("number", ["1-3111", "001-31117", "333-31117-01"])
def test_a_file_number_over_its_caption_stays_one(number: str) -> None:
    captions = "(State of incorporation)|(Commission File Number)|(IRS Employer Identification No.)"
    (registrant,) = covered(NAME + cells(f"Vermont|{number}|", captions) + PLACE + PHONE)
    assert (registrant.file_number, registrant.ein) == (number, None)


# ---- counsel -------------------------------------------------------------------------------------------------

COUNSEL = "<p>{to}</p><p>Agnes Thorold, Esq.</p><p>Thorold Danby LLP</p><p>12 Court Street</p><p>Rutland, Vermont 05701</p>{rest}"
FORMER = "<p>9 Old Road, Thorold, Maine 04999</p><p>(Former name or former address, if changed since last report)</p>"
CALLED = ["<p>Phone: (802) 555-0177</p><p>Fax: (802) 555-0178</p>", "<p>Tel.: (802) 555-0177 / Fax: (802) 555-0178</p>"]


@pytest.mark.parametrize("to", ["Copies to:", "With a copy to:", "Copies of communications to:"])
@pytest.mark.parametrize("rest", CALLED)
def test_counsel_who_gets_copies_is_no_part_of_the_registrant(to: str, rest: str) -> None:
    phone = "<p>(86) 0537-8711599<br>(Registrant's telephone number, including area code)</p>"
    (registrant,) = covered(NAME + NUMBERS + PLACE + phone + COUNSEL.format(to=to, rest=rest) + FORMER)
    assert registrant.phone == "(86) 0537-8711599"
    assert registrant.address == "4 Slate Road, Danby Corners, Vermont 05799"
    assert registrant.former == "9 Old Road, Thorold, Maine 04999"


def test_counsel_without_a_telephone_ends_at_the_next_caption() -> None:
    below = "<p>(Former name or former address, if changed since last report)</p>"
    (registrant,) = covered(NAME + NUMBERS + PLACE + PHONE + COUNSEL.format(to="Copies to:", rest="") + below)
    assert (registrant.phone, registrant.former) == ("(802) 555-0144", None)


def test_what_stands_between_counsel_and_the_telephones_caption_is_the_registrants() -> None:
    counsel = COUNSEL.format(to="Copies to:", rest="")
    labelled = PHONE.replace("Registrant's telephone number", "Telephone number, including area code")
    for phone in (PHONE, labelled):
        (registrant,) = covered(NAME + NUMBERS + PLACE + counsel + phone)
        assert (registrant.name, registrant.phone) == ("MARLSTONE QUARRIES, INC.", "(802) 555-0144")
    (registrant,) = covered(counsel + NAME + NUMBERS + PLACE + PHONE)
    assert (registrant.jurisdiction, registrant.phone) == ("Vermont", "(802) 555-0144")


@pytest.mark.parametrize("former", ["Not Applicable", "Danby Holdings, Inc."])
def test_a_former_name_below_counsels_telephone_is_the_registrants(former: str) -> None:
    below = f"<p>{former}</p><p>(Former name or former address, if changed since last report)</p>"
    counsel = COUNSEL.format(to="Copies to:", rest="<p>(802) 555-0177</p>")
    (registrant,) = covered(NAME + NUMBERS + PLACE + PHONE + counsel + below)
    assert (registrant.phone, registrant.former) == ("(802) 555-0144", former)


@pytest.mark.parametrize(
    "rows",
    [
        "4 Slate Road<br>Danby Corners, Vermont 05799|Copies to:<br>Agnes Thorold, Esq.<br>12 Court Street",
        "4 Slate Road|Copies to:</td></tr><tr><td>Danby Corners, Vermont 05799|Agnes Thorold, Esq.",
    ],
)
def test_counsel_beside_the_registrants_address_is_no_part_of_it(rows: str) -> None:
    place = cells(rows, "(Address of principal executive offices)|12 Court Street, Rutland")
    (registrant,) = covered(NAME + place + NUMBERS + PHONE)
    assert (registrant.address, registrant.file_number, registrant.phone) == (
        "4 Slate Road Danby Corners, Vermont 05799", "001-31117", "(802) 555-0144"
    )  # fmt: skip


def test_a_name_that_speaks_of_copies_is_one() -> None:
    (registrant,) = covered(NAME.replace("MARLSTONE QUARRIES, INC.", "COPIES TO GO, INC.") + NUMBERS + PLACE + PHONE)
    assert (registrant.name, registrant.phone) == ("COPIES TO GO, INC.", "(802) 555-0144")


# ---- debtors -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "since", ["Debtor-in-possession as of May 31, 2002", "(Debtor-in-Possession since May 31, 2002)", "(Debtor in Possession)"]
)
def test_a_debtor_in_possession_has_its_name_and_the_reports_date(since: str) -> None:
    cover = cover_of(NAME.replace("<br>", f"<br>{since}<br>") + NUMBERS + PLACE + PHONE)
    assert cover.registrants[0].name == "MARLSTONE QUARRIES, INC."
    assert cover.date_of_report == cover_of(NAME + NUMBERS + PLACE + PHONE).date_of_report != dt.date(2002, 5, 31)


def test_a_comma_between_a_name_and_its_role_is_no_part_of_the_name() -> None:
    name = NAME.replace("INC.<br>", "INC.,<br>Debtor in Possession<br>")
    assert covered(name + NUMBERS + PLACE + PHONE)[0].name == "MARLSTONE QUARRIES, INC."


AMENDED = """                       SECURITIES AND EXCHANGE COMMISSION
                             WASHINGTON, D.C. 20549

                                   FORM 8-K/A
                                AMENDMENT NO. 1

                            MARLSTONE QUARRIES, INC.
             (Exact name of registrant as specified in its charter)

                        Commission File Number:  0-31117

     The undersigned registrant hereby amends the following items of its
{report}
as set forth in the pages attached hereto:

     Item 7.  Financial Statements and Exhibits.

          (a)  Balance sheet of Danby Slate Co. as of March 31, 1996

                                   SIGNATURE

     Pursuant to the requirements of the Securities Exchange Act of 1934, the
registrant has duly caused this amendment to be signed on its behalf by the
undersigned, thereunto duly authorized.

                                       MARLSTONE QUARRIES, INC.
September 13, 1996                     By: /s/ Agnes Thorold
                                           Agnes Thorold
                                           Treasurer
"""
REPORTS = {
    "dated": ("Current Report on Form 8-K dated July 1, 1996", dt.date(1996, 7, 1)),
    "wrapped": ("Current Report on Form 8-K, dated\nJuly 1, 1996", dt.date(1996, 7, 1)),
    "filed": ("Current Report on Form 8-K filed on July 1, 1996", None),
    "its": ("report dated as of July 1, 1996", dt.date(1996, 7, 1)),
    "an auditor's": ("Current Report on Form 8-K, to add the auditors' report dated July 1, 1996", None),
    "an annual report": ("Annual Report dated July 1, 1996", None),
    "an agreement": ("Current Report on Form 8-K on the agreement dated July 1, 1996", None),
}


@pytest.mark.parametrize(("report", "day"), REPORTS.values(), ids=REPORTS.keys())
def test_an_amendment_without_a_date_has_that_of_what_it_amends(report: str, day: dt.date | None) -> None:
    assert eightk.read(AMENDED.format(report=report).encode()).cover.date_of_report == day


def test_an_amendment_with_a_date_keeps_it() -> None:
    text = AMENDED.format(report="Current Report on Form 8-K dated July 1, 1996")
    dated = text.replace(
        "                            MARLSTONE",
        "      Date of Report (Date of earliest event reported): June 28, 1996\n\n      MARLSTONE",
        1,
    )
    assert eightk.read(dated.encode()).cover.date_of_report == dt.date(1996, 6, 28)


# ---- combined covers -----------------------------------------------------------------------------------------

ASKED = "Commission File Number|Registrant, State of Incorporation, Address and Telephone Number|I.R.S. Employer Identification No."
POWER, LIGHT = ("Marlstone Power Company", "Vermont"), ("Thorold Light Company, LLC", "Maine")
ALL = [
    (*POWER, "1-31117", "03-5550144", "4 Slate Road Danby Corners, Vermont 05799", "(802) 555-0144"),
    (*LIGHT, "1-31118", "03-5550145", "10 Court Street, N.W. Thorold, Maine 04999", "(207) 555-0145"),
]


def told(cover: str) -> list[tuple[str | None, ...]]:
    return [(r.name, r.jurisdiction, r.file_number, r.ein, r.address, r.phone) for r in covered(cover)]


def lines(*words: str) -> str:
    return "".join(f"<p>{line}</p>" for line in words)


STATES = {
    "a corporation": ("(a Vermont corporation)", "(a Maine limited liability company)"),
    "capitals": ("(A Vermont Corporation)", "(A Maine Limited Liability Company)"),
    "no article": ("(Vermont Corporation)", "(Maine Limited Liability Company)"),
}


@pytest.mark.parametrize(("vermont", "maine"), STATES.values(), ids=STATES.keys())
def test_what_belongs_to_a_registrant_may_stand_under_its_tables_one_row(vermont: str, maine: str) -> None:
    cover = (
        cells(ASKED, "1-31117|Marlstone Power Company|03-5550144")
        + lines(vermont, "4 Slate Road", "Danby Corners, Vermont 05799", "(802) 555-0144")
        + cells("1-31118|Thorold Light Company, LLC|03-5550145")
        + lines(maine, "10 Court Street, N.W.", "Thorold, Maine 04999", "(207) 555-0145")
        + lines("The names and addresses of the registrants have not changed since the last report.")
    )
    assert told(cover) == ALL


@pytest.mark.parametrize(("vermont", "maine"), STATES.values(), ids=STATES.keys())
def test_all_of_a_registrant_may_stand_in_its_cell(vermont: str, maine: str) -> None:
    cover = cells(
        ASKED,
        f"1-31117|Marlstone Power Company<br>{vermont}<br>4 Slate Road<br>Danby Corners, Vermont 05799<br>(802) 555-0144|03-5550144",
        f"1-31118|Thorold Light Company, LLC<br>{maine}<br>10 Court Street, N.W.<br>Thorold, Maine 04999<br>(207) 555-0145|03-5550145",
    )
    assert told(cover) == ALL


@pytest.mark.parametrize("words", ["(Vermont Slate Corporation)", "(Corporation)", "(Slate Corporation)"])
def test_parentheses_that_name_a_corporation_tell_no_state(words: str) -> None:
    cover = cells(
        ASKED, f"1-31117|Marlstone Power Company<br>{words}<br>4 Slate Road<br>Danby Corners, Vermont 05799<br>(802) 555-0144|03-5550144"
    )
    assert [(r.name, r.jurisdiction) for r in covered(cover)] == [("Marlstone Power Company", None)]


BLOCKS = (
    "Marlstone Power Company<br>(a Vermont corporation)<br>4 Slate Road<br>Danby Corners, Vermont 05799<br>(802) 555-0144",
    "Thorold Light Company, LLC<br>(a Maine limited liability company)<br>10 Court Street, N.W.<br>Thorold, Maine 04999<br>(207) 555-0145",
)
TWICE = (
    "Commission File Number|Registrant, State of Incorporation, Address of Principal Executive Offices, Telephone Number and IRS Employer"
    " Identification Number"
)


ROW_EACH = ["Vermont|1-31117|03-5550144", "|1-31118|01-5550145"]


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("{}<br>{}", ["MARLSTONE ENERGY CORP.", "DANBY POWER COMPANY"]),
        ("{}<br>AND<br>{}", ["MARLSTONE ENERGY CORP.", "DANBY POWER COMPANY"]),
        ("{} and {}", ["MARLSTONE ENERGY CORP. and DANBY POWER COMPANY"] * 2),
    ],
)
def test_rows_of_which_the_first_has_the_state_have_no_caption_for_a_name(printed: str, names: list[str]) -> None:
    above = printed.format("MARLSTONE ENERGY CORP.", "DANBY POWER COMPANY")
    found = covered(
        f"<p>{above}<br>(Exact name of registrants as specified in their charters)</p>" + cells(*ROW_EACH, CAPTIONS) + PLACE + PHONE
    )
    assert [r.name for r in found] == names
    assert [(r.jurisdiction, r.file_number, r.ein) for r in found] == [
        ("Vermont", "1-31117", "03-5550144"), ("Vermont", "1-31118", "01-5550145")
    ]  # fmt: skip


def test_two_columns_of_registrants_each_with_its_employer_number_in_the_next_row() -> None:
    (power, *below), (light, *under) = (block.split("<br>") for block in BLOCKS)
    rows = [f"{TWICE}||{TWICE}", f"1-31117|{power}||1-31118|{light}", f"|{'<br>'.join(below)}|||{'<br>'.join(under)}"]
    assert told(cells(*rows, "|03-5550144|||03-5550145")) == ALL


def test_one_registrant_with_its_name_over_its_numbers_and_two_columns_of_others() -> None:
    head = cells(
        ASKED,
        "|MARLSTONE ENERGY CORPORATION|",
        "|(a Maine corporation)|",
        "1-31116|12 Slate Street<br>Thorold, Maine 04998<br>207-555-0143|03-5550143",
    )
    others = cells(f"{TWICE}|{TWICE}", f"1-31117|{BLOCKS[0]}<br>03-5550144|1-31118|{BLOCKS[1]}<br>03-5550145")
    own = ("MARLSTONE ENERGY CORPORATION", "Maine", "1-31116", "03-5550143", "12 Slate Street Thorold, Maine 04998", "207-555-0143")
    assert told(head + "<p>&nbsp;</p>" + others) == [own, *ALL]


def test_a_name_in_its_row_behind_its_file_number_has_that_number() -> None:
    caption = "(Exact name of Registrant as specified in its charter)"
    rows = [f"{number}|{'<br>'.join([block.split('<br>')[0], caption, *block.split('<br>')[1:]])}|{ein}"
            for number, block, ein in (("1-31117", BLOCKS[0], "03-5550144"), ("1-31118", BLOCKS[1], "03-5550145"))]  # fmt: skip
    assert told(cells(ASKED, *rows)) == ALL


TWO = "<p>MARLSTONE TRUST<br>MARLSTONE, L.P.<br>(Exact name of registrants as specified in their charters)</p>"
NAMED = cells(
    "Vermont (Marlstone Trust)|001-31117 (Marlstone Trust)|03-5550144 (Marlstone Trust)",
    "Maine (Marlstone, L.P.)|333-31118-01 (Marlstone, L.P.)|03-5550145 (Marlstone, L.P.)",
    CAPTIONS,
)


def test_values_in_rows_may_say_whose_they_are() -> None:
    place, phone = "4 Slate Road, Danby Corners, Vermont 05799", "(802) 555-0144"
    assert told(TWO + NAMED + PLACE + PHONE) == [
        ("MARLSTONE TRUST", "Vermont", "001-31117", "03-5550144", place, phone),
        ("MARLSTONE, L.P.", "Maine", "333-31118-01", "03-5550145", place, phone),
    ]


def test_file_numbers_above_the_names_may_say_whose_they_are() -> None:
    above = lines("Commission File No. 1-31117 (Marlstone Trust)", "Commission File No. 333-31118-01 (Marlstone, L.P.)")
    numbers = cells(
        "Marlstone Trust|Vermont|03-5550144", "Marlstone, L.P.|Maine|03-5550145", "|(State of incorporation)|(IRS Employer No.)"
    )
    assert [(r.name, r.file_number, r.ein) for r in covered(above + TWO + numbers + PLACE + PHONE)] == [
        ("Marlstone Trust", "1-31117", "03-5550144"),
        ("Marlstone, L.P.", "333-31118-01", "03-5550145"),
    ]


COLUMNS = {
    "rows": cells(
        "4 Slate Road|10 Court Street", "Danby Corners, Vermont 05799|Thorold, Maine 04999",
        "(Address of principal executive offices) (Zip Code)|(Address of principal executive offices) (Zip Code)",
        "(802) 555-0144|(207) 555-0145", "(Registrant's telephone number)|(Registrant's telephone number)",
    ),
    "cells": cells(
        "4 Slate Road<br>Danby Corners, Vermont 05799<br>(Address of principal executive offices)<br>(802) 555-0144<br>"
        "(Registrant's telephone number)|10 Court Street<br>Thorold, Maine 04999<br>(Address of principal executive offices)<br>"
        "(207) 555-0145<br>(Registrant's telephone number)"
    ),
}  # fmt: skip


@pytest.mark.parametrize("below", COLUMNS.values(), ids=COLUMNS.keys())
@pytest.mark.parametrize("former", ["", "<p>Not applicable</p><p>(Former name or former address, if changed since last report)</p>"])
def test_addresses_side_by_side_below_the_rows_are_each_ones_own(below: str, former: str) -> None:
    head = "Commission File Number|Exact Name of Registrant as specified in its charter|State of Incorporation|IRS Employer Number"
    rows = cells(head, "1-31117|MARLSTONE CORP.|Vermont|03-5550144", "1-31118|THOROLD CORP.|Maine|03-5550145")
    found = covered(rows + "<p>&nbsp;</p>" + below + former)
    assert [(r.name, r.address, r.phone) for r in found] == [
        ("MARLSTONE CORP.", "4 Slate Road Danby Corners, Vermont 05799", "(802) 555-0144"),
        ("THOROLD CORP.", "10 Court Street Thorold, Maine 04999", "(207) 555-0145"),
    ]
    assert {r.former for r in found} == {"Not applicable" if former else None}


ASKED_BELOW = "(Commission File Number)|(Exact name of registrant)|(State of incorporation)|(IRS Employer Identification No.)"


@pytest.mark.parametrize("between", ["|", "|||"])
def test_an_address_and_a_telephone_side_by_side_below_the_rows_are_everybodys(between: str) -> None:
    own = cells("1-31117|MARLSTONE ENERGY CORP.|Vermont|03-5550144", "1-31118|DANBY POWER COMPANY|Maine|01-5550145", ASKED_BELOW)
    place = "4 Slate Road, Danby Corners, Vermont 05799"
    captions = ("(Address of principal executive offices)", "(Registrant's telephone number)")
    found = covered(own + cells(between.join((place, "(802) 555-0144")), between.join(captions)))
    assert [(r.name, r.address, r.phone) for r in found] == [
        (name, place, "(802) 555-0144") for name in ("MARLSTONE ENERGY CORP.", "DANBY POWER COMPANY")
    ]


def test_one_address_and_telephone_in_the_rows_below_are_everybodys() -> None:
    rows = [ASKED, "1-31117|MARLSTONE CORP.|03-5550144", "1-31118|THOROLD CORP.|03-5550145"]
    found = covered(cells(*rows, "|4 Slate Road<br>Danby Corners, Vermont 05799<br>(802) 555-0144|"))
    assert [(r.name, r.address, r.phone) for r in found] == [
        ("MARLSTONE CORP.", "4 Slate Road Danby Corners, Vermont 05799", "(802) 555-0144"),
        ("THOROLD CORP.", "4 Slate Road Danby Corners, Vermont 05799", "(802) 555-0144"),
    ]


def test_no_former_name_is_no_state_and_no_rows_are_anothers_former_name() -> None:
    def block(number: str, words: str, ein: str) -> list[str]:
        name, *below = words.split("<br>")
        return [f"{number}|{name}|{ein}", *(f"|{line}|" for line in below), "||"]

    former = ["|N/A|", "|(Former name or former address, if changed since last report)|"]
    rows = [ASKED, *block("1-31117", BLOCKS[0], "03-5550144"), *block("1-31118", BLOCKS[1], "03-5550145"), *former]
    found = covered(cells(*rows))
    assert [(r.name, r.jurisdiction, r.former) for r in found] == [(*POWER, "N/A"), (*LIGHT, "N/A")]
    (alone,) = covered(cells(ASKED, f"1-31117|{BLOCKS[0]}|03-5550144", *former))
    assert (alone.jurisdiction, alone.former) == ("Vermont", "N/A")


def test_a_column_for_the_former_name_is_no_part_of_the_address() -> None:
    head = "Commission File No.|Exact Name of Registrant as Specified in its Charter, Address and Telephone Number|State of Incorporation"
    rows = [f"{head}|I.R.S. Employer Number|Former name, former address, if changed since last report"]
    for number, block, ein, state in (("1-31117", BLOCKS[0], "03-5550144", "Vermont"), ("1-31118", BLOCKS[1], "03-5550145", "Maine")):
        name, _, *below = block.split("<br>")
        rows += [f"{number}|{name}|{state}|{ein}|No change", *(f"|{line}|||" for line in below), "||||"]
    assert told(cells(*rows)) == ALL
    assert {r.former for r in covered(cells(*rows))} == {"No change"}


STATED = {
    "two": ("(a Vermont and Maine corporation)", "Vermont and Maine"),
    "a district": ("(a District of Columbia and Virginia corporation)", "District of Columbia and Virginia"),
    "one": ("(a Vermont corporation)", "Vermont"),
    "a state and no state": ("(a Vermont and Slate corporation)", "Vermont"),
}


@pytest.mark.parametrize(("words", "state"), STATED.values(), ids=STATED.keys())
def test_a_corporation_of_two_states_has_both(words: str, state: str) -> None:
    cell = f"Marlstone Power Company<br>{words}<br>701 Slate Street, N.W.<br>Washington, District of Columbia 20068-0001<br>(202) 555-0144"
    (registrant,) = covered(cells(ASKED, f"1-31117|{cell}|03-5550144"))
    assert registrant.jurisdiction == state
    assert registrant.address == "701 Slate Street, N.W. Washington, District of Columbia 20068-0001"


# ---- below the cover -----------------------------------------------------------------------------------------


def marked(body: str, signed: str = HTML_SIGNED) -> eightk.Report:
    return eightk.read((HTML_HEAD + NAME + NUMBERS + PLACE + PHONE + OPENED + body + signed).encode())


@pytest.mark.parametrize("number", ["2.A", "99.B", "10.C"])
def test_an_exhibits_number_may_end_in_a_stop_and_a_letter(number: str) -> None:
    report = marked(f"<p>Item 9.01 Financial Statements and Exhibits.</p><p>(d) Exhibits</p><p>{number} Notice of the effective date</p>")
    assert [(e.number, e.description) for e in report.exhibits] == [(number, "Notice of the effective date")]


OPENS = "The registrant said today when its new slate quarry opens."
LETTERS = {
    "initials": ("2", "A.B. Danby Purchase Agreement"),
    "an abbreviation": ("10.1", "U.S. Guarantee"),
    "a word": ("99.1", "A notice of the effective date"),
}


@pytest.mark.parametrize(("number", "described"), LETTERS.values(), ids=LETTERS.keys())
@pytest.mark.parametrize("between", [" ", ". ", "</td><td>"])
def test_letters_that_begin_a_description_are_no_part_of_the_number(number: str, described: str, between: str) -> None:
    row = f"<table><tr><td>{number}{between}{described}</td></tr></table>"
    report = marked(f"<p>Item 9.01 Financial Statements and Exhibits.</p><p>(d) Exhibits</p>{row}")
    assert [(e.number, e.description) for e in report.exhibits] == [(number, described)]


@pytest.mark.parametrize(
    "head", ['"Safe Harbor" Statement Under the Private Securities Litigation Reform Act of 1995', "&#8220;Safe Harbor&#8221; Statement"]
)
def test_a_safe_harbor_in_quotes_is_no_part_of_the_last_item(head: str) -> None:
    report = marked(f"<p>Item 7.01 Regulation FD Disclosure</p><p>{OPENS}</p><p>{head}</p><p>This report looks forward.</p>")
    assert report.items[-1].text == OPENS


def test_a_heading_printed_again_right_below_is_one_item() -> None:
    once = "<p>ITEM 5.07. SUBMISSION OF MATTERS TO A VOTE OF SECURITY HOLDERS</p>"
    items = marked(once + once.replace(" SUB", "&#160;&#160;SUB") + "<p>A vote was held.</p>").items
    assert [(i.number, i.text, i.combined) for i in items][1:] == [("5.07", "A vote was held.", False)]


def test_two_paragraphs_of_an_item_headed_together_stay_two() -> None:
    items = marked("<p>Item 5.02(b) Departure of Directors</p><p>Item 5.02(c) Appointment of Officers</p><p>A treasurer left.</p>").items
    assert [(i.number, i.title) for i in items][1:] == [("5.02", "Departure of Directors"), ("5.02", "Appointment of Officers")]


SIGNS = "<p>{name}</p><p>By: /s/ Agnes Thorold<br>Agnes Thorold<br>Treasurer</p><p>Date: March 30, 2006</p>"


@pytest.mark.parametrize(
    "name", ["MARLSTONE QUARRIES, INC., Registrant", "MARLSTONE QUARRIES, INC., as Registrant", "MARLSTONE QUARRIES, INC."]
)
def test_a_name_loses_the_word_registrant_behind_it(name: str) -> None:
    statement = HTML_SIGNED[: HTML_SIGNED.index("</p>", HTML_SIGNED.index("Pursuant to")) + 4]
    assert [s.registrant for s in marked("", statement + SIGNS.format(name=name)).signatures] == ["MARLSTONE QUARRIES, INC."]


@pytest.mark.parametrize("fax", ["(802) 555-0178 (fax)", "(802) 555-0178 Facsimile", "Fax (802) 555-0178"])
def test_a_faxs_number_below_the_telephone_is_none(fax: str) -> None:
    (registrant,) = covered(NAME + NUMBERS + PLACE + PHONE.replace("<br>", f"<br>{fax}<br>"))
    assert registrant.phone == "(802) 555-0144"


@pytest.mark.parametrize("fax", ["(802) 555-0145 Fax", "(802) 555-0145 (facsimile)", "Fax: (802) 555-0145"])
def test_a_faxs_number_over_the_telephones_caption_is_none(fax: str) -> None:
    assert covered(NAME + NUMBERS + PLACE + PHONE.replace("(802) 555-0144", fax))[0].phone is None


def test_a_telephone_before_a_faxs_number_on_its_line_is_one() -> None:
    (registrant,) = covered(NAME + NUMBERS + PLACE + PHONE.replace("555-0144", "555-0144 Fax (802) 555-0178"))
    assert registrant.phone == "(802) 555-0144"


NONE = {"none": "None", "n/a": "N/A"}


@pytest.mark.parametrize("none", NONE.values(), ids=NONE.keys())
def test_a_registrant_without_securities_has_none(none: str) -> None:
    table = cells("Registrant|Securities registered pursuant to Section 12(b) of the Act:", f"MARLSTONE QUARRIES, INC.|{none}")
    asked = "<p>Indicate by check mark whether the registrant is an emerging growth company as defined in Rule 405.</p>"
    cover = cover_of(NAME + NUMBERS + PLACE + PHONE + "<p>Check the appropriate box below:</p>" + table + asked)
    assert cover.securities == ()


TITLES = {
    "a slip": (
        "4.02",
        "Non-Reliance on Previously Issued Financial Statements or a Related Audit Report or Completed Interim Audit Report",
    ),
    "an addition": ("8.01", "Other Events - Stock Split"),
    "the form's": ("8.01", "Other Events"),
}


@pytest.mark.parametrize(("number", "title"), TITLES.values(), ids=TITLES.keys())
@pytest.mark.parametrize("stop", ["", "."])
def test_a_title_may_end_in_a_stop(number: str, title: str, stop: str) -> None:
    item = marked(cells(f"Item {number}|{title}{stop}") + "<p>On March 15, 2006, the registrant split its stock.</p>").items[-1]
    assert (item.number, (item.title or "").rstrip("."), item.text) == (number, title, "On March 15, 2006, the registrant split its stock.")


@pytest.mark.parametrize("words", ["Not Applicable.", "None.", "See Exhibit 99.1."])
def test_what_an_item_says_on_its_line_is_no_part_of_the_title(words: str) -> None:
    item = marked(f"<p>Item 8.01 Other Events {words}</p><p>The registrant split its stock.</p>").items[-1]
    assert (item.title, item.text.splitlines()[0]) == ("Other Events", words)


# ---- asset-backed issuers ------------------------------------------------------------------------------------

KEY = "<p>Central Index Key Number of {}: 0009990001</p>"
BANK = "<p>DANBY BANK, NATIONAL ASSOCIATION</p>"
TRUSTS = "".join(
    f"<p>{name}</p><p>(Issuing Entity of the {what})</p>"
    for name, what in [("MARLSTONE MASTER TRUST", "Certificate"), ("MARLSTONE TRUST", "Notes")]
)
CALLED_BY = "<p>(Exact name of registrant as specified in its charter)</p>"
ABOVE_CAPTION = {
    "first": f"{BANK}<p>(Sponsor, Depositor, Originator<br>and Servicer of the entities below)</p>{TRUSTS}",
    "formerly": f"{BANK}<p>(Formerly THOROLD BANK, NATIONAL ASSOCIATION)</p><p>(Depositor into the Issuers described herein)</p>{TRUSTS}",
    "last": f"{TRUSTS}{BANK}<p>(Depositor)</p>",
    "index keys": KEY.format("depositor") + BANK + "<p>(Depositor)</p>" + KEY.format("issuing entity") + TRUSTS,
}


@pytest.mark.parametrize("names", ABOVE_CAPTION.values(), ids=ABOVE_CAPTION.keys())
def test_of_names_with_their_roles_over_one_caption_the_depositor_is_the_registrant(names: str) -> None:
    (registrant,) = covered(names + CALLED_BY + NUMBERS + PLACE + PHONE)
    assert (registrant.name, registrant.jurisdiction, registrant.file_number) == (
        "DANBY BANK, NATIONAL ASSOCIATION",
        "Vermont",
        "001-31117",
    )


@pytest.mark.parametrize(
    "role", ["(formerly Thorold Depositor Corp.)", "(Issuer of Notes formed by the Depositor)", "(Originator for the Depositor)"]
)
def test_a_role_that_only_speaks_of_the_depositor_is_not_its(role: str) -> None:
    names = f"<p>MARLSTONE SLATE TRUST</p><p>(Issuer)</p><p>DANBY BANK</p><p>{role}</p>"
    assert covered(names + CALLED_BY + NUMBERS + PLACE + PHONE)[0].name == "MARLSTONE SLATE TRUST"


def test_a_caption_of_numbers_that_ends_in_respectively_is_no_part_of_the_address() -> None:
    captions = "(Commission File Numbers for Registrant<br>and Issuing Entity, respectively)|"
    captions += "(Registrants' I.R.S. Employer Identification Nos.<br>for Registrant and Issuing Entity, respectively)"
    (registrant,) = covered(NAME + cells("333-131117<br>333-131117-03|03-5550144<br>03-5550145", captions) + PLACE + PHONE)
    assert registrant.address == "4 Slate Road, Danby Corners, Vermont 05799"


# ---- an address and a telephone without their captions --------------------------------------------------------


@pytest.mark.parametrize("dash", ["\u2013", "-", "\u2014"])
def test_an_address_abroad_over_the_telephone_needs_no_caption(dash: str) -> None:
    place = "<p>Slate Village, Danby District</p><p>Thorold City, Liaoning,</p><p>People's Republic of China</p>"
    (registrant,) = covered(NAME + NUMBERS + place + f"<p>Telephone {dash} 86-0415-8170144</p>")
    assert registrant.address == "Slate Village, Danby District Thorold City, Liaoning, People's Republic of China"
    assert (registrant.phone, registrant.jurisdiction) == ("86-0415-8170144", "Vermont")


@pytest.mark.parametrize("lines", ["Slate Holdings, Limited|United Kingdom", "A subsidiary of Danby, of Thorold|Maine"])
def test_a_company_and_its_state_over_the_telephone_are_no_address(lines: str) -> None:
    above = "".join(f"<p>{line}</p>" for line in lines.split("|"))
    (registrant,) = covered(NAME + NUMBERS + above + "<p>Telephone: (802) 555-0144</p>")
    assert (registrant.address, registrant.phone) == (None, "(802) 555-0144")


# ---- who signs for a partnership -----------------------------------------------------------------------------

OFFICER = ["|By:|/s/ Agnes Thorold", "||Agnes Thorold", "||Executive Vice President and", "||Chief Financial Officer"]
PARTNER = {
    "by in its cell": "|By:|{}, its sole general partner",
    "one cell": "|By: {}, its general partner|",
    "no more cells": "By: {}, as its Managing General Partner||",
    "third cell": "||By: {}, its sole member.",
}


@pytest.mark.parametrize("row", PARTNER.values(), ids=PARTNER.keys())
@pytest.mark.parametrize("trust", ["MARLSTONE TRUST", "MARLSTONE RESIDENTIAL"])
def test_the_general_partner_of_a_partnership_is_neither_signer_nor_title(trust: str, row: str) -> None:
    over = f"<p>{trust}</p><p>MARLSTONE REALTY, L.P.</p><p>(Exact name of registrant as specified in its charter)</p>"
    numbers = cells("Vermont|001-31117|03-5550144", "Maine|333-31117-01|03-5550145", CAPTIONS)
    rows = cells(f"{trust}||", *OFFICER, "MARLSTONE REALTY, L.P.||", row.format(trust.title()), *OFFICER)
    statement = HTML_SIGNED[: HTML_SIGNED.index("</p>", HTML_SIGNED.index("requirements")) + 4]
    signatures = eightk.read((HTML_HEAD + over + numbers + PLACE + PHONE + OPENED + statement + rows).encode()).signatures
    title = "Executive Vice President and Chief Financial Officer"
    assert [(s.registrant, s.name, s.title) for s in signatures] == [
        (one, "Agnes Thorold", title) for one in (trust, "MARLSTONE REALTY, L.P.")
    ]
