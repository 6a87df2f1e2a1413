"""Drafts: read as written, written as read, a real report there and back, and every mistake told with its place."""

from __future__ import annotations

import msgspec
import pytest

import eightk
import invented
from eightk.drafted import Draft, Run
from eightk.drafting import BadDraft, draft_of, read_draft
from eightk.limits import Limits
from eightk.write.draft import to_markdown

FRONT = """---
form: 8-K
date_of_report: 2031-05-06
registrants:
  - {name: Fernwood Pumps Inc., jurisdiction: Delaware, file_number: 001-99999, cik: 99999, fiscal_year_end: 12-31}
exhibits:
  - {number: 99.1, description: Press release, file: ex99-1.htm}
signatures:
  - {registrant: Fernwood Pumps Inc., name: Ada Fern, title: Secretary, date: 2031-05-07}
---
"""
BODY = """
# 7.01 Regulation FD Disclosure

Fernwood *Pumps* attaches a **release** as Exhibit 99.1[^1]. See [its page](https://fernwood.example/a_b).

(b) Entries:

- one
- two

| Year | Pumps |
|------|------:|
| 2030 | 4\\|5   |
| 2031 |       |

# 9.01

[^1]: Not part of the report.
"""
GOOD = (FRONT + BODY).encode()


def settled(draft: Draft) -> Draft:
    """The draft without the lines it stood on."""
    bodies = tuple(tuple(msgspec.structs.replace(p, line=0) for p in body) for body in draft.bodies)
    explanation = tuple(msgspec.structs.replace(p, line=0) for p in draft.explanation)
    return msgspec.structs.replace(draft, places={}, bodies=bodies, explanation=explanation)


def test_a_draft_is_read() -> None:
    draft = read_draft(GOOD, "draft.md")
    item = draft.report.items["7.01"]
    assert (draft.report.path, item.title, item.status, item.topic) == ("draft.md", "Regulation FD Disclosure", "furnished", "7.01")
    assert [b.kind for b in item.blocks] == ["paragraph", "list", "list", "list", "table", "list"]
    assert item.blocks[4].text == "Year\tPumps\n2030\t4|5\n2031"
    assert [p.letter for p in item.parts] == ["b"]
    assert draft.report.exhibits["99.1"].status == "furnished" and draft.files == {"99.1": "ex99-1.htm"}
    assert (draft.filers[0].cik, draft.filers[0].fiscal_year_end) == ("0000099999", "1231")
    assert draft.bodies[0][-1].kind == "note" and draft.bodies[1] == ()
    assert Run(text="(1)", raised=True) in draft.bodies[0][0].runs
    assert draft.places["exhibits.0.file"] == 7 and draft.places["items.1"] == 26


def test_writing_and_reading_again_changes_nothing() -> None:
    draft = read_draft(GOOD)
    written = to_markdown(draft)
    assert settled(read_draft(written)) == settled(draft)
    assert to_markdown(read_draft(written)) == written


@pytest.mark.parametrize("name", invented.names())
def test_an_invented_report_becomes_a_draft_and_comes_back(name: str) -> None:
    report = eightk.read(invented.load(name).data)
    draft = draft_of(report)
    again = read_draft(to_markdown(draft), draft.report.path or "-")
    assert settled(again) == msgspec.structs.replace(draft, report=msgspec.structs.replace(draft.report, path=draft.report.path or "-"))
    assert again.report.items.numbers() == report.items.numbers()
    assert [i.text for i in again.report.items] == [i.text for i in report.items]


def test_a_draft_too_large() -> None:
    with pytest.raises(BadDraft, match="bytes"):
        read_draft(GOOD, limits=Limits(max_draft=100))
