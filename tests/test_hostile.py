"""One hostile filing through every output: nothing in a filing may steer a terminal, a page, a spreadsheet or our own markup."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from rich.console import Console

from eightk.cli.listing import line, row, widths
from eightk.cli.report import candidates, full
from eightk.model import (
    Block,
    Cell,
    Cover,
    Document,
    Exhibit,
    Filer,
    Finding,
    Header,
    HeaderField,
    Item,
    Listing,
    Registrant,
    Report,
    Security,
    Signature,
)  # fmt: skip
from eightk.read import Candidate, read
from eightk.read.json import from_json
from eightk.show import to_html
from eightk.write import to_json, write
from program import run
from test_reading import COVER

CLEAR = "\x1b[2J\x1b]0;owned\x07"
EVIL = f"{CLEAR} [/s/ Mal Ory] [bold red]x[/] \u202egnp.exe\u202c \u2066i\u2069 \x9b31m \x7f<script>alert(1)</script>\"onload='x' &amp;"
FORMULA = '=HYPERLINK("http://example.invalid","x")'

SUBMISSION = f"""<SEC-DOCUMENT>0009990066-03-000001.txt : 20030916
<SEC-HEADER>0009990066-03-000001.hdr.sgml : 20030916
<ACCEPTANCE-DATETIME>20030916160102
ACCESSION NUMBER:\t\t0009990066-03-000001
CONFORMED SUBMISSION TYPE:\t8-K
PUBLIC DOCUMENT COUNT:\t\t2
CONFORMED PERIOD OF REPORT:\t20030915
ITEM INFORMATION:\t\tRegulation FD Disclosure
FILED AS OF DATE:\t\t20030916

FILER:

\tCOMPANY DATA:
\t\tCOMPANY CONFORMED NAME:\t\t\t={EVIL}
\t\tCENTRAL INDEX KEY:\t\t\t0009990066
\t\tIRS NUMBER:\t\t\t\t990000066
</SEC-HEADER>
<DOCUMENT>
<TYPE>8-K
<SEQUENCE>1
<FILENAME>{CLEAR}[red]m.txt
<DESCRIPTION>{EVIL}
<TEXT>
                       FORM 8-K

                    CURRENT REPORT

Pursuant to Section 13 or 15(d) of the Securities Exchange Act of 1934

Date of Report (Date of earliest event reported): September 15, 2003

                    =MALORY [/b] {EVIL}, INC.
      (Exact name of registrant as specified in its charter)

        Nevada              000-99066             99-0000066
(State of incorporation) (Commission File No.) (IRS Employer Identification No.)

        1 [link=x]Evil{CLEAR} Road, Elko, NV 89801
        (Address of principal executive offices)

Registrant's telephone number, including area code: (775) 555-0166

Item 7. Financial Statements and Exhibits

(c) Exhibits

99.1   ={EVIL} press release

Item 9. REGULATION FD {EVIL}

{FORMULA}

On September 15, 2003 {EVIL} Malory, Inc. announced something. The information in this report is furnished.

                         SIGNATURES

Pursuant to the requirements of the Securities Exchange Act of 1934, the registrant has duly caused this report
to be signed on its behalf by the undersigned hereunto duly authorized.

                                    MALORY, INC.

Date: September 16, 2003            By: /s/ [/s/ Mal Ory]{CLEAR}
                                    ------------------------
                                    [/s/ Mal Ory]{CLEAR}
                                    @Chief [blink] Officer
</TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>EX-99.1
<SEQUENCE>2
<FILENAME>../../{CLEAR}ex.txt
<DESCRIPTION>+{EVIL}
<TEXT>
{EVIL}
</TEXT>
</DOCUMENT>
</SEC-DOCUMENT>
""".encode()

# The same attacks in every field at once, whatever the reader would have made of them.
BY_HAND = Report(
    reader="0", facts="0", path=f"{EVIL}.txt", accession=EVIL, form="8-K",
    header=Header(
        type=EVIL, filers=(Filer(name=EVIL, cik=FORMULA, former_names=(EVIL,)),), items=(EVIL,),
        fields=(HeaderField(path=EVIL, label=EVIL, value=EVIL, span=(0, 1)),),
    ),
    documents=(Document(type=EVIL, filename=EVIL, description=EVIL, span=(0, len(SUBMISSION)), body=(0, len(SUBMISSION))),), main=0,
    cover=Cover(
        registrants=(Registrant(name=EVIL, jurisdiction=EVIL, file_number=EVIL, ein=EVIL, address=EVIL, phone=EVIL, former=EVIL),) * 2,
        checkboxes={"425": True, EVIL: True}, securities=(Security(title=EVIL, symbol=FORMULA, exchange=EVIL),), emerging_growth=True,
    ),
    items=Listing([
        Item(number=EVIL, title=EVIL, text=EVIL, words=EVIL, says="filed", reason=EVIL, topic=EVIL),
        Item(number="9", title=FORMULA, text=f"{FORMULA}\n\n{EVIL}", reason=EVIL, text_id=1, spans={"text": (5, 50), EVIL: (60, 70)},
             blocks=(
            Block(kind="heading", text=EVIL, span=(0, 1)),
            Block(kind="table", text=EVIL, span=(0, 1), rows=((Cell(text=EVIL, span=(0, 1)), Cell(text=FORMULA, span=(0, 1))),)),
            Block(kind="link", text=EVIL, href="javascript:alert(1)", span=(0, 1)),
        )),
    ]),
    exhibits=Listing([Exhibit(number=EVIL, description=EVIL, href="javascript:alert(1)", reason=EVIL), Exhibit(number="1", document=0)]),
    signatures=(Signature(registrant=EVIL, name=EVIL, title=FORMULA),),
    findings=(Finding(code=EVIL, message=EVIL, part=EVIL),),
)  # fmt: skip

REPORTS = {"read": read(SUBMISSION, path=f"{CLEAR}.txt"), "by hand": BY_HAND}


@pytest.fixture(params=REPORTS)
def report(request: pytest.FixtureRequest) -> Report:
    return REPORTS[request.param]


def acting(text: str) -> list[str]:
    """The characters of an output that a terminal obeys or that turn text around."""
    bidirectional = {0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
    return [f"{ord(c):x}" for c in text if (ord(c) < 32 and c not in "\n\t") or 0x7F <= ord(c) < 0xA0 or ord(c) in bidirectional]


def printed(what: object, width: int = 90) -> str:
    out = io.StringIO()
    Console(file=out, width=width, force_terminal=False).print(what)
    return out.getvalue()


def test_the_filing_is_hostile_and_still_read() -> None:
    made = REPORTS["read"]
    assert acting(SUBMISSION.decode())
    assert made.form == "8-K"
    assert made.items.numbers() == ("7", "9")
    assert "Mal Ory" in (made.signatures[0].name or "")


def test_terminal(report: Report) -> None:
    shown = printed(full(report))
    assert acting(shown) == []
    assert "\u241b[2J" in shown
    assert "/s/ Mal Ory]" in " ".join(shown.split())
    for screen in (60, None):
        made = row(report)
        assert acting(printed(line(made, widths([made], screen, False)), width=1000)) == []


def test_markup_is_text() -> None:
    shown = " ".join(printed(full(BY_HAND), width=1000).split())
    assert "[/s/ Mal Ory] [bold red]x[/]" in shown


def test_colour_of_our_own_is_the_only_escape(report: Report) -> None:
    out = io.StringIO()
    Console(file=out, width=90, force_terminal=True, color_system="standard").print(full(report))
    rest = re.sub(r"\x1b\[[0-9;]*m", "", out.getvalue())
    assert acting(rest) == []
    assert "\x1b[5m" not in out.getvalue()  # no [blink]


def test_explain() -> None:
    made = Candidate(number=EVIL, line=EVIL, span=(1, 2), score=1.0, reasons=(EVIL,), chosen=True)
    shown = printed(candidates([made]), width=400)
    assert acting(shown) == []
    assert "[/s/ Mal Ory] [bold red]x[/]" in shown


def test_json(report: Report) -> None:
    for format in ("json", "jsonl"):
        told = write(report, format)
        assert acting(told.decode()) == []
        assert from_json(told) == report
    assert from_json(to_json(report)) == report


def test_csv(report: Report) -> None:
    told = write(report, "csv").decode()
    assert acting(told) == []
    rows = list(csv.reader(io.StringIO(told)))
    assert len({len(row) for row in rows}) == 1
    assert len(rows) == 1 + len(report.items)
    assert [c for row in rows for c in row if c[:1] in tuple("=+-@\t\r\n")] == []
    assert any(c.startswith("'=") for row in rows for c in row)


def test_html(report: Report) -> None:
    shown = to_html(report, SUBMISSION)
    assert acting(shown) == []
    assert "<script" not in shown
    assert "href" not in shown
    assert "&lt;script&gt;" in shown
    tags = set(re.findall(r"<(/?\w+)", shown))
    ours = {"style", "div", "h3", "table", "tr", "td", "th", "b", "br", "small", "details", "summary", "pre", "mark"}
    assert {t.strip("/") for t in tags} <= ours
    for value in re.findall(r"<mark[^>]*>", shown):
        assert value.count('"') in (2, 4)


# ---- the program ----------------------------------------------------------------------------------------------


NAME = "[b]\u202e=evil\x1b[2J.txt"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the hostile filing under a hostile name, and what is no filing under another."""
    if sys.platform == "win32":
        pytest.skip("Windows refuses such file names by itself")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / NAME).write_bytes(SUBMISSION)
    (tmp_path / "in" / f"z{NAME}").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x1b[2J" * 20)
    return tmp_path


@pytest.mark.parametrize("format", ["text", "json", "jsonl", "csv"])
@pytest.mark.parametrize("single", [True, False])
def test_every_format_of_the_program(place: Path, format: str, single: bool) -> None:
    explain = [] if format == "csv" else ["--explain"]
    result = run("read", f"in/{NAME}" if single else "in", "--format", format, "--errors", "errors.jsonl", *explain)
    assert result.exit_code == (0 if single else 1), result.output
    assert result.stdout
    assert acting(result.stdout) == acting(result.stderr) == []
    errors = (place / "errors.jsonl").read_text("utf-8")
    assert acting(errors) == []
    assert [json.loads(line)["path"] for line in errors.splitlines()] == ([] if single else [os.path.join("in", f"z{NAME}")])


def test_diff_json(place: Path) -> None:
    old, new = place / "old.jsonl", place / f"new{NAME}"
    old.write_bytes(to_json(BY_HAND) + b"\n" + to_json(REPORTS["read"]) + b"\n")
    changed = msgspec.structs.replace(BY_HAND, signatures=(Signature(name=f"{EVIL}!"),), form="8-K/A")
    new.write_bytes(to_json(changed) + b"\n")
    for format in ("text", "json"):
        result = run("diff-json", str(old), str(new), "--format", format)
        assert result.exit_code == 1
        assert acting(result.output) == []
        assert "signatures[0].name" in result.output
    new.write_bytes(b'{"path": "' + CLEAR.encode() + b'"\n')
    result = run("diff-json", str(old), str(new))
    assert result.exit_code == 2
    assert acting(result.output) == []


def test_a_name_that_is_no_unicode(place: Path) -> None:
    if sys.platform == "darwin":
        pytest.skip("macOS refuses such file names by itself")
    name = os.fsdecode(b"in/bad\xff.txt")
    Path(name).write_bytes(SUBMISSION)
    for format in ("text", "json", "jsonl", "csv"):
        result = run("read", name, "--format", format)
        assert result.exit_code == 0, result.output
    assert json.loads(run("read", name, "--format", "json").stdout)["path"] == "in/bad\\xff.txt"


TAGGED = "<TYPE>8-K\n<TEXT>\n<XBRL>\n<html xmlns:ix='http://www.xbrl.org/2013/inlineXBRL'><body>{}</body></html>\n</XBRL>\n</TEXT>\n</DOCUMENT>\n"
LISTED = "{}Item 7.  Financial Statements and Exhibits.\n\n     (c)  Exhibits\n\n"
MANY: dict[str, Callable[[int], str]] = {
    "tags that do not close": lambda n: "<DOCUMENT>\n" + TAGGED.format("<ix:nonNumeric name='a'><" * n),
    "tags that do not close, over elements": lambda n: "<DOCUMENT>\n" + TAGGED.format("<ix:nonNumeric name='a'><b>x</b>" * n),
    "rows with two numbers": lambda n: LISTED.format(COVER.format(date="March 4, 1999", ein="03-5550144")) + "     1   10   Lease\n" * n,
}


@pytest.mark.parametrize("shape", MANY)
def test_what_comes_many_times_takes_linear_time(shape: str) -> None:
    """With the square of its count each takes some tens of seconds."""
    data = MANY[shape](10_000).encode()
    started = time.process_time()
    read(data)
    assert time.process_time() - started < 10
