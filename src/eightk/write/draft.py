"""Draft -> draft.md: YAML front matter and Markdown, which read back as the same draft.

Comes in: a Draft. Goes out: UTF-8. The YAML is written by hand, for the core knows no YAML: a value stands plain where nothing in it
could be taken for a sign, else in double quotes as JSON has them. Add here: how a new key is written; `drafting/keys.py` is its twin.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any

from eightk.drafted import STATED, Draft, Enrolled, Headline, Run, Written, written_of
from eightk.late import late
from eightk.model import Exhibit, Registrant, Signature
from eightk.write.passages import passages_markdown, runs_markdown

_PLAIN = late(r"[A-Za-z0-9(][A-Za-z0-9 .,/()&'+-]*(?<! )")
_NOTHING = late(r"~|null", re.I)
_ACTS = late("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_HEAD_SPLIT = late(r"(?<!\S)/(?=\s+(?:item\s+)?\d)", re.I)
_TAKEN = late(r"(?:[,\s]*(?:and\s+)?\([a-z]\))+", re.I)


def to_markdown(draft: Draft) -> bytes:
    """The draft as a file. What it holds that no draft can say (places, spans, findings) is left out."""
    lines = ["---", *_front(draft), "---", ""]
    body = passages_markdown(draft.explanation) + "".join(map(_item, written_of(draft)))
    return ("\n".join(lines) + ("\n" + body.rstrip("\n") + "\n" if body else "")).encode()


# ---- items ---------------------------------------------------------------------------------------------------


def _item(one: Written) -> str:
    head = " / ".join(map(_head, one.heads))
    return f"# {head[:-1] + chr(92) + '#' if head.endswith('#') else head}\n\n" + passages_markdown(one.passages)


def _head(one: Headline) -> str:
    """A number with its letters and title, the title's own signs escaped."""
    title = runs_markdown((Run(text=one.title or ""),))
    title = _HEAD_SPLIT.sub(r"\\/", title)
    if _TAKEN.match(title):
        title = "\\" + title
    return f"{one.number}{one.letters} {title}".rstrip()


# ---- the front matter ----------------------------------------------------------------------------------------


def _front(draft: Draft) -> Iterator[str]:
    """The lines of the front matter; what is not known is not written."""
    report, cover = draft.report, draft.report.cover
    yield from _line("form", report.form)
    if report.amendment is not None and (known := _table(report.amendment, ("number", "original_date"))):
        yield f"amendment: {known}"
    yield from _line("amendment_description", draft.description)
    yield from _line("date_of_report", cover.date_of_report)
    yield from _line("dated", cover.dated)
    filers = draft.filers or (Enrolled(),) * len(cover.registrants)
    yield from _several("registrants", [_registrant(*pair) for pair in zip(cover.registrants, filers, strict=True)])
    if cover.checkboxes is not None:
        yield f"checkboxes: [{', '.join(key for key, ticked in cover.checkboxes.items() if ticked)}]"
    yield from _several("securities", [_keys(one, ("title", "symbol", "exchange")) for one in cover.securities])
    for name in ("emerging_growth", "transition_election"):
        yield from _line(name, getattr(cover, name))
    yield from _line("prefix", draft.prefix)
    if repeated := _repeated(draft):
        yield f"repeated_items: [{', '.join(map(_scalar, repeated))}]"
    yield from _several("exhibits", [_exhibit(one, draft) for one in report.exhibits])
    yield from _several("signatures", [_signature(one) for one in report.signatures])


def _repeated(draft: Draft) -> list[str]:
    numbers = list(draft.report.items.numbers())
    return sorted({n for n in numbers if numbers.count(n) > 1}, key=numbers.index)


def _registrant(one: Registrant, filer: Enrolled) -> list[str]:
    lines = _keys(one, ("name", "jurisdiction", "file_number", "ein"))
    if filer.address is not None:
        lines.append(f"address: {_table(filer.address, filer.address.__struct_fields__)}")
    else:
        lines += _line("address", one.address)
    end = filer.fiscal_year_end
    return [*lines, *_keys(one, ("phone", "former")), *_line("cik", filer.cik), *_line("fiscal_year_end", end and f"{end[:2]}-{end[2:]}")]


def _exhibit(one: Exhibit, draft: Draft) -> list[str]:
    lines = _keys(one, ("number", "description"))
    file = draft.files.get(one.number)
    lines += _line("file" if file else "link", file or one.href)
    if one.reason == STATED:
        lines += _line("status", one.status)
    if origin := draft.origins.get(one.number):
        lines.append(f"incorporated: {_table(origin, origin.__struct_fields__)}")
    elif one.incorporated_by_reference:
        lines.append("incorporated: true")
    return lines


def _signature(one: Signature) -> list[str]:
    return _keys(one, ("registrant", "name", "title", "date")) + (["signed: true"] if one.signed else [])


# ---- YAML ----------------------------------------------------------------------------------------------------


def _several(name: str, entries: list[list[str]]) -> Iterator[str]:
    """A list of mappings, the first line of each behind a dash."""
    if entries:
        yield f"{name}:"
    for lines in entries:
        first, *rest = lines or ["{}"]
        yield f"  - {first}"
        yield from (f"    {line}" for line in rest)


def _keys(node: Any, names: tuple[str, ...]) -> list[str]:
    return [line for name in names for line in _line(name, getattr(node, name))]


def _line(name: str, value: Any) -> Iterator[str]:
    if value is not None:
        yield f"{name}: {_scalar(value)}"


def _table(node: Any, names: tuple[str, ...]) -> str:
    """A small mapping on one line; "" where nothing is known."""
    told = {name: getattr(node, name) for name in names}
    made = [f"{name}: {_scalar(value, True)}" for name, value in told.items() if value is not None and value != ()]
    return "{" + ", ".join(made) + "}" if made else "{}"


def _scalar(value: Any, flow: bool = False) -> str:
    """A value, quoted if anything in it could be a sign. `flow`: within brackets, where a comma is one."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "[" + ", ".join(_scalar(one, True) for one in value) + "]"
    if isinstance(value, int | dt.date):
        return str(value)
    words = str(value)
    if _PLAIN.fullmatch(words) and not _NOTHING.fullmatch(words) and not (flow and "," in words):
        return words
    return _ACTS.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(words, ensure_ascii=False))
