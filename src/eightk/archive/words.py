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
_OF_ASCII = bytes(range(128))
_ASCII = late(r"[0-9A-Za-z]+")
# Signs of every day that are no letter and no digit: without them, most text is ASCII.
_SIGNS = late(r"[\xa0-\xa9\xab-\xb1\xb6-\xb8\xbb\xbf\u2000-\u206f\u2122\u2500-\u26ff]+")


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
def cutter() -> tantivy.TextAnalyzer:
    """The analyzer of what `lowered` gives: it cuts into words and leaves the long ones out."""
    import tantivy

    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.remove_long(LONGEST + 1)).build()


def lowered(text: str) -> str | None:
    """A text whose words by `cutter` are those of `text` by `analyzer`; None where only the analyzer itself knows them.

    Small letters are made a word at a time by tantivy, which takes a fifth of the time of indexing, and of all the text at once here.
    """
    plain = _plain(text)
    return plain.lower() if plain.isascii() else None


@functools.cache
def _stemmer() -> tantivy.TextAnalyzer:
    import tantivy

    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).filter(tantivy.Filter.stemmer("english")).build()


def tokens(text: str) -> list[Token]:
    """The words of a text, as the index has them."""
    found = zip(words(text), places(text), strict=True)
    return [Token(word, n, start, end) for n, (word, (start, end)) in enumerate(found) if word]


def words(text: str) -> list[str]:
    """The folded words of a text by their number; "" for one that is too long to be indexed."""
    plain = _plain(text)
    if not plain.isascii():
        return [word for word, _ in _analyzed(text)]
    found: list[str] = _ASCII.findall(plain.lower())
    return found if max(map(len, found), default=0) <= LONGEST else [w if len(w) <= LONGEST else "" for w in found]


def places(text: str) -> list[tuple[int, int]]:
    """The characters of each of `words(text)`: where it begins and ends."""
    plain = _plain(text)
    return [m.span() for m in _ASCII.finditer(plain)] if plain.isascii() else [place for _, place in _analyzed(text)]


def _plain(text: str) -> str:
    """The text, another sign in the place of each that is not ASCII where these are no letters and no digits."""
    if text.isascii():
        return text
    others = text.encode("utf-8", "surrogatepass").translate(None, _OF_ASCII).decode("utf-8", "surrogatepass")
    return text.encode("ascii", "replace").decode() if _SIGNS.fullmatch(others) else text


@functools.lru_cache(2)  # words and places are asked for in turn
def _analyzed(text: str) -> list[tuple[str, tuple[int, int]]]:
    """Each word with its place, by the analyzer itself; those that it leaves out are counted."""
    cut = analyzer().pre_tokenize(whole(text)).tokens
    out = [("", (0, 0))] * (cut[-1].position + 1 if cut else 0)
    for t in cut:
        out[t.position] = t.text, (t.char_offset_from, t.char_offset_to)
    return out


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


@functools.lru_cache(1 << 15)
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
