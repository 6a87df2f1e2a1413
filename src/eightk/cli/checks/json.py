"""Findings for programs: a list in JSON.

Comes in: findings. Goes out: text. Add here: a key of the list.
"""

from __future__ import annotations

import json
from typing import Any

import msgspec

from eightk.cli.checks.told import Told
from eightk.sources import Failure
from eightk.write.escape import shown_json


def written(found: list[Told], failures: list[Failure]) -> str:
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
