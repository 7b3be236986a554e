"""Effects on a reporting period."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class OpenPeriod:
    """Freezes the roster. Times left out come from the settings."""

    code: str
    unit_due: datetime | None = None
    compile_due: datetime | None = None


@dataclass(frozen=True, slots=True)
class ExtendPeriod:
    code: str
    until: datetime


@dataclass(frozen=True, slots=True)
class LockPeriod:
    code: str


@dataclass(frozen=True, slots=True)
class UnlockPeriod:
    code: str
    reason: str
