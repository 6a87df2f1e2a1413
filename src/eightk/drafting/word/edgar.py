"""The converter's HTML -> HTML that EDGAR takes.

Comes in: HTML as mammoth writes it. Goes out: the inside of a body, ASCII, of elements that form/markup.toml does not refuse. Add here:
an element that carries meaning.

What is let through is a list; all else is taken apart, its words stay.
"""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

from eightk.form.markup import compiled, markup

_AS = {"strong": "b", "em": "i", "s": "strike"}
_INLINE = {"b", "i", "u", "strike", "sup", "sub"}
_BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6"}
_BOXES = {True: "\u2612", False: "\u2610"}
_LOOK = re.compile(r"(?:p|h[1-6])([lcr])([0-6])")
_ALIGN = {"c": "text-align:center", "r": "text-align:right"}
_NOTE = re.compile(r"#?(?:foot|end)note-(\d+)")
_BACK = re.compile(r"#(?:foot|end)note-ref-\d+")
_TARGET = re.compile(r'href="#([^"]*)"')
_NAME = re.compile(r"[^A-Za-z0-9_-]+")
_CELL = 'style="padding:2pt 4pt;vertical-align:top"'
_TAB = "\u00a0\u00a0\u00a0 "
_PLAIN = {9: _TAB, 0xAD: None, 0x2011: "-"}  # tabs, hyphens that are seen only where a line ends, those that end none
_DEPTH = 24  # points that a step is set in


class Edgar(HTMLParser):
    """Writes what it is fed in EDGAR's elements; `dropped`: links that may not stand, `flattened`: tables within tables taken apart."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.dropped: list[str] = []
        self.flattened = 0
        self._targets = set(_TARGET.findall(source))
        self._links: list[str] = []  # how each open link ends
        self._tables = 0
        self._silent = 0  # depth within the arrow that leads back from a note
        self._numbers: dict[str, str] = {}  # name of a note -> its number in the text
        self._note = ""  # the mark to set at the note's first paragraph
        self.feed(source)
        self.close()

    def body(self) -> str:
        """What was written."""
        return re.sub(r"\n{2,}", "\n", "".join(self.out)).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write a tag, or what stands for it."""
        told = {name: value or "" for name, value in attrs}
        tag = _AS.get(tag, tag)
        if self._silent or tag == "a":
            self._open_link(tag, told)
        elif tag in _BLOCKS:
            self._open_block(tag, told)
        elif tag in ("table", "tr", "td", "th"):
            self._open_cell(tag, told)
        elif tag in _INLINE:
            self.out.append(f"<{tag}>")
        else:
            self._alone(tag, told)

    def _alone(self, tag: str, told: dict[str, str]) -> None:
        """Elements that hold nothing, and the list of notes."""
        if tag == "br":
            self.out.append("<br/>\n")
        elif tag == "input":
            self.out.append(_BOXES["checked" in told])
        elif tag == "img":
            self.out.append(f'<img src="{_e(told.get("src", ""))}" alt="{_e(told.get("alt", ""))}"/>')
        elif tag == "ol":
            self.out.append('\n<hr style="width:33%;text-align:left;margin-left:0"/>\n')
        elif tag == "li" and (m := _NOTE.match(told.get("id", ""))):
            self._note = f'<a name="{_e(told["id"])}"></a><sup>({self._numbers.get(told["id"], m[1])})</sup> '

    def _open_link(self, tag: str, told: dict[str, str]) -> None:
        if self._silent or _BACK.fullmatch(told.get("href", "")):
            self._silent += 1
            return
        href, name = told.get("href"), told.get("id", "")
        if href is None:
            self.out.append(f'<a name="{_name(name)}">' if name in self._targets else "")
            self._links.append("</a>" if name in self._targets else "")
        elif href.startswith("#") or leads_to_edgar(href):
            if _NOTE.fullmatch(href):
                self._numbers[href[1:]] = str(len(self._numbers) + 1)
            self.out.append(f'<a href="{"#" + _name(href[1:]) if href.startswith("#") else _e(href)}">')
            self._links.append("</a>")
        else:
            self.dropped.append(href)
            self._links.append("")

    def _open_block(self, tag: str, told: dict[str, str]) -> None:
        m = _LOOK.fullmatch(told.get("class", ""))
        styles = [_ALIGN[m[1]]] if m and m[1] in _ALIGN else []
        styles += [f"margin-left:{int(m[2]) * _DEPTH}pt"] if m and m[2] != "0" else []
        styles += ["margin-top:0", "margin-bottom:0"] if self._tables else []
        style = f' style="{";".join(styles)}"' if styles else ""
        self.out.append(f"<{tag}{style}>{self._note}")
        self._note = ""

    def _open_cell(self, tag: str, told: dict[str, str]) -> None:
        """A table, row or cell; of a table within a table only the words."""
        if tag == "table":
            self._tables += 1
            self.flattened += self._tables == 2
        if self._tables > 1:
            self.out.append({"tr": "<br/>", "td": _TAB, "th": _TAB}.get(tag, ""))
            return
        spans = "".join(f' {name}="{int(told[name])}"' for name in ("colspan", "rowspan") if told.get(name, "").isdigit())
        self.out.append(f"<{tag}{spans}{f' {_CELL}' if tag in ('td', 'th') else ''}>")

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened."""
        tag = _AS.get(tag, tag)
        if self._silent:
            self._silent -= 1
        elif tag == "a":
            self.out.append(self._links.pop() if self._links else "")
        elif tag in ("table", "tr", "td", "th"):
            self.out.append(f"</{tag}>\n" if self._tables == 1 else "")
            self._tables -= tag == "table"
        elif tag in _BLOCKS:
            self.out.append(f"</{tag}>\n")
        elif tag in _INLINE:
            self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Words. The mark of a note stands in round brackets, as filers print it."""
        if not self._silent:
            text = re.sub(r"^\[(\d+)\]$", r"(\1)", data) if self.out and self.out[-1].startswith('<a href="#') else data
            self.out.append(html.escape(text.translate(_PLAIN), quote=False))


def leads_to_edgar(href: str) -> bool:
    """Whether a link may lead there: the archive of EDGAR (form/markup.toml)."""
    return compiled(markup().link.archive).fullmatch(href.lower()) is not None


def _e(text: str) -> str:
    return html.escape(text)


def _name(name: str) -> str:
    """The name of a place, of letters that every browser takes."""
    return _NAME.sub("-", name)
