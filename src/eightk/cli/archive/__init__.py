"""`eightk archive COMMAND`: keep filings in an archive, and look after it.

Comes in: arguments. Goes out: text, bytes, exit codes as for every command. Add here: a command is a file named as the command, and
a line in `COMMANDS`.
"""

from __future__ import annotations

import click

from eightk.cli.commands import Commands

COMMANDS = {
    "add": ("eightk.cli.archive.add", "Add filings: files, folders, globs, zips, daily feed tarballs."),
    "get": ("eightk.cli.archive.get", "Write the exact bytes of a filing."),
    "stats": ("eightk.cli.archive.stats", "Tell how much there is."),
    "verify": ("eightk.cli.archive.verify", "Prove that raw bytes, tables and index are whole and agree."),
    "compact": ("eightk.cli.archive.compact", "Join small files, and delete what nothing needs."),
    "remove": ("eightk.cli.archive.remove", "Take filings out, their bytes too."),
    "reread": ("eightk.cli.archive.reread", "Derive the tables again after an upgrade, and list what changed."),
    "reindex": ("eightk.cli.archive.reindex", "Make the search index again from the tables."),
    "export": ("eightk.cli.archive.export", "Write tables as Parquet, CSV or JSON lines."),
    "snapshot": ("eightk.cli.archive.snapshot", "Name what the archive holds, with hashes, to cite it."),
    "merge": ("eightk.cli.archive.merge", "Add what `read --format parquet` wrote elsewhere."),
}


@click.group(cls=Commands, table=COMMANDS, short_help="Keep filings in an archive, and look after it.")
def command() -> None:
    """Keep thirty years of filings in one folder: exact bytes, tables read from them, and an index of their text.

    \b
    eightk archive add filings/ --archive A      add filings; again, and nothing changes
    eightk search 'plant near/5 closure' --archive A
    eightk sql 'select year, count(*) from items group by year' --archive A

    Exit code: 0 done, 1 done in part, 2 usage error or nothing done, 130 interrupted.
    """
