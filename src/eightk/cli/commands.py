"""A group of commands that are imported when they are called, so that none waits for another's libraries.

Comes in: a table, command -> (module, what it does in a line); the module's `command` is the click command. Goes out: a click group.
Add here: nothing; a command is a line in its group's table.
"""

from __future__ import annotations

import difflib
import importlib
import os
from typing import Any

import click

from eightk.write.escape import one_line


class Commands(click.Group):
    """A group whose commands are imported on demand, from the table of their modules."""

    def __init__(self, *args: Any, table: dict[str, tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the table."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command with this name, imported now; None if there is none. Raises UsageError where its extra is not installed."""
        if cmd_name not in self.table:
            return None
        command: click.Command = imported(self.table[cmd_name][0], cmd_name).command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called. Raises UsageError with the one that was perhaps meant."""
        name = args[0]
        if name not in self.table and not name.startswith("-") and not ctx.resilient_parsing:
            alike = difflib.get_close_matches(name, self.table, 1)
            if alike or os.path.exists(name):
                ctx.fail(
                    f"there is no command {one_line(name)!r}; write " + (alike[0] if alike else f"{ctx.command_path} read {one_line(name)}")
                )
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands and what they do, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, told) for name, (_, told) in self.table.items()])


def imported(module: str, wanted: str, extra: str | None = None) -> Any:
    """A module of ours that needs an extra (if not given, its name tells). Raises UsageError, which says what to install."""
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("eightk"):
            raise
        extra = extra or ("write" if module.startswith(("eightk.cli.write", "eightk.drafting")) else "archive")
        raise click.UsageError(f"`{wanted}` needs {error.name}: in the clone of eightk, pip install -e '.[cli,{extra}]'") from None
