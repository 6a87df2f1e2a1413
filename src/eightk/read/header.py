"""SGML header lines -> Header. Unknown lines are kept, in order, with their places.

Comes in: the input and the header's span. Goes out: `Header` and findings. Add here: a label EDGAR prints
(a row of `_SETTERS`); a line that is not listed is kept in `fields` all the same.

Three spellings, one reader: labelled ("LABEL:\\tvalue", nested by indentation), tags ("<TAG>value", containers
closed, also all on one line) and the 1990s <IMS-HEADER>. The text is searched as Latin-1, one character a byte,
so that every offset is a byte offset; values beyond ASCII are then decoded as UTF-8, else cp1252.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from eightk.late import late
from eightk.model import Filer, Finding, Header, HeaderField, Spans
from eightk.read.accepted import acceptance, calendar_day
from eightk.read.text import characters

Source = bytes
Pair = tuple[int, int]

_TAG = late(r"<(/?)([A-Z][A-Z0-9.-]*)>[ \t]*([^<]*(?:<(?!/?[A-Z])[^<]*)*)")  # closing, tag, value
_CLOSED = late(r"</([A-Z][A-Z0-9.-]*)>")
_ACCESSION = late(r"\d{10}-\d{2}-\d{6}")
_DEEPEST, _MOST = 32, 500  # groups in one another, pieces of one value: bounds for broken headers; all lines stay in `fields`
_SIC = late(r"\[(\d{3,4})\]|\A(\d{3,4})\Z")


def read_header(data: Source | bytearray, span: Pair) -> tuple[Header, list[Finding]]:
    """The header that stands at `span` (bytes into `data`), and what in it could not be read. Never raises."""
    reading = _Reading(data, span)
    keep, setter = reading.fields.append, _SETTERS.get
    at = span[0]
    for line in reading.text.split("\n"):
        if not line:
            at += 1
            continue
        label, colon, value = line.partition(":")
        if not colon or "<" in label:
            reading.unlabelled(line, at)
            at += len(line) + 1
            continue
        # "LABEL: value". This stands here, not in a method, because it is most of the work.
        name, value = label.lstrip(), value.lstrip()
        indent = len(label) - len(name)
        if indent <= reading.depth:
            reading.rise(indent)
        at += len(line) + 1
        start = at - len(value) - 1
        value = value.rstrip()
        end = start + len(value)
        if not reading.plain:
            value = _decode(value)
        keep(HeaderField(path=reading.path, label=name, value=value, span=(start, end)))
        known = setter(name)
        if known:
            known[0](reading, known[1], value, start, end)
        if not value:
            reading.descend(indent, name)
    return reading.header(), reading.findings


class _Reading:
    """A header on its way: the groups that are open, the filers read so far. Its setters are named in `_SETTERS`."""

    def __init__(self, data: Source | bytearray, span: Pair) -> None:
        raw = bytes(data[span[0] : span[1]])
        self.offset = span[0]
        self.plain = raw.isascii()
        text = raw.decode("latin-1")
        self.text = text.replace("\r", "\n") if "\r" in text else text
        self.closed = set(_CLOSED.findall(text)) if text.count("</") > 1 else set()
        self.groups: list[tuple[int, str]] = []  # (indentation, label); -1 for tags, which are closed by name
        self.path = ""  # their labels
        self.depth = -1  # the indentation of the last of them
        self.fields: list[HeaderField] = []
        self.values: dict[str, Any] = {}
        self.spans: Spans = {}
        self.items: list[str] = []
        self.places: list[Pair] = []
        self.filers: list[dict[str, Any]] = []
        self.findings: list[Finding] = []
        self.fallback: tuple[str, Pair] | None = None

    # ---- lines -----------------------------------------------------------------------------------------------

    def descend(self, indent: int, name: str) -> None:
        """A line without a value may open a group, which lasts while lines stand deeper; tags have the indentation -1."""
        if len(self.groups) == _DEEPEST:
            return
        self.groups.append((indent, name))
        self.path = f"{self.path} / {name}" if self.path else name
        self.depth = indent

    def rise(self, indent: int) -> None:
        """The groups end that do not stand above a line with this indentation."""
        depth = len(self.groups)
        while depth and self.groups[depth - 1][0] >= indent:
            depth -= 1
        self._truncate(depth)

    def _truncate(self, depth: int) -> None:
        del self.groups[depth:]
        self.path = " / ".join([label for _, label in self.groups])
        self.depth = self.groups[-1][0] if self.groups else -1

    def unlabelled(self, line: str, at: int) -> None:
        """A line of tags: one in most forms, all of them in some. A line that has none is kept without a label."""
        found = False
        for tag in _TAG.finditer(line):
            found = True
            if tag[1]:
                self.close(tag[2])
            else:
                self.tagged(tag[2], tag[3].rstrip(), at + tag.start(3))
        if not found and (value := line.strip()):
            self._keep("", value, at + len(line) - len(line.lstrip()))

    def tagged(self, tag: str, value: str, start: int) -> None:
        """<TAG>value; a tag that is closed later, or names a role, opens a group."""
        known = _SETTERS.get(tag)
        role = not value and known is not None and known[0] is _Reading.role
        if role:
            self._truncate(0)
        elif self.depth >= 0:
            self.rise(0)
        self._keep(tag, value, start)
        if role or not value and tag in self.closed and tag not in _WRAPPERS:
            self.descend(-1, tag)

    def close(self, tag: str) -> None:
        """</TAG> ends its group and those inside it; one that opened nothing is passed over."""
        for depth in range(len(self.groups) - 1, -1, -1):
            if self.groups[depth][1] == tag:
                self._truncate(depth)
                break

    def _keep(self, label: str, value: str, start: int) -> None:
        """One line kept as it stands, then read where it is known."""
        end = start + len(value)
        if not self.plain:
            value = _decode(value)
        self.fields.append(HeaderField(path=self.path, label=label, value=value, span=(start, end)))
        known = _SETTERS.get(label)
        if known:
            known[0](self, known[1], value, start, end)

    # ---- setters: field name, value, its place ---------------------------------------------------------------

    def text_of(self, field: str, value: str, start: int, end: int) -> None:
        """A submission's value that stays as it is."""
        if value and field not in self.values:
            self.values[field], self.spans[field] = value, (start, end)

    def day_of(self, field: str, value: str, start: int, end: int) -> None:
        """A date of the submission (an XML-ised copy may print a time after it)."""
        self._parsed(field, calendar_day(value[:8]), value, (start, min(end, start + 8)))

    def count_of(self, field: str, value: str, start: int, end: int) -> None:
        """A number of the submission."""
        known = value.isdecimal() and value.isascii() and len(value) < 10
        self._parsed(field, int(value) if known else None, value, (start, end))

    def accepted(self, field: str, value: str, start: int, end: int) -> None:
        """The acceptance time and its precision."""
        at, precision = acceptance(value)
        if at and field not in self.values:
            self.values["accepted_precision"], self.spans["accepted_precision"] = precision, (start, end)
        self._parsed(field, at, value, (start, end))

    def _parsed(self, field: str, read: Any, value: str, span: Pair) -> None:
        if field in self.values or not value:
            return
        if read is None:
            code, what = f"header-{field.replace('_', '-')}", f"header: {field} is not understood or a placeholder: {value[:40]!r}"
            self.findings.append(Finding(code=code, message=what, part="header", span=span))
        else:
            self.values[field], self.spans[field] = read, span

    def container(self, _: str, value: str, start: int, end: int) -> None:
        """The container's own line names the file, which names the accession where the header does not."""
        found = _ACCESSION.search(value)
        if found and not self.fallback:
            self.fallback = found[0], (start + found.start(), start + found.end())

    def item(self, _: str, value: str, start: int, end: int) -> None:
        """One item, blank ones too."""
        self.items.append(value)
        self.places.append((start, end))

    def role(self, role: str, value: str, start: int, end: int) -> None:
        """A group that names a filer's role; with a value it is something else."""
        if value:
            return
        at = self.text.rfind(role[:5], 0, start - self.offset)
        spans: Spans = {"role": (self.offset + at, self.offset + at + len(role))} if at >= 0 else {}
        self.filers.append({"role": role, "spans": spans})

    def entity(self, _: str, value: str, start: int, end: int) -> None:
        """COMPANY DATA without a role line of its own begins another filer."""
        if not self.filers or "name" in self.filers[-1]:
            self.filers.append({"spans": {}})

    def of_filer(self, field: str, value: str, start: int, end: int) -> None:
        """A filer's value that stays as it is; the first counts."""
        if not self.filers:
            self.filers.append({"spans": {}})
        filer = self.filers[-1]
        if value and field not in filer:
            filer[field], filer["spans"][field] = value, (start, end)

    def sic(self, field: str, value: str, start: int, end: int) -> None:
        """The code alone; its words stay in `fields`."""
        if value.isascii() and (code := _SIC.search(value)):
            group = code.lastindex or 0
            self.of_filer(field, code[group], start + code.start(group), start + code.end(group))

    def mock(self, _: str, value: str, start: int, end: int) -> None:
        """A line that no header of EDGAR's has: write/submission.py says by it that this was never filed."""
        what = "header: a mock submission, made for tests; it is no filing"
        self.findings.append(Finding(code="mock-submission", message=what, part="header", span=(start, end)))

    def address(self, joint: str, value: str, start: int, end: int) -> None:
        """A line of the address whose group is open, joined to those before it."""
        field = _ADDRESSES.get(self.groups[-1][1]) if self.groups else None
        if not value or not field or not self.filers:
            return
        filer = self.filers[-1]
        spans = filer["spans"]
        if field in filer and len(spans[field]) == _MOST:
            return
        if field in filer:
            filer[field] += (" " if filer[field].endswith(",") else joint) + value
            spans[field] += ((start, end),)
        else:
            filer[field], spans[field] = value, ((start, end),)

    def phone(self, field: str, value: str, start: int, end: int) -> None:
        """<PHONE> is the business telephone unless a mail address is open."""
        if self.groups and _ADDRESSES.get(self.groups[-1][1]) == "business_address":
            self.of_filer(field, value, start, end)

    def former(self, field: str, value: str, start: int, end: int) -> None:
        """A former name of the filer."""
        if value and self.filers:
            filer = self.filers[-1]
            names = filer.get(field, ())
            if len(names) < _MOST:
                filer[field] = (*names, value)
                filer["spans"][field] = (*filer["spans"].get(field, ()), (start, end))

    def header(self) -> Header:
        """What was read."""
        if "accession" not in self.values and self.fallback:
            self.values["accession"], self.spans["accession"] = self.fallback
        if self.items:
            self.spans["items"] = tuple(self.places)
        filers = tuple([Filer(**filer) for filer in self.filers])
        return Header(items=tuple(self.items), filers=filers, fields=tuple(self.fields), spans=self.spans, **self.values)


_Setter = tuple[Callable[[_Reading, str, str, int, int], None], str]
_ADDRESSES = {"BUSINESS ADDRESS": "business_address", "MAIL ADDRESS": "mail_address"}
_ADDRESSES |= {label.replace(" ", "-"): field for label, field in _ADDRESSES.items()}
_WRAPPERS = {"SEC-DOCUMENT", "SEC-HEADER", "IMS-DOCUMENT", "IMS-HEADER", "SUBMISSION"}
_ROLES = ("FILER", "SUBJECT COMPANY", "FILED BY", "FILED FOR", "ISSUER", "REPORTING OWNER", "DEPOSITOR", "SECURITIZER", "SERIAL COMPANY")
# Label or tag -> what reads it, and into which field.
_SETTERS: dict[str, _Setter] = {
    "ACCESSION NUMBER": (_Reading.text_of, "accession"),
    "CONFORMED SUBMISSION TYPE": (_Reading.text_of, "type"),
    "TYPE": (_Reading.text_of, "type"),
    "CONFORMED PERIOD OF REPORT": (_Reading.day_of, "period"),
    "PERIOD": (_Reading.day_of, "period"),
    "FILED AS OF DATE": (_Reading.day_of, "filed"),
    "FILING DATE": (_Reading.day_of, "filed"),
    "DATE AS OF CHANGE": (_Reading.day_of, "changed"),
    "DATE OF FILING DATE CHANGE": (_Reading.day_of, "changed"),
    "ACCEPTANCE DATETIME": (_Reading.accepted, "accepted"),
    "PUBLIC DOCUMENT COUNT": (_Reading.count_of, "document_count"),
    "ITEM INFORMATION": (_Reading.item, ""),
    "ITEMS": (_Reading.item, ""),
    "COMPANY DATA": (_Reading.entity, ""),
    "OWNER DATA": (_Reading.entity, ""),
    "COMPANY CONFORMED NAME": (_Reading.of_filer, "name"),
    "CONFORMED NAME": (_Reading.of_filer, "name"),
    "CENTRAL INDEX KEY": (_Reading.of_filer, "cik"),
    "CIK": (_Reading.of_filer, "cik"),
    "STANDARD INDUSTRIAL CLASSIFICATION": (_Reading.sic, "sic"),
    "ASSIGNED SIC": (_Reading.sic, "sic"),
    "IRS NUMBER": (_Reading.of_filer, "ein"),
    "EIN": (_Reading.of_filer, "ein"),
    "STATE OF INCORPORATION": (_Reading.of_filer, "state"),
    "FISCAL YEAR END": (_Reading.of_filer, "fiscal_year_end"),
    "SEC ACT": (_Reading.of_filer, "act"),
    "ACT": (_Reading.of_filer, "act"),
    "SEC FILE NUMBER": (_Reading.of_filer, "file_number"),
    "FILE NUMBER": (_Reading.of_filer, "file_number"),
    "FILM NUMBER": (_Reading.of_filer, "film_number"),
    "BUSINESS PHONE": (_Reading.of_filer, "business_phone"),
    "PHONE": (_Reading.phone, "business_phone"),
    "STREET 1": (_Reading.address, ", "),
    "STREET 2": (_Reading.address, ", "),
    "STREET1": (_Reading.address, ", "),
    "STREET2": (_Reading.address, ", "),
    "CITY": (_Reading.address, ", "),
    "STATE": (_Reading.address, ", "),
    "ZIP": (_Reading.address, " "),
    "FORMER CONFORMED NAME": (_Reading.former, "former_names"),
    "FORMER NAME": (_Reading.former, "former_names"),
    "MOCK SUBMISSION": (_Reading.mock, ""),
}
_SETTERS |= {role: (_Reading.role, role) for role in _ROLES}
_SETTERS |= {label.replace(" ", "-"): setter for label, setter in _SETTERS.items()}
_SETTERS |= dict.fromkeys(_WRAPPERS, (_Reading.container, ""))


def _decode(text: str) -> str:
    """Latin-1 text (one character a byte) as UTF-8, else cp1252."""
    if text.isascii():
        return text
    return characters(text.encode("latin-1"))
