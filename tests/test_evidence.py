"""The table of evidence hangs together with the tables it names, and the clocks of paragraphs give the due days of the worked examples."""

from __future__ import annotations

import datetime as dt

import pytest

from eightk import form
from eightk.form.clocks import clock
from eightk.form.days import due_day
from eightk.form.duties import fitting, paragraphs
from eightk.form.evidence import evidence
from eightk.form.phrases import pattern
from eightk.form.requirements import requirement

D = dt.date
IDS = {row.id for row in paragraphs()}


@pytest.mark.parametrize("row", evidence().duties, ids=lambda row: f"{row.code} {row.asks}")
def test_duties_name_what_there_is(row):
    assert requirement(row.code).message
    assert set(row.paragraphs) <= IDS
    assert row.phrases or row.exhibit or row.items or row.least
    for phrase in (*row.phrases, *row.when, *row.unless):
        assert pattern(phrase)
    assert {number.partition("(")[0] for number in row.items} <= set(form.titles())


def test_signs_name_what_there_is():
    for row in evidence().signs:
        assert row.paragraph in IDS
        assert pattern(row.phrase)


def test_every_paragraph_has_its_clock():
    for row in paragraphs():
        assert clock(row.clock).name == row.clock


@pytest.mark.parametrize(
    ("item", "event", "due", "last"),
    [
        ("1.01", D(2024, 3, 4), D(2024, 3, 8), None),
        ("1.01", D(2024, 3, 2), D(2024, 3, 7), None),
        ("5.03", D(2024, 11, 26), D(2024, 12, 3), None),
        ("5.03", D(2023, 11, 22), D(2023, 11, 29), None),
        ("2.01", D(2025, 7, 3), D(2025, 7, 10), None),
        ("2.01", D(2025, 7, 4), D(2025, 7, 10), None),
        ("3.01", D(2024, 12, 31), D(2025, 1, 7), None),
        ("3.01", D(2022, 6, 17), D(2022, 6, 24), None),
        ("4", D(2003, 9, 12), D(2003, 9, 19), None),
        ("6", D(2003, 8, 29), D(2003, 9, 8), None),
        ("2", D(2003, 9, 15), D(2003, 9, 30), None),
        ("2", D(2003, 8, 15), D(2003, 9, 2), None),
        ("1.01", D(2025, 12, 19), D(2025, 12, 26), D(2025, 12, 30)),
        ("1.01", D(2025, 1, 6), D(2025, 1, 13), None),
        ("1.01", D(2025, 1, 2), D(2025, 1, 8), None),
        ("1.01", D(2025, 1, 9), D(2025, 1, 15), None),
        ("1.01", D(2018, 11, 30), D(2018, 12, 7), None),
        ("1.01", D(2018, 12, 19), D(2018, 12, 27), None),
        ("1.01", D(2024, 12, 18), D(2024, 12, 26), None),
        ("1.01", D(2006, 12, 27), D(2007, 1, 4), None),
        ("4", D(2004, 6, 7), D(2004, 6, 15), None),
        ("1.01", D(2012, 10, 26), D(2012, 11, 1), None),
        ("1.01", D(2025, 10, 1), D(2025, 10, 7), None),
        ("1.01", D(2017, 1, 18), D(2017, 1, 24), None),
        ("5.07", D(2024, 5, 14), D(2024, 5, 20), None),
        ("5.07", D(2025, 5, 20), D(2025, 5, 27), None),
        ("1.05", D(2024, 3, 13), D(2024, 3, 19), None),
    ],
)
def test_the_first_paragraph_of_an_item_is_due(item, event, due, last):
    row = fitting(item, event)[0]
    assert due_day(row.clock, event) == due
    assert due_day(row.clock, event, doubtful=False) == (last or due)


def test_paragraphs_of_a_day():
    assert [row.id for row in fitting("5.02", D(2006, 11, 6))] == ["5.02(a)", "5.02(b)", "5.02(c)", "5.02(d)"]
    assert [row.id for row in fitting("5.02", D(2006, 11, 7))][-1] == "5.02(f)"
    assert [row.id for row in fitting("9", D(1997, 6, 1))] == ["9 (Regulation S)"]
    assert fitting("9.99", None) == ()
