"""What shows, in the words of a report, which paragraph it answers and whether it says what the paragraph asks for.

Comes in: a code of requirements.toml, a paragraph's id, a role's name. Goes out: evidence.toml as rows. Add here: a field when the table
gains a key; the wordings themselves are rows of phrases.toml.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from eightk.form.rows import load


class Sign(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell a paragraph of an item that carries no letters."""

    paragraph: str
    phrase: str


class Duty(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something a paragraph asks for, and what shows that it is there. Fields: the head of evidence.toml."""

    code: str
    paragraphs: tuple[str, ...]
    asks: str
    when: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    least: int | None = None
    exhibit: str | None = None
    items: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    severity: Literal["warning", "advice"] | None = None


class Role(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Numbers of items or exhibits that play one part in the checks."""

    name: str
    numbers: tuple[str, ...]


class EvidenceFacts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """evidence.toml as a whole."""

    signs: tuple[Sign, ...] = msgspec.field(name="sign")
    duties: tuple[Duty, ...] = msgspec.field(name="duty")
    roles: tuple[Role, ...] = msgspec.field(name="role")


@cache
def evidence() -> EvidenceFacts:
    """The table."""
    return load("evidence", EvidenceFacts)


@cache
def duties(code: str) -> tuple[Duty, ...]:
    """What the check with this code looks for."""
    return tuple(row for row in evidence().duties if row.code == code)


@cache
def bound(code: str) -> frozenset[str]:
    """The items whose paragraphs the check with this code looks at."""
    return frozenset(paragraph.partition("(")[0] for row in duties(code) for paragraph in row.paragraphs)


@cache
def sign(paragraph: str) -> str | None:
    """The phrase that tells a paragraph; None where no words do."""
    return {row.paragraph: row.phrase for row in evidence().signs}.get(paragraph)


@cache
def role(name: str) -> tuple[str, ...]:
    """The numbers that play a part. Raises KeyError."""
    return {row.name: row.numbers for row in evidence().roles}[name]
