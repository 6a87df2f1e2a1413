"""Mutated filings, made and real, held against the laws for `EIGHTK_FUZZ_SECONDS` (1800 by default), split over shapes.

Each shape damages a filing in one manner that knows its structure; "mixed" piles several up. Every case is made again from the
seed that is printed: EIGHTK_FUZZ_SEED=.. and its number. Add here: a shape, as a function of (random, filing, another filing).
"""

from __future__ import annotations

import gzip
import os
import random
import re
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import invented
import laws
from eightk.made import Order, make

LARGEST = 120_000  # bytes of a filing that is mutated; larger ones teach nothing more and cost time
MADE = 150  # made filings among those that are mutated
Shape = Callable[[random.Random, bytes, bytes], bytes]


def _some(r: random.Random, most: int = 8) -> int:
    """A number of damages: mostly few."""
    return min(most, 1 + int(r.expovariate(0.5)))


def _place(r: random.Random, data: bytes) -> int:
    return r.randrange(len(data) + 1)


def _stretch(r: random.Random, data: bytes, longest: int = 4000) -> tuple[int, int]:
    at = _place(r, data)
    return at, min(len(data), at + int(r.expovariate(4 / longest)))


def _lines(r: random.Random, data: bytes, other: bytes) -> bytes:
    """Lines shuffled, doubled, dropped, joined, broken, indented."""
    lines = re.split(rb"(?<=\n)", data)
    for _ in range(_some(r)):
        at, many = r.randrange(max(1, len(lines))), r.randrange(1, 12)
        piece = lines[at : at + many]
        match r.randrange(7):
            case 0:
                r.shuffle(piece)
            case 1:
                piece = piece * r.randrange(2, 5)
            case 2:
                piece = []
            case 3:
                piece = [b" ".join(x.rstrip(b"\r\n") for x in piece)]
            case 4:
                piece = [x.replace(b" ", b"\n" if r.random() < 0.5 else b"      ", r.randrange(1, 9)) for x in piece]
            case 5:
                piece = [b" " * r.randrange(40) + x.lstrip() for x in piece]
            case _:
                to = r.randrange(len(lines) + 1)
                lines[to:to] = piece
                continue
        lines[at : at + many] = piece
    return b"".join(lines)


def _blocks(r: random.Random, data: bytes, other: bytes) -> bytes:
    """Stretches dropped, doubled, moved, swapped with another filing's."""
    for _ in range(_some(r, 5)):
        a, b = _stretch(r, data)
        c, d = _stretch(r, other)
        at = _place(r, data)
        data = r.choice((
            data[:a] + data[b:], data[:b] + data[a:], data[:at] + data[a:b] + data[at:],
            data[:a] + other[c:d] + data[b:], data[:a] + other[c:],
        ))  # fmt: skip
    return data


def _sections(r: random.Random, data: bytes, other: bytes) -> bytes:
    """Whole parts (between item headings, signatures, documents) shuffled, doubled or taken from another filing."""
    rule = re.compile(rb"(?i)(?=\bitem\s*\d|\bsignatures?\b|<document>|exhibit index|pursuant to the requirements)")
    parts, others = rule.split(data), rule.split(other)
    for _ in range(_some(r, 4)):
        i, j = r.randrange(len(parts)), r.randrange(len(parts))
        match r.randrange(4):
            case 0:
                parts[i], parts[j] = parts[j], parts[i]
            case 1:
                parts.insert(i, parts[j])
            case 2:
                parts[i] = r.choice(others)
            case _:
                parts[i] = b""
    return b"".join(parts)


def _tags(r: random.Random, data: bytes, other: bytes) -> bytes:
    """Tags dropped, doubled, cut open, renamed, put elsewhere, upper-cased, filled with attributes."""
    tags = [m.span() for m in re.finditer(rb"<[^<>\n]{1,300}>", data)] or [(0, 0)]
    names = [
        b"table", b"/table", b"tr", b"td", b"/td", b"p", b"br", b"pre", b"/pre", b"!--", b"--", b"title", b"/title", b"script",
        b"ix:header", b"/ix:header", b"style", b"a href='x&amp;y'", b"font face=Wingdings", b"TEXT", b"/TEXT", b"PAGE", b"DOCUMENT",
        b"/DOCUMENT", b"div style='page-break-after:always'", b"ix:nonNumeric name='dei:X' contextRef='c'", b"/ix:nonNumeric", b"TABLE",
        b"S", b"C", b"PDF", b"XML", b"XBRL", b"?xml version='1.0'?",
    ]  # fmt: skip
    for a, b in sorted(r.sample(tags, min(len(tags), _some(r, 20))), reverse=True):
        tag, new = data[a:b], b"<" + r.choice(names) + b">"
        at = _place(r, data)
        if r.random() < 0.4:
            data = data[:at] + new + data[at:]
            continue
        put = r.choice((
            b"", tag * 3, tag[:-1], tag[1:], tag.upper(), tag.replace(b"<", b"</", 1), new,
            tag[:-1] + b" x='<'>", b"<!-- " + tag, tag + b" -->", b"<" + tag,
        ))  # fmt: skip
        data = data[:a] + put + data[b:]
    return data


def _figures(r: random.Random, data: bytes, other: bytes) -> bytes:
    """Digits changed, dropped, spelled as letters; numbers of items changed."""
    spots = [m.start() for m in re.finditer(rb"\d", data)] or [0]
    out = bytearray(data)
    for at in sorted(r.sample(spots, min(len(spots), _some(r, 60))), reverse=True):
        out[at : at + 1] = r.choice((b"%d" % r.randrange(10),) * 5 + (b"", b"l", b"O", b"1.", b" ", b"99", b"&#49;", b"-", b"(a)"))
    return bytes(out)


def _letters(r: random.Random, data: bytes, other: bytes) -> bytes:
    """Case changed, letters spaced, words dropped or repeated, in a stretch."""
    for _ in range(_some(r)):
        a, b = _stretch(r, data, 1500)
        piece = data[a:b]
        match r.randrange(6):
            case 0:
                piece = piece.upper()
            case 1:
                piece = piece.lower()
            case 2:
                piece = piece.swapcase()
            case 3:
                piece = re.sub(rb"(?<=[A-Za-z])(?=[A-Za-z])", b" ", piece)
            case 4:
                words = piece.split(b" ")
                r.shuffle(words)
                piece = b" ".join(words)
            case _:
                piece = piece.replace(b" ", b"", r.randrange(1, 30))
        data = data[:a] + piece + data[b:]
    return data


def _entities(r: random.Random, data: bytes, other: bytes) -> bytes:
    """Entities, characters of other scripts and encodings, controls and marks put anywhere."""
    odd = (
        "&nbsp;", "&nbsp", "&#160;", "&amp;", "&lt;", "&gt;", "&#xA0;", "&#8217;", "&#x2612;", "&#0;", "&#55296;", "&#1114112;", "&",
        "&bogus;", "&ampamp;", "&NotEqualTilde;", "&fjlig;", "&shy;", "&#173;", "&zwnj;", "&#10;", "&#12;", "İ", "ß", "ﬁ", "\u2028",
        "\x85", "\u200b", "\u202e", "\U0001f600", "é", "ǆ", "\u2610", "\u2612", "\ufeff", "\u3000", "٣", "½", "e\u0301",
    )  # fmt: skip
    raw = (
        b"\x00", b"\x80", b"\x93", b"\x96", b"\xa0", b"\xff", b"\xc3", b"\x0c", b"\x0b", b"\x1a", b"\x1c", b"\t", b"\r", b"\r\r\n",
        b"\x7f", b"\x81",
    )  # fmt: skip
    wide = r.random() < 0.6
    for _ in range(_some(r, 40)):
        at = _place(r, data)
        put = r.choice(odd).encode() if wide else r.choice(raw)
        data = data[:at] + put * (1 if r.random() < 0.9 else r.randrange(2, 6)) + data[at:]
    return data


def _breaks(r: random.Random, data: bytes, other: bytes) -> bytes:
    """Lines broken and ended otherwise: CR, CRLF, none, form feeds, <PAGE> with a number, the file cut off."""
    match r.randrange(7):
        case 0:
            data = data.replace(b"\r\n", b"\n").replace(b"\n", b"\r")
        case 1:
            data = data.replace(b"\n", b"\r\n")
        case 2:
            a, b = _stretch(r, data, 20_000)
            data = data[:a] + data[a:b].replace(b"\n", b" ") + data[b:]
        case 3:
            a, b = _stretch(r, data, 20_000)
            data = data[:a] + data[a:b].replace(b"\n", b"\r") + data[b:]
        case 4:
            data = data[_place(r, data) :]
        case _:
            data = data[: _place(r, data)]
    for _ in range(_some(r, 20)):
        spaces = _place(r, data)
        at = data.find(b" ", spaces)
        page = b"\n\n  %d\n<PAGE>\n" % r.randrange(200)
        data = data[:at] + r.choice((b"\n", b"\n\n", b"\r", b"\x0c", b"\n<PAGE>\n", page, b"<br>", b"\n- 2 -\n\x0c")) + data[at + 1 :]
    return data


def _headings(r: random.Random, data: bytes, other: bytes) -> bytes:
    """Headings, signature lines, captions and legends of odd forms put at line starts."""
    odd = (
        "Item 5.", "ITEM 2.02", "Item 1.01(a) and 5.02(e)", "I T E M  9 .", "ITEM FIVE", "Item IX.", "Item l.", "Item 5,03",
        "Items 1 through 4, 6 and 8 Not Applicable", "Items 2.02 and 7.01. Results", "Item 9.01(d) Exhibits", "(a) None. (b) None.",
        "Item 5. (continued)", "SIGNATURES", "SIGNATURE", "By: /s/ A. Person", "By:", "/s/",
        "Pursuant to the requirements of the Securities Exchange Act of 1934, the registrant has duly caused this report to be signed",
        "EXHIBIT INDEX", "99.1  Press release", "Exhibit 99.1", "(99.1) x", "10.1* Agreement dated May 1, 2003", "Date: May 32, 2003",
        "Date: l5 May, 2OO3", "2003-05-01", "5/6/07", "May 3-5, 2004", "May 3, 2004 (May 1, 2004)",
        "Date of Report (Date of earliest event reported)", "(Exact name of registrant as specified in its charter)",
        "(Commission File Number)", "(I.R.S. Employer Identification No.)", "000-12345", "12-3456789", "(555) 555-0100",
        "[ ] Written communications pursuant to Rule 425", "[X] Soliciting material pursuant to Rule 14a-12",
        "Emerging growth company [X]", "FORM 8-K/A", "Amendment No. 2", "FORM 10-K", "Section 5 - Corporate", "Title of each class",
        "Common Stock\tABC\tNYSE", "Former name or former address", "N/A", "TABLE OF CONTENTS", "-----",
        "incorporated herein by reference to Exhibit 99.1.", "shall not be deemed filed", "The information in this report is furnished.",
        "Forward-Looking Statements", "- 3 -", "Page 4 of 9",
    )  # fmt: skip
    for _ in range(_some(r, 12)):
        at = data.find(b"\n", _place(r, data)) + 1
        line = r.choice(odd).encode()
        row = b"<tr><td>" + line.replace(b" ", b"</td><td>", 1) + b"</td></tr>"
        line = r.choice((line, b"   " + line, line + b"\n\n", b"<p>" + line + b"</p>", row, b"\n\n" + line + b"   "))
        data = data[:at] + line + r.choice((b"\n", b"", b" ")) + data[at:]
    return data


def _bytes(r: random.Random, data: bytes, other: bytes) -> bytes:
    """Bytes flipped, dropped, put in."""
    out = bytearray(data)
    for _ in range(_some(r, 60)):
        at = r.randrange(len(out) + 1)
        out[at : at + r.randrange(3)] = r.randbytes(r.randrange(3))
    return bytes(out)


def _mixed(r: random.Random, data: bytes, other: bytes) -> bytes:
    """Several shapes, one upon another."""
    for shape in r.sample(list(SHAPES.values())[:-1], r.randrange(2, 5)):
        data = shape(r, data, other)
    return data


SHAPES: dict[str, Shape] = {
    "lines": _lines, "blocks": _blocks, "sections": _sections, "tags": _tags, "figures": _figures, "letters": _letters,
    "entities": _entities, "breaks": _breaks, "headings": _headings, "bytes": _bytes, "mixed": _mixed,
}  # fmt: skip


def filings() -> list[tuple[str, bytes]]:
    """What is mutated: the invented filings, the examples, made ones, and the real ones where $EIGHTK_CORPUS names them."""
    root = Path(__file__).parent.parent
    found = [(f.name, f.data) for f in invented.filings()] + [(p.name, p.read_bytes()) for p in sorted((root / "examples").glob("*.txt"))]
    found += [(f"made {n}", make(Order(seed=1), n).data) for n in range(MADE)]
    corpus = os.environ.get("EIGHTK_CORPUS", "")
    real = sorted(Path(corpus, "filings").rglob("*.gz")) if corpus else []
    found += [(p.name, gzip.decompress(p.read_bytes())) for p in real if "reference_items" not in p.parts]
    return [(name, data) for name, data in found if 0 < len(data) <= LARGEST]


def case(bases: list[tuple[str, bytes]], shape: str, seed: int, n: int) -> tuple[str, bytes]:
    """Case `n` of a shape under a seed: the filing it was made from, and its bytes."""
    r = random.Random(f"{seed}:{shape}:{n}")
    (name, data), (_, other) = r.choice(bases), r.choice(bases)
    return name, SHAPES[shape](r, data, other)


def broken(data: bytes) -> list[str]:
    """The laws that a reading breaks, an exception among them."""
    try:
        return laws.breaches(data)
    except Exception as error:  # noqa: BLE001 (that nothing may be raised is what is tested)
        where = traceback.extract_tb(error.__traceback__)[-1]
        return [f"total: {type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno} {where.name})"]


def shrunk(data: bytes, holds: Callable[[bytes], bool], seconds: float = 30) -> bytes:
    """A smaller input for which `holds` stays true: pieces are dropped, ever smaller ones, while there is time."""
    until, size = time.monotonic() + seconds, len(data) // 2
    while size >= 1 and time.monotonic() < until:
        at = 0
        while at < len(data) and time.monotonic() < until:
            less = data[:at] + data[at + size :]
            if holds(less):
                data = less
            else:
                at += size
        size //= 2
    return data


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_mutated_filings_keep_the_laws(shape: str, tmp_path: Path) -> None:
    seed = int(os.environ.get("EIGHTK_FUZZ_SEED") or random.SystemRandom().randrange(1 << 32))
    bases, n = filings(), 0
    until = time.monotonic() + float(os.environ.get("EIGHTK_FUZZ_SECONDS", "1800")) / len(SHAPES)
    while time.monotonic() < until:
        name, data = case(bases, shape, seed, n)
        found = broken(data)
        if found:
            law = found[0].partition(":")[0]
            small = shrunk(data, lambda less: any(b.startswith(law + ":") for b in broken(less)))
            (tmp_path / "broken.txt").write_bytes(small)
            case_is = f"EIGHTK_FUZZ_SEED={seed}, {shape} {n}, from {name}:"
            pytest.fail("\n".join([case_is, *found[:5], f"smaller: {tmp_path / 'broken.txt'}", repr(small[:1500])]))
        n += 1
    print(f"{shape}: {n} cases, seed {seed}")
    assert n, "no case was made"


def test_shapes_damage_and_come_again() -> None:
    """Each shape changes what it is given, and a seed makes the same case twice."""
    bases = filings()[:40]
    for shape in SHAPES:
        made = [case(bases, shape, 7, n) for n in range(20)]
        assert made == [case(bases, shape, 7, n) for n in range(20)]
        assert sum(data != dict(bases)[name] for name, data in made) >= 15, shape
