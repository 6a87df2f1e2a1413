"""A report -> its rows in every table of the archive.

Comes in: a report with its bytes, their SHA-256 and size. Goes out: rows by table, the filing's own still without what the commit
will say (when it was seen, where its bytes lie). Add here: what a table holds beyond `write/rows.py`.
"""

from __future__ import annotations

from eightk import form
from eightk.archive.columns import PLACE
from eightk.model import Document, Report
from eightk.read import plain_text
from eightk.write import rows
from eightk.write.rows import Row, Rows

PIECE = 8_000
"""Characters of an exhibit's text in one piece, about: it ends at the end of a line where there is one."""
_TEXTUAL = ("ascii", "html", "ixbrl")


def derive(report: Report, sha256: str, size: int) -> dict[str, Rows]:
    """The report's rows by table. `size`: bytes of the submission."""
    made = {name: table.rows(report, sha256) for name, table in rows.TABLES.items()}
    made["texts"] = _texts(report, sha256)
    filing = made["filings"][0]
    filing["accepted_source"] = "header" if filing["accepted_at"] else None
    filing["size"], filing["texts"] = size, len(made["texts"])
    for item in made["items"]:
        item["comparability"] = _comparability(item, report)
    place = _place(report, filing)
    for table in filter(None, made.values()):
        lacking = {name: value for name, value in place.items() if name not in table[0]}
        for row in table:
            row.update(lacking)
    return made


def _place(report: Report, filing: Row) -> Row:
    day = (report.header.filed if report.header else None) or report.form_day
    values = {"year": day.year if day else 0, "cik": filing["cik"], "filed": filing["filed"], "accepted_at": filing["accepted_at"]}
    return {c.name: values[c.name] for c in PLACE}


def _comparability(item: Row, report: Report) -> str | None:
    """How the item's number compares with its topic; a number of today's form is its own topic."""
    if item["number"] == item["topic"]:
        return "same"
    return form.comparability(str(item["number"]), report.form_day)


# ---- the text of what is attached --------------------------------------------------------------------------------


def _texts(report: Report, sha256: str) -> Rows:
    """The pieces of every attached exhibit's text; of the report itself where it has no items."""
    source: bytes = report.__dict__["_source"]
    listed = {e.document: e.number for e in report.exhibits if e.document is not None}
    out: Rows = []
    for position, document in enumerate(report.documents):
        if not _wanted(report, position, document):
            continue
        text = plain_text(source, document).replace("\x0b", "\n").replace("\x0c", "\n").replace("\x1d", " ")
        number = listed.get(position) or _number(document)
        for place, (start, end) in enumerate(cut(text)):
            values = (report.accession, sha256, report.reader, report.facts, position, number, place, start, end, text[start:end])
            out.append(dict(zip(_NAMES, values, strict=True)))
    return out


_NAMES = ("accession", "sha256", "reader", "facts", "document", "exhibit", "place", "start", "end", "text")


def _wanted(report: Report, position: int, document: Document) -> bool:
    if document.medium not in _TEXTUAL or document.body[0] == document.body[1]:
        return False
    if position == report.main:
        return not report.items
    kind = (document.type or "").upper()
    return kind.startswith("EX") and not kind.startswith(("EX-101", "EX-104"))


def _number(document: Document) -> str | None:
    """The exhibit's number by its document's type, EX-99.1."""
    _, dash, number = (document.type or "").partition("-")
    return number.strip() or None if dash else None


def cut(text: str) -> list[tuple[int, int]]:
    """Where a text's pieces begin and end: whole lines, about `PIECE` characters each; together they are the text but for blank ends."""
    low, high = len(text) - len(text.lstrip()), len(text.rstrip())
    out = []
    while low < high:
        if high - low <= PIECE + PIECE // 4:
            end = high
        else:
            end = text.rfind("\n", low + PIECE // 2, low + PIECE) + 1 or text.rfind(" ", low + PIECE // 2, low + PIECE) + 1 or low + PIECE
        out.append((low, end))
        low = end
    return out
