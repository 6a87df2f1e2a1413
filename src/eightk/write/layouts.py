"""The media that EDGAR takes of a report's own document.

Comes in: a complete Draft and a filing date, or a Report. Goes out: the bytes of one document. Add here: a medium is a line in `LAYOUTS`.
(Inline XBRL, which comes with companions, is `ixbrl.to_ixbrl`.)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from eightk.drafted import Draft, drafted
from eightk.model import Report
from eightk.write import FORMATS
from eightk.write.ascii import to_ascii
from eightk.write.html import to_html
from eightk.write.refuse import CannotWrite

LAYOUTS: dict[str, Callable[[Draft, dt.date], bytes]] = {"html": to_html, "ascii": to_ascii}
"""The main document of a filing, by the form of a filing date; what a draft leaves open is filled in before (`complete.py`)."""


def lay_out(report: Report, layout: str) -> bytes:
    """The report as a document of `LAYOUTS`, by the form of its own day; nothing is added to it.

    Raises CannotWrite for a layout that is not there, for a report that has no date, and for what the medium cannot say.
    """
    if layout not in LAYOUTS:
        raise CannotWrite(f"no format {layout!r}; there are {', '.join([*FORMATS, *LAYOUTS])}")
    day = report.form_day or report.cover.date_of_report
    if day is None:
        raise CannotWrite("a report without a date has no form to be laid out by; give it a date of report")
    return LAYOUTS[layout](drafted(report), day)
