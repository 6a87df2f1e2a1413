"""What a cover's values look like: file numbers, employer numbers, telephones, jurisdictions.

Comes in: words. Goes out: whether they have the shape. Add here: another way such a value is printed.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from eightk.form.cover import names
from eightk.form.phrases import pattern
from eightk.form.rows import letters
from eightk.late import late
from eightk.read.dates import MONTH_BEGINS, dates

_DASH = r"[-\u2013\u2014\u2011]"
# Digits are asked for first and what stands before them looked at afterwards, so that the search runs from digit to digit.
FILE = late(
    r"\d(?<![\d\-.,/(]\d)(?<![A-Z]{2}\d)\d{0,2}"  # one to three digits that no other number or postal code ("KY1-9005") runs into,
    rf"\s?{_DASH}\s?\d{{3,6}}"  # a dash and the number,
    r"(?:\s?-\s?\d{1,4}|-[A-Z]{1,2}(?![A-Za-z]))?"  # a co-registrant's or an office's suffix,
    r"(?![\d]|\s?[-.]\s?\d)"  # and nothing that goes on
)
EIN = late(rf"\d(?<![\d-]\d)(?:\d\s?{_DASH}\s?\d{{7}}|\d{{8}})(?![\d-])")
FILE_DIGITS, EIN_RUN = 4, 7  # the least digits that a file number has, and the longest run of an employer number
_AMERICAN = (
    r"(?<![\d-])(?:\+?1[\s.-]{0,2}|\d{2}-(?=\d{3}-))?"
    r"(?:[(\[]\s{0,6}\d{3}\s{0,6}[)\]][\s\xa0.\-\u2013\u2011]{0,8}\d{3}|\d{3}[\s.\-/\u2013\u2011]{1,4}\d{3})"  # "(310) 555", "310-555"
    r"[\s.\-\u2013\u2014\u2011]{1,4}\d{4}(?!\d)"
    r"(?:,?[ \xa0]*(?i:ext(?:ension|n)?\b\.?:?|x)[ \xa0]*\d{1,5}(?!\d))?"  # "ext. 12"
)
_ABROAD = (
    r"(?<![\d-])(?:011|00)[\s.-]{1,2}\d{1,3}(?:[\s.-]{1,2}\(?\d{2,5}\)?){2,4}(?![\d-])"  # "011 44 20 7555 0100"
    r"|(?:\+\s?(?:\d{1,3}|\(\d{1,3}\))|\(\+\s?\d{1,3}\))[\s.-]{0,3}\(?\d[\d\s().\-/]{6,18}\d"  # "+44 (20) 7555 0100", "(+44) 20"
    r"|(?<!\d)(?:\(?0?11\)?[\s.-]{1,3})?\(?\d{2,4}\)?[\s.-]{1,2}\d{2,4}[\s.-]{1,2}\d{4}(?![\d-])"  # "(20) 7555 0100"
)
# "1-800-SHIPPER", not "800 BOYLSTON STREET"
_LETTERED = r"(?<![\d-])(?:1[\s.-]?)?\(?8(?:00|22|33|44|55|66|77|88)\)?[\s.-]{1,3}[A-Z0-9-]{7,12}(?!\w|,? ?[A-Za-z])"
PHONE_DIGITS, PHONE_RUNS = 7, 3  # the least that a telephone has, in so many runs at least, but for one with "+" or letters
PHONE = late(rf"(?=[\d(\[+])(?:{_AMERICAN}|{_ABROAD}|{_LETTERED})")
WORD = late(r"[^\W_]")

_ANY_DIGIT = late(r"\d")
_WORD_OF_FOUR = late(r"[a-z]{4}")  # which no number takes in, and of dates only those with a month
_MONTHS = MONTH_BEGINS.pattern.split("|")
_BESIDE = late(r"[\W_]|\band\b")  # what may stand between numbers
_STATE_OF = late(
    r"^\(?(?:the )?(?:(?:state|commonwealth|(?:federal |people['\u2019]s )?republic|province|territory|kingdom|grand duchy|islands?|a|an)"
    r"\b(?: of(?: the)?)?)?",
    re.I,
)
_COUNTRY_BEHIND = late(r",? \(?(?:u\. ?s\. ?a\.?|usa|u\. ?s\.|canada|united states(?: of america)?)\)?$", re.I)


def is_typed(words: str) -> bool:
    """Whether words are nothing but dates, numbers and telephones."""
    if not _ANY_DIGIT.search(words) or (_WORD_OF_FOUR.search(words) and not any(map(words.lower().__contains__, _MONTHS))):
        return False
    if EIN.fullmatch(words) or FILE.fullmatch(words):
        return True
    rest = words
    for p in reversed(dates(words.lower(), 0, len(words))):
        rest = rest[: p.start] + rest[p.end :]
    for rule in (EIN, PHONE, FILE):
        rest = rule.sub("", rest)
    return rest != words and len(_BESIDE.sub("", rest)) <= 3


@cache
def _places() -> frozenset[str]:
    """States, provinces and countries, letters only."""
    tables = names()
    return frozenset(letters(name) for table in (tables.stateprovnameen, tables.countrynameen, tables.edgarprovcountryen) for name in table)


@lru_cache(1024)
def is_jurisdiction(words: str) -> bool:
    """Whether words name a state, province or country, or say of which one something is; kept, for covers repeat each other."""
    if len(words) > 60:
        return False
    places = _places()
    if letters(words) in places or letters(_COUNTRY_BEHIND.sub("", _STATE_OF.sub("", words.strip()))) in places:
        return True
    return pattern("jurisdiction").search(words.lower()) is not None
