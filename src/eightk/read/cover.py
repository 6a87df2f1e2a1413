"""The cover division -> Cover: date, registrants, check boxes, Section 12(b) table, growth box.

Comes in: a Text and the division's end. Goes out: a model Cover. A cover is a form filled in: captions above, below or beside
values, in columns. So every chunk is first told a caption or a value; typed values (dates, file numbers, employer numbers,
telephones) are known by their shape, the others by their place between captions. Add here: a layout. Captions are in
`form/captions.toml`.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache, lru_cache
from typing import NamedTuple

from eightk.form.cover import names
from eightk.form.phrases import pattern
from eightk.form.rows import letters
from eightk.late import late
from eightk.model import Cover, Registrant, Spans
from eightk.read.boxes import read_boxes, read_growth, read_securities
from eightk.read.chunks import Chunk, chunks
from eightk.read.dates import Printed, dates
from eightk.read.text import Text, squeeze, trimmed

_KINDS = ("date", "former", "name", "state", "file-number", "ein", "phone", "address", "zip")
_FILE = late(r"\d(?<![\d\-.,/(]\d)\d{0,2}\s?[-\u2013\u2014\u2011]\s?\d{3,6}(?:\s?-\s?\d{1,4})?(?![\d]|\s?[-.]\s?\d)")
_EIN = late(r"\d(?<![\d-]\d)(?:\d\s?[-\u2013\u2014\u2011]\s?\d{7}|\d{8})(?![\d-])")
_PHONE = late(
    r"(?<![\d-])(?:\+?1[\s.-]{0,2})?(?:\(\s{0,6}\d{3}\s{0,6}\)[\s\xa0.\-\u2013\u2011]{0,8}\d{3}|\d{3}[\s.\-/\u2013\u2011]{1,4}\d{3})[\s.\-\u2013\u2014\u2011]{1,4}\d{4}(?!\d)"
    r"|(?<![\d-])(?:011|00)[\s.-]{1,2}\d{1,3}(?:[\s.-]{1,2}\(?\d{2,5}\)?){2,4}(?![\d-])|\+\s?\d{1,3}[\s.-]{0,3}\(?\d[\d\s().\-/]{6,18}\d|(?<!\d)(?:\(?0?11\)?[\s.-]{1,3})?\(?\d{2,4}\)?[\s.-]{1,2}\d{2,4}[\s.-]{1,2}\d{4}(?![\d-])"
    r"|1?[\s.-]?\(?8\d\d\)?[\s.-]{1,3}[A-Z0-9-]{7,12}"
)
_DIGITS = late(r"\d{2,4}\D{0,6}\d{3,4}")  # every telephone has these, at little cost to look for
_ANY_DIGIT = late(r"\d")
_PLAIN = late(r"[\W_]|\band\b")
_STATE_OF = late(r"^\(?(?:the )?(?:state|commonwealth|republic|province|a|an)\b(?: of)?", re.I)
_TEL = late(r"(?:tel|fax|phone|facsimile)(?:ephone)?\b[.:]?", re.I)
_TOLL = late(r"8\d\d\)?[\s.-]")
_CORPORATION = late(r"\(?\s?(?:[Aa]n?|[Tt]he|A|AN)\s+(([A-Z][\w.]+)(?:\s+[A-Z][\w.]+)?)\s+[a-zA-Z]")
_WORD = late(r"[^\W_]")
_CAPTION_REST = late(r"\(?(?:numbers?|nos?\.?|code|report|charter|of|or|other)\)?[.:]?")
_TOGETHER = late(r"[\s,;&/]*(?:and\b)?[\s,;&/]*")


class Seen(NamedTuple):
    """A chunk and what it is: the captions in it, a legend of the heading, or a value."""

    chunk: Chunk
    kinds: frozenset[str]
    legend: bool


def read_cover(text: Text, end: int) -> Cover:
    """The cover of `text[:end]`; what is not printed is None."""
    source = text.text
    stop = _fields_end(text.low, end)
    printed = dates(text.low, 0, stop)
    seen = _seen(chunks(text, 0, stop), printed)
    spans: Spans = {}
    event, dated = _dates(source, seen, printed, stop, spans, text)
    registrants = _registrants(text, seen)
    boxes = read_boxes(text, min(stop, end), end)
    growth, election = read_growth(text, min(stop, end), end)
    return Cover(
        date_of_report=event, dated=dated, registrants=tuple(registrants), checkboxes=boxes, securities=read_securities(text, min(stop, end), end),
        emerging_growth=growth, transition_election=election, spans=spans,
    )  # fmt: skip


def _fields_end(low: str, end: int) -> int:
    """Where the identifying fields end: at the check boxes and what follows them, once the name's caption was seen."""
    anchor = pattern("name-anchor").search(low, 0, end)
    begin = anchor.end() if anchor else min(300, end)
    m = pattern("cover-end").search(low, begin, end)
    stop = m.start() if m else end
    page = low.find("\x0c", begin, stop)
    if page >= 0 and low.find("former", page, stop) < 0 and low.find("telephone", 0, page) >= 0:
        return page
    return stop


def _dated(chunk: Chunk, p: Printed) -> bool:
    """Whether a chunk is nothing but (a piece of) a printed date."""
    return chunk.end - chunk.start - (min(p.end, chunk.end) - max(p.start, chunk.start)) <= 6


def _seen(found: list[Chunk], printed: list[Printed]) -> list[Seen]:
    """The chunks with their captions."""
    lines = [c.text.lower() if len(c.text) < 400 else "" for c in found]
    days = {i for p in printed for i, c in enumerate(found) if p.start < c.end and p.end > c.start and _dated(c, p)}
    out: list[Seen] = []
    open_captions: dict[int, frozenset[str]] = {}
    for i, chunk in enumerate(found):
        marks, legend = _captions(lines[i])
        kinds = _kinds(chunk, lines[i], marks, open_captions)
        out.append(Seen(chunk, kinds, not kinds and (legend or i in days)))
    return out


@lru_cache(4096)
def _captions(line: str) -> tuple[frozenset[str], bool]:
    """The captions in a line of lower case, and whether it is a legend; kept, for covers repeat each other."""
    kinds = frozenset(kind for kind in _KINDS if pattern("caption-" + kind).search(line))
    return kinds, not kinds and pattern("cover-legend").search(line) is not None


def _kinds(chunk: Chunk, words: str, marks: frozenset[str], open_captions: dict[int, frozenset[str]]) -> frozenset[str]:
    """A chunk's captions; the rest of a caption begun in the column above, "(Commission / File / Number)", counts as that caption."""
    if "former" in marks:
        marks = marks - {"address", "name", "date"}
    if "name" in marks and "date" in marks and "exact" not in words:
        marks = marks - {"name"}
    column = chunk.column // 30
    kinds = marks
    if not kinds and len(words) < 40 and (
        (words.endswith(")") and "(" not in words and not any(c.isdigit() for c in words)) or _CAPTION_REST.fullmatch(words)
    ):
        kinds = open_captions.get(column, frozenset({"rest"}))
    if kinds and words.count("(") > words.count(")"):
        open_captions[column] = kinds
    return kinds


# ---- the date of report --------------------------------------------------------------------------------------


def _dates(source: str, seen: list[Seen], printed: list[Printed], stop: int, spans: Spans, text: Text) -> tuple[dt.date | None, dt.date | None]:
    """The earliest event, and the other date where two are printed: after the caption, else before it, else the first on the cover."""
    captions = [s.chunk for s in seen if "date" in s.kinds]
    chosen: list[Printed] = []
    if captions:
        limit = next((s.chunk.start for s in seen if "name" in s.kinds and s.chunk.start > captions[0].start), stop)
        after = [p for p in printed if captions[0].start <= p.start < max(limit, captions[-1].end)]
        before = [p for p in printed if p.start < captions[0].start]
        chosen = after or before[-2:] or printed[:1]
        if len(after) > 2:
            chosen = after[:2]
    elif printed:
        chosen = printed[:1]
    if not chosen:
        return None, None
    event = _earliest(source, chosen, captions)
    other = next((p for p in chosen if p is not event), None)
    spans["date_of_report"] = text.span(event.start, event.end)
    if other is not None:
        spans["dated"] = text.span(other.start, other.end)
    return event.date, other.date if other else None


def _earliest(source: str, chosen: list[Printed], captions: list[Chunk]) -> Printed:
    """Of two dates: the one in parentheses, the one beside "earliest event", else the earlier."""
    if len(chosen) == 1:
        return chosen[0]
    for p in chosen:
        if source[p.end : p.end + 3].lstrip()[:1] == ")" and "(" in source[max(0, p.start - 60) : p.start]:
            return p
    for c in captions:
        if "earliest" in c.text.lower() and "date of report" not in c.text.lower():
            beside = [p for p in chosen if c.start <= p.start and not re.search(r"[\n\x0b]\s*\S", source[c.end : p.start])]
            return beside[0] if beside else min(chosen, key=lambda p: min(abs(p.start - c.end), abs(c.start - p.end)))
    return min(chosen, key=lambda p: p.date)


# ---- registrants ---------------------------------------------------------------------------------------------


def _registrants(text: Text, seen: list[Seen]) -> list[Registrant]:
    names = _name_groups(text, seen)
    records = _records(text, seen, len(names))
    if records:
        return [_from_record(text, record, seen, names) for record in records]
    out = []
    for i, (first, _, value) in enumerate(names):
        start = value[0].start if value else seen[first].chunk.start
        following = names[i + 1] if i + 1 < len(names) else None
        stop = (following[2][0].start if following[2] else seen[following[0]].chunk.start) if following else 10**12
        zone = [s for s in seen if start <= s.chunk.start < stop and s.chunk not in value]
        out.append(_registrant(text, zone, value, [s for s in seen if s.chunk.start < start] if i == 0 else []))
    return out


def _is_value(s: Seen) -> bool:
    return not s.kinds and not s.legend and len(s.chunk.text) < 250 and _WORD.search(s.chunk.text) is not None


def _name_groups(text: Text, seen: list[Seen]) -> list[tuple[int, int, list[Chunk]]]:
    """Each caption of a registrant's name with the chunks of the name, which stand above it, or below where none stand above."""
    groups: list[tuple[int, int]] = []
    for i, s in enumerate(seen):
        if "name" in s.kinds:
            if groups and all(between.kinds for between in seen[groups[-1][1] + 1 : i]):
                groups[-1] = (groups[-1][0], i)
            else:
                groups.append((i, i))
    if not groups:
        return _unnamed(text, seen)
    out = []
    for first, last in groups:
        value: list[Chunk] = []
        i = first - 1
        while i >= 0 and _is_value(seen[i]) and not _typed(seen[i].chunk.text) and len(value) < 6:
            value.insert(0, seen[i].chunk)
            i -= 1
        value = value or _below(seen, first, last, text.wrapped)
        if value or not out:
            out.append((first, last, value))
    return out


def _below(seen: list[Seen], first: int, last: int, wrapped: bool) -> list[Chunk]:
    """The name under its caption, past the captions of other columns; a second line that follows at once belongs to it."""
    value: list[Chunk] = []
    caption = seen[first].chunk
    for n, s in enumerate(seen[last + 1 :]):
        c = s.chunk
        if len(value) == 2 or c.line - (value[-1] if value else seen[last].chunk).line > (1 if value else 4):
            break
        beside = abs(c.column - caption.column) > (25 if wrapped else 0)
        if _is_value(s) and not _typed(c.text) and not (beside and (n or value)):
            value.append(c)
        elif not beside and (value or not s.kinds):
            break
    return value


def _unnamed(text: Text, seen: list[Seen]) -> list[tuple[int, int, list[Chunk]]]:
    """A cover without the caption: the first value after the heading that is no date, if any other caption is there."""
    if not any(s.kinds & {"state", "file-number", "ein", "address", "phone"} for s in seen):
        return []
    begun = False
    for i, s in enumerate(seen):
        begun = begun or s.legend or "date" in s.kinds
        if begun and _is_value(s) and not _typed(s.chunk.text) and not re.search(r"20549|d\. ?c\.", s.chunk.text, re.I):
            return [(i, i, [s.chunk])]
    return []


def _typed(words: str) -> bool:
    """Whether a chunk is nothing but dates, numbers and telephones."""
    if not _ANY_DIGIT.search(words):
        return False
    rest = words
    for p in reversed(dates(words.lower(), 0, len(words))):
        rest = rest[: p.start] + rest[p.end :]
    for rule in (_EIN, _PHONE, _FILE):
        rest = rule.sub("", rest)
    return rest != words and len(_PLAIN.sub("", rest)) <= 3


def _registrant(text: Text, zone: list[Seen], name: list[Chunk], ahead: list[Seen]) -> Registrant:
    spans: Spans = {}
    field = {"name": _value(text, _trim_name(name), spans, "name")}
    used: set[int] = {c.start for c in name}
    phone_at = _phone(text, zone, field, spans)
    _numbers(text, zone, ahead, field, spans, phone_at)
    _state(text, zone, field, spans, used)
    _address(text, zone, field, spans, used, phone_at)
    _former(text, zone, field, spans, used, phone_at)
    return Registrant(spans=spans, **field)


def _trim_name(name: list[Chunk]) -> list[Chunk]:
    """The last lines that go together: a gap of several lines means that the upper ones are not the name."""
    for i in range(len(name) - 1, 0, -1):
        if name[i].line - name[i - 1].line > 3:
            return name[i:]
    return name


def _value(text: Text, parts: list[Chunk], spans: Spans, key: str, also: str = "") -> str | None:
    """Chunks as one value, with its span: one stretch where the chunks follow each other in the source, else pieces."""
    if not parts:
        return None
    pairs = []
    for c in parts:
        a, b = trimmed(text.text, c.start, c.end, also)
        if a < b:
            pairs.append((a, b))
    if not pairs:
        return None
    joined = [pairs[0]]
    for a, b in pairs[1:]:
        if not _WORD.search(text.text, joined[-1][1], a):
            joined[-1] = (joined[-1][0], b)
        else:
            joined.append((a, b))
    made: list[tuple[int, int]] = [text.span(a, b) for a, b in joined]
    spans[key] = made[0] if len(made) == 1 else tuple(made)
    return squeeze(" ".join(text.text[a:b] for a, b in pairs))


def _phone(text: Text, zone: list[Seen], field: dict[str, str | None], spans: Spans) -> tuple[int, int] | None:
    """A telephone's shape nearest its caption; without a caption the last such in the zone."""
    captions = [s.chunk for s in zone if "phone" in s.kinds]
    found = []
    for s in zone:
        if "ein" in s.kinds or "file-number" in s.kinds or not (_DIGITS.search(s.chunk.text) or _TOLL.search(s.chunk.text)):
            continue
        for m in _PHONE.finditer(text.text, s.chunk.start, s.chunk.end):
            if not _EIN.fullmatch(m.group().strip()) and not re.fullmatch(r"\d{5}[\s-]\d{4}", m.group().strip()):
                found.append((m.start(), m.end()))
    found = found or _split_phone(text, zone, captions)
    if captions:
        at = captions[0]
        found = [f for f in found if abs(f[0] - at.start) < 700]
        found.sort(key=lambda f: min(abs(f[0] - at.end), abs(at.start - f[1])) + (0 if f[0] >= at.start or at.line - _line(zone, f[0]) <= 4 else 300))
    elif found:
        found = found[-1:]
    if not found:
        return _phone_words(text, zone, captions, field, spans)
    a, b = trimmed(text.text, *found[0])
    field["phone"] = squeeze(text.text[a:b])
    spans["phone"] = text.span(a, b)
    return a, b


def _line(zone: list[Seen], at: int) -> int:
    return next((s.chunk.line for s in reversed(zone) if s.chunk.start <= at), 0)


def _split_phone(text: Text, zone: list[Seen], captions: list[Chunk]) -> list[tuple[int, int]]:
    """A number whose area code stands in a chunk of its own."""
    for i, s in enumerate(zone[:-1]):
        nxt = zone[i + 1].chunk
        if re.fullmatch(r"\(?\d{3}\)?", s.chunk.text) and re.fullmatch(r"\d{3}[\s.-]\d{4}", nxt.text) and nxt.line == s.chunk.line:
            return [(s.chunk.start, nxt.end)]
        if "phone" in s.kinds and re.search(r"\(?\d{3}\)?$", s.chunk.text) and re.fullmatch(r"\d{3}[\s.-]\d{4}", nxt.text):
            m = re.search(r"\(?\d{3}\)?$", text.text[s.chunk.start : s.chunk.end])
            if m:
                return [(s.chunk.start + m.start(), nxt.end)]
    return []


def _phone_words(text: Text, zone: list[Seen], captions: list[Chunk], field: dict[str, str | None], spans: Spans) -> tuple[int, int] | None:
    """A telephone of another shape: what stands after the caption's colon, or above it, if it has digits."""
    for s in zone:
        if "phone" in s.kinds:
            m = re.search(r":\s*([+(]?\d[\w\s().\-/]{5,24}\w)\s*$", text.text[s.chunk.start : s.chunk.end])
            if m:
                a, b = s.chunk.start + m.start(1), s.chunk.start + m.end(1)
                field["phone"], spans["phone"] = squeeze(text.text[a:b]), text.span(a, b)
                return a, b
    if captions:
        i = next(n for n, s in enumerate(zone) if s.chunk is captions[0])
        for s in [*zone[max(0, i - 1) : i][::-1], *zone[i + 1 : i + 2]]:
            if _is_value(s) and sum(c.isdigit() for c in s.chunk.text) >= 6 and len(s.chunk.text) < 30:
                field["phone"] = _value(text, [s.chunk], spans, "phone")
                return s.chunk.start, s.chunk.end
    return None


def _numbers(text: Text, zone: list[Seen], ahead: list[Seen], field: dict[str, str | None], spans: Spans, phone: tuple[int, int] | None) -> None:
    """File number and employer number by their shapes; several file numbers are one value as printed."""
    source = text.text
    for s in zone:
        m = _EIN.search(source, s.chunk.start, s.chunk.end)
        if m and not (phone and phone[0] <= m.start() < phone[1]):
            field["ein"], spans["ein"] = squeeze(m.group()), text.span(m.start(), m.end())
            break
    else:
        _odd_ein(text, zone, field, spans)
    captioned = any("file-number" in s.kinds for s in zone)
    places: list[tuple[int, int]] = []
    address = next((s.chunk.start for s in zone if "address" in s.kinds), 10**12)
    for s in [*zone, *ahead] if captioned or not ahead else [*ahead, *zone]:
        if "phone" in s.kinds or (s.chunk.start > address and places):
            continue
        for m in _FILE.finditer(source, s.chunk.start, s.chunk.end):
            if phone and phone[0] <= m.start() < phone[1]:
                continue
            if _EIN.match(source, m.start()) or dates(text.low, m.start() - 1, m.end()) or re.fullmatch(r"\d{3}-\d{4}", m.group()) and "file-number" not in s.kinds and not _leading(m.group()):
                continue
            places.append((m.start(), m.end()))
    if not places and ahead:
        return
    if not places:
        return _odd_number(text, zone, field, spans)
    places.sort()
    joined = [places[0]]
    for a, b in places[1:]:
        if _TOGETHER.fullmatch(source, joined[-1][1], a) or not _WORD.search(source, joined[-1][1], a):
            joined[-1] = (joined[-1][0], b)
        else:
            joined.append((a, b))
    field["file_number"] = squeeze(" ".join(source[a:b] for a, b in joined))
    made = [text.span(a, b) for a, b in joined]
    spans["file_number"] = made[0] if len(made) == 1 else tuple(made)


def _odd_ein(text: Text, zone: list[Seen], field: dict[str, str | None], spans: Spans) -> None:
    """An employer number of another shape (a foreign issuer's, a misprint): digits right above the caption that are no file number."""
    for s in zone:
        if s.kinds == {"ein"}:
            above = _above(zone, s)
            if above is not None and sum(c.isdigit() for c in above.text) >= 6 and len(above.text) < 16 and not _FILE.fullmatch(above.text):
                field["ein"] = _value(text, [above], spans, "ein")
            elif above is not None and _FILE.fullmatch(above.text) and not _leading(above.text):
                field["ein"] = _value(text, [above], spans, "ein")
            return


def _leading(number: str) -> bool:
    """Whether a short number begins as file numbers do (form/cover.toml, file_number patterns)."""
    return re.match(r"(?:0{0,2}[012]|33|0?33|333|81[14])\D", number) is not None


def _odd_number(text: Text, zone: list[Seen], field: dict[str, str | None], spans: Spans) -> None:
    """A file number of another shape ("Not applicable", "Pending", "33-5"): what stands at its caption."""
    for s in zone:
        if "file-number" in s.kinds and "ein" not in s.kinds:
            m = re.search(r"(?:number|no\.?|#)s?\s*:?\)?\s+([\w-]*\d[\w-]*)\s*$", text.text[s.chunk.start : s.chunk.end], re.I)
            if m:
                a, b = s.chunk.start + m.start(1), s.chunk.start + m.end(1)
                field["file_number"], spans["file_number"] = squeeze(text.text[a:b]), text.span(a, b)
                return
            above = _above(zone, s)
            if above is not None and len(above.text) < 30 and not _EIN.search(above.text) and not _jurisdiction(above.text) and (any(c.isdigit() for c in above.text) or re.search(r"n/?a|applic|pending|none", above.text, re.I)):
                field["file_number"] = _value(text, [above], spans, "file_number")
                return


def _above(zone: list[Seen], caption: Seen) -> Chunk | None:
    """The value chunk nearest above a caption in its column."""
    best: tuple[int, Chunk] | None = None
    for s in zone:
        c = s.chunk
        if not _is_value(s) or c.start >= caption.chunk.start:
            continue
        near = abs(c.column - caption.chunk.column)
        if near > 25 and not (c.column <= caption.chunk.column <= c.column + len(c.text)):
            continue
        rank = (caption.chunk.line - c.line) * 4 + near
        if caption.chunk.line - c.line <= 5 and (best is None or rank < best[0]):
            best = (rank, c)
    return best[1] if best else None


@cache
def _places() -> frozenset[str]:
    """States, provinces and countries, letters only."""
    tables = names()
    return frozenset(letters(name) for table in (tables.stateprovnameen, tables.countrynameen, tables.edgarprovcountryen) for name in table)


def _jurisdiction(words: str) -> bool:
    if len(words) > 60:
        return False
    flat = letters(_STATE_OF.sub("", words.strip()))
    return flat in _places() or letters(words) in _places() or pattern("jurisdiction").search(words.lower()) is not None


def _state(text: Text, zone: list[Seen], field: dict[str, str | None], spans: Spans, used: set[int]) -> None:
    captions = [i for i, s in enumerate(zone) if "state" in s.kinds]
    stop = next((i for i, s in enumerate(zone) if "address" in s.kinds or "phone" in s.kinds), len(zone))
    last = max([stop, *(c + 3 for c in captions[:1])])
    for s in zone[:last]:
        if _is_value(s) and _jurisdiction(s.chunk.text) and s.chunk.start not in used:
            field["jurisdiction"] = _value(text, [s.chunk], spans, "jurisdiction", also="(),.")
            used.add(s.chunk.start)
            return
    for s in zone[: last + 2]:
        m = _CORPORATION.match(text.text, s.chunk.start, s.chunk.end)
        place = next((n for n in (1, 2) if m and m.group(n) and _jurisdiction(m.group(n))), 0)
        if m and place:
            a, b = m.span(place)
            field["jurisdiction"], spans["jurisdiction"] = squeeze(text.text[a:b]), text.span(a, b)
            used.add(s.chunk.start)
            return
    for i in captions:
        c = zone[i].chunk
        m = re.search(r"(?::|incorporation\)?|organization\)?)\s+([A-Z][A-Za-z .]{2,30})$", text.text[c.start : c.end])
        if m and _jurisdiction(m.group(1)):
            a, b = c.start + m.start(1), c.start + m.end(1)
            field["jurisdiction"], spans["jurisdiction"] = squeeze(text.text[a:b]), text.span(a, b)
            return
        above = _above([s for s in zone if s.chunk.start not in used], zone[i])
        if above is not None and not _typed(above.text) and not any(ch.isdigit() for ch in above.text):
            field["jurisdiction"] = _value(text, [above], spans, "jurisdiction", also="(),.")
            used.add(above.start)
            return
    for s in zone[:last]:  # a place among other words of a line: "Delaware 1-1234 13-1234567"
        if s.kinds or s.chunk.start in used:
            continue
        m = re.match(r"([A-Z][A-Za-z]+(?: [A-Z][a-z]+)?)\s+(?=\d)", text.text[s.chunk.start : s.chunk.end])
        if m and _jurisdiction(m.group(1)) and _typed(text.text[s.chunk.start + m.end() : s.chunk.end]):
            a, b = s.chunk.start, s.chunk.start + m.end(1)
            field["jurisdiction"], spans["jurisdiction"] = squeeze(text.text[a:b]), text.span(a, b)
            used.add(s.chunk.start)
            return


def _address(text: Text, zone: list[Seen], field: dict[str, str | None], spans: Spans, used: set[int], phone: tuple[int, int] | None) -> None:
    """The value chunks right above the caption, or below it where captions stand above; one after the caption's colon."""
    first = next((i for i, s in enumerate(zone) if "address" in s.kinds), None)
    if first is None:
        first = next((i for i, s in enumerate(zone) if "zip" in s.kinds), None)
    if first is None:
        return
    inline = re.search(r"(?:offices?|code)\)?\s*:\s*(\S.{8,})$", zone[first].chunk.text, re.I)
    parts: list[Chunk] = []
    if inline:
        c = zone[first].chunk
        at = text.text.find(inline.group(1).split()[0], c.start + inline.start(1) // 2, c.end)
        parts = [c._replace(start=at)]
        i = first + 1
        while i < len(zone) and _free(zone[i], used, phone) and len(parts) < 5:
            parts.append(zone[i].chunk)
            i += 1
    else:
        i = first - 1
        while i >= 0 and (_free(zone[i], used, phone) or zone[i].kinds == {"zip"} or _TEL.match(zone[i].chunk.text)) and len(parts) < 10:
            if not zone[i].kinds and not _TEL.match(zone[i].chunk.text):
                parts.insert(0, zone[i].chunk)
            i -= 1
        if not parts:
            i = first + 1
            while i < len(zone) and zone[i].kinds and zone[i].kinds <= {"zip", "address", "phone", "rest"} and not _PHONE.search(zone[i].chunk.text):
                i += 1
            while i < len(zone) and _free(zone[i], used, phone) and len(parts) < 8:
                parts.append(zone[i].chunk)
                i += 1
        else:  # a ZIP code that stands alone on the caption's line or below
            for s in zone[first + 1 : first + 3]:
                if re.fullmatch(r"\d{5}(?:-\d{4})?", s.chunk.text) and s.chunk.start not in used:
                    parts.append(s.chunk)
    used.update(c.start for c in parts)
    value = _value(text, parts, spans, "address", also=",()")
    if value is not None:
        field["address"] = value


def _free(s: Seen, used: set[int], phone: tuple[int, int] | None) -> bool:
    c = s.chunk
    if not _is_value(s) or c.start in used or (phone and c.start < phone[1] and c.end > phone[0]):
        return False
    return not (_typed(c.text) and not re.fullmatch(r"\d{5}\s?[-\u2013]\s?\d{4}", c.text))


def _former(text: Text, zone: list[Seen], field: dict[str, str | None], spans: Spans, used: set[int], phone: tuple[int, int] | None) -> None:
    first = next((i for i, s in enumerate(zone) if "former" in s.kinds), None)
    if first is None:
        return
    joined = zone[first].chunk
    words = text.text[joined.start : joined.end]
    inline = re.search(r"(?:report\.?\)?|changed\)?|year\)?)\s*[:\u2013\u2014-]+\s*(\S.*)$", words, re.I | re.S)
    if inline and _WORD.search(inline.group(1)):
        a, b = joined.start + inline.start(1), joined.start + inline.end(1)
        field["former"], spans["former"] = squeeze(text.text[a:b]), text.span(*trimmed(text.text, a, b))
        return
    parts: list[Chunk] = []
    i = first - 1
    while i >= 0 and _is_value(zone[i]) and zone[i].chunk.start not in used and len(parts) < 6:
        c = zone[i].chunk
        if phone and c.start < phone[1] and c.end > phone[0]:
            break
        parts.insert(0, c)
        i -= 1
    if not parts:
        last = max(i for i, s in enumerate(zone) if "former" in s.kinds)
        above = first > 0 and zone[first - 1].kinds and "phone" not in zone[first - 1].kinds
        tail = zone[last + 1 : last + 3]
        if tail and _is_value(tail[0]) and tail[0].chunk.start not in used and (above or re.match(r"n/?a\b|none|not applicable|same", tail[0].chunk.text, re.I)):
            parts = [tail[0].chunk]
    value = _value(text, parts, spans, "former")
    if value is not None:
        field["former"] = value


# ---- several registrants, a row each (utilities and their holding companies; a trust and its partnership) -----


def _records(text: Text, seen: list[Seen], names: int) -> list[list[Seen]]:
    """What stands from one row with an employer number to the next: two such rows under fewer names, or one under a header that
    asks for name and address in one cell."""
    rows = list(dict.fromkeys(s.chunk.row for s in seen if "phone" not in s.kinds and _EIN.search(s.chunk.text)))
    if len(rows) < 2:
        cells: dict[tuple[int, int], frozenset[str]] = {}
        for s in seen:
            if s.kinds:
                key = (0 if text.wrapped else s.chunk.row, s.chunk.column // 12 if text.wrapped else s.chunk.column)
                cells[key] = cells.get(key, frozenset()) | s.kinds
        composite = any("name" in k and k & {"address", "phone"} and "state" in k for k in cells.values()) and not text.wrapped
        if not rows or not composite:
            return []
    elif names >= len(rows):
        return []
    first = min(s.chunk.line for s in seen if s.chunk.row == rows[0])
    out: list[list[Seen]] = []
    for i, row in enumerate(rows):
        stop = rows[i + 1] if i + 1 < len(rows) else 10**9
        record = []
        for s in seen:
            if not row <= s.chunk.row < stop:
                continue
            if s.chunk.row > row and not text.wrapped:
                break
            if s.kinds and not (s.kinds == {"state"} or _PHONE.search(s.chunk.text)) or s.legend:
                break
            if record and s.chunk.line - record[-1].chunk.line > 2:
                break
            record.append(s)
        out.append(record)
    return out if first and all(len(r) > 1 for r in out) else []


def _from_record(text: Text, record: list[Seen], seen: list[Seen], names: list[tuple[int, int, list[Chunk]]]) -> Registrant:
    """A row's own fields; what the rows do not give (address, telephone, former name) the cover gives once for all."""
    spans: Spans = {}
    field: dict[str, str | None] = {}
    used: set[int] = set()
    phone = _phone(text, record, field, spans)
    _numbers(text, record, [], field, spans, phone)
    used.update(s.chunk.start for s in record if _typed(s.chunk.text))
    _state(text, record, field, spans, used)
    middle = [s.chunk for s in record if s.chunk.start not in used and not (phone and s.chunk.start < phone[1] and s.chunk.end > phone[0])]
    cut = next((i for i, c in enumerate(middle) if i and (re.search(r"\d", c.text) or c.text[:1] == "(" or _below_state(record, used, c))), min(1, len(middle)))
    field["name"] = _value(text, middle[:cut], spans, "name")
    value = _value(text, [c for c in middle[cut:] if c.text[:1] != "("], spans, "address", also=",()")
    if value is not None:
        field["address"] = value
    rest = [s for s in seen if s not in record and s.chunk.start > record[0].chunk.start]
    if field["name"] is None and names:
        field["name"] = _value(text, names[0][2], spans, "name")
    if "phone" not in field:
        phone = _phone(text, rest, field, spans)
    taken = set(used) | {s.chunk.start for s in rest if _EIN.search(s.chunk.text)}
    if "address" not in field:
        _address(text, rest, field, spans, taken, phone)
    _former(text, rest, field, spans, taken, phone)
    return Registrant(spans=spans, **field)


def _below_state(record: list[Seen], used: set[int], c: Chunk) -> bool:
    return any(s.chunk.start in used and s.chunk.start < c.start and _WORD.search(s.chunk.text) and not _typed(s.chunk.text) for s in record)
