"""The query language: what is read as what, and the complaint where nothing can be read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("tantivy")

from eightk.archive import query as language
from eightk.archive.query import parse
from eightk.archive.question import BadQuery, Node
from eightk.archive.values import FIELDS


def told(node: Node) -> str:
    """A node in few characters: stems as they are, exact words in quotes, prefixes with a star."""
    kind, d = type(node).__name__, node._asdict()
    if kind in ("Run", "Named"):
        words = [{"stem": "{}", "exact": '"{}"', "prefix": "{}*"}[s.how].format(s.word) for s in d["slots"]]
        return "+".join(words) if kind == "Run" else f"filer:{' '.join(words)}" + (" in order" if d["in_order"] else "")
    if kind == "Near":
        return f"[{'|'.join(map(told, d['left']))} ~{d['distance']} {'|'.join(map(told, d['right']))}]"
    if kind == "Is":
        return f"{d['field']}={d['value']}{'*' if d['begins'] else ''}"
    if kind == "Between":
        return f"{d['field']}={d['low']}-{d['high']}"
    if kind == "Not":
        return f"-{told(d['part'])}"
    return "(" + {"And": " & ", "Or": " | "}[kind].join(map(told, d["parts"])) + ")"


@pytest.mark.parametrize(
    "text, want",
    [
        ("closures", "closur"),
        ("Closing plant", "(close & plant)"),
        ("a AND b OR c d", "((a & b) | (c & d))"),
        ("a AND NOT b", "(a & -b)"),
        ("NOT a", "-a"),
        ("NOT NOT a", "a"),
        ("a (b OR (c OR d)) e", "(a & (b | c | d) & e)"),
        ("a and or not", "(a & and & or & not)"),
        ('"Closing the plant"', '"closing"+"the"+"plant"'),
        ("“closing”", '"closing"'),
        ('"plant clos*"', '"plant"+clos*'),
        ("clos*", "clos*"),
        ("non-performing company's 2.05 Société", "(non+perform & compani+s & 2+05 & societ)"),
        ("Socie\u0301te\u0301", "societ"),
        ("a near/5 b", "[a ~5 b]"),
        ("a NEAR/5 b c", "([a ~5 b] & c)"),
        ('(a OR "b c") near/10 clos*', '[a|"b"+"c" ~10 clos*]'),
        ("NOT a near/2 b", "-[a ~2 b]"),
        ("item:5", "item=5"),
        ("ITEM:5.02(b)", "(item=5.02 & letter=b)"),
        ("part:5.02(B)", "(item=5.02 & letter=b)"),
        ("part:b part:item", "(letter=b & kind=item)"),
        ("item:(5 OR 9 OR 2.05)", "(item=5 | item=9 | item=2.05)"),
        ("item:5.* exhibit:99* sic:28*", "(item=5.* & exhibit=99* & sic=28*)"),
        ("cik:0000320193 cik:320193", "(cik=320193 & cik=320193)"),
        ('state:ca state:California state:"New York"', "(state=CA & state=CA & state=NY)"),
        ("state:Alberta", "(state=AB | state=A0)"),
        ("form:8-k/a", "form=8-K/A"),
        ('filer:AT&T filer:"General Electric"', '(filer:"at" "t" & filer:"general" "electric" in order)'),
        ("filer:(general electric OR ford*)", '(filer:"general" "electric" | filer:ford*)'),
        ("filed:2003", "filed=20030101-20031231"),
        ("filed:2003-02", "filed=20030201-20030228"),
        ("filed:2004-2-29", "filed=20040229-20040229"),
        ("filed:2003-09..2004", "filed=20030901-20041231"),
        ("accepted:2003..", "accepted=20030101-99991231"),
        ("accepted:..2003-09-15", "accepted=0-20030915"),
        ("filed:(2003 OR 2005)", "(filed=20030101-20031231 | filed=20050101-20051231)"),
        ("status:Furnished says:filed topic:2.05", "(status=furnished & says=filed & topic=2.05)"),
    ],
)
def test_a_query_says(text: str, want: str) -> None:
    assert told(parse(text).node) == want


# The query with ^ before the place, and what the complaint must hold.
BAD = [
    ("^", "empty", "write words"),
    ("  ^", "empty", "write words"),
    ("a OR^", "missing", "write"),
    ("^OR a", "nothing before", "on both sides"),
    ("a ^AND OR b", None, None),
    ("a AND ^OR b", "nothing before", "on both sides"),
    ("NOT^", "missing", "write"),
    ("a ^(b OR c", "not closed", "write )"),
    ("a^)", "not opened", "leave it out"),
    ("(^)", "before )", "between the parentheses"),
    ('a ^"b c', "not closed", 'write "'),
    ('^""', "no word", "letters or digits"),
    ("a ^...", "no word", "letters or digits"),
    ("a ^near b", "number of words", "near/5"),
    ("a ^near/ b", "number of words", "near/5"),
    ("a near/^0 b", "out of range", "1 to 100"),
    ("a near/^101 b", "out of range", "1 to 100"),
    ("^near/5 b", "nothing before", "a near/5 b"),
    ("a near/5^", "missing", "write"),
    ("a near/5 ^NOT b", "cannot take NOT", "a near/5 b AND NOT c"),
    ("^(a AND b) near/5 c", "words, phrases or ORs", "the rest with AND"),
    ("a near/5 ^item:5", "words, phrases or ORs", "the rest with AND"),
    ("a near/5 b ^near/5 c", "one thing on each side", "a near/5 b AND b near/5 c"),
    ("^itm:5", "no field itm:", "write item:"),
    ("^http://x", "no field http:", "one of item:"),
    ("item:^ 5", "no value", "item:5.02"),
    ("item:(^)", "no value", "item:5.02"),
    ("item:^(5 OR 9", "not closed", "write )"),
    ("item:(5 ^9)", "OR between", "item:(a OR b)"),
    ("item:(5 OR ^OR)", "no value", "item:5.02"),
    ("item:^five", "no item number", "item:5.02"),
    ("part:^5.02", "no part", "part:5.02(b)"),
    ("cik:^apple", "no CIK", "cik:320193"),
    ("state:^Atlantis", "no state", "state:CA"),
    ("filed:^03", "no year", "filed:2003-09"),
    ("filed:^2003-02-30", "no year", "filed:2003-09"),
    ("filed:2003..^2004-13", "no year", "filed:2003-09"),
    ("filed:^2004..2003", "ends before", "filed:2003..2004"),
    ("filed:^..", "missing", "filed:2003"),
    ("form:8^*", "no star", "form:8-K"),
    ("^c*", "too short", "2 letters"),
    ("clo^*se", "end of a word", "clos*"),
    ("^*", "end of a word", "clos*"),
    ("filer:^...", "no word", "filer:acme"),
]


@pytest.mark.parametrize("marked, message, instead", [b for b in BAD if b[1]])
def test_a_complaint_shows_its_place(marked: str, message: str, instead: str) -> None:
    text = marked.replace("^", "", 1)
    with pytest.raises(BadQuery) as caught:
        parse(text)
    error = caught.value
    assert error.position == marked.index("^")
    assert message in error.message and instead in error.instead
    assert error.caret() == f"{text}\n{' ' * error.position}^"
    assert str(error) == f"{error.message}; {error.instead}" and "\n" not in str(error)


def complaint(text: str) -> BadQuery | None:
    try:
        parse(text)
    except BadQuery as error:
        return error
    return None


@pytest.mark.parametrize(
    "text",
    ["(" * 5_000, "(" * 1_000 + "a", "NOT " * 900 + "a", "a " * 3_000, "item:(" + "5 OR " * 700 + "5)", "a near/9 (" + "b OR " * 450 + "b)",
     '"' + "ab " * 1_000 + '"', "x" * 300, "é" * 200, "a" + "-a" * 600],
)  # fmt: skip
def test_hostile_queries_end_well(text: str) -> None:
    error = complaint(text)
    assert error is None or len(error.caret().splitlines()[0]) <= 76


def test_a_long_query_is_shown_in_part() -> None:
    with pytest.raises(BadQuery) as caught:
        parse("word " * 60 + "itm:5 " + "word " * 60)
    shown, caret = caught.value.caret().splitlines()
    assert shown[len(caret) - 1 :].startswith("itm:5")


def test_control_characters_are_not_shown() -> None:
    with pytest.raises(BadQuery) as caught:
        parse("\x1b[31m\na OR")
    assert caught.value.caret().splitlines()[0] == " [31m a OR"


PIECES = ["a", "AND", "OR", "NOT", "near/5", "near", "(", ")", '"', "item:", "5.02(b)", "filed:", "2003", "..", "*", "filer:(", "'s"]


@given(st.text('ab*"()/-.: \n“é0159', max_size=40) | st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
def test_any_text_is_a_query_or_a_complaint(text: str) -> None:
    error = complaint(text)
    assert error is None or (0 <= error.position <= len(error.text) and len(error.caret().split("\n")) == 2)


def test_every_field_has_an_example_that_parses() -> None:
    assert set(language.EXAMPLES) == set(FIELDS)
    for example in language.EXAMPLES.values():
        for one in example.split(" or "):
            parse(one)


def test_the_page_tells_every_field_and_limit(root) -> None:  # type: ignore[no-untyped-def]
    page = (root / "docs" / "query.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(\w+):` ", page, re.M)) == set(FIELDS)
    for limit in (language.MAX_LENGTH, language.MAX_DEPTH, language.MAX_PARTS, language.MAX_DISTANCE):
        assert f"{limit:,}" in page


@pytest.mark.parametrize(
    ("text", "todo"), [("year:2008", "write filed:, or"), ("compny:acme", "write one of item:"), ("flied:2008", "write filed:, or")]
)
def test_a_field_of_another_name_is_answered_with_the_one_meant(text: str, todo: str) -> None:
    with pytest.raises(BadQuery) as found:
        parse(text)
    assert str(found.value).startswith("there is no field") and todo in str(found.value)
