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
_OPENING = late(rb"<[A-Za-z][^>]*")
_OPENING_CLOSED = late(rb"<[A-Za-z][^<>]*")
_COMMENTS = ((b"<!--", b"-->"), (b"<![CDATA[", b"]]>"))
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
        return attributes(self.source, self.end - 1 - len(self.source))

    def get(self, name: str) -> str | None:
        """The value of an attribute."""
        return next((value for key, value, _, _ in self.attributes() if key == name), None)


def attributes(source: bytes, base: int = 0) -> Iterator[tuple[str, str, int, int]]:
    """Of the attributes in a tag's source: name (lower case), value, and the place of the whole, counted from `base`."""
    for m in _ATTRIBUTE.finditer(source):
        value = next((g for g in m.groups()[1:] if g is not None), b"")
        name = m.group(1).decode("ascii", "replace").lower()
        yield name, html.unescape(value.decode("utf-8", "replace")), base + m.start(), base + m.end()


@cache
def _some(names: tuple[str, ...]) -> re.Pattern[bytes]:
    # Each letter in both cases: a pattern that forgets case all over would not skip quickly from one "<" to the next.
    either = "|".join("".join(f"[{c}{c.upper()}]" for c in name) for name in names)
    return re.compile(_TAG.pattern.replace(b"[A-Za-z][A-Za-z0-9:._-]*", either.encode() + rb"(?=[\s/>])"))


class Source(NamedTuple):
    """The main document, as long as it is, with no tag in a comment; and what its opening tags are, each spelling once, without its ">".

    Most tags are spelt as others are: what holds of none of the spellings holds of no tag.
    """

    data: bytes
    spelt: bytes


def source(case: Case) -> Source:
    """The main document as its tags are looked for."""
    return case.kept("source", lambda: _source(case.data[slice(*case.body)]))


def _source(data: bytes) -> Source:
    found = set(_OPENING.findall(data))
    spelt = b"".join(found)
    if spelt.count(b"<") != len(found) or _hides(data):  # a tag that is not closed reaches into the next
        data = _blanked(data)
        spelt = b"".join(set(_OPENING_CLOSED.findall(data)))
    return Source(data, spelt)


def _hides(data: bytes) -> bool:
    """Whether a comment has a tag in it, or is not closed."""
    at = data.find(b"!")  # rarer than "<", and one byte is found fastest
    while at >= 0:
        after = data.find(b"<", at)
        for opens, closes in _COMMENTS:
            if at and data.startswith(opens, at - 1) and data.find(closes, at, after if after >= 0 else len(data)) < 0:
                return True
        at = data.find(b"!", at + 1)
    return False


def _blanked(part: bytes) -> bytes:
    """A stretch with blanks for its comments; one that is never closed is none."""
    kinds = [kind for kind in _COMMENTS if kind[0] in part]
    out, done = [], 0
    at = part.find(b"<!") if kinds else -1
    while at >= 0:
        end = at + 2
        for kind in [k for k in kinds if part.startswith(k[0], at)]:
            close = part.find(kind[1], at + len(kind[0]))
            if close < 0:
                kinds.remove(kind)  # not closed here: nor is a later one
                continue
            end = close + len(kind[1])
            out += [part[done:at], b" " * (end - at)]
            done = end
        at = part.find(b"<!", end) if kinds else -1
    return b"".join([*out, part[done:]]) if out else part


def main_tags(case: Case) -> list[Tag]:
    """The tags of the main document."""
    return case.kept("tags", lambda: list(tags(case)))


def tags(case: Case, only: tuple[str, ...] = ()) -> Iterator[Tag]:
    """The tags of the main document, or those of some names alone; those in comments left out."""
    start = case.body[0]
    for m in (_some(only) if only else _TAG).finditer(source(case).data):
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
