"""Real reports taken to a draft and back: at least 99 fields of 100 come back, and nothing is told but the kinds of exception we know."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

import eightk
from eightk.drafting import draft_of, read_draft
from eightk.model import Report
from eightk.write.draft import to_markdown

_PARTS = ("form", "cover", "items", "exhibits", "signatures", "amendment")
_NOT_OF_A_DRAFT = {"spans", "span", "document"}  # places in the filing, and which of its documents an exhibit is
# What may differ: words in whose midst a page's number stood (a draft keeps those apart), a paragraph broken at the paper's edge, and
# what is said of the whole report before its first item, or in its signatures.
KNOWN = {
    "items.parts.text", "items.parts.title", "items.parts.letter", "items.blocks.kind", "items.incorporates.words",
    "items.incorporates.exhibit", "items.incorporates.item", "items.says", "items.words",
}  # fmt: skip


def scalars(value: Any, where: str) -> Iterator[tuple[str, Any]]:
    """Every scalar of a part of a report, with its place."""
    if isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            if field not in _NOT_OF_A_DRAFT:
                yield from scalars(getattr(value, field), f"{where}.{field}")
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from scalars(one, f"{where}.{key}")
    elif isinstance(value, tuple):
        for n, one in enumerate(value):
            yield from scalars(one, f"{where}[{n}]")
    else:
        yield where, value


def fields(report: Report) -> dict[str, Any]:
    return {where: value for part in _PARTS for where, value in scalars(getattr(report, part), part)}


def test_real_reports_become_drafts_and_come_back(corpus_paths: list[Path], load: Callable[[Path], bytes]) -> None:
    total, lost = 0, Counter[str]()
    for path in corpus_paths:
        report = eightk.read(load(path))
        if report.form is None:
            continue
        written = to_markdown(draft_of(report))
        again = read_draft(written)
        assert to_markdown(again) == written, path.name
        want, got = fields(report), fields(again.report)
        total += len(want.keys() | got.keys())
        lost.update(re.sub(r"\[\d+\]", "", key) for key in want.keys() | got.keys() if want.get(key, ...) != got.get(key, ...))
    assert set(lost) <= KNOWN, lost
    assert lost.total() <= total / 100, (total, lost)
