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
    (item,) = marked_up(f"<p>{heading}</p><p>(d) Exhibits</p><p>99.1 Press release of Monday</p>").items
    assert (item.title or "").rstrip(".") == title.rstrip(".")
    assert item.text.startswith(words)


def test_a_sentence_below_an_untitled_heading_that_begins_like_the_title_is_text() -> None:
    (item,) = marked_up("<p>Item 6.06.</p><p>The static pool data for the notes stand on the site of the depositor.</p>").items
    assert (item.title, item.text) == (None, "The static pool data for the notes stand on the site of the depositor.")


@pytest.mark.parametrize("trailer", ["FORWARD-LOOKING STATEMENTS\n\n     Some words look ahead.", "[Signature page follows]"])
def test_what_trails_an_item_that_says_nothing(trailer: str) -> None:
    report = made(item=f"Item 5.  Other Events.\n\n     Not applicable.\n\n              {trailer}\n\n")
    assert (report.items["5"].text, report.items["5"].not_applicable) == ("Not applicable.", True)


# ---- filed or furnished --------------------------------------------------------------------------------------

OTHERWISE = [
    "Ms. Thorold will receive the benefits furnished under the plan.",
    "The apartment was furnished to her.",
    "He is paid for services furnished pursuant to the consulting agreement of May 4.",
]


@pytest.mark.parametrize("sentence", OTHERWISE)
def test_what_is_furnished_under_a_plan_is_no_statement(sentence: str) -> None:
    (item,) = marked_up(f"<p>Item 5.02 Departure of Directors or Certain Officers.</p><p>{sentence}</p>").items
    assert (item.says, item.words) == (None, None)


def test_a_statement_beside_what_is_furnished_under_a_plan() -> None:
    words = "The benefits furnished under the plan end, and this information is furnished under Item 7.01."
    (item,) = marked_up(f"<p>Item 7.01 Regulation FD Disclosure.</p><p>{words}</p>").items
    assert (item.says, item.words) == ("furnished", words)


def test_a_specific_statement_that_files_goes_before_a_loose_furnished() -> None:
    specific = "The information in this Item 7.01 shall be deemed filed for purposes of Section 18."
    words = f"<p>A copy of the release is furnished as Exhibit 99.1. {specific}</p>"
    (item,) = marked_up(f"<p>Item 7.01 Regulation FD Disclosure.</p>{words}").items
    assert (item.says, item.words, item.status) == ("filed", specific, "filed")


# ---- what trails the list of exhibits ------------------------------------------------------------------------

LISTED = (
    "<p>Item 7.01 Regulation FD Disclosure.</p><p>The release is attached.</p><p>Item 9.01 Financial Statements and Exhibits.</p>"
    "<p>(d) Exhibits.</p><p>99.1 Press release of Monday</p>"
)


@pytest.mark.parametrize("caption", ["</p><p>", ". ", ".</p><p>"])
def test_a_limitation_behind_the_list_of_exhibits_belongs_to_no_item_but_speaks_for_them(caption: str) -> None:
    words = "The information in this report is furnished and shall not be deemed filed."
    report = marked_up(f"{LISTED}<p>Limitation on Incorporation by Reference{caption}{words}</p>")
    assert report.items["9.01"].text == "(d) Exhibits.\n\n99.1 Press release of Monday"
    assert (report.items["7.01"].says, report.items["7.01"].words) == ("furnished", words)
