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
