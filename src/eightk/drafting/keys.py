"""The keys of the front matter: what each takes. Reading, the JSON Schema for editors and the page of the format go by these tables.

Comes in: nothing. Goes out: `REPORT`, the table of all keys. Add here: a key, and what its value becomes in `front.py`.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

Kind = Literal["text", "date", "flag", "whole", "cik", "month-day", "url", "file"]


class Key(NamedTuple):
    """A key: what it says, the kind of its value or the table of its keys (or either), whether there are several, what must be said."""

    told: str
    kind: Kind = "text"
    keys: Keys | None = None
    many: bool = False
    choices: tuple[str, ...] = ()
    either: bool = False
    """A plain value of `kind` will do where a table is taken."""
    needed: bool = False


Keys: TypeAlias = "dict[str, Key]"

AMENDMENT: Keys = {
    "number": Key("Number of the amendment.", "whole"),
    "original_date": Key("Date of the report that is amended.", "date"),
}
ADDRESS: Keys = {
    "lines": Key("Street lines, at most three.", many=True),
    "city": Key("City."),
    "state": Key("State or province."),
    "zip": Key("Postal code."),
    "country": Key("Country, where it is not the United States."),
}
REGISTRANT: Keys = {
    "name": Key("Exact name as specified in the charter."),
    "jurisdiction": Key("State or other jurisdiction of incorporation."),
    "file_number": Key("Commission file number."),
    "ein": Key("I.R.S. employer identification number."),
    "address": Key("Address of principal executive offices, on one line or in its parts.", keys=ADDRESS, either=True),
    "phone": Key("Telephone number with area code."),
    "former": Key("Former name or address, if changed since last report."),
    "cik": Key("Central Index Key, up to ten digits.", "cik"),
    "fiscal_year_end": Key("Fiscal year end, month and day: 12-31.", "month-day"),
}
SECURITY: Keys = {
    "title": Key("Title of each class."),
    "symbol": Key("Trading symbol."),
    "exchange": Key("Name of each exchange on which registered."),
}
ORIGIN: Keys = {
    "exhibit": Key("Its number there."),
    "form": Key("The form it was filed with."),
    "filed": Key("The day that was filed.", "date"),
    "file_number": Key("That filing's Commission file number."),
}
EXHIBIT: Keys = {
    "number": Key("Number without the word, 99.1.", needed=True),
    "description": Key("What it is."),
    "file": Key("Its file, in the draft's folder or below.", "file"),
    "link": Key("Where it is already, for one that is incorporated by reference.", "url"),
    "status": Key("Filed or furnished, where the items that name it do not tell.", choices=("filed", "furnished")),
    "incorporated": Key("The earlier filing it is incorporated by reference from, or true.", "flag", ORIGIN, either=True),
}
SIGNATURE: Keys = {
    "registrant": Key("Registrant signed for."),
    "name": Key("Who signs."),
    "title": Key("In which capacity."),
    "date": Key("When.", "date"),
    "signed": Key("Whether it is signed; until then no /s/ is printed.", "flag"),
}
REPORT: Keys = {
    "form": Key("The form.", choices=("8-K", "8-K/A"), needed=True),
    "amendment": Key("What an 8-K/A says of itself.", keys=AMENDMENT),
    "amendment_description": Key("Why the report is amended, in a sentence or two."),
    "date_of_report": Key("Date of the earliest event reported.", "date"),
    "dated": Key("The other date, where two are printed.", "date"),
    "registrants": Key("Registrants in the order of the cover.", keys=REGISTRANT, many=True),
    "checkboxes": Key("The boxes that are ticked; [] for none.", many=True, choices=("425", "14a-12", "14d-2", "13e-4")),
    "securities": Key("Securities registered under Section 12(b).", keys=SECURITY, many=True),
    "emerging_growth": Key("Whether the emerging growth company box is ticked.", "flag"),
    "transition_election": Key("Whether the box of the extended transition period is ticked.", "flag"),
    "prefix": Key("Prefix of the names of files and tags, the ticker as a rule."),
    "repeated_items": Key("Items that are headed more than once on purpose.", many=True),
    "exhibits": Key("Exhibits in the order of the list.", keys=EXHIBIT, many=True),
    "signatures": Key("Signatures, one for each registrant and person.", keys=SIGNATURE, many=True),
}
