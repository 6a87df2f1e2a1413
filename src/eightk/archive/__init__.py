"""Thirty years of current reports in a folder, or on S3: raw submissions, tables read from them, and an index of their text.

Comes in: paths of filings, queries. Goes out: exact bytes, rows, passages. Raw bytes are kept once and never changed; tables are read
from them, the index is made from the tables, and each can be made again from what is before it. Add here: a table is a line in
`columns.py`; a place for the files a class in `store.py`; a way to look at the tables is a module beside `views.py`; a reason to
rewrite them a function in `upkeep.py`.
"""

from __future__ import annotations

READY = "eightk.archive.ready"
"""The module that a process which adds filings has loaded before it begins: told here, where nothing else is loaded."""
