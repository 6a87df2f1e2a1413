"""Containers of every form, made here, and every real one when EIGHTK_CORPUS names the folder they are in."""

from __future__ import annotations

import binascii
import csv
import gzip
import os
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eightk.limits import Limits
from eightk.model import pieces
from eightk.read.submission import LONGEST_HEADER, Submission, gunzip, split, uudecode

CORPUS = os.environ.get("EIGHTK_CORPUS")
needs_corpus = pytest.mark.skipif(not CORPUS, reason="EIGHTK_CORPUS is not set")

HEADER = (
    b"<SEC-HEADER>0009999999-03-000007.hdr.sgml : 20030915\n<ACCEPTANCE-DATETIME>20030915141500\n"
    b"ACCESSION NUMBER:\t\t0009999999-03-000007\nCONFORMED SUBMISSION TYPE:\t8-K\n</SEC-HEADER>\n"
)
TOP = b"<SEC-DOCUMENT>0009999999-03-000007.txt : 20030915\n"
MAIN = (
    b"<DOCUMENT>\n<TYPE>8-K\n<SEQUENCE>1\n<FILENAME>quill8k.txt\n<DESCRIPTION>QUILL & SONS REPORT\n<TEXT>\n"
    b"FORM 8-K\nItem 5. Other Events.\n</TEXT>\n</DOCUMENT>\n"
)
EXHIBIT = (
    b"<DOCUMENT>\n<TYPE>EX-99.1\n<SEQUENCE>2\n<FILENAME>ex99.htm\n<TEXT>\n<html><body><p>Release</p></body></html>\n</TEXT>\n</DOCUMENT>\n"
)
WHOLE = TOP + HEADER + MAIN + EXHIBIT + b"</SEC-DOCUMENT>\n"
PEM = b"-----BEGIN PRIVACY-ENHANCED MESSAGE-----\nProc-Type: 2001,MIC-CLEAR\nOriginator-Name: a@b\n\n"
PEM_END = b"-----END PRIVACY-ENHANCED MESSAGE-----\n"


def document(body: bytes, *, kind: bytes = b"8-K") -> bytes:
    return b"<DOCUMENT>\n<TYPE>" + kind + b"\n<SEQUENCE>1\n<TEXT>\n" + body + b"\n</TEXT>\n</DOCUMENT>\n"


def said(data: bytes, submission: Submission) -> None:
    """Every span says its value, and documents do not overlap."""
    before = 0
    for doc in submission.documents:
        assert before <= doc.span[0] <= doc.body[0] <= doc.body[1] <= doc.span[1] <= len(data)
        before = doc.span[1]
        for name, span in doc.spans.items():
            ((start, end),) = pieces(span)
            assert str(getattr(doc, name)) == data[start:end].decode("cp1252").lstrip("0") or name != "sequence"
            if name != "sequence":
                assert getattr(doc, name) == data[start:end].decode("cp1252")


def codes(submission: Submission) -> list[str]:
    return [finding.code for finding in submission.findings]


def test_a_whole_submission() -> None:
    found = split(WHOLE)
    said(WHOLE, found)
    assert (found.kind, found.pem, found.findings) == ("sec", False, ())
    assert found.header_span == (0, len(TOP + HEADER) - 1)
    main, exhibit = found.documents
    assert (main.type, main.sequence, main.filename, main.description) == ("8-K", 1, "quill8k.txt", "QUILL & SONS REPORT")
    assert (main.medium, exhibit.medium, exhibit.description) == ("ascii", "html", None)
    assert WHOLE[slice(*main.span)] == MAIN.rstrip(b"\n")
    assert WHOLE[slice(*main.body)] == b"FORM 8-K\nItem 5. Other Events.\n"


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize(
    ("made", "kind", "pem"),
    [
        (WHOLE, "sec", False),
        (PEM + WHOLE + PEM_END, "sec", True),
        (WHOLE.replace(b"SEC-DOCUMENT", b"IMS-DOCUMENT").replace(b"SEC-HEADER", b"IMS-HEADER"), "ims", False),
        (b"<SUBMISSION>\n<ACCESSION-NUMBER>0009999999-03-000007\n<TYPE>8-K\n" + MAIN + EXHIBIT + b"</SUBMISSION>\n", "submission", False),
        (b"<SUBMISSION>\n<TYPE>8-K<PERIOD>20030915</FILER>" + MAIN + EXHIBIT + b"</SUBMISSION>", "submission", False),
        (MAIN + EXHIBIT, "bare", False),
        (b"\xef\xbb\xbf" + MAIN + EXHIBIT, "bare", False),
        (HEADER + MAIN + EXHIBIT, "sec", False),
        (b"ACCESSION NUMBER:\t\t0009999999-03-000007\n" + MAIN + EXHIBIT, "sec", False),
        (WHOLE.replace(b"</DOCUMENT>\n", b"</DOCUMENT>\n\n\n").replace(b"</SEC-HEADER>", b"\n</SEC-HEADER>\n"), "sec", False),
    ],
)
def test_every_container(made: bytes, kind: str, pem: bool, end: bytes) -> None:
    data = made.replace(b"\n", end)
    for source in (data, bytearray(data), memoryview(data)):
        found = split(source)
        said(data, found)
        assert (found.kind, found.pem, codes(found)) == (kind, pem, [])
        assert (found.header_span is None) == (kind == "bare")
        assert [doc.type for doc in found.documents] == ["8-K", "EX-99.1"]
        assert data[slice(*found.documents[0].body)].split() == b"FORM 8-K Item 5. Other Events.".split()


def test_the_header_ends_where_the_documents_begin_when_it_is_not_closed() -> None:
    data = WHOLE.replace(b"</SEC-HEADER>\n", b"")
    assert split(data).header_span == (0, data.index(b"<DOCUMENT>"))


def test_a_header_alone_has_no_document() -> None:
    for data in (TOP + HEADER, HEADER, HEADER + b"</SEC-DOCUMENT>\n", b"\nACCESSION NUMBER:\t\t0009999999-03-000007\n"):
        found = split(data)
        assert (found.documents, codes(found)) == ((), ["no-document"])
        assert found.header_span is not None


def test_a_header_with_a_body_that_no_tag_opens() -> None:
    data = TOP + HEADER + b"FORM 8-K\nItem 5.\n"
    (doc,) = split(data).documents
    assert data[slice(*doc.body)].split() == b"FORM 8-K Item 5.".split()
    loose = HEADER + MAIN.removeprefix(b"<DOCUMENT>\n")
    (doc,) = split(loose).documents
    assert (doc.type, doc.filename, loose[slice(*doc.body)]) == ("8-K", "quill8k.txt", b"FORM 8-K\nItem 5. Other Events.\n")


@pytest.mark.parametrize(
    ("made", "count", "code"),
    [
        (WHOLE.replace(b"</DOCUMENT>\n", b"", 1), 2, "document-not-closed"),
        (WHOLE.replace(b"</TEXT>\n", b"", 1), 2, "text-not-closed"),
        (WHOLE[: WHOLE.index(b"Release")], 2, "document-not-closed"),
        (MAIN.replace(b"<TEXT>\n", b""), 1, "no-text-tag"),
        (WHOLE + WHOLE, 2, "appended-submission"),
        (WHOLE + WHOLE.replace(b"\n", b"\r\n"), 2, "appended-submission"),
        (MAIN + MAIN, 1, "appended-submission"),
        (TOP + HEADER + MAIN + b"stray words\n" + EXHIBIT, 2, "between-documents"),
        (document(b"\x89PNG\r\n\x1a\n\0\0"), 1, "not-text"),
        (document(b"%PDF-1.4 \xff"), 1, "not-text"),
    ],
)
def test_what_is_wrong_is_a_finding(made: bytes, count: int, code: str) -> None:
    found = split(made)
    said(made, found)
    assert len(found.documents) == count
    assert code in codes(found)
    assert all(finding.span for finding in found.findings)


def test_a_truncated_body_keeps_what_is_there_without_the_trailer() -> None:
    data = TOP + HEADER + MAIN.replace(b"</TEXT>\n</DOCUMENT>\n", b"") + b"</SEC-DOCUMENT>\n" + PEM_END
    (doc,) = split(data).documents
    assert data[slice(*doc.body)].split()[-1] == b"Events."


def test_too_many_documents() -> None:
    data = b"".join(document(b"%d" % number) for number in range(9))
    found = split(data, Limits(max_documents=4))
    assert len(found.documents) == 4
    assert codes(found) == ["too-many-documents"]


def test_tags_in_prose_open_and_close_nothing() -> None:
    data = document(b"The words <DOCUMENT> and </DOCUMENT> and </TEXT> stand in a sentence.")
    (doc,) = split(data).documents
    assert data[slice(*doc.body)].endswith(b"sentence.\n")
    (bare,) = split(b"A letter that quotes <DOCUMENT> in a line.\n").documents
    assert bare.type is None


def test_leaf_tags_in_another_order_and_closed_ones() -> None:
    data = (
        b"<DOCUMENT>\n<TYPE>8-K</TYPE>\n<DESCRIPTION>  A <B>OLD</B>  NAME </DESCRIPTION>\n"
        b"\n<SEQUENCE>01</SEQUENCE>\n<ODD>x\n<TEXT>\nbody\n</TEXT>\n</DOCUMENT>"
    )
    (doc,) = split(data).documents
    assert (doc.type, doc.sequence, doc.description) == ("8-K", 1, "A <B>OLD</B>  NAME")
    assert data[slice(*doc.body)] == b"body\n"
    (doc,) = split(b"<DOCUMENT>\n<TYPE>\n<SEQUENCE>one\n<DESCRIPTION>CAF\xc9\n<TEXT>\nb\n</TEXT>\n</DOCUMENT>").documents
    assert (doc.type, doc.sequence, doc.description) == (None, None, "CAF\xc9")


IX = b'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"><body>'


@pytest.mark.parametrize(
    ("body", "medium"),
    [
        (b"<PAGE>   1\n  FORM 8-K\n<TABLE>\n<CAPTION>\n<S>  <C>\n</TABLE>\n<FN>\n<F1>(1)\n</FN>", "ascii"),
        (b"plain words, a < b > c", "ascii"),
        (b"<PAGE>\n<HTML>\n<PRE>\n FORM 8-K </PRE></HTML>", "html"),
        (b"<PRE>\n<html> FORM 8-K", "html"),
        (b'<!DOCTYPE html PUBLIC "x">\n<HTML>', "html"),
        (b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><head>', "html"),
        (b"<DIV STYLE='x'>FORM</DIV>", "html"),
        (b"FORM 8-K <b>Item</b> 5 <i>Other</i>", "html"),
        (b"<?xml version='1.0'?>\n<!-- tool -->\n" + IX, "ixbrl"),
        (b"<!--" + b"x" * 9000 + b"-->" + IX, "ixbrl"),
        (b"\n" * 9000 + IX, "ixbrl"),
        (b"<html " + b'xmlns:a="b" ' * 900 + IX[6:], "ixbrl"),
        (b"<XBRL>\n<?xml version='1.0'?>\n" + IX + b"</body></html>\n</XBRL>", "ixbrl"),
        (b"<XBRL>\n<?xml version='1.0'?>\n<xsd:schema>\n</xsd:schema>\n</XBRL>", "xbrl"),
        (b"<?xml version='1.0'?><link:linkbase xmlns:link='x'>", "xbrl"),
        (b"<XML>\n<?xml version='1.0'?>\n<ownershipDocument>\n</XML>", "xml"),
        (b"<PDF>\nbegin 644 a.pdf\n#0V%T\n`\nend\n</PDF>", "pdf"),
        (b"begin 644 a.jpg\n#0V%T\n`\nend", "uuencoded"),
        (b"", "empty"),
        (b" \n\t\n", "empty"),
    ],
)
def test_media(body: bytes, medium: str) -> None:
    data = document(body)
    found = split(data)
    assert found.documents[0].medium == medium
    assert not found.findings
    inner = data[slice(*found.documents[0].body)]
    assert b"XBRL>" not in inner and b"PDF>" not in inner and b"XML>" not in inner
    assert split(body).documents[0].medium == medium


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), b"%PDF-1.7\n\xff\xfe", b"<", b"<DOCUMENT>"])
def test_bytes_that_are_no_submission(data: bytes) -> None:
    found = split(data)
    assert len(found.documents) == 1
    assert found.documents[0].span == (0, len(data))


WORDS = [b"<DOCUMENT>", b"</DOCUMENT>", b"<TEXT>", b"</TEXT>", b"<TYPE>8-K", b"<SEQUENCE>", b"\n", b"\r", b" ", b"<PDF>"]
WORDS += [b"</XBRL>", b"<!--", b"</SEC-DOCUMENT>", b"\0"]
WORDS += [b"<SEC-HEADER>", b"</SEC-HEADER>", b"<SUBMISSION>", b"ACCESSION NUMBER:", b"<html>", b"begin 644 x\n", b"x"]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS) | st.binary(max_size=4), max_size=40).map(b"".join))
def test_any_bytes_give_documents_in_order(data: bytes) -> None:
    found = split(data)
    before = 0
    for doc in found.documents:
        assert before <= doc.span[0] <= doc.body[0] <= doc.body[1] <= doc.span[1] <= len(data)
        before = doc.span[1]
    if found.header_span:
        assert 0 <= found.header_span[0] <= found.header_span[1] <= len(data)
    uudecode(data, (0, len(data)))


def uuencoded(data: bytes, end: bytes = b"\n") -> bytes:
    lines = [binascii.b2a_uu(data[at : at + 45]).rstrip(b"\n") for at in range(0, len(data), 45)]
    return end.join([b"begin 644 a.bin", *lines, b"`", b"end", b""])


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_uudecode(end: bytes) -> None:
    print("seed 8")
    for size in (0, 1, 13, 44, 45, 46, 5000):
        packed = random.Random(8).randbytes(size)
        text = b"\n" + uuencoded(packed, end)
        assert uudecode(text, (0, len(text))) == packed
        stripped = end.join(line.rstrip(b" ") for line in text.split(end))
        assert uudecode(stripped, (0, len(stripped))) == packed
        dashed = end.join(b"- " + line if line[:1] == b"-" else line for line in text.split(end))
        assert uudecode(dashed, (0, len(dashed))) == packed
    assert uudecode(text, (0, len(text)), Limits(max_bytes=100)) == packed[:100]
    assert uudecode(b"no such thing", (0, 13)) == b""


def test_gunzip() -> None:
    packed = gzip.compress(WHOLE)
    assert gunzip(packed) == (WHOLE, ())
    assert gunzip(packed + packed) == (WHOLE + WHOLE, ())
    assert gunzip(packed + b"\0\0\0") == (WHOLE, ())
    assert gunzip(gzip.compress(packed)) == (WHOLE, ())
    layers = WHOLE
    for _ in range(5):
        layers = gzip.compress(layers)
    out, (finding,) = gunzip(layers)
    assert (out, finding.code) == (b"", "too-large")
    out, (finding,) = gunzip(packed[:-20])
    assert WHOLE.startswith(out) and finding.code == "damaged-gzip"
    broken = bytearray(gzip.compress(random.Random(1).randbytes(9000)))
    broken[-5] ^= 255
    out, (finding,) = gunzip(bytes(broken))
    assert len(out) == 9000 and finding.code == "damaged-gzip"
    bomb = gzip.compress(b"Item 5.\n" * 1_000_000)
    out, (finding,) = gunzip(bomb, Limits(free_bytes=1000, max_ratio=10))
    assert len(out) == len(bomb) * 10 and finding.code == "too-large"


def test_hostile_inputs_take_linear_time_and_end() -> None:
    """Each of these is quadratic for a careless reader and would not end within the life of the test run."""
    many = 1_000_000
    for data in (
        b"<DOCUMENT>\n<TYPE>" + b" " * many,
        b"<DOCUMENT>\n" + b"<TYPE>8-K\n" * (many // 10),
        b"<DOCUMENT>" * (many // 10),
        b"<DOCUMENT>\n" * (many // 10),
        b"\n " * many + b"<DOCUMENT>",
        document(b"<a " * many),
        document(b"<html " * many),
        document(b"</TEXT" * many),
        document(b"<!--" * many),
    ):
        split(data)
        split(data[: len(data) // 2], Limits(max_documents=10))
    out, (finding,) = gunzip(gzip.compress(b"x") * 10_000)
    assert (out, finding.code) == (b"x" * 100, "too-large")
    found = split(HEADER.replace(b"</SEC-HEADER>", b"LABEL:\tvalue\n" * many))
    assert found.header_span == (0, LONGEST_HEADER)
    assert codes(found)[0] == "header-too-long"


def real() -> list[Path]:
    return sorted(Path(CORPUS or ".").glob("filings/[12]*/*.txt.gz")) if CORPUS else []


@needs_corpus
def test_every_real_submission() -> None:
    with open(Path(CORPUS or "") / "filings" / "features.csv", newline="") as file:
        features = {row["accession"]: row for row in csv.DictReader(file)}
    assert real()
    for path in real():
        data, found = gzip.decompress(path.read_bytes()), None
        found = split(data)
        row = features[path.name.split(".")[0]]
        said(data, found)
        assert len(found.documents) == int(row["documents"]), path
        types = [doc.type for doc in found.documents]
        assert types[:12] == row["document_types"].split("|")[:12], path
        assert found.findings == (), path
        assert found.pem == (row["envelope"] == "pem")
        assert found.kind == {"none": "submission"}.get(row["container"], row["container"])
        assert found.documents[0].medium == {"text": "ascii"}.get(row["primary_format"], row["primary_format"]), path
        assert sum(doc.medium == "pdf" for doc in found.documents) == int(row["pdf_parts"])
        assert sum(doc.medium in ("pdf", "uuencoded") for doc in found.documents) == int(row["uuencoded_parts"])
        for doc in found.documents:
            assert b"</TEXT>" not in data[slice(*doc.body)]
            if doc.medium in ("uuencoded", "pdf"):
                assert len(uudecode(data, doc.body)) > 0.6 * (doc.body[1] - doc.body[0])


@needs_corpus
def test_decoys_and_bare_documents() -> None:
    folder = Path(CORPUS or "")
    paths = sorted(folder.glob("decoys/other_forms/*.gz"))
    assert paths
    for path in paths:
        data = gzip.decompress(path.read_bytes())
        found = split(data)
        said(data, found)
        assert len(found.documents) == data.count(b"<DOCUMENT>"), path
        assert found.header_span, path
    for path in sorted(folder.glob("filings/primary_docs/*/*.gz")):
        data = gzip.decompress(path.read_bytes())
        found = split(data)
        assert [doc.medium in ("html", "ixbrl") for doc in found.documents] == [True], path
        assert found.kind == "bare"
