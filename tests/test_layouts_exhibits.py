"""Lists of exhibits laid out as filers lay them out, beside those of test_layouts.py."""

from __future__ import annotations

import pytest

from test_layouts import LEASE, RELEASE, listed, marked_up
from test_reading import made

HEADED = "<p>Item 9.01 Financial Statements and Exhibits.</p><p>(d) Exhibits.</p>"
STACKED = {
    "by breaks": "<tr><td>10.1<br>99.1</td><td>Lease<br>Press release</td></tr>",
    "by paragraphs, a cell between": "<tr><td><p>10.1</p><p>99.1*</p></td><td>&nbsp;</td><td><p>Lease</p><p>Press release</p></td></tr>",
    "under a header": "<tr><td>Exhibit No.</td><td>Description</td></tr><tr><td>Exhibit 10.1<br>Exhibit 99.1</td>"
    "<td>Lease<br>Press release</td></tr>",
    "and a row of its own": "<tr><td>10.1</td><td>Lease</td></tr><tr><td>99.1<br>99.2</td><td>Press release<br>Slides</td></tr>",
}


@pytest.mark.parametrize("layout", STACKED)
def test_exhibits_stacked_in_cells(layout: str) -> None:
    more = [("99.2", "Slides")] if "Slides" in STACKED[layout] else []
    assert listed(marked_up(f"{HEADED}<table>{STACKED[layout]}</table>")) == [LEASE, RELEASE, *more]


def test_lines_of_a_description_beside_one_number_are_not_stacked() -> None:
    table = "<table><tr><td>99.1</td><td>Press release<br>of Monday</td></tr></table>"
    assert listed(marked_up(HEADED + table)) == [("99.1", "Press release of Monday")]


TYPED = {
    "alone": ("     10.1 Lease of the quarry\n     99.1 Press release", ["10.1 Lease of the quarry", "99.1 Press release"]),
    "under words": ("     Filed:\n     10.1 Lease\n     99.1 Press release", ["Filed:", "10.1 Lease", "99.1 Press release"]),
    "folded": ("10.1 Lease of the kiln at\nDanby\n99.1 Press release", ["10.1 Lease of the kiln at Danby", "99.1 Press release"]),
    "marked": ("*10.1 Lease\n*99.1 - Press release", ["*10.1 Lease", "*99.1 - Press release"]),
}


@pytest.mark.parametrize("layout", TYPED)
def test_exhibits_typed_a_line_each_are_a_block_each(layout: str) -> None:
    words, expected = TYPED[layout]
    report = made(item=f"Item 7.  Financial Statements and Exhibits.\n\n     (c) Exhibits.\n\n{words}\n\n")
    assert [block.text for block in report.items["7"].blocks] == ["(c) Exhibits.", *expected]
    assert [e.number for e in report.exhibits] == ["10.1", "99.1"]


def test_a_figure_at_the_start_of_a_line_begins_no_block() -> None:
    report = made(item="Item 5.  Other Events.\n\n     The quarry sold slate for\n10.5 Million dollars on\nMonday.\n\n")
    assert len(report.items["5"].blocks) == 1


INDEX = "<p>EXHIBIT INDEX</p><table><tr><td>Exhibit No.</td><td>Description</td></tr><tr><td>99.1</td><td>Press release</td></tr></table>"


def test_an_index_within_an_item_that_has_no_other_list_is_its_list() -> None:
    report = marked_up(f"{HEADED}<p>The exhibits of this report are listed in the Exhibit Index below.</p>{INDEX}")
    assert report.items["9.01"].text.endswith("EXHIBIT INDEX\n\nExhibit No.\tDescription\n99.1\tPress release")
    assert listed(report) == [RELEASE]


@pytest.mark.parametrize("list_of_its_own", ["<p>99.1 Press release of the quarry</p>", "<p>Exhibit No.:</p><p>99.1 A press release</p>"])
def test_an_index_behind_a_list_of_the_item_belongs_to_no_item(list_of_its_own: str) -> None:
    report = marked_up(HEADED + list_of_its_own + INDEX)
    assert "INDEX" not in report.items["9.01"].text
    assert [e.number for e in report.exhibits] == ["99.1"]


FOLDED = [
    ("99.1<br>99.2", "Release of Monday<br>and of Tuesday<br>Script", ["Release of Monday and of Tuesday", "Script"]),
    ("10.1<br>&nbsp;<br>99.1", "Lease dated<br>May 4, 2021<br>Script", ["Lease dated May 4, 2021", "Script"]),
    ("<p>10.1</p><p>99.1</p>", "<p>Lease by Marlstone,<br>Inc.</p><p>Script</p>", ["Lease by Marlstone, Inc.", "Script"]),
    ("10.1<br>99.1", "Lease of the quarry<br>At Danby Corners<br>Script", [None, None]),
]


@pytest.mark.parametrize(("numbers", "cell", "described"), FOLDED)
def test_numbers_stacked_beside_descriptions_of_several_lines(numbers: str, cell: str, described: list[str | None]) -> None:
    report = marked_up(f"{HEADED}<table><tr><td>{numbers}</td><td>{cell}</td></tr></table>")
    assert [e.description for e in report.exhibits] == described


IN_PARENTHESES = [
    ("(4) Indenture of Monday", [("4", "Indenture of Monday")]),
    ("(4) Indenture of Monday\n     (99) Press release", [("4", "Indenture of Monday"), ("99", "Press release")]),
    ("(1) Lease.\n\n     (2) Script.", [("1", "Lease."), ("2", "Script.")]),
    ("99  Press release (1)\n\n     (1) Filed herewith.", [("99", "Press release (1)")]),
]


@pytest.mark.parametrize(("words", "expected"), IN_PARENTHESES)
def test_small_numbers_in_parentheses_under_the_exhibits_paragraph(words: str, expected: list[tuple[str, str]]) -> None:
    report = made(item=f"Item 7.  Financial Statements and Exhibits.\n\n     (c)  Exhibits.\n\n     {words}\n\n")
    assert listed(report) == expected


ON_A_LINE = [
    "(d) Exhibits. The following exhibits are furnished herewith: 99.1 Press release; and 99.2 Script.",
    "(d) Exhibits</p><p>99.1 Press release, 99.2 Script",
    "(d) Exhibits</p><table><tr><td>99.1<td>Press release<td>Exhibit 99.1<tr><td>99.2<td>Script<td>Exhibit 99.2</table><p>",
]


@pytest.mark.parametrize("words", ON_A_LINE)
def test_numbers_that_follow_each_other_on_a_line(words: str) -> None:
    assert listed(marked_up(f"<p>Item 9.01 Exhibits.</p><p>{words}</p>")) == [RELEASE, ("99.2", "Script")]


WITHIN = [
    "2.1 Agreement and Plan of Merger. These schedules are omitted: Schedule 1.1 Assets, 3.4 Consents, 3.5 Litigation and 4.2 Taxes",
    "10.1 Lease, incorporated by reference to Exhibits 10.1, 10.2 and 10.3 Form 10-K for 2020",
    "10.1 Lease, incorporated by reference to Exhibits 10.1 and 10.2 Form 10-K for 2020",
    "4.2 Form of Note, Series 5.25 Due 2030, 6.10 Due 2040",
    "10.1 Waiver of Section 7.1, 10.2 And 10.3 of Lease",
    "10.1 Waiver of Sections 10.1, 10.2 Liens and 10.3 Taxes of Lease",
    "4.1 Form of 5.00% Note and 6.25 Senior Note",
    "4.2 Indenture, as amended by Article 4.3 Covenants, and 4.4 Liens",
    "99.1 Release on sales of slate, 99.2 Million tons",
]


@pytest.mark.parametrize("words", WITHIN)
def test_numbers_within_a_description_are_no_exhibits(words: str) -> None:
    number, described = words.split(" ", 1)
    assert listed(marked_up(f"{HEADED}<p>{words}</p>")) == [(number, described)]


def test_a_number_of_the_next_row_is_that_rows() -> None:
    words = "<p>10.1 Lease, amended with 10.1 Kiln, 10.2 Waiver</p><p>10.2 Waiver of Monday</p>"
    assert [e.number for e in marked_up(HEADED + words).exhibits] == ["10.1", "10.2"]


def test_exhibits_of_several_kinds_parted_by_semicolons() -> None:
    words = "1.1 Underwriting Agreement; 4.1 Form of 3.250% Notes due 2026; and 23.1 Consent"
    expected = [("1.1", "Underwriting Agreement"), ("4.1", "Form of 3.250% Notes due 2026"), ("23.1", "Consent")]
    assert listed(marked_up(f"{HEADED}<p>{words}</p>")) == expected


@pytest.mark.parametrize("words", ["3.1 Articles, 3.2 Bylaws and 3.3 Rights", "3.1 Articles; 3.2 Bylaws; and 3.3 Rights"])
def test_exhibits_numbered_one_after_the_other_on_a_line(words: str) -> None:
    assert listed(marked_up(f"{HEADED}<p>{words}</p>")) == [("3.1", "Articles"), ("3.2", "Bylaws"), ("3.3", "Rights")]


NO_LISTS = [
    "The exhibits required by Items 2.01 and 9.01 Financial Statements and Exhibits will be filed by amendment.",
    "The statements required by Rule 3.05 will be filed; see Items 1.01, 2.01 Completion of Acquisition.",
    "In accordance with Rules 3.05 Financial Statements; 8.04 Smaller Companies of Regulation S-X, they will be filed.",
    "No exhibits. Statements under Items 2.01 and 9.01 Are omitted; see Sections 3.05 Statements and 11.01 Pro Forma of Regulation S-X.",
    "The exhibits are omitted under Rules: 3.05 Financial Statements; 8.04 Smaller Companies.",
    "(a) Financial statements: 12.5 Million was paid; 14.5 Percent of the shares",
]


@pytest.mark.parametrize("words", NO_LISTS)
def test_numbers_of_items_and_rules_are_no_exhibits(words: str) -> None:
    assert listed(marked_up(f"<p>Item 9.01 Exhibits</p><p>{words}</p>")) == []


IN_A_SENTENCE = [
    "The following exhibits are furnished: 99.1 Press release; 99.2 Script of the call at 9.30 Eastern",
    "(d) The following exhibits are furnished: 99.1 Press release; 99.2 Script of the call at 9.30 Eastern; and 104 Cover page",
    "(d) The exhibits that are filed with this report are: 99.1 Press release and 99.2 Script of the call at 9.30 Eastern",
]


@pytest.mark.parametrize("words", IN_A_SENTENCE)
def test_exhibits_numbered_in_a_sentence(words: str) -> None:
    assert listed(marked_up(f"<p>Item 9.01 Exhibits</p><p>{words}</p>")) == [RELEASE, ("99.2", "Script of the call at 9.30 Eastern")]


LEADERS = [" . . . . . . . . . . .   5", "...............5", " . . . . . . . . . . . .", ".............", "   .   .   .   .   5", "    5"]


@pytest.mark.parametrize("leaders", LEADERS)
def test_leaders_to_a_page_are_no_description(leaders: str) -> None:
    rows = f"     10.1   Lease{leaders}\n     99.1   Press release{leaders}\n"
    assert listed(made(item=f"Item 7.  Exhibits.\n\n     (c)  Exhibits.\n\n{rows}\n")) == [LEASE, RELEASE]
