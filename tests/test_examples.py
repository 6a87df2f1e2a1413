"""Every paragraph of today's form has a worked example, and every example writes without errors or warnings."""

from __future__ import annotations

import pytest

from eightk.drafting import read_draft
from eightk.filing.make import make
from eightk.form.sending import Layout
from eightk.model import Report
from example_drafts import FOLDER, UNSHOWN, Example, example, examples, rows

COMPLETED = ("2.02", "7.01", "9.01")  # the words that belong and the list of exhibits are added to these
WRITTEN = [pytest.param(one, layout, id=f"{one.path.stem}-{layout}") for one in examples() for layout in one.layouts]
ADVICE = {"X00"}  # a report without tags is told of them


def test_every_paragraph_is_shown() -> None:
    """By a draft; but one that asks nothing to be said (a definition, a threshold, a clock) needs none, and the page says so."""
    assert [row.id for row in rows() if example(row) is None and row.say] == list(UNSHOWN)


def test_every_example_shows_paragraphs_of_the_form() -> None:
    ids = {row.id for row in rows()}
    for one in examples():
        shown = [row.item for row in rows() if row.id in one.shows]
        assert set(one.shows) <= ids and len(set(one.shows)) == len(one.shows), one.path.name
        assert set(shown) <= set(read_draft(one.text.encode()).report.items.numbers()) | {"9.01"}, one.path.name


def test_every_paragraph_is_shown_once() -> None:
    shown = [id for one in examples() for id in one.shows]
    assert sorted(shown) == sorted(set(shown))


def test_every_exhibit_a_paragraph_requires_is_there() -> None:
    for row in rows():
        one = example(row)
        listed = read_draft(one.text.encode()).report.exhibits.numbers() if one else []
        for need in row.exhibits if one else ():
            assert need.need != "required" or any(n.split(".")[0] == need.number for n in listed), (row.id, need.number)


@pytest.mark.parametrize("one, layout", WRITTEN)
def test_it_writes_and_checks_clean(one: Example, layout: Layout) -> None:
    made = make(str(one.path), "package", as_of=one.day, layout=layout)
    assert [f"{f.code} {f.message}" for f in made.checkup.checked.faults if f.code not in ADVICE] == []
    assert said(made.checkup.report) == said(made.package.draft.report)


def said(report: Report) -> tuple[object, ...]:
    """What must come back the same when the written report is read."""
    cover = report.cover
    return (
        report.form, cover.date_of_report, [r.name for r in cover.registrants], cover.checkboxes, cover.emerging_growth,
        [(s.title, s.symbol, s.exchange) for s in cover.securities], report.items.numbers(), report.exhibits.numbers(),
        [" ".join(i.text.split()) for i in report.items if i.number not in COMPLETED],
        [(s.registrant, s.name, s.title, s.date) for s in report.signatures],
    )  # fmt: skip


def test_every_file_is_used() -> None:
    used = {name for one in examples() for name in read_draft(one.text.encode()).files.values()}
    assert used == {f"exhibits/{path.name}" for path in (FOLDER / "exhibits").iterdir()}
