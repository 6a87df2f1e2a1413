"""Findings as lines that GitHub shows beside the code.

Comes in: findings. Goes out: workflow commands. Add here: nothing.
"""

from __future__ import annotations

from eightk.cli.checks.told import Told
from eightk.sources import Failure
from eightk.write.escape import one_line

_LEVELS = {"error": "error", "warning": "warning", "advice": "notice"}


def written(found: list[Told], failures: list[Failure]) -> str:
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
