"""A mend that a check offers is certain: put in, it takes the fault away, changes nothing else, and is right by every other check."""

from __future__ import annotations

from pathlib import Path

import pytest

import eightk
from eightk.check import Case, Fault, check
from eightk.check.mends import letter

TESTS = Path(__file__).parent
EXAMPLES = TESTS.parent / "examples"
LINKED = '<A HREF="ostv_ex99-1.htm">Press release dated October 2, 2018, furnished herewith</A>'


def faults(data: bytes) -> tuple[Fault, ...]:
    return check(Case(eightk.read(data), data)).faults


def changed(name: str, old: str, new: str) -> bytes:
    data = next(path for folder in (EXAMPLES, TESTS / "cases" / "clean") for path in folder.glob(name)).read_bytes()
    assert old.encode() in data
    return data.replace(old.encode(), new.encode())


def mended(data: bytes, code: str) -> bytes:
    """The bytes with every mend of a code put in, from the end to the beginning."""
    fixes = [fault.fix for fault in faults(data) if fault.code == code and fault.fix]
    assert fixes
    for fix in sorted(fixes, key=lambda f: -f.start):
        data = data[: fix.start] + fix.text.encode() + data[fix.end :]
    return data


@pytest.mark.parametrize(
    ("code", "name", "old", "new", "after"),
    [
        ("T06", "2008-html.txt", "<P>(d) Exhibits</P>", "<P><SPAN>(d) Exhibits</SPAN></P>", "<P>(d) Exhibits</P>"),
        ("T06", "2018-links.txt", "<HR>\n", "<script>go()</script><HR>\n", "<HR>\n"),
        ("T06", "2018-links.txt", "<P>(d) Exhibits</P>", '<P ONCLICK="go()">(d) Exhibits</P>', "<P >(d) Exhibits</P>"),
        ("F04", "2018-links.txt", LINKED, "Press release dated October 2, 2018, furnished herewith", LINKED.lower()),
    ],
)
def test_the_mend_takes_the_fault_away(code: str, name: str, old: str, new: str, after: str) -> None:
    data = mended(changed(name, old, new), code)
    assert code not in {fault.code for fault in faults(data)}
    assert after.lower().encode() in data.lower()


def test_a_row_for_exhibit_104() -> None:
    row = (
        '<a href="qlbx-ex991_20241107.htm">Press release of Quillbrook Instruments, Inc. dated November&#160;7, 2024</a></span></td></tr>'
        '<tr><td colspan="3" style="padding:2px 1pt;text-align:left;vertical-align:bottom;width:15%">'
        "<span style=\"font-family:'Times New Roman',sans-serif;font-size:10pt\">104</span></td>"
        '<td colspan="3" style="padding:2px 1pt;text-align:left;vertical-align:bottom;width:85%">'
        "<span style=\"font-family:'Times New Roman',sans-serif;font-size:10pt\">"
        "Cover Page Interactive Data File (embedded within the Inline XBRL document)</span></td></tr>"
    )
    data = changed("2024-ixbrl.txt", row, row[: row.index("<tr>")])
    whole = mended(data, "F05")
    assert "F05" not in {fault.code for fault in faults(whole)}
    assert eightk.read(whole).exhibits.numbers() == ("99.1", "104")
    assert whole == changed("2024-ixbrl.txt", row, row)


def test_a_stray_letter_is_put_right() -> None:
    data = changed("2008-html.txt", "<P>(d) Exhibits</P>", "<P>(c) Exhibits</P>")
    report = eightk.read(data)
    fix = letter(Case(report, data), report.items["9.01"].parts[0], "d")
    assert fix is not None
    assert data[: fix.start] + fix.text.encode() + data[fix.end :] == changed("2008-html.txt", "(d)", "(d)")
