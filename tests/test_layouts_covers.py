"""Covers laid out as filers lay them out: typed columns that are folded, captions with their values behind a colon."""

from __future__ import annotations

import pytest

import eightk
from eightk.model import Registrant
from eightk.read import chunks as chunking
from eightk.read.ascii import read_ascii
from eightk.read.chunks import chunks
from eightk.read.text import Offsets
from test_layouts import HTML_COVER, HTML_SIGNED, OPENED
from test_reading import COVER, ITEM, SIGNED

HEAD = COVER[: COVER.index("                        MARLSTONE")].format(date="March 4, 1999")
SIGNATURE = SIGNED.format(day="March 8, 1999", title="Treasurer")
NAME, ADDRESS = "MARLSTONE QUARRIES AND MARBLE WORKS, INC.", "4 Slate Road, Danby Corners, Vermont 05799"
FIELDS = ("Vermont", "0-31117", "03-5550144", "(802) 555-0144")

FOLDED = """
Exact name of registrant as           MARLSTONE QUARRIES AND MARBLE
specified in its charter              WORKS, INC.

State or other jurisdiction of        Vermont
incorporation
Commission File Number                0-31117
IRS Employer Identification No.       03-5550144

Address of principal executive        4 Slate Road, Danby Corners,
offices, including Zip Code           Vermont 05799

Registrant's telephone number, including area code: (802) 555-0144

Former name or former address, if     Danby Slate Company
changed since last report
"""
ONE_LINE_CAPTIONS = """
Exact name of registrant:             MARLSTONE QUARRIES AND MARBLE
                                      WORKS, INC.
State of incorporation:               Vermont
Commission File Number:               0-31117
IRS Employer Identification No.:      03-5550144
Address of principal offices:         4 Slate Road,
                                      Danby Corners, Vermont 05799
Telephone number, with area code:     (802) 555-0144
Former name or former address:        Danby Slate Company
"""
COLONS = """
Exact name of registrant as specified in its charter: MARLSTONE QUARRIES
    AND MARBLE WORKS, INC.

State or other jurisdiction of incorporation: Vermont
Commission File Number: 0-31117
IRS Employer Identification No.: 03-5550144

Address of principal executive offices, including Zip Code: 4 Slate Road,
    Danby Corners, Vermont 05799

Registrant's telephone number, including area code: (802) 555-0144

Former name or former address, if changed since last report: Danby Slate
    Company
"""
TABBED = FOLDED.replace("offices, including Zip Code           Vermont", "offices, including Zip Code\t   Vermont")
DOUBLE = FOLDED.replace("\n", "\n\n")
BELOW = COLONS.replace("report: Danby Slate\n    Company", "report:\n    Danby Slate Company")
TYPED = {
    "two folded columns": FOLDED, "a value of two lines beside one": ONE_LINE_CAPTIONS, "colons": COLONS, "tabs": TABBED,
    "double-spaced": DOUBLE, "a former name under its colon": BELOW, "capitals": FOLDED.replace("offices, inc", "OFFICES, Inc"),
}  # fmt: skip


def registrants(cover: str) -> tuple[Registrant, ...]:
    return eightk.read((HEAD + cover + "\n\n" + ITEM + SIGNATURE).encode()).cover.registrants


@pytest.mark.parametrize("layout", TYPED)
def test_a_typed_cover_whose_lines_are_folded(layout: str) -> None:
    (one,) = registrants(TYPED[layout])
    assert (one.name, one.address, one.former) == (NAME, ADDRESS, "Danby Slate Company")
    assert (one.jurisdiction, one.file_number, one.ein, one.phone) == FIELDS


@pytest.mark.parametrize("layout", TYPED)
def test_two_registrants_on_folded_covers(layout: str) -> None:
    second = TYPED[layout].replace("MARLSTONE", "HEMATITE").replace("0-31117", "0-31118").replace("Danby Slate", "Danby Flint")
    one, other = registrants(TYPED[layout] + "\n" + second)
    assert (one.name, one.address, one.former, one.file_number) == (NAME, ADDRESS, "Danby Slate Company", "0-31117")
    assert (other.name, other.file_number) == (NAME.replace("MARLSTONE", "HEMATITE"), "0-31118")
    assert (other.address, other.former) == (ADDRESS, "Danby Flint Company")


def test_a_former_name_that_is_none_on_two_lines_is_no_name_of_the_next() -> None:
    first = COLONS.replace("Danby Slate\n    Company", "Not\n    applicable")
    one, other = registrants(first + COLONS.replace("MARLSTONE", "HEMATITE"))
    assert one.former == "Not applicable"
    assert other.name == NAME.replace("MARLSTONE", "HEMATITE")


def test_captions_with_colons_of_two_registrants_in_html() -> None:
    head = HTML_COVER[: HTML_COVER.index("<p>{name}")]
    lines = """<p>Exact name of registrant as specified in its charter: <b>{name}</b></p><p>State of incorporation: <b>Vermont</b></p>
<p>Commission File Number: <b>{file}</b></p><p>Address of principal executive offices, including Zip Code: <b>4 Slate Road, Danby</b></p>"""
    both = lines.format(name="MARLSTONE QUARRIES, INC.", file="1-31117") + lines.format(name="HEMATITE CORPORATION", file="1-31118")
    found = eightk.read((head + both + OPENED + HTML_SIGNED).encode()).cover.registrants
    assert [(r.name, r.file_number) for r in found] == [("MARLSTONE QUARRIES, INC.", "1-31117"), ("HEMATITE CORPORATION", "1-31118")]


def test_captions_over_each_other_in_columns_are_no_fold() -> None:
    (one,) = registrants("""
                        MARLSTONE QUARRIES, INC.
         (Exact name of registrant as specified in its charter)

(State of incorporation)              Vermont
(Commission File No.)                 0-31117
(IRS Employer Identification No.)     03-5550144

                 4 Slate Road, Danby Corners, Vermont 05799
          (Address of principal executive offices) (Zip Code)
""")
    assert (one.name, one.address) == ("MARLSTONE QUARRIES, INC.", ADDRESS)
    assert (one.jurisdiction, one.file_number, one.ein) == ("Vermont", "0-31117", "03-5550144")


# ---- the Section 12(b) table, typed --------------------------------------------------------------------------

TABLE_HEAD = """Securities registered pursuant to Section 12(b) of the Act:

Title of each class              Trading Symbol    Name of each exchange on which
                                                   registered
"""
ONE_LINE = "Common Stock                     MRL               New York Stock Exchange\n"
FOLDED_TITLE = """Class A Common Stock, par        MRL               New York Stock Exchange
value $0.01 per share
"""
FOLDED_BOTH = """Warrants, each exercisable       MRLW              New York Stock Exchange LLC,
for one share at a price of                        Chicago
$11.50
"""
BEGUN_ABOVE = """Warrants, each exercisable
for one share                    MRLW              New York Stock Exchange
"""
WARRANTS = ("Warrants, each exercisable for one share at a price of $11.50", "MRLW", "New York Stock Exchange LLC, Chicago")
CLASS_A = ("Class A Common Stock, par value $0.01 per share", "MRL", "New York Stock Exchange")
TABLES = {
    "one line each": (ONE_LINE * 2, [("Common Stock", "MRL", "New York Stock Exchange")] * 2),
    "folded": (FOLDED_TITLE + FOLDED_BOTH, [CLASS_A, WARRANTS]),
    "folded, parted by blank lines": (FOLDED_TITLE + "\n" + FOLDED_BOTH, [CLASS_A, WARRANTS]),
    "begun above": (ONE_LINE + BEGUN_ABOVE, [
        ("Common Stock", "MRL", "New York Stock Exchange"), ("Warrants, each exercisable for one share", "MRLW", "New York Stock Exchange"),
    ]),
}  # fmt: skip


@pytest.mark.parametrize("layout", TABLES)
def test_a_typed_table_of_securities(layout: str) -> None:
    table, expected = TABLES[layout]
    cover = COVER.format(date="March 4, 2021", ein="03-5550144") + TABLE_HEAD + table + "\nIndicate by check mark whether it grows.\n\n"
    found = eightk.read((cover + "Item 8.01  Other Events.\n\nThe quarry opened.\n\n" + SIGNATURE).encode()).cover.securities
    assert [(s.title, s.symbol, s.exchange) for s in found] == expected


@pytest.mark.parametrize("name", ["CIK HOLDINGS, INC.", "CIK NORTH CORP."])
def test_a_name_that_begins_as_the_key_of_an_index(name: str) -> None:
    cover = COVER.format(date="March 4, 1999", ein="03-5550144").replace("MARLSTONE QUARRIES, INC.", name)
    assert eightk.read((cover + ITEM + SIGNATURE).encode()).cover.registrants[0].name == name


def test_one_word_that_no_number_is_assigned_is_not_two_numbers() -> None:
    stacked = (
        "<p>Vermont</p><p>(State of incorporation)</p><p>{}</p><p>(IRS Employer Identification No.)</p><p>(Commission File Number)</p>"
    )
    usual = HTML_COVER.format(name="MARLSTONE QUARRIES, INC.", numbers="", extra="")
    table = usual[usual.index("<table>") : usual.index("</table>") + len("</table>")]
    for below, file_number in (("<p>Pending</p>", "Pending"), ("", None)):
        source = usual.replace(table, stacked.format("Not yet assigned") + below) + OPENED + HTML_SIGNED
        (one,) = eightk.read(source.encode()).cover.registrants
        assert (one.ein, one.file_number, one.address) == ("Not yet assigned", file_number, ADDRESS)


def test_the_columns_of_a_line_of_tabs() -> None:
    line = "\tVermont\t  0-31117 \t\t03-5550144\tx   of\tMarlstone"
    found = chunks(read_ascii(line, Offsets(0)), 1, 1 + len(line))  # the text begins with a line's end
    assert [c.text for c in found] == ["Vermont", "0-31117", "03-5550144", "x", "of", "Marlstone"]
    assert [c.column for c in found] == [len(line[: c.start - 1].expandtabs(8)) for c in found]


def test_a_line_of_tabs_is_not_measured_again_for_each_of_its_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    line, measured = "Slate\tMarble\t" * 500, list[int]()
    width = chunking._width
    monkeypatch.setattr(chunking, "_width", lambda piece, column: measured.append(len(piece)) or width(piece, column))
    assert len(chunks(read_ascii(line, Offsets(0)), 1, 1 + len(line))) == 1000
    assert sum(measured) <= len(line)
