"""What a draft still leaves open: questions nobody answered or took out, blanks nobody filled.

Comes in: a Draft. Goes out: Complaints. Add here: another way to leave something open.

A question is a quotation that begins with a question mark (`> ? date of termination`), a blank is a value that says TO FILL. Neither may
reach a report.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from eightk.drafted import Draft, Passage, Run
from eightk.drafting.complaints import Complaint
from eightk.drafting.values import BLANK

_SIGN = "? "
_ANSWER = "answer it in your own words, or delete it"


def question(words: str) -> Passage:
    """A question as it stands in a draft."""
    return Passage(kind="paragraph", depth=1, runs=(Run(text=_SIGN + words),))


def unanswered(draft: Draft) -> tuple[Complaint, ...]:
    """Everything that is still open, in order of place; a place that is not known counts as line 1."""
    return tuple(sorted([*_questions(draft), *_blanks(draft)]))


def _passages(draft: Draft) -> Iterator[tuple[Passage, int]]:
    """The passages, each once, with the line of the part they stand in; items headed together share theirs."""
    seen = set()
    for n, body in enumerate([draft.explanation, *draft.bodies]):
        if id(body) not in seen:
            yield from ((one, draft.places.get(f"items.{n - 1}", 1)) for one in body)
        seen.add(id(body))


def _questions(draft: Draft) -> Iterator[Complaint]:
    for one, line in _passages(draft):
        cells = "".join(run.text for row in one.rows for cell in row for run in cell)
        if one.depth and one.words.startswith(_SIGN):
            words = one.words.removeprefix(_SIGN)
            yield Complaint(one.line or line, 1, f"an open question: {words[:60]}{'…' if len(words) > 60 else ''}", _ANSWER)
        elif BLANK in one.words or BLANK in cells:
            yield Complaint(one.line or line, 1, f"a blank in the text: {BLANK}", _ANSWER)


def _blanks(draft: Draft) -> Iterator[Complaint]:
    """Values of the front matter that say TO FILL."""
    report = draft.report
    parts = {
        "amendment_description": draft.description, "prefix": draft.prefix, "registrants": report.cover.registrants, "filers": draft.filers,
        "securities": report.cover.securities, "exhibits": report.exhibits, "files": draft.files, "signatures": report.signatures,
    }  # fmt: skip
    for name, value in parts.items():
        for path in _open(name, msgspec.to_builtins(value)):
            yield Complaint(_line(draft, path), 1, f"{path} is not filled in", f"write it in place of {BLANK}, or take the key out")


def _open(path: str, value: object) -> Iterator[str]:
    """The places of a value that are blank."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _open(f"{path}.{key}", one)
    elif isinstance(value, list | tuple):
        for n, one in enumerate(value):
            yield from _open(f"{path}.{n}", one)
    elif isinstance(value, str) and BLANK in value:
        yield path


def _line(draft: Draft, path: str) -> int:
    """The line of a place, or of the nearest around it that is known."""
    while path not in draft.places and "." in path:
        path = path.rpartition(".")[0]
    return draft.places.get(path, 1)
