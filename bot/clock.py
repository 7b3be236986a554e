"""The only reader of the clock."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias
from zoneinfo import ZoneInfo

Clock: TypeAlias = Callable[[], datetime]


def system_clock(zone: ZoneInfo) -> Clock:
    return lambda: datetime.now(zone)
