"""Chance that gives the same answers on any machine and any Python.

Comes in: a seed in words. Goes out: choices. `random()` alone of the library's generator is promised to stay as it is; everything here is
made of it. Add here: a kind of choice.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A stream of choices: the same for the same seed."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed).random

    def chance(self, share: float) -> bool:
        """True in that share of the cases."""
        return self._random() < share

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self._random() * (high - low + 1))

    def pick(self, some: Sequence[T]) -> T:
        """One of them."""
        return some[int(self._random() * len(some))]

    def some(self, many: Sequence[T], count: int) -> list[T]:
        """`count` of them (or all), in their order."""
        left = list(range(len(many)))
        while len(left) > max(0, count):
            del left[int(self._random() * len(left))]
        return [many[n] for n in left]

    def mixed(self, many: Sequence[T]) -> list[T]:
        """All of them, in any order."""
        left, out = list(many), list[T]()
        while left:
            out.append(left.pop(int(self._random() * len(left))))
        return out
