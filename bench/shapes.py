"""Shapes made to hurt a reader. Each is read at a quarter of its size and at full size, in a process of its own.

Linear cost means four times the bytes take four times as long: `x4` near 4.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from time import perf_counter

from bench.made import COVER, LINE, SIGNATURES
from eightk.read import read
from eightk.write.json import to_json

HTML_COVER = b"<html><body><pre>" + COVER + b"</pre>"


def _text(unit: bytes) -> Callable[[int], bytes]:
    return lambda size: COVER + unit * (size // len(unit)) + SIGNATURES


def _html(unit: bytes, close: bytes = b"") -> Callable[[int], bytes]:
    def make(size: int) -> bytes:
        count = size // (len(unit) + len(close))
        return HTML_COVER + unit * count + close * count

    return make


ORDINARY = "ordinary text"
SHAPES: dict[str, Callable[[int], bytes]] = {
    ORDINARY: _text(LINE * 5 + b"\n"),
    "ordinary HTML": _html(b"<p>" + LINE * 3 + b"</p>\n"),
    "endless Item 1.01, a line each": _text(b"Item 1.01 Entry into a Material Definitive Agreement\n"),
    "endless Item 1.01, one line": _text(b"Item 1.01 "),
    "endless Item 9 and 12, one line": _text(b"Item 9 and 12. Regulation FD Disclosure "),
    "endless Items 1, 2 and 3": _text(b"Items 1, 2, 3 and 4. Not Applicable\n"),
    "endless table of contents": _text(b"Item 2.02 Results of Operations ........ 3\n"),
    "unclosed <p>": _html(b"<p>marsh"),
    "unclosed <p><p>, no text": _html(b"<p>"),
    "deep nesting": _html(b"<div>", b"</div>"),
    "deep tables": _html(b"<table><tr><td>", b"</td></tr></table>"),
    "one line": _text(b"the marsh rose by an inch "),
    "one word": _text(b"m"),
    "million-row table": _html(b"<tr><td>1,234</td><td>inch</td><td>&nbsp;</td></tr>\n"),
    "blank lines": _text(b"\n"),
    "blanks": _text(b" "),
    "rules": _text(b"-" * 79 + b"\n"),
    "open brackets": _html(b"<"),
    "open comments": _html(b"<!--"),
    "entities": _html(b"&nbsp;&#160;&amp;"),
    "hard spaces and blanks": _html(b"&nbsp; "),
    "attributes without end": _html(b'<a href="x'),
    "exhibits without end": _text(b"99.1     Press release dated June 3, 2003\n"),
    "signatures without end": _text(b"By: /s/ Ned Reed\n    Ned Reed, Treasurer\nDate: June 4, 2003\n"),
    "SIGNATURES without end": _text(b"SIGNATURES\n\nPursuant to the requirements of the Securities Exchange Act of 1934\n"),
    "quoted not-filed words": _text(b'shall not be deemed "filed" for purposes of Section 18 of the Securities Exchange Act of 1934 '),
    "dates": _text(b"June 3, 2003 "),
    "dates in the cover": lambda size: b"FORM 8-K\nCURRENT REPORT\nDate of Report: " + b"June 3, June 4, 2003 " * (size // 21) + SIGNATURES,
    "covers": _text(COVER),
    "<DOCUMENT> without end": lambda size: b"<DOCUMENT>\n<TYPE>8-K\n<TEXT>\n" * (size // 30),
    "<DOCUMENT> in lines": lambda size: b"<DOCUMENT>" * (size // 10),
}  # fmt: skip


def table(size: int, normal: float | None, patience: int) -> Iterator[str]:
    """A row for each shape. `normal`: MB/s over real filings; without them, that of ordinary text."""
    yield f"Normal speed: {normal:.1f} MB/s over the real filings.\n" if normal else "No real filings: held against ordinary text.\n"
    yield f"| shape, {size / 1e6:.0f} MB | seconds | MB/s | normal / this | x4 |"
    yield "|---|--:|--:|--:|--:|"
    for name in SHAPES:
        quarter, full = _measured(name, size // 4, patience), _measured(name, size, patience)
        if isinstance(quarter, str) or isinstance(full, str):
            yield f"| {name} | {quarter if isinstance(quarter, str) else full} | | | |"
            continue
        speed = size / full / 1e6
        normal = normal or speed
        yield f"| {name} | {full:.2f} | {speed:.1f} | {normal / speed:.1f} | {full / quarter:.1f} |"


def _measured(name: str, size: int, patience: int) -> float | str:
    """Seconds in a process of its own, or in words what went wrong: a shape that breaks the reader is a row, too."""
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "bench.shapes", name, str(size)], capture_output=True, text=True, check=True, timeout=patience
        )
    except subprocess.TimeoutExpired:
        return f"over {patience}"
    except subprocess.CalledProcessError as failed:
        return f"**{(failed.stderr.strip() or f'exit {failed.returncode}').splitlines()[-1]}**"
    return float(ran.stdout)


if __name__ == "__main__":
    made = SHAPES[sys.argv[1]](int(sys.argv[2]))
    start = perf_counter()
    to_json(read(made))
    print(perf_counter() - start)
