"""Effects on a person's own channels: where reminders go, and a channel that is left."""

from bot.applying.context import Context
from bot.codes import address_key
from bot.falling_over import fall_over
from domain import effects
from domain.channels import ChannelGone
from domain.messages import Address
from storage import (
    addresses,
    browsers,
    inbox,
    invites,
    lines,
    outbox,
    people,
    reminders,
    sending,
    sessions,
)


async def prefer_channel(context: Context, effect: effects.PreferChannel) -> None:
    address = await _named(context, effect.channel)
    await addresses.prefer(context.connection, context.actor, address, context.now)


async def remove_channel(context: Context, effect: effects.RemoveChannel) -> None:
    """Who writes from there is a stranger from here on, and what was given out there opens nothing
    any more: the phone may be lost. What was said stays in the conversation, without where; what
    was said before consent goes."""
    address, connection = await _named(context, effect.channel), context.connection
    await invites.void_for(connection, context.actor, context.now)
    await people.void_links(connection, context.actor, context.now)
    await addresses.unbind(connection, address)
    await _send_elsewhere(context, address)
    if not address.rings:
        await browsers.forget_chats(connection, [address.chat])
    await outbox.forget_owner(connection, str(address))
    await outbox.forget_place(connection, context.owner, address)
    await lines.hand_over(connection, str(address), context.owner)
    await inbox.hand_over(connection, str(address), context.owner, context.inbox)
    await sessions.drop(connection, str(address))


async def _send_elsewhere(context: Context, address: Address) -> None:
    """What is on its way is settled when it comes back."""
    for message in await sending.open_at(context.connection, address):
        if message.state == "sending" or await fall_over(context.connection, message, context.now):
            continue
        await sending.close(context.connection, message.id, "dropped", "the channel was removed")
        await reminders.settle(context.connection, message.id, reminders.DOUBTFUL)


async def _named(context: Context, key: str) -> Address:
    for address in await addresses.every(context.connection, context.actor):
        if address_key(context.book.secret, address) == key:
            return address
    raise ChannelGone
