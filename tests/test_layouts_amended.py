"""Notes of amendments worded as filers word them, and the original that each names."""

from __future__ import annotations

import pytest

import eightk
from test_reading import COVER, ITEM, SIGNED

AMENDED = COVER.replace("FORM 8-K", "FORM 8-K/A\n                        (Amendment No. 1)").format(date="March 4, 1999", ein="03-5550144")
NOTES = [
    "This Amendment No. 1 amends the Current Report on Form 8-K of Marlstone Quarries,\nInc. filed on March 9, 1999.",
    'On March 9, 1999, Marlstone Quarries, Inc. (the\n"Company") filed a Current Report on Form 8-K (the "Original 8-K") to report\n'
    "the events of March 4, 1999. This Form 8-K/A amends the Original 8-K.",
    "On March 9, 1999, Marlstone Quarries, Inc. filed with the Commission its Form 8-K\nof March 4, 1999. The Company amends it.",
    "Following the completion of the acquisition of Danby Slate on March 4, 1999,\nMarlstone filed a Current Report on Form 8-K on "
    "March 9, 1999. This amends it.",
    "In connection with the acquisition of Danby Slate on March 4, 1999, the\nregistrant filed a Current Report on Form 8-K dated "
    "March 9, 1999, which is amended\nhereby.",
    'As previously reported, on March 4, 1999 Marlstone merged with Danby and filed a\nCurrent Report on Form 8-K (the "Initial '
    'Report") on March 9, 1999. This amends the\nInitial Report.',
    "As previously reported, on March 9, 1999, the registrant filed a Current Report\non Form 8-K dated March 4, 1999. This amends it.",
    "This amends the Current Report on Form 8-K with a date of report of March 9, 1999.",
    "The registrant hereby amends its Current Report on Form 8-K, Date of Report March\n9, 1999, to file the financial statements.",
    "This amends the Form 8-K that was filed on\nMarch 9, 1999 (the \"Initial 8-K\").",
]  # fmt: skip


@pytest.mark.parametrize("note", NOTES)
def test_the_original_is_the_one_that_a_note_names(note: str) -> None:
    amendment = eightk.read(
        (AMENDED + "     " + note + "\n\n" + ITEM + SIGNED.format(day="May 1, 1999", title="Treasurer")).encode()
    ).amendment
    assert amendment is not None and (amendment.number, str(amendment.original_date)) == (1, "1999-03-09")


def test_the_day_of_an_event_is_not_the_day_of_the_report_on_it() -> None:
    note = "Following the merger with Danby Slate on March 4, 1999, Marlstone filed a\nCurrent Report on Form 8-K. This amends it.\n\n"
    amendment = eightk.read((AMENDED + note + ITEM + SIGNED.format(day="May 1, 1999", title="Treasurer")).encode()).amendment
    assert amendment is not None and amendment.original_date is None


def test_the_date_of_report_names_no_original() -> None:
    amendment = eightk.read((AMENDED + ITEM + SIGNED.format(day="May 1, 1999", title="Treasurer")).encode()).amendment
    assert amendment is not None and (amendment.number, amendment.original_date) == (1, None)
