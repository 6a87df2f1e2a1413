"""`check --fix` and `--diff`: mends written into drafts, or shown.

Comes in: what was mended in memory. Goes out: files written at once or not at all; a diff. Add here: nothing.
"""

from __future__ import annotations

import click

from eightk.checking import Checkup, Mended
from eightk.cli.output import output
from eightk.cli.painted import paint, say
from eightk.write.escape import one_line, unicode_path, visible


def write(before: Checkup, mended: Mended) -> None:
    """Put the mended files in their places; one that is not the plain file that was read is left alone. Raises UsageError."""
    for path, data in mended.files.items():
        was = next(s.data for s in before.sources if s.path == path)
        if not _is(path, was):
            raise click.UsageError(f"{one_line(path)}: only a plain file can be mended in place; --diff shows the mends")
        with output(path) as out:
            out.file.write(data)


def _is(path: str, data: bytes) -> bool:
    """Whether a file holds just these bytes: it is no member of an archive, not compressed, and nobody has changed it since."""
    try:
        with open(path, "rb") as file:
            return file.read() == data
    except OSError:
        return False


def show(before: Checkup, mended: Mended) -> None:
    """The mends as a unified diff."""
    import difflib  # asked for by few

    for path, data in mended.files.items():
        was = next(s.data for s in before.sources if s.path == path)
        name = one_line(unicode_path(path))
        old, new = ([visible(line) for line in some.decode("utf-8", "replace").splitlines()] for some in (was, data))
        for line in difflib.unified_diff(old, new, name, name, lineterm=""):
            say(paint(line, {"+": "green", "-": "red", "@": "cyan"}.get(line[:1])))
