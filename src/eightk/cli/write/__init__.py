"""The commands of those who file: new, draft, write, approve, amend, diff, confirm, make-corpus; extra `eightk[write]`.

Comes in: arguments. Goes out: drafts, packages and what was found in them. Add here: a command is a module with a click command named
`command`, and a line in `COMMANDS` of cli/__init__.py.
"""
