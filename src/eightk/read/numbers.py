"""The numbers of a cover: telephone, employer number, file number. They are told by their shapes, else by their captions.

Comes in: a registrant's zone of the cover. Goes out: its `Fields`, filled. Add here: where such a number may stand. The shapes are in
`shapes.py`.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from eightk.late import late
from eightk.read.captions import Seen, Zone, above
from eightk.read.chunks import Chunk
from eightk.read.fields import Fields, Pair, joined
from eightk.read.shapes import EIN, EIN_RUN, FILE, FILE_DIGITS, PHONE, PHONE_DIGITS, PHONE_RUNS, is_jurisdiction, is_typed
from eightk.read.text import trimmed

# ---- the telephone -------------------------------------------------------------------------------------------

_PHONE_DIGITS = late(r"\d{2,4}\D{0,6}\d{3,4}")  # every telephone has these, at little cost to look for,
_DIGIT = late(r"\d")
# As most are printed, at the end of their line: what has ten digits is no other telephone, and has none before it.
_USUAL = late(r"(?<=[\s:])(?:\([0-9]{3}\)\s?|[0-9]{3}-)[0-9]{3}-[0-9]{4}\Z")
_USUAL_SIZE, _USUAL_DIGITS = 14, 10
_LEAST = 3  # the fewest figures of a telephone with letters; "fax" is as long
_FAX_AHEAD = 29  # characters of the word and of what may stand between it and its number
_BEFORE_DIGIT = 8  # characters of a telephone before its first digit, "(" and blanks
_TOLL_FREE = late(r"8\d\d\)?[\s.-]")  # or these
_EIN_LENGTH = 12  # characters at most, of a ZIP code too
_ZIP_PLUS = late(r"\d{5}[\s-]\d{4}")
# Country and area codes before the rest, "86-10-", "(011-44) ", "0086 ": a longer group is a ZIP code, a box or a file number.
_CODES = late(r"(?<![\w.,/\-)])((?:[(\[+]{0,2}(?:\d{1,3}|00\d\d)(?:[)\]][\s.\-\u2013]{0,3}|[\s.\-\u2013]{1,3})){1,3}[(\[]?)\Z")
_CODES_LENGTH, _MOST_DIGITS = 24, 16
_WHOLE = late(r"[(\[]?\d{3}[)\]]?[\s.\-\u2013]{0,3}\d{3}[\s.\-\u2013]\d{4}")  # no code stands before it but in parentheses or joined,
_JOINED = late(r"\d[.\-\u2013]\Z|[)\]][\s.\-\u2013]{0,3}\Z")
_HALF = 9  # the most digits of what the last four figures are missing from, but of what begins with "00"
_FOUR_MORE = late(r"[ .\-\u2013]\d{4}(?!\d)")
_EXTENSION = late(r"(?:,?[ \xa0]*(?:ext(?:ension|n)?\b\.?:?|x)[ \xa0]*\d{1,5})?", re.I)
_CAPTION_ENDS = late(r"(?:[:)]|\b(?:area code|(?:telephone|tel\.?|phone)(?: numbers?| nos?\.?)?|is))\Z", re.I)
_FAX = late(r"\b(?:fax|facsimile)\D{0,20}\Z", re.I)
_FAX_BEHIND = late(r"\W*(?:fax|facsimile)\W*", re.I)
_FAX_NUMBER = late(r"^\W*(?:fax|facsimile)\b|\d\W*(?:fax|facsimile)\W*\Z", re.I)
_AREA = late(r"\(?\d{3}\)?")
_AREA_LAST = late(r"\(?\d{3}\)?$")
_LOCAL = late(r"\d{3}[\s.-]\d{4}")
_AFTER_COLON = late(r"(?::\s*|\w\s?[\u2013\u2014-]\s)([+(]?\d[\w\s().\-/]{5,24}\w)\s*$")


def read_phone(fields: Fields, zone: Zone) -> None:
    """A telephone's shape nearest its caption; without a caption the last such in the zone."""
    captions = [zone.seen[i].chunk for i in zone.all("phone")]
    source = fields.text.text
    found = _phones(source, zone.seen) or _split_phone(source, zone.seen) or _spaced_phone(source, captions)
    if captions:
        found = _nearest(zone.seen, found, captions[0])
    elif found:
        found = found[-1:]
    if not found:
        fields.phone = _phone_words(fields, zone.seen, captions)
        return
    start, end = found[0]
    own = next((c for s in zone.seen if (c := s.chunk).end >= end and c.start <= start), None)
    if own is not None and (own.start < start or own.end > end):
        start, end = _country_code(source, own, start, end), _last_figures(source, own, start, end)
    fields.phone = trimmed(source, start, end)
    fields.put("phone", fields.phone)


def _country_code(source: str, own: Chunk, start: int, end: int) -> int:
    """Where a telephone begins: with the codes ahead of it, "86-10-", "(011-44) ", where its chunk or a caption begins or ends there."""
    low = max(own.start, start - _CODES_LENGTH)
    m = _CODES.search(source, low, start) if source[start] != "+" and _DIGIT.search(source, low, start) else None
    if m is None or sum(map(str.isdigit, source[m.start(1) : end])) > _MOST_DIGITS:
        return start
    if _WHOLE.match(source, start, end) and not _JOINED.search(source, m.start(1), start):
        return start
    ahead = source[own.start : m.start(1)].rstrip()
    return m.start(1) if not ahead or _CAPTION_ENDS.search(ahead) else start


def _last_figures(source: str, own: Chunk, start: int, end: int) -> int:
    """Where a telephone ends with the figures that are all that follows in its chunk: the last four of "86 10 8555 0100", " ext. 12"."""
    digits = sum(map(str.isdigit, source[start:end]))
    half = digits <= _HALF or (source.startswith("00", start) and digits <= _HALF + 2)
    more = _FOUR_MORE.match(source, end, own.end) if half else None
    return own.end if _EXTENSION.fullmatch(source, more.end() if more else end, own.end) else end


def _phones(source: str, zone: list[Seen]) -> list[Pair]:
    """What has a telephone's shape, in order."""
    found = []
    for s in zone:
        if s.told.digits < _LEAST or s.told.shape or "ein" in s.kinds or "file-number" in s.kinds:
            continue
        c = s.chunk
        usual = _USUAL.search(source, max(c.start, c.end - _USUAL_SIZE), c.end) if s.told.digits == _USUAL_DIGITS else None
        places = [usual.span()] if usual else _phones_in(source, c) if _may_be_phone(s) else ()
        found += [place for place in places if not _is_fax(source, c, *place)]
    return found


def _phones_in(source: str, chunk: Chunk) -> list[Pair]:
    """What has a telephone's shape in a chunk and is neither an employer number nor a ZIP code."""
    digit = _DIGIT.search(source, chunk.start, chunk.end)
    begin = max(chunk.start, digit.start() - _BEFORE_DIGIT) if digit else chunk.start
    found = []
    for m in PHONE.finditer(source, begin, chunk.end):
        words = m.group().strip()
        if not (len(words) <= _EIN_LENGTH and (EIN.fullmatch(words) or _ZIP_PLUS.fullmatch(words))):
            found.append(m.span())
    return found


def _is_fax(source: str, chunk: Chunk, at: int, end: int) -> bool:
    """Whether the number at a place of a chunk is told to be a fax's, by the words before it or the last word behind it."""
    begin = max(chunk.start, at - _FAX_AHEAD)
    if "fa" in source[begin:at].lower() and _FAX.search(source, begin, at) is not None:
        return True
    return end < chunk.end and _FAX_BEHIND.fullmatch(source, end, chunk.end) is not None


def _may_be_phone(s: Seen) -> bool:
    """A quick look at a chunk for the figures of a telephone."""
    words = s.chunk.text
    if (s.told.digits >= PHONE_DIGITS and s.told.runs >= PHONE_RUNS or "+" in words) and _PHONE_DIGITS.search(words):
        return True
    return "8" in words and _TOLL_FREE.search(words) is not None


def _nearest(zone: list[Seen], found: list[Pair], caption: Chunk) -> list[Pair]:
    """Those near a caption, the nearest first; what stands far above it comes after the others."""

    def distance(place: Pair) -> int:
        start, end = place
        if caption.start <= start < caption.end:
            return 0
        far = start < caption.start and caption.line - _line(zone, start) > 4
        return min(abs(start - caption.end), abs(caption.start - end)) + (300 if far else 0)

    near = [place for place in found if abs(place[0] - caption.start) < 700]
    return sorted(near, key=distance) if len(near) > 1 else near


def _line(zone: list[Seen], at: int) -> int:
    return next((s.chunk.line for s in reversed(zone) if s.chunk.start <= at), 0)


def _split_phone(source: str, zone: list[Seen]) -> list[Pair]:
    """A number whose area code stands in a chunk of its own, or at the end of the caption; the rest may go on below the caption."""
    for i, s in enumerate(zone[:-1]):
        following = zone[i + 1].chunk
        if not _LOCAL.fullmatch(following.text):
            continue
        if _AREA.fullmatch(s.chunk.text) and (following.line == s.chunk.line or _beside_caption(zone, i)):
            return [(s.chunk.start, following.end)]
        if "phone" in s.kinds and _AREA_LAST.search(s.chunk.text):
            m = _AREA_LAST.search(source[s.chunk.start : s.chunk.end])
            if m:
                return [(s.chunk.start + m.start(), following.end)]
    return []


def _beside_caption(zone: list[Seen], i: int) -> bool:
    """Whether a chunk stands on the line of the telephone's caption."""
    return i > 0 and "phone" in zone[i - 1].kinds and zone[i - 1].chunk.line == zone[i].chunk.line


def _spaced_phone(source: str, captions: list[Chunk]) -> list[Pair]:
    """A number on the caption's line that wide blanks break into chunks, "(   901  )   818-7500"."""
    for c in captions:
        stop = source.find("\n", c.end)
        m = PHONE.search(source, c.start, min(stop if stop >= 0 else len(source), c.end + 60))
        if m:
            return [m.span()]
    return []


def _phone_words(fields: Fields, zone: list[Seen], captions: list[Chunk]) -> Pair | None:
    """A telephone of another shape: what stands after the caption's colon, or above it, if it has digits."""
    for s in zone:
        if "phone" in s.kinds:
            m = _AFTER_COLON.search(fields.text.text[s.chunk.start : s.chunk.end])
            if m:
                place = (s.chunk.start + m.start(1), s.chunk.start + m.end(1))
                fields.put("phone", place)
                return place
    if captions:
        i = next(n for n, s in enumerate(zone) if s.chunk is captions[0])
        for s in [*zone[max(0, i - 1) : i], *zone[i + 1 : i + 2]]:
            if s.value and _digits(s.chunk) >= 6 and len(s.chunk.text) < 30 and not _FAX_NUMBER.search(s.chunk.text):
                fields.put_chunks("phone", [s.chunk])
                return s.chunk.start, s.chunk.end
    return None


def _digits(chunk: Chunk) -> int:
    return sum(c.isdigit() for c in chunk.text)


# ---- the employer number -------------------------------------------------------------------------------------


def read_ein(fields: Fields, zone: Zone) -> None:
    """The first of an employer number's shape with those that go on beside or right under it, else what stands at the caption."""
    source, places, last = fields.text.text, list[Pair](), None
    for s in zone.seen:
        if s.told.longest < EIN_RUN:
            continue
        c = s.chunk
        if last and (not is_typed(c.text) or c.column != last.column or c.line > last.line + 1):
            break
        found = [(c.start, c.end)] if s.told.shape == "ein" else [m.span() for m in EIN.finditer(source, c.start, c.end)]
        if found := [place for place in found if not fields.in_phone(place[0])]:
            places, last = places + found, c
    if places:
        fields.put("ein", *(joined(source, _each_once(source, places), _TOGETHER) if len(places) > 1 else places))
        return
    caption = next((s for i in zone.all("ein") if (s := zone.seen[i]).kinds == _EIN), None)
    over = above(zone.seen, caption) if caption else _last_above(source, zone)
    if over is not None and _odd_ein(over):
        fields.put_chunks("ein", [over])
        fields.used.add(over.start)


def _each_once(source: str, places: list[Pair]) -> list[Pair]:
    """The places of numbers without those where one is said again."""
    first: dict[str, Pair] = {}
    for place in places:
        first.setdefault(source[slice(*place)], place)
    return list(first.values())


def _last_above(source: str, zone: Zone) -> Chunk | None:
    """The last on the lines above captions that run together, where the employer number's comes last: "N/A", or odd digits."""
    first = zone.first("ein")
    if first is None:
        return None
    caption = zone.seen[first].chunk
    over = [s.chunk for s in zone.seen if 0 < caption.line - s.chunk.line <= 3 and s.chunk.start < caption.start]
    if not over or NO_NUMBER.fullmatch(over[-1].text):
        return over[-1] if over else None
    m = _LAST_DIGITS.search(source, over[-1].start, over[-1].end)
    return replace(over[-1], start=m.start(1), text=m.group(1)) if m else None


_EIN = frozenset({"ein"})
_LAST_DIGITS = late(r"\d[ ]+(\d\d[ -]\d{6,8})\Z")  # behind a file number, "1-10546 36-30878632"
NO_NUMBER = late(
    r"\(?(?:n\s?/?\s?a\.?|none|pending|requested|exempt|(?:to be )?applied for|application (?:pending|filed|in process)"
    r"|not (?:yet )?(?:applicable|available|assigned|required))\)?",
    re.I,
)


def _odd_ein(over: Chunk) -> bool:
    """Whether digits right above the caption are an employer number of another shape (a foreign issuer's, a misprint)."""
    if NO_NUMBER.fullmatch(over.text):
        return True
    if FILE.fullmatch(over.text):
        return not _begins_as_file(over.text)
    return _digits(over) >= 6 and len(over.text) < 16


# ---- file numbers --------------------------------------------------------------------------------------------

_FILE_PREFIX = late(r"(?:0{0,2}[012]|33|0?33|333|81[14])\D")
_SEVEN, _SEVEN_DIGITS = 8, late(r"\d{3}-\d{4}")  # a telephone without its area code
_TOGETHER = late(r"[\s,;&/]*(?:and\b)?[\s,;&/]*")
_FILE_AFTER = late(r"(?:number|no\.?|#)s?\s*:?\)?\s+([\w-]*\d[\w-]*)\s*$", re.I)
_NO_FILE = late(r"n/?a|appli[ce]|pending|none|assigned", re.I)


def read_file_number(fields: Fields, zone: Zone, ahead: list[Seen]) -> None:
    """The file number; several are one value as printed. `ahead` is what stands before the first registrant's name."""
    ahead_first = ahead and not zone.all("file-number")
    address = zone.first("address")
    below = 10**12 if address is None else zone.seen[address].chunk.start
    places = _file_places(fields, [*ahead, *zone.seen] if ahead_first else [*zone.seen, *ahead], below)
    if places:
        fields.put("file_number", *(joined(fields.text.text, sorted(places), _TOGETHER) if len(places) > 1 else places))
    else:
        _odd_file_number(fields, zone.seen)


def _file_places(fields: Fields, zone: list[Seen], address: int) -> list[Pair]:
    """What has a file number's shape (no date has) and is no telephone or employer number; below the address only where none was above."""
    source = fields.text.text
    places: list[Pair] = []
    for s in zone:
        if s.told.digits < FILE_DIGITS or s.told.shape == "ein" or "phone" in s.kinds or (s.chunk.start > address and places):
            continue
        if s.chunk.text.isascii() and "-" not in s.chunk.text:
            continue  # no number of a file is without a dash
        if fields.is_phone(s.chunk) or s.chunk.start in fields.used:
            continue  # also an employer number of odd digits
        for start, end in _file_numbers(source, s):
            if fields.in_phone(start):
                continue
            number = source[start:end]
            if len(number) == _SEVEN and "file-number" not in s.kinds and _SEVEN_DIGITS.fullmatch(number) and not _begins_as_file(number):
                continue
            if places and " " in number and source[end : end + 1] == " " and source[end + 1 : end + 2].isalpha():
                continue  # "880 - 666 Larkspur Street"
            places.append((start, _past_slash(source, end, s.chunk.end)))
    return places


def _file_numbers(source: str, s: Seen) -> list[Pair]:
    """What has a file number's shape in a chunk and is no employer number."""
    c = s.chunk
    if s.told.shape == "file":
        return [(c.start, c.end)]
    return [m.span() for m in FILE.finditer(source, c.start, c.end) if not EIN.match(source, m.start())]


def _past_slash(source: str, end: int, stop: int) -> int:
    """Where a file number ends with those that a slash joins to it, "33-55861/33-35736"."""
    while source.startswith("/", end) and (more := FILE.match(source[end + 1 : stop])) is not None:
        end += 1 + more.end()
    return end


def _begins_as_file(number: str) -> bool:
    """Whether a short number begins as file numbers do (form/cover.toml, file_number patterns)."""
    return _FILE_PREFIX.match(number) is not None


def _odd_file_number(fields: Fields, zone: list[Seen]) -> None:
    """A file number of another shape ("Not applicable", "Pending", "33-5"): what stands at its caption."""
    zone = [s for s in zone if s.chunk.start not in fields.used]
    for i, s in enumerate(zone):
        if "file-number" not in s.kinds or "ein" in s.kinds:
            continue
        start = s.chunk.start
        m = _FILE_AFTER.search(fields.text.text[start : s.chunk.end])
        if m:
            fields.put("file_number", (start + m.start(1), start + m.end(1)))
            return
        over = above(zone, s)
        if over is None or not _may_be_file(over):
            over = _nothing_below(zone[i + 1 : i + 3])
        if over is not None:
            fields.put_chunks("file_number", [over])
            fields.used.add(over.start)
            return


def _nothing_below(under: list[Seen]) -> Chunk | None:
    """What stands under a caption and says that there is no number, where it stands over no other caption."""
    if len(under) < 2 or under[1].kinds or not NO_NUMBER.fullmatch(under[0].chunk.text):
        return None
    return under[0].chunk


def _may_be_file(over: Chunk) -> bool:
    if len(over.text) >= 30 or EIN.search(over.text) or is_jurisdiction(over.text):
        return False
    return _digits(over) > 0 or _NO_FILE.search(over.text) is not None
