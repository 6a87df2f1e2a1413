"""`eightk new` asks what the form asks, and nothing unanswered gets by; `eightk amend` carries over what Rule 12b-15 carries over."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

import eightk
from eightk import form
from eightk.checking import Beside, check_bytes
from eightk.cli import main
from eightk.drafted import Draft
from eightk.drafting import BadDraft, draft_of, read_draft
from eightk.drafting.amend import NotThere, amendment
from eightk.drafting.open_questions import BLANK, unanswered
from eightk.drafting.questions import NoSuchItem, asking, markdown
from eightk.form.duties import fitting
from eightk.write.complete import complete
from eightk.write.html import to_html

TODAY = dt.date(2026, 11, 20)
COVER = b"""<p>FORM 8-K</p><p>CURRENT REPORT pursuant to Section 13 or 15(d)</p><p>Date of Report: May 3, 2021</p>
<p>Ostrava Looms, Inc.</p><p>(Exact name of registrant as specified in its charter)</p>"""
ITEMS = b"""<p>Item 2.02 Results of Operations and Financial Condition</p><p>We sold 40 looms. The release is Exhibit 99.1.</p>
<p>Item 8.01 Other Events</p><p>The mill reopened. See Exhibit 99.2.</p>
<p>Item 9.01 Financial Statements and Exhibits</p><p>(d) Exhibits</p>
<table><tr><td>99.1</td><td>Press release</td></tr><tr><td>99.2</td><td>Notice</td></tr></table>"""
SIGNED = b"""<p>SIGNATURES</p><p>Ostrava Looms, Inc.</p><p>By: /s/ Petra Novak</p><p>Petra Novak</p><p>Chief Executive Officer</p>
<p>Date: May 4, 2021</p>"""
REPORT = COVER + ITEMS + SIGNED
AMENDED = REPORT.replace(b"FORM 8-K", b"FORM 8-K/A</p><p>(Amendment No. 2)")


def of(data: bytes) -> Draft:
    return draft_of(eightk.read(data))


def unsigned_of(data: bytes) -> Draft:
    draft = of(data)
    return msgspec.structs.replace(draft, report=msgspec.structs.replace(draft.report, signatures=()))


# ---- new ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", list(form.on(TODAY).items))
def test_every_item_of_today_asks_what_its_paragraphs_ask(number: str) -> None:
    draft = read_draft(asking([number], TODAY, like=of(REPORT), event=TODAY))
    asked = [one.words for one in draft.bodies[0]]
    rows = fitting(number, TODAY)
    for row in rows:
        for say in row.say:
            assert f"? {row.id}: {say} ({row.source})" in asked
        assert any(
            f"? {row.id}: exhibits: {e.number} " in " ".join(asked) or f"; {e.number} " in " ".join(asked) for e in row.exhibits[:1]
        ) or (not row.exhibits)
    assert draft.report.items.numbers() == (number,)
    assert draft.report.items[number].title == form.on(TODAY).items[number].title


@pytest.mark.parametrize("number", list(form.on(TODAY).items))
def test_no_open_question_gets_by(number: str) -> None:
    data = asking([number], TODAY, like=of(REPORT), event=TODAY)
    lines = data.decode().split("\n")
    told = [c for c in unanswered(read_draft(data)) if "question" in c.what]
    assert [c.line for c in told] == [n for n, line in enumerate(lines, 1) if line.startswith("> ?")]


def test_an_answer_below_a_question_does_not_hide_it() -> None:
    data = asking(["8.01"], TODAY, like=of(REPORT), event=TODAY).replace(b")\n\n>", b")\nThe answer.\n\n>")
    assert unanswered(read_draft(data))


def test_an_answered_draft_is_complete() -> None:
    data = asking(["8.01"], TODAY, like=of(REPORT), event=TODAY).decode()
    kept = "\n".join(line for line in data.split("\n") if not line.startswith("> ?")) + "\nThe mill burned.\n"
    assert {c.what for c in unanswered(read_draft(kept.encode()))} == {
        f"securities.0.{name} is not filled in" for name in ("exchange", "symbol", "title")
    }


def test_without_an_earlier_report_every_blank_is_told() -> None:
    data = asking(["8.01"], TODAY)
    with pytest.raises(BadDraft) as told:
        read_draft(data)
    lines = data.decode().split("\n")
    said = {lines[c.line - 1].strip() for c in told.value.complaints}
    assert said == {line.strip() for line in lines if BLANK in line or line.startswith("> ?")}
    filled = data.replace(f"date_of_report: {BLANK}".encode(), b"date_of_report: 2026-11-20").replace(f"cik: {BLANK}".encode(), b"cik: 99")
    blanks = [c for c in unanswered(read_draft(filled)) if "not filled in" in c.what]
    assert {c.what.split(" ")[0].rpartition(".")[2] for c in blanks} == {
        "name", "jurisdiction", "file_number", "ein", "address", "phone", "title", "symbol", "exchange", "registrant",
    }  # fmt: skip


def test_what_a_draft_comes_to_want_is_shown_where_it_would_stand() -> None:
    data = asking(["8.01"], TODAY, like=of(REPORT), event=TODAY).decode()
    assert data.index("\n# exhibits:") < data.index("\nsignatures:") < data.index("\n    # signed: true\n---\n")
    meant = re.sub("(?m)^( *)# ", r"\1", data.partition("\n# 8.01")[0]) + "\n# 8.01\n\nThe mill reopened.\n"
    draft = read_draft(meant.replace("YYYY-MM-DD", "2026-11-20").encode())
    assert draft.files == {"99.1": "ex99-1.htm"} and draft.report.signatures[-1].signed
    bare = asking(["8.01"], TODAY, like=unsigned_of(REPORT), event=TODAY)
    assert read_draft(bare).report.signatures == () and b"\n# exhibits:" in bare


def test_the_form_of_the_day_is_asked() -> None:
    old = read_draft(asking(["9"], dt.date(2003, 9, 15), like=of(REPORT), event=dt.date(2003, 9, 15)))
    assert old.report.items["9"].title == form.on(dt.date(2003, 9, 15)).items["9"].title
    assert old.report.cover.checkboxes is None
    with pytest.raises(NoSuchItem) as told:
        asking(["9"], TODAY)
    assert (str(told.value), told.value.todo) == ("the form of 2026-11-20 has no Item 9", "that matter is its Item 3.02 or 7.01")
    with pytest.raises(NoSuchItem) as misspelt:
        asking(["50.2"], TODAY)
    assert misspelt.value.todo == "write 5.02"


def test_an_earlier_cover_is_taken_over_unsigned() -> None:
    earlier = REPORT.replace(b"<p>Item 2.02", b"<p>[X] Written communications pursuant to Rule 425</p><p>Item 2.02", 1)
    made = read_draft(asking(["8.01"], TODAY, like=of(earlier), event=TODAY)).report
    assert made.cover.registrants[0].name == "Ostrava Looms, Inc."
    assert made.cover.checkboxes == dict.fromkeys(("425", "14a-12", "14d-2", "13e-4"), False)
    assert [(s.name, s.date, s.signed) for s in made.signatures] == [("Petra Novak", None, False)]


# ---- amend -------------------------------------------------------------------------------------------------------------


def test_an_amendment_carries_over_and_begins_anew() -> None:
    made = amendment(of(REPORT), TODAY, filed=dt.date(2021, 5, 5))
    report = made.draft.report
    assert (report.form, report.amendment and report.amendment.number) == ("8-K/A", 1)
    assert report.amendment and report.amendment.original_date == dt.date(2021, 5, 5)
    assert report.cover.date_of_report == dt.date(2021, 5, 3)
    assert [i.text for i in report.items] == [i.text for i in eightk.read(REPORT).items]
    assert [(s.name, s.date, s.signed) for s in report.signatures] == [("Petra Novak", None, False)]
    assert made.draft.description == made.draft.explanation[0].words
    assert made.draft.description and "filed on May 5, 2021. It gives Items 2.02, 8.01 and 9.01 in full" in made.draft.description
    assert made.told[0] == "it is numbered 1: right if the report was not amended before"


def test_the_number_is_the_next_one_or_unknown() -> None:
    known, unknown = amendment(of(AMENDED), TODAY), amendment(of(AMENDED.replace(b"(Amendment No. 2)", b"")), TODAY)
    assert known.draft.report.amendment and known.draft.report.amendment.number == 3
    assert unknown.draft.report.amendment and unknown.draft.report.amendment.number is None
    assert "does not say its number" in unknown.told[0]
    assert "date of the original is not known" in unknown.told[1]
    assert any("blank" in c.what for c in unanswered(unknown.draft))


def test_one_item_comes_with_its_own_exhibits() -> None:
    made = amendment(of(REPORT), TODAY, ["8.01"]).draft
    assert made.report.items.numbers() == ("8.01",) and len(made.bodies) == 1
    assert [e.number for e in made.report.exhibits] == ["99.2"]
    assert [e.number for e in amendment(of(REPORT), TODAY, ["9.01"]).draft.report.exhibits] == ["99.1", "99.2"]
    with pytest.raises(NotThere) as told:
        amendment(of(REPORT), TODAY, ["5.02"])
    assert (str(told.value), told.value.todo) == ("the original has no Item 5.02", "it has 2.02, 8.01, 9.01")


def test_an_amendment_is_a_draft_like_any_other(examples: list[Path]) -> None:
    for path in examples:
        made = amendment(draft_of(eightk.read_path(path)), TODAY).draft
        again = read_draft(markdown(made))
        assert again.report.items == made.report.items and again.explanation[0].words == made.explanation[0].words
        assert markdown(again) == markdown(made)


def test_the_rules_of_amendments_find_nothing() -> None:
    """The checker is the oracle: C14 (number, what it amends), C16 (date of the original), C17 (in full, signed anew)."""
    text = markdown(amendment(of(REPORT), TODAY).draft).decode().replace(f" {BLANK}", " We sold 41 looms.")
    text = "\n".join(line for line in text.split("\n") if not line.startswith("> ?"))
    text = text.replace("title: Chief Executive Officer", "title: Chief Executive Officer\n    date: 2026-11-20\n    signed: true")
    draft = read_draft(text.encode())
    assert unanswered(draft) == ()
    page = to_html(complete(draft, TODAY), TODAY)
    found = check_bytes(page, beside=Beside(original=eightk.read(REPORT), select=("C14", "C16", "C17"))).checked.faults
    assert list(found) == []
    said = eightk.read(page)
    assert said.form == "8-K/A" and said.amendment is not None
    assert (said.amendment.number, said.amendment.original_date) == (1, dt.date(2021, 5, 3))


def test_a_paragraph_alone_asks_its_own_questions() -> None:
    draft = read_draft(asking(["5.02(c)", "5.02(B)"], TODAY, like=of(REPORT), event=TODAY))
    assert draft.report.items.numbers() == ("5.02",)
    assert {one.words[2:9] for one in draft.bodies[0]} == {"5.02(b)", "5.02(c)"}
    assert asking(["5.02(b)", "5.02"], TODAY) == asking(["5.02"], TODAY)
    with pytest.raises(NoSuchItem):
        asking(["5.02(z)"], TODAY)


# ---- the commands --------------------------------------------------------------------------------------------------------


def test_the_commands(tmp_path: Path) -> None:
    (tmp_path / "first.htm").write_bytes(REPORT)
    first, draft = str(tmp_path / "first.htm"), str(tmp_path / "draft.md")
    run = CliRunner().invoke(main, ["new", "--item", "Item 8.01", "--like", first, "--date", "2026-11-20", "-o", draft])
    assert run.exit_code == 0, run.output
    assert Path(draft).read_bytes() == asking(["8.01"], TODAY, like=of(REPORT), event=TODAY)
    run = CliRunner().invoke(main, ["new", "--item", "5.99"])
    assert run.exit_code == 2 and "has no Item 5.99; write" in run.output
    for again in (["new", "--item", "2.02"], ["amend", first], ["draft", first]):
        run = CliRunner().invoke(main, [*again, "-o", draft])
        assert run.exit_code == 2 and "draft.md is there already; name another file" in run.output
    assert Path(draft).read_bytes() == asking(["8.01"], TODAY, like=of(REPORT), event=TODAY)
    Path(draft).unlink()
    run = CliRunner().invoke(main, ["amend", first, "--item", "8.01", "-o", draft])
    assert run.exit_code == 0 and "it is numbered 1" in run.output
    assert CliRunner().invoke(main, ["amend", first, "--item", "1.01"]).exit_code == 2
    run = CliRunner().invoke(main, ["diff", first, draft])
    assert run.exit_code == 1 and "form: [-8-K-]{+8-K/A+}" in run.output
    Path(draft).write_text("---\nform: 8-Q\n---\n")
    run = CliRunner().invoke(main, ["diff", first, draft])
    assert run.exit_code == 2 and "draft.md:2:" in run.output


def test_a_draft_with_open_questions_is_not_written(tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_bytes(asking(["8.01"], TODAY, like=of(REPORT), event=TODAY))
    run = CliRunner().invoke(main, ["write", str(draft), "-o", str(tmp_path / "package"), "--as-of", "2026-11-20"])
    assert run.exit_code == 2 and not (tmp_path / "package").exists()
    lines = draft.read_text().split("\n")
    for n, line in enumerate(lines, 1):
        assert (f"draft.md:{n}:1: an open question:" in run.output) == line.startswith("> ?")
