"""Inline XBRL tags of a main document -> Facts: what the tags say, a witness beside the printed cover.

Comes in: the characters of the document and where they start. Goes out: model Facts in document order. Add here: nothing of
the cover; agreement is a check.
"""

from __future__ import annotations

import html
import re

from eightk.late import late
from eightk.model import Fact
from eightk.read.text import Offsets, lowered, squeeze

# A tag, and what it tags where that is plain text.
_OPEN = late(r"<ix:(nonnumeric|nonfraction)\b([^<>]*)>(?:([^<&]*+)</ix:\1\b[^<>]*>)?")
_FAR = 100_000  # characters in which a tag has to close
_SAME = {name: late(rf"<(?i:(/?)ix:{name}\b[^<>]*?(/?)>)") for name in ("nonnumeric", "nonfraction")}
_ATTRIBUTE = late(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
# Tags, and with them what browsers never show.
_TAGS = late(r"<(title|style|script|ix:header)\b[^>]*>.*?</\1\s*>|<[/!?a-zA-Z][^>]*>", re.I | re.S)


def facts(source: str, offsets: Offsets, limit: int) -> tuple[Fact, ...]:
    """At most `limit` facts. `value` is the tagged text, entities decoded; an empty tag with xsi:nil gives ""."""
    out: list[Fact] = []
    low = lowered(source)
    header = low.find("</ix:header>")
    for m in _OPEN.finditer(low):
        given = {k.lower(): a or b for k, a, b in _ATTRIBUTE.findall(source[slice(*m.span(2))])}
        name = given.get("name")
        if name is None:
            continue
        start = m.end(2) + 1
        if m[2].rstrip().endswith("/"):
            end, value = start, ""
        elif m[3] is not None and m.end() <= start + _FAR:
            end = m.end(3)
            value = squeeze(source[start:end])
        else:
            end = _close(source, m[1], start)
            value = squeeze(_words(source[start:end]))
        where = (offsets.byte(offsets.base + start), offsets.byte(offsets.base + end))
        out.append(
            Fact(
                name=name, value=value, context=given.get("contextref"), format=given.get("format"), hidden=start < header,
                spans={"value": where},
            )
        )  # fmt: skip
        if len(out) >= limit:
            break
    return tuple(out)


def _words(inside: str) -> str:
    """Tagged text without the tags in it, entities decoded; no entity spans a tag."""
    if "<" not in inside:
        return html.unescape(inside)
    return "".join(map(html.unescape, _TAGS.sub("\0", inside).split("\0")))


def _close(source: str, name: str, start: int) -> int:
    """Where the tag closes, nested tags of the same name counted; a bounded search, so that an unclosed tag costs little."""
    depth = 1
    for m in _SAME[name].finditer(source, start, start + _FAR):
        if m.group(1):
            depth -= 1
        elif not m.group(2):
            depth += 1
        if depth == 0:
            return m.start()
    return start
