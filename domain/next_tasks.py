"""The tasks of the next period, from what the units planned in an issued report."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from domain.material import Material
from domain.next_plan import next_plan
from domain.plan_changes import free_code, with_code
from domain.plan_names import short_title
from domain.programme import Asks, Block, Programme, Task
from domain.proposals import (
    Followed,
    Origin,
    ProposedBlock,
    ProposedPlan,
    ProposedTask,
    shell_of,
)
from domain.proposed_programme import as_groups
from domain.report import Paragraph, Row, SentPaper
from domain.status import TaskStatus

ReadsTask: TypeAlias = Callable[[Task], Task]
"""Takes from a task's own new words what they say of its figures and its deadline."""

_FINISHED = {
    TaskStatus.HT,
    TaskStatus.HT_DUNG_HAN,
    TaskStatus.HT_QUA_HAN,
    TaskStatus.KHONG_PHAT_SINH,
}


@dataclass(frozen=True, slots=True)
class Issued:
    """What an issued report was compiled from: `rows` hold how each unit left each task."""

    papers: Mapping[str, SentPaper]
    rows: tuple[Row, ...]
    data_to: date
    codes: frozenset[str] = frozenset()
    """Of all tasks that the programme of its period had."""


@dataclass(frozen=True, slots=True)
class _Words:
    """One way of putting a task in the plan, and the units that put it so; none: all of them."""

    text: str
    units: tuple[str, ...]


@dataclass
class _Draft:
    programme: Programme
    read: ReadsTask
    rows: Mapping[str, Row]
    taken: set[str]
    words: dict[str, list[_Words]] = field(default_factory=dict)
    added: list[_Words] = field(default_factory=list)


def propose_next(
    issued: Issued, now: Followed, source: str, name: str, read: ReadsTask
) -> ProposedPlan:
    """The plan section of a report as a proposal for the programme that is followed `now`.

    Tasks that are carried on keep their code and all that belongs to them. Changed words keep
    the code where nobody carries the old ones on. What is added gets a code that was never used.
    Tasks that were ended are left out; those of them that were not done follow the blocks.
    """
    assert now.programme is not None, "a report is of a programme that is followed"
    programme = now.programme
    taken = {task.code for task in programme.tasks} | set(issued.codes)
    draft = _Draft(programme, read, {row.task: row for row in issued.rows}, taken)
    material = Material(programme, issued.papers, issued.data_to)
    _hear(draft, (p for part in next_plan(material, "") for p in part.merged.paragraphs))
    blocks = material.blocks()
    planned = [_planned(draft, block) for block in blocks]
    planned += _homeless(draft)
    unfinished = [_unfinished(draft, block) for block in blocks]
    return ProposedPlan(
        source, name, shell_of(programme), now.version, _in_order(planned, unfinished), now.codes
    )


def _hear(draft: _Draft, paragraphs: Iterable[Paragraph]) -> None:
    for paragraph in paragraphs:
        units = tuple(dict.fromkeys(source.unit for source in paragraph.sources))
        words = _Words(paragraph.text, units)
        if paragraph.item is None:
            draft.added.append(words)
        else:
            draft.words.setdefault(paragraph.item, []).append(words)


def _planned(draft: _Draft, block: Block) -> ProposedBlock:
    """A block with its tasks as they go on, and what its units add and no block before took."""
    tasks = [one for code in block.tasks for one in _going_on(draft, code)]
    members = {unit for code in block.units for unit in draft.programme.members(code)}
    own = [words for words in draft.added if set(words.units) <= members]
    draft.added = [words for words in draft.added if words not in own]
    number = block.tasks[0].partition(".")[0] if block.tasks else _free_block(draft)
    heading = draft.programme.task(block.tasks[0]).heading if block.tasks else _heading(draft)
    tasks += [_added(draft, words, number, heading) for words in own]
    return ProposedBlock(block.heading, block.units, tuple(tasks), block.group)


def _going_on(draft: _Draft, code: str) -> list[ProposedTask]:
    task = draft.programme.task(code)
    ways = draft.words.get(code, [])
    kept = [way for way in ways if way.text == task.text]
    tasks = [_carried(draft, task, way) for way in kept]
    for way in ways:
        if way not in kept:
            free = not tasks
            changed = with_code(task, code if free else _fresh(draft, code))
            tasks.append(_changed(draft, changed, task, way))
    return tasks


def _carried(draft: _Draft, task: Task, way: _Words) -> ProposedTask:
    units = _units(draft.programme, task, way)
    return ProposedTask(
        replace(task, units=units), Origin.CARRIED, _statuses(draft, task.code, way.units)
    )


def _changed(draft: _Draft, changed: Task, task: Task, way: _Words) -> ProposedTask:
    worded = replace(
        changed,
        text=way.text,
        short_title=short_title(way.text),
        units=_units(draft.programme, task, way),
    )
    return ProposedTask(draft.read(worded), Origin.CHANGED, _statuses(draft, task.code, way.units))


def _units(programme: Programme, task: Task, way: _Words) -> tuple[str, ...]:
    """The task's own units where all of them put it so, else those who do."""
    if not way.units or set(way.units) == set(programme.answering(task)):
        return task.units
    return as_groups(programme, way.units)


def _added(draft: _Draft, words: _Words, number: str, heading: str) -> ProposedTask:
    task = Task(
        code=_fresh(draft, f"{number}.1"),
        short_title=short_title(words.text),
        text=words.text,
        units=as_groups(draft.programme, words.units),
        heading=heading,
    )
    return ProposedTask(draft.read(task), Origin.ADDED)


def _fresh(draft: _Draft, code: str) -> str:
    fresh = free_code(code, draft.taken)
    draft.taken.add(fresh)
    return fresh


def _homeless(draft: _Draft) -> list[ProposedBlock]:
    """What was added by units that no block names: a block for each such unit."""
    by_units: dict[tuple[str, ...], list[_Words]] = {}
    for words in draft.added:
        by_units.setdefault(words.units, []).append(words)
    names = {unit.code: unit.name for unit in draft.programme.units}
    blocks = []
    for units, own in by_units.items():
        number, heading = _free_block(draft), _heading(draft)
        tasks = tuple(_added(draft, words, number, heading) for words in own)
        title = ", ".join(names.get(unit, unit) for unit in units)
        blocks.append(ProposedBlock(title, units, tasks))
    return blocks


def _free_block(draft: _Draft) -> str:
    numbers = (code.partition(".")[0] for code in draft.taken)
    return str(max((int(number) for number in numbers if number.isdecimal()), default=0) + 1)


def _heading(draft: _Draft) -> str:
    """Where the report has the results of tasks."""
    headings = draft.programme.headings()
    return next((heading.number for heading in headings if heading.asks is Asks.TASKS), "")


def _unfinished(draft: _Draft, block: Block) -> ProposedBlock:
    tasks = filter(None, (_left(draft, draft.programme.task(code)) for code in block.tasks))
    return ProposedBlock(block.heading, block.units, tuple(tasks), block.group, unfinished=True)


def _left(draft: _Draft, task: Task) -> ProposedTask | None:
    """The task for those units that ended it before it was done."""
    ways = draft.words.get(task.code, [])
    if any(not way.units for way in ways):
        return None
    going_on = {unit for way in ways for unit in way.units}
    left = [unit for unit in draft.programme.answering(task) if unit not in going_on]
    undone = [u for u in left if set(_statuses(draft, task.code, (u,))) - _FINISHED]
    if not undone:
        return None
    units = _units(draft.programme, task, _Words(task.text, tuple(undone)))
    statuses = _statuses(draft, task.code, undone)
    return ProposedTask(replace(task, units=units), Origin.UNFINISHED, statuses)


def _statuses(draft: _Draft, code: str, units: Sequence[str]) -> tuple[str, ...]:
    """How these units left a task in the report, each status once; of all, where none is named."""
    row = draft.rows.get(code)
    cells = row.cells if row else ()
    return tuple(dict.fromkeys(c.status for c in cells if not units or c.unit in units))


def _in_order(
    planned: Sequence[ProposedBlock], unfinished: Sequence[ProposedBlock]
) -> tuple[ProposedBlock, ...]:
    """The plan's blocks, then what is unfinished, each knowing the block it comes from."""
    filled = [place for place, block in enumerate(planned) if block.tasks]
    places = {place: n for n, place in enumerate(filled)}
    rest = [
        replace(block, joins=places.get(place))
        for place, block in enumerate(unfinished)
        if block.tasks
    ]
    return (*(planned[place] for place in filled), *rest)
