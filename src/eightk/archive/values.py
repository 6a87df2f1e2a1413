"""What may stand after a field's colon, and the nodes it becomes.

Comes in: a value as typed, with its place. Goes out: a node, or `BadQuery`. Add here: a field, as a line of `FIELDS`.
"""

from __future__ import annotations

import calendar
import functools
from collections.abc import Callable
from typing import NamedTuple, get_args

from eightk.archive.question import And, BadQuery, Between, Is, Named, Node, Or, Slot
from eightk.archive.words import tokens
from eightk.form.cover import names
from eightk.late import late
from eightk.model import Status

_ITEM = late(r"(\d{1,2}(?:\.\d{1,2})?)(?:\(([A-Za-z0-9]{1,3})\))?")
_LETTER = late(r"\(?([A-Za-z])\)?")
_DAY = late(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_PLAIN = late(r"[\w.()/-]+")
_STATE_CODE = late(r"[A-Za-z0-9]{2}")


class Value(NamedTuple):
    """A value as typed: without its quotes or its star, and what it belongs to, for complaints."""

    word: str
    at: int
    query: str
    field: str
    quoted: bool = False
    begins: bool = False

    def bad(self, message: str, instead: str) -> BadQuery:
        """The complaint about this value."""
        return BadQuery(self.query, self.at, message, instead)


def _item(value: Value) -> Node:
    """5, 5.02, 5.02(b), or 5* for all that begin so."""
    found = _ITEM.fullmatch(value.word.rstrip(".") if value.begins else value.word)
    if found is None:
        raise value.bad(f"{value.word!r} is no item number", f"write {value.field}:5.02, {value.field}:5.02(b) or {value.field}:5")
    if value.begins:
        return Is("item", value.word, True, value.at)
    number = Is("item", found[1], False, value.at)
    return And((number, Is("letter", found[2].lower(), False, value.at))) if found[2] else number


def _part(value: Value) -> Node:
    """Item, exhibit, a letter, or an item number with a letter."""
    if value.word.lower() in ("item", "exhibit"):
        return Is("kind", value.word.lower(), False, value.at)
    letter = _LETTER.fullmatch(value.word)
    if letter:
        return Is("letter", letter[1].lower(), False, value.at)
    found = _ITEM.fullmatch(value.word)
    if found and found[2]:
        return _item(value)
    raise value.bad(f"{value.word!r} is no part", "write part:item, part:exhibit, part:b or part:5.02(b)")


def _cik(value: Value) -> Node:
    """A number of up to ten digits, leading zeros or not."""
    if not (value.word.isascii() and value.word.isdigit() and len(value.word) <= 10):
        raise value.bad(f"{value.word!r} is no CIK", "write its digits, as cik:320193")
    return Is("cik", value.word.lstrip("0") or "0", False, value.at)


@functools.cache
def _state_codes() -> dict[str, tuple[str, ...]]:
    """The name of a state, province or country, folded -> EDGAR's code and the postal one, where they differ."""
    found: dict[str, tuple[str, ...]] = {}
    for table in (names().stateprovnameen, names().edgarprovcountryen):
        for name, code in table.items():
            key = name.casefold()
            found[key] = tuple(dict.fromkeys((*found.get(key, ()), code.upper())))
    return found


def _state(value: Value) -> Node:
    """A code as in the header, or a name of the form's table."""
    if _STATE_CODE.fullmatch(value.word):
        return Is("state", value.word.upper(), False, value.at)
    codes = _state_codes().get(" ".join(value.word.casefold().split()))
    if codes is None:
        raise value.bad(f"no state is named {value.word!r}", 'write its code, as state:CA, or its name, as state:"New York"')
    kinds = tuple(Is("state", c, False, value.at) for c in codes)
    return kinds[0] if len(kinds) == 1 else Or(kinds)


def _plain(value: Value) -> Node:
    """A value as the field has it; case does not matter."""
    if not value.word.strip() or not (value.quoted or _PLAIN.fullmatch(value.word)):
        raise value.bad(f"{value.word!r} is no value of {value.field}:", "write letters and digits, or put it in quotes")
    return Is(value.field, folded(value.field, value.word), value.begins, value.at)


def folded(field: str, word: str) -> str:
    """A value as the index holds it: codes and types in capitals, words in small letters, a CIK without leading zeros."""
    if field == "cik":
        return word.lstrip("0") or "0"
    return word.strip().upper() if field in ("state", "form") else word.strip().lower()


def _filer(value: Value) -> Node:
    """Words of a name."""
    words = [t.word for t in tokens(value.word)]
    if not words:
        raise value.bad(f"{value.word!r} has no word", "write a word of the name, as filer:acme")
    slots = [Slot("exact", w) for w in words]
    if value.begins:
        slots[-1] = Slot("prefix", words[-1])
    return Named(tuple(slots), value.quoted, value.at)


def _day(value: Value, word: str, at: int) -> tuple[int, int]:
    """A year, month or day as its first and last day, yyyymmdd."""
    found = _DAY.fullmatch(word)
    year, month, day = (int(g) if g else None for g in found.groups()) if found else (None, None, None)
    last = calendar.monthrange(year, month)[1] if year and month and 1 <= month <= 12 else 31
    if not year or not 1 <= (month or 1) <= 12 or not 1 <= (day or 1) <= last:
        what = f"{value.field}:2003, {value.field}:2003-09, {value.field}:2003-09-15 or {value.field}:2003-09..2004"
        raise BadQuery(value.query, at, f"{word!r} is no year, month or day", f"write {what}")
    return year * 10_000 + (month or 1) * 100 + (day or 1), year * 10_000 + (month or 12) * 100 + (day or last)


def _dates(value: Value) -> Node:
    """A date, or two with .. between; an end may be left open."""
    first, dots, second = value.word.partition("..")
    if not first and not second:
        raise value.bad("a date is missing", f"write {value.field}:2003 or {value.field}:2003-09..2004")
    low, high = (0, 99_991_231)
    if first:
        low, high = _day(value, first, value.at)
    if dots:
        high = _day(value, second, value.at + len(first) + 2)[1] if second else 99_991_231
    if low > high:
        raise value.bad("the range ends before it begins", f"write {value.field}:{second}..{first}")
    return Between(value.field, low, high)


def _status(value: Value) -> Node:
    """One of the few; another word would find nothing and not say why."""
    if value.word.lower() not in (known := get_args(Status)):
        raise value.bad(f"{value.word!r} is no status", f"write one of {' '.join(f'{value.field}:{status}' for status in known)}")
    return _plain(value)


FIELDS: dict[str, Callable[[Value], Node]] = {
    "item": _item,
    "part": _part,
    "topic": _plain,
    "filer": _filer,
    "cik": _cik,
    "state": _state,
    "sic": _plain,
    "form": _plain,
    "filed": _dates,
    "accepted": _dates,
    "status": _status,
    "says": _plain,
    "exhibit": _plain,
}
MAY_BEGIN = ("item", "filer", "sic", "exhibit", "topic")
