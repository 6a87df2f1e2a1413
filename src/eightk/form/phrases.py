"""The form's recognisable words (`phrases.toml`, `captions.toml`) as compiled patterns.

Comes in: a row's id. Goes out: its `Wording`, to search lower-case text with. Add here: nothing of wording; a phrase is a row, with an
example that is and one that is not. In a row's pattern " " stands for white space, " ?" for a little or none, "~" for any or none.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate

import msgspec

from eightk.form.rows import load, parsed, written
from eightk.late import late

FAR = 1 << 62  # as far as any text goes
_NEAR = 80  # characters from a needed word to the end of another that every match has
_STARS = 3  # which a row of them has at least
_TABLES = ("phrases", "captions")
_OPENING = 3  # letters of a line's first word that tell which wordings it may be


class Phrase(msgspec.Struct, frozen=True, rename={"examples": "is", "others": "is_not"}, forbid_unknown_fields=True):
    """A row: what to recognise, texts that are it and texts that are not. `needs`: words of which one is in every match, if given."""

    id: str
    pattern: str
    examples: tuple[str, ...]
    others: tuple[str, ...]
    source: str
    needs: tuple[str, ...] = ()
    ahead: int = 0
    """How many characters at most a match begins before its needed word; 0: not told, the whole text is searched."""
    begins: tuple[str, ...] = ()
    """Words of which one begins every match; without `ahead` a match is tried only where one of them stands."""
    around: int = 0
    """How many characters at most a match reaches to either side of a needed word; 0: not told. The first match is looked for there."""
    usual: tuple[str, ...] = ()
    """Words by which most matches begin: where only whether there is a match is asked, they are looked at first."""
    also: tuple[str, ...] = ()
    """Words of which one is in every match, too, `ahead` of the needed word or right behind it."""
    opens: tuple[str, ...] = ()
    """Words by one of which the line of every match opens, behind its marks; see `Openings`."""


_MARKS = ' \t\xa0+*_[("\u201c-].:)\u201d\u2013\u2014'  # what may stand ahead of the words that a line opens with, or be all of it
_WORDLESS = frozenset(("", "*"))
_BLANK_LINES = 100  # lines without words that are looked back over to where a match begins


def _letters(lines: Iterable[str]) -> list[str]:
    """The first letters of lines, marks ahead of them aside: of a line of marks alone "*" if it has one, else nothing."""
    return [line.lstrip(_MARKS)[:_OPENING].rstrip() or "*" * ("*" in line) for line in lines]


class Lines:
    """The lines of a stretch by the first letters of each: most wordings can begin at none of them."""

    __slots__ = ("_letters", "_lines", "_start", "openings")

    def __init__(self, low: str, start: int, end: int) -> None:
        self._lines = low[start:end].replace("\x0b", "\n").replace("\x0c", "\n").split("\n")
        different = set(self._lines)
        self._letters = dict(zip(different, _letters(different), strict=True))
        self._start = start
        self.openings = set(self._letters.values())

    def places(self, opening_letters: frozenset[str]) -> list[int]:
        """Where the lines break that open with some letters, and those without words right above, with which a match may begin."""
        lines, letters = self._lines, self._letters
        opening = {line for line, its in letters.items() if its in opening_letters}
        ends = list(accumulate(map(len, lines), initial=self._start - 1))
        found, wordless = [], _WORDLESS - opening_letters
        for i in [i for i, line in enumerate(lines) if line in opening]:
            first = i
            while first > 1 and i - first < _BLANK_LINES and letters[lines[first - 1]] in wordless:
                first -= 1
            found += [ends[n] + n for n in range(first, i + 1)] if i else []
        return found


class Openings:
    """The words that the lines of some rows open with, to tell whether a stretch has any such line: most have none."""

    __slots__ = ("_regex", "_stars")

    def __init__(self, words: Iterable[str]) -> None:
        self._stars = "*" in words  # what a line of marks alone opens with
        rest = dict[str, list[str]]()
        for word in sorted(set(words)):
            rest.setdefault(word[0], []).append(re.escape(word[1:]).replace(r"\ ", r"\s*"))
        ways = "|".join(f"{re.escape(first)}(?:{'|'.join(ends)})" for first, ends in rest.items())  # by their first letters: that is quick
        self._regex = late(rf"\n[^\w\n#]*+(?:_[^\w\n#]*+)*+(?=[{re.escape(''.join(rest))}])(?:{ways})")

    def may(self, low: str, start: int, end: int) -> bool:
        """Whether a line of a stretch may open so, or be a row of stars."""
        lines = low[start:end].replace("\x0b", "\n").replace("\x0c", "\n")
        return self._regex.search(lines) is not None or (self._stars and lines.count("*") >= _STARS)


class Wording:
    """A row ready to search lower-case text; ^ and $ match at every line. A text without the needed words is not searched at all."""

    __slots__ = ("ahead", "also", "around", "begins", "letters", "longest", "needs", "opens", "regex", "search", "usual")

    def __init__(self, row: Phrase) -> None:
        self.needs, self.also, self.begins, self.usual = row.needs, row.also, row.begins, row.usual
        self.ahead, self.around = row.ahead, row.around
        self.longest = max(map(len, row.begins), default=0)
        self.opens, self.letters = row.opens, frozenset([word[:_OPENING].rstrip() for word in row.opens])
        """What a match's line opens with, and what `Lines` looks at of it; empty where the row tells nothing."""
        source = row.pattern.replace(" ?", r"\s{0,40}").replace(" ", r"\s+").replace("~", r"\s*")
        self.regex = late(source, re.S | re.M)  # of most rows a text has none of the needed words
        self.search = self._search()
        """As `re.Pattern.search`."""

    def _search(self) -> Callable[..., re.Match[str] | None]:
        """How the first match is looked for, by what the row tells."""
        if self.around:
            return self._near
        if self.ahead:
            return self._around
        return self._needed if self.needs or self.begins else self.regex.search

    def may(self, low: str, start: int = 0, end: int = FAR) -> bool:
        """Whether a stretch has one of the words that every match needs."""
        for word in self.needs:
            if low.find(word, start, end) >= 0:
                return True
        return not self.needs

    def fullmatch(self, low: str) -> re.Match[str] | None:
        """As `re.Pattern.fullmatch`."""
        return self.regex.fullmatch(low)

    def _needed(self, low: str, start: int = 0, end: int = FAR) -> re.Match[str] | None:
        """The first match in a stretch that has a needed word."""
        if self.needs != self.begins and not self.may(low, start, end):
            return None
        return self._first(low, start, end) if self.begins else self.regex.search(low, start, end)

    def _near(self, low: str, start: int = 0, end: int = FAR) -> re.Match[str] | None:
        """The first match, searched where a needed word stands: none that begins earlier can reach the next of them."""
        places = [(at, word) for word in self.needs if (at := low.find(word, start, end)) >= 0]
        while places:
            at, word = min(places)
            m = self.regex.search(low, max(start, at - self.around), min(end, at + len(word) + self.around))
            if m is not None:
                return m
            places.remove((at, word))
            if (after := low.find(word, at + 1, end)) >= 0:
                places.append((after, word))
        return None

    def _first(self, low: str, start: int, end: int) -> re.Match[str] | None:
        """The first match, tried where a word stands that begins every one: for the next word ahead of what the last ones found."""
        first, stop, ahead = None, end, low
        for word in self.begins:
            if first is not None:
                if word not in ahead:
                    continue
                stop = min(end, first.start() + len(word) - 1)
            at = low.find(word, start, stop)
            while at >= 0:
                m = self.regex.match(low, at, end)
                if m is not None:
                    first, ahead = m, low[start : m.start() + self.longest]
                    break
                at = low.find(word, at + 1, stop)
        return first

    def usually(self, low: str) -> bool:
        """Whether there is a match where a word first stands by which most matches begin."""
        for word in self.usual:
            at = low.find(word)
            if at >= 0 and self.regex.match(low, at):
                return True
        return False

    def stands(self, low: str) -> bool:
        """Whether there is a match."""
        return self.usually(low) or self.search(low) is not None

    def matches(self, low: str, places: list[int], end: int) -> Iterator[re.Match[str]]:
        """The matches that begin at rising places, one behind the other."""
        behind = 0
        for at in places:
            if at >= behind and (m := self.regex.match(low, at, end)) is not None:
                yield m
                behind = m.end()

    def finditer(self, low: str, start: int = 0, end: int = FAR) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer`; where the row tells how far ahead a match begins, only the text around needed words is searched."""
        if self.ahead:
            return self._all_around(low, start, end)
        if not self.may(low, start, end):
            return iter(())
        return self._begun(low, start, end) if self.begins else self.regex.finditer(low, start, end)

    def _begun(self, low: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The matches, each tried where a word stands that may begin it."""
        places = {word: at for word in self.begins if (at := low.find(word, start, end)) >= 0}
        while places:
            at = min(places.values())
            m = self.regex.match(low, at, end)
            start = at + 1
            if m is not None:
                yield m
                start = max(start, m.end())
            for word in [word for word, place in places.items() if place < start]:
                place = places[word] = low.find(word, start, end)
                if place < 0:
                    del places[word]

    def _all_around(self, low: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The matches, each with the only needed word in it."""
        m = self._around(low, start, end)
        while m is not None:
            yield m
            m = self._around(low, m.end(), end)

    def _around(self, low: str, start: int = 0, end: int = FAR) -> re.Match[str] | None:
        """The first match, tried where a word stands that may begin it, from `ahead` of where the only needed word stands."""
        (word,) = self.needs
        at = low.find(word, start, end)
        while at >= 0:
            first = at - self.ahead if at - self.ahead > start else start
            if not self.also or self._also(low[first : min(end, at + _NEAR)]):
                for begin in self._begin(low, first, at):
                    m = self.regex.match(low, begin, min(end, at + len(word) + 2000))
                    if m is not None:
                        return m
            start = at + 1  # what failed to begin a match is not tried again
            at = low.find(word, at + len(word), end)
        return None

    def _also(self, near: str) -> bool:
        """Whether one of the other words is there."""
        for word in self.also:  # noqa: SIM110  a generator costs more
            if word in near:
                return True
        return False

    def _begin(self, low: str, first: int, last: int) -> list[int]:
        """Where a match may begin from `first` up to `last`."""
        found = []
        for word in self.begins:
            stop = last + len(word)
            at = low.find(word, first, stop)
            while at >= 0:
                found.append(at)
                at = low.find(word, at + 1, stop)
        return sorted(found) if len(found) > 1 else found

    def findall(self, low: str) -> list[str]:
        """The whole matches."""
        return [m.group() for m in self.finditer(low)]


@functools.cache
def rows(name: str = "phrases") -> tuple[Phrase, ...]:
    """The rows of `phrases.toml` or `captions.toml`."""
    return load(name, dict[str, tuple[Phrase, ...]])["phrase"]


@functools.cache
def _written() -> dict[str, tuple[str, str]]:
    """Every row as it stands in its table, by id, and the table's name: a process asks for a third of them, and parsing takes long."""
    return {row.split('\nid = "', 1)[1].split('"', 1)[0]: (name, row) for name in _TABLES for row in written(name)}


@functools.cache
def pattern(id: str) -> Wording:
    """The wording of a row. Raises KeyError for an id that no row has."""
    (row,) = parsed(*_written()[id], dict[str, tuple[Phrase, ...]])["phrase"]
    return Wording(row)
