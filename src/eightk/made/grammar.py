"""Invented names and sentences, from the parts in words.toml and grammar.toml.

Comes in: Dice, and what a report knows of itself (`Telling`). Goes out: names, paragraphs, tables. Add here: a slot; sentences and parts
of names are rows of the two tables.
"""

from __future__ import annotations

import datetime as dt
import importlib.resources
import re
import tomllib
from collections.abc import Callable
from functools import cache
from typing import Any

import msgspec

from eightk.form.words import spelled
from eightk.made.dice import Dice

_SLOT = re.compile(r"\{([^{}]*)\}")


@cache
def table(name: str) -> dict[str, Any]:
    """words.toml or grammar.toml."""
    text = (importlib.resources.files(__package__) / f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


class Telling(msgspec.Struct, kw_only=True):
    """What the sentences of a report are about: whose it is, its day, its items' and exhibits' numbers. `own`: the item they stand in."""

    company: str
    day: dt.date
    items: tuple[str, ...]
    exhibits: tuple[str, ...]
    own: str = ""


def company(dice: Dice) -> str:
    """The name of a company that is none."""
    parts = table("words")["company"]
    return f"{dice.pick(parts['starts'])}{dice.pick(parts['ends'])} {dice.pick(parts['trades'])}{_legal(dice.pick(parts['forms']))}"


def _legal(form: str) -> str:
    return (
        f" {form}"
        if form.split(",")[0] in ("Corporation", "Corp.", "Company", "Holdings", "Group", "Partners", "Holdings LLC", "Co.")
        else f", {form}"
    )


def person(dice: Dice) -> str:
    """The name of nobody."""
    parts = table("words")["person"]
    middle = f"{dice.pick(parts['initials'])} " if dice.chance(0.4) else ""
    return f"{dice.pick(parts['given'])} {middle}{dice.pick(parts['family'])}"


def title(dice: Dice) -> str:
    """An officer's title."""
    return str(dice.pick(table("words")["person"]["titles"]))


def town(dice: Dice) -> str:
    """A town that is nowhere."""
    parts = table("words")["place"]
    return f"{dice.pick(parts['starts'])}{dice.pick(parts['ends'])}" if dice.chance(0.7) else f"{dice.pick(parts['starts'])} {town(dice)}"


def state(dice: Dice) -> tuple[str, str, str, str]:
    """A state: its name, its letters, how its ZIP codes begin, an area code."""
    name, letters, zips, area = dice.pick(table("words")["place"]["states"])
    return name, letters, zips, area


def amount(dice: Dice) -> str:
    """A sum of money in figures, or in millions."""
    if dice.chance(0.5):
        return f"${dice.whole(1, 900)}.{dice.whole(0, 9)} million"
    return f"${dice.whole(1, 999)},{dice.whole(0, 999):03d},{dice.whole(0, 999):03d}"


def _near(dice: Dice, told: Telling, low: int, high: int) -> str:
    return spelled(told.day + dt.timedelta(days=dice.whole(low, high)))


def _agreement(dice: Dice, told: Telling) -> str:
    words = fill(dice, "{agreement}", told)
    return f"{'an' if words[0] in 'AEIOU' else 'a'} {words}"


def _auditor(dice: Dice, told: Telling) -> str:
    family = table("words")["person"]["family"]
    return f"{dice.pick(family)} & {dice.pick(family)} LLP"


def _capital(dice: Dice, told: Telling) -> str:
    words = fill(dice, "{us}", told)
    return words[0].upper() + words[1:]


SLOTS: dict[str, Callable[[Dice, Telling], str]] = {
    "date": lambda dice, told: _near(dice, told, -4, 0),
    "date-before": lambda dice, told: _near(dice, told, -700, -20),
    "date-after": lambda dice, told: _near(dice, told, 10, 90),
    "month-day": lambda dice, told: _near(dice, told, 0, 300).rpartition(",")[0],
    "year": lambda dice, told: str(told.day.year - dice.whole(0, 1)),
    "company": lambda dice, told: told.company,
    "firm": lambda dice, told: company(dice),
    "bank": lambda dice, told: f"{company(dice).split()[0]} Bank, N.A.",
    "auditor": _auditor,
    "person": lambda dice, told: person(dice),
    "title": lambda dice, told: title(dice),
    "town": lambda dice, told: town(dice),
    "state": lambda dice, told: state(dice)[0],
    "exchange": lambda dice, told: dice.pick(table("words")["place"]["exchanges"]),
    "amount": lambda dice, told: amount(dice),
    "number": lambda dice, told: f"{dice.whole(1, 900)},{dice.whole(0, 999):03d}",
    "price": lambda dice, told: f"${dice.whole(0, 80)}.{dice.whole(10, 99)}",
    "percent": lambda dice, told: f"{dice.whole(1, 40)}.{dice.whole(0, 9)}%",
    "small": lambda dice, told: str(dice.whole(2, 9)),
    "years": lambda dice, told: str(dice.whole(2, 20)),
    "age": lambda dice, told: str(dice.whole(35, 70)),
    "item": lambda dice, told: dice.pick(told.items),
    "exhibit": lambda dice, told: dice.pick(told.exhibits or ("99.1",)),
    "own": lambda dice, told: told.own or dice.pick(told.items),
    "article-agreement": _agreement,
    "agreement-title": lambda dice, told: fill(dice, "{agreement}", told),
    "Us": _capital,
}
"""What stands in braces -> the words for it. Other names are lists of grammar.toml, and `a|b` a choice."""


def fill(dice: Dice, template: str, told: Telling) -> str:
    """A template with every slot and choice filled."""

    def filled(m: re.Match[str]) -> str:
        name = m[1]
        if "|" in name:
            return str(dice.pick(name.split("|")))
        if name in SLOTS:
            return SLOTS[name](dice, told)
        return fill(dice, dice.pick(table("grammar")["slots"][name]), told)

    while "{" in template:
        template = _SLOT.sub(filled, template)
    return template


def sentence(dice: Dice, told: Telling, kind: str = "sentences") -> str:
    """One of the sentences of a kind, filled."""
    return fill(dice, dice.pick(table("grammar")["more"][kind]), told)


def opening(dice: Dice, told: Telling, topic: str) -> str:
    """The sentence that an item of a topic opens with; of any other topic where it has none."""
    topics = table("grammar")["topics"]
    return fill(dice, dice.pick(topics.get(topic) or topics["8.01"]), told)
