"""Documents whose words look like a newly seen layout and are none: lines under a name, parts of names, ends of items, references."""

from __future__ import annotations

import pytest

import eightk
from test_layouts import HTML_COVER, HTML_SIGNED
from test_layouts_seen import BELOW, BELOW_NAME, HEAD, typed
from test_reading import ITEM

BELOW_CAPTION = BELOW[BELOW.index("     Vermont ") :]
NUMBERS = "<td>Vermont</td><td>001-31117</td><td>03-5550144</td>"


def marked(items: str) -> eightk.Report:
    cover = HTML_COVER.format(name="MARLSTONE QUARRIES, INC.", numbers=NUMBERS, extra="")
    return eightk.read((cover + items + HTML_SIGNED).encode())


# ---- a name without a caption --------------------------------------------------------------------------------

SECOND_LINES = [
    "c/o Danby Trust Company", "A Vermont Corporation", "(formerly Larkspur Company)", "One Slate Plaza, Larkspur Building Co.",
    "d/b/a Larkspur Company", "Parent of Danby Trust Company", "LARKSPUR FINANCE COMPANY", "DANBY TRUST COMPANY",
    "Depositor of the Slate Series 1999-1 Trust", "(Depositor of the Slate Series 1999-1 Trust)", "1 Trust Square, Limited",
]  # fmt: skip


@pytest.mark.parametrize("second", SECOND_LINES)
def test_a_line_under_a_name_without_a_caption_is_no_part_of_it(second: str) -> None:
    (registrant,) = typed(f"{HEAD}     MARLSTONE BANCORP, INC.\n     {second}\n\n{BELOW_CAPTION}").cover.registrants
    assert (registrant.name, registrant.jurisdiction) == ("MARLSTONE BANCORP, INC.", "Vermont")


SERIES = ["Slate Certificates, Series 1999-1 Trust", "EQUIPMENT NOTES TRUST 1999-1", "Slate Trust, Series 1999-1"]


@pytest.mark.parametrize("second", SERIES)
def test_the_series_under_a_company_names_its_trust(second: str) -> None:
    (registrant,) = typed(f"{HEAD}     MARLSTONE FUNDING CORP.\n     {second}\n\n{BELOW_CAPTION}").cover.registrants
    assert registrant.name == f"MARLSTONE FUNDING CORP. {second}"


# ---- words of a deal or a role in a name ---------------------------------------------------------------------

NAMES = [
    ("FIRST INDENTURE TRUST", "", "MARLSTONE SERIES 2"),
    ("MARLSTONE INDENTURE COMPANY", "", "MARLSTONE TWO CORP."),
    ("LARKSPUR TRUST AGREEMENT COMPANY", "", "MARLSTONE TRUST 2"),
    ("MARLSTONE", "(The Issuer Trust) 1999-1"),
    ("MARLSTONE", "(Depositor) Holdings, Inc."),
    ("THE INDENTURE COMPANY", "", "OF VERMONT"),
]


@pytest.mark.parametrize("lines", NAMES, ids=" ".join)
def test_a_name_keeps_its_own_words_of_a_deal_or_a_role(lines: tuple[str, ...]) -> None:
    over = "".join(f"           {line}\n" if line else "\n" for line in lines)
    (registrant,) = typed(HEAD + over + BELOW_NAME).cover.registrants
    assert registrant.name == " ".join(line for line in lines if line)


DEALS = ["Standard Indenture, dated as of March 1, 2000", "under the Indenture", "Danby Bank, as Trustee under the Slate Trust Agreement"]


@pytest.mark.parametrize("deal", DEALS)
def test_a_deal_above_the_name_is_no_part_of_it(deal: str) -> None:
    (registrant,) = typed(f"{HEAD}     {deal}\n\n     MARLSTONE TRUST 1999-1\n{BELOW_NAME}").cover.registrants
    assert registrant.name == "MARLSTONE TRUST 1999-1"


# ---- the registrant's name at an item's end ------------------------------------------------------------------

LEADING = [
    "On Monday the Larkspur Company changed its name to", "We said so on behalf of",
    "The charter changed the name of the company to the following:",
    "The Larkspur Company became", "From Monday on the company is named", "The quarry now belongs to Danby Bank and",
]  # fmt: skip


@pytest.mark.parametrize("sentence", LEADING)
def test_a_name_that_a_sentence_leads_to_stays_in_its_item(sentence: str) -> None:
    in_type = typed(HEAD + BELOW, f"{ITEM}     {sentence}\n\n                   MARLSTONE QUARRIES, INC.\n\n")
    in_html = marked(f"<p>Item 8.01 Other Events.</p><p>{sentence}</p><p>MARLSTONE QUARRIES, INC.</p>")
    for report in (in_type, in_html):
        assert " ".join(report.items[-1].text.split()).endswith(f"{sentence} MARLSTONE QUARRIES, INC.")


@pytest.mark.parametrize("last", ["     (c)  Exhibits\n\n     99   Press release\n", "     The quarry is open.\n"])
def test_a_name_after_a_sentences_or_a_lists_end_is_the_next_pages(last: str) -> None:
    item = f"Item 7.  Financial Statements and Exhibits.\n\n{last}\n"
    report = typed(HEAD + BELOW, f"{ITEM}{item}                   MARLSTONE QUARRIES, INC.\n\n")
    assert "MARLSTONE" not in report.items[-1].text


# ---- items that a list refers to -----------------------------------------------------------------------------

LISTED = {
    "lead in": "  The information contained in\n  (i) Item 5. Other Events, and\n"
    "  (ii) Item 7. Financial Statements and Exhibits\n  shall not be filed.\n",
    "a colon": "   On March 3 we filed a report under:\n\n   a. Item 1. Changes in Control of Registrant\n"
    "   b. Item 4. Changes in Registrant's Certifying Accountant\n\n   Both reports remain true.\n",
    "mixed": "     The prospectus holds:\n\n     (a) our annual report;\n\n"
    "     (b) Item 5, Other Events, of our report on Form 8-K of March 1,\n"
    "1999; and\n\n     (c) Item 9, Regulation FD Disclosure, of the one of March 2, 1999.\n",
    "a line": "     As we said in\n"
    "     1. Item 6. Resignations of Registrant's Directors\n     of our report of May 1, the quarry is open.\n",
    "above and below": "     The following are amended:\n\n  (a) Item 5. Other Events\n"
    "  (b) Item 2. Acquisition or Disposition of Assets\n\n"
    "  of the earlier report.\n",
    "whole": "     We amend two items.\n\n  (1) Item 1. Changes in Control of Registrant\n\n"
    "  (2) Item 5. Other Events\n\n     They are old.\n",
}


@pytest.mark.parametrize("listed", LISTED.values(), ids=LISTED.keys())
def test_a_counted_list_of_items_under_an_item_is_its_text(listed: str) -> None:
    (item,) = typed(HEAD + BELOW, ITEM + listed + "\n").items
    assert item.text.split()[-3:] == listed.split()[-3:]


FD = "<p>Item 7.01 Regulation FD Disclosure.</p><p>We spoke.</p>"
EXHIBITS = "<p>Item 9.01 Financial Statements and Exhibits.</p><table><tr><td>99.1</td><td>Press release</td></tr></table>"
REFERENCES = {
    "furnished": "<p>The information in this report under:</p><p>(1) Item 7.01, Regulation FD Disclosure; and</p>"
    "<p>(2) Item 9.01, Financial Statements and Exhibits,</p><p>is furnished.</p>",
    "amended": "<p>This report amends:</p><p>(a) Item 2.01 Completion of Acquisition or Disposition of Assets</p>"
    "<p>(b) Item 9.01 Financial Statements and Exhibits</p><p>of our report of May 1, 2021.</p>",
    "no lead": "<p>We amend two items.</p><p>(a) Item 2.01 Completion of Acquisition or Disposition of Assets</p>"
    "<p>(b) Item 9.01 Financial Statements and Exhibits</p><p>They are old.</p>",
}


@pytest.mark.parametrize("listed", REFERENCES.values(), ids=REFERENCES.keys())
def test_a_counted_list_of_items_that_are_headed_elsewhere(listed: str) -> None:
    assert [i.number for i in marked(FD + listed + EXHIBITS).items] == ["7.01", "9.01"]
    assert [i.number for i in marked("<p>EXPLANATORY NOTE</p>" + listed + EXHIBITS).items] == ["9.01"]


ANNOUNCED = ["INFORMATION TO BE INCLUDED IN THE REPORT:", "Items to be reported:", "The company reports."]


@pytest.mark.parametrize("above", ANNOUNCED)
def test_counted_headings_under_the_caption_of_the_items(above: str) -> None:
    titles = "Financial Statements, Pro Forma Financial Information and Exhibits", "Financial Statements and Exhibits."
    for title in titles:
        items = typed(HEAD + BELOW, f"     {above}\n\n  1. {ITEM}  2. Item 7.  {title}\n\n     99  Press release\n\n").items
        assert [i.number for i in items] == ["5", "7"]


@pytest.mark.parametrize("title", ["Other Events and Regulation FD Disclosure", "Other Events and Required FD Disclosure"])
def test_counted_headings_of_longer_titles(title: str) -> None:
    words = "     The quarry opened.\n\n"
    items = typed(HEAD + BELOW, f"(1) Item 5. {title}\n\n{words}(2) Item 9. Regulation FD Disclosure\n\n{words}").items
    assert [(i.number, i.text) for i in items] == [("5", "The quarry opened."), ("9", "The quarry opened.")]
