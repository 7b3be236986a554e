"""Fewer messages: what waits for its slot, or was held back, is said with what comes next."""

from collections.abc import Sequence
from dataclasses import replace

from aiosqlite import Connection

from bot.rulebook import Rulebook
from domain.messages import Address, Reply
from storage import holding, outbox, sending
from storage.outbox import Kind


def is_counted(book: Rulebook, address: Address) -> bool:
    """Whether the messenger counts what is sent there."""
    return any((address.channel, address.bot) == bot.key for bot in book.rules.bots)


async def join(
    connection: Connection, owner: str, address: Address, kind: Kind, replies: Sequence[Reply]
) -> int | None:
    """The message that says these replies, too, and is not sent yet; None where there is none.

    Of two answers the later question stands, as it would in two messages. Notices with choices
    stay apart: each may be answered. A reminder is a message of its own.
    """
    if kind is Kind.REMINDER:
        return None
    waiting = await outbox.unsent_to(connection, owner, address, kind)
    if waiting is None or (kind is Kind.NOTICE and _asks(waiting.replies) and _asks(replies)):
        return None
    await outbox.rewrite(connection, waiting.id, (*waiting.replies, *replies))
    return waiting.id


async def let_go(connection: Connection, owner: str) -> Sequence[Reply]:
    """What was held back from a person, to be said with an answer; its choices are in the menu."""
    held = await holding.of_owner(connection, owner)
    for message in held:
        await sending.close(connection, message.id, "dropped", "said with an answer")
    return [replace(reply, choices=()) for message in held for reply in message.replies]


def _asks(replies: Sequence[Reply]) -> bool:
    return any(reply.choices for reply in replies)
