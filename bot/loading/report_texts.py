"""A compiled report as an editor sees it: headings, findings, the lines below one heading."""

from collections.abc import Sequence

from aiosqlite import Connection

from documents.report import section_lines
from domain.errors import NothingSuch
from domain.facts import StoredReport
from domain.report import CompiledReport, MergeProposal, Section
from domain.report_text import HeadingLine, HeadingText, ReportText
from storage import people, reports, rewritings
from storage.codec import load


async def text_of(connection: Connection, number: int) -> ReportText:
    """Raises NothingSuch where there is no such report."""
    stored, report = await _report(connection, number)
    standing = {one.heading for one in await rewritings.standing(connection, stored.period)}
    headings = tuple(
        HeadingLine(section.place, section.number, _title(section), section.place in standing)
        for section in report.sections
    )
    return ReportText(headings, report.findings)


async def heading_of(connection: Connection, number: int, place: str) -> HeadingText | None:
    """None where the report has no such heading: the button was one of another version."""
    stored, report = await _report(connection, number)
    section = next((one for one in report.sections if one.place == place), None)
    if section is None:
        return None
    kept = (await rewritings.newest(connection, stored.period)).get(place)
    names = await people.names(connection) if kept else {}
    return HeadingText(
        place,
        _title(section),
        section_lines(section.own, report),
        kept.rewriting if kept else None,
        kept.dropped if kept else False,
        names.get(kept.rewriting.person, "") if kept else "",
        tuple(_near(section, report.merge_proposals)),
        tuple(_names(section, report)),
        tuple(paragraph.text for paragraph in section.own),
    )


async def _report(connection: Connection, number: int) -> tuple[StoredReport, CompiledReport]:
    stored = await reports.get(connection, number)
    if stored is None:
        raise NothingSuch(what=str(number))
    return stored, load(CompiledReport, await reports.compiled(connection, number))


def _title(section: Section) -> str:
    return f"{section.label} {section.title}"


def _near(section: Section, proposals: Sequence[MergeProposal]) -> list[tuple[int, ...]]:
    """The proposals whose sentences all stand in this section."""
    places = {paragraph.text: place for place, paragraph in enumerate(section.own)}
    return [
        tuple(places[text] for text in proposal.texts)
        for proposal in proposals
        if all(text in places for text in proposal.texts)
    ]


def _names(section: Section, report: CompiledReport) -> list[tuple[str, ...]]:
    names = {unit.unit: unit.name for unit in report.units}
    return [
        tuple(dict.fromkeys(names.get(s.unit, s.unit) for s in paragraph.sources))
        if paragraph.voices
        else ()
        for paragraph in section.own
    ]
