"""Passages -> Markdown that is read back as the same passages.

Comes in: the passages of an item. Goes out: Markdown, a block a passage. Whatever Markdown would take for a sign is escaped, so that words
stay words; looks are set with stars where those are safe, else as `[words]{.bold}`. Add here: how another passage or look is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from eightk.drafted import Passage, Passages, Run, Runs, settled
from eightk.late import late

_BULLET = "\u2022"
_SIGNS = late(r"[\\*_\[\]<]|&(?=#?\w+;)|!$")
_STARTS = late(r"(?P<sign>[#>=+-]|~{3}|`{3}|\|)|(?P<count>\d{1,9})(?P<dot>[.)])(?=\s|$)")
_ORDERED = late(r"\d{1,9}[.)]")
_LABEL = late(r"\((\w+)\)|[^\w\[\]\s\\][^\[\]\s\\]{0,39}")
_TICKS = late(r"`+")
_URL_SIGNS = late(r"[\\<>]|&(?=#?\w+;)")


def passages_markdown(passages: Passages) -> str:
    """The passages, each with a blank line after it."""
    notes = frozenset(p.marker for p in passages if p.kind == "note")
    return "".join(_block(one, notes) + "\n\n" for one in passages)


def _block(one: Passage, notes: frozenset[str | None]) -> str:
    """One passage, set in as a quotation as deep as it is."""
    lines = _lines(one, notes).split("\n")
    quote = "> " * one.depth if one.kind != "heading" else ""
    return "\n".join((quote + line).rstrip(" ") if one.kind != "literal" else quote + line for line in lines)


def _lines(one: Passage, notes: frozenset[str | None]) -> str:
    if one.kind == "table":
        return _table(one.rows, notes)
    if one.kind == "literal":
        return _literal(one.words)
    if one.kind == "furniture":
        return f"<!-- furniture: {_commented(one.words)} -->"
    words = runs_markdown(one.runs, notes)
    if one.kind == "heading":
        return "#" * min(one.depth + 2, 6) + " " + _closed(words)
    if one.kind == "note":
        return f"[^{label_of(one.marker) or one.marker}]: {words}"
    if one.kind == "list" and one.marker:
        return _entry(one.marker, words)
    return opening(words)


def _entry(marker: str, words: str) -> str:
    """An entry of a list: Markdown's own where it has such a marker, else the marker as words."""
    if marker == _BULLET:
        return f"- {opening(words)}".rstrip()
    if _ORDERED.fullmatch(marker):
        return f"{marker} {opening(words)}".rstrip()
    return opening(f"{_escaped(marker)} {words}")


def opening(words: str) -> str:
    """Words that begin a block, with what Markdown would take there for a sign escaped."""
    m = _STARTS.match(words)
    if m is None:
        return words
    return "\\" + words if m["sign"] else f"{m['count']}\\{words[m.start('dot') :]}"


def _closed(words: str) -> str:
    """Words of a heading; number signs at its end would be taken off."""
    return words[:-1] + "\\#" if words.endswith("#") else words


def _literal(words: str) -> str:
    fence = "`" * max([3, *(len(ticks) + 1 for ticks in _TICKS.findall(words))])
    return f"{fence}\n{words}\n{fence}"


def _commented(words: str) -> str:
    return words.replace("&", "&amp;").replace("-", "&#45;").replace("\n", "&#10;")


def _table(rows: Sequence[Sequence[Runs]], notes: frozenset[str | None]) -> str:
    """A table, its rows filled up to the widest; the first is its head."""
    width = max([1, *map(len, rows)])
    filled = [[runs_markdown(cell, notes).replace("|", "\\|") for cell in row] + [""] * (width - len(row)) for row in rows or [[]]]
    lines = ["| " + " | ".join(row) + " |" for row in filled]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


# ---- words ---------------------------------------------------------------------------------------------------


def runs_markdown(runs: Runs, notes: frozenset[str | None] = frozenset()) -> str:
    """Words with their looks. `notes`: the markers of the footnotes that there are."""
    out = ""
    groups = [(href, list(group)) for href, group in groupby(settled(runs), key=lambda run: run.href)]
    for n, (href, group) in enumerate(groups):
        after = groups[n + 1][1][0].text[:1] if n + 1 < len(groups) and groups[n + 1][0] is None else ""
        words = _looked(group, "[" if href else out[-1:], "]" if href else after, notes)
        out += f"[{words}](<{_target(href)}>)" if href else words
    return out


def _looked(runs: list[Run], before: str, after: str, notes: frozenset[str | None]) -> str:
    """Runs that lead to one place, or none. `before`, `after`: the characters beside them."""
    out = ""
    for n, run in enumerate(runs):
        plain_before = n == 0 or not _is_starred(runs[n - 1])
        plain_after = n + 1 == len(runs) or not _is_starred(runs[n + 1])
        beside = (out or before)[-1:], runs[n + 1].text[:1] if n + 1 < len(runs) else after
        out += _one(run, beside, plain_before and plain_after, notes)
    return out


def _is_looked(run: Run) -> bool:
    return run.bold or run.italic or run.underline or run.raised


def _is_starred(run: Run) -> bool:
    return run.bold or run.italic


def _one(run: Run, beside: tuple[str, str], alone: bool, notes: frozenset[str | None]) -> str:
    """One run: plain, the mark of a footnote, between stars, or in brackets with the names of its looks."""
    words = _escaped(run.text)
    if not _is_looked(run):
        return words
    if run.raised and not (run.bold or run.italic or run.underline or run.href) and run.text in notes and (label := label_of(run.text)):
        return f"[^{label}]"
    if alone and not (run.underline or run.raised) and _holds(run.text, beside):
        stars = "*" * (2 * run.bold + run.italic)
        return f"{stars}{words}{stars}"
    looks = [name for name in ("bold", "italic", "underline", "raised") if getattr(run, name)]
    return f"[{words}]{{{' '.join('.' + name for name in looks)}}}"


def _holds(words: str, beside: tuple[str, str]) -> bool:
    """Whether stars around the words would be taken for signs: beside a letter, or with a blank outside."""
    before, after = beside
    return (words[0].isalnum() or before in ("", " ")) and (words[-1].isalnum() or after in ("", " "))


def label_of(mark: str | None) -> str | None:
    """The label of a footnote's mark: 1 for (1), a sign as it is; None where there is none."""
    m = _LABEL.fullmatch(mark or "")
    return (m[1] or m[0]) if m and (m[1] is None or m[1].isalnum()) else None


def _escaped(words: str) -> str:
    return _SIGNS.sub(lambda m: "\\" + m[0], words)


def _target(href: str | None) -> str:
    return _URL_SIGNS.sub(lambda m: "\\" + m[0], href or "")
