"""The programme of those blocks of a proposed plan that were taken."""

from collections.abc import Sequence
from dataclasses import replace

from domain.plan_names import unit_code
from domain.programme import Block, Programme, Task, UnitGroup
from domain.proposals import ProposedBlock, ProposedPlan
from domain.verdicts import Verdict


def programme_of(plan: ProposedPlan, verdicts: Sequence[Verdict]) -> Programme:
    """The programme of the blocks that were taken.

    Unfinished tasks stand in the block they come from. Units that only blocks left out name are
    not in it, unless they were followed before.
    """
    programme = plan.shell
    blocks: list[Block] = []
    tasks: list[Task] = []
    for place, own in sorted(_taken(plan, verdicts).items()):
        block = plan.blocks[place]
        for task in own:
            programme, grouped = _grouped(programme, block, task)
            tasks.append(grouped)
        codes = tuple(task.code for task in own)
        blocks.append(Block(block.heading, block.units, codes, block.group))
    return _without_spare(replace(programme, tasks=tuple(tasks), blocks=tuple(blocks)), plan)


def _grouped(programme: Programme, block: ProposedBlock, task: Task) -> tuple[Programme, Task]:
    """Part of a group is a group of its own, of the same name: it is counted as one."""
    group = _part_of_group(programme, block, task)
    if group is None:
        return programme, task
    others = (known for known in programme.groups if known != group)
    return replace(programme, groups=(*others, group)), replace(task, units=(group.code,))


def _part_of_group(programme: Programme, block: ProposedBlock, task: Task) -> UnitGroup | None:
    whole = next((g for g in programme.groups if g.code in block.units), None)
    if whole is None or len(task.units) < 2 or not set(task.units) < set(whole.members):
        return None
    members = tuple(unit for unit in whole.members if unit in task.units)
    alike = (group for group in programme.groups if group.members == members)
    taken = {group.code for group in programme.groups} | {unit.code for unit in programme.units}
    code = unit_code(whole.name, taken)
    return next(alike, None) or UnitGroup(code, whole.name, members)


def _taken(plan: ProposedPlan, verdicts: Sequence[Verdict]) -> dict[int, list[Task]]:
    """The tasks that were taken, by the place of the block that they stand in."""
    taken: dict[int, list[Task]] = {}
    for place, (block, verdict) in enumerate(zip(plan.blocks, verdicts, strict=True)):
        if verdict is Verdict.TAKEN:
            at = place if block.joins is None else block.joins
            taken.setdefault(at, []).extend(proposed.task for proposed in block.tasks)
    return {place: _joined(tasks, plan.shell) for place, tasks in taken.items()}


def _joined(tasks: Sequence[Task], shell: Programme) -> list[Task]:
    """A task that some units carry on and others did not finish is one task of them all; what is
    taken back stands behind."""
    by_code: dict[str, list[Task]] = {}
    for task in tasks:
        by_code.setdefault(task.code, []).append(task)
    return [_together(same, shell) for same in by_code.values()]


def _together(tasks: Sequence[Task], shell: Programme) -> Task:
    if len(tasks) == 1:
        return tasks[0]
    units = tuple(dict.fromkeys(unit for task in tasks for unit in shell.answering(task)))
    return replace(tasks[0], units=as_groups(shell, units))


def as_groups(programme: Programme, units: Sequence[str]) -> tuple[str, ...]:
    """The code of the group that these unit codes are, else the codes themselves."""
    alike = (g.code for g in programme.groups if g.members and set(g.members) == set(units))
    group = next(alike, None)
    return (group,) if group else tuple(units)


def _without_spare(programme: Programme, plan: ProposedPlan) -> Programme:
    answering = {unit for task in programme.tasks for unit in programme.answering(task)}
    named = {code for task in programme.tasks for code in task.units} | set(plan.known)
    kept = answering | named | {programme.drafting_unit}
    return replace(
        programme,
        units=tuple(unit for unit in programme.units if unit.code in kept),
        groups=tuple(group for group in programme.groups if group.code in named),
    )
