"""`eightk explain ITEM|CODE`: what an item asks for, or what a rule looks for."""

from __future__ import annotations

import datetime as dt
import re

import click
import msgspec

from eightk.check.stories import story
from eightk.cli.arguments import DAY
from eightk.cli.painted import entry, folded, paint, safe_output, say
from eightk.cli.rules import tell
from eightk.form.about import About, Time, Wanted, explain_item
from eightk.form.clocks import NoticeRow
from eightk.form.duties import ParagraphRow
from eightk.form.rows import CrosswalkRow
from eightk.write.escape import shown_json

COLUMN = 12
_CODE = re.compile(r"[A-Za-z]\d+")
_HOW = {"required": "required", "if_any": "if there is one", "optional": "optional", "later": "may follow"}


@click.command(short_help="Tell what an item asks for, or what a rule looks for.")
@click.argument("what", metavar="ITEM|CODE")
@click.option("--on", "on", type=DAY, metavar="DATE", help="As the form was on this filing date.  [default: as it is now]")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True, help="What to write.")
def command(what: str, on: dt.date | None, format_: str) -> None:
    """Tell what an item asks for (5.02, 5.02(c), 9), or what a rule looks for (C02), each with its source.

    Of an item: the trigger, what must be said, when no report is due, whether it is filed or furnished, exhibits, the exchanges' own
    notices, and its history.

    Exit code: 0 told, 2 no such item on that day, or no such rule.
    """
    safe_output()
    try:
        told = story(what) if _CODE.fullmatch(what) else explain_item(what, on=on)
    except KeyError:
        raise click.UsageError(f"there is no rule {what!r}; `eightk rules` lists them") from None
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    if format_ == "json":
        click.echo(msgspec.json.format(shown_json(msgspec.json.encode(told)), indent=2))
    elif isinstance(told, About):
        _text(told)
    else:
        tell(told)


def _text(told: About) -> None:
    say(folded(told.title, len(told.number) + 7, paint(f"Item {told.number}", "cyan", bold=True) + "  "))
    when = f"on {told.day}" if told.day else "now" if told.history[-1].until is None else f"as it stood until {told.history[-1].until}"
    say(paint(f"{when}; facts as of {told.facts}; not legal advice", dim=True))
    say()
    status = "furnished: by the form itself, words or not" if told.status == "furnished" else "filed: words cannot furnish it"
    say(entry("status", status, COLUMN, dim=True))
    if told.trigger:
        say(entry("trigger", told.trigger, COLUMN, dim=True))
    say(entry("deadline", _sourced(told.deadline.text, told.deadline.source, told.deadline.basis), COLUMN, dim=True))
    for soft in told.softened:
        partly = f" ({', '.join(soft.listed)} alone)" if soft.listed and len(soft.listed) < len(told.paragraphs) else ""
        name = "if late"
        say(
            entry(
                name if soft is told.softened[0] else "",
                f"{soft.title}{partly}: {_sourced(soft.says, soft.citation, soft.basis)}",
                COLUMN,
                dim=True,
            )
        )
    if told.note:
        say(entry("note", told.note, COLUMN, dim=True))
    for paragraph in told.paragraphs:
        _paragraph(paragraph, [e for e in told.exhibits if e.paragraph == paragraph.id])
    if told.notices:
        say()
        say(paint("the exchange's own notice", bold=True) + paint("  no part of Form 8-K", dim=True))
        for notice in told.notices:
            _notice(notice)
    say()
    say(paint("history", bold=True))
    for time in told.history:
        say(entry("  " + _span(time), _sourced(f"{time.title} ({time.status})", time.source, time.basis), 28))
    for row in told.crosswalk:
        say(entry("  " + _crossed(row), _sourced(": ".join(filter(None, (row.comparability, row.note))), row.source, row.basis), 28))


def _paragraph(row: ParagraphRow, exhibits: list[Wanted]) -> None:
    say()
    say(entry(f"{row.id}", f"{row.event}", COLUMN, bold=True))
    for name, some in (("say", row.say), ("no report", row.no_report)):
        for n, words in enumerate(some):
            say(folded(words, COLUMN + 2, paint(("" if n else name).ljust(COLUMN), dim=True) + "- "))
    for n, wanted in enumerate(exhibits):
        say(entry("" if n else "exhibits", f"{wanted.number} {wanted.title}: {_HOW[wanted.need]}", COLUMN, dim=True))
    for name, note in (("", row.exhibit_note), ("amendment", row.amendment), ("note", row.note), ("instructions", row.instr)):
        if note:
            say(entry(name, note, COLUMN + 2 * (name == "instructions"), dim=True))
    say(entry("source", f"{row.source} [{row.basis}]", COLUMN, dim=True))


def _notice(row: NoticeRow) -> None:
    say(entry("  " + row.exchange, f"{row.rule}: {row.what}", 28 - COLUMN))
    hours = (
        ("released 7:00 to 20:00", row.when_release_0700_2000), ("released 7:00 to 16:00", row.when_release_0700_1600),
        ("at other hours", row.when_release_other), ("after the close", row.after_close),
    )  # fmt: skip
    for name, words in hours:
        if words:
            say(entry("", f"{name}: {words}", 28 - COLUMN))
    say(entry("", f"{row.source} [{row.basis}]", 28 - COLUMN))


def _span(time: Time) -> str:
    return f"{time.since or '..':} to {time.until or 'now'}"


def _crossed(row: CrosswalkRow) -> str:
    return f"old {row.old} -> {row.new}" if row.old else f"no old item -> {row.new}"


def _sourced(words: str, source: str, basis: str) -> str:
    return f"{words}. {source} [{basis}]"
