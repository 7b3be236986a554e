"""Boards as they were last read: many look at the same, and a province has thousands of units."""

import asyncio
from dataclasses import dataclass, field

from bot.loading.boards import board_of
from bot.world import World
from domain.facts import Board
from domain.period_state import Period

MOST_KEPT = 3


@dataclass(slots=True)
class Glances:
    _kept: dict[str, tuple[int, Board]] = field(default_factory=dict)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def board(self, world: World, period: Period) -> Board:
        """Read anew only where something was committed since; by one for all who wait for it."""
        async with self._turn:
            seen = await world.database.commits_seen()
            kept = self._kept.get(period.key)
            if kept and kept[0] == seen:
                return kept[1]
            reader, rules = world.database.reader, world.book.rules
            board = await board_of(reader, period, rules.soon_days)
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[period.key] = (seen, board)
            return board
