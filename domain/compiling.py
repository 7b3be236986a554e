"""Compiling: the programme's outline filled with what the units sent. A function of its data."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from domain.calendar import in_vietnam
from domain.changes import changed_since
from domain.letterhead import letterhead
from domain.material import SAID, Asked, Material, Merged, said
from domain.next_plan import next_plan
from domain.plan_words import MovesTime, move_frame, moves_time, point_letter, without_number
from domain.programme import Asks, Heading, Programme, Task
from domain.report import (
    CompiledReport,
    Kind,
    MergeProposal,
    Paragraph,
    ReportUnit,
    Section,
    SentPaper,
    count_statuses,
)
from domain.submission import Period
from domain.task_results import row, task_paragraphs


def compile_report(
    programme: Programme,
    period: Period,
    papers: Sequence[SentPaper],
    previous: CompiledReport | None = None,
    soon_days: int = 15,
) -> CompiledReport:
    """The report of a period from the last sent versions, one paper a unit of the roster.

    The order of `papers` does not matter. `soon_days` is the threshold of "sắp đến hạn"
    (calendar days). With `previous`, `changed` says what differs from it.
    """
    ordered = {paper.unit: paper for paper in _in_order(programme, papers)}
    material = Material(programme, ordered, period.data_to, soon_days)
    move = moves_time(programme, period.code)
    frame = move_frame(programme.frame, move)
    sections, proposals = _sections(material, move)
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
    )
    return replace(report, changed=changed_since(previous, report)) if previous else report


def _in_order(programme: Programme, papers: Sequence[SentPaper]) -> tuple[SentPaper, ...]:
    places = {unit.code: place for place, unit in enumerate(programme.units)}
    return tuple(sorted(papers, key=lambda p: (places.get(p.unit, len(places)), p.unit)))


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


_Found = tuple[Section, tuple[MergeProposal, ...]]


def _sections(
    material: Material, move: MovesTime
) -> tuple[tuple[Section, ...], tuple[MergeProposal, ...]]:
    found = [
        part for heading in material.programme.outline for part in _outline(material, heading, 1)
    ]
    moved = (replace(section, title=move(section.title)) for section, _ in found)
    return tuple(moved), tuple(proposal for _, proposals in found for proposal in proposals)


def _outline(material: Material, heading: Heading, level: int) -> Iterator[_Found]:
    """A heading and what stands below it, in reading order."""
    below = list(_below(material, heading, level))
    own = _own_words(material, heading)
    if heading.asks is Asks.TASKS and not own.paragraphs and not below:
        return
    yield _section(heading, level, _filled(material, heading, own, bool(below)))
    yield from below


def _below(material: Material, heading: Heading, level: int) -> Iterator[_Found]:
    if _is_next_plan(heading, level):
        parts = next_plan(material, heading.number)
        yield from _subsections(heading, level, ((part.title, part.merged) for part in parts))
        return
    for child in heading.children:
        yield from _outline(material, child, level + 1)
    results = _by_block(material, heading)
    yield from _subsections(heading, level, results, first=len(heading.children) + 1)


def _is_next_plan(heading: Heading, level: int) -> bool:
    """The one top heading that nobody is asked for and that is computed: the tasks to come."""
    return level == 1 and heading.asks is Asks.COMPUTED


def _by_block(material: Material, heading: Heading) -> Iterator[tuple[str, Merged]]:
    """The results of the tasks that belong under a heading, a block of the plan each."""
    for block in material.blocks():
        tasks = [material.programme.task(code) for code in block.tasks]
        here = [task for task in tasks if task.heading == heading.number]
        parts = [task_paragraphs(material, task) for task in here]
        merged = _together(parts)
        if not merged.paragraphs and _any_entry(material, here):
            merged = Merged((Paragraph(Kind.NOTHING),))
        if merged.paragraphs:
            yield block.heading, merged


def _subsections(
    heading: Heading, level: int, parts: Iterable[tuple[str, Merged]], first: int = 1
) -> Iterator[_Found]:
    for n, (title, merged) in enumerate(parts):
        place = point_letter(n) if level > 1 else str(first + n)
        number = f"{heading.number}.{place}"
        below = Heading(number, without_number(title), heading.asks)
        section, proposals = _section(below, level + 1, merged)
        yield replace(section, outline=heading.number), proposals


def _own_words(material: Material, heading: Heading) -> Merged:
    """What units said under the heading itself, whoever was asked: nothing said is lost."""
    programme = material.programme
    units = tuple(material.papers)
    lines = material.lines(units, heading.number)
    asked = Asked(units, speaks_for_all=programme.drafting_unit)
    if heading.asks is Asks.DRAFTING_UNIT:
        asked = Asked(tuple(dict.fromkeys(unit for line in lines for unit in line.units)))
    return said(material, lines, asked, replace(SAID, item=heading.number), heading.number)


def _filled(material: Material, heading: Heading, own: Merged, has_below: bool) -> Merged:
    """The heading's own words; totals where tasks follow; a fixed phrase where blank."""
    if heading.asks is Asks.TASKS and has_below:
        return replace(own, paragraphs=(Paragraph(Kind.TOTALS), *own.paragraphs))
    if own.paragraphs or has_below or heading.asks is Asks.FRAME:
        return own
    return Merged(
        (Paragraph(Kind.NOTHING if _was_answered(material, heading) else Kind.NOT_REPORTED),)
    )


def _was_answered(material: Material, heading: Heading) -> bool:
    """Whether somebody who was asked has sent: only then may it say that there is nothing."""
    if heading.asks is Asks.DRAFTING_UNIT and material.programme.drafting_unit:
        return material.is_in(material.programme.drafting_unit)
    return any(map(material.is_in, material.papers))


def _any_entry(material: Material, tasks: Iterable[Task]) -> bool:
    return any(
        material.entry(unit, task.code)
        for task in tasks
        for unit in material.programme.answering(task)
    )


def _section(heading: Heading, level: int, merged: Merged) -> _Found:
    place = heading.number.rsplit(".", 1)[-1]
    section = Section(
        number=heading.number,
        label=f"{place})" if level > 2 else f"{place}.",
        title=heading.title,
        asks=heading.asks,
        level=level,
        paragraphs=merged.paragraphs,
        outline=heading.number,
    )
    return section, merged.proposals


def _together(parts: Sequence[Merged]) -> Merged:
    return Merged(
        tuple(paragraph for part in parts for paragraph in part.paragraphs),
        tuple(proposal for part in parts for proposal in part.proposals),
    )
