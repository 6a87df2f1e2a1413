"""Covers typed in two columns: captions at the left, values at the right, and either may be folded.

Comes in: the chunks of a cover in wrapped text, told apart. Goes out: the same, each folded caption whole before its folded value. Add
here: how a fold is told from the next caption and its value.
"""

from __future__ import annotations

from collections.abc import Iterator

from eightk.read.captions import Seen

_SHIFT, _LOOSE = 2, 8  # columns by which a folded line may be off; and where its caption is folded too, for tabs
_MOST = 6  # lines that one caption takes


def unfolded(seen: list[Seen]) -> list[Seen]:
    """The chunks with every line of a caption before the lines of the value beside it.

    "Address of principal   4 Slate Road," over "executive offices   Danby Corners" are a caption and a value.
    """
    out: list[Seen] = []
    i = 0
    while i < len(seen):
        paired = seen[i].kinds and i + 1 < len(seen) and seen[i + 1].chunk.line == seen[i].chunk.line and not seen[i + 1].kinds
        left, right = _pair(seen, i) if paired else ([], [])
        if len(left) + len(right) > 2:
            out += left + right
            i += len(left) + len(right)
        else:
            out.append(seen[i])
            i += 1
    return out


def _pair(seen: list[Seen], i: int) -> tuple[list[Seen], list[Seen]]:
    """The lines of the caption and those of the value beside it, where a chunk begins such a pair; else nothing."""
    first = [s for s in seen[i : i + 3] if s.chunk.line == seen[i].chunk.line]
    if len(first) != 2 or not first[0].kinds or not first[1].value:
        return [], []
    left, right = first[:1], first[1:]
    above = first[0].chunk.line
    for line in _lines(seen, i + 2):
        caption = [s for s in line if _goes_on(left, s)]
        value = [s for s in line if s.value and abs(s.chunk.column - right[0].chunk.column) <= (_LOOSE if caption else _SHIFT)]
        near = line[0].chunk.line - above <= (2 if caption else 1)  # two in a text of double-spaced lines
        if not near or len(caption) + len(value) != len(line) or len(value) > 1:
            break
        above = line[0].chunk.line
        left, right = left + caption, right + value
    return left, right


def _lines(seen: list[Seen], i: int) -> Iterator[list[Seen]]:
    """The lines from a chunk on, as long as they have one or two chunks."""
    for _ in range(_MOST):
        line = [s for s in seen[i : i + 3] if s.chunk.line == seen[i].chunk.line]
        if not line or len(line) > 2:
            return
        yield line
        i += len(line)


def _goes_on(left: list[Seen], s: Seen) -> bool:
    """Whether a chunk is the next line of a caption, and not the next caption."""
    if abs(s.chunk.column - left[0].chunk.column) > _SHIFT or s.chunk.text[-1:] == ":" and left[-1].chunk.text[-1:] == ":":
        return False
    kinds = frozenset().union(*(one.kinds for one in left))
    return s.chunk.text[0].islower() or bool(s.kinds & kinds) or (bool(s.kinds) and s.kinds <= {"zip", "rest"})
