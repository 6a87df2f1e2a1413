"""Small reports whose parts are laid out as filers lay them out, and what must be read from each."""

from __future__ import annotations

import pytest

import eightk
from test_reading import COVER, ITEM, SIGNED, made

HTML_COVER = """<html><body><p>UNITED STATES<br>SECURITIES AND EXCHANGE COMMISSION</p><p>FORM 8-K</p>
<p>CURRENT REPORT Pursuant to Section 13 or 15(d) of the Securities Exchange Act of 1934</p>
<p>Date of Report (Date of earliest event reported): May 4, 2021</p>
<p>{name}<br>(Exact name of registrant as specified in its charter)</p>
<table><tr>{numbers}</tr><tr><td>(State or other jurisdiction of incorporation)</td><td>(Commission File Number)</td>
<td>(IRS Employer Identification No.)</td></tr></table>
<p>4 Slate Road, Danby Corners, Vermont 05799<br>(Address of principal executive offices) (Zip Code)</p>
<p>Registrant's telephone number, including area code: (802) 555-0144</p>{extra}
"""
NUMBERS = "<td>Vermont</td><td>001-31117</td><td>03-5550144</td>"
HTML_SIGNED = """<p>SIGNATURES</p><p>Pursuant to the requirements of the Securities Exchange Act of 1934, the registrant
has duly caused this report to be signed on its behalf by the undersigned hereunto duly authorized.</p>
<p>MARLSTONE QUARRIES, INC.</p><p>Date: May 6, 2021</p>
<p>By: /s/ Agnes Thorold<br>Agnes Thorold<br>Treasurer</p></body></html>"""
OPENED = "<p>Item 8.01 Other Events.</p><p>The quarry at Danby Corners opened on Monday.</p>"


def marked_up(items: str = OPENED, *, name: str = "MARLSTONE QUARRIES, INC.", numbers: str = NUMBERS, extra: str = "") -> eightk.Report:
    return eightk.read((HTML_COVER.format(name=name, numbers=numbers, extra=extra) + items + HTML_SIGNED).encode())


def listed(report: eightk.Report) -> list[tuple[str, str | None]]:
    return [(e.number, e.description) for e in report.exhibits]


# ---- lists of exhibits ---------------------------------------------------------------------------------------

RELEASE, LEASE = ("99.1", "Press release"), ("10.1", "Lease")
TYPED = {
    "lettered": ("Exhibit A.  Press release\n     Exhibit B   Lease", [("A", "Press release"), ("B", "Lease")]),
    "two in a line": ("Exhibit 99.1 Press release and Exhibit 10.1 Lease", [RELEASE, LEASE]),
    "description first": (
        "Description                      Exhibit No.\n     -----------                      -----------\n"
        "     Lease of the quarry at             10.1\n       Danby Corners\n\n     Press release                      99.1",
        [("10.1", "Lease of the quarry at Danby Corners"), RELEASE],
    ),
    "a column of references": ("1      (99)      Press release\n     2      (10)      Lease", [("1", "Press release"), ("2", "Lease")]),
    "flush right": (
        "  2        Merger agreement       4\n      99        Press release         5",
        [("2", "Merger agreement"), ("99", "Press release")],
    ),
    "both in parentheses": ("(2)(a)     Lease\n     (99)(a)    Press release", [("(2)(a)", "Lease"), ("(99)(a)", "Press release")]),
    "told in one sentence": (
        "A copy of the press release is attached hereto as\nExhibit 99.1 and a copy of the lease is attached hereto as Exhibit 10.1.",
        [("99.1", "A copy of the press release"), ("10.1", "a copy of the lease")],
    ),
    "told actively": ("The Company files the press release of Monday as Exhibit 99.", [("99", "the press release of Monday")]),
    "after a colon": ("The following is filed:  Exhibit 4 -- Rights\nAgreement of Monday", [("4", "Rights Agreement of Monday")]),
}
CELLS = {
    "description first": (["Description|Exhibit No.", "Lease|10.1", "Press release|99.1"], [LEASE, RELEASE]),
    "a column of references": (["Exhibit No.|S-K Ref.|Description", "10.1|(10)|Lease", "99.1|(99)|Press release"], [LEASE, RELEASE]),
    "a column of methods": (
        [
            "No.|Description|Method",
            "10.1|Lease|Incorporated by reference to Exhibit 10.1 of the Form 10-Q",
            "99.1|Press release|Filed herewith",
        ],
        [LEASE, RELEASE],
    ),
    "header in the cell": (["Exhibit No.<br>99.1|Description<br>Press release"], [RELEASE]),
}


@pytest.mark.parametrize("layout", TYPED)
def test_a_typed_list_of_exhibits(layout: str) -> None:
    words, expected = TYPED[layout]
    report = made(item=f"Item 7.  Financial Statements and Exhibits.\n\n     (c)  Exhibits.\n\n     {words}\n\n")
    assert listed(report) == expected


@pytest.mark.parametrize("layout", CELLS)
def test_a_table_of_exhibits(layout: str) -> None:
    rows, expected = CELLS[layout]
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row.split("|")) + "</tr>" for row in rows)
    report = marked_up(f"<p>Item 9.01 Financial Statements and Exhibits.</p><p>(d) Exhibits.</p><table>{table}</table>")
    assert listed(report) == expected


def test_an_exhibit_in_parentheses() -> None:
    report = marked_up("<p>Item 9.01 Financial Statements and Exhibits.</p><p>(d) Exhibits.</p><p>Press release (Exhibit 99.1)</p>")
    assert listed(report) == [RELEASE]


# ---- signatures ----------------------------------------------------------------------------------------------

STATEMENT = SIGNED[: SIGNED.index("                              MARLSTONE")]
BLOCKS = {
    "By under the mark": "MARLSTONE QUARRIES, INC.\n\n/s/ Agnes Thorold\n-----------------\nBy:     Agnes Thorold\nTitle:  Treasurer\n",
    "its under the mark": "MARLSTONE QUARRIES, INC.\n\n\n/s/ Agnes Thorold\n-----------------\nBy:   Agnes Thorold\nIts:  Treasurer\n",
    "By alone on its line": "MARLSTONE QUARRIES, INC.\n\nBy:\n/s/ Agnes Thorold\nName:\nAgnes Thorold\nTitle:\nTreasurer\n",
    "twice on one line": "MARLSTONE QUARRIES, INC.\n\nBy  Agnes Thorold       /s/ Agnes Thorold\n    -------------\n    Treasurer\n",
    "a typed name on the line": "MARLSTONE QUARRIES, INC.\n(Registrant)\n\nAgnes Thorold\n---------------\nAgnes Thorold\nTreasurer\n",
    "a labelled registrant": "Registrant:  MARLSTONE QUARRIES, INC.\n\nBy:  /s/ Agnes Thorold\n     Agnes Thorold\n     Treasurer\n",
    "by the registrant": "By:  MARLSTONE QUARRIES, INC.\n\nBy:  /s/ Agnes Thorold\n     Agnes Thorold\n     Treasurer\n",
    "a town below": "MARLSTONE QUARRIES, INC.\n\n/s/ Agnes Thorold\nAgnes Thorold\nTreasurer\nDanby Corners, Vermont\n",
    "an auditor behind a page": "MARLSTONE QUARRIES, INC.\n\nBy: /s/ Agnes Thorold\n    Treasurer\n\nMarch 8, 1999\n\n<PAGE>\n"
    "              INDEPENDENT AUDITORS' REPORT\n\nWe have audited the quarry.\n\n    /s/ Pell & Rowe LLP\n\nMarch 1, 1999\n",
}


@pytest.mark.parametrize("layout", BLOCKS)
def test_a_block_of_signatures(layout: str) -> None:
    day = "" if "March" in BLOCKS[layout] else "\nMarch 8, 1999\n"
    report = eightk.read((COVER.format(date="March 4, 1999", ein="03-5550144") + ITEM + STATEMENT + BLOCKS[layout] + day).encode())
    (signature,) = report.signatures
    assert (signature.registrant, signature.name, signature.title) == ("MARLSTONE QUARRIES, INC.", "Agnes Thorold", "Treasurer")
    assert signature.signed
    assert str(signature.date) == "1999-03-08"
