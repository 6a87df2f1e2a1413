"""The example drafts, `examples/drafts/*.md`, and the page of the documentation that shows them by item and paragraph.

What a draft is an example of stands in the comments of its front matter: `# shows: 2.01(a) 2.01(b)`, the paragraphs; `# as of: 2026-11-20`,
the filing date; `# layout: html, because ..`, where the usual one will not do.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple, cast

from eightk import form
from eightk.form.duties import ParagraphRow, paragraphs
from eightk.form.rows import holds
from eightk.form.sending import Layout

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "examples" / "drafts"
PAGE = ROOT / "docs" / "examples.md"
DAY = dt.date(2026, 11, 20)
"""The day whose form is shown."""
UNSHOWN = {"1.05(b)": "it asks for cyd tags on the text of 1.05(a), which `eightk write` does not make yet; have them added before filing"}
"""Paragraphs that ask for something and have no draft, and why."""
_COMMENT = re.compile(r"^# ([a-z ]+): (.+)$", re.M)
_NEEDS = {"required": "required", "if_any": "if there is one", "optional": "may be filed now", "later": "later, by amendment"}

INTRO = f"""# Examples of drafts

Made from `examples/drafts` and the facts by `python tests/test_docs.py`; tests compare the two, write every draft and check what was
written: it has no error and no warning. The form is that of {DAY:%Y-%m-%d}; facts as of {form.FACTS}. Every issuer, person, exhibit and
number in the drafts is invented, and so is every address and link. They show what a paragraph asks for, not what is wise to say.

To try one:

    eightk write examples/drafts/8.01.md -o package --as-of 2026-11-20

Comments at the top of a draft name the paragraphs that it shows and the filing date on which it is in time; `layout` stands there where
the usual Inline XBRL is not what such a report has, and `eightk write` is then told `--layout html`.
"""


class Example(NamedTuple):
    """A draft: where it is, what it shows, the filing date, the layouts it is written in."""

    path: Path
    text: str
    shows: tuple[str, ...]
    day: dt.date
    layouts: tuple[Layout, ...]


@cache
def examples() -> tuple[Example, ...]:
    """Every example, by name."""
    return tuple(_example(path) for path in sorted(FOLDER.glob("*.md")))


def _example(path: Path) -> Example:
    text = path.read_text(encoding="utf-8")
    told = dict(_COMMENT.findall(text.split("\n---\n")[0]))
    layouts = (told["layout"].split(",")[0],) if "layout" in told else ("ixbrl", "html")
    return Example(path, text, tuple(told["shows"].split()), dt.date.fromisoformat(told["as of"]), cast(tuple[Layout, ...], layouts))


def rows() -> tuple[ParagraphRow, ...]:
    """The paragraphs of the form of the day, in its order."""
    return tuple(row for row in paragraphs() if row.regime == "section" and holds(row, DAY))


def example(row: ParagraphRow) -> Example | None:
    """The example that shows a paragraph."""
    return next((one for one in examples() if row.id in one.shows), None)


# ---- the page ----------------------------------------------------------------------------------------------------


def page() -> str:
    """All examples in Markdown: a section for each item, a heading for each paragraph, each draft once."""
    out = [INTRO.rstrip()]
    items, seen = form.on(DAY).items, dict[Path, str]()
    for number, some in itertools.groupby(rows(), key=lambda row: row.item):
        out += [f"\n## Item {number} {items[number].title}"]
        for row in some:
            out += [f"\n### {row.id}\n", *_asked(row), "", _shown(row, seen)]
    return "\n".join(out) + "\n"


def _asked(row: ParagraphRow) -> Iterator[str]:
    """What starts a paragraph's clock and what it asks for, as a list."""
    yield f"- Trigger: {_plain(row.event)}."
    for words in row.say:
        yield f"- Say: {_plain(words)}."
    if row.exhibits:
        yield "- Exhibits: " + "; ".join(f"{one.number} {_NEEDS[one.need]}" for one in row.exhibits) + "."
    yield f"- Source: {_plain(row.source)} ({_plain(row.basis)})."


def _shown(row: ParagraphRow, seen: dict[Path, str]) -> str:
    """The draft that shows a paragraph, in full the first time; or why there is none."""
    one = example(row)
    if one is None:
        return _unshown(row)
    name = f"examples/drafts/{one.path.name}"
    if one.path in seen:
        return f"Shown by `{name}`, [above](#{_anchor(seen[one.path])})."
    seen[one.path] = row.id
    return f"`{name}`:\n\n```text\n{one.text.rstrip()}\n```"


def _unshown(row: ParagraphRow) -> str:
    """Why a paragraph has no draft of its own: it asks nothing to be said, as a rule."""
    if row.id in UNSHOWN:
        return f"No draft: {UNSHOWN[row.id]}."
    ways = "; ".join(filter(None, (row.note, *row.no_report)))
    return "No draft of its own: this paragraph asks nothing to be said" + (f" ({_plain(ways)})" if ways else "") + "."


def _anchor(heading: str) -> str:
    """The anchor that Markdown gives a heading."""
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", heading).strip().lower())


def _plain(text: str) -> str:
    """Words of a table as Markdown shows them: nothing in them is markup."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>|#" else c for c in text)
