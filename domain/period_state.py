"""A reporting period as it stands in the books."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class PeriodState(StrEnum):
    PLANNED = "planned"
    OPEN = "open"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period as it stands in the books: times are aware, `schedule` counts changes."""

    code: str
    programme: str
    data_from: date
    data_to: date
    opens_at: datetime
    unit_due: datetime
    compile_due: datetime
    lock_at: datetime | None = None
    state: PeriodState = PeriodState.PLANNED
    schedule: int = 1
    due_since: datetime | None = None
    """When the present due time was set, if it was changed."""
    opened_at: datetime | None = None
    locked_at: datetime | None = None

    @property
    def key(self) -> str:
        """Unique over all programmes; what effects, facts and tables call `period`."""
        return f"{self.programme}:{self.code}"
