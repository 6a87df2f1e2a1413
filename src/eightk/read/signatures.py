"""The signatures division -> Signatures: registrant, date, name, title, and whether the line is signed.

Comes in: a Text and the division. Goes out: model Signatures. A block is told by its signature line ("/s/", "By:") and read
in that line's column: registrant above, typed name and title below, the date wherever it stands. Add here: a layout of blocks.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from eightk.form.phrases import pattern
from eightk.late import late
from eightk.model import Registrant, Signature, Spans
from eightk.read.chunks import Chunk, chunks
from eightk.read.dates import Printed, dates
from eightk.read.text import Text, squeeze, trimmed

_SIGNED = late(r"(?:/\s?s\s?/|\\s\\|/s\b|\bs/|\(s\)|\(signed\)|(?<=[:\s])//|^//|\[s\])[\s:.]*", re.I)
_BY = late(r"(?:^|\s)by\b\s?:?[\s_]*|^(?:signature|signed)\s?:[\s_]*", re.I)
_LABEL = late(r"^\W*(?P<what>print(?:ed)? name(?: and title)?|name(?: and title)?|typed name|title|its|office|date[d]?|position|capacity)\s*[:.]\s*", re.I)
_CAPTION = late(r"^\W*(?:\(?(?:registrant|signature|date|name|title|name and title|print(?:ed)? name|co-?registrant|issuer|company)\)?|\*?(?:print|typed?) name[^:]*|\(?signature\)?\*?)\W*$", re.I)
_NOISE = late(r"^\W*<page>\W*$|^\W*(?:page\s*)?\d{1,3}\W*$|^\W*(?:-\s?\d+\s?-|[ivx]{1,4})\W*$|^\W*table of contents\W*$|^\W*(?:end|signature page[^.]{0,60}|\[signature page.*)\W*$", re.I)
_SUFFIX = late(r",\s*(?=(?:jr|sr|ii|iii|iv|esq|cpa|ph\.?d|m\.?d)\b)", re.I)
_NEXT_PART = late(r"\W*(?:exhibit|index)\b", re.I)
_REGISTRANT_MARK = late(r"\((?:the )?registrant\)", re.I)
_DATE_WORDS = late(r"\bdated?\b|\bas of\b|\bthis\b|\bday\b")
_PLAIN = late(r"[\W_]")
_DEGREE = late(r"^(?:jr|sr|ii|iii|iv|esq|cpa|ph\.?d|m\.?d|mba)\b\.?", re.I)


class Line(NamedTuple):
    """A signature line: its chunk, the name on it, whether it is signed."""

    index: int
    chunk: Chunk
    name: tuple[int, int] | None
    signed: bool


def read_signatures(text: Text, start: int, end: int, registrants: tuple[Registrant, ...]) -> list[Signature]:
    """The signatures of `text[start:end]`, in order."""
    source = text.text
    begin = start
    found = chunks(text, start, min(end, start + 12_000))
    for m in pattern("signature-statement").finditer(text.low, start, end):
        stop = late(r"authori[sz]ed|undersigned|behalf|signed", re.I)
        close = m.end()
        for close_match in stop.finditer(source, m.start(), min(end, m.end() + 220)):
            close = close_match.end()
        found = [c for c in found if not (c.start < close and c.end > m.start() and not _SIGNED.search(c.text)) or c.start >= close]
        begin = max(begin, m.start()) if begin == start else begin
    heading = pattern("signature-heading").search(text.low, max(0, start - 1), min(end, start + 200))
    found = [c for c in found if not (heading and heading.start() <= c.start < heading.end()) and not _NOISE.match(c.text)]
    lines = _lines(text, found)
    if not lines:
        lines = _unmarked(text, found)
    printed = dates(text.low, start, end)
    used: set[int] = {c.start for line in lines for c in (line.chunk,)}
    out: list[Signature] = []
    for n, line in enumerate(lines):
        below = lines[n + 1] if n + 1 < len(lines) else None
        out.append(_block(text, found, line, below, lines, printed, registrants, out, used))
    return out


def _lines(text: Text, found: list[Chunk]) -> list[Line]:
    """The signature lines: "/s/ Name", "By: Name", or a mark whose name stands in the next chunks of its line."""
    out: list[Line] = []
    last = -1
    for i, c in enumerate(found):
        raw = text.text[c.start : c.end]
        mark = _SIGNED.search(raw)
        by = _BY.match(raw)
        if i <= last or (mark is None and by is None):
            continue
        signed = mark is not None
        a, b = trimmed(text.text, c.start + (mark or by).end(), c.end, "_\u2019'`\"")  # type: ignore[union-attr]
        last = at = i
        for j in range(i + 1, len(found)):
            beside = found[j]
            if a < b or beside.line != c.line or _date_only(beside):
                break
            follow = _SIGNED.match(text.text[beside.start : beside.end])
            signed = signed or follow is not None
            a, b = trimmed(text.text, beside.start + (follow.end() if follow else 0), beside.end, "_")
            last = at = j
        if a < b and not signed and _is_corporate(text.text[a:b]):
            continue  # "By: General Partner, Inc., its general partner": another line signs for it
        out.append(Line(at, found[at], _person(text, a, b) if a < b else None, signed or a < b))
    return out


def _person(text: Text, a: int, b: int) -> tuple[int, int] | None:
    """The name on a signature line, cut before what else stands there (a title, an attorney)."""
    words = text.text[a:b]
    m = re.search(r"[\n\x0b\t]|\s{3,}|_{2,}|\s+date[d]?:|\s+(?:as\s+)?attorney|\s+by:?\s", words, re.I)
    if m:
        words = words[: m.start()]
    a, b = trimmed(text.text, a, a + len(words), "_*,")
    return (a, b) if a < b and re.search(r"[A-Za-z]", words) else None


def _is_corporate(words: str) -> bool:
    return pattern("corporate-name").search(words.lower()) is not None and not re.search(r"/s/|\b(?:mr|ms)\.", words, re.I) and len(words.split()) > 1


def _date_only(c: Chunk) -> bool:
    """Whether a chunk is a date, a date's label, or both."""
    low = c.text.lower()
    if "dat" not in low and not any(ch.isdigit() for ch in low):
        return False
    rest = _DATE_WORDS.sub("", low)
    for p in reversed(dates(rest, 0, len(rest))):
        rest = rest[: p.start] + rest[p.end :]
    return len(_PLAIN.sub("", rest)) <= 2


def _unmarked(text: Text, found: list[Chunk]) -> list[Line]:
    """A block without "/s/" or "By:": the person's name right above an officer's title."""
    rule = pattern("officer-title")
    for i, c in enumerate(found):
        if i and rule.search(c.text.lower()) and len(c.text) < 90 and not _is_corporate(found[i - 1].text) and not _date_only(found[i - 1]):
            p = found[i - 1]
            if 1 < len(p.text.split()) < 6 and c.line - p.line <= 2 and not rule.search(p.text.lower()):
                return [Line(i - 1, p, (p.start, p.end), False)]
            if "," in c.text and not rule.search(c.text.split(",")[0].lower()) and len(c.text.split(",")[0].split()) > 1:
                return [Line(i, c, (c.start, c.end), False)]
    for i, c in enumerate(found):
        if rule.search(c.text) and "," in c.text and not rule.search(c.text.split(",")[0].lower()):
            return [Line(i, c, (c.start, c.end), False)]
    return []


def _block(
    text: Text, found: list[Chunk], line: Line, below: Line | None, lines: list[Line], printed: list[Printed], registrants: tuple[Registrant, ...],
    before: list[Signature], used: set[int],
) -> Signature:  # fmt: skip
    spans: Spans = {}
    known = {_flat(r.name or "") for r in registrants} - {""}
    name_at, title_at = _name_and_title(text, found, line, lines, used, known)
    registrant_at = _registrant(text, found, line, lines, known, used)
    registrant = None
    if registrant_at:
        registrant = squeeze(" ".join(text.text[a:b] for a, b in registrant_at))
        made = [text.span(a, b) for a, b in registrant_at]
        spans["registrant"] = made[0] if len(made) == 1 else tuple(made)
    elif before:
        registrant = before[-1].registrant
        if "registrant" in before[-1].spans:
            spans["registrant"] = before[-1].spans["registrant"]
    day = _day(text, line, below, lines, printed)
    if day is not None:
        spans["date"] = text.span(day.start, day.end)
    name = title = None
    if name_at:
        name = squeeze(text.text[name_at[0] : name_at[1]])
        spans["name"] = text.span(*name_at)
    if title_at:
        title = squeeze(" ".join(text.text[a:b] for a, b in title_at))
        made = [text.span(a, b) for a, b in title_at]
        spans["title"] = made[0] if len(made) == 1 else tuple(made)
    return Signature(registrant=registrant, date=day.date if day else None, name=name, title=title, signed=line.signed, spans=spans)


def _near(text: Text, a: Chunk, b: Chunk) -> bool:
    """Whether two chunks stand in one column."""
    if not text.wrapped:
        return abs(a.column - b.column) <= 110
    return abs(a.column - b.column) <= 16 or (a.column < b.column + len(b.text) and b.column < a.column + len(a.text))


def _name_and_title(
    text: Text, found: list[Chunk], line: Line, lines: list[Line], used: set[int], known: set[str]
) -> tuple[tuple[int, int] | None, list[tuple[int, int]]]:
    """The typed name and the title, which stand below the line in its column or follow the name after a comma."""
    rule = pattern("officer-title")
    stops = [other.chunk for other in lines if other.chunk.start > line.chunk.start]
    name = line.name
    title: list[tuple[int, int]] = []
    if name and (cut := _split(text, *name)):
        name, rest = cut
        title.append(rest)
    typed = False
    last = line.chunk
    for c in found[line.index + 1 :]:
        if any(s.start <= c.start and _near(text, s, line.chunk) for s in stops) or c.line - last.line > 4:
            break
        if c.start in used or not _near(text, c, line.chunk) and not (c.line > line.chunk.line and len(stops) == 0 and not title and c.line - last.line <= 2):
            continue
        words = text.text[c.start : c.end]
        if _CAPTION.match(words) or _NOISE.match(words):
            continue
        label = _LABEL.match(words)
        what = label.group("what").lower() if label else ""
        a, b = trimmed(text.text, c.start + (label.end() if label else 0), c.end, "_*")
        if what.startswith("date") or _date_only(c) or a >= b:
            if title and not what:
                break
            continue
        if _SIGNED.search(words) or _NEXT_PART.match(words) or (title and _known(words, known)):
            break
        officer = rule.search(text.low, a, b) is not None
        if "name" in what or (not typed and not title and not what and _is_name(text, a, b, line, officer)):
            cut = _split(text, a, b)
            name, typed = (cut[0] if cut else (a, b)), True
            if cut:
                title.append(cut[1])
        elif what or officer or (title and c.line - last.line <= 1 and not _is_corporate(text.text[a:b])):
            if title and (c.line - last.line > 2 or (what and not officer)):
                break
            title.append((a, b))
        elif title or typed:
            break
        else:
            continue
        used.add(c.start)
        last = c
    if not title:  # columns of signature, title, date
        beside = [c for c in found[line.index + 1 :] if c.line == line.chunk.line and rule.search(c.text.lower()) and not _SIGNED.search(c.text)]
        title = [(c.start, c.end) for c in beside[:1]]
    return name, title


def _is_name(text: Text, a: int, b: int, line: Line, officer: bool) -> bool:
    """Whether a chunk under the line is the typed name: it shares the signed name's last word, or looks like a name under an unsigned line."""
    words = text.text[a:b]
    if line.name is not None:
        signed = re.findall(r"[A-Za-z]{2,}", text.text[line.name[0] : line.name[1]])
        typed = {w.lower() for w in re.findall(r"[A-Za-z]{2,}", words)}
        if any(w.lower() in typed for w in signed if not _DEGREE.match(w)):
            return True
        return not officer and 1 < len(words.split()) <= 5 and words[0].isupper() and not _is_corporate(words)
    return not re.match(r"^\W*(?:chief|president|vice|senior|executive|secretary|treasurer|director)", words, re.I) and len(words.split()) > 1


def _split(text: Text, a: int, b: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """ "Judi Irving, Chief Executive Officer" as name and title; a line break or a comma divides them."""
    words = text.text[a:b]
    rule = pattern("officer-title")
    for m in re.finditer(r"\s*[,\n\x0b]\s*|\s+[-\u2013\u2014]\s+|\s{2,}(?=[A-Z])", words):
        rest = words[m.end() :]
        if _DEGREE.match(rest):
            continue
        if rule.search(rest.lower()) and not rule.search(words[: m.start()].lower()) and len(words[: m.start()].split()) > 1:
            return trimmed(text.text, a, a + m.start()), trimmed(text.text, a + m.end(), b)
        break
    return None


def _registrant(
    text: Text, found: list[Chunk], line: Line, lines: list[Line], known: set[str], used: set[int]
) -> list[tuple[int, int]]:
    """The name above the line in its column, else the nearest above that is a registrant's of the cover; else one below marked (Registrant)."""
    above: list[Chunk] = []
    floor = max((o.chunk.start for o in lines if o.chunk.start < line.chunk.start and _near(text, o.chunk, line.chunk)), default=-1)
    for c in found[: line.index][::-1]:
        if c.start <= floor:
            break
        if c.start in used or _date_only(c) or _CAPTION.match(c.text) or _LABEL.match(c.text):
            continue
        above.append(c)
    same = [[c] for c in above if _known(c.text, known)] or _two_lines(above, known)
    same.sort(key=lambda pair: not _near(text, pair[0], line.chunk))
    if same:
        return [_bare_name(text, c) for c in same[0]]
    near = [c for c in above if _near(text, c, line.chunk) and not _BY.match(c.text)]
    corporate = [c for c in near if _is_corporate(c.text) and len(c.text) < 160]
    if corporate:
        top = corporate[-1]
        return [trimmed(text.text, top.start, top.end, "_,")]
    rest = [c for c in near if len(c.text) < 90 and not _SIGNED.search(c.text)]
    if rest and rest[0].text.upper() == rest[0].text:
        return [trimmed(text.text, rest[0].start, rest[0].end, "_,")]
    for c in found[line.index + 1 : line.index + 8]:
        if _known(c.text, known) and c.start not in used:
            used.add(c.start)
            return [trimmed(text.text, c.start, c.end, "_,")]
    return []


def _two_lines(above: list[Chunk], known: set[str]) -> list[list[Chunk]]:
    """A known name broken over two lines; `above` runs upward."""
    return [[b, a] for a, b in zip(above, above[1:]) if _known(f"{b.text} {a.text}", known) and not _BY.match(a.text)]


def _bare_name(text: Text, c: Chunk) -> tuple[int, int]:
    """A name without "(Registrant)" or a date on its line."""
    a, b = trimmed(text.text, c.start, c.end, "_,:")
    m = re.search(r"\s*\((?:the )?[\"\u201c]?(?:registrant|company|issuer|depositor)[\"\u201d]?\)\s*$|\s+date[d]?:.*$", text.text[a:b], re.I)
    return (a, a + m.start()) if m else (a, b)


def _known(words: str, known: set[str]) -> bool:
    flat = _flat(_REGISTRANT_MARK.sub("", words) if "(" in words else words)
    return len(flat) > 3 and any(flat == k or (len(flat) > 7 and (k.startswith(flat) or flat.startswith(k)) and abs(len(k) - len(flat)) < 14) for k in known)


def _flat(words: str) -> str:
    return "".join(c for c in words.lower() if c.isalnum())


def _day(text: Text, line: Line, below: Line | None, lines: list[Line], printed: list[Printed]) -> Printed | None:
    """The date of a signature: the one nearest its line, between the lines before and after it where each has its own."""
    if not printed:
        return None
    if len(lines) == 1 or len(printed) == 1:
        close = [p for p in printed if p.start < line.chunk.start + 900]
        return min(close, key=lambda p: abs(p.start - line.chunk.start)) if close else None
    return min(printed, key=lambda p: abs(p.start - line.chunk.start))
