"""Filing text made safe to show: what anyone may put in a filing must not steer a terminal or a spreadsheet.

Comes in: text of a filing, a file name or a message. Goes out: the same text with whatever would act instead of
being read replaced by something visible. HTML is left to `html.escape`, which goes on top of `visible`.
"""

from __future__ import annotations

import re

# Controls (C0 but tab and newline, DEL, C1), line separators, bidirectional marks, overrides and isolates,
# interlinear and tag characters, lone surrogates (a file name that is not UTF-8 has them).
_CONTROLS = "\x00-\x08\x0b-\x1f"
_OTHERS = "\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff"
_ACTS = re.compile(f"[{_CONTROLS}{_OTHERS}]")
_ACTS_IN_JSON = re.compile(f"[{_OTHERS}]")  # JSON itself escapes the other controls
_SPACE = re.compile(r"[ \t\n\r\f\v\u00a0]+")
_FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"<U+{code:04X}>"


def visible(text: str) -> str:
    """Text in which controls and bidirectional marks are seen, not obeyed. Newlines and tabs stay, CR LF becomes LF.

    >>> print(visible("red\\x1b[31m \\u202eabc"))
    red␛[31m <U+202E>abc
    """
    return _ACTS.sub(_picture, text.replace("\r\n", "\n"))


def one_line(text: str | None) -> str:
    """`visible` text on one line, runs of white space made one blank; "" for None."""
    return _ACTS.sub(_picture, _SPACE.sub(" ", text).strip()) if text else ""


def cell(text: str) -> str:
    """Text for a spreadsheet cell: `visible`, and with an apostrophe before what a spreadsheet would take for a formula.

    That is a first character = + - @ (or their full-width forms), tab, carriage return or newline. A minus sign alone,
    the path of standard input, is no formula.

    >>> cell('=HYPERLINK("http://x")')
    '\\'=HYPERLINK("http://x")'
    """
    return ("'" if text[:1] and text[0] in _FORMULA and text != "-" else "") + visible(text)


def shown_json(line: bytes) -> bytes:
    r"""The same JSON value, with the characters JSON leaves raw and a terminal would obey written as \u escapes."""
    if line.isascii() and b"\x7f" not in line:
        return line
    return _ACTS_IN_JSON.sub(_json_escape, line.decode()).encode()


def _json_escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


def unicode_path(path: str | None) -> str | None:
    """A path as Unicode: bytes of a file name that are no UTF-8 become backslash escapes, so that JSON can hold them."""
    return None if path is None else path.encode(errors="surrogateescape").decode(errors="backslashreplace")
