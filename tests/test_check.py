"""Every check by the texts that pass and fail it: `tests/cases/check/<code>.toml`.

A case is a clean invented filing (`base`: a file of `examples/` or of `tests/cases/clean/`, without its ending) with a few words changed:

    [[pass]]                       # or [[fail]]
    why = "a sentence"
    base = "2008-html"
    change = [["old words", "new words"]]     # each stands in the base; all its occurrences change
    at = "words"                   # fail: the place begins with, or lies on, these words; left out: the finding has no place
    severity = "advice"            # fail: where it is less than the row's own
    also = ["F07"]                 # fail: findings that cannot be avoided with this one
    on = 2003-09-15                # the day whose form applies, where it is given
    exhibits = { "99.1" = "text" } # exhibits given apart
    original = "base"              # the original of an amendment
    whole = false                  # the documents of the submission are not all there
"""

from __future__ import annotations

import datetime as dt
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import eightk
from eightk.check import RULES, Case, Checked, check
from eightk.check.rule import ONLY
from eightk.form.requirements import requirement, requirements
from eightk.model import Report, pieces

HERE = Path(__file__).parent
CASES = HERE / "cases" / "check"
BASES = (HERE.parent / "examples", HERE / "cases" / "clean")


@cache
def base(name: str) -> bytes:
    return next(path for folder in BASES for path in folder.glob(f"{name}.*")).read_bytes()


def made(case: dict[str, Any]) -> bytes:
    data = base(case["base"])
    for old, new in case.get("change", ()):
        assert old.encode() in data, f"{case['base']} does not have {old!r}"
        data = data.replace(old.encode(), new.encode())
    return data


def judged(case: dict[str, Any], data: bytes) -> Checked:
    report = eightk.read(data)
    texts = {**attached(report), **case.get("exhibits", {})}
    original = eightk.read(base(case["original"])) if "original" in case else None
    return check(Case(report, data, texts=texts, whole=case.get("whole"), original=original, on=case.get("on")))


def attached(report: Report) -> dict[str, str]:
    return {e.number: eightk.document_text(report, e) for e in report.exhibits if e.document is not None}


def listed(kind: str) -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.toml")):
        for n, case in enumerate(tomllib.loads(path.read_text(encoding="utf-8")).get(kind, ())):
            found.append(pytest.param(path.stem, case, id=f"{path.stem}-{n}"))
    return found


@pytest.mark.parametrize("code, case", listed("pass"))
def test_passes(code: str, case: dict[str, Any]) -> None:
    told = judged(case, made(case))
    assert code not in {s.code for s in told.skipped}, "the check was not run"
    assert [f for f in told.faults if f.code == code] == []


@pytest.mark.parametrize("code, case", listed("fail"))
def test_fails(code: str, case: dict[str, Any]) -> None:
    data = made(case)
    told = judged(case, data)
    found = [f for f in told.faults if f.code == code]
    assert found, f"{code} was not found; found: {[(f.code, f.message) for f in told.faults]}"
    assert {f.severity for f in found} >= {case.get("severity", requirement(code).severity)}
    if "at" in case:
        assert any(f.span and case["at"].encode() in cut(data, f.span) for f in found), [
            (f.span, cut(data, f.span)) for f in found if f.span
        ]
    else:
        assert any(f.span is None for f in found)
    before = {f.code for f in judged({**case, "change": []}, base(case["base"])).faults}
    assert {f.code for f in told.faults} - before - {code} <= set(case.get("also", ())), "findings beyond the documented companions"


def cut(data: bytes, span: Any) -> bytes:
    """The source from the place's beginning to the end of its line, at least to its own end."""
    start, end = pieces(span)[0][0], pieces(span)[-1][1]
    line = data.find(b"\n", end)
    return data[start : line if line >= 0 else len(data)]


@pytest.mark.parametrize("code", sorted(RULES))
def test_every_rule_has_texts_that_pass_and_fail(code: str) -> None:
    case = tomllib.loads((CASES / f"{code}.toml").read_text(encoding="utf-8"))
    assert case.get("pass") and case.get("fail")
    assert requirement(code).message


@pytest.mark.parametrize("row", requirements(), ids=lambda row: row.code)
def test_severity_is_earned(row: Any) -> None:
    assert row.severity == "advice" or row.verified, "only a verified requirement may be more than advice"
    assert row.code in RULES or row.outside, "a row without a rule says why"


def test_the_clean_filings_are_clean() -> None:
    dirty = {}
    for folder in BASES:
        for path in sorted(folder.glob("*.*")):
            if path.suffix in (".txt", ".htm"):
                told = judged({}, path.read_bytes())
                dirty[path.name] = [(f.code, f.message) for f in told.faults if f.severity != "advice"]
    assert {name: found for name, found in dirty.items() if found} == {}


def test_the_day_may_be_given() -> None:
    data = base("2008-html")
    told = check(Case(eightk.read(data), data, on=dt.date(2024, 5, 1)))
    assert (told.day, told.day_from) == (dt.date(2024, 5, 1), "given")


def test_a_rule_that_is_not_asked_finds_nothing() -> None:
    """What a rule waits for (`only`) hides no finding: asked all the same, it has none."""
    looked = 0
    for path in sorted((Path(__file__).parent / "filings").glob("*/submission.txt")):
        data = path.read_bytes()
        case = Case(eightk.read(data), data)
        for code, rule in RULES.items():
            if rule in ONLY and ONLY[rule](code).isdisjoint(case.marks):
                assert not list(rule(case)), (path.parent.name, code)
                looked += 1
    assert looked > 1000
