"""Which heading of the compiled report an order is about, and what stands below it."""

from collections.abc import Sequence

from domain.errors import NothingSuch
from domain.facts import ReportState, StoredReport
from domain.look_ups import HeadingOf, TextOf
from domain.outline_edit import roman
from domain.report_text import HeadingLine, HeadingText, ReportText
from domain.understanding.folding import fold, plain
from handlers.contract import found
from handlers.coordinator.call import Call
from handlers.coordinator.refusals import NoReport, ReportCannot

_MOST = 40
"""Fewer headings than that are numbered with Roman numbers, whoever writes them."""


def report_of(call: Call) -> StoredReport:
    """The newest compiled version. Raises NoReport where nothing was compiled."""
    if call.board.report is None:
        raise NoReport(period=call.period.code)
    return call.board.report


def open_report(call: Call) -> StoredReport:
    """The same, while it can still change. Raises ReportCannot where it was issued."""
    report = report_of(call)
    if report.state is ReportState.ISSUED:
        raise ReportCannot(
            order="rewrite", version=report.version, state=report.state, number=report.number
        )
    return report


def place_in(call: Call, at: int = 0) -> str:
    """The heading that a button names, from argument `at` on: a title may have the mark in it."""
    return "|".join(call.rest[at:]).rstrip("|")


def text_of(call: Call, report: StoredReport) -> ReportText:
    return found(call.facts, TextOf(report.id), ReportText)


def heading_of(call: Call, report: int, place: str) -> HeadingText:
    """Raises NothingSuch where the report has no such heading."""
    heading = found(call.facts, HeadingOf(report, place), object)
    if not isinstance(heading, HeadingText):
        raise NothingSuch(what=place)
    return heading


def find_heading(text: str, headings: Sequence[HeadingLine]) -> str | None:
    """The place of the one heading whose number stands in `text`, or whose title does."""
    places = {heading.number: heading.place for heading in headings}
    if number := find_number(text, tuple(places)):
        return places[number]
    folded = plain(fold(text).text)
    titled = [h.place for h in headings if (title := _bare_title(h)) and title in folded]
    return titled[0] if len(titled) == 1 else None


def find_number(text: str, numbers: Sequence[str]) -> str | None:
    """The one of `numbers` ("III", "I.3.a") that stands in `text`; "3" is said for "III"."""
    words = [word.strip(".,:;()").casefold() for word in text.split()]
    known = {number.casefold(): number for number in numbers}
    small = {str(n): roman(n).casefold() for n in range(1, _MOST)}
    named = {known[n] for word in words if (n := small.get(word, word)) in known}
    return named.pop() if len(named) == 1 else None


def _bare_title(heading: HeadingLine) -> str:
    return plain(fold(heading.title.partition(" ")[2]).text).strip(" :.")
