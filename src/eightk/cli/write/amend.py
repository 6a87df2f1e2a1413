"""`eightk amend ORIGINAL`: the draft of an 8-K/A."""

from __future__ import annotations

import datetime as dt

import click

from eightk.cli.output import output
from eightk.cli.write.given import bytes_at, drafted_bytes, fresh, is_draft
from eightk.drafting.amend import NotThere, amendment
from eightk.drafting.questions import markdown
from eightk.drafting.word import is_word
from eightk.read import read
from eightk.write.escape import one_line


@click.command(short_help="Start the draft of an amendment.")
@click.argument("original", type=click.Path(exists=True, dir_okay=False))
@click.option("--item", "items", multiple=True, metavar="N", help="An item that is amended, 2.02; may be repeated.  [default: all]")
@click.option("-o", "--output", "target", metavar="FILE", help="Write to FILE, which must not be there.  [default: standard output]")
def command(original: str, items: tuple[str, ...], target: str | None) -> None:
    """Start the draft of a Form 8-K/A to ORIGINAL, a filing, a document or a draft (17 CFR 240.12b-15).

    \b
    eightk amend filed.txt --item 2.02 -o draft.md

    Each item that is amended is there in full, with its exhibits; the date of the event is carried over; the number is the next one, and
    the signatures are still to be made. What cannot be known from ORIGINAL is told on standard error.
    """
    fresh(target)
    data = bytes_at(original)
    try:
        made = amendment(drafted_bytes(data, original), dt.date.today(), items, _filed(data))
    except NotThere as error:
        raise click.UsageError(f"{one_line(str(error))}; {error.todo}") from None
    with output(target) as out:
        out.file.write(markdown(made.draft))
    for line in made.told:
        click.echo(one_line(line), err=True)


def _filed(data: bytes) -> dt.date | None:
    """When the original was filed, as its header says."""
    if is_draft(data) or is_word(data) or data[:1] == b"{":
        return None
    header = read(data).header
    return header.filed if header else None
