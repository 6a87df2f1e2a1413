"""Words as the index holds them: cut at every character that is no letter or digit, case and accents folded.

Comes in: text. Goes out: `Token`s with their places, stems. Add here: nothing that the analyzer of the index does not do: what
is found and what is marked must be the same words.

"Company's" is two words, company and s; "non-performing" two; "2.05" two; "Société" is societe. Text of plain ASCII is cut here;
anything else by the analyzer itself, so that no table of Unicode has to be kept equal. A word longer than `LONGEST` bytes is
not indexed, but counts when words are counted.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from eightk.late import late

if TYPE_CHECKING:
    import tantivy

LONGEST = 250
_ASCII = late(r"[0-9A-Za-z]+")


class Token(NamedTuple):
    """A word of a text: folded, its number among the words, and its characters."""

    word: str
    position: int
    start: int
    end: int


@functools.cache
def analyzer() -> tantivy.TextAnalyzer:
    """The analyzer of the index's text."""
    import tantivy

    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for step in (tantivy.Filter.lowercase(), tantivy.Filter.ascii_fold(), tantivy.Filter.remove_long(LONGEST + 1)):
        builder = builder.filter(step)
    return builder.build()


@functools.cache
def _stemmer() -> tantivy.TextAnalyzer:
    import tantivy

    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).filter(tantivy.Filter.stemmer("english")).build()


def tokens(text: str) -> list[Token]:
    """The words of a text, as the index has them."""
    if text.isascii():
        found = enumerate(_ASCII.finditer(text))
        return [Token(m[0].lower(), n, m.start(), m.end()) for n, m in found if m.end() - m.start() <= LONGEST]
    cut = analyzer().pre_tokenize(whole(text)).tokens
    return [Token(t.text, t.position, t.char_offset_from, t.char_offset_to) for t in cut]


def whole(text: str) -> str:
    """The text without lone surrogates, which no index can hold; of the same length."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace") if _has_surrogate(text) else text


def _has_surrogate(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def stems(words: Sequence[str]) -> list[str]:
    """The stems of folded words, in their order."""
    return _stemmer().analyze(" ".join(words)) if words else []


@functools.lru_cache(4096)
def stem(word: str) -> str:
    """The stem of one folded word."""
    return stems([word])[0]


def stem_prefix(stemmed: str) -> str:
    """What every word with this stem begins with, the irregular ones aside."""
    if stemmed.endswith("ble"):
        return stemmed[:-2]
    return stemmed[:-1] if stemmed.endswith(("e", "i", "y", "bl")) else stemmed


def irregular(stemmed: str) -> tuple[str, ...]:
    """Words with this stem that do not begin with `stem_prefix`: dying is die. Porter2 has no others."""
    return (stemmed[0] + "ying",) if len(stemmed) == 3 and stemmed.endswith("ie") else ()
