"""The YAML of the front matter -> nodes with their places, all scalars as text.

Comes in: text. Goes out: a mapping's Node. No value is guessed from its look: 10.10 stays "10.10", NO stays "NO". Anchors, aliases and
tags are refused: a draft says a thing where it means it, and a small file cannot become a large one. Add here: nothing of the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from eightk.drafting.complaints import Complaint

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 6
_NO_CHARACTER = re.compile("[\ud800-\udfff]")
_NOTHING = frozenset(("", "~", "null", "Null", "NULL"))


class Node(NamedTuple):
    """A part of the YAML: `value` is a text, None (nothing written), a list of nodes, or a dict from key to (key's node, node)."""

    line: int
    column: int
    value: Any


class BadNode(ValueError):
    """The YAML cannot be read; `complaint` says why."""

    def __init__(self, complaint: Complaint) -> None:
        self.complaint = complaint
        super().__init__(str(complaint))


def nodes(text: str, first: int) -> Node:
    """The mapping that the YAML is; `first` is the line of the draft on which it begins, from 1. Raises BadNode."""
    events = _events(text, first)
    next(events)  # the stream's start
    if isinstance(next(events), yaml.StreamEndEvent):
        raise _bad(first, 1, "the front matter is empty", "write form: 8-K, date_of_report and registrants between the two lines of ---")
    made = _node(next(events), events, first, 0)
    next(events)  # the document's end
    if not isinstance(rest := next(events), yaml.StreamEndEvent):
        raise _at(rest, first, "the front matter is more than one YAML document", "keep one")
    if not isinstance(made.value, dict):
        raise _bad(made.line, made.column, "the front matter is no list of keys and values", "write each line as key: value")
    return made


def _events(text: str, first: int) -> Iterator[Any]:
    """The parser's events; its own faults told as ours."""
    try:
        yield from yaml.parse(text, Loader=_LOADER)
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # the last two by the loader in Python, for an escape that is no character
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or "it cannot be parsed"
        line, column = (mark.line + first, mark.column + 1) if mark else (first, 1)
        todo = 'check colons, brackets and indentation here; put a value that holds ": " or begins with a sign into double quotes'
        raise _bad(line, column, f"broken YAML: {what}", todo) from None


def _node(event: Any, events: Iterator[Any], first: int, depth: int) -> Node:
    """The node that an event begins."""
    if isinstance(event, yaml.AliasEvent) or event.anchor:
        raise _at(event, first, "an anchor or alias of YAML (& or *)", "write the value out, in double quotes if it begins with & or *")
    if event.tag:
        raise _at(event, first, f"a tag of YAML ({event.tag})", "write the value alone, in double quotes if it begins with !")
    if depth > _DEEPEST:
        raise _at(event, first, "values nested too deep", "see docs/draft.md for what each key takes")
    line, column = event.start_mark.line + first, event.start_mark.column + 1
    if isinstance(event, yaml.ScalarEvent):
        if not event.value.isascii() and _NO_CHARACTER.search(event.value):
            raise _at(event, first, "an escape that is no character", "write the character itself")
        return Node(line, column, None if event.implicit[0] and event.value in _NOTHING else event.value)
    if isinstance(event, yaml.SequenceStartEvent):
        made = []
        while not isinstance(one := next(events), yaml.SequenceEndEvent):
            made.append(_node(one, events, first, depth + 1))
        return Node(line, column, made)
    return Node(line, column, _pairs(events, first, depth))


def _pairs(events: Iterator[Any], first: int, depth: int) -> dict[str, tuple[Node, Node]]:
    """Keys and values of a mapping. A key twice is refused."""
    made: dict[str, tuple[Node, Node]] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _node(event, events, first, depth + 1)
        if not isinstance(key.value, str):
            raise _bad(key.line, key.column, "a key that is no word", "write key: value")
        if key.value in made:
            raise _bad(key.line, key.column, f"{key.value} stands here twice", "keep one of them")
        made[key.value] = (key, _node(next(events), events, first, depth + 1))
    return made


def _at(event: Any, first: int, what: str, todo: str) -> BadNode:
    return _bad(event.start_mark.line + first, event.start_mark.column + 1, what, todo)


def _bad(line: int, column: int, what: str, todo: str) -> BadNode:
    return BadNode(Complaint(line, column, what, todo))
