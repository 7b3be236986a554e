"""What somebody says at a moment of the demo."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Cue:
    """`who` says `lines` one after the other from `at` on; `shown` prints the conversation, and
    `reports` says that a unit's report is sent by it."""

    at: datetime
    who: str
    lines: tuple[str, ...]
    shown: bool = False
    reports: bool = False
