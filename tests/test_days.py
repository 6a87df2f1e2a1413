"""Counting days: the worked examples, computed by hand with the federal calendar."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eightk.form import clocks, days

D = dt.date


@pytest.mark.parametrize(
    ("event", "rule", "due"),
    [
        (D(2024, 3, 4), "bd4", D(2024, 3, 8)),
        (D(2024, 3, 2), "bd4", D(2024, 3, 7)),  # Saturday: Monday is day 1
        (D(2024, 11, 26), "bd4", D(2024, 12, 3)),  # Thanksgiving
        (D(2023, 11, 22), "bd4", D(2023, 11, 29)),
        (D(2025, 7, 3), "bd4", D(2025, 7, 10)),  # 4 July, day 1 is Monday 7
        (D(2025, 7, 4), "bd4", D(2025, 7, 10)),  # the holiday itself
        (D(2024, 12, 31), "bd4", D(2025, 1, 7)),
        (D(2022, 6, 17), "bd4", D(2022, 6, 24)),  # Juneteenth observed on Monday
        (D(2003, 9, 12), "bd5", D(2003, 9, 19)),
        (D(2003, 8, 29), "bd5", D(2003, 9, 8)),  # Labor Day
        (D(2003, 9, 15), "cal15", D(2003, 9, 30)),
        (D(2003, 8, 15), "cal15", D(2003, 9, 2)),  # Saturday, then Labor Day
        (D(2003, 9, 30), "extension60", D(2003, 12, 1)),
        (D(2024, 3, 8), "extension71", D(2024, 5, 20)),
        (D(2025, 1, 6), "bd4", D(2025, 1, 13)),  # mourning on 9 January; snow on 7 January counts
        (D(2025, 1, 2), "bd4", D(2025, 1, 8)),
        (D(2025, 1, 9), "bd4", D(2025, 1, 15)),  # an event on a closed day
        (D(2018, 11, 30), "bd4", D(2018, 12, 7)),  # 5 December closed
        (D(2018, 12, 19), "bd4", D(2018, 12, 27)),  # 24 December closed
        (D(2024, 12, 18), "bd4", D(2024, 12, 26)),
        (D(2006, 12, 27), "bd4", D(2007, 1, 4)),  # 2 January closed
        (D(2004, 6, 7), "bd5", D(2004, 6, 15)),  # 11 June closed
        (D(2012, 10, 26), "bd4", D(2012, 11, 1)),  # storm days count
        (D(2025, 10, 1), "bd4", D(2025, 10, 7)),  # a lapse of appropriations changes nothing
        (D(2017, 1, 18), "bd4", D(2017, 1, 24)),  # Inauguration Day counts
        (D(2024, 5, 14), "bd4_meeting", D(2024, 5, 20)),
        (D(2025, 5, 20), "bd4_meeting", D(2025, 5, 27)),  # Memorial Day
        (D(2026, 3, 2), "bd4", D(2026, 3, 6)),
        (D(2024, 3, 13), "bd4_after_materiality_determination", D(2024, 3, 19)),
        (D(2024, 3, 11), "bd4", D(2024, 3, 15)),
        (D(2024, 3, 12), "bd4", D(2024, 3, 18)),
        (D(2024, 3, 14), "bd4", D(2024, 3, 20)),
        (D(2024, 4, 23), "bd4", D(2024, 4, 29)),
        (D(2024, 1, 10), "bd4", D(2024, 1, 17)),  # Martin Luther King day
        (D(2024, 3, 1), "bd4", D(2024, 3, 7)),
    ],
)
def test_due_day(event: dt.date, rule: str, due: dt.date) -> None:
    assert days.due_day(rule, event) == due


def test_an_unknown_day_gives_two_answers() -> None:
    event = D(2025, 12, 19)
    assert days.due_day("bd4", event) == D(2025, 12, 26)
    assert days.due_day("bd4", event, doubtful=False) == D(2025, 12, 30)
    assert days.due_day("bd4", event, closed={D(2025, 12, 24)}) == D(2025, 12, 29)


@pytest.mark.parametrize(
    ("sent", "filed"),
    [
        (dt.datetime(2024, 3, 8, 17, 29), D(2024, 3, 8)),
        (dt.datetime(2024, 3, 8, 17, 30), D(2024, 3, 8)),
        (dt.datetime(2024, 3, 8, 17, 31), D(2024, 3, 11)),
        (dt.datetime(2022, 2, 4, 20, 11), D(2022, 2, 7)),
        (dt.datetime(2026, 3, 6, 16, 11, 25), D(2026, 3, 6)),
        (dt.datetime(2024, 3, 9, 10, 0), D(2024, 3, 11)),
    ],
    ids=str,
)
def test_filing_day(sent: dt.datetime, filed: dt.date) -> None:
    assert days.filing_day(sent) == filed


def test_how_late() -> None:
    assert days.business_days_between(D(2024, 3, 8), D(2024, 3, 11)) == 1
    assert days.business_days_between(D(2024, 3, 8), D(2024, 3, 8)) == 0
    assert days.business_days_between(D(2024, 3, 8), D(2024, 3, 1)) == 0
    assert days.business_days_between(D(2024, 11, 27), D(2024, 12, 2)) == 2


@pytest.mark.parametrize("row", [row for row in clocks.deadlines().rules if row.example], ids=lambda row: row.name)
def test_the_example_of_a_clock(row: clocks.DeadlineRow) -> None:
    assert row.example is not None
    assert days.due_day(row.name, row.example.event) == row.example.due


def test_a_clock_without_a_count_has_no_due_day() -> None:
    assert days.due_day("fd", D(2024, 3, 4)) is None
    assert days.due_day("with_report", D(2024, 3, 4)) is None
    with pytest.raises(KeyError):
        days.due_day("tomorrow", D(2024, 3, 4))


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (D(2024, 3, 9), "Saturday"),
        (D(2024, 3, 10), "Sunday"),
        (D(2024, 3, 8), None),
        (D(2021, 6, 18), "Juneteenth"),
        (D(2020, 6, 19), None),  # not yet a holiday
        (D(2024, 11, 11), "Veterans Day"),
        (D(2018, 12, 5), "national day of mourning, President G. H. W. Bush"),
        (D(1994, 4, 27), None),  # offices closed, EDGAR open
        (D(2021, 1, 20), None),  # Inauguration Day
        (D(2025, 1, 20), "Martin Luther King Jr."),
        (D(2013, 10, 10), None),  # lapse of appropriations
    ],
)
def test_why_closed(day: dt.date, why: str | None) -> None:
    assert days.why_closed(day) == why
    assert days.is_business_day(day) is (why is None)


def test_the_callers_own_closed_days() -> None:
    day = D(2024, 3, 5)
    assert days.is_business_day(day)
    assert days.why_closed(day, closed=[day]) == "named by the caller"
    assert days.add_business_days(D(2024, 3, 4), 4, closed=[day]) == D(2024, 3, 11)
    assert days.add_calendar_days(D(2024, 3, 4), 1, closed=[day]) == D(2024, 3, 6)


@pytest.mark.parametrize("day", [D(1992, 12, 31), D(2031, 1, 2)])
def test_no_guess_beyond_the_table(day: dt.date) -> None:
    with pytest.raises(ValueError, match="1993 to 2030"):
        days.is_business_day(day)


def test_counting_backward_is_the_callers_mistake() -> None:
    with pytest.raises(ValueError, match="forward"):
        days.add_business_days(D(2024, 3, 4), -1)


def test_the_calendar() -> None:
    known = days.calendar()
    assert (known.first, known.last) == (1993, 2030)
    assert all(day.weekday() < days.SATURDAY for day in known.closed)
    assert set(known.doubtful) == {D(2001, 12, 24), D(2025, 12, 24), D(2025, 12, 26)}
    holidays = {row.name: row.days.split() for row in clocks.closures().holidays}
    assert len({day for found in holidays.values() for day in found}) == 390
    for name, found in holidays.items():
        assert len(found) == (10 if name == "Juneteenth" else 38), name
        assert found == sorted(found)


@given(st.dates(D(1993, 1, 1), D(2029, 12, 31)), st.integers(0, 30))
def test_counting_agrees_with_counting(day: dt.date, n: int) -> None:
    there = days.add_business_days(day, n)
    assert days.is_business_day(there)
    assert there >= day
    if n:
        assert days.business_days_between(day, there) == n
        assert days.business_days_between(day, there - days.ONE) == n - 1
