"""Made submissions, so that sizes can be chosen and nothing has to be shipped."""

from __future__ import annotations

COVER = b"""                                 UNITED STATES
                       SECURITIES AND EXCHANGE COMMISSION

                                    FORM 8-K
                                 CURRENT REPORT
     Pursuant to Section 13 or 15(d) of the Securities Exchange Act of 1934

        Date of Report (Date of earliest event reported):  June 3, 2003

                          SALTMARSH BENCHMARK COMPANY
             (Exact name of registrant as specified in its charter)

        Delaware                    000-99091                   99-0000091
(State of incorporation)     (Commission File Number)       (IRS Employer No.)

                 1 Measure Street, Wilmington, Delaware 19801
                   (Address of principal executive offices)

Item 5.  Other Events.

On June 3, 2003 the Company opened a second marsh.
"""
SIGNATURES = b"""
                                   SIGNATURES

Pursuant to the requirements of the Securities Exchange Act of 1934, the registrant has duly caused this report to be
signed on its behalf by the undersigned hereunto duly authorized.

Date: June 4, 2003                     SALTMARSH BENCHMARK COMPANY

                                       By: /s/ Ned Reed
                                           Ned Reed, Treasurer
"""
HEADER = b"""<SEC-DOCUMENT>0009990091-03-000001.txt : 20030604
<SEC-HEADER>0009990091-03-000001.hdr.sgml : 20030604
ACCESSION NUMBER:\t\t0009990091-03-000001
CONFORMED SUBMISSION TYPE:\t8-K
PUBLIC DOCUMENT COUNT:\t\t%d
CONFORMED PERIOD OF REPORT:\t20030603
FILED AS OF DATE:\t\t20030604
</SEC-HEADER>
"""
DOCUMENT = b"<DOCUMENT>\n<TYPE>%s\n<SEQUENCE>%d\n<FILENAME>made%d.txt\n<TEXT>\n%s</TEXT>\n</DOCUMENT>\n"
LINE = b"The marsh rose by an inch and the company, which measures inches, was pleased to report it in thousands.\n"
EXHIBIT_BYTES = 1_000_000


def submission(size: int) -> bytes:
    """A full submission of about `size` bytes: a short report, and text exhibits of a megabyte each."""
    body = LINE * (EXHIBIT_BYTES // len(LINE))
    count = max(1, size // len(body))
    parts = [HEADER % (count + 1), DOCUMENT % (b"8-K", 1, 1, COVER + SIGNATURES)]
    parts += [DOCUMENT % (b"EX-99.%d" % n, n + 1, n + 1, body) for n in range(1, count + 1)]
    return b"".join([*parts, b"</SEC-DOCUMENT>\n"])
