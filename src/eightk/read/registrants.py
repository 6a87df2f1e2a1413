"""The registrants of a cover: whose name stands over which caption, and which stretch of the cover is each one's.

Comes in: the chunks of the cover, told apart. Goes out: model Registrants, in order. Add here: where a name may stand, or what
belongs to one registrant. Registrants that share one set of captions, a row each, are in `coregistrants.py`.
"""

from __future__ import annotations

import re
from itertools import pairwise, takewhile

import msgspec
from msgspec.structs import replace

from eightk.form.phrases import pattern
from eightk.late import late
from eightk.model import Registrant
from eightk.read.captions import Seen, Zone, folded, may_be_name, run_above
from eightk.read.chunks import Chunk
from eightk.read.coregistrants import from_row, outside, rows, together
from eightk.read.fields import Fields
from eightk.read.former import read_former
from eightk.read.numbers import read_ein, read_file_number, read_phone
from eightk.read.places import read_address, read_state
from eightk.read.shapes import is_jurisdiction
from eightk.read.signed import is_corporate
from eightk.read.text import Text, squeeze

_AFTER_COLON = late(r":\s+(\w.*)\Z", re.S)
# A role that is the depositor's: neither its former name nor what another is to the depositor.
_DEPOSITOR = late(r"(?:\(formerly[^()]*\)|(?!formerly).)*?(?<!\b(?:by|of|to) the )(?<!\bfor the )\bdepositor\b")
_FIRST_PARENTHESIS = late(r"\s*\(")
_MOST_CELLS, _ROWS_APART = 4, 3  # cells of a row of values or captions, and lines between the two
_SHIFT = 8  # columns by which the next line of a name may be off, for tabs
_AND = frozenset({"and", "&"})  # on a line between two names
_PARTS = late(r",? and |, ?(?!and )")
_MOST_ROLES = 18  # chunks above a caption of one name: as many as six, each with its role and its index key
_MOST_NAMES = 9  # chunks above a caption of several names: three, each with its role and its index key
# What a registrant's own zone asks for, each with its caption.
_ASKED = {"jurisdiction": "state", "file_number": "file-number", "ein": "ein", "address": "address", "phone": "phone", "former": "former"}
_COMMISSION = late(r"20549|d\. ?c\.", re.I)  # the Commission's own address in the heading


class Name(msgspec.Struct, frozen=True, gc=False):
    """A registrant's name: the place of its caption among the chunks, and the chunks of the name."""

    caption: int
    chunks: list[Chunk]

    def first(self, seen: list[Seen]) -> int | None:
        """Where the name's chunks begin among all, if they are those right above its caption."""
        at = self.caption - len(self.chunks)
        return at if self.chunks and self.chunks == [s.chunk for s in seen[max(0, at) : self.caption]] else None

    def start(self, seen: list[Seen]) -> int:
        """Where the registrant's part of the cover begins: at its name, or at a value in the name's row that stands before it."""
        i = self.first(seen)
        if not self.chunks:
            return seen[self.caption].chunk.start
        if i is None:
            before = [s for s in seen if s.chunk.line == self.chunks[0].line and s.chunk.start <= self.chunks[0].start]
            return min((s.chunk.start for s in before if s.value), default=self.chunks[0].start)
        number = seen[i - 1] if i > 1 else seen[i]
        first = number.told.shape == "file" and number.chunk.row == self.chunks[0].row > seen[i - 2].chunk.row
        return number.chunk.start if first else self.chunks[0].start


def read_registrants(text: Text, cover: Zone) -> list[Registrant]:
    """The registrants of a cover, in order. From one name to the next is a registrant's zone; side by side, each has its columns."""
    halves = _side_by_side(cover)
    if halves is not None:
        return [r for half in halves for r in read_registrants(text, Zone(half))]
    names, seen = _names(text, cover), cover.seen
    lines = [[c for c in name.chunks if c.text.lower() not in _AND] for name in names]
    own_rows = rows(text, cover, lines)
    if own_rows:
        common = lines[0] if lines else []
        each = len(common) == len(own_rows)  # one name a row, above the rows
        rest = outside(text, seen, own_rows)
        return together([from_row(text, row, rest[i], common[i : i + 1] if each else common) for i, row in enumerate(own_rows)])
    names = _each_named(seen, names)
    if len(names) == 1 and not text.wrapped and (first := names[0].first(seen)) is not None:
        return [_registrant(text, Zone(seen[names[0].caption :]), names[0].chunks, seen[:first])]
    out, zones = list[Registrant](), list[Zone]()
    for i, name in enumerate(names):
        start = name.start(seen)
        stop = names[i + 1].start(seen) if i + 1 < len(names) else 10**12
        own = {c.start for c in name.chunks}
        zones.append(Zone([s for s in seen if start <= s.chunk.start < stop and s.chunk.start not in own]))
        out.append(_registrant(text, zones[i], name.chunks, [s for s in seen if s.chunk.start < start] if i == 0 else []))
    for i in reversed(range(len(out) - 1)):
        out[i] = _with_shared(out[i], zones[i], out[i + 1])
    return out


def _with_shared(own: Registrant, zone: Zone, following: Registrant) -> Registrant:
    """A registrant that has no address of its own with what the captions below the next one ask for on behalf of both."""
    if zone.first("address") is not None:
        return own
    keys = [key for key, kind in _ASKED.items() if getattr(own, key) is None and key in following.spans and zone.first(kind) is None]
    spans = {key: following.spans[key] for key in keys}
    return replace(own, spans={**own.spans, **spans}, **{key: getattr(following, key) for key in keys}) if keys else own


def _side_by_side(cover: Zone) -> tuple[list[Seen], list[Seen]] | None:
    """The chunks left and right of the middle between two captions on one line that each ask for a name printed above it."""
    seen = cover.seen
    for i, following in pairwise(cover.all("name")):
        a, b = seen[i].chunk, seen[following].chunk
        if following == i + 1 and i >= 2 and a.line == b.line:
            over = seen[i - 2 : i]
            if all(s.value for s in over) and over[0].chunk.line == over[1].chunk.line:
                middle = (a.column + b.column) // 2
                return [s for s in seen if s.chunk.column < middle], [s for s in seen if s.chunk.column >= middle]
    return None


def _registrant(text: Text, zone: Zone, name: list[Chunk], ahead: list[Seen]) -> Registrant:
    fields = Fields(text)
    fields.put_chunks("name", _close_lines(name), also=",")  # a comma goes on to a role, "MARLSTONE CORP., / Debtor in Possession"
    fields.used.update([c.start for c in name])
    read_phone(fields, zone)
    read_ein(fields, zone)
    read_file_number(fields, zone, ahead)
    read_state(fields, zone)
    read_address(fields, zone)
    read_former(fields, zone)
    return fields.registrant()


def _close_lines(name: list[Chunk]) -> list[Chunk]:
    """The last lines that go together: a gap of several lines means that the upper ones are not the name."""
    for i in range(len(name) - 1, 0, -1):
        if name[i].line - name[i - 1].line > 3:
            return name[i:]
    return name


# ---- names ---------------------------------------------------------------------------------------------------


def _names(text: Text, cover: Zone) -> list[Name]:
    """Each caption of a registrant's name with the chunks of the name, which stand above it, or below where none stand above."""
    seen, groups = cover.seen, _name_captions(cover)
    if not groups:
        return _uncaptioned(seen)
    out: list[Name] = []
    below = inline = False  # where the first name stands below its caption, or after its colon, those after it do
    for first, last in groups:
        over, behind = _over(seen, first), _behind(text, seen, last)
        under = _under(seen, first, last, text.wrapped) if below or not over else []
        value = behind if inline and behind else under or over if below and not behind else over or behind or under
        value = _before_role(text, value)
        inline = inline or not (out or over) and bool(behind)
        below = below or not (out or over) and bool(under)
        if (value or not out) and not (out and value == out[-1].chunks):
            out.append(Name(first, value))
    return out


def _each_named(seen: list[Seen], names: list[Name]) -> list[Name]:
    """The names above a caption that asks for several, "Exact name of Issuing Entity, Depositor and Sponsor ..", but the sponsor's."""
    if len(names) != 1:
        return names
    caption = names[0].caption
    words = " ".join(s.chunk.text for s in seen[caption : caption + 3] if "name" in s.kinds).lower()
    asked = pattern("caption-several-names").search(words)
    if asked is None:
        return names
    found = []
    for s in reversed(seen[max(0, caption - _MOST_NAMES) : caption]):
        if may_be_name(s) and is_corporate(s.chunk.text) and not pattern("name-role").search(s.chunk.text.lower()):
            found.append(s.chunk)
        elif s.kinds or not (s.legend or s.value) or "form" in s.chunk.text.lower():
            break
    roles = _PARTS.split(asked.group("roles"))
    if len(found) != len(roles):
        return names
    return [Name(caption, [c]) for c, role in zip(reversed(found), roles, strict=True) if "sponsor" not in role or "depositor" in role]


def _name_captions(cover: Zone) -> list[tuple[int, int]]:
    """(first, last) of the captions that ask for a name; those with nothing but captions between them are one, if no name is in them."""
    groups: list[tuple[int, int]] = []
    seen = cover.seen
    for i in cover.all("name"):
        told = groups and _AFTER_COLON.search(seen[groups[-1][1]].chunk.text)
        if groups and not told and all(between.kinds for between in seen[groups[-1][1] + 1 : i]):
            groups[-1] = (groups[-1][0], i)
        else:
            groups.append((i, i))
    return groups


def _over(seen: list[Seen], first: int) -> list[Chunk]:
    """The name above its caption, up to the next caption, legend or number."""
    if first and seen[first - 1].chunk.text[-1] == ")":
        depositor = _depositor(seen, first)
        if depositor is not None:
            return [depositor]
    return _without_deal(_without_role(_below_role(run_above(seen, first, may_be_name) or _in_row_above(seen, first))))


def _in_row_above(seen: list[Seen], first: int) -> list[Chunk]:
    """The name among the values of a row, above its caption among theirs: "Vermont | MARLSTONE, INC. | 03-5550144"."""
    caption = seen[first].chunk
    left = [s for s in seen[max(0, first - _MOST_CELLS) : first] if s.chunk.line == caption.line]
    at = first - len(left)
    if not left or at < 2 or not all(s.kinds for s in left) or caption.line - seen[at - 1].chunk.line > _ROWS_APART:
        return []
    row = [s for s in seen[max(0, at - _MOST_CELLS) : at] if s.chunk.line == seen[at - 1].chunk.line]
    if len(row) < len(left) + 1 or not all(s.value for s in row):
        return []
    own = row[len(left)]
    return [own.chunk] if may_be_name(own) and not is_jurisdiction(own.chunk.text) else []


def _depositor(seen: list[Seen], first: int) -> Chunk | None:
    """The one depositor among names above a caption, each with its role below it, "(Depositor)", "(Issuing Entity of the Notes)"."""
    names: list[Chunk] = []
    roles: list[str] = []
    unclosed = 0
    for s in list(takewhile(_of_roles, reversed(seen[max(0, first - _MOST_ROLES) : first])))[::-1]:
        told = s.chunk.text.lower()
        if unclosed or told[0] == "(" and pattern("name-role").search(told):
            roles[-1:] = [roles[-1] + told] if roles else []
            unclosed += told.count("(") - told.count(")")
        elif may_be_name(s):
            names.append(s.chunk)
            roles.append("")
    found = [c for c, role in zip(names, roles, strict=True) if _DEPOSITOR.match(role)]
    return found[0] if len(names) > 1 and all(roles) and len(found) == 1 else None


def _of_roles(s: Seen) -> bool:
    """Whether a chunk may be a name, its role, the end of one, or an index key between them."""
    return may_be_name(s) or s.told.rest and not s.told.kinds or "index key" in s.chunk.text.lower()


def _below_role(name: list[Chunk]) -> list[Chunk]:
    """A name without the end of the words in parentheses that belong to another name above it, "(Sponsor, Depositor / and Servicer)"."""
    if len(name) < 2 or name[0].text[0] != "(" or not pattern("name-role").search(name[0].text.lower()):
        return name
    closed = next((i for i, c in enumerate(name) if c.text[-1] == ")"), len(name))
    return _below_role(name[closed + 1 :]) or name


def _before_role(text: Text, name: list[Chunk]) -> list[Chunk]:
    """A name without the parentheses behind it that say what its bearer is: "MARLSTONE CORP. (as Depositor under the .. / Agreement)"."""
    closed = bool(name) and name[-1].text[-1] == ")"
    for i, c in enumerate(name):
        at = _role_at(c.text) if closed or "(as " in c.text else -1
        if at > 0:
            m = _FIRST_PARENTHESIS.search(text.text, c.start, c.end)
            if m is not None:
                return [*name[:i], replace(c, end=m.start(), text=squeeze(text.text[c.start : m.start()]))]
    return name


def _role_at(words: str) -> int:
    """Where the first parenthesis of a line opens, if it tells a role; else -1."""
    at = words.find("(")
    return at if at >= 0 and pattern("name-role").search(words[at:].lower()) else -1


def _without_role(name: list[Chunk]) -> list[Chunk]:
    """A name without what stands under it and says what its bearer is to the securities, "(Depositor)", "(Issuer in respect of .."."""
    for i in range(len(name) - 1, 0, -1):
        if pattern("name-role").search(name[i].text.lower()):
            return _without_role(name[:i])
        if name[i].line - name[i - 1].line > 1:
            break
    return name


def _without_deal(name: list[Chunk]) -> list[Chunk]:
    """A name without the paragraphs above it where these tell of the deal, "(as depositor under the Agreement ..)"."""
    for i in range(len(name) - 1, 0, -1):
        if name[i].line - name[i - 1].line > 1 and any(_of_deal(c) for c in name[:i]):
            return name[i:]
    return name


def _of_deal(c: Chunk) -> bool:
    return pattern("name-agreement").search(c.text.lower()) is not None or _role_at(c.text) >= 0


def _under(seen: list[Seen], first: int, last: int, wrapped: bool) -> list[Chunk]:
    """The name under its caption, past the captions of other columns; a second line that follows at once belongs to it."""
    value: list[Chunk] = []
    caption = seen[first].chunk
    for n, s in enumerate(seen[last + 1 :]):
        c = s.chunk
        more = bool(value) and _goes_on(value[-1], c, wrapped)
        if len(value) == 2 or not more and c.line - (value[-1] if value else seen[last].chunk).line > (1 if value else 4):
            break
        beside = not more and abs(c.column - caption.column) > (25 if wrapped else 0)
        if may_be_name(s) and not (beside and (n or value)):
            value.append(c)
        elif not beside and (value or not s.kinds):
            break
    return value


def _goes_on(before: Chunk, c: Chunk, wrapped: bool) -> bool:
    """Whether a chunk is the next line of a name that stands beside its caption."""
    near = c.line - before.line <= 2 and abs(c.column - before.column) <= _SHIFT
    same = near if wrapped else c.row == before.row and c.column == before.column
    return same and not c.text[0].isdigit()


def _behind(text: Text, seen: list[Seen], last: int) -> list[Chunk]:
    """The name after its caption's colon, with the next line where it goes on there."""
    caption = seen[last].chunk
    m = _AFTER_COLON.search(text.text, caption.start, caption.end)
    if m is None:
        return []
    return [replace(caption, start=m.start(1), text=squeeze(m.group(1))), *folded(text, seen, last)]


def _uncaptioned(seen: list[Seen]) -> list[Name]:
    """A cover without the caption: the first value after the heading that is no date, if any other caption is there.

    A trust's name may take a second line: "MARLSTONE CORP. / Slate Certificates, Series 1999-1 Trust".
    """
    if not any(s.kinds & {"state", "file-number", "ein", "address", "phone"} or s.told.shape == "ein" for s in seen):
        return []
    begun = False
    for i, s in enumerate(seen):
        begun = begun or s.legend or "date" in s.kinds
        if begun and may_be_name(s) and not _COMMISSION.search(s.chunk.text):
            return [Name(i, [s.chunk, *(n.chunk for n in seen[i + 1 : i + 2] if _is_series(n, s))])]
    return []


def _is_series(s: Seen, over: Seen) -> bool:
    """Whether a line names the series of securities that the company of the line over it formed a trust for."""
    asked = pattern("name-of-series").search
    near = s.chunk.line == over.chunk.line + 1 and may_be_name(s)
    return near and asked(s.chunk.text.lower()) is not None and is_corporate(over.chunk.text) and asked(over.chunk.text.lower()) is None
