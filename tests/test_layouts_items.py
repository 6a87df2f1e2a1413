"""Titles, ends and words of items laid out as filers lay them out, beside those of test_layouts.py."""

from __future__ import annotations

import pytest

from test_layouts import marked_up
from test_reading import made

TITLES = {
    "Item 9.01 Financial Statements &amp; Exhibits": ("Financial Statements & Exhibits", "(d) Exhibits"),
    "Item 9.01 Financial Statements<br>and Exhibbits": ("Financial Statements and Exhibbits", "(d) Exhibits"),
    "Item 9.01 Financial Statements,<br>and Exhibitts.": ("Financial Statements, and Exhibitts.", "(d) Exhibits"),
    "Item 2.02 Results of Operations<br>and Financial Conditioon": ("Results of Operations and Financial Conditioon", "(d) Exhibits"),
}


@pytest.mark.parametrize("heading", TITLES)
def test_a_title_goes_on_where_a_shorter_one_ends(heading: str) -> None:
    title, words = TITLES[heading]
    (item,) = marked_up(f"<p>{heading}</p><p>(d) Exhibits</p><p>99.1 Press release</p>").items
    assert (item.title or "").rstrip(".") == title.rstrip(".")
    assert item.text.startswith(words)


def test_a_sentence_below_an_untitled_heading_that_begins_like_the_title_is_text() -> None:
    (item,) = marked_up("<p>Item 6.06.</p><p>The static pool data for the notes stand on the site of the depositor.</p>").items
    assert (item.title, item.text) == (None, "The static pool data for the notes stand on the site of the depositor.")


@pytest.mark.parametrize("trailer", ["FORWARD-LOOKING STATEMENTS\n\n     Some words look ahead.", "[Signature page follows]"])
def test_what_trails_an_item_that_says_nothing(trailer: str) -> None:
    report = made(item=f"Item 5.  Other Events.\n\n     Not applicable.\n\n              {trailer}\n\n")
    assert (report.items["5"].text, report.items["5"].not_applicable) == ("Not applicable.", True)
