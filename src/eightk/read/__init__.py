"""Bytes -> Report.

Comes in: the bytes of a submission, or of a bare main document. Goes out: a frozen `Report` with a span for every value, or,
by `explain`, every line that competed to be an item's heading. Reading answers any bytes: what cannot be read is a `Finding`.
Add here: a step of the pipeline; everything else has its own room beside this file.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal, cast

from eightk import form
from eightk.limits import Limits
from eightk.model import Block, Cover, Division, Document, Fact, Finding, Header, Item, Listing, Report, Signature, Spans
from eightk.read.cover import read_cover
from eightk.read.divide import Divided, divide
from eightk.read.document import READERS, decoded, document_text, plain_text
from eightk.read.exhibits import EXHIBITS_ITEMS, headed_lists, read_exhibits
from eightk.read.formtype import amendment_of, form_of
from eightk.read.header import read_header
from eightk.read.headings import Candidate, Heading, known_numbers
from eightk.read.items import items_of, read_item, read_items
from eightk.read.ixbrl import facts
from eightk.read.medium import Source
from eightk.read.signatures import read_signatures
from eightk.read.submission import Submission, gunzip, split
from eightk.read.text import Offsets, Text, squeeze
from eightk.version import __version__

__all__ = ["Candidate", "document_text", "explain", "plain_text", "read", "read_item_alone", "read_items_alone"]

Bytes = bytes | bytearray | memoryview
Witness = Literal["filing", "signature", "cover"]
_NOTE = 3000  # characters before the first item, or behind the last, that may hold a note on them all
_SHOWN = 200  # characters of a line that `explain` shows


def read(data: Bytes, *, path: str | None = None, limits: Limits = Limits()) -> Report:
    """The report in `data` (the bytes of a full submission, or of a main document alone; gzip is undone first).

    `path` is only noted in the report. Every span counts bytes of the decompressed input. Nothing is raised for what the bytes
    hold: input that is no 8-K gives a report whose `form` is None, with a finding. Raises TypeError for a str.
    """
    source, unpacked = _unpacked(data, limits)
    submission = split(source, limits)
    header, unread = read_header(source, submission.header_span) if submission.header_span else (None, [])
    main = _main(submission.documents)
    body, faults = _body(source, submission, header, main, limits)
    spans: Spans = {"accession": header.spans["accession"]} if header and "accession" in header.spans else {}
    report = Report(
        reader=__version__, facts=form.FACTS, path=path, accession=header.accession if header else None, header=header,
        documents=submission.documents, main=main, spans={**spans, **body.pop("spans", {})},
        findings=_kept([*unpacked, *submission.findings, *unread, *faults], limits), **body,
    )  # fmt: skip
    report.__dict__["_source"] = source
    return report


def read_item_alone(data: Bytes, place: int, *, limits: Limits = Limits()) -> tuple[Text, str, tuple[Block, ...]]:
    """The text of the report's own document, and the text and blocks of the item at a place, from 0, as `read` gives them.

    For who wants to show an item again: it takes a fraction of the time. Empty where there is no such document or item.
    """
    text = _page(data, limits)
    return text, *read_item(text, divide(text, limits).items, place, limits.max_blocks)


def read_items_alone(data: Bytes, *, limits: Limits = Limits()) -> tuple[Item, ...]:
    """The items of a document, be it a Form 8-K or not, as `read` gives them but for what hangs on a day (`topic`, `status`)."""
    text = _page(data, limits)
    return tuple(items_of(text, read_items(text, divide(text, limits).items, limits.max_blocks), None, ()))


def _page(data: Bytes, limits: Limits) -> Text:
    """The text of the report's own document; empty where there is none."""
    source, _ = _unpacked(data, limits)
    documents = split(source, limits).documents
    main = _main(documents)
    return Text("", [0, 0], [0, 0], Offsets(0)) if main is None else document_text(source, documents[main])


def _unpacked(data: object, limits: Limits) -> tuple[Source, tuple[Finding, ...]]:
    """The bytes to read: gzip is undone, a memoryview copied (it cannot be searched)."""
    if not isinstance(data, memoryview) and not (hasattr(data, "rfind") and hasattr(data, "decode") or hasattr(data, "madvise")):
        raise TypeError(f"the reader takes bytes, not {type(data).__name__}; for the path of a file there is eightk.read_path")
    return gunzip(data.tobytes() if isinstance(data, memoryview) else cast(Source, data), limits)


def _main(documents: tuple[Document, ...]) -> int | None:
    """The report's own document: the first whose type is an 8-K's, else the first that has text."""
    for i, d in enumerate(documents):
        if d.type and d.type.upper().replace(" ", "").startswith(("8-K", "8K")) and d.medium not in ("pdf", "uuencoded", "empty"):
            return i
    return next((i for i, d in enumerate(documents) if d.medium in ("ascii", "html", "ixbrl")), None)


def _body(
    source: Source, submission: Submission, header: Header | None, main: int | None, limits: Limits
) -> tuple[dict[str, Any], list[Finding]]:
    """The report's fields that its own document gives, by name, and what was found wrong."""
    if main is None:
        return {}, [Finding(code="no-main-document", message="no document with text: this is no Form 8-K")]
    document = submission.documents[main]
    text, dei = _words_and_tags(source, document, limits)
    divided = divide(text, limits)
    named, place = form_of(text, divided.cover[1], bool(divided.items))
    if named is None:
        return {}, [Finding(code="not-8-k", message="the document does not call itself a Form 8-K", span=document.body)]
    parts = _parts(text, divided, header, submission.documents, limits)
    first = divided.items[0].heading.start if divided.items else divided.cover[1]
    made = {
        "form": named, "spans": {"form": text.span(*place)} if place else {}, **parts, "dei": dei,
        "amendment": amendment_of(text, divided.cover[1], first) if named == "8-K/A" else None,
        "divisions": _divisions(text, document, divided),
    }  # fmt: skip
    faults = [*_missing(parts["cover"], divided, document), *_unknown(text, divided), *_crowded(divided, parts["items"], limits)]
    return made, faults


def _parts(text: Text, divided: Divided, header: Header | None, documents: tuple[Document, ...], limits: Limits) -> dict[str, Any]:
    """Every part of the form, each read from its own division."""
    cover = read_cover(text, divided.cover[1])
    signed, known = divided.signatures, cover.registrants
    signatures = tuple(read_signatures(text, *signed, divided.statement, known)) if signed else ()
    day, day_from = day_of(header, signatures, cover)
    made = read_items(text, divided.items, limits.max_blocks)
    items = items_of(text, made, day, _around(text, divided))
    lists = list(dict.fromkeys((one.body.start, one.body.end) for one in made if set(EXHIBITS_ITEMS) & set(one.heading.numbers)))
    if not lists and not divided.indexes:
        lists = headed_lists(text, [*dict.fromkeys((one.body.start, one.body.end) for one in made), *_around(text, divided)[1:]])
    exhibits = read_exhibits(text, lists, divided.indexes, items, documents)
    return {
        "form_day": day, "form_day_from": day_from, "cover": cover, "items": Listing(items), "exhibits": Listing(exhibits),
        "signatures": signatures,
    }  # fmt: skip


def _around(text: Text, divided: Divided) -> tuple[tuple[int, int], ...]:
    """The stretches beside the items whose words may cover them all: ahead of the first, and from the last to the signatures."""
    ahead = (max(divided.cover[0], divided.cover[1] - _NOTE), divided.cover[1])
    if not divided.items:
        return (ahead,)
    last = divided.items[-1].end
    close = divided.signatures[0] if divided.signatures else last
    return ahead, (last, min(close, last + _NOTE))


def _words_and_tags(source: Source, document: Document, limits: Limits) -> tuple[Text, tuple[Fact, ...]]:
    """The text of the report's own document, and the tags of one in Inline XBRL."""
    characters = decoded(source, document)
    tags = facts(*characters, limits.max_findings * 10) if document.medium == "ixbrl" else ()
    return READERS[document.medium][0](*characters), tags


def _kept(findings: list[Finding], limits: Limits) -> tuple[Finding, ...]:
    if len(findings) <= limits.max_findings:
        return tuple(findings)
    cut = Finding(code="limit-findings", message=f"{len(findings)} findings; only the first {limits.max_findings} are kept")
    return (*findings[: limits.max_findings], cut)


def day_of(header: Header | None, signatures: tuple[Signature, ...], cover: Cover) -> tuple[dt.date | None, Witness | None]:
    """The day whose form applies: EDGAR goes by the filing date; without one the signature, then the cover."""
    if header is not None and header.filed is not None:
        return header.filed, "filing"
    signed = next((s.date for s in signatures if s.date is not None), None)
    if signed is not None:
        return signed, "signature"
    if cover.date_of_report is not None:
        return cover.date_of_report, "cover"
    return None, None


def _missing(cover: Cover, divided: Divided, document: Document) -> list[Finding]:
    """A finding for each part of the form that is not there."""
    out = []
    if not divided.items:
        out.append(Finding(code="no-items", message="no item heading was found", part="items", span=document.body))
    if cover.date_of_report is None:
        out.append(Finding(code="no-date-of-report", message="no date of report was found on the cover", part="cover"))
    if not cover.registrants or cover.registrants[0].name is None:
        out.append(Finding(code="no-registrant", message="no registrant's name was found on the cover", part="cover"))
    if divided.signatures is None:
        out.append(Finding(code="no-signatures", message="no signature statement was found", part="signatures"))
    return out


def _unknown(text: Text, divided: Divided) -> list[Finding]:
    """Headings above the signatures with a number that no form ever had."""
    stop = divided.signatures[0] if divided.signatures else len(text.text)
    return [
        Finding(
            code="unknown-item", message=f"no form ever had an item {h.numbers[0]}; its text is left where it stands", part="items",
            span=text.span(h.start, h.end),
        )
        for h in divided.found
        if h.start < stop and h.numbers[0] not in known_numbers()
    ]  # fmt: skip


def _crowded(divided: Divided, items: Listing[Item], limits: Limits) -> list[Finding]:
    """What was cut short because there was too much of it."""
    out = []
    if any(len(item.blocks) > limits.max_blocks for item in items):
        what = f"an item of more than {limits.max_blocks} paragraphs; the rest of it is one"
        out.append(Finding(code="limit-blocks", message=what, part="items"))
    if divided.crowded:
        what = f"more than {limits.max_headings} lines look like item headings; the rest were left"
        out.append(Finding(code="limit-headings", message=what))
    return out


def _divisions(text: Text, document: Document, divided: Divided) -> tuple[Division, ...]:
    """The divisions in bytes: they tile the main document's body."""
    low, high = document.body
    marks = [low if i == 0 else text.source(start) for i, (_, start, _) in enumerate(divided.parts)] + [high]
    return tuple(Division(kind=kind, span=(marks[i], marks[i + 1])) for i, (kind, _, _) in enumerate(divided.parts))


def explain(data: Bytes, *, limits: Limits = Limits()) -> tuple[Candidate, ...]:
    """Every line of the main document that competed to be an item's heading, with its score and reasons, in document order."""
    source, _ = _unpacked(data, limits)
    documents = split(source, limits).documents
    main = _main(documents)
    if main is None:
        return ()
    text = document_text(source, documents[main])
    divided = divide(text, limits)
    chosen = {s.heading.start for s in divided.items}
    close = divided.signatures[0] if divided.signatures else len(text.text)
    return tuple(_candidate(text, h, h.start in chosen, _left(h, divided, close)) for h in divided.found)


def _left(h: Heading, divided: Divided, close: int) -> str:
    """Why a heading was left; "" for one that is too weak, or chosen."""
    return divided.left.get(h.start) or ("after the signatures begin" if h.start >= close else "")


def _candidate(text: Text, h: Heading, chosen: bool, left: str) -> Candidate:
    return Candidate(
        number=" and ".join(h.numbers), line=squeeze(text.text[h.start : h.end])[:_SHOWN], span=text.span(h.start, h.end), score=h.score,
        reasons=h.reasons + ((f"left: {left}",) if left else ()), chosen=chosen,
    )  # fmt: skip
