"""A report as a person would want to see it on a terminal.

Comes in: a `Report`, and the form of its day where it is known. Goes out: things rich can print. Nothing is printed
here, and filing text passes through `plain` and `Prose` only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from eightk import form
from eightk.cli.console import Prose, plain
from eightk.form.phrases import pattern
from eightk.model import Block, Item, Registrant, Report
from eightk.read import Candidate
from eightk.show import accepted_at, attached_as, growth

STATUS_STYLE = {"furnished": "yellow", "filed": "green", "uncertain": "magenta", "none": "dim"}


def full(report: Report) -> RenderableType:
    """The whole report: cover, items, exhibits, signatures, documents, findings."""
    parts: list[RenderableType] = [_heading(report), _cover(report)]
    for item in report.items:
        parts += _item(item, report)
    parts += _section("Exhibits", _exhibits(report), len(report.exhibits))
    parts += _section("Signatures", _signatures(report), len(report.signatures))
    parts += _section("Documents", _documents(report), len(report.documents) if report.header else 0)
    parts += _section("Findings", _findings(report), len(report.findings))
    return Group(*parts)


def candidates(found: Sequence[Candidate]) -> RenderableType:
    """Every heading that competed for an item: its score, whether it was taken, and why."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), title_justify="left")
    for name in ("", "item", "score", "bytes", "line and reasons"):
        table.add_column(name, justify="right" if name in ("score", "item") else "left", overflow="fold")
    for c in found:
        why = Text("\n").join([plain(c.line), *(plain(reason, "dim") for reason in c.reasons)])
        mark = Text("taken", "green") if c.chosen else Text("left", "dim")
        table.add_row(mark, plain(c.number, "bold"), f"{c.score:.2f}", f"{c.span[0]}-{c.span[1]}", why)
    return Group(*_section("Headings that competed", table, len(found), note="none")) if found else Text("No line looks like a heading.")


# ---- pieces ----------------------------------------------------------------------------------------------------


def _section(title: str, body: RenderableType, size: int, note: str = "") -> list[RenderableType]:
    if not size and not note:
        return []
    return [Text(), Rule(Text(title, "bold"), align="left", style="dim"), Padding(body, (0, 0, 0, 2))]


def _heading(report: Report) -> Text:
    names = [plain(r.name).plain for r in report.cover.registrants if r.name]
    line = Text(report.form or "No Form 8-K", "bold green" if report.form else "bold red").append("  ")
    return line.append(" / ".join(names) or "(no registrant on the cover)", "bold")


def _facts() -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    return table


def _cover(report: Report) -> RenderableType:
    table, cover = _facts(), report.cover
    for label, value in _cover_facts(report):
        if value:
            table.add_row(label, value)
    for registrant in cover.registrants:
        if len(cover.registrants) > 1:
            table.add_row("registrant", plain(registrant.name, "bold"))
        for label, printed in _registrant_facts(registrant):
            if printed:
                table.add_row(label, plain(printed, "dim" if pattern("not-applicable").fullmatch(printed.lower()) else ""))
    for security in cover.securities:
        table.add_row("security", plain(" · ".join(v for v in (security.title, security.symbol, security.exchange) if v)))
    return Padding(table, (0, 0, 0, 2))


def _cover_facts(report: Report) -> Iterator[tuple[str, Text | None]]:
    header, cover, amendment = report.header, report.cover, report.amendment
    yield "date of report", Text(str(cover.date_of_report), "bold") if cover.date_of_report else Text("not found", "yellow")
    yield "dated", Text(str(cover.dated)) if cover.dated else None
    if amendment and (amendment.number is not None or amendment.original_date):
        number = f"number {amendment.number} " if amendment.number is not None else ""
        yield "amendment", Text(number + (f"of the report of {amendment.original_date}" if amendment.original_date else ""))
    if header:
        yield "filed", Text(str(header.filed)) if header.filed else None
        yield "accepted", Text(accepted_at(header)) if header.accepted else None
    yield "form of", Text(f"{report.form_day} ({report.form_day_from} date)") if report.form_day else None
    yield "accession", plain(report.accession) if report.accession else None
    yield "source", plain(report.path) if report.path else None
    if cover.checkboxes is not None:
        yield "boxes", plain(", ".join(key for key, ticked in cover.checkboxes.items() if ticked) or "none ticked")
    yield "growth company", Text(growth(cover)) if cover.emerging_growth is not None else None


def _registrant_facts(r: Registrant) -> tuple[tuple[str, str | None], ...]:
    return (
        ("jurisdiction", r.jurisdiction), ("file number", r.file_number), ("EIN", r.ein),
        ("address", r.address), ("phone", r.phone), ("former", r.former),
    )  # fmt: skip


def _item(item: Item, report: Report) -> list[RenderableType]:
    title = Text(f"Item {plain(item.number).plain}", "bold cyan")
    if item.title:
        title.append("  ").append(plain(item.title).plain, "bold")
    about = _facts()
    row = form.on(report.form_day).items.get(item.number) if report.form_day else None
    if row is not None and form.letters(row.title) != form.letters(item.title or ""):
        about.add_row("the form calls it", plain(row.title))
    if item.topic and item.topic != item.number:
        today = form.meaning(item.topic, None)
        about.add_row("in today's form", plain(f"{item.topic} {today.title}" if today else item.topic))
    status = Text(item.status, STATUS_STYLE.get(item.status, ""))
    about.add_row(status, plain(item.reason, "dim"))
    if item.says:
        about.add_row(f"says {item.says}", plain(item.words, "italic"))
    notes = [note for note, true in (("not applicable", item.not_applicable), ("one heading for several items", item.combined)) if true]
    if notes:
        about.add_row("note", Text(", ".join(notes)))
    shared = next((other for other in report.items if other.text_id == item.text_id), item)
    body: RenderableType = Group(*_body(item)) if shared is item else Text(f"(text as under Item {plain(shared.number).plain})", "dim")
    return [Text(), Rule(title, align="left", style="dim"), Padding(about, (0, 0, 0, 2)), Text(), Padding(body, (0, 0, 0, 2))]


def _body(item: Item) -> Iterator[RenderableType]:
    """The item's blocks with a blank line between them; its text where there are no blocks."""
    shown: Iterable[RenderableType] = (
        [_block(b) for b in item.blocks if b.kind not in ("furniture", "link")]
        if item.blocks
        else [Prose(paragraph) for paragraph in item.text.split("\n\n")]
    )
    for n, part in enumerate(shown):
        if n:
            yield Text()
        yield part


def _block(block: Block) -> RenderableType:
    if block.kind == "table" and block.rows:
        return _grid(block)
    return Prose(block.text, "bold" if block.kind == "heading" else "")


def _grid(block: Block) -> RenderableType:
    """A table's cells in columns; columns that are empty throughout are left out."""
    width = max(len(row) for row in block.rows)
    kept = [n for n in range(width) if any(n < len(row) and row[n].text.strip() for row in block.rows)]
    table = Table.grid(padding=(0, 2, 0, 0))
    for _ in kept:
        table.add_column(overflow="fold")
    for row in block.rows:
        table.add_row(*(Prose(row[n].text) if n < len(row) else "" for n in kept))
    return table


def _table(*heads: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for head in heads:
        table.add_column(head, overflow="fold")
    return table


def _exhibits(report: Report) -> RenderableType:
    table = _table("number", "description", "status", "attached as")
    for e in report.exhibits:
        status = Text(e.status, STATUS_STYLE.get(e.status, ""))
        table.add_row(plain(e.number, "bold cyan"), plain(e.description), status, plain(attached_as(report, e)))
    return table


def _signatures(report: Report) -> RenderableType:
    table = _table("registrant", "name", "title", "date", "")
    for s in report.signatures:
        signed = Text("signed", "green") if s.signed else Text("not signed", "yellow")
        table.add_row(plain(s.registrant), plain(s.name), plain(s.title), str(s.date or ""), signed)
    return table


def _documents(report: Report) -> RenderableType:
    table = _table("type", "file", "description", "medium", "bytes")
    table.columns[-1].justify = "right"
    for n, d in enumerate(report.documents):
        style = "bold" if n == report.main else ""
        table.add_row(plain(d.type, style), plain(d.filename, style), plain(d.description), d.medium, f"{d.body[1] - d.body[0]:,}")
    return table


def _findings(report: Report) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="yellow", no_wrap=True)
    table.add_column(overflow="fold")
    for f in report.findings:
        text = plain(f.message)
        if f.part:
            text.append(" (").append(plain(f.part).plain, "dim").append(")")
        table.add_row(plain(f.code), text)
    return table
