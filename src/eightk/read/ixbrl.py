"""Inline XBRL tags of a main document -> Facts: what the tags say, a witness beside the printed cover.

Comes in: the characters of the document and where they start. Goes out: model Facts in document order. Add here: nothing of
the cover; agreement is a check.
"""

from __future__ import annotations

import html
import re

from eightk.late import late
from eightk.model import Fact
from eightk.read.text import Offsets, squeeze

_OPEN = late(r"<(?ai:ix:(nonnumeric|nonfraction))\b")
_HEADER_ENDS = late(r"</(?ai:ix:header)>")
_FAR = 100_000  # characters in which a tag has to close
_SAME = {name: late(rf"<(?i:(/?)ix:{name}\b[^<>]*?(/?)>)") for name in ("nonnumeric", "nonfraction")}
_ATTRIBUTE = late(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
# Tags, and with them what browsers never show.
_TAGS = late(r"<(title|style|script|ix:header)\b[^>]*>.*?</\1\s*>|<[/!?a-zA-Z][^>]*>", re.I | re.S)


def facts(source: str, offsets: Offsets, limit: int) -> tuple[Fact, ...]:
    """At most `limit` facts. `value` is the tagged text, entities decoded; an empty tag with xsi:nil gives ""."""
    out: list[Fact] = []
    hidden = _HEADER_ENDS.search(source)
    header = hidden.start() if hidden else -1
    size = len(source)
    closes: dict[str, dict[int, int]] = {}
    for m in _OPEN.finditer(source):
        begin = m.end()
        beyond = source.find("<", begin) % (size + 1)  # -1: the text ends first
        start = source.find(">", begin, beyond) + 1
        if not start:
            continue
        said = source[begin : start - 1]
        given = _attributes(said)
        name = given.get("name")
        if name is None:
            continue
        value = source[start:beyond]
        if said.rstrip().endswith("/"):
            end, value = start, ""
        elif beyond - start < _FAR // 2 and source.startswith(f"</{m[0][1:]}>", beyond) and "&" not in value:
            end, value = beyond, squeeze(value)
        else:
            end = _close(source, m[1].lower(), start, closes)
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


def _attributes(given: str) -> dict[str, str]:
    """What a tag gives, by its attributes' names in lower case."""
    return {name.lower(): double or single for name, double, single in _ATTRIBUTE.findall(given)}


def _words(inside: str) -> str:
    """Tagged text without the tags in it, entities decoded; no entity spans a tag."""
    if "<" not in inside:
        return html.unescape(inside)
    return "".join(map(html.unescape, _TAGS.sub("\0", inside).split("\0")))


def _close(source: str, name: str, start: int, closes: dict[str, dict[int, int]]) -> int:
    """Where the tag closes, nested tags of the same name counted: by most tags the next of the name does, and else all are paired, which
    `closes` keeps by name. A tag that does not close, or too far, ends where it begins.
    """
    end = start + _FAR
    m = _SAME[name].search(source, start, end)
    if m is None or m.group(1):
        return m.start() if m else start
    if name not in closes:
        closes[name] = _pairs(source, name, start)
    behind = closes[name].get(start, 0)
    close = source.rfind("<", start, behind)
    return close if start < behind <= end else start


def _pairs(source: str, name: str, start: int) -> dict[int, int]:
    """Behind each tag of a name from a place on: where the tag ends that closes it."""
    pairs, opened = dict[int, int](), [start]
    for m in _SAME[name].finditer(source, start):
        if not m.group(1):
            opened += [] if m.group(2) else [m.end()]
        elif opened:
            pairs[opened.pop()] = m.end()
    return pairs
