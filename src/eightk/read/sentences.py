"""Sentences that tell of exhibits -> rows, and the notes below a list.

Comes in: a Text and the stretch of an exhibits item or index. Goes out: Rows as a list gives them, and notes by their mark. Add here: how
a sentence names an exhibit.
"""

from __future__ import annotations

import re

from eightk.late import late
from eightk.read.lists import NUMBER, OTHERS, Row
from eightk.read.text import Text, squeeze, trimmed

_WORDS = r"(?:[^.;\n]|\n(?!\s*\n)|\.(?=\w))"  # within one sentence or paragraph
_FORWARD = late(
    rf"\bexhibit\s+(?:no\.?\s*)?(?P<number>{NUMBER})[,:]?\s+(?:is\s+)?"
    r"(?P<what>(?:the|a|an|copy|text|form|press|letter|consent)\b[^.;]{5,300}?)"
    r"(?:,?\s+(?:is|are|was|has been|have been|filed|attached|furnished)\b|[.;](?=\s|$))",
    re.I,
)
# "The release is attached hereto as Exhibit 99.1"
_BACKWARD = late(
    rf"\b(?P<what>(?:an?|the)\s{_WORDS}{{5,200}}?),?\s+(?:is|are)\s+(?:\w+\s+){{0,2}}?(?:as|hereto as|herewith as)\s+"
    rf"exhibit\s+(?P<number>{NUMBER})",
    re.I,
)
# "Statement to Certificateholders on May 4, filed as Exhibit 99.1 hereto"
_STATEMENT = late(
    rf"[\n\t\x0b:][^\w\n]{{0,80}}(?P<what>(?-i:[A-Z]){_WORDS}{{5,200}}?),?\W?\s+(?:(?:is|are)\s+)?(?:being\s+)?"
    rf"(?:filed|attached|furnished|annexed)\W?\s+(?:herewith\s+|hereto\s+)?as\s+exhibit\s+(?P<number>{NUMBER})",
    re.I,
)
# "furnishes the release as Exhibit 99.1"
_VERB = late(
    rf"\b(?:files?|furnish(?:es)?|attach(?:es)?|includes?)\s+(?:herewith\s+|hereto\s+)?(?P<what>(?:an?|the|its)\s{_WORDS}{{5,200}}?),?\s+as\s+"
    rf"exhibit\s+(?P<number>{NUMBER})",
    re.I,
)
# "Press release dated May 4 (Exhibit 99.1)"
_PARENTHESIS = late(
    r"[\n\t\x0b:][ \xa0]*(?P<what>(?-i:[A-Z])[^;\n\t\x0b()]{5,200}?)\s*"
    rf"\((?:filed\s+as\s+)?exhibit\s+(?:no\.?\s*)?(?P<number>{NUMBER})\)",
    re.I,
)
# "the following exhibit: Exhibit 4 -- Rights Agreement"
_AFTER_COLON = late(
    rf":\s+exhibit\s+(?:no\.?\s*)?(?P<number>{NUMBER})\s*(?:--?|[\u2013\u2014:.,])\s*(?P<what>(?-i:[A-Z])(?:[^;\n]|\n(?!\s*\n)){{5,300}})",
    re.I,
)
_EXHIBIT_NUMBER = late(r"exhibit\s+(?:no\.?\s*)?\d")  # what every such sentence has
_DECIMAL = late(r"\d\.\d")
# "The following exhibits are furnished: 99.1 Press release; and 99.2 Script"
_NUMBERED_LIST = late(
    r"\bexhibits?\b(?:(?!\b(?:items?|rules?|sections?|articles?)\b)[^:\n]|\n(?![ \t\xa0]*+\n)){0,200}+:\s{1,9}(?=\d{1,3}\.\d)", re.I
)
_NUMBERED = late(
    r"(?P<number>\d(?:(?<=[:;,]\s\d)|(?<=[:;,]\s\s\d)|(?<=\band\s\d))\d{0,2}\.\d{1,3})(?:\s*[-\u2013\u2014:]+)?\s+(?P<what>(?-i:[A-Z])[^;\n\t]{4,300}?)"
    r"(?=;|\.?\s*(?:\n|\Z)|(?:,\s+(?:and\s+)?|\s+and\s+)\d{1,3}\.\d{1,3}\s+[A-Z])",
    re.I,
)
_OTHERS_LAST = late(OTHERS + r"\d[\d., ()a-z]{0,40}\Z", re.I)  # "under Items 2.02" before "and 9.01"
_FOOT = late(
    r"[\n\x0b\x0c][ \t\xa0]*(?P<mark>[*+\u2020\u2021#^]{1,3}|\(\d{1,2}\)|\d(?=\s))[\s.:=\u2013-]*"
    # the words, to a blank line or the next note
    r"(?P<words>[A-Z][^\n]*(?:\n(?!\s*\n|[ \t\xa0]*(?:[*+\u2020\u2021#^]{1,3}|\(\d{1,2}\))\s)[^\n]*)*)"
)


def prose_rows(text: Text, start: int, end: int) -> list[Row]:
    """Exhibits told in sentences: "Exhibit 16, the letter from ..., is filed herewith"."""
    rules = [_FORWARD, _BACKWARD, _STATEMENT, _VERB, _PARENTHESIS, _AFTER_COLON] if _EXHIBIT_NUMBER.search(text.low, start, end) else []
    for rule in rules:
        out = [_row(text, m) for m in rule.finditer(text.text, start, end)]
        if out:
            return out
    return _numbered_rows(text, start, end) if _DECIMAL.search(text.low, start, end) else []


def _row(text: Text, m: re.Match[str]) -> Row:
    """The row that a rule for sentences found."""
    return Row(m.group("number").strip(), m.span("number"), (trimmed(text.text, *m.span("what"), ","),), (), True, False)


def _numbered_rows(text: Text, start: int, end: int) -> list[Row]:
    """Exhibits listed in a sentence that announces them, each with its number before it; none where the numbers may be another's."""
    label = text.low.rfind("exhibit", max(0, start - 20), start)  # "(d) The following exhibits", behind which the list begins
    begin = start if label < 0 or text.low.find("\n", label, start + 1) >= 0 else label
    opens = _NUMBERED_LIST.search(text.text, begin, end)
    found = list(_NUMBERED.finditer(text.text, opens.end(), end)) if opens else []
    if any(_OTHERS_LAST.search(m.group("what")) for m in found[:-1]):
        return []
    return [_row(text, m) for m in found]


def notes(source: str, start: int, end: int) -> dict[str, str]:
    """Footnotes of a list by their mark."""
    return {m.group("mark").strip("()"): squeeze(m.group("words")[:600]) for m in _FOOT.finditer(source, start, end)}
