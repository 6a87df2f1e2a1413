"""`eightk draft FILE -o draft.md`: any report, its JSON, or a Word file, as a draft."""

from __future__ import annotations

from pathlib import Path

import click

from eightk.cli.complaints import ADVICE
from eightk.cli.output import output
from eightk.cli.read import standard_input
from eightk.cli.write.given import bytes_at, fresh, word_draft
from eightk.drafting import draft_of
from eightk.drafting.questions import markdown
from eightk.limits import Limits
from eightk.model import Report
from eightk.read.json import from_json
from eightk.sources import Failure, read_many
from eightk.write.draft import to_markdown
from eightk.write.escape import one_line

_JSON = (".json", ".jsonl")
WORD = ".docx"


@click.command(short_help="Turn a report, or its JSON, into a draft.")
@click.argument("file", metavar="FILE")
@click.option("-o", "--output", "target", metavar="FILE", help="Write here, where nothing is yet, instead of standard output.")
def command(file: str, target: str | None) -> None:
    """Turn the report in FILE (a submission or its document; JSON of one report by its ending .json; a
    Word file by its ending .docx; - for standard input) into draft.md.

    What its words alone tell (filed or furnished, lettered paragraphs) is not written down: whoever reads the draft finds it again.
    """
    fresh(target)
    if file.lower().endswith(WORD):
        with output(target) as out:
            out.file.write(markdown(word_draft(bytes_at(file), file)))
        return
    report = _report(file)
    if report.form is None:
        raise click.UsageError(f"{one_line(file)}: no Form 8-K; {ADVICE}")
    with output(target) as out:
        out.file.write(to_markdown(draft_of(report)))
    attached = [one.number for one in report.exhibits if one.status != "none" and not one.incorporated_by_reference]
    if attached:
        told = "put their files beside the draft and name each with `file`, or incorporate them by reference"
        click.echo(f"exhibits ({one_line(', '.join(attached))}): {told}", err=True)


def _report(file: str) -> Report:
    """The one report in a file. Raises UsageError where there is none, or more than one."""
    if file.endswith(_JSON):
        try:
            return from_json(Path(file).read_bytes())
        except (OSError, ValueError) as error:
            raise click.UsageError(f"{one_line(file)}: {one_line(str(error))}; give the JSON of one report") from None
    found = [standard_input(Limits())] if file == "-" else list(read_many([file]))
    if len(found) != 1:
        raise click.UsageError(f"{one_line(file)}: {len(found)} reports; give one")
    if isinstance(found[0], Failure):
        raise click.UsageError(f"{one_line(found[0].path)}: {one_line(found[0].what)}; {one_line(found[0].todo)}")
    return found[0]
