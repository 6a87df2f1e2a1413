"""A group of commands that are imported when they are called, so that none waits for another's libraries.

Comes in: a table, command -> (module, what it does in a line); the module's `command` is the click command. Goes out: a click group.
Add here: nothing; a command is a line in its group's table.
"""

from __future__ import annotations

import importlib
from typing import Any

import click


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
        raise click.UsageError(f"`{wanted}` needs {error.name}: pip install 'eightk[{extra}]'") from None
