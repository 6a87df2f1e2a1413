"""`eightk due DATE --item 5.02`: when a report is due, and how that is counted."""

from __future__ import annotations

import datetime as dt

import click
import msgspec

from eightk.cli.arguments import DAY, HOUR
from eightk.cli.ics import calendar
from eightk.cli.painted import entry, folded, paint, safe_output, say
from eightk.form.due import Counted, Due, Later, Softened, Trigger, due
from eightk.write.escape import shown_json

COLUMN = 10
LIST = 28


@click.command(short_help="Say when a report is due.")
@click.argument("date", type=DAY, metavar="DATE")
@click.option("--item", required=True, metavar="ITEM", help="The item, or a paragraph of it: 5.02, 5.02(c), 4.")
@click.option("--trigger", metavar="WORD", help="What happened that day, where an item has several triggers: notice, appointment ..")
@click.option("--time", "hour", type=HOUR, metavar="HH:MM", help="New York hour of the transmission, or of a Regulation FD slip.")
@click.option("--closed", type=DAY, multiple=True, metavar="DATE", help="A further day on which EDGAR is closed; may be repeated.")
@click.option("--format", "format_", type=click.Choice(["text", "json", "ics"]), default="text", show_default=True, help="What to write.")
def command(date: dt.date, item: str, trigger: str | None, hour: dt.time | None, closed: tuple[dt.date, ...], format_: str) -> None:
    """Say when the report of an event of DATE is due, and show every day that was counted or passed over.

    \b
    eightk due 2024-03-04 --item 5.02
    eightk due 2024-06-03 --item 5.02 --trigger appointment
    eightk due 2026-03-06 --item 7.01 --time 15:00      a Regulation FD slip
    eightk due 2024-03-04 --item 2.01 --format ics      for a calendar

    The day of the event counts, not its hour: 17:30 in New York decides only which day a transmission is filed on.

    Exit code: 0 answered, 2 an item, a trigger or a day for which there is no answer.
    """
    safe_output()
    try:
        told = due(date, item, trigger=trigger, time=hour, closed=closed)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    if format_ == "json":
        click.echo(msgspec.json.format(shown_json(msgspec.json.encode(told)), indent=2))
    elif format_ == "ics":
        if told.due is None and told.by is None:
            raise click.UsageError(f"there is no day to put into a calendar: {told.says}")
        click.echo(calendar(told, dt.datetime.now(dt.UTC)), nl=False)
    else:
        _text(told)


def day(value: dt.date) -> str:
    """A day with its weekday."""
    return f"{value:%a} {value}"


def _text(told: Due) -> None:
    say(folded(told.title, len(told.item) + 7, paint(f"Item {told.item}", "cyan", bold=True) + "  "))
    say(_answer(told))
    say()
    say(entry("event", f"{day(told.event)}{_trigger(told)}", COLUMN, dim=True))
    for name, event in told.trigger.paragraphs.items():
        if event:
            say(entry("", f"{name}: {event}", COLUMN))
    say(entry("clock", f"{told.says}. {told.citation} [{told.basis}]", COLUMN, dim=True))
    for note in told.notes:
        say(entry("", note, COLUMN))
    _count(told)
    say(entry("filed", _filed(told), COLUMN, dim=True))
    if told.softened:
        say()
        say(paint("if late", bold=True))
        for some in told.softened:
            say(entry("  " + some.title, _soft(some, told), LIST))
    if told.later:
        say()
        say(paint("other clocks", bold=True))
        for later in told.later:
            say(entry("  " + (day(later.due) if later.due else "no day"), _later(later), LIST - 10))
    say()
    say(paint(f"facts as of {told.facts}; not legal advice", dim=True))


def _answer(told: Due) -> str:
    """The line that most people read alone."""
    if told.by is not None:
        return paint(f"promptly, by {told.by:%a %Y-%m-%d %H:%M} New York time at the latest", bold=True)
    if told.due is None:
        return paint("no day is counted: " + {"none": "there is no deadline"}.get(told.clock, "see the clock"), bold=True)
    if told.late_after != told.due and told.late_after is not None:
        return (
            paint(f"due {day(told.due)}", "green", bold=True)
            + f", or {day(told.late_after)} if EDGAR was closed on the days marked ?; late only after that"
        )
    return paint(f"due {day(told.due)}", "green", bold=True)


def _trigger(told: Due) -> str:
    if told.trigger.word == "none":
        return ""
    words = f", the day of the {told.trigger.word}"
    if told.assumed:
        words += f" (assumed; --trigger names another: {', '.join(_named(t) for t in told.other_triggers)})"
    return words


def _named(trigger: Trigger) -> str:
    return f"{trigger.word} {', '.join(trigger.paragraphs)}"


def _count(told: Due) -> None:
    """Every day of the count, and the second count where days are in doubt."""
    for n, days in enumerate((told.days, told.if_closed)):
        if not days:
            continue
        if n:
            say(" " * COLUMN + paint("if EDGAR was closed on the days marked ?", dim=True))
        for counted in days:
            say(_counted(counted, last=counted is days[-1]))


def _counted(counted: Counted, last: bool) -> str:
    mark = "? " if counted.doubtful else "  "
    number = f"day {counted.number}" if counted.number is not None else "due" if last else "-"
    told = [counted.why or (counted.note and f"{'perhaps closed' if counted.doubtful else 'open, although'}: {counted.note}")]
    told += ["due"] if last and counted.number is not None else []
    line = " " * COLUMN + f"{mark}{day(counted.day)}  {number:<8}{'; '.join(filter(None, told))}".rstrip()
    return paint(line, "green") if last else paint(line, dim=True) if counted.why else line


def _filed(told: Due) -> str:
    words = f"a transmission that begins by {told.cutoff:%H:%M} New York time is filed that day, a later one the next business day"
    if told.sent is None:
        return words
    late = f"late by {told.sent.late} business day{'s' * (told.sent.late != 1)}" if told.sent.late else "in time"
    return (
        f"{words}. Begun at {told.sent.at:%H:%M} on {told.due}, it is filed on {day(told.sent.filed)}: {late}. The event stays {told.event}"
    )


def _soft(some: Softened, told: Due) -> str:
    """What a list says of the paragraphs that were asked for, and which of the item are on it where these are not the same."""
    of_item = [name for name in some.on_list if name.startswith(f"{told.item}(")]
    partly = of_item and {*of_item} != {*told.trigger.paragraphs}
    alone = f". Of Item {told.item}, {' and '.join(of_item)} alone is on the list" if partly else ""
    return f"{some.says}{alone}. {some.citation} [{some.basis}]"


def _later(later: Later) -> str:
    return f"{later.what}: {later.when}. {later.citation} [{later.basis}]"
