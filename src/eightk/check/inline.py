"""Checks of what is under an Inline cover: values, contexts, the taxonomy's year, the document as XHTML.

Comes in: a case. Goes out: hits, by the code of the requirement. Add here: a rule; its words are in form/requirements.toml, what the
transforms and EDGAR take is in form/markup.toml.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from eightk.check.case import Case
from eightk.check.facts import contexts, cover_facts, misshapen, namespace, refused, unknown_format
from eightk.check.html import main_tags, source
from eightk.check.rule import Hit, Table, hit
from eightk.form.cover import dei
from eightk.form.rows import holds
from eightk.late import late

RULES = rules = Table()

NEAR = dt.timedelta(days=60)
_CONTEXT_REF = late(rb"""contextRef\s*=\s*["']([^"']*)["']""")
_ENTITY = late(rb"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9A-Fa-f]+);)[^\s;<]{0,20};?")
_IDS = late(rb"""id(?<=\sid)\s*=\s*["']([^"']*)["']""")
_MARKS = late(rb"<(/?[A-Za-z][A-Za-z0-9:._-]*+)[^<>]*+(?<!/)>")  # names, those of tags that close behind "/"; empty elements left out
_WRAPPERS = (b"xbrl", b"xml")  # of EDGAR, not of the document
_SPACES = late(rb"\s+")
_SCHEMA_REF = late(rb"<(?:[\w.-]+:)?schemaRef\b")


# ---- values and years ------------------------------------------------------------------------------------------


@rules("X07")
def values(case: Case) -> Iterator[Hit]:
    """The transform of a tag takes the printed words, and what it makes of them is a value of the element.

    Good: Delaware with stateprovnameen; a ballot box with boolballotbox. Bad: DELAWARE; "The Nasdaq Capital Market" with
    exchnameen; [X] for a box; an EIN of eight digits.
    """
    for fact in cover_facts(case):
        if says := unknown_format(case, fact) or refused(fact) or misshapen(fact):
            yield hit(fact.spans["value"], words=fact.value[:80], name=fact.name, says=says)


@rules("X08")
def dei_year(case: Case) -> Iterator[Hit]:
    """The dei taxonomy is of a year that EDGAR takes on the filing date: as a rule this year's or last year's (EFM 6.22).

    Good: dei 2024 in November 2024. Bad: dei 2019 in 2024. Within 60 days of a change of the list, and for years newer than the
    lists known here, it is advice.
    """
    found = namespace(case)
    releases = dei().releases
    if found is None or case.day is None or case.day < (releases[0].from_ or case.day):
        return
    if any(found.year in row.years for row in releases if holds(row, case.day)):
        return
    days = (case.day - NEAR, case.day + NEAR)
    near = any(found.year in row.years for row in releases for day in days if holds(row, day))
    newer = found.year[:4] > max(year[:4] for year in releases[-1].years)
    yield hit(found.place, severity="advice" if near or newer else None, year=found.year, day=case.day)


@rules("X11")
def context_use(case: Case) -> Iterator[Hit]:
    """Each context is used, each tag's context exists, and a cover's context is the day of the report (EFM 6.5.4, 6.5.8).

    Good: two contexts, both with tags. Bad: a context that no tag names; contextRef="c-9" where there is no c-9.
    """
    known = contexts(case)
    used = {m.group(1).decode("utf-8", "replace") for m in _CONTEXT_REF.finditer(case.data, *case.body)}
    alike: dict[bytes, str] = {}
    for context in known.values():
        if context.id not in used:
            yield hit(context.place, what=f"context {context.id} is used by no tag")
        elif context.start and context.end and context.start > context.end and context.end_at:
            yield hit(context.end_at, what=f"context {context.id} ends before it begins")
        elif alike.setdefault(inside := _SPACES.sub(b"", context.inside), context.id) != context.id:
            yield hit(context.place, what=f"contexts {alike[inside]} and {context.id} are the same")
    for fact in case.report.dei:
        if known and fact.context not in known:
            yield hit(fact.spans["value"], what=f"{fact.name} names the context {fact.context or '(none)'}, which does not exist")


@rules("X12")
def well_formed(case: Case) -> Iterator[Hit]:
    """An Inline document is XHTML: each tag is closed in order, ids are unique, entities are those of XML, and a schema is named.

    Good: <br/>, &#160;, one id for one tag. Bad: <br>, &nbsp;, <p> closed after the <div> around it. The first break of the order
    is told; what follows it is not.
    """
    yield from _order(case)
    start, end = case.body
    for m in _ENTITY.finditer(case.data, start, end):
        if case.data.rfind(b"<!--", start, m.start()) <= case.data.rfind(b"-->", start, m.start()):
            yield hit(m.span(), what=f"{m.group().decode('ascii', 'replace')} is no entity of XML")
    if not _SCHEMA_REF.search(case.data, start, end):
        yield hit(what="it names no schema (link:schemaRef)")


def _order(case: Case) -> Iterator[Hit]:
    """The first tag that breaks the nesting, and the ids given twice."""
    body = source(case).data
    ids = _IDS.findall(body)
    if len(set(ids)) != len(ids):
        yield from _twice(case)
    stack: list[bytes] = []
    names = _MARKS.findall(body)
    wrappers = {name for name in set(names) if name.lower().removeprefix(b"/") in _WRAPPERS}
    for name in [name for name in names if name not in wrappers] if wrappers else names:
        if not name.startswith(b"/"):
            stack.append(name)
        elif not stack or stack.pop() != name[1:]:
            yield from _break(case)
            return
    if stack:
        yield from _break(case)


def _twice(case: Case) -> Iterator[Hit]:
    seen: set[str] = set()
    for tag in main_tags(case):
        own = tag.get("id")
        if own is not None and own in seen:
            tagging = ":" in tag.name  # a fact or a context; on other elements EDGAR lets it pass
            yield hit((tag.start, tag.end), severity=None if tagging else "advice", what=f"the id {own} is given twice")
        elif own is not None:
            seen.add(own)


def _break(case: Case) -> Iterator[Hit]:
    """The place where the nesting breaks."""
    stack: list[tuple[str, int, int]] = []
    for tag in main_tags(case):
        if tag.source.rstrip().endswith(b"/") or tag.name.encode() in _WRAPPERS:
            continue
        if not tag.closes:
            stack.append((tag.name, tag.start, tag.end))
        elif not stack or stack[-1][0] != tag.name:
            opened = stack[-1] if stack and tag.name in [name for name, _, _ in stack] else None
            if opened:
                yield hit(opened[1:], what=f"<{opened[0]}> is not closed before </{tag.name}>")
            else:
                yield hit((tag.start, tag.end), what=f"</{tag.name}> closes no tag that is open there")
            return
        else:
            stack.pop()
    if stack:
        yield hit(stack[-1][1:], what=f"<{stack[-1][0]}> is not closed")
