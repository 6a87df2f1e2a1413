"""Where a registrant is at home: its jurisdiction and its address.

Comes in: a registrant's zone of the cover. Goes out: its `Fields`, filled. Add here: where such a place may stand.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from eightk.form.phrases import pattern
from eightk.late import late
from eightk.read.captions import Seen, Zone, above
from eightk.read.chunks import Chunk
from eightk.read.fields import Fields
from eightk.read.shapes import PHONE, is_jurisdiction, is_typed
from eightk.read.text import squeeze

# ---- the jurisdiction ----------------------------------------------------------------------------------------

_CORPORATION = late(
    r"\(?\s?(?:(?:[Aa]n?|[Tt]he|A|AN)\s+(([A-Z][\w.]+)(?:\s+[A-Z][\w.]+)?)\s+[a-zA-Z]"  # "(a Delaware corporation)"
    r"|(?:[Ii]ncorporated|[Oo]rganized|[Ff]ormed)\s+(?:in|under\s+the\s+laws\s+of)\s+"  # "(Incorporated in Ohio)"
    r"([A-Z][A-Za-z .]{2,30}?)\s?(?:\)|\Z))"
)
_STATE_AFTER = late(r"(?::|incorporation\)?|organization\)?)\s+([A-Z][A-Za-z .]{2,30})$")
_BEFORE_DIGIT = late(r"([A-Z][A-Za-z]+(?: [A-Z][a-z]+)?)\s+(?=\d)")


def read_state(fields: Fields, zone: Zone) -> bool:
    """The jurisdiction, whichever of four ways finds it first. False: none did."""
    seen, captions = zone.seen, zone.all("state")
    stop = min([*zone.all("address")[:1], *zone.all("phone")[:1]], default=len(seen))
    last = max(stop, captions[0] + 3) if captions else stop
    return (
        state_alone(fields, seen[:last])
        or _state_of_corporation(fields, seen[: last + 2])
        or _state_at_caption(fields, seen, captions)
        or _state_before_numbers(fields, seen[:last])
    )


def state_alone(fields: Fields, zone: list[Seen]) -> bool:
    """A chunk that names a state and nothing else, with the second state under it: "District of Columbia / and Virginia"."""
    for i, s in enumerate(zone):
        if (s.value or s.legend) and is_jurisdiction(s.chunk.text) and s.chunk.start not in fields.used:
            parts = [s.chunk, *_second_state(s.chunk, zone[i + 1 : i + 8])]
            fields.put_chunks("jurisdiction", parts, also="(),.")
            fields.used.update([c.start for c in parts])
            return True
    return False


def _second_state(first: Chunk, after: list[Seen]) -> list[Chunk]:
    """The line under a state that goes on with another."""
    for s in after:
        c = s.chunk
        if c.line > first.line + 1:
            break
        if c.column == first.column and c.line > first.line and c.text[:4].lower() == "and " and is_jurisdiction(c.text[4:]):
            return [c]
    return []


def _state_of_corporation(fields: Fields, zone: list[Seen]) -> bool:
    """ "(a Delaware corporation)", "(Incorporated in Delaware)"."""
    for s in zone:
        m = _CORPORATION.match(fields.text.text, s.chunk.start, s.chunk.end)
        place = next((n for n in (1, 2, 3) if m and m.group(n) and is_jurisdiction(m.group(n))), 0)
        if m and place:
            fields.put("jurisdiction", m.span(place))
            fields.used.add(s.chunk.start)
            return True
    return False


def _state_at_caption(fields: Fields, zone: list[Seen], captions: list[int]) -> bool:
    """After a caption, or above it whatever it says."""
    for i in captions:
        c = zone[i].chunk
        m = _STATE_AFTER.search(fields.text.text[c.start : c.end])
        if m and is_jurisdiction(m.group(1)):
            fields.put("jurisdiction", (c.start + m.start(1), c.start + m.end(1)))
            return True
        over = above([s for s in zone if s.chunk.start not in fields.used], zone[i])
        if over is not None and not is_typed(over.text) and not any(ch.isdigit() for ch in over.text):
            fields.put_chunks("jurisdiction", [over], also="(),.")
            fields.used.add(over.start)
            return True
    return False


def _state_before_numbers(fields: Fields, zone: list[Seen]) -> bool:
    """A state among the numbers of a line: "Delaware 1-1234 13-1234567"."""
    source = fields.text.text
    for s in zone:
        if not s.told.digits or s.kinds or s.chunk.start in fields.used:
            continue
        start = s.chunk.start
        m = _BEFORE_DIGIT.match(source[start : s.chunk.end])
        if m and is_jurisdiction(m.group(1)) and is_typed(source[start + m.end() : s.chunk.end]):
            fields.put("jurisdiction", (start, start + m.end(1)))
            fields.used.add(start)
            return True
    return False


# ---- the address ---------------------------------------------------------------------------------------------

_ADDRESS_AFTER = late(r"(?:offices?|code)\)?\s*:\s*(\S.{5,}|\d{1,6})$", re.I)
_TEL = late(r"(?:tel|fax|phone|facsimile)(?:ephone)?\b[.:]?", re.I)
_TEL_BEGINS = "tfpTFP"
_ZIP = late(r"\d{5}(?:-\d{4})?")
_STREET_NUMBER = late(r"\d+[\s-]")
_ZIP_DIGITS = (5, 9)
_ZIP_CODE = frozenset({"zip"})
_NO_ZIP = frozenset({"n/a", "none", "not applicable"})
_BESIDE_ADDRESS = frozenset({"zip", "address", "phone", "rest"})


def read_address(fields: Fields, zone: Zone) -> None:
    """The value chunks right above the caption, or below it where captions stand above; one after the caption's colon."""
    first, seen = zone.first("address"), zone.seen
    if first is None:
        first = zone.first("zip")
    if first is None:
        return
    inline = _ADDRESS_AFTER.search(seen[first].chunk.text) if ":" in seen[first].chunk.text else None
    if inline:
        parts = _address_after(fields, seen, first)
    elif parts := _address_above(fields, seen, first):
        parts += _lone_zip(fields, seen, first)
    else:
        parts = _address_below(fields, seen, first)
    fields.used.update([c.start for c in parts])
    if _is_named(fields, parts):
        del parts[0]
    if len(parts) > 1 and parts[-1].text.lower() in _NO_ZIP:
        del parts[-1]
    fields.put_chunks("address", parts, also=",()")


def _is_named(fields: Fields, parts: list[Chunk]) -> bool:
    """Whether an address begins with the registrant's own name, which is no part of it but where it names the building."""
    name = fields.values.get("name", "")
    if len(parts) < 2 or parts[0].text[:1].lower() != name[:1].lower() or _bare(parts[0].text) != _bare(name):
        return False
    return _STREET_NUMBER.match(parts[1].text) is not None or not pattern("building").search(name.lower())


def _bare(words: str) -> str:
    """The letters and digits of words, small."""
    return "".join(filter(str.isalnum, words.lower()))


def _address_after(fields: Fields, zone: list[Seen], first: int) -> list[Chunk]:
    """From the caption's colon on, with the lines that follow."""
    c = zone[first].chunk
    raw = _ADDRESS_AFTER.search(fields.text.text, c.start, c.end)
    at = raw.start(1) if raw else c.start
    return [replace(c, start=at, text=squeeze(fields.text.text[at : c.end])), *_run(fields, zone, first + 1, 4)]


def _address_above(fields: Fields, zone: list[Seen], first: int) -> list[Chunk]:
    """Upward from the caption; a ZIP code's caption and a telephone's label are passed over."""
    parts: list[Chunk] = []
    for s in reversed(zone[:first]):
        if len(parts) == 10:
            break
        words = s.chunk.text
        label = words[0] in _TEL_BEGINS and _TEL.match(words)
        if not label and fields.free(s):
            parts.append(s.chunk)
        elif not label and s.kinds != _ZIP_CODE and (parts or not fields.is_phone(s.chunk)):  # a telephone may end the address's row
            break
    return parts[::-1]


def _address_below(fields: Fields, zone: list[Seen], first: int) -> list[Chunk]:
    """Downward from the captions that stand together with the address's."""
    i = first + 1
    while i < len(zone) and zone[i].kinds and zone[i].kinds <= _BESIDE_ADDRESS and not PHONE.search(zone[i].chunk.text):
        i += 1
    return _run(fields, zone, i, 8)


def _run(fields: Fields, zone: list[Seen], start: int, most: int) -> list[Chunk]:
    """The free chunks that follow each other from a place on."""
    parts: list[Chunk] = []
    for s in zone[start : start + most]:
        if not fields.free(s):
            break
        parts.append(s.chunk)
    return parts


def _lone_zip(fields: Fields, zone: list[Seen], first: int) -> list[Chunk]:
    """A ZIP code that stands alone on the caption's line or below."""
    near = [s.chunk for s in zone[first + 1 : first + 3] if s.told.digits in _ZIP_DIGITS]
    return [c for c in near if _ZIP.fullmatch(c.text) and c.start not in fields.used]
