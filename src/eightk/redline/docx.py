"""A redline as a Word document: what went struck through in red, what came underlined in green.

Comes in: a Redline. Goes out: a .docx as bytes. Add here: nothing of the form.

The marks are plain formatting, not tracked changes: they can be neither accepted nor rejected, so nobody takes the comparison for a draft.
"""

from __future__ import annotations

import io
import re

import docx
from docx.document import Document
from docx.shared import RGBColor
from docx.text.paragraph import Paragraph

from eightk.redline.changes import Line, Redline, Row, Section, Stretches
from eightk.write.escape import one_line, visible

_GONE, _CAME = RGBColor(0x9B, 0x1C, 0x1C), RGBColor(0x0B, 0x5D, 0x1E)
_NO_XML = re.compile("[\ufffe\uffff]")


def to_docx(redline: Redline) -> bytes:
    """The document."""
    made = docx.Document()
    made.core_properties.title = f"Changes from {_t(redline.old)} to {_t(redline.new)}"[:250]
    made.core_properties.author = "eightk"
    made.add_heading(f"Changes from {_t(redline.old)} to {_t(redline.new)}", 1)
    made.add_paragraph("Removed words are struck through, added words are underlined." if redline.differs else "Nothing changed.")
    for section in redline.sections:
        _section(made, section)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _t(text: str) -> str:
    return _NO_XML.sub("", one_line(text))


def _section(made: Document, section: Section) -> None:
    head = made.add_heading("", 2)
    _run(head, section.name, section.change)
    for line in section.lines:
        _line(made, line)


def _line(made: Document, line: Line) -> None:
    if line.kind == "literal":
        for row in line.rows:
            _words(made.add_paragraph(), row.cells[0] if row.cells else ())
    elif line.rows:
        if line.name:
            made.add_paragraph(line.name)
        _table(made, line.rows)
    else:
        paragraph = made.add_paragraph(f"{line.name}: " if line.name else "", style="Heading 3" if line.kind == "heading" else None)
        _words(paragraph, line.words)


def _table(made: Document, rows: tuple[Row, ...]) -> None:
    wide = max(len(row.cells) for row in rows) or 1
    table = made.add_table(rows=len(rows), cols=wide, style="Table Grid")
    for shown, row in zip(table.rows, rows, strict=True):
        for cell, words in zip(shown.cells, row.cells, strict=False):
            _words(cell.paragraphs[0], words)


def _words(paragraph: Paragraph, stretches: Stretches) -> None:
    for stretch in stretches:
        _run(paragraph, stretch.text, {"old": "removed", "new": "added", "both": "same"}[stretch.of])


def _run(paragraph: Paragraph, text: str, change: str) -> None:
    run = paragraph.add_run(_NO_XML.sub("", visible(text)))
    if change == "removed":
        run.font.strike, run.font.color.rgb = True, _GONE
    elif change == "added":
        run.font.underline, run.font.color.rgb = True, _CAME
