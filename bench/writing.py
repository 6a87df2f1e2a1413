"""From a draft to a checked package: the command from nothing, and in a process that is warm; and what other readers read of it."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from eightk.filing.make import LAYOUTS, MOCK, make, write_package
from eightk.form.sending import Layout

COLD_SECONDS, WARM_MS = 0.5, 20
DAY = dt.date(2024, 6, 5)
NOW = dt.datetime(2024, 6, 5, 16, tzinfo=dt.UTC)
ISSUER = """\
form: 8-K
registrants:
  - name: Larkspur Tide Mills, Inc.
    jurisdiction: Delaware
    file_number: 001-99101
    ein: 99-0000101
    address: {lines: [1 Weir Lane], city: Dover, state: Delaware, zip: "19901"}
    phone: (302) 555-0101
    former: Not Applicable
    cik: 0009990101
    fiscal_year_end: 12-31
"""
DRAFT = f"""\
---
{ISSUER}date_of_report: 2024-06-03
securities:
  - {{title: "Common Stock, par value $0.01 per share", symbol: LTM, exchange: New York Stock Exchange}}
emerging_growth: false
exhibits:
  - {{number: 10.1, description: "Lease dated June 3, 2024", file: ex10-1.htm}}
  - {{number: 99.1, description: "Press release dated June 3, 2024", file: ex99-1.htm, status: furnished}}
signatures:
  - {{registrant: "Larkspur Tide Mills, Inc.", name: Ada Miller, title: Chief Executive Officer, date: 2024-06-05, signed: true}}
---

# 1.01

On June 3, 2024, Larkspur Tide Mills, Inc. entered into a lease with Weir Holdings LLC, which is no affiliate, for its mill. The lease runs
for ten years at a rent of $1.2 million a year. The lease is filed as Exhibit 10.1.

# 7.01

On June 3, 2024, the registrant issued a press release, furnished as Exhibit 99.1.
"""
SECOND = """\
  - name: Larkspur Weirs L.P.
    jurisdiction: Delaware
    file_number: 001-99102
    ein: 99-0000102
    address: {lines: [1 Weir Lane], city: Dover, state: Delaware, zip: "19901"}
    phone: (302) 555-0102
    former: Not Applicable
    cik: 0009990102
"""
OLD = f"""\
---
{ISSUER}date_of_report: 2003-09-15
exhibits:
  - {{number: 99.1, description: "Press release dated September 15, 2003", file: ex99-1.htm}}
signatures:
  - {{registrant: "Larkspur Tide Mills, Inc.", name: Ada Miller, title: Chief Executive Officer, date: 2003-09-15, signed: true}}
---

# 5

On September 15, 2003, Larkspur Tide Mills, Inc. opened its second mill. The press release is filed as Exhibit 99.1.
"""
AMENDED = "form: 8-K/A\namendment: {number: 1, original_date: 2024-06-03}\namendment_description: More of the lease.\n"
BOTH = DRAFT.replace("form: 8-K\n", AMENDED)
BOTH = BOTH.replace("date_of_report", f"{SECOND}date_of_report", 1).replace("# 1.01", "This amendment tells more of the lease.\n\n# 1.01")
FILES = {
    "ex10-1.htm": "<html><body><p>Exhibit 10.1</p><p>LEASE</p><p>This lease is made on June 3, 2024.</p></body></html>\n",
    "ex99-1.htm": "<html><body><p>Exhibit 99.1</p><p>Larkspur Tide Mills, Inc. tells of its mill.</p></body></html>\n",
}


def _matter(folder: Path, text: str) -> Path:
    """A draft in a folder, its exhibits beside it."""
    folder.mkdir()
    for name, words in ({"draft.md": text} | FILES).items():
        (folder / name).write_text(words, encoding="utf-8")
    return folder / "draft.md"


def table(count: int = 10) -> Iterator[str]:
    """Seconds of the command in a new process, and milliseconds of its work in a warm one, for each layout."""
    yield "| layout | cold: best s of wall | of CPU | bar | warm: median ms of wall | of CPU | without files | bar |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|"
    with tempfile.TemporaryDirectory() as made:
        root = Path(made)
        draft = _matter(root / "matter", DRAFT)
        for layout in LAYOUTS:
            cold = [_cold(draft, root / "cold", layout, root / "bytecode") for _ in range(count + 1)][1:]
            warm, cpu, memory = _warm(draft, root / "warm", layout, 3 * count)
            wall, own = min(c[0] for c in cold), min(c[1] for c in cold)
            yield f"| {layout} | {wall:.2f} | {own:.2f} | {COLD_SECONDS} | {warm:.1f} | {cpu:.1f} | {memory:.1f} | {WARM_MS} |"


def _cold(draft: Path, out: Path, layout: str, bytecode: Path) -> tuple[float, float]:
    """Wall and CPU seconds of one call; its bytecode is kept from a run that does not count."""
    words = ["write", str(draft), "-o", str(out), "--as-of", str(DAY), "--layout", layout]
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(bytecode), "PYTHONDONTWRITEBYTECODE": ""}
    start, before = perf_counter(), os.times()
    ran = subprocess.run([sys.executable, "-m", "eightk", *words], env=environment, capture_output=True, text=True, check=False)
    took, after = perf_counter() - start, os.times()
    if ran.returncode:
        raise SystemExit(ran.stdout + ran.stderr)
    shutil.rmtree(out)
    return took, after.children_user + after.children_system - before.children_user - before.children_system


def _warm(draft: Path, out: Path, layout: Layout, count: int) -> tuple[float, float, float]:
    """Median milliseconds of wall and CPU to write a package, and of CPU to make it in memory."""
    walls, cpus, memory = [], [], []
    for _ in range(count):
        wall, cpu = perf_counter(), process_time()
        write_package(str(draft), str(out), as_of=DAY, now=NOW, layout=layout)
        walls.append((perf_counter() - wall) * 1e3)
        cpus.append((process_time() - cpu) * 1e3)
        shutil.rmtree(out)
        cpu = process_time()
        make(str(draft), str(out), as_of=DAY, layout=layout)
        memory.append((process_time() - cpu) * 1e3)
    return statistics.median(walls), statistics.median(cpus), statistics.median(memory)


# ---- other readers -----------------------------------------------------------------------------------------------

# Run by the peers' own Python, offline: what each says of a submission, as a line of JSON.
ASK = r"""
import json, os, re, socket, sys, tempfile
def no_network(*a, **k): raise OSError("offline")
socket.socket.connect = no_network
os.environ.setdefault("EDGAR_IDENTITY", "Bench bench@example.com")
os.environ.setdefault("EDGAR_LOCAL_DATA_DIR", tempfile.mkdtemp())
def number(words):
    found = re.search(r"(\d{1,2}\.\d{2}|\d{1,2})", str(words))
    return found[1] if found else str(words)
def edgartools(data):
    import stamina; stamina.set_active(False)
    from edgar._filings import Filing
    from edgar.company_reports import EightK
    from edgar.sgml import FilingSGML
    sgml = FilingSGML.from_text(data.decode("utf-8"))
    filing = Filing(cik=sgml.cik, accession_no=sgml.accession_number, form=sgml.form, company="x", filing_date=sgml.filing_date)
    filing._sgml = sgml
    report = EightK(filing)
    return {"items": [number(i) for i in report.items], "types": [a.document_type for a in sgml.attachments], "form": sgml.form,
            "ciks": [int(f.company_information.cik) for f in sgml.header.filers], "filed": str(sgml.filing_date).replace("-", "")[:8],
            "period": str(sgml.header.period_of_report).replace("-", ""), "texts": all(report[i] for i in report.items)}
def walk(node, out):
    if isinstance(node, dict):
        if node.get("class") == "item" or re.match(r"(?i)item", str(node.get("standardized_title", ""))):
            out.append(number(str(node.get("standardized_title") or "") + str(node.get("title") or "")))
        for value in node.values(): walk(value, out)
    elif isinstance(node, list):
        for value in node: walk(value, out)
def datamule(data):
    from datamule import Submission
    found = Submission(sgml_content=data, accession="000000000024000001")
    header, out = found.metadata.content, []
    for document in found.documents_obj_list:
        if (document.type or "").startswith("8-K"): walk(dict(document.data or {}), out)
    flat = json.dumps(header, default=str)
    named = lambda key: (re.findall(r'"%s": "([^"]*)"' % key, flat) or ["none"])[0]
    return {"items": out, "types": [d.type for d in found.documents_obj_list], "form": named("(?:conformed-submission-type|type)"),
            "ciks": [int(c) for c in re.findall(r'"(?:central-index-key|cik)": "(\d+)"', flat)],
            "filed": named("(?:filed-as-of-date|filing-date)"), "period": named("(?:conformed-period-of-report|period)"), "texts": True}
for path in sys.argv[2:]:
    try: told = globals()[sys.argv[1]](open(path, "rb").read())
    except Exception as error: told = {"error": type(error).__name__ + ": " + str(error)[:300]}
    print("told " + json.dumps(told), flush=True)
"""
PEERS = ("edgartools", "datamule")


def peers_table(venv: Path) -> Iterator[str]:
    """What other readers make of mock submissions: right, or what they say instead."""
    python = next((p for p in (venv / "bin" / "python", venv / "Scripts" / "python.exe") if p.exists()), None)
    if python is None:
        yield f"skipped: no {venv}; make it with `make bench-peers`"
        return
    yield "| mock submission | reader | items | documents | header |"
    yield "|---|---|---|---|---|"
    with tempfile.TemporaryDirectory() as made:
        cases = list(_mocks(Path(made)))
        for peer in PEERS:
            for (name, wanted, _), told in zip(cases, _asked(python, peer, [path for _, _, path in cases]), strict=True):
                yield f"| {name} | {peer} | {' | '.join(_verdicts(wanted, told))} |"


def _mocks(root: Path) -> Iterator[tuple[str, dict[str, Any], Path]]:
    """Name, what is right, and the file of each mock submission."""
    today: dict[str, Any] = {
        "form": "8-K", "items": ["1.01", "7.01", "9.01"], "types": ["8-K", "EX-10.1", "EX-99.1"], "filed": "20240605", "period": "20240603",
        "ciks": [9990101],
    }  # fmt: skip
    both = today | {"form": "8-K/A", "types": ["8-K/A", "EX-10.1", "EX-99.1"], "ciks": [9990101, 9990102]}
    old = today | {"items": ["5", "7"], "types": ["8-K", "EX-99.1"], "filed": "20030916", "period": "20030915"}
    cases = (("", DRAFT, DAY, today), (" amended, two registrants", BOTH, DAY, both), ("", OLD, dt.date(2003, 9, 16), old))
    for n, (told, text, day, wanted) in enumerate(cases):
        draft = _matter(root / f"matter{n}", text)
        for layout in LAYOUTS if day == DAY else ("ascii", "html"):
            out = root / f"{n}{layout}"
            done = write_package(str(draft), str(out), as_of=day, now=NOW, layout=layout, mock=True)
            companions = [d.type for d in done.record.documents if d.type.startswith("EX-101.")]
            yield f"{day.year}, {layout}{told}", wanted | {"types": [*wanted["types"], *companions]}, out / MOCK


def _asked(python: Path, peer: str, paths: list[Path]) -> list[dict[str, object]]:
    env = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    with tempfile.TemporaryDirectory() as home:
        ran = subprocess.run(
            [str(python.absolute()), "-c", ASK, peer, *map(str, paths)], capture_output=True, text=True, check=False, cwd=home,
            env={**env, "HOME": home, "PYTHONDONTWRITEBYTECODE": "1"}, timeout=900,
        )  # fmt: skip
    told = [json.loads(line[5:]) for line in ran.stdout.splitlines() if line.startswith("told ")]
    return told + [{"error": ran.stderr.strip().rpartition("\n")[2]}] * (len(paths) - len(told))


def _verdicts(wanted: dict[str, object], told: dict[str, object]) -> list[str]:
    if "error" in told:
        return [str(told["error"])] * 3
    header = {key: (told[key], wanted[key]) for key in ("form", "ciks", "filed", "period") if told[key] != wanted[key]}
    items = "right" if told["items"] == wanted["items"] and told["texts"] else f"{told['items']}"
    documents = "right" if told["types"] == wanted["types"] else f"{told['types']}"
    return [items, documents, f"{header}" if header else "right"]
