"""The log beside a draft: who approved which bytes, when and why, and what was forced.

Comes in: hashes of a draft and of its exhibits' files, a name, the hour. Goes out: lines of DRAFT.approvals.jsonl, each chained to the one
before it; and what they say of the bytes at hand. Add here: a kind of line.

The chain shows a line that was changed, taken out or put in, unless all that follow were made anew; a package's record keeps the hash of
the newest line, so that a log made anew or cut short shows there. It is a record among colleagues, no signature.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from typing import Literal

import msgspec

from eightk.write.package import sha256

if sys.platform != "win32":  # which has no such locks: there, two people must not approve one draft at the same moment
    import fcntl

ENDING = ".approvals.jsonl"


class Line(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line of the log. `files`: file -> hash. `findings`: codes of errors overridden. `previous`: hash of the line before."""

    what: Literal["approved", "forced"]
    at: dt.datetime
    name: str | None = None
    reason: str | None = None
    draft: str
    files: dict[str, str] = {}
    findings: tuple[str, ...] = ()
    previous: str | None = None
    hash: str = ""

    def sealed(self) -> str:
        """What `hash` must be: the hash of everything else in the line."""
        return sha256(msgspec.json.encode(msgspec.structs.replace(self, hash=""), order="deterministic"))


class Log(msgspec.Struct, frozen=True, kw_only=True):
    """A log as it was read. `broken`: what is wrong with it, and in which line; None where the chain holds."""

    lines: tuple[Line, ...] = ()
    broken: str | None = None


def log_path(draft: str) -> str:
    """Where the log of a draft is."""
    return draft + ENDING


def read_log(path: str) -> Log:
    """The log of a draft; an empty one where there is none. Raises OSError."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except FileNotFoundError:
        return Log()
    return parsed(data)


def parsed(data: bytes) -> Log:
    """The lines of a log up to the first that does not hold."""
    lines: list[Line] = []
    for n, raw in enumerate(data.splitlines(), 1):
        try:
            line = msgspec.json.decode(raw, type=Line)
        except msgspec.DecodeError as error:
            return Log(lines=tuple(lines), broken=f"line {n} is no line of such a log ({error})")
        if line.hash != line.sealed():
            return Log(lines=tuple(lines), broken=f"line {n} was changed after it was written")
        if line.previous != (lines[-1].hash if lines else None):
            return Log(lines=tuple(lines), broken=f"line {n} does not follow the one before it")
        lines.append(line)
    if data and not data.endswith(b"\n"):
        return Log(lines=tuple(lines), broken=f"line {len(lines)} has no end")
    return Log(lines=tuple(lines))


class Tampered(ValueError):
    """A log whose chain does not hold is not written to."""


def append(path: str, line: Line) -> Line:
    """Add a line to a log, chained to its last, and have it on the disk. Raises Tampered, OSError."""
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)
    with open(file, "r+b") as stream:
        if sys.platform != "win32":
            fcntl.flock(stream, fcntl.LOCK_EX)
        stream.seek(0)
        log = parsed(stream.read())
        if log.broken:
            raise Tampered(f"{path}: {log.broken}")
        line = msgspec.structs.replace(line, previous=log.lines[-1].hash if log.lines else None)
        line = msgspec.structs.replace(line, hash=line.sealed())
        stream.write(msgspec.json.encode(line) + b"\n")
        stream.flush()
        os.fsync(stream.fileno())
    return line


# ---- what a log says of bytes ------------------------------------------------------------------------------------


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Whether bytes are approved. `by`: the lines that approve exactly these; `changed`: what differs from the newest approval."""

    by: tuple[Line, ...] = ()
    changed: tuple[str, ...] = ()
    newest: Line | None = None
    broken: str | None = None
    last: str | None = None
    """Hash of the newest line, whatever it is."""

    @property
    def approved(self) -> bool:
        """Whether someone approved these very bytes, in a log that holds."""
        return bool(self.by) and self.broken is None


def standing(log: Log, draft: str, files: dict[str, str]) -> Standing:
    """What a log says of a draft's hash and the hashes of its files."""
    approvals = [line for line in log.lines if line.what == "approved"]
    newest = approvals[-1] if approvals else None
    return Standing(
        by=tuple(line for line in approvals if line.draft == draft and line.files == files), newest=newest,
        changed=tuple(_changed(newest, draft, files)) if newest else (), broken=log.broken, last=log.lines[-1].hash if log.lines else None,
    )  # fmt: skip


def _changed(line: Line, draft: str, files: dict[str, str]) -> list[str]:
    out = ["the draft"] if line.draft != draft else []
    out += [name for name, hashed in files.items() if line.files.get(name, hashed) != hashed]
    out += [f"{name} (added)" for name in files if name not in line.files]
    return out + [f"{name} (taken out)" for name in line.files if name not in files]


def told(found: Standing) -> tuple[str, ...]:
    """A standing in words, a line each."""
    out = [f"THE LOG IS BROKEN: {found.broken}; what it says is not believed"] if found.broken else []
    out += [f"approved by {line.name} on {line.at:%Y-%m-%d %H:%M} UTC{f': {line.reason}' if line.reason else ''}" for line in found.by]
    if found.newest is None:
        return (*out, "NOT APPROVED")
    if not found.by:
        changed = ", ".join(found.changed)
        out.append(
            f"NOT APPROVED as it is: changed since {found.newest.name} approved it on {found.newest.at:%Y-%m-%d %H:%M} UTC: {changed}"
        )
    return tuple(out)
