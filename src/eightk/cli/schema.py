"""`eightk schema`: print the JSON Schema of a report, or of a draft's front matter."""

from __future__ import annotations

import json

import click

from eightk.cli.commands import imported
from eightk.write.schema import json_schema


@click.command(short_help="Print the JSON Schema of a report, or of a draft.")
@click.option("--draft", is_flag=True, help="Of the front matter of draft.md, for editors.")
def command(draft: bool) -> None:
    """Print the JSON Schema of what `read --format json` and `jsonl` write."""
    schema = imported("eightk.drafting.schema", "schema --draft").draft_schema() if draft else json_schema()
    click.echo(json.dumps(schema, indent=2))
