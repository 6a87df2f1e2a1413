"""Findings for a person: where, what, the line it stands in, the source of the rule.

Comes in: checkups. Goes out: lines on standard output. Add here: something a person should see.
"""

from __future__ import annotations

import collections
import sys
import unicodedata

from eightk.check.mend import mendable
from eightk.checking import Checkup, Place
from eightk.cli.checks.told import Told
from eightk.cli.painted import folded, paint, say, width
from eightk.form.requirements import requirement
from eightk.write.escape import one_line, unicode_path, visible

COLOURS = {"error": "red", "warning": "yellow", "advice": "blue"}
_DAYS = {"filing": "the filing date", "signature": "the signature date", "cover": "the cover's date", "given": "--as-of"}
_SHORT = 20
_DAMAGED = frozenset({"damaged-gzip"})  # what the reader found that left a part of the report unread


def one(checkup: Checkup, found: list[Told], show_skipped: bool, first: bool, given: str = _DAYS["given"]) -> None:
    """A report's findings, and by the form of which day they were found.

    `first`: no other report was told before; `given`: where a day came from that was not read from the report.
    """
    if found and not first:
        say()
    for told in found:
        _fault(told)
    say(_summary(checkup, found, given))
    if checkup.unseen:
        say(folded(f"not seen: exhibit{'s' * (len(checkup.unseen) > 1)} {', '.join(map(one_line, checkup.unseen))}; give one with"
                   f" --exhibit {one_line(checkup.unseen[0])}=FILE", 2, "  "))  # fmt: skip
    if damaged := next((f for f in checkup.report.findings if f.code in _DAMAGED), None):
        say(folded(f"damaged, what follows was not seen: {one_line(damaged.message)}", 2, "  "))
    if checkup.left_out:
        say(folded(f"left out, as no document of the report: {', '.join(map(one_line, checkup.left_out[:_SHORT]))}", 2, "  "))
    if show_skipped:
        _skipped(checkup)


def _fault(told: Told) -> None:
    fault, place = told.fault, told.place
    where = f"{one_line(told.path)}:{place.line}:{place.column}:" if place else f"{one_line(told.path)}:"
    head = f"{paint(where, bold=True)} {paint(fault.code, bold=True)} {paint(fault.severity, COLOURS[fault.severity], bold=True)} "
    seen = len(where) + len(fault.code) + len(fault.severity) + 3
    message = one_line(fault.message) or one_line(requirement(fault.code).demands)
    say(head + message if seen + len(message) <= width() else folded(message, 4, head.rstrip() + "\n    "))
    if place is not None:
        _excerpt(place, COLOURS[fault.severity])
    say("    " + paint(f"= {one_line(fault.citation)} [{one_line(fault.basis)}]", dim=True))
    if fault.fix is not None:
        html = mendable(told.checkup.report, fault.fix)
        why = " at once: another mend touches it" if html else ": only HTML is mended"
        can = "" if fault.fix in told.checkup.fixes else f" (not by --fix{why})"
        say("    " + paint("= fix: ", "green") + one_line(fault.fix.says) + paint(can, dim=True))
    say()


def _excerpt(place: Place, colour: str) -> None:
    """The line a place begins in, as much of it as fits, and carets below the place."""
    text, start, length = _window(place)
    number = str(place.line)
    say(f"    {paint(number, dim=True)} {paint('|', dim=True)} {text}")
    marks = paint("^" * length, colour, bold=True)
    say(f"    {' ' * len(number)} {paint('|', dim=True)} {' ' * start}{marks}")


def _window(place: Place) -> tuple[str, int, int]:
    """What is shown of the line, the column at which the place begins in it and how many columns it has there."""
    line, start = place.line_text, place.column - 1
    end = place.end_column - 1 if place.end_line == place.line else len(line)
    end = max(min(end, len(line)), start)
    room = max(width() - len(str(place.line)) - 11, _SHORT)
    low = high = 0
    lead = len(line) - len(line.lstrip())
    if len(line) - lead > room:
        low = max(lead, min(start - room // 3, len(line) - room))
    else:
        low = lead
    high = min(len(line), low + room)
    before, within, after = (_shown(line[a:b]) for a, b in ((low, start), (start, min(end, high)), (min(end, high), high)))
    before = before[max(0, len(before) - room // 2) :] if _columns(before + within + after) > room else before
    within = within[: room - _columns(before)]
    after = after[: max(0, room - _columns(before + within))]
    left, right = "… " if low > lead else "", " …" if high < len(line.rstrip()) else ""
    return f"{left}{before}{within}{after}".rstrip() + right, len(left) + _columns(before), max(1, _columns(within.rstrip()))


def _shown(text: str) -> str:
    """A part of a source line as a terminal may have it: one column wide blanks, nothing that acts."""
    return visible(text.replace("\t", " ").replace("\r", " ").replace("\xa0", " ").replace("\n", " ")).replace("\n", " ")


def _columns(text: str) -> int:
    """Columns a terminal needs for a text."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _summary(checkup: Checkup, found: list[Told], given: str) -> str:
    checked = checkup.checked
    day = (
        f"form of {checked.day}, {(_DAYS | {'given': given})[checked.day_from]}"
        if checked.day and checked.day_from
        else "today's form, for want of a date"
    )
    worst = checked.worst()
    what = counted(found) if found else "nothing found"
    name = one_line(unicode_path(checkup.path))
    return f"{paint(name, bold=True)}: {paint(what, COLOURS[worst] if worst else 'green')}; {day}; {len(checked.skipped)} checks not run"


def counted(found: list[Told]) -> str:
    """How many of each severity."""
    counts: collections.Counter[str] = collections.Counter(told.fault.severity for told in found)
    words = {"error": "errors", "warning": "warnings", "advice": "advice"}
    return ", ".join(f"{counts[s]} {s if counts[s] == 1 else more}" for s, more in words.items() if counts[s])


def _skipped(checkup: Checkup) -> None:
    reasons: dict[str, list[str]] = {}
    for skipped in checkup.checked.skipped:
        reasons.setdefault(skipped.reason, []).append(skipped.code)
    for reason, codes in reasons.items():
        say(folded(f"{' '.join(codes)}: {one_line(reason)}", 4, "  " + paint("not run ", dim=True)))


def end(found: list[Told], reports: int, failures: int, skipped: bool) -> None:
    """The sum, where there was more than one report; to who watches, how to see what was `skipped`."""
    if reports + failures > 1:
        failed = f", {failures} could not be checked" if failures else ""
        say(paint(f"{counted(found) or 'Nothing found'} in {reports} report{'s' * (reports != 1)}{failed}", bold=True))
    if skipped and sys.stdout.isatty():
        say(paint("--show-skipped tells which checks were not run, and why", dim=True))


def statistics(found: list[Told]) -> None:
    """How often each rule found something."""
    for (code, severity), count in collections.Counter((told.fault.code, told.fault.severity) for told in found).most_common():
        head = f"{count:>6}  {paint(code, bold=True)}  {paint(f'{severity:<8}', COLOURS[severity])} "
        say(folded(requirement(code).demands, 22, head))
