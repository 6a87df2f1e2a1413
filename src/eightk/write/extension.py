"""The filer's own taxonomy of a cover: its names, and the members its contexts are narrowed to.

Comes in: a draft. Goes out: `Extension`, `Member`, the axes of each row of the 12(b) table. Add here: an axis, with its domain.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

import msgspec

from eightk.drafted import Draft
from eightk.form.inline import Taxonomy, exchange, standard_member
from eightk.late import late
from eightk.model import Security
from eightk.write.refuse import CannotWrite

DOMAINS = {
    "dei:LegalEntityAxis": "dei:EntityDomain",
    "dei:EntityAddressesAddressTypeAxis": "dei:AddressTypeDomain",
    "dei:EntityListingsExchangeAxis": "dei:ExchangeDomain",
    "us-gaap:StatementClassOfStockAxis": "us-gaap:ClassOfStockDomain",
}
"""Each axis a cover may use, in the order they are shown, with its domain."""
ENTITY, ADDRESS, LISTING, CLASS = DOMAINS
_RESERVED = {
    "dei",
    "ix",
    "ixt",
    "link",
    "xlink",
    "xsd",
    "xbrli",
    "xbrldi",
    "xbrldt",
    "exch",
    "country",
    "stpr",
    "srt",
    "cyd",
    "nonnum",
    "types",
}
_LONGEST = 14  # a file name has at most 32 characters (EFM 5.1.1): prefix, "-yyyymmdd_pre.xml"
_LONGEST_NAME = 190  # of 200 characters in all (EFM 6.8.5)
_WORDS = late(r"(?:\w+')+\w+|A[.-]|[.-]A(?=\W|$)|\w+")
_LONE_A = late(r"(?<=\w) A\b(?!\.)")


class Member(msgspec.Struct, frozen=True):
    """A member of an axis: prefix and name of its element; `label` where it is the filer's own."""

    prefix: str
    name: str
    label: str | None = None

    @property
    def qname(self) -> str:
        """Its name with its prefix."""
        return f"{self.prefix}:{self.name}"


Axes = tuple[tuple[str, Member], ...]
"""What a context is narrowed to: axis and member, in the order of `DOMAINS`."""


class Extension(msgspec.Struct, frozen=True, kw_only=True):
    """The names of a cover's own schema, and what the cover uses: dei elements, and of each axis the members."""

    prefix: str
    day: dt.date
    taxonomy: Taxonomy
    elements: tuple[str, ...] = ()
    members: tuple[tuple[str, tuple[Member, ...]], ...] = ()

    @property
    def stem(self) -> str:
        """What the names of the files begin with: prefix and date of report."""
        return f"{self.prefix}-{self.day:%Y%m%d}"

    @property
    def authority(self) -> str:
        """The beginning of the filer's names; by custom a web address, which need not exist."""
        return f"http://www.{self.prefix}.com"

    @property
    def namespace(self) -> str:
        """The namespace of the filer's own elements; it ends in the date (EFM 6.7.4)."""
        return f"{self.authority}/{self.day:%Y%m%d}"

    @property
    def role(self) -> str:
        """The role of the cover's links."""
        return f"{self.authority}/role/Cover"

    @property
    def own(self) -> tuple[Member, ...]:
        """The members that the schema itself declares."""
        return tuple(dict.fromkeys(m for _, some in self.members for m in some if m.label is not None))

    @property
    def prefixes(self) -> dict[str, tuple[str, str]]:
        """Each standard taxonomy in use: prefix -> namespace and address of the schema."""
        used = {name.partition(":")[0] for axis, some in self.members for name in (axis, *(m.qname for m in some))}
        known = {"dei": self.taxonomy.dei, "us-gaap": self.taxonomy.us_gaap, "exch": self.taxonomy.exch}
        return {prefix: known[prefix] for prefix in known if prefix == "dei" or prefix in used}


def cik_of(draft: Draft, n: int = 0) -> str:
    """The CIK of a registrant, ten digits. Raises CannotWrite where the draft has none: the tags are refused without it (EFM 6.5.21)."""
    cik = draft.filers[n].cik if n < len(draft.filers) else None
    if not cik or not cik.isdigit():
        todo = "write cik: with its ten digits in the draft, or write --layout html"
        raise CannotWrite(f"a tagged cover needs the CIK of registrant {n + 1}: {todo}")
    return cik.zfill(10)


def prefix_of(draft: Draft) -> str:
    """The prefix of file names and of the filer's own elements: the draft's, else the first symbol, else "cik" and the number."""
    symbols = [row.symbol for row in draft.report.cover.securities if row.symbol]
    for words in filter(None, (draft.prefix, *symbols[:1])):
        prefix = re.sub(r"[^a-z0-9]", "", words.lower())[:_LONGEST]
        if prefix[:1].isalpha() and prefix not in _RESERVED and not prefix.startswith("xml"):
            return prefix
    return f"cik{cik_of(draft)}"


# ---- members -------------------------------------------------------------------------------------------------


def own_member(prefix: str, words: str) -> Member:
    """A member of the filer's own, named by the words of its label in one, without articles (EFM 6.8.5): ClassXUnitsMember.

    A letter A that is a name is joined to the word before it in the label ("Series-A"), where it is no article.
    """
    plain = unicodedata.normalize("NFKD", words.replace("\u2019", "'")).encode("ascii", "ignore").decode()
    plain = _LONE_A.sub("-A", " ".join(plain.replace("_", " ").split())) or "Other"
    told = [re.sub(r"['.-]", "", word).title() for word in _WORDS.findall(plain) if word.lower() not in ("the", "a", "an")]
    name = "".join(told)[:_LONGEST_NAME]
    return Member(prefix, f"{'' if name[:1].isalpha() else 'N'}{name}Member", f"{plain} [Member]")


def registrant_member(prefix: str, draft: Draft, n: int) -> Member:
    """The member of a co-registrant: its name, with its CIK where an earlier registrant has the same."""
    names = [one.name or f"Registrant {k + 1}" for k, one in enumerate(draft.report.cover.registrants)]
    again = names[n] in names[:n]
    return own_member(prefix, f"{names[n]} {cik_of(draft, n)}" if again else names[n])


def security_axes(prefix: str, securities: Iterable[Security]) -> tuple[Axes, ...]:
    """What each row of the 12(b) table is narrowed to: nothing where it is the only one, else its class, on two exchanges each of them.

    EFM 6.5.46: a single security stands in the registrant's own context, several in contexts of their classes.
    """
    rows = tuple(securities)
    if len(rows) < 2:
        return ((),) * len(rows)
    listed = Counter((row.title, row.symbol) for row in rows)
    classes: dict[tuple[str | int | None, ...], Member] = {}
    out: list[Axes] = []
    for row in rows:
        key, taken = (row.title, row.symbol), {member.name for member in classes.values()}
        member = classes.setdefault(key, _class(prefix, *key, taken=taken))
        axes = _axes(member, row, listed[key] > 1)
        if axes in out:  # printed twice, or on exchanges nobody knows apart: a class of its own
            classes[*key, len(out)] = member = _class(prefix, *key, taken=taken)
            axes = _axes(member, row, False)
        out.append(axes)
    return tuple(out)


def _axes(member: Member, row: Security, more: bool) -> Axes:
    found = exchange(row.exchange or "") if more else None
    return (*(((LISTING, Member("exch", found[0].member)),) if found else ()), (CLASS, member))


def _class(prefix: str, title: str | None, symbol: str | None, taken: set[str]) -> Member:
    """The standard member of a class, else one of the filer's own: its title, with its symbol where the title tells too little."""
    standard = standard_member(title or "")
    if standard is not None and standard not in taken:
        return Member("us-gaap", standard)
    # A title without a figure may be the name of a standard element, which the filer's own must not have (EFM 6.7.16).
    words = title or "Security"
    telling = any(c.isdigit() for c in words)
    member = own_member(prefix, words if telling else f"{words} {symbol or prefix}")
    for again in (symbol or "", *map(str, range(2, 99))):
        if member.name not in taken and member.name != standard:
            break
        member = own_member(prefix, f"{words} {again}")
    return member
