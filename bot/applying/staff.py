"""Who answers for each unit today, read at once: a province has thousands of units."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.applying.context import Context
from domain.people import Role
from storage import absences, people


@dataclass(frozen=True, slots=True)
class Staff:
    """People by unit; `substitutes` by who is on leave. `actor` is told nothing."""

    focal_points: Mapping[str, Sequence[str]]
    heads: Mapping[str, Sequence[str]]
    coordinators: Sequence[str]
    substitutes: Mapping[str, str]
    actor: str

    def answering_for(self, unit: str) -> list[str]:
        """The focal points of a unit; for one on leave, the substitute."""
        holding = self._others(self.focal_points.get(unit, ()))
        return self._others(self.substitutes.get(person, person) for person in holding)

    def heads_of(self, unit: str) -> list[str]:
        return self._others(self.heads.get(unit, ()))

    def overseeing(self) -> list[str]:
        return self._others(self.coordinators)

    def _others(self, holding: Iterable[str]) -> list[str]:
        return [person for person in dict.fromkeys(holding) if person != self.actor]


async def read_staff(context: Context) -> Staff:
    return Staff(
        await people.holding_by_unit(context.connection, Role.FOCAL_POINT),
        await people.holding_by_unit(context.connection, Role.UNIT_HEAD),
        await people.holding(context.connection, Role.COORDINATOR),
        await absences.substitutes(context.connection, context.now.date()),
        context.actor,
    )


async def answering_for(context: Context, unit: str) -> list[str]:
    """The same for one unit only."""
    holding = await people.holding(context.connection, Role.FOCAL_POINT, unit)
    absent = await absences.substitutes(context.connection, context.now.date())
    return Staff({unit: holding}, {}, (), absent, context.actor).answering_for(unit)
