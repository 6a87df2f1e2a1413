"""A redline as one HTML page: both texts at once, what went struck through, what came underlined.

Comes in: a Redline. Goes out: a page that loads nothing, runs nothing and says by words, too, what its colours say. Add here: nothing of
the form.
"""

from __future__ import annotations

import html

from eightk.redline.changes import Line, Redline, Row, Section, Stretches
from eightk.write.escape import one_line, visible

_SAYS = {"same": "unchanged", "changed": "changed", "added": "added", "removed": "removed"}
_STYLE = """
:root {color-scheme: light dark}
body {font: 1rem/1.55 Georgia, 'Times New Roman', serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem}
h1, h2, nav, dt, .said {font-family: system-ui, sans-serif}
h1 {font-size: 1.4rem} h2 {font-size: 1.1rem; margin-top: 2.2rem; border-bottom: 1px solid #767676}
ins {color: #0b5d1e; background: #e3f6e5; text-decoration: underline}
del {color: #9b1c1c; background: #fdeaea; text-decoration: line-through}
.said {font-size: .8rem; font-weight: 400; margin-left: .6em; opacity: .8}
.hidden {position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap}
.list {margin-left: 2em} .same {opacity: .85}
table {border-collapse: collapse; margin: 1em 0} td {border: 1px solid #767676; padding: .2em .6em; vertical-align: top}
pre {white-space: pre-wrap; overflow-wrap: anywhere; font-size: .85rem}
dt {font-size: .85rem; margin-top: .5em} dd {margin-left: 1.5em}
@media (prefers-color-scheme: dark) {ins {color: #9be7a8; background: #12321a} del {color: #ffb3b3; background: #401616}}
@media print {.said {display: none}}
"""


def to_html(redline: Redline) -> bytes:
    """The page, UTF-8."""
    title = f"Changes from {_e(one_line(redline.old))} to {_e(one_line(redline.new))}"
    parts = [
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>',
        '<meta name="viewport" content="width=device-width">',
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>",
        _contents(redline),
        *(_section(n, section) for n, section in enumerate(redline.sections)),
        "</main>\n</body>\n</html>\n",
    ]
    return "\n".join(parts).encode("utf-8", "backslashreplace")


def _e(text: str) -> str:
    return html.escape(visible(text))


def _contents(redline: Redline) -> str:
    """The parts and what became of each."""
    if not redline.differs:
        return "<p>Nothing changed.</p>"
    lines = "".join(f'<li><a href="#part{n}">{_e(s.name)}</a> {_said(s)}</li>\n' for n, s in enumerate(redline.sections))
    return f'<nav aria-label="Parts">\n<ul>\n{lines}</ul>\n</nav>'


def _said(section: Section) -> str:
    return f'<span class="said">{_SAYS[section.change]}</span>'


def _section(n: int, section: Section) -> str:
    head = f'<section id="part{n}">\n<h2>{_e(section.name)}{_said(section)}</h2>'
    fields = [line for line in section.lines if line.kind == "field"]
    listed = "".join(f"<dt>{_e(line.name)}</dt><dd>{_words(line.words)}</dd>\n" for line in fields)
    others = "\n".join(_line(line) for line in section.lines if line.kind != "field")
    return f"{head}\n{f'<dl>{chr(10)}{listed}</dl>{chr(10)}' if fields else ''}{others}\n</section>"


def _line(line: Line) -> str:
    mark = f' class="{"list" if line.kind == "list" else line.change}"'
    if line.kind == "literal":
        return "<pre>" + "\n".join(_words(row.cells[0]) if row.cells else "" for row in line.rows) + "</pre>"
    if line.rows:
        caption = f"<caption>{_e(line.name)}</caption>" if line.name else ""
        return f"<table>{caption}\n" + "\n".join(map(_row, line.rows)) + "\n</table>"
    return f"<h3{mark}>{_words(line.words)}</h3>" if line.kind == "heading" else f"<p{mark}>{_words(line.words)}</p>"


def _row(row: Row) -> str:
    return "<tr>" + "".join(f"<td>{_words(cell)}</td>" for cell in row.cells) + "</tr>"


def _words(stretches: Stretches) -> str:
    """Stretches with what a screen reader says before and behind a change."""
    out = []
    for stretch in stretches:
        tag = {"old": "del", "new": "ins", "both": ""}[stretch.of]
        if not tag:
            out.append(_e(stretch.text))
            continue
        text = stretch.text.rstrip()
        said = "removed" if tag == "del" else "added"
        out.append(
            f'<{tag}><span class="hidden">[{said}: </span>{_e(text)}<span class="hidden">]</span></{tag}>{stretch.text[len(text) :]}'
        )
    return "".join(out)
