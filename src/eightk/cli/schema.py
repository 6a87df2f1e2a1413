"""`eightk schema`: print the JSON Schema of a report."""

from __future__ import annotations

import json

import click

from eightk.write.schema import json_schema


@click.command(short_help="Print the JSON Schema of a report.")
def command() -> None:
    """Print the JSON Schema of what `read --format json` and `jsonl` write."""
    click.echo(json.dumps(json_schema(), indent=2))
