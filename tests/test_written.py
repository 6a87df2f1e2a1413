"""Reports laid out and read back: the law of writing, on drafts made by hypothesis and on real reports."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given

import eightk
from drafts import answers, filed, said
from eightk.drafted import Draft, Origin, Passage, Run, drafted
from eightk.form.rows import letters
from eightk.model import Cover, Exhibit, Item, Listing, Registrant, Report
from eightk.write import CannotWrite
from eightk.write.ascii import spelled
from eightk.write.complete import complete
from eightk.write.compose import listed
from eightk.write.layouts import LAYOUTS

replace = msgspec.structs.replace


def completed(draft: Draft, day: dt.date, layout: str) -> tuple[Draft, Report]:
    """A draft filled in, and the report that must be read of it."""
    draft = complete(draft, day, ascii=layout == "ascii")
    plain = spelled if layout == "ascii" else str
    headed = str.upper if layout == "ascii" else str  # characters set headings off by capitals
    items = Listing(
        msgspec.structs.replace(i, text=plain(said(b)), title=headed(i.title or ""))
        for i, b in zip(draft.report.items, draft.bodies, strict=True)
    )
    return draft, msgspec.structs.replace(draft.report, items=items)


@pytest.mark.parametrize("layout", LAYOUTS)
@given(made=filed())
def test_what_is_laid_out_is_read_back(layout: str, made: tuple[Draft, dt.date]) -> None:
    draft, report = completed(*made, layout)
    data = LAYOUTS[layout](draft, made[1])
    assert dict(answers(eightk.read(data))) == dict(answers(report)), data.decode()


@pytest.mark.parametrize("layout", LAYOUTS)
@given(made=filed())
def test_completing_twice_changes_nothing(layout: str, made: tuple[Draft, dt.date]) -> None:
    draft, _ = completed(*made, layout)
    assert complete(draft, made[1], ascii=layout == "ascii") == draft


# ---- real reports, where they are at hand --------------------------------------------------------------------


def lost(report: Report, layout: str) -> Counter[tuple[str, str]]:
    """What a report says and, laid out and read back, says no more; ("", "") counts all that it says."""
    again = eightk.read(eightk.write(report, layout))
    before, after = (Counter((name.split()[-1], letters(str(value))) for name, value in answers(r)) for r in (report, again))
    return before - after + Counter({("", ""): before.total()})


@pytest.mark.parametrize("layout", LAYOUTS)
def test_real_reports_come_back(layout: str, corpus_paths: list[Path], load: Callable[[Path], bytes]) -> None:
    """99 % of the fields of all real reports taken to a draft, laid out and read back; what is lost is listed where it fails."""
    total, gone = 0, Counter[str]()
    for path in corpus_paths:
        report = eightk.read(load(path))
        if report.form is None:
            continue
        found = lost(report, layout)
        total += found.pop(("", ""))
        gone.update({f"{path.name} {name}": n for (name, _), n in found.items()})
    assert gone.total() <= 0.01 * total, f"{gone.total()} of {total}: {gone.most_common(40)}"


def test_the_seed_is_written_anew_from_its_facts(corpus: Path) -> None:
    """Its list of exhibits is made anew, its captions and statements are the form's: nothing of its text but what it reports is kept."""
    source = (corpus / "seed" / "hemacare-20030915.txt").read_bytes()
    report = eightk.read(source)
    draft = drafted(report)
    draft = complete(replace(draft, bodies=((), *draft.bodies[1:])), dt.date(2003, 9, 16), ascii=True)
    data = LAYOUTS["ascii"](draft, dt.date(2003, 9, 16))
    again = eightk.read(data)
    assert [(n, letters(str(v))) for n, v in answers(again)] == [(n, letters(str(v))) for n, v in answers(report)]
    assert [(i.says, i.status, i.topic) for i in again.items] == [(i.says, i.status, i.topic) for i in report.items]
    assert [d.kind for d in again.divisions if d.kind != "rest"] == [d.kind for d in report.divisions if d.kind != "rest"]
    assert [(e.furnished, e.status) for e in again.exhibits] == [(e.furnished, e.status) for e in report.exhibits]
    assert max(map(len, data.split(b"\n"))) <= max(len(line.expandtabs()) for line in source.decode("cp1252").split("\n"))
    assert data.count(b"<PAGE>") == source.count(b"<PAGE>")


@pytest.mark.parametrize(
    "number, end", [("000-99015", " filed on September 24, 2026, File No. 000-99015)"), (None, " filed on September 24, 2026)")]
)
def test_an_incorporated_exhibit_says_where_from(number: str | None, end: str) -> None:
    exhibits = Listing([Exhibit(number="2.1", description="Purchase Agreement", incorporated_by_reference=True)])
    origin = Origin(exhibit="10.1", form="8-K", filed=dt.date(2026, 9, 24), file_number=number)
    made = complete(Draft(report=Report(exhibits=exhibits), origins={"2.1": origin}), dt.date(2026, 11, 20))
    told = "Purchase Agreement (incorporated by reference to Exhibit 10.1 to the registrant's Form 8-K" + end
    assert made.report.exhibits["2.1"].description == told
    assert complete(made, dt.date(2026, 11, 20)) == made
    half = replace(made, report=Report(exhibits=exhibits), origins={"2.1": replace(origin, form=None)})
    told = "Purchase Agreement (incorporated by reference to Exhibit 10.1 to the registrant's filing" + end
    assert complete(half, dt.date(2026, 11, 20)).report.exhibits["2.1"].description == told


def test_an_exhibit_within_another_is_linked_to_it() -> None:
    exhibits = Listing(
        [Exhibit(number="5.1", description="Opinion"), Exhibit(number="23.1", description="Consent (included in Exhibit 5.1)")]
    )
    made = listed(Draft(report=Report(exhibits=exhibits), files={"5.1": "opinion.htm"}), dt.date(2026, 11, 20))
    assert [href for *_, href in made.rows] == ["opinion.htm", "opinion.htm"]


def test_what_ascii_cannot_spell_is_refused() -> None:
    report = Report(form="8-K", form_day=dt.date(2001, 3, 1), cover=Cover(registrants=(Registrant(name="\u30a2\u30eb Ltd."),)))
    with pytest.raises(CannotWrite, match="use other words, or --layout html"):
        eightk.write(report, "ascii")


def test_no_day_no_layout() -> None:
    with pytest.raises(CannotWrite, match="date of report"):
        eightk.write(Report(form="8-K"), "html")


def test_a_list_of_the_drafters_own_gets_its_row_for_exhibit_104() -> None:
    table = Passage(kind="table", rows=(((Run(text="99.1"),), (Run(text="Press release"),)),))
    item = Item(number="9.01", title="Financial Statements and Exhibits")
    report = Report(form="8-K", items=Listing((item,)), exhibits=Listing((Exhibit(number="99.1", description="Press release"),)))
    day = dt.date(2024, 3, 1)
    done = complete(Draft(report=report, bodies=((table,),)), day, inline=True)
    assert [row[0][0].text for row in done.bodies[0][0].rows] == ["99.1", "104"]
    assert complete(done, day, inline=True) == done
