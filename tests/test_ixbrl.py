"""Covers tagged in Inline XBRL: what each printed value becomes, the files beside the document, and the proof by the SEC's own validator.

The proof runs Arelle 2.30.21 as test_arelle.py does, many covers in one process. It knows the lists of dei 2019 to 2024: those years are
proven here (2019 and 2020 without several securities: it takes no us-gaap of those years any more), 2025 is not, and of 2023 and 2024
the strict rules of today's lists too. The facets of dei are those of the taxonomy stub.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings

import eightk
from drafts import answers, filed, said
from eightk.checking import check_bytes
from eightk.drafted import Address, Draft, Enrolled
from eightk.form.inline import inline, standard_member
from eightk.model import Cover, Listing, Registrant, Report, Security
from eightk.write.complete import complete
from eightk.write.compose import Slot, address_pieces
from eightk.write.extension import own_member, prefix_of, security_axes
from eightk.write.ixbrl import cover_notes, dei_year, file_name, to_ixbrl
from eightk.write.printed import Mark, marked, split_address
from eightk.write.refuse import CannotWrite
from made_covers import COVERS, DAY, LATER, QUILLBROOK, Made, draft, files, submission
from test_arelle import PYTHON, STUB, needs_arelle

BATCH = Path(__file__).parent / "arelle_batch.py"
ALL_YEARS, TODAYS = "efm-pragmatic-all-years", "efm"
SAMPLE = ("item 2.02", "3 securities", "three registrants", "cayman")
OURS = {"blank symbol": {"C12"}}
"""What the check says of a cover whose draft is wrong on purpose: a class without a trading symbol."""
replace = msgspec.structs.replace


# ---- words ---------------------------------------------------------------------------------------------------


def told(pieces: tuple[str | Mark, ...]) -> str:
    """Pieces as one line: {words|element without its beginning|format or =hidden value}."""

    def one(piece: str | Mark) -> str:
        if isinstance(piece, str):
            return piece
        kind = f"={piece.hidden}" if piece.hidden else (piece.format or "").removeprefix("ixt-sec:")
        return f"{{{piece.words}|{kind}}}"

    return "".join(map(one, pieces))


@pytest.mark.parametrize(
    ("field", "words", "want"),
    [
        ("date_of_report", "November 7, 2024", "{November 7, 2024|date}"),
        ("state", "Delaware", "{Delaware|stateprovnameen}"),
        ("state", "DELAWARE", "{DELAWARE|=DE}"),
        ("state", "DE", "{DE|}"),
        ("state", "State of Delaware", "State of {Delaware|stateprovnameen}"),
        ("state", "Georgia", "{Georgia|stateprovnameen}"),
        ("state", "Ontario", "{Ontario|edgarprovcountryen}"),
        ("state", "Ontario, Canada", "{Ontario|edgarprovcountryen}, Canada"),
        ("state", "England and Wales", "{England and Wales|edgarprovcountryen}"),
        ("state", "The Netherlands", "The {Netherlands|edgarprovcountryen}"),
        ("state", "Ruritania", "Ruritania"),
        ("state_or_province", "Ontario", "{Ontario|stateprovnameen}"),
        ("state_or_province", "WI", "{WI|}"),
        ("country", "THE NETHERLANDS", "{THE NETHERLANDS|=NL}"),
        ("file_number", "Commission File No. 1-3285", "Commission File No. {1-3285|}"),
        ("file_number", "pending", "pending"),
        ("ein", "99-0000043", "{99-0000043|}"),
        ("ein", "99-000043", "99-000043"),
        ("phone", "(608) 555-0177", "({608|}) {555-0177|}"),
        ("phone", "608.555.0177 ext. 4", "{608|}.{555.0177 ext. 4|}"),
        ("phone", "555-0177", "{555|}-{0177|}"),
        ("phone", "+44 20 7946 0958", "{+44 20|} {7946 0958|}"),
        ("phone", "+353 (1) 555 0142", "+353 ({1|}) {555 0142|}"),
        ("phone", "none", "none"),
        ("exchange", "The Nasdaq Stock Market LLC", "{The Nasdaq Stock Market LLC|exchnameen}"),
        ("exchange", "The Nasdaq Capital Market", "The {Nasdaq|exchnameen} Capital Market"),
        ("exchange", "New York Stock Exchange, Inc.", "{New York Stock Exchange|exchnameen}, Inc."),
        ("exchange", "CHX", "{CHX|}"),
        ("exchange", "NYSE Texas", "NYSE Texas"),
        ("trading_symbol", "QLBX", "{QLBX|}"),
        ("trading_symbol", "None", "{None|true}"),
        ("former_name", "N/A", "N/A"),
        ("former_name", "Old & Sons", "{Old & Sons|}"),
        ("box_425", "\u2612", "{\u2612|boolballotbox}"),
        ("no such field", "x", "x"),
    ],
)
def test_words_of_a_field(field: str, words: str, want: str) -> None:
    assert told(marked(field, words)) == want


@pytest.mark.parametrize(
    ("printed", "want"),
    [
        ("9 Dock Street, Albany, NY 12207", (("9 Dock Street",), "Albany", "NY", "12207")),
        ("9 Dock Street, Albany, New York, 12207-1234", (("9 Dock Street",), "Albany", "New York", "12207-1234")),
        ("One, Two, Three, Four, Albany, NY 12207", (("One", "Two", "Three, Four"), "Albany", "NY", "12207")),
        ("9 Dock Street Albany, NY 12207", None),
        ("9 Dock Street, Suite 4, Leeds LS1 4AB", None),
        ("9 Dock Street, Albany, ZZ 12207", None),
        ("", None),
    ],
)
def test_an_address_is_split_where_it_is_sure(printed: str, want: Any) -> None:
    parts = split_address(printed)
    assert (parts and (parts.lines, parts.city, parts.state, parts.zip)) == want


@pytest.mark.parametrize(("printed", "parts", "want"), [
    ("10 Dock Street, New York, New York 10017", Address(lines=("10 Dock Street",), city="New York", state="New York", zip="10017"), 4),
    ("8 Werkstrasse, 55437 Leeds, Germany", Address(lines=("8 Werkstrasse",), city="Leeds", zip="55437", country="Germany"), 4),
    ("Leeds House, Leeds", Address(lines=("Leeds House",), city="Leeds"), 2),
    ("9 Dock Street, Albany", Address(lines=("9 Dock Street",), city="Troy"), 1),
    ("9 Dock Street, Albany", Address(), 1),
    ("9 Dock Street, Albany", None, 1),
])  # fmt: skip
def test_known_parts_of_an_address_are_found_in_any_order(printed: str, parts: Address | None, want: int) -> None:
    pieces = address_pieces(0, printed, parts)
    assert "".join(p if isinstance(p, str) else p.text for p in pieces) == printed
    assert len([p for p in pieces if isinstance(p, Slot)]) == want


@pytest.mark.parametrize(("prefix", "symbol", "want"), [
    ("Abc", "X", "abc"), (None, "BRK.B", "brkb"), (None, "LINK", "cik0009990003"), (None, "9CO", "cik0009990003"),
    (None, None, "cik0009990003"), (None, "XMLX", "cik0009990003"), ("a-very-long-prefix-indeed", None, "averylongprefi"),
])  # fmt: skip
def test_the_prefix_of_names(prefix: str | None, symbol: str | None, want: str) -> None:
    rows = (Security(title="Common Stock", symbol=symbol),) if symbol else ()
    assert prefix_of(Draft(report=Report(cover=Cover(securities=rows)), filers=(Enrolled(cik="9990003"),), prefix=prefix)) == want


@pytest.mark.parametrize(("words", "name"), [
    ("Series A Preferred Stock, $0.01 par value", "SeriesAPreferredStock001ParValueMember"),
    ("5.25% Notes due 2030", "N525NotesDue2030Member"),
    ("Harrow\u2019s Soci\u00e9t\u00e9 of the West", "HarrowsSocieteOfWestMember"),
    ("\u30a2\u30eb", "OtherMember"),
])  # fmt: skip
def test_the_name_of_a_member_is_its_label_in_one_word(words: str, name: str) -> None:
    assert own_member("abc", words).name == name


def test_examples_of_standard_members() -> None:
    for row in inline().members:
        assert standard_member(row.example) == row.element
    assert [standard_member(t) for t in ("Depositary Shares", "Series B Preferred Stock", "Common Stock Purchase Warrants")] == [None] * 3


def test_no_two_securities_share_a_context() -> None:
    notes = Security(title="Notes", symbol="A", exchange="NYSE")
    for rows in ([notes] * 3, [notes, replace(notes, exchange="Nowhere"), replace(notes, exchange="Elsewhere")], [Security()] * 3):
        axes = security_axes("abc", rows)
        assert len(set(axes)) == len(rows)
    assert security_axes("abc", [notes]) == ((),)


@pytest.mark.parametrize(("day", "year"), [
    (dt.date(2019, 7, 1), "2019"), (dt.date(2020, 5, 31), "2019"), (dt.date(2020, 6, 1), "2020"), (dt.date(2022, 1, 3), "2021"),
    (dt.date(2024, 2, 29), "2023"), (dt.date(2024, 3, 1), "2024"), (dt.date(2025, 3, 16), "2024"), (dt.date(2025, 3, 17), "2025"),
    (dt.date(2029, 1, 2), "2025"),
])  # fmt: skip
def test_the_dei_year_of_a_day(day: dt.date, year: str) -> None:
    assert dei_year(day) == year


def test_an_unknown_list_is_told() -> None:
    assert any("dei years" in note for note in cover_notes(draft(day=dt.date(2027, 5, 3)), dt.date(2027, 5, 3)))
    assert cover_notes(draft(), DAY) == ()


def test_what_is_not_sure_is_told_and_not_tagged() -> None:
    odd = replace(QUILLBROOK, jurisdiction="Ruritania", address="Castle Square, Strelsau")
    notes = cover_notes(draft(registrants=(odd,)), DAY)
    assert [note.split()[0] for note in notes] == ["state", "address1"]


@pytest.mark.parametrize(("made", "day", "says"), [
    (draft(filers=(Enrolled(),)), DAY, "CIK"),
    (draft(), dt.date(2018, 5, 1), "not tagged"),
    (draft(date_of_report=None), DAY, "date of report"),
    (draft(registrants=(replace(QUILLBROOK, name="Quill\x0bbrook"),)), DAY, r"U\+000B"),
])  # fmt: skip
def test_what_cannot_be_tagged_is_refused(made: Draft, day: dt.date, says: str) -> None:
    with pytest.raises(CannotWrite, match=says):
        to_ixbrl(made, day)


# ---- whole covers --------------------------------------------------------------------------------------------


def sound(given: dict[str, bytes]) -> None:
    """Each file is XML, ids are unique, and what one file names of another is there."""
    main, *others = (ET.fromstring(data) for data in given.values())
    ids = [node.get("id") for node in main.iter() if node.get("id")]
    assert len(set(ids)) == len(ids)
    hrefs = {v.partition("#")[0] for tree in (main, *others) for n in tree.iter() for k, v in n.items() if k.endswith("}href")}
    assert {h for h in hrefs if "/" not in h} == set(given) - {next(iter(given))}


@pytest.mark.parametrize("made", COVERS, ids=lambda made: made.name)
def test_our_own_check_finds_nothing(made: Made) -> None:
    faults = check_bytes(submission(made)).checked.faults
    assert {f.code for f in faults if f.severity != "advice"} == OURS.get(made.name, set()), [f.message for f in faults]


@pytest.mark.parametrize("made", COVERS, ids=lambda made: made.name)
def test_a_cover_is_read_back(made: Made) -> None:
    given = files(made)
    sound(given)
    report = eightk.read(next(iter(given.values())))
    page = [(name, value) for name, value in answers(report) if not name.startswith(("item", "exhibit"))]
    assert page == [(name, value) for name, value in answers(made.draft.report) if not name.startswith(("item", "exhibit"))]
    assert report.items.numbers() == made.draft.report.items.numbers()


@given(made=filed(dt.date(2019, 6, 15)))
def test_any_draft_is_tagged_and_read_back(made: tuple[Draft, dt.date]) -> None:
    draft, day = made
    draft = complete(draft, day, inline=True)
    main, others = to_ixbrl(draft, day)
    sound({file_name(draft): main, **others})
    items = Listing(replace(i, text=said(b)) for i, b in zip(draft.report.items, draft.bodies, strict=True))
    assert dict(answers(eightk.read(main))) == dict(answers(replace(draft.report, items=items))), main.decode()


@pytest.mark.parametrize(("year", "day"), LATER)
def test_a_later_year_differs_in_its_names_alone(year: str, day: dt.date) -> None:
    """dei 2025 is not in the lists of the validator used here: its covers are those of 2024 but for names and dates."""

    def plain(day: dt.date) -> dict[str, str]:
        found = files(Made("", draft(day=day), day)).values()
        return {str(n): re.sub(r"20\d\d[\d-]*|November \d+, ", "", data.decode()) for n, data in enumerate(found)}

    assert dei_year(day) == year
    assert plain(day) == plain(DAY)


def test_hostile_words_stay_words() -> None:
    name = "</ix:nonNumeric><script>go()</script> & 'Sons' \"Ltd\" ]]>"
    both = (Registrant(name=name), Registrant(name=name + "2"))
    given = files(Made("", draft(registrants=both, securities=(Security(title=name),) * 2), DAY))
    sound(given)
    assert not any(b"<script" in data for data in given.values())


# ---- the SEC's validator -------------------------------------------------------------------------------------


def said_by_arelle(covers: list[Made], folder: Path, system: str, packages: Path = STUB, **more: Any) -> dict[str, list[str]]:
    """Name of a cover -> warnings and errors of the SEC's validator. `more`: further keys of arelle_batch.py."""
    paths: dict[str, str] = {}
    for n, made in enumerate(covers):
        place = folder / str(n)
        place.mkdir()
        for name, data in files(made).items():
            (place / name).write_bytes(data)
        paths[str(place / file_name(made.draft))] = made.name
    told = {"packages": str(packages), "system": system, "files": list(paths), **more}
    (folder / "told.json").write_text(json.dumps(told), encoding="utf-8")
    environment = {**os.environ, "HOME": str(folder), "PYTHONPATH": ""}
    command = [PYTHON, str(BATCH), str(folder / "told.json")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, env=environment, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    said = json.loads(done.stdout.strip().splitlines()[-1])
    return {paths[path]: words for path, words in said.items()}


class TestWithArelle:
    """Covers before the SEC's own validator: no error and no warning."""

    pytestmark = needs_arelle

    def test_sample(self, tmp_path: Path) -> None:
        some = [made for made in COVERS if made.name in SAMPLE]
        assert said_by_arelle(some, tmp_path, ALL_YEARS) == {name: [] for name in SAMPLE}

    def test_it_would_say_something(self, tmp_path: Path) -> None:
        """The batch sees faults, and those of one document alone."""
        wrong = Made("wrong", draft(registrants=(replace(QUILLBROOK, ein="99-43"),)), DAY)
        right = Made("right", draft(), DAY)
        said = said_by_arelle([wrong, right, wrong], tmp_path, ALL_YEARS)
        assert said["right"] == []
        assert [words.partition(":")[0] for words in said["wrong"]] == ["EFM.6.05.47.entityTaxIdentificationNumberMissing"]

    @pytest.mark.slow
    def test_all(self, tmp_path: Path) -> None:
        assert len(COVERS) >= 60
        assert said_by_arelle(list(COVERS), tmp_path, ALL_YEARS) == {made.name: [] for made in COVERS}

    @pytest.mark.slow
    def test_drafts_of_hypothesis(self, tmp_path: Path) -> None:
        found: list[Made] = []

        @settings(max_examples=200, derandomize=True, database=None, deadline=None)
        @given(filed())
        def gather(made: tuple[Draft, dt.date]) -> None:
            draft, day = made
            if dt.date(2021, 6, 1) <= day < dt.date(2025, 3, 17):  # dei 2021 to 2024
                found.append(Made(f"{len(found)} of {day}", complete(draft, day, inline=True), day))

        gather()
        assert len(found) > 10
        assert said_by_arelle(found[:40], tmp_path, ALL_YEARS) == {made.name: [] for made in found[:40]}

    @pytest.mark.slow
    def test_by_todays_strict_rules(self, tmp_path: Path) -> None:
        some = [made for made in COVERS if dei_year(made.day) >= "2023"]
        assert said_by_arelle(some, tmp_path, TODAYS) == {made.name: [] for made in some}


@pytest.mark.parametrize("ahead", [b"<!-- xbrli:context -->", b"<!-- first context: -->", b"context> a:context>", b"<p>:context </p>"])
def test_a_context_is_a_start_tag_and_no_word_of_it(ahead: bytes) -> None:
    made = max(map(submission, COVERS), key=lambda page: page.count(b"<xbrli:context"))
    at = made.index(b"<xbrli:context")
    codes = {f.code for f in check_bytes(made[:at] + ahead + made[at:]).checked.faults}
    assert codes.isdisjoint({"X01", "X02", "X04", "X11"})
