"""Runs under the Python that has Arelle: validates documents one after another in one process, which saves a start of seconds for each.

Comes in: a file of JSON: "packages", "system", "files" (paths of main documents). Goes out: JSON, the last line of standard output: path
-> warnings and errors, each as "code: words".
"""

from __future__ import annotations

import contextlib
import io
import json
import logging
import sys
from typing import Any

from arelle.CntlrCmdLine import parseAndRun

PLUGINS = "validate/EFM|transforms/SEC|inlineXbrlDocumentSet"


def said(path: str, told: dict[str, Any]) -> list[str]:
    """Warnings and errors of one document. Without a line of its validation the run itself went wrong, and that is told."""
    arguments = [
        "--file", path, "--packages", told["packages"], "--plugins", PLUGINS, "--disclosureSystem", told["system"], "--validate",
        "--internetConnectivity", "offline", "--logFormat", "%(levelname)s|%(messageCode)s|%(message)s",
    ]  # fmt: skip
    with contextlib.redirect_stdout(io.StringIO()) as out:
        parseAndRun(arguments).close()
    logging.getLogger("arelle").handlers.clear()  # each run adds one, which would tell again what the others are told
    lines = [line.split("|", 2) for line in out.getvalue().splitlines() if line.count("|") >= 2]
    ran = any(words.startswith("validated in") for _, _, words in lines)
    wrong = [f"{code}: {words[:300]}" for level, code, words in lines if level.startswith(("WARNING", "ERROR", "INCONSISTENCY"))]
    return wrong if ran else [*wrong, "not validated"]


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        told = json.load(file)
    print("\n" + json.dumps({path: said(path, told) for path in told["files"]}))
