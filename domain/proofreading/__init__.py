"""What officials get wrong in a text: found, placed, and never corrected unasked."""

from collections.abc import Sequence

from domain.findings import SURE, Finding
from domain.proofreading.abbreviations import abbreviations
from domain.proofreading.layout import frame, headings, parts
from domain.proofreading.marks import days, marks, numbers
from domain.proofreading.names import names
from domain.proofreading.references import references
from domain.proofreading.sheet import Sheet
from domain.proofreading.spelling import spelling
from domain.proofreading.totals import sums

_CHECKS = (
    *(references, spelling, marks, numbers, days, names),
    *(headings, parts, frame, sums),
)


def proofread(text: str, plan: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Everything that looks wrong in `text` (NFC, one or many lines), in the order of the text.

    Places are offsets in `text`; two findings never overlap: the first of a place stays. `plan`
    are the words of the plan, by which swapped abbreviations are recognised. Rules: NĐ
    30/2020/NĐ-CP, Phụ lục I to III.
    """
    sheet = Sheet(text)
    found = [finding for check in _CHECKS for finding in check(sheet)]
    return without_overlaps([*found, *abbreviations(sheet, plan)])


def surely_wrong(text: str) -> tuple[Finding, ...]:
    """The findings that are wrong wherever they stand: for who has no time to read doubts."""
    sheet = Sheet(text)
    found = [finding for check in (references, spelling, days) for finding in check(sheet)]
    return without_overlaps([finding for finding in found if finding.kind in SURE])


def without_overlaps(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """In the order of the text; of two in one place the longer one, which says more."""
    kept: list[Finding] = []
    for finding in sorted(found, key=lambda f: (f.start, -f.end, f.kind)):
        if not kept or finding.start >= kept[-1].end:
            kept.append(finding)
    return tuple(kept)
