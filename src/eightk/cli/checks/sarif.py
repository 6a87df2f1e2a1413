"""Findings as SARIF 2.1.0, which code hosts and editors read.

Comes in: findings, failures. Goes out: a log of one run. Add here: a property of the standard.
"""

from __future__ import annotations

import json
import os
from typing import Any
from urllib.parse import quote

from eightk.check.stories import Story, stories
from eightk.checking import Place
from eightk.cli.checks.told import Told
from eightk.sources import Failure
from eightk.version import __version__
from eightk.write.escape import one_line, shown_json, unicode_path

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "advice": "note"}


def written(found: list[Told], failures: list[Failure]) -> str:
    """The log."""
    rules = [s for s in stories() if s.story]
    index = {rule.code: n for n, rule in enumerate(rules)}
    run = {
        "tool": {"driver": {"name": "eightk", "version": __version__, "semanticVersion": __version__, "rules": [_rule(r) for r in rules]}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(told, index) for told in found],
        "invocations": [{"executionSuccessful": not failures, "toolExecutionNotifications": [_notification(f) for f in failures]}],
    }
    return shown_json(json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2).encode()).decode() + "\n"


def _rule(told: Story) -> dict[str, Any]:
    return {
        "id": told.code,
        "shortDescription": {"text": told.demands},
        "fullDescription": {"text": told.story or told.demands},
        "help": {"text": f"{told.story or told.demands}\n\nIn force: {told.holds}. Source: {told.citation} ({told.basis})."},
        "defaultConfiguration": {"level": _LEVELS[told.severity]},
        "properties": {"part": told.part, "citation": told.citation, "basis": told.basis, "tags": ["form-8-k", told.part]},
    }


def _result(told: Told, index: dict[str, int]) -> dict[str, Any]:
    fault = told.fault
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(told.path)}}
    if told.place:
        physical["region"] = _region(told.place)
    result: dict[str, Any] = {
        "ruleId": fault.code, "level": _LEVELS[fault.severity], "message": {"text": one_line(fault.message)},
        "locations": [{"physicalLocation": physical}], "properties": {"citation": fault.citation, "basis": fault.basis},
    }  # fmt: skip
    if fault.code in index:
        result["ruleIndex"] = index[fault.code]
    place = told.checkup.place((fault.fix.start, fault.fix.end)) if fault.fix else None
    if fault.fix and place and fault.fix in told.checkup.fixes:
        change = {"deletedRegion": _region(place), "insertedContent": {"text": fault.fix.text}}
        result["fixes"] = [
            {
                "description": {"text": one_line(fault.fix.says)},
                "artifactChanges": [{"artifactLocation": {"uri": _uri(told.path)}, "replacements": [change]}],
            }
        ]
    return result


def _region(place: Place) -> dict[str, Any]:
    return {
        "startLine": place.line, "startColumn": place.column, "endLine": place.end_line, "endColumn": place.end_column,
        "byteOffset": place.start, "byteLength": place.end - place.start,
    }  # fmt: skip


def _notification(failure: Failure) -> dict[str, Any]:
    return {
        "level": "error", "message": {"text": one_line(f"{failure.what}; {failure.todo}")},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(unicode_path(failure.path) or "-")}}}],
    }  # fmt: skip


def _uri(path: str) -> str:
    """A path as a reference, relative as it was given."""
    return quote(path.replace(os.sep, "/"), safe="/!")
