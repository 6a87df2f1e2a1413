"""Blocks of signatures, one of each habit that filers have had since the nineties, and what must be read from each."""

from __future__ import annotations

import pytest

import eightk
from test_layouts import HTML_COVER, HTML_SIGNED, NUMBERS, OPENED, STATEMENT
from test_reading import COVER, ITEM

NAME, WHO = "MARLSTONE QUARRIES, INC.", "Agnes Thorold"
DAY, TODAY = "1999-03-08", "2021-05-06"
Read = tuple[str | None, str | None, str | None, str | None, bool]

TYPED: list[tuple[str, list[Read]]] = []
MARKED: list[tuple[str, list[Read]]] = []
TRUSTS = []


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
