"""A redline for a terminal: changed fields and passages, what stayed cut short.

Comes in: a Redline. Goes out: lines on a console; in colours what went is struck through and what came underlined, without colours
[-what went-] and {+what came+}. Add here: nothing of the form.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from eightk.redline import Line, Redline, Section, Stretches
from eightk.write.escape import one_line

_KEPT = 8  # words shown on each side of a change
_STYLE = {"old": "red strike", "new": "green underline", "both": ""}
_MARKS = {"old": ("[-", "-]"), "new": ("{+", "+}"), "both": ("", "")}
_SAID = {"added": ("green", "added"), "removed": ("red", "removed"), "changed": ("yellow", "changed")}


def print_redline(redline: Redline, screen: Console) -> None:
    """Print what changed; a line if nothing did."""
    colours = screen.is_terminal and not screen.no_color
    for section in redline.sections:
        if section.change != "same":
            for line in _section(section, colours):
                if screen.is_terminal:
                    screen.print(_indented(line))
                else:
                    screen.print(line, soft_wrap=True)
    if not redline.differs:
        screen.print(Text("Nothing changed."))


def _indented(line: Text) -> RenderableType:
    """A line whose folded rest is as far in as its beginning."""
    blanks = len(line.plain) - len(line.plain.lstrip(" "))
    return Padding(line[blanks:], (0, 0, 0, blanks), expand=False) if blanks else line


def _section(section: Section, colours: bool) -> Iterator[Text]:
    style, said = _SAID[section.change]
    yield Text(one_line(section.name), "bold").append(f"  {said}", style)
    same = 0
    for line in section.lines:
        if line.change == "same":
            same += line.kind != "field"
            continue
        if same:
            yield _unchanged(same)
        same = 0
        yield from _line(line, colours)
    if same:
        yield _unchanged(same)
    yield Text()


def _unchanged(many: int) -> Text:
    return Text(f"  … {many} unchanged", "dim")


def _line(line: Line, colours: bool) -> Iterator[Text]:
    """A field or passage on a line, a table's changed rows on a line each."""
    if not line.rows:
        yield Text("  ").append(f"{line.name}: " if line.name else "", "cyan").append_text(_words(line.words, colours))
        return
    if line.name:
        yield Text(f"  {line.name}:", "cyan")
    for row in line.rows:
        if row.change != "same":
            yield Text("  | ").append_text(Text(" | ").join(_words(cell, colours) for cell in row.cells))


def _words(stretches: Stretches, colours: bool) -> Text:
    """The changes, and the words around them."""
    out = Text()
    for n, stretch in enumerate(stretches):
        text = " ".join(one_line(stretch.text).split())
        if stretch.of == "both":
            text = _cut(text, n > 0, n < len(stretches) - 1) if len(stretches) > 1 else text
        before, behind = ("", "") if colours else _MARKS[stretch.of]
        out.append(before).append(text, _STYLE[stretch.of]).append(behind)
        out.append(" " if stretch.text[-1:].isspace() else "")
    out.rstrip()
    return out


def _cut(text: str, after: bool, before: bool) -> str:
    """The words next to a change: those behind the one before it, those ahead of the one after it."""
    words = text.split(" ")
    head, tail = (words[:_KEPT] if after else []), (words[-_KEPT:] if before else [])
    return text if len(words) <= len(head) + len(tail) + 1 else " ".join([*head, "…", *tail])
