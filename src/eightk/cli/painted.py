"""Lines for a terminal, painted where someone watches. For commands that must start at once: rich takes longer to import than they run.

Comes in: text, already safe to show (`eightk.write.escape`). Goes out: lines on standard output. Add here: a way to lay out a line.
"""

from __future__ import annotations

import os
import sys
import textwrap
from typing import Any

import click

WIDEST = 100


def width() -> int:
    """Columns to write in: those of the terminal up to what reads well."""
    if not sys.stdout.isatty():
        return WIDEST
    told = os.environ.get("COLUMNS", "")
    try:
        return min(int(told) if told.isdigit() and int(told) else os.get_terminal_size(sys.stdout.fileno()).columns or WIDEST, WIDEST)
    except (OSError, ValueError):  # a stream without a number, or no terminal behind it
        return WIDEST


def say(line: str = "") -> None:
    """A line on standard output. NO_COLOR takes the paint away, FORCE_COLOR keeps it in a pipe."""
    click.echo(line, color=False if os.environ.get("NO_COLOR") else True if os.environ.get("FORCE_COLOR") else None)


def paint(text: str, colour: str | None = None, **how: Any) -> str:
    """Text in a colour."""
    return click.style(text, fg=colour, **how) if text else text


def folded(text: str, indent: int, first: str = "") -> str:
    """Text folded between words, `first` before it (as wide as it is seen) and `indent` blanks before what follows."""
    room = max(width() - indent, 24)
    lines = textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False) or [""]
    return ("\n" + " " * indent).join([first + lines[0], *lines[1:]])


def entry(name: str, text: str, indent: int, **how: Any) -> str:
    """A name in its column and a text beside it."""
    return folded(text, indent, paint(name.ljust(indent - 2), **how) + "  ")


def safe_output() -> None:
    """Let characters that the stream's encoding lacks be seen as escapes instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
