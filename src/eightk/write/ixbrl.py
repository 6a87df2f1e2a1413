"""A draft -> its report with an Inline XBRL cover: the document, its schema and linkbases.

Comes in: a complete Draft and the day it is filed on. Goes out: `to_ixbrl`; `cover_tags`, which tags the values of a cover as a layout
prints them, and then knows the header, contexts and taxonomy they need. Add here: a fact that is not printed.

17 CFR 232.405, 232.406; EFM 5.2.5, 6.5. The elements are form/dei.toml, how printed words become values printed.py.
"""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Iterator

from eightk.drafted import Draft, Enrolled
from eightk.form.cover import dei
from eightk.form.inline import Formats, Taxonomy, formats, is_list_known, taxonomy
from eightk.form.words import words
from eightk.late import late
from eightk.write.compose import compose
from eightk.write.extension import ADDRESS, DOMAINS, ENTITY, Axes, Extension, Member, cik_of, prefix_of, registrant_member, security_axes
from eightk.write.html import FONT, ascii_bytes, body_lines
from eightk.write.linkbases import companions
from eightk.write.printed import DATE, TRUE, Mark, Pieces, address_marks, element, is_none, marked
from eightk.write.refuse import CannotWrite

_NOT_XML = late("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SCHEME = "http://www.sec.gov/CIK"
_OF_SECURITIES = ("security_12b", "trading_symbol", "exchange")
_FISCAL_YEAR_ITEM = "5.03"
_SPACES = {
    "": "http://www.w3.org/1999/xhtml",
    "ix": "http://www.xbrl.org/2013/inlineXBRL",
    "ixt-sec": "http://www.sec.gov/inlineXBRL/transformation/2015-08-31",
    "link": "http://www.xbrl.org/2003/linkbase",
    "xbrldi": "http://xbrl.org/2006/xbrldi",
    "xbrli": "http://www.xbrl.org/2003/instance",
    "xlink": "http://www.w3.org/1999/xlink",
}


def to_ixbrl(draft: Draft, day: dt.date) -> tuple[bytes, dict[str, bytes]]:
    """The main document with its cover tagged, and its companion files by name, by the form of a filing date.

    The draft is complete (`complete(draft, day, inline=True)`). Raises CannotWrite where a CIK or the date of report is missing, or
    covers were not tagged on that day.
    """
    tags = cover_tags(draft, day)
    composed = compose(draft, day)
    body = _strict("\n".join(body_lines(composed, tags.tag)))  # before the header: it tells which facts and contexts there are
    title = html.escape(tags.extension.stem)
    text = (
        f"<?xml version='1.0' encoding='ASCII'?>\n<html {tags.namespaces} xml:lang=\"en-US\">\n"
        f'<head>\n<meta http-equiv="Content-Type" content="text/html"/>\n<title>{title}</title>\n</head>\n'
        f'<body style="{FONT}">\n{tags.hidden()}\n{body}\n</body>\n</html>\n'
    )
    if m := _NOT_XML.search(text):
        raise CannotWrite(
            f"no XML may hold the character U+{ord(m[0]):04X}, before {text[m.end() : m.end() + 30]!r}: take it out of the draft"
        )
    return ascii_bytes(text), companions(tags.extension)


def _strict(body: str) -> str:
    """The body in the HTML that Inline XBRL knows, which has no u element. Words of a draft are escaped: a <u> is markup."""
    return body.replace("<u>", '<span style="text-decoration:underline">').replace("</u>", "</span>")


def file_name(draft: Draft) -> str:
    """The name of the main document: prefix and date of report (EFM 6.3.3). Raises CannotWrite as `to_ixbrl`."""
    return f"{prefix_of(draft)}-{_event(draft):%Y%m%d}.htm"


def dei_year(day: dt.date) -> str:
    """The year of dei that a cover filed on that day is written for. Raises CannotWrite before covers were tagged."""
    return _taxonomy(day).year


def cover_tags(draft: Draft, day: dt.date) -> CoverTags:
    """The tags of a cover. Raises CannotWrite as `to_ixbrl`."""
    cik_of(draft)
    return CoverTags(draft, day)


def cover_notes(draft: Draft, day: dt.date) -> tuple[str, ...]:
    """What could not be tagged, or is not sure, in words for whoever files the cover. Raises CannotWrite as `to_ixbrl`."""
    tags = cover_tags(draft, day)
    body_lines(compose(draft, day), tags.tag)
    return tuple(tags.notes)


def _event(draft: Draft) -> dt.date:
    if draft.report.cover.date_of_report is None:
        raise CannotWrite("a tagged cover needs the date of report: write date_of_report: in the draft")
    return draft.report.cover.date_of_report


def _taxonomy(day: dt.date) -> Taxonomy:
    found = taxonomy(day)
    if found is None:
        raise CannotWrite(f"covers were not tagged on {day}: no dei taxonomy for Inline covers was in EDGAR's list")
    return found


class CoverTags:
    """The tags of one cover, as a layout asks for them in document order; then what they need beside them."""

    def __init__(self, draft: Draft, day: dt.date) -> None:
        self._draft = draft
        self._formats: Formats = formats(day)
        self._event = _event(draft)
        self._prefix = prefix_of(draft)
        self._taxonomy = _taxonomy(day)
        self._classes = security_axes(self._prefix, draft.report.cover.securities)
        self._contexts: dict[Axes, str] = {}
        self._elements: set[str] = set()
        self._hidden: list[str] = []
        self._facts = 0
        self.notes: list[str] = []
        if not is_list_known(day):
            self.notes.append(f"which dei years EDGAR takes on {day} is not known here; this cover uses dei {self._taxonomy.year}")
        self._unprinted()

    # ---- while the cover is laid out -------------------------------------------------------------------------

    def tag(self, field: str, index: int, words: str) -> str:
        """The words of a field as HTML, under their tags. `index`: the registrant, or the row of the 12(b) table, from 0."""
        if field == "former_name" and (parts := address_marks(words)) is not None:
            return self._set(parts, (*self._axes(field, index), (ADDRESS, Member("dei", "FormerAddressMember"))))
        return self._set(self._pieces(field, index, words), self._axes(field, index))

    def _pieces(self, field: str, index: int, words: str) -> Pieces:
        if field == "egc_transition" and not self._draft.report.cover.emerging_growth:
            return (words,)  # printed, and tagged by growth companies alone (EFM 6.5.40)
        if field == "address1" and not self._is_line(index, words):
            pieces = address_marks(words) or (words,)
        else:
            pieces = marked(field, words)
        if not any(isinstance(piece, Mark) for piece in pieces) and not (field == "former_name" and is_none(words)):
            parts = "; write its parts in the draft: lines, city, state, zip, country" if field == "address1" else ""
            self.notes.append(f"{field} is printed and not tagged: what {words!r} says is not sure{parts}")
        return pieces

    def _is_line(self, index: int, words: str) -> bool:
        filers = self._draft.filers
        parts = (filers[index] if index < len(filers) else Enrolled()).address
        return parts is not None and words in parts.lines

    def _axes(self, field: str, index: int) -> Axes:
        if field in _OF_SECURITIES:
            return self._classes[index]
        return ((ENTITY, registrant_member(self._prefix, self._draft, index)),) if index else ()

    def _set(self, pieces: Pieces, axes: Axes) -> str:
        return "".join(self._marked(p, axes) if isinstance(p, Mark) else html.escape(p, quote=False) for p in pieces)

    def _marked(self, mark: Mark, axes: Axes) -> str:
        if not mark.words:
            self._hide(mark.element, "true", axes)
            return ""
        words = html.escape(mark.words, quote=False)
        if mark.hidden is not None:
            return f'<span style="-sec-ix-hidden:{self._hide(mark.element, mark.hidden, axes)}">{words}</span>'
        own = {DATE: f"ixt:{self._formats.date}", TRUE: f"ixt:{self._formats.true}"}
        format = own.get(mark.format or "", mark.format)
        return self._fact(mark.element, words, axes, f' format="{format}"' if format else "")[1]

    def _fact(self, name: str, words: str, axes: Axes, format: str = "") -> tuple[str, str]:
        """The id of a fact, and the fact."""
        self._facts += 1
        self._elements.add(name)
        id, context = f"f-{self._facts}", self._contexts.setdefault(axes, f"c-{len(self._contexts) + 1}")
        return id, f'<ix:nonNumeric contextRef="{context}" name="dei:{name}"{format} id="{id}">{words}</ix:nonNumeric>'

    def _hide(self, name: str, value: str, axes: Axes = ()) -> str:
        id, fact = self._fact(name, html.escape(value, quote=False), axes)
        self._hidden.append(fact)
        return id

    # ---- what is not printed ---------------------------------------------------------------------------------

    def _unprinted(self) -> None:
        """The hidden facts: CIK, amendment, and the end of the fiscal year where Item 5.03 may change it (EFM 6.5.20, 6.5.21)."""
        report = self._draft.report
        amended = report.form == "8-K/A"
        for n in range(max(1, len(report.cover.registrants))):
            self._hide(element("cik"), cik_of(self._draft, n), self._axes("cik", n))
        self._hide(element("amendment_flag"), str(amended).lower())
        if amended:
            self._hide(element("amendment_description"), self._description())
        ends = self._draft.filers[0].fiscal_year_end
        if ends and report.items.get(_FISCAL_YEAR_ITEM):
            self._hide(element("fiscal_year_end"), f"--{ends[:2]}-{ends[2:]}")

    def _description(self) -> str:
        """What the amendment says of itself: the draft's description, else its explanatory note, else its number."""
        note = " ".join(passage.words for passage in self._draft.explanation if passage.kind != "heading")
        amendment = self._draft.report.amendment
        number = words("amendment", self._event, number=str(amendment.number)) if amendment and amendment.number else None
        return " ".join((self._draft.description or note or (number or "").strip("()") or "Amendment").split())

    # ---- when the cover is laid out --------------------------------------------------------------------------

    @property
    def concepts(self) -> tuple[str, ...]:
        """The dei elements in use, in the order of form/dei.toml."""
        return tuple(dict.fromkeys(row.element for row in dei().elements if row.element in self._elements))

    @property
    def extension(self) -> Extension:
        """The filer's own taxonomy, as the tags so far need it."""
        members = {axis: tuple(dict.fromkeys(m for axes in self._contexts for a, m in axes if a == axis)) for axis in DOMAINS}
        used = tuple((axis, some) for axis, some in members.items() if some)
        return Extension(prefix=self._prefix, day=self._event, taxonomy=self._taxonomy, elements=self.concepts, members=used)

    @property
    def namespaces(self) -> str:
        """The attributes of <html> that declare the prefixes."""
        extension = self.extension
        spaces = _SPACES | {"ixt": self._formats.uri, self._prefix: extension.namespace}
        spaces |= {prefix: space for prefix, (space, _) in extension.prefixes.items()}
        return " ".join(f'xmlns{":" if prefix else ""}{prefix}="{space}"' for prefix, space in sorted(spaces.items()))

    def hidden(self) -> str:
        """The header: hidden facts, the schema's name, the contexts."""
        stem = self.extension.stem
        return "\n".join([
            '<div style="display:none">\n<ix:header>\n<ix:hidden>',
            *self._hidden,
            f'</ix:hidden>\n<ix:references xml:lang="en-US"><link:schemaRef xlink:type="simple" xlink:href="{stem}.xsd"/></ix:references>',
            "<ix:resources>",
            *self._resources(),
            "</ix:resources>\n</ix:header>\n</div>",
        ])  # fmt: skip

    def _resources(self) -> Iterator[str]:
        """Each context: the first registrant, the day of the report, and what it is narrowed to."""
        cik, day = cik_of(self._draft), self._event.isoformat()
        for axes, id in self._contexts.items():
            told = "".join(f'<xbrldi:explicitMember dimension="{axis}">{member.qname}</xbrldi:explicitMember>' for axis, member in axes)
            segment = f"<xbrli:segment>{told}</xbrli:segment>" if told else ""
            yield (
                f'<xbrli:context id="{id}"><xbrli:entity><xbrli:identifier scheme="{_SCHEME}">{cik}</xbrli:identifier>{segment}'
                f"</xbrli:entity><xbrli:period><xbrli:startDate>{day}</xbrli:startDate><xbrli:endDate>{day}</xbrli:endDate>"
                "</xbrli:period></xbrli:context>"
            )
