"""What a person would find in a made filing, under the keys of a reader's JSON.

Comes in: the Draft that was laid out. Goes out: `answers`. Add here: a key that is compared (score.py).
"""

from __future__ import annotations

from typing import Any

import msgspec

from eightk.drafted import Draft, Passages
from eightk.model import Item

Json = dict[str, Any]
_SIGNATURE = ("registrant", "date", "name", "title", "signed")
_COVER = ("date_of_report", "checkboxes", "securities", "emerging_growth")
_REGISTRANT = ("name", "jurisdiction", "file_number", "ein", "address", "phone", "former")


def answers(draft: Draft) -> Json:
    """The report in plain values: form, cover, items with number, title and text, exhibits, signatures."""
    report = draft.report
    cover = {key: msgspec.to_builtins(getattr(report.cover, key)) for key in _COVER}
    cover["securities"] = [{key: one[key] for key in ("title", "symbol", "exchange")} for one in cover["securities"]]
    cover["registrants"] = [{key: getattr(one, key) for key in _REGISTRANT} for one in report.cover.registrants]
    return {
        "form": report.form,
        "cover": cover,
        "items": [_item(draft, n, item) for n, item in enumerate(report.items)],
        "exhibits": [{"number": e.number, "description": e.description} for e in report.exhibits],
        "signatures": [{key: msgspec.to_builtins(getattr(s, key)) for key in _SIGNATURE} for s in report.signatures],
    }


def _item(draft: Draft, n: int, item: Item) -> Json:
    """An item; of those that share one text, each has it."""
    together = [k for k, other in enumerate(draft.report.items) if item.combined and other.text_id == item.text_id]
    text = told(draft.bodies[together[-1] if together else n])
    return {"number": item.number, "title": item.title, "combined": item.combined, "not_applicable": item.not_applicable, "text": text}


def told(body: Passages) -> str:
    """The words of a body, a line for each passage or row."""
    return "\n".join(one.said for one in body if one.kind != "furniture")
