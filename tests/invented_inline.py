"""An invented Inline filing as the files that a validator wants side by side: document, schema, labels, presentation.

Comes in: the bytes of a main document. Goes out: file name -> text. The schema and linkbases are made from the tags of the document.
"""

from __future__ import annotations

import re

NAME = "qlbx-20241107"
SPACE = "http://www.quillbrook.example/20241107"
ROLE = "http://www.quillbrook.example/role/Cover"
DEI = "https://xbrl.sec.gov/dei/2024/dei-2024.xsd"
GAAP = "https://xbrl.fasb.org/us-gaap/2024/elts/us-gaap-2024.xsd"
LABEL = "http://www.xbrl.org/2003/role/label"
DEFINED = "<link:definition>0000001 - Document - Cover</link:definition>"
LINK = 'xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink"'


def files(main: str) -> dict[str, str]:
    """The files of the filing whose main document this is."""
    names = sorted(set(re.findall(r'name="dei:(\w+)"', main)) | {"CoverAbstract"})
    gaap = sorted(set(re.findall(r"us-gaap:(\w+)", main)))
    concepts = [(f"dei_{n}", f"{DEI}#dei_{n}", n) for n in names] + [(f"us-gaap_{n}", f"{GAAP}#us-gaap_{n}", n) for n in gaap]
    return {
        f"{NAME}.htm": main,
        f"{NAME}.xsd": schema(),
        f"{NAME}_lab.xml": labels(concepts),
        f"{NAME}_pre.xml": presentation(concepts),
        f"{NAME}_def.xml": definition(),
    }


def schema() -> str:
    refs = "".join(
        f'<link:linkbaseRef xlink:type="simple" xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase" '
        f'xlink:href="{NAME}_{kind}.xml" '
        f'xlink:role="http://www.xbrl.org/2003/role/{role}LinkbaseRef"/>'
        for kind, role in (("lab", "label"), ("pre", "presentation"), ("def", "definition"))
    )
    used = "".join(f"<link:usedOn>link:{kind}Link</link:usedOn>" for kind in ("presentation", "calculation", "definition"))
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" {LINK} xmlns:qlbx="{SPACE}" '
        f'elementFormDefault="qualified" targetNamespace="{SPACE}">'
        '<xsd:import namespace="http://www.xbrl.org/2003/instance" schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>'
        '<xsd:import namespace="http://www.xbrl.org/2003/linkbase" schemaLocation="http://www.xbrl.org/2003/xbrl-linkbase-2003-12-31.xsd"/>'
        f'<xsd:import namespace="http://xbrl.sec.gov/dei/2024" schemaLocation="{DEI}"/>'
        f'<xsd:import namespace="http://fasb.org/us-gaap/2024" schemaLocation="{GAAP}"/>'
        f'<xsd:annotation><xsd:appinfo><link:roleType id="Cover" roleURI="{ROLE}">{DEFINED}'
        f"{used}</link:roleType>{refs}</xsd:appinfo></xsd:annotation></xsd:schema>"
    )


def _locators(concepts: list[tuple[str, str, str]]) -> str:
    return "".join(f'<link:loc xlink:type="locator" xlink:label="{key}" xlink:href="{href}"/>' for key, href, _ in concepts)


def labels(concepts: list[tuple[str, str, str]]) -> str:
    told = "".join(
        f'<link:label xlink:type="resource" xlink:label="l_{key}" xlink:role="{LABEL}" xml:lang="en-US">{name}</link:label>'
        '<link:labelArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/concept-label" '
        f'xlink:from="{key}" xlink:to="l_{key}"/>'
        for key, _, name in concepts
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<link:linkbase {LINK}><link:labelLink xlink:type="extended" '
        f'xlink:role="http://www.xbrl.org/2003/role/link">{_locators(concepts)}{told}</link:labelLink></link:linkbase>'
    )


def presentation(concepts: list[tuple[str, str, str]]) -> str:
    arcs = "".join(
        '<link:presentationArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/parent-child" '
        f'xlink:from="dei_CoverAbstract" xlink:to="{key}" order="{n}"/>'
        for n, (key, _, name) in enumerate(concepts, 1)
        if name != "CoverAbstract"
    )
    return _linkbase("presentation", _locators(concepts) + arcs)


def definition() -> str:
    return _linkbase("definition", "")


def _linkbase(kind: str, inside: str) -> str:
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<link:linkbase {LINK}><link:roleRef xlink:type="simple" roleURI="{ROLE}" '
        f'xlink:href="{NAME}.xsd#Cover"/><link:{kind}Link xlink:type="extended" xlink:role="{ROLE}">{inside}</link:{kind}Link>'
        "</link:linkbase>"
    )


def main_document(submission: bytes) -> str:
    """The main document of a submission, without its wrapper."""
    m = re.search(rb"<TEXT>\s*<XBRL>\s*(<\?xml.*?</html>)", submission, re.S)
    assert m is not None
    return m.group(1).decode("ascii")
