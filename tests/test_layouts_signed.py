"""Blocks of signatures laid out as filers lay them out, beside those of test_layouts.py."""

from __future__ import annotations

import sys

import pytest

import eightk
from test_layouts import STATEMENT
from test_reading import COVER, ITEM


def signed(block: str, statement: str = STATEMENT) -> tuple[eightk.Signature, ...]:
    return eightk.read((COVER.format(date="March 4, 1999", ein="03-5550144") + ITEM + statement + block).encode()).signatures


def test_a_statement_in_double_spaced_lines_is_no_signature() -> None:
    statement = STATEMENT.replace("on its behalf by the\nundersigned", "on its behalf by\n\nthe undersigned")
    assert statement != STATEMENT
    (one,) = signed("MARLSTONE QUARRIES, INC.\n\nDate: March 8, 1999\n\nBy: /s/ Agnes Thorold\n\n    Treasurer\n", statement)
    assert (one.name, one.title, one.registrant) == ("Agnes Thorold", "Treasurer", "MARLSTONE QUARRIES, INC.")


def test_two_blocks_that_nobody_signed() -> None:
    rule = "                                    " + "-" * 25
    block = (
        f"Date: March 8, 1999                 MARLSTONE QUARRIES, INC.\n\n{rule}\n{'':36}Agnes Thorold\n{'':36}Senior Vice President and\n"
        f"{'':36}Chief Financial Officer\n\n"
        f"Date: March 9, 1999                 HEMATITE CORPORATION\n\n{rule}\n{'':36}Joel Pike\n{'':36}President\n"
    )
    one, other = signed(block)
    assert (one.name, one.title, one.signed, str(one.date)) == (
        "Agnes Thorold", "Senior Vice President and Chief Financial Officer", False, "1999-03-08",
    )  # fmt: skip
    assert (other.registrant, other.name, other.title, str(other.date)) == ("HEMATITE CORPORATION", "Joel Pike", "President", "1999-03-09")


BEHALF = {
    "after the name": "MARLSTONE QUARRIES, INC.\n\nBy: /s/ Agnes Thorold, on behalf of\n    MARLSTONE QUARRIES, INC.\n    Treasurer\n",
    "on the line alone": "/s/ Agnes Thorold on behalf of MARLSTONE QUARRIES, INC.\n    Agnes Thorold\n    Treasurer\n",
    "by another": "HEMATITE BANK, N.A., on behalf of MARLSTONE QUARRIES, INC.\n\nBy: /s/ Agnes Thorold\n    Agnes Thorold\n    Treasurer\n",
    "typed": "MARLSTONE QUARRIES, INC.\n\n/s/ Agnes Thorold\n    Agnes Thorold, on behalf of\n    the Registrant\n    Treasurer\n",
}


@pytest.mark.parametrize("layout", BEHALF)
def test_a_signature_on_behalf_of_the_registrant(layout: str) -> None:
    (one,) = signed(BEHALF[layout])
    assert (one.registrant, one.name, one.title) == ("MARLSTONE QUARRIES, INC.", "Agnes Thorold", "Treasurer")


def test_a_statement_in_double_spaced_capitals_is_no_signature() -> None:
    statement = STATEMENT.replace("on its behalf by the\nundersigned", "on its behalf by\n\nthe undersigned").upper()
    (one,) = signed("MARLSTONE QUARRIES, INC.\n\nDate: March 8, 1999\n\nBy: /s/ Agnes Thorold\n\n    Treasurer\n", statement)
    assert (one.name, one.title) == ("Agnes Thorold", "Treasurer")


SIDE_BY_SIDE = {
    "eight on a line": ("/s/ Al   " * 8 + "\n", 8),
    "two with By": ("   By: /s/ Al   By: /s/ Bo\n", 2),
    "two with dates": ("/s/ Al Ba   /s/ Bo Da   1/2/99\n", 2),
    "all on one line": ("/s/ Al   ", 1),
}


@pytest.mark.parametrize("layout", SIDE_BY_SIDE)
def test_signatures_side_by_side_are_read_in_a_time_that_grows_with_their_number(layout: str) -> None:
    line, each = SIDE_BY_SIDE[layout]
    few, many = (_steps(line * (count // each)) for count in (160, 640))
    assert many < few * 6  # a cost by the square would be sixteen times


def _steps(block: str) -> int:
    """How many of our functions' calls a report with this block of signatures takes."""
    steps = 0

    def count(_frame: object, event: str, _what: object) -> None:
        nonlocal steps
        steps += event in ("call", "c_call")

    signed(block)  # so that nothing is made for the first time
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        signed(block)
    finally:
        sys.setprofile(before)
    return steps


def test_each_of_two_signatures_side_by_side_has_the_date_in_its_column() -> None:
    both = [(s.name, str(s.date)) for s in signed(
        "/s/ Agnes Thorold                  /s/ Joel Pike\nAgnes Thorold                      Joel Pike\n"
        "Treasurer                          Secretary\nMarch 8, 1999                      March 9, 1999\n\nFiled March 11, 1999\n"
    )]  # fmt: skip
    assert both == [("Agnes Thorold", "1999-03-08"), ("Joel Pike", "1999-03-09")]
