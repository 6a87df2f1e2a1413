"""The cover division -> Cover: date, registrants, check boxes, Section 12(b) table, growth box.

Comes in: a Text and the division's end. Goes out: a model Cover. A cover is a form filled in: captions above, below or beside
values, in columns. So every chunk is first told a caption or a value (`captions.py`); typed values (dates, file numbers, employer
numbers, telephones) are known by their shape (`shapes.py`), the others by their place between captions (`registrants.py`). Add here:
how the date of report is chosen. Captions are in `form/captions.toml`.
"""

from __future__ import annotations

from eightk.form.phrases import pattern
from eightk.late import late
from eightk.model import Cover, Spans
from eightk.read.beside import unfolded
from eightk.read.boxes import read_boxes, read_growth
from eightk.read.captions import Seen, Zone, parted, tell
from eightk.read.chunks import Chunk, chunks
from eightk.read.dates import Printed, dates
from eightk.read.numbers import NO_NUMBER
from eightk.read.places import is_number_label
from eightk.read.registrants import read_registrants
from eightk.read.securities import read_securities
from eightk.read.shapes import PHONE
from eightk.read.text import Text

# What stands before a period's end: an event only where no other date is printed. So is an agreement's date, told by its words near it.
_PERIOD = late(r"\bend(?:ed|ing)\s+\Z")
_DATED = late(r"\bdated(?:,?\s+as\s+of)?\s+\Z")
_AHEAD = 60  # characters of the words and the blanks between and behind them
_AGREEMENT_AHEAD = 120
_STATEMENT = 800  # characters of the statement of what an amendment amends
_BELOW_COUNSEL = frozenset({"former", "date"})  # what a cover asks for below the telephone
_NEXT_LINE = late(r"[\n\x0b]\s*\S")


def read_cover(text: Text, end: int) -> Cover:
    """The cover of `text[:end]`; what is not printed is None."""
    stop = _fields_end(text.low, end)
    printed = dates(text.low, 0, stop)
    seen = tell(parted(text, chunks(text, 0, stop)), printed)
    if text.low.find("cop", 0, stop) >= 0:
        seen = _without_copies(seen, text.wrapped)
    fields = Zone(unfolded(seen) if text.wrapped else seen)
    event, other = _dates(text, fields, printed, stop)
    event = event or _of_amended(text.low, stop, end)
    spans: Spans = {key: text.span(p.start, p.end) for key, p in (("date_of_report", event), ("dated", other)) if p}
    below = min(stop, end)
    growth, election = read_growth(text, below, end, spans)
    boxes = read_boxes(text, below, end, spans)
    return Cover(
        date_of_report=event.date if event else None, dated=other.date if other else None,
        registrants=tuple(read_registrants(text, fields)), checkboxes=boxes, securities=read_securities(text, below, end),
        emerging_growth=growth, transition_election=election, spans=spans,
    )  # fmt: skip


def _without_copies(seen: list[Seen], wrapped: bool) -> list[Seen]:
    """The chunks without counsel's name, address and telephone under "Copies to:".

    In a column beside the registrant's own they are what stands below in that column. Else they follow the registrant's telephone, and
    end with the last number or before what says that there is no former name; without either, at the caption of the former name.
    """
    first = next((i for i, s in enumerate(seen) if pattern("copies-to").search(s.chunk.text.lower())), len(seen))
    if first == len(seen):
        return seen
    if not wrapped and seen[first].chunk.column:
        counsel = _column_below(seen, first)
        return [s for s in seen if s.chunk.start not in counsel]
    if not any("phone" in s.kinds for s in seen[:first]):
        return seen
    stop = next((i for i in range(first + 1, len(seen)) if seen[i].kinds and not is_number_label(seen[i].chunk.text)), len(seen))
    if stop < len(seen) and not seen[stop].kinds & _BELOW_COUNSEL:
        return seen
    if NO_NUMBER.fullmatch(seen[stop - 1].chunk.text):
        stop -= 1
    last = next(
        (i for i in range(stop - 1, first, -1) if is_number_label(seen[i].chunk.text) or PHONE.search(seen[i].chunk.text)), stop - 1
    )
    return [*seen[:first], *seen[last + 1 :]]


def _column_below(seen: list[Seen], first: int) -> set[int]:
    """Where the chunks begin that stand in one column of a table from a place on, as far as the row of the next caption."""
    column = seen[first].chunk.column
    last = next((s.chunk.row for s in seen[first + 1 :] if s.kinds), seen[-1].chunk.row)
    return {s.chunk.start for s in seen[first:] if s.chunk.column == column and s.chunk.row <= last and not s.kinds}


def _fields_end(low: str, end: int) -> int:
    """Where the identifying fields end: at the check boxes and what follows them, once the name's caption was seen."""
    anchor = pattern("name-anchor").search(low, 0, end)
    begin = anchor.end() if anchor else min(300, end)
    m = pattern("cover-end").search(low, begin, end)
    stop = m.start() if m else end
    old = pattern("cover-end-old")
    if old.may(low, begin, stop) and (m := old.search(low, begin, end)) is not None:
        stop = min(stop, m.start())
    page = low.find("\x0c", begin, stop)
    if page >= 0 and low.find("former", page, stop) < 0 and low.find("telephone", 0, page) >= 0:
        return page
    return stop


def _dates(text: Text, fields: Zone, printed: list[Printed], stop: int) -> tuple[Printed | None, Printed | None]:
    """The earliest event, and the other date where two are printed."""
    captions = [fields.seen[i].chunk for i in fields.all("date")]
    events = [p for p in printed if not _is_no_event(text.low, p)]
    chosen = _beside(fields, events, captions, stop) or _beside(fields, printed, captions, stop) or events[:1] or printed[:1]
    if len(chosen) < 2:
        return (chosen[0], None) if chosen else (None, None)
    event = _earliest(text.text, fields.seen, chosen, captions)
    return event, next((p for p in chosen if p is not event), None)


def _of_amended(low: str, start: int, end: int) -> Printed | None:
    """The day of the report that one without a date of its own amends, "amends .. its Current Report on Form 8-K dated July 1, 1996"."""
    stop = min(end, start + _STATEMENT)
    if low.find("amend", start, stop) < 0:
        return None
    return next((p for p in dates(low, start, stop) if pattern("report-dated").search(low[max(start, p.start - _AHEAD) : p.start])), None)


def _is_no_event(low: str, p: Printed) -> bool:
    """Whether a date ends a period, is an agreement's, or that since which the registrant is a debtor in possession."""
    ahead = low[max(0, p.start - _AHEAD) : p.start]
    if "end" in ahead and _PERIOD.search(ahead) or "possession" in ahead and pattern("debtor-since").search(ahead):
        return True
    m = _DATED.search(ahead) if "dated" in ahead else None
    if m is None:
        return False
    at = p.start - len(ahead) + m.start()
    near = low[max(0, at - _AGREEMENT_AHEAD) : at], low[p.end : p.end + _AHEAD]
    return pattern("agreement-ahead").search(near[0]) is not None or pattern("agreement-behind").search(near[1]) is not None


def _beside(fields: Zone, printed: list[Printed], captions: list[Chunk], stop: int) -> list[Printed]:
    """At most two dates: those after the caption, else before it."""
    if not captions:
        return []
    first, last = captions[0], captions[-1]
    limit = next((at for i in fields.all("name") if (at := fields.seen[i].chunk.start) > first.start), stop)
    after = [p for p in printed if first.start <= p.start < max(limit, last.end)]
    before = [p for p in printed if p.start < first.start]
    if before and after and _is_over(fields.seen, before[-1]) and _is_over(fields.seen, after[0]):
        return [before[-1], after[0]]
    return after[:2] or before[-2:]


def _is_over(seen: list[Seen], p: Printed) -> bool:
    """Whether a date is all that stands on the line above a caption that asks for one."""
    i = next((n for n, s in enumerate(seen[:-1]) if s.chunk.start <= p.start < s.chunk.end), None)
    if i is None:
        return False
    own, under = seen[i], seen[i + 1]
    alone = not i or seen[i - 1].chunk.line < own.chunk.line
    return alone and not own.kinds and "date" in under.kinds and 0 < under.chunk.line - own.chunk.line <= 2


def _earliest(source: str, seen: list[Seen], chosen: list[Printed], captions: list[Chunk]) -> Printed:
    """Of two dates: the one in parentheses, the one beside "earliest event", else the earlier."""
    for p in chosen:
        if source[p.end : p.end + 3].lstrip()[:1] == ")" and "(" in source[max(0, p.start - 60) : p.start]:
            return p
    for c in captions:
        if "earliest" in c.text.lower() and "date of report" not in c.text.lower():
            over = _over(seen, chosen, c)
            if over is not None:
                return over
            if all(_is_over(seen, p) for p in chosen):
                return max((p for p in chosen if p.start < c.start), key=lambda p: p.start, default=chosen[0])
            beside = [p for p in chosen if c.start <= p.start and not _NEXT_LINE.search(source[c.end : p.start])]
            return beside[0] if beside else min(chosen, key=lambda p: min(abs(p.start - c.end), abs(c.start - p.end)))
    return min(chosen, key=lambda p: p.date)


def _over(seen: list[Seen], chosen: list[Printed], caption: Chunk) -> Printed | None:
    """Of dates that stand side by side above their captions, the one in this caption's column."""
    found = [s.chunk for p in chosen for s in seen if s.chunk.start <= p.start < s.chunk.end]
    if len(found) != len(chosen) or len({c.line for c in found}) > 1 or found[0].line >= caption.line or found[0] == found[-1]:
        return None
    return min(zip(chosen, found, strict=True), key=lambda pair: abs(pair[1].column - caption.column))[0]
