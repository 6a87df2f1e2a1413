"""The data dictionary: every table and column of the archive in a sentence, from where they are declared.

Comes in: nothing. Goes out: values for JSON, and the page of the documentation. Add here: nothing; a column is told where it is.
"""

from __future__ import annotations

from typing import Any

from eightk.archive.columns import AMENDED, SCHEMA, TABLES


def dictionary() -> dict[str, Any]:
    """Tables and their columns, ready for JSON."""
    shown = {**TABLES, "filings": AMENDED}
    tables = {
        name: {"row": table.says, "columns": [{"name": c.name, "type": c.type, "says": c.says} for c in table.columns]}
        for name, table in shown.items()
    }
    return {"schema": SCHEMA, "tables": tables}


def page() -> str:
    """The dictionary in Markdown."""
    out = [
        "# Data dictionary", "",
        "Made from the code by `python -m eightk.archive.dictionary`; a test compares the two. Every table is partitioned by `year`"
        " and, within a file, sorted by `cik` and `accepted_at`. Times are UTC. Spans and offsets count bytes of the decompressed"
        " submission, but those of `texts`, which count characters of the document's text.", "",
        f"Version of the tables: {SCHEMA}.",
    ]  # fmt: skip
    for name, table in dictionary()["tables"].items():
        out += ["", f"## {name}", "", f"A row is {table['row']}.", "", "| column | type | what it says |", "|---|---|---|"]
        out += [f"| `{c['name']}` | {c['type']} | {c['says']} |" for c in table["columns"]]
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    import sys

    sys.stdout.write(page())
