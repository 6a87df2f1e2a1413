"""Headings of items, what follows them and what trails the last one: the cases of cases/read/headings.txt."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from test_layouts import marked_up
from test_reading import made

CASES = re.findall(
    r"^=== (typed|html)\n(.*?)\n---\n(.*?)(?=\n\n===|\n*\Z)",
    (Path(__file__).parent / "cases" / "read" / "headings.txt").read_text(encoding="utf-8"),
    re.M | re.S,
)
Q = "The quarry at Danby Corners opened on Monday, and it was blessed."
TYPED = "Item 7.   Exhibits\n\n     (c)  Exhibits.\n\n     99   Press release\n"
MARKED = "<p>Item 9.01 Financial Statements and Exhibits</p><p>(d) Exhibits</p><p>99.1 Press release</p>"
LISTS = {
    "typed": "7 | Exhibits | (c) Exhibits. 99 Press release",
    "html": "9.01 | Financial Statements and Exhibits | (d) Exhibits 99.1 Press release",
}


@pytest.mark.parametrize(("medium", "words", "expected"), CASES)
def test_items(medium: str, words: str, expected: str) -> None:
    if medium == "typed":
        report = made(item=words.replace("{r}", "     {q}\n\n{e}").replace("{q}", Q).replace("{e}", TYPED) + "\n\n")
    else:
        report = marked_up(words.replace("{r}", "<p>{q}</p>{e}").replace("{q}", Q).replace("{e}", MARKED))
    found = [" | ".join((i.number, i.title or "", " ".join(i.text.split()))) for i in report.items]
    assert found == [LISTS[medium] if line == "LIST" else re.sub(r"\| Q$", f"| {Q}", line) for line in expected.split("\n")]


def test_the_cases_are_there() -> None:
    assert len(CASES) > 80
