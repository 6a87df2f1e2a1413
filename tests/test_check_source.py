"""How checks look at the source: the tags of a document with comments in it, and words with their places."""

from __future__ import annotations

import pytest

from eightk.check.html import _source
from eightk.check.plain import plain
from eightk.check.text import _PLAIN, _suspect


@pytest.mark.parametrize(
    ("data", "spelt"),
    [
        (b"<p>a</p><p>b</p>", {b"p"}),
        (b"<!-- page 1 --><p>a</p>", {b"p"}),
        (b"<!-- <script> --><p>a", {b"p"}),  # a tag in a comment is none
        (b"<a <!-- x --> name=y>", {b"a" + b" " * 12 + b"name=y"}),
        (b"<p><!-- never closed <b>", {b"p", b"b"}),
        (b"<![CDATA[ <b> ]]><i>", {b"i"}),
        (b"<!-- a > b <u> --><i>", {b"i"}),
        (b"<p <b>c</b>", {b"p ", b"b"}),  # the first is not closed
        (b"1 < 2 <b>", {b"b"}),
        (b"", set()),
    ],
)
def test_spellings(data: bytes, spelt: set[bytes]) -> None:
    found = _source(data)
    assert len(found.data) == len(data)
    assert set(found.spelt.split(b"<")[1:]) == spelt


@pytest.mark.parametrize(
    ("data", "suspect"),
    [
        (b"<TABLE><TR><TD>a</TD></TR></TABLE><TABLE></TABLE>", False),
        (b"<table><tr><td><table></table></td></tr></table>", True),
        (b"<table><!-- </table> --><table></table></table>", True),
        (b"<TABLE><table></table></TABLE>", True),
        (b"<p onclick=x>", True),
        (b"<p>carried on = one</p>", False),
        (b"<script>", True),
        (b"<!-- <script> -->", False),
    ],
)
def test_quick_look(data: bytes, suspect: bool) -> None:
    found = _source(data)
    assert _suspect(False, found.spelt.translate(_PLAIN), found) is suspect


def test_words_and_places() -> None:
    data = b"<p>A&nbsp;B <b>\xe2\x80\x9cC\xe2\x80\x9d</b><!-- <p>x --> D < E</P><td>F"
    words = plain(data, 0, len(data))
    assert words.text == "\nA\u00a0B \u201cC\u201d\n D < E\n\tF"
    at = words.text.index("\u201cC")
    start, end = words.span(at, at + 3)
    assert data[start:end] == b"\xe2\x80\x9cC\xe2\x80\x9d"
    start, end = words.span(words.text.index("D"), words.text.index("E") + 1)
    assert data[start:end] == b"D < E"
    assert words.until(4).text == words.text[:4]
