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


# ---- pages ---------------------------------------------------------------------------------------------------

TYPED_PAGES = "Item 5.  Other Events.\n\n(a) The quarry\n\n{:>30}\n<PAGE>\n\nopened on Monday.\n\n{:>30}\n<PAGE>\n\n(b) None.\n\n"
PAGE = "<p align=center>{}</p><hr style='page-break-after:always'><p><a href='#toc'>Table of Contents</a></p>"


def test_the_numbers_of_pages_in_a_typed_part() -> None:
    (item,) = made(item=TYPED_PAGES.format("- 2 -", "3")).items
    assert [(part.letter, part.text) for part in item.parts] == [("a", "The quarry opened on Monday"), ("b", "None")]


def test_the_numbers_of_pages_in_parts_and_in_what_is_incorporated() -> None:
    words = f"(b) The lease, as filed on Monday, is{PAGE.format(2)}incorporated herein by reference to Exhibit 10.1."
    (item,) = marked_up(f"<p>Item 1.01 Entry into a Material Definitive Agreement.</p><p>{words}</p>").items
    assert [part.text for part in item.parts] == ["The lease, as filed on Monday, is incorporated herein by reference to Exhibit 10.1"]
    assert [(one.words.removeprefix("(b) ").rstrip("."), one.exhibit) for one in item.incorporates] == [(item.parts[0].text, "10.1")]


def test_a_number_alone_in_a_part_that_is_no_page() -> None:
    words = f"<p>(a) The sum is</p><p>125</p><p>in all.</p>{PAGE.format(2)}<p>So it is.</p>"
    (item,) = marked_up(f"<p>Item 8.01 Other Events.</p>{words}").items
    assert item.parts[0].text == "The sum is 125 in all. So it is"


@pytest.mark.parametrize("before", ["is incorporated by reference into this", "is told in", "is as described under"])
def test_an_item_named_within_a_sentence_of_double_spaced_lines_heads_nothing(before: str) -> None:
    report = made(item=f"Item 2.  Acquisition or Disposition of Assets\n\nThe sale of the quarry {before}\n\nItem 5.\n\nIt was large.\n\n")
    assert list(report.items.numbers()) == ["2"]


def test_an_untitled_item_below_a_blank_line_heads_its_text() -> None:
    report = made(item="Item 2.\n\nThe quarry was sold.\n\nItem 5.\n\nThe quarry opened.\n\n")
    assert [(i.number, i.text) for i in report.items] == [("2", "The quarry was sold."), ("5", "The quarry opened.")]


# ---- numbers ---------------------------------------------------------------------------------------------------

WITHOUT_DOT = ["Item 801", "ITEM 801.", "Item 8-01", "Item 8.1", "Item 8 01", "Item 8..01", "Item  8  .01", "Item&nbsp; 8&nbsp; .01"]
OF_REGULATION_S_K = ["Item 601 of Regulation S-K asks for more.", "Item 502 Prospectus cover page.", "Item 402 says whom.", "Item 303"]


@pytest.mark.parametrize("number", WITHOUT_DOT)
def test_a_number_whose_dot_is_lost_is_an_item_s_with_its_title(number: str) -> None:
    (item, exhibits) = marked_up(f"<p>{number} Other Events</p><p>The quarry opened.</p><p>Item 9.01 Exhibits</p><p>99.1 Release</p>").items
    assert (item.number, item.title, item.text, exhibits.number) == ("8.01", "Other Events", "The quarry opened.", "9.01")


@pytest.mark.parametrize("line", OF_REGULATION_S_K)
def test_a_number_of_regulation_s_k_heads_nothing(line: str) -> None:
    report = marked_up(f"<p>Item 8.01 Other Events</p><p>The quarry opened.</p><p>{line}</p><p>It closed.</p>")
    assert [(i.number, i.text) for i in report.items] == [("8.01", f"The quarry opened.\n\n{line}\n\nIt closed.")]
    assert not [f for f in report.findings if f.code == "unknown-item"]


# ---- what an item takes in -------------------------------------------------------------------------------------

BROKEN = ["is incorporated{}herein by reference.", "is{}incorporated herein by reference.", "is incorporated herein by{}reference."]


@pytest.mark.parametrize("sentence", BROKEN)
def test_an_incorporation_broken_by_a_page_s_end(sentence: str) -> None:
    words = "The press release of Monday, Exhibit 99.1, " + sentence
    heading = "Item 2.02 Results of Operations and Financial Condition"
    typed = made(item=f"{heading}\n\n     {words}\n\n".format("\n\n                    2\n<PAGE>\n\n"))
    page = "</p><p>2</p><hr style='page-break-after:always'><p><a href='#toc'>Table of Contents</a></p><p>"
    for report in (typed, marked_up(f"<p>{heading}</p><p>{words}</p>".format(page))):
        (taken,) = report.items["2.02"].incorporates
        assert (taken.exhibit, taken.words.rstrip(".")) == ("99.1", words.format(" ").rstrip("."))
