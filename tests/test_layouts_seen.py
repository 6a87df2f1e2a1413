"""Layouts met in filings that nobody here had read, rebuilt with invented issuers: covers of asset-backed issuers, loose captions."""

from __future__ import annotations

import datetime as dt

import pytest

import eightk
from test_reading import COVER, ITEM, SIGNED

NAME_AT = COVER.index("                        MARLSTONE")
HEAD, BELOW = COVER[:NAME_AT].format(date="March 25, 1999"), COVER[NAME_AT:].format(ein="03-5550144")
BELOW_NAME = BELOW[BELOW.index("         (Exact name") :]
SIGNATURE = SIGNED.format(day="March 30, 1999", title="Treasurer")


def typed(cover: str, items: str = ITEM) -> eightk.Report:
    return eightk.read((cover + items + SIGNATURE).encode())


# ---- the date ------------------------------------------------------------------------------------------------

AGREEMENTS = {
    "as depositor": "   MARLSTONE QUARRIES, INC., (as depositor under the Pooling and Servicing\n"
    "   Agreement, dated January 1, 1999, providing for the issuance of Danby\n   Slate Trust certificates).\n\n",
    "as of": "   MARLSTONE QUARRIES, INC.,\n   as Depositor under the Trust Agreement dated as of January 1, 1999 providing\n"
    "   for the issuance of Danby Slate Trust 1999-1 Certificates.\n\n",
    "as of, broken": "   MARLSTONE QUARRIES, INC., as Depositor, under the Trust Agreement, dated as\n   of January 1, 1999, providing\n"
    "   for the issuance of Danby Slate Trust 1999-1 Certificates.\n\n",
}


@pytest.mark.parametrize("above", AGREEMENTS.values(), ids=AGREEMENTS.keys())
def test_the_date_of_an_agreement_named_on_the_cover_is_no_event(above: str) -> None:
    assert typed(HEAD + above + BELOW).cover.date_of_report == dt.date(1999, 3, 25)


def test_the_only_date_of_a_cover_counts_however_it_is_put() -> None:
    cover = HEAD.replace("March 25, 1999", "as of March 25, 1999") + BELOW
    assert typed(cover).cover.date_of_report == dt.date(1999, 3, 25)
