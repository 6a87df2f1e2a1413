"""`eightk confirm SUBMISSION DIR`: prove that what EDGAR disseminated is what was packed."""

from __future__ import annotations

import json

import click
import msgspec

from eightk.cli.painted import paint, safe_output, say, width
from eightk.cli.write.troubles import troubles
from eightk.filing.confirm import Confirmed, Row, confirm
from eightk.limits import Limits
from eightk.sources import open_bytes
from eightk.write.escape import one_line, shown_json, unicode_path

DIFFERENT = 1
_WHAT, _VALUE = 30, 24


@click.command(short_help="Prove that what was disseminated is what was packed.")
@click.argument("submission", metavar="SUBMISSION")
@click.argument("folder", metavar="DIR")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True, help="What to write.")
@click.pass_context
def command(ctx: click.Context, submission: str, folder: str, format_: str) -> None:
    """Compare SUBMISSION, the complete text file that EDGAR disseminated, with the package in DIR that `eightk write` made.

    Form type, period, items, filers, the filing date against the due date, and each document byte for byte. EDGAR's wrapping is taken off,
    and lines that end another way are told and count as the same. Documents that EDGAR adds are told.

    Exit code: 0 the same, 1 something differs, or the submission is a mock, 2 one of the two cannot be read.
    """
    safe_output()
    with troubles(submission):
        found = confirm(open_bytes(submission, Limits()), folder)
    if format_ == "json":
        told = {"accession": found.accession, "same": found.same, "rows": [msgspec.structs.asdict(row) for row in found.rows]}
        click.echo(shown_json(json.dumps(told, indent=2).encode()).decode())
    else:
        _text(found, submission, folder)
    ctx.exit(0 if found.same else DIFFERENT)


def _text(found: Confirmed, submission: str, folder: str) -> None:
    for row in found.rows:
        say(_line(row))
    verdict = paint("the same", "green", bold=True) if found.same else paint("NOT the same", "red", bold=True)
    say(f"{one_line(found.accession) or one_line(unicode_path(submission))} and {one_line(unicode_path(folder))}: {verdict}")


def _line(row: Row) -> str:
    """A comparison: what, what was packed, what came where it is another, how."""
    mark = paint("ok ", "green") if row.same else paint("!! ", "red", bold=True)
    shown = one_line(row.packed) if row.packed == row.came else f"{one_line(row.packed)} / {one_line(row.came)}"
    note = f"  {one_line(row.note)}" if row.note else ""
    what = f"{one_line(row.what):<{_WHAT}}"
    line = f"{what}{shown:<{_VALUE}}{note}".rstrip()
    return mark + (line if len(line) < width() else f"{what}{shown}\n{' ' * (_WHAT + 3)}{note.strip()}")
