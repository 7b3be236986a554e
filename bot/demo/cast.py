"""Who plays in the demo: one official a unit, a coordinator, a leader, a head, a substitute."""

from dataclasses import dataclass

from bot.demo.messengers import PAGES, TELEGRAM, TELEGRAM_BOT, ZALO, ZALO_BOTS
from bot.demo.sayings import person_name
from domain.messages import PAGE, Address
from domain.people import Role
from domain.programme import Programme

COORDINATOR, LEADER, HEAD, SUBSTITUTE = "coordinator", "leader", "head", "substitute"


@dataclass(frozen=True, slots=True)
class Actor:
    """`key` is a unit's code, or one of the names above."""

    key: str
    name: str
    role: Role
    addresses: tuple[Address, ...]
    """The one they use first; another where they have one."""
    unit: str | None = None

    @property
    def usual(self) -> str:
        """The channel they use where nothing keeps them from it."""
        return self.addresses[0].channel


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
        Actor(unit, person_name(number), Role.FOCAL_POINT, _reached(unit, number), unit)
        for number, unit in enumerate(roster)
    ]
    many = len(roster)
    desk = (_page(COORDINATOR), _zalo(COORDINATOR, 1))
    actors.append(Actor(COORDINATOR, person_name(many), Role.COORDINATOR, desk))
    actors.append(Actor(LEADER, person_name(many + 1), Role.LEADER, (_zalo(LEADER, 0),)))
    if parts.never:
        head = (_zalo(HEAD, 1),)
        actors.append(Actor(HEAD, person_name(many + 2), Role.UNIT_HEAD, head, parts.never))
    if parts.on_leave:
        other = next(unit for unit in roster if unit != parts.on_leave)
        there = (_zalo(SUBSTITUTE, 0),)
        actors.append(Actor(SUBSTITUTE, person_name(many + 3), Role.FOCAL_POINT, there, other))
    return {actor.key: actor for actor in actors}


def _reached(unit: str, number: int) -> tuple[Address, ...]:
    """Half of the units are on Zalo, shared out over its bots, a quarter on Telegram and a quarter
    on the pages. Every second of those on Telegram has another channel as well."""
    zalo, page = _zalo(unit, number // 2), _page(unit)
    if number % 2:
        return (zalo,)
    if number % 4:
        return (page,)
    telegram = Address(TELEGRAM, TELEGRAM_BOT, unit)
    if number % 8:
        return (telegram,)
    return telegram, zalo if number % 16 else page


def _page(key: str) -> Address:
    return Address(PAGE, PAGES, key)


def _zalo(key: str, number: int) -> Address:
    return Address(ZALO, ZALO_BOTS[number % len(ZALO_BOTS)], key)


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
