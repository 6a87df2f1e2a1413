"""Layouts that rules made for others must leave alone: forms, lists and tables that only look like amendments and exhibits."""

from __future__ import annotations

import pytest

from test_layouts_seen import BELOW, BELOW_NAME, HEAD, typed
from test_reading import ITEM

# ---- the form's name -----------------------------------------------------------------------------------------

NOT_AMENDED = {
    "the act, wrapped": "Report under the Securities Exchange Act of 1934, as\n    amended\n\n        FORM 8-K",
    "the act, as heretofore": "Report under the Securities Exchange Act of 1934 as heretofore\n    amended\n\n        FORM 8-K",
    "the act, a comma": "Report under the Securities Exchange Act of 1934,\n    amended\n        FORM 8-K",
    "no number": "Amendment No. ____\n     FORM 8-K",
    "no number on its line": "Amendment No. ___\n          to\n     FORM 8-K",
    "a blank": "Amendment No.\n to\n     FORM 8-K",
    "none": "(Amendment No. None)\n     FORM 8-K",
    "zero": "(Amendment No. 0)\n     FORM 8-K",
    "no number behind": "FORM 8-K, AMENDMENT NO. ____",
}


@pytest.mark.parametrize("name", NOT_AMENDED.values(), ids=NOT_AMENDED.keys())
def test_a_form_that_amends_nothing(name: str) -> None:
    assert typed((HEAD + BELOW).replace("FORM 8-K", name)).form == "8-K"


@pytest.mark.parametrize(
    "name", ["AMENDMENT NO. _1_\n            TO\n     FORM 8-K", "(Amendment No. 10)\n     FORM 8-K", "AMENDED\n  FORM 8-K"]
)
def test_a_form_that_amends_another(name: str) -> None:
    assert typed((HEAD + BELOW).replace("FORM 8-K", name)).form == "8-K/A"


# ---- numbers in parentheses ----------------------------------------------------------------------------------

ROWS = {
    "filed, announced": (
        "     (1)   Filed Form of Underwriting Agreement\n     (2)   Previously Announced Merger Agreement\n     (99)  Press release",
        [("1", "Filed Form of Underwriting Agreement"), ("2", "Previously Announced Merger Agreement"), ("99", "Press release")],
    ),
    "a name that begins so": (
        "     (1)   Underwriting agreement\n     (2)   Incorporated Cities Purchase Agreement\n     (10)  Filed Lease of quarry",
        [("1", "Underwriting agreement"), ("2", "Incorporated Cities Purchase Agreement"), ("10", "Filed Lease of quarry")],
    ),
    "previously filed": (
        "     (2)   Previously filed merger agreement with Larkspur Co.\n     (99)  Press release",
        [("2", "Previously filed merger agreement with Larkspur Co."), ("99", "Press release")],
    ),
    "management, the": (
        "     (2)   The Merger Agreement\n     (10)  Management Agreement",
        [("2", "The Merger Agreement"), ("10", "Management Agreement")],
    ),
    "alone": ("     (10)  Management Agreement", [("10", "Management Agreement")]),
    "one only in parentheses": (
        "     2     Merger agreement\n     (10)  Management Agreement\n     99    Press release",
        [("2", "Merger agreement"), ("10", "Management Agreement"), ("99", "Press release")],
    ),
    "notes below": (
        "     1     Underwriting agreement\n     99.1  Press release\n\n     (1)  Filed herewith.\n     (2)  Previously filed.",
        [("1", "Underwriting agreement"), ("99.1", "Press release")],
    ),
    "notes below numbers in parentheses": (
        "     (2)   Merger agreement\n     (99)  Press release\n\n     (1)   Filed herewith\n     (2)   Previously filed",
        [("2", "Merger agreement"), ("99", "Press release")],
    ),
    "letters, flush right": (
        "     3(i)  Articles\n     3(ii) By-laws\n    99.1   Press release",
        [("3(i)", "Articles"), ("3(ii)", "By-laws"), ("99.1", "Press release")],
    ),
    "a section, wrapped": (
        "     2.1      Merger Agreement, with the schedules of Section\n              5(a) Disclosure Schedule\n\n"
        "     99.1     Press release",
        [("2.1", "Merger Agreement, with the schedules of Section 5(a) Disclosure Schedule"), ("99.1", "Press release")],
    ),
    "a section, wrapped at the margin": (
        "     2.1 Merger Agreement, with the schedules of Section\n     5(a) Disclosure Schedule\n\n     99.1 Press release",
        [("2.1", "Merger Agreement, with the schedules of Section 5(a) Disclosure Schedule"), ("99.1", "Press release")],
    ),
    "sections, wrapped": (
        "     10.1     Amendment to the plan under Section\n              12(1) Filed with the plan\n              10(k) Savings Plan\n\n"
        "     99.1     Press release",
        [("10.1", "Amendment to the plan under Section 12(1) Filed with the plan 10(k) Savings Plan"), ("99.1", "Press release")],
    ),
    "small numbers, one with a letter": (
        "     1     Underwriting agreement\n     5(a)  Opinion on the notes\n     8     Tax opinion",
        [("1", "Underwriting agreement"), ("5(a)", "Opinion on the notes"), ("8", "Tax opinion")],
    ),
}


@pytest.mark.parametrize("listed,wanted", ROWS.values(), ids=ROWS.keys())
def test_rows_in_parentheses_and_notes(listed: str, wanted: list[tuple[str, str]]) -> None:
    item = f"Item 7.  Financial Statements and Exhibits.\n\n     (c)  Exhibits\n\n{listed}\n\n"
    assert [(e.number, e.description) for e in typed(HEAD + BELOW, ITEM + item).exhibits] == wanted


# ---- tables that are no lists of exhibits --------------------------------------------------------------------

TABLES = {
    "a distribution": (
        "     The distribution report for the certificates follows.\n\n     Number      Description\n"
        "     1.          Principal distributed      1,200,000.00\n     2.          Interest distributed          90,000.00\n"
    ),
    "a distribution under an exhibit's number": (
        "     The distribution report that Exhibit A calls for follows.\n\n     Number      Description\n"
        "     1.          Principal distributed      1,200,000.00\n     2.          Interest distributed          90,000.00\n"
    ),
    "patents": (
        "     We bought the patents:\n\n     NUMBER       DESCRIPTION\n     5.1          Slate saw\n"
        "     10           Slate hammer\n     99           Slate chisel\n"
    ),
    "leases": (
        "     We bought leases:\n\n     Number      Document\n     1           Lease of the north quarry\n"
        "     2           Lease of the south quarry\n\n     The leases expire in 2010.\n"
    ),
    "a trial": (
        "     In the suit the court ruled that the\n     following exhibits are included in the record:\n\n"
        "     Exhibit 1   Letter of Agnes Thorold\n     Exhibit 12  Diary\n"
    ),
    "a complaint": (
        "     The following exhibits are attached to the complaint of Agnes Thorold:\n\n"
        "     Exhibit 1   Letter of Agnes Thorold\n     Exhibit 12  Diary\n"
    ),
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())
def test_a_table_in_an_item_that_lists_no_exhibits(table: str) -> None:
    assert typed(HEAD + BELOW, f"{ITEM}{table}\n\n").exhibits == ()


HEADS = {
    "wrapped": "     The following exhibits are filed as part of\n     this report:\n",
    "herewith": "     The following exhibits are being furnished herewith:\n",
    "a colon": "     The following exhibits are attached:\n",
    "columns": "     Exhibits filed with this report\n\n     Number     Description\n",
    "a broken header": "     Exhibit\n     Number     Description\n",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS.keys())
def test_a_list_in_an_item_that_is_one_of_exhibits(head: str) -> None:
    listed = f"{head}\n     10.1       Lease\n     99         Press release\n\n"
    assert [(e.number, e.description) for e in typed(HEAD + BELOW, ITEM + listed).exhibits] == [("10.1", "Lease"), ("99", "Press release")]


# ---- parentheses ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["of registrant)", "of\n     registrant)"], ids=["next", "second"])
def test_a_caption_behind_a_name_is_closed_below(end: str) -> None:
    cover = HEAD + f"     MARLSTONE TRUST 1999-1 (Exact name\n     {end}\n" + BELOW_NAME[BELOW_NAME.index("\n") :]
    assert [r.name for r in typed(cover).cover.registrants] == ["MARLSTONE TRUST 1999-1"]


def test_a_parenthesis_that_nothing_closes_cuts_no_name() -> None:
    lines = "     MARLSTONE TRUST 1999-1 (Exact name\n" * 300
    assert len(typed(HEAD + lines + "\n" + BELOW_NAME[BELOW_NAME.index("\n") :]).cover.registrants) <= 1
