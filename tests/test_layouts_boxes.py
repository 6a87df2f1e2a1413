"""Boxes, the growth line and the Section 12(b) table of covers in HTML, drawn as filers draw them."""

from __future__ import annotations

import pytest

import eightk
from test_layouts import marked_up

RULES = {
    "425": "Written communications pursuant to Rule 425 under the Securities Act (17 CFR 230.425)",
    "14a-12": "Soliciting material pursuant to Rule 14a-12 under the Exchange Act (17 CFR 240.14a-12)",
    "14d-2": "Pre-commencement communications pursuant to Rule 14d-2(b) under the Exchange Act (17 CFR 240.14d-2(b))",
    "13e-4": "Pre-commencement communications pursuant to Rule 13e-4(c) under the Exchange Act (17 CFR 240.13e-4(c))",
}
LEAD = "<p>Check the appropriate box below if the Form 8-K filing is intended to simultaneously satisfy the filing obligation:</p>"
DRAWN = [
    ("[ ]", "[X]"), ("[&nbsp;&nbsp;]", "[x]"), ("&#9744;", "&#9746;"), ("&#9633;", "&#9632;"), ("o", "x"), ("&#168;", "&#254;"),
    ("q", "&#252;"),
    ("<font face=Wingdings>o</font>", "<font face=Wingdings>x</font>"), ("_____", "__X__"), ("(  )", "(X)"), ("&#9744;", "&#9745;"),
    ("&#9675;", "&#9679;"), ("[_]", "[X]"), ("&#9744;", "&#10004;"), ("|_|", "|X|"), ("/ /", "/X/"), ("&#61608;", "&#61694;"),
    ("<font face='Wingdings 2'>&#163;</font>", "<font face='Wingdings 2'>R</font>"), ("&pound;", "T"), ("&#163;", "S"),
]  # fmt: skip
PLACES = ["<p>{box} {words}</p>", "<table><tr><td>{box}</td><td>{words}</td></tr></table>", "<p>{words} {box}</p>"]


@pytest.mark.parametrize("drawn", DRAWN)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("ticked", ["425", "14d-2", ""])
def test_boxes(drawn: tuple[str, str], place: str, ticked: str) -> None:
    lines = "".join(place.format(box=drawn[key == ticked], words=words) for key, words in RULES.items())
    boxes = marked_up(extra=LEAD + lines).cover.checkboxes
    assert boxes == {key: key == ticked for key in RULES}


@pytest.mark.parametrize("ticked", ["425", "14d-2", ""])
def test_a_list_with_black_dots_for_bullets(ticked: str) -> None:
    bare = "".join(f"<p>&#9679; {words}</p>" for words in RULES.values())
    assert marked_up(extra=LEAD + bare).cover.checkboxes == dict.fromkeys(RULES, False)
    items = "".join(f"<li>&#9679; {words} {'&#9746;' if key == ticked else '&#9744;'}</li>" for key, words in RULES.items())
    growth = QUESTION + "<p>&#9679; Emerging growth company &#9744;</p>" + ELECTION
    cover = marked_up(extra=LEAD + f"<ul>{items}</ul>" + growth).cover
    assert (cover.checkboxes, cover.emerging_growth) == ({key: key == ticked for key in RULES}, False)


QUESTION = "<p>Indicate by check mark whether the registrant is an emerging growth company as defined in Rule 405.</p>"
ELECTION = (
    "<p>If an emerging growth company, indicate by check mark if the registrant has elected not to use the extended transition period for "
    "complying with any new or revised financial accounting standards provided pursuant to Section 13(a) of the Exchange Act. &#9744;</p>"
)
GROWTH = {
    "<p>Emerging growth company &#9746;</p>": True, "<p>Emerging growth company &#9744;</p>": False,
    "<p>&#9744; Emerging growth company</p>": False, "<p>&#9746; Emerging growth company</p>": True,
    "<p>Emerging growth company Yes &#9744; No &#9746;</p>": False, "<p>Emerging growth company &#9746; Yes &#9744; No</p>": True,
    "<p>Yes &#9744; No &#9746;</p><p>Emerging growth company</p>": False, "<p>Emerging growth company: [X]</p>": True,
    "<table><tr><td>&nbsp;</td><td>Emerging Growth Company</td><td>x</td></tr></table>": True,
    "<p>Emerging growth company</p><p>&#9744;</p>": False, "<p>Emerging growth company <font face=Wingdings>&#254;</font></p>": True,
    "<p>Emerging growth company &#163;</p>": False,
}  # fmt: skip


@pytest.mark.parametrize("line", GROWTH)
def test_the_growth_line(line: str) -> None:
    assert marked_up(extra=QUESTION + line + ELECTION).cover.emerging_growth is GROWTH[line]


STOCK, NOTES, NYSE = "Common Stock, $0.01 par value", "5.00% Notes due 2030", "New York Stock Exchange"
HEADER = "Title of each class|Trading Symbol(s)|Name of each exchange on which registered"
TABLES: list[tuple[list[str], list[tuple[str, str | None, str]]]] = [
    ([HEADER, f"{STOCK}|MQ|{NYSE}"], [(STOCK, "MQ", NYSE)]),
    ([HEADER, "None|N/A|N/A"], []),
    (["Title of each class||Trading<br>Symbol(s)||Name of each exchange<br>on which registered",
      f"Common Stock,<br>$0.01 par value||MQ||{NYSE}"],
     [(STOCK, "MQ", NYSE)]),
    ([HEADER, f"{STOCK}|MQ|{NYSE}", "||NYSE Chicago"], [(STOCK, "MQ", NYSE), (STOCK, None, "NYSE Chicago")]),
    ([HEADER, f"{STOCK}<br>{NOTES}|MQ<br>MQ30|{NYSE}<br>{NYSE}"], [(STOCK, "MQ", NYSE), (NOTES, "MQ30", NYSE)]),
    (["Registrant|" + HEADER, f"Marlstone Quarries, Inc.|{STOCK}|MQ|{NYSE}", f"Danby Slate Company|{NOTES}|DS30|{NYSE}"],
     [(STOCK, "MQ", NYSE), (NOTES, "DS30", NYSE)]),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), TABLES)
def test_the_table_of_securities(rows: list[str], expected: list[tuple[str, str | None, str]]) -> None:
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row.split("|")) + "</tr>" for row in rows)
    cover = marked_up(extra=f"<p>Securities registered pursuant to Section 12(b) of the Act:</p><table>{table}</table>").cover
    assert [(s.title, s.symbol, s.exchange) for s in cover.securities] == expected


# ---- several registrants -------------------------------------------------------------------------------------

HEAD = "<html><body><p>FORM 8-K</p><p>CURRENT REPORT Pursuant to Section 13 or 15(d) of the Securities Exchange Act of 1934</p>"
DATED = "<p>Date of Report (Date of earliest event reported): May 4, 2021</p>"
OPENED = "<p>Item 8.01 Other Events.</p><p>The quarry opened.</p>"
UTILITIES = [
    ("001-31117", "MARLSTONE ENERGY CORP.", "1 Main Street, Danby, Vermont 05739", "(802) 555-0100", "Vermont", "03-5550144"),
    ("001-31118", "DANBY POWER COMPANY", "2 Mill Street, Rutland, Vermont 05701", "(802) 555-0200", "Vermont", "03-5550145"),
    ("333-31119", "SLATE GAS COMPANY", "3 Gas Street, Concord, New Hampshire 03301", "(603) 555-0300", "New Hampshire", "02-5550146"),
]
WITH_STATE = (
    "File Number|Exact Name of Registrant as Specified in Charter, Address and Telephone Number|State of Incorporation|IRS Employer No.",
    "{0}|<b>{1}</b><br>{2}<br>Telephone: {3}|{4}|{5}",
)
IN_ONE_CELL = (
    "Commission File Number|Exact Name of Registrant; State of Incorporation; Address; Telephone Number|IRS Employer Identification No.",
    "{0}|{1}<br>(a {4} corporation)<br>{2}<br>{3}|{5}",
)


@pytest.mark.parametrize("layout", [WITH_STATE, IN_ONE_CELL])
def test_utilities_a_row_each(layout: tuple[str, str]) -> None:
    rows = [layout[0], *(layout[1].format(*one) for one in UTILITIES)]
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row.split("|")) + "</tr>" for row in rows)
    found = eightk.read((HEAD + DATED + f"<table>{table}</table>" + OPENED).encode()).cover.registrants
    assert [(r.file_number, r.name, r.address, r.phone, r.jurisdiction, r.ein) for r in found] == UTILITIES


def test_the_sponsor_of_an_asset_backed_issuer_is_no_registrant() -> None:
    names = [("MARLSTONE AUTO TRUST 2021-1", "issuing entity"), ("MARLSTONE AUTO CORP.", "depositor/registrant"), ("DANBY BANK", "sponsor")]
    lines = "".join(
        f"<p>{name}<br>(Exact name of {what} as specified in its charter)<br>Central Index Key Number: 000199999{i}</p>"
        for i, (name, what) in enumerate(names)
    )
    numbers = (
        "<table><tr><td>Delaware</td><td>333-231117-05</td><td>03-5550144</td></tr><tr><td>(State of incorporation of depositor)</td>"
        "<td>(Commission File Number)</td><td>(IRS Employer Identification No. of depositor)</td></tr></table>"
    )
    trust, depositor = eightk.read((HEAD + DATED + lines + numbers + OPENED).encode()).cover.registrants
    assert (trust.name, depositor.name) == (names[0][0], names[1][0])
    assert (depositor.jurisdiction, depositor.file_number, depositor.ein) == ("Delaware", "333-231117-05", "03-5550144")
