"""Layouts met in filings read whole, from the cover to the last exhibit, rebuilt with invented issuers."""

from __future__ import annotations

import pytest

import eightk
from test_layouts import marked_up
from test_layouts_seen import BELOW, HEAD, SIGNATURE, typed
from test_reading import COVER, ITEM

# ---- covers --------------------------------------------------------------------------------------------------

IN_A_ROW = """
     Vermont          Marlstone Quarries, Inc.               03-5550144
 ______________    _________________________________________   __________
(State or other    (Exact name of registrant as specified    (I.R.S.
 incorporation)     in its charter)                           Employer No.)

"""
BELOW_ROW = BELOW[BELOW.index("                 4 Slate") :]


@pytest.mark.parametrize("last", ["03-5550144", "0-31117"])
def test_a_name_may_stand_in_a_row_between_other_values(last: str) -> None:
    row = IN_A_ROW.replace("03-5550144", last).replace("(I.R.S.  ", "(I.R.S." if last[2] == "-" else "(File  ")
    (registrant,) = typed(HEAD + row + BELOW_ROW).cover.registrants
    assert (registrant.name, registrant.jurisdiction) == ("Marlstone Quarries, Inc.", "Vermont")
    assert last in (registrant.ein, registrant.file_number)
    assert registrant.address == "4 Slate Road, Danby Corners, Vermont 05799"


def test_a_state_in_the_column_of_the_name_is_no_name() -> None:
    row = IN_A_ROW.replace("     Vermont          Marlstone Quarries, Inc.", "     0-31117          Vermont                 ")
    assert typed(HEAD + row + BELOW_ROW).cover.registrants[0].name != "Vermont"


BARE = """
MARLSTONE Slate Loan Trust 1999-4A,  1999-4B, 1999-4C

Vermont                           333-31117-02                 03-5550144
                                  333-31117-03                 03-5550145
                                  333-31117-04


c/o Thorold Slate Corp.
10 Broken Slate Road
Danby Corners, VT  05799

(802) 555-0144

"""


def test_a_trust_without_any_caption_whose_numbers_take_several_lines() -> None:
    (registrant,) = typed(HEAD + BARE).cover.registrants
    assert (registrant.name, registrant.jurisdiction) == ("MARLSTONE Slate Loan Trust 1999-4A, 1999-4B, 1999-4C", "Vermont")
    assert (registrant.file_number, registrant.ein) == ("333-31117-02 333-31117-03 333-31117-04", "03-5550144 03-5550145")
    assert registrant.address == "c/o Thorold Slate Corp. 10 Broken Slate Road Danby Corners, VT 05799"


def test_a_row_for_each_of_two_registrants_stays_one() -> None:
    cover = BARE.replace("                                  333-31117-03", "Danby Slate Co.     Maine         333-31117-03")
    cover = cover.replace("Vermont                           333", "Marlstone Co.       Vermont       333").replace(
        "MARLSTONE Slate Loan", ""
    )
    cover = cover.replace(" Trust 1999-4A,  1999-4B, 1999-4C", "")
    found = typed(HEAD + cover).cover.registrants
    assert [(r.name, r.ein) for r in found] == [("Marlstone Co.", "03-5550144"), ("Danby Slate Co.", "03-5550145")]


@pytest.mark.parametrize(("file", "ein"), [("0-31117", "03-555014"), ("0-31117", "13-55501"), ("33-31117", "03-5550144")])
def test_an_employer_number_with_a_digit_too_few_is_no_file_number(file: str, ein: str) -> None:
    (registrant,) = marked_up(numbers=f"<td>Vermont</td><td>{file}</td><td>{ein}</td>").cover.registrants
    assert (registrant.file_number, registrant.ein) == (file, ein)


# ---- items ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("title", ["Financial Statements, Exhibits", "Financial Statements, Exhibits."])
def test_a_title_whose_parts_a_comma_joins(title: str) -> None:
    item = f"Item 7.                         {title}\n\n     Exhibit 99   Report of March\n\n"
    (found,) = typed(COVER.format(date="March 4, 1999", ein="03-5550144"), item).items
    assert found.title == title


TITLES = [
    ("6", "Resignations of Directors and Executive Officers"),
    ("6", "Resignation of Registrant's Director and Chairman"),
    ("7", "Financial Statements, Proforma Financial Information and Exhibits"),
    ("4", "Changes in and Disagreements with Accountants"),
    ("5", "Other Events (Regulation FD Disclosure)"),
    ("5.03", "Amendments to Articles of Incorporation or By-Laws"),
    ("5.02", "Departure of Directors or Principal Officers; Election of Directors"),
]


@pytest.mark.parametrize(("number", "title"), TITLES)
@pytest.mark.parametrize("stop", ["", "."])
def test_a_title_that_goes_on_behind_the_forms(number: str, title: str, stop: str) -> None:
    found = typed(COVER.format(date="March 4, 1999", ein="03-5550144"), f"Item {number}.  {title}{stop}\n\n     Mr. Thorold told it.\n\n")
    assert [(i.number, i.title, i.text) for i in found.items] == [(number, title + stop, "Mr. Thorold told it.")]


RUN_IN = [
    ("6", "Resignations of Directors and Executive Officers.", "Mr. Thorold resigned."),
    ("5", "Other Events (Regulation FD Disclosure).", "The quarry opened."),
    ("6", "Resignations of Directors.", "And Mr. Thorold resigned, who led it."),
]


@pytest.mark.parametrize(("number", "title", "text"), RUN_IN)
def test_a_text_that_runs_on_behind_its_title(number: str, title: str, text: str) -> None:
    found = typed(COVER.format(date="March 4, 1999", ein="03-5550144"), f"Item {number}.  {title}  {text}\n\n")
    assert [(i.number, i.title, i.text) for i in found.items] == [(number, title, text)]


PARTS = [
    ("Departure of Directors or Certain Officers; Appointment of Certain Officers.", "Mr. Danby left on Monday."),
    ("Departure of Directors or Certain Officers; Appointment of Certain Officers; Compensatory Arrangements of Certain Officers", ""),
    ("Departure of Directors or Certain Officers;\n     Compensatory Arrangements of Certain Officers", ""),
    ("Departure of Directors; and Election of Directors.", "On Monday Mr. Danby resigned."),
]


@pytest.mark.parametrize(("title", "text"), PARTS)
@pytest.mark.parametrize("number", ["5.02", "5.02(b) and (c)"])
def test_titles_of_one_number_that_a_semicolon_joins(number: str, title: str, text: str) -> None:
    item = f"Item {number}.  {title}  {text}".rstrip() + "\n\n     Ms. Thorold told it.\n\n"
    found = typed(COVER.format(date="March 4, 2009", ein="03-5550144"), item).items["5.02"]
    assert found.title is not None
    assert (" ".join(found.title.split()), found.text) == (
        " ".join(title.split()),
        "\n\n".join(filter(None, [text, "Ms. Thorold told it."])),
    )


def test_a_sentence_behind_a_semicolon_is_no_title() -> None:
    text = "election of directors to the board was held on Monday."
    found = typed(COVER.format(date="March 4, 2009", ein="03-5550144"), f"Item 5.02.  Departure of Directors; {text}\n\n").items["5.02"]
    assert (found.title, found.text) == ("Departure of Directors", text)


def test_a_sentence_that_goes_on_a_title_is_the_text() -> None:
    item = "Item 5.  Other Events and Agnes Thorold told the holders of them.\n\n     The quarry opened.\n\n"
    (found,) = typed(COVER.format(date="March 4, 1999", ein="03-5550144"), item).items
    assert found.title == "Other Events"


PAGED = """<p><b>ITEM 4. <u>CHANGES IN REGISTRANT'S CERTIFYING ACCOUNTANT.</u></b></p><p><i>{four}</i></p>
<p>2</p><hr><p><b>MARLSTONE QUARRIES, INC.</b></p><p><b>FORM 8-K</b></p>
<p><b>ITEM 5. <u>OTHER EVENTS.</u></b></p><p>The quarry opened.</p>"""


def test_the_head_of_a_page_is_no_part_of_the_item_above_it() -> None:
    four, five = marked_up(PAGED.format(four="None.")).items
    assert (four.text, four.not_applicable) == ("None.", True)
    assert five.text == "The quarry opened."


def test_a_name_that_ends_an_items_sentence_is_part_of_it() -> None:
    told = "The deed was given by the other owner to </i></p><hr><p>MARLSTONE QUARRIES, INC.</p><p><i>"
    page = PAGED.format(four=told).replace("<p>2</p><hr><p><b>MARLSTONE QUARRIES, INC.</b></p><p><b>FORM 8-K</b></p>", "")
    assert marked_up(page).items["4"].text.endswith("MARLSTONE QUARRIES, INC.")


# ---- exhibits ------------------------------------------------------------------------------------------------

ASKED = """                                  INDEX TO EXHIBITS

(1)    Underwriting agreement

         Not Applicable.

(2)    Plan of acquisition, reorganization, arrangement, liquidation or
       succession

         {two}

(16)   Letter on change in certifying accountant

          None

(99)   Additional exhibits

       {last}
"""


@pytest.mark.parametrize(
    ("two", "last", "found"),
    [
        ("Not applicable", "None.", []),
        ("Attached", "NOT APPLICABLE", ["2"]),
        ("None of the schedules is filed.", "Press release", ["2", "99"]),
    ],
)
def test_an_index_that_asks_for_every_exhibit_lists_those_that_are_there(two: str, last: str, found: list[str]) -> None:
    report = eightk.read(
        (COVER.format(date="March 4, 1999", ein="03-5550144") + ITEM + SIGNATURE + ASKED.format(two=two, last=last)).encode()
    )
    assert [e.number for e in report.exhibits] == found


RESULTS = """Item 2.02.        Results of Operations and Financial Condition.

         On Monday the Registrant issued a press release on its quarter. A copy is
being furnished as Exhibit 99.01 to this Current Report on Form 8-K.

                       Use of Non-GAAP Financial Measures

         Exhibit 99.01 gives figures that no rule asks for.

                                    Exhibits

         The following exhibits {verb} to the quarter ended December
31, 2004:

Exhibit 99.01         Press Release.

Exhibit 99.02         Financial Highlights.

"""


def test_exhibits_behind_the_only_item_are_listed() -> None:
    report = typed(COVER.format(date="January 25, 2005", ein="03-5550144"), RESULTS.format(verb="relate"))
    assert [(e.number, e.description) for e in report.exhibits] == [("99.01", "Press Release."), ("99.02", "Financial Highlights.")]
    assert report.items["2.02"].text.endswith("on Form 8-K.")


def test_exhibits_told_of_without_a_list_are_none() -> None:
    report = typed(COVER.format(date="January 25, 2005", ein="03-5550144"), RESULTS.format(verb="relate").replace("31, 2004:", "31, 2004."))
    assert list(report.exhibits) == []


METHODS = """                                  {heading}

  Exhibit Number    Description                               Method of Filing
  --------------    -----------                               ----------------
      10.1          Lease of the quarry at Danby              Incorporated by reference to
                    Corners, Vermont                          Exhibit 10.1 of the Form 8-K
                                                              dated March 1, 1999
      99.1          Press release dated March 4,  1999        Filed electronically
                                                              herewith
      99.2          Script of the call that was held on the Thursday after the release
"""


@pytest.mark.parametrize("heading", ["EXHIBIT INDEX", "SCHEDULE OF EXHIBITS"])
def test_a_last_column_that_tells_how_exhibits_are_filed_is_no_part_of_their_descriptions(heading: str) -> None:
    text = COVER.format(date="March 4, 1999", ein="03-5550144") + ITEM + SIGNATURE + METHODS.format(heading=heading)
    assert [(e.number, e.description, e.incorporated_by_reference) for e in eightk.read(text.encode()).exhibits] == [
        ("10.1", "Lease of the quarry at Danby Corners, Vermont", True),
        ("99.1", "Press release dated March 4, 1999", False),
        ("99.2", "Script of the call that was held on the Thursday after the release", False),
    ]


def test_numbers_in_two_parentheses_may_stand_apart() -> None:
    rows = "     (2)(a)   Merger agreement\n\n     (99) (a)   Press release\n\n     (99) (b)   Script\n\n"
    report = typed(COVER.format(date="March 4, 1999", ein="03-5550144"), "Item 7.  Exhibits.\n\n(c)  Exhibits.\n\n" + rows)
    assert [(e.number, e.description) for e in report.exhibits] == [
        ("(2)(a)", "Merger agreement"), ("(99)(a)", "Press release"), ("(99)(b)", "Script"),
    ]  # fmt: skip


# ---- filed or furnished --------------------------------------------------------------------------------------

SAID = {
    "neither": ('Neither this report nor the exhibits is to be deemed "filed" under the Act.', "furnished"),
    "none": ("None of the information furnished in this report shall be deemed filed.", "furnished"),
    "the word alone": ('This information is not "filed" pursuant to the Securities Exchange Act.', "furnished"),
    "filed": ("Neither party objected; this information shall be deemed filed under the Act.", "filed"),
    "not filed yet": ("Danby Corp. is not filing, and has not filed, its reports.", None),
}


@pytest.mark.parametrize(("words", "says"), SAID.values(), ids=SAID.keys())
def test_what_is_neither_filed_nor_deemed_so(words: str, says: str | None) -> None:
    item = f"Item 12.  Results of Operations and Financial Condition.\n\n     The quarter ended on Monday.\n\n     {words}\n\n"
    found = typed(COVER.format(date="May 4, 2003", ein="03-5550144"), item).items["12"]
    assert found.says == says


# ---- typed text in a wrapper ---------------------------------------------------------------------------------

WRAPPED = "<html><body><div>{text}</div></body></html>"


@pytest.mark.parametrize("wrapper", [WRAPPED, "<HTML><HEAD><TITLE>8-K</TITLE></HEAD><BODY>{text}</BODY></HTML>"])
def test_typed_text_in_a_wrapper_keeps_its_lines(wrapper: str) -> None:
    text = COVER.format(date="March 4, 1999", ein="03-5550144") + ITEM + SIGNATURE
    plain, wrapped = eightk.read(text.encode()), eightk.read(wrapper.format(text=text).encode())
    assert [i.text for i in wrapped.items] == [i.text for i in plain.items] != []
    assert [(s.name, s.title, s.registrant) for s in wrapped.signatures] == [(s.name, s.title, s.registrant) for s in plain.signatures]
    assert [(r.name, r.ein, r.address) for r in wrapped.cover.registrants] == [(r.name, r.ein, r.address) for r in plain.cover.registrants]


ODDITIES = {
    "an entity": ("MARLSTONE QUARRIES", "MARLSTONE &amp; QUARRIES"),
    "hard spaces": ("          MARLSTONE", "&nbsp; &nbsp; &#160; MARLSTONE"),
    "a font": ("MARLSTONE QUARRIES, INC.", "<font size=2><strong>MARLSTONE QUARRIES, INC.</strong></font>"),
    "a comment": ("\n", "\n<!-- made by THOROLD SLATE, INC. on\nJune 5, 2001 -->", 1),
    "a style": ("\n", "\n<style>h9 { color: red }</style>", 1),
    "a mark of a place": ("Item 5.", "<a name='five'></a>Item 5."),
}


@pytest.mark.parametrize("oddity", ODDITIES)
@pytest.mark.parametrize("wrapper", [WRAPPED, "<HTML>{text}</HTML>"])
def test_markup_and_entities_in_wrapped_text_are_no_part_of_it(oddity: str, wrapper: str) -> None:
    text = COVER.format(date="March 4, 1999", ein="03-5550144") + ITEM + SIGNATURE
    wrapped = eightk.read(wrapper.format(text=text.replace(*ODDITIES[oddity])).encode())
    plain = eightk.read((text.replace("MARLSTONE", "MARLSTONE &") if oddity == "an entity" else text).encode())
    assert [(i.number, i.text) for i in wrapped.items] == [(i.number, i.text) for i in plain.items] != []
    assert [(r.name, r.jurisdiction, r.address) for r in wrapped.cover.registrants] == [
        (r.name, r.jurisdiction, r.address) for r in plain.cover.registrants
    ]


@pytest.mark.parametrize("line", ["<dl>\n<dt>{}</dt></dl>", "<section>\n{}</section>"])
def test_lines_in_elements_that_break_them_are_no_typed_text(line: str) -> None:
    text = COVER.format(date="March 4, 1999", ein="03-5550144") + ITEM + SIGNATURE
    report = eightk.read(("<html><body>" + "".join(line.format(words) for words in text.split("\n")) + "</body></html>").encode())
    assert (report.cover.registrants[0].name, report.items.numbers()) == ("MARLSTONE QUARRIES, INC.", ("5",))


def test_marked_up_text_is_read_by_its_markup_however_it_is_broken() -> None:
    broken = marked_up("<p>Item 5.\nOther\nEvents.</p><p>The quarry\nopened.</p>" + "\n" * 60)
    assert [(i.title, i.text) for i in broken.items] == [("Other Events.", "The quarry opened.")]
