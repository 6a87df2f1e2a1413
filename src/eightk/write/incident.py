"""Item 1.05 of a draft -> Inline XBRL tags around the words that it marks: nature, scope, timing, impact of the incident (cyd).

Comes in: a complete Draft and the day it is filed on. Goes out: `IncidentTags`. Add here: nothing of the elements; those are
form/inline.toml. One incident a report: several would need a context each (MaterialCybersecurityIncidentAxis).

Form 8-K Item 1.05(b). Words of one mark in several places are one fact: what follows the first place is its continuation (Inline XBRL
1.1, ix:continuation).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from eightk.drafted import Draft, Passage, Passages
from eightk.form.inline import incident, inline, taxonomy
from eightk.write.compose import Element
from eightk.write.html import passage_html

_PREFIX = "cyd"
replace = msgspec.structs.replace


class IncidentTags:
    """The tags of one report's incident, as a layout asks for them in document order.

    `draft`: the same with no marks but those that become tags. `context`: the id of the context that the facts stand in.
    """

    def __init__(self, draft: Draft, day: dt.date, context: str) -> None:
        year = taxonomy(day)
        rows = incident(day) if year is not None and year.cyd is not None and _texts(draft) else ()
        self._elements = {row.mark: row.element for row in rows}
        self._needed = [row.mark for row in rows if row.needed]
        self._context = context
        self._places, self._laid = Counter[str](), Counter[str]()
        self._elsewhere = False
        self.draft = self._kept(draft) if any(_marks(one) for one in (*draft.bodies, draft.explanation)) else draft

    def _kept(self, draft: Draft) -> Draft:
        """The draft with marks in Item 1.05 alone."""
        texts = _texts(draft) if self._elements else set()
        bodies = tuple(body if n in texts else _unmarked(body) for n, body in enumerate(draft.bodies))
        lost = [body for n, body in enumerate(draft.bodies) if n not in texts]
        self._elsewhere = bool(self._elements or not _texts(draft)) and any(map(_marks, (*lost, draft.explanation)))
        return replace(draft, bodies=bodies, explanation=_unmarked(draft.explanation))

    # ---- while the report is laid out ------------------------------------------------------------------------

    def begin(self, elements: Iterable[Element]) -> None:
        """Count the places of each mark in what will be laid out: the last place of a mark has none after it."""
        self._places, self._laid = Counter(), Counter()
        for one in elements:
            if isinstance(one, Passage) and _marks((one,)):
                passage_html(one, self._count)

    def _count(self, marks: tuple[str, ...], words: str) -> str:
        self._places.update(marks)
        return words

    def around(self, marks: tuple[str, ...], words: str) -> str:
        """The words as HTML under the tags of their marks, the first mark outermost."""
        for mark in reversed(marks):
            words = self._tagged(mark, words)
        return words

    def _tagged(self, mark: str, words: str) -> str:
        self._laid[mark] += 1
        n = self._laid[mark]
        more = f' continuedAt="{mark}-{n + 1}"' if n < self._places[mark] else ""
        if n > 1:
            return f'<ix:continuation id="{mark}-{n}"{more}>{words}</ix:continuation>'
        name = f"{_PREFIX}:{self._elements[mark]}"
        return f'<ix:nonNumeric contextRef="{self._context}" name="{name}" escape="true"{more} id="{mark}-1">{words}</ix:nonNumeric>'

    # ---- when it is laid out ---------------------------------------------------------------------------------

    @property
    def elements(self) -> tuple[str, ...]:
        """The elements in use, with their prefix, in the order of form/inline.toml."""
        return tuple(f"{_PREFIX}:{element}" for mark, element in self._elements.items() if self._places[mark])

    def notes(self) -> Iterator[str]:
        """What has no tag, in words for whoever files the report."""
        item = inline().incidents.item
        if missing := [mark for mark in self._needed if not self._places[mark]]:
            todo = f"mark the words that say it, [words]{{.{missing[0]}}}"
            yield f"Item {item} is not tagged for {', '.join(missing)}: {todo}"
        if self._elsewhere:
            yield f"words marked outside Item {item} are not tagged"


def _texts(draft: Draft) -> set[int]:
    """Where in the draft's bodies the text of Item 1.05 stands, and that of items headed together with it."""
    items = draft.report.items
    own = [item for item in items if item.number == inline().incidents.item]
    shared = {item.text_id for item in own if item.combined}
    return {n for n, item in enumerate(items) if item in own or (item.combined and item.text_id in shared)}


def _marks(body: Passages) -> bool:
    return any(run.marks for one in body for run in one.every_run())


def _unmarked(body: Passages) -> Passages:
    return tuple(one.remarked(lambda marks: ()) for one in body)
