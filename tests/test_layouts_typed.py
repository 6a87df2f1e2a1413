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


@pytest.mark.parametrize("caption", WITH_PHONE.values(), ids=WITH_PHONE.keys())
@pytest.mark.parametrize("gap", [" ", "      "])
def test_an_address_and_its_telephone_on_one_line(caption: str, gap: str) -> None:
    below = f"       4 Slate Road, Danby Corners, Vermont 05799{gap}(802) 555-0144\n" + caption + "\n"
    registrant = only(COVER_1999[:ADDRESS] + below)
    assert (registrant.address, registrant.phone) == ("4 Slate Road, Danby Corners, Vermont 05799", "(802) 555-0144")


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


BARE = """            {laws}
         4 Slate Road, Danby Corners, Vermont 05799
                         {phone}


"""


@pytest.mark.parametrize("laws", ["Incorporated under the laws of Vermont", "Organized under the Laws of the State of Vermont"])
@pytest.mark.parametrize("phone", ["(802) 555-0144", "802/555-0144"])
def test_a_cover_without_captions_below_the_name(laws: str, phone: str) -> None:
    cover = COVER_1999[:NUMBERS] + BARE.replace("\n", "\n\n", 1).format(laws=laws, phone=phone)
    registrant = only(cover.replace("   Pursuant to Section", "                Commission File No. 0-31117\n   Pursuant to Section"))
    assert (registrant.jurisdiction, registrant.file_number) == ("Vermont", "0-31117")
    assert (registrant.address, registrant.phone) == ("4 Slate Road, Danby Corners, Vermont 05799", phone)


ROWS = """
Commission      Registrants, State of Incorporation     I.R.S. Employer
File Number     Address; and Telephone Number           Identification No.

0-31117         MARLSTONE QUARRIES ASSOCIATES           03-5550144
                (A {kind})
                {street}
                Danby Corners, Vermont 05799
                Telephone (802) 555-0144

0-31118         Thorold Slate Company                   03-5550155
                (A Maine Corporation)
                9 Shale Street
                Thorold, Maine 04999
                Telephone (207) 555-0155

"""


@pytest.mark.parametrize("kind", ["Vermont voluntary association", "Vermont Corporation"])
@pytest.mark.parametrize("street", ["One Slate Road", "4 Slate Road"])
def test_rows_of_registrants_with_a_street_without_figures(kind: str, street: str) -> None:
    first, second = typed(COVER_1999[:NAMED] + ROWS.format(kind=kind, street=street)).cover.registrants
    assert (first.name, first.jurisdiction) == ("MARLSTONE QUARRIES ASSOCIATES", "Vermont")
    assert (first.address, first.phone) == (f"{street} Danby Corners, Vermont 05799", "(802) 555-0144")
    assert (second.name, second.address) == ("Thorold Slate Company", "9 Shale Street Thorold, Maine 04999")


THREE = """Vermont                             4 Slate Road                      03-5550144
                                    Danby Corners, {zip}

(State or other jurisdiction        (Address of principal       (I.R.S. Employer
of incorporation or organization)    executive office)       Identification No.)

"""


@pytest.mark.parametrize("end", ["VT 05799", "Vermont 05799-1204"])
def test_an_address_between_other_columns(end: str) -> None:
    registrant = only(COVER_1999[:NUMBERS] + "Commission File Number: 0-31117\n\n" + THREE.format(zip=end) + COVER_1999[PHONE:])
    assert (registrant.jurisdiction, registrant.file_number, registrant.ein) == ("Vermont", "0-31117", "03-5550144")
    assert registrant.address == f"4 Slate Road Danby Corners, {end}"


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


@pytest.mark.parametrize("name", ["FORM 8-K AMENDMENT", "FORM 8-K (AMENDMENT)", "FORM 8-K - AMENDMENT"])
def test_a_form_that_is_called_an_amendment(name: str) -> None:
    assert typed(COVER_1999.replace("FORM 8-K", name)).form == "8-K/A"


# ---- items ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", ["- " + "-" * 70, "_" * 21, "          ---------------------------"])
def test_a_rule_under_a_heading_is_no_part_of_its_text(rule: str) -> None:
    for begins in ("The quarry", "(a) The quarry"):
        item = f"Item 5:  Other Events\n{rule}\n{begins} at Danby Corners opened on Monday.\n\n"
        assert typed(COVER_1999, item).items["5"].text == f"{begins} at Danby Corners opened on Monday."


FEET = {
    "of pages": "                               Page 2 of 6 Pages\n",
    "and index": "                               Page 2 of 6 Pages\n                     The Exhibit Index Appears on Page 4\n",
    "index is": "                                   - 2 -\n              Exhibit index is located on page 4.\n",
}


@pytest.mark.parametrize("foot", FEET.values(), ids=FEET.keys())
def test_the_foot_of_a_page_is_no_part_of_an_item(foot: str) -> None:
    item = ITEM.rstrip() + "\n\n\n" + foot + "<PAGE>\n"
    assert typed(COVER_1999, item).items["5"].text == "The quarry at Danby Corners opened on Monday."
