"""By which channels units are reached, who is to be called since no message calls them, and where
there is nobody yet."""

from collections import Counter
from collections.abc import Mapping, Sequence

from domain.bots import Unheard
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
    """A unit each, with those of its people who are to be called."""
    return [call_of(line) for line in lines if line.to_call]


def to_invite(lines: Sequence[UnitLine]) -> list[str]:
    """The units without any focal point, by name."""
    return [line.name for line in lines if not line.contacts]


def unheard_by_unit(
    unheard: Sequence[Unheard], names: Mapping[str, str]
) -> list[dict[str, object]]:
    """A unit each, with those of its people of whom something was held back."""
    people: dict[str, list[dict[str, object]]] = {}
    for who in dict.fromkeys(unheard):
        people.setdefault(who.unit, []).append({"name": who.person, "page_only": False})
    return [{"name": names.get(unit, unit), "people": own} for unit, own in people.items()]


def call_of(line: UnitLine) -> dict[str, object]:
    return {
        "name": line.name,
        "people": [
            {"name": contact.name, "page_only": contact.page_only} for contact in line.to_call
        ],
    }
