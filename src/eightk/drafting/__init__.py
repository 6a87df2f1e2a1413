"""Drafts: what comes in as a file of its own, and how it becomes one.

Comes in: bytes. Goes out: values. Pure: nothing is opened. Add here: another way in.
"""
