"""Real filings replicated: new accession numbers, names and dates, the mix of sizes and media kept.

Copies are made for measuring only and never committed. Their words are the originals', so what compresses or repeats across filings
does so better than in the real thing: sizes told of copies say so.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

from bench.corpus import filings

_ACCESSION = re.compile(rb"\d{10}-\d\d-\d{6}")
_FILED = re.compile(rb"(FILED AS OF DATE:\s*|<FILING-DATE>)(\d{8})")
_ACCEPTED = re.compile(rb"(<ACCEPTANCE-DATETIME>)(\d{8})")
_NAME = re.compile(rb"(COMPANY CONFORMED NAME:\s*|<CONFORMED-NAME>)([^\r\n]+)")
_CIK = re.compile(rb"(CENTRAL INDEX KEY:\s*|<CIK>)(\d{10})")
FIRST, LAST = 1994, 2025


def originals() -> list[bytes]:
    """Full submissions of the corpus, oldest filing date first."""
    found = [f.data for f in filings() if _FILED.search(f.data[:20_000]) and _ACCESSION.search(f.data[:20_000])]
    return sorted(found, key=lambda data: _filed(data))


def _filed(data: bytes) -> dt.date:
    told = _FILED.search(data[:20_000])
    assert told is not None
    return dt.datetime.strptime(told[2].decode(), "%Y%m%d").date()


def copies(count: int) -> Iterator[tuple[str, bytes]]:
    """`count` submissions with their file names, filed one after the other over thirty years.

    Every original is there before any is there twice, so that any stretch has the mix of sizes of the whole; a copy's filing date has
    nothing to do with its original's.
    """
    sources = originals()
    days = (dt.date(LAST, 12, 31) - dt.date(FIRST, 1, 1)).days
    for n in range(count):
        yield _copy(sources[n % len(sources)], n + 1, dt.date(FIRST, 1, 1) + dt.timedelta(n * days // count))


def _copy(data: bytes, number: int, filed: dt.date) -> tuple[str, bytes]:
    head, body = data[:20_000], data[20_000:]
    old = _ACCESSION.search(head)
    assert old is not None
    day = filed.strftime("%Y%m%d").encode()
    accession = f"{9_000_000_000 + number:010}-{filed:%y}-{number % 1_000_000:06}".encode()
    head = head.replace(old[0], accession)
    head = _FILED.sub(rb"\g<1>" + day, head)
    head = _ACCEPTED.sub(rb"\g<1>" + day, head)
    head = _NAME.sub(rb"\g<1>\g<2> %d" % (number % 5_000), head)
    head = _CIK.sub(lambda m: m[1] + b"%010d" % (int(m[2]) % 1_000_000 * 1_000 + number % 1_000), head)
    return f"{accession.decode()}.txt", head + body


def write(folder: Path, count: int) -> int:
    """The copies as files, a thousand in a folder; gives their bytes in all."""
    size = 0
    for n, (name, data) in enumerate(copies(count)):
        place = folder / f"{n // 1000:04}"
        if n % 1000 == 0:
            place.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(data)
        size += len(data)
    return size
