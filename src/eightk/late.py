"""Regular expressions compiled at their first use: some hundred of them would make `import eightk` wait.

Comes in: a pattern's source. Goes out: what behaves as the compiled pattern. Add here: nothing.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")


class _Late:
    """Stands for a pattern; the first method asked for compiles it and puts the bound methods in its place."""

    __slots__ = (*_METHODS, "_flags", "pattern")

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def late(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As `re.compile`, but compiled at first use; a faulty pattern raises `re.error` then."""
    return cast("re.Pattern[AnyStr]", _Late(pattern, flags))
