"""`eightk read [PATHS|-]`: read filings and show them, or write them as JSON, JSON lines or CSV."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import IO, Any

import click
import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from eightk.cli.console import console
from eightk.cli.output import Output, output
from eightk.cli.sinks import FORMATS, Explained, Kind
from eightk.limits import Limits
from eightk.model import Report
from eightk.read import explain, read
from eightk.read.submission import gunzip
from eightk.sources import Failure, open_bytes, read_many
from eightk.write.escape import one_line, shown_json

NOTHING_READ = 2
SOME_FAILED = 1


def _inputs(paths: tuple[str, ...], jobs: int, limits: Limits) -> Generator[tuple[Report | Failure, bytes | None], None, None]:
    """Reports and failures in the order of the paths, with the bytes of what came from standard input."""
    named: list[str] = []
    for path in (*paths, None):
        if path is not None and path != "-":
            named.append(path)
            continue
        if named:
            yield from ((result, None) for result in read_many(named, jobs=jobs, limits=limits))
            named = []
        if path == "-":
            yield _standard_input(limits)


def _standard_input(limits: Limits) -> tuple[Report | Failure, bytes | None]:
    """The report on standard input, which may be gzip like any file."""
    data = sys.stdin.buffer.read()
    if not data:
        return Failure("-", "standard input is empty", "pipe a filing in, or name a file"), None
    data, findings = gunzip(data, limits) if data[:2] == b"\x1f\x8b" else (data, ())
    report = read(data, path="-", limits=limits)
    return msgspec.structs.replace(report, findings=(*findings, *report.findings)), data


def _sound(report: Report) -> Report:
    """The report with a path that every output can hold."""
    path = unicode_path(report.path)
    return report if path == report.path else msgspec.structs.replace(report, path=path)


def _no_8k(report: Report) -> tuple[str, str]:
    """What is wrong with an input that is no 8-K, and what to do."""
    why = next((f.message for f in reversed(report.findings) if not f.code.startswith("limit")), "it does not call itself one")
    return f"not read as a Form 8-K: {why}", "leave it out, or look at its findings (--format json)"


def _explained(report: Report, data: bytes | None, limits: Limits) -> Explained:
    """The headings that competed; a file is opened once more for this, unless the report still holds its bytes."""
    if data is None:
        data = report.__dict__.get("_source") or open_bytes(report.path or "", limits)
    return explain(data, limits=limits)


class Complaints:
    """Failures as they happen: a line each on standard error, and as JSON lines in a file if one was named."""

    def __init__(self, file: IO[bytes] | None, screen: Console) -> None:
        self.file, self.screen = file, screen
        self.count = 0

    def add(self, path: str | None, what: str, todo: str) -> None:
        """One input failed: which, what, what to do."""
        self.count += 1
        line = Text(f"{one_line(path) or '-'}: ", "bold").append(one_line(what).rstrip("."), "red").append(f"; {one_line(todo)}")
        self.screen.print(line, soft_wrap=True)
        if self.file is not None:
            told: dict[str, Any] = {"path": unicode_path(path), "what": what, "todo": todo}
            self.file.write(shown_json(json.dumps(told).encode()) + b"\n")
            self.file.flush()


def unicode_path(path: str | None) -> str | None:
    """A path as Unicode: bytes of a file name that are no UTF-8 become backslash escapes, so that JSON can hold them."""
    return None if path is None else path.encode(errors="surrogateescape").decode(errors="backslashreplace")


@contextmanager
def _progress(screen: Console, wanted: bool, total: int | None) -> Iterator[Callable[[], None]]:
    """A function to call after each input; from the second on it moves a bar on standard error, if one is wanted."""
    if not wanted:
        yield lambda: None
        return
    columns = (SpinnerColumn(), TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with ExitStack() as stack:
        progress = Progress(*columns, console=screen, transient=True, redirect_stdout=False, redirect_stderr=False)
        task = progress.add_task("reading", total=total)

        def advance() -> None:
            progress.advance(task)
            if progress.tasks[0].completed == 2:
                stack.enter_context(progress)

        yield advance


# ---- the command -------------------------------------------------------------------------------------------------


@click.command(short_help="Read filings and show them, or write JSON or CSV.")
@click.argument("paths", nargs=-1, metavar="[PATHS|-]...")
@click.option("--format", "format_", type=click.Choice(list(FORMATS)), default="text", show_default=True, help="What to write.")
@click.option("-j", "--jobs", type=click.IntRange(min=1), default=1, show_default=True, metavar="N", help="Processes that read.")
@click.option("-o", "--output", "target", metavar="FILE", help="Write here (only once complete) instead of standard output.")
@click.option("--explain", "explains", is_flag=True, help="Add the headings that competed for each item, their scores and reasons.")
@click.option("--errors", metavar="FILE", help="Also write the inputs that failed here, as JSON lines.")
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[str, ...], format_: str, jobs: int, target: str | None, explains: bool, errors: str | None
) -> None:
    """Read filings: files, folders, globs, zip and tar.gz archives, or - for standard input.

    \b
    text    one filing in full, several on a line each
    json    indented: an object for one file, else an array
    jsonl   one line for each filing
    csv     one row for each item; an apostrophe stands before cells a spreadsheet would take for formulas

    Exit code: 0 all read, 1 some inputs failed or are no 8-K, 2 usage error or nothing read, 130 interrupted.
    """
    if not paths:
        if sys.stdin.isatty():
            raise click.UsageError("name files or folders to read, or pipe a filing in")
        paths = ("-",)
    kind = FORMATS[format_]
    if explains and not kind.explains:
        raise click.UsageError(f"--explain has no place in {format_}")
    for option, path in (("-o", target), ("--errors", errors)):
        _check_writable(option, path)
    with ExitStack() as stack:
        out = stack.enter_context(output(target))
        log = stack.enter_context(open(errors, "wb")) if errors else None
        code = _read_all(out, kind, paths, jobs, explains, log)
    ctx.exit(code)  # an exception, so not before the output is in its place


def _check_writable(option: str, path: str | None) -> None:
    if path not in (None, "-") and (os.path.isdir(path) or not os.access(Path(path).absolute().parent, os.W_OK)):
        raise click.BadParameter(f"cannot write {one_line(path)}: no such folder, or not yours to write", param_hint=option)


def _read_all(out: Output, kind: Kind, paths: tuple[str, ...], jobs: int, explains: bool, log: IO[bytes] | None) -> int:
    """Read everything into the sink; gives the exit code."""
    limits, screen = Limits(), console(sys.stderr)
    sink, complaints = kind.sink(out, unicode_path(paths[0]) if len(paths) == 1 else None), Complaints(log, screen)
    read_count = no_8k = 0
    # Lines that come out on the same terminal are progress enough.
    watched = screen.is_terminal and not (out.standard and sys.stdout.isatty())
    total = len(paths) if all(map(os.path.isfile, paths)) else None
    with _progress(screen, watched, total) as advance, closing(_inputs(paths, jobs, limits)) as inputs:
        for result, data in inputs:
            if isinstance(result, Failure):
                complaints.add(result.path, result.what, result.todo)
            else:
                read_count += 1
                if result.form is None:
                    no_8k += 1
                    complaints.add(result.path, *_no_8k(result))
                sink.add(_sound(result), _explained(result, data, limits) if explains else None)
            advance()
    sink.close()
    if not read_count:
        out.discard()
        return NOTHING_READ
    if complaints.count and read_count + complaints.count - no_8k > 1:
        screen.print(f"{read_count - no_8k} read, {no_8k} no 8-K, {complaints.count - no_8k} failed", style="dim")
    return SOME_FAILED if complaints.count else 0
