"""`eightk completion SHELL`: print the script that completes commands and options."""

from __future__ import annotations

import click
from click.shell_completion import ShellComplete, get_completion_class


@click.command(short_help="Print the completion script for a shell.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the completion script for a shell.

    \b
    bash   eval "$(eightk completion bash)"             in ~/.bashrc
    zsh    eval "$(eightk completion zsh)"              in ~/.zshrc
    fish   eightk completion fish > ~/.config/fish/completions/eightk.fish
    """
    # The script is the class's own template; its source() would first run bash to ask for its version.
    kind = get_completion_class(shell)
    assert kind is not None, "click knows the three shells of the choice"
    made: ShellComplete = kind(ctx.find_root().command, {}, "eightk", "_EIGHTK_COMPLETE")
    click.echo(made.source_template % made.source_vars())
