"""The plan of the next period: what carries over, what changes, what ends, what is new."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from domain.material import Asked, Material, Merged, said, together
from domain.merging import Line, lines_said, merge
from domain.programme import Block, Task
from domain.report import Kind, Paragraph, Source
from domain.submission import PlanAction, PlanItem

_PLANNED = Paragraph(Kind.PLANNED)


@dataclass(frozen=True, slots=True)
class PlanPart:
    """A heading of the plan section: the block's words and the paragraphs under it."""

    title: str
    merged: Merged


def next_plan(material: Material, heading: str) -> tuple[PlanPart, ...]:
    """The plan by block, in the plan's order. A task carries over unless the unit said otherwise;
    what a unit added follows the tasks of the first block that names it."""
    blocks = material.blocks()
    parts = [
        PlanPart(block.heading, _block(material, block, _adding(material, blocks, block), heading))
        for block in blocks
    ]
    if blocks:
        parts += [_without_block(material, unit, heading) for unit in _homeless(material, blocks)]
    return tuple(part for part in parts if part.merged.paragraphs)


def plan_without_blocks(material: Material, heading: str) -> Merged:
    """What the units of a plan without blocks add: it stands under the heading itself."""
    if material.blocks():
        return Merged()
    units = tuple(material.papers)
    asked = Asked(units, speaks_for_all=material.programme.drafting_unit)
    return _added(material, units, asked, heading)


def _block(material: Material, block: Block, adding: tuple[str, ...], heading: str) -> Merged:
    tasks = [material.programme.task(code) for code in block.tasks]
    asked = Asked(_units(material, block), material.group_noun(block))
    carried = [_task(material, task, heading) for task in tasks]
    return together([*carried, _added(material, adding, asked, heading)])


def _task(material: Material, task: Task, heading: str) -> Merged:
    """The task's own words for those who carry it on, then the new words of those who changed."""
    units = material.programme.answering(task)
    asked = Asked(units, material.group_noun(task))
    items = {unit: _item(material, unit, task.code) for unit in units}
    carrying = [unit for unit, item in items.items() if _carries(item)]
    carried = Line(task.text, tuple(_carried(unit, items[unit], task) for unit in carrying))
    changed = [
        line
        for unit, item in items.items()
        if item and item.action is PlanAction.CHANGE and item.statement
        for line in lines_said([item.statement], unit, task.code)
    ]
    shape = replace(_PLANNED, item=task.code, about=task.short_title)
    lines = merge(([carried] if carrying or not units else []) + changed)
    return said(material, lines, asked, shape, heading)


def _added(material: Material, units: Iterable[str], asked: Asked, heading: str) -> Merged:
    lines = [
        line
        for unit in units
        for item in sorted(_items(material, unit), key=lambda item: item.place)
        if item.action is PlanAction.ADD and item.statement
        for line in lines_said([item.statement], unit, item.key)
    ]
    return said(material, merge(lines), asked, _PLANNED, heading)


def _without_block(material: Material, unit: str, heading: str) -> PlanPart:
    return PlanPart(material.name(unit), _added(material, [unit], Asked((unit,)), heading))


def _adding(material: Material, blocks: tuple[Block, ...], block: Block) -> tuple[str, ...]:
    """The units whose additions stand in this block: it is the first that names them."""
    before = blocks[: blocks.index(block)]
    earlier = {unit for other in before for unit in _units(material, other)}
    return tuple(unit for unit in _units(material, block) if unit not in earlier)


def _homeless(material: Material, blocks: tuple[Block, ...]) -> list[str]:
    housed = {unit for block in blocks for unit in _units(material, block)}
    return [unit for unit in material.papers if unit not in housed]


def _units(material: Material, block: Block) -> tuple[str, ...]:
    members = (unit for code in block.units for unit in material.programme.members(code))
    return tuple(dict.fromkeys(members))


def _items(material: Material, unit: str) -> tuple[PlanItem, ...]:
    paper = material.papers.get(unit)
    return paper.plan if paper and paper.version else ()


def _item(material: Material, unit: str, key: str) -> PlanItem | None:
    return next((item for item in _items(material, unit) if item.key == key), None)


def _carries(item: PlanItem | None) -> bool:
    """A change without new words changes nothing."""
    if item is None or item.action is PlanAction.CARRY:
        return True
    return item.action is PlanAction.CHANGE and item.statement is None


def _carried(unit: str, item: PlanItem | None, task: Task) -> Source:
    statement = item.statement if item else None
    if statement is None:
        return Source(unit, "", "", "", task.code)
    return Source(unit, statement.person, statement.at.isoformat(), statement.message, task.code)
