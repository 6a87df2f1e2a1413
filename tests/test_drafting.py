"""Drafts: read as written, written as read, a real report there and back, and every mistake told with its place."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st

import eightk
import invented
import made_drafts
from eightk.drafted import Draft, Passage, Run
from eightk.drafting import BadDraft, Complaint, draft_of, nodes, read_draft
from eightk.drafting.keys import EXHIBIT, REPORT
from eightk.limits import Limits
from eightk.model import Item, Listing, Report
from eightk.write.draft import to_markdown
from program import run

FRONT = """---
form: 8-K
date_of_report: 2031-05-06
registrants:
  - {name: Fernwood Pumps Inc., jurisdiction: Delaware, file_number: 001-99999, cik: 99999, fiscal_year_end: 12-31}
exhibits:
  - {number: 99.1, description: Press release, file: ex99-1.htm}
signatures:
  - {registrant: Fernwood Pumps Inc., name: Ada Fern, title: Secretary, date: 2031-05-07}
---
"""
BODY = """
# 7.01 Regulation FD Disclosure

Fernwood *Pumps* attaches a **release** as Exhibit 99.1[^1]. See [its page](https://fernwood.example/a_b).

(b) Entries:

- one
- two

| Year | Pumps |
|------|------:|
| 2030 | 4\\|5   |
| 2031 |       |

# 9.01

[^1]: Not part of the report.
"""
GOOD = (FRONT + BODY).encode()


def settled(draft: Draft) -> Draft:
    """The draft without the lines it stood on."""
    bodies = tuple(tuple(msgspec.structs.replace(p, line=0) for p in body) for body in draft.bodies)
    explanation = tuple(msgspec.structs.replace(p, line=0) for p in draft.explanation)
    return msgspec.structs.replace(draft, places={}, bodies=bodies, explanation=explanation)


def test_a_draft_is_read() -> None:
    draft = read_draft(GOOD, "draft.md")
    item = draft.report.items["7.01"]
    assert (draft.report.path, item.title, item.status, item.topic) == ("draft.md", "Regulation FD Disclosure", "furnished", "7.01")
    assert [b.kind for b in item.blocks] == ["paragraph", "list", "list", "list", "table", "list"]
    assert item.blocks[4].text == "Year\tPumps\n2030\t4|5\n2031"
    assert [p.letter for p in item.parts] == ["b"]
    assert draft.report.exhibits["99.1"].status == "furnished" and draft.files == {"99.1": "ex99-1.htm"}
    assert (draft.filers[0].cik, draft.filers[0].fiscal_year_end) == ("0000099999", "1231")
    assert draft.bodies[0][-1].kind == "note" and draft.bodies[1] == ()
    assert Run(text="(1)", raised=True) in draft.bodies[0][0].runs
    assert draft.places["exhibits.0.file"] == 7 and draft.places["items.1"] == 26


def test_writing_and_reading_again_changes_nothing() -> None:
    draft = read_draft(GOOD)
    written = to_markdown(draft)
    assert settled(read_draft(written)) == settled(draft)
    assert to_markdown(read_draft(written)) == written


@pytest.mark.parametrize("name", invented.names())
def test_an_invented_report_becomes_a_draft_and_comes_back(name: str) -> None:
    report = eightk.read(invented.load(name).data)
    draft = draft_of(report)
    again = read_draft(to_markdown(draft), draft.report.path or "-")
    assert settled(again) == msgspec.structs.replace(draft, report=msgspec.structs.replace(draft.report, path=draft.report.path or "-"))
    assert again.report.items.numbers() == report.items.numbers()
    assert [i.text for i in again.report.items] == [i.text for i in report.items]


def test_lists_are_nested_as_markdown_does() -> None:
    nested = "# 8.01\n\n- a\n\n  1. b\n\n     - c\n\n  2. d\n\n- e\n\n> in\n\n> > - alone\n"
    draft = read_draft(("---\nform: 8-K\n---\n\n" + nested).encode())
    assert [p.depth for p in draft.bodies[0]] == [0, 1, 2, 1, 0, 1, 2]
    assert to_markdown(draft).decode().endswith(nested)


def test_what_no_draft_can_say_is_written_as_words() -> None:
    odd = (
        Passage(kind="note", runs=(Run(text="a"),)),
        Passage(kind="list", marker="Section 1", runs=(Run(text="b"),)),
        Passage(kind="table"),
        Passage(kind="list", marker="\u2022"),
        Passage(kind="list", marker="\u2022", depth=1, runs=(Run(text="c"),)),
    )
    draft = msgspec.structs.replace(read_draft(b"---\nform: 8-K\n---\n# 8.01\n"), bodies=(odd,))
    again = read_draft(to_markdown(draft))
    assert [(p.kind, p.marker, p.words, p.depth) for p in again.bodies[0]] == [
        ("paragraph", None, "a", 0), ("paragraph", None, "Section 1 b", 0), ("list", "\u2022", "", 0), ("list", "\u2022", "c", 1),
    ]  # fmt: skip


def test_a_draft_too_large() -> None:
    with pytest.raises(BadDraft, match="bytes"):
        read_draft(GOOD, limits=Limits(max_draft=100))


@tried(max_examples=300, deadline=None)
@given(made_drafts.drafts())
def test_what_is_written_is_read_back(draft: Draft) -> None:
    written = to_markdown(draft)
    again = read_draft(written)
    assert settled(again) == draft
    assert to_markdown(again) == written


# ---- what is wrong, where, and what to write -----------------------------------------------------------------------


def complaint(text: str) -> str:
    """The first complaint of a bad draft, as `line:column: what; what to write`."""
    with pytest.raises(BadDraft) as caught:
        read_draft(text.encode())
    return str(caught.value.complaints[0])


def altered(old: str, new: str) -> str:
    """The good draft with one thing changed."""
    text = FRONT + BODY
    assert old in text
    return text.replace(old, new, 1)


WRONG = {
    "unknown key": ("date_of_report:", "date_of_repart:", "3:1: unknown key 'date_of_repart'; write date_of_report"),
    "unknown inner key": ("jurisdiction:", "jurisdicton:", "5:33: unknown key 'jurisdicton'; write jurisdiction"),
    "far from any key": ("date_of_report:", "zzz:", "3:1: unknown key 'zzz'; write one of form, amendment"),
    "cut at a comma": ("date: 2031-05-07}", "date: 2031-05-07, as signed}", "put the value before it, with its comma, into double quotes"),
    "wrong type": ("date_of_report: 2031-05-06", "date_of_report: [2031-05-06]", "3:17: date_of_report is not written so; write one value"),
    "no list": ("signatures:\n  - {", "signatures: {", "8:13: signatures is a list"),
    "no date": ("2031-05-06", "May 6, 2031", "3:17: date_of_report is no date: 'May 6, 2031'; write year, month and day: 2003-09-15"),
    "no such day": ("2031-05-06", "2031-02-30", "3:17: date_of_report is no date"),
    "no form": ("form: 8-K\n", "", "2:1: form is missing; write form: 8-K"),
    "other form": ("form: 8-K", "form: 10-K", "2:7: form cannot be '10-K'; write one of 8-K, 8-K/A"),
    "no cik": ("cik: 99999", "cik: abc", "no Central Index Key: 'abc'; write up to ten digits"),
    "no month and day": ("12-31", "13-31", "no day of a year: '13-31'; write month and day: 12-31"),
    "of an amendment": ("form: 8-K\n", "form: 8-K\namendment: {number: 1}\n", "3:1: amendment in a draft of an 8-K; write form: 8-K/A"),
    "file elsewhere": ("ex99-1.htm", "../ex99-1.htm", "exhibits.0.file is no file of the draft's folder: '../ex99-1.htm'"),
    "file on the web": ("ex99-1.htm", '"https://x.y/z"', "is no file of the draft's folder"),
    "listed twice": ("signatures:", "  - number: 99.1\nsignatures:", "8:1: exhibit 99.1 is listed twice, first on line 7; keep one"),
    "key twice": ("form: 8-K\n", "form: 8-K\nform: 8-K\n", "3:1: form stands here twice; keep one of them"),
    "broken yaml": ("form: 8-K", "form: [8-K", "broken YAML"),
    "anchor": ("form: 8-K", "form: &a 8-K", "2:7: an anchor or alias of YAML"),
    "alias": ("2031-05-07", "*a", "an anchor or alias of YAML"),
    "tag": ("form: 8-K", "form: !!str 8-K", "2:7: a tag of YAML"),
    "no front matter": (FRONT, "", "1:1: no front matter; begin the file with a line of ---"),
    "no end": ("date: 2031-05-07}\n---", "date: 2031-05-07}\n", "1:1: the front matter has no end"),
    "two documents": ("form: 8-K", "form: 8-K\n--- {}", "more than one YAML document"),
    "unknown item": ("# 7.01", "# 7.10", "12:3: no form ever had an item 7.10; write 7.01"),
    "no item": ("# 7.01 Regulation", "# Regulation", "12:1: a heading of first level that is no item's"),
    "twice": ("# 9.01", "# 7.01", "26:1: item 7.01 is headed twice, first on line 12"),
    "twice in one": ("# 9.01", "# 9.01 A / 9.01 B", "26:1: item 9.01 stands twice in one heading"),
    "words before": ("\n# 7.01", "Hello.\n\n# 7.01", "11:1: words before the first item"),
    "html": ("attaches a", "attaches <b>a</b>", "14:27: HTML in the text: '<b>'; write Markdown"),
    "html block": ("# 9.01", "<script>alert(1)</script>\n\n# 9.01", "26:1: HTML in the text: '<script>"),
    "script link": ("https://fernwood.example/a_b", "javascript:alert(1)", "14:77: a link to 'javascript:alert(1)'; link to https://"),
    "file link": ("https://fernwood.example/a_b", "/etc/passwd", "a link to '/etc/passwd'"),
    "way up": ("https://fernwood.example/a_b", "a/../../b", "a link to 'a/../../b'"),
    "image": ("attaches a", "![a](b.png) a", "14:18: an image in the text; attach it as an exhibit"),
    "tab": ("attaches a", "attaches\ta", "14:26: a tab; write blanks"),
    "no footnote": ("[^1]:", "[^2]:", "14:56: there is no footnote [^1]; write a line that begins with [^1]:"),
    "look": ("*Pumps*", "[Pumps]{.bald}", "unknown look .bald; write bold"),
    "rule": ("# 9.01", "***\n\n# 9.01", "26:1: a ruled line, which says nothing"),
    "open fence": ("# 9.01", "```\n# 9.01", "26:1: ``` is not closed"),
    "deep": ("# 9.01", ">" * 200 + " x\n\n# 9.01", "nested too deep"),
    "zero": ("# 9.01", "\0", "26:1: a zero byte"),
    "control": ("8-K", "8-\x01K", "broken YAML"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_told_with_its_place(name: str) -> None:
    old, new, told = WRONG[name]
    assert told in complaint(altered(old, new))


def test_an_unknown_key_on_a_line_of_its_own_is_no_value_cut_at_its_comma() -> None:
    with pytest.raises(BadDraft) as told:
        read_draft(b"---\nform: 8-K\nexibits:\n---\n\n# Item 8.01\n\nIt rained.\n")
    assert "unknown key 'exibits'; write exhibits" in str(told.value) and "quotes" not in str(told.value)


def test_all_mistakes_are_told_at_once() -> None:
    text = altered("date_of_report:", "date_of_repart:").replace("# 9.01", "# 9.02").replace("attaches", "<i>attaches")
    with pytest.raises(BadDraft) as caught:
        read_draft(text.encode(), "d.md")
    assert [one.line for one in caught.value.complaints] == [3, 14, 26]
    assert str(caught.value).startswith("d.md:3:1: unknown key")


def test_bytes_that_are_no_utf8() -> None:
    with pytest.raises(BadDraft, match="2:9: bytes that are no UTF-8"):
        read_draft(GOOD.replace(b"8-K", b"8-\xff"))


def test_what_is_meant_is_no_mistake() -> None:
    twice = FRONT.replace("form: 8-K", "form: 8-K\nrepeated_items: [7.01]") + BODY.replace("# 9.01", "# 7.01")
    assert read_draft(twice.encode()).report.items.numbers() == ("7.01", "7.01")
    comment = altered("# 9.01", "<!-- ask the auditor -->\n\nText <!-- check --> on.\n\n# 9.01")
    assert "auditor" not in to_markdown(read_draft(comment.encode())).decode()
    assert read_draft(GOOD.replace(b"\n", b"\r\n")) == read_draft(GOOD) == read_draft(b"\xef\xbb\xbf" + GOOD)


def test_nothing_is_guessed_from_looks() -> None:
    front = FRONT.replace("Press release", "NO").replace("99.1", "10.10").replace("Fernwood Pumps Inc.", "1_000")
    report = read_draft((front + "\n# 8.01\n").encode()).report
    assert (report.exhibits[0].number, report.exhibits[0].description, report.cover.registrants[0].name) == ("10.10", "NO", "1_000")


def test_a_footnote_goes_to_the_item_that_refers_to_it() -> None:
    draft = read_draft(GOOD)
    assert [p.marker for p in draft.bodies[0] if p.kind == "note"] == ["(1)"]


def attempt(data: bytes) -> tuple[Draft | None, tuple[Complaint, ...]]:
    """The draft, or what is wrong with it; any other exception is a fault of ours."""
    try:
        return read_draft(data), ()
    except BadDraft as bad:
        return None, bad.complaints


# ---- whatever is done to a draft -----------------------------------------------------------------------------------

PIECES = st.sampled_from([
    "---\n", "&a ", "*a", "[", "]", "{", "}", ": ", "- ", "\n", "\n\n", "# ", "## 7.01", "| a |\n|---|\n", "[^1]", "<b>", "<!--", "-->",
    "```\n", "~~~", "> " * 30, "[" * 60, "](", "](<", "{.bold}", "*" * 7, "_", "\\", "\t", "\0", "\x01", "\u2028",
    "\ud7ff", "\ufeff", "'", '"',
    "!!python/name:os.system ", "%YAML 9.9\n", "? ", "| ", ">-\n", "\r", "\x85", "null", "1e9", "2031-13-45", "/ 9.01", "&#xD800;", "&#0;",
    "http://[", "<http://[>", "99" * 40,
])  # fmt: skip
CHANGE = st.tuples(st.integers(0, len(GOOD)), st.integers(0, 30), st.one_of(PIECES, st.text(max_size=5), st.just("")))


@tried(max_examples=400, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, len(GOOD)), st.integers(0, 30), st.one_of(PIECES, st.text(max_size=5), st.just(""))),
        min_size=1,
        max_size=6,
    )
)
def test_a_damaged_draft_is_read_or_told(changes: list[tuple[int, int, str]]) -> None:
    text = GOOD.decode()
    for at, gone, put in changes:
        text = text[:at] + put + text[at + gone :]
    draft, told = attempt(text.encode())
    if draft is not None:
        written = to_markdown(draft)
        assert to_markdown(read_draft(written)) == written
    else:
        lines = text.count("\n") + text.count("\r") + 1
        assert told and all(1 <= one.line <= lines + 1 and one.column >= 1 and one.what and one.todo for one in told)


@tried(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_told(data: bytes) -> None:
    for given_bytes in (data, b"---\n" + data, b"---\nform: 8-K\n---\n" + data):
        attempt(given_bytes)


BOMBS = (
    "[" * 20_000, "> " * 20_000 + "x", "- " * 20_000 + "x", "*a " * 20_000, "[^1]" * 20_000, "<a " * 20_000, "`" * 20_000, "![" * 9_000,
    "**a " * 9_000, "[a]{.b" * 5_000, "| a " * 9_000 + "\n" + "|---" * 9_000, "{a: " * 20_000, "- " * 9_000 + "[" * 9_000,
)  # fmt: skip


@pytest.mark.parametrize("bomb", BOMBS, ids=[bomb[:6] for bomb in BOMBS])
def test_a_bomb_does_no_harm(bomb: str) -> None:
    started = time.process_time()
    attempt((FRONT + "\n# 8.01\n\n" + bomb + "\n").encode())
    attempt(("---\nform: " + bomb + "\n---\n").encode())
    assert time.process_time() - started < 5


@pytest.mark.parametrize("escape", [r"\UFFFFFFFF", r"\ud800", r"\q"])
@pytest.mark.parametrize("loader", [nodes._LOADER, yaml.SafeLoader])
def test_an_escape_of_no_character_is_told(escape: str, loader: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "_LOADER", loader)
    assert re.match(r"[25]:\d+: (broken YAML|an escape that is no character)", complaint(altered("Delaware", f'"{escape}"')))


# ---- the program ---------------------------------------------------------------------------------------------------


def test_a_report_or_its_json_becomes_a_draft(tmp_path: Path, root: Path) -> None:
    filed = root / "examples" / "2003-ascii.txt"
    data = filed.read_bytes()
    out, told = tmp_path / "draft.md", tmp_path / "report.json"
    assert run("draft", str(filed), "-o", str(out)).exit_code == 0
    told.write_bytes(eightk.to_json(eightk.read(data)))
    assert out.read_bytes() == run("draft", str(told)).stdout_bytes == run("draft", "-", stdin=data).stdout_bytes
    assert read_draft(out.read_bytes()).report.items.numbers() == eightk.read(data).items.numbers()


@pytest.mark.parametrize(
    "name, data, told",
    [
        ("a.txt", b"Dear John", "no Form 8-K"), ("a.json", b"{}", "no Form 8-K"), ("a.json", b"[1]", "give the JSON of one report"),
        ("none.json", None, "No such file"), ("none.txt", None, "there is no such file"),
    ],
)  # fmt: skip
def test_what_is_no_report_is_told(tmp_path: Path, name: str, data: bytes | None, told: str) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    result = run("draft", str(tmp_path / name), "-o", str(tmp_path / "draft.md"))
    assert result.exit_code == 2 and told in " ".join(result.stderr.split())
    assert not (tmp_path / "draft.md").exists()


def test_the_schema_has_every_key() -> None:
    schema = json.loads(run("schema", "--draft").stdout)
    assert list(schema["properties"]) == list(REPORT) and schema["required"] == ["form"]
    exhibit = schema["properties"]["exhibits"]["anyOf"][0]["items"]
    assert list(exhibit["properties"]) == list(EXHIBIT) and exhibit["additionalProperties"] is False


@pytest.mark.parametrize("title", ["/ 9", "/ 90", "a / 9 b", "/ Item 2.02"])
def test_a_title_that_reads_like_another_heading_is_a_title(title: str) -> None:
    draft = Draft(report=Report(form="8-K", items=Listing((Item(number="1", title=title),))), bodies=((),))
    assert [(i.number, i.title) for i in read_draft(to_markdown(draft)).report.items] == [("1", title)]
