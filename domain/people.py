"""The people tiendo knows, and what each may do."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.messages import PAGE


class Role(StrEnum):
    FOCAL_POINT = "focal_point"
    UNIT_HEAD = "unit_head"
    COORDINATOR = "coordinator"
    LEADER = "leader"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held; focal points and unit heads hold it for a unit."""

    role: Role
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    code: str
    name: str
    grants: tuple[Grant, ...] = ()
    lent: tuple[Grant, ...] = ()
    """Those of `grants` that are held today for somebody on leave."""

    @property
    def own(self) -> tuple[Grant, ...]:
        return tuple(grant for grant in self.grants if grant not in self.lent)

    def units(self, role: Role = Role.FOCAL_POINT) -> tuple[str, ...]:
        return tuple(g.unit for g in self.grants if g.role is role and g.unit)


class Power(StrEnum):
    """What a role allows. Handlers ask for a power, never for a role."""

    REPORT = "report"
    OVERSEE = "oversee"
    COORDINATE = "coordinate"
    SIGN_OFF = "sign_off"
    AGREE = "agree"
    """A unit head lets the unit's submission go out, where the settings ask for it."""


_POWERS = {
    Role.FOCAL_POINT: {Power.REPORT},
    Role.UNIT_HEAD: {Power.AGREE},
    Role.COORDINATOR: {Power.OVERSEE, Power.COORDINATE, Power.REPORT},
    Role.LEADER: {Power.OVERSEE, Power.SIGN_OFF},
    Role.ADMINISTRATOR: {Power.OVERSEE, Power.COORDINATE},
}


def may(person: Person | None, power: Power, unit: str | None = None) -> bool:
    """The one place that checks roles. A role held for a unit gives its power there only."""
    if person is None:
        return False
    return any(
        power in _POWERS[grant.role] and (grant.unit is None or unit is None or grant.unit == unit)
        for grant in person.grants
    )


@dataclass(frozen=True, slots=True)
class Invite:
    """A one-time code's row, without the code: only its hash is kept."""

    id: int
    role: Role
    unit: str | None
    unit_name: str | None
    name: str | None
    expires_at: datetime
    used: bool = False
    replaces: str | None = None
    """The person whose place is taken over when the invite is accepted."""
    person: str | None = None
    """Who is to be reached by one more channel; None where somebody new is invited."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who answers for a unit, and the channels that reach them now."""

    name: str
    channels: tuple[str, ...] = ()

    @property
    def rings(self) -> bool:
        """Whether a message comes to their notice; whom none calls stands on the call list."""
        return any(channel != PAGE for channel in self.channels)

    @property
    def page_only(self) -> bool:
        """Not called by a message, but it is seen at the next visit."""
        return bool(self.channels) and not self.rings


@dataclass(frozen=True, slots=True)
class Leave:
    """Away from `since` to `until`, both included; `substitute` is a person code or None."""

    person: str
    since: date
    until: date
    substitute: str | None = None
