"""Layouts that rules for others must leave as they were: figures beside a telephone, dates behind "dated", captions of companies."""

from __future__ import annotations

import datetime as dt

import pytest

from test_layouts_seen import BELOW, HEAD, TOLD, typed

PHONE_AT = BELOW.index(TOLD)
CAPTION = "\n     (Registrant's telephone number, including area code)\n\n"


# ---- what stands before and behind a telephone ---------------------------------------------------------------

BESIDE = {
    "a ZIP code": "   05799 (802) 555-0144",
    "a ZIP code and a dash": "   05799 - (802) 555-0144",
    "a ZIP code of nine": "   05799-0144 (802) 555-0144",
    "a ZIP code in the next column": "   4 Slate Road, Danby Corners, Vermont  05799 802-555-0144",
    "a box": "   P.O. Box  1200 (802) 555-0144",
    "a box of three figures": "   P.O. Box  120 (802) 555-0144",
    "a file number": "   0-31117 (802) 555-0144",
    "a suite's number": "   Suite No. 4 (802) 555-0144",
    "a year behind": "   (802) 555-0144 1999",
    "four figures behind": "   (802) 555-0144 5550",
}


@pytest.mark.parametrize("line", BESIDE.values(), ids=BESIDE.keys())
def test_figures_beside_a_telephone_are_no_part_of_it(line: str) -> None:
    (registrant,) = typed(HEAD + BELOW[:PHONE_AT] + line + CAPTION).cover.registrants
    assert (registrant.phone or "").strip() in ("(802) 555-0144", "802-555-0144")
    assert registrant.file_number == "0-31117"


def test_a_file_number_beside_a_telephone_is_read() -> None:
    below = BELOW[:PHONE_AT].replace("0-31117", "       ") + "   0-31117 (802) 555-0144" + CAPTION
    (registrant,) = typed(HEAD + below).cover.registrants
    assert (registrant.phone, registrant.file_number) == ("(802) 555-0144", "0-31117")


@pytest.mark.parametrize("zip_code", ["05799", "8001", "105"])
def test_a_zip_code_behind_a_caption_is_no_country_code(zip_code: str) -> None:
    (registrant,) = typed(HEAD + BELOW[:PHONE_AT] + f"   Zip Code: {zip_code} (802) 555-0144" + CAPTION).cover.registrants
    assert registrant.phone == "(802) 555-0144"


def test_a_postal_code_of_four_figures_is_no_country_code() -> None:
    (registrant,) = typed(HEAD + BELOW[:PHONE_AT] + "   8001 +41 44 555 0100" + CAPTION).cover.registrants
    assert registrant.phone == "+41 44 555 0100"


# ---- dates behind "dated" ------------------------------------------------------------------------------------

DATE_AT = HEAD.index("       Date of Report")
INCORPORATED = "     (Incorporated in Vermont on June 1, 1981)\n"
FORMER = "     (Former name, changed on June 1, 1998: Danby Slate Company)\n"
DATED = {
    "report, incorporated below": ("     Current Report dated March 25, 1999\n\n", INCORPORATED),
    "report, renamed below": ("     Current Report dated March 25, 1999\n\n", FORMER),
    "alone, incorporated below": ("                 dated March 25, 1999\n\n", INCORPORATED),
    "capitals": ("                 DATED MARCH 25, 1999\n\n", FORMER),
    "event and stamp": ("     For the event dated March 25, 1999\n\n     Filed April 5, 1999\n\n", ""),
    "a name of trusts above": ("     MARLSTONE LEASE TRUST 1999-1\n\n     Report dated March 25, 1999\n\n", INCORPORATED),
}


@pytest.mark.parametrize(("dated", "below"), DATED.values(), ids=DATED.keys())
def test_a_report_is_dated_as_an_agreement_is(dated: str, below: str) -> None:
    assert typed(HEAD[:DATE_AT] + dated + BELOW + below + "\n").cover.date_of_report == dt.date(1999, 3, 25)


TWO = {
    "report and event": "     Date of Report:  Report dated March 25, 1999\n     Date of earliest event reported:  March 20, 1999\n\n",
    "event in parentheses": "     Current Report dated March 25, 1999 (earliest event March 20, 1999)\n\n",
    "parentheses behind": "  DATE OF REPORT (DATE OF EARLIEST EVENT REPORTED) DATED MARCH 25, 1999 (MARCH 20, 1999)\n\n",
    "as of, and filed": "  Date of Report (Date of earliest event reported): Dated as of March 20, 1999\n       filed March 25, 1999\n\n",
    "event; report": "  Date of report (date of earliest event reported)  Event dated March 20, 1999; Report March 25, 1999\n\n",
}


@pytest.mark.parametrize("dated", TWO.values(), ids=TWO.keys())
def test_both_dates_of_a_cover_are_read_though_one_is_behind_dated(dated: str) -> None:
    cover = typed(HEAD[:DATE_AT] + dated + BELOW).cover
    assert (cover.date_of_report, cover.dated) == (dt.date(1999, 3, 20), dt.date(1999, 3, 25))


AGREED = {
    "an indenture": "   Danby Slate Notes issued under the Indenture dated as of January 1, 1999.\n\n",
    "a trust, as of": "   as Trustee of the Danby Slate Trust dated as of January 1, 1999.\n\n",
    "a servicing agreement": "   under the Servicing Agreement between Danby Slate Company and them,\n   dated January 1, 1999.\n\n",
    "providing for": "   papers dated January 1, 1999, providing for certificates.\n\n",
}


@pytest.mark.parametrize("above", AGREED.values(), ids=AGREED.keys())
def test_the_date_of_an_agreement_is_none_of_the_report(above: str) -> None:
    undated = HEAD[:DATE_AT] + "     Report of March 25, 1999\n\n"
    for head in (HEAD, undated):
        assert typed(head + above + BELOW).cover.date_of_report == dt.date(1999, 3, 25)
    assert typed(HEAD[:DATE_AT] + above + undated[DATE_AT:] + BELOW).cover.date_of_report == dt.date(1999, 3, 25)


def test_a_short_year_counts_only_where_no_other_date_is_printed() -> None:
    head = HEAD.replace("March 25, 1999", "3/25/99")
    for name in ("MARLSTONE SERIES OF JUNE 1, '98", "MARLSTONE CLASS OF DECEMBER 12, '98, INC."):
        cover = typed(head + BELOW.replace("MARLSTONE QUARRIES, INC.", name)).cover
        assert (cover.date_of_report, cover.dated) == (dt.date(1999, 3, 25), None)


# ---- employer numbers, captions, the address -----------------------------------------------------------------

NUMBERS_AT = BELOW.index("     Vermont ")
ADDRESS_AT = BELOW.index("                 4 Slate Road")
LISTED = """Commission file number: 0-31117
IRS Employer Identification No.: 03-5550144
{}
State of incorporation: Vermont

"""


@pytest.mark.parametrize("second", ["Delaware sub IRS Employer No.: 13-1234567", "Danby Slate Company 13-1234567", "03-5550144"])
def test_a_second_companys_employer_number_or_the_same_again_is_no_part_of_the_first(second: str) -> None:
    (registrant,) = typed(HEAD + BELOW[:NUMBERS_AT] + LISTED.format(second) + BELOW[ADDRESS_AT:]).cover.registrants
    assert (registrant.ein, registrant.jurisdiction) == ("03-5550144", "Vermont")


def test_employer_numbers_one_under_the_other_are_one_value_each_once() -> None:
    line = BELOW[NUMBERS_AT : BELOW.index("\n", NUMBERS_AT)]
    line = " " * line.index("03-") + "{}\n"
    for under, wanted in (("13-1234567", "03-5550144 13-1234567"), ("03-5550144", "03-5550144")):
        at = BELOW.index("(State of incorporation)")
        (registrant,) = typed(HEAD + BELOW[:at] + line.format(under) + BELOW[at:]).cover.registrants
        assert " ".join((registrant.ein or "").split()) == wanted


COMPANY_CAPTIONS = {
    "slashes": "     Vermont                  0-31117                  03-5550144\n"
    "State / Company       Commission File / Company      IRS Employer Number / Company\n\n",
    "issued to company": "  Vermont\n  State or Other Jurisdiction Where Incorporated\n\n  0-31117\n  Commission File No.\n\n"
    "  03-5550144\n  Employer Identification No. Issued to Company\n\n",
}


@pytest.mark.parametrize("numbers", COMPANY_CAPTIONS.values(), ids=COMPANY_CAPTIONS.keys())
def test_a_caption_may_end_in_company(numbers: str) -> None:
    (registrant,) = typed(HEAD + BELOW[:NUMBERS_AT] + numbers + BELOW[ADDRESS_AT:]).cover.registrants
    assert (registrant.file_number, registrant.ein) == ("0-31117", "03-5550144")
    assert registrant.address == "4 Slate Road, Danby Corners, Vermont 05799"


def test_the_addresss_caption_may_end_in_company() -> None:
    below = BELOW.replace("(Address of principal executive offices) (Zip Code)", "Principal executive offices, Company")
    assert typed(HEAD + below).cover.registrants[0].address == "4 Slate Road, Danby Corners, Vermont 05799"


BUILDINGS = [
    ("ONE SLATE PLAZA", "One Slate Plaza\n   Danby Corners, Vermont 05799", "One Slate Plaza Danby Corners, Vermont 05799"),
    ("1100 SLATE STREET", "1100 Slate Street\n   Suite 300\n   Danby, Vermont 05799", "1100 Slate Street Suite 300 Danby, Vermont 05799"),
    ("MARLSTONE TOWER", "Marlstone Tower\n   4 Slate Road\n   Danby, Vermont 05799", "4 Slate Road Danby, Vermont 05799"),
]


@pytest.mark.parametrize(("name", "printed", "address"), BUILDINGS)
def test_a_registrant_named_as_its_building_keeps_it_in_its_address(name: str, printed: str, address: str) -> None:
    below = BELOW.replace("4 Slate Road, Danby Corners, Vermont 05799", printed).replace("MARLSTONE QUARRIES, INC.", name)
    assert typed(HEAD + below).cover.registrants[0].address == address
