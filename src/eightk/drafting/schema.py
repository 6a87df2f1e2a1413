"""The JSON Schema of the front matter (draft 2020-12), for editors that complete and check YAML.

Comes in: nothing, `keys.py` is enough. Goes out: the schema as a dict. Add here: the schema of a new kind of value.
"""

from __future__ import annotations

from typing import Any

from eightk.drafting.keys import REPORT, Key, Keys, Kind

SCHEMA_ID = "urn:eightk:draft:1.0"

# An editor's YAML takes 99.1 for a number and 2003-09-15 for a string; both are read as they are written.
_TEXT: dict[str, Any] = {"type": ["string", "number"]}
_KINDS: dict[Kind, dict[str, Any]] = {
    "text": _TEXT,
    "date": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$", "format": "date"},
    "flag": {"type": "boolean"},
    "whole": {"type": "integer", "minimum": 1, "maximum": 9999},
    "cik": {"type": ["string", "integer"], "pattern": r"^\d{1,10}$"},
    "month-day": {"type": ["string", "integer"], "pattern": r"^\d\d-?\d\d$"},
    "url": {"type": "string", "pattern": "^https?://"},
    "file": {"type": "string", "pattern": r"^[^\s:/\\][^\s:\\]*$"},
}


def draft_schema() -> dict[str, Any]:
    """The JSON Schema of a draft's front matter; the caller may change what it gets.

    >>> sorted(draft_schema()["properties"]["amendment"]["anyOf"][0]["properties"])
    ['number', 'original_date']
    """
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_ID, "title": "Draft of a Form 8-K"}
    return head | _table(REPORT)


def _table(keys: Keys) -> dict[str, Any]:
    made: dict[str, Any] = {
        "type": "object",
        "additionalProperties": False,
        "properties": {name: _key(key) for name, key in keys.items()},
    }
    needed = [name for name, key in keys.items() if key.needed]
    return made | {"required": needed} if needed else made


def _key(key: Key) -> dict[str, Any]:
    """What a key takes; nothing written is as good as no key."""
    one = _table(key.keys) if key.keys is not None else dict(_KINDS[key.kind])
    if key.choices:
        one = {"enum": [*key.choices, *(int(choice) for choice in key.choices if choice.isdigit())]}
    if key.either:
        one = {"anyOf": [dict(_KINDS[key.kind]), one]}
    if key.many:
        one = {"type": "array", "items": one}
    return {"description": key.told, "anyOf": [one, {"type": "null"}]}
