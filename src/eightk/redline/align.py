"""Which members of two sequences belong together.

Comes in: two sequences. Goes out: pairs of positions. Add here: nothing of the form.

Members that stand once in each, and in the same order, are fixed first (patience), what lies between is compared in full. What is too
large to be compared in full is taken to have nothing in common, so that hostile text costs no more than long text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Sequence

Pair = tuple[int | None, int | None]
Place = tuple[int, int]
_CELLS = 100_000  # members of one side times those of the other that are compared in full
_PAIRS = 10_000  # the same where each pair is weighed by its words
_ALIKE = 0.35  # share of words from which on two passages are one that was changed


def matches(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Pairs of positions of equal members, rising on both sides.

    >>> matches("abcd", "xbcy")
    [(1, 1), (2, 2)]
    """
    out: list[tuple[int, int]] = []
    todo = [(0, len(old), 0, len(new))]
    while todo:
        a, b, c, d = todo.pop()
        while a < b and c < d and old[a] == new[c]:
            out.append((a, c))
            a, c = a + 1, c + 1
        while a < b and c < d and old[b - 1] == new[d - 1]:
            b, d = b - 1, d - 1
            out.append((b, d))
        if a == b or c == d:
            continue
        fixed = _single(old, new, a, b, c, d)
        if not fixed:
            out += _longest(old, new, a, b, c, d)
            continue
        for i, j in [*fixed, (b, d)]:
            todo.append((a, i, c, j))
            a, c = i + 1, j + 1
        out += fixed
    return sorted(out)


def _single(old: Sequence[Hashable], new: Sequence[Hashable], a: int, b: int, c: int, d: int) -> list[tuple[int, int]]:
    """The longest rising run of members that each side has once."""
    times, others = Counter(old[a:b]), Counter(new[c:d])
    where = {new[j]: j for j in range(c, d) if others[new[j]] == 1}
    found = [(i, where[old[i]]) for i in range(a, b) if times[old[i]] == 1 and old[i] in where]
    ends: list[int] = []
    heads: list[int] = []
    before: list[int] = []
    for n, (_, j) in enumerate(found):
        k = bisect_left(ends, j)
        before.append(heads[k - 1] if k else -1)
        ends[k : k + 1], heads[k : k + 1] = [j], [n]
    run = []
    n = heads[-1] if heads else -1
    while n >= 0:
        run.append(found[n])
        n = before[n]
    return run[::-1]


def _longest(old: Sequence[Hashable], new: Sequence[Hashable], a: int, b: int, c: int, d: int) -> list[tuple[int, int]]:
    """The longest common subsequence; none where the stretch is too large."""
    if (b - a) * (d - c) > _CELLS:
        return []
    return _best(b - a, d - c, lambda i, j: 1.0 if old[a + i] == new[c + j] else 0.0, a, c)


def _best(many: int, others: int, weight: Callable[[int, int], float], a: int = 0, c: int = 0) -> list[tuple[int, int]]:
    """The pairs, rising on both sides, whose weights have the greatest sum; a pair that weighs nothing is none."""
    weights = [[weight(i, j) for j in range(others)] for i in range(many)]
    best = [[0.0] * (others + 1) for _ in range(many + 1)]
    for i in range(many - 1, -1, -1):
        here, below, row = best[i], best[i + 1], weights[i]
        for j in range(others - 1, -1, -1):
            here[j] = max(below[j], here[j + 1], below[j + 1] + row[j] if row[j] else 0.0)
    out, i, j = [], 0, 0
    while i < many and j < others:
        if weights[i][j] and best[i][j] == best[i + 1][j + 1] + weights[i][j]:
            out.append((a + i, c + j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return out


def paired(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Texts in pairs, in order: equal ones, and between them those that share enough words; None beside what has no partner.

    >>> paired(["the fox ran away", "end"], ["new", "the fox ran home", "end"])
    [(None, 0), (0, 1), (1, 2)]
    """
    sure = matches(old, new)
    bags = {text: Counter(text.split()) for text in {*old, *new}}
    out: list[Pair] = []
    i = j = 0
    for a, c in [*sure, (len(old), len(new))]:
        out += _likely(old, new, (i, a), (j, c), bags)
        if a < len(old) or c < len(new):
            out.append((a, c))
        i, j = a + 1, c + 1
    return out


def _likely(old: Sequence[str], new: Sequence[str], olds: Place, news: Place, bags: dict[str, Counter[str]]) -> list[Pair]:
    """The pairs of a stretch without equal texts; a large stretch is cut into even parts."""
    many, others = olds[1] - olds[0], news[1] - news[0]
    if many * others > _PAIRS and min(many, others) > 1:
        a, c = olds[0] + many // 2, news[0] + others // 2
        return [*_likely(old, new, (olds[0], a), (news[0], c), bags), *_likely(old, new, (a, olds[1]), (c, news[1]), bags)]

    def weight(i: int, j: int) -> float:
        alike = _alike(bags[old[olds[0] + i]], bags[new[news[0] + j]])
        return alike if alike >= _ALIKE else 0.0

    pairs = _best(many, others, weight, olds[0], news[0]) if many * others <= _PAIRS else []
    out: list[Pair] = []
    i, j = olds[0], news[0]
    for a, c in [*pairs, (olds[1], news[1])]:
        out += [(n, None) for n in range(i, a)] + [(None, n) for n in range(j, c)]
        if a < olds[1] and c < news[1]:
            out.append((a, c))
        i, j = a + 1, c + 1
    return out


def _alike(one: Counter[str], other: Counter[str]) -> float:
    """The share of words that two texts have in common, 0 to 1."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0
