"""Layouts that rules for others must leave as they were: figures beside a telephone, dates behind "dated", captions of companies."""

from __future__ import annotations

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
