"""Drafts made at random, for the laws of drafting.

Comes in: nothing. Goes out: hypothesis strategies for words, runs, passages and whole drafts as `read_draft` would give them (settled, no
lines), and for damaged drafts. Add here: what another part of a draft may hold.
"""

from __future__ import annotations

import datetime as dt

import msgspec
from hypothesis import strategies as st

from eightk.drafted import MARKER, Address, Draft, Enrolled, Headline, Origin, Passage, Passages, Run, Runs, Written, settled
from eightk.drafting import derived
from eightk.drafting.front import one_line
from eightk.drafting.keys import REPORT
from eightk.model import Amendment, Cover, Exhibit, Registrant, Report, Security, Signature
from eightk.read.text import squeeze

SIGNS = list("\\*_[]<>&!#|-+=~`^(){}:;/.'\"@$% ") + [
    "&amp;", "<b>", "<!--", "-->", "**", "***", "![", "](x)", "[^1]", "[^1]:", "{.bold}", "1. ", "- ", "# ", "> ", "```", "---", "http://x.y",
    " / 9", "(a) ", "\u2022 ", "null", "yes", "10.10", "\u00a7", "\u201c", "\u4e2d", "\u00e9", "\U0001f600", "\u00a0", "\u2003", "\u200e",
]  # fmt: skip
_PIECES = st.one_of(
    st.sampled_from(SIGNS), st.text("abcXYZ 019", min_size=1, max_size=6), st.characters(codec="utf-8", exclude_characters="\0\r\ufeff")
)
WORDS = st.lists(_PIECES, min_size=1, max_size=10).map(lambda found: squeeze("".join(found)))
SAID = WORDS.filter(bool)
MAYBE = st.none() | SAID
DAYS = st.none() | st.dates(dt.date(1993, 1, 1), dt.date(2035, 1, 1))
LINKS = st.sampled_from(
    (None, None, None, "https://a.b/c_d*e(f)", "http://x.y/?a=1&amp;b=<2>".replace("<2>", "%3C"), "ex99-1.htm", "in/a.pdf")
)
MARKS = st.sampled_from(("(1)", "(2)", "(a)", "*", "\u2020"))
MARKERS = ("\u2022", "1.", "12)", "(a)", "(iv)", "b.", "-", "*", "o", "\u2013", "(3)")


def looked(words: st.SearchStrategy[str]) -> st.SearchStrategy[Run]:
    looks = st.booleans()
    return st.builds(Run, text=words, bold=looks, italic=looks, underline=looks, raised=looks, href=LINKS)


RUNS = st.lists(looked(WORDS | MARKS | st.just(" ")), max_size=5).map(settled)
FULL = RUNS.filter(bool)
DEPTHS = st.integers(0, 3)
LINES = st.lists(st.text("ab 19 $.,`~|\t", max_size=12).map(str.rstrip) | SAID, min_size=1, max_size=4)
LITERALS = LINES.map("\n".join).filter(str.strip).map(lambda words: (Run(text=words),))


def _words(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def _rows(rows: list[list[Runs]]) -> tuple[tuple[Runs, ...], ...]:
    made = []
    for row in rows:
        while row and not row[-1]:
            row.pop()
        made.append(tuple(row))
    return tuple(made)


ROWS = st.lists(st.lists(RUNS, max_size=4), min_size=1, max_size=4).map(_rows).filter(any)


@st.composite
def _entries(draw: st.DrawFn) -> Passage:
    marker = draw(st.sampled_from(MARKERS))
    return Passage(kind="list", marker=marker, runs=draw(FULL), depth=draw(DEPTHS))


PASSAGE = st.one_of(
    st.builds(Passage, kind=st.just("paragraph"), runs=FULL.filter(lambda r: not MARKER.match(_words(r))), depth=DEPTHS),
    st.builds(Passage, kind=st.just("heading"), runs=FULL, depth=st.integers(0, 4)),
    _entries(),
    st.builds(Passage, kind=st.just("table"), rows=ROWS, depth=DEPTHS),
    st.builds(Passage, kind=st.just("literal"), runs=LITERALS, depth=DEPTHS),
    st.builds(Passage, kind=st.just("furniture"), runs=SAID.map(lambda words: (Run(text=words),))),
    st.builds(Passage, kind=st.just("note"), runs=FULL, marker=MARKS),
)  # fmt: skip
PASSAGES: st.SearchStrategy[Passages] = st.lists(PASSAGE, max_size=5).map(tuple)

ADDRESSES = st.builds(Address, lines=st.lists(SAID, max_size=3).map(tuple), city=MAYBE, state=MAYBE, zip=MAYBE, country=MAYBE)
CIKS = st.none() | st.from_regex("[0-9]{10}", fullmatch=True)
ENROLLED = st.builds(Enrolled, cik=CIKS, fiscal_year_end=st.sampled_from((None, "1231", "0229")), address=st.none() | ADDRESSES)
REGISTRANTS = st.builds(Registrant, name=MAYBE, jurisdiction=MAYBE, file_number=MAYBE, ein=MAYBE, address=MAYBE, phone=MAYBE, former=MAYBE)
_BOXES = REPORT["checkboxes"].choices
BOXES = st.none() | st.sets(st.sampled_from(_BOXES)).map(lambda ticked: {key: key in ticked for key in _BOXES})
FLAGS = st.none() | st.booleans()
SECURITIES = st.lists(st.builds(Security, title=MAYBE, symbol=MAYBE, exchange=MAYBE), max_size=2).map(tuple)
SIGNATURES = st.lists(st.builds(Signature, registrant=MAYBE, name=MAYBE, title=MAYBE, date=DAYS, signed=st.booleans()), max_size=2).map(
    tuple
)
ORIGINS = st.builds(Origin, exhibit=MAYBE, form=MAYBE, filed=DAYS, file_number=MAYBE)
NUMBERS = ("1", "5", "7", "9", "12", "1.01", "2.02", "5.02", "7.01", "8.01", "9.01")


@st.composite
def _written(draw: st.DrawFn) -> list[Written]:
    numbers = draw(st.lists(st.sampled_from(NUMBERS), max_size=4))
    out = []
    while numbers:
        together, numbers = numbers[: draw(st.integers(1, 2))], numbers[2:]
        if len({n.count(".") for n in together}) > 1 or together[0] == together[-1]:
            together = together[:1]
        heads = tuple(Headline(n, draw(st.sampled_from(("", "", "(b)(e)"))), draw(MAYBE)) for n in together)
        out.append(Written(heads, draw(PASSAGES)))
    return out


def _at_home(written: list[Written], explanation: Passages) -> bool:
    """Whether no footnote is referred to by another item than the one it stands in: reading would bring it there."""
    texts = [explanation, *(one.passages for one in written)]
    return sum(map(bool, texts)) <= 1 or not any(p.kind == "note" for text in texts for p in text)


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    amended = draw(st.booleans())
    written = draw(_written())
    explanation = draw(PASSAGES) if amended else ()
    if not _at_home(written, explanation):
        written = [Written(one.heads, tuple(p for p in one.passages if p.kind != "note")) for one in written]
        explanation = tuple(p for p in explanation if p.kind != "note")
    pairs = draw(st.lists(st.tuples(REGISTRANTS, ENROLLED), max_size=2))
    registrants = tuple(msgspec.structs.replace(r, address=one_line(e.address) or None) if e.address else r for r, e in pairs)
    cover = Cover(
        date_of_report=draw(DAYS), dated=draw(DAYS), registrants=registrants, checkboxes=draw(BOXES), securities=draw(SECURITIES),
        emerging_growth=draw(FLAGS), transition_election=draw(FLAGS),
    )  # fmt: skip
    exhibits, files, origins = list[Exhibit](), dict[str, str](), dict[str, Origin]()
    for number in draw(st.lists(SAID, max_size=3, unique=True)):
        file = draw(st.sampled_from((None, "ex99-1.htm", "https://a.b/c")))
        if file and ":" not in file:
            files[number] = file
        if draw(st.booleans()):
            origins[number] = draw(ORIGINS)
        status = draw(st.sampled_from((None, "filed", "furnished")))
        stated = {"status": status, "reason": "the draft says so", "furnished": status == "furnished"} if status else {}
        taken = number in origins or draw(st.booleans())
        exhibits.append(Exhibit(number=number, description=draw(MAYBE), href=file, incorporated_by_reference=taken, **stated))
    report = Report(
        path="-", form="8-K/A" if amended else "8-K", cover=cover, exhibits=tuple(exhibits), signatures=draw(SIGNATURES),  # type: ignore[arg-type]
        amendment=Amendment(number=draw(st.none() | st.integers(1, 99)), original_date=draw(DAYS)) if amended else None,
    )  # fmt: skip
    bodies = tuple(one.passages for one in written for _ in one.heads)
    return Draft(
        report=derived(report, written, explanation), filers=tuple(e for _, e in pairs), bodies=bodies, files=files, origins=origins,
        explanation=explanation, description=draw(MAYBE) if amended else None, prefix=draw(MAYBE),
    )  # fmt: skip
