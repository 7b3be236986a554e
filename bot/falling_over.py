"""To another address of the same person: what one address refuses for good, and what waits for a
messenger that stays out of reach. It is the same row of the outbox, so it is never at two at once,
and the choices in it stay what they were."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from aiosqlite import Connection

from domain.messages import Address
from storage import addresses, sending
from storage.inbox import PERSON
from storage.outbox import Kind, Message

PATIENCE = timedelta(minutes=30)
"""How long a messenger may be out of reach before reminders and notices go elsewhere."""


def nowhere(address: Address) -> bool:
    """No address is left out."""
    return False


async def fall_over(
    connection: Connection,
    message: Message,
    now: datetime,
    *,
    but: Callable[[Address], bool] = nowhere,
) -> bool:
    """Move a message that is queued, or was just refused, to the person's next address that works;
    False where there is none. `but` names addresses that will not do."""
    if not message.owner.startswith(PERSON) or _arrived_in_part(message):
        return False
    person = message.owner.removeprefix(PERSON)
    failing = await addresses.failing(connection, person)
    ways = [
        way
        for way in await addresses.for_reminders(connection, person)
        if way != message.address and not but(way)
    ]
    if not ways:
        return False
    await sending.readdress(connection, message.id, min(ways, key=lambda way: way in failing))
    await sending.moved(connection, message.id, now)
    return True


async def refused_alone(connection: Connection, message: Message, now: datetime) -> bool:
    """One message was refused for good, and nothing said of the address: maybe another takes it.
    What was moved before goes to a page only, which refuses nothing; two messengers would hand it
    to and fro for ever."""
    but = nowhere if message.moved_at is None else _rings
    return await fall_over(connection, message, now, but=but)


async def leave_if_long(connection: Connection, message: Message, now: datetime) -> bool:
    """A messenger was out of reach for a message. Where it has been for long, whatever was not
    asked for leaves the address, each once; whether this message is gone with it."""
    await sending.refused(connection, message.id, now)
    since = message.refused_since
    if since is None or now - datetime.fromisoformat(since) < PATIENCE:
        return False
    await addresses.fail(connection, message.address, now)
    return message.id in await _left(connection, message.address, now)


async def leave_unserved(connection: Connection, served: Collection[str], now: datetime) -> None:
    """A channel that the settings have switched off refuses nothing: what waits there would wait
    for ever. `served` are the names of the others."""
    for address in await addresses.unserved(connection, served):
        await addresses.fail(connection, address, now)
        await _left(connection, address, now)


async def _left(connection: Connection, address: Address, now: datetime) -> set[int]:
    """An answer waits where the person wrote, and those behind it need not wait with it."""
    unasked = [m for m in await sending.open_at(connection, address) if m.kind is not Kind.ANSWER]
    left = set()
    for message in unasked:
        failing = await addresses.failing(connection, message.owner.removeprefix(PERSON))
        if message.moved_at is None and await fall_over(
            connection, message, now, but=failing.__contains__
        ):
            left.add(message.id)
    return left


def _rings(address: Address) -> bool:
    return address.rings


def _arrived_in_part(message: Message) -> bool:
    return message.kind is Kind.REMINDER and message.parts_sent > 0
