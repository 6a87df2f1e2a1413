"""The XML of a Word document made ready: what must not be read is out, what only a style or a counter says is said on the spot.

Comes in: a Package. Goes out: a Package whose paragraphs carry their labels, looks and place, and what was done in words. Add here: a thing
of Word that would be lost, or that must not get out.

Hidden text goes; tracked changes are taken as accepted, which is told, for nobody may have decided so.
"""

from __future__ import annotations

import re
from collections import Counter
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import msgspec

from eightk.drafting.word.numbering import BULLET, Numbering, W
from eightk.drafting.word.package import Package
from eightk.form.cover import cover

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LOOKS = ("b", "i", "u", "strike", "caps", "vanish")
_OFF = {"0", "false", "off", "none"}
_STEP = 720  # twentieths of a point: half an inch, Word's own step of setting in
_DEEPEST = 6
_ALIGN = {"center": "c", "right": "r", "end": "r"}
_OF_FONTS = re.compile("[\uf000-\uf0ff]")  # where Word keeps the signs of symbol fonts
_DOT = "\uf0b7"
_TICKED = "\u2612"
_TOLD = {
    "hidden": "hidden text ({0} pieces) is left out",
    "tracked": "tracked changes ({0}) are taken as accepted; accept or reject them in Word to be sure",
    "object": "embedded objects ({0}) are left out",
    "drawing": "drawings that are no pictures ({0}: charts, shapes) are left out",
    "sign": "signs of symbol fonts ({0}) are unknown; look at what stands in their place",
    "chunk": "embedded documents ({0}) are left out",
}


class Style(msgspec.Struct, frozen=True):
    """What a style says of its words, with what it is based on: looks, level of a heading (0: none), list, alignment, indent."""

    looks: dict[str, bool]
    heading: int = 0
    numbering: tuple[str, int] | None = None
    align: str = ""
    left: int = 0


_PLAIN = Style({})


class Cleaned(msgspec.Struct, frozen=True):
    """The package ready for the converter; `looks`: the style ids its paragraphs now have; `told`: what was done."""

    package: Package
    looks: tuple[str, ...]
    told: tuple[str, ...]


def cleaned(package: Package) -> Cleaned:
    """The document, its footnotes and endnotes made ready."""
    trees = {name: ElementTree.fromstring(data) for name, data in package.parts.items() if name.endswith(".xml") and "Types" not in name}
    by_kind = {name.rpartition("/")[2]: tree for name, tree in trees.items()}
    work = _Work(_styles(by_kind.get("styles.xml")), Numbering(by_kind.get("numbering.xml")))
    parts = dict(package.parts)
    for name, tree in trees.items():
        if name.rpartition("/")[2] in ("styles.xml", "numbering.xml"):
            del parts[name]  # each paragraph and run now says what they said, and the converter needs most of its time for them
        else:
            work.clean(tree)
            parts[name] = ElementTree.tostring(tree, "utf-8", xml_declaration=True)
    told = [words.format(work.done[what]) for what, words in _TOLD.items() if work.done[what]]
    left = [f"{what} are left out" for what in package.left_out]
    return Cleaned(Package(parts, package.left_out), tuple(sorted(work.looks)), (*left, *told))


class _Work:
    """What is known of the document, and what was done so far."""

    def __init__(self, styles: dict[str, Style], numbering: Numbering) -> None:
        self.styles, self.numbering = styles, numbering
        self.done: Counter[str] = Counter()
        self.looks: set[str] = set()

    def clean(self, root: Element) -> None:
        """Make one part ready, in place."""
        self._drop(root)
        for paragraph in root.iter(f"{W}p"):
            self._paragraph(paragraph)

    def _drop(self, root: Element) -> None:
        """Take out what is not to be read; of two ways to say a thing keep the one that the converter takes."""
        for both in list(root.iter(f"{_CHOICE}AlternateContent")):
            if both.find(f"{_CHOICE}Fallback") is not None:
                for choice in both.findall(f"{_CHOICE}Choice"):
                    both.remove(choice)
        for parent in list(root.iter()):
            for child in list(parent):
                what = self._unwanted(child)
                if what:
                    self.done[what] += 1
                if what and what != "tracked":  # the converter itself leaves out what was deleted
                    parent.remove(child)

    def _unwanted(self, element: Element) -> str:
        """Why an element is out, or is told."""
        tag = element.tag
        if tag in (f"{W}object", f"{W}control"):
            return "object"
        if tag == f"{W}altChunk":
            return "chunk"
        if tag in (f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"):
            return "tracked"
        if tag == f"{W}drawing" and element.find(f".//{_A}blip") is None:
            return "drawing"
        return ""

    def _run_looks(self, run: Element, around: Style) -> dict[str, bool]:
        """The looks of a run: its own words first, then its style's, then its paragraph's."""
        own = run.find(f"{W}rPr")
        named = own.find(f"{W}rStyle") if own is not None else None
        style = self.styles.get(named.get(f"{W}val", ""), _PLAIN) if named is not None else _PLAIN
        return {**around.looks, **style.looks, **_looks(own)}

    def _paragraph(self, paragraph: Element) -> None:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = Element(f"{W}pPr")
            paragraph.insert(0, properties)
        named = properties.find(f"{W}pStyle")
        style = self.styles.get(named.get(f"{W}val", ""), _PLAIN) if named is not None else self.styles.get("", _PLAIN)
        around = msgspec.structs.replace(style, looks={}) if style.heading else style  # a heading is bold by being one
        for run in list(paragraph.iter(f"{W}r")):
            looks = self._run_looks(run, around)
            if looks.get("vanish"):
                self.done["hidden"] += 1
                run.clear()
            else:
                self._run(run, looks)
        label, left = self._label(properties, style)
        if label:
            run = Element(f"{W}r")
            text = Element(f"{W}t", {_XML_SPACE: "preserve"})
            text.text = f"{label} "
            run.append(text)
            paragraph.insert(list(paragraph).index(properties) + 1, run)
        _place(properties, self._look(properties, style, left))

    def _run(self, run: Element, looks: dict[str, bool]) -> None:
        """Say on the run itself what its styles say; set capitals as capitals."""
        properties = run.find(f"{W}rPr")
        if properties is None:
            properties = Element(f"{W}rPr")
            run.insert(0, properties)
        for name in ("b", "i", "u", "strike"):
            for old in properties.findall(f"{W}{name}"):
                properties.remove(old)
            if looks.get(name):
                properties.append(Element(f"{W}{name}", {f"{W}val": "single" if name == "u" else "1"}))
        font = properties.find(f"{W}rFonts")
        for text in run.iter(f"{W}t"):
            words = self._signs(text.text or "", font.get(f"{W}ascii", "") if font is not None else "")
            text.text = words.upper() if looks.get("caps") else words

    def _signs(self, text: str, font: str) -> str:
        """Text with the letters that a symbol font shows as boxes, and bullets of such fonts, as what is seen."""
        glyphs = cover().glyphs
        if font.lower().startswith("wingdings"):
            boxes = dict.fromkeys(glyphs.wingdings_empty, glyphs.empty[0]) | dict.fromkeys(glyphs.wingdings_ticked, _TICKED)
            text = "".join(boxes.get(chr(ord(c) & 0xFF) if _OF_FONTS.match(c) else c, c) for c in text)
        text = text.replace(_DOT, BULLET)
        self.done["sign"] += len(_OF_FONTS.findall(text))
        return text

    def _label(self, properties: Element, style: Style) -> tuple[str, int]:
        """The label that Word counts for a paragraph, and how far its list sets it in; the list itself is taken out."""
        own = properties.find(f"{W}numPr")
        numbering = _numbering(own, style.numbering)
        if own is not None:
            properties.remove(own)
        if numbering is None:
            return "", 0
        level = self.numbering.level(*numbering)
        return self.numbering.label(*numbering), level.left if level else 0

    def _look(self, properties: Element, style: Style, left: int) -> str:
        """A style id that says tag, alignment and depth: "h2c0"; "" for a plain paragraph."""
        justified, indent = properties.find(f"{W}jc"), properties.find(f"{W}ind")
        align = justified.get(f"{W}val", "") if justified is not None else style.align
        told = (indent.get(f"{W}left") or indent.get(f"{W}start")) if indent is not None else None
        far = int(told) if told and told.isdigit() else left or style.left
        tag = f"h{style.heading}" if style.heading else "p"
        look = f"{tag}{_ALIGN.get(align, 'l')}{min(far // _STEP, _DEEPEST)}"
        if look == "pl0":
            return ""
        self.looks.add(look)
        return look


def _place(properties: Element, look: str) -> None:
    """Give a paragraph the style that says where it stands, instead of its own."""
    for old in properties.findall(f"{W}pStyle"):
        properties.remove(old)
    if look:
        properties.insert(0, Element(f"{W}pStyle", {f"{W}val": look}))


# ---- styles ----------------------------------------------------------------------------------------------------------


def _styles(root: Element | None) -> dict[str, Style]:
    """Style id -> what it says, with all it is based on; "" for the paragraph's style where none is named."""
    if root is None:
        return {}
    rows = {style.get(f"{W}styleId", ""): style for style in root.findall(f"{W}style")}
    made = {name: _style(name, rows) for name in rows}
    usual = next((n for n, s in rows.items() if s.get(f"{W}type") == "paragraph" and s.get(f"{W}default") in ("1", "true")), None)
    return {**made, "": made[usual]} if usual is not None else made


def _style(name: str, rows: dict[str, Element]) -> Style:
    """A style over those it is based on, the nearest first; a ring of styles ends where it closes."""
    chain: list[Element] = []
    while name in rows and rows[name] not in chain:
        chain.append(rows[name])
        based = rows[name].find(f"{W}basedOn")
        name = based.get(f"{W}val", "") if based is not None else ""
    looks: dict[str, bool] = {}
    heading, numbering, align, left = 0, None, "", 0
    for style in reversed(chain):
        looks |= _looks(style.find(f"{W}rPr"))
        heading = _heading(style) or heading
        numbering = _numbering(style.find(f"{W}pPr/{W}numPr"), numbering)
        justified, indent = style.find(f"{W}pPr/{W}jc"), style.find(f"{W}pPr/{W}ind")
        align = justified.get(f"{W}val", "") if justified is not None else align
        told = (indent.get(f"{W}left") or indent.get(f"{W}start")) if indent is not None else None
        left = int(told) if told and told.isdigit() else left
    return Style(looks, heading, numbering, align, left)


def _heading(style: Element) -> int:
    """The level of a heading's style, 1 to 6; a title is of the first."""
    name = style.find(f"{W}name")
    told = name.get(f"{W}val", "").lower() if name is not None else ""
    if told == "title":
        return 1
    level = told.removeprefix("heading ")
    return int(level) if told.startswith("heading ") and level in "123456" and level else 0


def _looks(properties: Element | None) -> dict[str, bool]:
    """What is said of looks: on or off."""
    if properties is None:
        return {}
    found = ((name, properties.find(f"{W}{name}")) for name in _LOOKS)
    return {name: element.get(f"{W}val", "1") not in _OFF for name, element in found if element is not None}


def _numbering(own: Element | None, given: tuple[str, int] | None) -> tuple[str, int] | None:
    """List and level: a paragraph's own, over those given by its style; list 0 is none."""
    if own is None:
        return given
    number, level = own.find(f"{W}numId"), own.find(f"{W}ilvl")
    at = level.get(f"{W}val", "") if level is not None else ""
    depth = int(at) if at.isdigit() and len(at) < 3 else (given[1] if given else 0)
    if number is None:
        return (given[0], depth) if given else None
    num = number.get(f"{W}val", "")
    return None if num == "0" else (num, depth)
