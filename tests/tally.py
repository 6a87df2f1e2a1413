"""Right / of per field over the invented filings, then the misses: `python tests/tally.py [--fails N] [--only WORD] [--field WORD]`."""

from __future__ import annotations

import argparse
import collections
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import invented
from eightk.read import read
from eightk.write.json import to_json


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--fails", type=int, default=1000, help="misses shown of each field")
    ap.add_argument("--only", default="", help="filings whose name holds this")
    ap.add_argument("--field", default="", help="fields whose name holds this")
    a = ap.parse_args()
    right: collections.Counter[str] = collections.Counter()
    of: collections.Counter[str] = collections.Counter()
    misses: dict[str, list[str]] = collections.defaultdict(list)
    whole = total = 0
    for name in invented.names():
        if a.only not in name:
            continue
        filing = invented.load(name)
        try:
            got = json.loads(to_json(read(filing.data)))
        except Exception as fault:  # noqa: BLE001  a reader that raises is the finding here
            got = {}
            misses["(raised)"].append(f"{name}: {type(fault).__name__}: {fault}")
        marks = [m for m in invented.compare(filing.expected, got) if a.field in m.field]
        total += 1
        whole += all(m.right for m in marks)
        for m in marks:
            of[m.field] += 1
            right[m.field] += m.right
            if not m.right:
                misses[m.field].append(f"{name}: {m}")
    for field in sorted(of):
        print(f"{field:28} {right[field]:5d} / {of[field]:<5d} {100 * right[field] / of[field]:6.1f}%")
    print(f"{'filings wholly right':28} {whole:5d} / {total}")
    for field in sorted(misses):
        for miss in misses[field][: a.fails]:
            print(f"  MISS {miss[:400]}")


if __name__ == "__main__":
    main()
