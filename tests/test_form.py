"""The fact tables: every row is whole, no two of them quarrel, and the questions asked of them get the form's answer."""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
import json
import os
import pathlib
import re
import subprocess
import sys

import msgspec
import pytest

from eightk import form
from eightk.form import clocks, cover, duties
from eightk.form.inline import exchange, inline
from eightk.form.markup import markup, transform
from eightk.form.requirements import in_force, requirements, turn
from eightk.form.rows import Dated, ItemRow, Row, holds, letters
from eightk.form.sending import sending

D = dt.date
BASIS = re.compile(r"(verified|known|uncertain)\b")
EARLY, LATE = D.min, D.max

LEGACY = ["1", "2", "3", "4", "5", "6", "7", "8"]
OF_2004 = """1.01 1.02 1.03 2.01 2.02 2.03 2.04 2.05 2.06 3.01 3.02 3.03 4.01 4.02 5.01 5.02 5.03 5.04 5.05 7.01 8.01 9.01""".split()
OF_2006 = [*OF_2004, "5.06", "6.01", "6.02", "6.03", "6.04", "6.05"]
OF_2012 = [*OF_2006, "1.04", "5.07", "5.08"]
OF_2024 = [*OF_2012, "1.05", "6.06"]


def tables() -> dict[str, tuple[Row, ...]]:
    """Every row of every table, by the file and the array it stands in."""
    page, exhibits, late, closed = cover.cover(), duties.exhibits(), clocks.deadlines(), clocks.closures()
    return {
        "items": form.items(),
        "sections": form.sections(),
        "strays": form.strays(),
        "crosswalk": form.crosswalk(),
        "relief": duties.relief_facts().rows,
        "relief.list": duties.relief_facts().lists,
        "paragraphs": duties.paragraphs(),
        "exhibits": exhibits.exhibits,
        "exhibits.rule": exhibits.rules,
        "cover.era": page.eras,
        "cover.field": page.fields,
        "cover.box": page.boxes,
        "cover.tables": (page.heading, page.glyphs, page.file_number, page.signature_block, page.co_registrants),
        "types.submission": cover.types().submissions,
        "types.document": cover.types().documents,
        "dei.element": cover.dei().elements,
        "dei.phase": cover.dei().phases,
        "dei.release": cover.dei().releases,
        "names": (cover.names(),),
        "markup.file_name": markup().file_names,
        "markup.transform": markup().transforms,
        "markup.facet": markup().facets,
        "sending.medium": sending().media,
        "sending.container": sending().containers,
        "sending.data": sending().data,
        "sending.binary": sending().binaries,
        "sending.tables": (sending().exhibit, sending().size, sending().mock),
        "markup.registry": markup().registries,
        "markup.tables": (
            markup().html,
            markup().inline,
            markup().link,
            markup().picture,
            markup().ascii,
            markup().made_by_edgar,
            markup().other_forms,
        ),
        "inline.taxonomy": inline().taxonomies,
        "inline.formats": inline().formats,
        "inline.member": inline().members,
        "inline.exchange": inline().exchanges,
        "inline.incident": inline().incident,
        "inline.tables": (inline().incidents, inline().region, inline().employer, inline().spellings),
        "deadlines.rule": late.rules,
        "deadlines.later": late.later,
        "deadlines.amendment": late.amendments,
        "deadlines.clock": late.clocks,
        "closures.holiday": closed.holidays,
        "closures.closure": closed.closures,
        "closures.law": closed.laws,
        "closures.trading": (closed.trading,),
        "notices": clocks.notices().notices,
    }


@pytest.mark.parametrize("name", tables())
def test_every_row_says_where_it_comes_from(name: str) -> None:
    rows = tables()[name]
    assert rows
    for row in rows:
        assert row.source.strip(), row
        assert BASIS.match(row.basis), row
        if isinstance(row, Dated):
            assert (row.from_ or EARLY) <= (row.until or LATE), row


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("items", "number"),
        ("sections", "number"),
        ("exhibits", "number"),
        ("paragraphs", "id"),
        ("relief", "list"),
        ("deadlines.rule", "name"),
        ("cover.field", "id"),
        ("cover.box", "key"),
        ("types.submission", "type"),
        ("types.document", "type"),
    ],
)
def test_no_two_rows_of_one_name_overlap(name: str, key: str) -> None:
    seen: dict[str, list[Dated]] = {}
    for row in tables()[name]:
        assert isinstance(row, Dated)
        for other in seen.setdefault(getattr(row, key), []):
            apart = (row.from_ or EARLY) > (other.until or LATE) or (other.from_ or EARLY) > (row.until or LATE)
            assert apart, (row, other)
        seen[getattr(row, key)].append(row)


def test_dei_releases_follow_each_other_without_a_gap() -> None:
    releases = cover.dei().releases
    for one, two in itertools.pairwise(releases):
        assert one.until is not None
        assert two.from_ == one.until + dt.timedelta(days=1)
    assert releases[-1].until is None


def test_a_misspelt_key_is_refused() -> None:
    good = msgspec.to_builtins(form.items()[0])
    assert msgspec.convert(good, ItemRow) == form.items()[0]
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({**good, "untill": "2004-08-22"}, ItemRow)


@pytest.mark.parametrize(
    ("day", "numbers"),
    [
        (D(1997, 6, 1), [*LEGACY, "9"]),
        (D(1999, 6, 1), LEGACY),
        (D(2002, 1, 1), [*LEGACY, "9"]),
        (D(2003, 9, 15), [*LEGACY, "9", "10", "11", "12"]),
        (D(2004, 8, 22), [*LEGACY, "9", "10", "11", "12"]),
        (D(2004, 8, 23), OF_2004),
        (D(2006, 11, 7), OF_2006),
        (D(2012, 2, 1), OF_2012),
        (D(2024, 1, 1), OF_2024),
    ],
    ids=str,
)
def test_the_items_in_force(day: dt.date, numbers: list[str]) -> None:
    assert list(form.on(day).items) == sorted(numbers, key=float)


def test_titles_that_changed() -> None:
    assert form.on(D(2000, 10, 22)).items["5"].title == "Other Events"
    assert form.on(D(2000, 10, 23)).items["5"].title == "Other Events and Regulation FD Disclosure"
    assert form.on(D(1998, 12, 31)).items["9"].title == "Sales of Equity Securities Pursuant to Regulation S"
    assert form.on(D(2000, 10, 23)).items["9"].title == "Regulation FD Disclosure"
    assert "Principal Officers" in form.on(D(2006, 11, 6)).items["5.02"].title
    assert "Compensatory" in form.on(D(2006, 11, 7)).items["5.02"].title
    assert [p[:3] for p in form.on(D(2005, 11, 6)).items["9.01"].parts] == ["(a)", "(b)", "(c)"]
    assert [p[:3] for p in form.on(D(2005, 11, 7)).items["9.01"].parts] == ["(a)", "(b)", "(c)", "(d)"]


def test_sections() -> None:
    assert form.on(D(2004, 8, 22)).sections == {}
    assert set(form.on(D(2004, 8, 23)).sections) == set("12345789")
    assert set(form.on(D(2024, 1, 1)).sections) == set("123456789")
    numbers = {row.number for row in form.sections()}
    assert {row.number[0] for row in form.items() if row.regime == "section"} == numbers


@pytest.mark.parametrize("row", form.items(), ids=lambda row: f"{row.number} {row.from_}")
def test_an_example_heading_is_matched_by_its_row(row: ItemRow) -> None:
    parts = re.fullmatch(r"item\s+(\d+(?:\.\d\d)?)(.*)", row.example, re.I | re.S)
    assert parts is not None
    assert parts[1] == row.number
    own = {letters(words) for words in (row.title, *row.headings, *row.header)}
    assert letters(parts[2]) in own
    assert letters(parts[2]) in {letters(words) for words in form.titles()[row.number]}


@pytest.mark.parametrize("row", form.items(), ids=lambda row: f"{row.number} {row.from_}")
def test_header_words_lead_back_to_their_item(row: ItemRow) -> None:
    for day in {row.from_, row.until} - {None}:
        for words in (row.title, *row.header):
            assert form.header_item(words, day) == row.number
            assert form.header_item(words.upper().replace("'", ".").replace(";", ":"), day) == row.number


@pytest.mark.parametrize(
    ("words", "day", "number"),
    [
        ("Other events", D(1999, 1, 1), "5"),
        ("Other Events", D(2010, 1, 1), "8.01"),
        ("Other Events", None, "8.01"),
        ("Cost Associated with Exit or Disposal Activities", D(2010, 1, 1), "2.05"),
        ("Changes in Registrant\u2019s Certifying Accountant", D(2020, 1, 1), "4.01"),
        ("Changes in registrant.s certifying accountant", D(2001, 1, 1), "4"),
        ("Non-Reliance on Previously Issued Financial Statements or a Rel", D(2020, 1, 1), "4.02"),
        ("Financial statements and exhibits", D(2004, 8, 20), "7"),
        ("Results of Operations and Financial Condition", D(2003, 10, 27), "12"),
        ("5", D(1994, 2, 21), "5"),
        ("05", None, "5"),
        ("2.02", None, "2.02"),
        ("  9.01 ", None, "9.01"),
        ("", D(2003, 10, 27), None),
        ("   ", None, None),
        ("Am", None, None),
        ("0", None, None),
        ("Quarterly report of nobody", None, None),
        ("Completion of Acquisition", D(2012, 1, 1), "2.01"),
    ],
)
def test_header_item(words: str, day: dt.date | None, number: str | None) -> None:
    assert form.header_item(words, day) == number


def test_words_common_to_two_items_name_neither() -> None:
    assert form.header_item("Results of Operations and Fin", D(2020, 1, 1)) == "2.02"
    ambiguous = "Temporary Suspension of Trading Under the Registrant's Employee Benefit Plans"[:60]
    assert form.header_item(ambiguous, D(2003, 9, 15)) == "11"
    assert form.header_item("Changes in Con", D(2020, 1, 1)) == "5.01"
    assert form.header_item("Amendments to ", D(2020, 1, 1)) is None  # 5.03 and 5.05 both begin so
    assert form.header_item("Amendments to A", D(2020, 1, 1)) == "5.03"
    assert form.header_item("Creation of a D", None) == "2.03"
    assert form.header_item("Election of Dir", D(2020, 1, 1)) == "5.02"


@pytest.mark.parametrize(
    ("number", "day", "title"),
    [
        ("9", D(1997, 1, 1), "Sales of Equity Securities Pursuant to Regulation S"),
        ("9", D(1999, 1, 2), "Sales of Equity Securities Pursuant to Regulation S"),
        ("9", D(2000, 10, 1), "Regulation FD Disclosure"),
        ("9", None, "Regulation FD Disclosure"),
        ("5", D(2012, 1, 1), "Other Events and Regulation FD Disclosure"),
        ("8.01", D(1995, 1, 1), "Other Events"),
        ("1.05", D(2012, 1, 1), "Material Cybersecurity Incidents"),
        ("13", None, None),
        ("6.10", D(2020, 1, 1), None),
    ],
)
def test_meaning_takes_the_nearest_row_when_none_is_in_force(number: str, day: dt.date | None, title: str | None) -> None:
    row = form.meaning(number, day)
    assert (row.title if row else None) == title


def test_strays_stay_out_of_the_form() -> None:
    for row in form.strays():
        assert row.number not in form.titles()


@pytest.mark.parametrize(
    ("number", "day", "today"),
    [
        ("1", D(1995, 1, 1), "5.01"),
        ("2", D(1995, 1, 1), "2.01"),
        ("3", D(1995, 1, 1), "1.03"),
        ("4", D(1995, 1, 1), "4.01"),
        ("5", D(1995, 1, 1), "8.01"),
        ("6", D(1995, 1, 1), "5.02"),
        ("7", D(1995, 1, 1), "9.01"),
        ("8", D(1995, 1, 1), "5.03"),
        ("9", D(1997, 1, 1), "3.02"),
        ("9", D(2003, 9, 15), "7.01"),
        ("9", None, "7.01"),
        ("10", D(2003, 9, 15), "5.05"),
        ("11", D(2003, 9, 15), "5.04"),
        ("12", D(2003, 9, 15), "2.02"),
        ("5", D(2015, 1, 1), "8.01"),
        ("2.02", D(1999, 1, 1), "2.02"),
        ("13", None, None),
        ("", None, None),
    ],
)
def test_topic(number: str, day: dt.date | None, today: str | None) -> None:
    assert form.topic(number, day) == today


def test_the_crosswalk_covers_both_forms() -> None:
    old = {row.number for row in form.items() if row.regime == "legacy"}
    new = {row.number for row in form.items() if row.regime == "section"}
    assert {row.old for row in form.crosswalk()} - {""} == old
    assert {row.new for row in form.crosswalk()} == new
    for row in form.items():
        for day in {row.from_, row.until} - {None}:
            assert form.comparability(row.number, day) is not None
            if row.regime == "legacy":
                assert [part.split("(")[0] for part in row.becomes] == [form.topic(row.number, day)]
        for number in row.was:
            assert form.topic(number, D(2004, 8, 22)) == row.number
    assert {row.number for row in form.items() if row.was} <= {form.topic(number, D(2004, 8, 22)) for number in old}


@pytest.mark.parametrize(
    ("number", "day", "how"),
    [
        ("4", None, "same"),
        ("4.01", None, "same"),
        ("5", None, "broader"),
        ("6", None, "narrower"),
        ("5.02", None, "narrower"),
        ("9", D(1998, 1, 1), "narrower"),
        ("9", D(2003, 1, 1), "same"),
        ("1.05", None, "none"),
        ("13", None, None),
    ],
)
def test_comparability(number: str, day: dt.date | None, how: str | None) -> None:
    assert form.comparability(number, day) == how


@pytest.mark.parametrize(
    ("number", "day", "furnished"),
    [
        ("2.02", D(2010, 1, 1), True),
        ("7.01", D(2010, 1, 1), True),
        ("2.02", None, True),
        ("2.02", D(1999, 1, 1), True),
        ("12", D(2003, 9, 15), True),
        ("12", D(1999, 1, 1), True),
        ("9", D(1997, 1, 1), False),
        ("9", D(2000, 10, 22), False),
        ("9", D(2000, 10, 23), True),
        ("9", D(2006, 1, 1), True),
        ("9", None, True),
        ("5", D(2003, 1, 1), False),
        ("8.01", D(2010, 1, 1), False),
        ("9.01", D(2010, 1, 1), False),
        ("13", None, False),
    ],
)
def test_furnished_by_form(number: str, day: dt.date | None, furnished: bool) -> None:
    assert form.furnished_by_form(number, day) is furnished


def test_titles_know_the_old_and_the_odd() -> None:
    known = {number: {letters(words) for words in words_of} for number, words_of in form.titles().items()}
    for number, words in [
        ("5.02", "Departure of Directors or Principal Officers; Election of Directors; Appointment of Principal Officers"),
        ("5.02", "DEPARTURE OF DIRECTORS OR CERTAIN OFFICERS; ELECTION OF DIRECTORS"),
        ("7", "Financial Information, Pro Forma Financial Information and Exhibits"),
        ("7", "Exhibits"),
        ("9", "Sales of equity securities pursuant to Regulation S"),
        ("9", "REGULATION FD DISCLOSURE"),
        ("2.02", "Results of Operation and Financial Condition"),
        ("9.01", "Financial Statements & Exhibits"),
        ("3.03", "Material Modifications to Rights of Security Holders"),
    ]:
        assert letters(words) in known[number]
    for number, found in form.titles().items():
        assert len({letters(words) for words in found}) == len(found), number
        newest = form.meaning(number, None)
        assert newest is not None
        assert found[0] == newest.title


def test_clocks_and_exhibits_that_rows_name_exist() -> None:
    clock = {row.name for row in clocks.deadlines().rules}
    assert {row.deadline for row in form.items()} <= clock
    assert {row.clock for row in duties.paragraphs()} <= clock
    exhibit = {row.number for row in duties.exhibits().exhibits}
    assert {number for row in form.items() for number in (*row.exhibits, *row.exhibits_for)} <= exhibit
    assert {need.number for row in duties.paragraphs() for need in row.exhibits} <= exhibit


def test_a_clock_runs_while_its_items_do() -> None:
    rules = {row.name: row for row in clocks.deadlines().rules}
    for row in form.items():
        for day in {row.from_, row.until} - {None}:
            assert day is not None
            assert holds(rules[row.deadline], day), (row.number, row.deadline)


def test_paragraphs_of_an_item_are_read_apart() -> None:
    for number in {row.item for row in duties.paragraphs()}:
        day = dt.date(2024, 5, 1)
        assert duties.fitting(number, day) == tuple(r for r in duties.paragraphs() if r.item == number and holds(r, day))
    assert duties.fitting("5.99", None) == ()


def test_paragraphs_belong_to_items_of_their_day() -> None:
    numbers = {row.number for row in form.items()}
    assert {row.item for row in duties.paragraphs()} == numbers
    for row in duties.paragraphs():
        assert row.id.startswith(row.item)
        whole = [item for item in form.items() if item.number == row.item]
        assert {item.regime for item in whole} == {row.regime}
        assert row.status == "filed" or form.furnished_by_form(row.item, row.from_)
        if row.from_ is not None:
            assert any(holds(item, row.from_) for item in whole)


@pytest.mark.parametrize("name", ["10b5", "s3"])
def test_relief_lists_agree_with_the_paragraphs(name: str) -> None:
    listed = duties.relief(D(2024, 1, 1))[name]
    for row in duties.paragraphs():
        if row.regime == "section":
            assert (name in row.relief) == (row.item in listed or row.id in listed), row.id
    assert duties.relief(D(2004, 8, 22)) == {}
    assert set(duties.relief(D(2012, 1, 27))["s3"]) - set(duties.relief(D(2012, 1, 26))["s3"]) == {"1.04"}
    assert "1.04" not in duties.relief(D(2024, 1, 1))["10b5"]


def test_the_cover_and_its_tags_name_the_same_fields() -> None:
    page = cover.cover()
    ids = {row.id for row in page.fields} | {row.field for row in page.boxes}
    assert {row.field for row in cover.dei().elements} == ids
    assert [row.key for row in page.boxes] == ["425", "14a-12", "14d-2", "13e-4"]
    glyphs = page.glyphs
    assert not set(glyphs.empty) & set(glyphs.ticked)
    assert not set(glyphs.wingdings_empty) & set(glyphs.wingdings_ticked)


def test_each_box_is_told_by_its_own_words() -> None:
    boxes = cover.cover().boxes
    for box in boxes:
        assert any(letters(words) in letters(box.label) for words in box.words)
        for other in boxes:
            if other is not box:
                assert not any(letters(words) in letters(other.label) for words in box.words)


def test_types() -> None:
    forms = {row.type: row.form for row in cover.types().submissions}
    assert forms["8-K"] == forms["8-K12B"] == "8-K"
    assert all((kind == "8-K/A") == name.endswith("/A") for name, kind in forms.items())


def test_exchanges_are_known_by_their_names() -> None:
    taken = transform("exchnameen")
    assert taken is not None
    for row in inline().exchanges:
        found = exchange(row.example)
        assert found is not None
        assert found[0] is row
        assert taken.takes(row.spelling)
    assert exchange("NYSE Texas") is None


def test_transform_names() -> None:
    names = cover.names()
    assert (names.exchnameen["NYSE American"], names.stateprovnameen["California"]) == ("NYSEAMER", "CA")
    assert (names.edgarprovcountryen["Cayman Islands"], names.countrynameen["Albania"]) == ("E9", "AL")
    assert "CALIFORNIA" not in names.stateprovnameen
    counts = (len(names.exchnameen), len(names.stateprovnameen), len(names.edgarprovcountryen), len(names.countrynameen))
    assert counts == (21, 70, 258, 249)


def test_importing_reads_no_table() -> None:
    code = (
        "import sys; opened = []\n"
        "sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == 'open' else None)\n"
        "import eightk.form, eightk.form.days, eightk.form.cover, eightk.form.duties\n"
        "before = [name for name in opened if name.endswith('.toml')]\n"
        "eightk.form.items()\n"
        "print(before, sum(name.endswith('.toml') for name in opened))\n"
    )
    source = pathlib.Path(form.__file__).parents[2]
    env = {**os.environ, "PYTHONPATH": str(source)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)
    assert done.stdout.split() == ["[]", "1"]


def test_header_words_of_real_filings() -> None:
    corpus = os.environ.get("EIGHTK_CORPUS")
    if not corpus or not (pathlib.Path(corpus) / "filings" / "manifest.csv").exists():
        pytest.skip("EIGHTK_CORPUS names no folder with real filings")
    filings = pathlib.Path(corpus) / "filings"
    filed = {row["accession"]: row["filed"] for row in csv.DictReader(io.StringIO((filings / "manifest.csv").read_text("utf-8")))}
    seen = 0
    for row in csv.DictReader(io.StringIO((filings / "features.csv").read_text("utf-8"))):
        day = dt.datetime.strptime(filed[row["accession"]], "%Y%m%d").date()
        for words in json.loads(row["items_json"] or "[]"):
            number = form.header_item(words, day)
            if words.strip():
                assert number in form.on(day).items, (row["accession"], words)
                seen += 1
            else:
                assert number is None
    assert seen > 0


def test_what_is_required_since_a_turn_holds_until_the_next() -> None:
    for day in (dt.date(1993, 1, 1), dt.date(2004, 8, 22), dt.date(2004, 8, 23), dt.date(2019, 5, 7), dt.date(2026, 1, 1)):
        since = turn(day)
        assert since is not None and since <= day
        assert [r for r in requirements() if in_force(r, day, None)] == [r for r in requirements() if in_force(r, since, None)]
    assert turn(None) is None
