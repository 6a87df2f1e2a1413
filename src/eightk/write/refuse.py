"""What a writer refuses. Comes in: nothing. Goes out: `CannotWrite`. Add here: nothing."""

from __future__ import annotations


class CannotWrite(ValueError):
    """The caller asked for what cannot be written: an unknown format, a character that a medium lacks."""
