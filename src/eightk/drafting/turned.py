"""A filed report, or its JSON, -> Draft.

Comes in: a Report, as the reader or `from_json` gives it. Goes out: the Draft that says the same. Add here: what a report has and a draft
says otherwise.
"""

from __future__ import annotations

from typing import Any

import msgspec

from eightk.drafted import Draft, Enrolled, Origin, Passage, Run, drafted, settled
from eightk.drafting.derived import rederived
from eightk.drafting.values import is_address, is_own_file
from eightk.model import Exhibit, Filer, Report


def draft_of(report: Report) -> Draft:
    """The draft that says what a report says, with what its words alone tell derived anew. Raises ValueError for what is no Form 8-K."""
    if report.form is None:
        raise ValueError("no Form 8-K: there is nothing to draft from")
    bodies = tuple(tuple(map(_passable, body)) for body in drafted(report).bodies)
    kept: dict[str, Any] = {f: getattr(report, f) for f in ("path", "form", "amendment", "items", "signatures")}
    signatures = tuple(msgspec.structs.replace(one, spans={}) for one in report.signatures)
    exhibits = tuple(map(_listed, report.exhibits))
    bare = Report(**kept | {"signatures": signatures, "cover": _cover(report), "amendment": _bare(report.amendment), "exhibits": exhibits})
    draft = Draft(
        report=bare, filers=_filers(report), bodies=bodies, origins=dict[str, Origin](),
        files={one.number: one.href for one in exhibits if one.href and is_own_file(one.href)},
    )  # fmt: skip
    return msgspec.structs.replace(draft, report=rederived(draft))


def _bare(node: Any) -> Any:
    """A part of the report without its places."""
    return None if node is None else msgspec.structs.replace(node, spans={})


def _cover(report: Report) -> Any:
    cover = report.cover
    return msgspec.structs.replace(
        cover, spans={}, registrants=tuple(map(_bare, cover.registrants)), securities=tuple(map(_bare, cover.securities))
    )


def _listed(one: Exhibit) -> Exhibit:
    """The exhibit as listed; a link that leads neither to the web nor to a file beside the report is left out."""
    href = one.href if one.href and is_address(one.href) else None
    return Exhibit(number=one.number, description=one.description, incorporated_by_reference=one.incorporated_by_reference, href=href)


def _passable(one: Passage) -> Passage:
    """The passage as a draft can hold it: words settled, no link that a draft refuses."""
    if one.kind in ("literal", "furniture"):
        return one
    rows = tuple(tuple(map(settled, row)) for row in one.rows)
    return msgspec.structs.replace(one, runs=settled(map(_linked, one.runs)), rows=rows)


def _linked(run: Run) -> Run:
    return run if run.href is None or is_address(run.href) else msgspec.structs.replace(run, href=None)


def _filers(report: Report) -> tuple[Enrolled, ...]:
    """One Enrolled a registrant: EDGAR's, where its header has as many filers as the cover has registrants."""
    many = len(report.cover.registrants)
    found = report.header.filers if report.header else ()
    return tuple(map(_enrolled, found)) if len(found) == many else (Enrolled(),) * many


def _enrolled(filer: Filer) -> Enrolled:
    end = filer.fiscal_year_end
    return Enrolled(cik=filer.cik, fiscal_year_end=end if end and len(end) == 4 and end.isdigit() else None)
