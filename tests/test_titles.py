"""The titles of items, told at a glance or word by word: both ways find the same."""

from __future__ import annotations

import pytest

from eightk import form
from eightk.read import titles as reader
from eightk.read.titles import Title, title_of

TITLES = [(number, words) for number, titles in form.titles().items() for words in titles]
FOLDED = [
    (number, words[:at] + fold + words[at:])
    for number, words in TITLES
    for at in range(len(words))
    if words[at] == " "
    for fold in ("\n    ", "\n   2\n\x0c\n")
]


def _found(titles: list[tuple[str, str]], after: str) -> list[Title]:
    sources = [f"\nItem {number}. {words}{after}" for number, words in titles]
    starts = [len(f"\nItem {number}") for number, _ in titles]
    return [title_of(s, s.lower(), at, len(s), (n,)) for s, at, (n, _) in zip(sources, starts, titles, strict=True)]


@pytest.mark.parametrize("after", ["\n", ".\n\n", " \n     and no more of it\n", "\x0c\n", "\n   1\n\x0c\nThe text of it", ""])
def test_a_title_alone_on_its_line(after: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every title ever given to an item is found whole, by the table of titles and without it."""
    quick = _found(TITLES, after)
    monkeypatch.setattr(reader, "_printed", lambda _: {})
    assert quick == _found(TITLES, after)
    assert all(title.match == 1.0 for title in quick)


def test_a_title_that_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first line of a folded title may be a title of its own: the table leaves it to the words, which find the longer one."""
    quick = _found(FOLDED, "\n")
    monkeypatch.setattr(reader, "_printed", lambda _: {})
    assert quick == _found(FOLDED, "\n")
