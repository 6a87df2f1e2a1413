"""`eightk.toml`: what `check` does where its options do not say otherwise.

Comes in: a folder. Goes out: `Settings`, of the nearest file upward. Add here: a setting; an unknown one is refused.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from functools import cache
from pathlib import Path
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
    here = Path(path)
    start = here if here.is_dir() else here.parent
    return _nearest(start.resolve()) or _nearest(Path.cwd()) or Settings()


@cache
def _nearest(folder: Path) -> Settings | None:
    found = next((f / FILE for f in (folder, *folder.parents) if (f / FILE).is_file()), None)
    return _load(found) if found else None


@cache
def _load(path: Path) -> Settings:
    """The settings in a file. Raises UsageError that names it."""
    try:
        settings = msgspec.convert(tomllib.loads(path.read_text("utf-8")), _Tables).check
    except (ValueError, OSError) as error:
        raise click.UsageError(f"{one_line(str(path))}: {one_line(str(error))}") from None
    check_codes((*settings.select, *settings.ignore), one_line(str(path)))
    return settings


def check_codes(codes: tuple[str, ...], where: str) -> None:
    """Refuse what no rule's code begins with."""
    bad = unknown(codes)
    if bad:
        raise click.UsageError(f"{where}: no rule begins with {one_line(bad[0])!r}; `eightk rules` lists them")
