"""`eightk diff OLD NEW`: what changed from one report to another, by part of the form."""

from __future__ import annotations

import os
import sys

import click

from eightk.cli.commands import imported
from eightk.cli.console import Encoded, console
from eightk.cli.output import output
from eightk.cli.write.given import draft_at
from eightk.cli.write.redlined import print_redline
from eightk.redline import redline
from eightk.write.escape import one_line, unicode_path

SAME, DIFFERENT = 0, 1
FORMATS = ("text", "html", "docx")
_ENDINGS = {".html": "html", ".htm": "html", ".docx": "docx", ".txt": "text"}


@click.command(short_help="Show what changed between two reports or drafts.")
@click.argument("old", type=click.Path(exists=True, dir_okay=False))
@click.argument("new", type=click.Path(exists=True, dir_okay=False))
@click.option("--format", "format_", type=click.Choice(FORMATS), help="What to write.  [default: by the ending of -o, else text]")
@click.option("-o", "--output", "target", metavar="FILE", help="Write to FILE.  [default: standard output]")
@click.pass_context
def command(ctx: click.Context, old: str, new: str, format_: str | None, target: str | None) -> None:
    """Show what changed from OLD to NEW, by part of the form: the cover field by field, items and exhibits by words.

    \b
    eightk diff draft.md filed.txt
    eightk diff original.htm amended.htm -o changes.docx

    OLD and NEW are filings, documents, drafts, or what `eightk read --format json` wrote. Where a value stands, how it looks, white space
    and the kinds of quotation marks and dashes make no difference.

    Exit code: 0 same, 1 differences, 2 error.
    """
    found = redline(draft_at(old), draft_at(new), _names(old, new))
    kind = format_ or _ENDINGS.get(os.path.splitext(target or "")[1].lower(), "text")
    if kind == "docx" and target in (None, "-") and sys.stdout.isatty():
        raise click.UsageError("a Word document is not for a terminal; name a file with -o")
    with output(target) as out:
        if kind == "text":
            print_redline(found, console(None if out.standard else Encoded(out.file, "utf-8")))
        else:
            # python-docx takes as long to import as the rest to run, and is no part of the other formats
            out.file.write(getattr(imported(f"eightk.redline.{kind}", "eightk diff", "write"), f"to_{kind}")(found))
    ctx.exit(DIFFERENT if found.differs else SAME)


def _names(old: str, new: str) -> tuple[str, str]:
    """What the two are called: by their file names where these differ, else by their paths."""
    names = os.path.basename(old), os.path.basename(new)
    shown = names if names[0] != names[1] else (old, new)
    return one_line(unicode_path(shown[0])), one_line(unicode_path(shown[1]))
