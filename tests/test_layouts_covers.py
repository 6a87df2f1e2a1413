"""Covers laid out as filers lay them out: typed columns that are folded, captions with their values behind a colon."""

from __future__ import annotations

import pytest

import eightk
from eightk.model import Registrant
from test_layouts import HTML_COVER, HTML_SIGNED, OPENED
from test_reading import COVER, ITEM, SIGNED

HEAD = COVER[: COVER.index("                        MARLSTONE")].format(date="March 4, 1999")
SIGNATURE = SIGNED.format(day="March 8, 1999", title="Treasurer")
NAME, ADDRESS = "MARLSTONE QUARRIES AND MARBLE WORKS, INC.", "4 Slate Road, Danby Corners, Vermont 05799"
FIELDS = ("Vermont", "0-31117", "03-5550144", "(802) 555-0144")

FOLDED = """
Exact name of registrant as           MARLSTONE QUARRIES AND MARBLE
specified in its charter              WORKS, INC.

State or other jurisdiction of        Vermont
incorporation
Commission File Number                0-31117
IRS Employer Identification No.       03-5550144

Address of principal executive        4 Slate Road, Danby Corners,
offices, including Zip Code           Vermont 05799

Registrant's telephone number, including area code: (802) 555-0144

Former name or former address, if     Danby Slate Company
changed since last report
"""
ONE_LINE_CAPTIONS = """
Exact name of registrant:             MARLSTONE QUARRIES AND MARBLE
                                      WORKS, INC.
State of incorporation:               Vermont
Commission File Number:               0-31117
IRS Employer Identification No.:      03-5550144
Address of principal offices:         4 Slate Road,
                                      Danby Corners, Vermont 05799
Telephone number, with area code:     (802) 555-0144
Former name or former address:        Danby Slate Company
"""
COLONS = """
Exact name of registrant as specified in its charter: MARLSTONE QUARRIES
    AND MARBLE WORKS, INC.

State or other jurisdiction of incorporation: Vermont
Commission File Number: 0-31117
IRS Employer Identification No.: 03-5550144

Address of principal executive offices, including Zip Code: 4 Slate Road,
    Danby Corners, Vermont 05799

Registrant's telephone number, including area code: (802) 555-0144

Former name or former address, if changed since last report: Danby Slate
    Company
"""
TABBED = FOLDED.replace("offices, including Zip Code           Vermont", "offices, including Zip Code\t   Vermont")
DOUBLE = FOLDED.replace("\n", "\n\n")
BELOW = COLONS.replace("report: Danby Slate\n    Company", "report:\n    Danby Slate Company")
TYPED = {
    "two folded columns": FOLDED, "a value of two lines beside one": ONE_LINE_CAPTIONS, "colons": COLONS, "tabs": TABBED,
    "double-spaced": DOUBLE, "a former name under its colon": BELOW, "capitals": FOLDED.replace("offices, inc", "OFFICES, Inc"),
}  # fmt: skip


def registrants(cover: str) -> tuple[Registrant, ...]:
    return eightk.read((HEAD + cover + "\n\n" + ITEM + SIGNATURE).encode()).cover.registrants


def flat(address: str | None) -> str:
    """An address without its commas, which are cut off at the ends of lines."""
    return (address or "").replace(",", "")


@pytest.mark.parametrize("layout", TYPED)
def test_a_typed_cover_whose_lines_are_folded(layout: str) -> None:
    (one,) = registrants(TYPED[layout])
    assert (one.name, flat(one.address), one.former) == (NAME, flat(ADDRESS), "Danby Slate Company")
    assert (one.jurisdiction, one.file_number, one.ein, one.phone) == FIELDS


@pytest.mark.parametrize("layout", TYPED)
def test_two_registrants_on_folded_covers(layout: str) -> None:
    second = TYPED[layout].replace("MARLSTONE", "HEMATITE").replace("0-31117", "0-31118").replace("Danby Slate", "Danby Flint")
    one, other = registrants(TYPED[layout] + "\n" + second)
    assert (one.name, flat(one.address), one.former, one.file_number) == (NAME, flat(ADDRESS), "Danby Slate Company", "0-31117")
    assert (other.name, other.file_number) == (NAME.replace("MARLSTONE", "HEMATITE"), "0-31118")
    assert (flat(other.address), other.former) == (flat(ADDRESS), "Danby Flint Company")


def test_a_former_name_that_is_none_on_two_lines_is_no_name_of_the_next() -> None:
    first = COLONS.replace("Danby Slate\n    Company", "Not\n    applicable")
    one, other = registrants(first + COLONS.replace("MARLSTONE", "HEMATITE"))
    assert one.former == "Not applicable"
    assert other.name == NAME.replace("MARLSTONE", "HEMATITE")


def test_captions_with_colons_of_two_registrants_in_html() -> None:
    head = HTML_COVER[: HTML_COVER.index("<p>{name}")]
    lines = """<p>Exact name of registrant as specified in its charter: <b>{name}</b></p><p>State of incorporation: <b>Vermont</b></p>
<p>Commission File Number: <b>{file}</b></p><p>Address of principal executive offices, including Zip Code: <b>4 Slate Road, Danby</b></p>"""
    both = lines.format(name="MARLSTONE QUARRIES, INC.", file="1-31117") + lines.format(name="HEMATITE CORPORATION", file="1-31118")
    found = eightk.read((head + both + OPENED + HTML_SIGNED).encode()).cover.registrants
    assert [(r.name, r.file_number) for r in found] == [("MARLSTONE QUARRIES, INC.", "1-31117"), ("HEMATITE CORPORATION", "1-31118")]


def test_captions_over_each_other_in_columns_are_no_fold() -> None:
    (one,) = registrants("""
                        MARLSTONE QUARRIES, INC.
         (Exact name of registrant as specified in its charter)

(State of incorporation)              Vermont
(Commission File No.)                 0-31117
(IRS Employer Identification No.)     03-5550144

                 4 Slate Road, Danby Corners, Vermont 05799
          (Address of principal executive offices) (Zip Code)
""")
    assert (one.name, one.address) == ("MARLSTONE QUARRIES, INC.", ADDRESS)
    assert (one.jurisdiction, one.file_number, one.ein) == ("Vermont", "0-31117", "03-5550144")
