"""Made filings: the same for a seed, true to their answers, and read rightly."""

from __future__ import annotations

import datetime as dt
import io
import json
import tarfile
from pathlib import Path

import pytest
from click.testing import CliRunner

import eightk
import laws
from eightk import form
from eightk.cli import main
from eightk.made import ROUGHENINGS, Made, Order, make
from eightk.made.corpus import many, tried, write_archive
from eightk.made.score import MEASURES, Tally, missed

SEED, MANY = 20, 1500
BARS = {"items": 0.995, "titles": 0.98, "texts": 0.98, "form": 0.99, "date": 0.99, "exhibits": 0.98, "signatures": 0.98, "boxes": 0.98}


@pytest.fixture(scope="module")
def filings() -> list[Made]:
    return [make(Order(seed=SEED), n) for n in range(MANY)]


def archive(order: Order, jobs: int) -> bytes:
    out = io.BytesIO()
    assert len(list(write_archive(many(order, range(110), jobs), out))) == 110
    return out.getvalue()


def test_a_seed_gives_the_same_bytes_by_any_number_of_processes() -> None:
    assert archive(Order(seed=3), 1) == archive(Order(seed=3), 2) != archive(Order(seed=4), 1)


def test_a_filing_is_the_same_whatever_is_made_before_it(filings: list[Made]) -> None:
    assert make(Order(seed=SEED), 700) == filings[700]


def test_accession_numbers_are_not_shared(filings: list[Made]) -> None:
    assert len({m.accession for m in filings}) == MANY


def test_items_are_those_of_the_day(filings: list[Made]) -> None:
    for made in filings:
        assert {i["number"] for i in made.answers["items"]} <= set(form.on(made.day).items)


def test_every_item_medium_and_year_is_made(filings: list[Made]) -> None:
    numbers = {i["number"] for made in filings for i in made.answers["items"]}
    assert numbers >= set(form.on(dt.date(2003, 10, 1)).items) | set(form.on(dt.date(2024, 10, 1)).items)
    assert {m.medium for m in filings} == {"ascii", "html", "ixbrl"}
    assert {m.hand for m in filings} == {"eightk", "other"}
    assert {m.day.year for m in filings} == set(range(1993, 2027))
    assert {m.answers["form"] for m in filings} == {"8-K", "8-K/A"}
    assert {len(m.answers["cover"]["registrants"]) for m in filings} >= {1, 2, 3}


def test_every_roughening_is_met_in_its_years(filings: list[Made]) -> None:
    assert {name for m in filings for name in m.roughenings} == set(ROUGHENINGS)
    for made in filings:
        for name in made.roughenings:
            assert ROUGHENINGS[name].since <= made.day.year <= ROUGHENINGS[name].until
            assert made.medium in ROUGHENINGS[name].media


@pytest.mark.parametrize("name", ROUGHENINGS)
def test_a_roughening_changes_a_filing_and_can_be_switched_off(name: str, filings: list[Made]) -> None:
    some = [m for m in filings if name in m.roughenings][:4]
    smooth = [make(Order(seed=SEED, rough=frozenset(ROUGHENINGS) - {name}), m.number) for m in some]
    assert all(name not in m.roughenings for m in smooth)
    assert [m.data for m in smooth] != [m.data for m in some]  # of two that meet in one heading one may hide the other
    assert ROUGHENINGS[name].says
    alone = make(Order(seed=SEED, rough=frozenset({name})), some[0].number)
    assert set(alone.roughenings) <= {name}


def test_without_roughenings_every_list_of_items_is_read() -> None:
    order = Order(seed=5, rough=frozenset())
    for made in (make(order, n) for n in range(300)):
        assert made.roughenings == ()
        assert [m for m in missed(made.number, made.answers, eightk.read(made.data), ()) if m.measure == "items"] == []


def test_made_filings_are_read_rightly(filings: list[Made]) -> None:
    tally = Tally()
    for made in filings:
        tally.add(made.roughenings, missed(made.number, made.answers, eightk.read(made.data), made.roughenings))
    assert {m: tally.share(m) for m, bar in BARS.items() if tally.share(m) < bar} == {}, tally.rows()


def test_made_filings_keep_the_laws(filings: list[Made]) -> None:
    assert {m.number: found for m in filings[:200] if (found := laws.breaches(m.data))} == {}


@pytest.mark.slow
def test_twenty_thousand_made_filings_are_read_rightly() -> None:
    tally = Tally()
    for roughenings, misses in tried(Order(seed=7), range(20_000), 2):
        tally.add(roughenings, misses)
    assert {m: tally.share(m) for m, bar in BARS.items() if tally.share(m) < bar} == {}, tally.rows()


def test_a_wrong_answer_is_a_miss(filings: list[Made]) -> None:
    made = next(m for m in filings if len(m.answers["items"]) > 1)
    wrong = {**made.answers, "items": made.answers["items"][1:]}
    assert "items" in [m.measure for m in missed(0, wrong, eightk.read(made.data), ())]
    assert set(MEASURES) >= set(BARS)


# ---- the command ---------------------------------------------------------------------------------------------


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["make-corpus", *arguments])
    return result.exit_code, result.output


def test_an_archive_with_its_answers(tmp_path: Path) -> None:
    target, answers = tmp_path / "made.tar.gz", tmp_path / "answers.jsonl"
    code, said = run("12", "--seed", "9", "-o", str(target), "--answers", str(answers), "--era", "1996-2003")
    assert code == 0
    assert "seed 9" in said
    told = [json.loads(line) for line in answers.read_text("utf-8").splitlines()]
    with tarfile.open(target) as tar:
        assert tar.getnames() == [row["path"] for row in told]
    assert all("1996" <= row["filed"][:4] <= "2003" for row in told)
    read = [r for r in eightk.read_many([str(target)]) if isinstance(r, eightk.Report)]
    assert len(read) == 12


def test_a_filing_alone(tmp_path: Path) -> None:
    code, _ = run("1", "--seed", "9", "--at", "5", "--roughen", "none", "-o", str(tmp_path / "one.tar.gz"))
    assert code == 0
    with tarfile.open(tmp_path / "one.tar.gz") as tar:
        file = tar.extractfile(tar.getnames()[0])
        assert file is not None
        assert file.read() == make(Order(seed=9, rough=frozenset()), 5).data


def test_the_reader_tried() -> None:
    code, said = run("40", "--seed", "2", "--try", "--roughen", "crlf,tabs")
    assert code in (0, 1)
    assert "roughening" in said and "40 filings, seed 2" in said and "right" in said


def test_the_roughenings_listed() -> None:
    code, said = run("--list-roughenings")
    assert code == 0
    assert all(name in said for name in ROUGHENINGS)


@pytest.mark.parametrize(
    "arguments",
    [
        ("5",),
        ("5", "--try", "-o", "x.tar.gz"),
        ("5", "--try", "--roughen", "nonsense"),
        ("5", "--try", "--era", "1980"),
        ("5", "--try", "--era", "so"),
    ],
)
def test_what_cannot_be_made(arguments: tuple[str, ...]) -> None:
    code, said = run(*arguments)
    assert code == 2
    assert "Error" in said
