"""The tags of an HTML document as they stand in its bytes.

Comes in: bytes, where they start and end. Goes out: `Tag`s with their places. Add here: nothing of the form.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from eightk.check.case import Case
from eightk.late import late

_TAG = late(rb"""<(/?)([A-Za-z][A-Za-z0-9:._-]*)((?:"[^"<>]*"|'[^'<>]*'|[^<>"']++)*+)>""")
_COMMENT = late(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>", re.S)
_ATTRIBUTE = late(rb"""([A-Za-z_][\w:.-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_LEADING = late(rb"(?:\s|<[^>]*>|&nbsp;|&#160;)*")
VOID = frozenset(("area", "base", "basefont", "bgsound", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "wbr"))


class Tag(NamedTuple):
    """A tag: its place, its name in lower case, whether it closes, and its attributes' source."""

    start: int
    end: int
    name: str
    closes: bool
    source: bytes

    def attributes(self) -> Iterator[tuple[str, str, int, int]]:
        """Name (lower case), value, and the place of the whole attribute."""
        base = self.end - 1 - len(self.source)
        for m in _ATTRIBUTE.finditer(self.source):
            value = next((g for g in m.groups()[1:] if g is not None), b"")
            yield (
                m.group(1).decode("ascii", "replace").lower(),
                html.unescape(value.decode("utf-8", "replace")),
                base + m.start(),
                base + m.end(),
            )

    def get(self, name: str) -> str | None:
        """The value of an attribute."""
        return next((value for key, value, _, _ in self.attributes() if key == name), None)


@cache
def _some(names: tuple[str, ...]) -> re.Pattern[bytes]:
    # Each letter in both cases: a pattern that forgets case all over would not skip quickly from one "<" to the next.
    either = "|".join("".join(f"[{c}{c.upper()}]" for c in name) for name in names)
    return re.compile(_TAG.pattern.replace(b"[A-Za-z][A-Za-z0-9:._-]*", either.encode() + rb"(?=[\s/>])"))


def main_tags(case: Case) -> list[Tag]:
    """The tags of the main document."""
    return case.kept("tags", lambda: list(tags(case.data, *case.body)))


def tags(data: bytes, start: int, end: int, only: tuple[str, ...] = ()) -> Iterator[Tag]:
    """The tags between two places, or those of some names alone; those in comments left out."""
    part = data[start:end]
    if b"<!--" in part or b"<![CDATA[" in part:
        part = _COMMENT.sub(lambda m: b" " * len(m.group()), part)
    for m in (_some(only) if only else _TAG).finditer(part):
        yield Tag(start + m.start(), start + m.end(), m.group(2).decode("ascii").lower(), bool(m.group(1)), m.group(3))


def closing(found: list[Tag], n: int) -> Tag | None:
    """The tag that closes the n-th, tags of the same name inside it counted."""
    depth = 0
    for tag in found[n:]:
        if tag.name == found[n].name and not tag.source.rstrip().endswith(b"/"):
            depth += -1 if tag.closes else 1
            if depth == 0:
                return tag
    return None


def shown(data: bytes, start: int, end: int) -> tuple[int, int]:
    """A place without the tags and blanks it begins with."""
    m = _LEADING.match(data, start, end)
    return (m.end() if m and m.end() < end else start), end


def first_line(data: bytes, start: int, end: int) -> tuple[int, int]:
    """The words a place begins with, to the next tag or line end."""
    start, end = shown(data, start, end)
    stops = [at for at in (data.find(b"<", start, end), data.find(b"\n", start, end)) if at > start]
    return start, min(stops, default=end)
