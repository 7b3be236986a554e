"""By which channels units are reached, and who is to be called since no message calls them."""

from collections import Counter
from collections.abc import Sequence

from domain.facts import Board, UnitLine


def reached_by(board: Board) -> dict[str, object]:
    """How many units each channel reaches, the widest first, and how many none does."""
    counts = Counter(channel for line in board.lines for channel in line.channels)
    widest = sorted(counts.items(), key=lambda of: (-of[1], of[0]))
    return {
        "by_channel": [{"channel": channel, "units": units} for channel, units in widest],
        "unreached": sum(not line.channels for line in board.lines),
    }


def to_call(lines: Sequence[UnitLine]) -> list[dict[str, object]]:
    """A unit each, with those of its people who are to be called; then the units without any."""
    with_people = [call_of(line) for line in lines if line.to_call]
    return with_people + [call_of(line) for line in lines if not line.contacts]


def call_of(line: UnitLine) -> dict[str, object]:
    return {
        "name": line.name,
        "people": [
            {"name": contact.name, "page_only": contact.page_only} for contact in line.to_call
        ],
    }
