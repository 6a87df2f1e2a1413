"""Words for a terminal: how every command makes its rich console and its texts.

Filing text reaches rich only as `Text` or `Segment`, which know no markup, and only through `plain` and `Prose`,
which show control and bidirectional characters instead of sending them.
"""

from __future__ import annotations

import io
import re
import sys
from functools import cache
from typing import IO, NoReturn, TextIO, cast

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.measure import Measurement
from rich.segment import Segment
from rich.text import Text

from eightk.write.escape import one_line, visible

WIDEST = 100
"""Columns a person likes to read at most; tables may be wider."""
WIDE = 200
"""Columns of a table that goes to a file or a pipe, where nobody folds lines."""


class Encoded(io.TextIOBase):
    """Text into a file of bytes that stays its owner's: unlike TextIOWrapper it never closes it."""

    def __init__(self, file: IO[bytes], encoding: str) -> None:
        self._file, self._encoding = file, encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """What the text is encoded as; characters it lacks become backslash escapes."""
        return self._encoding

    def write(self, text: str) -> int:
        """Write all of the text."""
        self._file.write(text.encode(self._encoding, "backslashreplace"))
        return len(text)

    def flush(self) -> None:
        """Hand on what the file holds."""
        self._file.flush()

    def close(self) -> None:
        """Nothing: what the file cannot take was told already, and Python tells it again of one that is let go (from 3.13 on)."""

    def isatty(self) -> bool:
        """Whether someone is watching."""
        return self._file.isatty()

    def fileno(self) -> int:
        """The file's number; OSError if it has none."""
        return self._file.fileno()


class _Screen(Console):
    """A console that lets a closed pipe be known; rich would end the process with code 1."""

    def on_broken_pipe(self) -> NoReturn:
        """Called by rich while it handles the error."""
        raise


def console(file: IO[str] | Encoded | None = None) -> Console:
    """A console on a stream (standard output if none). Words a stream's encoding lacks become backslash escapes."""
    stream = cast(TextIO, file or sys.stdout)
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")
    return _Screen(file=stream, markup=False, emoji=False, highlight=False)


def show(screen: Console, shown: RenderableType, width: int | None = None) -> None:
    """Print; into a pipe or file without the blanks that only fill up lines."""
    if screen.is_terminal:
        screen.print(shown, width=width)
        return
    before = screen.width
    screen.width = width or before  # rich takes what is asked for in `print` only where it is less
    with screen.capture() as made:
        screen.print(shown)
    screen.width = before
    screen.file.write("".join(line.rstrip() + "\n" for line in made.get().splitlines()))


def plain(text: str | None, style: str = "") -> Text:
    """A value of a filing on one line."""
    return Text(one_line(text), style=style)


class Prose:
    """Text of a filing, wrapped between words to the width there is. Rich's own wrapping takes seconds for a megabyte."""

    def __init__(self, text: str, style: str = "") -> None:
        self.text, self.style = visible(text).expandtabs(4), style

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        style, fold = console.get_style(self.style), _folding(max(options.max_width, 1))
        for line in self.text.split("\n"):
            for part in fold.findall(line) or [""]:
                yield Segment(part.rstrip(), style)
                yield Segment.line()

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        longest = max(map(cell_len, self.text.split("\n")))
        return Measurement(min(longest, 8), longest).with_maximum(options.max_width)


@cache
def _folding(width: int) -> re.Pattern[str]:
    """Finds the lines of at most `width` characters that a text falls into, cutting a word only where it is longer."""
    return re.compile(rf".{{1,{width}}}(?:\s+|$)|.{{{width}}}")
