"""Findings for programs: a list in JSON, lines that GitHub shows beside the code.

Comes in: findings. Goes out: bytes of text. Add here: a key of the list.
"""

from __future__ import annotations

import json
from typing import Any

import msgspec

from eightk.cli.checks.told import Told
from eightk.write.escape import one_line, shown_json

_LEVELS = {"error": "error", "warning": "warning", "advice": "notice"}


def as_json(found: list[Told]) -> str:
    """A list of findings."""
    return shown_json(json.dumps([_row(told) for told in found], indent=2).encode()).decode() + "\n"


def _row(told: Told) -> dict[str, Any]:
    fault, place = told.fault, told.place
    return {
        "path": told.path, "code": fault.code, "severity": fault.severity, "message": fault.message, "part": fault.part,
        "span": told.span, "line": place.line if place else None, "column": place.column if place else None,
        "end_line": place.end_line if place else None, "end_column": place.end_column if place else None,
        "citation": fault.citation, "basis": fault.basis, "fix": _fix(told),
    }  # fmt: skip


def _fix(told: Told) -> dict[str, Any] | None:
    fix = told.fault.fix
    if fix is None:
        return None
    place = told.checkup.place((fix.start, fix.end))
    start, end = (place.start, place.end) if place else (fix.start, fix.end)
    return {**msgspec.to_builtins(fix), "start": start, "end": end, "safe": fix in told.checkup.fixes}


def as_github(found: list[Told]) -> str:
    """Workflow commands: an annotation for each finding."""
    return "".join(_command(told) for told in found)


def _command(told: Told) -> str:
    place = told.place
    where = {"file": told.path, "title": f"{told.fault.code} {told.fault.severity}"}
    if place:
        where |= {"line": str(place.line), "col": str(place.column), "endLine": str(place.end_line)}
        where |= {"endColumn": str(place.end_column)} if place.end_line == place.line else {}
    keys = ",".join(f"{key}={_property(value)}" for key, value in where.items())
    return f"::{_LEVELS[told.fault.severity]} {keys}::{_data(f'{told.fault.message} ({told.fault.citation})')}\n"


def _data(text: str) -> str:
    """Text that cannot end the command or begin another."""
    return one_line(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
