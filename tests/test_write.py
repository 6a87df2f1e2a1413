"""What a report becomes: rows, CSV, JSON, the schema it follows, and the HTML of a notebook."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from typing import Any, get_type_hints

import msgspec
import pytest

from eightk import model
from eightk.model import (
    Amendment,
    Block,
    Cell,
    Cover,
    Document,
    Exhibit,
    Fact,
    Filer,
    Finding,
    Header,
    Incorporation,
    Item,
    Listing,
    Part,
    Registrant,
    Report,
    Security,
    Signature,
)
from eightk.read.json import from_json
from eightk.show import SOURCE_BYTES, to_html
from eightk.write import FORMATS, CannotWrite, to_json, write
from eightk.write.csv import COLUMNS
from eightk.write.escape import cell, one_line, shown_json, visible
from eightk.write.rows import ORIGIN, TABLES
from eightk.write.schema import DESCRIPTIONS, described, json_schema

SOURCE = b"FORM 8-K\nDate of Report: May 4, 2021\nItem 5.02 Departure\nA director & officer left.\nItem 9.01 Exhibits\nNone.\n"
UTC = dt.UTC


def place(words: bytes) -> tuple[int, int]:
    """Where the words stand in SOURCE."""
    start = SOURCE.index(words)
    return start, start + len(words)


MADE = Report(
    reader="0.0.1", facts="2020-01-01", path="made.txt", accession="0009990001-21-000001", form="8-K/A",
    form_day=dt.date(2021, 5, 5), form_day_from="filing", amendment=Amendment(number=2, original_date=dt.date(2021, 4, 1)),
    header=Header(
        type="8-K/A", filed=dt.date(2021, 5, 5), accepted=dt.datetime(2021, 5, 5, 20, 1, 2, tzinfo=UTC), accepted_precision="second",
        filers=(Filer(name="OAKMOSS CO", cik="0009990001", former_names=("ELM CO",)), Filer(name="OAKMOSS LP", cik="0009990002")),
    ),
    documents=(Document(type="8-K/A", sequence=1, filename="a.htm", medium="ascii", span=(0, len(SOURCE)), body=(0, len(SOURCE))),),
    main=0,
    cover=Cover(
        date_of_report=dt.date(2021, 5, 4), spans={"date_of_report": place(b"May 4, 2021")},
        registrants=(Registrant(name="Oakmoss Co."), Registrant(name="Oakmoss L.P.", ein="99-0000001")),
        checkboxes={"425": True, "14a-12": False, "14d-2": False, "13e-4": False},
        securities=(Security(title="Common Stock", symbol="OAKM", exchange="NYSE"),), emerging_growth=False,
    ),
    items=Listing([
        Item(
            number="5.02", title="Departure", text="A director & officer left.", topic="5.02", parts=(Part(letter="b"),),
            incorporates=(Incorporation(words="by reference", exhibit="99.1"),), reason="the form",
            blocks=(Block(kind="table", text="a", span=place(b"left"), rows=((Cell(text="a", span=place(b"left")),),)),),
            spans={"number": place(b"5.02"), "title": place(b"Departure"), "text": place(b"A director & officer left.")},
        ),
        Item(number="9.01", title="Exhibits", text="None.", text_id=1, spans={"text": (place(b"No"), place(b"ne."))}),
    ]),
    exhibits=Listing([Exhibit(number="99.1", description="Letter", furnished=True, status="furnished", document=0)]),
    signatures=(Signature(registrant="Oakmoss Co.", date=dt.date(2021, 5, 5), name="Ida Elm", title="Treasurer", signed=True),),
    dei=(Fact(name="dei:AmendmentFlag", value="true"),),
    findings=(Finding(code="odd", message="Something odd.", part="cover", span=place(b"FORM")),),
)  # fmt: skip

KINDS = {"string": str, "int": int, "bool": bool, "date": dt.date, "timestamp": dt.datetime, "strings": list}


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("report", [MADE, Report()], ids=["made", "empty"])
def test_rows_are_as_the_columns_say(name: str, report: Report) -> None:
    table = TABLES[name]
    rows = table.rows(report, "ab" * 32)
    assert rows or report is not MADE
    for row in rows:
        assert tuple(row) == table.names()
        for column in table.columns:
            assert row[column.name] is None or type(row[column.name]) is KINDS[column.type], column
        assert [row[c.name] for c in ORIGIN] == [report.accession, "ab" * 32, report.reader, report.facts]


def test_columns_are_told_apart_and_told_of() -> None:
    for table in TABLES.values():
        assert len(set(table.names())) == len(table.columns)
        assert all(c.says and c.type in KINDS for c in table.columns)


def test_rows_say_what_the_report_says() -> None:
    (filing,) = TABLES["filings"].rows(MADE, None)
    assert filing["registrant"] == "Oakmoss Co."
    assert filing["cik"] == "0009990001"
    assert filing["items"] == ["5.02", "9.01"]
    assert filing["checkbox_425"] is True
    assert filing["checkbox_13e_4"] is False
    assert filing["amendment"] == 2
    first, second = TABLES["items"].rows(MADE, None)
    assert (first["start"], first["end"]) == place(b"A director & officer left.")
    assert (second["start"], second["end"]) == place(b"None.")
    assert first["incorporates"] == ["exhibit 99.1"]
    assert [r["name"] for r in TABLES["filers"].rows(MADE, None)] == ["OAKMOSS CO", "OAKMOSS LP"]
    assert [r["position"] for r in TABLES["registrants"].rows(MADE, None)] == [0, 1]


# ---- formats ---------------------------------------------------------------------------------------------------


def test_json_line_and_indented_say_the_same() -> None:
    line, indented = write(MADE, "jsonl"), write(MADE, "json")
    assert line.count(b"\n") == 1
    assert indented.count(b"\n") > 100
    assert indented.endswith(b"}\n")
    assert json.loads(line) == json.loads(indented)
    assert from_json(line) == from_json(indented) == from_json(to_json(MADE)) == MADE


def test_writing_what_was_read_back_changes_no_byte() -> None:
    assert to_json(from_json(to_json(MADE))) == to_json(MADE)


@pytest.mark.parametrize("text", ['{"items": 3}', '{"items": [{"title": "no number"}]}', '{"form": "10-K"}', "[]", "{"])
def test_what_is_no_report_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        from_json(text)


def test_csv_has_a_row_for_each_item() -> None:
    rows = list(csv.DictReader(io.StringIO(write(MADE, "csv").decode())))
    assert [r["item_number"] for r in rows] == ["5.02", "9.01"]
    assert list(rows[0]) == [c.name for c in COLUMNS]
    assert rows[0]["item_text"] == "A director & officer left."
    assert rows[0]["accepted_at"] == "2021-05-05T20:01:02+00:00"
    assert rows[0]["checkbox_425"] == "true"
    assert rows[0]["item_says"] == ""


def test_csv_keeps_a_report_without_items() -> None:
    (row,) = csv.DictReader(io.StringIO(write(Report(path="none.txt"), "csv").decode()))
    assert row["path"] == "none.txt"
    assert row["item_number"] == row["form"] == ""


def test_an_unknown_format_is_the_callers_mistake() -> None:
    with pytest.raises(CannotWrite, match="pdf"):
        write(MADE, "pdf")
    assert set(FORMATS) >= {"json", "jsonl", "csv"}


# ---- escaping --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, shown",
    [
        ("\x1b[2J", "\u241b[2J"), ("a\x00b", "a\u2400b"), ("\x7f", "\u2421"), ("\x9b31m", "<U+009B>31m"),
        ("\u202eabc\u202c", "<U+202E>abc<U+202C>"), ("\u2066x\u2069", "<U+2066>x<U+2069>"), ("\udcff", "<U+DCFF>"),
        ("a\r\nb\tc", "a\nb\tc"), ("a\rb", "a\u240db"),
        ("[/s/ Ida Elm] \u201cquoted\u201d \u05d0", "[/s/ Ida Elm] \u201cquoted\u201d \u05d0"),
    ],
)  # fmt: skip
def test_what_acts_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_one_line_is_one_line() -> None:
    assert one_line(" a\r\n\tb\u2028c ") == "a b<U+2028>c"
    assert one_line(None) == ""


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\n=1", "\uff1d1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert cell(text).startswith("'")
    assert cell(text)[1:] == visible(text)


@pytest.mark.parametrize("text", ["", "1.01", "a=b", "(1)", "'quoted", "-"])
def test_other_cells_stay(text: str) -> None:
    assert cell(text) == text


def test_json_shown_is_the_same_json() -> None:
    text = "plain \u201cq\u201d \x7f\x9b\u202e\u2028\U000e0041"
    shown = shown_json(msgspec.json.encode(text))
    assert json.loads(shown) == text
    assert visible(shown.decode()) == shown.decode()
    assert "\u201cq\u201d" in shown.decode()


# ---- the schema ------------------------------------------------------------------------------------------------


def fits(schema: dict[str, Any], value: Any, defs: dict[str, Any]) -> bool:
    """Whether a value fits a schema, for the keywords ours uses."""
    if "$ref" in schema:
        return fits(defs[schema["$ref"].removeprefix("#/$defs/")], value, defs)
    if "anyOf" in schema:
        return any(fits(s, value, defs) for s in schema["anyOf"])
    if "enum" in schema:
        return value in schema["enum"]
    if "const" in schema and value != schema["const"]:
        return False
    kind = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}[schema["type"]]
    if type(value) is not kind:
        return False
    if kind is list:
        return schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)) and all(
            fits(schema["items"], v, defs) for v in value
        )
    if kind is not dict:
        return True
    known = schema.get("properties", {})
    if not set(schema.get("required", ())) <= set(value):
        return False
    other = schema.get("additionalProperties", False)
    return all(fits(known[k] if k in known else other, v, defs) for k, v in value.items() if k in known or other is not False) and (
        other is not False or set(value) <= set(known)
    )


@pytest.mark.parametrize("report", [MADE, Report()], ids=["made", "empty"])
def test_what_is_written_follows_the_schema(report: Report) -> None:
    schema = json_schema()
    assert fits(schema, json.loads(to_json(report)), schema["$defs"])


@pytest.mark.parametrize(
    "key, wrong",
    [("form", "10-K"), ("items", [{"title": "no number"}]), ("items", {}), ("cover", None), ("spans", {"form": [1]}), ("unheard", 1)],
)
def test_what_is_wrong_does_not_follow_the_schema(key: str, wrong: Any) -> None:
    schema = json_schema()
    assert not fits(schema, {**json.loads(to_json(MADE)), key: wrong}, schema["$defs"])


def structs() -> list[type[msgspec.Struct]]:
    """Every type of the model that stands in the JSON."""
    found = [v for v in vars(model).values() if isinstance(v, type) and issubclass(v, msgspec.Struct) and v.__module__ == model.__name__]
    return [s for s in found if s not in (model.Node, model.Numbered)]


def test_every_field_is_described_and_every_description_has_its_field() -> None:
    fields = {(s.__name__, f) for s in structs() for f in s.__struct_fields__}
    assert [f for f in sorted(fields) if not described(*f)] == []
    assert [key for key in DESCRIPTIONS if not key.startswith("*") and tuple(key.split(".")) not in fields] == []


def test_the_schema_knows_every_type_and_stands_still() -> None:
    schema = json_schema()
    assert set(schema["$defs"]) == {s.__name__ for s in structs()} - {"Report"} | {"Span"}
    assert json.dumps(schema) == json.dumps(json_schema())
    assert schema["schema_version"] == model.SCHEMA_VERSION
    assert list(schema["properties"]) == list(get_type_hints(Report))
    assert schema["properties"]["items"]["items"] == {"$ref": "#/$defs/Item"}


# ---- notebooks -------------------------------------------------------------------------------------------------


def test_html_marks_the_source() -> None:
    shown = to_html(MADE, SOURCE)
    assert ">May 4, 2021</mark>" in shown
    assert "A director &amp; officer left.</mark>" in shown
    assert "<b>item 5.02 title</b>Departure</mark>" in shown
    assert shown.count("<mark") == shown.count("</mark>") == 6
    for label, value in (("EIN", "99-0000001"), ("form of", "2021-05-05 (filing date)"), ("accepted", "2021-05-05 20:01:02 UTC"),
                         ("growth company", "no"), ("boxes", "425"), ("registrant", "Oakmoss L.P.")):  # fmt: skip
        assert f"<td><b>{label}</b></td><td>{value}</td>" in shown
    assert "<td>furnished</td><td>a.htm</td>" in shown
    assert "<pre>" not in to_html(MADE)
    assert "Ida Elm" in to_html(MADE)


def test_html_is_bounded() -> None:
    source = SOURCE + b"<" * (3 * SOURCE_BYTES)
    endless = msgspec.structs.replace(MADE.items[0], text="y" * 10**6, title="x" * 10**6, spans={})
    document = msgspec.structs.replace(MADE.documents[0], body=(0, len(source)))
    report = msgspec.structs.replace(MADE, items=Listing([endless] * 1000), documents=(document,))
    assert len(to_html(report, source)) < 3_000_000
    assert "more bytes" in to_html(report, source)


def test_html_says_what_an_item_says_of_itself() -> None:
    item = Item(number="7.01", text="x", status="furnished", reason="the form", says="furnished", words="It is <furnished>.")
    lone = Exhibit(number="104", status="none")
    shown = to_html(msgspec.structs.replace(MADE, items=Listing([item]), exhibits=Listing([lone])))
    assert "furnished<br><small>the form</small><br><small>says furnished: It is &lt;furnished&gt;.</small>" in shown
    assert "<td>none</td><td>not a separate document</td>" in shown


def test_html_shows_few_signs_for_tags() -> None:
    source = b"<p>One</p>  <p> <b>Two</b> <i>three</i>fo<b>ur</b></p><table><tr><td>5</td> <td>6</td></tr></table>\n\n\n<p>Seven</p>"
    document = Document(type="8-K", medium="html", span=(0, len(source)), body=(0, len(source)))
    shown = to_html(Report(documents=(document,), main=0), source)
    text = shown.split("<pre>")[1].split("</pre>")[0].strip()
    assert text == "One\nTwo three\u2039\u203afo\u2039\u203aur\n5\u2039\u203a6\nSeven"


def test_html_of_nested_spans_names_the_inner_one() -> None:
    start, end = place(b"A director & officer left.")
    inner = place(b"officer")
    item = Item(number="1", text="..", spans={"text": (start, end), "title": inner})
    shown = to_html(msgspec.structs.replace(MADE, items=Listing([item])), SOURCE)
    assert "<b>item 1 title</b>officer</mark>" in shown
    assert shown.count("<b>item 1</b>") == 1
    assert " left.</mark>" in shown
