"""`eightk write draft.md -o DIR`: the documents of a report, laid out by the form of its day, checked, in a folder ready to upload."""

from __future__ import annotations

import datetime as dt
from typing import cast
from zoneinfo import ZoneInfo

import click

from eightk.checking import Checkup
from eightk.cli.arguments import DAY
from eightk.cli.checks import text
from eightk.cli.checks.told import tell
from eightk.cli.painted import entry, paint, safe_output, say
from eightk.cli.write.troubles import troubles
from eightk.filing.approvals import told as standing_told
from eightk.filing.make import LAYOUTS, OPERATOR, SHEET, Errors, Written, write_package
from eightk.form.days import roll
from eightk.form.sending import Layout
from eightk.write.escape import one_line, unicode_path
from eightk.write.sheet import signed

FOUND = 1
COLUMN = 14


@click.command(short_help="Write the documents of a report from its draft, checked.")
@click.argument("draft", metavar="DRAFT")
@click.option("-o", "--output", "folder", required=True, metavar="DIR", help="The folder to make; it must not be there, or be empty.")
@click.option("--layout", type=click.Choice([*LAYOUTS]), help="How to lay the report out.  [default: as usual on the day]")
@click.option("--as-of", type=DAY, metavar="DATE", help="The filing date, whose form is written.  [default: today in New York]")
@click.option("--mock", is_flag=True, help="Also make a submission as EDGAR would disseminate it, marked as no filing.")
@click.option("--force", is_flag=True, help="Write although the check found errors; that is logged.")
@click.option("--replace", is_flag=True, help="Write over another package.")
@click.pass_context
def command(
    ctx: click.Context, draft: str, folder: str, layout: str | None, as_of: dt.date | None, mock: bool, force: bool, replace: bool
) -> None:
    """Write the report of DRAFT (draft.md, or a report's JSON) and its exhibits as a package: a folder to upload.

    The form of the filing date is completed and laid out, the documents are named and typed, and checked as `eightk check` does. Errors
    stop it. What is not uploaded lies in the folder's own folder "operator": the operator's sheet, a record for `eightk confirm`.
    Nothing is sent anywhere.

    \b
    eightk write draft.md -o package
    eightk write draft.md -o package --as-of 2003-09-16 --layout ascii
    eightk write draft.md -o package --mock

    Exit code: 0 written, 1 the check found errors and nothing was written, 2 usage error or a draft that cannot be written.
    """
    safe_output()
    chosen = "--as-of" if as_of else "today in New York; --as-of names another"
    with troubles(draft):
        try:
            written = write_package(
                draft, folder, as_of=as_of or new_york(), now=dt.datetime.now(dt.UTC).replace(microsecond=0),
                layout=cast(Layout | None, layout), force=force, replace=replace, mock=mock,
            )  # fmt: skip
        except Errors as error:
            _findings(error.checkup, chosen)
            click.echo(f"{paint('nothing was written', 'red')}: mend the errors, or write with --force, which is logged", err=True)
            ctx.exit(FOUND)
    _findings(written.made.checkup, chosen)
    _told(written)


def new_york() -> dt.date:
    """Today where EDGAR is."""
    return dt.datetime.now(ZoneInfo("America/New_York")).date()


def _findings(checkup: Checkup, chosen: str) -> None:
    text.one(checkup, tell(checkup), False, first=True, given=chosen)


def _told(written: Written) -> None:
    """What was written, and what its operator must know first."""
    package, record = written.made.package, written.record
    say()
    head = f"{one_line(unicode_path(written.folder))}: {'the same documents as before' if written.unchanged else 'written'}"
    say(paint(head, "green", bold=True) + f", Form {record.form} as of {record.filed_as_of}, {record.layout}, TEST")
    for document in package.documents:
        say(entry(f"  {document.type}", f"{one_line(document.name)}, {len(document.data):,} bytes", COLUMN))
    if (open_ := roll(record.filed_as_of)) != record.filed_as_of:
        say(entry("  closed", f"EDGAR is closed on {record.filed_as_of:%A %Y-%m-%d}; the filing date would be {open_:%A %Y-%m-%d}", COLUMN))
    late = record.late_after is not None and record.filed_as_of > record.late_after
    due = f"by {record.late_after:%A %Y-%m-%d}" if record.late_after else "no day is counted"
    say(entry("  due", due + (paint("  LATE", "red", bold=True) if late else ""), COLUMN))
    for line in written.made.untagged:
        say(entry("  tags", one_line(line), COLUMN))
    for line in written.made.given.told:
        say(entry("  Word", one_line(line), COLUMN))
    for line in signed(package):
        say(entry("  signed", one_line(line), COLUMN))
    for line in standing_told(written.made.standing):
        say(entry("  approval", one_line(line), COLUMN))
    if written.forced is not None:
        say(entry("  forced", f"errors overridden and logged: {', '.join(written.forced.findings)}", COLUMN))
    sheet = f"{one_line(unicode_path(written.folder))}/{SHEET}"
    say(paint(f"  the operator's sheet is {sheet}; the folder {OPERATOR} is not uploaded", dim=True))
