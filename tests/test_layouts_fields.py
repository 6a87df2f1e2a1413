"""One cover as a filing agent typed it, with one field after another printed as filers print it."""

from __future__ import annotations

import pytest

import eightk
from test_reading import ITEM, SIGNED

COVER = """
                       SECURITIES AND EXCHANGE COMMISSION
                             WASHINGTON, D.C. 20549
                              --------------------
                                    FORM 8-K
                                 CURRENT REPORT
     PURSUANT TO SECTION 13 OR 15(d) OF THE SECURITIES EXCHANGE ACT OF 1934

{date}

                           HOLLOW BROOK PAPER COMPANY
- --------------------------------------------------------------------------------
             (Exact name of registrant as specified in its charter)

{numbers}
- ----------------------------     -------------          ---------------------
(State or other jurisdiction        (Commission             (I.R.S. Employer
    of incorporation)               File Number)           Identification No.)

{address}
- --------------------------------------------------------            ----------
       (Address of principal executive offices)                       (Zip Code)

{phone}
                                                          ------------------------
{former}
"""
USUAL = {
    "date": "  Date of Report (Date of earliest event reported): March 4, 1998",
    "numbers": "        New York                      1-4119                   14-1234567",
    "address": "One Millrace Plaza, P.O. Box 1188, Glens Falls, New York              12801",
    "phone": "     Registrant's telephone number, including area code:  (518) 555-0100, ext. 214",
    "former": "            Not Applicable\n - ----------------------------\n (Former name or former address, if changed since last report)",
}
READ = (
    "HOLLOW BROOK PAPER COMPANY", "New York", "1-4119", "14-1234567", "One Millrace Plaza, P.O. Box 1188, Glens Falls, New York 12801",
    "(518) 555-0100, ext. 214", "Not Applicable",
)  # fmt: skip


def cover(**fields: str) -> eightk.Cover:
    return eightk.read((COVER.format(**{**USUAL, **fields}) + ITEM + SIGNED.format(day="March 8, 1998", title="Treasurer")).encode()).cover


def values(**fields: str) -> tuple[str | None, ...]:
    (one,) = cover(**fields).registrants
    return one.name, one.jurisdiction, one.file_number, one.ein, one.address, one.phone, one.former


def test_the_usual_fields() -> None:
    assert values() == READ


CAPTION = "  Date of Report (Date of earliest event reported): "
DATES = [
    CAPTION + "the 4th day of March, 1998", CAPTION + "March 4-5, 1998", CAPTION + "March 4 - March 6, 1998",
    CAPTION + "March 4 through 6, 1998", CAPTION + "3/4/98", CAPTION + "March 4th, 1998", CAPTION + "4 March 1998",
    CAPTION + "MARCH  4,1998", CAPTION + "Mar. 4, 1998", CAPTION + "March 4 1998", CAPTION + "03-04-98", CAPTION + "1998-03-04",
    CAPTION + "March 04, 1998", CAPTION + "March 4, l998", CAPTION + "March, 4, 1998", CAPTION + "4/March/1998",
    CAPTION + "Wednesday, March 4, 1998", CAPTION + "On or about March 4, 1998", CAPTION + "March 20, 1998 and March 4, 1998",
    CAPTION + "3/4/1998 - 3/6/1998", CAPTION + "March 4, 1998\n      For the fiscal year ended December 31, 1997",
    "  Date of Report:  March 20, 1998   (Date of earliest event reported: March 4, 1998)",
    "  Date of Report:  March 20, 1998\n  (Date of earliest event reported):  March 4, 1998",
    "              March 20, 1998 (March 4, 1998)\n              Date of Report (Date of earliest event reported)",
    "  Date of earliest event\n    reported:  March 4, 1998",
    "        March 4, 1998\n   -----------------------\n    Date of Report (Date of\n     earliest event reported)",
    "       MARCH 4, 1998                           MARCH 20, 1998\n (Date of earliest event reported)             (Date of Report)",
    "       MARCH 20, 1998                          MARCH 4, 1998\n      (Date of Report)             (Date of earliest event reported)",
]  # fmt: skip


@pytest.mark.parametrize("printed", DATES)
def test_a_date_of_report(printed: str) -> None:
    assert str(cover(date=printed).date_of_report) == "1998-03-04"


PERIODS = [
    "For the period ended March 4, 1998", "Quarter ended\n      March 4, 1998", "Month ended March 4, 1998",
    "fiscal year ended March 4, 1998",
    "Distribution period ending March 4, 1998", "quarter ended December 31, 1997 (March 4, 1998)",
    "March 4, 1998\n      For the fiscal year ended\n      December 31, 1997",
]  # fmt: skip


@pytest.mark.parametrize("printed", PERIODS)
def test_the_end_of_a_period_is_the_date_where_no_other_is_printed(printed: str) -> None:
    assert str(cover(date=CAPTION + printed).date_of_report) == "1998-03-04"


NUMBERS = [
    ("New York", "1-4119", "None"), ("New York", "1-4119", "Not Applicable"), ("New York", "1-4119", "Applied For"),
    ("New York", "1-4119", "(Applied for)"), ("New York", "1-4119", "Pending"), ("New York", "1-4119", "Requested"),
    ("New York", "1-4119", "To be applied for"), ("New York", "1-4119", "141234567"), ("New York", "1-4119", "14 - 1234567"),
    ("New York", "333-41190-01", "14-1234567"), ("New York", "33-41190-A", "14-1234567"), ("New York", "811-04119", "14-1234567"),
    ("New York", "0 - 4119", "14-1234567"), ("New York", "0-4119; 33-81190", "14-1234567"), ("New York", "Not yet assigned", "14-1234567"),
    ("State of New York", "1-4119", "14-1234567"), ("N.Y.", "1-4119", "14-1234567"), ("Republic of Panama", "1-4119", "14-1234567"),
    ("England and Wales", "1-4119", "14-1234567"), ("The Netherlands Antilles", "1-4119", "14-1234567"),
    ("Republic of the Marshall Islands", "1-4119", "14-1234567"), ("Ontario, Canada", "1-4119", "14-1234567"),
    ("Grand Duchy of Luxembourg", "1-4119", "14-1234567"), ("United Kingdom", "1-4119", "14-1234567"),
    ("Delaware, U.S.A.", "1-4119", "14-1234567"), ("Federal", "1-4119", "14-1234567"), ("Delaware/Maryland", "1-4119", "14-1234567"),
]  # fmt: skip


@pytest.mark.parametrize("line", NUMBERS)
def test_a_line_of_numbers(line: tuple[str, str, str]) -> None:
    assert values(numbers=f"        {line[0]:36}{line[1]:20}{line[2]}") == (READ[0], *line, *READ[4:])


ADDRESSES = [
    "          800 BOYLSTON STREET, BOSTON, MA 02199", "          2811 TOLLGATE DRIVE, DANBYFORD, MD 21216",
    "P.O. Box 1188, Glens Falls, New York              12801-1188",
    "c/o Bank of Danby, Corporate Trust Department\n             101 Barclay Street, New York, New York 10286",
    "                 2-1, Otemachi 1-chome\n              Chiyoda-ku, Tokyo 100-0004, Japan",
    "      25 Old Broad Street, London EC2N 1HN, England",
    "      Suite 1400, 40 King Street West\n      Toronto, Ontario, Canada  M5H 3Y2",
    "  1000 Second Avenue, Suite 1900\n  Seattle, WA                                        98104",
    "  Corporate Center Two\n  4000 Route 66,\n  Tinton Falls,\n  New Jersey 07753",
    "  3033 5th Avenue, 2nd Floor, San Diego, CA  92103",
    "  Level 12, 500 Collins Street, Melbourne, Victoria, 3000 Australia",
]  # fmt: skip


@pytest.mark.parametrize("printed", ADDRESSES)
def test_an_address(printed: str) -> None:
    assert values(address=printed) == (*READ[:4], " ".join(printed.split()), *READ[5:])


@pytest.mark.parametrize("street", ["2811 TOLLGATE DRIVE, DANBYFORD, MD 21216", "800 BOYLSTON STREET, BOSTON, MA 02199"])
def test_a_street_in_capitals_is_no_telephone(street: str) -> None:
    found = values(address=street, phone="REGISTRANT'S TELEPHONE NUMBER, INCLUDING AREA CODE: (410)\n555-0120")
    assert found[4:6] == (street, "(410) 555-0120")


def test_a_short_first_line_behind_the_caption_of_an_address() -> None:
    caption = "Address of principal executive offices, including Zip Code: 28 Weir\n    Drive, Danbyford, MD 21216\n\n"
    (one,) = eightk.read(
        COVER.format(**{**USUAL, "address": caption}).replace("       (Address of", "       (Part of").encode()
    ).cover.registrants
    assert one.address == "28 Weir Drive, Danbyford, MD 21216"


LABEL = "     Registrant's telephone number, including area code:  "
PHONES = [
    (LABEL, "518-555-0100", ""), (LABEL, "518.555.0100 x214", ""), (LABEL, "(518)555-0100", ""), (LABEL, "518 / 555-0100", ""),
    (LABEL, "[518] 555-0100", ""), (LABEL, "+44 20 7555 0100", ""), (LABEL, "011-44-171-555-0100", ""), (LABEL, "(81) 3-5555-0100", ""),
    (LABEL, "(212) 555-0100", " or (800) 555-0199"), (LABEL + "Area Code ", "518 555-0100", ""), (LABEL, "1-800-555-0100", ""),
    (LABEL, "(508) 555 - 0100", ""), (LABEL, "1-800-SHIPPER", ""),
    ("     Telephone number, including area code, of\n     agent for service:       ", "(518) 555-0100", ""),
    ("                      ", "(518) 555-0100", "\n     -----------------------------\n     (Registrant's telephone number)"),
]  # fmt: skip


@pytest.mark.parametrize("printed", PHONES)
def test_a_telephone(printed: tuple[str, str, str]) -> None:
    assert values(phone="".join(printed)) == (*READ[:5], printed[1], READ[6])


FORMER = "     (Former name or former address, if changed since last report)"
FORMERS = [
    (FORMER, None), (FORMER + ":  N/A", "N/A"), ("     Former name, if changed since last report:  Hollow Paper Co.", "Hollow Paper Co."),
    ("         Hollow Paper Company, Inc.\n       10 Old Road, Glens Falls, New York 12801\n" + FORMER,
     "Hollow Paper Company, Inc. 10 Old Road, Glens Falls, New York 12801"),
    ("         ------------------------\n" + FORMER, None),
    ("         Same\n" + FORMER, "Same"), ("         No Change\n" + FORMER, "No Change"),
    ("     (Former Name or Former Address, if\n      Changed Since Last Report)               NONE", "NONE"),
    (FORMER + "\n\n                     Page 1 of 12 pages\n             Exhibit Index located on page 4", None),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "expected"), FORMERS)
def test_a_former_name(printed: str, expected: str | None) -> None:
    assert values(former=printed) == (*READ[:6], expected)
