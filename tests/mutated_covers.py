# ruff: noqa: E501
"""Covers with one thing broken: dates, numbers, what the form prints, boxes, securities."""

from __future__ import annotations

import re
from collections.abc import Callable

from mutating import LATE, REPORTED, SIGNED, Maker, X, moved


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


def boxes(k: Maker) -> None:
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


def growth(k: Maker) -> None:
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


def too_early(k: Maker) -> None:
    if k.year < 2004 and "<ix:" not in k.main:
        printed = "Check the appropriate box below if the Form 8-K filing is intended:\n[ ] Written communications pursuant to Rule 425 under the Securities Act\n[ ] Soliciting material pursuant to Rule 14a-12 under the Exchange Act\n"
        k.change(
            "boxes",
            "before they were on the form",
            "C10",
            r"(?m)^(.*\(?702\) 555-0162|.*\(5\d\d\) 555-01\d\d|.*\(317\) 555-0136)\n",
            lambda m: m[0] + "\n" + printed,
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


def securities(k: Maker) -> None:
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


MAKERS = (dates, numbers, cover, boxes, growth, too_early, securities)
