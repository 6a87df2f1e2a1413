"""A matter for tests of filing: the folder of a draft with its exhibits, its package, and what EDGAR would send back of it.

Comes in: a folder. Goes out: `laid_out`, the draft's folder in it; `written`, its package. Add here: what several tests do with it.
"""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

from eightk.filing.make import MOCK, Written, write_package
from eightk.form.sending import sending

D = dt.date
DAY, NOW = D(2024, 6, 5), dt.datetime(2024, 6, 5, 16, tzinfo=dt.UTC)
GIF = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")
DRAFT = """\
---
form: 8-K
date_of_report: 2024-06-03
registrants:
  - name: Larkspur Tide Mills, Inc.
    jurisdiction: Delaware
    file_number: 001-99101
    ein: 99-0000101
    address: {lines: [1 Weir Lane], city: Dover, state: Delaware, zip: "19901"}
    phone: (302) 555-0101
    former: Not Applicable
    cik: 0009990101
    fiscal_year_end: 12-31
securities:
  - {title: "Common Stock, par value $0.01 per share", symbol: LTM, exchange: New York Stock Exchange}
emerging_growth: false
exhibits:
  - number: 10.1
    description: Lease dated June 3, 2024
    file: ex10-1.htm
  - number: 99.1
    description: Press release dated June 3, 2024
    file: ex99-1.htm
    status: furnished
signatures:
  - {registrant: "Larkspur Tide Mills, Inc.", name: Ada Miller, title: Chief Executive Officer, date: 2024-06-05, signed: true}
---

# 1.01

On June 3, 2024, Larkspur Tide Mills, Inc. entered into a lease with Weir Holdings LLC, which is no affiliate, for its mill. The lease runs
for ten years at a rent of $1.2 million a year. The lease is filed as Exhibit 10.1.

# 7.01

On June 3, 2024, the registrant issued a press release, furnished as Exhibit 99.1.
"""
LEASE = b"<html><body><p>Exhibit 10.1</p><p>LEASE</p><p>This lease is made on June 3, 2024.</p></body></html>\n"
PRESS = b'<html><body><p>Exhibit 99.1</p><p>Larkspur signs a lease.</p><p><img src="logo.gif" alt="Larkspur"></p></body></html>\n'


def laid_out(where: Path) -> Path:
    """The folder of a draft, in `where`."""
    made = where / "matter"
    made.mkdir()
    for name, data in (("draft.md", DRAFT.encode()), ("ex10-1.htm", LEASE), ("ex99-1.htm", PRESS), ("logo.gif", GIF)):
        (made / name).write_bytes(data)
    return made


def written(folder: Path, **how: object) -> Written:
    return write_package(
        str(folder / "draft.md"),
        str(folder.parent / "out"),
        **{"as_of": DAY, "now": NOW, "layout": "html", "replace": "force" in how, **how},
    )  # type: ignore[arg-type]


def change(folder: Path, old: str, new: str) -> None:
    text = (folder / "draft.md").read_text()
    assert old in text
    (folder / "draft.md").write_text(text.replace(old, new))


def nothing_left(folder: Path) -> bool:
    """Whether no package, and no part of one, lies beside the draft's folder."""
    return os.listdir(folder.parent) == [folder.name]


def disseminated(package: Path) -> bytes:
    """The mock submission as if EDGAR had made it."""
    mock = sending().mock
    return (package / MOCK).read_bytes().replace(f"{mock.label}:\t\t{mock.words}\n".encode(), b"")
