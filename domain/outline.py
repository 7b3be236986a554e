"""The programme's outline filled: each heading with what belongs under it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import takewhile

from domain.material import SAID, Asked, Material, Merged, said, together
from domain.next_plan import next_plan, plan_without_blocks
from domain.plan_names import fold
from domain.plan_words import MovesTime, point_letter, without_number
from domain.programme import Asks, Heading, Task
from domain.report import Kind, MergeProposal, Paragraph, Section
from domain.status import Said
from domain.task_results import task_paragraphs

_MARKS = " :.;"
_Found = tuple[Section, tuple[MergeProposal, ...]]
_Part = tuple[str, Merged]
"""A block's heading in the plan, and what stands below it."""


def filled_outline(
    material: Material, move: MovesTime
) -> tuple[tuple[Section, ...], tuple[MergeProposal, ...]]:
    """The outline filled, in reading order, and what in it may be merged by a person."""
    top = material.programme.outline
    found = [part for heading in top for part in _outline(material, heading, 1, move)]
    proposals = (proposal for _, proposals in found for proposal in proposals)
    return tuple(section for section, _ in found), tuple(proposals)


def _outline(
    material: Material, heading: Heading, level: int, move: MovesTime
) -> Iterator[_Found]:
    """A heading and what stands below it, in reading order."""
    alone, parts = _parts(material, heading, level)
    children = (_outline(material, child, level + 1, move) for child in heading.children)
    below = [found for child in children for found in child]
    below += _subsections(heading, level, parts, first=len(heading.children) + 1)
    own = _own_words(material, heading)
    if _is_next_plan(heading, level):
        lead_in = Merged(tuple(_lead_in(material, heading, move)))
        own = together([lead_in, own, alone, plan_without_blocks(material, heading.number)])
    if heading.asks is Asks.TASKS and not own.paragraphs and not below:
        return
    filled = _filled(material, heading, own, bool(below))
    yield _section(replace(heading, title=move(heading.title)), level, filled)
    yield from below


def _is_next_plan(heading: Heading, level: int) -> bool:
    """The one top heading that nobody is asked for and that is computed: the tasks to come."""
    return level == 1 and heading.asks is Asks.COMPUTED


def _parts(material: Material, heading: Heading, level: int) -> tuple[Merged, list[_Part]]:
    """What stands block by block below a heading: results, or the plan of the next period. Of the
    plan, a lone block that is called as the heading itself needs no heading: it comes first."""
    if not _is_next_plan(heading, level):
        return Merged(), list(_by_block(material, heading))
    parts = [(part.title, part.merged) for part in next_plan(material, heading.number)]
    names = [fold(without_number(title)).strip(_MARKS) for title, _ in parts]
    if names == [fold(heading.title).strip(_MARKS)]:
        return parts[0][1], []
    return Merged(), parts


def _by_block(material: Material, heading: Heading) -> Iterator[_Part]:
    """The results of the tasks that belong under a heading, a block of the plan each."""
    for block in material.blocks():
        tasks = [material.programme.task(code) for code in block.tasks]
        here = [task for task in tasks if task.heading == heading.number]
        merged = together(task_paragraphs(material, task) for task in here)
        if not merged.paragraphs and _any_entry(material, here):
            merged = Merged((Paragraph(Kind.NOTHING),))
        if merged.paragraphs:
            yield block.heading, merged


def _subsections(
    heading: Heading, level: int, parts: Iterable[_Part], first: int = 1
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
    return Merged((Paragraph(_silence(material, heading)),))


def _lead_in(material: Material, heading: Heading, move: MovesTime) -> Iterator[Paragraph]:
    """The plan's fixed sentence above the tasks ("… một số nội dung sau:"); no year's answer."""
    said = material.programme.previous_answers.get(heading.number, ())
    for line in takewhile(lambda line: line.rstrip().endswith(":"), said):
        yield Paragraph(Kind.LEAD_IN, move(line))


def _silence(material: Material, heading: Heading) -> Kind:
    """Nothing stands under the heading: somebody said so, nobody spoke of it, or nobody sent."""
    drafting = material.programme.drafting_unit
    asked = [drafting] if heading.asks is Asks.DRAFTING_UNIT and drafting else material.papers
    sent = [unit for unit in asked if material.is_in(unit)]
    if not sent:
        return Kind.NOT_REPORTED
    said = any(_says_there_is_nothing(material, unit, heading) for unit in sent)
    return Kind.NOTHING if said else Kind.NOT_MENTIONED


def _says_there_is_nothing(material: Material, unit: str, heading: Heading) -> bool:
    """It passed the question over knowingly, or had nothing to report on any of its tasks."""
    passed = material.entry(unit, heading.number)
    if passed is not None and passed.skipped:
        return True
    entries = [material.entry(unit, task.code) for task in material.programme.tasks_of(unit)]
    return bool(entries) and all(e and e.said is Said.NOTHING_TO_REPORT for e in entries)


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
