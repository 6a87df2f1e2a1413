"""A query as query objects of tantivy, with exactly the answers of `match.py`.

Comes in: a `Query` and a searcher. Goes out: a `tantivy.Query`, or `BadQuery` where a word stands for too many. Add here: a
node of `question.py`.

The index holds exact words with positions, so a stem or a prefix becomes all the words of the index that have it, and what is
near becomes phrases: two words at offsets 0 and 0 with slop n are at most n apart, in either order. That holds only while
no word may stand on both sides; those, and phrases beside near, become one phrase for every distance.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from eightk.archive.question import And, BadQuery, Between, Is, Named, Near, Node, Not, Or, Query, Run, Slot
from eightk.archive.schema import schema
from eightk.archive.words import irregular, stem_prefix, stems

if TYPE_CHECKING:
    import tantivy

MAX_WORDS = 16_000  # words of the index that one word of a query may stand for; tantivy takes 16,384
MAX_PHRASES = 2_000  # phrases that one near may become
_PATTERN = 600  # bytes of a pattern; tantivy takes 1,000 states
_FEW = 200  # words told apart one by one where both sides of near share some
_APART = 12  # up to so many combinations of words, a phrase for each is twice as quick as patterns
_OPEN = 60  # what an open end counts


class Choice(NamedTuple):
    """The words that a place of a phrase may hold, and patterns that together stand for them."""

    words: frozenset[str]
    patterns: frozenset[str]

    @classmethod
    def of(cls, words: Iterable[str]) -> Choice:
        """Each word its own pattern."""
        found = frozenset(words)
        return cls(found, frozenset(map(escaped, found)))

    def joined(self) -> list[str]:
        """The patterns in as few as tantivy takes."""
        out: list[list[str]] = [[]]
        room = _PATTERN
        for pattern in sorted(self.patterns):
            size = len(pattern.encode()) + (_OPEN if pattern.endswith(".*") else 1)
            if size > room and out[-1]:
                out.append([])
                room = _PATTERN
            out[-1].append(pattern)
            room -= size
        return ["|".join(patterns) for patterns in out]


def compiled(query: Query, searcher: tantivy.Searcher) -> tantivy.Query:
    """The query over this searcher's words."""
    return _Compiler(query, searcher).node(query.node)


class _Compiler:
    """One query on its way, with the searcher whose words it may stand for."""

    def __init__(self, query: Query, searcher: tantivy.Searcher) -> None:
        self.query, self.searcher = query, searcher
        self.choice = functools.cache(self._choice)

    def node(self, node: Node) -> tantivy.Query:
        if isinstance(node, And):
            return self._all(node)
        if isinstance(node, Or):
            return either([self.node(p) for p in node.parts])
        if isinstance(node, Not):
            return but([], [self.node(node.part)])
        if isinstance(node, Run):
            return self._run("text", node.slots, node.at)
        if isinstance(node, Near):
            return self._near(node)
        return silent(self._filing(node))

    def _all(self, node: And) -> tantivy.Query:
        wanted = [self.node(p) for p in node.parts if not isinstance(p, Not)]
        return but(wanted, [self.node(p.part) for p in node.parts if isinstance(p, Not)])

    def _filing(self, node: Is | Between | Named) -> tantivy.Query:
        import tantivy

        if isinstance(node, Between):
            kind = tantivy.FieldType.Unsigned
            return tantivy.Query.range_query(schema(), node.field, kind, node.low, node.high)
        if isinstance(node, Named):
            if node.in_order:
                return self._run("name", node.slots, node.at)
            return but([self._run("name", [s], node.at) for s in node.slots], [])
        return begins(node.field, node.value) if node.begins else term(node.field, node.value)

    # ---- words -----------------------------------------------------------------------------------------------

    def _begins(self, field: str, prefix: str, at: int) -> Choice:
        """The words with a beginning, as part of a phrase."""
        words = frozenset(w for w, _ in self.searcher.terms_with_prefix(field, prefix))
        if len(words) > MAX_WORDS:
            raise BadQuery(self.query.text, at, f"{prefix}* stands for {len(words):,} words", "write more of the word")
        return Choice(words, frozenset((f"{escaped(prefix)}.*",)) if words else words)

    def _choice(self, field: str, slot: Slot, at: int) -> Choice:
        """The words of the index that this word of the query stands for."""
        if slot.how == "exact":
            return Choice.of((slot.word,))
        if slot.how == "prefix":
            return self._begins(field, slot.word, at)
        alike = [w for w, _ in self.searcher.terms_with_prefix(field, stem_prefix(slot.word))]
        alike += irregular(slot.word)
        return Choice.of(w for w, s in zip(alike, stems(alike), strict=True) if s == slot.word)

    def _run(self, field: str, slots: Sequence[Slot], at: int) -> tantivy.Query:
        if len(slots) == 1 and slots[0].how == "prefix":
            return begins(field, slots[0].word)
        choices = [self.choice(field, s, at) for s in slots]
        if len(choices) == 1:
            return any_term(field, choices[0].words)
        return either(self._bounded(phrases(field, list(enumerate(choices))), at))

    def _bounded(self, made: list[tantivy.Query], at: int) -> list[tantivy.Query]:
        if len(made) > MAX_PHRASES:
            raise BadQuery(self.query.text, at, "this stands for too many phrases", "ask for fewer words here, or nearer ones")
        return made

    # ---- near ------------------------------------------------------------------------------------------------

    def _near(self, node: Near) -> tantivy.Query:
        left, right = self._sides(node.left), self._sides(node.right)
        out: list[tantivy.Query] = []
        for one in left:
            for other in right:
                if len(one) == len(other) == 1:
                    out += _near_words(one[0], other[0], node.distance)
                else:
                    out += _unrolled(one, other, node.distance)
                    out += _unrolled(other, one, node.distance)
                self._bounded(out, node.at)
        return either(out)

    def _sides(self, runs: Iterable[Run]) -> list[list[Choice]]:
        """The runs of one side; single words, however many, are one."""
        words = Choice.of(())
        out = []
        for run in runs:
            choices = [self.choice("text", s, run.at) for s in run.slots]
            if len(choices) == 1:
                words = Choice(words.words | choices[0].words, words.patterns | choices[0].patterns)
            else:
                out.append(choices)
        return [*([[words]] if words.words else []), *out]


def _near_words(one: Choice, other: Choice, distance: int) -> list[tantivy.Query]:
    """Two words, each one of a choice, at most `distance` apart in either order."""
    both = one.words & other.words
    if both and len(one.words | other.words) > _FEW:
        return _unrolled([one], [other], distance) + _unrolled([other], [one], distance)
    shared = Choice.of(both)
    alone, rest = (one, other) if not both else (Choice.of(one.words - both), Choice.of(other.words - both))
    out = phrases("text", [(0, alone), (0, other)], distance) + phrases("text", [(0, shared), (0, rest)], distance)
    return out + (_unrolled([shared], [shared], distance) if both else [])


def _unrolled(first: Sequence[Choice], second: Sequence[Choice], distance: int) -> list[tantivy.Query]:
    """The first run, then the second, a phrase for every distance."""
    out = []
    for gap in range(1, distance + 1):
        begins = len(first) - 1 + gap
        out += phrases("text", [*enumerate(first), *((begins + n, c) for n, c in enumerate(second))])
    return out


# ---- query objects -----------------------------------------------------------------------------------------------


def term(field: str, value: object) -> tantivy.Query:
    """The documents whose field has this value."""
    import tantivy

    return tantivy.Query.term_query(schema(), field, value)


def begins(field: str, prefix: str) -> tantivy.Query:
    """The documents whose field has a word that begins so, however many there are."""
    import tantivy

    return tantivy.Query.regex_query(schema(), field, f"{escaped(prefix)}.*")


def any_term(field: str, words: frozenset[str]) -> tantivy.Query:
    """The documents whose field has one of these words."""
    import tantivy

    if len(words) > 64:
        return tantivy.Query.term_set_query(schema(), field, sorted(words))
    return either([term(field, w) for w in sorted(words)])


def phrases(field: str, places: Sequence[tuple[int, Choice]], slop: int = 0) -> list[tantivy.Query]:
    """Words at these offsets from one another: one query, or several where a choice is too large for one."""
    import tantivy

    if not all(choice.words for _, choice in places):
        return []
    if math.prod(len(choice.words) for _, choice in places) <= _APART:
        apart = itertools.product(*([(n, word) for word in sorted(choice.words)] for n, choice in places))
        return [tantivy.Query.phrase_query(schema(), field, list(one), slop) for one in apart]
    every = itertools.product(*([(n, pattern) for pattern in choice.joined()] for n, choice in places))
    return [tantivy.Query.regex_phrase_query(schema(), field, list(one), slop) for one in itertools.islice(every, MAX_PHRASES + 1)]


def escaped(word: str) -> str:
    """A word as a pattern of itself: folding makes "(1)" and "1." of some signs. Those beyond ASCII take no backslash."""
    return "".join(f"\\{c}" if c.isascii() and not c.isalnum() else c for c in word)


def either(parts: Sequence[tantivy.Query]) -> tantivy.Query:
    """The documents of at least one."""
    import tantivy

    if len(parts) == 1:
        return parts[0]
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, p) for p in parts]) if parts else tantivy.Query.empty_query()


def but(wanted: Sequence[tantivy.Query], unwanted: Sequence[tantivy.Query]) -> tantivy.Query:
    """The documents of all of the first and none of the second; without a first, of all there are."""
    import tantivy

    musts = list(wanted) or [silent(tantivy.Query.all_query())]
    if len(musts) == 1 and not unwanted:
        return musts[0]
    return tantivy.Query.boolean_query(
        [*((tantivy.Occur.Must, q) for q in musts), *((tantivy.Occur.MustNot, q) for q in unwanted)]
    )  # fmt: skip


def silent(query: tantivy.Query) -> tantivy.Query:
    """The same documents, adding nothing to their score."""
    import tantivy

    return tantivy.Query.const_score_query(query, 0.0)
