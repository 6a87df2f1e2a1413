"""The parts of the form, old beside new: cover, explanatory note, items, exhibits, signatures.

Comes in: two drafts. Goes out: sections. Add here: a field of the form that may change.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

from eightk.drafted import Draft, Origin, Passage, Passages, words_of
from eightk.model import Cover, Exhibit, Item, Registrant, Report, Security, Signature
from eightk.redline.align import matches, paired
from eightk.redline.changes import Change, Line, Row, Section, Stretch, Stretches, section
from eightk.redline.words import by_words, change_of, folded, whole

_REGISTRANT = ("name", "jurisdiction", "file_number", "ein", "address", "phone", "former")
_TICKED = {True: "ticked", False: "not ticked"}
_YES = {True: "yes", False: "no"}


def cover(old: Draft, new: Draft) -> Section:
    """The cover page, a line a field that either of them has."""
    before, after = old.report.cover, new.report.cover
    lines = [
        _value("form", old.report.form, new.report.form),
        *_amendment(old, new),
        _value("date of report", _day(before.date_of_report), _day(after.date_of_report)),
        _value("dated", _day(before.dated), _day(after.dated)),
        *_registrants(before.registrants, after.registrants),
        *_enrolled(old, new),
        *_boxes(before, after),
        _value("emerging growth company", _box(before.emerging_growth, _YES), _box(after.emerging_growth, _YES)),
        _value("transition period not used", _box(before.transition_election, _YES), _box(after.transition_election, _YES)),
        *_securities(before.securities, after.securities),
    ]
    return section("Cover page", [line for line in lines if line.words or line.rows])


def _amendment(old: Draft, new: Draft) -> Iterable[Line]:
    before, after = old.report.amendment, new.report.amendment
    yield _value(
        "amendment number", str(before.number) if before and before.number else None, str(after.number) if after and after.number else None
    )
    yield _value("date of the original", _day(before.original_date if before else None), _day(after.original_date if after else None))
    yield _prose("amendment description", old.description, new.description)


def _registrants(old: Sequence[Registrant], new: Sequence[Registrant]) -> Iterable[Line]:
    """The registrants, by their names where these are the same, else in their order."""
    pairs = paired([folded(r.name or "").casefold() for r in old], [folded(r.name or "").casefold() for r in new])
    if len(old) == len(new) == 1:
        pairs = [(0, 0)]  # a change of name, not of registrant
    for i, j in pairs:
        before, after = old[i] if i is not None else None, new[j] if j is not None else None
        of = f"registrant {_place(i, j)}, " if max(len(old), len(new)) > 1 else ""
        for field in _REGISTRANT:
            was, now = getattr(before, field, None), getattr(after, field, None)
            yield (
                _prose(of + field.replace("_", " "), was, now)
                if field in ("name", "address")
                else _value(of + field.replace("_", " "), was, now)
            )


def _enrolled(old: Draft, new: Draft) -> Iterable[Line]:
    """What EDGAR knows of the registrants, where both reports tell it."""
    for n, (before, after) in enumerate(zip(old.filers, new.filers, strict=False)):
        of = f"registrant {n + 1}, " if len(new.filers) > 1 else ""
        for field in ("cik", "fiscal_year_end"):
            was, now = getattr(before, field), getattr(after, field)
            if was is not None and now is not None:
                yield _value(of + field.replace("_", " "), was, now)


def _boxes(old: Cover, new: Cover) -> Iterable[Line]:
    before, after = old.checkboxes or {}, new.checkboxes or {}
    for name in [*before, *(name for name in after if name not in before)]:
        yield _value(f"box {name}", _box(before.get(name), _TICKED), _box(after.get(name), _TICKED))


def _securities(old: Sequence[Security], new: Sequence[Security]) -> Iterable[Line]:
    rows = [[(s.title or "", s.symbol or "", s.exchange or "") for s in some] for some in (old, new)]
    if rows[0] or rows[1]:
        made = _rows(rows[0], rows[1])
        yield Line(change=_of_rows(made), kind="table", name="securities", rows=made)


def explanation(old: Draft, new: Draft) -> Section:
    """The explanatory note of an amendment, passage by passage."""
    return section("Explanatory note", passages(old.explanation, new.explanation))


def items(old: Draft, new: Draft) -> Iterable[Section]:
    """The items in the new order, what was taken out where it stood."""
    olds, news = _numbered(old.report.items), _numbered(new.report.items)
    for key in _merged(olds, news):
        i, j = olds.get(key), news.get(key)
        before, after = (old.report.items[i] if i is not None else None), (new.report.items[j] if j is not None else None)
        lines = [
            *([_prose("title", before.title, after.title)] if before and after else []),  # else the section's name says it
            *passages(_body(old, i), _body(new, j)),
        ]
        named = after or before
        assert named is not None
        yield section(_heading(named), [line for line in lines if line.words or line.rows], _presence(before, after, lines))
    common = [[key for key in some if key in olds and key in news] for some in (olds, news)]
    if common[0] != common[1]:
        order = _value("order", ", ".join(k[0] for k in common[0]), ", ".join(k[0] for k in common[1]))
        yield section("Order of the items", [order])


def _presence(before: object, after: object, lines: list[Line]) -> Change:
    if before is None:
        return "added"
    if after is None:
        return "removed"
    return "same" if all(line.change == "same" for line in lines) else "changed"


def _heading(item: Item) -> str:
    return f"Item {item.number}" + (f" {item.title}" if item.title else "")


def _numbered(some: Sequence[Item]) -> dict[tuple[str, int], int]:
    """Number and how often it stood before -> position."""
    times: Counter[str] = Counter()
    found = {}
    for n, item in enumerate(some):
        times[item.number] += 1
        found[item.number, times[item.number]] = n
    return found


def _merged(olds: dict[tuple[str, int], int], news: dict[tuple[str, int], int]) -> list[tuple[str, int]]:
    """The keys of both, in the new order; what only the old one has behind what it stood behind."""
    out = list(news)
    at = 0
    for key in olds:
        if key in news:
            at = out.index(key) + 1
        else:
            out.insert(at, key)
            at += 1
    return out


def _body(draft: Draft, n: int | None) -> Passages:
    return () if n is None else draft.bodies[n]


def exhibits(old: Draft, new: Draft) -> Section:
    """The exhibits by number: description, filed or furnished, incorporated or attached, the file of a draft."""
    lines: list[Line] = []
    olds, news = [e.number for e in old.report.exhibits], [e.number for e in new.report.exhibits]
    pairs = matches(olds, news)
    met = {i for i, _ in pairs}, {j for _, j in pairs}
    moved = [(i, news.index(n)) for i, n in enumerate(olds) if i not in met[0] and n in news and news.index(n) not in met[1]]
    partner = {j: i for i, j in [*pairs, *moved]}
    gone = [i for i in range(len(olds)) if i not in partner.values()]
    for j, after in enumerate(new.report.exhibits):
        before = old.report.exhibits[partner[j]] if j in partner else None
        lines += _exhibit(before, after, old, new)
    for i in gone:
        lines += _exhibit(old.report.exhibits[i], None, old, new)
    return section("Exhibits", [line for line in lines if line.words])


def _exhibit(before: Exhibit | None, after: Exhibit | None, old: Draft, new: Draft) -> Iterable[Line]:
    named = after or before
    assert named is not None
    name = f"exhibit {named.number}"
    was, now = (before.description or "" if before else None), (after.description or "" if after else None)
    yield _prose(name, was, now)
    if before is None or after is None:
        return
    yield _value(f"{name}, status", before.status, after.status)
    yield _value(f"{name}, incorporated by reference", _YES[before.incorporated_by_reference], _YES[after.incorporated_by_reference])
    # What one of them cannot know (a filing has no files) is no change.
    files = old.files.get(before.number), new.files.get(after.number)
    if None not in files:
        yield _value(f"{name}, file", *files)
    origins = old.origins.get(before.number), new.origins.get(after.number)
    if None not in origins:
        yield _value(f"{name}, incorporated from", _origin(origins[0]), _origin(origins[1]))
    if before.href and after.href and None in files:
        yield _value(f"{name}, link", before.href, after.href)


def _origin(origin: Origin | None) -> str | None:
    """The earlier filing of an exhibit, in a line."""
    if origin is None:
        return None
    told = (origin.exhibit and f"exhibit {origin.exhibit}", origin.form, _day(origin.filed), origin.file_number)
    return ", ".join(filter(None, told))


def signatures(old: Report, new: Report) -> Section:
    """The signatures, by registrant and name where these are the same, else in their order."""
    lines: list[Line] = []
    for i, j in paired([_signer(s) for s in old.signatures], [_signer(s) for s in new.signatures]):
        before, after = old.signatures[i] if i is not None else None, new.signatures[j] if j is not None else None
        of = f"signature {_place(i, j)}, " if max(len(old.signatures), len(new.signatures)) > 1 else ""
        for field in ("registrant", "name", "title"):
            lines.append(_prose(of + field, getattr(before, field, None), getattr(after, field, None)))
        lines.append(_value(f"{of}date", _day(before.date if before else None), _day(after.date if after else None)))
        lines.append(_value(f"{of}signed", _box(before.signed if before else None, _YES), _box(after.signed if after else None, _YES)))
    return section("Signatures", [line for line in lines if line.words])


def _place(i: int | None, j: int | None) -> int:
    """Where a member stands in the new report, else in the old one, from 1."""
    return ((i if j is None else j) or 0) + 1


def _signer(signature: Signature) -> str:
    return folded(f"{signature.registrant or ''} {signature.name or ''}").casefold()


# ---- values and passages --------------------------------------------------------------------------------------------


def _value(name: str, old: str | None, new: str | None) -> Line:
    """A field that changes as a whole."""
    words = whole(old, new)
    return Line(change=change_of(words), name=name, words=words)


def _prose(name: str, old: str | None, new: str | None) -> Line:
    """A field that changes by words."""
    words = by_words(old, new) if old and new else whole(old, new)
    return Line(change=change_of(words), name=name, words=words)


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _box(ticked: bool | None, words: dict[bool, str]) -> str | None:
    return None if ticked is None else words[ticked]


def passages(old: Passages, new: Passages) -> list[Line]:
    """The passages of both, each beside the one it came from; page numbers and the like left out."""
    olds, news = [p for p in old if p.kind != "furniture"], [p for p in new if p.kind != "furniture"]
    lines = []
    for i, j in paired([folded(p.said) for p in olds], [folded(p.said) for p in news]):
        lines.append(_passage(olds[i] if i is not None else None, news[j] if j is not None else None))
    return lines


def _passage(before: Passage | None, after: Passage | None) -> Line:
    """A passage beside its partner, by words; a table by rows and cells, text in columns by lines."""
    named = after or before
    assert named is not None
    kinds = {p.kind for p in (before, after) if p is not None}
    if kinds <= {"table"} or kinds <= {"literal"}:
        rows = _rows(_table(before), _table(after))
        return Line(change=_of_rows(rows), kind=named.kind, rows=rows)
    was, now = (before.said if before else None), (after.said if after else None)
    words = by_words(was, now) if was is not None and now is not None else whole(was, now)
    return Line(change=change_of(words), kind=named.kind if len(kinds) == 1 else "paragraph", words=words)


def _table(passage: Passage | None) -> list[tuple[str, ...]]:
    """Rows of cells; of text set in columns the lines."""
    if passage is None:
        return []
    if passage.kind == "literal":
        return [(line,) for line in passage.words.split("\n")]
    return [tuple(map(words_of, row)) for row in passage.rows]


def _rows(old: Sequence[tuple[str, ...]], new: Sequence[tuple[str, ...]]) -> tuple[Row, ...]:
    """Rows beside their partners; cells too, where both rows have as many."""
    out = []
    for i, j in paired([folded("\t".join(filter(None, row))) for row in old], [folded("\t".join(filter(None, row))) for row in new]):
        was, now = (old[i] if i is not None else None), (new[j] if j is not None else None)
        if was is not None and now is not None and len(was) != len(now):
            was, now = tuple(filter(None, was)), tuple(filter(None, now))
        if was is not None and now is not None and len(was) != len(now):
            out += [_row(was, None), _row(None, now)]
        else:
            out.append(_row(was, now))
    return tuple(out)


def _row(old: tuple[str, ...] | None, new: tuple[str, ...] | None) -> Row:
    if old is None or new is None:
        of: Literal["old", "new"] = "new" if old is None else "old"
        alone: list[Stretches] = [(Stretch(of, text),) if text else () for text in old or new or ()]
        return Row(change="added" if old is None else "removed", cells=tuple(alone))
    cells = [by_words(was, now) if was and now else whole(was, now) for was, now in zip(old, new, strict=True)]
    return Row(change="same" if all(change_of(cell) == "same" for cell in cells) else "changed", cells=tuple(cells))


def _of_rows(rows: Sequence[Row]) -> Change:
    changes = {row.change for row in rows}
    return changes.pop() if len(changes) == 1 else "changed" if changes else "same"
