"""Report -> JSON, lossless for the model."""

from __future__ import annotations

import msgspec

from eightk.model import Report
from eightk.write.escape import shown_json

_ENCODER = msgspec.json.Encoder()


def to_json(report: Report) -> bytes:
    """The report as one line of UTF-8 JSON: the model's keys in the model's order, dates in ISO 8601.

    Raises UnicodeEncodeError for text that is no Unicode (a lone surrogate in a path); reading never makes one.
    """
    return _ENCODER.encode(report)


def to_pretty_json(report: Report) -> bytes:
    """The same JSON indented by two blanks, safe to show on a terminal; no newline at its end."""
    return msgspec.json.format(shown_json(to_json(report)), indent=2)


def to_json_line(report: Report) -> bytes:
    """The same JSON as one line with its newline, safe to show on a terminal."""
    return shown_json(to_json(report)) + b"\n"
