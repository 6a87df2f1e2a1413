"""The nouns of a redline: what two reports share and where they part, by part of the form.

Comes in: nothing. Goes out: frozen values that every format shows. Add here: a noun.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from eightk.drafted import PassageKind

Change = Literal["same", "changed", "added", "removed"]
Of = Literal["both", "old", "new"]


class Stretch(msgspec.Struct, frozen=True, gc=False):
    """Words in a row that both reports have, or one alone. What both have stands as the new one writes it."""

    of: Of
    text: str


Stretches = tuple[Stretch, ...]


class Row(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A row of a table, cell by cell."""

    change: Change
    cells: tuple[Stretches, ...]


class Line(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A field or a passage. `name`: of a field, "" for a passage. `rows`: of a table, which has no `words`."""

    change: Change
    kind: Literal["field"] | PassageKind = "field"
    name: str = ""
    words: Stretches = ()
    rows: tuple[Row, ...] = ()


class Section(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A part of the form: the cover page, an item, the exhibits, the signatures."""

    name: str
    change: Change
    lines: tuple[Line, ...] = ()


class Redline(msgspec.Struct, frozen=True, kw_only=True):
    """Both reports at once. `old` and `new`: what the two are called."""

    old: str
    new: str
    sections: tuple[Section, ...]

    @property
    def differs(self) -> bool:
        """Whether anything changed."""
        return any(section.change != "same" for section in self.sections)


def section(name: str, lines: list[Line], change: Change | None = None) -> Section:
    """A section; without `change` it is changed where a line is."""
    return Section(name=name, change=change or ("same" if all(one.change == "same" for one in lines) else "changed"), lines=tuple(lines))
