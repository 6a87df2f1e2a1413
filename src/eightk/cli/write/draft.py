"""`eightk draft FILE -o draft.md`: any report, or its JSON, as a draft."""

from __future__ import annotations

from pathlib import Path

import click

from eightk.cli.complaints import ADVICE
from eightk.cli.output import output
from eightk.drafting import draft_of
from eightk.model import Report
from eightk.read.json import from_json
from eightk.sources import Failure, read_many
from eightk.write.draft import to_markdown
from eightk.write.escape import one_line

_JSON = (".json", ".jsonl")


@click.command(short_help="Turn a report, or its JSON, into a draft.")
@click.argument("file", metavar="FILE")
@click.option("-o", "--output", "target", metavar="FILE", help="Write here instead of standard output.")
def command(file: str, target: str | None) -> None:
    """Turn the report in FILE (a submission or its document; JSON of one report by its ending .json; - for standard input) into draft.md.

    What its words alone tell (filed or furnished, lettered paragraphs) is not written down: whoever reads the draft finds it again.
    """
    report = _report(file)
    if report.form is None:
        raise click.UsageError(f"{one_line(file)}: no Form 8-K; {ADVICE}")
    with output(target) as out:
        out.file.write(to_markdown(draft_of(report)))


def _report(file: str) -> Report:
    """The one report in a file. Raises UsageError where there is none, or more than one."""
    if file.endswith(_JSON):
        try:
            return from_json(Path(file).read_bytes())
        except (OSError, ValueError) as error:
            raise click.UsageError(f"{one_line(file)}: {one_line(str(error))}; give the JSON of one report") from None
    found = list(read_many([file]))
    if len(found) != 1:
        raise click.UsageError(f"{one_line(file)}: {len(found)} reports; give one")
    if isinstance(found[0], Failure):
        raise click.UsageError(f"{one_line(found[0].path)}: {one_line(found[0].what)}; {one_line(found[0].todo)}")
    return found[0]
