"""One reader for all documents: lines in, a plan out."""

from dataclasses import replace

from documents.plan.annex import place_annex_titles
from documents.plan.drafting import drafting_unit
from documents.plan.duties import duties_in
from documents.plan.found import Found, Told, blocks_of
from documents.plan.goals import goals_in_tables, goals_of, said
from documents.plan.head import Head, government_in, read_head, with_place
from documents.plan.indicators import figures_in
from documents.plan.items import Item
from documents.plan.joining import items_of
from documents.plan.ledger import Ledger
from documents.plan.lines import Line
from documents.plan.outline import heading_of, matter_of, read_answers, with_tasks_heading
from documents.plan.own import issuing_unit
from documents.plan.sections import About, Section, first_heading, sections_of
from documents.plan.tail import Tail, abbreviations, read_tail, tail_start
from domain.plan import ImportedPlan, PlannedBlock, PlannedGoal, PlannedTask, ReportDuty
from domain.programme import Frame, Heading


def plan_of(lines: list[Line]) -> ImportedPlan | None:
    """The plan in a document's lines; None where there are neither tasks nor known headings."""
    ledger = Ledger()
    items = items_of(lines)
    start, end = _body(items)
    head = read_head(items[:start], ledger)
    tail = read_tail(items[end:], ledger)
    frame = _frame(head, tail)
    sections = sections_of(items[start:end]) or _attached(tail)
    found = blocks_of(sections, tail.annex, _told(frame), ledger)
    matters = {matter_of(block.heading) for block in found.blocks}
    headings, answers = read_answers(found.sections, ledger, matters)
    if not found.blocks and all(section.about is About.OTHER for section in sections):
        return None
    headings, blocks = _with_headings(headings, found.blocks, matters)
    goals = _goals(found, tail, blocks, ledger)
    duties = _duties(items[start:], blocks, ledger)
    place_annex_titles(_open(items[start:], ledger), ledger, bool(tail.signature))
    return ImportedPlan(
        frame=frame,
        outline=tuple(headings),
        blocks=blocks,
        report_duties=duties,
        unplaced=ledger.unplaced(lines),
        previous_answers=_answers(answers, found),
        drafting_unit=_drafting(tail, blocks),
        groups=found.groups,
        places=ledger.places(),
        goals=goals,
        rows={line.number: (line.table, line.row) for line in lines if line.table},
    )


def _body(items: list[Item]) -> tuple[int, int]:
    """From the first heading to the closing sentence; without a heading nothing is body."""
    end = tail_start(items)
    return first_heading(items[:end]), end


def _told(frame: Frame) -> Told:
    unit = issuing_unit(frame.issuer, (frame.opening, frame.title, frame.closing))
    return Told(frame.issuer, unit, frame.title, frame.date)


def _open(items: list[Item], ledger: Ledger) -> list[Item]:
    return [item for item in items if item.lines[0] not in ledger.taken]


def _drafting(tail: Tail, blocks: tuple[PlannedBlock, ...]) -> str | None:
    names = [name for block in blocks for name in block.units]
    return drafting_unit(abbreviations(tail.recipients), names)


def _goals(
    found: Found, tail: Tail, blocks: tuple[PlannedBlock, ...], ledger: Ledger
) -> tuple[PlannedGoal, ...]:
    tasks = {said(task.text): task.code for block in blocks for task in block.tasks}
    goals = goals_of(found.sections, tasks, ledger)
    left = [item for section in found.sections for item in section.items]
    return goals + goals_in_tables(_open([*left, *tail.annex], ledger), None, ledger)


def _duties(
    items: list[Item], blocks: tuple[PlannedBlock, ...], ledger: Ledger
) -> tuple[ReportDuty, ...]:
    """Of all that is no answer: those tell of reports that were sent."""
    asking = [i for i in items if not ledger.taken.get(i.lines[0], "").startswith("answer")]
    units = {line: task.units for b in blocks for task in b.tasks for line in task.lines}
    duties = duties_in(asking, units)
    said = {duty.line for duty in duties}
    ledger.place([item for item in asking if item.line in said], "report duty")
    return duties


def _attached(tail: Tail) -> list[Section]:
    """The sections of a plan that stands behind the decision which issues it."""
    start = first_heading(tail.annex)
    sections = sections_of(tail.annex[start:])
    tail.annex = tail.annex[:start]
    return sections


def _frame(head: Head, tail: Tail) -> Frame:
    closing = "\n".join(tail.closing) or None
    opening = "\n".join(head.opening) or None
    title = " ".join(head.title) or None
    said = (text for text in (closing, opening, title) if text)
    issuer = head.issuer or next(filter(None, map(government_in, said)), None)
    issuer = with_place(issuer, head.place, opening) if issuer else None
    return Frame(
        issuer=issuer,
        receiver=(head.receiver or "").strip(" ;.") or None,
        number=head.number,
        date=head.date,
        place=head.place,
        title=title,
        opening=opening,
        closing=closing,
        legal_bases=tuple(dict.fromkeys(head.bases)),
        recipients=tuple(tail.recipients),
        signature=tuple(tail.signature),
    )


def _answers(answers: dict[str, tuple[str, ...]], found: Found) -> dict[str, tuple[str, ...]]:
    """Also the sentences that lead in to the blocks."""
    led_in = {number: tuple(texts) for number, texts in found.lead_ins.items() if texts}
    return answers | led_in


def _with_headings(
    headings: list[Heading], blocks: list[PlannedBlock], matters: set[str]
) -> tuple[list[Heading], tuple[PlannedBlock, ...]]:
    """Each task with the heading that its result is reported under, and its indicators."""
    own = {
        task.code: heading_of(task.units, block.heading, headings)
        for block in blocks
        for task in block.tasks
    }
    headings, common = with_tasks_heading(headings, all(own.values()), matters)
    return headings, tuple(
        replace(
            block, tasks=tuple(_headed(task, own[task.code] or common) for task in block.tasks)
        )
        for block in blocks
    )


def _headed(task: PlannedTask, heading: str) -> PlannedTask:
    """A table's own figure is not read again from its words."""
    figures = [] if task.indicators else figures_in(task.text, task.code)
    lines = [task.lines[task.text.count("\n", 0, at)] for at, _ in figures]
    return replace(
        task,
        heading=heading,
        indicators=task.indicators or tuple(indicator for _, indicator in figures),
        indicator_lines=tuple(lines) or (task.line,) * len(task.indicators),
    )
