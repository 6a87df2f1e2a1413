"""The exhibits attached to a made report, as documents.

Comes in: Dice, a Plan. Goes out: documents. Add here: a kind of exhibit.
"""

from __future__ import annotations

import html
import textwrap
from collections.abc import Iterator

from eightk.made.dice import Dice
from eightk.made.grammar import fill, sentence
from eightk.made.plan import Plan
from eightk.made.wrap import Attached


def attached(dice: Dice, plan: Plan) -> Iterator[Attached]:
    """A document for most of the exhibits that the report lists."""
    for exhibit in plan.draft.report.exhibits:
        file = plan.draft.files.get(exhibit.number)
        if file is None or dice.chance(0.15):
            continue
        words = [sentence(dice, plan.telling, "attached"), *(sentence(dice, plan.telling) for _ in range(dice.whole(1, 5)))]
        words = [f"Exhibit {exhibit.number}", *(fill(dice, one, plan.telling) for one in words)]
        yield Attached(f"EX-{exhibit.number}", file, _typed(words) if file.endswith("txt") else _marked(words), exhibit.description)


def _typed(words: list[str]) -> str:
    return "\n\n".join("\n".join(textwrap.wrap(one, 72)) for one in words)


def _marked(words: list[str]) -> str:
    return "<html><body>\n" + "\n".join(f"<p>{html.escape(one, quote=False)}</p>" for one in words) + "\n</body></html>\n"
