"""`python -m bench`: measure and print tables in Markdown. Real filings come from $EIGHTK_CORPUS; without it some parts are skipped."""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bench import archive, checking, peers, processes, reading, shapes, writing
from bench.corpus import Filing, corpus_root, filings, made_filings
from eightk.version import __version__

MEGABYTE = 1_000_000


def arguments() -> argparse.Namespace:
    """The command line."""
    ask = argparse.ArgumentParser(prog="bench", description=__doc__)
    ask.add_argument("--passes", type=int, default=5, help="passes over the filings; the best counts")
    ask.add_argument("--big", type=int, default=200, help="MB of the made submission for splitting and for memory")
    ask.add_argument("--hostile", type=int, default=50, help="MB of each hostile shape")
    ask.add_argument("--patience", type=int, default=600, help="seconds after which a shape is given up")
    ask.add_argument("--archive", type=int, nargs="+", default=[2_000, 20_000], help="filings of the archive, growing")
    ask.add_argument("--peers", default=".venv-peers", metavar="VENV", help="virtualenv made by `make bench-peers`")
    ask.add_argument("--only", nargs="*", choices=list(SECTIONS), help="these parts and no others")
    return ask.parse_args()


def read_section(args: argparse.Namespace, found: list[Filing]) -> Iterator[str]:
    """Filings a second at the best of several passes and at the first of a process: the corpus and the seed, else made filings."""
    if not found:
        yield "made filings (`eightk make-corpus`); for real ones set EIGHTK_CORPUS to a folder of them\n"
    yield from reading.table(found or made_filings(), args.passes)
    if found:
        yield ""
        yield from processes.first_table(found, args.passes)


def split_section(args: argparse.Namespace, found: list[Filing]) -> Iterator[str]:
    """Cutting a big submission into its documents."""
    yield from reading.split_table(args.big * MEGABYTE, args.passes)


def import_section(args: argparse.Namespace, found: list[Filing]) -> Iterator[str]:
    """What `import eightk` costs."""
    yield from processes.import_table()


def memory_section(args: argparse.Namespace, found: list[Filing]) -> Iterator[str]:
    """What reading a big file by its path adds to a process."""
    with tempfile.TemporaryDirectory() as folder:
        yield from processes.memory_table(Path(folder), args.big * MEGABYTE)


def hostile_section(args: argparse.Namespace, found: list[Filing]) -> Iterator[str]:
    """Shapes made to hurt."""
    normal = reading.megabytes_per_second(found) if found else None
    yield from shapes.table(args.hostile * MEGABYTE, normal, args.patience)


def peers_section(args: argparse.Namespace, found: list[Filing]) -> Iterator[str]:
    """Other readers on the same filings, in the same run."""
    yield from peers.table(found, corpus_root(), Path(args.peers))


def check_section(args: argparse.Namespace, found: list[Filing]) -> Iterator[str]:
    """What checking adds, and the command from nothing."""
    if found:
        yield from checking.added_table(found, args.passes)
        yield ""
        yield from checking.rules_table(found)
        yield ""
    yield from checking.cold_table()


def write_section(args: argparse.Namespace, found: list[Filing]) -> Iterator[str]:
    """From a draft to a checked package, and what other readers make of it."""
    yield from writing.table()
    yield ""
    yield from writing.peers_table(Path(args.peers))


def archive_section(args: argparse.Namespace, found: list[Filing]) -> Iterator[str]:
    """Adding, asking, sizes."""
    if not found:
        yield "skipped: set EIGHTK_CORPUS to a folder of real filings"
        return
    yield from archive.table(args.archive, os.cpu_count() or 1)


SECTIONS: dict[str, tuple[str, Callable[[argparse.Namespace, list[Filing]], Iterator[str]]]] = {
    "read": ("Reading: `to_json(read(data))`, one core", read_section),
    "split": ("Splitting a submission", split_section),
    "import": ("Importing", import_section),
    "memory": ("Memory of `read_path`", memory_section),
    "hostile": ("Hostile shapes", hostile_section),
    "check": ("Checking", check_section),
    "write": ("Writing", write_section),
    "archive": ("The archive", archive_section),
    "peers": ("Beside other readers", peers_section),
}


def main() -> None:
    """Run the parts and print each table as soon as it is there."""
    args = arguments()
    found = filings()
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores seen, one used"
    print(f"eightk {__version__}, Python {platform.python_version()}, {machine}")
    for name in args.only or SECTIONS:
        title, section = SECTIONS[name]
        print(f"\n### {title}\n", flush=True)
        for line in section(args, found):
            print(line, flush=True)


if __name__ == "__main__":
    main()
