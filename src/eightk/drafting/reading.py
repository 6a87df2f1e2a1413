"""draft.md -> Draft.

Comes in: bytes. Goes out: a Draft, or a BadDraft with all that is wrong. Add here: what front matter and text must have in common.
"""

from __future__ import annotations

from eightk.drafted import Draft, Headline, Written
from eightk.drafting.body import Section, sections_of
from eightk.drafting.complaints import BadDraft, Complaint
from eightk.drafting.derived import derived
from eightk.drafting.front import Front, front_of
from eightk.drafting.nodes import BadNode, nodes
from eightk.drafting.open_questions import unanswered
from eightk.drafting.values import Reading
from eightk.limits import Limits
from eightk.model import Report

_FENCE = "---"
_BEGIN = "begin the file with a line of ---, then form: 8-K and the other keys, then a line of ---"


def read_draft(data: bytes, path: str = "-", *, limits: Limits = Limits()) -> Draft:
    """The draft in `data`; `path` is only noted. Raises BadDraft, which says every place that is wrong, and nothing else."""
    front, body, first = _halves(_text(data, path, limits), path)
    reading = Reading()
    try:
        told = front_of(nodes(front, 2), reading)
    except BadNode as error:
        raise BadDraft(path, [error.complaint]) from None
    sections = sections_of(body, first, reading)
    _judge(told, sections, reading)
    wrong = len(reading.complaints)
    if wrong > reading.blanks:
        raise BadDraft(path, reading.complaints)
    draft = _draft(told, sections, path, reading)
    if wrong:  # begun, and not finished: all that is open is told at once
        raise BadDraft(path, [*reading.complaints, *unanswered(draft)])
    return draft


def _text(data: bytes, path: str, limits: Limits) -> str:
    """The characters, with one kind of line break."""
    if len(data) > limits.max_draft:
        what = f"a draft of {len(data)} bytes; {limits.max_draft} are allowed"
        raise BadDraft(path, [Complaint(1, 1, what, "move what is long into an exhibit")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, len(before) - (before.rfind(b"\n") + 1) + 1
        raise BadDraft(path, [Complaint(line, column, "bytes that are no UTF-8", "save the draft as UTF-8")]) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if (at := text.find("\0")) >= 0:
        line = text.count("\n", 0, at) + 1
        raise BadDraft(path, [Complaint(line, at - text.rfind("\n", 0, at), "a zero byte", "save the draft as text")])
    return text


def _halves(text: str, path: str) -> tuple[str, str, int]:
    """The front matter, the Markdown, and the line on which that begins."""
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        raise BadDraft(path, [Complaint(1, 1, "no front matter", _BEGIN)])
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if end is None:
        raise BadDraft(path, [Complaint(1, 1, "the front matter has no end", "write a line of --- after its last key")])
    return "\n".join(lines[1:end]) + "\n", "\n".join(lines[end + 1 :]), end + 2


def _judge(told: Front, sections: list[Section], reading: Reading) -> None:
    """What the front matter and the items must have in common."""
    before = sections[0].passages
    if before and told.report["form"] == "8-K":
        reading.complain(
            before[0].line, 1, "words before the first item", "begin with the item's heading: # 8.01; a note explains only an 8-K/A"
        )
    seen: dict[str, int] = {}
    for section in sections[1:]:
        for n, head in enumerate(section.heads):
            if any(head.number == other.number for other in section.heads[:n]):
                reading.complain(section.line, 1, f"item {head.number} stands twice in one heading", "write it once")
            elif head.number in seen and head.number not in told.repeated:
                what = f"item {head.number} is headed twice, first on line {seen[head.number]}"
                todo = f'put its text together, or write repeated_items: ["{head.number}"] if it is meant'
                reading.complain(section.line, 1, what, todo)
            seen.setdefault(head.number, section.line)


def _draft(told: Front, sections: list[Section], path: str, reading: Reading) -> Draft:
    """The Draft of what was read."""
    explanation = tuple(sections[0].passages)
    written = [Written(one.heads, tuple(one.passages)) for one in sections[1:]]
    heads: list[tuple[Headline, Section]] = [(head, one) for one in sections[1:] for head in one.heads]
    report = derived(Report(path=path, **told.report), written, explanation)
    places = reading.places | {f"items.{n}": one.line for n, (_, one) in enumerate(heads)}
    bodies = tuple(tuple(one.passages) for _, one in heads)
    return Draft(report=report, bodies=bodies, explanation=explanation, places=places, **told.draft)
