"""`eightk new`: a draft with the questions its items ask."""

from __future__ import annotations

import datetime as dt

import click

from eightk.cli.arguments import DAY
from eightk.cli.output import output
from eightk.cli.write.given import draft_at, fresh
from eightk.drafting.questions import NoSuchItem, asking
from eightk.write.escape import one_line


@click.command(short_help="Start a draft with the questions its items ask.")
@click.option(
    "--item", "items", multiple=True, metavar="N", help="An item of the report, 5.02, or a paragraph of one, 5.02(b); may be repeated."
)
@click.option(
    "--like", type=click.Path(exists=True, dir_okay=False), metavar="FILE", help="Take the cover and the signers from this report."
)
@click.option("--date", "event", type=DAY, metavar="DATE", help="Date of the report: of its earliest event.")
@click.option("-o", "--output", "target", metavar="FILE", help="Write to FILE, which must not be there.  [default: standard output]")
def command(items: tuple[str, ...], like: str | None, event: dt.date | None, target: str | None) -> None:
    """Start a draft: a cover, and below the heading of each item the questions its paragraphs ask, with their sources.

    \b
    eightk new --item '5.02(b)' --item '5.02(c)' -o draft.md
    eightk new --item 2.02 --like last.txt --date 2026-11-20 -o draft.md

    A question is a line that begins with "> ?": answer it in your own words and delete it. What only you know is TO FILL. The form is
    that of the date, else of today.
    """
    fresh(target)
    given = draft_at(like) if like else None
    try:
        made = asking([item.removeprefix("Item ").strip() for item in items], event or dt.date.today(), like=given, event=event)
    except NoSuchItem as error:
        raise click.UsageError(f"{one_line(str(error))}; {error.todo}") from None
    with output(target) as out:
        out.file.write(made)
