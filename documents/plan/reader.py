"""One reader for all documents: lines in, a plan out."""

from dataclasses import replace

from documents.plan.drafting import drafting_unit
from documents.plan.duties import duties_in
from documents.plan.found import Found, blocks_of
from documents.plan.head import Head, government_in, read_head
from documents.plan.indicators import indicators_in
from documents.plan.items import Item, is_page_number, items_of
from documents.plan.ledger import Ledger
from documents.plan.lines import Line
from documents.plan.outline import heading_of, read_answers, with_tasks_heading
from documents.plan.sections import About, first_heading, sections_of
from documents.plan.tail import Tail, abbreviations, read_tail, tail_start
from domain.plan import ImportedPlan, PlannedBlock, PlannedTask
from domain.programme import Frame, Heading


def plan_of(lines: list[Line]) -> ImportedPlan | None:
    """The plan in a document's lines; None where there are neither tasks nor known headings."""
    ledger = Ledger()
    items = [item for item in items_of(lines) if not is_page_number(item)]
    start, end = _body(items)
    head = read_head(items[:start], ledger)
    tail = read_tail(items[end:], ledger)
    sections = sections_of(items[start:end])
    found = blocks_of(sections, tail.annex, head.date, ledger)
    headings, answers = read_answers(found.sections, ledger)
    if not found.blocks and all(section.about is About.OTHER for section in sections):
        return None
    headings, blocks = _with_headings(headings, found.blocks)
    names = [name for block in blocks for name in block.units]
    return ImportedPlan(
        frame=_frame(head, tail),
        outline=tuple(headings),
        blocks=blocks,
        report_duties=duties_in(items[start:]),
        unplaced=ledger.unplaced(lines),
        previous_answers=_answers(answers, found),
        drafting_unit=drafting_unit(abbreviations(tail.recipients), names),
        groups=found.groups,
        places=ledger.places(),
    )


def _body(items: list[Item]) -> tuple[int, int]:
    """From the first heading to the closing sentence; without a heading nothing is body."""
    end = tail_start(items)
    return first_heading(items[:end]), end


def _frame(head: Head, tail: Tail) -> Frame:
    closing = "\n".join(tail.closing) or None
    opening = "\n".join(head.opening) or None
    title = " ".join(head.title) or None
    said = (text for text in (closing, opening, title) if text)
    issuer = head.issuer or next(filter(None, map(government_in, said)), None)
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
    headings: list[Heading], blocks: list[PlannedBlock]
) -> tuple[list[Heading], tuple[PlannedBlock, ...]]:
    """Each task with the heading that its result is reported under, and its indicators."""
    own = {task.code: heading_of(task.units, headings) for b in blocks for task in b.tasks}
    headings, common = with_tasks_heading(headings, fits_all=all(own.values()))
    return headings, tuple(
        replace(
            block, tasks=tuple(_headed(task, own[task.code] or common) for task in block.tasks)
        )
        for block in blocks
    )


def _headed(task: PlannedTask, heading: str) -> PlannedTask:
    return replace(task, heading=heading, indicators=indicators_in(task.text, task.code))
