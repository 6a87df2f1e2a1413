"""Report + the form of its day -> what is wrong with it.

Comes in: a report with its bytes, and what else is at hand. Goes out: `Checked`: faults, each with its place, its rule and the source of
the rule, and the checks that were not run, with the reason. Nothing is read from disk and nothing is mended in the report.
Add here: a check is a row of `form/requirements.toml`, a function in the module of its part, and texts that pass and fail in
`tests/cases/check/<code>.toml`.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import msgspec

from eightk.check import cover, exhibits, header, headings, inline, items, paragraphs, results, signatures, status, tagging, text, timing
from eightk.check.case import Case, why_not
from eightk.check.rule import ONLY, Checked, Fault, Hit, Rule, Skipped
from eightk.form.requirements import Requirement, in_force, requirements, turn

__all__ = ["RULES", "Case", "Checked", "Fault", "Skipped", "check", "check_document"]

RULES: dict[str, Rule] = {
    **header.RULES, **cover.RULES, **headings.RULES, **items.RULES, **paragraphs.RULES, **results.RULES, **timing.RULES,
    **status.RULES, **exhibits.RULES, **signatures.RULES, **text.RULES, **tagging.RULES, **inline.RULES,
}  # fmt: skip
"""Code -> the rule bound to it."""

ANY_DOCUMENT = frozenset({"T01", "T02", "T03", "T04", "T06", "T07"})
"""Rules about the text of a document, whichever it is; `check` asks them of the report alone."""
_RANK = {"error": 0, "warning": 1, "advice": 2}


def check(case: Case) -> Checked:
    """What is wrong with the report of a case, by place, and what was not looked at."""
    rows, skipped = _run(turn(case.day), case.regime, case.media, case.lacking)
    marks = case.marks
    faults = [_fault(row, hit) for row, only in rows if only is None or not only.isdisjoint(marks) for hit in RULES[row.code](case)]
    faults.sort(key=lambda f: (f.start is None, f.start or 0, _RANK[f.severity], f.code))
    return Checked(case.day, case.day_from, tuple(faults), skipped)


def check_document(case: Case, position: int) -> tuple[Fault, ...]:
    """What is wrong with the text of another document of the report's submission: characters, widths, elements, links."""
    document = case.report.documents[position]
    if document.medium not in ("ascii", "html", "ixbrl"):
        return ()
    report = msgspec.structs.replace(case.report, main=position)
    other = Case(report, case.data, whole=case.whole, on=case.day)
    rows, _ = _run(turn(other.day), other.regime, other.media, other.lacking)
    return tuple(_fault(row, hit) for row, _ in rows if row.code in ANY_DOCUMENT for hit in RULES[row.code](other))


@lru_cache(maxsize=1024)
def _run(
    turn: dt.date | None, regime: str | None, media: frozenset[str], lacking: frozenset[str]
) -> tuple[tuple[tuple[Requirement, frozenset[str] | None], ...], tuple[Skipped, ...]]:
    """The requirements to be looked at since a turn, each with the marks its rule waits for, and those that are not, with the reasons."""
    rows = [row for row in requirements() if in_force(row, turn, regime) and (row.medium is None or row.medium in media)]
    unbound = {row.code: row.outside or "no rule is bound to it yet" for row in rows if row.code not in RULES}
    reasons = [(row, unbound.get(row.code) or why_not(row, lacking)) for row in rows]
    skipped = tuple(Skipped(row.code, reason) for row, reason in reasons if reason is not None)
    asked = [(row, ONLY.get(RULES[row.code])) for row, reason in reasons if reason is None]
    return tuple((row, only(row.code) if only else None) for row, only in asked), skipped


def _fault(row: Requirement, hit: Hit) -> Fault:
    """A finding of a rule in the words of its row; never more severe than the row."""
    severity = hit.severity if hit.severity is not None and _RANK[hit.severity] > _RANK[row.severity] else row.severity
    return Fault(
        code=row.code, severity=severity, message=row.message.format(**hit.values), part=row.part, span=hit.span, citation=row.source,
        basis=row.basis, fix=hit.fix,
    )  # fmt: skip
