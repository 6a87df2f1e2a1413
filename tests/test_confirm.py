"""Confirm: what EDGAR sent out is held against the package, part by part, and what differs is told."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eightk.filing.confirm import NoPackage, confirm
from eightk.filing.make import MOCK, RECORD
from matter import LEASE, disseminated, laid_out, written


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return laid_out(tmp_path)


@pytest.fixture
def package(folder: Path) -> Path:
    return Path(written(folder, mock=True).folder)


def differing(package: Path, data: bytes) -> dict[str, str]:
    return {row.what: row.note for row in confirm(data, str(package)).rows if not row.same}


def test_what_was_packed_is_confirmed(package: Path) -> None:
    found = confirm(disseminated(package), str(package))
    assert found.same and {row.note for row in found.rows if row.what.endswith((".htm", ".gif"))} == {"byte for byte"}


def test_a_mock_confirms_nothing(package: Path) -> None:
    assert differing(package, (package / MOCK).read_bytes()) == {"disseminated": "made for tests; nothing was filed"}


@pytest.mark.parametrize(
    "old, new, what",
    [
        (b"ten years", b"two years", "ltm-20240603.htm"), (b"PERIOD OF REPORT:\t20240603", b"PERIOD OF REPORT:\t20240604", "period"),
        (b"TYPE:\t8-K", b"TYPE:\t8-K/A", "form type"), (b"KEY:\t\t\t0009990101", b"KEY:\t\t\t0009990102", "filers"),
        (b"ITEM INFORMATION:\t\tRegulation FD Disclosure\n", b"", "items"),
        (b"FILED AS OF DATE:\t\t20240605", b"FILED AS OF DATE:\t\t20240610", "filed in time"),
        (b"<TYPE>EX-10.1", b"<TYPE>EX-10.2", "ex10-1.htm"), (b"<FILENAME>ex10-1.htm", b"<FILENAME>other.htm", "ex10-1.htm"),
        (b"M1TE&", b"M1TE'", "logo.gif"),
    ],
)  # fmt: skip
def test_what_differs_is_told(package: Path, old: bytes, new: bytes, what: str) -> None:
    data = disseminated(package)
    if old == b"M1TE&":
        at = data.index(b"begin 644 logo.gif\n") + 30
        data = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
    else:
        assert old in data
        data = data.replace(old, new, 1)
    assert what in differing(package, data)


def test_lines_that_edgar_left_empty_are_no_difference(package: Path) -> None:
    line = b"ITEM INFORMATION:\t\tRegulation FD Disclosure\n"
    data = disseminated(package).replace(line, b"ITEM INFORMATION:\t\t\n")
    assert differing(package, data) == {}
    assert "items" in differing(package, data.replace(b"Entry into a Material Definitive Agreement\nITEM", b"Other Events\nITEM"))


def test_where_a_document_differs_is_told(package: Path) -> None:
    note = differing(package, disseminated(package).replace(b"This lease is made", b"This lease was made"))["ex10-1.htm"]
    assert re.fullmatch(r"differs from line 1 on: 'is made .* became 'was made .*", note)


def test_other_line_ends_are_told_and_the_same(package: Path) -> None:
    found = confirm(disseminated(package).replace(b"\n", b"\r\n"), str(package))
    assert found.same and {row.note for row in found.rows if row.what == "ex10-1.htm"} == {"the same but for line ends"}


def test_documents_that_edgar_makes_and_strangers(package: Path) -> None:
    made = b"<DOCUMENT>\n<TYPE>%b\n<SEQUENCE>9\n<FILENAME>%b\n<TEXT>\nx\n</TEXT>\n</DOCUMENT>\n</SEC-DOCUMENT>"
    data = disseminated(package)
    assert differing(package, data.replace(b"</SEC-DOCUMENT>", made % (b"XML", b"R1.htm"))) == {}
    assert differing(package, data.replace(b"</SEC-DOCUMENT>", made % (b"EX-99.2", b"b.htm"))) == {"b.htm": "nobody packed it"}


def test_a_package_that_was_changed_is_told(package: Path) -> None:
    data = disseminated(package)
    (package / "ex10-1.htm").write_bytes(LEASE + b" ")
    (package / "ex99-1.htm").unlink()
    found = differing(package, data)
    assert "was changed in the package" in found["ex10-1.htm"] and "not in the package any more" in found["ex99-1.htm"]


def test_a_filing_date_of_which_nothing_is_known(package: Path) -> None:
    data = disseminated(package).replace(b"FILED AS OF DATE:\t\t20240605", b"FILED AS OF DATE:\t\t20990605")
    assert differing(package, data)["filed in time"].startswith("late: no holidays known for 2031")


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=12)), min_size=1, max_size=4))
def test_no_submission_makes_confirm_fail(package: Path, edits: list[tuple[float, bytes]]) -> None:
    data = disseminated(package)
    for at, words in edits:
        place = int(at * len(data))
        data = data[:place] + words + data[place + len(words) // 2 :]
    with contextlib.suppress(NoPackage):
        confirm(data, str(package))


def test_no_package_and_no_submission(package: Path, folder: Path) -> None:
    with pytest.raises(NoPackage):
        confirm(disseminated(package), str(folder))
    with pytest.raises(NoPackage):
        confirm(LEASE, str(package))
    (package / RECORD).write_bytes(b"{}")
    with pytest.raises(NoPackage):
        confirm(disseminated(package), str(package))
