"""Kinds of arguments that several commands take.

Comes in: words of a command line. Goes out: values, or a usage error that says how to write it. Add here: a kind.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def archive_option(command: F) -> F:
    """`--archive DIR`, or the environment's EIGHTK_ARCHIVE."""
    told = "The archive's folder, or s3://BUCKET/PREFIX.  [or EIGHTK_ARCHIVE]"
    return click.option("--archive", "root", envvar="EIGHTK_ARCHIVE", required=True, metavar="DIR", help=told)(command)


class Day(click.ParamType):  # type: ignore[type-arg]
    """A day, 2003-09-15."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """The day. Fails with how to write it."""
        if isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no day; write it as 2003-09-15", param, ctx)


class Hour(click.ParamType):  # type: ignore[type-arg]
    """An hour, 17:31."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.time:
        """The hour. Fails with how to write it."""
        if isinstance(value, dt.time):
            return value
        try:
            return dt.datetime.strptime(value, "%H:%M").time()
        except ValueError:
            self.fail(f"{value!r} is no hour; write it as 17:31, New York time", param, ctx)


DAY, HOUR = Day(), Hour()
