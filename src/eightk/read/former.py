"""A registrant's former name or address, as its cover gives it.

Comes in: a registrant's zone of the cover. Goes out: its `Fields`, filled. Add here: where the former name may stand.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from eightk.late import late
from eightk.read.captions import Seen, Zone, folded, run_above
from eightk.read.chunks import Chunk
from eightk.read.fields import Fields
from eightk.read.shapes import WORD
from eightk.read.text import squeeze

_MARKS = ":\u2013\u2014-"  # what stands between the caption and the name
_MARK = late(f"[{_MARKS}]")
_AFTER = late(rf"(?:report\.?\)?|changed\)?|year\)?)\s*[{_MARKS}]+\s*(\S.*)$", re.I | re.S)
_NOTHING_ELSE = late(r"\W*(?:n/?a|none|not\s+applicable|same)\W*", re.I)
_NOTHING = late(r"n/?a\b|none|not applicable|same", re.I)


def read_former(fields: Fields, zone: Zone) -> None:
    """After the caption's colon, else above the caption, else below it."""
    captions, seen = zone.all("former"), zone.seen
    if not captions:
        return
    source, caption = fields.text.text, seen[captions[0]].chunk
    inline = _AFTER.search(source[caption.start : caption.end]) if _MARK.search(caption.text) else None
    if inline and WORD.search(inline.group(1)):
        first = replace(caption, start=caption.start + inline.start(1), text=squeeze(inline.group(1)))
        fields.put_chunks("former", [first, *(() if _NOTHING_ELSE.fullmatch(inline.group(1)) else folded(fields.text, seen, captions[0]))])
        return
    fields.put_chunks("former", _over(fields, seen, captions[0]) or _under(fields, seen, captions), also="_")


def _over(fields: Fields, zone: list[Seen], first: int) -> list[Chunk]:
    """The value chunks right above the caption that are no other field's."""
    return run_above(zone, first, lambda s: s.value and s.chunk.start not in fields.used and not fields.on_phone(s.chunk))


def _under(fields: Fields, zone: list[Seen], captions: list[int]) -> list[Chunk]:
    """The chunk below the captions, where captions stand above values on this cover, or where it says that there is none.

    What stands beside the caption is its value anyway, with the lines that go on below.
    """
    first, last = captions[0], captions[-1]
    beside = _beside(fields, zone[last + 1 : last + 4], zone[first].chunk)
    if beside:
        return beside
    above = first > 0 and (zone[first - 1].kinds and "phone" not in zone[first - 1].kinds or _address_below(fields, zone[:first]))
    above = above or zone[last].chunk.text.endswith(":")
    if last + 1 < len(zone):
        s = zone[last + 1]
        if s.value and s.chunk.start not in fields.used and (above or _NOTHING.match(s.chunk.text)):
            return [s.chunk]
    return []


def _beside(fields: Fields, following: list[Seen], caption: Chunk) -> list[Chunk]:
    """The lines of the value that begins on the caption's own line."""
    out: list[Chunk] = []
    for s in following:
        same = s.chunk.column == out[0].column and s.chunk.line == out[-1].line + 1 if out else s.chunk.line == caption.line
        if not same or not s.value or s.chunk.start in fields.used or fields.on_phone(s.chunk):
            break
        out.append(s.chunk)
    return out


def _address_below(fields: Fields, zone: list[Seen]) -> bool:
    """Whether the address stands right below its caption: so does what belongs to the captions after it."""
    for i, s in enumerate(zone[:-1]):
        following = zone[i + 1]
        if "address" in s.kinds and not following.kinds:
            return following.value and following.chunk.start in fields.used and not fields.on_phone(following.chunk)
    return False
