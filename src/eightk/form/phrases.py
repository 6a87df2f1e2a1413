"""The form's recognisable words (`phrases.toml`, `captions.toml`) as compiled patterns."""

from __future__ import annotations

import functools
import re
import tomllib
from importlib.resources import files

import msgspec


class Phrase(msgspec.Struct, frozen=True, rename={"examples": "is", "others": "is_not"}):
    """A row: what to recognise, texts that are it and texts that are not."""

    id: str
    pattern: str
    examples: tuple[str, ...]
    others: tuple[str, ...]
    source: str


@functools.cache
def rows(name: str = "phrases") -> tuple[Phrase, ...]:
    """The rows of `phrases.toml` or `captions.toml`."""
    table = tomllib.loads(files("eightk.form").joinpath(f"{name}.toml").read_text("utf-8"))
    return msgspec.convert(table["phrase"], tuple[Phrase, ...])


@functools.cache
def pattern(id: str) -> re.Pattern[str]:
    """The compiled pattern of a row. Raises KeyError for an id that no row has."""
    for name in ("phrases", "captions"):
        for row in rows(name):
            if row.id == id:
                return re.compile(row.pattern.replace(" ?", r"\s{0,3}").replace(" ", r"\s+").replace("~", r"\s*"), re.I | re.S)
    raise KeyError(id)
