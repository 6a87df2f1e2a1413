"""The fact tables' TOML as JSON, which it nearly is: msgspec reads that twenty times as soon as `tomllib` the TOML.

Comes in: the text of a table, or of some of its rows. Goes out: JSON. It knows the plain style that most tables are written in: one key a
line, strings, lists, whole numbers, dates. What is written otherwise makes JSON that does not parse, and
`rows.py` asks `tomllib`. tests/test_form.py holds both ways against each other. Add here: nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from eightk.late import late

_KEY = late(r"([{,] )([a-z_0-9]+) = ")  # within "{ number = "10", need = "optional" }"


def as_json(text: str) -> str:
    """The text as JSON, or as what is no JSON where it is not plain. Lines end with LF."""
    top: list[str] = []
    single: dict[str, list[str]] = {}
    rows: dict[str, list[list[str]]] = {}
    pairs = top
    lines = iter(text.split("\n"))
    for line in lines:
        if not line or line[0] == "#":
            continue
        key, equals, value = line.partition(" = ")
        if equals:
            pairs.append(_name(key) + ":" + _value(value, lines))
            continue
        pairs = []
        if line.startswith("[["):
            rows.setdefault(_name(line[2:-2]), []).append(pairs)
        else:
            single[_name(line[1:-1])] = pairs
    top += [f"{name}:{{{','.join(made)}}}" for name, made in single.items()]
    top += [f"{name}:[{','.join(['{' + ','.join(made) + '}' for made in tables])}]" for name, tables in rows.items()]
    return "{" + ",".join(top) + "}"


def _name(name: str) -> str:
    """A key or the name of a table as JSON; one that goes deeper (`a.b`), or is no name, gives what is no JSON."""
    return f'"{name}"' if name.replace("-", "_").isidentifier() else name if name[:1] == '"' else ""


def _value(value: str, lines: Iterator[str]) -> str:
    """A value as JSON; a list may go on in the next lines, to a bracket alone. "" for what is not plain, which is no JSON."""
    if value == "[":
        value += "\n".join(iter(lambda: next(lines, "]"), "]")).rstrip(",") + "]"
    if value[:1] in "[{" and "{ " in value:
        return _KEY.sub(r'\1"\2": ', value)
    if value[:1] in '"[' or value in ("true", "false") or value.isdecimal():
        return value
    if len(value) == 10 and value[4] == value[7] == "-":
        return f'"{value}"'
    quote = "'''" if value[:3] == "'''" else "'"
    inner = value[len(quote) : -len(quote)]
    plain = value[:1] == "'" and len(value) >= 2 * len(quote) and value.endswith(quote) and quote not in inner
    return msgspec.json.encode(inner).decode() if plain else ""
