"""Words printed on a cover -> the stretches of them that are tagged, and how.

Comes in: a field of form/cover.toml and its words. Goes out: the same words as pieces, plain or marked with the dei element, the
transform that takes them, or the value of a hidden fact they point to. Add here: a field whose words are more than its value.

The words stay as they are: where a transform takes a part of them, that part is marked; where it takes none, and dei's type is a code,
the words point to a hidden fact (EFM 5.2.5.14). Two fields have no such way, and `respelled` gives them words that can be tagged. No
value is guessed: what is not known stays unmarked.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from eightk.drafted import Address
from eightk.form.cover import dei, names
from eightk.form.inline import code, codes, exchange, inline, loose_code, region
from eightk.form.markup import facet, transform
from eightk.form.phrases import pattern
from eightk.form.rows import letters
from eightk.late import late
from eightk.model import Cover

replace = msgspec.structs.replace


class Mark(msgspec.Struct, frozen=True):
    """Words under a tag. `format`: name of the transform ("date": that of dates on the day), None where the words are the value.

    `hidden`: the value of a hidden fact that the words point to.
    """

    element: str
    words: str
    format: str | None = None
    hidden: str | None = None


Pieces = tuple[str | Mark, ...]
DATE, TRUE, BOX = "date", "true", "ixt-sec:boolballotbox"
_STATE, _PLACE, _COUNTRY = "stateprovnameen", "edgarprovcountryen", "countrynameen"
_LINES = 3
_AREA = late(r"\D{0,2}(\d{3})\D{1,3}(\d{3}\D?\d{4}.*)", re.S)
_ABROAD = late(r"(\+?[\d() .-]*\d)([) .-]{1,3})(\d[\d .-]*\d)")
_GROUP = late(r"\d+")
_HOME = late(r"(?P<lines>.*\S), (?P<city>[^,\d]+?), (?P<state>[^,\d]+?),? (?P<zip>\d{5}(?:-\d{4})?)", re.S)


def marked(field: str, words: str) -> Pieces:
    """The words of a field in pieces. A field that is not tagged, or words nobody can tell the value of, come back as they are."""
    found = _READ[field](words) if field in _READ else None
    return tuple(found) if found is not None else (words,)


def respelled(page: Cover) -> Cover:
    """The cover with words that can be tagged, where no transform and no hidden fact would do.

    An exchange in other letters than the transform takes is spelt as it takes it; where there is no employer number, the number that dei
    has for none is printed.
    """
    rows = tuple(replace(row, exchange=_spelt(row.exchange)) if row.exchange else row for row in page.securities)
    none = inline().employer.none
    filers = tuple(replace(one, ein=none) if one.ein and is_none(one.ein) else one for one in page.registrants)
    return replace(page, securities=rows, registrants=filers)


def _spelt(name: str) -> str:
    known = exchange(name) if _exchange(name) is None else None
    return known[0].spelling if known else name


def element(field: str) -> str:
    """The dei element of a field. Raises StopIteration for a field that is not tagged."""
    return next(row.element for row in dei().elements if row.field == field)


def is_none(words: str) -> bool:
    """Whether words say that there is nothing to say ("Not Applicable", "N/A", "None", "")."""
    return not words.strip() or pattern("not-applicable").search(words.lower()) is not None


# ---- plain words ---------------------------------------------------------------------------------------------


def _whole(field: str, format: str | None = None) -> Callable[[str], Pieces | None]:
    return lambda words: (Mark(element(field), words, format),) if words.strip() else None


def _fitting(field: str) -> Callable[[str], Pieces | None]:
    """The first stretch that has the shape of the element's value."""

    def read(words: str) -> Pieces | None:
        row = facet(element(field))
        m = re.search(rf"(?<![\w-])(?:{row.pattern})(?![\w-])", words) if row else None
        return _part(words, *m.span(), Mark(element(field), m.group())) if m else None

    return read


def _part(words: str, start: int, end: int, mark: Mark) -> Pieces:
    return tuple(piece for piece in (words[:start], mark, words[end:]) if piece)


# ---- places --------------------------------------------------------------------------------------------------


def _state(words: str) -> Pieces | None:
    """The state or country of incorporation: EDGAR's code for a place abroad or a province, the post's for a state."""
    name = _bare(words)
    canadian = letters(name) in {letters(one) for one in inline().region.canadian}
    return _place(element("state"), words, (_PLACE,) if canadian else (_STATE, _PLACE))


def _bare(words: str) -> str:
    span = region(words)
    return words[slice(*span)] if span else words


def _place(name: str, words: str, tables: tuple[str, ...]) -> Pieces | None:
    start, end = region(words) or (0, len(words))
    for first, last in ((0, len(words)), (start, end)):
        for table in tables:
            if code(table, words[first:last]):
                return _part(words, first, last, Mark(name, words[first:last], f"ixt-sec:{table}"))
    if any(words in codes(table).values() for table in tables):
        return (Mark(name, words),)
    found = next((given for table in tables if (given := loose_code(table, words[start:end]))), None)
    return (Mark(name, words, hidden=found),) if found else None


def _province(words: str) -> Pieces | None:
    return _place(element("state_or_province"), words, (_STATE,))


def _country(words: str) -> Pieces | None:
    return _place(element("country"), words, (_COUNTRY,))


def split_address(printed: str) -> Address | None:
    """A printed address of the United States in its parts; None where it is not surely "street, city, state zip".

    >>> split_address("2600 Perimeter Walk, Suite 410, Madison, Wisconsin 53717").lines
    ('2600 Perimeter Walk', 'Suite 410')
    >>> split_address("21 Oxnard Street Woodland Hills, CA 91367") is None
    True
    """
    m = _HOME.fullmatch(printed.strip())
    if m is None or not loose_code(_STATE, m["state"]):
        return None
    lines = m["lines"].split(", ", _LINES - 1)
    return Address(lines=tuple(lines), city=m["city"], state=m["state"], zip=m["zip"])


def address_marks(printed: str) -> Pieces | None:
    """A printed address of the United States as pieces; None where its parts are not sure."""
    parts = split_address(printed)
    if parts is None:
        return None
    told = [*((f"address{n}", line) for n, line in enumerate(parts.lines, 1)), ("city", parts.city)]
    told += [("state_or_province", parts.state), ("zip", parts.zip)]
    out: list[str | Mark] = []
    rest = printed
    for field, value in told:
        before, _, rest = rest.partition(value or "")
        out += [before, *marked(field, value or "")]
    return tuple(piece for piece in (*out, rest) if piece)


# ---- telephone, exchange -------------------------------------------------------------------------------------


def _phone(words: str) -> Pieces | None:
    """Area code and number; abroad the last two groups of figures are the number, or the last of two."""
    area, number = element("area_code"), element("phone")
    if m := _AREA.fullmatch(words.strip()):
        start = words.index(m[1])
        at = words.index(m[2], start + len(m[1]))
        return tuple(filter(None, (words[:start], Mark(area, m[1]), words[start + len(m[1]) : at], Mark(number, words[at:]))))
    groups = [m.span() for m in _GROUP.finditer(words)]
    if len(groups) < 2:
        return (Mark(number, words),) if groups else None
    cut = max(1, len(groups) - 2)
    first, last, begin, end = groups[0][0], groups[cut - 1][1], groups[cut][0], groups[-1][1]
    if set("()") & set(words[first:last]):
        first = groups[cut - 1][0]
    first -= words[first - 1 : first] == "+"
    pieces = (words[:first], Mark(area, words[first:last]), words[last:begin], Mark(number, words[begin:end]), words[end:])
    return tuple(filter(None, pieces))


def _exchange(words: str) -> Pieces | None:
    """The exchange's name, a part of it that does for the whole, or EDGAR's code."""
    name, takes = element("exchange"), transform("exchnameen")
    known = exchange(words)
    if words in names().exchnameen.values():
        return (Mark(name, words, None if takes is None or not takes.takes(words) else "ixt-sec:exchnameen"),)
    if takes is not None and takes.takes(words):
        return (Mark(name, words, "ixt-sec:exchnameen"),)
    if known is None or takes is None:
        return None
    start, end = known[1]
    stretch = words[start:end]
    return _part(words, start, end, Mark(name, stretch, "ixt-sec:exchnameen")) if takes.takes(stretch) else None


def _symbol(words: str) -> Pieces | None:
    return (Mark(element("no_trading_symbol"), words, TRUE),) if is_none(words) else (Mark(element("trading_symbol"), words),)


_BOXES = ("box_425", "box_14a12", "box_14d2", "box_13e4", "egc", "egc_transition")
_READ: dict[str, Callable[[str], Pieces | None]] = {
    **{field: _whole(field) for field in ("document_type", "registrant", "address1", "address2", "address3", "city", "zip", "area_code")},
    **{field: _whole(field, BOX) for field in _BOXES},
    "date_of_report": _whole("date_of_report", DATE),
    "file_number": _fitting("file_number"),
    "ein": _fitting("ein"),
    "state": _state,
    "state_or_province": _province,
    "country": _country,
    "phone": _phone,
    "security_12b": _whole("security_12b"),
    "trading_symbol": _symbol,
    "exchange": _exchange,
    "former_name": lambda words: None if is_none(words) else (Mark(element("former_name"), words),),
}
