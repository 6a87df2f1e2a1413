"""`eightk diff-json OLD NEW`: the fields whose answers changed between two runs of `eightk read --format jsonl`."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

import click
import msgspec
from rich.text import Text

from eightk.cli.console import console
from eightk.cli.output import standard_output
from eightk.write.escape import one_line, shown_json

HINT = "write it with `eightk read --format jsonl`"
SAME, DIFFERENT, ERROR = 0, 1, 2
SHOWN = 60
"""Characters of a value shown around the place where two texts part."""

# Where a value stands, and who read it, is no answer.
_PLACES = frozenset({"spans", "span", "body", "divisions", "reader", "facts", "schema_version", "path", "explain"})
# What --explain adds is no part of a report, whatever is compared.
_NO_REPORT = frozenset({"explain"})
# Pieces of a text: where the text itself differs, they follow from it.
_PIECES = frozenset({"blocks", "parts", "rows"})


class Change(NamedTuple):
    """What changed: a field of a report, or (`field` None) a report that only one of the files has."""

    report: str
    change: Literal["changed", "added", "removed"]
    field: str | None
    old: Any = None
    new: Any = None


Difference = tuple[Literal["changed", "added", "removed"], str, Any, Any]


class _Key(msgspec.Struct):
    accession: str | None = None
    path: str | None = None


_KEY = msgspec.json.Decoder(_Key)
_ANY = msgspec.json.Decoder()


class CannotCompare(click.ClickException):
    """A file that is not what `eightk read --format jsonl` writes."""

    exit_code = ERROR


def _lines(path: str) -> Iterator[tuple[str, int, int]]:
    """Key (accession, else path) of each report, the byte where its line begins, and the line's number."""
    at = 0
    with open(path, "rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                key = _decoded(_KEY, line, path, number)
                name = key.accession or key.path
                if name is None:
                    raise CannotCompare(f"{one_line(path)} line {number}: neither accession nor path; {HINT}")
                yield name, at, number
            at += len(line)


def _decoded(decoder: msgspec.json.Decoder[Any], line: bytes, path: str, number: int) -> Any:
    try:
        return decoder.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as why:
        raise CannotCompare(f"{one_line(path)} line {number}: not a report as JSON ({one_line(str(why))}); {HINT}") from None


def changes(old_path: str, new_path: str, *, spans: bool = False) -> Iterator[Change]:
    """Changed fields, in the order of the old file, then reports that only the new one has.

    Without `spans`, places in the source are left out, and so are the pieces of a text that changed itself.

    A report that is there several times is compared in the order it stands. Only one report of each file is in
    memory at a time. Raises CannotCompare for a line that is no report, OSError for a file that cannot be read.
    """
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for name, at, number in _lines(new_path):
        places[name].append((at, number))
    skipped = _NO_REPORT if spans else _PLACES
    with open(old_path, "rb") as old_file, open(new_path, "rb") as new_file:
        for name, at, number in _lines(old_path):
            if not places[name]:
                yield Change(name, "removed", None)
                continue
            new_at, new_number = places[name].pop(0)
            old_file.seek(at)
            new_file.seek(new_at)
            old = _decoded(_ANY, old_file.readline(), old_path, number)
            new = _decoded(_ANY, new_file.readline(), new_path, new_number)
            for difference in differences(old, new, skipped, pieces=spans):
                yield Change(name, *difference)
    for name, left in places.items():
        yield from (Change(name, "added", None) for _ in left)


def differences(old: Any, new: Any, skipped: frozenset[str] = frozenset(), field: str = "", *, pieces: bool = True) -> Iterator[Difference]:
    """Kind of change, dotted field, old and new value of whatever differs. List members go by their `number` if they have one.

    Without `pieces`, where a `text` differs its blocks, parts and rows are not told again.

    >>> list(differences({"items": [{"number": "9", "title": "A"}]}, {"items": [{"number": "9", "title": "B"}]}))
    [('changed', 'items[9].title', 'A', 'B')]
    """
    if isinstance(old, dict) and isinstance(new, dict):
        prefix = f"{field}." if field else ""
        told = skipped if pieces or old.get("text") == new.get("text") else skipped | _PIECES
        for key in _keys(old, new, told):
            yield from _of_key(key, old, new, skipped, prefix + key, pieces)
    elif isinstance(old, list) and isinstance(new, list) and any(isinstance(v, dict | list) for v in old + new):
        olds, news = _members(old), _members(new)
        for key in _keys(olds, news, frozenset()):
            yield from _of_key(key, olds, news, skipped, f"{field}[{key}]", pieces)
        if list(olds) != list(news) and set(olds) == set(news):
            yield "changed", f"{field} (order)", list(olds), list(news)
    elif old != new:
        yield "changed", field, old, new


def _keys(old: dict[str, Any], new: dict[str, Any], skipped: frozenset[str]) -> Iterator[str]:
    return (key for key in [*old, *(k for k in new if k not in old)] if key not in skipped)


def _of_key(key: str, old: dict[str, Any], new: dict[str, Any], skipped: frozenset[str], named: str, pieces: bool) -> Iterator[Difference]:
    if key not in new:
        yield "removed", named, _without(old[key], skipped), None
    elif key not in old:
        yield "added", named, None, _without(new[key], skipped)
    else:
        yield from differences(old[key], new[key], skipped, named, pieces=pieces)


def _members(values: list[Any]) -> dict[str, Any]:
    """List members by their number (`9`, then `9#2` for the second of that number), else by position."""
    named: dict[str, Any] = {}
    times: Counter[str] = Counter()
    for n, value in enumerate(values):
        number = value.get("number") if isinstance(value, dict) else None
        key = str(n) if number is None else str(number)
        times[key] += 1
        named[key if times[key] == 1 else f"{key}#{times[key]}"] = value
    return named


def _without(value: Any, skipped: frozenset[str]) -> Any:
    """A value as it is told: without the keys that are not compared."""
    if isinstance(value, dict):
        return {k: _without(v, skipped) for k, v in value.items() if k not in skipped}
    return [_without(v, skipped) for v in value] if isinstance(value, list) else value


def _shown(value: Any, other: Any) -> str:
    """A value on one line as JSON; of long texts what stands around the place where they part."""
    start, end = 0, 2 * SHOWN
    if isinstance(value, str) and isinstance(other, str):
        part = next((n for n, (a, b) in enumerate(zip(value, other, strict=False)) if a != b), min(len(value), len(other)))
        start = max(0, part - SHOWN // 2)
        end = start + 2 * SHOWN
    text = value[start:end] if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if isinstance(value, str):
        text = json.dumps(text, ensure_ascii=False)
        return one_line(("…" if start else "") + text + ("…" if end < len(value) else ""))
    return one_line(text if len(text) <= end else text[:end] + "…")


@click.command(short_help="List the fields whose answers changed between two runs.")
@click.argument("old", type=click.Path(exists=True, dir_okay=False))
@click.argument("new", type=click.Path(exists=True, dir_okay=False))
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True, help="What to write.")
@click.option("--spans", is_flag=True, help="Compare places in the source, paths and versions too, and tell the pieces of a changed text.")
@click.pass_context
def command(ctx: click.Context, old: str, new: str, format_: str, spans: bool) -> None:
    """List the fields whose answers changed from OLD.jsonl to NEW.jsonl.

    Reports are matched by accession number, else by path. Exit code: 0 same, 1 differences, 2 error.
    """
    show = _as_json if format_ == "json" else _as_text
    count = show(changes(old, new, spans=spans))
    ctx.exit(DIFFERENT if count else SAME)


def _as_json(found: Iterator[Change]) -> int:
    count = 0
    with standard_output() as out:
        for change in found:
            out.write((b",\n" if count else b"[\n") + shown_json(msgspec.json.encode(change._asdict())))
            count += 1
        out.write(b"\n]\n" if count else b"[]\n")
    return count


def _as_text(found: Iterator[Change]) -> int:
    screen, count, report = console(), 0, None
    for change in found:
        count += 1
        if change.report != report:
            report = change.report
            screen.print(Text(one_line(report), "bold"), soft_wrap=True)
        if change.field is None:
            screen.print(Text(f"  only in {'NEW' if change.change == 'added' else 'OLD'}", "yellow"))
            continue
        screen.print(Text(f"  {one_line(change.field)}", "cyan"), soft_wrap=True)
        if change.change != "added":
            screen.print(Text(f"    - {_shown(change.old, change.new)}", "red"), soft_wrap=True)
        if change.change != "removed":
            screen.print(Text(f"    + {_shown(change.new, change.old)}", "green"), soft_wrap=True)
    return count
