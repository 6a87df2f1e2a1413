"""Layouts met in typed reports of 1993 to 2000 that nobody here had read, rebuilt with invented issuers."""

from __future__ import annotations

import datetime as dt

import pytest

import eightk
from test_reading import COVER, ITEM, SIGNED

COVER_1999 = COVER.format(date="March 25, 1999", ein="03-5550144")
SIGNATURE = SIGNED.format(day="March 30, 1999", title="Treasurer")
DATED = COVER_1999.index("       Date of Report")
NAMED = COVER_1999.index("                        MARLSTONE")
NUMBERS = COVER_1999.index("     Vermont  ")
ADDRESS = COVER_1999.index("                 4 Slate Road")
PHONE = COVER_1999.index(" Registrant's telephone")


def typed(cover: str, items: str = ITEM) -> eightk.Report:
    return eightk.read((cover + items + SIGNATURE).encode())


def only(cover: str) -> eightk.Registrant:
    (registrant,) = typed(cover).cover.registrants
    return registrant


# ---- the telephone -------------------------------------------------------------------------------------------

BROKEN = {
    "under the caption": "Registrant's telephone number, including area code                (802)\n555-0144 \n\n",
    "set in": "  Registrant's telephone number, including area code:                  (802)\n  555-0144\n\n",
}


@pytest.mark.parametrize("phone", BROKEN.values(), ids=BROKEN.keys())
def test_a_telephone_may_go_on_below_its_area_code(phone: str) -> None:
    former = "                          Not Applicable\n  (Former name or former address, if changed since last report.)\n\n"
    registrant = only(COVER_1999[:PHONE] + phone + former)
    assert "".join(filter(str.isdigit, registrant.phone or "")) == "8025550144"
    assert registrant.former == "Not Applicable"


# ---- the address ---------------------------------------------------------------------------------------------

WITH_PHONE = {
    "two lines": """  (Address including zip code, and telephone number, including area code, of
                   registrant's principal executive offices)
""",
    "one line": "   (Address and telephone number of principal executive offices)\n",
}


@pytest.mark.parametrize("caption", WITH_PHONE.values(), ids=WITH_PHONE.keys())
def test_an_address_and_its_telephone_over_one_caption(caption: str) -> None:
    below = "                  4 Slate Road\n             Danby Corners, Vermont 05799\n                 (802) 555-0144\n" + caption
    registrant = only(COVER_1999[:ADDRESS] + below + "\n\n      (Former name or former address, if changed since last report.)\n\n")
    assert (registrant.address, registrant.phone) == ("4 Slate Road Danby Corners, Vermont 05799", "(802) 555-0144")


UNCAPTIONED = {
    "state's letters": ("                 4 Slate Road\n             Danby Corners, VT 05799\n", "4 Slate Road Danby Corners, VT 05799"),
    "ruled below": (
        "                 4 Slate Road\n          Danby Corners, Vermont  05799-1204\n         -----------------------\n",
        "4 Slate Road Danby Corners, Vermont 05799-1204",
    ),
    "on one line": ("        4 Slate Road, Danby Corners, Vermont 05799\n", "4 Slate Road, Danby Corners, Vermont 05799"),
}


@pytest.mark.parametrize(("printed", "address"), UNCAPTIONED.values(), ids=UNCAPTIONED.keys())
def test_an_address_without_its_caption(printed: str, address: str) -> None:
    registrant = only(COVER_1999[:ADDRESS] + printed + "\n\n" + COVER_1999[PHONE:])
    assert (registrant.address, registrant.phone) == (address, "(802) 555-0144")


def test_no_address_where_none_is_printed() -> None:
    assert only(COVER_1999[:ADDRESS] + "        A Quarry of Long Standing\n\n" + COVER_1999[PHONE:]).address is None


# ---- captions that run together ------------------------------------------------------------------------------

TOGETHER = """              (State or other juris- (Commission file (IRS employer
            diction of incorporation) number) identification number)

"""


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Vermont 0-31117 03-55501442", ("Vermont", "0-31117", "03-55501442")),
        ("BRITISH COLUMBIA 0-31117 03-5550144", ("BRITISH COLUMBIA", "0-31117", "03-5550144")),
        ("State of New Hampshire 0-31117 03 5550144", ("State of New Hampshire", "0-31117", "03 5550144")),
        ("Vermont 0-31117 03-5550144", ("Vermont", "0-31117", "03-5550144")),
    ],
)
def test_numbers_and_jurisdiction_on_one_line(printed: str, expected: tuple[str, str, str]) -> None:
    registrant = only(COVER_1999[:NUMBERS] + f"                          {printed}\n" + TOGETHER + COVER_1999[ADDRESS:])
    assert (registrant.jurisdiction, registrant.file_number, registrant.ein) == expected


# ---- the date ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["earliest", "earlies"])
def test_a_caption_of_the_date_may_end_on_the_line_of_the_date(word: str) -> None:
    cover = COVER_1999[:DATED] + f"        Date of Report (Date of {word} event\n        reported): July 19, 1996\n" + COVER_1999[NAMED:]
    report = typed(cover)
    assert report.cover.date_of_report == dt.date(1996, 7, 19)
    assert report.cover.registrants[0].name == "MARLSTONE QUARRIES, INC."


# ---- items ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", ["- " + "-" * 70, "_" * 21, "          ---------------------------"])
def test_a_rule_under_a_heading_is_no_part_of_its_text(rule: str) -> None:
    item = f"Item 5:  Other Events\n{rule}\nThe quarry at Danby Corners opened on Monday.\n\n"
    assert typed(COVER_1999, item).items["5"].text == "The quarry at Danby Corners opened on Monday."
