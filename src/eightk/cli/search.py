"""`eightk search QUERY`: passages of an archive."""

from __future__ import annotations

import csv
import datetime as dt
import io
import sys
from collections.abc import Sequence
from typing import Any

import click
import msgspec
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from eightk.archive.export import csv_cell
from eightk.archive.opened import Answer, Archive
from eightk.archive.question import BadQuery
from eightk.archive.schema import Hit
from eightk.archive.search import BadToken, Facet
from eightk.archive.snippets import Snippet
from eightk.cli.archived import TROUBLE, archive_option, as_of_option, fail, tell_older, troubles
from eightk.cli.console import WIDE, console, plain, show
from eightk.write.escape import one_line, shown_json

FORMATS = ("table", "json", "jsonl", "csv")
_BARS = 24


@click.command(short_help="Search the text of an archive.")
@click.argument("query")
@archive_option
@as_of_option
@click.option("--format", "format_", type=click.Choice(FORMATS), default="table", show_default=True, help="What to write.")
@click.option("--sort", type=click.Choice(["score", "date"]), default="score", show_default=True, help="Best first, or newest first.")
@click.option("--facets", is_flag=True, help="Count the passages found by item, year, state, form and filer.")
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True, metavar="N", help="Hits of a page.")
@click.option("--after", metavar="TOKEN", help="Go on after the page that gave this token.")
def command(query: str, root: str, as_of: dt.datetime | None, format_: str, sort: str, facets: bool, limit: int, after: str | None) -> None:
    """Find passages (an item, or a piece of an exhibit) that answer QUERY, and show the words around.

    \b
    closure                     the word in all its forms; "plant closure" exactly so
    a near/5 b                  at most five words apart; AND OR NOT, clos*, ( )
    item:(5 OR 9 OR 2.05) state:CA filed:1998..2005 exhibit:99.1 filer:"general electric"

    Exit code: 0 found or not, 2 a query that cannot be answered, or no archive.
    """
    with troubles():
        try:
            archive = Archive(root, as_of=as_of)
            tell_older(archive.lake)
            answer = archive.search(query, limit=limit, after=after, sort=sort, facets=facets)  # type: ignore[arg-type]
        except BadQuery as error:
            click.echo(f"{error.caret()}\n{one_line(str(error))}", err=True)
            click.get_current_context().exit(TROUBLE)
        except BadToken as error:
            fail(f"--after: {error}")
            click.get_current_context().exit(TROUBLE)
    {"table": _table, "json": _json, "jsonl": _jsonl, "csv": _csv}[format_](answer, query)
    if answer.page.changed:
        fail("the archive has changed since the page before: a hit may be told twice or missed; begin again without --after")
    if answer.behind:
        fail("the index is behind the tables, as another process is writing to it: what was added last is not found yet")


# ---- for programs ----------------------------------------------------------------------------------------------------


def _sha256(hit: Hit) -> str:
    return hit.key.rpartition(":")[2]


def _told(hit: Hit, snippet: Snippet) -> dict[str, Any]:
    return {
        "accession": hit.accession, "sha256": _sha256(hit), "kind": hit.kind, "items": list(hit.numbers),
        "exhibit": hit.exhibit, "document": hit.document, "place": hit.place, "form": hit.form, "filed": hit.filed, "filer": hit.filer,
        "cik": hit.cik, "score": round(hit.score, 4), "snippet": snippet.text, "marks": snippet.marks, "spans": snippet.spans,
    }  # fmt: skip


def _rows(answer: Answer) -> list[dict[str, Any]]:
    return [_told(hit, snippet) for hit, snippet in zip(answer.page.hits, answer.snippets, strict=True)]


def _json(answer: Answer, query: str) -> None:
    told: dict[str, Any] = {"query": query, "total": answer.page.total, "hits": _rows(answer), "next": answer.page.next}
    if answer.page.facets is not None:
        told["facets"] = {name: {"values": f.values, "other": f.other} for name, f in answer.page.facets.items()}
    click.echo(msgspec.json.format(shown_json(msgspec.json.encode(told)), indent=2))


def _jsonl(answer: Answer, query: str) -> None:
    for row in _rows(answer):
        click.echo(shown_json(msgspec.json.encode(row)))
    _next(answer)


def _csv(answer: Answer, query: str) -> None:
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    names = ("accession", "form", "filed", "filer", "cik", "items", "exhibit", "score", "snippet", "sha256")
    lines.writerow([*names, "start", "end"])
    for row in _rows(answer):
        lines.writerow([csv_cell(row[name]) for name in names] + list(_from_to(row["spans"]) or ("", "")))
    click.echo(out.getvalue(), nl=False)
    _next(answer)


def _from_to(spans: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The bytes of the submission from the first match shown to the end of the last; None where a query has no words."""
    return (spans[0][0], spans[-1][1]) if spans else None


def _next(answer: Answer) -> None:
    if answer.page.next:
        click.echo(f"{answer.page.total:,} passages in all; for more: --after {answer.page.next}", err=True)


# ---- for people ------------------------------------------------------------------------------------------------------


def _table(answer: Answer, query: str) -> None:
    screen, page = console(), answer.page
    for hit, snippet in zip(page.hits, answer.snippets, strict=True):
        _hit(screen, hit, snippet)
    for name, facet in (page.facets or {}).items():
        _facet(screen, name, facet)
    shown = f", {len(page.hits)} shown" if page.total > len(page.hits) else ""
    screen.print(Text(f"{page.total:,} passage{'s' * (page.total != 1)}{shown}", "dim"))
    if page.next:
        click.echo(f"for more: --after {page.next}", err=True)


def _hit(screen: Console, hit: Hit, snippet: Snippet) -> None:
    what = f"Item {' and '.join(hit.numbers)}" if hit.numbers else f"Exhibit {hit.exhibit}" if hit.exhibit else "the report"
    head = Text.assemble(plain(str(hit.filed or "no date"), "green"), "  ", plain(what, "bold cyan"), "  ", plain(hit.filer, "bold"))
    where = Text.assemble(plain(hit.form), "  ", plain(hit.accession or _sha256(hit), "dim"))
    if place := _from_to(snippet.spans):
        where.append(f"  bytes {place[0]}-{place[1]}", "dim")
    both = Text("  ").join([head, where])
    lines = [both] if not screen.is_terminal or both.cell_len <= screen.width else [head, Text("  ").append_text(where)]
    for line in lines:
        screen.print(line, soft_wrap=True)
    show(screen, Padding(marked(snippet), (0, 0, 0, 2)), min(screen.width, 110) if screen.is_terminal else 110)
    screen.print()


def marked(snippet: Snippet) -> Text:
    """The snippet on a line, its matches in colour, or between brackets where there is none."""
    out, at = Text("… " if snippet.before else ""), 0
    for start, end in snippet.marks:
        word = one_line(snippet.text[start:end])
        out.append(_between(snippet.text[at:start]))
        out.append_text(Text(word, "bold black on yellow") if sys.stdout.isatty() else Text(f"[{word}]"))
        at = end
    out.append(_between(snippet.text[at:]))
    return out.append(" …") if snippet.after else out


def _between(text: str) -> str:
    """A stretch on one line; a blank at either end stays one."""
    words = one_line(text)
    before, after = " " * text[:1].isspace(), " " * (text[-1:].isspace() and bool(words))
    return f"{before}{words}{after}"


def _facet(screen: Console, name: str, facet: Facet) -> None:
    if not facet.values:
        return
    table = Table(title=name, title_justify="left", title_style="bold", box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    most = max((count for _, count in facet.values), default=1)
    for value, count in facet.values[:12]:
        table.add_row(plain(str(value)), f"{count:,}", Text("█" * max(1, count * _BARS // most), "cyan"))
    rest = sum(count for _, count in facet.values[12:]) + facet.other
    if rest:
        table.add_row(Text("others", "dim"), f"{rest:,}", "")
    show(screen, table, None if screen.is_terminal else WIDE)
    screen.print()
