"""One thing broken at a time: the clean invented filings, each with one mutation (mutating.py), and what the checks must say of it.

Findings that the clean filing has already are no matter. At least 98 of 100 must be caught, at the right place, with no finding beyond
the companions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

import eightk
import mutated_covers
import mutated_frames
import mutated_items
import mutated_tags
from eightk.check import Case, check
from eightk.model import Span, pieces
from mutating import BASES, Maker, Mutation, text

# In the order in which they are sampled.
MAKERS = (
    *mutated_covers.MAKERS, *mutated_items.MAKERS, *mutated_tags.MAKERS, mutated_frames.signature, mutated_items.wording,
    *mutated_frames.MAKERS,
)  # fmt: skip


def mutations() -> Iterator[Mutation]:
    for path in BASES:
        k = Maker(path.stem)
        for make in MAKERS:
            make(k)
        yield from k.made


def judged(data: bytes) -> list[eightk.check.Fault]:
    report = eightk.read(data)
    texts = {e.number: eightk.document_text(report, e) for e in report.exhibits if e.document is not None}
    return list(check(Case(report, data, texts=texts)).faults)


def touches(data: bytes, span: Span | None, words: str) -> bool:
    """Whether a place lies on the words, or in the lines where they stand."""
    if span is None:
        return False
    low, high = pieces(span)[0][0], max(pieces(span)[-1][1], pieces(span)[0][0] + 1)
    low, high = data.rfind(b"\n", 0, low) + 1, (data.find(b"\n", high) + len(data) + 1) % (len(data) + 1)
    return words.encode() in data[low:high]


def edited(old: bytes, new: bytes) -> tuple[int, int]:
    """The bytes of the new that are not the old's."""
    low = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    tail = next((i for i, (a, b) in enumerate(zip(reversed(old), reversed(new), strict=False)) if a != b), 0)
    return low, max(low, len(new) - tail)


NEAR = 1200  # bytes: a missing thing is told where its neighbour stands


def placed(m: Mutation, span: Span | None) -> bool:
    """Whether a finding is where the mutation is: on its words, or, where it names none, near it; what is gone may have no place."""
    if m.at is not None:
        return touches(m.data, span, m.at)
    if span is None:
        return True
    low, high = edited(text(m.base).encode("utf-8"), m.data)
    return any(start - NEAR <= high and low - NEAR <= end for start, end in pieces(span))


def report(every: int = 1) -> tuple[Counter[str], Counter[str], list[str]]:
    """Made and caught by kind, and what was missed or said beyond the companions."""
    clean = {path.stem: {f.code for f in judged(path.read_bytes())} for path in BASES}
    made: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    missed: list[str] = []
    for n, m in enumerate(mutations()):
        if n % every:
            continue
        made[m.kind] += 1
        found = judged(m.data)
        right = [f for f in found if f.code in m.codes and placed(m, f.span)]
        extra = {f.code for f in found} - clean[m.base] - m.codes - m.also
        if right and not extra:
            caught[m.kind] += 1
            continue
        what = f"extra {' '.join(sorted(extra))}" if right else f"missed {' '.join(sorted(m.codes))}"
        said = [(f.code, f.span) for f in found if f.code not in clean[m.base] or f.code in m.codes]
        missed.append(f"{m.kind}: {m.base}: {m.name}: {what}; found {said}; edited {edited(text(m.base).encode(), m.data)}")
    return made, caught, missed


def judge(every: int) -> None:
    made, caught, missed = report(every)
    for kind in made:
        print(f"{kind:10} {caught[kind]:4} of {made[kind]:4}")
    print("\n".join(missed))
    assert made.total() >= 150
    assert caught.total() >= 0.98 * made.total(), missed


def test_mutations() -> None:
    judge(every=3)


@pytest.mark.slow
def test_all_mutations() -> None:
    judge(every=1)
