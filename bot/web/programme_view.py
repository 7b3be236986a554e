"""A programme as its page shows it: blocks with their tasks, units with their people."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.people import Invite, Role
from domain.programme import Programme, Task
from storage.staff import Member


@dataclass(frozen=True, slots=True)
class ShownTask:
    task: Task
    supporting: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """`heading` is None for tasks that stand in no block of the plan."""

    heading: str | None
    units: tuple[str, ...]
    tasks: tuple[ShownTask, ...]


@dataclass(frozen=True, slots=True)
class ShownUnit:
    code: str
    name: str
    tasks: int
    focal_points: tuple[Member, ...]
    heads: tuple[Member, ...]
    waiting: tuple[Invite, ...]
    """Invites that nobody has used yet."""


def programme_data(
    programme: Programme, staff: Mapping[str, Sequence[Member]], waiting: Sequence[Invite]
) -> dict[str, object]:
    names = {unit.code: unit.name for unit in programme.units}
    units = tuple(_units(programme, staff, waiting))
    return {
        "programme": programme,
        "blocks": tuple(_blocks(programme)),
        "units": units,
        "without": sum(1 for unit in units if not unit.focal_points),
        "waiting": [i for i in waiting if i.unit is None or i.unit in names],
        "names": names,
    }


def _blocks(programme: Programme) -> Iterator[ShownBlock]:
    names = {unit.code: unit.name for unit in programme.units}
    names |= {group.code: group.name for group in programme.groups}
    tasks = {
        task.code: ShownTask(task, tuple(names.get(code, code) for code in task.supporting))
        for task in programme.tasks
    }
    for block in programme.blocks:
        placed = tuple(tasks.pop(code) for code in block.tasks if code in tasks)
        yield ShownBlock(block.heading, tuple(names.get(u, u) for u in block.units), placed)
    if tasks:
        yield ShownBlock(None, (), tuple(tasks.values()))


def _units(
    programme: Programme, staff: Mapping[str, Sequence[Member]], waiting: Sequence[Invite]
) -> Iterator[ShownUnit]:
    tasks = programme.tasks_by_unit()
    invited: dict[str | None, list[Invite]] = {}
    for invite in waiting:
        invited.setdefault(invite.unit, []).append(invite)
    for unit in programme.units:
        members = staff.get(unit.code, ())
        yield ShownUnit(
            unit.code,
            unit.name,
            len(tasks.get(unit.code, ())),
            tuple(member for member in members if member.role is Role.FOCAL_POINT),
            tuple(member for member in members if member.role is Role.UNIT_HEAD),
            tuple(invited.get(unit.code, ())),
        )
