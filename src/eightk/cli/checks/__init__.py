"""How `eightk check` is told: its settings, its formats, and the mends it writes.

Comes in: checkups and failures. Goes out: text, JSON, SARIF, lines for GitHub; files with mends in them. Add here: a format is a module
with a function `written`, and its name in `FORMATS` of `cli/check.py`.
"""
