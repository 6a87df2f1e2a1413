"""What a query says, once read: a tree of frozen nodes, and the complaint about one that cannot be read.

Comes in: nothing. Goes out: the nodes, `Query`, `BadQuery`. Add here: a node, when the language can say something new; then
`match.py` and `compile.py` must answer it.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

SHOWN = 76  # characters of the query that the line above the caret shows


class Slot(NamedTuple):
    """One word asked for: exactly, by its stem, or by its beginning. `word` is folded, as the index holds it."""

    how: Literal["stem", "exact", "prefix"]
    word: str


class Run(NamedTuple):
    """Words that follow one another: a word, a word with hyphens, a phrase, a prefix. `at` is its place in the query."""

    slots: tuple[Slot, ...]
    at: int


class Near(NamedTuple):
    """A run of the left and one of the right, in either order, at most `distance` words apart."""

    left: tuple[Run, ...]
    right: tuple[Run, ...]
    distance: int
    at: int


class Is(NamedTuple):
    """A field that holds this value; `begins`: one that begins with it."""

    field: str
    value: str
    begins: bool
    at: int


class Between(NamedTuple):
    """A date field within these days, both included, as numbers yyyymmdd."""

    field: str
    low: int
    high: int


class Named(NamedTuple):
    """A filer whose name has these words: in this order side by side, or anywhere."""

    slots: tuple[Slot, ...]
    in_order: bool
    at: int


class And(NamedTuple):
    """All of them."""

    parts: tuple[Node, ...]


class Or(NamedTuple):
    """At least one of them."""

    parts: tuple[Node, ...]


class Not(NamedTuple):
    """All passages but these."""

    part: Node


Node = Run | Near | Is | Between | Named | And | Or | Not


class Query(NamedTuple):
    """A query: its words as read, and what they say."""

    text: str
    node: Node


class BadQuery(ValueError):
    """A query that cannot be answered: where (a character's position), what is wrong, and what to write instead."""

    def __init__(self, text: str, position: int, message: str, instead: str) -> None:
        super().__init__(f"{message}; {instead}")
        self.text, self.position, self.message, self.instead = text, min(max(position, 0), len(text)), message, instead

    def caret(self) -> str:
        """Two lines: the query, or the part of it around the place, and a caret under the place."""
        first = max(0, self.position - SHOWN // 2) if len(self.text) > SHOWN else 0
        shown = "".join(c if c.isprintable() else " " for c in self.text[first : first + SHOWN])
        return f"{shown}\n{' ' * (self.position - first)}^"


def is_about_text(node: Node) -> bool:
    """Whether the node asks for words of the text, so that passages can be ranked by how well they answer."""
    if isinstance(node, And | Or):
        return any(is_about_text(p) for p in node.parts)
    return isinstance(node, Run | Near)


def reads_places(node: Node) -> bool:
    """Whether the node asks where in the text words stand, which takes most of the time of a search."""
    if isinstance(node, And | Or):
        return any(reads_places(p) for p in node.parts)
    if isinstance(node, Not):
        return reads_places(node.part)
    return isinstance(node, Near) or (isinstance(node, Run) and len(node.slots) > 1)
