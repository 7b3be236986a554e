"""Hours of the day in a folded text."""

import re
from datetime import time

from domain.understanding.folding import fold, plain
from domain.understanding.lexicon import fill, table

CLOCK = fill(
    r"(?<![\d/.,:])(?P<hour>\d{1,2}) ?(?:(?:{hour}|[hg](?![^\W\d]))"
    r"(?: ?(?P<minute>\d{2}))?(?!\d)(?: ?{minute})?(?P<half> {half})?|:(?P<minutes>\d{2})(?!\d))"
    r"(?: (?P<part>{parts}|{afternoon}|{morning}))?",
    "clock",
)
PART = fill(r"(?P<part>{parts})", "clock")
_AFTERNOON = fill("{afternoon}", "clock")
_PARTS = {plain(fold(name).text): hour for name, hour in table("clock", "parts").items()}


def clock_time(match: re.Match[str]) -> time | None:
    """The time that `CLOCK` matched, or None where no clock shows it."""
    hour = int(match["hour"])
    minute = 30 if match["half"] else int(match["minute"] or match["minutes"] or 0)
    if match["part"] and hour < 12 and _AFTERNOON.fullmatch(match["part"]):
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None


def part_time(word: str) -> time:
    """The hour that a part of the day stands for."""
    return time(_PARTS[plain(word)])
