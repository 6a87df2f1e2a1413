"""A report that a command of drafting is given: a filing, a bare document, a report as JSON, a draft, a Word file.

Comes in: a path. Goes out: a Draft, or what is wrong with the path. Add here: a kind of file that holds a report.
"""

from __future__ import annotations

import datetime as dt
import os

import click

from eightk.bundles import Refused
from eightk.drafted import Draft
from eightk.drafting import BadDraft, draft_of, read_draft
from eightk.drafting.word import BadWord, is_word
from eightk.drafting.word.draft import word_to_draft
from eightk.limits import Limits
from eightk.model import Report
from eightk.read import read
from eightk.read.json import from_json
from eightk.sources import open_bytes
from eightk.write.escape import one_line, unicode_path

TROUBLE = 2


class Unusable(click.ClickException):
    """A file that holds no report. The message names it and says what to do."""

    exit_code = TROUBLE

    def __init__(self, path: str, what: str, todo: str) -> None:
        super().__init__(f"{one_line(unicode_path(path))}: {what}; {todo}")


class BadDrafts(click.ClickException):
    """A draft with mistakes: a line for each, with its place."""

    exit_code = TROUBLE


def fresh(target: str | None) -> None:
    """Nothing stands where a draft shall begin: what somebody has answered is not written over. Raises UsageError."""
    if target is not None and target != "-" and os.path.isfile(target) and os.path.getsize(target):
        raise click.UsageError(f"{one_line(unicode_path(target))} is there already; name another file, or take it away first")


def draft_at(path: str) -> Draft:
    """The report at a path, as a draft. Raises Unusable."""
    return drafted_bytes(bytes_at(path), path)


def bytes_at(path: str) -> bytes:
    """A file's bytes. Raises Unusable."""
    try:
        return open_bytes(path)
    except Refused as error:
        raise Unusable(path, one_line(error.what), one_line(error.todo)) from None
    except OSError as error:
        raise Unusable(path, one_line(error.strerror or str(error)).lower(), "check the path") from None


def drafted_bytes(data: bytes, path: str) -> Draft:
    """The report in a file's bytes. What is left out of a Word file is told on standard error. Raises Unusable."""
    if is_draft(data):
        return _of_markdown(data, path)
    if is_word(data):
        return word_draft(data, path)
    report = _of_json(data, path) if data[:1] == b"{" else read(data, path=path, limits=Limits())
    if report.form is None:
        raise Unusable(path, "no Form 8-K", "name a filing, a document of one, a draft, or what `eightk read --format json` wrote")
    return draft_of(report)


def is_draft(data: bytes) -> bool:
    """Whether a file begins as a draft does, with the line before its front matter."""
    return data.removeprefix(b"\xef\xbb\xbf").startswith((b"---\n", b"---\r"))


def word_draft(data: bytes, path: str) -> Draft:
    """The draft in a Word file; what was left out is told on standard error. Raises Unusable."""
    try:
        draft, told = word_to_draft(data, dt.date.today())
    except BadWord as error:
        raise Unusable(path, one_line(str(error)), "; ".join(one_line(c.todo) for c in error.complaints)) from None
    for line in told:
        click.echo(f"{one_line(unicode_path(path))}: {one_line(line)}", err=True)
    return draft


def _of_markdown(data: bytes, path: str) -> Draft:
    try:
        return read_draft(data, path)
    except BadDraft as error:
        lines = "\n".join(f"{one_line(unicode_path(path))}:{one_line(str(one))}" for one in error.complaints)
        raise BadDrafts(lines) from None


def _of_json(data: bytes, path: str) -> Report:
    """What `eightk read` wrote of one report."""
    try:
        return from_json(bytes(data))
    except ValueError as error:
        todo = "write it with `eightk read --format json`, one report a file"
        raise Unusable(path, f"not one report as JSON ({one_line(str(error))})", todo) from None
