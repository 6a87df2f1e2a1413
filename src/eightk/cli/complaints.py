"""What `eightk read` says of inputs that gave no report, or none of a Form 8-K.

Comes in: failures and reports one by one. Goes out: lines on standard error, and JSON lines in a file if one was
named. Add here: what a person should be told of an input that is not as wished.
"""

from __future__ import annotations

import json
from typing import IO, Any

from rich.console import Console
from rich.text import Text

from eightk.model import Report
from eightk.sources import Failure
from eightk.write.escape import one_line, shown_json, unicode_path

ADVICE = "leave it out, or look at its findings (--format json)"
# Why an input is no 8-K, where the finding's own sentence says more than a line needs.
_NO_8K = {"not-8-k": "it does not call itself one", "no-main-document": "it holds no text"}


def _no_8k(report: Report) -> str:
    """Why an input is no 8-K, in a few words."""
    why = next((f for f in reversed(report.findings) if not f.code.startswith("limit")), None)
    return _NO_8K["not-8-k"] if why is None else _NO_8K.get(why.code, why.message.rstrip("."))


class Complaints:
    """What failed and what is no 8-K, as it happens: a line each on standard error, and JSON lines in a file if one was named.

    With a file, what is no 8-K is only counted on standard error.
    """

    def __init__(self, file: IO[bytes] | None, screen: Console) -> None:
        self.file, self.screen = file, screen
        self.failed = self.no_8k = 0

    def fail(self, failure: Failure) -> None:
        """One input gave no report: which, what, what to do."""
        self.failed += 1
        self._say(failure.path, f"{one_line(failure.what).rstrip('.')}", f"; {one_line(failure.todo)}")
        self._keep(failure.path, failure.what, failure.todo)

    def other(self, report: Report) -> None:
        """One input was read and is no 8-K. What to do about it is said once, at the end."""
        self.no_8k += 1
        why = _no_8k(report)
        if self.file is None:
            self._say(report.path, f"no Form 8-K ({one_line(why)})", "")
        self._keep(report.path, f"no Form 8-K: {why}", ADVICE)

    def end(self, read_count: int) -> None:
        """The count, if there was more than one input or nothing was said of it; and the advice."""
        total = read_count + self.failed + self.no_8k
        if self.failed + self.no_8k and (total > 1 or self.file is not None):
            told = f"{read_count} read, {self.no_8k} no Form 8-K, {self.failed} failed"
            self.screen.print(Text(told + (f"; listed in {one_line(self.file.name)}" if self.file else ""), "dim"), soft_wrap=True)
        if self.no_8k and self.file is None:
            self.screen.print(Text(f"What is no Form 8-K: {ADVICE}.", "dim"), soft_wrap=True)

    def _say(self, path: str | None, what: str, todo: str) -> None:
        self.screen.print(Text(f"{one_line(path) or '-'}: ", "bold").append(what, "red").append(todo), soft_wrap=True)

    def _keep(self, path: str | None, what: str, todo: str) -> None:
        if self.file is not None:
            told: dict[str, Any] = {"path": unicode_path(path), "what": what, "todo": todo}
            self.file.write(shown_json(json.dumps(told).encode()) + b"\n")
            self.file.flush()
