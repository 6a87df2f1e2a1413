"""eightk: the open system for SEC Form 8-K current reports.

Comes in: bytes, or paths. Goes out: typed reports and what is made of them. This front composes the layers; each public name's
home is the package it is imported from. Add here: a public name, one line.
"""

from __future__ import annotations

from eightk.limits import Limits
from eightk.model import Cover, Document, Exhibit, Finding, Header, Item, Registrant, Report, Signature
from eightk.read import Candidate, explain, read
from eightk.read.json import from_json
from eightk.show import repr_html, to_html
from eightk.sources import Failure, document_bytes, document_text, read_many, read_path
from eightk.version import __version__
from eightk.write import CannotWrite, write
from eightk.write.json import to_json
from eightk.write.schema import json_schema

__all__ = [
    "Candidate",
    "CannotWrite",
    "Cover",
    "Document",
    "Exhibit",
    "Failure",
    "Finding",
    "Header",
    "Item",
    "Limits",
    "Registrant",
    "Report",
    "Signature",
    "__version__",
    "document_bytes",
    "document_text",
    "explain",
    "from_json",
    "json_schema",
    "read",
    "read_many",
    "read_path",
    "to_html",
    "to_json",
    "write",
]  # fmt: skip

# A notebook shows a report by this name; set here, for the model knows nothing of HTML.
setattr(Report, "_repr_html_", repr_html)  # noqa: B010
