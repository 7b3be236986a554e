"""To another address of the same person, where one will not do."""

from collections.abc import Callable
from datetime import datetime

from aiosqlite import Connection

from domain.messages import Address
from storage import addresses, sending
from storage.inbox import PERSON
from storage.outbox import Message


async def fall_over(
    connection: Connection,
    message: Message,
    now: datetime,
    *,
    but: Callable[[Address], bool] = lambda _: False,
) -> bool:
    person = message.owner.removeprefix(PERSON)
    for way in await addresses.working(connection, person):
        if way != message.address and not but(way):
            await sending.readdress(connection, message.id, way)
            return True
    return False
