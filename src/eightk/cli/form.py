"""`eightk form [DATE]`: the items in force on a day."""

from __future__ import annotations

import datetime as dt

import click
import msgspec
from rich.table import Table
from rich.text import Text

from eightk import form
from eightk.cli.console import WIDE, console, plain, show
from eightk.form.clocks import deadlines
from eightk.form.rows import holds
from eightk.write.escape import shown_json


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> dt.date:
    """The argument as a day; today without one."""
    if value is None:
        return dt.date.today()
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is no day; write it as 2003-09-15", ctx, param) from None


def _deadline(name: str, day: dt.date) -> tuple[str, str]:
    """A deadline in a few words, and as the rule tells it."""
    rule = next((r for r in deadlines().rules if r.name == name and holds(r, day)), None)
    if rule is None:
        return name, name
    short = f"{rule.days} {rule.unit} days" if rule.days else rule.unit.replace("_", " ")
    return {"none": "no deadline", "with report": "with the report", "other": "its own"}.get(short, short), rule.text


@click.command(short_help="Print the items in force on a day.")
@click.argument("date", callback=_day, required=False, metavar="[DATE]")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True, help="What to write.")
def command(date: dt.date, format_: str) -> None:
    """Print the items of Form 8-K in force on a day (YYYY-MM-DD, today if none): number, title, status and deadline."""
    items = [(row, *_deadline(row.deadline, date)) for row in form.on(date).items.values()]
    if format_ == "json":
        rows = [{"number": i.number, "title": i.title, "status": i.status, "deadline": i.deadline, "rule": rule} for i, _, rule in items]
        told = msgspec.json.encode({"day": date, "facts": form.FACTS, "items": rows})
        click.echo(msgspec.json.format(shown_json(told), indent=2))
    else:
        table = Table(title=f"Form 8-K on {date}", title_justify="left", title_style="bold", box=None, pad_edge=False, padding=(0, 2, 0, 0))
        for name in ("item", "title", "status", "deadline"):
            table.add_column(name, header_style="dim", overflow="fold", justify="right" if name == "item" else "left")
        for i, deadline, _ in items:
            status = Text(i.status, "yellow" if i.status == "furnished" else "")
            table.add_row(plain(i.number, "bold cyan"), plain(i.title), status, plain(deadline))
        screen = console()
        show(screen, table, None if screen.is_terminal else WIDE)
