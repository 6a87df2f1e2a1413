"""How much a reader may spend on one input, as one object.

Comes in: nothing. Goes out: `Limits`. Add here: a bound that a hostile or broken input could otherwise exceed.
Beyond a limit the reader stops there and leaves a `Finding`; the edge (`sources.py`) leaves a `Failure`.
"""

from __future__ import annotations

import msgspec


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds for reading. The defaults hold every real submission with room to spare and stop bombs early.

    max_bytes      bytes of one submission after decompression, and of one attached file after decoding
    max_ratio      bytes out per byte in, for gzip, zip, tar and uuencoded parts; not asked below `free_bytes`
    free_bytes     bytes that may always come out, whatever the ratio
    max_documents  documents of one submission
    max_headings   item headings that compete in one document
    max_blocks     paragraphs of one item; what follows is one more paragraph
    max_findings   findings kept for one submission
    max_members    members of one archive
    max_draft      bytes of one draft
    """

    max_bytes: int = 1 << 29
    max_ratio: int = 200
    free_bytes: int = 1 << 24
    max_documents: int = 20_000
    max_headings: int = 2_000
    max_blocks: int = 100_000
    max_findings: int = 1_000
    max_members: int = 1_000_000
    max_draft: int = 1 << 24

    def grown(self, size: int) -> int:
        """How many bytes `size` compressed bytes may become, all files in them taken together."""
        return max(self.free_bytes, size * self.max_ratio)

    def allowed(self, size: int) -> int:
        """How many bytes may come out of `size` compressed bytes that are one file."""
        return min(self.max_bytes, self.grown(size))
