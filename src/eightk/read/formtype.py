"""What form a document says it is, and what an amendment says of the original.

Comes in: a Text and its cover. Goes out: form, its place, an Amendment. Add here: a way filers print the form's name.
"""

from __future__ import annotations

from eightk.form.phrases import pattern
from eightk.late import late
from eightk.model import Amendment, Spans
from eightk.read.dates import Printed, dates
from eightk.read.headings import normal
from eightk.read.text import Text

_DASH = r"[-\u2010-\u2015]"
_FORM = late(
    r"form\s{0,6}[\"\u201c]?"
    r"(?P<name>8\s?[-\u2010-\u2015\u2212]?\s?k(?:12[bg]3?|15d5|t)?"
    r"(?:\s?[/\u2044-]?\s?a(?![a-z])(?:[\s-]?(?:no\.?\s?)?\d)?)?)"  # "/A", "-A No. 1"
)
# The name alone on its line.
_BARE = late(rf"[\n\t\x0b\x0c]\s*(?P<name>8\s?{_DASH}\s?k(?:12[bg]3?|15d5)?(?:\s?/\s?a)?)\s*(?=[\n\t\x0b\x0c]|current)")
_OTHER = late(
    r"form\s{1,6}(?:10\s?-?\s?[kq]|6\s?-?\s?k|20-?f|40-?f|s-\d|f-\d|n-\w|13f|d\b|4\b|3\b|8-a|11-k|424)"
    r"|schedule\s{1,4}(?:13|14|to)|annual\s+report\s+pursuant|quarterly\s+report\s+pursuant"
)
_DRAFT = late(r"\s{0,9}---[ \t]*\n(?:(?!---)[^\n]{0,999}\n){0,60}?form:")  # front matter, eightk's own: a draft is no filing
_LEGEND = late(r"current\s+report")
_SECTION_13 = late(r"section\s+13\s+or\s+15\s?\(d\)")
_IN_NAME = late(r"[\s\u2010-\u2015\u2212\u2044-]")
_AMENDED = late(r"k\w{0,4}/?a\d?$")
_LINE_FIRST = late(r"[\n\x0b\t(]\W*$")
# "1", "__2__", "one"; a blank that nobody filled in, "none" and "0" number no amendment.
_AMENDMENT_NO = r"amendment\s{1,4}(?:no\.?|number|\#)\s{0,4}_{0,9}(?!(?:0+|none|nil|na?|to)(?:_|\b))[^\W_]{1,5}"
# Line by line, or right before the name: "AMENDMENT NO. 1 / TO / FORM 8-K", "SECOND AMENDED FORM 8-K"; and behind it.
_AMENDS_AHEAD = late(
    rf"[\n\t\x0b\x0c(](?:[^\w\n]*)(?:{_AMENDMENT_NO}[\W_]{{1,80}}(?:to\s+(?:the\s+)?(?:current\s+report\s+on\s+)?)?"
    r"|(?:(?:first|second|third|fourth)\s+)?amended\s+)\Z"
)
_AMENDED_BEHIND = late(
    r"\s?\(a\)|(?:,?\s+(?:as\s+)?amended|[ \t]{1,3}(?:[-\u2013(][ \t]?)?amendment)[^\w\n]*(?:[\n\x0b\x0c]|\Z)"
    rf"|,\s{{0,3}}{_AMENDMENT_NO}"
)
_OF_ACT = late(r"(?:\bas(?:\s+\w{1,12})?|,)\s*\Z")  # "the Act of 1934, as / amended"
_NUMBER = late(r"amendment\s{1,4}(?:no\.?|number|\#)\s{0,4}(\d{1,2}|one|two|three|four|five|six)\b")
_AMENDS = late(r"amend(?:s|ed|ing|ment)\b")
_ORIGINAL = late(r"(?:form\s+8-?k|current\s+report|original\s+(?:report|filing|form))[^.]{0,200}?(?:filed|dated|furnished|of|on)\b")
_SENTENCE_END = late(r"\.\s+[A-Z]")
# "filed with the Securities and Exchange Commission its initial"
_FILED = late(
    r"\b(?:filed|furnished|submitted)\b(?:\s+(?:with|to)\b[^.;]{1,100}?)?\s+(?:a|an|its|the|that)(?:\s+(?:initial|original))?\s*\Z"
)
# What stands between the other report's name and its date: "form 8-k (the "initial report") filed with the commission on", or "dated".
_DIRECTLY = late(
    r"form\s+8-?k(?:\s*\([^()]{0,80}\))?(?:"
    r",?\s+(?P<filed>(?:(?:that|which)\s+was\s+)?(?:(?:filed|furnished|submitted)\s+(?:with\s+the\s+[^.;]{1,80}\s)?\s*)?on)"
    r"|,?\s+dated(?:\s+as\s+of)?|(?:,?\s+(?:with|having|bearing)\s+(?:a|the)|,)\s+date\s+of\s+report(?:\s+of)?:?)\s+\Z"
)
_ON = late(
    r"(?:\bO[Nn]|,\s+on)\s+(?:or\s+about\s+)?\Z"
)  # the beginning of a sentence, or of its main part: "As reported, on May 4, .. filed"
_SECOND_VERB = late(r"\b(?:and|then)\s+\Z")  # ahead of "filed", which then did not happen on the day ahead


def form_of(text: Text, end: int, items: bool) -> tuple[str | None, tuple[int, int] | None]:
    """("8-K" or "8-K/A", the place of its name), or (None, None): the first form named in the heading of the document.

    "current report" under Section 13 or 15(d) without a form's name counts as 8-K; another form named first does not, nor
    does a text that only speaks of Form 8-K: it must have items, or a cover's legend or caption. A draft of eightk's is none.
    """
    source = text.low
    if _DRAFT.match(source):
        return None, None
    high = min(len(source), max(end, 2500), 9000)
    m = _FORM.search(source, 0, high) or _BARE.search(source, 0, min(high, 4000))
    other = _OTHER.search(source, 0, min(high, 2500, m.start() if m else high))
    if m is None:
        if other is None and _LEGEND.search(source, 0, high) and _SECTION_13.search(source, 0, high):
            return "8-K", None
        return None, None
    if other is not None:
        return None, None
    if not (items or _SECTION_13.search(source, 0, high) or pattern("name-anchor").search(source, 0, high)):
        return None, None
    flat = _IN_NAME.sub("", m.group("name")).lower()
    amended = _AMENDED.search(flat) is not None or _told_beside(source, m.start(), m.end()) or _marked(source, m.end(), end)
    return ("8-K/A" if amended else "8-K"), (m.start("name"), m.end("name"))


def _told_beside(source: str, start: int, stop: int) -> bool:
    """Whether words right around the form's name say that it is amended: "Amendment No. 1 to Form 8-K", "Form 8-K, as amended"."""
    ahead = source[max(0, start - 160) : start]
    m = _AMENDS_AHEAD.search(ahead) if "amend" in ahead else None
    return m is not None and not _OF_ACT.search(ahead, 0, m.start()) or _AMENDED_BEHIND.match(source, stop) is not None


def _marked(source: str, at: int, end: int) -> bool:
    """ "Amendment No. 1" among the heading lines, without "/A" in the form's name."""
    if source.find("amendment", at, end) < 0:
        return False
    name = pattern("caption-name").search(source, at, end)
    high = name.start() if name else min(end, at + 800)
    m = _NUMBER.search(source, at, high)
    return m is not None and _LINE_FIRST.search(source[max(0, m.start() - 12) : m.start()]) is not None


def amendment_of(text: Text, end: int, items_at: int) -> Amendment:
    """The number on the cover, and the date of the original named in the words before or at the head of the first item.

    The date of report is the amendment's own: it names no original.
    """
    source = text.low
    spans: Spans = {}
    number = None
    m = _NUMBER.search(source, 0, max(end, 1))
    if m:
        number = int(normal(m.group(1)))
        spans["number"] = text.span(m.start(1), m.end(1))
    original = _original(text, min(len(source), items_at + 3000))
    if original is not None:
        spans["original_date"] = text.span(original.start, original.end)
    return Amendment(number=number, original_date=original.date if original else None, spans=spans)


def _original(text: Text, stop: int) -> Printed | None:
    """The date that words ahead of `stop` give the amended report: "On May 4, .. filed a Current Report", "Form 8-K dated May 4"."""
    source = text.low
    for found in _ORIGINAL.finditer(source, 0, stop):
        if not _AMENDS.search(source, max(0, found.start() - 300), min(stop, found.end() + 300)):
            continue
        near = dates(source, found.end(), min(stop, found.end() + 120))
        directly = _DIRECTLY.search(source, found.start(), near[0].start) if near else None
        if directly and directly.group("filed"):
            return near[0]
        ahead = _ahead(text, found.start())
        if ahead or directly:
            return ahead or near[0]
        if near and not pattern("caption-date").search(source, found.start(), near[0].start):  # the cover's own date names no original
            return near[0]
    return None


def _ahead(text: Text, at: int) -> Printed | None:
    """The date on which somebody "filed a" report that is named at a place: "On May 4, the registrant filed a Current Report"."""
    filed = _FILED.search(text.low[max(0, at - 160) : at])
    begin = at - len(filed.group()) if filed else 0
    found = dates(text.low, max(0, begin - 200), begin) if filed else []
    if not found or _SENTENCE_END.search(text.text, found[-1].end, begin) or _SECOND_VERB.search(text.low, found[-1].end, begin):
        return None
    return found[-1] if _ON.search(text.text, max(0, found[-1].start - 30), found[-1].start) else None
