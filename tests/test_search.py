"""The index answers exactly as the matcher does, query by made query; and what it says of itself is true, also after a kill."""

from __future__ import annotations

import datetime as dt
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("tantivy")

from eightk.archive.compile import compiled, term
from eightk.archive.index import FORMAT, Busy, Damaged, Index, create, faults, open_index
from eightk.archive.match import Words, hits, matches
from eightk.archive.passages import Passage
from eightk.archive.query import parse
from eightk.archive.question import BadQuery, is_about_text
from eightk.archive.schema import FACETS, SHARES
from eightk.archive.search import BadToken, Page, _ranked, search
from eightk.archive.threads import together
from eightk.archive.words import _SIGNS, analyzer, cutter, irregular, lowered, stem, stem_prefix, stems, tokens

VOCABULARY = """close closes closed closing closure closures plan plans planned program programs programme plant plants shut
shutting die dying dies the of a and near cost costs 2.05 5 non-performing naïve naive Société company's company COMPANY
possibility possible possibly happy happiness ⑴ x""".split()
NAMES = ["Acme Steel Corp", "Beta Inc", "General Électric Co", "Ford-General Motor Co", "acme holdings"]
T0 = dt.datetime(2020, 1, 1, 12, tzinfo=dt.UTC)


def made_passage(rng: random.Random, n: int) -> Passage:
    item = rng.random() < 0.7
    words = rng.choices(VOCABULARY, k=rng.choice([0, 1, 4, 8, 12, 20]))
    filed = rng.choice([None, *(dt.date(y, m, d) for y in (1998, 2003, 2004) for m, d in ((1, 1), (9, 15), (12, 31)))])
    seen = T0 + dt.timedelta(days=rng.randrange(5))
    return Passage(
        key=f"{n // 3:010d}-{n:064x}", accession=f"{n // 3:018d}", kind="item" if item else "exhibit", place=n,
        text=rng.choice([" ", ", ", "\n"]).join(words), end=n,
        numbers=tuple(rng.sample(["5", "5.02", "9", "9.01", "2.05"], rng.choice([1, 1, 2]))) if item else (),
        letters=tuple(rng.sample("abcd", rng.choice([0, 1, 2]))) if item else (), topics=(rng.choice(["2.05", "8.01"]),) if item else (),
        statuses=(rng.choice(["filed", "furnished"]),), says=rng.choice([(), ("furnished",)]),
        exhibit=None if item else rng.choice(["99", "99.1", "10.1", "99.A"]),
        form=rng.choice(["8-K", "8-K/A", None]), type=rng.choice(["8-K", "8-K/A", "8-K12G3"]),
        ciks=tuple(rng.sample(["0000320193", "1318605", "0000000007"], rng.choice([0, 1, 2]))),
        filers=tuple(rng.sample(NAMES, rng.choice([0, 1, 1, 2]))),
        states=rng.choice([("CA",), ("NY", "CA"), ("A0",), ()]), sics=rng.choice([("2834",), ("2836",), ()]),
        filed=filed, accepted=rng.choice([None, T0 - dt.timedelta(hours=n)]), seen=seen,
        until=rng.choice([None, None, None, seen + dt.timedelta(days=1 + rng.randrange(3), microseconds=1)]),
    )  # fmt: skip


@pytest.fixture(scope="module")
def corpus() -> list[Passage]:
    rng = random.Random(8)
    return [made_passage(rng, n) for n in range(300)]


@pytest.fixture(scope="module")
def index(corpus: list[Passage], tmp_path_factory: pytest.TempPathFactory) -> Index:
    """The corpus in several segments and both shares, some of whose passages came late, twice, or were dropped."""
    folder = tmp_path_factory.mktemp("search") / "index"
    create(folder)
    index = open_index(folder)
    with pytest.MonkeyPatch.context() as patch, index.writer(15_000_000) as writer:
        patch.setattr("eightk.archive.schema.RUN", 7)  # else there is one share
        for n in range(0, 300, 60):
            writer.add(corpus[n : n + 60])
            writer.add([made_passage(random.Random(n), 1_000 + n)])
            writer.commit(str(n))
        for n in range(0, 300, 60):
            writer.delete(made_passage(random.Random(n), 1_000 + n).key)
        writer.delete(corpus[7].key)
        writer.add([corpus[7]])
        writer.commit("whole")
    return index


@pytest.fixture(autouse=True)
def two_processors() -> Iterator[None]:
    """Threads are made on any machine."""
    with pytest.MonkeyPatch.context() as patch:
        processors(patch, 2)
        yield


def processors(patch: pytest.MonkeyPatch, count: int) -> None:
    for module in ("search", "threads"):
        patch.setattr(f"eightk.archive.{module}.processors", lambda: count)


# ---- made queries ----------------------------------------------------------------------------------------------

ABSENT = ["planning", "absent", "shuts", "Dies", "SOCIETE", "possibilities", "closing-plan"]
WORD = st.sampled_from([*(w for w in VOCABULARY if w != "near"), *ABSENT])
PREFIX = st.sampled_from(["clo*", "plan*", "pr*", "no*", "zz*", "non-per*", "co*"])
PHRASE = st.lists(WORD | PREFIX | st.just("near"), min_size=1, max_size=3).map(lambda w: '"' + " ".join(w) + '"')
RUN = WORD | WORD | PREFIX | PHRASE
SIDE = RUN | st.lists(RUN, min_size=1, max_size=3).map(lambda r: "(" + " OR ".join(r) + ")")
NEAR = st.builds(lambda a, n, b: f"{a} near/{n} {b}", SIDE, st.integers(1, 7), SIDE)
DAY = st.sampled_from(["1998", "2003", "2004", "2003-09", "2003-09-15", "1998-01-01", "2019", "2019-12", "2020"])
ENDS = st.builds(lambda a, b: f"{min(a, b)}..{max(a, b)}", DAY, DAY) | DAY.map(lambda d: d + "..") | DAY.map(lambda d: ".." + d) | DAY
VALUES = {
    "item": ["5", "5.02", "9", "9.01", "2.05", "5.02(b)", "5*", "1.01", '"5"'], "part": ["item", "exhibit", "a", "b", "9.01(d)", "Z"],
    "topic": ["2.05", "8.01", "2*"],
    "filer": ["acme", "general", '"acme steel"', '"steel acme"', '"Corp Beta"', "electric", "gen*", "ford-general", "Électric"],
    "cik": ["320193", "0000320193", "1318605", "7"], "state": ["CA", "ca", "NY", "California", '"New York"', "alberta", "TX"],
    "sic": ["2834", "28*", "99"], "form": ["8-K", "8-k/a", "8-K12G3"], "status": ["filed", "Furnished"], "says": ["furnished", "filed"],
    "exhibit": ["99", "99.1", "99*", "99.a", "10.1"],
}  # fmt: skip


def listed(field: str) -> st.SearchStrategy[str]:
    value = st.sampled_from(VALUES[field])
    joiner = st.sampled_from([" OR ", " "]) if field == "filer" else st.just(" OR ")
    return value | st.builds(lambda v, j: f"({j.join(v)})", st.lists(value, min_size=1, max_size=3), joiner)


FIELD = st.sampled_from(sorted(VALUES)).flatmap(lambda f: listed(f).map(lambda v: f"{f}:{v}"))
DATES = st.builds(lambda f, d: f"{f}:{d}", st.sampled_from(["filed", "accepted"]), ENDS)
LEAF = RUN | RUN | NEAR | NEAR | FIELD | DATES
QUERY = st.recursive(
    LEAF,
    lambda inner: st.builds(lambda p, j: f"({j.join(p)})", st.lists(inner, min_size=2, max_size=3), st.sampled_from([" AND ", " OR ", " "]))
    | inner.map(lambda q: f"NOT {q}")
    | st.builds(lambda a, b: f"({a} AND NOT {b})", inner, inner),
    max_leaves=5,
)  # fmt: skip
WHEN = st.sampled_from([None, None, *(T0 + dt.timedelta(days=d) for d in range(6))])


def counted(found: list[Passage], facet: str) -> dict[Any, int]:
    return dict(Counter(v for p in found for v in FACETS[facet](p)))


class Made:
    """The index, and what is in it. A class, so that it is told in few words when a query fails."""

    def __init__(self, index: Index, corpus: list[Passage]) -> None:
        self.index, self.corpus, self.words = index, corpus, [Words(p.text) for p in corpus]


@pytest.fixture(scope="module")
def made(index: Index, corpus: list[Passage]) -> Made:
    return Made(index, corpus)


def known(p: Passage, as_of: dt.datetime | None) -> bool:
    return p.until is None if as_of is None else p.seen <= as_of and (p.until is None or as_of < p.until)


@settings(max_examples=2_500, derandomize=True)
@given(QUERY, WHEN)
def test_search_is_the_matcher(made: Made, text: str, as_of: dt.datetime | None) -> None:
    query = parse(text)
    want = [p for p, w in zip(made.corpus, made.words, strict=True) if known(p, as_of) and matches(query, p, w)]
    page = search(made.index, query, 1_000, as_of=as_of, facets=True)
    assert sorted(h.place for h in page.hits) == [p.place for p in want]
    assert page.total == len(want) and page.next is None and not page.changed
    assert page.facets is not None
    assert {f: dict(page.facets[f].values) for f in FACETS} == {f: counted(want, f) for f in FACETS}
    assert all(page.facets[f].other == 0 for f in FACETS)
    shared = search(made.index, query, 1_000, as_of=as_of)  # without facets, threads ask for its shares
    assert (sorted(h.place for h in shared.hits), shared.total) == ([p.place for p in want], len(want))


@settings(max_examples=300, derandomize=True)
@given(QUERY, st.integers(4, 60), st.sampled_from(["score", "date"]), WHEN)
def test_pages_are_the_whole(made: Made, text: str, limit: int, sort: Any, as_of: dt.datetime | None) -> None:
    query, index = parse(text), made.index
    whole = search(index, query, 1_000, sort=sort, as_of=as_of)
    pages: list[Page] = [search(index, query, limit, sort=sort, as_of=as_of)]
    with pytest.MonkeyPatch.context() as patch:
        while pages[-1].next is not None:
            processors(patch, 1 + len(pages) % 2)  # as if another machine went on
            pages.append(search(index, query, limit, pages[-1].next, sort, as_of))
    assert [h for p in pages for h in p.hits] == whole.hits
    assert {p.total for p in pages} == {whole.total}
    assert all(len(p.hits) == limit for p in pages[:-1])
    if sort == "score" and is_about_text(query.node):
        scores = [h.score for h in whole.hits]
        assert scores == sorted(scores, reverse=True)
    else:
        days = [h.filed or (a.date() if (a := made.corpus[h.place].accepted) else dt.date.min) for h in whole.hits]
        assert days == sorted(days, reverse=True)


def test_equal_dates_are_ranked_alike(tmp_path: Path) -> None:
    """Of hits that share the last date of a page, tantivy now and then gives others than the first."""
    create(tmp_path / "i")
    index = open_index(tmp_path / "i")
    with index.writer(15_000_000) as writer:
        for part in range(3):
            days = [dt.date(2003, 1, 1 + n % 2) for n in range(40)]
            writer.add(Passage(key="1", place=40 * part + n, text="x", filed=d, seen=T0) for n, d in enumerate(days))
            writer.commit(str(part))
    asked = compiled(parse("x"), index.searcher)
    every = index.searcher.search(asked, 200, order_by_field="order").hits
    assert [order for order, _ in every] == [every[0][0]] * 60 + [every[-1][0]] * 60
    others = [*every[:60], *every[70:75]]
    ranked = _ranked(index.searcher, asked, others, 65)
    assert [(a.segment_ord, a.doc) for _, a in ranked] == [(a.segment_ord, a.doc) for _, a in every[:65]]
    whole = search(index, parse("x"), 1_000, sort="date").hits
    for limit in (1, 7, 59, 61):
        pages = [search(index, parse("x"), limit, sort="date")]
        while pages[-1].next is not None:
            pages.append(search(index, parse("x"), limit, pages[-1].next, "date"))
        assert [h for p in pages for h in p.hits] == whole


def test_a_hit_tells_its_passage(index: Index, corpus: list[Passage]) -> None:
    page = search(index, parse("NOT zzz"), 1_000)
    for hit in page.hits:
        p = corpus[hit.place]
        assert (hit.key, hit.accession, hit.document, hit.kind) == (p.key, p.accession, p.document, p.kind)
        assert (hit.start, hit.end) == (p.start, p.end)
        assert (hit.numbers, hit.exhibit, hit.filed, hit.form) == (p.numbers, p.exhibit, p.filed, p.form)
        assert (hit.filer, hit.cik) == ((p.filers or (None,))[0], (p.ciks or (None,))[0])


def test_one_processor_finds_the_same(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    for text in ('"the plan"', "plant near/3 close", '"of the" OR program NOT "a plan"', "plan"):
        shared = search(index, parse(text), 20, facets=False)
        processors(monkeypatch, 1)
        alone = search(index, parse(text), 20, facets=False)
        processors(monkeypatch, 2)
        assert (shared.hits, shared.total) == (alone.hits, alone.total)
    assert all(index.searcher.search(term("share", n), 1).count for n in range(SHARES))  # type: ignore[attr-defined]


def test_what_a_thread_raises_is_raised() -> None:
    def fails() -> int:
        raise ValueError("no such segment")

    assert together([lambda: 1, lambda: 2, lambda: 3]) == [1, 2, 3]
    with pytest.raises(ValueError, match="no such segment"):
        together([lambda: 1, fails])


def test_facets_may_be_few(index: Index) -> None:
    page = search(index, parse("NOT zzz"), 1, facets=["filer"], facet_size=2)
    whole = search(index, parse("NOT zzz"), 1, facets=True).facets
    assert page.facets and whole and list(page.facets) == ["filer"]
    assert len(page.facets["filer"].values) == 2
    assert page.facets["filer"].other == sum(n for _, n in whole["filer"].values) - sum(n for _, n in page.facets["filer"].values)


# ---- words -----------------------------------------------------------------------------------------------------

TEXT = st.text() | st.text("aAéÉßﬁ⑴İıΣς’'-_ .0٣Ⅳ½\u0301\u00ad\ud800x𝒜", max_size=40) | st.text("aB ", min_size=200, max_size=600)


@settings(max_examples=600)
@given(TEXT)
def test_words_are_the_analyzers(text: str) -> None:
    found = tokens(text)
    cleaned = text.encode("utf-8", "replace").decode()
    assert [t.word for t in found] == analyzer().analyze(cleaned)
    assert [t.position for t in found] == [t.position for t in analyzer().pre_tokenize(cleaned).tokens]
    for token in found:
        assert analyzer().analyze(cleaned[token.start : token.end]) == [token.word]
    small = lowered(text)
    if small is not None:  # else the index is given what the analyzer says
        assert [(t.text, t.position) for t in cutter().pre_tokenize(small).tokens] == [(t.word, t.position) for t in found]


def test_signs_part_words() -> None:
    """What is taken for a sign without asking the analyzer is one for it."""
    signs = [chr(n) for n in range(0x80, 0x3000) if _SIGNS.search(chr(n))]
    assert len(signs) > 300
    assert [c for c in signs if analyzer().analyze(f"a{c}b") != ["a", "b"]] == []


ENDINGS = """s es ed ing ly ation ational izer ization ability ibility ality alism fulness ousness iveness ivity logy ency ently
ement y ying ies ied able ible ize""".split()


@settings(max_examples=600)
@given(st.text("abcdeilnstuvy", min_size=1, max_size=7), st.sampled_from(ENDINGS))
def test_a_stem_begins_its_words(base: str, ending: str) -> None:
    word = base + ending
    assert word.startswith(stem_prefix(stem(word))) or word in irregular(stem(word))


def test_every_short_word_in_ying_is_irregular() -> None:
    made = [f"{a}ying" for a in "0123456789abcdefghijklmnopqrstuvwxyzé"]
    assert [w for w, s in zip(made, stems(made), strict=True) if not w.startswith(stem_prefix(s)) and w not in irregular(s)] == []


def indexed(folder: Path, passages: list[Passage]) -> Index:
    """A new index of these passages."""
    create(folder)
    index = open_index(folder)
    with index.writer(15_000_000) as writer:
        writer.add(passages)
        writer.commit("1")
    return index


def test_words_found_are_words_marked(tmp_path: Path) -> None:
    """Any text can be indexed, and is found by its own words."""
    texts = ["Société Générale’s ﬁne ⑴ non-performing loans", "a" * 250 + " " + "b" * 251 + " c", "lone \ud800 surrogate", "", "𝒜𝒷 ½ Ⅳ"]
    passages = [Passage(key=str(n), text=t, seen=T0, filers=(t,)) for n, t in enumerate(texts)]
    index = indexed(tmp_path / "i", passages)
    for p in passages:
        for token in tokens(p.text):
            query = parse(f'"{p.text[token.start : token.end]}"')
            assert p.key in {h.key for h in search(index, query).hits}, token
            assert (token.start, token.end) in (hits(query, p) or [])
    assert search(index, parse('"c"')).total == 1
    with pytest.raises(BadQuery, match="longer than 250"):
        parse("b" * 251)


def test_what_is_marked() -> None:
    def marked(text: str, query: str) -> list[str]:
        p = Passage(key="1", text=text, seen=T0)
        return [text[a:b] for a, b in hits(parse(query), p) or []]

    text = "The plant's closing. Closures of plants, and a closing dinner."
    assert marked(text, "closure") == ["Closures"]
    assert marked(text, "close OR closure") == ["closing", "Closures", "closing"]
    assert marked(text, "plant near/2 close") == ["plant", "closing"]
    assert marked(text, "plant near/3 close") == ["plant", "closing", "plants", "closing"][:2] + ["plants", "closing"]
    assert marked(text, '"closures of plants" dinner') == ["Closures of plants", "dinner"]
    assert marked(text, "dinner NOT absent item:5 OR the") == ["The"]
    assert marked(text, "absent OR NOT absent") == []


def test_many_words_in_one_place(tmp_path: Path) -> None:
    """Choices too large for one pattern are asked in pieces, and none is dropped."""
    some = [f"{a}{b}{c}" for a in "bcdfg" for b in "aeiouéæ" for c in ("lla", "rrado", "ⅳx", "t")]
    passages = [Passage(key=w, text=f"{w} one two {w[:2]}{n} three", seen=T0) for n, w in enumerate(some)]
    words = [Words(p.text) for p in passages]
    index = indexed(tmp_path / "i", passages)
    every, starts = " OR ".join(some), " OR ".join(f"{w[:2]}*" for w in some)
    for text in (
        f"({every}) near/2 two",
        f"({starts}) near/1 two",
        f"({starts}) near/3 ({every})",
        f'"{some[0][:2]}* one" OR ba*',
        "(one OR two) near/1 ba*",
    ):
        query = parse(text)
        want = {p.key for p, w in zip(passages, words, strict=True) if matches(query, p, w)}
        assert {h.key for h in search(index, query, 1_000).hits} == want != set()


@pytest.mark.parametrize("text", ["İst*", "(İst* OR x) near/3 two", '"İst* two"', '"x İst*"', "⑴ı*", "İ* near/4 x", "filer:İst*"])
def test_prefixes_beyond_ascii(tmp_path: Path, text: str) -> None:
    """The small letter of a dotted I is two characters, and the second no letter."""
    texts = ["İstanbul two", "istanbul two", "ISTANBUL x İSTİKLAL one two", "x y", "⑴ıx"]
    passages = [Passage(key=str(n), text=t, seen=T0, filers=(t,)) for n, t in enumerate(texts)]
    index = indexed(tmp_path / "i", passages)
    query = parse(text)
    assert {h.key for h in search(index, query).hits} == {p.key for p in passages if matches(query, p)} != set()


def test_a_prefix_of_too_many_words(tmp_path: Path) -> None:
    create(tmp_path / "i")
    index = open_index(tmp_path / "i")
    with index.writer(15_000_000) as writer:
        writer.add([Passage(key="1", text=" ".join(f"ab{n}" for n in range(16_100)), seen=T0)])
        writer.commit("1")
    assert search(index, parse("ab*")).total == 1
    assert search(index, parse('"ab1234* ab1235"')).total == 1
    with pytest.raises(BadQuery, match="16,100 words") as caught:
        search(index, parse("x near/5 ab*"))
    assert caught.value.position == 9


# ---- tokens of pages, complaints ---------------------------------------------------------------------------------


def test_tokens_belong_to_their_question(index: Index) -> None:
    first = search(index, parse("plan"), 2)
    assert first.next
    assert search(index, parse("plan"), 5, first.next).hits
    assert search(index, parse("plan"), 10**15).total == first.total
    with pytest.raises(ValueError, match="no facet 'sic'"):
        search(index, parse("plan"), facets=["sic"])
    for bad in ("", "x", "a" * 5_000, "é", first.next[:-2], first.next[1:]):
        with pytest.raises(BadToken):
            search(index, parse("plan"), 2, bad)
    for other in (("close", "score", None), ("plan", "date", None), ("plan", "score", T0)):
        with pytest.raises(BadToken, match="another query"):
            search(index, parse(other[0]), 2, first.next, other[1], other[2])  # type: ignore[arg-type]


def test_a_changed_index_is_told(tmp_path: Path, corpus: list[Passage]) -> None:
    create(tmp_path / "i")
    index = open_index(tmp_path / "i")
    with index.writer(15_000_000) as writer:
        writer.add(corpus)
        writer.commit("1")
        first = search(index, parse("plan"), 2, sort="date")
        writer.commit("2")
        assert search(index, parse("plan"), 2, first.next, "date").changed


@pytest.mark.parametrize(
    "text", ["state:\ud800\ud800", 'topic:"\ud800"', "a\ud800b", "sic:\x00*", 'exhibit:".*"', 'says:"("', 'topic:"a|b"', "x near/100 x"]
)
def test_odd_values_are_answered(index: Index, text: str) -> None:
    """What an argument of a command may hold: broken Unicode, a pattern's signs."""
    try:
        query = parse(text)
    except BadQuery:
        return
    assert search(index, query, as_of=T0).total >= 0


def test_one_writer(tmp_path: Path) -> None:
    create(tmp_path / "i")
    first, second = open_index(tmp_path / "i"), open_index(tmp_path / "i")
    with first.writer(15_000_000), pytest.raises(Busy, match="another process"):
        second.writer(15_000_000)
    with second.writer(15_000_000) as writer:
        writer.add([Passage(key="1", seen=T0)])
        writer.commit("7")
    assert first.seen() == "" and len(first) == 0
    first.reload()
    assert first.seen() == "7" and len(first) == 1


def test_without_a_commit_nothing_stays(tmp_path: Path) -> None:
    create(tmp_path / "i")
    index = open_index(tmp_path / "i")
    with index.writer(15_000_000) as writer:
        writer.add([Passage(key="1", text="x", seen=T0)])
    assert len(open_index(tmp_path / "i")) == 0


def test_damage_is_told(tmp_path: Path, corpus: list[Passage]) -> None:
    with pytest.raises(Damaged, match="no index"):
        open_index(tmp_path / "i")
    create(tmp_path / "i")
    with open_index(tmp_path / "i").writer(15_000_000) as writer:
        writer.add(corpus)
        writer.commit("1")
    assert faults(tmp_path / "i") == []
    files = [p for p in sorted((tmp_path / "i").iterdir()) if p.stat().st_size and not p.name.startswith(".")]
    whole = {p: p.read_bytes() for p in files}
    told = set()
    for path, data in whole.items():
        if path.suffix in (".json", ".txt"):
            path.write_bytes(data[: len(data) // 2])
            with pytest.raises(Damaged):
                open_index(tmp_path / "i")
        else:
            flipped = bytes([data[0] ^ 1]) + data[1:]
            for broken, why in ((data[: len(data) // 2], "cut short"), (flipped, "its checksum is another")):
                path.write_bytes(broken)
                told |= {f for f in faults(tmp_path / "i") if f == f"{path.name}: {why}"}
        path.write_bytes(data)
    assert len(told) >= 2 * 6
    (tmp_path / "i" / "format.txt").write_text(FORMAT + "0")
    with pytest.raises(Damaged, match="another version"):
        open_index(tmp_path / "i")


KILLED = """
import datetime as dt, sys
from pathlib import Path
from eightk.archive.index import open_index
from eightk.archive.passages import Passage
index = open_index(Path(sys.argv[1]))
with index.writer(15_000_000) as writer:
    n = int(index.seen() or 0)
    print("go", flush=True)
    while True:
        n += 1
        if n % 3 == 0:
            writer.delete(str(n - 1))
        writer.add(Passage(key=str(n), text=f"w{n} " * 50, seen=dt.datetime.now(dt.UTC)) for _ in range(2))
        writer.commit(str(n))
"""


def test_a_kill_leaves_what_was_seen(tmp_path: Path) -> None:
    """After SIGKILL at any moment, the index holds exactly the passages of the version it names."""
    create(tmp_path / "i")
    rng, seen = random.Random(9), 0
    for turn in range(40):  # six where the machine is quick enough to commit
        if turn >= 6 and seen > 3:
            break
        run = subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path / "i")], stdout=subprocess.PIPE, text=True)
        assert run.stdout and run.stdout.readline() == "go\n"
        time.sleep(rng.uniform(0.02, 0.3))
        run.send_signal(signal.SIGKILL)
        run.wait()
        run.stdout.close()
        index = open_index(tmp_path / "i")
        seen = int(index.seen() or 0)
        want = {str(n) for n in range(1, seen + 1) if (n + 1) % 3 or n == seen}
        page = search(index, parse("NOT zzz"), 100_000)
        assert {h.key for h in page.hits} == want
        assert page.total == len(index) == 2 * len(want)
        assert faults(tmp_path / "i") == []
    assert seen > 3
