"""What changed from one report to another, by part of the form.

Comes in: two drafts; a report that was read is one by `eightk.drafted.drafted`. Goes out: a `Redline`, and by `html.py` and `docx.py`
a page or a Word document that shows it whole. Add here: a part of the form is a function in `parts.py`, a format a module.

Where a value stands, who read it, and how it looks (bold, italics, the medium) make no difference.
"""

from __future__ import annotations

from eightk.drafted import Draft
from eightk.redline import parts
from eightk.redline.changes import Change, Line, Redline, Row, Section, Stretch, Stretches

__all__ = ["Change", "Line", "Redline", "Row", "Section", "Stretch", "Stretches", "redline"]


def redline(old: Draft, new: Draft, names: tuple[str, str] = ("old", "new")) -> Redline:
    """Both reports at once. `names`: what the two are called in the title."""
    sections = (
        parts.cover(old, new),
        parts.explanation(old, new),
        *parts.items(old, new),
        parts.exhibits(old, new),
        parts.signatures(old.report, new.report),
    )
    return Redline(old=names[0], new=names[1], sections=tuple(s for s in sections if s.lines or s.change != "same"))
