# ruff: noqa: E501
"""Inline covers with one tag broken."""

from __future__ import annotations

from mutating import Maker

FACTS = "DocumentType EntityRegistrantName DocumentPeriodEndDate EntityIncorporationStateCountryCode EntityFileNumber EntityTaxIdentificationNumber EntityAddressAddressLine1 EntityAddressCityOrTown EntityAddressStateOrProvince EntityAddressPostalZipCode CityAreaCode LocalPhoneNumber WrittenCommunications SolicitingMaterial PreCommencementTenderOffer PreCommencementIssuerTenderOffer Security12bTitle TradingSymbol SecurityExchangeName EntityEmergingGrowthCompany".split()


def facts(k: Maker) -> None:
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


def registrant_facts(k: Maker) -> None:
    if not k.inline:
        return
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


def transforms(k: Maker) -> None:
    if not k.inline:
        return
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


def whole_tags(k: Maker) -> None:
    if not k.inline:
        return
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


MAKERS = (facts, registrant_facts, transforms, whole_tags)
