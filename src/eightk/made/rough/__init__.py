"""The ways in which real filers depart from a clean layout: each a small function with a name, switchable.

Comes in: a made report at one of its stages, Dice. Goes out: the same, rougher. Add here: a function beside its like (`report.py` the
report itself, `heads.py` headings, `sheets.py` the order of elements and hands, `pages.py` the text of a document, `packages.py` bytes),
under `@roughening(..)`; its docstring says what it does, its years when it is met.
"""
