"""Numbers in a rewritten text against those that were computed for the same heading."""

import re
from collections.abc import Iterator, Sequence

from domain.findings import Finding, Flaw
from domain.proofreading.sheet import Sheet, lowered
from domain.report import FigureLine, GroupCount, Paragraph
from domain.written import written_number

_OF = re.compile(r"(?<![\w.,/-])(\d{1,5})/(\d{1,5})(?![\w/])")
_NUMBER = re.compile(r"[^\d\n;.]{0,30}?(\d[\d.,]*\d|\d)")
_DATED = re.compile(r"[/\d]")


def replaced(sheet: Sheet, own: Sequence[Paragraph]) -> Iterator[Finding]:
    """ "16/17" where 15 of 17 were counted; another number behind the name of a figure. `own` are
    the paragraphs that the text stands for."""
    yield from _counts(sheet, [p.count for p in own if p.count])
    for paragraph in own:
        if paragraph.figure:
            yield from _figure(sheet, paragraph.figure)


def _counts(sheet: Sheet, counts: Sequence[GroupCount]) -> Iterator[Finding]:
    totals = {count.total for count in counts}
    known = {(number, count.total) for count in counts for number in _numbers(count)}
    for match in _OF.finditer(sheet.text):
        number, total = int(match[1]), int(match[2])
        if total in totals and (number, total) not in known:
            yield sheet.finding(Flaw.TOTAL, *match.span())


def _numbers(count: GroupCount) -> tuple[int, ...]:
    said = (count.done, count.doing, count.not_started, count.nothing, count.missing)
    return (*said, count.total, count.total - count.missing)


def _figure(sheet: Sheet, figure: FigureLine) -> Iterator[Finding]:
    name = lowered(figure.indicator)
    known = {
        written_number(value)
        for value in (figure.value, figure.cumulative, figure.of, figure.target)
        if value
    }
    at = sheet.low.find(name) if name else -1
    number = _NUMBER.match(sheet.text, at + len(name)) if at >= 0 else None
    if number and number[1] not in known and not _DATED.match(sheet.text, number.end()):
        yield sheet.finding(Flaw.TOTAL, *number.span(1), written_number(figure.value))
