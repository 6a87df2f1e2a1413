"""A Sheet set in HTML, by a hand of its time.

Comes in: a Sheet, a Hand. Goes out: the text of an HTML document (any character; the encoding is another's). Add here: a habit of those
who set HTML.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Sequence

from eightk.drafted import Passage
from eightk.form.cover import cover
from eightk.made.sheet import Broken, Hand, Head, Piece, Row, Sheet, Words, spelled_head
from eightk.write.compose import Captioned, Centred, Grid, Headed, Listed, Plain, Signing, Slot, Tick
from eightk.write.html import Tag, escaped

# (attributes of a paragraph, of one in the middle, the opening of its words, their close)
_STYLES = (
    ("", ' align="center"', '<font size="2">', "</font>"),
    (' style="margin:6pt 0 0 0"', ' style="margin:6pt 0 0 0;text-align:center"', '<font style="font:10pt Times New Roman">', "</font>"),
    (' style="text-align:justify"', ' style="text-align:center"', '<span style="font-family:Times;font-size:10pt">', "</span>"),
)


def marked(sheet: Sheet, hand: Hand, tag: Tag = escaped, opening: str = "<html>", before: Callable[[], str] = str) -> str:
    """The document. `tag`: how a value of the cover is tagged; `opening`: its first tag; `before`: what stands before the cover, asked for
    when all is tagged."""
    parts = [part for part in (sheet.cover, (*sheet.items, *sheet.signatures), sheet.index) if part]
    body = '\n<hr style="page-break-after:always"/>\n'.join("\n".join(Setting(hand, tag).element(e) for e in part) for part in parts)
    return f"{opening}\n<head>\n<title>{_text(sheet.title)}</title>\n</head>\n<body>\n{before()}{body}\n</body>\n</html>\n"


def _text(words: str) -> str:
    return html.escape(words, quote=False)


class Setting:
    """A hand at work on a document whose values are tagged by `tag`."""

    def __init__(self, hand: Hand, tag: Tag) -> None:
        self.hand, self.tag = hand, tag
        self.plain, self.middle, self.open, self.close = _STYLES[hand.style]

    def element(self, element: Piece) -> str:
        """One element as HTML."""
        match element:
            case Centred():
                return self.paragraph(self.bold(self.pieces(element.pieces)) if element.rank else self.pieces(element.pieces), True)
            case Plain():
                return self.paragraph(self.pieces(element.pieces))
            case Captioned():
                return self._captioned(element)
            case Tick():
                return self._tick(element)
            case Grid():
                head = [[self.words(words) for words in element.head]]
                return self.table([*head, *([self.pieces((slot,)) for slot in row] for row in element.rows)])
            case Head():
                return self._head(element)
            case Signing():
                return self._signing(element)
            case Listed():
                return self._listed(element)
            case Passage():
                return self._passage(element)
            case Broken():
                return self._broken(element)
            case Row():
                return self.table([[_text(element.left), element.right]])
            case Words():
                return self.paragraph(self.words(element.text), element.centred)
            case Headed():
                raise TypeError("a heading is set from its parts")

    # ---- pieces ----

    def words(self, words: str) -> str:
        """Words as escaped text."""
        return _text(words)

    def pieces(self, pieces: Iterable[str | Slot]) -> str:
        """Words and values, those tagged."""
        return "".join(self.tag(p.field, p.index, p.text) if isinstance(p, Slot) else _text(p) for p in pieces)

    def bold(self, inner: str) -> str:
        """Set in bold."""
        return f"<b>{inner}</b>"

    def paragraph(self, inner: str, centred: bool = False) -> str:
        """A paragraph in the hand's element."""
        words = f"{self.open}{inner}{self.close}"
        if self.hand.paragraph == "br":
            return f"<center>{words}</center><br>" if centred else f"{words}<br><br>"
        name = self.hand.paragraph
        return f"<{name}{self.middle if centred else self.plain}>{words}</{name}>"

    def table(self, rows: Sequence[Sequence[str]], width: str = "100%") -> str:
        """Rows of cells."""
        cells = "\n".join("<tr>" + "".join(f'<td valign="top">{self.open}{c}{self.close}</td>' for c in row) + "</tr>" for row in rows)
        return f'<table width="{width}" cellpadding="0" cellspacing="0">\n{cells}\n</table>'

    # ---- the cover ----

    def _captioned(self, element: Captioned) -> str:
        """Values with their captions below, above, before (with a colon) or beside them."""
        cells = [(self.bold(self.pieces(pieces)), _text(caption.strip("()"))) for pieces, caption in element.cells]
        captions = self.hand.captions
        if captions == "labelled":
            return "\n".join(self.paragraph(f"{caption}: {value}") for value, caption in cells)
        if captions == "beside":
            return self.table([[caption, value] for value, caption in cells])
        pairs = [(f"({c})", v) if captions == "above" else (v, f"({c})") for v, c in cells]
        if len(pairs) == 1:
            return self.paragraph("<br>\n".join(pairs[0]), True)
        return self.table(list(zip(*pairs, strict=True)))

    def _tick(self, element: Tick) -> str:
        glyphs = cover().glyphs
        box = self.tag(element.field, 0, glyphs.ticked[1] if element.ticked else glyphs.empty[0])
        return self.paragraph(f"{_text(element.label)} {box}" if element.behind else f"{box} {_text(element.label)}")

    # ---- headings ----

    def _head(self, head: Head) -> str:
        label, title = (_text(words) for words in spelled_head(head, self.hand))
        label = f"{_text(head.lead)}{label}{_text(head.tail)}"
        place = head.place or self.hand.place
        if not title:
            return self.paragraph(self.bold(label))
        if place == "first" and head.word == "Item":
            return self.paragraph(self.bold(f"{title} ({label.removeprefix(_text(head.lead)).rstrip('.:- ')})"))
        if place == "below":
            return self.paragraph(self.bold(f"{label}<br>\n{title}"))
        if place == "centred":
            return f"{self.paragraph(self.bold(label), True)}\n{self.paragraph(f'<u>{title}</u>', True)}"
        if place == "cells":
            return self.table([[self.bold(label), self.bold(title)]])
        if place in ("tags", "page"):
            return self.paragraph(_in_pieces(label, title))
        if place == "split" and " " in title:
            at = title.index(" ", len(title) // 3) if " " in title[len(title) // 3 :] else title.index(" ")
            return f"{self.paragraph(self.bold(f'{label} {title[:at]}<br>{title[at:]}'))}"
        return self.paragraph(self.bold(f"{label}&nbsp;&nbsp;{title}"))

    # ---- signatures ----

    def _signing(self, one: Signing) -> str:
        name, title, registrant = (_text(words or "") for words in (one.name, one.title, one.registrant))
        mark = f"By: /s/ {name}" if one.signed else "By: ______________"
        under = {"its": [*([] if one.signed else [name]), f"Its: {title}"], "named": [f"Name: {name}", f"Title: {title}"]}.get(
            self.hand.signing, [name, title]
        )
        date = f"Date: {one.date}" if one.date else ""
        lines = [registrant, mark, *under]
        if self.hand.signing in ("right", "table"):
            rows = [["", line] for line in lines]
            at = {"above": 0, "beside": 1, "below": len(rows) - 1}[self.hand.date]
            rows[at][0] = date
            return self.table(rows)
        block = [self.paragraph(registrant), self.paragraph("<br>\n".join(lines[1:]))]
        return "\n".join([*block, self.paragraph(date)] if self.hand.date == "below" else [self.paragraph(date), *block])

    # ---- passages ----

    def _passage(self, one: Passage) -> str:
        if one.kind == "literal":
            return f"<pre>{_text(one.words)}</pre>"
        if one.kind == "table":
            return self.table([[_runs(cell) for cell in row] for row in one.rows], "80%")
        words = _runs(one.runs)
        if one.kind == "heading":
            return self.paragraph(f"<i>{words}</i>")
        if one.marker is not None and one.kind == "list" and self.hand.listing == "cells":
            return self.table([[_text(one.marker), words]])
        return self.paragraph(f"{_text(one.marker)} {words}" if one.marker is not None else words)

    def _listed(self, element: Listed) -> str:
        rows = [(number, f'<a href="{href}">{_text(told)}</a>' if href else _text(told)) for number, told, href in element.rows]
        if self.hand.listing == "dashes":
            return "\n".join(self.paragraph(f"{number} &#8211; {told}") for number, told in rows)
        return self.table([tuple(map(_text, element.head)), *rows])

    def _broken(self, one: Broken) -> str:
        number = f"{self.paragraph(one.number, True)}\n" if one.number else ""
        head = f"\n{self.paragraph(_text(one.head))}" if one.head else ""
        return f'{number}<hr style="page-break-after:always"/>{head}'


def _runs(runs: Iterable[object]) -> str:
    return "".join(_text(str(getattr(run, "text", ""))) for run in runs)


def _in_pieces(label: str, title: str) -> str:
    """A heading whose tags open and close within its words."""
    half, third = len(label) // 2, max(1, len(title) // 3)
    parts = [label[:half], label[half:], " ", title[:third], title[third:]]
    return "".join(f"<b>{part}</b>" if n % 2 else f"<b><u>{part}</u></b>" for n, part in enumerate(parts))
