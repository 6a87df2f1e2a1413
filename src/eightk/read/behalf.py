"""For whom somebody signs: the registrant's name above a signature line, or beside or below it.

Comes in: a signature's surroundings. Goes out: the places of the registrant's name. Add here: where a registrant's name may stand.
"""

from __future__ import annotations

import re
from itertools import islice, pairwise

from eightk.late import late
from eightk.read.chunks import Chunk
from eightk.read.columns import LABELLED, Block
from eightk.read.signed import BY, ON_BEHALF, Pair, is_corporate, is_date, sign

_AFTER_NAME = late(
    r"\s*\((?:the )?[\"\u201c]?(?:registrant|company|issuer|depositor)[\"\u201d]?\)\s*$|,\s+(?:as\s+)?registrant\s*$|\s+date[d]?:.*$", re.I
)
_BEFORE_NAME = late(r"[^\n]{0,200}?\bon\s+behalf\s+of:?\s+|(?:registrant|by)\s*:\s*", re.I)
_LONGEST = 400  # characters of words that may hold a registrant's name
_REGISTRANT_MARK = late(r"\((?:the )?registrant\)", re.I)


def registrant_of(block: Block) -> list[Pair]:
    """The name above the line in its column, else the nearest above that is a registrant's of the cover; else one below that is."""
    above, names = list[Chunk](), list[Chunk]()
    for c in block.before():
        kind = block.kinds.get(c.start)
        if c.start in block.used or kind == "caption" or (kind and kind != "label" and is_date(c)):
            continue
        if is_known(c.text, block.known):
            if kind == "label" and is_date(c):
                continue
            if block.near(c) and not BY.match(c.text):
                return [_bare_name(block, one) for one in _with_rest(c, above, block.known)]
            names.append(c)
        elif kind in LABELLED:
            continue
        above.append(c)
    return _elsewhere(block, above, names)


def _with_rest(c: Chunk, above: list[Chunk], known: frozenset[str]) -> list[Chunk]:
    """The line of a name with the line right below that ends it, "MARLSTONE FINANCIAL SERVICES / CORPORATION"; `above` runs upward."""
    broken = bool(above) and flat(c.text) not in known and flat(f"{c.text} {above[-1].text}") in known
    return [c, above[-1]] if broken else [c]


def _elsewhere(block: Block, above: list[Chunk], names: list[Chunk]) -> list[Pair]:
    """The registrant where no line above in the signature's column is just its name; `names` are those that are its name and more."""
    by = [[c] for c in names if BY.match(c.text)]
    same = [[c] for c in names if [c] not in by] or _two_lines(above, block.known)
    same.sort(key=lambda lines: not block.near(lines[0]))
    if same and (block.near(same[0][0]) or not block.beside()):
        return [_bare_name(block, c) for c in same[0]]
    near = [c for c in above if block.near(c) and not BY.match(c.text)]
    corporate = [c for c in near if is_corporate(c.text) and len(c.text) < 160]
    if corporate:
        return [block.cut(corporate[-1], "_,")]
    rest = [c for c in near if len(c.text) < 90 and not sign(c.text)]
    if rest and rest[0].text.upper() == rest[0].text:
        return [block.cut(rest[0], "_,")]
    for c in islice(block.after(), 7):
        if is_known(c.text, block.known) and c.start not in block.used:
            block.used.add(c.start)
            return [block.cut(c, "_,")]
    if by:
        return [_bare_name(block, c) for c in by[0]]
    if same:
        return [_bare_name(block, c) for c in same[0]]
    own = block.line.chunk  # "/s/ Agnes Thorold, on behalf of ..."
    return [_bare_name(block, own)] if ON_BEHALF.search(own.text) and is_known(own.text, block.known) else []


def _two_lines(above: list[Chunk], known: frozenset[str]) -> list[list[Chunk]]:
    """A known name broken over two lines; `above` runs upward."""
    return [[b, a] for a, b in pairwise(above) if is_known(f"{b.text} {a.text}", known) and not BY.match(a.text)]


def _bare_name(block: Block, c: Chunk) -> Pair:
    """A name without "(Registrant)", ", Registrant", "Registrant:", "By:" or a date on its line."""
    a, b = block.cut(c, "_,:")
    if not _is_marked(block.text.text[a:b]):
        return (a, b)
    label = _BEFORE_NAME.match(block.text.text, a, b)
    a = label.end() if label else a
    m = _AFTER_NAME.search(block.text.text[a:b])
    return (a, a + m.start()) if m else (a, b)


def is_known(words: str, known: frozenset[str]) -> bool:
    """Whether words are a registrant's name on the cover, or nearly."""
    if not 3 < len(words) <= _LONGEST:
        return False
    marked = _is_marked(words)
    own = flat(_REGISTRANT_MARK.sub("", _BEFORE_NAME.sub("", words)) if marked else words)
    return len(own) > 3 and (own in known or any(_begins(own, name) for name in known))


def _is_marked(words: str) -> bool:
    """Whether words may have more than a name: "(Registrant)", "Registrant:", ", Registrant", "on behalf of", "Dated:"."""
    return "(" in words or ":" in words or "behalf" in (low := words.lower()) or low.endswith("registrant")


def _begins(flat: str, name: str) -> bool:
    """Whether one of two names is the other's beginning, a little shorter."""
    return len(flat) > 7 and (name.startswith(flat) or flat.startswith(name)) and abs(len(name) - len(flat)) < 14


def flat(words: str) -> str:
    """The letters and digits of a name, small; most names have but blanks, commas and stops between."""
    flat = words.lower().replace(" ", "").replace(",", "").replace(".", "")
    return flat if flat.isalnum() else "".join(filter(str.isalnum, flat))
