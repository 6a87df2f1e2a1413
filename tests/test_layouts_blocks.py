"""Blocks of signatures, one of each habit that filers have had since the nineties, and what must be read from each."""

from __future__ import annotations

import pytest

import eightk
from test_layouts import HTML_COVER, HTML_SIGNED, NUMBERS, OPENED, STATEMENT
from test_reading import COVER, ITEM

NAME, WHO = "MARLSTONE QUARRIES, INC.", "Agnes Thorold"
DAY, TODAY = "1999-03-08", "2021-05-06"
Read = tuple[str | None, str | None, str | None, str | None, bool]

TYPED: list[tuple[str, list[Read]]] = [
    (
        """\
                    MARLSTONE QUARRIES, INC.
                    (Registrant)


Date: March 8, 1999                 By /s/ Agnes Thorold
      -------------                    -----------------
                                       Agnes Thorold
                                       Treasurer
""",
        [(NAME, WHO, "Treasurer", DAY, True)],
    ),
    (
        """\
Dated: March 8, 1999

                                   MARLSTONE QUARRIES, INC.


                                   By:  /S/ AGNES THOROLD
                                        -----------------------------------
                                        Name:  Agnes Thorold
                                        Title: Executive Vice President,
                                               Chief Financial Officer and
                                               Treasurer
""",
        [(NAME, WHO, "Executive Vice President, Chief Financial Officer and Treasurer", DAY, True)],
    ),
    (
        """\
                                   MARLSTONE QUARRIES, INC.

                                   AGNES THOROLD
                                   ---------------------
                                   Agnes Thorold
                                   Treasurer
Dated:  March 8, 1999
""",
        [(NAME, WHO, "Treasurer", DAY, True)],
    ),
    (
        """\
MARLSTONE QUARRIES, INC.                 DATE:  March 8, 1999

BY:  /s/ Agnes Thorold
    ------------------------
    Agnes Thorold, Treasurer
""",
        [(NAME, WHO, "Treasurer", DAY, True)],
    ),
    (
        """\
                                   MARLSTONE QUARRIES, INC.
                                        (Registrant)

March 8, 1999                      /s/ Agnes Thorold
- -------------                    ---------------------
    (Date)                         Agnes Thorold
                                   Treasurer
                                   (Principal Financial and Accounting Officer)
""",
        [(NAME, WHO, "Treasurer (Principal Financial and Accounting Officer)", DAY, True)],
    ),
    (
        """\
                                   MARLSTONE QUARRIES, INC.

                                   By:  PELL CAPITAL CORP., its General Partner

                                        By: /s/ Agnes Thorold
                                            -----------------
                                            Agnes Thorold
                                            Treasurer

Date:  March 8, 1999
""",
        [(NAME, WHO, "Treasurer", DAY, True)],
    ),
    (
        """\
                                   MARLSTONE QUARRIES, INC.

                                   By: /s/ Agnes Thorold
                                       -----------------
                                       Agnes Thorold
                                       Treasurer

                                   By: /s/ Peter Lind
                                       -----------------
                                       Peter Lind
                                       Controller

Date:  March 8, 1999
""",
        [(NAME, WHO, "Treasurer", DAY, True), (NAME, "Peter Lind", "Controller", DAY, True)],
    ),
    (
        """\
   Signature                      Title                     Date
   ---------                      -----                     ----

/s/ Agnes Thorold             Treasurer                 March 8, 1999
- -----------------
Agnes Thorold
""",
        [(None, WHO, "Treasurer", DAY, True)],
    ),
    (
        """\
                                   MARLSTONE QUARRIES, INC.

                                   By:   /s/ Agnes Thorold by Peter Lind
                                         -------------------------------
                                         Agnes Thorold
                                         Treasurer
                                         by Peter Lind, Attorney-in-Fact
Date:  March 8, 1999
""",
        [(NAME, WHO, "Treasurer", DAY, True)],
    ),
    (
        """\
                                   MARLSTONE QUARRIES, INC.
                                   Registrant


                                   s/Agnes Thorold
                                   Agnes Thorold
                                   Treasurer
                                   March 8, 1999
""",
        [(NAME, WHO, "Treasurer", DAY, True)],
    ),
    (
        """\
MARLSTONE QUARRIES, INC.

By    /s/ Agnes Thorold
      Agnes Thorold
Its   Treasurer

Dated this 8th day of March, 1999.
""",
        [(NAME, WHO, "Treasurer", DAY, True)],
    ),
    (
        """\
MARLSTONE QUARRIES, INC.

                             By   Agnes Thorold
                                  -------------
                                  (Agnes Thorold)
                                  Treasurer

March 8, 1999
""",
        [(NAME, WHO, "Treasurer", DAY, True)],
    ),
    (
        """\
Date   March 8, 1999          MARLSTONE QUARRIES, INC.
     ----------------

                              By  /s/ Agnes Thorold
                                ------------------------------
                                       (Signature)
                                Agnes Thorold
                                Treasurer
""",
        [(NAME, WHO, "Treasurer", DAY, True)],
    ),
    (
        """\
                              MARLSTONE QUARRIES, INC.
                              (Registrant)

                              /s/ Agnes Thorold, Treasurer
                              ----------------------------
                              (Signature)

Date March 8, 1999
""",
        [(NAME, WHO, "Treasurer", DAY, True)],
    ),
    (
        """\
                              MARLSTONE QUARRIES, INC.

                              By:    /s/ Agnes Thorold
                                     --------------------------------
                              Name:  Agnes Thorold
                              Its:   Secretary and General Counsel

Dated: 3/8/99
""",
        [(NAME, WHO, "Secretary and General Counsel", DAY, True)],
    ),
    (
        """\
Date: 8 March 1999
MARLSTONE QUARRIES, INC.
By: _______________________
    Agnes Thorold
    Treasurer
""",
        [(NAME, WHO, "Treasurer", DAY, False)],
    ),
]
MARKED: list[tuple[str, list[Read]]] = [
    (
        "<table><tr><td></td><td colspan=2>MARLSTONE QUARRIES, INC.</td></tr><tr><td>Date: May 6, 2021</td><td>By:</td>"
        "<td><u>/s/ Agnes Thorold</u></td></tr><tr><td></td><td></td><td>Agnes Thorold</td></tr><tr><td></td><td></td>"
        "<td>Treasurer</td></tr></table>",
        [(NAME, WHO, "Treasurer", TODAY, True)],
    ),
    (
        "<table><tr><td>MARLSTONE QUARRIES, INC.</td><td>Date: May 6, 2021</td></tr><tr><td>By: /s/ Agnes Thorold<br>"
        "Agnes Thorold<br>Treasurer</td><td></td></tr></table>",
        [(NAME, WHO, "Treasurer", TODAY, True)],
    ),
    (
        "<p>MARLSTONE QUARRIES, INC.<br>(Registrant)</p><p>/s/ Agnes Thorold<br>(Signature)</p><p>Agnes Thorold<br>"
        "Treasurer</p><p>May 6, 2021<br>(Date)</p>",
        [(NAME, WHO, "Treasurer", TODAY, True)],
    ),
    (
        "<p>Dated: May 6, 2021</p><p>&nbsp;</p><table><tr><td width=50%></td><td>MARLSTONE QUARRIES, INC.</td></tr><tr>"
        "<td></td><td>By: /s/ Agnes Thorold</td></tr><tr><td></td><td>Name: Agnes Thorold</td></tr><tr><td></td><td>"
        "Title: Treasurer</td></tr></table>",
        [(NAME, WHO, "Treasurer", TODAY, True)],
    ),
    (
        "<p>MARLSTONE QUARRIES, INC.</p><p>By: <u>&nbsp;&nbsp;/s/ Agnes Thorold&nbsp;&nbsp;</u></p><p>"
        "Agnes Thorold, Treasurer and Chief Financial Officer</p><p>Date: May 6, 2021</p>",
        [(NAME, WHO, "Treasurer and Chief Financial Officer", TODAY, True)],
    ),
    (
        "<p>MARLSTONE QUARRIES, INC.</p><p>By: /s/ Agnes Thorold<br>Name: Agnes Thorold<br>Title: Treasurer</p><p>"
        "Date: May 6, 2021</p><p>EXHIBIT INDEX</p><p>99.1 Press release</p>",
        [(NAME, WHO, "Treasurer", TODAY, True)],
    ),
    (
        "<table><tr><td>May 6, 2021</td><td>MARLSTONE QUARRIES, INC.</td></tr><tr><td></td><td>(Registrant)</td></tr>"
        "<tr><td></td><td>By</td><td>/s/ Agnes Thorold</td></tr><tr><td></td><td></td><td>Agnes Thorold</td></tr><tr>"
        "<td></td><td></td><td>Senior Vice President, General Counsel and</td></tr><tr><td></td><td></td><td>"
        "Corporate Secretary</td></tr></table>",
        [(NAME, WHO, "Senior Vice President, General Counsel and Corporate Secretary", TODAY, True)],
    ),
    (
        "<p>MARLSTONE QUARRIES, INC.</p><p>/s/ Agnes Thorold</p><p>By: Agnes Thorold</p><p>Title: Treasurer</p><p>Date: May 6, 2021</p>",
        [(NAME, WHO, "Treasurer", TODAY, True)],
    ),
    (
        "<p>MARLSTONE QUARRIES, INC.</p><p>By: Agnes Thorold, its Treasurer</p><p>Date: May 6, 2021</p>",
        [(NAME, WHO, "Treasurer", TODAY, True)],
    ),
    (
        "<p>MARLSTONE QUARRIES, INC.</p><p>By: /s/ Agnes Thorold</p><p>Agnes Thorold</p><p>"
        "Chairman of the Board, President and CEO</p><p>5/6/2021</p>",
        [(NAME, WHO, "Chairman of the Board, President and CEO", TODAY, True)],
    ),
    (
        "<p>Marlstone Quarries, Inc.</p><p>By: /s/Agnes M. Thorold, Esq.</p><p>Agnes M. Thorold, Esq.</p><p>"
        "General Counsel</p><p>Dated as of May 6, 2021</p>",
        [("Marlstone Quarries, Inc.", "Agnes M. Thorold, Esq.", "General Counsel", TODAY, True)],
    ),
    (
        "<table><tr><td>MARLSTONE QUARRIES, INC.</td><td>PELL HOLDINGS, LLC</td></tr><tr><td>By: /s/ Agnes Thorold</td>"
        "<td>By: /s/ Peter Lind</td></tr><tr><td>Name: Agnes Thorold</td><td>Name: Peter Lind</td></tr><tr><td>"
        "Title: Treasurer</td><td>Title: Manager</td></tr><tr><td>Date: May 6, 2021</td><td>Date: May 7, 2021</td></tr>"
        "</table>",
        [(NAME, WHO, "Treasurer", TODAY, True), ("PELL HOLDINGS, LLC", "Peter Lind", "Manager", "2021-05-07", True)],
    ),
    (
        "<p>MARLSTONE QUARRIES, INC.</p><p>By:</p><p>/s/ Agnes Thorold</p><p>Agnes Thorold</p><p>Treasurer</p><p>Dated: May 6, 2021</p>",
        [(NAME, WHO, "Treasurer", TODAY, True)],
    ),
    (
        "<p>MARLSTONE QUARRIES, INC.</p><p>By: [/s/ Agnes Thorold]</p><p>Agnes Thorold</p><p>Treasurer</p><p>Dated: May 6, 2021</p>",
        [(NAME, WHO, "Treasurer", TODAY, True)],
    ),
    (
        "<p>MARLSTONE QUARRIES, INC.</p><p>By: &ldquo;Agnes Thorold&rdquo;</p><p>Agnes Thorold</p><p>Treasurer</p><p>"
        "Dated: May 6, 2021</p>",
        [(NAME, WHO, "Treasurer", TODAY, True)],
    ),
    (
        "<p>MARLSTONE QUARRIES, INC.</p><p>/s/ Agnes Thorold, Treasurer (Duly Authorized Officer)</p><p>May 6, 2021</p>",
        [(NAME, WHO, "Treasurer (Duly Authorized Officer)", TODAY, True)],
    ),
]
TRUSTS = [
    """\
                         PELL MASTER TRUST I
                         By: Bank of Danby, as Trustee

                         By: /s/ Agnes Thorold
                         Name: Agnes Thorold
                         Title: Vice President
Date: March 8, 1999
""",
    """\
                         BANK OF DANBY, not in its individual
                         capacity but solely as Trustee on behalf of
                         PELL MASTER TRUST I

                         By: /s/ Agnes Thorold
                         Name: Agnes Thorold
                         Title: Vice President
Date: March 8, 1999
""",
]


def read(source: str) -> list[Read]:
    made = eightk.read(source.encode()).signatures
    return [(s.registrant, s.name, s.title, str(s.date) if s.date else None, s.signed) for s in made]


@pytest.mark.parametrize(("block", "expected"), TYPED)
def test_a_typed_block(block: str, expected: list[Read]) -> None:
    assert read(COVER.format(date="March 4, 1999", ein="03-5550144") + ITEM + STATEMENT + block) == expected


@pytest.mark.parametrize("block", TRUSTS)
def test_a_trust_by_its_trustee(block: str) -> None:
    cover = COVER.format(date="March 4, 1999", ein="03-5550144").replace(NAME, "PELL MASTER TRUST I")
    assert read(cover + ITEM + STATEMENT + block) == [("PELL MASTER TRUST I", WHO, "Vice President", DAY, True)]


@pytest.mark.parametrize(("block", "expected"), MARKED)
def test_a_block_in_html(block: str, expected: list[Read]) -> None:
    statement = HTML_SIGNED[: HTML_SIGNED.index("<p>MARLSTONE")]
    assert read(HTML_COVER.format(name=NAME, numbers=NUMBERS, extra="") + OPENED + statement + block + "</body></html>") == expected
