"""People shared out over the bots of a messenger, each of which takes so many."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from domain.bots import MessengerBot, Quota


@dataclass(frozen=True, slots=True)
class Seats:
    """How many people each bot has, by its name; who was sent to it and has not come yet is one
    of them."""

    taken: Mapping[str, int]
    own: tuple[str, ...] = ()
    """Bots by which whoever is to be sent somewhere is reached, the best way first."""

    def room(self, bot: MessengerBot, quota: Quota) -> int:
        """Below zero where more people came than the plan takes."""
        return quota.people - self.taken.get(bot.name, 0)

    def with_one_more(self, bot: MessengerBot) -> "Seats":
        return replace(self, taken={**self.taken, bot.name: self.taken.get(bot.name, 0) + 1})


def bot_with_room(bots: Sequence[MessengerBot], quota: Quota, seats: Seats) -> MessengerBot | None:
    """Where somebody is sent: to the own bot, else to the emptiest, of equals to the first. None
    where all are full."""
    named = {bot.name: bot for bot in bots}
    own = next((named[name] for name in seats.own if name in named), None)
    free = [bot for bot in bots if seats.room(bot, quota) > 0]
    return own or max(free, key=lambda bot: seats.room(bot, quota), default=None)


def share_out(
    bots: Sequence[MessengerBot], quota: Quota, seats: Seats, people: int
) -> Iterator[MessengerBot | None]:
    """Where each of so many new people is sent."""
    for _ in range(people):
        bot = bot_with_room(bots, quota, seats)
        yield bot
        seats = seats.with_one_more(bot) if bot else seats
