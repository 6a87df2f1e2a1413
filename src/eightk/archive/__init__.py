"""The archive: every report kept, and found again.

Comes in: submissions, and questions about them. Goes out: rows, passages, bytes. Add here: nothing; each question has its
own module. This docstring's package imports nothing heavy: tantivy is imported by the function that needs it.
"""
