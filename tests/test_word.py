"""Word comes in as HTML that EDGAR takes, with its tables, notes, numbers and looks; what must not get out does not."""

from __future__ import annotations

import base64
import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

import eightk
from eightk.checking import Beside, check_bytes
from eightk.cli import main
from eightk.drafting import read_draft
from eightk.drafting.open_questions import BLANK
from eightk.drafting.questions import markdown
from eightk.drafting.word import BadWord, is_word, word_to_html
from eightk.drafting.word.draft import word_to_draft
from eightk.form.markup import markup
from eightk.limits import Limits

GIF = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw==")
PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")


def word(make: Callable[[Any], object]) -> bytes:
    """A .docx with what `make` puts into it."""
    document, out = docx.Document(), io.BytesIO()
    make(document)
    document.save(out)
    return out.getvalue()


def with_parts(data: bytes, **parts: str) -> bytes:
    """The same .docx with parts added or replaced; word__document stands for word/document.xml."""
    out = io.BytesIO()
    named = {name.replace("__", "/") + ".xml": text for name, text in parts.items()}
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            if info.filename not in named:
                new.writestr(info.filename, old.read(info))
        for name, text in named.items():
            new.writestr(name, text)
    return out.getvalue()


def body(data: bytes) -> str:
    """What stands between <body> and </body>, in one line."""
    page = word_to_html(data, name="ex99-1").html.decode("ascii")
    return re.sub(r"\s*\n\s*", "", page.split("<body", 1)[1].split(">", 1)[1].rpartition("</body>")[0])


def paragraph(*runs: tuple[str, str]) -> bytes:
    def make(document: Any) -> None:
        one = document.add_paragraph()
        for text, look in runs:
            run = one.add_run(text)
            if look:
                setattr(run.font, look, True)

    return word(make)


# ---- what stays ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "look, made",
    [
        ("bold", "<b>x</b>"), ("italic", "<i>x</i>"), ("underline", "<u>x</u>"), ("strike", "<strike>x</strike>"),
        ("superscript", "<sup>x</sup>"), ("subscript", "<sub>x</sub>"), ("all_caps", "X"), ("", "x"),
    ],
)  # fmt: skip
def test_looks(look: str, made: str) -> None:
    assert body(paragraph(("a ", ""), ("x", look), (" b", ""))) == f"<p>a {made} b</p>"


def test_looks_of_styles_are_looks() -> None:
    def make(document: Any) -> None:
        style = document.styles.add_style("Loud", 1)
        style.font.bold = style.font.all_caps = True
        document.add_paragraph("loud", style="Loud").add_run(" calm").bold = False

    assert body(word(make)) == "<p><b>LOUD</b> CALM</p>"


def test_alignment_and_depth() -> None:
    def make(document: Any) -> None:
        document.add_paragraph("middle").alignment = WD_ALIGN_PARAGRAPH.CENTER
        document.add_paragraph("in").paragraph_format.left_indent = docx.shared.Inches(1)
        document.add_heading("Head", 2)

    assert body(word(make)) == '<p style="text-align:center">middle</p><p style="margin-left:48pt">in</p><h2>Head</h2>'


NUMBERING = """<w:numbering {ns}><w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{first}"/><w:lvlText w:val="{text}"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>
<w:num w:numId="9"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="10"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"""


def numbered(levels: list[tuple[int, int]], first: str = "decimal", text: str = "%1.", start: int = 1) -> list[str]:
    """The labels of paragraphs of (list, level)."""

    def make(document: Any) -> None:
        for num, level in levels:
            properties = document.add_paragraph("x")._p.get_or_add_pPr()
            properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'))

    numbering = NUMBERING.format(ns=nsdecls("w"), first=first, text=text, start=start)
    return [m.removesuffix(" ") for m in re.findall(r"<p[^>]*>(.*?)x</p>", body(with_parts(word(make), word__numbering=numbering)))]


def test_labels_are_counted_as_word_counts_them() -> None:
    assert numbered([(9, 0), (9, 1), (9, 1), (9, 0), (9, 1)]) == ["1.", "1.a", "1.b", "2.", "2.a"]
    assert numbered([(9, 0), (9, 0), (10, 0), (10, 0)]) == ["1.", "2.", "1.", "2."]
    assert numbered([(9, 0), (9, 0)], "upperRoman", "Article %1", 4) == ["Article IV", "Article V"]
    assert numbered([(9, 0), (9, 0)], "lowerLetter", "(%1)", 26) == ["(z)", "(aa)"]
    assert numbered([(9, 0), (0, 0), (99, 0)], "bullet", "\uf0b7") == ["&#8226;", "", ""]


def table(document: Any, rows: list[list[str]]) -> Any:
    made = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, cells in zip(made.rows, rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    return made


def test_tables_keep_rows_cells_and_spans() -> None:
    def make(document: Any) -> None:
        made = table(document, [["Year", "", "Note"], ["2020", "12", "a"]])
        made.cell(0, 0).merge(made.cell(0, 1))
        properties = made.rows[0]._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:tblHeader"))

    page = re.sub(r' style="[^"]*"', "", body(word(make)))
    assert page.replace("<p>", "").replace("</p>", "") == (
        '<table><tr><th colspan="2">Year</th><th>Note</th></tr><tr><td>2020</td><td>12</td><td>a</td></tr></table>'
    )


def test_a_table_in_a_table_is_taken_apart() -> None:
    def make(document: Any) -> None:
        table(document, [["a", "b"], ["c", "d"]]).cell(1, 1).add_table(rows=1, cols=2).cell(0, 0).text = "inner"

    made = word_to_html(word(make))
    assert made.html.count(b"<table") == 1 and b"inner" in made.html
    assert made.told == ("tables within tables (1) are taken apart",)


FOOTNOTES = """<w:footnotes {ns}><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve">Net of </w:t></w:r>
<w:r><w:rPr><w:b/></w:rPr><w:t>tax</w:t></w:r></w:p></w:footnote></w:footnotes>"""
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def noted() -> bytes:
    def make(document: Any) -> None:
        one = document.add_paragraph("Sales grew")
        run = one.add_run()._r
        run.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="2"/>'))
        one.add_run(" again.")

    return with_parts(word(make), word__footnotes=FOOTNOTES.format(ns=nsdecls("w")))


def test_footnotes_stay_with_their_marks() -> None:
    assert body(noted()) == (
        '<p>Sales grew<sup><a href="#footnote-2">(1)</a></sup> again.</p><hr style="width:33%;text-align:left;margin-left:0"/>'
        '<p><a name="footnote-2"></a><sup>(1)</sup> Net of <b>tax</b> </p>'
    )


def linked(address: str) -> bytes:
    def make(document: Any) -> None:
        one = document.add_paragraph("see ")
        hyperlink = OxmlElement("w:hyperlink")
        hyperlink.set(qn("r:id"), document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        hyperlink.append(one.add_run("there")._r)
        one._p.append(hyperlink)

    return word(make)


def test_links_lead_to_edgar_or_nowhere() -> None:
    edgar = "https://www.sec.gov/Archives/edgar/data/1/ex10.htm"
    assert body(linked(edgar)) == f'<p>see <a href="{edgar}">there</a></p>'
    for address in ("https://example.com/", "javascript:alert(1)", "file:///etc/passwd", "mailto:a@example.com"):
        made = word_to_html(linked(address))
        assert b"<a" not in made.html and b"see there" in made.html
        assert made.told == (f"the link to {address} is left out, its words stay: links lead into the filing or to EDGAR",)


def test_boxes_are_characters() -> None:
    def make(document: Any) -> None:
        field = (
            '<w:r {0}><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="{1}"/></w:checkBox></w:ffData>'
            "</w:fldChar></w:r>",
            '<w:r {0}><w:instrText> FORMCHECKBOX </w:instrText></w:r>', '<w:r {0}><w:fldChar w:fldCharType="end"/></w:r>',
        )  # fmt: skip
        for ticked in (1, 0):
            one = document.add_paragraph()
            for run in field:
                one._p.append(parse_xml(run.format(nsdecls("w"), ticked)))

    assert body(word(make)) == "<p>&#9746;</p><p>&#9744;</p>"


@pytest.mark.parametrize("letter, seen", [("o", "&#9744;"), ("\u00fe", "&#9746;"), ("\uf0a8", "&#9744;"), ("\uf0fd", "&#9746;")])
def test_boxes_of_symbol_fonts_are_characters(letter: str, seen: str) -> None:
    def make(document: Any) -> None:
        document.add_paragraph("to ").add_run(letter).font.name = "Wingdings"

    assert body(word(make)) == f"<p>to {seen}</p>"


def test_unknown_signs_of_symbol_fonts_are_told() -> None:
    made = word_to_html(paragraph(("\uf0b7 a \uf041", "")))
    assert b"<p>&#8226; a &#61505;</p>" in made.html
    assert made.told == ("signs of symbol fonts (1) are unknown; look at what stands in their place",)


def test_hyphens_of_typesetting_are_plain() -> None:
    assert body(paragraph(("co\u00adop non\u2011stop", ""))) == "<p>coop non-stop</p>"


def test_of_two_ways_the_fallback_is_read() -> None:
    mc, shape = (
        "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    )
    text = "<w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent>"
    both = (
        f'<w:r {nsdecls("w")} xmlns:mc="{mc}" xmlns:wps="{shape}" xmlns:v="urn:schemas-microsoft-com:vml"><mc:AlternateContent>'
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{text.format("new")}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{text.format('boxed')}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    made = word_to_html(word(lambda document: document.add_paragraph("x")._p.append(parse_xml(both))))
    assert b"boxed" in made.html and b"new" not in made.html and made.told == ()


# ---- pictures ------------------------------------------------------------------------------------------------------


def pictured(data: bytes) -> bytes:
    return word(lambda document: document.add_picture(io.BytesIO(data)))


def test_a_picture_edgar_takes_is_kept_once() -> None:
    def make(document: Any) -> None:
        document.add_picture(io.BytesIO(GIF))
        document.add_picture(io.BytesIO(GIF))

    made = word_to_html(word(make), name="ex99-1")
    assert made.pictures == {"ex991_1.gif": GIF}
    assert made.html.count(b'<img src="ex991_1.gif"') == 2


def test_a_path_is_no_text_of_a_picture() -> None:
    def make(document: Any) -> None:
        document.add_picture(io.BytesIO(GIF))
        document.element.body.find(f".//{qn('wp:docPr')}").set("descr", "C:\\\\Users\\\\ada\\\\logo.gif")

    assert 'alt=""' in body(word(make))


def test_another_picture_is_refused_with_what_to_do() -> None:
    with pytest.raises(BadWord) as told:
        word_to_html(pictured(PNG))
    assert [(c.what, c.todo) for c in told.value.complaints] == [
        ("'picture 1' is image/png; EDGAR takes .jpg and .gif", "save it as .jpg or .gif and put it in anew, or take it out")
    ]


# ---- what must not get out -------------------------------------------------------------------------------------------


def test_hidden_text_does_not_get_out() -> None:
    made = word_to_html(paragraph(("seen ", ""), ("secret", "hidden")))
    assert b"secret" not in made.html
    assert made.told == ("hidden text (1 pieces) is left out",)


def test_tracked_changes_are_taken_as_accepted_and_told() -> None:
    def make(document: Any) -> None:
        one = document.add_paragraph("for $")
        ns = nsdecls("w")
        one._p.append(parse_xml(f'<w:del {ns} w:id="1" w:author="a"><w:r><w:delText>5</w:delText></w:r></w:del>'))
        one._p.append(parse_xml(f'<w:ins {ns} w:id="2" w:author="a"><w:r><w:t>6</w:t></w:r></w:ins>'))

    made = word_to_html(word(make))
    assert b"<p>for $6</p>" in made.html
    assert made.told == ("tracked changes (2) are taken as accepted; accept or reject them in Word to be sure",)


def test_macros_objects_and_comments_are_told() -> None:
    data = paragraph(("x", ""))
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as file:
        for name in ("word/vbaProject.bin", "word/embeddings/oleObject1.bin", "word/comments.xml"):
            file.writestr(name, b"secret")
    made = word_to_html(out.getvalue())
    assert made.told == ("macros are left out", "embedded files are left out", "comments are left out")
    assert b"secret" not in made.html


@pytest.mark.parametrize("name", ["word__document", "word__styles", "word__numbering"])
def test_xml_with_entities_is_refused(name: str) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
    with pytest.raises(BadWord, match="declares a document type"):
        word_to_html(with_parts(paragraph(("x", "")), **{name: bomb}))


@pytest.mark.parametrize(
    "parts",
    [
        {"word__document": f"<w:document {nsdecls('w')}/>"},  # no body
        {"word__document": "<w:document/>"},  # a prefix that is not declared
        {"word__document": f"<w:document {nsdecls('w')}><w:body><w:p><w:r><w:footnoteReference/></w:r></w:p></w:body></w:document>"},
        {"[Content_Types]": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Default/></Types>"},
    ],
)
def test_a_file_not_made_as_word_makes_files_is_refused(parts: dict[str, str]) -> None:
    with pytest.raises(BadWord) as told:
        word_to_html(with_parts(paragraph(("x", "")), **parts))
    assert told.value.complaints[0].todo.startswith("open it in Word and save it anew")


def test_endless_nesting_is_refused() -> None:
    deep = f"<w:document {nsdecls('w')}><w:body>{'<w:sdt>' * 5000}{'</w:sdt>' * 5000}</w:body></w:document>"
    with pytest.raises(BadWord, match="nests more than 60 elements"):
        word_to_html(with_parts(paragraph(("x", "")), word__document=deep))


def test_nesting_that_is_allowed_is_converted() -> None:
    inner = "<w:sdt><w:sdtContent>" * 27 + "<w:p><w:r><w:t>deep</w:t></w:r></w:p>" + "</w:sdtContent></w:sdt>" * 27
    made = with_parts(paragraph(("x", "")), word__document=f"<w:document {nsdecls('w')}><w:body>{inner}</w:body></w:document>")
    assert body(made) == "<p>deep</p>"


def test_a_zip_bomb_is_refused() -> None:
    out = io.BytesIO(paragraph(("x", "")))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/media/image1.jpg", bytes(40_000_000))
    with pytest.raises(BadWord, match="would grow to 40,000,000 bytes"):
        word_to_html(out.getvalue(), limits=Limits(free_bytes=1 << 20))


@pytest.mark.parametrize("data", [b"PK\x03\x04word/ no zip", b"", paragraph(("x", ""))[:2000]])
def test_a_damaged_file_is_refused(data: bytes) -> None:
    with pytest.raises(BadWord, match="damaged"):
        word_to_html(data)


def test_another_zip_is_no_word() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("a.txt", "x")
    assert not is_word(out.getvalue())
    with pytest.raises(BadWord, match="no Word document"):
        word_to_html(out.getvalue())


# ---- the SEC's rules are the oracle -------------------------------------------------------------------------------------


def whole(document: Any) -> None:
    """A report as counsel writes it in Word."""
    document.add_heading("FORM 8-K", 1).alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("CURRENT REPORT")
    document.add_paragraph("Pursuant to Section 13 or 15(d) of the Securities Exchange Act of 1934")
    document.add_paragraph("Date of Report (Date of earliest event reported): May 3, 2021")
    document.add_paragraph("Ostrava Looms, Inc.").runs[0].bold = True
    document.add_paragraph("(Exact name of registrant as specified in its charter)")
    document.add_heading("Item 8.01 Other Events", 2)
    one = document.add_paragraph("The mill in ")
    one.add_run("Ostrava").italic = True
    one.add_run(" reopened on <May 3> & works.\tFully.")
    document.add_paragraph("It has 40 looms.", style="List Number")
    document.add_paragraph("It has 90 hands.", style="List Number")
    table(document, [["Year", "Looms"], ["2020", "38"], ["2021", "40"]])
    document.add_paragraph("SIGNATURES")
    document.add_paragraph("Ostrava Looms, Inc.")
    document.add_paragraph("By: /s/ Petra Novak")


def test_edgar_takes_what_comes_out() -> None:
    made = word_to_html(word(whole)).html
    found = check_bytes(made, path="report.htm", beside=Beside(select=("T",)))
    assert [f for f in found.checked.faults if f.severity in ("error", "warning")] == []
    for data in (made, word_to_html(noted()).html):
        seen = {name.decode().lower() for name in re.findall(rb"<([a-zA-Z][\w:]*)", data)}
        assert seen <= set(markup().html.known) and not seen & {*markup().html.refused, *markup().inline.refused}
        assert data.isascii()


def test_the_reader_reads_what_comes_out() -> None:
    report = eightk.read(word_to_html(word(whole)).html)
    assert report.form == "8-K" and report.cover.registrants[0].name == "Ostrava Looms, Inc."
    item = report.items["8.01"]
    assert item.title == "Other Events"
    assert [(b.kind, b.text) for b in item.blocks] == [
        ("paragraph", "The mill in Ostrava reopened on <May 3> & works. Fully."),
        ("list", "1. It has 40 looms."),
        ("list", "2. It has 90 hands."),
        ("table", "Year\tLooms\n2020\t38\n2021\t40"),
    ]


# ---- Word -> draft ---------------------------------------------------------------------------------------------------------

DAY = dt.date(2021, 5, 4)


def test_a_report_in_word_is_a_draft_with_its_looks() -> None:
    draft, told = word_to_draft(word(whole), DAY)
    assert told == ("nobody has signed yet: a /s/ typed in Word is taken for a place to sign",)
    report = draft.report
    assert (report.form, report.cover.date_of_report, report.items.numbers()) == ("8-K", dt.date(2021, 5, 3), ("8.01",))
    assert report.cover.registrants[0].name == "Ostrava Looms, Inc."
    assert [(s.name, s.signed) for s in report.signatures] == [("Petra Novak", False)]
    assert [(p.kind, p.marker, p.words) for p in draft.bodies[0]] == [
        ("paragraph", None, "The mill in Ostrava reopened on <May 3> & works. Fully."),
        ("list", "1.", "It has 40 looms."),
        ("list", "2.", "It has 90 hands."),
        ("table", None, ""),
    ]
    assert [run.text for run in draft.bodies[0][0].runs if run.italic] == ["Ostrava"]
    again = read_draft(markdown(draft))
    assert again.bodies[0][0].runs == draft.bodies[0][0].runs and again.report.items == report.items


def alone(document: Any) -> None:
    """Items without a cover, with a footnote and a table that has empty cells."""
    document.add_heading("Item 8.01 Other Events", 2)
    one = document.add_paragraph("Sales grew")
    one.add_run()._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="2"/>'))
    one.add_run(" again, ").bold = True
    one.add_run("twice.").underline = True
    table(document, [["", "2020", "2021"], ["Looms", "38", "40"]])


def test_items_alone_come_behind_a_blank_cover() -> None:
    data = with_parts(word(alone), word__footnotes=FOOTNOTES.format(ns=nsdecls("w")))
    draft, told = word_to_draft(data, DAY)
    assert told == ("the file has no cover of Form 8-K: fill in the blanks",)
    first, numbers, note = draft.bodies[0]
    assert first.words == "Sales grew(1) again, twice."
    assert [(r.text, r.bold, r.underline, r.raised) for r in first.runs if r.bold or r.underline or r.raised] == [
        ("(1)", False, False, True), ("again,", True, False, False), ("twice.", False, True, False)
    ]  # fmt: skip
    assert [["".join(r.text for r in cell) for cell in row] for row in numbers.rows] == [["", "2020", "2021"], ["Looms", "38", "40"]]
    assert (note.kind, note.marker, note.words) == ("note", "(1)", "Net of tax")
    text = markdown(draft).decode()
    assert f"date_of_report: {BLANK}" in text and "[^1]: Net of **tax**" in text and "Sales grew[^1]" in text


def test_a_word_file_without_items_is_told() -> None:
    with pytest.raises(BadWord, match="no heading of an item"):
        word_to_draft(paragraph(("A letter.", "")), DAY)


def test_diff_takes_word(tmp_path: Path) -> None:
    for name, make in (("old.docx", whole), ("new.docx", lambda d: (whole(d), d.add_paragraph("Petra Novak")))):
        (tmp_path / name).write_bytes(word(make))
    assert CliRunner().invoke(main, ["diff", str(tmp_path / "old.docx"), str(tmp_path / "old.docx")]).exit_code == 0
    (tmp_path / "bad.docx").write_bytes(b"PK\x03\x04word/")
    run = CliRunner().invoke(main, ["diff", str(tmp_path / "old.docx"), str(tmp_path / "bad.docx")])
    assert run.exit_code == 2 and "bad.docx: the file is damaged" in run.output
