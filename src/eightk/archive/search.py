"""Search: a query, a page of hits, counts by item, year, state, form and filer.

Comes in: an open index and a query. Goes out: a `Page`. Add here: an order of hits; a facet is a line of `schema.FACETS`.

A page's `next` goes on where it ended: with the same query and order it neither skips nor repeats a hit while the index stays as
it is. If the index has changed since, the next page is still given, and `changed` says so.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import functools
import hashlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import msgspec

from eightk.archive.compile import but, compiled, silent, term
from eightk.archive.index import Index, told
from eightk.archive.question import Query, is_about_text, reads_places
from eightk.archive.schema import FACETS, OPEN_END, SHARES, Hit, filer_prefix, microseconds, schema
from eightk.archive.threads import processors, together

if TYPE_CHECKING:
    import tantivy

Sort = Literal["score", "date"]
_ALL = 50_000_000  # values of a facet that are counted in one segment: all of them


class BadToken(ValueError):
    """An `after` that no page of this query gave."""


class Facet(NamedTuple):
    """Values with the number of passages that have each, most first; `other` counts those of values not listed."""

    values: tuple[tuple[str | int, int], ...]
    other: int


class Page(NamedTuple):
    """Some hits of a query, and how to go on."""

    hits: list[Hit]
    total: int
    facets: dict[str, Facet] | None
    next: str | None
    """Give it as `after` for the next page; None at the end."""
    changed: bool
    """Whether the index has changed since the page before."""


class _Token(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Where a page ended: how many hits of each share are passed, or of a date how many (with the date's number)."""

    query: str
    commit: str
    passed: tuple[int, ...]
    order: int | None = None


def search(
    index: Index,
    query: Query,
    limit: int = 10,
    after: str | None = None,
    sort: Sort = "score",
    as_of: dt.datetime | None = None,
    facets: bool | Sequence[str] = False,
    facet_size: int = 100,
) -> Page:
    """The hits of a query, best first or newest first.

    `as_of` None asks the versions that nothing replaced; a moment asks those that were known then. A query that names
    no word of the text is sorted by date. Raises `BadQuery`, `BadToken`, `Damaged`.
    """
    if limit < 1:
        raise ValueError("limit is at least 1")
    if unknown := [f for f in (facets if not isinstance(facets, bool) else ()) if f not in FACETS]:
        raise ValueError(f"there is no facet {unknown[0]!r}; there are {', '.join(FACETS)}")
    limit = min(limit, len(index) + 1)
    by_date = sort == "date" or not is_about_text(query.node)
    bound = _bound(query, by_date, as_of)
    token = _read(after, bound)
    searcher, commit = index.searcher, index.commit()
    with told(index.folder):
        asked = _asked(searcher, compiled(query, searcher), as_of, _shares(query, facets, token))
        tasks: list[Callable[[], Any]] = [functools.partial(_by_date if by_date else _by_score, asked, limit, token)]
        if facets:
            tasks.append(functools.partial(_facets, searcher, asked.whole, facets, facet_size))
        (total, hits, end), *counted = together(tasks)
    following = None if end is None else _written(_Token(bound, commit, *end))
    return Page(hits, total, counted[0] if counted else None, following, token is not None and token.commit != commit)


class _Asked(NamedTuple):
    """What is asked of a searcher, and the same of each share of its passages, for threads; of all if one thread is to do it."""

    searcher: tantivy.Searcher
    whole: tantivy.Query
    shares: tuple[tantivy.Query, ...]

    def first(self, most: int, passed: Sequence[int] = (), order: str | None = None) -> list[tantivy.SearchResult]:
        """The first hits of each share, past some."""
        asks = zip(self.shares, passed or [0] * len(self.shares), strict=True)
        return together([functools.partial(self.searcher.search, q, most, offset=n, order_by_field=order) for q, n in asks])


def _shares(query: Query, facets: object, token: _Token | None) -> int:
    """How many threads are worth while: where the places of words are compared, and no other processor counts facets.

    A page by score goes on in as many as the page before.
    """
    if token is not None and token.order is None:
        return len(token.passed)
    return SHARES if reads_places(query.node) and not facets and processors() > 1 else 1


def _asked(searcher: tantivy.Searcher, asked: tantivy.Query, as_of: dt.datetime | None, shares: int) -> _Asked:
    whole = _valid(asked, as_of)
    among = [[silent(term("share", n))] for n in range(shares)] if shares > 1 else []
    return _Asked(searcher, whole, tuple(_valid(asked, as_of, share) for share in among) or (whole,))


def _valid(asked: tantivy.Query, as_of: dt.datetime | None, among: Sequence[tantivy.Query] = ()) -> tantivy.Query:
    """Only versions that nothing replaced, or those known at a moment."""
    import tantivy

    if as_of is None:
        return but([asked, *among], [term("replaced", 1)])
    moment, kind = microseconds(as_of), tantivy.FieldType.Unsigned
    known = tantivy.Query.range_query(schema(), "seen", kind, 0, moment)
    held = tantivy.Query.range_query(schema(), "until", kind, moment + 1, OPEN_END)
    return but([asked, silent(known), silent(held), *among], [])


# ---- pages -----------------------------------------------------------------------------------------------------

_Found = tuple[int, list[Hit], tuple[tuple[int, ...], int | None] | None]  # how many in all, the page, where it ended


def _by_score(asked: _Asked, limit: int, token: _Token | None) -> _Found:
    """Best first; equal scores in the order of the index."""
    searcher = asked.searcher
    passed = [min(n, searcher.num_docs) for n in token.passed] if token else [0] * len(asked.shares)
    found = asked.first(limit, passed)
    every = ((-score, at.segment_ord, at.doc, n, at) for n, share in enumerate(found) for score, at in share.hits)
    here = sorted(every)[:limit]
    for *_, n, _ in here:
        passed[n] += 1
    hits = [_hit(searcher, at, -score) for score, *_, at in here]
    total = _total(found)
    return total, hits, (tuple(passed), None) if hits and sum(passed) < total else None


def _by_date(asked: _Asked, limit: int, token: _Token | None) -> _Found:
    """Newest first, equal dates in the order of the index. A page goes on from the date where the last ended, past its hits shown."""
    rest, passed, searcher = asked, 0, asked.searcher
    if token is not None and token.order is not None:
        passed = min(token.passed[0], searcher.num_docs)
        rest = asked._replace(shares=tuple(_dated(share, 0, token.order) for share in asked.shares))
    most = passed + limit + 1
    found = rest.first(most, order="order")
    total = _total(asked.first(1) if token else found)
    ranked = _ranked(searcher, asked.whole, [hit for share in found for hit in share.hits], most)
    here = ranked[passed : passed + limit]
    hits = [_hit(searcher, address, 0.0) for _, address in here]
    if len(ranked) < most:
        return total, hits, None
    last = here[-1][0]
    same = sum(order == last for order, _ in here)
    if token is not None and token.order == last:
        same += passed
    return total, hits, ((same,), last)


def _total(found: Sequence[tantivy.SearchResult]) -> int:
    return sum(share.count for share in found)  # type: ignore[attr-defined]


def _ranked(searcher: tantivy.Searcher, asked: tantivy.Query, found: list[Any], most: int) -> list[tuple[int, tantivy.DocAddress]]:
    """The first hits by date, made sure of: of those that share the last date, tantivy gives any, and not always the same."""
    if len(found) >= most:
        last = sorted(order for order, _ in found)[-most]
        same = searcher.search(_dated(asked, last, last), searcher.num_docs, count=False).hits
        found = [*(hit for hit in found if hit[0] != last), *((last, address) for _, address in same)]
    return sorted(found, key=lambda hit: (-hit[0], hit[1].segment_ord, hit[1].doc))[:most]


def _dated(asked: tantivy.Query, low: int, high: int) -> tantivy.Query:
    """What is asked, of these dates."""
    import tantivy

    return but([asked, silent(tantivy.Query.range_query(schema(), "order", tantivy.FieldType.Unsigned, low, high))], [])


def _hit(searcher: tantivy.Searcher, address: tantivy.DocAddress, score: float) -> Hit:
    hit = msgspec.json.decode(bytes(searcher.doc(address)["hit"][0]), type=Hit)
    return msgspec.structs.replace(hit, score=score) if score else hit


def _bound(query: Query, by_date: bool, as_of: dt.datetime | None) -> str:
    """What a token belongs to: the query as read, the order, the moment."""
    said = repr((query.node, by_date, as_of and microseconds(as_of)))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _written(token: _Token) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(token)).decode().rstrip("=")


def _read(after: str | None, bound: str) -> _Token | None:
    """The token, if it is one and belongs to this question."""
    if after is None:
        return None
    try:
        data = base64.b64decode(after + "=" * (-len(after) % 4), altchars=b"-_", validate=True)
        token = msgspec.json.decode(data, type=_Token)
    except (binascii.Error, ValueError) as error:
        raise BadToken("this is no token of a page; leave it out to begin at the first page") from error
    if token.query != bound:
        raise BadToken("the token belongs to another query or order; leave it out to begin at the first page")
    if not _can_be(token):
        raise BadToken("this is no token of a page; leave it out to begin at the first page")
    return token


def _can_be(token: _Token) -> bool:
    """Whether its numbers are such as a page gives."""
    if token.order is None:
        return len(token.passed) in (1, SHARES) and min(token.passed) >= 0
    return len(token.passed) == 1 and token.passed[0] >= 0 and 0 <= token.order < OPEN_END


# ---- counts ----------------------------------------------------------------------------------------------------


def _facets(searcher: tantivy.Searcher, asked: tantivy.Query, wanted: bool | Sequence[str], size: int) -> dict[str, Facet]:
    """Exact counts: every value is counted in every segment, and only then are the most frequent taken."""
    names = [f for f in FACETS if wanted is True or (wanted and f in wanted)]
    asks: dict[str, Any] = {
        f: {"terms": {"field": f"{f}_facet", "size": size if f == "filer" else 1_000, "segment_size": _ALL}} for f in names
    }
    found = searcher.aggregate(asked, asks)
    return {f: _facet(searcher, found[f], f) for f in names}


def _facet(searcher: tantivy.Searcher, found: dict[str, Any], name: str) -> Facet:
    readers: dict[str, Callable[[Any], str | int]] = {"year": int, "filer": functools.partial(_filer, searcher)}
    read = readers.get(name, str)
    counts = [(read(b["key"]), int(b["doc_count"])) for b in found["buckets"]]
    return Facet(tuple(sorted(counts, key=lambda c: (-c[1], c[0]))), int(found["sum_other_doc_count"]))


def _filer(searcher: tantivy.Searcher, number: int) -> str:
    """The name that a number of the facet stands for."""
    begins = filer_prefix(number)
    return searcher.terms_with_prefix("filer", begins)[0][0].removeprefix(begins)
