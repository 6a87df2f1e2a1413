"""The companions of a tagged cover: its schema and its linkbases of labels, presentation and definition.

Comes in: an `Extension`. Goes out: the bytes of each file, and `companions`, their names with them. Pure text of XML: what a cover needs
is a dozen lines of each. Add here: nothing of the cover's fields; those are dei.toml and inline.toml.

What each must contain was asked for by the SEC's validator (EFM 6.7 to 6.16): a role with a definition and three uses, every element
labelled and presented, each axis with its domain and members.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from eightk.write.extension import DOMAINS, Extension

_XML = '<?xml version="1.0" encoding="utf-8"?>\n'
_LINK = 'xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink"'
_DIM = "http://xbrl.org/int/dim/arcrole"
_ARCROLES = {"label": "http://www.xbrl.org/2003/arcrole/concept-label", "presentation": "http://www.xbrl.org/2003/arcrole/parent-child"}
_LINKS = ("presentation", "calculation", "definition")
_ROOT, _TABLE, _LINES = "dei:CoverAbstract", "dei:EntitiesTable", "dei:EntityInformationLineItems"
_AGAIN = "_default"  # a second locator: two arcs may not join the same two locators (XLink)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[0-9])(?=[A-Z])")

Arc = tuple[str, str, str]
"""From, to (both prefixed names), arcrole."""


def companions(extension: Extension) -> dict[str, bytes]:
    """The files that belong to a tagged cover, by name; a definition linkbase where axes are used."""
    stem = extension.stem
    files = {f"{stem}.xsd": schema(extension), f"{stem}_lab.xml": labels(extension), f"{stem}_pre.xml": presentation(extension)}
    return files | ({f"{stem}_def.xml": definition(extension)} if extension.members else {})


def schema(extension: Extension) -> bytes:
    """The schema: the filer's own members, the role of the cover, and where everything else is found."""
    types = extension.taxonomy.types
    imports = {
        "http://www.xbrl.org/2003/instance": "http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd",
        "http://www.xbrl.org/2003/linkbase": "http://www.xbrl.org/2003/xbrl-linkbase-2003-12-31.xsd",
        **dict(extension.prefixes.values()),
        **(dict((types,)) if extension.own else {}),
    }
    lines = [
        f'<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance" {_LINK} '
        f'xmlns:types="{types[0]}" xmlns:{extension.prefix}="{extension.namespace}" elementFormDefault="qualified" '
        f'attributeFormDefault="unqualified" targetNamespace="{extension.namespace}">',
        "<xsd:annotation><xsd:appinfo>",
        *_references(extension),
        f'<link:roleType id="Cover" roleURI="{extension.role}">',
        "<link:definition>0000001 - Document - Cover</link:definition>",
        *(f"<link:usedOn>link:{kind}Link</link:usedOn>" for kind in _LINKS),
        "</link:roleType>",
        "</xsd:appinfo></xsd:annotation>",
        *(f'<xsd:import namespace="{space}" schemaLocation="{where}"/>' for space, where in imports.items()),
        *(
            f'<xsd:element id="{member.prefix}_{member.name}" name="{member.name}" type="types:domainItemType" '
            'substitutionGroup="xbrli:item" abstract="true" nillable="true" xbrli:periodType="duration"/>'
            for member in extension.own
        ),
        "</xsd:schema>\n",
    ]
    return (_XML + "\n".join(lines)).encode("ascii")


def _references(extension: Extension) -> Iterator[str]:
    kinds = {"lab": "label", "pre": "presentation", **({"def": "definition"} if extension.members else {})}
    for ending, kind in kinds.items():
        yield (
            '<link:linkbaseRef xlink:type="simple" xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase" '
            f'xlink:href="{extension.stem}_{ending}.xml" xlink:role="http://www.xbrl.org/2003/role/{kind}LinkbaseRef"/>'
        )


def labels(extension: Extension) -> bytes:
    """A label in English for each element in use."""
    own = {member.qname: member.label for member in extension.own}
    told = list(_used(_presented(extension)))
    lines = ['<link:labelLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link">', *_locators(extension, told)]
    for name in told:
        key = name.replace(":", "_")
        words = html.escape(own.get(name) or _spoken(name), quote=False)
        lines += [
            f'<link:label xlink:type="resource" xlink:label="l_{key}" xlink:role="http://www.xbrl.org/2003/role/label" '
            f'xml:lang="en-US">{words}</link:label>',
            f'<link:labelArc xlink:type="arc" xlink:arcrole="{_ARCROLES["label"]}" xlink:from="{key}" xlink:to="l_{key}" order="1"/>',
        ]
    return _linkbase([*lines, "</link:labelLink>"])


def _spoken(name: str) -> str:
    """The label of a standard element: its name in words, what it is in brackets."""
    words = _HUMP.sub(" ", name.partition(":")[2])
    return re.sub(r" (Abstract|Axis|Domain|Member|Table|Line Items)$", r" [\1]", words)


def presentation(extension: Extension) -> bytes:
    """The cover as it is shown: axes with their members, then every element."""
    arcs = [(one, other, _ARCROLES["presentation"]) for one, other in _presented(extension)]
    return _links(extension, "presentation", arcs)


def definition(extension: Extension) -> bytes:
    """Which elements stand on which axes (XBRL Dimensions 1.0)."""
    arcs: list[Arc] = [(_LINES, _TABLE, f"{_DIM}/all")]
    for axis, members in extension.members:
        domain = DOMAINS[axis]
        arcs += [(_TABLE, axis, f"{_DIM}/hypercube-dimension"), (axis, domain, f"{_DIM}/dimension-domain")]
        arcs += [(axis, domain + _AGAIN, f"{_DIM}/dimension-default"), *((domain, m.qname, f"{_DIM}/domain-member") for m in members)]
    arcs += [(_LINES, f"dei:{name}", f"{_DIM}/domain-member") for name in extension.elements]
    return _links(extension, "definition", arcs)


def _presented(extension: Extension) -> list[tuple[str, str]]:
    """Parent and child of everything shown."""
    elements = [f"dei:{name}" for name in extension.elements]
    if not extension.members:
        return [(_ROOT, name) for name in elements]
    pairs = [(_ROOT, _TABLE)]
    for axis, members in extension.members:
        pairs += [(_TABLE, axis), (axis, DOMAINS[axis]), *((DOMAINS[axis], m.qname) for m in members)]
    return [*pairs, (_TABLE, _LINES), *((_LINES, name) for name in elements)]


# ---- XML -----------------------------------------------------------------------------------------------------


def _used(pairs: Iterable[tuple[str, ...]]) -> dict[str, None]:
    """Every name once, in order."""
    return dict.fromkeys(name for pair in pairs for name in pair[:2])


def _locators(extension: Extension, used: Iterable[str]) -> Iterator[str]:
    places = {prefix: address for prefix, (_, address) in extension.prefixes.items()} | {extension.prefix: f"{extension.stem}.xsd"}
    for name in used:
        key, prefix = name.replace(":", "_"), name.partition(":")[0]
        yield f'<link:loc xlink:type="locator" xlink:label="{key}" xlink:href="{places[prefix]}#{key.removesuffix(_AGAIN)}"/>'


def _links(extension: Extension, kind: str, arcs: list[Arc]) -> bytes:
    """A linkbase of one extended link in the cover's role. Arcs are numbered from 1 among those of one parent."""
    counted: dict[str, int] = {}
    lines = []
    for one, other, arcrole in arcs:
        counted[one] = counted.get(one, 0) + 1
        closed = ' xbrldt:closed="true" xbrldt:contextElement="segment"' if arcrole.endswith("/all") else ""
        lines.append(
            f'<link:{kind}Arc xlink:type="arc" xlink:arcrole="{arcrole}" xlink:from="{one.replace(":", "_")}" '
            f'xlink:to="{other.replace(":", "_")}" order="{counted[one]}"{closed}/>'
        )
    return _linkbase([
        *_arcroles(arcs),
        f'<link:roleRef xlink:type="simple" roleURI="{extension.role}" xlink:href="{extension.stem}.xsd#Cover"/>',
        f'<link:{kind}Link xlink:type="extended" xlink:role="{extension.role}">',
        *_locators(extension, _used(arcs)),
        *lines,
        f"</link:{kind}Link>",
    ])  # fmt: skip


def _arcroles(arcs: list[Arc]) -> Iterator[str]:
    """Where the arcroles of dimensions are declared."""
    for name in dict.fromkeys(arcrole.rpartition("/")[2] for _, _, arcrole in arcs if arcrole.startswith(_DIM)):
        schema = f"http://www.xbrl.org/2005/xbrldt-2005.xsd#{name}"
        yield f'<link:arcroleRef arcroleURI="{_DIM}/{name}" xlink:type="simple" xlink:href="{schema}"/>'


def _linkbase(lines: Iterable[str]) -> bytes:
    inside = "\n".join(lines)
    return f'{_XML}<link:linkbase {_LINK} xmlns:xbrldt="http://xbrl.org/2005/xbrldt">\n{inside}\n</link:linkbase>\n'.encode("ascii")
