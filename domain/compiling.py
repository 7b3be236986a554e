"""Compiling: the programme's outline filled with what the units sent. A function of its data."""

from collections.abc import Sequence
from dataclasses import replace

from domain.calendar import in_vietnam
from domain.changes import changed_since
from domain.collation import Order, collation_key
from domain.evidence_groups import evidence_groups
from domain.indicator_rows import indicator_rows
from domain.letterhead import letterhead
from domain.material import Material
from domain.outline import filled_outline
from domain.period_state import Period
from domain.plan_words import move_frame, moves_time
from domain.programme import Programme
from domain.proofreading.placing import proofread_report
from domain.report import CompiledReport, ReportUnit, SentPaper, count_statuses
from domain.rewriting import Drawn, Rewriting, plain_lines, rewrite
from domain.task_results import row


def compile_report(
    programme: Programme,
    period: Period,
    papers: Sequence[SentPaper],
    previous: CompiledReport | None = None,
    soon_days: int = 15,
    *,
    year_ago: CompiledReport | None = None,
    rewritings: Sequence[Rewriting] = (),
    drawn: Drawn = plain_lines,
) -> CompiledReport:
    """The report of a period from the last sent versions, one paper a unit of the roster.

    The order of `papers` does not matter. `soon_days` is the threshold of "sắp đến hạn"
    (calendar days). With `previous`, `changed` says what differs from it; with `year_ago`, the
    report of the same period of the year before, indicators are compared with it. `rewritings`
    take the place of the words below their headings; `drawn` prints a report's lines, by which it
    is told whether those words are still the ones that were rewritten.
    """
    ordered = {paper.unit: paper for paper in _in_order(programme, papers)}
    material = Material(programme, ordered, period.data_to, soon_days)
    move = moves_time(programme, period.code)
    frame = move_frame(programme.frame, move)
    sections, proposals = filled_outline(material, move)
    rows = tuple(row(material, task, n) for n, task in enumerate(programme.tasks, start=1))
    report = CompiledReport(
        programme=programme.code,
        period=period.code,
        title=frame.title or move(programme.title),
        data_from=period.data_from.isoformat(),
        data_to=period.data_to.isoformat(),
        dated=in_vietnam(period.compile_due).date().isoformat(),
        frame=frame,
        letterhead=letterhead(frame.issuer or "", frame.place),
        sections=sections,
        rows=rows,
        units=tuple(map(_unit, ordered.values())),
        counts=count_statuses(tuple(cell for each in rows for cell in each.cells)),
        merge_proposals=proposals,
        indicators=indicator_rows(material, year_ago),
        evidence=evidence_groups(material),
        annexes=programme.annexes,
    )
    report = rewrite(report, rewritings, drawn)
    return replace(
        report,
        changed=changed_since(previous, report) if previous else (),
        findings=proofread_report(report),
    )


def _in_order(programme: Programme, papers: Sequence[SentPaper]) -> tuple[SentPaper, ...]:
    """As the programme lists the units; those that it does not, by name, at the end."""
    places = {unit.code: place for place, unit in enumerate(programme.units)}

    def place(paper: SentPaper) -> tuple[int, Order, str]:
        return places.get(paper.unit, len(places)), collation_key(paper.unit_name), paper.unit

    return tuple(sorted(papers, key=place))


def _unit(paper: SentPaper) -> ReportUnit:
    return ReportUnit(
        unit=paper.unit,
        name=paper.unit_name,
        state=paper.state.value,
        version=paper.version,
        sent_at=paper.sent_at.isoformat() if paper.sent_at else None,
        late=paper.late,
        on_behalf=paper.on_behalf,
        added_late=paper.added_late,
    )
