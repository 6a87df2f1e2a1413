"""Nodes of the front matter -> values, by the tables of `keys.py`.

Comes in: a Node and a table. Goes out: plain dicts, with the line of each value; every complaint, not only the first. Add here: a kind
of value.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from eightk.drafting.complaints import Complaint, nearest
from eightk.drafting.keys import Key, Keys, Kind
from eightk.drafting.nodes import Node
from eightk.read.text import squeeze

BLANK = "TO FILL"
"""What stands where only the filer knows the value."""

_FLAGS = {"true": True, "yes": True, "false": False, "no": False}
_URL = re.compile(r"(?i)https?://[^\s<>]+")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_CIK = re.compile(r"\d{1,10}")
_WHOLE = re.compile(r"[1-9]\d{0,3}")
_MONTH_DAY = re.compile(r"(\d\d)-?(\d\d)")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def is_own_file(name: str) -> bool:
    """Whether a name is one of a file in the draft's folder or below it: no scheme, no root, no way up, no blank or control."""
    parts = name.replace("\\", "/").split("/")
    return (
        name == "/".join(parts)
        and name.isprintable()
        and " " not in name
        and not _SCHEME.match(name)
        and not {"", ".", ".."} & set(parts)
    )  # fmt: skip


def is_address(target: str) -> bool:
    """Whether a link's target may stand in a draft: on the web, or the draft's own file."""
    return _URL.fullmatch(target) is not None or is_own_file(target)


def _date(words: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(words) if _DATE.fullmatch(words) else None
    except ValueError:
        return None  # no such day; told as a date that is none


def _month_day(words: str) -> str | None:
    m = _MONTH_DAY.fullmatch(words)
    return m[1] + m[2] if m and _date(f"2000-{m[1]}-{m[2]}") else None


# Kind -> (value of a text, or None; what a wrong one is; what to write).
KINDS: dict[Kind, tuple[Callable[[str], Any], str, str]] = {
    "text": (squeeze, "no text", "write words"),
    "date": (_date, "no date", "write year, month and day: 2003-09-15"),
    "flag": (lambda words: _FLAGS.get(words.lower()), "neither true nor false", "write true or false"),
    "whole": (lambda words: int(words) if _WHOLE.fullmatch(words) else None, "no whole number from 1 on", "write 1, 2 and so on"),
    "cik": (lambda words: words.zfill(10) if _CIK.fullmatch(words) else None, "no Central Index Key", "write up to ten digits"),
    "month-day": (_month_day, "no day of a year", "write month and day: 12-31"),
    "url": (lambda words: words if _URL.fullmatch(words) else None, "no address on the web", "write one that begins with https://"),
    "file": (
        lambda words: words if is_own_file(words) else None,
        "no file of the draft's folder",
        "write its name without blanks, or folder/name for one below; put it beside the draft first",
    ),
}  # fmt: skip


class Reading:
    """What is found along the way: complaints, and the line of every value by its place ("exhibits.1.file")."""

    def __init__(self) -> None:
        self.complaints: list[Complaint] = []
        self.blanks = 0
        """How many of the complaints are of a value that is not filled in yet: nothing is wrong with the rest for that."""
        self.places: dict[str, int] = {}

    def complain(self, line: int, column: int, what: str, todo: str) -> None:
        """One more thing that is wrong."""
        self.complaints.append(Complaint(line, column, what, todo))

    def table(self, keys: Keys, node: Node, place: str) -> dict[str, Any]:
        """The values of a mapping by key; those not written are left out."""
        made = {}
        for name, (at, value) in node.value.items():
            if name not in keys:
                cut = value.value is None and [begins.line for begins, _ in node.value.values()].count(at.line) > 1  # {name: A, Jr.}
                or_whole = "; or put the value before it, with its comma, into double quotes" * cut
                self.complain(at.line, at.column, f"unknown key {name!r}", nearest(name, keys) + or_whole)
                continue
            key, inner = keys[name], f"{place}{name}"
            self.places[inner] = at.line
            found = self.several(key, value, inner) if key.many else self.one(key, value, inner)
            if found is not None:
                made[name] = found
        for name, key in keys.items():
            if key.needed and (name not in node.value or node.value[name][1].value is None):
                self.complain(node.line, node.column, f"{name} is missing", f"write {name}: {key.choices[0] if key.choices else '...'}")
        return made

    def several(self, key: Key, node: Node, place: str) -> list[Any] | None:
        """The values of a list; None where nothing is written."""
        if node.value is None:
            return None
        if not isinstance(node.value, list):
            self.complain(
                node.line, node.column, f"{place} is a list", "write each on a line of its own that begins with a dash, or [a, b]"
            )
            return None
        made = []
        for n, one in enumerate(node.value):
            self.places[f"{place}.{n}"] = one.line
            found = self.one(key, one, f"{place}.{n}")
            if found is not None:
                made.append(found)
            elif one.value is None:
                self.complain(one.line, one.column, f"an empty entry of {place}", "write what it is, or take it out")
        return made

    def one(self, key: Key, node: Node, place: str) -> Any:
        """The value of a node as the key takes it; None where nothing is written, or what is wrong was told."""
        if node.value is None:
            return None
        if isinstance(node.value, dict) and key.keys is not None:
            return self.table(key.keys, node, f"{place}.")
        if not isinstance(node.value, str) or (key.keys is not None and not key.either):
            takes = "keys and values: " + ", ".join(key.keys) if key.keys else "one value, and no list or keys of its own"
            self.complain(node.line, node.column, f"{place} is not written so", f"write {takes}")
            return None
        if key.choices:
            return self._choice(key, node, place)
        make, wrong, todo = KINDS[key.kind]
        made = make(node.value)
        if made is None and BLANK in node.value:
            self.blanks += 1
            self.complain(node.line, node.column, f"{place} is not filled in", f"{todo}; or take the key out")
        elif made is None:
            self.complain(node.line, node.column, f"{place} is {wrong}: {node.value!r:.60}", todo)
        return made if made != "" else None

    def _choice(self, key: Key, node: Node, place: str) -> str | None:
        if node.value in key.choices:
            return str(node.value)
        self.complain(node.line, node.column, f"{place} cannot be {node.value!r:.60}", nearest(node.value, key.choices))
        return None
