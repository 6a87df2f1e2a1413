"""Several registrants under one set of captions, a row each: utilities and their holding company, a trust and its partnership.

Comes in: the chunks of the cover, told apart. Goes out: the rows, and a model Registrant for each. Add here: how such rows are told,
or what stands in one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

from msgspec.structs import replace

from eightk.late import late
from eightk.model import Registrant
from eightk.read.captions import Seen, Zone, as_seen
from eightk.read.chunks import Chunk
from eightk.read.fields import Fields
from eightk.read.former import read_former
from eightk.read.numbers import NO_NUMBER, read_ein, read_file_number, read_phone
from eightk.read.places import read_address, read_state, state_alone
from eightk.read.shapes import EIN, EIN_RUN, FILE, PHONE, WORD, is_jurisdiction, is_typed
from eightk.read.signed import is_corporate
from eightk.read.text import Text, squeeze

_APART = 2  # lines at most from one value of a cell to the next
_DIGIT = late(r"\d")
_WHOSE = late(r"\s*(?<=\w)\s\([^()]{4,}\)\Z")

Row = list[Seen]


def _stacked(text: Text, seen: list[Seen], names: list[list[Chunk]]) -> list[Row]:
    """Names one under the other over one caption, and one under the other in each cell, or column, what belongs to them."""
    size = len(names[0]) if len(names) == 1 else 0
    if size < 2:
        return []
    cells: dict[tuple[int, int], list[list[Seen]]] = {}
    for s in seen:
        if s.value and s.chunk.start > names[0][-1].start:
            column = cells.setdefault((0 if text.wrapped else s.chunk.row, s.chunk.column), [])
            if not column or s.chunk.line - column[-1][-1].chunk.line > _APART:
                column.append([])
            column[-1].append(_unnamed(text, s))
    full = [cell for column in cells.values() for cell in column if len(cell) == size and _alike(cell)]
    numbers = next((cell for cell in full if all(EIN.search(s.chunk.text) for s in cell)), None)
    if numbers is None or not (all(is_corporate(c.text) for c in names[0]) or any(is_jurisdiction(cell[0].chunk.text) for cell in full)):
        return []  # else lines of one name
    out, common = [], [cell[0] for column in cells.values() for cell in column if len(cell) == 1 and cell[0].told.shape == "file"]
    for k in range(size):
        own = [cell[k] for cell in full] + common[: len(common) == 1]  # one file number for all
        beside = [s for s in seen if s.value and s.chunk.line == numbers[k].chunk.line] if text.wrapped else []  # centred: in no column
        own += [s for s in beside if all(s.chunk.start != one.chunk.start for one in own)]
        out.append([as_seen(names[0][k], frozenset(), False), *sorted(own, key=lambda s: s.chunk.start)])
    return out


def _unnamed(text: Text, s: Seen) -> Seen:
    """A value without the parentheses behind it that say whose it is, "Maryland (Larkspur Trust)"."""
    m = _WHOSE.search(text.text, s.chunk.start, s.chunk.end)
    if m is None:
        return s
    return as_seen(replace(s.chunk, end=m.start(), text=squeeze(text.text[s.chunk.start : m.start()])), s.kinds, s.legend)


def _alike(cell: list[Seen]) -> bool:
    """Whether the values of a cell have one shape."""
    alike = len({(is_typed(s.chunk.text), is_jurisdiction(s.chunk.text)) for s in cell}) == 1
    return alike and (_numbered_or_placed(cell[0]) or _addresses([s.chunk.text for s in cell]))


def _addresses(lines: list[str]) -> bool:
    """Whether each line is an address for itself, or all say the same: a street's number begins it, and a town follows."""
    return len(set(lines)) == 1 and any(map(str.isdigit, lines[0])) or all(words[0].isdigit() and "," in words for words in lines)


def _numbered_or_placed(s: Seen) -> bool:
    return is_typed(s.chunk.text) or is_jurisdiction(s.chunk.text)


def rows(text: Text, cover: Zone, names: list[list[Chunk]]) -> list[Row]:
    """What stands from one row with an employer number to the next, or nothing where registrants do not stand in rows.

    They do when there are two such rows under fewer `names`, or one under a header that asks for name and address in one cell.
    """
    own = _stacked(text, cover.seen, names) or _in_rows(text, cover, names)
    return [] if _lines_of_one(own, names) else own


def _lines_of_one(own: list[Row], names: list[list[Chunk]]) -> bool:
    """Whether rows are the lines of one registrant: the first has words, a later one numbers alone, and there is no name for each."""
    if len(own) < 2 or any(len(name) == len(own) or _joint(name) for name in names):
        return False
    worded = [any(not is_typed(s.chunk.text) for s in row) for row in own]
    return worded[0] and not all(worded)


def _joint(name: list[Chunk]) -> bool:
    """Whether a name is that of two, "MARLSTONE CORP. and DANBY COMPANY"."""
    one, _, other = " ".join(c.text for c in name).lower().partition(" and ")
    return is_corporate(one) and is_corporate(other)


def _in_rows(text: Text, cover: Zone, names: list[list[Chunk]]) -> list[Row]:
    blocks = [cover.seen] if text.wrapped else _by_columns(cover)
    numbered = [_numbered_rows(block) for block in blocks]
    count = sum(map(len, numbered))
    if count < 2 and not (count and _composite(text, cover)):
        return []
    if count >= 2 and len(names) >= count:
        return []
    out = []
    for block, found in zip(blocks, numbered, strict=True):
        begins = found if text.wrapped else [_begin(block, row, last) for last, row in pairwise([-1, *found])]
        for begin, row, stop in zip(begins, found, [*begins, 10**9][1:], strict=True):
            out.append(_row(block, (begin, row, stop), text.wrapped))
    out.sort(key=lambda row: row[0].chunk.start if row else 0)
    known = {c.text.lower() for name in names for c in name}
    return [[_own_value(text, s, known) for s in row] for row in out] if all(len(row) > 1 for row in out) else []


def _own_value(text: Text, s: Seen, names: set[str]) -> Seen:
    """A value of a row without the registrant's name behind it, "Maryland (Larkspur Trust)"."""
    words = s.chunk.text
    return _unnamed(text, s) if s.value and words[-1] == ")" and words[words.rfind("(") + 1 : -1].lower() in names else s


def _numbered_rows(seen: list[Seen]) -> list[int]:
    """The rows that have an employer number."""
    numbers = [s for s in seen if s.told.longest >= EIN_RUN and "phone" not in s.kinds]
    return list(dict.fromkeys(s.chunk.row for s in numbers if s.told.shape == "ein" or EIN.search(s.chunk.text)))


def _begin(seen: list[Seen], row: int, last: int) -> int:
    """The table row in which a registrant begins whose employer number stands in `row`; the one before it has its number in `last`.

    That is `row` itself, but where it has no name: the file number's row above it, or the name's.
    """
    own = next((s.chunk for s in seen if s.chunk.row == row and not is_typed(s.chunk.text)), None)
    if own is not None and not own.text[0].isdigit():
        return row
    above = [s for s in seen if last < s.chunk.row < row]
    for s in reversed(above):
        c = s.chunk
        if own is None and s.told.shape == "file":
            return c.row
        if own is not None and c.column == own.column and s.value and is_corporate(c.text) and c.text[0] != "(":
            return c.row
        if not (s.value or PHONE.search(c.text)):
            break
    return row


def _by_columns(cover: Zone) -> list[list[Seen]]:
    """The chunks by columns from where a table's header asks twice for the file number in one row; else all as they stand."""
    seen, asked = cover.seen, _captions(cover, "file-number")
    for row in dict.fromkeys(c.row for c in asked):
        texts = [(c.text, c.column) for c in asked if c.row == row]
        first = [column for words, column in texts if words == texts[0][0]]
        if len(first) > 1 and len(set(first)) == len(first):
            below = [s for s in seen if s.chunk.row >= row]
            columns = ([s for s in below if a <= s.chunk.column < b] for a, b in pairwise([*first, 10**6]))
            return [[s for s in seen if s.chunk.row < row], *columns]
    return [seen]


def _composite(text: Text, cover: Zone) -> bool:
    """Whether a cell of a table's header asks for name, state and address (or telephone) at once, or for name and address in one breath."""
    if any(_in_one_breath(cover.seen, i) for i in cover.all("name")):
        return True
    if text.wrapped:
        return False
    at, seen = cover.at, cover.seen
    asked = {seen[i].chunk.row for i in at.get("state", ())}
    if asked.isdisjoint([seen[i].chunk.row for i in (*at.get("address", ()), *at.get("phone", ()))]):
        return False
    cells = (_cells(cover, "name") | _of_registrant(cover)) & _cells(cover, "state")
    return bool(cells) and not cells.isdisjoint(_cells(cover, "address") | _cells(cover, "phone"))


def _of_registrant(cover: Zone) -> set[tuple[int, int]]:
    """The cells whose caption of the state begins with the word: "Registrant, State of Incorporation, Address .."."""
    return {(c.row, c.column) for c in _captions(cover, "state") if c.text[:10].lower() == "registrant"}


def _cells(cover: Zone, kind: str) -> set[tuple[int, int]]:
    """The cells with a caption of a kind, each as its row and column."""
    return {(c.row, c.column) for c in _captions(cover, kind)}


def _captions(cover: Zone, kind: str) -> list[Chunk]:
    """The captions of a kind, in order."""
    return [cover.seen[i].chunk for i in cover.all(kind)]


def _in_one_breath(seen: list[Seen], i: int) -> bool:
    """Whether a caption of the name goes on with the address: "Exact name of registrant .. / and principal office address"."""
    caption = seen[i].chunk
    for s in seen[i + 1 :]:
        c = s.chunk
        if c.line > caption.line + 1:
            return False
        if c.line > caption.line and c.column == caption.column and s.kinds & {"address", "phone"}:
            return c.text.lower().startswith(("and ", "address"))
    return False


def _row(seen: list[Seen], at: tuple[int, int, int], wrapped: bool) -> Row:
    """The chunks of a row, which ends at a caption or legend; in wrapped text the lines that follow closely are part of it.

    `at` are the table rows where it begins, has its number, and where the next begins.
    """
    first, numbered, stop = at
    row: Row = []
    for s in seen:
        if not first <= s.chunk.row < stop:
            continue
        if s.chunk.row > first and not wrapped and not (s.chunk.row == numbered or _below_name(row, s)):
            break
        if (s.kinds and not (s.kinds == {"state"} or PHONE.search(s.chunk.text))) or s.legend:
            if "former" in s.kinds and row and NO_NUMBER.fullmatch(row[-1].chunk.text):
                del row[-1]  # "N/A" over the caption of the former name
            break
        if row and s.chunk.line - row[-1].chunk.line > 2 and s.chunk.row > row[-1].chunk.row + 1:
            break
        row.append(s)
    return row


def _below_name(row: Row, s: Seen) -> bool:
    """Whether a chunk of a later table row stands below a row's name: in its column, which is not the first, or in the next row.

    So do the lines under a table of one row, from "(a Vermont corporation)" on.
    """
    opens = s.value and s.chunk.text[0] == "(" and s.chunk.text[1:2].isalpha()
    if s.chunk.column == 0 and row[0].told.shape == "file" and (opens or _under(row)):
        return True
    name = next((one.chunk for one in row if not is_typed(one.chunk.text)), None)
    if name is not None and 0 < name.column == s.chunk.column:
        return True
    own = next((one.chunk for one in row if one.chunk.column == s.chunk.column), None)
    if own is None or not s.value or s.chunk.row > row[-1].chunk.row + 1:
        return False
    return not is_typed(own.text) and is_corporate(own.text)


def _under(row: Row) -> bool:
    """Whether the last chunk of a row stands under its table."""
    return row[-1].chunk.column == 0 and row[-1].chunk.row > row[0].chunk.row


def from_row(text: Text, row: Row, seen: list[Seen], name: list[Chunk]) -> Registrant:
    """A row's own fields; what the rows do not give (address, telephone, former name) the cover gives once for all.

    `name` is the cover's own, for a row that has none.
    """
    fields = Fields(text)
    zone = Zone(row)
    read_phone(fields, zone)
    read_ein(fields, zone)
    read_file_number(fields, zone, [])
    fields.used.update(s.chunk.start for s in row if is_typed(s.chunk.text))
    if not read_state(fields, zone):
        state_alone(fields, row)  # behind the telephone
    _former_in_column(fields, row, seen)
    _name_and_address(fields, row)
    if "name" not in fields.values:
        fields.put_chunks("name", name)
    if "file_number" not in fields.values:
        _number_of(fields, seen)
    left = [s for s in seen if s not in row and s.chunk.start > row[0].chunk.start]
    rest = Zone(left)
    if "jurisdiction" not in fields.values and not (name and read_state(fields, _between(seen, name[-1], row[0].chunk))):
        read_state(fields, rest)
    if "phone" not in fields.values:
        read_phone(fields, rest)
    fields.used.update(s.chunk.start for s in left if EIN.search(s.chunk.text))
    if "address" not in fields.values:
        read_address(fields, rest)
    if "former" not in fields.values:
        read_former(fields, rest)
    return fields.registrant()


def _former_in_column(fields: Fields, row: Row, seen: list[Seen]) -> None:
    """The former name where the header of the rows has a column for it, "No change"."""
    asked = next((s.chunk for s in seen if "former" in s.kinds), None)
    if asked is None or not asked.column or asked.start > row[0].chunk.start:
        return
    own = [s.chunk for s in row if s.value and s.chunk.column == asked.column]
    fields.put_chunks("former", own)
    fields.used.update(c.start for c in own)


def _number_of(fields: Fields, seen: list[Seen]) -> None:
    """A file number with whose it is behind it, "Commission File No. 1-31117 (Larkspur Trust)"."""
    behind = f"({fields.values.get('name')})".lower()
    for s in seen:
        if "file-number" in s.kinds and s.chunk.text.lower().endswith(behind):
            m = FILE.search(fields.text.text, s.chunk.start, s.chunk.end)
            if m is not None:
                fields.put("file_number", m.span())
                return


def outside(text: Text, seen: list[Seen], own: list[Row]) -> list[list[Seen]]:
    """For each row what stands in no row; where as many addresses are asked for side by side below, each has its column of them."""
    taken = {s.chunk.start for row in own for s in row}
    rest = [s for s in seen if s.chunk.start not in taken]
    below = [s for s in rest if s.kinds & {"address", "phone"} and s.chunk.start > max(taken)]
    columns = sorted({s.chunk.column for s in below if "address" in s.kinds})
    if text.wrapped or len(columns) != len(own) or len(own) < 2:
        return [rest] * len(own)
    first, last = own[-1][-1].chunk.row, below[-1].chunk.row
    beside = [s for s in rest if first < s.chunk.row <= last]
    others = [s for s in rest if not first < s.chunk.row <= last]
    return [others + [s for s in beside if a <= s.chunk.column < b] for a, b in pairwise([*columns, 10**6])]


def _between(seen: list[Seen], name: Chunk, row: Chunk) -> Zone:
    """What stands between the names and the numbers of the first row, as the one state of all."""
    below = (s for s in seen if name.start < s.chunk.start < row.start)
    return Zone(list(takewhile(lambda s: not (s.told.digits and is_typed(s.chunk.text)), below)))


def together(all_of: list[Registrant]) -> list[Registrant]:
    """Registrants of rows with what one row gives for all: the first the state, the last the address and the telephone below it.

    That is so where no other row has one.
    """
    first, *others = all_of
    if first.jurisdiction is not None and all(one.jurisdiction is None for one in others):
        all_of = [first, *(_with(one, first, ["jurisdiction"]) for one in others)]
    *others, last = all_of
    if last.address is None or any(one.address is not None for one in others):
        return all_of
    keys = [key for key in ("address", "phone") if key in last.spans and all(getattr(one, key) is None for one in others)]
    return [*(_with(one, last, keys) for one in others), last]


def _with(one: Registrant, other: Registrant, keys: Sequence[str]) -> Registrant:
    """A registrant with values of another's."""
    spans = {key: other.spans[key] for key in keys}
    return replace(one, spans={**one.spans, **spans}, **{key: getattr(other, key) for key in keys})


def _name_and_address(fields: Fields, row: Row) -> None:
    """Of what is left in a row the name comes first; the address begins at a figure, a parenthesis, or below the state."""
    left = [s.chunk for s in row if s.chunk.start not in fields.used and not fields.on_phone(s.chunk) and s.chunk.text[-1] != ":"]
    cut = min(1, len(left))
    for i, c in enumerate(left):
        if i and (_DIGIT.search(c.text) or c.text[:1] == "(" or _after_state(fields, row, left[0], c)):
            cut = i
            break
    fields.put_chunks("name", left[:cut])
    fields.put_chunks("address", [c for c in left[cut:] if c.text[:1] != "("], also=",()")


def _after_state(fields: Fields, row: Row, name: Chunk, c: Chunk) -> bool:
    """Whether a word that is already used, the state, stands before a chunk: in another column, or below the name in parentheses."""
    states = [s.chunk for s in row if s.chunk.start in fields.used and s.chunk.start < c.start and not is_typed(s.chunk.text)]
    below = any(s.text[:1] == "(" and name.start < s.start for s in states)
    return below or c.column != name.column and any(WORD.search(s.text) for s in states)
