"""The command line: one file per command, named as the command.

Comes in: arguments, standard input. Goes out: text for a person on a terminal, bytes for a program, an exit code:
0 done, 1 done in part (or: differences), 2 usage error or nothing done, 130 interrupted, 141 the reader of our
output went away. A command composes public verbs of the library and holds no knowledge of its own about filings.
Add here: a command is `cli/<command>.py` with a click command named `command`, and a line in `COMMANDS`.

A command is imported when it is called, so that `eightk --version` does not wait for what it does not need.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from eightk.cli.commands import Commands
from eightk.cli.output import FULL, advice
from eightk.version import __version__
from eightk.write.escape import one_line

# Command -> the module that holds it, and what it does in a line (so that the help need not import them all).
COMMANDS = {
    "read": ("eightk.cli.read", "Read filings and show them, or write JSON or CSV."),
    "archive": ("eightk.cli.archive", "Keep filings in an archive, and look after it."),
    "search": ("eightk.cli.search", "Search the text of an archive."),
    "sql": ("eightk.cli.sql", "Query the tables of an archive."),
    "timeline": ("eightk.cli.timeline", "Draw the events of an archive over time."),
    "check": ("eightk.cli.check", "Say what is wrong with a report, by which rule."),
    "rules": ("eightk.cli.rules", "List the rules that `check` knows."),
    "due": ("eightk.cli.due", "Say when a report is due."),
    "explain": ("eightk.cli.explain", "Tell what an item asks for, or what a rule looks for."),
    "new": ("eightk.cli.write.new", "Start a draft with the questions its items ask."),
    "amend": ("eightk.cli.write.amend", "Start the draft of an amendment."),
    "write": ("eightk.cli.write.write", "Write the documents of a report from its draft, checked."),
    "approve": ("eightk.cli.write.approve", "Record who approved a draft, and which bytes."),
    "confirm": ("eightk.cli.write.confirm", "Prove that what was disseminated is what was packed."),
    "diff": ("eightk.cli.write.diff", "Show what changed between two reports or drafts."),
    "form": ("eightk.cli.form", "Print the items in force on a day."),
    "diff-json": ("eightk.cli.diff_json", "List the fields whose answers changed between two runs."),
    "schema": ("eightk.cli.schema", "Print the JSON Schema of a report, or of a draft."),
    "draft": ("eightk.cli.write.draft", "Turn a report, or its JSON, into a draft."),
    "make-corpus": ("eightk.cli.write.make_corpus", "Make reports that nobody filed, with their answers."),
    "completion": ("eightk.cli.completion", "Print the completion script for a shell."),
}
INTERRUPTED = 130
PIPE_CLOSED = 141
TROUBLE = 2


class Program(Commands):
    """The outermost group: it ends quietly on Ctrl-C or a closed pipe."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; click itself would answer 1 to both Ctrl-C and a closed pipe."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()  # so that a closed pipe shows here and not while Python shuts down
            return result
        except KeyboardInterrupt:
            click.echo("Interrupted.", err=True)
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            _forget_stdout()
            ctx.exit(PIPE_CLOSED)
        except OSError as error:
            if error.errno not in FULL:
                raise
            _forget_stdout()
            where = f"{one_line(str(error.filename))}: " if error.filename else ""
            click.echo(f"{where}{(error.strerror or 'the disk is full').lower()}; {advice(error)}", err=True)
            ctx.exit(TROUBLE)


def _forget_stdout() -> None:
    """Let what is still buffered for a closed pipe go nowhere (the way Python's documentation gives)."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


@click.group(cls=Program, table=COMMANDS, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="eightk", message="%(prog)s %(version)s")
def main() -> None:
    """Read SEC Form 8-K current reports of any year: text, HTML and Inline XBRL.

    \b
    eightk read report.txt                  show one report
    eightk read filings/ --format jsonl     one line of JSON for each
    eightk form 2003-09-15                  the items in force on a day
    eightk archive add filings/ --archive A keep them, and search and query them ever after
    """
