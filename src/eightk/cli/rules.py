"""`eightk rules [CODE]`: the rules that `check` knows."""

from __future__ import annotations

import click
import msgspec

from eightk.check.stories import Story, stories
from eightk.cli.painted import entry, folded, paint, safe_output, say
from eightk.write.escape import shown_json

COLOURS = {"error": "red", "warning": "yellow", "advice": "blue"}
COLUMN = 10


@click.command(short_help="List the rules that `check` knows.")
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True, help="What to write.")
def command(codes: tuple[str, ...], format_: str) -> None:
    """List the rules, or tell those of CODE (C02, or C for a whole part): what they ask for, since when, by which source.

    Exit code: 0 told, 2 no rule of that code.
    """
    safe_output()
    some = chosen(codes)
    if format_ == "json":
        click.echo(msgspec.json.format(shown_json(msgspec.json.encode(some)), indent=2))
    elif codes and len(some) <= len(codes):
        for n, told in enumerate(some):
            say() if n else None
            tell(told)
    else:
        _table(some)


def chosen(codes: tuple[str, ...]) -> list[Story]:
    """The stories whose codes begin as asked. Raises UsageError where none does."""
    for code in codes:
        if not any(s.code.startswith(code.upper()) for s in stories()):
            raise click.UsageError(f"no rule begins with {code!r}; `eightk rules` lists them")
    return [s for s in stories() if not codes or s.code.startswith(tuple(c.upper() for c in codes))]


def _table(some: list[Story]) -> None:
    part = None
    for told in some:
        if told.part != part:
            say(paint(told.part, bold=True))
            part = told.part
        severity = told.severity if told.story else "no rule"
        colour = COLOURS[told.severity] if told.story else None
        head = f"  {paint(told.code, bold=True)}  {paint(f'{severity:<8}', colour, dim=not told.story)} "
        say(folded(told.demands, 16, head))
    bound = sum(s.story is not None for s in some)
    say(paint(f"{len(some)} requirements, {bound} with a rule; `eightk rules CODE` tells the story of one", dim=True))


def tell(told: Story) -> None:
    """One rule in full."""
    say(f"{paint(told.code, bold=True)}  {paint(told.severity, COLOURS[told.severity])}  {paint(told.part, dim=True)}")
    say(folded(told.demands, 0))
    say()
    say(told.story if told.story else f"No rule is bound to it: {told.outside or 'not written yet'}")
    say()
    say(entry("in force", told.holds, COLUMN, dim=True))
    if told.needs:
        say(entry("needs", ", ".join(told.needs), COLUMN, dim=True))
    say(entry("source", f"{told.citation} [{told.basis}]", COLUMN, dim=True))
