"""Layouts met in newer filings that nobody here had read, rebuilt with invented issuers: HTML covers of 2005 and later."""

from __future__ import annotations

import pytest

import eightk
from eightk.model import Registrant
from test_layouts import HTML_COVER, HTML_SIGNED, NUMBERS, OPENED

PLAIN = HTML_COVER.format(name="MARLSTONE QUARRIES, INC.", numbers=NUMBERS, extra="")
ADDRESS = PLAIN[PLAIN.index("<p>4 Slate Road") : PLAIN.index("<p>Registrant's telephone")]
PHONE = PLAIN[PLAIN.index("<p>Registrant's telephone") :]
HEAD = PLAIN[: PLAIN.index("<p>MARLSTONE")]
BELOW_NAME = PLAIN[PLAIN.index("<table>") :]


def read(cover: str) -> tuple[Registrant, ...]:
    return tuple(eightk.read((cover + OPENED + HTML_SIGNED).encode()).cover.registrants)


# ---- telephones and addresses --------------------------------------------------------------------------------


@pytest.mark.parametrize("phone", ["+(65) 5550 0144", "(+86) 091-55500144", "(+44) 20 5550 0144", "+ (353) 1 555 0144"])
def test_a_country_code_in_parentheses_is_part_of_the_telephone(phone: str) -> None:
    assert read(PLAIN.replace("(802) 555-0144", phone))[0].phone == phone


ROWS = {
    "telephone beside the address": (
        "<table><tr><td>4 Slate Road, Danby Corners, Vermont</td><td>05799</td><td>{}</td></tr>"
        "<tr><td>(Address of principal executive offices)</td><td>(Zip Code)</td><td>(Registrant's Telephone Number)</td></tr></table>"
    ),
    "no ZIP code between": (
        "<table><tr><td>4 Slate Road, Danby Corners, Vermont 05799</td><td>{}</td></tr>"
        "<tr><td>(Address of principal executive offices)</td><td>(Registrant's Telephone Number)</td></tr></table>"
    ),
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS.keys())
@pytest.mark.parametrize("phone", ["(802) 555-0144", "(802)555-0144"])
def test_a_telephone_ends_the_row_of_the_address(row: str, phone: str) -> None:
    former = "<p>Not Applicable</p><p>(Former name or former address, if changed since last report)</p>"
    (one,) = read(PLAIN.replace(ADDRESS + PHONE, row.format(phone) + former))
    assert (one.address, one.phone, one.former) == ("4 Slate Road, Danby Corners, Vermont 05799", phone, "Not Applicable")


@pytest.mark.parametrize("none", ["N/A", "None", "Not applicable"])
def test_a_cell_that_says_there_is_no_postal_code_is_no_part_of_the_address(none: str) -> None:
    row = (
        f"<table><tr><td>4 Slate Road<br>Tower 2, Port Danby, Singapore</td><td>{none}</td></tr>"
        "<tr><td>(Address of principal executive offices)</td><td>(Zip Code)</td></tr></table>"
    )
    assert read(PLAIN.replace(ADDRESS, row))[0].address == "4 Slate Road Tower 2, Port Danby, Singapore"


# ---- several registrants -------------------------------------------------------------------------------------

COMBINED = """<table><tr><td>Commission<br>File Number</td><td>Registrant, State of Incorporation<br>Address and Telephone Number</td>
<td>IRS Employer<br>Identification No.</td></tr>
<tr><td>1-31117</td><td>Marlstone Power, Inc.<br>({0})<br>4 Slate Road<br>Danby Corners, VT 05799-0144<br>(802) 555-0144</td>
<td>03-5550144</td></tr>
<tr><td>1-31118</td><td>Danby Light Corporation<br>({0})<br>4 Slate Road<br>Danby Corners, VT 05799-0144<br>(802) 555-0144</td>
<td>03-5550145</td></tr>
</table><p>Not applicable<br>(Former name and former address, if changed since last report)</p>
<p>Check the appropriate box below if the Form 8-K filing is intended</p>"""


@pytest.mark.parametrize(
    "told", ["Incorporated in New York", "Organized in New York", "incorporated under the laws of New York", "a New York corporation"]
)
def test_a_cell_says_in_parentheses_where_a_registrant_is_incorporated(told: str) -> None:
    both = read(HEAD + COMBINED.format(told))
    assert [(r.jurisdiction, r.former) for r in both] == [("New York", "Not applicable")] * 2
    assert [r.name for r in both] == ["Marlstone Power, Inc.", "Danby Light Corporation"]
