"""Small reports, each with one habit of filers, and the value that it must give."""

from __future__ import annotations

import datetime as dt

import pytest

import eightk

COVER = """
                 SECURITIES AND EXCHANGE COMMISSION
                      Washington, D.C. 20549
                             FORM 8-K
                          CURRENT REPORT
   Pursuant to Section 13 or 15(d) of the Securities Exchange Act of 1934

       Date of Report (Date of earliest event reported): {date}

                        MARLSTONE QUARRIES, INC.
         (Exact name of registrant as specified in its charter)

     Vermont                  0-31117                  {ein}
(State of incorporation)  (Commission File No.)  (IRS Employer Identification No.)

                 4 Slate Road, Danby Corners, Vermont 05799
          (Address of principal executive offices) (Zip Code)

 Registrant's telephone number, including area code: (802) 555-0144

"""
ITEM = """Item 5.  Other Events.

     The quarry at Danby Corners opened on Monday.

"""
SIGNED = """                            SIGNATURES

     Pursuant to the requirements of the Securities Exchange Act of 1934, the
registrant has duly caused this report to be signed on its behalf by the
undersigned hereunto duly authorized.

                              MARLSTONE QUARRIES, INC.

Date: {day}             By: /s/ Agnes Thorold
                                  Agnes Thorold
                                  {title}
"""


def made(
    *, date: str = "March 4, 1999", ein: str = "03-5550144", item: str = ITEM, day: str = "March 8, 1999", title: str = "Treasurer"
) -> eightk.Report:
    text = COVER.format(date=date, ein=ein) + item + SIGNED.format(day=day, title=title)
    return eightk.read(text.encode())


@pytest.mark.parametrize(
    "printed", ["03/04/1999", "3/4/99", "March 4, 1999", "4th day of March, 1999", "03-04-1999", "04-MAR-1999", "4-Mar-1999"]
)
def test_dates(printed: str) -> None:
    assert made(date=printed).cover.date_of_report == dt.date(1999, 3, 4)
    assert made(day=printed).signatures[0].date == dt.date(1999, 3, 4)


@pytest.mark.parametrize("title", ["Authorized Signatory", "Duly Authorized Officer", "Vice President and Authorized Representative"])
def test_an_authorized_officer_is_a_title(title: str) -> None:
    (signature,) = made(title=title).signatures
    assert (signature.registrant, signature.name, signature.title) == ("MARLSTONE QUARRIES, INC.", "Agnes Thorold", title)


def test_the_word_its_is_no_part_of_a_title() -> None:
    assert made(title="Its Chief Financial Officer").signatures[0].title == "Chief Financial Officer"


@pytest.mark.parametrize("indent", ["", "          "])
def test_not_filed_over_a_line_end(indent: str) -> None:
    words = f'{indent}The words of this report shall not be deemed to be\n{indent}"filed" under Section 18.'
    item = f"Item 9.  Regulation FD Disclosure.\n\n{words}\n\n"
    assert made(item=item, date="March 4, 2002", day="March 8, 2002").items["9"].says == "furnished"


@pytest.mark.parametrize("letter", ["(d) Exhibits", "(d)  Exhibits."])
def test_a_lettered_paragraph_below_the_number_is_no_title(letter: str) -> None:
    item = f"{ITEM}Item 9.01\n\n{letter}\n\n     99.1   News release of March 4, 2009\n\n".replace("Item 5.", "Item 8.01")
    report = made(item=item, date="March 4, 2009", day="March 8, 2009")
    assert report.items["9.01"].title is None and report.items["9.01"].text.startswith("(d)")
    assert report.exhibits["99.1"].description == "News release of March 4, 2009"


def test_columns_of_references_are_no_description() -> None:
    row = "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>"
    table = row.format("10.1", "Lease of the north quarry", "10-K", "4.2", "3/1/2016") + row.format("99.1", "News release", "", "", "X")
    data = (
        "<p>FORM 8-K</p><p>Section 13 or 15(d)</p><p>Item 8.01 Other Events</p><p>The quarry opened.</p>"
        f"<p>Item 9.01 Financial Statements and Exhibits</p><p>(d) Exhibits</p><table>{table}</table><p>SIGNATURES</p>"
    )
    exhibits = eightk.read(data.encode()).exhibits
    assert [(e.number, e.description, e.incorporated_by_reference) for e in exhibits] == [
        ("10.1", "Lease of the north quarry", True),
        ("99.1", "News release", False),
    ]


def test_an_employer_number_applied_for() -> None:
    captions = "(State of incorporation)  (Commission File No.)  (IRS Employer"
    assert captions in COVER
    cover = eightk.read(
        (COVER.format(date="March 4, 1999", ein="Applied For").replace(captions, captions.replace("  ", "     ")) + ITEM).encode()
    ).cover
    assert cover is not None and cover.registrants[0].ein == "Applied For"


def test_officers_in_a_footnote_are_no_signature() -> None:
    data = COVER.format(date="March 4, 1999", ein="03-5550144") + ITEM + SIGNED.format(day="March 8, 1999", title="Treasurer")
    data += "\n* Print the name and title of the signing officer(s) under his signature.\n"
    assert len(eightk.read(data.encode()).signatures) == 1


def test_a_number_that_no_form_ever_had_is_a_finding() -> None:
    report = made(item=ITEM.replace("Item 5.", "Item 8.01") + "Item 1.07  Hail and Frost\n\n     Hail fell.\n\n")
    assert report.items.numbers() == ("8.01",)
    assert [f.code for f in report.findings] == ["unknown-item"]


def test_a_report_in_one_line_and_numbers_in_it() -> None:
    report = made()
    assert "5" in report.items and "9" not in report.items
    assert repr(report) == "<Report 8-K 1999-03-04 MARLSTONE QUARRIES, INC. items 5>"


@pytest.mark.parametrize("wrong", ["text", None, 7])
def test_only_bytes_are_read(wrong: object) -> None:
    with pytest.raises(TypeError, match="takes bytes"):
        eightk.read(wrong)  # type: ignore[arg-type]
