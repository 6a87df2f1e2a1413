"""Layouts met in filings that nobody here had read, rebuilt with invented issuers: covers of asset-backed issuers, loose captions."""

from __future__ import annotations

import datetime as dt

import pytest

import eightk
from test_layouts import HTML_COVER, HTML_SIGNED, OPENED
from test_reading import COVER, ITEM, SIGNED

NAME_AT = COVER.index("                        MARLSTONE")
HEAD, BELOW = COVER[:NAME_AT].format(date="March 25, 1999"), COVER[NAME_AT:].format(ein="03-5550144")
BELOW_NAME = BELOW[BELOW.index("         (Exact name") :]
SIGNATURE = SIGNED.format(day="March 30, 1999", title="Treasurer")


def typed(cover: str, items: str = ITEM) -> eightk.Report:
    return eightk.read((cover + items + SIGNATURE).encode())


# ---- the date ------------------------------------------------------------------------------------------------

AGREEMENTS = {
    "as depositor": """   MARLSTONE QUARRIES, INC., (as depositor under the Pooling and Servicing
   Agreement, dated January 1, 1999, providing for the issuance of Danby
   Slate Trust certificates).

""",
    "as of": """   MARLSTONE QUARRIES, INC.,
   as Depositor under the Trust Agreement dated as of January 1, 1999 providing
   for the issuance of Danby Slate Trust 1999-1 Certificates.

""",
    "as of, broken": """   MARLSTONE QUARRIES, INC., as Depositor, under the Trust Agreement, dated as
   of January 1, 1999, providing
   for the issuance of Danby Slate Trust 1999-1 Certificates.

""",
}


@pytest.mark.parametrize("above", AGREEMENTS.values(), ids=AGREEMENTS.keys())
def test_the_date_of_an_agreement_named_on_the_cover_is_no_event(above: str) -> None:
    assert typed(HEAD + above + BELOW).cover.date_of_report == dt.date(1999, 3, 25)


def test_the_only_date_of_a_cover_counts_however_it_is_put() -> None:
    cover = HEAD.replace("March 25, 1999", "as of March 25, 1999") + BELOW
    assert typed(cover).cover.date_of_report == dt.date(1999, 3, 25)


# ---- the name ------------------------------------------------------------------------------------------------

ROLES = {
    "depositor above": AGREEMENTS["as depositor"] + "                MARLSTONE TRUST 1999-1\n",
    "six lines and more": """   DANBY SLATE COMPANY,
   as Depositor, and Thorold Trust Company, as Trustee,
   under the agreement of January 1, 1999 and the
   Terms dated as of March 1, 1998 (the "Terms"),
   among them and others,
   providing for the issuance
   of the Danby Slate Trust 1999-1
   Mortgage Loan Asset Backed Certificates.


              MARLSTONE TRUST 1999-1
""",
    "two lines of a role": """                MARLSTONE TRUST 1999-1
     (Issuer in respect of the Danby Slate
       Certificates, Series 1999-1)
""",
    "one role under the other": """                MARLSTONE TRUST 1999-1
                      (Depositor)

     (Issuer in respect of SLATE CERTIFICATES, Series 1999-1)
""",
    "the issuer above": """           Danby Grantor Trust 1999-A
       (Issuer with respect to Certificates)

              MARLSTONE TRUST 1999-1
""",
    "successor": """                MARLSTONE TRUST 1999-1
         (successor to The Danby Slate Trust (Vermont))
       ---------------------------------------------
         (Originator of the Trust referred to herein)
""",
    "issuer and sponsor": """           DANBY CREDIT CARD MASTER TRUST, SERIES
            1995-1, SERIES 1996-1 AND SERIES 1996-2
                   (Issuer of Securities)

                MARLSTONE TRUST 1999-1
                 (Sponsor of the Trust)
""",
    "as depositor": """                MARLSTONE TRUST 1999-1,
          as Depositor under the Trust Agreement
""",
}


@pytest.mark.parametrize("over", ROLES.values(), ids=ROLES.keys())
def test_what_a_registrant_is_to_the_certificates_is_no_part_of_its_name(over: str) -> None:
    (registrant,) = typed(HEAD + over + BELOW_NAME).cover.registrants
    assert (registrant.name or "").rstrip(",") == "MARLSTONE TRUST 1999-1"
    assert (registrant.jurisdiction, registrant.file_number) == ("Vermont", "0-31117")


def test_a_name_of_two_lines_stays_whole_under_a_blank_line() -> None:
    over = "               MARLSTONE FUNDING CORPORATION\n\n          MARLSTONE EQUIPMENT TRUST 1999-1\n"
    (registrant,) = typed(HEAD + over + BELOW_NAME).cover.registrants
    assert registrant.name == "MARLSTONE FUNDING CORPORATION MARLSTONE EQUIPMENT TRUST 1999-1"


BEHIND_NAME = {
    "two words of it": "      MARLSTONE TRUST 1999-1 (Exact name\n           of registrant as specified in its charter)\n",
    "all but its end": "        MARLSTONE\n     TRUST 1999-1 (Exact name of registrant as\n            specified in its charter)\n",
    "whole": "     MARLSTONE TRUST 1999-1 (Exact name of registrant as specified in its charter)\n",
}


@pytest.mark.parametrize("named", BEHIND_NAME.values(), ids=BEHIND_NAME.keys())
def test_a_caption_may_begin_behind_the_name(named: str) -> None:
    (registrant,) = typed(HEAD + named + BELOW_NAME[BELOW_NAME.index("\n") :]).cover.registrants
    assert (registrant.name, registrant.jurisdiction) == ("MARLSTONE TRUST 1999-1", "Vermont")


def test_file_numbers_that_a_slash_joins_are_one_value() -> None:
    below = BELOW.replace("0-31117   ", "33-31117/33-31118")
    assert typed(HEAD + below).cover.registrants[0].file_number == "33-31117/33-31118"


def test_the_line_on_which_the_former_name_is_typed_is_no_part_of_it() -> None:
    former = (
        "        ____________________N/A_____________________\n        (Former name or former address, if changed since last report)\n\n"
    )
    assert typed(HEAD + BELOW + former).cover.registrants[0].former == "N/A"


# ---- a trust that its trustee reports for --------------------------------------------------------------------

TRUSTEE_COVER = """
                     MARLSTONE FUNDING CORPORATION
             Slate Pass-Through Certificates, Series 1999-8 Trust


New York (governing law of          333-31117-04   03-5550144
Pooling and Servicing Agreement)    (Commission    03-5550145
(State or other                     File Number)   03-5550146
jurisdiction                                         IRS EIN

        c/o Thorold Bank, N.A.
        11 Broken Slate Parkway                              05799
        Danby Corners, VT                                   (Zip Code)
        (Address of principal executive offices)

         Registrant's telephone number, including area code:  (802) 555-0144

          Former name or former address, if changed since last report)

"""


def test_a_trust_that_has_no_state_but_a_governing_law() -> None:
    (registrant,) = typed(HEAD + TRUSTEE_COVER).cover.registrants
    assert registrant.name == "MARLSTONE FUNDING CORPORATION Slate Pass-Through Certificates, Series 1999-8 Trust"
    assert (registrant.jurisdiction, registrant.file_number) == ("New York", "333-31117-04")
    assert registrant.ein == "03-5550144 03-5550145 03-5550146"
    assert registrant.address == "c/o Thorold Bank, N.A. 11 Broken Slate Parkway 05799 Danby Corners, VT"
    assert (registrant.phone, registrant.former) == ("(802) 555-0144", None)


LAWS = {
    "one line": """New York (governing law of Pooling and Servicing Agreement)
(State of Incorporation)

333-31117
(Commission File No.)
""",
    "three lines": """New York (governing law of
pooling and servicing
agreement)                       333-31117           03-5550144, 03-5550145
(State or other jurisdiction   (Commission           (I.R.S. Employer
of incorporation                File Number)         Identification No.
""",
}


@pytest.mark.parametrize("numbers", LAWS.values(), ids=LAWS.keys())
def test_a_governing_law_is_the_state_that_it_names(numbers: str) -> None:
    rest = "\n                 4 Slate Road, Danby Corners, Vermont 05799" + BELOW.partition("05799")[2]
    cover = HEAD + "            MARLSTONE TRUST, Series 1999-01\n" + BELOW_NAME[: BELOW_NAME.index("\n") + 1] + "\n" + numbers + rest
    (registrant,) = typed(cover).cover.registrants
    assert (registrant.jurisdiction, registrant.file_number) == ("New York", "333-31117")
    assert registrant.ein == ("03-5550144, 03-5550145" if "03-" in numbers else None)
    assert registrant.address == "4 Slate Road, Danby Corners, Vermont 05799"


def test_a_second_line_that_is_no_name_stays_out_of_one_without_a_caption() -> None:
    cover = HEAD + "            MARLSTONE QUARRIES, INC.\n            4 Slate Road, Danby Corners\n" + BELOW[BELOW.index("     Vermont ") :]
    (registrant,) = typed(cover).cover.registrants
    assert registrant.name == "MARLSTONE QUARRIES, INC."


# ---- telephones abroad ---------------------------------------------------------------------------------------

ABROAD = [
    "011-33-1-55-53-0100", "86-10-8555-0100", "(86) 10-8555-0100", "86 (755) 8555-0100", "(86 755) 8555-0100", "86 10 8555 0100",
    "0086-10-8555-0100", "(011-44) 171-555-0100", "44-20-7555-0100", "(44) 207-555-0100", "0-11-44-171-555-0100", "(27)(11) 555-0100",
    "7-495-555-0100", "86-451-8555-0100 ext. 12", "(91)-22-5555-0100",
]  # fmt: skip
TOLD = " Registrant's telephone number, including area code: "


@pytest.mark.parametrize("phone", ABROAD)
def test_a_telephone_begins_with_its_country_code(phone: str) -> None:
    behind = BELOW.replace(TOLD + "(802) 555-0144", TOLD + phone)
    above = BELOW.replace(TOLD + "(802) 555-0144", f"                {phone}\n     (Registrant's telephone number, including area code)")
    for below in (behind, above):
        (registrant,) = typed(HEAD + below).cover.registrants
        assert (registrant.phone, registrant.file_number, registrant.ein) == (phone, "0-31117", "03-5550144")


def test_a_zip_code_or_a_suite_before_a_telephone_is_no_country_code() -> None:
    for ahead in ("Danby Corners, Vermont 05799 ", "4 Slate Road, Suite 200 "):
        below = BELOW.replace(
            TOLD + "(802) 555-0144", f"     {ahead}(802) 555-0144\n  (Registrant's telephone number, including area code)"
        )
        assert typed(HEAD + below).cover.registrants[0].phone == "(802) 555-0144"


# ---- values that look like the heading -----------------------------------------------------------------------

CAPITAL = [
    "                 1100 Slate Street, N.W.\n                 Washington, D.C. 20037\n",
    "                 1100 Slate Street, Washington, DC 20037\n",
    "                 1100 Slate Street, N.W., Washington, D.C.     20037-1100\n",
    "                 1100 Slate Street\n                 Washington, D. C.                             20037\n",
    "                 United States Slate Tower\n                 Danby Corners, Vermont 05799\n",
]


@pytest.mark.parametrize("address", CAPITAL)
def test_an_address_in_the_capital_is_not_the_commissions(address: str) -> None:
    below = BELOW.replace("                 4 Slate Road, Danby Corners, Vermont 05799\n", address)
    (registrant,) = typed(HEAD + below).cover.registrants
    assert registrant.address == " ".join(address.split())


NAMES = [
    "UNITED STATES SLATE CORPORATION", "United States Slate Fund, LP", "Washington Dental Works Corp.", "Employer Solutions, Inc.",
    "Biometric Identification, Inc.", "Executive Office Slates, Inc.",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_name_may_hold_a_word_of_the_heading_or_of_a_caption(name: str) -> None:
    (registrant,) = typed(HEAD + BELOW.replace("MARLSTONE QUARRIES, INC.", name)).cover.registrants
    assert (registrant.name, registrant.jurisdiction) == (name, "Vermont")


# ---- a table with a row for the registrant -------------------------------------------------------------------

MATRIX = """<TABLE>

<S>                 <C>                                                   <C>            <C>
Commission          Exact name of registrant as specified in its charter  State of        I.R.S. Employer
File Number         and principal office address and telephone number     Incorporation   I.D. Number

1-31117             Marlstone Light and Power Company                     Vermont         03-5550144
                    of Danby Corners, Inc.
                    4 Slate Road, Danby Corners, Vermont 05799
                    (802) 555-0144

</TABLE>

"""
CELLS = (
    "<table><tr><td>Commission<br>File Number</td><td>Exact name of registrant as specified in its charter<br>and principal office address"
    " and telephone number</td><td>State of<br>Incorporation</td><td>I.R.S. Employer<br>I.D. Number</td></tr><tr><td>1-31117</td><td>"
    "Marlstone Light and Power Company<br>1100 Slate Street, N.W.<br>Washington, D.C. 20037<br>(202) 555-0144</td><td>District of "
    "Columbia<br>and Vermont</td><td>03-5550144</td></tr></table>"
)


def test_a_typed_table_with_one_row_of_name_and_address() -> None:
    (registrant,) = typed(HEAD + MATRIX).cover.registrants
    assert (registrant.name, registrant.jurisdiction) == ("Marlstone Light and Power Company of Danby Corners, Inc.", "Vermont")
    assert (registrant.address, registrant.phone) == ("4 Slate Road, Danby Corners, Vermont 05799", "(802) 555-0144")
    assert (registrant.file_number, registrant.ein) == ("1-31117", "03-5550144")


def test_a_marked_up_table_with_one_row_of_name_and_address() -> None:
    head = HTML_COVER[: HTML_COVER.index("<p>{name}")]
    (registrant,) = eightk.read((head + CELLS + OPENED + HTML_SIGNED).encode()).cover.registrants
    assert (registrant.name, registrant.jurisdiction) == ("Marlstone Light and Power Company", "District of Columbia and Vermont")
    assert (registrant.address, registrant.phone) == ("1100 Slate Street, N.W. Washington, D.C. 20037", "(202) 555-0144")
    assert (registrant.file_number, registrant.ein) == ("1-31117", "03-5550144")


# ---- signed for a trust --------------------------------------------------------------------------------------

STATEMENT = SIGNATURE[: SIGNATURE.index("                              MARLSTONE")]
FOR_A_TRUST = {
    "the trustee under the title": """                              MARLSTONE QUARRIES, INC.

                          By: /s/ Agnes Thorold
                              ------------------------------
                          Name: Agnes Thorold
                                Assistant Vice President
                                Danby Corners Bank, as Trustee

Dated: March 30, 1999
""",
    "name and title twice": """            MARLSTONE QUARRIES, INC.

              By:   Danby Corners Bank, as Trustee
              By:   /s/ Agnes Thorold, Assistant Vice President
              By:   Agnes Thorold, Assistant Vice President
              Date: 3/30/99
""",
}


@pytest.mark.parametrize("block", FOR_A_TRUST.values(), ids=FOR_A_TRUST.keys())
def test_the_officer_of_a_trustee_has_one_title(block: str) -> None:
    (signature,) = eightk.read((HEAD + BELOW + ITEM + STATEMENT + block).encode()).signatures
    assert (signature.name, signature.title, signature.date) == ("Agnes Thorold", "Assistant Vice President", dt.date(1999, 3, 30))
    assert signature.registrant == "MARLSTONE QUARRIES, INC."


# ---- exhibits without an item of their own -------------------------------------------------------------------

TWO = "99           Press release of Monday.\n10.1         Lease\n"
LISTED = {
    "a table's header": "Exhibit No.          Description\n\n      99             Press release of Monday.\n      10.1           Lease\n",
    "a sentence": "The following exhibits are filed as part of this report:\n\nNUMBER       DOCUMENT\n\n" + TWO,
    "columns under a word": "Exhibits\n\nNUMBER       DOCUMENT\n\n" + TWO,
}
RELEASE = "\n<PAGE>\n\n                             EXHIBIT 99\n\nDANBY CORNERS, March 25, 1999 - The quarry opened on Monday.\n"


@pytest.mark.parametrize("listed", LISTED.values(), ids=LISTED.keys())
def test_exhibits_listed_in_another_item(listed: str) -> None:
    report = typed(HEAD + BELOW, ITEM + listed + "\n\n")
    assert [(e.number, e.description) for e in report.exhibits] == [("99", "Press release of Monday."), ("10.1", "Lease")]


def test_an_item_of_a_report_that_nobody_signed_ends_where_its_exhibit_begins() -> None:
    report = eightk.read((HEAD + BELOW + ITEM + LISTED["a table's header"] + RELEASE).encode())
    (item,) = report.items
    assert item.text.endswith("Lease")
    assert [e.number for e in report.exhibits] == ["99", "10.1"]
    assert [d.kind for d in report.divisions] == ["cover", "items", "rest"]


# ---- several registrants -------------------------------------------------------------------------------------

COMBINED = """
Commission       Registrant, State of Incorporation,        I.R.S. Employer
File Number      Address and Telephone Number               Identification No.

1-31117          Marlstone Power Company                    03-5550144
                 (A Vermont Corporation)
                 4 Slate Road, N.W.
                 Danby Corners, Vermont 05799
                 (802) 555-0144

1-31118          Danby Light Company                        03-5550145
                 (A Maine Corporation)
                 8 Slate Road
                 Danby Corners, Vermont 05799
                 (802) 555-0145

{told}

"""
TOLD_OF = [
    "The addresses of the registrants have not changed since the last report.",
    "The names and addresses of the registrants have not been changed since the last report.",
]


@pytest.mark.parametrize("told", TOLD_OF)
def test_a_sentence_that_nothing_changed_gives_no_former_name(told: str) -> None:
    power, light = typed(HEAD + COMBINED.format(told=told)).cover.registrants
    assert (power.name, power.former) == ("Marlstone Power Company", None)
    assert (light.name, light.former) == ("Danby Light Company", None)


TWICE = """
                             MARLSTONE HOLDINGS, INC.
                          MARLSTONE QUARRIES CORP.
             (Exact name of registrant as specified in its charter)

           Vermont                 333-31117                03-5550144
            Maine                  333-31118                03-5550145
----------------------------  ------------------------  ---------------------------------
(State or other jurisdiction  (Commission File Number)  (IRS Employer Identification No.)
     of incorporation)

4 Slate Road, Danby Corners, Vermont                        05799
{second}                        05799
---------------------------------------------           ------------
  (Address of principal executive offices)               (Zip Code)

       Registrant's telephone number, including area code: (802) 555-0144
                                                           (802) 555-0144

"""


@pytest.mark.parametrize("second", ["4 Slate Road, Danby Corners, Vermont", "8 Slate Road, Danby Corners, Vermont"])
def test_two_registrants_with_an_address_each_under_one_caption(second: str) -> None:
    holdings, quarries = typed(HEAD + TWICE.format(second=second)).cover.registrants
    assert (holdings.name, holdings.jurisdiction, holdings.ein) == ("MARLSTONE HOLDINGS, INC.", "Vermont", "03-5550144")
    assert (quarries.name, quarries.jurisdiction, quarries.ein) == ("MARLSTONE QUARRIES CORP.", "Maine", "03-5550145")
    assert holdings.address == "4 Slate Road, Danby Corners, Vermont 05799"
    assert quarries.address == second + " 05799"


def test_two_registrants_share_an_address_of_two_lines() -> None:
    cover = TWICE.replace("4 Slate Road, Danby Corners, Vermont                        05799\n", "4 Slate Road\n")
    both = typed(HEAD + cover.format(second="Danby Corners, Vermont")).cover.registrants
    assert [r.address for r in both] == ["4 Slate Road Danby Corners, Vermont 05799"] * 2


# ---- headings and exhibits of items --------------------------------------------------------------------------

COUNTS = {"figures": ("(1)", "(2)"), "capitals": ("A.", "B."), "letters": ("(a)", "(b)"), "Roman": ("I.", "II."), "stops": ("1.", "2.")}


@pytest.mark.parametrize("first,second", COUNTS.values(), ids=COUNTS.keys())
def test_headings_that_are_counted(first: str, second: str) -> None:
    listed = f"{second}  Item 7. Financial Statements and Exhibits.\n\n     (c) Exhibits\n         99  Press release\n\n"
    in_type = typed(HEAD + BELOW, f"{first} {ITEM}{listed}")
    cover = HTML_COVER.format(name="MARLSTONE QUARRIES, INC.", numbers="<td>Vermont</td><td>001-31117</td><td>03-5550144</td>", extra="")
    marked = f"<p>{first} {OPENED[3:]}<p>{second} Item 9.01 Financial Statements and Exhibits.</p><p>99 Press release</p>"
    for report in (in_type, eightk.read((cover + marked + HTML_SIGNED).encode())):
        assert len(report.items) == 2
        assert report.items[0].text.endswith("opened on Monday.")
        assert [(e.number, e.description) for e in report.exhibits] == [("99", "Press release")]


def test_a_counted_sentence_about_an_item_is_no_heading() -> None:
    more = "     (1) Item 7 of the report of Monday, which the company filed, is hereby\namended.\n\n     (2) Item 2 is unchanged.\n\n"
    assert [i.number for i in typed(HEAD + BELOW, ITEM + more).items] == ["5"]


STATEMENTS = {
    "filed": "Statement to Certificateholders on March 25, 1999 filed\n               as Exhibit 99.1 hereto.",
    "is filed": "Statement to Certificateholders on March 25, 1999 is filed as\n             Exhibit 99.1 hereto.",
    "attached": "Statement to Certificateholders on March 25, 1999, attached hereto as Exhibit 99.1.",
}


@pytest.mark.parametrize("told", STATEMENTS.values(), ids=STATEMENTS.keys())
def test_a_statement_told_with_its_exhibit_number(told: str) -> None:
    head = "Item 7.   Financial Statements and Exhibits.\n\n      (c) The following exhibits are filed as part of this report:\n\n"
    report = typed(HEAD + BELOW, f"{ITEM}{head}             {told}\n\n")
    assert [(e.number, e.description) for e in report.exhibits] == [("99.1", "Statement to Certificateholders on March 25, 1999")]


PAGE_HEADS = {
    "form and name": "                  FORM 8-K\n               CURRENT REPORT\n\n           MARLSTONE QUARRIES, INC.\n\n",
    "name": "           MARLSTONE QUARRIES, INC.\n\n",
    "on a new page": "<PAGE>\n                  FORM 8-K\n           MARLSTONE QUARRIES, INC.\n\n",
}


@pytest.mark.parametrize("head", PAGE_HEADS.values(), ids=PAGE_HEADS.keys())
def test_the_head_of_the_signatures_page_is_no_part_of_the_last_item(head: str) -> None:
    (item,) = typed(HEAD + BELOW, ITEM + head).items
    assert item.text == "The quarry at Danby Corners opened on Monday."


def test_a_page_number_under_the_mark_of_its_page_is_no_part_of_the_item() -> None:
    (item,) = typed(HEAD + BELOW, ITEM + "<PAGE>   3\n                                                      3\n\n").items
    assert item.text == "The quarry at Danby Corners opened on Monday."


def test_a_name_that_ends_a_sentence_stays_in_its_item() -> None:
    (item,) = typed(HEAD + BELOW, ITEM.replace("on Monday.", "for a director of\nMARLSTONE QUARRIES, INC.")).items
    assert item.text.endswith("for a director of MARLSTONE QUARRIES, INC.")


# ---- dates of the cover --------------------------------------------------------------------------------------

DATED_AT = HEAD.index("       Date of Report")
OVER = "              March 25, 1999\n       (Date of earliest event reported)\n\n"
DATES = {
    "event over report": OVER + "              March 30, 1999\n              (Date of Report)\n\n",
    "report over event": "              March 30, 1999\n              (Date of Report)\n\n" + OVER,
    "a short year": "       Date of Report (Date of earliest event reported): March 25, '99\n\n",
    "dated": "       Dated: March 25, 1999\n\n",
}


@pytest.mark.parametrize("dated", DATES.values(), ids=DATES.keys())
def test_the_earliest_event_however_its_date_stands(dated: str) -> None:
    cover = typed(HEAD[:DATED_AT] + dated + BELOW).cover
    assert cover.date_of_report == dt.date(1999, 3, 25)
    assert cover.registrants[0].name == "MARLSTONE QUARRIES, INC."


LISTS = {
    "letters and a bare number": (
        "2(a)     Merger agreement\n      2(b)     Option agreement\n      99       Press release",
        [("2(a)", "Merger agreement"), ("2(b)", "Option agreement"), ("99", "Press release")],
    ),
    "a broken header and pages": (
        "Exhibit\n      Number       Description                  Page\n      ------       -----------                  ----\n"
        "      99.1         Press release                4\n      99.2         Script                       7",
        [("99.1", "Press release"), ("99.2", "Script")],
    ),
    "a note below": ("99.1  Press release\n\n      (1)  Filed herewith.", [("99.1", "Press release")]),
    "a letter behind the parenthesis": ("3(i)a   Articles of amendment", [("3(i)a", "Articles of amendment")]),
}


@pytest.mark.parametrize("listed,wanted", LISTS.values(), ids=LISTS.keys())
def test_a_typed_list_of_exhibits(listed: str, wanted: list[tuple[str, str]]) -> None:
    item = f"Item 7.  Financial Statements and Exhibits.\n\n     (c)  Exhibits.\n\n      {listed}\n\n"
    assert [(e.number, e.description) for e in typed(HEAD + BELOW, ITEM + item).exhibits] == wanted


# ---- the form's name -----------------------------------------------------------------------------------------

AMENDED = [
    "AMENDMENT NO. 1 TO\n                             FORM 8-K",
    "AMENDMENT NO. 2\n                                TO\n                             FORM 8-K",
    "SECOND AMENDED FORM 8-K",
    "FORM 8-K, AMENDMENT NO. 1",
    "FORM 8-K\n                             AMENDED",
    "FORM 8-K (A)",
]


@pytest.mark.parametrize("name", AMENDED)
def test_words_around_the_forms_name_make_it_an_amendment(name: str) -> None:
    assert typed((HEAD + BELOW).replace("FORM 8-K", name)).form == "8-K/A"


@pytest.mark.parametrize("name", ["FORM 8-K", "FORM 8-K12G3", "FORM 8-K\n                      (as an amended and restated company)"])
def test_other_words_do_not(name: str) -> None:
    assert typed((HEAD + BELOW).replace("FORM 8-K", name)).form == "8-K"


LABELLED = """REGISTRANT:  MARLSTONE QUARRIES, INC.

BY (Signature)           /s/ Agnes Thorold
(Name and Title)         Agnes Thorold, Treasurer
(Date)                   March 30, 1999
"""


@pytest.mark.parametrize("by", ["BY (Signature) ", "BY(Signature)  ", "By: (Signature)"])
def test_a_block_whose_lines_are_labelled_in_parentheses(by: str) -> None:
    block = LABELLED.replace("BY (Signature) ", by)
    (signature,) = eightk.read((HEAD + BELOW + ITEM + STATEMENT + block).encode()).signatures
    assert (signature.name, signature.title, signature.signed) == ("Agnes Thorold", "Treasurer", True)
    assert (signature.registrant, signature.date) == ("MARLSTONE QUARRIES, INC.", dt.date(1999, 3, 30))


def test_the_registrants_own_name_over_its_street_is_no_part_of_the_address() -> None:
    street = "                 4 Slate Road, Danby Corners, Vermont 05799"
    for over, wanted in (("Marlstone Quarries, Inc.", ""), ("c/o Thorold Bank", "c/o Thorold Bank ")):
        below = BELOW.replace(street, f"                 {over}\n{street}")
        assert typed(HEAD + below).cover.registrants[0].address == wanted + "4 Slate Road, Danby Corners, Vermont 05799"
