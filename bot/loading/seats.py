"""What is known of the bots' places when somebody is sent to one of them."""

from datetime import datetime

from aiosqlite import Connection

from domain.bots import ZALO
from domain.seats import Seats
from storage import addresses, seats


async def seats_for(connection: Connection, now: datetime, person: str | None = None) -> Seats:
    """For a known person, by code, or for somebody new."""
    taken = await seats.taken(connection, ZALO, now, person)
    working = await addresses.working(connection, person) if person else ()
    return Seats(taken, tuple(place.bot for place in working if place.channel == ZALO))
