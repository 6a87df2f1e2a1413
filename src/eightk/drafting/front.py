"""The front matter -> cover, exhibits, signatures, and what only the filer knows.

Comes in: the mapping's Node. Goes out: the values of a Report and a Draft by field, items and their bodies not among them. Add here: what
a new key of `keys.py` becomes.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from eightk.drafted import STATED, Address, Enrolled, Origin
from eightk.drafting.keys import REPORT
from eightk.drafting.nodes import Node
from eightk.drafting.values import Reading
from eightk.model import Amendment, Cover, Exhibit, Registrant, Security, Signature

_LINES = 3
_BOXES = REPORT["checkboxes"].choices


class Front(NamedTuple):
    """The front matter: fields of the Report, fields of the Draft, and the items that are headed more than once on purpose."""

    report: dict[str, Any]
    draft: dict[str, Any]
    repeated: frozenset[str]


def front_of(node: Node, reading: Reading) -> Front:
    """What the front matter says; what is wrong is told to `reading`."""
    found = reading.table(REPORT, node, "")
    form = found.get("form")
    for name in ("amendment", "amendment_description"):
        if name in found and form == "8-K":
            at = node.value[name][0]
            reading.complain(at.line, at.column, f"{name} in a draft of an 8-K", "write form: 8-K/A, or take it out")
    report = {
        "form": form, "cover": _cover(found), "signatures": tuple(Signature(**one) for one in found.get("signatures", ())),
        "amendment": Amendment(**found.get("amendment", {})) if form == "8-K/A" else None,
    }  # fmt: skip
    listed = found.get("exhibits", [])
    _once(listed, reading)
    report["exhibits"] = tuple(map(_exhibit, listed))
    draft = {
        "filers": tuple(_enrolled(one, n, reading) for n, one in enumerate(found.get("registrants", ()))),
        "files": {one["number"]: one["file"] for one in listed if "number" in one and "file" in one},
        "origins": {one["number"]: Origin(**one["incorporated"]) for one in listed if _has_origin(one)},
        "description": found.get("amendment_description"), "prefix": found.get("prefix"),
    }  # fmt: skip
    return Front(report, draft, frozenset(found.get("repeated_items", ())))


def _cover(found: dict[str, Any]) -> Cover:
    boxes = found.get("checkboxes")
    names = [{k: one.get(k) for k in Registrant.__struct_fields__ if k != "spans"} for one in found.get("registrants", ())]
    for one in names:
        if isinstance(one["address"], dict):
            one["address"] = one_line(Address(**_tupled(one["address"]))) or None
    return Cover(
        date_of_report=found.get("date_of_report"), dated=found.get("dated"), emerging_growth=found.get("emerging_growth"),
        transition_election=found.get("transition_election"), registrants=tuple(Registrant(**one) for one in names),
        checkboxes=None if boxes is None else {key: key in boxes for key in _BOXES},
        securities=tuple(Security(**one) for one in found.get("securities", ())),
    )  # fmt: skip


def one_line(address: Address) -> str:
    """An address as a cover prints it on one line.

    >>> one_line(Address(lines=("1 Main Street", "Suite 2"), city="Dover", state="DE", zip="19901"))
    '1 Main Street, Suite 2, Dover, DE 19901'
    """
    place = " ".join(filter(None, (address.state, address.zip)))
    return ", ".join(filter(None, (*address.lines, address.city, place, address.country)))


def _tupled(address: dict[str, Any]) -> dict[str, Any]:
    return address | {"lines": tuple(address.get("lines", ()))}


def _enrolled(one: dict[str, Any], n: int, reading: Reading) -> Enrolled:
    address = one.get("address")
    if isinstance(address, dict) and len(address.get("lines", ())) > _LINES:
        line = reading.places[f"registrants.{n}.address.lines"]
        reading.complain(line, 1, f"an address of more than {_LINES} street lines", "join some of them with a comma")
    made = Address(**_tupled(address)) if isinstance(address, dict) else None
    return Enrolled(cik=one.get("cik"), fiscal_year_end=one.get("fiscal_year_end"), address=made)


# ---- exhibits ------------------------------------------------------------------------------------------------


def _has_origin(one: dict[str, Any]) -> bool:
    return "number" in one and isinstance(one.get("incorporated"), dict)


def _once(listed: list[dict[str, Any]], reading: Reading) -> None:
    """Each exhibit is listed once, and is attached or elsewhere but not both."""
    seen: dict[str, int] = {}
    for n, one in enumerate(listed):
        line, number = reading.places[f"exhibits.{n}"], one.get("number")
        if number is not None and number in seen:
            reading.complain(line, 1, f"exhibit {number} is listed twice, first on line {seen[number]}", "keep one, or number it otherwise")
        seen.setdefault(number or "", line)
        if "file" in one and "link" in one:
            reading.complain(
                line, 1, f"exhibit {number} has a file and a link", "keep file for what is attached, link for what is elsewhere"
            )


def _exhibit(one: dict[str, Any]) -> Exhibit:
    """The exhibit as the draft says it; what follows from the items is left to `derived.py`."""
    status = one.get("status")
    stated: dict[str, Any] = {"status": status, "furnished": status == "furnished", "reason": STATED} if status else {}
    return Exhibit(
        number=one.get("number", ""), description=one.get("description"), href=one.get("file") or one.get("link"),
        incorporated_by_reference=one.get("incorporated", False) is not False, **stated,
    )  # fmt: skip
