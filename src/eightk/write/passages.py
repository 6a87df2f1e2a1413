"""Passages -> Markdown that is read back as the same passages.

Comes in: the passages of an item. Goes out: Markdown, a block a passage. Whatever Markdown would take for a sign is escaped, so that words
stay words; looks are set with stars where those are safe, else as `[words]{.bold}`. Add here: how another passage or look is written.
"""

from __future__ import annotations

from collections.abc import Sequence

from eightk.drafted import Passage, Passages, Run, Runs, settled
from eightk.late import late

_BULLET = "\u2022"
_SIGNS = late(r"[\\*_\[\]<]|&(?=#?\w+;)|!$|^\^")
_STARTS = late(r"(?P<sign>[#>=+-]|~{3}|`{3}|\|)|(?P<count>\d{1,9})(?P<dot>[.)])(?=\s|$)")
_ORDERED = late(r"\d{1,9}[.)]")
_LABEL = late(r"\((\w+)\)|[^\w\[\]\s\\][^\[\]\s\\]{0,39}")
_TICKS = late(r"`+")
_URL_SIGNS = late(r"[\\<>]|&(?=#?\w+;)")


def passages_markdown(passages: Passages) -> str:
    """The passages, each with a blank line after it."""
    notes = frozenset(p.marker for p in passages if p.kind == "note")
    out, columns = list[str](), list[int]()
    for one in passages:
        out.append(_nested(one, notes, columns) or _block(one, notes))
    return "".join(block + "\n\n" for block in out)


def _nested(one: Passage, notes: frozenset[str | None], columns: list[int]) -> str:
    """An entry set in below the entry before it, as Markdown nests lists; "" for all else, and where no entry stands one level higher.

    `columns`: where the words begin of the entry that is open on each level.
    """
    if one.kind != "list" or not (one.marker == _BULLET or _ORDERED.fullmatch(one.marker or "")) or one.depth > len(columns):
        columns.clear()
        return ""
    indent = columns[one.depth - 1] if one.depth else 0
    width = 2 if one.marker == _BULLET else len(one.marker or "") + 1
    columns[one.depth :] = [indent + width] if one.runs else []  # below an entry without words nothing can be nested
    return " " * indent + _lines(one, notes)


def _block(one: Passage, notes: frozenset[str | None]) -> str:
    """One passage, set in as a quotation as deep as it is."""
    lines = _lines(one, notes).split("\n")
    quote = "> " * one.depth if one.kind != "heading" else ""
    return "\n".join((quote + line).rstrip(" ") if one.kind != "literal" else quote + line for line in lines)


def _lines(one: Passage, notes: frozenset[str | None]) -> str:
    if one.kind == "table":
        return _table(one.rows, notes) if one.rows else ""
    if one.kind == "literal":
        return _literal(one.words)
    if one.kind == "furniture":
        return f"<!-- furniture: {_commented(one.words)} -->"
    words = runs_markdown(one.runs, notes)
    if one.kind == "heading":
        return "#" * min(one.depth + 2, 6) + " " + _closed(words)
    if one.kind == "note" and (label := label_of(one.marker)):
        return f"[^{label}]: {words}"
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
    filled = [[runs_markdown(cell, notes).replace("|", "\\|") for cell in row] + [""] * (width - len(row)) for row in rows]
    lines = ["| " + " | ".join(row) + " |" for row in filled]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


# ---- words ---------------------------------------------------------------------------------------------------


def runs_markdown(runs: Runs, notes: frozenset[str | None] = frozenset()) -> str:
    """Words with their looks. `notes`: the markers of the footnotes that there are."""
    out, made = "", settled(runs)
    for n, run in enumerate(made):
        after = made[n + 1] if n + 1 < len(made) else None
        starred = (n > 0 and _is_starred(made[n - 1])) or (after is not None and _is_starred(after))
        out += _one(run, (out[-1:], "" if after is None or after.href else after.text[:1]), starred, notes)
    return out


def _is_starred(run: Run) -> bool:
    """Whether stars may stand around a run."""
    return (run.bold or run.italic) and not run.href


def _one(run: Run, beside: tuple[str, str], starred: bool, notes: frozenset[str | None]) -> str:
    """One run: plain, the mark of a footnote, between stars, or in brackets with the names of its looks.

    `beside`: the characters before and after it; `starred`: stars may stand there.
    """
    words, linked = _escaped(run.text), f"](<{_target(run.href)}>)" if run.href else ""
    looks = [name for name in ("bold", "italic", "underline", "raised") if getattr(run, name)]
    if looks == ["raised"] and not run.href and run.text in notes and (label := label_of(run.text)):
        return f"[^{label}]"
    if {"underline", "raised"}.isdisjoint(looks) and _holds(run.text, ("", "") if linked else beside) and (linked or not starred):
        stars = "*" * (2 * run.bold + run.italic)
        return f"{'[' if linked else ''}{stars}{words}{stars}{linked}"
    whole = f"[{words}{linked}" if linked else words
    return f"[{whole}]{{{' '.join('.' + name for name in looks)}}}" if looks else whole


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
