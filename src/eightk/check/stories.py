"""The story of every rule: its row, and what its function says of itself.

Comes in: nothing. Goes out: `Story`, and the page of the documentation that tells them all. Add here: nothing; a story is the docstring of
a rule, and what a rule demands is its row in `form/requirements.toml`.
"""

from __future__ import annotations

import datetime as dt
import itertools
import textwrap
from functools import cache

import msgspec

from eightk import form
from eightk.check import RULES
from eightk.check.rule import Rule
from eightk.form.requirements import Need, Requirement, Severity, requirements


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """A rule as a person may read it. `story`: what, why, good and bad; None where no rule is bound, and `outside` says why."""

    code: str
    part: str
    severity: Severity
    demands: str
    story: str | None
    regime: str | None
    medium: str | None
    since: dt.date | None
    until: dt.date | None
    needs: tuple[Need, ...]
    outside: str | None
    citation: str
    basis: str

    @property
    def holds(self) -> str:
        """When and for what it holds, in a few words."""
        era = {"legacy": "old items, to 2004", "section": "items with sections, from 2004"}.get(self.regime or "", "")
        days = f"from {self.since}" * bool(self.since) + " " * bool(self.since and self.until) + f"until {self.until}" * bool(self.until)
        return "; ".join(filter(None, (era, days, f"{self.medium} only" if self.medium else ""))) or "always"


@cache
def stories() -> tuple[Story, ...]:
    """Every rule, in the order of the table."""
    return tuple(_story(row) for row in requirements())


def story(code: str) -> Story:
    """The rule with this code, in either case. Raises KeyError."""
    return {told.code: told for told in stories()}[code.upper()]


def _story(row: Requirement) -> Story:
    rule = RULES.get(row.code)
    return Story(
        code=row.code, part=row.part, severity=row.severity, demands=row.demands, regime=row.regime, medium=row.medium, since=row.from_,
        until=row.until, needs=row.needs, outside=None if rule else row.outside, citation=row.source, basis=row.basis,
        story=_docstring(rule) if rule else None,
    )  # fmt: skip


def _docstring(rule: Rule) -> str:
    """What a rule says of itself, without the indentation of the source."""
    first, _, rest = (rule.__doc__ or "").strip().partition("\n")
    return f"{first}\n{textwrap.dedent(rest)}".strip()


def page() -> str:
    """All stories in Markdown: a section for each part, a heading for each code."""
    told, bound = stories(), sum(s.story is not None for s in stories())
    out = [
        "# Rules", "",
        f"Made from the rules by `python tests/test_docs.py`; a test compares the two. {len(told)} requirements, {bound} of them looked for"
        " by a rule. A rule is never more severe than its source is sure: what is only known, not verified, is advice. Facts as of"
        f" {form.FACTS}.", "", "| code | severity | what is demanded |", "|---|---|---|",
    ]  # fmt: skip
    out += [f"| [{s.code}](#{s.code.lower()}) | {s.severity if s.story else 'no rule'} | {_cell(s.demands)} |" for s in told]
    for part, some in itertools.groupby(sorted(told, key=_place), key=lambda s: s.part):
        out += ["", f"## {part.capitalize()}"]
        for s in some:
            out += ["", f"### {s.code}", "", *_section(s)]
    return "\n".join(out) + "\n"


def _place(told: Story) -> int:
    parts = list(dict.fromkeys(s.part for s in stories()))
    return parts.index(told.part)


def _section(told: Story) -> list[str]:
    needs = f" Needs: {', '.join(told.needs)}." if told.needs else ""
    head = f"{told.severity.capitalize()}. In force: {told.holds}.{needs} Source: {_plain(told.citation)} ({_plain(told.basis)})."
    body = [told.story] if told.story else ["No rule: " + (_plain(told.outside or "not written yet").rstrip(".") + ".")]
    return [f"*{_plain(told.demands)}*", "", *body, "", head]


def _plain(text: str) -> str:
    """Words of a table as Markdown shows them: nothing in them is markup."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>|#" else c for c in text)


def _cell(text: str) -> str:
    return _plain(text).replace("\n", " ")
