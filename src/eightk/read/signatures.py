"""The signatures division -> Signatures: registrant, date, name, title, and whether the line is signed.

Comes in: a Text and the division. Goes out: model Signatures. A block is told by its signature line ("/s/", "By:", `signed.py`) and read
in that line's column: registrant above, typed name and title below, the date wherever it stands. Add here: a layout of blocks.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import cast

from eightk.form.phrases import pattern
from eightk.late import late
from eightk.model import Registrant, Signature, Spans
from eightk.read.behalf import flat, is_known, registrant_of
from eightk.read.chunks import Chunk, chunks
from eightk.read.columns import LABELLED, Block, columns_of, day_of, own_days
from eightk.read.dates import dates
from eightk.read.shapes import is_jurisdiction
from eightk.read.signed import (
    BY,
    DEGREE,
    NAME_WORD,
    ON_BEHALF,
    Line,
    Pair,
    is_corporate,
    is_date,
    is_its_partner,
    may_be_signed,
    share_a_name,
    sign,
    signature_lines,
)
from eightk.read.text import Text, comma_kept, trimmed

_REACH = 12_000
"""Characters of the division that are read; what follows in a longer one is no signature."""

# What begins a line that only labels what follows.
_LABEL = late(
    r"\W*+(?P<what>print(?:ed)? name(?: and title)?|name(?: and title)?|typed name|title|its|office|date[d]?|position|capacity|by)"
    r"(?:\s*[:.]\s*|(?<=its)\s+(?=[a-z]))",
    re.I,
)
# The kind that a line's beginning tells, in lines of lower case: page furniture, a caption under a line ("(Signature)*"), a label, the
# next part, figures or a date's label. Each way to begin is a word of its own, which costs least to tell apart.
_KIND = late(
    r"\n[^\w\n]*+(?:(?:page(?:(?<=<page)>| ?\d{1,3})|\d{1,3}|\d(?:(?<=-\d)|(?<=- \d))\d* ?-|[ivx]{1,4}|table of contents|end"
    r"|signature page(?:[^.\n]{0,60}|(?<=\[signature page).*))[^\w\n]*$(?P<noise>)"
    r"|(?:the registrant|registrant|(?:authori[sz]ed )?signature|date|name|title|its|name and title|print name|printed name"
    r"|co-registrant|coregistrant|issuer|company|print name[^:\n]*+|type name[^:\n]*+|typed name[^:\n]*+)[^\w\n]*$(?P<caption>)"
    r"|(?:print name|print name and title|printed name|printed name and title|name|name and title|typed name|title|its|office"
    r"|position|capacity|by)(?: ?[:.]|(?<=its) (?=[a-z]))(?P<label>)|(?:date|dated) ?[:.](?P<dated>)"
    r"|(?:exhibit|index)\b(?P<next>)"
    r"|[^0-9d\n]*+(?:d(?!at)[^0-9d\n]*+)*+(?:[0-9]|dat)(?P<figure>))",
    re.M,
)
_PLAIN = "plain"
_LONGEST_KEPT = 100  # characters of words whose kind is kept
_HEADINGS, _RULED = ("signature", "signatures"), " \n\xa0*=-"  # a heading, and what may stand around it
_SHIFT = 2  # columns by which a line of a title may stand off the one above, behind "- ---" too
_TOP = 200  # characters at the division's start that hold its heading
_STATEMENT_ENDS = ("authorized", "authorised", "behalf", "signed")
_SENTENCE_END = late(r"\.(?=\s)")
# A blank line that ends a paragraph, in text of double-spaced lines too.
_BLANK_LINE = late(r"(?:[.:;,]|authori[sz]ed|undersigned)[ \t]*\n[ \t]*\n(?!\s*(?-i:[a-z]))", re.I)
_NEW_LINE = late(r"[\n\x0b\x0c](?!\s*[a-z])")  # a line that does not go on the one before
_FOR_ANOTHER = late(r"by:?\s.*\battorney[ -]in[ -]fact\b", re.I)
_OFFICE_FIRST = late(r"\W*+(?:chief|president|vice|senior|executive|secretary|treasurer|director)", re.I)
_BETWEEN = late(r"\s*[,\n\x0b]\s*|\s+[-\u2013\u2014]\s+|\s{2,}(?=[A-Z])")  # what divides a name from a title
_AS_TRUSTEE = late(r",?\s+(?:as|in its capacity as)\s+(?:\w+\s+){0,3}\w+\W*\Z", re.I)
_LEADS_ON = late(r"\b(?:of|for|the|and)\Z")
_ITS = late(r"(?:its|as)\s+", re.I)


def read_signatures(text: Text, start: int, end: int, statement: Pair | None, registrants: tuple[Registrant, ...]) -> list[Signature]:
    """The signatures of `text[start:end]`, in order. `statement` is the place of the statement that they begin with, if they do."""
    found = _chunks(text, start, end, statement)
    kinds = _kinds(found)
    if "noise" in kinds.values():
        found = [c for c in found if kinds.get(c.start) != "noise"]
    lines = signature_lines(text, found)
    printed = dates(text.low, start, min(end, start + _REACH))
    known = frozenset([flat(r.name) for r in registrants if r.name]) - {""}
    starts = frozenset([line.chunk.start for line in lines])
    columns, days, used = columns_of(lines), own_days(lines, printed), set(starts)
    out: list[Signature] = []
    for line in lines:
        block = Block(text, found, kinds, line, starts, columns, printed, days, known, used)
        out.append(_signature(block, out[-1] if out else None))
    return out


def _chunks(text: Text, start: int, end: int, statement: Pair | None) -> list[Chunk]:
    """The chunks of the division without its heading and the statements."""
    limit = min(end, start + _REACH)
    begin = _behind(text, start, end, *statement) if statement and statement[1] <= limit else start
    found = chunks(text, begin, limit)
    for m in pattern("signature-statement").finditer(text.low, statement[1] if statement and begin > start else start, limit):
        close = _statement_end(text, *m.span(), end)
        found = [c for c in found if not (c.start < close and c.end > m.start() and not sign(c.text))]
    if begin == start:
        heading = pattern("signature-heading").search(text.low, max(0, start - 1), min(end, start + _TOP))
        low, high = heading.span() if heading else (0, 0)
        found = [c for c in found if not low <= c.start < high]
    return found


def _kinds(found: list[Chunk]) -> dict[int, str]:
    """The kind of each chunk that has one, by its start; what has none is a name or a title."""
    kinds = [(c.start, (_kind if len(c.text) <= _LONGEST_KEPT else _kind.__wrapped__)(c.text)) for c in found]
    return {start: kind for start, kind in kinds if kind != _PLAIN}


@lru_cache(4096)
def _kind(words: str) -> str:
    """The kind of a chunk's words; kept, for labels, captions and titles come again in the next report."""
    m = _KIND.match("\n" + words.lower())
    return cast(str, m.lastgroup) if m else _PLAIN


def _behind(text: Text, start: int, end: int, begins: int, ends: int) -> int:
    """Where the lines begin behind a heading and a statement that have lines of their own; `start` where anything else shares them."""
    heading = text.low[start:begins].lstrip(_RULED)
    close = _statement_end(text, begins, ends, end)
    line = text.text.find("\n", close)
    stop = line if line >= 0 else len(text.text)
    alone = not heading or (heading.rstrip(_RULED) in _HEADINGS and "\n" in heading and begins < start + _TOP)
    if not alone or text.text[close:stop].strip(" .") or may_be_signed(text.text[start:stop]):
        return start
    return stop + 1


def _statement_end(text: Text, begins: int, ends: int, limit: int) -> int:
    """Where a statement ends: at the last word it usually ends with, in its own sentence and paragraph."""
    low, high = text.low, min(limit, ends + 260)
    for rule in (_SENTENCE_END, _BLANK_LINE if text.wrapped else _NEW_LINE):
        stop = rule.search(text.text, ends, high)
        high = stop.end() if stop else high
    if low.endswith(_STATEMENT_ENDS, ends, high - 1):
        return high - 1
    return max(ends, *[low.rfind(word, begins, high) + len(word) for word in _STATEMENT_ENDS])


def _signature(block: Block, before: Signature | None) -> Signature:
    """The signature of a block; where it names no registrant, that of the one before."""
    text = block.text
    spans: Spans = {}
    name_at, title_at = _name_and_title(block)
    registrant_at = registrant_of(block)
    registrant = name = title = None
    if registrant_at:
        registrant, spans["registrant"] = text.words(registrant_at), text.place(registrant_at)
    elif before is not None:
        registrant = before.registrant
        if "registrant" in before.spans:
            spans["registrant"] = before.spans["registrant"]
    day = day_of(block)
    if day is not None:
        spans["date"] = text.span(day.start, day.end)
    if name_at:
        name, spans["name"] = text.words([name_at]), text.span(*name_at)
    if title_at:
        title, spans["title"] = text.words(title_at), text.place(title_at)
    return Signature(registrant=registrant, date=day.date if day else None, name=name, title=title, signed=block.line.signed, spans=spans)


# ---- name and title ------------------------------------------------------------------------------------------


class Under:
    """What is found under a line: the name, the lines of the title, whether the name is typed there, the last chunk taken."""

    __slots__ = ("last", "name", "title", "typed")

    def __init__(self, line: Line) -> None:
        self.name, self.last = line.name, line.chunk
        self.title: list[Pair] = []
        self.typed = False

    def put_name(self, text: Text, a: int, b: int) -> None:
        """A name, with the title that may follow it after a comma; for whom it signs is neither."""
        if text.text[a] == "(" and text.text[b - 1] == ")":
            a, b = a + 1, b - 1
        other = ON_BEHALF.search(text.text, a, b) if text.low.find("behalf", a, b) >= 0 else None
        b = other.start() if other and other.start() > a else b
        cut = _split(text, a, b)
        self.name = cut[0] if cut else (a, b)
        self.title += cut[1:] if cut and not self.title else ()


def _name_and_title(block: Block) -> tuple[Pair | None, list[Pair]]:
    """The typed name and the title, which stand below the line in its column or follow the name after a comma."""
    line = block.line
    last, used = max(block.starts) == line.chunk.start, block.used
    under = Under(line)
    if line.name:
        under.put_name(block.text, *line.name)
    for c in block.after():
        if c.line - under.last.line > 4 or (c.start in block.starts and block.is_next(c)):
            break
        alone = last and not under.title and c.line > line.chunk.line and c.line - under.last.line <= 2
        if c.start in used or not (alone or block.near(c)) or block.kinds.get(c.start) == "caption" and not _leads_on(block.text, under):
            continue
        taken = _take(block, under, c)
        if taken is None:
            break
        if taken:
            used.add(c.start)
            under.last = c
    beside = _title_beside(block) if not under.title or last else []
    if under.title and under.title[0] not in beside:
        return under.name, comma_kept(block.text.text, under.title)
    return under.name, comma_kept(block.text.text, beside)


def _leads_on(text: Text, under: Under) -> bool:
    """Whether the title leads on to what stands below: "Secretary of" over "the Registrant", "(as officer and" over "for Registrant)"."""
    if not under.title:
        return False
    last = text.low[slice(*under.title[-1])]
    return last.count("(") > last.count(")") or _LEADS_ON.search(last) is not None


def _take(block: Block, under: Under, c: Chunk) -> bool | None:
    """Whether a chunk is the typed name or a line of the title, which `under` then has; None where it ends them."""
    text, kind = block.text, block.kinds.get(c.start)
    words = text.text[c.start : c.end]
    label = _LABEL.match(words) if kind in LABELLED else None
    what = label.group("what").lower() if label else ""
    a, b = trimmed(text.text, c.start + (label.end() if label else 0), c.end, "_*,")
    if what.startswith("date") or (kind and is_date(c)) or a >= b:
        return None if under.title and not what else False
    if kind == "next" or sign(words) or _is_for_another(words) or (under.title and is_known(words, block.known)):
        return None
    if under.title and is_its_partner(text.text[a:b]) and _is_company(block, a, b) and not _leads_on(text, under):
        return None
    first = not under.typed and not under.title and not what
    if what == "by" and is_corporate(text.text[a:b]):
        return None  # "By: General Partner, Inc."
    if "name" in what or what == "by" or (first and _is_name(text, a, b, block.line)):
        under.put_name(text, a, b)
        under.typed = True
        return True
    officer = _is_office(text, a, b)
    if under.title and _AS_TRUSTEE.search(text.text, a, b) and is_corporate(text.text[a:b]):
        return None  # for whom the officer signs, and in which capacity
    if under.title and _again(block, under, a, b):
        return True
    near = under.title and c.line - under.last.line <= 1
    if what or officer or near and (not _is_other(text.text[a:b]) or _leads_on(text, under)):
        if under.title and (c.line - under.last.line > 2 or (what and not officer)):
            return None
        under.title.append((a, b))
        return True
    return None if under.title or under.typed else False


def _is_for_another(words: str) -> bool:
    """Whether an attorney-in-fact signs on a line: "By: Agnes Thorold, attorney-in-fact"."""
    return words[0] in "bB" and _FOR_ANOTHER.match(words) is not None


def _again(block: Block, under: Under, a: int, b: int) -> bool:
    """Whether words under a title are the name on the line once more, alone or with a title, which counts if it says more:
    "/s/ Agnes Thorold, President" over "Agnes Thorold, President and" and "Chief Executive Officer".
    """
    text, name = block.text, block.line.name
    if name is None or not share_a_name(text.text[slice(*name)], text.text[a:b]):
        return False
    cut = _split(text, a, b)
    if cut is None:
        again = (
            not under.typed
            and set(NAME_WORD.findall(text.low, *name)) <= set(NAME_WORD.findall(text.low, a, b))
            and not _is_office(text, a, b)
        )
        under.typed = under.typed or again
        return again
    if not share_a_name(text.text[slice(*name)], text.text[slice(*cut[0])]):
        return False
    further = text.low[slice(*cut[1])]
    if not under.title or _LEADS_ON.search(further) or flat(text.text[slice(*under.title[0])]) in flat(further):
        under.title[:] = cut[1:]
    return True


def _is_company(block: Block, a: int, b: int) -> bool:
    """Whether words behind "By:" and before a comma are a company's name, or a registrant's."""
    words = block.text.text[a:b]
    by = BY.match(words)
    return is_corporate(words) or is_known(words[by.end() if by else 0 :].partition(",")[0], block.known)


def _is_other(words: str) -> bool:
    """Whether a line under a title begins something else: a company, a street or telephone, or the town where the report was signed."""
    opens = words[0] == "(" and ")" not in words  # "(on behalf of the registrant and"
    return words.lstrip("(")[:1].isdecimal() or not opens and is_corporate(words) or _is_town(words)


def _title_beside(block: Block) -> list[Pair]:
    """The title on the line itself and its next lines: columns of signature, title, date."""
    out: list[Chunk] = []
    for c in block.after():
        below = bool(out) and c.line > out[-1].line
        if not out and c.line != block.line.chunk.line or below and (c.line - out[-1].line > 1 or c.line in block.columns):
            break
        if below and abs(c.column - out[0].column) > _SHIFT or out and not below:
            continue
        office = pattern("officer-title").search(c.text.lower()) is not None and not sign(c.text)
        other = below and not office and (_is_other(c.text) or is_known(c.text, block.known))
        if other or below and (block.kinds.get(c.start, "figure") != "figure" or is_date(c)):
            break
        if office or below:
            out.append(c)
    return [(c.start, c.end) for c in out]


def _is_town(words: str) -> bool:
    """Whether words are a town and its state, where the report was signed."""
    town, comma, state = words.rpartition(",")
    return bool(comma) and len(town.split()) < 4 and is_jurisdiction(state)


def _is_office(text: Text, a: int, b: int) -> bool:
    """Whether words have an officer's title."""
    return pattern("officer-title").search(text.low, a, b) is not None


def _is_name(text: Text, a: int, b: int, line: Line) -> bool:
    """Whether a chunk under the line is the typed name: it shares a word with the signed name, or looks like a name."""
    words = text.text[a:b]
    if line.name is None:
        return not _OFFICE_FIRST.match(words) and len(words.split()) > 1
    if share_a_name(text.text[slice(*line.name)], words):
        return True
    return words[0].isupper() and 1 < len(words.split()) <= 5 and not _is_office(text, a, b) and not is_corporate(words)


def _split(text: Text, a: int, b: int) -> tuple[Pair, Pair] | None:
    """ "Judi Irving, Chief Executive Officer" as name and title; a line break or a comma divides them."""
    words = text.text[a:b]
    if "," not in words and " - " not in words and "  " not in words and words.isascii() and words.isprintable():
        return None  # nothing that divides
    rule = pattern("officer-title")
    for m in _BETWEEN.finditer(words):
        first, rest = words[: m.start()], words[m.end() :]
        if DEGREE.match(rest):
            continue
        if rule.search(rest.lower()) and not rule.search(first.lower()) and len(first.split()) > 1:
            own = _ITS.match(rest)
            return trimmed(text.text, a, a + m.start()), trimmed(text.text, a + m.end() + (own.end() if own else 0), b)
        break
    return None
