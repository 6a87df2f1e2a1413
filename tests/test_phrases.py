"""Every wording of the form matches its examples and not its counterexamples (form/phrases.toml, form/captions.toml)."""

from __future__ import annotations

import pytest

from eightk.form.phrases import Lines, Openings, Phrase, pattern, rows
from eightk.read.text import lowered

ROWS = [*rows("phrases"), *rows("captions")]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_examples(row: Phrase) -> None:
    assert row.examples and row.others and row.source
    for text in row.examples:
        assert pattern(row.id).search(lowered(text)), f"{row.id} does not match its example {text!r}"
    for text in row.others:
        assert not pattern(row.id).search(lowered(text)), f"{row.id} matches {text!r}"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_needs_stand_in_every_match(row: Phrase) -> None:
    """The quick look must not hide a match."""
    for text in row.examples:
        low = lowered(text)
        assert not row.needs or any(word in low for word in row.needs), f"{row.id}: none of {row.needs} in {text!r}"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_quick_looks_find_what_the_pattern_finds(row: Phrase) -> None:
    """Needed words and beginnings are a short way to the same first match."""
    wording = pattern(row.id)
    for text in (*row.examples, *row.others, " ".join((*row.others, *row.examples))):
        quick, slow = wording.search(lowered(text)), wording.regex.search(lowered(text))
        assert (quick and quick.span()) == (slow and slow.span()), f"{row.id}: {text!r}"


@pytest.mark.parametrize("row", [row for row in ROWS if row.opens], ids=lambda row: row.id)
def test_lines_open_with_the_words_that_are_told(row: Phrase) -> None:
    for text in row.examples:
        low = lowered(text)
        assert Lines(low, 0, len(low)).places(pattern(row.id).letters), f"{row.id}: none of {row.opens} opens {text!r}"
        assert Openings(row.opens).may(low, 0, len(low)), f"{row.id}: none of {row.opens} opens {text!r}"


@pytest.mark.parametrize("marks", ["_", "*_", '"_', "__(", "_[", "[_] ", " _ _ ", "-- ", "*"])
def test_marks_ahead_of_the_words_that_open_a_line_hide_nothing(marks: str) -> None:
    low = f"\nwords above\n{marks}forward-looking statements_\n"
    assert Openings(pattern("trailing-heading").opens).may(low, 0, len(low))
    assert not Openings(pattern("trailing-heading").opens).may(f"\n{marks}words", 0, len(low))


@pytest.mark.parametrize("marks", ["*", "* ", "#\t", "_*", "*_[(", "\n*", "*\n\n"])
def test_a_line_of_marks_that_is_no_rule_costs_little(marks: str) -> None:
    """With the cube of its length it would not end today."""
    assert pattern("trailing-marks").search("\n" + marks * 20_000 + "x") is None


def test_ids_are_unique() -> None:
    ids = [row.id for row in ROWS]
    assert len(ids) == len(set(ids))
