# ruff: noqa: E501
"""One thing broken at a time: the clean invented filings, each with one mutation, and what the checks must say of it.

A mutation names its kind, where it is made (header or main document), the code or codes of which one must be found, the words that the
finding must touch (None: wherever), and the companions that may be found with it. Findings that the clean filing has already are no
matter. At least 98 of 100 must be caught, at the right place, with no finding beyond the companions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

import eightk
from eightk.check import Case, check
from eightk.model import Span, pieces

HERE = Path(__file__).parent
BASES = sorted([*(HERE.parent / "examples").glob("*.txt"), *(HERE / "cases" / "clean").glob("*.txt")])
MONTHS = "January February March April May June July August September October November December".split()
DATE = r"(?:" + "|".join(MONTHS) + r")(?:&nbsp;|&#160;| )\d{1,2}, \d{4}"
REPORTED = r"(?<=reported\):)(\s*(?:<[^>]+>)*)(" + DATE + ")"
SIGNED = r"(Date:\s*)(" + DATE + ")"


class Mutation(NamedTuple):
    kind: str
    name: str
    base: str
    data: bytes
    codes: frozenset[str]
    at: str | None
    also: frozenset[str]


@cache
def text(name: str) -> str:
    return next(path for path in BASES if path.stem == name).read_text(encoding="utf-8")


def parts(name: str) -> tuple[str, str, str]:
    """What stands before the main document, the main document, and what follows it."""
    whole = text(name)
    start = max(whole.find("<TEXT>"), 0)
    end = whole.find("</DOCUMENT>")
    return whole[:start], whole[start:end] if end > 0 else whole, whole[end:] if end > 0 else ""


def era(name: str) -> int:
    return int(name[:4])


class Maker:
    """Makes mutations of one base."""

    def __init__(self, base: str) -> None:
        self.base, self.year = base, era(base)
        self.head, self.main, self.rest = parts(base)
        self.html, self.inline = "<html" in self.main.lower(), "<ix:header" in self.main
        self.made: list[Mutation] = []

    def add(self, kind: str, name: str, codes: str, data: str, at: str | None, also: str = "") -> None:
        if data != text(self.base):
            raw = data.encode("utf-8")
            self.made.append(Mutation(kind, name, self.base, raw, frozenset(codes.split()), at, frozenset(also.split())))

    def change(
        self, kind: str, name: str, codes: str, pattern: str, new: str | Callable[[re.Match[str]], str], at: str | None, also: str = "",
        *, part: str = "main", count: int = 1,
    ) -> None:  # fmt: skip
        """Replace what a pattern finds in a part; nothing is made where it finds nothing."""
        source = {"main": self.main, "head": self.head, "rest": self.rest}[part]
        mutated, n = re.subn(pattern, new, source, count=count)
        if n and mutated != source:
            whole = {
                "main": self.head + mutated + self.rest,
                "head": mutated + self.main + self.rest,
                "rest": self.head + self.main + mutated,
            }
            self.add(kind, name, codes, whole[part], at, also)


def moved(date: str, *, years: int = 0, month: str | None = None, day: int | None = None) -> str:
    m = re.fullmatch(r"(\w+)(&nbsp;|&#160;| )(\d+), (\d+)", date)
    assert m
    return f"{month or m[1]}{m[2]}{day or int(m[3])}, {int(m[4]) + years}"


LATE = " D01 D02 D03 D04 H09"
X = " X01 X02 X03 X07"


def dates(k: Maker) -> None:
    def cover(name: str, codes: str, new: Callable[[str], str], also: str = "", at: str | None = "reported):") -> None:
        k.change("dates", f"cover: {name}", codes, REPORTED, lambda m: m[1] + new(m[2]), at, also + X)

    cover("30 February", "C02", lambda d: moved(d, month="February", day=30), "H04")
    cover("day 45", "C02", lambda d: moved(d, day=45), "H04")
    cover("month misspelt", "C02", lambda d: d[0] + "q" + d[2:], "H04")
    cover("in 2089", "C03", lambda d: moved(d, years=2089 - k.year), "H04 G06" + LATE, "2089")
    cover("next year", "C03", lambda d: moved(d, years=1), "H04 G06" + LATE, f"{k.year + 1}")
    if "<ix:" not in k.main:
        cover("missing", "C02", lambda d: "", "H04", None)
    if k.head:
        cover("a year before", "H04", lambda d: moved(d, years=-1), "C08 C14" + LATE, f"{k.year - 1}")
        cover("two days before", "H04", lambda d: moved(d, day=1 if int(re.search(r"(\d+),", d)[1]) != 1 else 2), "C03" + LATE, None)  # type: ignore[index]
    else:
        cover("a year before", "D02 D01", lambda d: moved(d, years=-1), LATE, None) if k.head else None
    k.change("dates", "signature: missing", "G03", SIGNED, "Date:", None, "D05")
    k.change("dates", "signature: 31 June", "G03", SIGNED, lambda m: m[1] + moved(m[2], month="June", day=31), None, "D05")
    k.change("dates", "signature: a year before", "C03", SIGNED, lambda m: m[1] + moved(m[2], years=-1), None, "D05 F11")
    if k.head:
        k.change("dates", "signature: after filing", "G06", SIGNED, lambda m: m[1] + moved(m[2], years=1), f"{k.year + 1}")


def numbers(k: Maker) -> None:
    ein, file = r"99-0000\d{3}", r"(?<=[>\s])(?:0?0?[01])-99\d{3}"
    twice = " H08 C15"
    two = " C15 X02 X07" if k.base == "2024-two" else ""  # the row of one registrant of two
    k.change("numbers", "EIN without its hyphen", "C07", ein, lambda m: m[0].replace("-", ""), None, X + " C05")
    k.change("numbers", "EIN too short", "C07", ein, lambda m: m[0][:-1], "99-0000", X + " H08 C05")
    k.change("numbers", "EIN with a letter", "C07", ein, lambda m: m[0][:-1] + "O", "99-0000", X + " H08 C05")
    k.change("numbers", "EIN missing", "C05" + two, ein, "", None, X + " X01 X07" + twice)
    if k.head:
        k.change("numbers", "EIN not the header's", "H08", ein, "98-7654321", "98-7654321", X)
        k.change("numbers", "file number not the header's", "C06", file, "001-12345", "001-12345", X)
        k.change("numbers", "accession of the wrong form", "H02", r"(ACCESSION NUMBER:\s+\d{10})-", r"\1", None, part="head")
        k.change("numbers", "accession of another year", "H02", r"(ACCESSION NUMBER:\s+\d{10})-\d\d-", r"\1-15-", None, part="head")
        k.change("numbers", "CIK of nine digits", "H03", r"(CENTRAL INDEX KEY:\s+)0", r"\1", None, X + " X04", part="head")
        k.change("numbers", "CIK with a letter", "H03", r"(CENTRAL INDEX KEY:\s+)0", r"\1O", None, X + " X04", part="head")
    k.change("numbers", "file number of letters", "C06 C05" + two, file, "ABC-99", None, X + twice)
    k.change("numbers", "file number missing", "C05" + two, file, "", None, X + " C06" + twice)
    k.change("numbers", "telephone missing", "C05", r"\(\d{3}\)(?:&nbsp;| )555-01\d\d", "", None, X)
    k.change("numbers", "telephone without area code", "C05", r"\(\d{3}\)(?:&nbsp;| )(555-01\d\d)", r"\1", None, X)
    k.change("numbers", "zip missing", "C05" + two, r"(?<=[>\s])(?!20549)\d{5}(?=\s*(?:<|\n))", "", None, X + " C15")
    k.change(
        "numbers",
        "state missing",
        "C05",
        r"(?<=[>\n])(\s*)(Delaware|DELAWARE|NEVADA|Nevada|Indiana|Virginia|Minnesota)(?=</B></TD>|</TD>|\s{3,}|\s*\n)",
        r"\1",
        None,
        X + twice,
    )


def cover(k: Maker) -> None:
    k.change("cover", "form not named", "C01", r"FORM 8-K\b", "FORM", None, X + " F00 B01")
    k.change("cover", "quarterly report", "C01", r"(?i)CURRENT REPORT(?=\s*\n|<BR>|</span>|</P>|</B>)", "QUARTERLY REPORT", None)
    k.change(
        "cover",
        "Section 13 line lost",
        "C01",
        r"(?is)Pursuant\s+to\s+Section(?:&nbsp;|\s)+13\s+or\s+15\(d\)(\s|<BR>)*of(\s|<BR>)*the(\s|<BR>)*Securities\s+Exchange\s+Act\s+of\s+1934",
        "",
        None,
    )
    if "<ix:" not in k.main:
        name = re.search(r"([A-Z][^<>\n]*?)\s*(?:</B>|</FONT>|<BR>|\n|[ -]|</span>|</div>|<div[^>]*>|<span[^>]*>)*\(Exact", k.main)
        if name:
            start = k.main.index(name[1])
            k.add("cover", "name missing", "C04", k.head + k.main[:start] + k.main[start + len(name[1]) :] + k.rest, None, "G05 H08")
            other = "ZANZIBAR TIN MINES LTD"
            k.add(
                "cover",
                "another name",
                "G05 H08",
                k.head + k.main[:start] + other + k.main[start + len(name[1]) :] + k.rest,
                None if k.head else name[1],
                "G05 H08 C15",
            )
    if k.year >= 2005:
        box = r"(?m)^(?:<P>)(?:<FONT FACE=\"Wingdings\">&#111;</FONT>|&#9744;)(?:&nbsp;|\s)*%s.*\n"
        row = r"<tr>(?:(?!</?tr>).)*%s.*?</tr>"
        for words in (
            "Written comm",
            "Soliciting",
            r"Pre-commencement(?:(?!</?tr>|\n).)*14d-2",
            r"Pre-commencement(?:(?!</?tr>|\n).)*13e-4",
        ):
            k.change("boxes", f"no box: {words[:12]}{words[-5:]}", "C09", (row if k.inline else box) % words, "", None, X)
        k.change(
            "boxes",
            "all lost",
            "C09",
            r"(?s)<P>(?:<FONT FACE=\"Wingdings\">&#111;</FONT>|&#9744;)(?:&nbsp;|\s)*Written.*?13e-4\(c\)\)</P>",
            "",
            None,
            "C13",
        )
    if k.year >= 2018:
        k.change(
            "growth",
            "status line lost",
            "C11 X02" if k.base == "2024-two" else "C11",
            r"(?m)^<(P|div).*Emerging growth company.*\n",
            "",
            None,
            X + " X09 X02",
        )
        k.change("growth", "transition line lost", "C11", r"(?m)^<(P|div).*If an emerging growth company.*\n", "", None, X + " X09")
        k.change("growth", "status box lost", "C11", r"(Emerging growth company)(&nbsp;|\s)*&#9744;", r"\1", None)
    if k.year < 2004 and "<ix:" not in k.main:
        boxes = "Check the appropriate box below if the Form 8-K filing is intended:\n[ ] Written communications pursuant to Rule 425 under the Securities Act\n[ ] Soliciting material pursuant to Rule 14a-12 under the Exchange Act\n"
        k.change(
            "boxes",
            "before they were on the form",
            "C10",
            r"(?m)^(.*\(?702\) 555-0162|.*\(5\d\d\) 555-01\d\d|.*\(317\) 555-0136)\n",
            lambda m: m[0] + "\n" + boxes,
            "Written",
            "C08 C13",
        )
    if k.year == 2008:
        k.change(
            "growth",
            "before it was on the form",
            "C10",
            r"(?m)^<HR SIZE=\"4\"",
            '<P>Indicate by check mark whether the registrant is an emerging growth company as defined in Rule 405.</P>\n<P>Emerging growth company &#9744;</P>\n<HR SIZE="4"',
            "Emerging",
            "C11",
        )
    if k.year >= 2020:
        k.change(
            "12(b)",
            "no table",
            "C12",
            r"(?s)<(P|div)[^>]*>(?:<span[^>]*>)?Securities registered pursuant.*?</table>",
            "",
            None,
            X + " X06 X11",
        ) if k.inline else k.change("12(b)", "no table", "C12", r"(?s)<P[^>]*>(?:<B>)?Securities registered pursuant.*?</TABLE>", "", None)
        if k.inline:
            for fact in ("SecurityExchangeName", "TradingSymbol", "Security12bTitle"):
                value = rf'<ix:nonNumeric contextRef="c-[^"]*" name="dei:{fact}"[^>]*>.*?</ix:nonNumeric>'
                k.change("12(b)", f"{fact} lost", "C12 X06", value, "", None, "C12 X02 X06 X11")
            continue_ = r"(?s)(registered pursuant to Section 12\(b\).*?</tr>).*?</table>"
            k.change("12(b)", "rows lost", "C12", continue_, r"\1</table>", "12(b)", "X02 X06 X11")
        else:
            k.change(
                "12(b)",
                "exchange lost",
                "C12",
                r"(?i)(?:New York Stock Exchange|The Nasdaq Stock Market LLC|NYSE American)(?=</TD>)",
                "",
                None,
            )
            k.change(
                "12(b)",
                "rows lost",
                "C12",
                r"(?s)(registered pursuant to Section(?:&nbsp;| )12\(b\).*?</TR>).*?</TABLE>",
                r"\1</TABLE>",
                "12(b)",
            )


HEADS = {
    True: r"(?m)^(<P><B>|<TD WIDTH=\"12%\" NOWRAP><B>|<div[^>]*><span[^>]*>)(Item)(&nbsp;|&#160;| )(\d+\.\d\d)",
    False: r"(?m)^(\s*)(I(?:tem|TEM))(\s+)(\d+)\.",
}


def items(k: Maker) -> None:
    old = k.year < 2004
    found = list(re.finditer(HEADS[k.html], k.main))
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
    for m in found[:1]:
        line = k.main.rfind("\n", 0, m.start()) + 1
        k.add(
            "items",
            f"{m[4]} from the header",
            "H05",
            k.head.replace(re.search(r"ITEM INFORMATION:.*\n", k.head)[0], "", 1) + k.main + k.rest,
            m[4],
            "H06",
        ) if "ITEM INFORMATION" in k.head else None
        assert line
    exhibits = "7" if old else "9.01"
    title = r"(?i)Financial Statements and Exhibits"
    if found and any(m[4] == exhibits for m in found):
        m = next(m for m in found if m[4] == exhibits)
        at = re.compile(title).search(k.main, m.end())
        assert at
        wrong = "Other Events" if old else "Regulation FD Disclosure"
        k.add("items", "wrong title", "B03", k.head + k.main[: at.start()] + wrong + k.main[at.end() :] + k.rest, wrong, "")
    other = [m for m in found if m[4] != exhibits]
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


def exhibits(k: Maker) -> None:
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


FACTS = "DocumentType EntityRegistrantName DocumentPeriodEndDate EntityIncorporationStateCountryCode EntityFileNumber EntityTaxIdentificationNumber EntityAddressAddressLine1 EntityAddressCityOrTown EntityAddressStateOrProvince EntityAddressPostalZipCode CityAreaCode LocalPhoneNumber WrittenCommunications SolicitingMaterial PreCommencementTenderOffer PreCommencementIssuerTenderOffer Security12bTitle TradingSymbol SecurityExchangeName EntityEmergingGrowthCompany".split()


def inline(k: Maker) -> None:
    if not k.inline:
        return
    for fact in FACTS:
        tag = rf'<ix:nonNumeric contextRef="c-[^"]*" name="dei:{fact}"[^>]*>(.*?)</ix:nonNumeric>'
        code = (
            "X01"
            if fact in ("DocumentType", "EntityRegistrantName")
            else "X06"
            if fact in ("Security12bTitle", "TradingSymbol", "SecurityExchangeName")
            else "X02"
        )
        k.change("inline", f"{fact} not tagged", code + " X03 X09", tag, r"\1", None, "X02 X03 X06 X09")
        k.change(
            "inline",
            f"{fact} of a context that is not there",
            "X11",
            rf'contextRef="c-[^"]*" name="dei:{fact}"',
            f'contextRef="c-99" name="dei:{fact}"',
            None,
            "X01 X02 X03 X04 X06 X09 X05",
        )
    k.change(
        "inline",
        "CIK fact lost",
        "X01",
        r'<ix:nonNumeric contextRef="c-1" name="dei:EntityCentralIndexKey".*?</ix:nonNumeric>',
        "",
        None,
        "X04",
    )
    k.change(
        "inline", "CIK fact of another", "X04", r'(name="dei:EntityCentralIndexKey"[^>]*>)\d{10}', r"\g<1>0009999999", "0009999999", "X02"
    )
    k.change(
        "inline", "identifier of another", "X04", r'(scheme="http://www.sec.gov/CIK">)\d{10}', r"\g<1>0009999999", None, "X11", count=0
    )
    k.change(
        "inline",
        "scheme of another",
        "X04",
        r'scheme="http://www.sec.gov/CIK"',
        'scheme="http://www.example.com/"',
        None,
        "X11 X01",
        count=0,
    )
    k.change(
        "inline",
        "AmendmentFlag lost",
        "X05 X02",
        r'<ix:nonNumeric contextRef="c-1" name="dei:AmendmentFlag".*?</ix:nonNumeric>',
        "",
        None,
        "X02 X05",
    )
    k.change(
        "inline",
        "AmendmentFlag turned",
        "X05",
        r"fixed-(true|false)(\"[^>]*>)(true|false)",
        lambda m: ("fixed-false" if m[1] == "true" else "fixed-true") + m[2] + ("false" if m[1] == "true" else "true"),
        None,
        "X02",
    )
    k.change(
        "inline", "context a day late", "X03", r"(<xbrli:endDate>\d{4}-\d\d-)\d\d", r"\g<1>28", "DocumentPeriodEndDate", "X11 X02", count=0
    )
    k.change("inline", "start after end", "X11 X03", r"<xbrli:startDate>\d{4}", "<xbrli:startDate>2031", None, "X03")
    k.change("inline", "type fact 10-K", "C01", r'(name="dei:DocumentType"[^>]*>)8-K', r"\g<1>10-K", "10-K", "X05 X01 X02 F02 B01 D05")
    k.change("inline", "dei of 2012", "X08", r"xbrl.sec.gov/dei/2024", "xbrl.sec.gov/dei/2012", None, "X12")
    k.change("inline", "unknown transform", "X07", r"ixt:date-monthname-day-year-en", "ixt:date-nosuch", None, "X02 X03")
    k.change(
        "inline",
        "date transform of another order",
        "X07",
        r"ixt:date-monthname-day-year-en",
        "ixt:date-day-monthname-year-en",
        None,
        "X02 X03",
    )
    k.change(
        "inline",
        "state that is none",
        "X07",
        r'(name="dei:EntityIncorporationStateCountryCode"[^>]*>)\w+',
        r"\g<1>Utopia",
        "Utopia",
        "X02 H08 C05 C15",
    )
    k.change(
        "inline",
        "exchange that is none",
        "X07",
        r'(name="dei:SecurityExchangeName"[^>]*>)[^<]+',
        r"\g<1>Cloud Exchange",
        "Cloud",
        "X02 X06 C12",
    )
    k.change("inline", "box that is none", "X07", r'(name="dei:WrittenCommunications"[^>]*>)&#9744;', r"\g<1>?", "?", "C09 X02 C13")
    k.change(
        "inline",
        "postal code tagged as the city",
        "X02 X11 X07",
        r"dei:EntityAddressPostalZipCode",
        "dei:EntityAddressCityOrTown",
        None,
        "X02 X11 X04",
    )
    k.change(
        "inline",
        "transition fact lost",
        "X09",
        r'<ix:nonNumeric contextRef="c-1" name="dei:EntityExTransitionPeriod"[^>]*>(.*?)</ix:nonNumeric>',
        r"\1",
        None,
        "X02",
    )
    k.change("inline", "entity left undefined", "X12", r"<hr[^>]*/>", "<p>&nosuch;</p><hr/>", None, "T06")
    k.change("inline", "tag not closed", "X12", r"<div[^>]*>(<span[^>]*>)?SIGNATURES", r"<div><div>\1SIGNATURES", None, "T06")
    k.change(
        "inline",
        "name fact of another",
        "X02 H08 G05",
        r'(name="dei:EntityRegistrantName"[^>]*>)[^<]+',
        r"\g<1>Zanzibar Tin Mines Ltd",
        "Zanzibar",
        "G05 H08 X02",
    )


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


def wording(k: Maker) -> None:
    para = (lambda s: f"<P>{s}</P>\n") if not k.inline else (lambda s: f"<div><span>{s}</span></div>\n")
    if not k.html:
        para = lambda s: "\n" + "\n".join("     " + line for line in wrap(s)) + "\n\n"  # noqa: E731

    def before_next(no: str, words: str, kind: str, codes: str, at: str | None, also: str = "") -> None:
        found = list(re.finditer(HEADS[k.html], k.main))
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


def header(k: Maker) -> None:
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
        "header",
        "period impossible",
        "H04 H09 H07",
        r"(PERIOD OF REPORT:\s+)\d{4}\d\d\d\d",
        rf"\g<1>{k.year}1341",
        None,
        "H09 X03",
        part="head",
    ) if False else None
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


def source(k: Maker) -> None:
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
        k.change("text", "file name of capitals", "T08", r"<FILENAME>(\w)", r"<FILENAME>Q\1", None, "X12") if False else None


def mutations() -> Iterator[Mutation]:
    for path in BASES:
        k = Maker(path.stem)
        for make in (dates, numbers, cover, items, exhibits, inline, signature, wording, header, source):
            make(k)
        yield from k.made


def judged(data: bytes) -> list[eightk.check.Fault]:
    report = eightk.read(data)
    texts = {e.number: eightk.document_text(report, e) for e in report.exhibits if e.document is not None}
    return list(check(Case(report, data, texts=texts)).faults)


def touches(data: bytes, span: Span | None, words: str) -> bool:
    """Whether a place lies on the words, or in the lines where they stand."""
    if span is None:
        return False
    low, high = pieces(span)[0][0], max(pieces(span)[-1][1], pieces(span)[0][0] + 1)
    low, high = data.rfind(b"\n", 0, low) + 1, (data.find(b"\n", high) + len(data) + 1) % (len(data) + 1)
    return words.encode() in data[low:high]


def edited(old: bytes, new: bytes) -> tuple[int, int]:
    """The bytes of the new that are not the old's."""
    low = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    tail = next((i for i, (a, b) in enumerate(zip(reversed(old), reversed(new), strict=False)) if a != b), 0)
    return low, max(low, len(new) - tail)


NEAR = 1200  # bytes: a missing thing is told where its neighbour stands


def placed(m: Mutation, span: Span | None) -> bool:
    """Whether a finding is where the mutation is: on its words, or, where it names none, near it; what is gone may have no place."""
    if m.at is not None:
        return touches(m.data, span, m.at)
    if span is None:
        return True
    low, high = edited(text(m.base).encode("utf-8"), m.data)
    return any(start - NEAR <= high and low - NEAR <= end for start, end in pieces(span))


def report(every: int = 1) -> tuple[Counter[str], Counter[str], list[str]]:
    """Made and caught by kind, and what was missed or said beyond the companions."""
    clean = {path.stem: {f.code for f in judged(path.read_bytes())} for path in BASES}
    made: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    missed: list[str] = []
    for n, m in enumerate(mutations()):
        if n % every:
            continue
        made[m.kind] += 1
        found = judged(m.data)
        right = [f for f in found if f.code in m.codes and placed(m, f.span)]
        extra = {f.code for f in found} - clean[m.base] - m.codes - m.also
        if right and not extra:
            caught[m.kind] += 1
            continue
        what = f"extra {' '.join(sorted(extra))}" if right else f"missed {' '.join(sorted(m.codes))}"
        said = [(f.code, f.span) for f in found if f.code not in clean[m.base] or f.code in m.codes]
        missed.append(f"{m.kind}: {m.base}: {m.name}: {what}; found {said}; edited {edited(text(m.base).encode(), m.data)}")
    return made, caught, missed


def judge(every: int) -> None:
    made, caught, missed = report(every)
    for kind in made:
        print(f"{kind:10} {caught[kind]:4} of {made[kind]:4}")
    print("\n".join(missed))
    assert made.total() >= 150
    assert caught.total() >= 0.98 * made.total(), missed


def test_mutations() -> None:
    judge(every=3)


@pytest.mark.slow
def test_all_mutations() -> None:
    judge(every=1)
