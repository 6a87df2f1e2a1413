"""draft.md, JSON or a filed report -> Draft.

Comes in: the bytes of a draft (YAML front matter and Markdown), or a Report. Goes out: a frozen `Draft`, or a BadDraft that says where,
what is wrong, and what to write. Pure: nothing is opened. `write/draft.py` is the way back. Add here: another way in.
"""

from __future__ import annotations

from eightk.drafting.complaints import BadDraft, Complaint
from eightk.drafting.derived import derived, rederived
from eightk.drafting.reading import read_draft
from eightk.drafting.turned import draft_of

__all__ = ["BadDraft", "Complaint", "derived", "draft_of", "read_draft", "rederived"]
