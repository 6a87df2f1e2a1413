"""`eightk check PATH...`: what is wrong with a report, by which rule, and what the rule's source is."""

from __future__ import annotations

import datetime as dt
import importlib
import sys
from collections.abc import Iterator
from typing import Any, cast

import click
import msgspec

from eightk.bundles import Refused
from eightk.check.rule import SEVERITIES
from eightk.checking import Beside, Checkup, NoReport, beside, check_bytes, check_many, mend
from eightk.cli.arguments import DAY
from eightk.cli.checks import text
from eightk.cli.checks.settings import Format, Settings, check_codes, settings_for
from eightk.cli.checks.told import Told, tell
from eightk.cli.painted import paint, safe_output
from eightk.form.requirements import Severity
from eightk.sources import Failure
from eightk.write.escape import one_line, unicode_path

FORMATS = ("text", "json", "sarif", "github")
FOUND, TROUBLE = 1, 2


def _codes(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """`C02,F` as codes."""
    codes = tuple(code.strip().upper() for some in value for code in some.split(",") if code.strip())
    check_codes(codes, f"--{param.name}")
    return codes


def _exhibits(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> dict[str, str]:
    """`99.1=press.txt` as a number and a file."""
    told = {}
    for some in value:
        number, _, path = some.partition("=")
        if not number or not path:
            raise click.BadParameter(f"{one_line(some)!r} names no exhibit; write it as 99.1=press.htm", ctx, param)
        told[number.strip()] = path
    return told


@click.command(short_help="Say what is wrong with a report, by which rule.")
@click.argument("paths", nargs=-1, metavar="[PATH|-]...")
@click.option(
    "--exhibit",
    "exhibits",
    multiple=True,
    callback=_exhibits,
    metavar="N=FILE",
    help="An exhibit the report comes without: 99.1=press.htm; may be repeated.",
)
@click.option("--original", metavar="FILE", help="The report that an 8-K/A amends.")
@click.option("--as-of", type=DAY, metavar="DATE", help="Check by the form of this day.  [default: of the filing date]")
@click.option(
    "--select", multiple=True, callback=_codes, metavar="CODES", help="These rules alone: C02,F or C for all of the cover.  [default: all]"
)
@click.option("--ignore", multiple=True, callback=_codes, metavar="CODES", help="Not these rules; the longer beginning of a code decides.")
@click.option("--fail-on", type=click.Choice(SEVERITIES), help="Least severity that makes the exit code 1.  [default: error]")
@click.option("--format", "format_", type=click.Choice(FORMATS), help="What to write.  [default: text]")
@click.option("--statistics", is_flag=True, help="Count the findings of each rule instead of telling them.")
@click.option("--show-skipped", is_flag=True, help="Tell which checks were not run, and why.")
@click.option("--fix", "fixes", is_flag=True, help="Mend what is certain in HTML drafts, and tell the rest.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[str, ...], exhibits: dict[str, str], original: str | None, as_of: dt.date | None,
    select: tuple[str, ...], ignore: tuple[str, ...], fail_on: str | None, format_: str | None, statistics: bool, show_skipped: bool,
    fixes: bool, diff: bool,
) -> None:  # fmt: skip
    """Say what is wrong with reports: where, by which rule, and by which source. `eightk rules` lists the rules.

    \b
    eightk check filing.txt                       a submission, or a document alone
    eightk check draft.htm --exhibit 99.1=press.htm
    eightk check filing/                          a folder: the documents of one submission
    eightk check amended.htm --original first.htm
    eightk check drafts/*.htm --select C,S --format sarif

    What an option does not say is taken from the table [check] of the nearest eightk.toml, in the report's folder or above.

    Exit code: 0 nothing as severe as --fail-on, 1 something is, 2 an input could not be checked, or usage error.
    """
    safe_output()
    if not paths and sys.stdin.isatty():
        raise click.UsageError("name files or folders to check, or pipe a report in")
    if len(paths) != 1 and (exhibits or original) and paths:
        raise click.UsageError("--exhibit and --original go with one report")
    if diff and format_ not in (None, "text"):
        raise click.UsageError("--diff writes text; leave out --format")
    given = _given(exhibits, original)
    limit, kind = cast(Severity, fail_on or "error"), cast(Format | None, format_)
    asked = Settings(
        select=select, ignore=ignore, as_of=as_of, statistics=statistics, show_skipped=show_skipped, format=kind, fail_on=limit
    )  # fmt: skip
    run = Run(given, asked, frozenset(name for name, said in (("fail_on", fail_on), ("select", select), ("ignore", ignore)) if said))
    run.check(paths or ("-",), fixes, diff)
    ctx.exit(run.end())


def _given(exhibits: dict[str, str], original: str | None) -> Beside:
    """What lies beside the report. Raises UsageError that names the file."""
    try:
        return beside(exhibits, original)
    except NoReport as error:
        raise click.UsageError(f"--original: {one_line(str(error))}") from None
    except Refused as error:
        raise click.UsageError(one_line(error.what)) from None
    except OSError as error:
        raise click.UsageError(f"{one_line(unicode_path(error.filename))}: {one_line(error.strerror)}") from None


class Run:
    """One call of the command: what was asked, and what has been found so far."""

    def __init__(self, given: Beside, asked: Settings, said: frozenset[str]) -> None:
        self.given, self.asked, self.said = given, asked, said
        self.found: list[Told] = []
        self.failures: list[Failure] = []
        self.reports = 0
        self.skipped = False
        self.failing = self.changed = False
        self.settings = Settings()

    def check(self, paths: tuple[str, ...], fixes: bool, diff: bool) -> None:
        """Check every input, and tell of each as soon as it is done where the format allows."""
        for path in paths:
            self.settings = self._settings(path)
            given = msgspec.structs.replace(self.given, on=self.settings.as_of, select=self.settings.select, ignore=self.settings.ignore)
            for told in _looked_at(path, given):
                if isinstance(told, Failure):
                    self._fail(told)
                else:
                    self._add(self._mend(told, given, diff) if fixes or diff else told)

    def _settings(self, path: str) -> Settings:
        """What holds for a path: the options, else its eightk.toml."""
        kept, asked = settings_for("." if path == "-" else path), self.asked
        return Settings(
            select=asked.select if "select" in self.said else kept.select, ignore=asked.ignore if "ignore" in self.said else kept.ignore,
            fail_on=asked.fail_on if "fail_on" in self.said else kept.fail_on, as_of=asked.as_of or kept.as_of,
            format=asked.format or kept.format or "text", statistics=asked.statistics or kept.statistics,
            show_skipped=asked.show_skipped or kept.show_skipped,
        )  # fmt: skip

    def _mend(self, checkup: Checkup, given: Beside, diff: bool) -> Checkup:
        mended = mend(checkup, given)
        if mended.files and diff:
            _module("mends").show(checkup, mended)
            self.changed = True
            return checkup
        if mended.files:
            _module("mends").write(checkup, mended)
            for fix in mended.made:
                name = ", ".join(one_line(unicode_path(path)) for path in mended.files)
                click.echo(f"{paint('fixed', 'green')} {name}: {one_line(fix.says)}", err=True)
        return mended.checkup

    def _add(self, checkup: Checkup) -> None:
        self.reports += 1
        found = tell(checkup)
        self.found += found
        limit = SEVERITIES.index(self.settings.fail_on)
        self.failing |= any(SEVERITIES.index(t.fault.severity) <= limit for t in found)
        if self.settings.format == "text" and not self.settings.statistics:
            text.one(checkup, found, self.settings.show_skipped, first=self.reports == 1)
            self.skipped |= bool(checkup.checked.skipped) and not self.settings.show_skipped

    def _fail(self, failure: Failure) -> None:
        self.failures.append(failure)
        name, what = one_line(unicode_path(failure.path)) or "-", one_line(failure.what).rstrip(".")
        click.echo(f"{paint(name, bold=True)}: {paint(what, 'red')}; {one_line(failure.todo)}", err=True)

    def end(self) -> int:
        """Write what is written as a whole; the exit code."""
        format_ = self.settings.format or "text"
        if format_ == "text":
            if self.settings.statistics:
                text.statistics(self.found)
            text.end(self.found, self.reports, len(self.failures), self.skipped)
        else:
            click.echo(_module(format_).written(self.found, self.failures), nl=False)
        return TROUBLE if self.failures else FOUND if self.failing or self.changed else 0


def _module(name: str) -> Any:
    """What writes a format, or mends: imported when it is asked for, so that the others need not wait."""
    return importlib.import_module(f"eightk.cli.checks.{name}")


def _looked_at(path: str, given: Beside) -> Iterator[Checkup | Failure]:
    """The reports of one argument; - is standard input."""
    if path != "-":
        yield from check_many([path], given)
        return
    data = sys.stdin.buffer.read(given.limits.max_bytes + 1)
    if len(data) > given.limits.max_bytes:
        yield Failure("-", f"standard input holds more than {given.limits.max_bytes:,} bytes", "name a file")
        return
    try:
        yield check_bytes(data, beside=given)
    except NoReport as error:
        yield error.failure
