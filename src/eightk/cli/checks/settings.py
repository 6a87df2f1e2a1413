"""`eightk.toml`: what `check` does where its options do not say otherwise.

Comes in: a folder. Goes out: `Settings`, of the nearest file upward. Add here: a setting; an unknown one is refused.
"""

from __future__ import annotations

import datetime as dt
import os
import tomllib
from functools import cache
from typing import Literal

import click
import msgspec

from eightk.check.choice import unknown
from eightk.form.requirements import Severity
from eightk.write.escape import one_line

FILE = "eightk.toml"

Format = Literal["text", "json", "sarif", "github"]


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """The table [check]."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: Severity = "error"
    as_of: dt.date | None = None
    format: Format | None = None
    statistics: bool = False
    show_skipped: bool = False


class _Tables(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    check: Settings = Settings()


def settings_for(path: str) -> Settings:
    """The settings for a file or a folder: of the nearest eightk.toml in its folder or above, else in the current one or above."""
    start = path if os.path.isdir(path) else os.path.dirname(path)
    return _nearest(os.path.realpath(start or ".")) or _nearest(os.getcwd()) or Settings()


@cache
def _nearest(folder: str) -> Settings | None:
    found = os.path.join(folder, FILE)
    if os.path.isfile(found):
        return _load(found)
    above = os.path.dirname(folder)
    return _nearest(above) if above != folder else None


@cache
def _load(path: str) -> Settings:
    """The settings in a file. Raises UsageError that names it."""
    try:
        with open(path, "rb") as file:
            settings = msgspec.convert(tomllib.load(file), _Tables).check
    except msgspec.ValidationError as error:
        raise click.UsageError(f"{one_line(path)}: {one_line(str(error))}; settings stand in the table [check]") from None
    except (ValueError, OSError) as error:
        raise click.UsageError(f"{one_line(path)}: {one_line(str(error))}") from None
    check_codes((*settings.select, *settings.ignore), one_line(path))
    return settings


def check_codes(codes: tuple[str, ...], where: str) -> None:
    """Refuse what no rule's code begins with."""
    bad = unknown(codes)
    if bad:
        raise click.UsageError(f"{where}: no rule begins with {one_line(bad[0])!r}; `eightk rules` lists them")
