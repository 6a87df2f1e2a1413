"""A draft in its folder -> a checked package of documents, in place at once or not at all; and what became of it.

Comes in: paths, days, the hour. Goes out: a folder of documents with the operator's sheet beside them (`make.py`), lines of a log
(`approvals.py`), a comparison of what was disseminated with what was packed (`confirm.py`). Files are opened by `folder.py` alone.
Add here: something that a filer does with a draft on disk.

Nothing here touches the network, and nothing of a draft is put anywhere but into the draft's folder and the package asked for.
"""
