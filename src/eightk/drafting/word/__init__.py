"""Word -> HTML that EDGAR takes, and drafts.

Comes in: the bytes of a .docx. Goes out: `Word`: one HTML document with its pictures, and what was left out or decided on the way. Add
here: a step of the conversion is a module: `package.py` opens, `numbering.py` counts, `clean.py` makes ready, mammoth converts, `edgar.py`
writes.

Tables, footnotes, the labels of lists, bold, italics, underlining, alignment and links within the filing stay. Macros, embedded files,
comments, hidden text, links to elsewhere and the headers of pages go, and each is told.
"""

from __future__ import annotations

import hashlib
import html
import re

import mammoth  # type: ignore[import-untyped]
import msgspec

from eightk.drafting.word.clean import Cleaned, cleaned
from eightk.drafting.word.edgar import Edgar
from eightk.drafting.word.package import BadWord, Complaint, is_word, opened
from eightk.limits import Limits

__all__ = ["BadWord", "Complaint", "Word", "is_word", "word_to_html"]

_MAGIC = ((b"\xff\xd8\xff", ".jpg"), (b"GIF8", ".gif"))
_STYLE = "font-family:'Times New Roman',Times,serif;font-size:10pt"
_PATH = re.compile(r"[\\/]\S*\.\w{2,4}\b")  # Word takes the path of the picture's file for its text
_QUIET = (
    "Unrecognised paragraph style",
    "Paragraph style with ID",
    "Unrecognised run style",
    "Run style with ID",
    "An unrecognised element",
)


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """A Word file as HTML. `pictures`: file name -> bytes, as the HTML names them; `told`: what was left out or decided, in words."""

    html: bytes
    pictures: dict[str, bytes]
    told: tuple[str, ...]


def word_to_html(data: bytes, *, name: str = "document", title: str = "", limits: Limits = Limits()) -> Word:
    """A .docx as one HTML document in EDGAR's elements, ASCII.

    `name`: of the file to be made, without its ending; pictures are named after it. `title`: the document's, if not its name. Raises
    BadWord, with all that is in the way: a damaged or hostile file, pictures that are neither JPEG nor GIF.
    """
    ready = cleaned(opened(data, limits))
    pictures = _Pictures(name)
    source, messages = _converted(ready, pictures)
    if pictures.refused:
        raise BadWord(*pictures.refused)
    written = Edgar(source)
    told = [*ready.told, *_told(written), *_said(messages)]
    head = f'<html lang="en">\n<head>\n<title>{html.escape(title or name, quote=False)}</title>\n</head>\n<body style="{_STYLE}">\n'
    page = f"{head}{written.body()}\n</body>\n</html>\n".encode("ascii", "xmlcharrefreplace")
    return Word(html=page, pictures=pictures.kept, told=tuple(told))


def _converted(ready: Cleaned, pictures: _Pictures) -> tuple[str, list[str]]:
    """The converter's HTML and what it says. Raises BadWord where it meets a file that is not made as Word makes one."""
    kept = mammoth.images.img_element(pictures.add)
    try:
        made = mammoth.convert_to_html(
            ready.package.packed(), style_map=_styles(ready), convert_image=kept, include_default_style_map=False,
            include_embedded_style_map=False, external_file_access=False,
        )  # fmt: skip
    except (LookupError, ValueError, TypeError, AttributeError, OSError) as error:  # what it raises where a part lacks what it looks for
        what = f"it is not made as Word makes files: {type(error).__name__} {error}"
        raise BadWord(Complaint(what, "open it in Word and save it anew as .docx")) from error
    return made.value, [message.message for message in made.messages]


def _styles(ready: Cleaned) -> str:
    """What the converter makes of each look."""
    looks = [f"p.{look} => {'p' if look[0] == 'p' else look[:2]}.{look}:fresh" for look in ready.looks]
    return "\n".join(["u => u", "strike => strike", *looks])


def _told(written: Edgar) -> list[str]:
    """What EDGAR does not take."""
    told = [
        f"the link to {href} is left out, its words stay: links lead into the filing or to EDGAR" for href in dict.fromkeys(written.dropped)
    ]
    if written.flattened:
        told.append(f"tables within tables ({written.flattened}) are taken apart")
    return told


def _said(messages: list[str]) -> list[str]:
    """What the converter could not take, styles apart: these are ours."""
    return list(dict.fromkeys(message for message in messages if not message.startswith(_QUIET)))


class _Pictures:
    """The pictures met so far, each kept once."""

    def __init__(self, stem: str) -> None:
        self.stem = re.sub(r"[^a-z0-9]+", "", stem.lower())[:20] or "picture"
        self.kept: dict[str, bytes] = {}
        self.names: dict[bytes, str] = {}
        self.refused: list[Complaint] = []

    def add(self, image: mammoth.documents.Image) -> dict[str, str]:
        """Keep a picture; the attributes of its element."""
        with image.open() as file:
            data = file.read()
        ending = next((ending for magic, ending in _MAGIC if data.startswith(magic)), None)
        key = hashlib.sha256(data).digest()
        if ending is None:
            alone = image.alt_text or f"picture {len(self.names) + len(self.refused) + 1}"
            what = f"{alone!r} is {image.content_type}; EDGAR takes .jpg and .gif"
            self.refused.append(Complaint(what, "save it as .jpg or .gif and put it in anew, or take it out"))
            return {"src": ""}
        if key not in self.names:
            self.names[key] = f"{self.stem}_{len(self.names) + 1}{ending}"
            self.kept[self.names[key]] = data
        alt = image.alt_text or ""
        return {"src": self.names[key], "alt": "" if _PATH.search(alt) else alt}
