"""The process in which an office's Word template is used: `python -m documents.report.child`.

Its tags may do anything, so it gets the template and the report's values on standard input, little
memory and time, and may open no file to write. Its output is the answer.
"""

import sys

from documents.limits import limit
from documents.report.checking import check_template
from documents.report.filling import fill_own
from documents.report.findings import Level, TemplateRefused, fault
from documents.report.packing import pack_docx, pack_findings, unpack_request


def answer(request: bytes) -> bytes:
    """The document, or what keeps the template from being used."""
    try:
        return _answer(request)
    except TemplateRefused as refused:
        return pack_findings([refused.finding])
    except MemoryError:
        return pack_findings([fault("heavy")])


def _answer(request: bytes) -> bytes:
    asked = unpack_request(request)
    found = check_template(asked.template)
    if asked.seen is None or any(finding.level is Level.FAULT for finding in found):
        return pack_findings(found)
    return pack_docx(fill_own(asked.template, asked.seen, asked.photos))


if __name__ == "__main__":
    limit(*map(int, sys.argv[1:4]))
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))
