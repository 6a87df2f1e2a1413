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
from eightk.drafted import Draft, drafted
from eightk.model import Listing, Report
from eightk.write import LAYOUTS, CannotWrite
from eightk.write.complete import complete


def completed(draft: Draft, day: dt.date, layout: str) -> tuple[Draft, Report]:
    """A draft filled in, and the report that must be read of it."""
    draft = complete(draft, day, ascii=layout == "ascii")
    items = Listing(msgspec.structs.replace(i, text=said(b)) for i, b in zip(draft.report.items, draft.bodies, strict=True))
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
