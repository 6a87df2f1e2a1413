"""Checks of the signatures.

Comes in: a case. Goes out: hits, by the code of the requirement. Add here: a rule; its words are in form/requirements.toml.
"""

from __future__ import annotations

from collections.abc import Iterator

from eightk.check.case import Case
from eightk.check.names import exact, printed_name, same
from eightk.check.rule import Hit, Table, hit
from eightk.form.phrases import pattern
from eightk.form.requirements import Severity
from eightk.form.words import spelled
from eightk.late import late
from eightk.model import Signature, Span, pieces

RULES = rules = Table()

_DATE = late(r"\bdated? ?:")
_BLOCK = late(r"\bby ?:")
_NEAR = 200  # bytes between a caption and its date


def _heading(case: Case) -> Span | None:
    """Where the signatures are headed, or begin."""
    words = case.signature_words
    return case.says(words, "signature-heading") or case.says(words, "signature-statement")


def _place(case: Case, signature: Signature) -> Span | None:
    """Where a signature stands."""
    return signature.spans.get("name") or signature.spans.get("title") or signature.spans.get("registrant") or _heading(case)


def _person(signature: Signature) -> str | None:
    """Who signed; a title that stands where the name is missing is nobody."""
    name = signature.name
    return None if name and signature.title is None and pattern("officer-title").search(name.lower()) else name


@rules("G01", only="no signature")
def signed(case: Case) -> Iterator[Hit]:
    """The report is signed: it has a block of signatures.

    The registrant has the report signed on its behalf by an officer. Good: "SIGNATURE / Pursuant to the requirements ..". Bad: none.
    """
    if case.known and not case.report.signatures and not any(d.kind == "signatures" for d in case.report.divisions):
        yield hit(None)


@rules("G02")
def typed(case: Case) -> Iterator[Hit]:
    """A name is typed as the signature.

    Electronic signatures are names in typed form; "/s/" before the name is usual and not needed, a picture will not do.
    Good: "/s/ Orla T. Fenwick". Bad: "By: ______________" and no name.
    """
    signatures = case.report.signatures
    if not signatures:
        if any(d.kind == "signatures" for d in case.report.divisions):
            yield hit(_heading(case), what="No name is typed as the signature")
        return
    nobody = [s for s in signatures if not _person(s)]
    for signature in nobody:
        less: Severity | None = None if len(nobody) == len(signatures) else "warning"
        yield hit(_place(case, signature), severity=less, what="No name is typed as the signature")
    blank = [s for s in signatures if _person(s) and not s.signed]
    if not blank and not nobody and not case.plainly("signatures", "signature-slash"):
        blank = [] if case.says(case.signature_words, "signature-mark") else list(signatures[:1])
    for signature in blank:
        yield hit(_place(case, signature), severity="advice", what=f'The signature of {signature.name} has no "/s/", as is usual')


@rules("G03")
def dated(case: Case) -> Iterator[Hit]:
    """The signature has a date.

    One date may serve several signatures; a caption without its date does not.
    Good: "Date: June 12, 2008". Bad: no date, or one that is none; "Date:" and nothing in the second of two blocks.
    """
    signatures = case.report.signatures
    if signatures and not any(s.date for s in signatures):
        yield hit(case.says(case.signature_words, "signature-date") or _place(case, signatures[0]))
        return
    dates = {pieces(s.spans["date"])[0] for s in signatures if "date" in s.spans}
    if len(signatures) == len(dates):
        return
    captions = [case.signature_words.span(*m.span()) for m in _DATE.finditer(case.signature_words.low)]
    if len(captions) <= len(dates):
        return  # one date for several
    for caption in captions:
        end = pieces(caption)[-1][1]
        if not any(0 <= start - end < _NEAR for start, _ in dates):
            yield hit(caption)


@rules("G04")
def titled(case: Case) -> Iterator[Hit]:
    """The signature has the title of an officer.

    The report is signed by an officer duly authorized, or by one who acts for the registrant. Good: "Vice President and Treasurer".
    Bad: no title; "Friend of the Company".
    """
    for signature in case.report.signatures:
        if not _person(signature):
            continue
        if signature.title is None:
            yield hit(signature.spans.get("name"), what=f"The signature of {signature.name} has no title")
        elif not pattern("officer-title").search(signature.title.lower()):
            yield hit(signature.spans.get("title"), what=f'"{signature.title}", the title of {signature.name}, is not an officer\'s')


@rules("G05")
def of_the_registrant(case: Case) -> Iterator[Hit]:
    """The registrant named over the signature is the one on the cover.

    Good: LARKHOLLOW BANCSHARES, INC. on both. Bad: another company's name, left from an older report.
    """
    covers = [name for r in case.report.cover.registrants if (name := printed_name(r))]
    other = [s for s in case.report.signatures if s.registrant and not any(exact(s.registrant, name) for name in covers)]
    if not covers or not other or pattern("signs-for-another").search(case.signature_words.low):
        return
    first = other[0]
    less: Severity | None = "advice" if any(same(first.registrant or "", name) for name in covers) else None
    yield hit(first.spans.get("registrant"), severity=less, signed=first.registrant, cover=covers[0])


@rules("G06")
def not_after_filing(case: Case) -> Iterator[Hit]:
    """The report was not signed after it was filed.

    Good: signed June 12, filed June 12. Bad: signed July 12, filed June 12.
    """
    filed = case.header.filed or case.day
    for signature in case.report.signatures:
        if signature.date is not None and filed is not None and signature.date > filed:
            yield hit(signature.spans.get("date"), signed=spelled(signature.date), filed=spelled(filed))
            return


@rules("G07")
def statement(case: Case) -> Iterator[Hit]:
    """The form's sentence stands before the signatures: pursuant to the requirements of the Act, the registrant has had it signed.

    Good: "Pursuant to the requirements of the Securities Exchange Act of 1934, the registrant has duly caused this report to be signed ..".
    Bad: a signature without it.
    """
    if not case.report.signatures or case.plainly("signatures", "signature-statement"):
        return
    if not case.says(case.signature_words, "signature-statement"):
        yield hit(_heading(case) or _place(case, case.report.signatures[0]))


@rules("G08", only="several filers")
def each_registrant(case: Case) -> Iterator[Hit]:
    """Each of several registrants has its own signature, or one block names them all.

    Good: two filers and a block for each. Bad: two filers, and a block for the first alone, or one that has "By:" and nobody's name.
    """
    filers = [f for f in case.header.filers if f.role == "FILER" and f.name]
    if len(filers) < 2 or not case.report.signatures:
        return
    words = case.signature_words.text
    for filer in filers:
        names = [r.name for r in case.report.cover.registrants if r.name and same(r.name, filer.name or "")]
        if not any(same(s.registrant or "", filer.name or "") for s in case.report.signatures if s.registrant) and not _named_in(
            names, words
        ):
            yield hit(_place(case, case.report.signatures[-1]), name=names[0] if names else filer.name)


def _named_in(names: list[str], words: str) -> bool:
    """Whether a registrant is named in the signatures, and not over a block that nobody signed."""
    flat = " ".join(words.split()).casefold()
    for name in names:
        _, found, after = flat.rpartition(" ".join(name.split()).casefold())
        if found:
            unsigned = after[: after.find("/s/")] if "/s/" in after else ""
            return len(_BLOCK.findall(unsigned)) < 2  # a block's captions, then those of the next
    return False
