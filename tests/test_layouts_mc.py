"""Layouts that rules made for others must leave alone: forms, lists and tables that only look like amendments and exhibits."""

from __future__ import annotations

import pytest

from test_layouts_seen import BELOW, HEAD, typed
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
