"""The channels of who asks, in the order in which they were bound."""

from aiosqlite import Connection

from bot.codes import address_key
from bot.rulebook import Rulebook
from domain.channels import OwnChannel
from domain.facts import Facts
from storage import addresses


async def own_channels(
    connection: Connection, book: Rulebook, facts: Facts
) -> tuple[OwnChannel, ...]:
    assert facts.person is not None
    ways = await addresses.for_reminders(connection, facts.person.code)
    return tuple(
        OwnChannel(
            address_key(book.secret, place.address),
            place.address.channel,
            place.address.bot,
            place.heard_at,
            works=place.works,
            failing=place.failing,
            preferred=place.preferred,
            reminded=place.address == next(iter(ways), None),
            here=place.address == facts.address,
        )
        for place in await addresses.places(connection, facts.person.code)
    )
