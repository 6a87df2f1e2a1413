"""The choice among candidates: which headings are the items', and why each other was left.

Comes in: Headings, scored. Goes out: the chosen ones, in order, and a reason by the start of each other. Add here: a kind of line that
looks like a heading and is none (a table of contents, a running head, another document's items).
"""

from __future__ import annotations

from eightk.late import late
from eightk.read.headings import THRESHOLD, Heading
from eightk.read.text import Text, body_size
from eightk.read.titles import MOST, line_end

_CONTENTS = late(r"(?:table\s+of\s+contents|[\n\x0b]\s*(?:index|contents)\s*(?:[\n\x0b]|$))")
_PAGED = late(r"(?:\.\s?){3,}\s*\d{0,3}\s*$|[\t ]{2,}\d{1,3}\s*$|\t\s*\d{1,3}\s*$")  # leaders, or a page number in its column
_LISTS_SIGNATURES = late(r"[\s.\d]{0,40}signatures?[\s.\d]{0,40}\n")  # the line below a heading: an item has words of its own there
_IN_CONTENTS = "a line of the table of contents"

Left = dict[int, str]


def choose(text: Text, found: list[Heading]) -> tuple[list[Heading], Left]:
    """The headings of the items, in order, and why each other candidate (by its start) was left."""
    left: Left = {}
    good = [h for h in found if h.score >= THRESHOLD]
    good = _of_one_kind(good, left) if _sectioned(good) else _in_order(good, left)
    numbers = [number for h in good for number in h.numbers]
    if len(set(numbers)) == len(numbers):
        return good, left  # nothing is headed again
    good = _without_contents(text, good, left)
    kept: list[Heading] = []
    seen: set[tuple[str, ...]] = set()
    for h in good:
        if kept and kept[-1].numbers == h.numbers and (h.continued or _running_head(text.text, h)):
            left[h.start] = "the item goes on over the page"
        elif h.continued and h.numbers in seen:
            left[h.start] = "the item goes on"
        else:
            kept.append(h)
            seen.add(h.numbers)
    return kept, left


def _running_head(source: str, h: Heading) -> bool:
    return "\x0c" in source[max(0, h.start - 120) : h.start]


def _sectioned(good: list[Heading]) -> bool:
    """Whether a report has sectioned items: one bears its title, or none of any kind does and the first is sectioned."""
    titled = [h.section for h in good if h.match >= MOST]
    return True in titled or (not titled and bool(good) and good[0].section)


def _of_one_kind(good: list[Heading], left: Left) -> list[Heading]:
    """In a report of sectioned items ("5.02") a whole number ("5") is something else's."""
    whole = [h for h in good if not h.section]
    if not whole:
        return good
    left |= {h.start: "a whole number in a report of sectioned items" for h in whole}
    return [h for h in good if h.section]


def _in_order(good: list[Heading], left: Left) -> list[Heading]:
    """Untitled whole numbers out of order among titled ones are items of something else (a ballot, an annual report)."""
    titled = [h for h in good if h.match >= MOST and not h.section]
    if not titled:
        return good
    kept = []
    for h in good:
        if not h.section and h.match < MOST and h.title_at is not None and not _fits(h, titled):
            left[h.start] = "another title, out of order"
            continue
        kept.append(h)
    return kept


def _fits(h: Heading, titled: list[Heading]) -> bool:
    number = int(h.numbers[0])
    before = [int(t.numbers[-1]) for t in titled if t.start < h.start]
    after = [int(t.numbers[0]) for t in titled if t.start > h.start]
    return (not before or before[-1] < number) and (not after or number < after[0])


# ---- tables of contents --------------------------------------------------------------------------------------


def _without_contents(text: Text, good: list[Heading], left: Left) -> list[Heading]:
    """Leaves out a table of contents: headings with nothing under them whose numbers are all headed again."""
    for size in range(1, min(len(good) // 2, 40) + 1):
        if _is_contents(text, good, size):
            left |= {h.start: _IN_CONTENTS for h in good[:size]}
            return good[size:]
    kept = []
    for i, h in enumerate(good):
        if any(h.numbers[0] in later.numbers for later in good[i + 1 : i + 40]) and _is_paged(text.text, h):
            left[h.start] = _IN_CONTENTS
        else:
            kept.append(h)
    return kept


def _is_contents(text: Text, good: list[Heading], size: int) -> bool:
    """Whether the first `size` headings are a table of contents: most come again, and there is little or nothing under them."""
    if good[size].numbers != good[0].numbers:
        return False
    source, numbers = text.text, [h.numbers for h in good]
    again = [n for n in numbers[:size] if n in numbers[size : size + 80]]
    if len(again) * 4 < size * 3:
        return False
    empty = sum(body_size(source, good[i].end, good[i + 1].start) < 50 for i in range(size - 1))
    alike = size > 1 and numbers[size : 2 * size] == numbers[:size]
    announced = _is_announced(text, good[0]) or _LISTS_SIGNATURES.match(text.low, good[size - 1].end) is not None
    most = 6000 if alike or announced else 400  # an explanatory note or a cover may follow the table
    short = body_size(source, good[size - 1].end, good[size].start, most) < most
    if not short:
        return False
    if size > 1 and empty == size - 1:
        return True
    return empty >= (size - 1) / 2 and (announced or any(_is_paged(source, h) for h in good[:size]))


def _is_announced(text: Text, heading: Heading) -> bool:
    """Whether "Table of Contents" stands a little above a heading."""
    return _CONTENTS.search(text.low, max(0, heading.start - 600), heading.start) is not None


def _is_paged(source: str, heading: Heading) -> bool:
    """Whether a line has leaders or a page number at its end."""
    end = line_end(source, heading.end, len(source))
    return _PAGED.search(source, heading.start, end) is not None
