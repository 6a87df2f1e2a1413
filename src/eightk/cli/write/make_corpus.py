"""`eightk make-corpus N`: reports that nobody filed, with their answers; and the reader tried on them."""

from __future__ import annotations

import re
from contextlib import ExitStack
from typing import Any

import click
from rich.table import Table

from eightk.cli.console import WIDE, console, plain, show
from eightk.cli.output import output
from eightk.made import FIRST, LAST, ROUGHENINGS, Order
from eightk.made.corpus import answer_line, many, tried, write_archive
from eightk.made.score import MEASURES, Miss, Tally
from eightk.made.score import told as told_of

_YEARS = re.compile(r"(\d{4})(?:-(\d{4}))?\Z")
MISSED = 1


class Years(click.ParamType):  # type: ignore[type-arg]
    """A year, or two with a dash."""

    name = "years"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        """The first and the last year. Fails with how to write them."""
        if isinstance(value, tuple):
            return value
        m = _YEARS.match(value)
        years = (int(m[1]), int(m[2] or m[1])) if m else (0, 0)
        if not FIRST <= years[0] <= years[1] <= LAST:
            self.fail(f"{value!r} are no years from {FIRST} to {LAST}; write them as 1996-2003, or one alone", param, ctx)
        return years


class Roughly(click.ParamType):  # type: ignore[type-arg]
    """Names of roughenings."""

    name = "names"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> frozenset[str]:
        """The names. Fails for one that is not in the list."""
        if isinstance(value, frozenset):
            return value
        if value in ("all", "none"):
            return frozenset(ROUGHENINGS) if value == "all" else frozenset()
        names = frozenset(filter(None, re.split(r"[,\s]+", value)))
        for name in sorted(names - frozenset(ROUGHENINGS)):
            self.fail(f"{name!r} is no roughening; --list-roughenings names them", param, ctx)
        return names


def _list(ctx: click.Context, param: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in ("name", "years", "media", "what it does"):
        table.add_column(name, header_style="dim", overflow="fold")
    for one in ROUGHENINGS.values():
        table.add_row(plain(one.name, "bold cyan"), f"{one.since}-{one.until}", plain(" ".join(one.media)), plain(one.says))
    screen = console()
    show(screen, table, None if screen.is_terminal else WIDE)
    ctx.exit()


@click.command(short_help="Make reports that nobody filed, with their answers.")
@click.argument("n", type=click.IntRange(min=1), metavar="N")
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, metavar="S", help="The same seed makes the same filings.")
@click.option("--at", "first", type=click.IntRange(min=0), default=0, metavar="K", help="Begin with the filing of this number, not with 0.")
@click.option("-o", "--output", "target", type=click.Path(), metavar="FILE", help="The archive, FILE.tar.gz.")
@click.option("--answers", type=click.Path(), metavar="FILE", help="The true answers, a line of JSON a filing.")
@click.option("--roughen", type=Roughly(), default="all", show_default=True, metavar="all|none|NAME,..", help="The roughenings allowed.")
@click.option(
    "--era", type=Years(), default=f"{FIRST}-{LAST}", show_default=True, metavar="YEARS", help="Years of filing: 1996-2003, or 2003."
)
@click.option("-j", "--jobs", type=click.IntRange(min=1), default=1, show_default=True, metavar="J", help="Processes that make them.")
@click.option("--try", "tries", is_flag=True, help="Read each, and count what is misread, by roughening; nothing is written.")
@click.option(
    "--fails", type=click.IntRange(min=0), default=10, show_default=True, metavar="F", help="With --try: misses that are told one by one."
)
@click.option("--list-roughenings", is_flag=True, is_eager=True, expose_value=False, callback=_list, help="List the roughenings, and stop.")
@click.pass_context
def command(
    ctx: click.Context, n: int, seed: int, first: int, target: str | None, answers: str | None, roughen: frozenset[str],
    era: tuple[int, int], jobs: int, tries: bool, fails: int,
) -> None:  # fmt: skip
    """Make N reports that nobody filed: invented issuers, the items and the cover of their day, laid out as their years did.

    Then they are roughened the way filers do. The same N, seed and version give the same filings on any machine.

    Exit code: 0 made, or all read rightly; 1 with --try, something was misread; 2 usage error.
    """
    if tries == (target is not None) or (tries and answers):
        raise click.UsageError("say where the filings go, -o FILE.tar.gz, or --try the reader on them, which writes nothing")
    order, numbers = Order(seed=seed, years=era, rough=roughen), range(first, first + n)
    if tries:
        ctx.exit(_try(order, numbers, jobs, fails))
    with ExitStack() as stack:
        out = stack.enter_context(output(target))
        beside = stack.enter_context(output(answers)) if answers else None
        for made in write_archive(many(order, numbers, jobs), out.file):
            if beside:
                beside.file.write(answer_line(made))
    click.echo(f"{n} filings made, seed {seed}", err=True)


def _try(order: Order, numbers: range, jobs: int, fails: int) -> int:
    """Make, read, compare; gives the exit code."""
    tally, told, screen = Tally(), list[Miss](), console()
    for roughenings, misses in tried(order, numbers, jobs):
        tally.add(roughenings, misses)
        told += misses[: max(0, fails - len(told))]
    table = Table(
        title=f"{tally.total} filings, seed {order.seed}: misses by roughening",
        title_justify="left",
        box=None,
        pad_edge=False,
        padding=(0, 2, 0, 0),
    )
    for name in ("roughening", "filings", *MEASURES):
        table.add_column(name, header_style="dim", justify="left" if name == "roughening" else "right")
    for row in (
        *tally.rows(),
        ("all", str(tally.total), *map(str, tally.wrong.values())),
        ("right", "", *(f"{tally.share(m):.2%}" for m in MEASURES)),
    ):
        table.add_row(*map(plain, row))
    show(screen, table, None if screen.is_terminal else WIDE)
    for miss in told:
        show(screen, plain(told_of(miss)), None if screen.is_terminal else WIDE)
    return MISSED if any(tally.wrong.values()) else 0
