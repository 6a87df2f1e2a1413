"""Events over time: how many items of each topic were reported in each year, quarter or month.

Comes in: an archive, and which filings. Goes out: a `Timeline`, and its drawing as SVG. Old items count under today's topic, by the
form's crosswalk; where that is not the same duty, the series says so and the day of the change is marked. Add here: a drawing.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from html import escape
from itertools import pairwise
from typing import Any, NamedTuple

from eightk import form
from eightk.archive.opened import Archive
from eightk.archive.query import parse
from eightk.archive.schema import Hit
from eightk.archive.search import search
from eightk.write.escape import one_line

_BINS = 56
_PAGE = 10_000


class Series(NamedTuple):
    """A topic: its item of today's form, its title, counts by bin, and the old items in it with their comparability."""

    topic: str
    title: str
    counts: tuple[int, ...]
    old: tuple[tuple[str, str], ...]


class Timeline(NamedTuple):
    """Series over the same bins; `starts` are the first days of the bins, `breaks` the bins in which the item numbers changed."""

    unit: str
    starts: tuple[dt.date, ...]
    series: tuple[Series, ...]
    breaks: tuple[int, ...]


class _Event(NamedTuple):
    day: dt.date
    topic: str
    number: str
    comparability: str | None


def timeline(archive: Archive, *, cik: str | None = None, query: str | None = None) -> Timeline:
    """The events of an archive, of one filer (its CIK, with or without leading zeros), or of the items that answer a query.

    An event's day is the filing date; without a header the day whose form applies (in a query's answer there is none, and it is left out).

    Raises ArchiveError, BadQuery.
    """
    events = _found(archive, query) if query is not None else _held(archive)
    if cik is not None:
        among = {row["sha256"] for row in archive.sql(f"SELECT sha256 FROM filers WHERE ltrim(cik, '0') = '{_digits(cik)}'").to_pylist()}
        events = [(key, event) for key, event in events if key in among]
    return _made([event for _, event in events])


def _digits(cik: str) -> str:
    if not cik.isdigit():
        raise ValueError(f"{cik!r} is no CIK; it has digits only")
    return cik.lstrip("0")


def _held(archive: Archive) -> list[tuple[str, _Event]]:
    rows = archive.sql(
        "SELECT sha256, coalesce(i.filed, f.form_day) AS day, topic, number, comparability"
        " FROM items AS i JOIN filings AS f USING (sha256) WHERE day IS NOT NULL AND topic IS NOT NULL"
    )
    return [(row["sha256"], _Event(row["day"], row["topic"], row["number"], row["comparability"])) for row in rows.to_pylist()]


def _found(archive: Archive, query: str) -> list[tuple[str, _Event]]:
    asked, index = parse(query), archive.index
    out: list[tuple[str, _Event]] = []
    after: str | None = None
    while True:
        page = search(index, asked, _PAGE, after, "date", archive.as_of)
        for hit in page.hits:
            out.extend((hit.key.rpartition(":")[2], event) for event in _events(hit))
        after = page.next
        if after is None:
            return out


def _events(hit: Hit) -> list[_Event]:
    """The items that a passage is; an exhibit's passage is none."""
    if hit.filed is None:
        return []
    out = []
    for number in hit.numbers:
        topic = form.topic(number, hit.filed)
        if topic:
            same = "same" if number == topic else form.comparability(number, hit.filed)
            out.append(_Event(hit.filed, topic, number, same))
    return out


# ---- bins ------------------------------------------------------------------------------------------------------------


def _made(events: list[_Event]) -> Timeline:
    if not events:
        return Timeline("year", (), (), ())
    low, high = min(e.day for e in events), max(e.day for e in events)
    unit, months = next((u, m) for u, m in (("month", 1), ("quarter", 3), ("year", 12)) if _months(low, high) // m < _BINS or u == "year")
    first = _bin(low, months)
    starts = tuple(_start(n, months) for n in range(first, _bin(high, months) + 1))
    counts: dict[str, Counter[int]] = {}
    old: dict[str, dict[str, str]] = {}
    for event in events:
        counts.setdefault(event.topic, Counter())[_bin(event.day, months) - first] += 1
        if event.number != event.topic:
            old.setdefault(event.topic, {})[event.number] = event.comparability or "unknown"
    series = tuple(
        Series(topic, _title(topic), tuple(found[n] for n in range(len(starts))), tuple(sorted(old.get(topic, {}).items())))
        for topic, found in sorted(counts.items(), key=lambda pair: (-pair[1].total(), pair[0]))
    )
    return Timeline(unit, starts, series, tuple(_bin(d, months) - first for d in _changes() if starts[0] < d <= high))


def _months(low: dt.date, high: dt.date) -> int:
    return (high.year - low.year) * 12 + high.month - low.month + 1


def _bin(day: dt.date, months: int) -> int:
    return (day.year * 12 + day.month - 1) // months


def _start(number: int, months: int) -> dt.date:
    return dt.date(number * months // 12, number * months % 12 + 1, 1)


def _title(topic: str) -> str:
    row = form.meaning(topic, None)
    return row.title if row else ""


def _changes() -> list[dt.date]:
    """The days on which old numbers gave way to today's: when the first of them came into force."""
    days = [row.from_ for row in form.items() if "." in row.number and row.from_]
    return [min(days)] if days else []


# ---- the drawing -----------------------------------------------------------------------------------------------------

_LEFT, _WIDTH, _ROW, _TOP, _BAR = 300, 720, 34, 34, 22
_STYLE = (
    "text{font:12px system-ui,sans-serif;fill:#333}.n{fill:#888;text-anchor:end}.b{fill:#2a6f97}.o{fill:#9bb8c7}"
    ".l{stroke:#c1121f;stroke-dasharray:3 3}.c{fill:#c1121f}.x{stroke:#ddd}"
    "@media(prefers-color-scheme:dark){text{fill:#ddd}.x{stroke:#444}}"
)


def svg(shown: Timeline, title: str) -> str:
    """The timeline as a picture: a row for each topic, its bars in its own scale, a line where item numbers changed."""
    height = _TOP + _ROW * len(shown.series) + 40
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_LEFT + _WIDTH + 20}" height="{height}" role="img">',
        f"<title>{_text(title)}</title><style>{_STYLE}</style>",
    ]
    step = _WIDTH / max(1, len(shown.starts))
    for n, series in enumerate(shown.series):
        out += _row(series, _TOP + n * _ROW, step, shown.breaks)
    bottom = _TOP + _ROW * len(shown.series)
    for n in shown.breaks:
        x = _LEFT + n * step
        out.append(f'<line class="l" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP - 14}" y2="{bottom}"/>')
        out.append(f'<text class="c" x="{x + 3:.1f}" y="{_TOP - 6}">item numbers changed</text>')
    out += [f'<text x="{_LEFT + n * step:.1f}" y="{bottom + 18}">{start.year}</text>' for n, start in _ticks(shown)]
    return "\n".join([*out, "</svg>"]) + "\n"


def _row(series: Series, top: int, step: float, breaks: tuple[int, ...]) -> list[str]:
    most, floor = max(series.counts), top + _BAR
    name = f"{series.topic} {series.title}"
    out = [
        f'<text x="6" y="{floor - 5}">{_text(name if len(name) < 40 else name[:38] + "…")}<title>{_text(told(series))}</title></text>',
        f'<text class="n" x="{_LEFT - 8}" y="{floor - 5}">{sum(series.counts):,}</text>',
        f'<line class="x" x1="{_LEFT}" x2="{_LEFT + _WIDTH}" y1="{floor}" y2="{floor}"/>',
    ]
    for n, count in enumerate(series.counts):
        if count:
            size = max(1.0, _BAR * count / most)
            kind = "o" if series.old and breaks and n < breaks[0] else "b"
            out.append(
                f'<rect class="{kind}" x="{_LEFT + n * step:.1f}" y="{floor - size:.1f}" width="{max(1.0, step - 1):.1f}"'
                f' height="{size:.1f}"><title>{count:,}</title></rect>'
            )
    return out


def _ticks(shown: Timeline) -> list[tuple[int, dt.date]]:
    """The bins that are labelled: the first of some years, so far apart that labels do not meet."""
    years = [(n, start) for n, start in enumerate(shown.starts) if start.month == 1 or n == 0]
    every = max(1, len(years) // 16)
    return years[::every]


def told(series: Series) -> str:
    """A series in a line, with what it counts from before the change."""
    old = ", ".join(f"old item {number} ({comparability})" for number, comparability in series.old)
    return f"{series.topic} {series.title}" + (f"; before: {old}" if old else "")


def rows(shown: Timeline) -> list[dict[str, Any]]:
    """The counts as rows, ready for JSON."""
    ends = [b for _, b in pairwise(shown.starts)] + [None]
    return [
        {"topic": s.topic, "from": start, "before": end, "count": count, "old": dict(s.old)}
        for s in shown.series
        for start, end, count in zip(shown.starts, ends, s.counts, strict=True)
        if count
    ]


def _text(words: str) -> str:
    return escape(one_line(words))
