"""Who plays in the demo: one official a unit, a coordinator, a leader, a head, a substitute."""

from dataclasses import dataclass

from bot.demo.sayings import person_name
from domain.messages import Address
from domain.people import Role
from domain.programme import Programme

COORDINATOR, LEADER, HEAD, SUBSTITUTE = "coordinator", "leader", "head", "substitute"


@dataclass(frozen=True, slots=True)
class Actor:
    """`key` is a unit's code, or one of the names above."""

    key: str
    name: str
    role: Role
    unit: str | None = None

    @property
    def address(self) -> Address:
        return Address("memory", "demo", self.key)


@dataclass(frozen=True, slots=True)
class Parts:
    """Which unit plays which part; the rest send in time. None where a roster is too small."""

    stepwise: str
    returned: str | None
    on_leave: str | None
    never: str | None
    phoned: str | None
    extended: str | None
    late: str | None


def in_time(roster: tuple[str, ...]) -> Parts:
    """Nothing special happens to anybody."""
    return Parts(roster[0], None, None, None, None, None, None)


def cast_of(roster: tuple[str, ...], parts: Parts) -> dict[str, Actor]:
    actors = [
        Actor(unit, person_name(number), Role.FOCAL_POINT, unit)
        for number, unit in enumerate(roster)
    ]
    many = len(roster)
    actors.append(Actor(COORDINATOR, person_name(many), Role.COORDINATOR))
    actors.append(Actor(LEADER, person_name(many + 1), Role.LEADER))
    if parts.never:
        actors.append(Actor(HEAD, person_name(many + 2), Role.UNIT_HEAD, parts.never))
    if parts.on_leave:
        other = next(unit for unit in roster if unit != parts.on_leave)
        actors.append(Actor(SUBSTITUTE, person_name(many + 3), Role.FOCAL_POINT, other))
    return {actor.key: actor for actor in actors}


def parts_of(programme: Programme, roster: tuple[str, ...]) -> Parts:
    """Parts are dealt from both ends of the roster, each unit one part at most."""
    measured = [unit for task in programme.tasks if task.indicators for unit in task.units]
    stepwise = next((unit for unit in measured if unit in roster), roster[0])
    free = [unit for unit in roster if unit not in (stepwise, programme.drafting_unit)]

    def deal(index: int) -> str | None:
        return free.pop(index) if free else None

    returned, never = deal(0), deal(-1)
    phoned, late, extended, on_leave = deal(-1), deal(-1), deal(-1), deal(0)
    return Parts(stepwise, returned, on_leave, never, phoned, extended, late)
