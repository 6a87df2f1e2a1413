"""`eightk approve draft.md --by NAME`: record who approved which bytes, and when, in a log beside the draft."""

from __future__ import annotations

import datetime as dt

import click

from eightk.cli.painted import entry, paint, safe_output, say
from eightk.cli.write.troubles import troubles
from eightk.filing import approvals
from eightk.filing.approvals import Line
from eightk.filing.source import given
from eightk.write.escape import one_line, unicode_path

COLUMN = 12


@click.command(short_help="Record who approved a draft, and which bytes.")
@click.argument("draft", metavar="DRAFT")
@click.option("--by", "name", metavar="NAME", help="Who approves.  [default: nobody; tell what the log says]")
@click.option("--reason", metavar="TEXT", help="Why, or on what ground: a board's resolution, an e-mail.")
@click.pass_context
def command(ctx: click.Context, draft: str, name: str | None, reason: str | None) -> None:
    """Record that NAME approves DRAFT and the files of its exhibits as they are at this moment.

    The line goes to DRAFT.approvals.jsonl, which is only ever added to: name, hour, reason, hash of every file, and the hash of the line
    before it. `eightk write` says whether the bytes it writes are approved. Without --by, the log is told and checked.

    Exit code: 0 recorded (or approved as it is), 1 not approved as it is, 2 the draft cannot be read, or the log was tampered with.
    """
    safe_output()
    if name is not None and not name.strip():
        raise click.UsageError("--by needs a name")
    path = approvals.log_path(draft)
    with troubles(draft):
        found = given(draft)
        if name is not None:
            now = dt.datetime.now(dt.UTC).replace(microsecond=0)
            wanted = Line(what="approved", at=now, name=name.strip(), reason=reason, draft=found.hash, files=found.hashes)
            line = approvals.append(path, wanted)
            say(paint(f"approved by {one_line(line.name)}", "green", bold=True) + f" on {line.at:%Y-%m-%d %H:%M} UTC")
            _hashes(draft, line)
            return
        standing = approvals.standing(approvals.read_log(path), found.hash, found.hashes)
        for told in approvals.told(standing):
            say(paint(one_line(told), "green" if standing.approved else "red"))
        ctx.exit(2 if standing.broken else 0 if standing.approved else 1)


def _hashes(draft: str, line: Line) -> None:
    for file, hashed in ((draft, line.draft), *line.files.items()):
        say(entry("  " + hashed[:8], one_line(unicode_path(file)), COLUMN))
    say(paint(f"  line {line.hash[:8]} of {one_line(unicode_path(approvals.log_path(draft)))}", dim=True))
