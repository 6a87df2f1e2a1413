"""What is wrong with a draft: where, what, and what to write instead.

Comes in: places and words. Goes out: Complaints, and the one exception that carries them. Add here: nothing.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import NamedTuple


class Complaint(NamedTuple):
    """One thing that is wrong: `line` and `column` in draft.md, from 1; `what` is wrong and what to do, a sentence each."""

    line: int
    column: int
    what: str
    todo: str

    def __str__(self) -> str:
        return f"{self.line}:{self.column}: {self.what}; {self.todo}"


class BadDraft(ValueError):
    """A draft that cannot be read: its `path`, and all that is wrong with it, in order of place."""

    def __init__(self, path: str, complaints: Iterable[Complaint]) -> None:
        self.path = path
        self.complaints = tuple(sorted(complaints))
        super().__init__("\n".join(f"{path}:{one}" for one in self.complaints))


def nearest(word: str, known: Iterable[str]) -> str:
    """What to write instead of an unknown word: the known one that looks most like it, else all of them."""
    known = list(known)
    alike = difflib.get_close_matches(word, known, 1, 0.6)
    return f"write {alike[0]}" if alike else "write one of " + ", ".join(known)
