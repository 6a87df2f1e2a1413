"""The archive's tables: the columns of `write/rows.py`, and what only an archive knows.

Comes in: nothing. Goes out: `TABLES`, each with its columns in order. Add here: a column that says when or where the archive holds
a filing; what a report says is a column of `write/rows.py`.
"""

from __future__ import annotations

from typing import NamedTuple

from eightk.write import rows
from eightk.write.rows import ORIGIN, Column, columns

SCHEMA = 1
"""Version of the tables. It moves with their columns; `archive reread` brings an older archive to it."""

PLACE = columns("""
year        int       year of the filing date, else of the day whose form applies, else 0; the tables are partitioned by it
cik         string    CIK of the header's first filer
filed       date      the header's filing date
accepted_at timestamp the header's acceptance time, UTC
""")

HELD = columns("""
accepted_source string    where the acceptance time is from: header, or null
first_seen_at   timestamp when the archive first held this accession number, UTC; never overwritten
seen_at         timestamp when it first held these bytes, UTC
version         int       1 for the first bytes of this accession number, 2 for the next ..
supersedes      string    SHA-256 of the bytes that these replaced; null for the first
size            int       bytes of the submission
texts           int       rows of the table texts
raw_segment     string    file below raw/ that holds the bytes
raw_offset      int       where in that file, bytes
raw_size        int       bytes it takes there, compressed
""")

TEXT = ORIGIN + columns("""
document int    position of the document in the submission, from 0
exhibit  string number of the exhibit it is, 99.1; null for a report without items
place    int    number of the piece in its document, from 0
start    int    first character of the piece in the document's text
end      int    character after its last
text     string the text
""")

COMPARED = columns("""
comparability string how the number compares with its topic in today's form: same, narrower, broader or none
""")

AMENDMENT = columns("""
amends        string  accession number of the report that this 8-K/A amends; null where uncertain
amends_method string  how that was found
amends_why    string  the values that agree
amended_by    strings accession numbers of the amendments to it, in the order of their filing
""")
"""Columns of the filings as one asks for them: they follow from all filings, so they are worked out when asked for."""


class Table(NamedTuple):
    """A table of the archive: what a row is, and its columns in order."""

    says: str
    columns: tuple[Column, ...]

    def names(self) -> tuple[str, ...]:
        """The column names in order."""
        return tuple(c.name for c in self.columns)


def _placed(own: tuple[Column, ...]) -> tuple[Column, ...]:
    """A table's own columns with those that say where its filing belongs."""
    named = {c.name for c in own}
    return own + tuple(c for c in PLACE if c.name not in named)


TABLES: dict[str, Table] = {
    "filings": Table("one filing, or one version of it", _placed(rows.FILING) + HELD),
    "registrants": Table("a registrant as the cover prints it", _placed(rows.REGISTRANT)),
    "filers": Table("a filer of the SGML header", _placed(rows.FILER)),
    "securities": Table("a row of the cover's Section 12(b) table", _placed(rows.SECURITY)),
    "items": Table("an item headed in the report, with its text", _placed(rows.ITEM) + COMPARED),
    "exhibits": Table("an exhibit the report lists", _placed(rows.EXHIBIT)),
    "documents": Table("a document of the submission", _placed(rows.DOCUMENT)),
    "signatures": Table("a signature", _placed(rows.SIGNATURE)),
    "dei": Table("a tagged fact of an Inline XBRL cover", _placed(rows.FACT)),
    "findings": Table("what the reader could not read", _placed(rows.FINDING)),
    "texts": Table("a piece of the text of an attached exhibit", _placed(TEXT)),
}
DEPENDENT = tuple(name for name in TABLES if name != "filings")
"""The tables that are written before `filings`, whose commit makes a filing visible."""

AMENDED = Table("one filing, or one version of it", TABLES["filings"].columns + AMENDMENT)
"""The filings as one asks for them."""

LOCAL = frozenset({"path", "first_seen_at", "seen_at", "version", "supersedes", "raw_segment", "raw_offset", "raw_size"})
"""Columns that tell of this archive and not of the filing: two archives of the same filings differ in them."""
