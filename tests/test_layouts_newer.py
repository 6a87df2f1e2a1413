"""Layouts met in newer filings that nobody here had read, rebuilt with invented issuers: HTML covers of 2005 and later."""

from __future__ import annotations

import pytest

import eightk
from eightk.model import Registrant
from test_layouts import HTML_COVER, HTML_SIGNED, NUMBERS, OPENED

PLAIN = HTML_COVER.format(name="MARLSTONE QUARRIES, INC.", numbers=NUMBERS, extra="")
ADDRESS = PLAIN[PLAIN.index("<p>4 Slate Road") : PLAIN.index("<p>Registrant's telephone")]
PHONE = PLAIN[PLAIN.index("<p>Registrant's telephone") :]
HEAD = PLAIN[: PLAIN.index("<p>MARLSTONE")]
BELOW_NAME = PLAIN[PLAIN.index("<table>") :]


def read(cover: str) -> tuple[Registrant, ...]:
    return tuple(eightk.read((cover + OPENED + HTML_SIGNED).encode()).cover.registrants)


# ---- telephones and addresses --------------------------------------------------------------------------------


@pytest.mark.parametrize("phone", ["+(65) 5550 0144", "(+86) 091-55500144", "(+44) 20 5550 0144", "+ (353) 1 555 0144"])
def test_a_country_code_in_parentheses_is_part_of_the_telephone(phone: str) -> None:
    assert read(PLAIN.replace("(802) 555-0144", phone))[0].phone == phone


ROWS = {
    "telephone beside the address": (
        "<table><tr><td>4 Slate Road, Danby Corners, Vermont</td><td>05799</td><td>{}</td></tr>"
        "<tr><td>(Address of principal executive offices)</td><td>(Zip Code)</td><td>(Registrant's Telephone Number)</td></tr></table>"
    ),
    "no ZIP code between": (
        "<table><tr><td>4 Slate Road, Danby Corners, Vermont 05799</td><td>{}</td></tr>"
        "<tr><td>(Address of principal executive offices)</td><td>(Registrant's Telephone Number)</td></tr></table>"
    ),
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS.keys())
@pytest.mark.parametrize("phone", ["(802) 555-0144", "(802)555-0144"])
def test_a_telephone_ends_the_row_of_the_address(row: str, phone: str) -> None:
    former = "<p>Not Applicable</p><p>(Former name or former address, if changed since last report)</p>"
    (one,) = read(PLAIN.replace(ADDRESS + PHONE, row.format(phone) + former))
    assert (one.address, one.phone, one.former) == ("4 Slate Road, Danby Corners, Vermont 05799", phone, "Not Applicable")


@pytest.mark.parametrize("none", ["N/A", "None", "Not applicable"])
def test_a_cell_that_says_there_is_no_postal_code_is_no_part_of_the_address(none: str) -> None:
    row = (
        f"<table><tr><td>4 Slate Road<br>Tower 2, Port Danby, Singapore</td><td>{none}</td></tr>"
        "<tr><td>(Address of principal executive offices)</td><td>(Zip Code)</td></tr></table>"
    )
    assert read(PLAIN.replace(ADDRESS, row))[0].address == "4 Slate Road Tower 2, Port Danby, Singapore"


# ---- several registrants -------------------------------------------------------------------------------------

COMBINED = """<table><tr><td>Commission<br>File Number</td><td>Registrant, State of Incorporation<br>Address and Telephone Number</td>
<td>IRS Employer<br>Identification No.</td></tr>
<tr><td>1-31117</td><td>Marlstone Power, Inc.<br>({0})<br>4 Slate Road<br>Danby Corners, VT 05799-0144<br>(802) 555-0144</td>
<td>03-5550144</td></tr>
<tr><td>1-31118</td><td>Danby Light Corporation<br>({0})<br>4 Slate Road<br>Danby Corners, VT 05799-0144<br>(802) 555-0144</td>
<td>03-5550145</td></tr>
</table><p>Not applicable<br>(Former name and former address, if changed since last report)</p>
<p>Check the appropriate box below if the Form 8-K filing is intended</p>"""


@pytest.mark.parametrize(
    "told", ["Incorporated in New York", "Organized in New York", "incorporated under the laws of New York", "a New York corporation"]
)
def test_a_cell_says_in_parentheses_where_a_registrant_is_incorporated(told: str) -> None:
    both = read(HEAD + COMBINED.format(told))
    assert [(r.jurisdiction, r.former) for r in both] == [("New York", "Not applicable")] * 2
    assert [r.name for r in both] == ["Marlstone Power, Inc.", "Danby Light Corporation"]


CAPTION = "<p>{}<br>(Exact name of {} as specified in its charter)</p>"
OWN = BELOW_NAME[: BELOW_NAME.index("<p>4 Slate Road")]
SECOND = OWN.replace("Vermont", "Maine").replace("001-31117", "333-31118-01").replace("03-5550144", "03-5550145")
FORMER = "<p>Not applicable<br>(Former name or former address, if changed since last report)</p>"
PLACE = ("4 Slate Road, Danby Corners, Vermont 05799", "(802) 555-0144", "Not applicable")


def test_registrants_with_captions_of_their_own_share_the_address_below_the_last() -> None:
    first, last = CAPTION.format("MARLSTONE TRUST", "registrant"), CAPTION.format("MARLSTONE PARTNERS, L.P.", "registrant")
    trust, partners = read(HEAD + first + OWN + last + SECOND + ADDRESS + PHONE + FORMER)
    assert (trust.name, trust.jurisdiction, trust.file_number, trust.ein) == ("MARLSTONE TRUST", "Vermont", "001-31117", "03-5550144")
    assert (partners.name, partners.file_number, partners.ein) == ("MARLSTONE PARTNERS, L.P.", "333-31118-01", "03-5550145")
    assert [(r.address, r.phone, r.former) for r in (trust, partners)] == [PLACE] * 2


def test_a_former_name_below_the_last_is_its_own_where_each_has_an_address() -> None:
    first, last = CAPTION.format("MARLSTONE TRUST", "registrant"), CAPTION.format("MARLSTONE PARTNERS, L.P.", "registrant")
    trust, partners = read(HEAD + first + OWN + ADDRESS + PHONE + last + SECOND + ADDRESS + PHONE + FORMER)
    assert (trust.former, partners.former) == (None, "Not applicable")


@pytest.mark.parametrize("sponsor", ["", CAPTION.format("Danby Bank, National Association", "sponsor")])
def test_an_issuing_entity_has_what_stands_below_its_depositor(sponsor: str) -> None:
    names = CAPTION.format("MARLSTONE TRUST 2019-1", "registrant") + CAPTION.format("MARLSTONE FUNDING, LLC", "depositor") + sponsor
    both = read(HEAD + names + BELOW_NAME + FORMER)
    assert [r.name for r in both] == ["MARLSTONE TRUST 2019-1", "MARLSTONE FUNDING, LLC"]
    assert [(r.jurisdiction, r.file_number, r.ein) for r in both] == [("Vermont", "001-31117", "03-5550144")] * 2
    assert [(r.address, r.phone, r.former) for r in both] == [PLACE] * 2


BARE = "<p>MARLSTONE TRUST 2019-1</p><p>MARLSTONE FUNDING, LLC</p><p>DANBY BANK, NATIONAL ASSOCIATION</p>"
INDEXED = (
    "<p>MARLSTONE TRUST 2019-1</p><p>(Issuing Entity)</p><p>Central Index Key Number: 0009990001</p><p>MARLSTONE FUNDING, LLC</p>"
    "<p>(Depositor)</p><p>Central Index Key Number: 0009990002</p><p>DANBY BANK, NATIONAL ASSOCIATION</p><p>(Sponsor)</p>"
    "<p>Central Index Key Number: 0009990003</p>"
)


@pytest.mark.parametrize("names", [BARE, INDEXED], ids=["bare", "indexed"])
@pytest.mark.parametrize("roles", ["Issuing Entity, Depositor/Registrant and Sponsor,", "Issuing Entity, Depositor, and Sponsor"])
def test_one_caption_for_the_names_of_several_gives_each_but_the_sponsor(names: str, roles: str) -> None:
    both = read(HEAD + names + f"<p>(Exact name of {roles} as specified in their respective charters)</p>" + BELOW_NAME)
    assert [r.name for r in both] == ["MARLSTONE TRUST 2019-1", "MARLSTONE FUNDING, LLC"]
    assert [(r.jurisdiction, r.file_number, r.ein, r.phone) for r in both] == [("Vermont", "001-31117", "03-5550144", PLACE[1])] * 2


ASKED = "<td>Commission<br>File Number</td><td>Registrant, State of Incorporation or Organization, Address and Telephone Number</td>"
NUMBER = "<td>IRS Employer Identification Number</td>"
POWER = ("Marlstone Power, Inc.", "(a Vermont corporation)<br>4 Slate Road<br>Danby Corners, Vermont 05799<br>(802) 555-0144")
LIGHT = ("Danby Light, LLC", "(a Maine limited liability company)<br>P.O. Box 31<br>8 Slate Road<br>Danby, Maine 04799<br>207-555-0145")
END = "<p>Check the appropriate box below if the Form 8-K filing is intended</p>"
CELLS = {
    "one cell": "<tr><td>1-31117</td><td>{0}<br>{1}</td><td>03-5550144</td></tr>"
    "<tr><td>1-31118</td><td>{2}<br>{3}</td><td>03-5550145</td></tr>",
    "a row under the name": "<tr><td>1-31117</td><td>{0}</td><td>03-5550144</td></tr><tr><td></td><td>{1}</td><td></td></tr>"
    "<tr><td>1-31118</td><td>{2}</td><td>03-5550145</td></tr><tr><td></td><td>{3}</td><td></td></tr>",
}
BOTH = [
    ("Marlstone Power, Inc.", "Vermont", "1-31117", "03-5550144", "4 Slate Road Danby Corners, Vermont 05799", "(802) 555-0144"),
    ("Danby Light, LLC", "Maine", "1-31118", "03-5550145", "P.O. Box 31 8 Slate Road Danby, Maine 04799", "207-555-0145"),
]


def told(one: Registrant) -> tuple[str | None, ...]:
    return one.name, one.jurisdiction, one.file_number, one.ein, one.address, one.phone


@pytest.mark.parametrize("rows", CELLS.values(), ids=CELLS.keys())
def test_a_combined_cover_tells_of_each_in_its_cell_or_below_its_name(rows: str) -> None:
    table = f"<table><tr>{ASKED}{NUMBER}</tr>" + rows.format(*POWER, *LIGHT) + "</table>"
    assert [told(r) for r in read(HEAD + table + END)] == BOTH


def test_a_combined_cover_of_one_registrant() -> None:
    row = f"<tr><td>1-31117</td><td>{POWER[0]}<br>{POWER[1]}</td><td>03-5550144</td></tr>"
    table = f"<table><tr>{ASKED}{NUMBER}</tr>{row}</table>"
    assert [told(r) for r in read(HEAD + table + END)] == BOTH[:1]


@pytest.mark.parametrize("between", ["", "<td></td>"])
def test_a_combined_cover_of_two_columns(between: str) -> None:
    header = ASKED.replace("Telephone Number", "Telephone Number, and IRS Employer Identification No.")
    cells = [
        f"<td>{n}</td><td>{name}<br>{rest}<br>{ein}</td>"
        for n, (name, rest), ein in (("1-31117", POWER, "03-5550144"), ("1-31118", LIGHT, "03-5550145"))
    ]
    third = cells[0].replace("31117", "31119").replace("Power", "Gas").replace("0144", "0149")
    rows = f"<tr>{cells[0]}{between}{cells[1]}</tr><tr>{third}{between}<td></td><td></td></tr>"
    read_ = read(HEAD + f"<table><tr>{header}{between}{header}</tr>{rows}</table>" + END)
    assert [told(r) for r in read_[:2]] == BOTH
    assert [(r.name, r.file_number, r.ein, r.phone) for r in read_[2:]] == [
        ("Marlstone Gas, Inc.", "1-31119", "03-5550149", "(802) 555-0149")
    ]


FOUR = [("1-31117", "MARLSTONE POWER CO INC.", "New York", "03-5550144"), ("333-31118", "DANBY LIGHT, LLC", "Delaware", "03-5550145")]


@pytest.mark.parametrize("blank", ["", "<tr><td></td><td></td><td></td><td></td></tr>"])
def test_the_address_below_the_last_row_is_everybodys(blank: str) -> None:
    rows = "".join(f"<tr><td>{n}</td><td>{name}</td><td>{state}</td><td>{ein}</td></tr>" for n, name, state, ein in FOUR)
    asked = "<td>Commission<br>File Number</td><td>Registrants;<br>Address and Telephone Number</td><td>States of Incorporation</td>"
    place = "<tr><td></td><td>4 Slate Road, Danby, Ohio 43299-0144</td><td></td><td></td></tr>"
    place += "<tr><td></td><td>Telephone (802) 555-0144</td></tr>"
    table = f"<table><tr>{asked}<td>I.R.S. Employer<br>Identification Nos.</td></tr>{blank}{rows}{place}</table>"
    both = read(HEAD + table + END)
    assert [(r.file_number, r.name, r.jurisdiction, r.ein) for r in both] == FOUR
    assert [(r.address, r.phone) for r in both] == [("4 Slate Road, Danby, Ohio 43299-0144", "(802) 555-0144")] * 2


def test_one_state_above_the_rows_is_everybodys() -> None:
    names = ("Marlstone Cable, Inc.", "MC Holdings, LLC", "MC Holdings Capital Corp.")
    numbers = (("001-31117", "03-5550144"), ("001-31118", "03-5550145"), ("333-31119-01", "03-5550146"))
    cover = f"<p>{'<br>'.join(names)}</p><p>(Exact name of registrant as specified in its charter)</p><p>Delaware</p>"
    cover += "<p>(State or other jurisdiction of incorporation or organization)</p><table>"
    cover += "".join(f"<tr><td>{n}</td><td>{ein}</td></tr>" for n, ein in numbers)
    cover += "<tr><td>(Commission File Number)</td><td>(I.R.S. Employer Identification No.)</td></tr></table>"
    three = read(HEAD + cover + ADDRESS + PHONE + FORMER)
    assert [(r.name, r.jurisdiction, (r.file_number, r.ein)) for r in three] == [
        (name, "Delaware", own) for name, own in zip(names, numbers, strict=True)
    ]
    assert [(r.address, r.phone, r.former) for r in three] == [PLACE] * 3


@pytest.mark.parametrize("street", ["One Slate Square<br>P.O. Box 60", "Slate Square<br>Suite 60"])
def test_an_address_begins_below_the_line_that_tells_the_state(street: str) -> None:
    rows = CELLS["one cell"].format(POWER[0], POWER[1].replace("4 Slate Road", street), *LIGHT)
    power, light = read(HEAD + f"<table><tr>{ASKED}{NUMBER}</tr>{rows}</table>" + END)
    assert (power.name, power.jurisdiction) == ("Marlstone Power, Inc.", "Vermont")
    assert power.address == street.replace("<br>", " ") + " Danby Corners, Vermont 05799"
    assert told(light) == BOTH[1]


@pytest.mark.parametrize("street", ["880 - 666 Slate Street", "12 - 1430 Slate Street"])
def test_a_street_number_of_two_parts_is_no_file_number(street: str) -> None:
    (one,) = read(PLAIN.replace("4 Slate Road", street))
    assert (one.file_number, one.address) == ("001-31117", f"{street}, Danby Corners, Vermont 05799")


# ---- names and roles -----------------------------------------------------------------------------------------

UNDER = "under a Pooling and Servicing Agreement dated as of February 1, 2006 providing for the issuance of Marlstone Trust 2006-1"
BEHIND = [f"(as company {UNDER}.", f"(as depositor {UNDER})", f"(as the Depositor<br>{UNDER})"]


@pytest.mark.parametrize("role", BEHIND)
def test_a_role_that_begins_behind_the_name_is_no_part_of_it(role: str) -> None:
    (one,) = read(PLAIN.replace("MARLSTONE QUARRIES, INC.<br>", f"MARLSTONE SECURITIES I LLC {role}</p><p>"))
    assert (one.name, one.jurisdiction, one.file_number) == ("MARLSTONE SECURITIES I LLC", "Vermont", "001-31117")


def test_the_role_of_one_name_is_no_part_of_the_next() -> None:
    over = (
        "<p>DANBY BANK, NATIONAL ASSOCIATION</p><p>(Sponsor, Depositor, Originator<br>and Servicer into the entities below)</p>"
        "<p>MARLSTONE MASTER TRUST</p><p>(Issuing Entity of the Certificate)</p>"
        "<p>MARLSTONE TRUST</p><p>(Issuing Entity of the Notes)"
    )
    (one,) = read(PLAIN.replace("<p>MARLSTONE QUARRIES, INC.<br>", over + "</p><p>"))
    assert one.name is not None and "(" not in one.name and "Servicer" not in one.name


# ---- securities ----------------------------------------------------------------------------------------------

OF_12G = (
    "<p>Securities registered pursuant to Section 12(g) of the Act:</p><table><tr><td>Title of each class</td><td>Trading Symbol(s)</td>"
    "<td>Name of each exchange on which registered</td></tr>"
    "<tr><td>Units of Beneficial Interest</td><td>MRLXU</td><td>OTCQB</td></tr></table>"
)
OF_12B = OF_12G.replace("12(g)", "12(b)").replace("MRLXU", "MRL").replace("OTCQB", "New York Stock Exchange")


@pytest.mark.parametrize(
    "first,symbols", [("<p>Securities registered pursuant to Section 12(b) of the Act: None</p>", []), (OF_12B, ["MRL"])]
)
def test_what_is_registered_under_section_12g_stands_in_no_table_of_section_12b(first: str, symbols: list[str]) -> None:
    cover = eightk.read((PLAIN + first + OF_12G + OPENED + HTML_SIGNED).encode()).cover
    assert [s.symbol for s in cover.securities] == symbols
