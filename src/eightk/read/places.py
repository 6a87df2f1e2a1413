"""Where a registrant is at home: its jurisdiction and its address.

Comes in: a registrant's zone of the cover. Goes out: its `Fields`, filled. Add here: where such a place may stand.
"""

from __future__ import annotations

import re
from functools import cache

from msgspec.structs import replace

from eightk.form.cover import names
from eightk.form.phrases import pattern
from eightk.late import late
from eightk.read.captions import Seen, Zone, above
from eightk.read.chunks import Chunk
from eightk.read.fields import Fields
from eightk.read.shapes import PHONE, is_jurisdiction, is_typed
from eightk.read.signed import is_corporate
from eightk.read.text import squeeze

# ---- the jurisdiction ----------------------------------------------------------------------------------------

_CORPORATION = late(
    r"\(?\s?(?:(?:[Aa]n?|[Tt]he|A|AN)\s+(([A-Z][\w.]+)(?:\s+[A-Z][\w.]+)?)\s+[a-zA-Z]"  # "(a Delaware corporation)"
    r"|(?:[Ii]ncorporated|[Oo]rganized|[Ff]ormed)\s+(?:in|under\s+the\s+laws\s+of)\s+"  # "(Incorporated in Ohio)"
    r"([A-Z][A-Za-z .]{2,30}?)\s?(?:\)|\Z))"
    r"|\(([A-Z][a-z]+(?:\s[A-Z][a-z]+)?)\s(?i:corporation|(?:business |statutory )?trust|limited (?:liability company|partnership))\)"
)  # "(Ohio Corporation)"
_STATE = r"[A-Z][\w.]+(?:\s+(?:of\s+)?[A-Z][\w.]+)?"
_TWO_STATES = late(rf"\(?\s?(?:[Aa]n?|[Tt]he|A|AN)\s+(({_STATE})\s+and\s+({_STATE}))\s+[a-zA-Z]")  # "(a Delaware and Virginia corporation)"
_LAWS_OF = late(r"(?i:[\w ]*\blaws of (?:the (?:state|commonwealth|province) of )?)(([A-Z]\w+)(?: [A-Z]\w+)?)()")
_STATE_AFTER = late(r"(?::|incorporation\)?|organization\)?)\s+([A-Z][A-Za-z .]{2,30})$")
_BEFORE_DIGIT = late(r"([A-Z][A-Za-z]+(?: [A-Za-z]+){0,3})\s+(?=\d)")
_NUMBERS = late(r"[\d\s-]+")


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
    """ "(a Delaware corporation)", "(Incorporated in Delaware)", "organized under the laws of the State of Delaware"."""
    for s in zone:
        two = _TWO_STATES.match(fields.text.text, s.chunk.start, s.chunk.end) if " and " in s.chunk.text else None
        if two and is_jurisdiction(two.group(2)) and is_jurisdiction(two.group(3)):
            fields.put("jurisdiction", two.span(1))
            fields.used.add(s.chunk.start)
            return True
        m = _CORPORATION.match(fields.text.text, s.chunk.start, s.chunk.end)
        if m is None and "aws of " in s.chunk.text:
            m = _LAWS_OF.match(fields.text.text, s.chunk.start, s.chunk.end)
        place = next((n for n in range(1, m.re.groups + 1) if m.group(n) and is_jurisdiction(m.group(n))), 0) if m else 0
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
        m = _BEFORE_DIGIT.match(source, start, s.chunk.end)
        if (
            m
            and is_jurisdiction(m.group(1))
            and (_NUMBERS.fullmatch(source, m.end(), s.chunk.end) or is_typed(source[m.end() : s.chunk.end]))
        ):
            fields.put("jurisdiction", m.span(1))
            fields.used.add(start)
            return True
    return False


# ---- the address ---------------------------------------------------------------------------------------------

_ADDRESS_AFTER = late(r"(?:offices?|code)\)?\s*:\s*(\S.{5,}|\d{1,6})$", re.I)
_TEL = late(r"(?:tel|fax|phone|facsimile)(?:ephone)?\b[.:]?", re.I)
_TEL_BEGINS = "tfpTFP"
_ZIP = late(r"\d{5}(?:-\d{4})?\*{0,2}")
_STREET_NUMBER = late(r"\d+[\s-]")
_ZIP_DIGITS = (5, 9)
_ZIP_ENDS = late(r"([A-Za-z][A-Za-z., ]*[A-Za-z])[.,]? \d{5}(?:-\d{4})?$")
_MOST_LINES = 6  # of an address without its caption
_SAME_COLUMN = 8  # characters at most between the beginnings of an address and its caption
_ZIP_CODE = frozenset({"zip"})
_NO_ZIP = frozenset({"n/a", "none", "not applicable"})
_BESIDE_ADDRESS = frozenset({"zip", "address", "phone", "rest"})


def read_address(fields: Fields, zone: Zone) -> None:
    """The value chunks right above the caption, or below it where captions stand above; one after the caption's colon."""
    first, seen = zone.first("address"), zone.seen
    if first is None:
        first = zone.first("zip")
    if first is None:
        fields.put_chunks("address", _uncaptioned(fields, zone), also=",()")
        return
    inline = _ADDRESS_AFTER.search(seen[first].chunk.text) if ":" in seen[first].chunk.text else None
    if inline:
        parts = _address_after(fields, seen, first)
    elif parts := _address_above(fields, seen, first):
        parts += _lone_zip(fields, seen, first)
    else:
        parts = _address_below(fields, seen, first) or _in_column(fields, seen, first)
    fields.used.update([c.start for c in parts])
    if _is_named(fields, parts):
        del parts[0]
    if len(parts) > 1 and parts[-1].text.lower() in _NO_ZIP:
        del parts[-1]
    fields.put_chunks("address", sorted(parts, key=lambda c: c.start), also=",()")  # in the order in which it is printed


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
        label = is_number_label(s.chunk.text)
        if not label and fields.free(s):
            parts.append(s.chunk)
        elif not label and s.kinds != _ZIP_CODE:
            if parts or not fields.on_phone(s.chunk):
                break
            if not fields.is_phone(s.chunk) and not any("phone" in caption.kinds for caption in zone[first : first + 2]):
                break  # a telephone may end the address's row, or its line where one caption asks for both
            parts += _beside_phone(fields, s)
    return parts[::-1]


def is_number_label(words: str) -> bool:
    """Whether words begin with what says that a telephone's or a fax's number follows."""
    return words[:1] in _TEL_BEGINS and _TEL.match(words) is not None


def _beside_phone(fields: Fields, s: Seen) -> list[Chunk]:
    """What stands before the telephone over one caption of both, "(Address and telephone .."; nothing where it has its own line."""
    ahead = fields.text.text[s.chunk.start : fields.phone[0]].rstrip() if fields.phone and not s.kinds else ""
    return [replace(s.chunk, end=s.chunk.start + len(ahead), text=squeeze(ahead))] if ahead else []


def _uncaptioned(fields: Fields, zone: Zone) -> list[Chunk]:
    """The lines right above the telephone or its caption on a cover without the address's, if they end in "CT 06830" or a country."""
    last = next((i for i, s in enumerate(zone.seen) if "phone" in s.kinds or s.told.digits and fields.is_phone(s.chunk)), 0)
    parts: list[Chunk] = []
    for s in reversed(zone.seen[:last]):
        if not fields.free(s) or len(parts) == _MOST_LINES or parts and parts[-1].line - s.chunk.line > 1:
            break
        parts.append(s.chunk)
    m = _ZIP_ENDS.search(" ".join([c.text for c in parts[1::-1]]))
    return parts[::-1] if m and _is_state(m.group(1)) or _is_abroad(parts) else []


def _is_abroad(parts: list[Chunk]) -> bool:
    """Whether lines, the last first, end as an address in another country does: "12 Slate Quay / Cardiff, Wales / United Kingdom"."""
    if len(parts) < 2 or not is_jurisdiction(parts[0].text) or "," not in parts[1].text or is_corporate(parts[1].text):
        return False
    return parts[0].text.strip(" .,").lower() not in _states()


@cache
def _states() -> frozenset[str]:
    """The names of the states, small."""
    return frozenset(map(str.lower, names().stateprovnameen))


def _is_state(words: str) -> bool:
    """Whether words end with a state or the letters of one, "Corners, New Hampshire", "Greenwich, CT"."""
    two = words.replace(",", " ").split()[-2:]
    return two[-1] in _letters_of_states() or is_jurisdiction(" ".join(two)) or is_jurisdiction(two[-1])


@cache
def _letters_of_states() -> frozenset[str]:
    """The two letters of each state."""
    return frozenset(names().stateprovnameen.values())


def _address_below(fields: Fields, zone: list[Seen], first: int) -> list[Chunk]:
    """Downward from the captions that stand together with the address's."""
    i = first + 1
    while i < len(zone) and zone[i].kinds and zone[i].kinds <= _BESIDE_ADDRESS and not PHONE.search(zone[i].chunk.text):
        i += 1
    return _run(fields, zone, i, 8)


def _in_column(fields: Fields, zone: list[Seen], first: int) -> list[Chunk]:
    """The lines above the caption in its own column, between those of other captions, if they end as an address does."""
    caption = zone[first].chunk
    near = [s for s in zone[:first] if caption.line - s.chunk.line <= _MOST_LINES and abs(s.chunk.column - caption.column) <= _SAME_COLUMN]
    parts = [s.chunk for s in near if fields.free(s)]
    m = _ZIP_ENDS.search(parts[-1].text) if parts else None
    return parts if m and _is_state(m.group(1)) else []


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
