"""`eightk timeline`: the events of an archive over time."""

from __future__ import annotations

import datetime as dt

import click
import msgspec
from rich.table import Table
from rich.text import Text

from eightk.archive.opened import Archive
from eightk.archive.question import BadQuery
from eightk.archive.timeline import Timeline, rows, svg, timeline, told
from eightk.cli.archived import TROUBLE, archive_option, as_of_option, fail, tell_older, troubles
from eightk.cli.console import WIDE, console, plain, show
from eightk.cli.output import output
from eightk.write.escape import one_line, shown_json

_BLOCKS = "▁▂▃▄▅▆▇█"
FORMATS = ("text", "svg", "json")
_ITEM, _COUNT = 4, 5
_WHAT, _LEAST = 36, 8
"""Columns for what the items are called: at most, and at least."""


@click.command(short_help="Draw the events of an archive over time.")
@archive_option
@as_of_option
@click.option("--cik", metavar="N", help="Of this filer alone.")
@click.option("--query", metavar="Q", help="Of the items that answer a query, as in `eightk search`.")
@click.option("--format", "format_", type=click.Choice(FORMATS), help="What to write.  [default: svg if FILE ends so, else text]")
@click.option("-o", "--output", "target", metavar="FILE", help="Write here instead of standard output.")
def command(root: str, as_of: dt.datetime | None, cik: str | None, query: str | None, format_: str | None, target: str | None) -> None:
    """Count the items of each topic by month, quarter or year, as the time they cover asks.

    Old items count under today's number for the same thing; the day on which the numbers changed is marked.
    """
    with troubles():
        try:
            archive = Archive(root, as_of=as_of)
            if query:
                tell_older(archive.lake)
            shown = timeline(archive, cik=cik, query=query)
        except BadQuery as error:
            click.echo(f"{error.caret()}\n{one_line(str(error))}", err=True)
            click.get_current_context().exit(TROUBLE)
        except ValueError as error:
            fail(str(error))
            click.get_current_context().exit(TROUBLE)
        format_ = format_ or ("svg" if (target or "").endswith(".svg") else "text")
        if format_ == "text" and not target:
            _text(shown)
            return
        with output(target) as out:
            out.file.write(_bytes(shown, format_, query or cik or "all filings"))


def _bytes(shown: Timeline, format_: str, title: str) -> bytes:
    if format_ == "svg":
        return svg(shown, title).encode()
    if format_ == "json":
        return msgspec.json.format(shown_json(msgspec.json.encode(rows(shown))), indent=2) + b"\n"
    return "".join(f"{told(s)}: {' '.join(map(str, s.counts))}\n" for s in shown.series).encode()


def _text(shown: Timeline) -> None:
    screen = console()
    if not shown.series:
        screen.print("no events")
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    head, wide = _span(shown), screen.width if screen.is_terminal else WIDE
    bars = max(head.cell_len, len(shown.starts) + len(shown.breaks))
    table.add_column("item", header_style="dim", justify="right", min_width=_ITEM)
    what = max(_LEAST, min(_WHAT, wide - _ITEM - _COUNT - bars - 6))  # it alone gives way
    table.add_column("what", header_style="dim", overflow="ellipsis", width=what, no_wrap=True)
    table.add_column("count", header_style="dim", justify="right", min_width=_COUNT)
    table.add_column(head, header_style="dim", no_wrap=True, min_width=bars)
    for series in shown.series:
        table.add_row(plain(series.topic, "bold cyan"), plain(series.title), f"{sum(series.counts):,}", _bars(series.counts, shown.breaks))
    show(screen, table, None if screen.is_terminal else WIDE)
    screen.print(plain(f"a column is a {shown.unit}", "dim"))
    for series in shown.series:
        if series.old:
            old = ", ".join(f"old item {number} ({how})" for number, how in series.old)
            screen.print(plain(f"{series.topic} before ┊: {old}", "dim"), soft_wrap=True)


def _span(shown: Timeline) -> Text:
    """First and last bin above the bars, the width of the bars apart."""
    first, last = (f"{start:%Y-%m}" if shown.unit != "year" else str(start.year) for start in (shown.starts[0], shown.starts[-1]))
    if first == last:
        return Text(first)
    width = len(shown.starts) + len(shown.breaks)
    return Text(f"{first}{last:>{max(len(last) + 1, width - len(first))}}")


def _bars(counts: tuple[int, ...], breaks: tuple[int, ...]) -> Text:
    most, out = max(counts), Text()
    for n, count in enumerate(counts):
        if n in breaks:
            out.append("┊", "red")
        out.append(_BLOCKS[min(7, count * 8 // (most + 1))] if count else " ", "cyan")
    return out
