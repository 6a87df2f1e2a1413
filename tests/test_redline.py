"""Redlines: what changed is told, and nothing else; every format shows it, and hostile text steers none of them."""

from __future__ import annotations

import io
import re
import time
import zipfile
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

import eightk
from eightk.cli import main
from eightk.cli.write.redlined import print_redline
from eightk.drafted import Draft, Passage, Run, drafted
from eightk.drafting import read_draft
from eightk.redline import Redline, redline
from eightk.redline.align import matches, paired
from eightk.redline.docx import to_docx
from eightk.redline.html import to_html
from eightk.redline.words import by_words, change_of

COVER = b"""<p>FORM 8-K</p><p>CURRENT REPORT pursuant to Section 13 or 15(d)</p><p>Date of Report: May 3, 2021</p>
<p>Ostrava Looms, Inc.</p><p>(Exact name of registrant as specified in its charter)</p>"""
SIGNED = b"<p>SIGNATURES</p><p>Ostrava Looms, Inc.</p><p>By: /s/ Petra Novak</p><p>Petra Novak</p><p>Chief Executive Officer</p>"


def report(*items: str, cover: bytes = COVER, signed: bytes = SIGNED) -> Draft:
    return drafted(eightk.read(cover + "".join(items).encode() + signed))


def item(number: str, *paragraphs: str) -> str:
    return f"<p>Item {number}</p>" + "".join(f"<p>{p}</p>" for p in paragraphs)


def told(found: Redline) -> list[str]:
    """What changed, in wdiff's marks."""
    marks = {"both": "{}", "old": "[-{}-]", "new": "{{+{}+}}"}
    out = []
    for section in found.sections:
        for line in section.lines:
            cells = [row.cells for row in line.rows if row.change != "same"] if line.change != "same" else []
            words = [line.words] if not line.rows and line.change != "same" else [cell for row in cells for cell in row]
            out += [f"{section.name}: {line.name}|" + "".join(marks[s.of].format(s.text) for s in some) for some in words]
    return out


A = "On May 3, 2021, the Company agreed to buy the mill for $5.6 million in cash."
B = "The closing is subject to customary conditions."


def test_a_report_does_not_differ_from_itself(examples: list[Path]) -> None:
    for path in examples:
        found = redline(drafted(eightk.read_path(path)), drafted(eightk.read_path(path)))
        assert not found.differs, told(found)


def test_a_changed_word_is_told_alone() -> None:
    found = redline(report(item("1.01", A, B)), report(item("1.01", A.replace("5.6", "6.5"), B)))
    assert told(found) == [
        "Item 1.01: |On May 3, 2021, the Company agreed to buy the mill for $[-5.6 -]{+6.5 +}million in cash."
    ]  # fmt: skip


def test_a_paragraph_that_came_is_told_where_it_stands() -> None:
    found = redline(report(item("1.01", A, B)), report(item("1.01", A, "The seller is a supplier of ours.", B)))
    assert told(found) == ["Item 1.01: |{+The seller is a supplier of ours.+}"]


def test_items_go_by_number_and_each_is_told_once() -> None:
    found = redline(report(item("1.01", A), item("8.01", B)), report(item("2.01", A), item("8.01", B)))
    assert [(s.name, s.change) for s in found.sections if s.change != "same"] == [("Item 1.01", "removed"), ("Item 2.01", "added")]


def test_the_order_of_items_is_told() -> None:
    found = redline(report(item("1.01", A), item("8.01", B)), report(item("8.01", B), item("1.01", A)))
    assert told(found) == ["Order of the items: order|[-1.01, 8.01-]{+8.01, 1.01+}"]


def test_cover_and_signature_by_field() -> None:
    new = report(item("8.01", B), cover=COVER.replace(b"May 3", b"May 4"), signed=SIGNED.replace(b"Chief Executive", b"Chief Financial"))
    assert told(redline(report(item("8.01", B)), new)) == [
        "Cover page: date of report|[-2021-05-03-]{+2021-05-04+}",
        "Signatures: title|Chief [-Executive -]{+Financial +}Officer",
    ]


def test_a_table_by_cells() -> None:
    table = "<table><tr><td>Year</td><td>Sales</td></tr><tr><td>2019</td><td>10</td></tr><tr><td>2020</td><td>12</td></tr></table>"
    new = table.replace("12", "13").replace("<tr><td>2019</td><td>10</td></tr>", "")
    assert told(redline(report(item("8.01", B, table)), report(item("8.01", B, new)))) == [
        "Item 8.01: |[-2019-]", "Item 8.01: |[-10-]", "Item 8.01: |2020", "Item 8.01: |[-12-]{+13+}"
    ]  # fmt: skip


def test_exhibits_by_number() -> None:
    listed = "<table><tr><td>99.1</td><td>Press release of May 3, 2021</td></tr>{}</table>"
    more = "<tr><td>99.2</td><td>Slides</td></tr>"
    old = report(item("9.01", "(d) Exhibits", listed.format("")))
    new = report(item("9.01", "(d) Exhibits", listed.format(more).replace("May 3", "May 4")))
    lines = [line for line in told(redline(old, new)) if line.startswith("Exhibits")]
    assert lines == ["Exhibits: exhibit 99.1|Press release of May [-3-]{+4+}, 2021", "Exhibits: exhibit 99.2|{+Slides+}"]


def test_what_only_drafts_know_is_told_where_both_know_it() -> None:
    text = """---
form: 8-K
registrants:
  - {name: Ostrava Looms, cik: 99}
exhibits:
  - {number: "10.1", description: Lease, incorporated: {exhibit: "10.2", form: 10-K}}
  - {number: "99.1", description: Notice, file: a.htm}
---
"""
    old = read_draft(text.encode())
    new = read_draft(text.replace("cik: 99", "cik: 98").replace("10-K", "10-Q").replace("a.htm", "b.htm").encode())
    assert told(redline(old, new)) == [
        "Cover page: cik|[-0000000099-]{+0000000098+}",
        "Exhibits: exhibit 10.1, incorporated from|[-exhibit 10.2, 10-K-]{+exhibit 10.2, 10-Q+}",
        "Exhibits: exhibit 99.1, file|[-a.htm-]{+b.htm+}",
    ]


def test_typography_is_no_change() -> None:
    assert change_of(by_words('the "Company\'s"  plan -- now', "the \u201cCompany\u2019s\u201d plan\u2014now")) == "same"


@given(st.text(), st.text())
def test_both_texts_can_be_read_from_the_stretches(old: str, new: str) -> None:
    """What is not new is the old text's words, what is not old the new one's."""
    found = by_words(old, new)
    assert change_of(found) == "same" or "".join(s.text for s in found if s.of != "old").split() == new.split()
    assert (change_of(by_words(old, old)), change_of(by_words(new, new))) == ("same", "same")


@given(st.lists(st.sampled_from("abcde")), st.lists(st.sampled_from("abcde")))
def test_matches_rise_and_match(old: list[str], new: list[str]) -> None:
    found = matches(old, new)
    assert all(old[i] == new[j] for i, j in found)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(found))


@given(st.lists(st.sampled_from(["a b c", "a b d", "e", "f g", "a b c d"])), st.lists(st.sampled_from(["a b c", "a b d", "e", "f g"])))
def test_every_member_is_in_one_pair(old: list[str], new: list[str]) -> None:
    found = paired(old, new)
    assert [i for i, _ in found if i is not None] == list(range(len(old)))
    assert [j for _, j in found if j is not None] == list(range(len(new)))


def test_hostile_text_costs_no_more_than_long_text() -> None:
    """Repeated words, repeated paragraphs: time grows with the text, not with its square."""
    old = report(item("8.01", "a " * 60_000, *["b c"] * 3_000))
    new = report(item("8.01", "x a " * 30_000, *["c b", "b c"] * 1_500))
    start = time.process_time()
    assert redline(old, new).differs
    assert time.process_time() - start < 20


HOSTILE = "<script>alert(1)</script> &lt;img src=x onerror=alert(1)&gt; \x1b[31m \u202e red"


KNOWN = set("html head meta title style body main h1 h2 h3 nav ul li a section span p dl dt dd ins del table caption tr td pre".split())


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, list[tuple[str, str | None]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, attrs))


def hostile() -> Redline:
    old, new = report(item("8.01", A)), report(item("8.01", A))
    body = (Passage(kind="paragraph", runs=(Run(text=HOSTILE),)), Passage(kind="table", rows=(((Run(text=HOSTILE),),),)))
    return redline(old, Draft(report=new.report, bodies=(body,)), ("<b>old", "\x1b]0;x\x07new"))


def test_the_page_runs_nothing_and_loads_nothing() -> None:
    page = to_html(hostile()).decode()
    tags = Tags()
    tags.feed(page)
    assert {tag for tag, _ in tags.seen} <= KNOWN
    assert {name for _, some in tags.seen for name, _ in some} <= {
        "lang",
        "charset",
        "name",
        "content",
        "id",
        "class",
        "href",
        "aria-label",
    }
    assert all(str(value).startswith("#") for _, some in tags.seen for name, value in some if name == "href")
    assert "\x1b" not in page and "\u202e" not in page and not re.search(r"url\(|@import", page)


def test_word_shows_what_went_and_what_came() -> None:
    made = docx.Document(io.BytesIO(to_docx(redline(report(item("1.01", A)), report(item("1.01", A.replace("cash", "shares")))))))
    runs = [run for paragraph in made.paragraphs for run in paragraph.runs]
    assert [run.text for run in runs if run.font.strike] == ["cash"]
    assert [run.text for run in runs if run.font.underline] == ["shares"]
    with zipfile.ZipFile(io.BytesIO(to_docx(hostile()))) as opened:
        assert "\x1b" not in opened.read("word/document.xml").decode()


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    for name, words in (("old.htm", A), ("new.htm", A.replace("cash", "shares"))):
        (tmp_path / name).write_bytes(COVER + item("1.01", words).encode() + SIGNED)
    return str(tmp_path / "old.htm"), str(tmp_path / "new.htm")


def test_folded_lines_are_as_far_in_as_their_beginning() -> None:
    out = io.StringIO()
    found = redline(report(item("1.01", A)), report(item("1.01", A, " ".join([B] * 4))))
    print_redline(found, Console(file=out, width=50, force_terminal=True, color_system=None))
    head, *lines = out.getvalue().rstrip().splitlines()
    assert head.startswith("Item 1.01") and len(lines) > 4 and all(line.startswith("  ") for line in lines)


def test_the_command_and_its_exit_codes(files: tuple[str, str], tmp_path: Path) -> None:
    run = CliRunner().invoke(main, ["diff", *files])
    assert run.exit_code == 1
    assert "for $5.6 million in [-cash-]{+shares+}." in run.output
    assert CliRunner().invoke(main, ["diff", files[0], files[0]]).exit_code == 0
    (tmp_path / "other.txt").write_text("No report at all.")
    run = CliRunner().invoke(main, ["diff", files[0], str(tmp_path / "other.txt")])
    assert run.exit_code == 2 and "no Form 8-K" in run.output


def test_a_report_as_json_is_a_report(files: tuple[str, str], tmp_path: Path) -> None:
    saved = tmp_path / "old.json"
    saved.write_bytes(eightk.to_json(eightk.read_path(files[0])))
    assert CliRunner().invoke(main, ["diff", files[0], str(saved)]).exit_code == 0
    saved.write_text('{"form": 1}')
    run = CliRunner().invoke(main, ["diff", files[0], str(saved)])
    assert run.exit_code == 2 and "not one report as JSON" in run.output


@pytest.mark.parametrize("ending, begins", [("html", b"<!DOCTYPE html>"), ("docx", b"PK"), ("txt", b"Item 1.01")])
def test_the_ending_chooses_the_format(files: tuple[str, str], tmp_path: Path, ending: str, begins: bytes) -> None:
    target = tmp_path / f"changes.{ending}"
    assert CliRunner().invoke(main, ["diff", *files, "-o", str(target)]).exit_code == 1
    assert target.read_bytes().startswith(begins)
