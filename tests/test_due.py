"""When a report is due: the worked examples, counted by hand, and laws that hold for every event; what an item asks for."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import eightk
from eightk import form
from eightk.form import days
from eightk.form.about import explain_item
from eightk.form.due import Due, due
from eightk.form.duties import paragraphs
from eightk.form.trading import next_opening
from program import run

D = dt.date


@pytest.mark.parametrize(
    ("event", "item", "expected"),
    [
        (D(2024, 3, 4), "1.01", D(2024, 3, 8)),
        (D(2024, 3, 2), "8.01", None),
        (D(2024, 3, 2), "1.01", D(2024, 3, 7)),  # a Saturday: Monday is day 1
        (D(2024, 3, 13), "1.05", D(2024, 3, 19)),  # the day of the determination, not of the discovery
        (D(2024, 3, 11), "3.01(a)", D(2024, 3, 15)),  # the letter received, not dated
        (D(2024, 3, 12), "5.02(b)", D(2024, 3, 18)),  # the notice, not the leaving
        (D(2024, 3, 14), "4.02(a)", D(2024, 3, 20)),
        (D(2024, 4, 23), "2.02", D(2024, 4, 29)),
        (D(2024, 1, 10), "1.01", D(2024, 1, 17)),  # Martin Luther King day
        (D(2024, 3, 1), "2.01", D(2024, 3, 7)),
        (D(2024, 11, 26), "5.02", D(2024, 12, 3)),
        (D(2023, 11, 22), "5.02", D(2023, 11, 29)),
        (D(2025, 7, 3), "5.02", D(2025, 7, 10)),
        (D(2025, 7, 4), "5.02", D(2025, 7, 10)),
        (D(2024, 12, 31), "5.02", D(2025, 1, 7)),
        (D(2022, 6, 17), "5.02", D(2022, 6, 24)),
        (D(2003, 9, 12), "4", D(2003, 9, 19)),
        (D(2003, 8, 29), "6", D(2003, 9, 8)),
        (D(2003, 9, 15), "2", D(2003, 9, 30)),
        (D(2003, 8, 15), "2", D(2003, 9, 2)),
        (D(2025, 12, 19), "5.02", D(2025, 12, 26)),
        (D(2025, 1, 6), "5.02", D(2025, 1, 13)),
        (D(2025, 1, 2), "5.02", D(2025, 1, 8)),
        (D(2025, 1, 9), "5.02", D(2025, 1, 15)),
        (D(2018, 11, 30), "5.02", D(2018, 12, 7)),
        (D(2018, 12, 19), "5.02", D(2018, 12, 27)),
        (D(2024, 12, 18), "5.02", D(2024, 12, 26)),
        (D(2006, 12, 27), "5.02", D(2007, 1, 4)),
        (D(2004, 6, 7), "4", D(2004, 6, 15)),
        (D(2012, 10, 26), "5.02", D(2012, 11, 1)),
        (D(2025, 10, 1), "5.02", D(2025, 10, 7)),
        (D(2017, 1, 18), "5.02", D(2017, 1, 24)),
        (D(2024, 5, 14), "5.07", D(2024, 5, 20)),
        (D(2025, 5, 20), "5.07", D(2025, 5, 27)),
        (D(2026, 3, 2), "5.02", D(2026, 3, 6)),
        (D(2004, 8, 20), "1.01", D(2004, 8, 26)),  # the form changes before the report is due
        (D(2003, 9, 15), "9", None),
        (D(1997, 3, 3), "9", D(1997, 3, 18)),  # Item 9 was Regulation S
    ],
)
def test_worked_examples(event: dt.date, item: str, expected: dt.date | None) -> None:
    assert due(event, item).due == expected


@pytest.mark.parametrize(
    ("event", "item", "what", "day"),
    [
        (D(2024, 3, 4), "2.01", "statements", D(2024, 5, 20)),
        (D(2024, 3, 4), "9.01(a)", "statements", D(2024, 5, 20)),
        (D(2003, 9, 15), "2", "statements", D(2003, 12, 1)),
        (D(2003, 9, 15), "7", "statements", D(2003, 12, 1)),
        (D(2024, 3, 4), "4.01(a)", "auditor's letter", D(2024, 3, 22)),
        (D(2024, 5, 14), "5.07", "frequency", D(2024, 10, 11)),
        (D(2024, 3, 4), "5.05", "web site", D(2024, 3, 8)),
    ],
)
def test_other_clocks(event: dt.date, item: str, what: str, day: dt.date) -> None:
    assert [later.due for later in due(event, item).later if what in later.what] == [day]


def test_a_clock_without_a_day_is_told_all_the_same() -> None:
    told = due(D(2024, 3, 4), "4.02(b)")
    assert [(later.due, "letter" in later.what) for later in told.later] == [(None, True)]
    assert {later.what[:7] for later in due(D(2024, 3, 4), "1.05").later} >= {"1.05(c)", "1.05(d)"}


def test_each_day_is_counted_or_passed_over_with_a_reason() -> None:
    told = due(D(2024, 11, 26), "5.02")
    assert [(c.day.day, c.number, c.why) for c in told.days] == [
        (27, 1, None),
        (28, None, "Thanksgiving Day"), (29, 2, None), (30, None, "Saturday"), (1, None, "Sunday"), (2, 3, None), (3, 4, None),
    ]  # fmt: skip
    rolled = due(D(2003, 8, 15), "2")
    assert (rolled.days[0].day, rolled.days[0].number) == (D(2003, 8, 30), 15)
    assert [c.why for c in rolled.days] == ["Saturday", "Sunday", "Labor Day", None]


def test_a_day_on_which_only_the_offices_were_closed_counts_and_that_is_said() -> None:
    assert {c.day: c.note for c in due(D(2025, 1, 6), "5.02").days}[D(2025, 1, 7)] == "snow, federal offices in Washington closed"


def test_days_nobody_knows_of_give_two_answers() -> None:
    told = due(D(2025, 12, 19), "5.02")
    assert (told.due, told.late_after) == (D(2025, 12, 26), D(2025, 12, 30))
    assert [c.day for c in told.days if c.doubtful] == [D(2025, 12, 24), D(2025, 12, 26)]
    assert told.if_closed[-1].day == told.late_after
    known = due(D(2025, 12, 19), "5.02", closed=[D(2025, 12, 24), D(2025, 12, 26)])
    assert (known.due, known.late_after, known.if_closed) == (D(2025, 12, 30), D(2025, 12, 30), ())


@pytest.mark.parametrize(
    ("time", "filed", "late"),
    [(dt.time(17, 29), D(2024, 3, 8), 0), (dt.time(17, 30), D(2024, 3, 8), 0), (dt.time(17, 31), D(2024, 3, 11), 1)],
)
def test_the_hour_moves_the_filing_and_never_the_event(time: dt.time, filed: dt.date, late: int) -> None:
    told = due(D(2024, 3, 4), "1.01", time=time)
    assert told.sent is not None
    assert (told.event, told.due, told.sent.filed, told.sent.late) == (D(2024, 3, 4), D(2024, 3, 8), filed, late)


@pytest.mark.parametrize(
    ("learned", "by"),
    [
        (dt.datetime(2026, 3, 6, 15), dt.datetime(2026, 3, 9, 9, 30)),  # Friday: Monday's opening is later than 24 hours
        (dt.datetime(2026, 3, 3, 15), dt.datetime(2026, 3, 4, 15)),  # Tuesday: 24 hours are later than the opening
        (dt.datetime(2026, 3, 3, 8), dt.datetime(2026, 3, 4, 9, 30)),
        (dt.datetime(2026, 4, 2, 12), dt.datetime(2026, 4, 6, 9, 30)),  # Good Friday: the exchange is closed, EDGAR is not
        (dt.datetime(2024, 11, 8, 12), dt.datetime(2024, 11, 11, 9, 30)),  # Veterans Day: the exchange opens
        (dt.datetime(2021, 6, 17, 8), dt.datetime(2021, 6, 18, 9, 30)),
    ],
)
def test_regulation_fd(learned: dt.datetime, by: dt.datetime) -> None:
    assert next_opening(learned) == by
    told = due(learned.date(), "7.01", time=learned.time())
    assert (told.due, told.by) == (None, by)


def test_the_trigger_is_assumed_only_where_there_are_several() -> None:
    told = due(D(2024, 3, 4), "5.02")
    assert (told.assumed, told.trigger.word, list(told.trigger.paragraphs)) == (True, "notice", ["5.02(a)", "5.02(b)"])
    assert [t.word for t in told.other_triggers] == ["appointment", "election", "adoption", "calculation"]
    assert not due(D(2024, 3, 4), "5.02", trigger="election").assumed
    assert not due(D(2024, 3, 4), "5.02(c)").assumed
    assert not due(D(2024, 3, 4), "1.05").assumed


def test_an_announcement_makes_due_the_same_day() -> None:
    assert due(D(2024, 6, 3), "5.02(c)").due == D(2024, 6, 7)
    assert due(D(2024, 6, 3), "5.02", trigger="announcement").due == D(2024, 6, 3)
    assert due(D(2024, 6, 1), "5.02(c)", trigger="announcement").due == D(2024, 6, 3)


@pytest.mark.parametrize(
    ("item", "day", "lists"),
    [
        ("1.01", D(2024, 3, 4), (True, True)),
        ("1.04", D(2024, 3, 4), (False, True)),  # on one list only
        ("4.02(a)", D(2024, 3, 4), (True, True)),
        ("4.02(b)", D(2024, 3, 4), (False, False)),
        ("5.02(e)", D(2024, 3, 4), (True, True)),
        ("5.02(b)", D(2024, 3, 4), (False, False)),
        ("1.05", D(2024, 3, 4), (True, True)),
        ("6.03", D(2024, 3, 4), (True, True)),
        ("2.02", D(2024, 3, 4), (False, False)),
        ("1.01", D(2004, 9, 1), (True, True)),
    ],
)
def test_the_two_lists_are_told_apart(item: str, day: dt.date, lists: tuple[bool, bool]) -> None:
    told = due(day, item).softened
    assert [s.list for s in told] == ["10b5", "s3"]
    assert tuple(bool(s.listed) for s in told) == lists


@pytest.mark.parametrize(("item", "told"), [("5.02", "Of Item 5.02, 5.02(e) alone is on the list"), ("5.02(e)", None), ("1.01", None)])
def test_which_paragraph_alone_is_on_a_list_is_told(item: str, told: str | None) -> None:
    said = " ".join(run("due", "2024-03-04", "--item", item).output.split())
    assert said.count("alone is on the list") == (2 if told else 0) and (told or "") in said


def test_furnishing_late_does_not_count_for_form_s3() -> None:
    assert "not counted" in due(D(2024, 3, 4), "7.01").softened[1].says


def test_there_was_no_list_before_2004() -> None:
    assert due(D(2003, 9, 12), "4").softened == ()


def test_a_form_that_changes_meanwhile_is_told() -> None:
    told = due(D(2004, 8, 20), "4")
    assert told.due == D(2004, 8, 27)
    assert "2004-08-23" in told.notes[0]
    assert "4.01" in told.notes[0]


@pytest.mark.parametrize(
    ("event", "item", "trigger", "says"),
    [
        (D(2024, 3, 4), "5.99", None, "never had"),
        (D(2024, 3, 4), "4", None, "was not on the form"),
        (D(2001, 3, 4), "5.02", None, "2004-08-23"),
        (D(2024, 3, 4), "five", None, "names no item"),
        (D(2024, 3, 4), "5.02", "dismissal", "appointment"),
        (D(2024, 3, 4), "5.02(z)", None, "no paragraph"),
        (D(2040, 3, 4), "5.02", None, "holidays"),
    ],
)
def test_what_has_no_answer_says_why(event: dt.date, item: str, trigger: str | None, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        due(event, item, trigger=trigger)


# ---- laws --------------------------------------------------------------------------------------------------------

EVENTS = st.dates(D(1994, 1, 3), D(2030, 6, 30))
NTH = st.integers(0, 99)


def answered(event: dt.date, nth: int) -> Due:
    """The answer for one of the items of the day."""
    numbers = list(form.on(event).items)
    return due(event, numbers[nth % len(numbers)])


@given(EVENTS, NTH)
def test_never_before_the_event_and_never_on_a_closed_day(event: dt.date, nth: int) -> None:
    told = answered(event, nth)
    if told.due and told.late_after:
        assert event <= told.due <= told.late_after
        assert days.is_business_day(told.due)
        assert days.is_business_day(told.late_after, doubtful=False)
        assert all((c.why is None) == days.is_business_day(c.day) for c in told.days)
        assert [c.day for c in told.days] == [told.days[0].day + n * days.ONE for n in range(len(told.days))]
        assert all(later.due is None or later.due >= event for later in told.later)


@given(EVENTS, st.integers(0, 40), NTH)
def test_a_later_event_is_never_due_earlier(event: dt.date, more: int, nth: int) -> None:
    first, second = answered(event, nth), answered(event + more * days.ONE, nth)
    if (first.item, first.clock) == (second.item, second.clock) and first.due and second.due:
        assert first.due <= second.due


@given(EVENTS, NTH, st.sets(st.integers(1, 20), max_size=4))
def test_a_closed_day_more_never_makes_it_earlier(event: dt.date, nth: int, offsets: set[int]) -> None:
    told = answered(event, nth)
    if told.due:
        closed = {event + n * days.ONE for n in offsets}
        again = due(event, told.item, closed=closed)
        assert again.due is not None
        assert again.due >= told.due
        assert again.due not in closed


@given(EVENTS, NTH, st.times())
def test_the_hour_changes_no_due_day(event: dt.date, nth: int, time: dt.time) -> None:
    told = answered(event, nth)
    again = due(event, told.item, time=time)
    assert (again.due, again.late_after, again.days) == (told.due, told.late_after, told.days)


def test_every_paragraph_that_starts_a_clock_names_its_trigger() -> None:
    assert [p.id for p in paragraphs() if p.trigger and p.clock in ("none", "with_report")] == []
    counted = ("bd4", "bd5", "cal15", "btr", "btr4", "bd4_meeting")
    assert [p.id for p in paragraphs() if not p.trigger and p.clock in counted] == []


# ---- what an item asks for ---------------------------------------------------------------------------------------


def test_an_item_is_explained() -> None:
    told = explain_item("7.01")
    assert (told.status, told.deadline.name, [n.exchange for n in told.notices]) == ("furnished", "fd", ["Nasdaq", "NYSE", "NYSE American"])
    assert [(c.old, c.new) for c in told.crosswalk] == [("9", "7.01")]
    assert explain_item("Item 9", on=D(2003, 9, 15)).title == "Regulation FD Disclosure"
    assert explain_item("9", on=D(1997, 9, 15)).status == "filed"
    assert [p.id for p in explain_item("5.02(c)").paragraphs] == ["5.02(c)"]
    assert [p.id for p in explain_item("2.05(b)").paragraphs] == ["2.05(a)-(d)"]
    assert [(e.number, e.paragraph) for e in explain_item("5.03").exhibits] == [("3", "5.03(a)")]
    assert explain_item("9.01", on=D(2005, 1, 3)).paragraphs != explain_item("9.01").paragraphs


@pytest.mark.parametrize("row", form.items(), ids=lambda row: f"{row.number}-{row.from_}")
def test_every_item_can_be_explained(row: form.ItemRow) -> None:
    for day in (row.from_, row.until):
        if day:
            assert explain_item(row.number, on=day).title == row.title


@pytest.mark.parametrize(("item", "on"), [("9", D(1999, 6, 1)), ("1.05", D(2020, 1, 1)), ("77", None), ("x", None), ("1.01(z)", None)])
def test_what_cannot_be_explained(item: str, on: dt.date | None) -> None:
    with pytest.raises(ValueError):
        explain_item(item, on=on)


# ---- the commands ------------------------------------------------------------------------------------------------


def test_due_as_text() -> None:
    told = run("due", "2024-11-26", "--item", "5.02", "--time", "17:31")
    assert told.exit_code == 0
    for words in ("due Tue 2024-12-03", "Thanksgiving Day", "assumed", "late by 1 business day", "Rule 10b-5", "Form S-3", "facts as of"):
        assert words in " ".join(told.stdout.split()), words
    assert max(map(len, told.stdout.splitlines())) <= 100
    unsure = run("due", "2025-12-19", "--item", "1.01").stdout
    assert "due Fri 2025-12-26, or Tue 2025-12-30" in unsure
    assert "late only after" in unsure


def test_due_as_json_is_the_function() -> None:
    told = json.loads(run("due", "2024-03-04", "--item", "1.01", "--format", "json").stdout)
    assert (told["due"], told["trigger"]["word"], told["facts"]) == ("2024-03-08", "agreement", form.FACTS)
    assert eightk.due(D(2024, 3, 4), "1.01").due == D(2024, 3, 8)


def test_due_as_a_calendar() -> None:
    text = run("due", "2024-03-04", "--item", "2.01", "--format", "ics").stdout_bytes.decode()
    lines = text.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in lines)
    whole = text.replace("\r\n ", "").split("\r\n")
    assert whole.count("BEGIN:VEVENT") == whole.count("END:VEVENT") == 2
    assert "DTSTART;VALUE=DATE:20240308" in whole
    assert "DTSTART;VALUE=DATE:20240520" in whole
    for needed in ("UID", "DTSTAMP", "DTSTART", "SUMMARY"):
        assert sum(line.startswith(needed) for line in whole) == 2
    assert len({line for line in whole if line.startswith("UID")}) == 2
    assert all(re.fullmatch(r"DTSTAMP:\d{8}T\d{6}Z", line) for line in whole if line.startswith("DTSTAMP"))
    fd = run("due", "2026-03-06", "--item", "7.01", "--time", "15:00", "--format", "ics")
    assert "DTSTART:20260309T133000Z" in fd.stdout
    assert run("due", "2026-03-06", "--item", "8.01", "--format", "ics").exit_code == 2


def test_a_question_without_an_answer_is_a_usage_error() -> None:
    for arguments in ("due 2024-03-04 --item 4", "due March --item 1.01", "explain 9 --on 2024-03-04", "explain Z99", "rules Z"):
        told = run(*arguments.split())
        assert (told.exit_code, "Traceback" in told.stderr) == (2, False), arguments


def test_explain_as_text_and_json() -> None:
    told = run("explain", "7.01")
    assert told.exit_code == 0
    for words in ("furnished", "Regulation FD", "Nasdaq", "old 9 -> 7.01", "[verified", "facts as of"):
        assert words in told.stdout, words
    assert json.loads(run("explain", "5.03(b)", "--format", "json").stdout)["paragraphs"][0]["exhibits"] == []
    assert json.loads(run("explain", "C02", "--format", "json").stdout)["code"] == "C02"
    assert "C02" in run("rules", "C02").stdout
    assert json.loads(run("rules", "C0", "--format", "json").stdout)[0]["code"] == "C01"


@pytest.mark.parametrize("day", [dt.date.max, dt.date(2031, 1, 2), dt.date(1900, 1, 1)])
def test_a_day_that_no_calendar_covers(day: dt.date) -> None:
    with pytest.raises(ValueError):
        due(day, "1.01" if day.year > 2000 else "1")
