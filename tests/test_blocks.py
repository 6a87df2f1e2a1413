"""Blocks of an item: what is page furniture and what is not."""

from __future__ import annotations

import pytest

import eightk

HEAD = b"<p>FORM 8-K</p><p>Section 13 or 15(d)</p><p>Item 8.01 Other Events</p><p>One thing happened at the mill.</p>"
TAIL = b"<p>Another followed.</p><p>SIGNATURES</p>"


@pytest.mark.parametrize("page_end", [b"<hr>", b'<hr size="1" noshade>', b'<p style="page-break-before:always">&nbsp;</p>', b"<page>"])
@pytest.mark.parametrize("number", [b"2", b"- 2 -", b"Page 2 of 5"])
def test_a_number_at_the_end_of_a_page_is_furniture(page_end: bytes, number: bytes) -> None:
    item = eightk.read(HEAD + b"<p>" + number + b"</p>" + page_end + TAIL).items["8.01"]
    assert item.text == "One thing happened at the mill.\n\nAnother followed."
    assert [b.text for b in item.blocks if b.kind == "furniture"] == [number.decode()]


def test_a_number_within_a_page_is_text() -> None:
    item = eightk.read(HEAD + b"<p>2</p>" + TAIL).items["8.01"]
    assert item.text == "One thing happened at the mill.\n\n2\n\nAnother followed."


def test_a_hard_space_is_no_beginning_of_a_longer_reference() -> None:
    page = b"<p>FORM 8-K</p><p>Item 5. Other Events</p><p>Two&#160&#160;spaces, &#1604; and &#xA0F; are letters&nbsp;.</p>"
    assert eightk.read(page).items["5"].text == "Two spaces, \u0644 and \u0a0f are letters ."


@pytest.mark.parametrize("letter", ["A", "x", "I", "\u00e9", "1"])
def test_a_paragraph_may_be_one_letter(letter: str) -> None:
    html = HEAD + b"<p>" + letter.encode() + b"</p>" + TAIL
    typed = b"FORM 8-K\n\nSection 13 or 15(d)\n\nItem 8.01 Other Events\n\nOne thing happened.\n\n" + letter.encode() + b"\n\nAnother.\n"
    for page in (html, typed):
        assert letter in [b.text for b in eightk.read(page).items["8.01"].blocks]
