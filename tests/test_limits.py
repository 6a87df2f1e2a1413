"""Each limit on what is read: what is beyond it is left out and told, and the laws hold for the rest."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

import eightk
from eightk.limits import Limits
from eightk.model import Report
from laws import breaches


def _codes(report: Report) -> set[str]:
    return {f.code for f in report.findings}


def _many_documents(limit: int) -> bytes:
    return b"".join(b"<DOCUMENT>\n<TYPE>EX-99.%d\n<TEXT>\nwords\n</TEXT>\n</DOCUMENT>\n" % n for n in range(limit + 3))


def test_too_many_documents() -> None:
    report = eightk.read(_many_documents(5), limits=Limits(max_documents=5))
    assert len(report.documents) == 5 and "too-many-documents" in _codes(report)


def test_too_many_headings() -> None:
    data = b"FORM 8-K\n" + b"".join(b"\nItem 5. Other Events\n\nSomething happened.\n" for _ in range(30))
    report = eightk.read(data, limits=Limits(max_headings=10))
    assert "limit-headings" in _codes(report) and len(report.items) <= 10
    assert breaches(data, report) == []


def test_too_many_findings() -> None:
    data = _many_documents(40).replace(b"</TEXT>\n", b"")
    assert len(eightk.read(data).findings) > 20
    report = eightk.read(data, limits=Limits(max_findings=7))
    assert 7 <= len(report.findings) <= 8 and "limit-findings" in _codes(report)


@pytest.mark.parametrize("limits", [Limits(max_bytes=5_000), Limits(max_ratio=2, free_bytes=100)], ids=["bytes", "ratio"])
def test_too_much_comes_out_of_gzip(limits: Limits, tmp_path: Path) -> None:
    path = tmp_path / "bomb.txt.gz"
    path.write_bytes(gzip.compress(b"FORM 8-K\n\nItem 5. Other Events\n\n" + b"Words. " * 20_000))
    report = eightk.read_path(path, limits=limits)
    assert "too-large" in _codes(report) and report.form == "8-K"
    assert "too-large" not in _codes(eightk.read_path(path))


def test_too_many_members(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as archive:
        for n in range(9):
            archive.writestr(f"{n}.txt", "FORM 8-K")
    read = list(eightk.read_many(tmp_path / "many.zip", limits=Limits(max_members=4)))
    assert len(read) < 9 and isinstance(read[-1], eightk.Failure) and read[-1].what


def test_too_many_paragraphs() -> None:
    data = b"<html><p>FORM 8-K<p>Item 5. Other Events" + b"<p>Something happened." * 30 + b"</html>"
    report = eightk.read(data, limits=Limits(max_blocks=10))
    assert len(report.items[0].blocks) == 11 and "limit-blocks" in _codes(report)
    assert report.items[0].text.count("happened") == 30
    assert breaches(data, report) == []


def test_every_limit_is_tested() -> None:
    tested = {"max_blocks", "max_documents", "max_headings", "max_findings", "max_bytes", "max_ratio", "free_bytes", "max_members"}
    assert set(Limits.__struct_fields__) == tested | {"max_draft"}  # test_drafting.py
