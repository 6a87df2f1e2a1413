"""The tags of an Inline XBRL cover, as a hand of its time sets them: enough of them for a reader, not for the SEC.

Comes in: the words of a value and the field it is. Goes out: tagged words, the hidden header, the document's first tag. Add here: nothing;
covers that the SEC takes are the writer's.
"""

from __future__ import annotations

import html
from functools import cache

from eightk.form.cover import dei

OPENING = (
    '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" '
    'xmlns:dei="http://xbrl.sec.gov/dei/2023" xmlns:xbrli="http://www.xbrl.org/2003/instance">'
)


@cache
def _elements() -> dict[str, str]:
    return {row.field: row.element for row in dei().elements}


def tagged(field: str, index: int, words: str) -> str:
    """A value of the cover in its tag; as escaped text where the cover has no tag for it."""
    element = _elements().get(field)
    inner = html.escape(words, quote=False)
    if element is None:
        return inner
    name = element if ":" in element else f"dei:{element}"
    return f'<ix:nonNumeric contextRef="c{index}" name="{name}" id="f-{field}-{index}">{inner}</ix:nonNumeric>'


def hidden(cik: str) -> str:
    """The hidden header: a fact that the cover does not print, and the period."""
    return (
        '<div style="display:none"><ix:header><ix:hidden><ix:nonNumeric contextRef="c0" name="dei:EntityCentralIndexKey">'
        f'{cik}</ix:nonNumeric><ix:nonNumeric contextRef="c0" name="dei:AmendmentFlag">false</ix:nonNumeric></ix:hidden>'
        '<ix:resources><xbrli:context id="c0"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">'
        f"{cik}</xbrli:identifier></xbrli:entity></xbrli:context></ix:resources></ix:header></div>\n"
    )
