"""eightk: the open system for SEC Form 8-K current reports.

Comes in: bytes, or paths. Goes out: typed reports and what is made of them. This front composes the layers; each public name's
home is the package it is imported from. What opens files or draws pages is fetched at its first use, so that `import eightk` stays
quick. Add here: a public name, one line.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from eightk.limits import Limits
from eightk.model import Cover, Document, Exhibit, Finding, Header, Item, Registrant, Report, Signature
from eightk.read import Candidate, explain, read
from eightk.read.json import from_json
from eightk.version import __version__
from eightk.write import FORMATS, CannotWrite
from eightk.write import write as _write
from eightk.write.json import to_json

if TYPE_CHECKING:
    from eightk.archive.doors import add_to_archive, open_archive
    from eightk.check.stories import stories
    from eightk.checking import Checkup, NoReport, check_bytes, check_path
    from eightk.drafted import Draft
    from eightk.drafting import BadDraft, draft_of, read_draft
    from eightk.filing.confirm import confirm
    from eightk.filing.make import write_package
    from eightk.form.about import explain_item
    from eightk.form.due import due
    from eightk.show import to_html
    from eightk.sources import Failure, document_bytes, document_file, document_text, read_many, read_path
    from eightk.write.draft import to_markdown
    from eightk.write.schema import json_schema

__all__ = [
    "BadDraft",
    "Candidate",
    "CannotWrite",
    "Checkup",
    "Cover",
    "Document",
    "Draft",
    "Exhibit",
    "Failure",
    "Finding",
    "Header",
    "Item",
    "Limits",
    "NoReport",
    "Registrant",
    "Report",
    "Signature",
    "__version__",
    "add_to_archive",
    "check_bytes",
    "check_path",
    "confirm",
    "document_bytes",
    "document_file",
    "document_text",
    "draft_of",
    "due",
    "explain",
    "explain_item",
    "from_json",
    "json_schema",
    "open_archive",
    "read",
    "read_draft",
    "read_many",
    "read_path",
    "stories",
    "to_html",
    "to_json",
    "to_markdown",
    "write",
    "write_package",
]

_LATER = {
    "BadDraft": "eightk.drafting",
    "Draft": "eightk.drafted",
    "Checkup": "eightk.checking",
    "Failure": "eightk.sources",
    "NoReport": "eightk.checking",
    "add_to_archive": "eightk.archive.doors",
    "check_bytes": "eightk.checking",
    "check_path": "eightk.checking",
    "confirm": "eightk.filing.confirm",
    "document_bytes": "eightk.sources",
    "document_file": "eightk.sources",
    "document_text": "eightk.sources",
    "draft_of": "eightk.drafting",
    "due": "eightk.form.due",
    "explain_item": "eightk.form.about",
    "json_schema": "eightk.write.schema",
    "open_archive": "eightk.archive.doors",
    "read_draft": "eightk.drafting",
    "read_many": "eightk.sources",
    "read_path": "eightk.sources",
    "stories": "eightk.check.stories",
    "to_html": "eightk.show",
    "to_markdown": "eightk.write.draft",
    "write_package": "eightk.filing.make",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module 'eightk' has no attribute {name!r}")
    return getattr(importlib.import_module(_LATER[name]), name)


def __dir__() -> list[str]:
    return __all__


def write(report: Report, format: str) -> bytes:
    """One report as a complete file: in a format of `FORMATS`, or laid out as a document of `LAYOUTS` by the form of its own day.

    Nothing is added to a report that is laid out. Raises CannotWrite for a format that is not there, for a report to be laid out that
    has no date, and for what the medium cannot say.
    """
    if format in FORMATS:
        return _write(report, format)
    laid_out: bytes = importlib.import_module("eightk.write.layouts").lay_out(report, format)
    return laid_out


def _repr_html_(report: Report) -> str:
    """What a notebook shows of a report: its parts, and the source it still holds with the spans highlighted."""
    shown: str = importlib.import_module("eightk.show").repr_html(report)
    return shown


setattr(Report, "_repr_html_", _repr_html_)  # noqa: B010  the model knows nothing of HTML
