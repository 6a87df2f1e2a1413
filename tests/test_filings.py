"""Every invented filing of `tests/filings` reads as its `expected.json` says, and the folders are what they claim to be."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import invented

NAMES = invented.names()
ITEM_KEYS = {"number", "title", "starts", "ends", "says", "status", "not_applicable", "combined"}


def as_json(data: bytes) -> dict[str, Any]:
    from eightk.read import read
    from eightk.write.json import to_json

    answer: dict[str, Any] = json.loads(to_json(read(data)))
    return answer


@pytest.mark.parametrize("name", NAMES)
def test_reads_as_expected(name: str) -> None:
    filing = invented.load(name)
    misses = [str(m) for m in invented.compare(filing.expected, as_json(filing.data)) if not m.right]
    assert not misses, f"{name} teaches: {filing.why['teaches']}\n" + "\n".join(misses)


@pytest.mark.parametrize("name", NAMES)
def test_folder_is_complete(name: str) -> None:
    filing = invented.load(name)
    assert 1_000 < len(filing.data) < 20_000, "a filing stays small"
    assert filing.why["teaches"].strip() and filing.why["layouts"], "why.toml names what it teaches and a layout"
    assert filing.why["era"] in invented.ERAS and filing.why["medium"] in invented.MEDIA
    assert set(filing.expected) <= {"form", "cover", "items", "exhibits", "signatures"}
    assert filing.expected["cover"]["registrants"], "a cover names a registrant"
    assert all(set(i) <= ITEM_KEYS for i in filing.expected["items"])


@pytest.mark.parametrize("name", NAMES)
def test_expected_words_stand_in_the_filing(name: str) -> None:
    filing = invented.load(name)
    text = invented.stripped(filing.data)
    wanted = [i[k] for i in filing.expected["items"] for k in ("starts", "ends") if i.get(k)]
    wanted += [word for i in filing.expected["items"] for word in (i.get("title") or "").split()]  # a page may break a title
    wanted += [v for r in filing.expected["cover"]["registrants"] for k, v in r.items() if v and k != "address"]
    wanted += [e["description"] for e in filing.expected.get("exhibits", ()) if e.get("description")]
    wanted += [s[k] for s in filing.expected.get("signatures", ()) for k in ("name", "title", "registrant") if s.get(k)]
    missing = [w for w in wanted if invented.flat(w) not in text]
    assert not missing, f"{name}: not in submission.txt: {missing}"


def test_eras_media_and_number_are_covered() -> None:
    whys = [f.why for f in invented.filings()]
    assert len(whys) >= 120
    grid = {(w["era"], w["medium"]) for w in whys}
    assert {era for era, _ in grid} == set(invented.ERAS)
    assert {medium for _, medium in grid} == set(invented.MEDIA)
    markup = sum(w["medium"] != "ascii" for w in whys)
    assert markup >= 0.4 * len(whys), "about half of them are HTML"
    assert len({layout for w in whys for layout in w["layouts"]}) >= 100


def test_no_two_filings_are_the_same() -> None:
    seen: dict[str, str] = {}
    for filing in invented.filings():
        text = invented.stripped(filing.data)
        assert text not in seen, f"{filing.name} repeats {seen.get(text)}"
        seen[text] = filing.name


def test_the_comparison_can_fail() -> None:
    """An empty answer is wrong almost everywhere, and a single changed word is seen."""
    filing = invented.load(NAMES[0])
    marks = invented.compare(filing.expected, {})
    assert sum(m.right for m in marks) < len(marks) / 2
    got = {"items": [{"number": "5", "title": "Other Events", "text": "Alpha beta gamma"}]}
    want = {"items": [{"number": "5", "title": "OTHER EVENTS.", "starts": "alpha", "ends": "delta"}]}
    assert [m.field for m in invented.compare(want, got) if not m.right] == ["item.ends"]
