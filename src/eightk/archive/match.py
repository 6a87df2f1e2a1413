"""A query answered on one passage, without an index: what matches, and which characters to mark.

Comes in: a `Query` and a `Passage`. Goes out: ranges of the passage's text, or None. Add here: a node of `question.py`. What the
index finds is defined by this module; the tests hold the two equal.
"""

from __future__ import annotations

import bisect
import contextlib
import datetime as dt
import functools
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from eightk.archive.passages import Passage
from eightk.archive.question import And, Between, Is, Named, Near, Node, Not, Or, Query, Run, Slot
from eightk.archive.values import folded
from eightk.archive.words import places, stem, words

# First and last position of words that match.
Reach = tuple[int, int]


class Words:
    """The words of a text by what may be asked of them."""

    def __init__(self, text: str) -> None:
        self.text = text

    @functools.cached_property
    def words(self) -> list[str]:
        """The words in order."""
        return words(self.text)

    @functools.cached_property
    def different(self) -> frozenset[str]:
        """Every word once."""
        return frozenset(self.words) - {""}  # that is one too long to be indexed

    def at(self, slot: Slot) -> list[int]:
        """Where a word of the query stands."""
        if slot.how == "exact":
            return self._places(slot.word)
        begins = slot.word if slot.how == "prefix" else slot.word[0]  # no stem has another first letter than its word
        alike = [w for w in self.different if w.startswith(begins)]
        return sorted(p for w in alike if slot.how == "prefix" or stem(w) == slot.word for p in self._places(w))

    def _places(self, word: str) -> list[int]:
        out: list[int] = []
        with contextlib.suppress(ValueError):  # there is no other
            while True:
                out.append(self.words.index(word, out[-1] + 1 if out else 0))
        return out

    def run(self, slots: Sequence[Slot]) -> list[Reach]:
        """Where these words follow one another."""
        firsts = self.at(slots[0])
        for n, slot in enumerate(slots[1:], 1):
            here = set(self.at(slot)) if firsts else set()
            firsts = [p for p in firsts if p + n in here]
        return [(p, p + len(slots) - 1) for p in firsts]

    def characters(self, reaches: Sequence[Reach]) -> list[tuple[int, int]]:
        """Positions as characters of the text."""
        found = places(self.text) if reaches else []
        return [(found[a][0], found[b][1]) for a, b in reaches]


def hits(query: Query, passage: Passage, words: Words | None = None) -> list[tuple[int, int]] | None:
    """The ranges of `passage.text` that made it match, in order and apart; None where it does not match.

    `words` are those of the passage's text, where they are at hand from an earlier query.
    """
    words = words or Words(passage.text)
    found = _found(query.node, words, passage)
    return None if found is None else _apart(words.characters(found))


def matches(query: Query, passage: Passage, words: Words | None = None) -> bool:
    """Whether the passage answers the query."""
    return hits(query, passage, words) is not None


def _found(node: Node, words: Words, passage: Passage) -> list[Reach] | None:
    """The words that made the node true, none for one that is not about text; None where it is false."""
    if isinstance(node, And):
        return _all([_found(p, words, passage) for p in node.parts])
    if isinstance(node, Or):
        found = [f for f in (_found(p, words, passage) for p in node.parts) if f is not None]
        return _all(found) if found else None
    if isinstance(node, Not):
        return [] if _found(node.part, words, passage) is None else None
    if isinstance(node, Run):
        return words.run(node.slots) or None
    if isinstance(node, Near):
        return _near(node, words) or None
    return [] if _of_filing(node, passage) else None


def _all(found: Sequence[list[Reach] | None]) -> list[Reach] | None:
    out: list[Reach] = []
    for reaches in found:
        if reaches is None:
            return None
        out += reaches
    return out


def _near(node: Near, words: Words) -> list[Reach]:
    """Both sides of every pair that is near enough. Runs that share a word are no pair."""
    left = sorted({r for run in node.left for r in words.run(run.slots)})
    right = sorted({r for run in node.right for r in words.run(run.slots)})
    pairs = [*_pairs(left, right, node.distance), *_pairs(right, left, node.distance)]
    return sorted({reach for pair in pairs for reach in pair})


def _pairs(first: list[Reach], second: list[Reach], distance: int) -> Iterator[tuple[Reach, Reach]]:
    """Pairs whose second begins at most `distance` words after the end of the first."""
    for one in first:
        n = bisect.bisect_left(second, (one[1] + 1, 0))
        while n < len(second) and second[n][0] - one[1] <= distance:
            yield one, second[n]
            n += 1


def _apart(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges in order; those that overlap are one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(set(ranges)):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


# ---- the filing ------------------------------------------------------------------------------------------------


def day_number(day: dt.date | None) -> int | None:
    """A day, or the day of a moment, as yyyymmdd."""
    return None if day is None else day.year * 10_000 + day.month * 100 + day.day


def _some(*values: str | None) -> tuple[str, ...]:
    return tuple(v for v in values if v)


# Field -> what the passage has of it, as typed or as filed.
KEYWORDS: dict[str, Callable[[Passage], tuple[str, ...]]] = {
    "item": lambda p: p.numbers,
    "letter": lambda p: p.letters,
    "kind": lambda p: (p.kind,),
    "topic": lambda p: p.topics,
    "cik": lambda p: p.ciks,
    "state": lambda p: p.states,
    "sic": lambda p: p.sics,
    "form": lambda p: _some(p.form, p.type),
    "status": lambda p: p.statuses,
    "says": lambda p: p.says,
    "exhibit": lambda p: _some(p.exhibit),
}
DAYS: dict[str, Callable[[Passage], Any]] = {"filed": lambda p: p.filed, "accepted": lambda p: p.accepted}


def keywords(field: str, passage: Passage) -> list[str]:
    """A field's values as they are compared, each once."""
    return list(dict.fromkeys(folded(field, v) for v in KEYWORDS[field](passage) if v.strip()))


def _of_filing(node: Is | Between | Named, passage: Passage) -> bool:
    if isinstance(node, Between):
        day = day_number(DAYS[node.field](passage))
        return day is not None and node.low <= day <= node.high
    if isinstance(node, Is):
        values = keywords(node.field, passage)
        return any(v.startswith(node.value) for v in values) if node.begins else node.value in values
    names = [Words(n) for n in passage.filers]
    if node.in_order:
        return any(n.run(node.slots) for n in names)
    return all(any(n.at(slot) for n in names) for slot in node.slots)
