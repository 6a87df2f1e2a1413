"""Whether two names of a registrant are one, and how a finding says a day.

Comes in: names as two witnesses print them; days. Goes out: yes or no; words. Add here: a way in which one name is spelt twice (its
words are in form/phrases.toml).
"""

from __future__ import annotations

from functools import cache, lru_cache

from eightk.form.cover import names
from eightk.form.phrases import pattern
from eightk.form.rows import letters
from eightk.late import late
from eightk.model import Registrant

_WORD = late(r"[^\W_]+")
_DOTTED = late(r"(?<=\b\w)[.\s](?=\w\b)")  # "N. A.", "L.P." are one word
_APART = late(r"['\u2019\u2018`]")
_STATE = late(r"\s*[/\\]\s*[a-z]{2,4}\s*[/\\]?\s*$")  # EDGAR's "/DE/"
_BRACKETS = late(r"\([^)]*\)")
_SHORTEST = 3


def state_code(words: str | None) -> str | None:
    """The code of a state of the Union or a Canadian province, by its name alone."""
    return state_names().get(letters(words or ""))


@cache
def state_names() -> dict[str, str]:
    """The letters of the name of each state of the Union and each Canadian province -> its code."""
    found: dict[str, str] = {}
    for name, code in names().stateprovnameen.items():
        found.setdefault(letters(name), code)
    return found


def printed_name(registrant: Registrant) -> str | None:
    """A registrant's name; a state that stands where the name is missing is none."""
    return None if registrant.jurisdiction is None and state_code(registrant.name) else registrant.name


@lru_cache(maxsize=256)
def _all_words(name: str) -> tuple[str, ...]:
    low = _BRACKETS.sub(" ", _APART.sub("", name.lower().replace("&", " and ")))
    return tuple(_WORD.findall(_DOTTED.sub("", _STATE.sub("", low))))


@lru_cache(maxsize=256)
def words(name: str) -> tuple[str, ...]:
    """The words by which a registrant is known, its legal form and little words left out."""
    found, drop = _all_words(name), pattern("name-little-word")
    return tuple(w for w in found if not drop.fullmatch(w)) or found


def same(one: str, other: str) -> bool:
    """Whether two names may be one registrant's: what is not in both is a shortening, or one name is the other's beginning."""
    a, b = words(one), words(other)
    if not a or not b or _joined(a, b):
        return True
    if len(a) > len(b):
        a, b = b, a
    return all(any(_short(w, v) for v in b) for w in a) and (len(b) - len(a) <= 1 or len(a) > 1)


def exact(one: str, other: str) -> bool:
    """Whether two names are one, but for punctuation, little words and shortenings: the same words, and no other legal form."""
    if one.lower() == other.lower():
        return True
    a, b = words(one), words(other)
    forms = _legal_forms(one), _legal_forms(other)
    if all(forms) and not forms[0] & forms[1]:
        return False
    return "".join(a) == "".join(b) or (len(a) == len(b) and all(w == v or _abbreviates(w, v) for w, v in zip(a, b, strict=True)))


def _legal_forms(name: str) -> set[str]:
    found = (pattern("legal-form").fullmatch(w) for w in _all_words(name))
    return {m.lastgroup for m in found if m is not None and m.lastgroup}


def _abbreviates(w: str, v: str) -> bool:
    """Whether one word shortens the other by more than an ending."""
    return abs(len(w) - len(v)) >= _SHORTEST and _short(w, v)


def _joined(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether the names are one when blanks are left out, or one cut off."""
    flat, whole = sorted(("".join(a), "".join(b)), key=len)
    return whole.startswith(flat) and len(flat) > _SHORTEST


def _short(w: str, v: str) -> bool:
    """Whether one word is the other or a shortening of it: its beginning, or its letters in order ("intl", "mtg")."""
    if len(w) > len(v):
        w, v = v, w
    if w == v or (len(w) >= _SHORTEST and v.startswith(w)):
        return True
    if w[0] != v[0] or len(w) * 2 > len(v) + 2:
        return False
    letters = iter(v)
    return all(c in letters for c in w)
