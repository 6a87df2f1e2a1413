"""What the SEC's own validator says of a mutated cover, we say too. Arelle 2.30.21 carries that validator, its EFM plug-in.

Runs with the Python of an environment that has `arelle-release[EFM]==2.30.21`, named by EIGHTK_ARELLE, and with the taxonomy stub of
EIGHTK_CORPUS (taxonomy/eightk-sec-stub.zip). A few mutations by default, all of them when slow tests run. The invented filing is of dei
2024, and that plug-in knows the lists of 2019 to 2024: for later years, and for the facets of dei, which the stub words itself, this
proves nothing.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest

import eightk
from eightk.check import Case, check
from invented_inline import NAME, files, main_document

PYTHON = os.environ.get("EIGHTK_ARELLE", "")
STUB = Path(os.environ.get("EIGHTK_CORPUS") or "/nowhere") / "taxonomy" / "eightk-sec-stub.zip"
EXAMPLE = Path(__file__).parent.parent / "examples" / "2024-ixbrl.txt"
needs_arelle = [
    pytest.mark.skipif(not PYTHON, reason="EIGHTK_ARELLE names no Python that has Arelle 2.30.21"),
    pytest.mark.skipif(not STUB.exists(), reason="EIGHTK_CORPUS has no taxonomy stub"),
]
SAMPLE = {"name-untagged", "ein-untagged", "state-in-capitals", "other-cik", "symbol-untagged", "script"}


class Mutation(NamedTuple):
    """A change of the example's main document, and the rules of ours that see it."""

    name: str
    old: str
    new: str
    ours: tuple[str, ...]
    silent: bool = False
    """Whether the SEC's validator says nothing of it: ours alone."""


def untagged(name: str, element: str, ours: str = "X02") -> Mutation:
    """The words stay, their tag goes."""
    main = main_document(EXAMPLE.read_bytes())
    m = re.search(rf'<ix:nonNumeric contextRef="c-\d" name="dei:{element}"[^>]*>(.*?)</ix:nonNumeric>', main)
    assert m is not None
    return Mutation(name, m.group(), m.group(1) if element not in ("EntityCentralIndexKey", "AmendmentFlag") else "", (ours,))


CONTEXT_2 = '<xbrli:context id="c-2">'
SPARE = (
    '<xbrli:context id="c-9"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">0009990003</xbrli:identifier></xbrli:entity>'
    "<xbrli:period><xbrli:startDate>2024-11-07</xbrli:startDate><xbrli:endDate>2024-11-07</xbrli:endDate></xbrli:period></xbrli:context>"
)
FLAG = 'name="dei:AmendmentFlag" format="ixt:fixed-false" id="f-2">false</ix:nonNumeric>'
COVER = '<div id="cover"'
CLASS = (
    '<xbrli:segment><xbrldi:explicitMember dimension="us-gaap:StatementClassOfStockAxis">us-gaap:WarrantMember</xbrldi:explicitMember>'
    "</xbrli:segment></xbrli:entity>"
)

MUTATIONS = (
    untagged("name-untagged", "EntityRegistrantName", "X01"),
    untagged("type-untagged", "DocumentType", "X01"),
    untagged("cik-untagged", "EntityCentralIndexKey", "X01"),
    untagged("flag-untagged", "AmendmentFlag"),
    untagged("date-untagged", "DocumentPeriodEndDate"),
    untagged("state-untagged", "EntityIncorporationStateCountryCode"),
    untagged("file-number-untagged", "EntityFileNumber"),
    untagged("ein-untagged", "EntityTaxIdentificationNumber"),
    untagged("address-untagged", "EntityAddressAddressLine1"),
    untagged("city-untagged", "EntityAddressCityOrTown"),
    untagged("province-untagged", "EntityAddressStateOrProvince"),
    untagged("zip-untagged", "EntityAddressPostalZipCode"),
    untagged("area-code-untagged", "CityAreaCode"),
    untagged("phone-untagged", "LocalPhoneNumber"),
    untagged("box-425-untagged", "WrittenCommunications"),
    untagged("box-14a-12-untagged", "SolicitingMaterial"),
    untagged("box-14d-2-untagged", "PreCommencementTenderOffer"),
    untagged("box-13e-4-untagged", "PreCommencementIssuerTenderOffer"),
    untagged("growth-untagged", "EntityEmergingGrowthCompany"),
    untagged("transition-untagged", "EntityExTransitionPeriod", "X09"),
    untagged("title-untagged", "Security12bTitle", "X06"),
    untagged("symbol-untagged", "TradingSymbol", "X06"),
    untagged("exchange-untagged", "SecurityExchangeName", "X06")._replace(silent=True),
    Mutation("growth-false", 'id="f-26">&#9746;', 'id="f-26">&#9744;', ("X09",)),
    Mutation("other-cik", 'id="f-1">0009990003', 'id="f-1">0009990004', ("X04",)),
    Mutation("other-identifier", f"{CONTEXT_2}<xbrli:entity><xbrli:identifier scheme=\"http://www.sec.gov/CIK\">0009990003",
             f"{CONTEXT_2}<xbrli:entity><xbrli:identifier scheme=\"http://www.sec.gov/CIK\">0009990004", ("X04",)),
    Mutation("short-identifier", 'sec.gov/CIK">0009990003', 'sec.gov/CIK">999003', ("X04",)),
    Mutation("other-scheme", 'scheme="http://www.sec.gov/CIK"', 'scheme="http://www.sec.gov/cik"', ("X04",)),
    Mutation("spare-context", CONTEXT_2, SPARE + CONTEXT_2, ("X11",)),
    Mutation("no-such-context", 'contextRef="c-1" name="dei:CityAreaCode"', 'contextRef="c-7" name="dei:CityAreaCode"', ("X11",)),
    Mutation("state-in-capitals", 'id="f-6">Delaware', 'id="f-6">DELAWARE', ("X07",)),
    Mutation("misspelt-state", 'id="f-12">Wisconsin', 'id="f-12">Wisconson', ("X07",)),
    Mutation("other-market", 'id="f-22">The Nasdaq Stock Market LLC', 'id="f-22">The Nasdaq Capital Market', ("X07",)),
    Mutation("drawn-box", 'id="f-18">&#9744;', 'id="f-18">[ ]', ("X07",)),
    Mutation("no-date", 'id="f-4">November&#160;7, 2024', 'id="f-4">November&#160;37, 2024', ("X07",)),
    Mutation("short-ein", 'id="f-8">99-0000043', 'id="f-8">99-000043', ("X07",)),
    Mutation("file-number-run-in", 'id="f-7">001-99043', 'id="f-7">00199043', ("X07",)),
    Mutation("other-type", 'id="f-3">8-K<', 'id="f-3">8-Q<', ("X07", "X01", "C01")),
    Mutation("description-alone", FLAG, FLAG + '<ix:nonNumeric contextRef="c-1" name="dei:AmendmentDescription" id="f-91">Why.'
             "</ix:nonNumeric>", ("X05",)),
    Mutation("flag-without-description", FLAG, FLAG.replace("false", "true"), ("X05",)),
    Mutation("script", COVER, "<div><script>go()</script></div>" + COVER, ("T06",)),
    Mutation("nested-table", COVER, "<table><tr><td><table><tr><td>x</td></tr></table></td></tr></table>" + COVER, ("T06",)),
    Mutation("png", COVER, '<div><img src="mill.png" alt="a mill"/></div>' + COVER, ("T07",)),
    Mutation("picture-missing", COVER, '<div><img src="mill.jpg" alt="a mill"/></div>' + COVER, ("T07",)),
    Mutation("link-outside", COVER, '<div><a href="http://www.quillbrook.example/">home</a></div>' + COVER, ("T07",)),
    Mutation("active-link", COVER, '<div><a href="javascript:go()">home</a></div>' + COVER, ("T07",)),
    Mutation("old-dei", "http://xbrl.sec.gov/dei/2024", "http://xbrl.sec.gov/dei/2019-01-31", ("X08",)),
    Mutation("flag-and-symbol", 'id="f-21">QLBX</ix:nonNumeric>',
             'id="f-21">QLBX</ix:nonNumeric><ix:nonNumeric contextRef="c-2" name="dei:NoTradingSymbolFlag" format="ixt:fixed-true" '
             'id="f-93">none</ix:nonNumeric>', ("X06",)),
    Mutation("12g-too", 'id="f-21">QLBX</ix:nonNumeric>',
             'id="f-21">QLBX</ix:nonNumeric><ix:nonNumeric contextRef="c-2" name="dei:Security12gTitle" id="f-93">Common</ix:nonNumeric>',
             ("X06",)),
    Mutation("title-in-own-context", 'contextRef="c-2" name="dei:Security12bTitle"', 'contextRef="c-1" name="dei:Security12bTitle"',
             ("X06",)),
    Mutation("same-contexts", CLASS, "</xbrli:entity>", ("X11",)),
    Mutation("time-of-day", "<xbrli:endDate>2024-11-07", "<xbrli:endDate>2024-11-07T00:00:00", ("X03",)),
    Mutation("no-such-day", "<xbrli:endDate>2024-11-07", "<xbrli:endDate>2024-11-37", ("X03",)),
    Mutation("in-the-future", 'id="f-4">November&#160;7, 2024', 'id="f-4">November&#160;7, 2034', ("X03",)),
    Mutation("two-values", 'id="f-13">53717</ix:nonNumeric>', 'id="f-13">53717</ix:nonNumeric><ix:nonNumeric contextRef="c-1" '
             'name="dei:EntityAddressPostalZipCode" id="f-96">53718</ix:nonNumeric>', ("X02",)),
    Mutation("hidden-former-name", FLAG, FLAG + '<ix:nonNumeric contextRef="c-1" name="dei:EntityInformationFormerLegalOrRegisteredName" '
             'id="f-95">Old</ix:nonNumeric>', ("X02",)),
    Mutation("third-line-without-second", 'name="dei:EntityAddressAddressLine2"', 'name="dei:EntityAddressAddressLine3"', ("X02",)),
    Mutation("of-other-forms", FLAG, FLAG + '<ix:nonNumeric contextRef="c-1" name="dei:EntityFilerCategory" id="f-95">'
             "Non-accelerated Filer</ix:nonNumeric>", ("X02",)),
    Mutation("unknown-element", 'name="dei:CityAreaCode"', 'name="dei:CityAreaCodes"', ("X02",)),
    Mutation("unknown-prefix", 'name="dei:CityAreaCode"', 'name="dex:CityAreaCode"', ("X02",)),
    Mutation("unknown-transform", "ixt:date-monthname-day-year-en", "ixt:date-monthnames", ("X07",)),
    Mutation("transform-of-2015", "ixt:date-monthname-day-year-en", "ixt:datemonthdayyearen", ("X07",)),
    Mutation("transform-of-another-order", "ixt:date-monthname-day-year-en", "ixt:date-day-monthname-year-en", ("X07",)),
    Mutation("transform-of-a-box", 'id="f-26">&#9746;', 'id="f-26">X', ("X07",)),
    Mutation("date-without-transform", ' format="ixt:date-monthname-day-year-en"', "", ("X07",)),
    Mutation("registry-of-2011", "transformation/2020-02-12", "transformation/2011-07-31", ("X07",)),
    Mutation("flag-of-no-value", 'format="ixt:fixed-false" id="f-2">false', 'id="f-2">no', ("X07",)),
    Mutation("short-cik", 'id="f-1">0009990003', 'id="f-1">9990003', ("X07",)),
    Mutation("long-state-code", ' format="ixt-sec:stateprovnameen" id="f-12">Wisconsin', ' id="f-12">Wisc', ("X07",)),
    Mutation("same-id", 'id="f-14"', 'id="f-13"', ("X12",)),
    Mutation("no-schema", '<link:schemaRef xlink:type="simple" xlink:href="qlbx-20241107.xsd"/>', "", ("X12",)),
    Mutation("entity-of-html", "Emerging growth company <ix", "Emerging growth company&nbsp;<ix", ("X12",)),
    Mutation("unclosed-paragraph", COVER, "<p>" + COVER, ("X12",)),
    Mutation("html-lang", 'xml:lang="en-US"><head>', 'lang="en" xml:lang="en-US"><head>', ("T06",)),
    Mutation("anchor-in-paragraph", COVER, '<p><a id="x">here</a></p>' + COVER, ("T06",)),
    Mutation("named-anchor", COVER, '<div><a name="x" href="#x">here</a></div>' + COVER, ("T06",)),
    Mutation("handler", COVER, '<div onclick="go()">x</div>' + COVER, ("T06",)),
    Mutation("quote-element", COVER, "<div><q>x</q></div>" + COVER, ("T06",)),
    Mutation("meta-content", 'content="text/html"', 'content="text/plain"', ("T06",)),
    Mutation("xml-base", "<body>", '<body xml:base="http://www.quillbrook.example/">', ("T06",)),
    Mutation("tuple", "</ix:hidden>", '<ix:tuple name="dei:x" tupleID="t"/></ix:hidden>', ("T06",)),
    Mutation("target", 'contextRef="c-1" name="dei:CityAreaCode"', 'target="x" contextRef="c-1" name="dei:CityAreaCode"', ("T06",)),
    Mutation("data-picture", COVER, '<div><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="x"/></div>' + COVER, ("T07",)),
    Mutation("printed-date", 'id="f-4">November&#160;7, 2024', 'id="f-4">November&#160;6, 2024', ("X03",), silent=True),
    Mutation("amendment-without-flag", 'id="f-3">8-K<', 'id="f-3">8-K/A<', ("X05",), silent=True),
)  # fmt: skip


def said_by_arelle(main: str, folder: Path) -> set[str]:
    """The codes of the validator's warnings and errors."""
    for name, text in files(main).items():
        (folder / name).write_text(text, encoding="utf-8")
    command = [
        PYTHON, "-m", "arelle.CntlrCmdLine", "--internetConnectivity", "offline", "--packages", str(STUB),
        "--file", str(folder / f"{NAME}.htm"), "--plugins", "validate/EFM|transforms/SEC|inlineXbrlDocumentSet",
        "--disclosureSystem", "efm-pragmatic-all-years", "--validate",
        "--logFormat", "%(levelname)s|%(messageCode)s|%(message)s",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, env={**os.environ, "HOME": str(folder)}, check=False)
    lines = (line.split("|", 2) for line in done.stdout.splitlines() if line.count("|") >= 2)
    return {code for level, code, _ in lines if level.startswith(("WARNING", "ERROR"))}


def said_by_us(data: bytes) -> set[str]:
    """The codes of our faults, advice among them."""
    report = eightk.read(data)
    return {fault.code for fault in check(Case(report, data)).faults}


def mutated(mutation: Mutation) -> tuple[str, bytes]:
    """The main document and the submission with the change."""
    data = EXAMPLE.read_bytes()
    old, new = mutation.old.encode(), mutation.new.encode()
    assert old in data, mutation.name
    data = data.replace(old, new)
    return main_document(data), data


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What the validator says of the example as it is: nothing of the cover."""
    return said_by_arelle(main_document(EXAMPLE.read_bytes()), tmp_path_factory.mktemp("clean"))


def compared(mutation: Mutation, before: Iterable[str], folder: Path) -> None:
    main, data = mutated(mutation)
    theirs = said_by_arelle(main, folder) - set(before)
    assert bool(theirs) is not mutation.silent, f"the validator says {sorted(theirs) or 'nothing'}"
    assert said_by_us(data) & set(mutation.ours), f"the validator says {sorted(theirs)}, we say {sorted(said_by_us(data))}"


class TestWithArelle:
    """Each mutation before both."""

    pytestmark = needs_arelle

    @pytest.mark.parametrize("mutation", [m for m in MUTATIONS if m.name in SAMPLE], ids=lambda m: m.name)
    def test_sample(self, mutation: Mutation, before: set[str], tmp_path: Path) -> None:
        compared(mutation, before, tmp_path)

    @pytest.mark.slow
    @pytest.mark.parametrize("mutation", [m for m in MUTATIONS if m.name not in SAMPLE], ids=lambda m: m.name)
    def test_all(self, mutation: Mutation, before: set[str], tmp_path: Path) -> None:
        compared(mutation, before, tmp_path)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda m: m.name)
def test_we_see_each(mutation: Mutation) -> None:
    """Ours alone, without Arelle: each mutation is seen."""
    assert said_by_us(mutated(mutation)[1]) & set(mutation.ours)


def test_the_example_is_clean() -> None:
    assert said_by_us(EXAMPLE.read_bytes()) == set()
