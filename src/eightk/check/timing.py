"""Checks of the timing.

Comes in: a case. Goes out: hits, by the code of the requirement. Add here: a rule; its words are in form/requirements.toml.
"""

from __future__ import annotations

from eightk.check.rule import Table

RULES = rules = Table()
