"""The tags of Item 1.05: which words become which fact, in one place or several; what is told; the text is read as it was before.

Proof by Arelle 2.30.21 as in test_ixbrl.py. That release does not list cyd: it is told to, as EDGAR's lists since 24.3 do, and given a
schema made here, of the elements of form/inline.toml as text blocks. So the tags, continuations and linkbases are proven; the names of
the elements are not.
"""

from __future__ import annotations

import csv
import datetime as dt
import html
import random
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import eightk
from drafts import answers, filed, said
from eightk.checking import check_bytes
from eightk.drafted import Draft, Passage, Run, settled
from eightk.drafting import read_draft
from eightk.drafting.questions import asking
from eightk.form.inline import incident, incident_marks, inline
from eightk.form.rows import letters
from eightk.model import Item, Listing
from eightk.write.ascii import to_ascii
from eightk.write.complete import complete
from eightk.write.draft import to_markdown
from eightk.write.html import to_html
from eightk.write.ixbrl import cover_notes, file_name, to_ixbrl
from made_covers import CLASSES, HOLDINGS, QUILLBROOK, Made, draft, submission
from test_arelle import STUB, needs_arelle
from test_ixbrl import ALL_YEARS, TODAYS, said_by_arelle, sound

DAY, BEFORE = dt.date(2024, 12, 20), dt.date(2024, 12, 17)
ITEM = "1.05"
IX = "{http://www.xbrl.org/2013/inlineXBRL}"
replace = msgspec.structs.replace

TEXT = """\
On November 7, 2024 the mill found [**files** copied]{.nature}, which [began on November 1.]{.timing}

[Three plants & [two stores]{.nature} were hit.]{.scope}

| [Plant]{.scope} | [Days]{.scope} |
|---|---|
| [A]{.scope} | [2]{.scope} |

(a) [The material impact]{.impact} is [not yet known.]{.impact .undetermined}

[It is of a nature \u2014 < > \u00a7 \u2014 seen before.]{.nature}

That was the unauthorized access to its servers, a cybersecurity incident that is likely to have a material impact on its operations.
"""
SAID = {
    "nature": "files copied two stores It is of a nature \u2014 < > \u00a7 \u2014 seen before.",
    "timing": "began on November 1.",
    "scope": "Three plants & two stores were hit. Plant Days A 2",
    "impact": "The material impact not yet known.",
    "undetermined": "not yet known.",
}


def marked(text: str = TEXT, day: dt.date = DAY, items: tuple[str, ...] = (ITEM, "8.01"), at: int = 0, **changed: object) -> Draft:
    """A complete draft, the text of one item as a draft's Markdown has it."""
    body = read_draft(f"---\nform: 8-K\n---\n# {items[at]}\n\n{text}".replace("<", "\\<").encode()).bodies[0]
    made = draft(day=day, items=items, **changed)  # type: ignore[arg-type]
    return replace(made, bodies=tuple(body if n == at else other for n, other in enumerate(made.bodies)))


def facts(main: bytes) -> dict[str, str]:
    """Mark -> words of the fact, its continuations followed, as Inline XBRL has it."""
    nodes = {node.get("id"): node for node in ET.fromstring(main).iter() if node.tag.startswith(IX)}
    names = {f"cyd:{row.element}": row.mark for row in inline().incident}
    out = {}
    for node in nodes.values():
        if mark := names.get(node.get("name") or ""):
            words, place = "".join(node.itertext()), node
            while after := place.get("continuedAt"):
                place = nodes[after]
                words += " ".join(["", *place.itertext()])
            assert mark not in out and node.get("escape") == "true"
            out[mark] = " ".join(words.split())
    return out


def test_marks_become_facts() -> None:
    main, others = to_ixbrl(marked(), DAY)
    sound({file_name(marked()): main, **others})
    assert facts(main) == SAID
    assert cover_notes(marked(), DAY) == ()


def test_whole_passages_are_tagged_whole() -> None:
    main = to_ixbrl(marked(), DAY)[0].decode()
    assert re.search(r'<ix:nonNumeric [^>]*ScopeTextBlock"[^>]*><p>Three', main)
    assert re.search(r'<ix:continuation id="scope-2"><table', main)
    assert '<ix:continuation id="nature-3"><p>It is' in main
    assert re.search(r' found<ix:nonNumeric [^>]*continuedAt="nature-2" id="nature-1"> <b>files</b> copied</ix:nonNumeric>, which', main)


@pytest.mark.parametrize("layout", [to_html, to_ascii])
def test_other_layouts_know_no_marks(layout: Callable[[Draft, dt.date], bytes]) -> None:
    bare = replace(marked(), bodies=tuple(tuple(one.remarked(lambda _: ()) for one in body) for body in marked().bodies))
    assert layout(marked(), DAY) == layout(bare, DAY)


def test_a_day_before_asks_for_none() -> None:
    made = marked(day=BEFORE)
    assert b"cyd" not in to_ixbrl(made, BEFORE)[0]
    assert cover_notes(made, BEFORE) == ()
    assert {row.mark for row in incident(DAY)} == set(incident_marks())


def test_what_has_no_tag_is_told() -> None:
    notes = cover_notes(marked("It was [bad]{.nature}."), DAY)
    assert notes == ("Item 1.05 is not tagged for scope, timing, impact: mark the words that say it, [words]{.scope}",)
    assert "not tagged for nature, scope, timing, impact" in cover_notes(marked("It was bad."), DAY)[0]


@pytest.mark.parametrize(("items", "at"), [(("8.01",), 0), ((ITEM, "8.01"), 1)])
def test_marks_elsewhere_are_told_and_not_tagged(items: tuple[str, ...], at: int) -> None:
    made = marked("It was [bad]{.nature}.", items=items, at=at)
    assert cover_notes(made, DAY)[-1] == "words marked outside Item 1.05 are not tagged"
    main, others = to_ixbrl(made, DAY)
    assert b"cyd" not in main and not any(b"cyd" in data for data in others.values())


def test_items_headed_together_share_the_tags() -> None:
    made = marked(items=(ITEM, "7.01"))
    items = Listing(replace(item, combined=True, text_id=0) for item in made.report.items)
    made = replace(made, report=replace(made.report, items=items), bodies=(made.bodies[0],) * 2)
    assert facts(to_ixbrl(made, DAY)[0]) == SAID


def test_our_own_check_finds_nothing() -> None:
    for made in (marked(), marked(registrants=(QUILLBROOK, HOLDINGS), securities=CLASSES[:3])):
        checked = check_bytes(submission(Made("", made, DAY))).checked
        assert [f.code for f in checked.faults if f.severity != "advice"] == []


def test_a_draft_keeps_its_marks() -> None:
    written = to_markdown(marked())
    assert b"[not yet known.]{.impact .undetermined}" in written
    again = read_draft(written)
    assert [one.runs for one in again.bodies[0]] == [one.runs for one in marked().bodies[0]]
    assert to_markdown(again) == written


def test_an_unknown_mark_is_told() -> None:
    with pytest.raises(Exception, match=r"unknown look .natur; write nature"):
        read_draft(b"---\nform: 8-K\n---\n# 1.05\n\n[words]{.natur}\n")


def test_new_shows_how() -> None:
    asked = asking([ITEM], DAY, event=DAY).decode()
    assert re.findall(r"\[(\w+)\]\{\.(\w+)\}", asked) == [(mark, mark) for mark in incident_marks()]
    assert b".nature" not in asking([ITEM], BEFORE, event=BEFORE)


# ---- any draft -----------------------------------------------------------------------------------------------

MARKS = ((), (), ("nature",), ("scope",), ("nature", "scope"), ("undetermined",))


@settings(max_examples=30)
@given(made=filed(DAY), seed=st.integers(0, 9999))
def test_what_is_tagged_is_read_as_before(made: tuple[Draft, dt.date], seed: int) -> None:
    """Marks on any words of an Item 1.05 change nothing that is read, and each mark is one fact that says its words."""
    (plain, day), dice = made, random.Random(seed)
    body = tuple(one.remarked(lambda _: ()) for one in plain.bodies[0])
    items = Listing([Item(number=ITEM, text_id=99), *(item for item in plain.report.items if item.number != ITEM)])
    others = [b for item, b in zip(plain.report.items, plain.bodies, strict=True) if item.number != ITEM]
    by_word = [Run(text=f"{word} ", marks=dice.choice(MARKS)) for run in body[0].runs for word in run.text.split()]
    rest = [one.remarked(lambda _: dice.choice(MARKS)) for one in body[1:]]
    bodies = ((Passage(kind="paragraph", runs=settled(by_word)), *rest), *others)
    marked = complete(replace(plain, report=replace(plain.report, items=items), bodies=bodies), day, inline=True)
    main, beside = to_ixbrl(marked, day)
    sound({file_name(marked): main, **beside})
    items = Listing(replace(i, text=said(b)) for i, b in zip(marked.report.items, marked.bodies, strict=True))
    assert dict(answers(eightk.read(main))) == dict(answers(replace(marked.report, items=items))), main.decode()
    of = {mark: letters("".join(_of(one, mark) for one in bodies[0])) for mark in incident_marks()}
    assert {mark: letters(words) for mark, words in facts(main).items()} == {mark: words for mark, words in of.items() if words}


def _of(one: Passage, mark: str) -> str:
    """The words of a passage that have a mark, with the marker of an entry that has it whole."""
    runs = one.every_run()
    marker = one.marker if one.marker and all(mark in run.marks for run in runs) else ""
    return marker + "".join(run.text for run in runs if mark in run.marks)


# ---- the SEC's validator -------------------------------------------------------------------------------------

YEAR = "2024"
LISTED = [["CYD", YEAR, f"http://xbrl.sec.gov/cyd/{YEAR}", f"https://xbrl.sec.gov/cyd/{YEAR}/cyd-{YEAR}.xsd", "cyd"]]
TYPES = ("http://www.xbrl.org/dtr/type/2022-03-31", "https://www.xbrl.org/dtr/type/2022-03-31/types.xsd")


def stub(folder: Path) -> Path:
    """The taxonomy stub with a schema for cyd: the elements of form/inline.toml as text blocks."""
    elements = "\n".join(
        f'<xs:element name="{row.element}" id="cyd_{row.element}" type="t:textBlockItemType" substitutionGroup="xbrli:item" '
        'xbrli:periodType="duration" nillable="true"/>'
        for row in inline().incident
    )
    schema = (
        f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:t="{TYPES[0]}" '
        f'targetNamespace="{LISTED[0][2]}" elementFormDefault="qualified">\n<xs:import namespace="http://www.xbrl.org/2003/instance" '
        f'schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>\n<xs:import namespace="{TYPES[0]}" '
        f'schemaLocation="{TYPES[1]}"/>\n{elements}\n</xs:schema>\n'
    )
    path = folder / "stub.zip"
    with zipfile.ZipFile(STUB) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr(f"eightk-sec-stub/xbrl.sec.gov/cyd/{YEAR}/cyd-{YEAR}.xsd", schema)
    return path


class TestWithArelle:
    """Tagged items before the SEC's own validator."""

    pytestmark = needs_arelle

    @pytest.mark.parametrize("system", [ALL_YEARS, TODAYS])
    def test_no_error_and_no_warning(self, tmp_path: Path, system: str) -> None:
        made = [
            Made("alone", marked(), DAY),
            Made("several", marked(registrants=(QUILLBROOK, HOLDINGS), securities=CLASSES[:3]), DAY),
            Made("whole", marked("[It was bad.]{.nature .scope .timing .impact}"), DAY),
        ]
        assert said_by_arelle(made, tmp_path, system, stub(tmp_path), listed=LISTED) == {one.name: [] for one in made}

    def test_facts_are_those_of_the_marks(self, tmp_path: Path) -> None:
        said_by_arelle([Made("", marked(), DAY)], tmp_path, ALL_YEARS, stub(tmp_path), listed=LISTED, facts=True)
        rows = list(csv.reader((tmp_path / "0" / "facts.csv").read_text(encoding="utf-8-sig").splitlines()))
        found = {row[0]: re.sub("<[^>]*>", " ", row[1]) for row in rows if len(row) == 2}
        names = {row.mark: f"cyd:{row.element}" for row in inline().incident}
        for mark in ("nature", "timing", "impact", "undetermined"):
            assert letters(html.unescape(found[names[mark]])) == letters(SAID[mark])

    def test_it_would_say_something(self, tmp_path: Path) -> None:
        """Of an element that the schema lacks; and all that is said of one not listed."""
        said = said_by_arelle([Made("right", marked(), DAY)], tmp_path, ALL_YEARS, stub(tmp_path))
        assert {words.partition(":")[0] for words in said["right"]} == {"EFM.6.22.00", "ix11.12.1.2"}
