"""The query language of the archive, read.

Comes in: a query as typed. Goes out: a `Query`, or `BadQuery` with the place and what to write instead. Add here: a new way to
say something; a field is a line of `values.py`.

    (closure OR divestiture) near/10 program item:(5 OR 9 OR 2.05) state:CA filed:1998..2005

docs/query.md tells the language. Precedence, tightest first: near, NOT, AND (also two things side by side), OR.
"""

from __future__ import annotations

import difflib
import unicodedata

from eightk.archive.question import And, BadQuery, Named, Near, Node, Not, Or, Query, Run, Slot
from eightk.archive.values import FIELDS, MAY_BEGIN, Value
from eightk.archive.words import LONGEST, stem, tokens, whole
from eightk.late import late

MAX_LENGTH = 4_000
MAX_DEPTH = 40
MAX_PARTS = 400
MAX_DISTANCE = 100
SHORTEST_PREFIX = 2
MEANT = {"year": "filed", "date": "filed", "company": "filer", "name": "filer", "industry": "sic"}
"""What is tried for a field that has another name."""

_SPACE = late(r"\s*")
_FIELD = late(r"([A-Za-z_]+):")
_NEAR = late(r"near(?:/(\d*))?(?=[\s()\"]|$)", 2)
_WORD = late(r"[^\s()\"]+")
_VALUE = late(r"[^\s()\"]+(?:\([A-Za-z0-9]{1,3}\))?")
_RESERVED = late(r"(AND|OR|NOT)(?=[\s()\"]|$)")
_QUOTES = str.maketrans("“”„‟", '""""')


def parse(text: str) -> Query:
    """Read a query; raises `BadQuery` for one that says nothing or cannot be read."""
    if len(text) > MAX_LENGTH:
        raise BadQuery(text, MAX_LENGTH, f"the query is longer than {MAX_LENGTH:,} characters", "ask less at once")
    reader = _Reader(unicodedata.normalize("NFC", whole(text)).translate(_QUOTES))
    node = reader.either(0)
    if not reader.ended():
        raise reader.bad("a parenthesis closes that was not opened", "leave it out, or write ( before")
    return Query(reader.text, node)


class _Reader:
    """A query and the place reached in it."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.parts = text, 0, 0

    def bad(self, message: str, instead: str, at: int | None = None) -> BadQuery:
        return BadQuery(self.text, self.at if at is None else at, message, instead)

    def skip(self) -> None:
        found = _SPACE.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def ended(self) -> bool:
        self.skip()
        return self.at == len(self.text)

    def sees(self, word: str) -> bool:
        """Whether this operator, or this character, comes next; then it is passed."""
        self.skip()
        if word.isalpha():
            found = _RESERVED.match(self.text, self.at)
            if found is None or found[1] != word:
                return False
        elif not self.text.startswith(word, self.at):
            return False
        self.at += len(word)
        return True

    # ---- operators -------------------------------------------------------------------------------------------

    def either(self, depth: int) -> Node:
        """Parts with OR between."""
        if depth > MAX_DEPTH:
            raise self.bad(f"parentheses are nested more than {MAX_DEPTH} deep", "write it flatter")
        parts = [self.all(depth)]
        while self.sees("OR"):
            parts.append(self.all(depth))
        return parts[0] if len(parts) == 1 else Or(_flat(Or, parts))

    def all(self, depth: int) -> Node:
        """Parts with AND, or nothing, between."""
        parts = [self.negated(depth)]
        while True:
            if self.sees("AND") or not self._at_a_gap():
                parts.append(self.negated(depth))
            else:
                return parts[0] if len(parts) == 1 else And(_flat(And, parts))

    def _at_a_gap(self) -> bool:
        """Whether no further part can begin here: at the end, at ) and at OR."""
        if self.ended() or self.text[self.at] == ")":
            return True
        found = _RESERVED.match(self.text, self.at)
        return found is not None and found[1] == "OR"

    def negated(self, depth: int) -> Node:
        """A part, with any number of NOT before it."""
        times = 0
        while self.sees("NOT"):
            times += 1
        node = self.nearby(depth)
        return Not(node) if times % 2 else node

    def nearby(self, depth: int) -> Node:
        """A part, or two with near/5 between."""
        begins = self._start()
        left = self.part(depth)
        self.skip()
        at, found = self.at, _NEAR.match(self.text, self.at)
        if found is None:
            return left
        distance = self._distance(found[1])
        self.at = found.end()
        if self.sees("NOT"):
            raise self.bad("near cannot take NOT", "write a near/5 b AND NOT c", self.at - 3)
        right_at = self._start()
        right = self.part(depth)
        self.skip()
        if _NEAR.match(self.text, self.at):
            raise self.bad("near takes one thing on each side", "write a near/5 b AND b near/5 c")
        return Near(self._runs(left, begins), self._runs(right, right_at), distance, at)

    def _distance(self, digits: str | None) -> int:
        if not digits:
            raise self.bad("near needs a number of words", 'write near/5, or "near" in quotes for the word')
        if len(digits) > 4 or not 1 <= int(digits) <= MAX_DISTANCE:
            raise self.bad(f"near/{digits[:9]} is out of range", f"write a number from 1 to {MAX_DISTANCE}", self.at + 5)
        return int(digits)

    def _runs(self, node: Node, at: int) -> tuple[Run, ...]:
        """What may stand beside near: words, phrases, prefixes, and ORs of these."""
        if isinstance(node, Run):
            return (node,)
        if isinstance(node, Or) and all(isinstance(p, Run) for p in node.parts):
            return tuple(dict.fromkeys(p for p in node.parts if isinstance(p, Run)))
        raise self.bad("near takes words, phrases or ORs of them", "write (a OR b) near/5 c, and the rest with AND", at)

    # ---- parts -----------------------------------------------------------------------------------------------

    def _start(self) -> int:
        """The place of the next part; there must be one."""
        if self.ended():
            what = "a part is missing" if self.text.strip() else "the query is empty"
            raise self.bad(what, 'write words, "a phrase" or a field such as item:5.02')
        return self.at

    def part(self, depth: int) -> Node:
        """A parenthesis, a phrase, a field, a word."""
        at = self._start()
        self.parts += 1
        if self.parts > MAX_PARTS:
            raise self.bad(f"the query has more than {MAX_PARTS} parts", "ask less at once")
        if self.sees("("):
            return self._inside(at, depth)
        if self.text[at] == ")":
            raise self.bad("a part is missing before )", "write words between the parentheses")
        if self.text[at] == '"':
            return self._phrase()
        reserved = _RESERVED.match(self.text, at)
        if reserved:
            raise self.bad(f"{reserved[1]} has nothing before it", f"write something on both sides, or {reserved[1].lower()} for the word")
        if _NEAR.match(self.text, at):
            raise self.bad("near has nothing before it", 'write a near/5 b, or "near" in quotes for the word')
        field = _FIELD.match(self.text, at)
        return self._field(field[1], field.end(), depth) if field else self._word()

    def _inside(self, at: int, depth: int) -> Node:
        node = self.either(depth + 1)
        if not self.sees(")"):
            raise self.bad("this parenthesis is not closed", "write ) where it ends", at)
        return node

    def _quoted(self) -> tuple[str, int]:
        """What stands between the quotes that begin here, and where."""
        at, end = self.at, self.text.find('"', self.at + 1)
        if end < 0:
            raise self.bad("this quote is not closed", 'write " where it ends')
        self.at = end + 1
        return self.text[at + 1 : end], at + 1

    def _phrase(self) -> Run:
        """Exact words in order; one with a star stands for all that begin so."""
        quoted, at = self._quoted()
        slots: list[Slot] = []
        for piece in _WORD.finditer(quoted.replace("(", " ").replace(")", " ")):
            slots += self._slots(piece[0], "exact", at + piece.start())
        return self._run(slots, at - 1)

    def _word(self) -> Run:
        found = _WORD.match(self.text, self.at)
        assert found
        at, self.at = self.at, found.end()
        return self._run(self._slots(found[0], "stem", at), at)

    def _run(self, slots: list[Slot], at: int) -> Run:
        if not slots:
            raise self.bad("there is no word here", "write letters or digits", at)
        self.parts += len(slots) - 1
        return Run(tuple(slots), at)

    def _slots(self, typed: str, how: str, at: int) -> list[Slot]:
        """The words of one typed word; `clos*` is a prefix."""
        *found, last = tokens(f"{typed} x")
        if last.position != len(found):
            raise self.bad(f"a word is longer than {LONGEST} characters", "write its beginning and a star", at)
        words = [t.word for t in found]
        slots = [Slot("exact", w) if how == "exact" else Slot("stem", stem(w)) for w in words]
        star = typed.find("*")
        if star >= 0:
            if star != len(typed.rstrip(".,;:!?")) - 1 or not words or found[-1].end != star:
                raise self.bad("a star stands only at the end of a word", "write clos* for words that begin so", at + star)
            if len(words[-1]) < SHORTEST_PREFIX:
                raise self.bad("the beginning is too short", f"write at least {SHORTEST_PREFIX} letters before the star", at)
            slots[-1] = Slot("prefix", words[-1])
        return slots

    # ---- fields ----------------------------------------------------------------------------------------------

    def _field(self, name: str, after: int, depth: int) -> Node:
        if name.lower() not in FIELDS:
            known = MEANT.get(name.lower())
            close = [known] if known else difflib.get_close_matches(name.lower(), FIELDS, 1, 0.6)
            instead = f"write {close[0]}:" if close else f"write one of {' '.join(f'{f}:' for f in FIELDS)}"
            raise self.bad(f"there is no field {name}:", f"{instead}, or put the words in quotes")
        self.at = after
        if not self.text.startswith("(", after):
            return self._value(name.lower())
        self.at += 1
        node = self._values(name.lower(), depth)
        if not self.sees(")"):
            raise self._after_value(name.lower(), after)
        return node

    def _after_value(self, name: str, opened: int) -> BadQuery:
        """What is wrong where a list of values neither goes on nor closes."""
        if self.ended():
            return self.bad("this parenthesis is not closed", "write ) where it ends", opened)
        return self.bad("values of a field stand with OR between them", f"write {name}:(a OR b)")

    def _values(self, name: str, depth: int) -> Node:
        """Values with OR between; words of a filer may stand side by side."""
        parts = []
        while True:
            node = self._value(name)
            while name == "filer" and not self._at_a_gap() and not _RESERVED.match(self.text, self.at):
                node = _both(node, self._value(name))
            parts.append(node)
            if not self.sees("OR"):
                return parts[0] if len(parts) == 1 else Or(_flat(Or, parts))

    def _value(self, name: str) -> Node:
        """One value: a word, or one in quotes."""
        opening = self.text[self.at - 1] if self.at else ""
        if opening != ":":
            self.skip()
        self.parts += 1
        if self.parts > MAX_PARTS:
            raise self.bad(f"the query has more than {MAX_PARTS} parts", "ask less at once")
        if self.text.startswith('"', self.at):
            word, at = self._quoted()
            return FIELDS[name](Value(word, at - 1, self.text, name, quoted=True))
        found = _VALUE.match(self.text, self.at)
        if found is None or _RESERVED.match(self.text, self.at):
            raise self.bad(f"{name}: has no value", f"write {EXAMPLES[name]}")
        at, self.at = self.at, found.end()
        begins = found[0].endswith("*")
        if begins and (name not in MAY_BEGIN or len(found[0]) < 2):
            raise self.bad(f"{name}: takes no star here", f"write {EXAMPLES[name]}", self.at - 1)
        return FIELDS[name](Value(found[0].removesuffix("*"), at, self.text, name, begins=begins))


EXAMPLES = {
    "item": "item:5.02", "part": "part:exhibit", "topic": "topic:2.05", "filer": 'filer:acme or filer:"acme steel"',
    "cik": "cik:320193", "state": "state:CA", "sic": "sic:2834", "form": "form:8-K/A", "filed": "filed:2003-09..2004",
    "accepted": "accepted:2003-09-15", "status": "status:furnished", "says": "says:furnished", "exhibit": "exhibit:99.1",
}  # fmt: skip


def _both(one: Node, other: Node) -> Node:
    """Two words of a filer's name side by side."""
    if isinstance(one, Named) and isinstance(other, Named) and not one.in_order and not other.in_order:
        return Named(one.slots + other.slots, False, one.at)
    return And(_flat(And, [one, other]))


def _flat(kind: type[And] | type[Or], parts: list[Node]) -> tuple[Node, ...]:
    """Parts of parts of the same kind are parts; each once."""
    out: list[Node] = []
    for part in parts:
        out += part.parts if isinstance(part, kind) else [part]
    return tuple(dict.fromkeys(out))
