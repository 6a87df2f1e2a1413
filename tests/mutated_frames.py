# ruff: noqa: E501
"""What stands around a report, with one thing broken: signatures, EDGAR's header, the source as EDGAR takes it."""

from __future__ import annotations

import re

from mutating import DATE, Maker


def signature(k: Maker) -> None:
    block = r"(?s)(<P[^>]*><B>SIGNATURES?</B></P>|<div[^>]*>(?:<span[^>]*>)?SIGNATURES.*?</div>|\n[ ]+SIGNATURES?\n).*?(?=<P[^>]*>3</P>|</BODY>|</body>|<PAGE>|\n- -4-|-4-)"
    k.change("signature", "block removed", "G01", block, "\n", None, "G08 F03 F11 D05 C03 F07 B29 B06 F04 C15")
    k.change(
        "signature",
        "nobody's name",
        "G02 G08",
        r"(?s)/s/(?:&nbsp;| )([A-Z][^<\n]+?)(?=\s*(?:<|\n)).*?\1(?=\s*[<,\n])",
        "",
        None,
        "G04 C17 G01",
    )
    k.change("signature", "conformed mark lost", "G02", r"/s/(?:&nbsp;| )[A-Z][^<\n]+?(?=\s*(?:<|\n))", "", None, "G04")
    k.change(
        "signature",
        "sentence lost",
        "G07",
        r"(?s)Pursuant\s+to\s+the\s+requirements\s+of\s+the\s+Securities\s+Exchange\s+Act\s+of\s+1934,\s+(?:the|each)\s+registrant\s+has\s+duly.*?authorized\.",
        "",
        None,
    )
    m = re.search(r"(?s)duly\s+authorized\.(?:<[^>]+>|\s|&nbsp;)*(?:Date:\s*" + DATE + r"\s+)?([A-Z][^<\n]+?)(?=\s*(?:<|\n))", k.main)
    if m:
        k.add(
            "signature",
            "another registrant",
            "G05",
            k.head + k.main[: m.start(1)] + "ZANZIBAR TIN MINES LTD" + k.main[m.end(1) :] + k.rest,
            "ZANZIBAR",
            "G08",
        )


def header_words(k: Maker) -> None:
    if not k.head:
        return
    k.change("header", "type 10-K", "H01", r"(SUBMISSION TYPE:\s+)8-K(/A)?", r"\g<1>10-K", "10-K", "H10 X01 X02 X05 C01 C14", part="head")
    k.change("header", "type 8-KX", "H01", r"(SUBMISSION TYPE:\s+)8-K(/A)?", r"\g<1>8-KX", "8-KX", "H10 X01 X02 X05 C01 C14", part="head")
    k.change(
        "header",
        "period of another day",
        "H04",
        r"(PERIOD OF REPORT:\s+\d{6})\d\d",
        r"\g<1>28" if "19960628" not in k.head else r"\g<1>02",
        None,
        "H09 X03",
        part="head",
    )
    k.change("header", "period a year before", "H04", r"(PERIOD OF REPORT:\s+)\d{4}", rf"\g<1>{k.year - 2}", None, "H09 X03", part="head")
    k.change(
        "header", "item added", "H05", r"(ITEM INFORMATION:)", r"ITEM INFORMATION:\t\tBankruptcy or Receivership\n\1", None, "", part="head"
    )
    k.change(
        "header",
        "items all lost",
        "H06" if k.year > 2004 else "H05 H06",
        r"ITEM INFORMATION:.*\n",
        "",
        None,
        "H05 H06",
        part="head",
        count=0,
    )
    k.change(
        "header", "another name", "H08", r"(COMPANY CONFORMED NAME:\s+).*", r"\1ZANZIBAR TIN MINES LTD", None, "G08 C15 X02", part="head"
    )
    k.change("header", "another state", "H08", r"(STATE OF INCORPORATION:\s+)\w\w", r"\1HI", None, "X02", part="head")


def header_days(k: Maker) -> None:
    if not k.head:
        return
    if k.base in (
        "2003-results",
        "2006-accountant",
        "2006-html",
        "2008-html",
        "2012-meeting",
        "2013-merger",
        "2018-html",
        "2018-links",
        "2024-ixbrl",
        "2024-inline",
    ):  # the others have no clock
        k.change(
            "header",
            "filed months late",
            "D01 D02",
            r"(FILED AS OF DATE:\s+\d{4})\d{4}",
            r"\g<1>1211",
            "arliest event reported",
            "D03 D04 H07 D01 D02 X08 F11 H09 C10 F03",
            part="head",
        )
    k.change(
        "header",
        "filed on a Sunday",
        "H07",
        r"(FILED AS OF DATE:\s+)\d{8}",
        rf"\g<1>{sunday(k.year)}",
        None,
        "H09 D01 D02 D03 G06 C03 H02 B02 F03 C12 X08 C10",
        part="head",
    )
    k.change(
        "header",
        "main document of another type",
        "H10",
        r"<TYPE>8-K(/A)?",
        "<TYPE>8-K/A" if "<TYPE>8-K\n" in k.head else "<TYPE>8-K",
        None,
        "C01 C14 X05",
        part="head",
    )


def sunday(year: int) -> str:
    import datetime as dt

    day = dt.date(year, 12, 20)
    return (day + dt.timedelta(days=6 - day.weekday())).strftime("%Y%m%d")


def typed_source(k: Maker) -> None:
    if not k.html:
        line = "This line of the report is much too long for a text document, since it goes on and on."
        k.change(
            "text",
            "line of 87",
            "T02",
            r"(Pursuant to the requirements)",
            lambda m: "\n" + line + "\n\n     " + m[1],
            "much too long",
            "G07 B06",
        )
        k.change(
            "text",
            "line of 140",
            "T03 T02",
            r"(Pursuant to the requirements)",
            lambda m: "\n<TABLE>\n" + "x y " * 35 + "\n</TABLE>\n\n     " + m[1],
            "x y",
            "G07 T04 T02",
        )
        for name, char in (("e acute", "\u00e9"), ("curly quote", "\u2019"), ("bullet", "\u2022"), ("control", "\x01")):
            k.change("text", f"{name}", "T01", r"(?i)(duly) (authorized)", rf"\1{char} \2", char, "G07")
        k.change("text", "table not closed", "T04", r"(?i)(\n\s*Pursuant to the requirements)", r"\n<TABLE>\1", None, "G07")


def marked_up_source(k: Maker) -> None:
    if not k.html:
        return
    if k.inline:
        p, q = "<div>", "</div>"
    else:
        p, q = "<P>", "</P>"
    place = r"(?m)^(?=<P[^>]*><B>SIGNATURES?</B>|<div[^>]*>(?:<span[^>]*>)?SIGNATURES)"
    for name, code, new, at in (
        ("script", "T06", f"{p}<script>x()</script>{q}", "<script"),
        ("form", "T06", f'{p}<form action="x"><input type="text"/></form>{q}', "<form"),
        ("iframe", "T06", f'{p}<iframe src="x.htm"></iframe>{q}', "<iframe"),
        ("object", "T06", f"{p}<object></object>{q}", "<object"),
        ("video", "T06", f"{p}<video></video>{q}", "<video"),
        ("nested table", "T06", "<table><tr><td><table><tr><td>a</td></tr></table></td></tr></table>", "<table"),
        ("onclick", "T06", f'<p onclick="x()">a{q.replace("div", "p")}', "onclick"),
        ("png", "T07", f'{p}<img src="logo.png" alt="a"/>{q}', "<img"),
        ("picture not attached", "T07", f'{p}<img src="nosuch.jpg" alt="a"/>{q}', "<img"),
        ("data address", "T07", f'{p}<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="a"/>{q}', "<img"),
        ("javascript link", "T07", f'{p}<a href="javascript:x()">a</a>{q}', "<a href"),
        ("link elsewhere", "T07", f'{p}<a href="https://www.example.com/a.htm">a</a>{q}', "<a href"),
    ):
        if name == "picture not attached" and not k.head:
            continue
        k.change("text", name, code, place, lambda m, new=new: new + "\n", at, "T06 T07 X12")  # type: ignore[misc]
    if k.head and k.year >= 2009:
        k.change("text", "file name with a blank", "T08", r"<FILENAME>(\w)", r"<FILENAME>\1 ", None, "X12")


MAKERS = (header_words, header_days, typed_source, marked_up_source)
