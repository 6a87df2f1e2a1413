"""The published JSON Schema of what `to_json` writes (draft 2020-12).

Comes in: nothing, the model's types are enough. Goes out: the schema as a dict. Keys that have a default may be
absent from what `from_json` reads (a draft); what `to_json` writes has them all. Unknown keys are allowed.
Add here: the description of a new field; a test asks for one.
"""

from __future__ import annotations

from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from eightk import model
from eightk.model import SCHEMA_VERSION, Listing, Report

SCHEMA_ID = f"urn:eightk:report:{SCHEMA_VERSION}"

_SPAN: dict[str, Any] = {
    "title": "Span",
    "description": "Bytes of the decompressed input, start and end (excluded): one pair, or a list of pairs for a value in pieces.",
    "anyOf": [
        {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2},
        {"type": "array", "items": {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2}},
    ],
}

_FIELDS = """
*.spans | Field name to its place in the input.
*.span | Its place in the input.
Report.schema_version | Version of this contract.
Report.reader | Version of the reader that wrote this.
Report.facts | Version of the form facts it used.
Report.path | The path as given; null if read from bytes alone.
Report.accession | Accession number of the submission; null if the input has none.
Report.form | 8-K or 8-K/A as the document says; null, with a finding, if it is no 8-K.
Report.form_day | The day whose form applies.
Report.form_day_from | Where that day came from.
Report.amendment | What an 8-K/A says of itself; null for an original report.
Report.header | The SGML header's own words, a separate witness; null for a bare document.
Report.documents | Documents of the submission, in order.
Report.main | Position in documents of the report itself.
Report.cover | The cover page.
Report.items | Items in document order, one for each item number headed in the body.
Report.exhibits | Exhibits, the exhibits item and the exhibit index merged, in order.
Report.signatures | Signatures of the report.
Report.dei | Tagged facts of an Inline XBRL cover, a separate witness.
Report.divisions | Stretches of the main document; they cover it once, in order.
Report.findings | What could not be read, or was cut short by a limit.
Amendment.number | Number of the amendment.
Amendment.original_date | Date of the original report it names.
Header.accession | ACCESSION NUMBER.
Header.type | CONFORMED SUBMISSION TYPE, 8-K12B and so on.
Header.period | CONFORMED PERIOD OF REPORT.
Header.filed | FILED AS OF DATE.
Header.changed | DATE AS OF CHANGE.
Header.accepted | ACCEPTANCE-DATETIME in UTC; null when absent or a placeholder.
Header.accepted_precision | How exact the acceptance time is.
Header.document_count | PUBLIC DOCUMENT COUNT.
Header.items | ITEM INFORMATION as printed: titles in labelled headers, codes in tag headers, an empty string for a blank line.
Header.filers | Entity blocks, in order.
Header.fields | Every line of the header, known or not.
HeaderField.path | Groups above the line, joined with " / ".
HeaderField.label | Label or tag.
HeaderField.value | Value as printed.
Filer.role | FILER, SUBJECT COMPANY, FILED BY and so on.
Filer.name | COMPANY CONFORMED NAME.
Filer.cik | CENTRAL INDEX KEY.
Filer.sic | STANDARD INDUSTRIAL CLASSIFICATION as printed.
Filer.ein | IRS NUMBER.
Filer.state | STATE OF INCORPORATION.
Filer.fiscal_year_end | FISCAL YEAR END, MMDD.
Filer.file_number | SEC FILE NUMBER.
Filer.film_number | FILM NUMBER.
Filer.act | SEC ACT.
Filer.business_address | Business address as one string.
Filer.business_phone | BUSINESS PHONE.
Filer.mail_address | Mail address as one string.
Filer.former_names | FORMER CONFORMED NAME lines.
Document.type | TYPE: 8-K, EX-99.1, GRAPHIC and so on.
Document.sequence | SEQUENCE.
Document.filename | FILENAME.
Document.description | DESCRIPTION.
Document.medium | What the content is, by its bytes.
Document.body | Place of the content, between <TEXT> and </TEXT>.
Fact.name | Name of the tag with its prefix.
Fact.value | Value as printed, or as transformed by its format.
Fact.context | Reference of its context.
Fact.format | Its transformation.
Fact.hidden | It stands in the hidden section.
Cover.date_of_report | Date of the earliest event reported.
Cover.dated | The other date, where two are printed.
Cover.registrants | Registrants in the order printed.
Cover.checkboxes | The four boxes 425, 14a-12, 14d-2, 13e-4; null where they are not printed.
Cover.securities | Section 12(b) table.
Cover.emerging_growth | Emerging growth company box; null where it is not printed.
Cover.transition_election | True: elected not to use the extended transition period; null where the box is not printed.
Registrant.name | Name as printed.
Registrant.jurisdiction | State or country of incorporation.
Registrant.file_number | Commission file number.
Registrant.ein | I.R.S. employer identification number.
Registrant.address | Address of principal executive offices as one string.
Registrant.phone | Telephone number.
Registrant.former | Former name or address as printed, "N/A" included; null if blank or absent.
Security.title | Title of each class; a blank cell repeats the one above.
Security.symbol | Trading symbol.
Security.exchange | Exchange.
Item.number | The item's number without letter, 9 or 2.02.
Item.title | Title printed in the heading.
Item.text | The item's own text with its paragraphs and tables.
Item.parts | Lettered paragraphs.
Item.blocks | Paragraphs, tables, lists, headings, links and page furniture, in order.
Item.says | The report's own word for this item.
Item.words | The words that say it.
Item.status | Legal status under the form of the day.
Item.reason | Why: the form's row, or the report's words.
Item.topic | Today's item for it: itself, or what became of an old number; null where there is none.
Item.not_applicable | The item only says none or not applicable.
Item.combined | Its heading covers several numbers.
Item.text_id | Items with the same one share one text.
Item.incorporates | What it incorporates by reference.
Part.letter | The letter in parentheses.
Part.title | Its heading.
Part.text | Its text, up to the next letter.
Block.kind | Kind of block.
Block.text | Its text.
Block.rows | Rows of cells of a table.
Block.href | Target of a link.
Cell.text | Text of the cell.
Incorporation.words | The words that say it.
Incorporation.exhibit | Number of an exhibit of this report.
Incorporation.item | Number of another item.
Exhibit.number | Number without the word, 99.1.
Exhibit.description | Description as printed.
Exhibit.furnished | The exhibit is furnished.
Exhibit.status | Legal status.
Exhibit.reason | Why.
Exhibit.incorporated_by_reference | The exhibit itself comes from another filing.
Exhibit.href | Its hyperlink in the list.
Exhibit.document | Position in documents of the attached document; null when it is not attached.
Signature.registrant | Registrant signed for.
Signature.date | Date of the signature.
Signature.name | Who signed.
Signature.title | Capacity as printed.
Signature.signed | An /s/ or a name on the line.
Division.kind | Kind of stretch.
Finding.code | Kind of finding.
Finding.message | The finding in a sentence.
Finding.part | Part of the report it is about.
"""
DESCRIPTIONS: dict[str, str] = dict(line.split(" | ", 1) for line in _FIELDS.strip().splitlines())


def described(struct: str, field: str) -> str | None:
    """The description of a field, by the names of its type and of the field."""
    return DESCRIPTIONS.get(f"{struct}.{field}") or DESCRIPTIONS.get(f"*.{field}")


def _listing(kind: type) -> dict[str, Any]:
    """msgspec asks for what it does not know; which node a listing holds is filled in afterwards."""
    if kind is Listing:
        return {"type": "array"}
    raise NotImplementedError(kind)


def _place(name: str, old: dict[str, Any]) -> dict[str, Any] | None:
    """The schema of a field that holds places, in words a reader can follow; None for any other field."""
    ref = {"$ref": "#/$defs/Span"}
    if name == "spans":
        return {"type": "object", "additionalProperties": ref, "default": {}}
    if name not in ("span", "body"):
        return None
    return {"anyOf": [ref, {"type": "null"}], "default": None} if "default" in old else dict(ref)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a report, the same keys in the same order each time; the caller may change what it gets."""
    nodes = (Report, model.Item, model.Exhibit)  # the last two stand in listings, which msgspec does not look into
    _, parts = msgspec.json.schema_components(nodes, schema_hook=_listing, ref_template="#/$defs/{name}")
    for struct, schema in parts.items():
        hints = get_type_hints(getattr(model, struct))
        for field, old in schema["properties"].items():
            new = _place(field, old) or dict(old)
            if get_origin(hints[field]) is Listing:
                new = {"type": "array", "items": {"$ref": f"#/$defs/{get_args(hints[field])[0].__name__}"}, "default": []}
            says = described(struct, field)
            schema["properties"][field] = {"description": says, **new} if says else new
        schema["description"] = schema.get("description", "").partition("\n")[0]
    report = parts.pop("Report")
    report["properties"]["schema_version"]["const"] = SCHEMA_VERSION
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        **report,
        "title": "Form 8-K current report",
        "schema_version": SCHEMA_VERSION,
        "$defs": {"Span": _SPAN, **{name: parts[name] for name in sorted(parts)}},
    }
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(whole))  # msgspec leaves tuples for defaults
    return plain
