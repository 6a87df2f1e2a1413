"""A registrant's former name or address, as its cover gives it.

Comes in: a registrant's zone of the cover. Goes out: its `Fields`, filled. Add here: where the former name may stand.
"""

from __future__ import annotations

import re

from eightk.late import late
from eightk.read.captions import Seen, is_value, run_above
from eightk.read.chunks import Chunk
from eightk.read.fields import Fields
from eightk.read.shapes import WORD
from eightk.read.text import trimmed

_AFTER = late(r"(?:report\.?\)?|changed\)?|year\)?)\s*[:\u2013\u2014-]+\s*(\S.*)$", re.I | re.S)
_NOTHING = late(r"n/?a\b|none|not applicable|same", re.I)


def read_former(fields: Fields, zone: list[Seen]) -> None:
    """After the caption's colon, else above the caption, else below it."""
    captions = [i for i, s in enumerate(zone) if "former" in s.kinds]
    if not captions:
        return
    source, caption = fields.text.text, zone[captions[0]].chunk
    inline = _AFTER.search(source[caption.start : caption.end])
    if inline and WORD.search(inline.group(1)):
        fields.put("former", trimmed(source, caption.start + inline.start(1), caption.start + inline.end(1)))
        return
    fields.put_chunks("former", _over(fields, zone, captions[0]) or _under(fields, zone, captions))


def _over(fields: Fields, zone: list[Seen], first: int) -> list[Chunk]:
    """The value chunks right above the caption that are no other field's."""
    return run_above(zone, first, lambda s: is_value(s) and s.chunk.start not in fields.used and not fields.on_phone(s.chunk))


def _under(fields: Fields, zone: list[Seen], captions: list[int]) -> list[Chunk]:
    """The chunk below the captions, where captions stand above values on this cover, or where it says that there is none."""
    first, last = captions[0], captions[-1]
    above = first > 0 and (zone[first - 1].kinds and "phone" not in zone[first - 1].kinds or _address_below(fields, zone[:first]))
    if last + 1 < len(zone):
        s = zone[last + 1]
        if is_value(s) and s.chunk.start not in fields.used and (above or _NOTHING.match(s.chunk.text)):
            return [s.chunk]
    return []


def _address_below(fields: Fields, zone: list[Seen]) -> bool:
    """Whether the address stands right below its caption: so does what belongs to the captions after it."""
    for i, s in enumerate(zone[:-1]):
        if "address" in s.kinds:
            following = zone[i + 1]
            return is_value(following) and following.chunk.start in fields.used and not fields.on_phone(following.chunk)
    return False
