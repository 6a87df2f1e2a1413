"""The text of an item, made at random: paragraphs, lists, tables, headings, notes.

Comes in: Dice, a Telling, the item's topic. Goes out: Passages. Add here: a kind of passage.
"""

from __future__ import annotations

from eightk.drafted import Passage, Passages, Run
from eightk.made.dice import Dice
from eightk.made.grammar import Telling, fill, opening, sentence, table


def body(dice: Dice, told: Telling, topic: str) -> Passages:
    """What an item says: its event, then more of it."""
    out = [paragraph(f"{opening(dice, told, topic)}{_more(dice, told, 2)}")]
    for _ in range(dice.whole(0, 3)):
        if dice.chance(0.15):
            out.append(_heading(dice, told))
        out.append(paragraph(_more(dice, told, 4).strip() or sentence(dice, told)))
        if dice.chance(0.12):
            out += _list(dice, told)
        if dice.chance(0.12):
            out.append(_table(dice, told))
    return tuple(out)


def paragraph(words: str) -> Passage:
    """Words as a paragraph."""
    return Passage(kind="paragraph", runs=(Run(text=words),))


def _more(dice: Dice, told: Telling, most: int) -> str:
    return "".join(f" {sentence(dice, told)}" for _ in range(dice.whole(0, most)))


def _heading(dice: Dice, told: Telling) -> Passage:
    return Passage(
        kind="heading", depth=1, runs=(Run(text=fill(dice, sentence(dice, told, "headings"), told), bold=True, italic=dice.chance(0.5)),)
    )


def _list(dice: Dice, told: Telling) -> list[Passage]:
    style = dice.pick(("({n})", "{n}.", "*", "(i)"))
    roman = ("i", "ii", "iii", "iv", "v")
    entries = dice.some(table("grammar")["more"]["lists"], dice.whole(2, 4))
    marks = [f"({roman[n]})" if style == "(i)" else style.format(n=n + 1) for n in range(len(entries))]
    listed = [
        Passage(kind="list", marker=mark, runs=(Run(text=f"{fill(dice, one, told)};"),)) for mark, one in zip(marks, entries, strict=True)
    ]
    return [paragraph(sentence(dice, told, "leads")), *listed]


def _table(dice: Dice, told: Telling) -> Passage:
    head = ("", str(told.day.year), str(told.day.year - 1))
    rows = [(fill(dice, row, told), _figure(dice), _figure(dice)) for row in dice.some(table("grammar")["more"]["rows"], dice.whole(3, 6))]
    return Passage(kind="table", rows=tuple(tuple((Run(text=cell),) for cell in row) for row in (head, *rows)))


def _figure(dice: Dice) -> str:
    words = f"{dice.whole(1, 900)},{dice.whole(0, 999):03d}"
    return f"({words})" if dice.chance(0.2) else words
