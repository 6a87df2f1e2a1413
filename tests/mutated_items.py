# ruff: noqa: E501
"""Items and exhibits with one thing broken: numbers, titles, texts, wording, lists and links."""

from __future__ import annotations

import re

from mutating import Maker, headings


def item_numbers(k: Maker) -> None:
    old = k.year < 2004
    found = headings(k)
    listed = " H05 B03 B04 B05 B08 B09 B10 F01 F02 F07 B29 B15 U01 U02 U03 U05 B06 B13 B14"
    for m in found:
        no = m[4]

        def with_number(new: str, m: re.Match[str] = m) -> str:
            return k.head + k.main[: m.start(4)] + new + k.main[m.end(4) :] + k.rest

        k.add(
            "items",
            f"{no} -> unknown number",
            "B02",
            with_number("15" if old else "9.77"),
            "15" if old else "9.77",
            listed + " C14 C17 B11 H06 D01 D02 D03 B16 B17 B18 B20 B23 X10 B24",
        )
        k.add(
            "items",
            f"{no} -> number of the other form",
            "B02",
            with_number("8.01" if old else "5"),
            None,
            listed + " B11 B24 B32 D01 D02 B17 C17",
        )


def item_in_header(k: Maker) -> None:
    lines = re.search(r"ITEM INFORMATION:.*\n", k.head)
    for m in headings(k)[:1] if lines else ():
        k.add("items", f"{m[4]} from the header", "H05", k.head.replace(lines[0], "", 1) + k.main + k.rest, m[4], "H06")


def item_title(k: Maker) -> None:
    old, found = k.year < 2004, headings(k)
    exhibits = "7" if old else "9.01"
    title = r"(?i)Financial Statements and Exhibits"
    if found and any(m[4] == exhibits for m in found):
        m = next(m for m in found if m[4] == exhibits)
        at = re.compile(title).search(k.main, m.end())
        assert at
        wrong = "Other Events" if old else "Regulation FD Disclosure"
        k.add("items", "wrong title", "B03", k.head + k.main[: at.start()] + wrong + k.main[at.end() :] + k.rest, wrong, "")


def item_empty(k: Maker) -> None:
    found = headings(k)
    other = [m for m in found if m[4] != ("7" if k.year < 2004 else "9.01")]
    for m in other[:1]:
        after = next((n.start() for n in found if n.start() > m.start()), None)
        stop = after if after else re.search(r"SIGNATURE", k.main).start()  # type: ignore[union-attr]
        if k.html:
            body = re.compile(r"</TABLE>\n|</B></P>\n|</span></div>\n").search(k.main, m.end())
            assert body
            end = k.main.rfind("<TABLE", 0, stop) if k.main[m.start() :].startswith("<TD") else stop
            cut = body.end(), end
        else:
            n = re.compile(r"\n(?:-[- ]+\n)?\s*\n").search(k.main, m.end())
            assert n
            cut = n.end(), k.main.rfind("\n", 0, stop)
        if cut[0] < cut[1]:
            k.add(
                "items",
                f"{m[4]} empty",
                "B06",
                k.head + k.main[: cut[0]] + "\n" + k.main[cut[1] :] + k.rest,
                m[4],
                "B15 B29 B16 B17 B18 B19 B20 B21 B23 B27 B28 C17 B13 B14 U01 U02 U03 U05 B24 D03 B24 B11",
            )
            k.add(
                "items",
                f"{m[4]} not applicable",
                "B07",
                k.head
                + k.main[: cut[0]]
                + ("<P>Not applicable.</P>\n" if k.html else "     Not applicable.\n")
                + k.main[cut[1] :]
                + k.rest,
                None,
                "B15 B16 B17 B18 B19 B20 B21 B23 B27 B28 C17 B13 B14 U01 U03 B24 B06 B11",
            )


def exhibits_attached(k: Maker) -> None:
    types = re.findall(r"<TYPE>EX-([\d.]+)\n", k.rest)
    if k.head:
        for no in types:
            k.change(
                "exhibits",
                f"{no} listed, not attached",
                "F01",
                rf"(?s)<DOCUMENT>\n<TYPE>EX-{re.escape(no)}\n.*?</DOCUMENT>\n",
                "",
                no,
                "F04 B17 B18 B20 B13 B14 H07 F08 B31 T07",
                part="rest",
            )
            k.change(
                "exhibits",
                f"{no} attached under another number",
                "F01 F02 H10",
                rf"<TYPE>EX-{re.escape(no)}\n",
                "<TYPE>EX-10.9\n",
                None,
                "F01 F02 H10 F04 F07 B17 B18 B20 B13 B14 H10 B15 B31",
                part="rest",
            )
            k.change(
                "exhibits",
                "EX-2.5 attached, not listed",
                "F02",
                r"</SEC-DOCUMENT>",
                "<DOCUMENT>\n<TYPE>EX-2.5\n<SEQUENCE>9\n<FILENAME>zz.txt\n<TEXT>\nPlan of merger.\n</TEXT>\n</DOCUMENT>\n</SEC-DOCUMENT>",
                None,
                "B15 B08",
                part="rest",
            )
        row = r"(?i)(<td[^>]*>(?:<span[^>]*>|<a [^>]*>)*|\n[ \t]*)(99(?:\.1)?|10\.1|3\.1|16\.1|17\.1)((?:</a>|</span>)*</td>|[ \t]{3,})"
        k.change(
            "exhibits",
            "row with an unknown number",
            "F06",
            row,
            lambda m: m[1] + "77.7" + m[3],
            "77.7",
            "F01 F02 F04 F07 B29 B15 B17 B18 B20 F08",
        )


def exhibit_links(k: Maker) -> None:
    link = r"(?i)<a href=\"([^\"]+)\">(.*?)</a>"
    if k.year >= 2018:
        k.change("exhibits", "hyperlink lost", "F04", link, r"\2", None, count=0)
        if k.head:
            k.change("exhibits", "hyperlink to nothing", "F04 T07", link, r'<a href="nosuch.htm">\2</a>', None, "F04 T07", count=0)
            k.change(
                "exhibits",
                "hyperlink elsewhere",
                "F04 T07",
                link,
                r'<a href="https://www.example.com/x.htm">\2</a>',
                None,
                "F04 T07",
                count=0,
            )


def exhibit_list(k: Maker) -> None:
    if k.inline:
        k.change("exhibits", "104 row lost", "F05", r"(?s)<tr>(?:(?!</?tr>).)*>104<.*?</tr>", "", None, "B08")
        k.change("exhibits", "104 without Inline", "F05", r"embedded within the Inline XBRL document", "see the cover", None)
    if k.year >= 2018 and not k.inline:
        index = re.search(r"(?s)<TABLE[^>]*>\n<TR[^>]*><TD[^>]*>(?:<U>)?Exhibit No\..*?</TABLE>\n", k.main)
        if index:
            moved_ = k.main.replace(index[0], "").replace(
                "</BODY>", '<HR><P ALIGN="center"><B>EXHIBIT INDEX</B></P>\n' + index[0] + "</BODY>"
            )
            k.add("exhibits", "index behind the signatures", "F03", k.head + moved_ + k.rest, None, "F07 B15 B29")
    if k.year == 2008:
        k.change("exhibits", "paragraph (c) for exhibits", "B10 B09", r"<P>\(d\) Exhibits", "<P>(c) Exhibits", None, "B09 B10")


def wording(k: Maker) -> None:
    para = (lambda s: f"<P>{s}</P>\n") if not k.inline else (lambda s: f"<div><span>{s}</span></div>\n")
    if not k.html:
        para = lambda s: "\n" + "\n".join("     " + line for line in wrap(s)) + "\n\n"  # noqa: E731

    def before_next(no: str, words: str, kind: str, codes: str, at: str | None, also: str = "") -> None:
        found = headings(k)
        m = next((m for m in found if m[4] == no), None)
        if not m:
            return
        after = next((n.start() for n in found if n.start() > m.start()), None)
        place = after if after else re.search(r"(?m)^.*SIGNATURE", k.main).start()  # type: ignore[union-attr]
        if k.main[place:].startswith("<TD"):
            place = k.main.rfind("<TABLE", 0, place)
        k.add(kind, words[:40], codes, k.head + k.main[:place] + para(words) + k.main[place:] + k.rest, at, also)

    for no in ("8.01", "5.03", "1.01", "5.02", "4.01", "5.07", "5"):
        before_next(
            no,
            f"The information in this Item {no} is furnished and shall not be deemed filed for purposes of Section 18 of the Securities Exchange Act of 1934.",
            "wording",
            "U02 U03",
            None,
            "U02 U03 U04 U05",
        )
    for no in ("2.02", "7.01", "9", "12"):
        before_next(
            no,
            f"The information in this Item {no} shall be deemed filed for purposes of Section 18 of the Securities Exchange Act of 1934.",
            "wording",
            "U07",
            None,
            "U01 U04 U05",
        )
    for no in ("8.01", "7.01", "2.02", "5.03", "1.01", "5.02", "5", "9", "12", "4.01", "5.07", "2.01"):
        before_next(no, "The parties will meet on [date] to go on with it.", "wording", "B30", "[date]")
        before_next(no, "The price is $____ and is paid to TBD.", "wording", "B30", None)
        before_next(no, "See also Exhibit 10.77 to this report.", "wording", "B29", "10.77", "B15")
    k.change(
        "wording",
        "not-filed sentence lost",
        "U01",
        r"(?s)(<P>|<div[^>]*><span[^>]*>|\n\n\s*)(The information in (?:this|the) (?:report|Item(?:&nbsp;|&#160;)2\.02)[^<]*?(?:18|liabilities)[^<]*?\.)(</P>|</span></div>|\n\n)",
        r"\1\3",
        None,
        "U03",
    )


def wrap(words: str) -> list[str]:
    lines = [""]
    for word in words.split():
        if len(lines[-1]) + len(word) > 68:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


MAKERS = (item_numbers, item_in_header, item_title, item_empty, exhibits_attached, exhibit_links, exhibit_list)
