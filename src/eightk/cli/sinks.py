"""What the reports of `eightk read` become: a sink for each `--format`.

Comes in: reports one by one. Goes out: bytes, or text on a terminal. Nothing is held but the first report, where one
is shown otherwise than several, and the first few lines of a list.
Add here: a format that `write.FORMATS` has is a line in `FORMATS`; any other is a `Sink` and a line.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import NamedTuple, Protocol

import msgspec

from eightk.cli.console import WIDEST, Encoded, console, show
from eightk.cli.listing import HELD, Row, Widths, head, line, row, widths
from eightk.cli.output import Output
from eightk.cli.report import candidates, full
from eightk.model import Report
from eightk.read import Candidate
from eightk.write import FORMATS as WRITTEN
from eightk.write.escape import shown_json

Explained = tuple[Candidate, ...] | None


class Sink(Protocol):
    """Where reports go one by one; `close` ends what was begun. Nothing is written before the first report."""

    def add(self, report: Report, explained: Explained) -> None:
        """Take one report, and the headings that competed in it if they were asked for."""

    def close(self) -> None:
        """All reports are there."""


class BytesSink:
    """Reports as a format of `write.FORMATS`. The report of the `lone` path stands as itself and not in a list."""

    def __init__(self, out: Output, lone: str | None, format: str) -> None:
        self.file, self.lone, self.kind = out.file, lone, WRITTEN[format]
        self.first: bytes | None = None
        self.count = 0

    def add(self, report: Report, explained: Explained) -> None:
        """Write one report, or keep the first until it is known whether it stays alone."""
        body = self.kind.body(report)
        if explained is not None:
            body = _with_headings(body, explained)
        self.count += 1
        if self.count == 1:
            self.file.write(self.kind.head())
            if report.path == self.lone and self.kind.opens:  # most likely alone, but only the end of the input tells
                self.first = body
                return
            self.file.write(self.kind.opens + body)
            return
        if self.first is not None:
            self.file.write(self.kind.opens + self.first)
            self.first = None
        self.file.write(self.kind.between + body)

    def close(self) -> None:
        """End the list, or write the report that stayed alone."""
        if self.first is not None:
            self.file.write(self.first + self.kind.ends)
        elif self.count:
            self.file.write(self.kind.closes)


def _with_headings(body: bytes, explained: tuple[Candidate, ...]) -> bytes:
    """The JSON with the key `explain`, in the shape (one line or indented) it had."""
    told = msgspec.json.encode({**msgspec.json.decode(body), "explain": explained})
    pretty = body.startswith(b"{\n")
    return msgspec.json.format(shown_json(told), indent=2) if pretty else shown_json(told) + b"\n"


class TextSink:
    """Reports for a person: the report of the `lone` path in full, several on a line each.

    The first few lines wait until the widths of their columns are known.
    """

    def __init__(self, out: Output, lone: str | None) -> None:
        self.lone = lone
        self.console = console(Encoded(out.file, sys.stdout.encoding if out.standard else "utf-8"))
        self.first: tuple[Report, Explained] | None = None
        self.waiting: list[tuple[Row, Explained]] = []
        self.widths: Widths | None = None
        self.count = 0

    def add(self, report: Report, explained: Explained) -> None:
        """Print one report's line, or keep it until it is known what stands beside it."""
        self.count += 1
        if self.count == 1 and report.path == self.lone:
            self.first = (report, explained)
            return
        if self.first is not None:
            self.waiting.append((row(self.first[0]), self.first[1]))
            self.first = None
        self.waiting.append((row(report), explained))
        if self.widths is not None or len(self.waiting) >= HELD:
            self._print(more=True)

    def _print(self, more: bool) -> None:
        """Print the lines that wait, under their head if they are the first."""
        if self.widths is None:
            screen = self.console.width if self.console.is_terminal else None
            self.widths = widths([r for r, _ in self.waiting], screen, more)
            self.console.print(head(self.widths), soft_wrap=True)
        for r, explained in self.waiting:
            self.console.print(line(r, self.widths), soft_wrap=True)
            if explained is not None:
                show(self.console, candidates(explained))
        self.waiting.clear()

    def close(self) -> None:
        """End the list, or write the report that stayed alone."""
        if self.first is not None:
            report, explained = self.first
            width = min(self.console.width, WIDEST)
            show(self.console, full(report), width)
            if explained is not None:
                show(self.console, candidates(explained), width)
        elif self.waiting:
            self._print(more=False)


class Kind(NamedTuple):
    """A choice of `--format`. A sink is made for an output and for the path that was named alone (None: several were)."""

    sink: Callable[[Output, str | None], Sink]
    explains: bool = True


FORMATS: dict[str, Kind] = {
    "text": Kind(TextSink),
    "json": Kind(lambda out, lone: BytesSink(out, lone, "json")),
    "jsonl": Kind(lambda out, lone: BytesSink(out, lone, "jsonl")),
    "csv": Kind(lambda out, lone: BytesSink(out, lone, "csv"), explains=False),
}
