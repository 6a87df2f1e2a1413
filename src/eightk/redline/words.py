"""Two texts by their words: what both say, what one alone says.

Comes in: two texts. Goes out: stretches. Add here: a way to write the same character.

White space, and the ways to write a quotation mark, a dash or a hyphen, make no difference: a typewriter's report and a typesetter's
say the same.
"""

from __future__ import annotations

import re

from eightk.redline.align import matches
from eightk.redline.changes import Change, Stretch, Stretches

_TOKEN = re.compile(r"(\w+(?:[.,'\u2019]\w+)*|-{2,3}|[^\w\s])\s*")
_SAME = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a`", "'")
    | dict.fromkeys("\u201c\u201d\u201e", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015", "-")
    | dict.fromkeys("\u00ad")
)  # Unicode's other blanks are white space to `split`
_DASHES = re.compile(r"-{2,3}")


def folded(text: str) -> str:
    """A text as it is compared.

    >>> folded("the \\u201cCompany\\u2019s\\u201d  plan\\u2014now")
    'the "Company\\'s" plan-now'
    """
    return " ".join(_DASHES.sub("-", text.translate(_SAME)).split())


def by_words(old: str, new: str) -> Stretches:
    """What both texts say and what one alone says, in reading order.

    >>> [(s.of, s.text) for s in by_words("a price of $5.6 million", "a price of $6.5 million")]
    [('both', 'a price of $'), ('old', '5.6 '), ('new', '6.5 '), ('both', 'million')]
    """
    if folded(old) == folded(new):
        return (Stretch("both", new),) if new else ()
    olds, news = _tokens(old), _tokens(new)
    pairs = matches([_key(token) for token in olds], [_key(token) for token in news])
    return tuple(_stretches(olds, news, _without_crumbs(pairs, olds, news)))


def whole(old: str | None, new: str | None) -> Stretches:
    """The same for values that are no prose (dates, numbers): the one or the other, never a part."""
    if old is not None and new is not None and folded(old) == folded(new):
        return (Stretch("both", new),)
    return tuple(s for s in (Stretch("old", old or ""), Stretch("new", new or "")) if s.text)


def change_of(stretches: Stretches) -> Change:
    """What became of a text."""
    of = {stretch.of for stretch in stretches}
    if of <= {"both"}:
        return "same"
    return "added" if of == {"new"} else "removed" if of == {"old"} else "changed"


def _tokens(text: str) -> list[str]:
    """Words and signs, each with the white space behind it."""
    return [m.group() for m in _TOKEN.finditer(text.strip())]


def _key(token: str) -> str:
    return folded(token)


def _without_crumbs(pairs: list[tuple[int, int]], olds: list[str], news: list[str]) -> list[tuple[int, int]]:
    """The pairs without those runs that are shorter than the changes on both their sides: "of the" between rewritten words says nothing."""
    while True:
        runs = _runs(pairs)
        sizes = [_size(olds, news, before, after) for before, after in _gaps(runs, len(olds), len(news))]
        kept = [
            run for n, run in enumerate(runs)
            if len("".join(olds[run[0][0] : run[-1][0] + 1]).strip()) > min(sizes[n], sizes[n + 1])
        ]  # fmt: skip
        if len(kept) == len(runs):
            return pairs
        pairs = [pair for run in kept for pair in run]


def _runs(pairs: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Pairs that follow each other on both sides, together."""
    runs: list[list[tuple[int, int]]] = []
    for i, j in pairs:
        if runs and runs[-1][-1] == (i - 1, j - 1):
            runs[-1].append((i, j))
        else:
            runs.append([(i, j)])
    return runs


def _gaps(runs: list[list[tuple[int, int]]], many: int, others: int) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Where the changes before, between and behind the runs begin and end, on both sides."""
    starts = [(0, 0), *((run[-1][0] + 1, run[-1][1] + 1) for run in runs)]
    ends = [*(run[0] for run in runs), (many, others)]
    return list(zip(starts, ends, strict=True))


def _size(olds: list[str], news: list[str], start: tuple[int, int], end: tuple[int, int]) -> int:
    """Characters of a change: those of the longer side."""
    return max(len("".join(olds[start[0] : end[0]])), len("".join(news[start[1] : end[1]])))


def _stretches(olds: list[str], news: list[str], pairs: list[tuple[int, int]]) -> list[Stretch]:
    out: list[Stretch] = []
    runs = _runs(pairs)
    for n, ((a, c), (b, d)) in enumerate(_gaps(runs, len(olds), len(news))):
        out += [Stretch("old", "".join(olds[a:b]))] if a < b else []
        out += [Stretch("new", "".join(news[c:d]))] if c < d else []
        if n < len(runs):
            out.append(Stretch("both", "".join(news[runs[n][0][1] : runs[n][-1][1] + 1])))
    return out
