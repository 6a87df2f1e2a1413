"""The tags of an Inline cover as the checks look at them: contexts, and the value that a transform makes of the printed words.

Comes in: a case, or a fact. Goes out: `Context`s by id, values as text. Add here: how a tag is read; what it must say is a rule.
"""

from __future__ import annotations

import datetime as dt
from calendar import month_name
from functools import cache
from typing import NamedTuple

from eightk.check.case import Case
from eightk.form.cover import dei, names
from eightk.form.inline import codes
from eightk.form.markup import facet, markup, transform
from eightk.late import late
from eightk.model import Fact

# What is searched all over a document begins with fixed letters, which are found faster; what stands before them is looked at then.
_CONTEXT = late(rb"context\b([^>]*)>")
_CONTEXT_END = late(rb"</(?:[\w.-]+:)?context\s*>")
_PREFIX, _PREFIX_LENGTH = late(rb"<(?:[\w.-]+:)?"), 100
_ID = late(rb"""\bid\s*=\s*["']([^"']*)["']""")
_IDENTIFIER = late(rb"""<(?:[\w.-]+:)?identifier\b([^>]*)>([^<]*)<""")
_SCHEME = late(rb"""\bscheme\s*=\s*["']([^"']*)["']""")
_DAY = late(rb"<(?:[\w.-]+:)?(startDate|endDate|instant)\b[^>]*>([^<]*)<")
_AXIS = late(rb"""\bdimension\s*=\s*["'](?:[\w.-]+:)?([^"']*)["']""")
_DEI = late(rb"""xmlns:([\w.-]+)\s*=\s*["'](https?://xbrl\.sec\.gov/dei/(\d{4}(?:q\d)?)[^"']*)["']""")
_XMLNS = late(rb"""xmlns:(?<!\wxmlns:)([\w.-]+)\s*=\s*["']([^"']*)["']""")
_DATE_WORDS = late(r"([A-Za-z]+)\W+(\d{1,2})\W+(\d{2,4})\W*")
_DATE_NUMBERS = late(r"(\d{1,2})\W+(\d{1,2})\W+(\d{2,4})")
_STATES = {"stateprovnameen", "edgarprovcountryen", "countrynameen"}
_FIXED = {
    "booleantrue": "true",
    "booleanfalse": "false",
    "fixed-true": "true",
    "fixed-false": "false",
    "fixedtrue": "true",
    "fixedfalse": "false",
}
_EMPTY_BOX = "\u2610"

Pair = tuple[int, int]


class Context(NamedTuple):
    """Of whom and of when some facts are; `axes`: what else the context is narrowed to."""

    id: str
    place: Pair
    identifier: str
    identifier_at: Pair
    scheme: str
    start: str | None
    end: str | None
    end_at: Pair | None
    axes: frozenset[str]
    inside: bytes


def contexts(case: Case) -> dict[str, Context]:
    """The contexts of the main document by their ids."""
    return case.kept("contexts", lambda: _contexts(case))


def _contexts(case: Case) -> dict[str, Context]:
    data, (start, end) = case.data, case.body
    found: dict[str, Context] = {}
    at = start
    while (at := data.find(b"context", at, end)) >= 0:
        opens = data.rfind(b"<", max(start, at - _PREFIX_LENGTH), at)
        tag = _CONTEXT.match(data, at, end) if opens >= 0 and _PREFIX.fullmatch(data, opens, at) else None
        closes = _CONTEXT_END.search(data, tag.end(), end) if tag else None
        if tag and not closes:
            break  # none that follows is closed either
        if tag and closes:
            context = _context(data, (opens, closes.end()), tag.span(1), (tag.end(), closes.start()))
            if context is not None:
                found[context.id] = context
        at = closes.end() if closes else at + 1
    return found


def _context(data: bytes, whole: Pair, opening: Pair, inside: Pair) -> Context | None:
    named, entity = _ID.search(data, *opening), _IDENTIFIER.search(data, *inside)
    if named is None or entity is None:
        return None
    scheme = _SCHEME.search(data, *entity.span(1))
    days = {m.group(1).decode(): m for m in _DAY.finditer(data, *inside)}
    last = days.get("endDate") or days.get("instant")
    first = days.get("startDate") or days.get("instant")
    return Context(
        id=named.group(1).decode("utf-8", "replace"), place=whole, identifier=entity.group(2).decode("utf-8", "replace").strip(),
        identifier_at=entity.span(2), scheme=scheme.group(1).decode("utf-8", "replace") if scheme else "",
        start=first.group(2).decode("ascii", "replace").strip() if first else None,
        end=last.group(2).decode("ascii", "replace").strip() if last else None, end_at=last.span(2) if last else None,
        axes=frozenset(m.group(1).decode("ascii", "replace") for m in _AXIS.finditer(data, *inside)), inside=data[slice(*inside)],
    )  # fmt: skip


class Namespace(NamedTuple):
    """The dei namespace a document declares."""

    prefix: str
    year: str
    place: Pair


def namespace(case: Case) -> Namespace | None:
    """The first dei namespace of the main document."""
    return case.kept("dei namespace", lambda: _namespace(case))


def _namespace(case: Case) -> Namespace | None:
    m = _DEI.search(case.data, *case.body)
    return Namespace(m.group(1).decode(), m.group(3).decode(), m.span(2)) if m else None


def element(fact: Fact) -> str:
    """The element's name without its prefix."""
    return fact.name.rpartition(":")[2]


def cover_facts(case: Case) -> list[Fact]:
    """The dei facts."""
    return case.kept("cover facts", lambda: _cover_facts(case))


def _cover_facts(case: Case) -> list[Fact]:
    found = namespace(case)
    prefix = (found.prefix if found else "dei") + ":"
    return [fact for fact in case.report.dei if fact.name.startswith(prefix)]


def named(case: Case, name: str) -> list[Fact]:
    """The dei facts of an element."""
    return case.kept("named facts", lambda: _by_name(cover_facts(case))).get(name, [])


def _by_name(facts: list[Fact]) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(element(fact), []).append(fact)
    return found


def bare_ids(case: Case) -> set[str | None]:
    """Ids of the contexts that are narrowed to nothing: the registrant's own."""
    return case.kept("bare contexts", lambda: {context.id for context in contexts(case).values() if not context.axes})


def form_of(fact: Fact) -> str | None:
    """The local name of a fact's transform."""
    return fact.format.rpartition(":")[2] if fact.format else None


# ---- values ----------------------------------------------------------------------------------------------------


def value(fact: Fact) -> str | None:
    """The value that the tag gives; None where its transform refuses the words, or is not one that covers use."""
    form, words = form_of(fact), fact.value
    if form is None:
        return words
    if form in _FIXED:
        return _FIXED[form]
    if form == "boolballotbox":
        return None if refused(fact) else "false" if words.strip() == _EMPTY_BOX else "true"
    if form in _STATES:
        return _code(form, words)
    if form == "exchnameen":
        return _code(form, words) if not refused(fact) else None
    day = date(words) if "date" in form else None
    return day.isoformat() if day else None


def unknown_format(case: Case, fact: Fact) -> str | None:
    """What is wrong with the name of a fact's transform: its registry is none that EDGAR takes, or lacks it."""
    if fact.format is None or ":" not in fact.format:
        return None
    prefix, _, local = fact.format.partition(":")
    uri = case.kept("namespaces", lambda: _namespaces(case)).get(prefix)
    row = next((row for row in markup().registries if row.uri == uri), None)
    if row is None:
        return f"a transform of a registry that EDGAR takes, which {prefix} is not"
    return None if local in row.formats else f"a transform of its registry, which {fact.format} is not"


def _namespaces(case: Case) -> dict[str, str]:
    """Every prefix the main document declares, with its namespace."""
    return {m.group(1).decode(): m.group(2).decode("ascii", "replace") for m in _XMLNS.finditer(case.data, *case.body)}


def refused(fact: Fact) -> str | None:
    """What the transform takes, where it does not take the printed words; None where it does or is not known here."""
    form = form_of(fact) or ""
    row = transform(form)
    if row is not None:
        return None if row.takes(fact.value) and (not form.startswith("date") or date(fact.value)) else row.says
    if form == "stateprovnameen":
        return None if _code(form, fact.value) else "a state as Delaware or New York, not in capitals"
    if form in _STATES:
        return None if _code(form, fact.value, loose=True) else "a country or province of the SEC's list, not in capitals"
    return None


def misshapen(fact: Fact) -> str | None:
    """What the element's value looks like, where the tag's does not."""
    found = value(fact)
    row = facet(element(fact)) or (facet("boolean") if _kind(element(fact)) in ("booleanItemType", "trueItemType") else None)
    if row is None or found is None or (found == "" and not fact.value):
        return None
    return None if row.takes(found.strip()) else row.says


def _code(form: str, words: str, loose: bool = False) -> str | None:
    """The code a transform gives for a name; the first letter of a word may be of either case."""
    asked, table = _capital(words), _table(form)
    if asked in table:
        return table[asked]
    if loose or form in ("countrynameen", "edgarprovcountryen"):
        return next((code for name, code in table.items() if name in asked), None)
    return None


@cache
def _table(form: str) -> dict[str, str]:
    return codes(form) if form in _STATES else {_capital(name): code for name, code in getattr(names(), form).items()}


@cache
def _kind(name: str) -> str:
    """The type of an element."""
    return next((row.type for row in dei().elements if row.element == name), "")


def _capital(words: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in words.split())


def date(words: str) -> dt.date | None:
    """A day as covers print it: March 8, 2024, 3/8/2024, or 2024-03-08."""
    try:
        return dt.date.fromisoformat(words.strip())
    except ValueError:
        pass
    words = words.strip()
    if m := _DATE_WORDS.fullmatch(words):
        months = [n for n, name in enumerate(month_name) if name and name.lower().startswith(m.group(1).lower()[:3])]
        month = months[0] if months and len(m.group(1)) > 2 else 0
    elif m := _DATE_NUMBERS.fullmatch(words):
        month = int(m.group(1))
    else:
        return None
    year = int(m.group(3))
    try:
        return dt.date(year if year > 99 else 2000 + year, month, int(m.group(2)))
    except ValueError:
        return None
