"""`eightk read [PATHS|-]`: read filings and show them, or write them as JSON, JSON lines or CSV."""

from __future__ import annotations

import glob
import os
import stat
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import IO, Any

import click
import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from eightk.cli.commands import imported
from eightk.cli.complaints import Complaints
from eightk.cli.console import console
from eightk.cli.inputs import count
from eightk.cli.output import Output, check_writable, output
from eightk.cli.sinks import FORMATS, Explained, Kind
from eightk.limits import Limits
from eightk.model import Report
from eightk.read import explain, read
from eightk.sources import Failure, open_bytes, read_many
from eightk.sources import paths as entries
from eightk.write.escape import unicode_path

PARQUET = "parquet"
_OTHERWISE = {PARQUET: "write --format parquet and a folder with -o", "xlsx": "write a .csv, which spreadsheets open"}
NOTHING_READ = 2
SOME_FAILED = 1


def _inputs(paths: tuple[str, ...], jobs: int, limits: Limits) -> Generator[Report | Failure, None, None]:
    """Reports and failures in the order of the paths."""
    named: list[str] = []
    for path in (*paths, None):
        nothing = _nothing_there(path, limits) if path is not None else None
        if path is not None and path != "-" and nothing is None:
            named.append(path)
            continue
        if named:
            yield from read_many(named, jobs=jobs, limits=limits)
            named = []
        if nothing is not None:
            yield nothing
        elif path == "-":
            yield standard_input(limits)


def _nothing_there(path: str, limits: Limits) -> Failure | None:
    """A failure for a folder without files, or a pattern that matches nothing."""
    if os.path.isdir(path):
        if next(entries([path], limits), None) is None:
            return Failure(path, "the folder holds no files", "name one that does (hidden files do not count)")
    elif glob.has_magic(path) and "!" not in path and not os.path.lexists(path) and next(glob.iglob(path, recursive=True), None) is None:
        return Failure(path, "no file matches this pattern", "check its spelling and the folder you are in")
    return None


def standard_input(limits: Limits) -> Report | Failure:
    """The report on standard input, which may be gzip like any file."""
    data = sys.stdin.buffer.read()
    if not data:
        return Failure("-", "standard input is empty", "pipe a filing in, or name a file")
    return read(data, path="-", limits=limits)


def _sound(report: Report) -> Report:
    """The report with a path that every output can hold."""
    path = unicode_path(report.path)
    return report if path == report.path else msgspec.structs.replace(report, path=path)


def _explained(report: Report, limits: Limits) -> Explained:
    """The headings that competed; a file is opened once more for this, unless the report still holds its bytes."""
    held = report.__dict__.get("_source")
    return explain(open_bytes(report.path or "", limits) if held is None else held, limits=limits)


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


def _watched(screen: Console, out: Output) -> bool:
    """Whether a bar is wanted: someone watches standard error, and nobody but a file takes what is written."""
    return screen.is_terminal and (not out.standard or _is_file(sys.stdout))


def _is_file(stream: IO[str]) -> bool:
    try:
        return stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except (OSError, ValueError):  # a stream without a number, or closed
        return False


# ---- the command -------------------------------------------------------------------------------------------------


def _share(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[int, int] | None:
    """`2/8` as numbers."""
    if value is None:
        return None
    which, _, of = value.partition("/")
    if not (which.isdigit() and of.isdigit() and 1 <= int(which) <= int(of)):
        raise click.BadParameter(f"{value!r} is no share; write it as 2/8, the second of eight", ctx, param)
    return int(which), int(of)


def _portion() -> Any:
    """What writes Parquet; it needs the extra that the rest of this command does without."""
    return imported("eightk.cli.portion", "read --format parquet")


@click.command(short_help="Read filings and show them, or write JSON or CSV.")
@click.argument("paths", nargs=-1, metavar="[PATHS|-]...")
@click.option("--format", "format_", type=click.Choice([*FORMATS, PARQUET]), help="What to write.  [default: as FILE ends, else text]")
@click.option("-j", "--jobs", type=click.IntRange(min=1), default=1, show_default=True, metavar="N", help="Processes that read.")
@click.option("-o", "--output", "target", metavar="FILE", help="Write here (only once complete) instead of standard output.")
@click.option("--shard", callback=_share, metavar="I/N", help="With parquet: every N-th input alone, from the I-th on.")
@click.option("--explain", "explains", is_flag=True, help="Add the headings that competed for each item, their scores and reasons.")
@click.option("--errors", metavar="FILE", help="Write the inputs that failed or are no 8-K here, as JSON lines.")
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[str, ...], format_: str | None, jobs: int, target: str | None, shard: tuple[int, int] | None,
    explains: bool, errors: str | None,
) -> None:  # fmt: skip
    """Read filings: files, folders, globs, zip and tar.gz archives, or - for standard input.

    \b
    text    one filing in full, several on a line each
    json    indented: an object for one file, else an array
    jsonl   one line for each filing
    csv     one row for each item; ' stands before what a spreadsheet would run
    parquet tables and raw bytes in the folder -o, for `eightk archive merge`

    Without --format, a FILE that ends in .json, .jsonl or .csv is written as that.

    Exit code: 0 all read, 1 some inputs failed or are no 8-K, 2 usage error or nothing read, 130 interrupted.
    """
    if not paths:
        if sys.stdin.isatty():
            raise click.UsageError("name files or folders to read, or pipe a filing in")
        paths = ("-",)
    format_ = format_ or _format_of(target)
    if format_ == PARQUET:
        if target is None or explains or "-" in paths:
            raise click.UsageError("parquet is written of files into a folder: name it with -o, and leave out --explain and -")
        ctx.exit(_portion().run(paths, target, shard or (1, 1), jobs, errors))
    if shard:
        raise click.UsageError("--shard has its place in --format parquet")
    kind = FORMATS[format_]
    if explains and not kind.explains:
        raise click.UsageError(f"--explain has no place in {format_}")
    for option, path in (("-o", target), ("--errors", errors)):
        check_writable(option, path)
    with ExitStack() as stack:
        out = stack.enter_context(output(target))
        log = stack.enter_context(open(errors, "wb")) if errors else None
        code = _read_all(out, kind, paths, jobs, explains, log)
    ctx.exit(code)  # an exception, so not before the output is in its place


def _format_of(target: str | None) -> str:
    """The format that a file's name asks for; text without one."""
    suffix = Path(target or "").suffix.lower().removeprefix(".")
    if suffix in _OTHERWISE:
        raise click.UsageError(f"a .{suffix} is not written by its name; {_OTHERWISE[suffix]}, or say with --format what it shall be")
    return suffix if suffix in FORMATS else "text"


def _read_all(out: Output, kind: Kind, paths: tuple[str, ...], jobs: int, explains: bool, log: IO[bytes] | None) -> int:
    """Read everything into the sink; gives the exit code."""
    limits, screen = Limits(), console(sys.stderr)
    sink, complaints = kind.sink(out, unicode_path(paths[0]) if len(paths) == 1 else None), Complaints(log, screen)
    read_count = 0
    watched = _watched(screen, out)
    total = count(paths, limits) if watched else None
    with _progress(screen, watched, total) as advance, closing(_inputs(paths, jobs, limits)) as inputs:
        for result in inputs:
            if isinstance(result, Failure):
                complaints.fail(result)
            else:
                if result.form is None:
                    complaints.other(result)
                else:
                    read_count += 1
                sink.add(_sound(result), _explained(result, limits) if explains else None)
            advance()
    sink.close()
    complaints.end(read_count)
    if read_count + complaints.no_8k == 0:
        if not complaints.failed:
            screen.print("nothing to read: no file was found", style="red")
        out.discard()
        return NOTHING_READ
    return SOME_FAILED if complaints.failed + complaints.no_8k else 0
