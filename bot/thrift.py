"""Thrift with a bot's month: near its quota the bot says of its own accord only what cannot wait.

Only early reminders and word that is marked `can_wait` are put off: all the rest sets a date, asks
for work, or was waited for. Overseers are told everything. What is put off goes by another channel
of the person, or is held back: a reminder for good, other word until its reader writes or the next
month.
"""

import logging
from collections.abc import Collection
from datetime import datetime
from functools import partial

from aiosqlite import Connection

from bot.falling_over import fall_over
from bot.rulebook import Rulebook
from domain.bots import Strain, month_of
from domain.messages import Address
from domain.people import Power, may
from storage import holding, ledger, people, reminders, sending
from storage.inbox import PERSON
from storage.outbox import Kind, Message

logger = logging.getLogger(__name__)


async def held_back(
    connection: Connection, message: Message, now: datetime, *, book: Rulebook
) -> bool:
    """Whether the message does not go by its bot now; then it is on another way, or held."""
    if not _is_put_off(book, message):
        return False
    saving = await saving_bots(connection, book, now)
    if _bot(message.address) not in saving or await _oversees(connection, message.owner):
        return False
    if await fall_over(connection, message, now, but=partial(_will_not_do, saving)):
        return True
    if message.kind is Kind.REMINDER:
        await sending.close(connection, message.id, "dropped", "the bot's month runs short")
        await reminders.hold(connection, message.id, now)
    else:
        await holding.hold(connection, message.id)
    logger.info("message %d is held back: the bot's month runs short", message.id)
    return True


async def saving_bots(
    connection: Connection, book: Rulebook, now: datetime
) -> frozenset[tuple[str, str]]:
    """Those near the end of their quota, by channel and name."""
    used = await ledger.used_by_all(connection, month_of(now))
    quota = book.rules.quota
    return frozenset(
        bot.key
        for bot in book.rules.bots
        if bot.key in used and quota.strain(used[bot.key]) >= Strain.SAVING
    )


def _is_put_off(book: Rulebook, message: Message) -> bool:
    """Whether it is of the kind that can wait, and nothing of it was said yet."""
    if message.parts_sent or message.kind is Kind.ANSWER:
        return False
    if _bot(message.address) not in {bot.key for bot in book.rules.bots}:
        return False
    if message.kind is Kind.NOTICE:
        return all(reply.can_wait for reply in message.replies)
    return all(book.ladder.can_wait(due.stage) for due in message.dues)


async def _oversees(connection: Connection, owner: str) -> bool:
    return may(await people.get(connection, owner.removeprefix(PERSON)), Power.OVERSEE)


def _will_not_do(saving: Collection[tuple[str, str]], address: Address) -> bool:
    """Another bot that saves; or a page, where nobody would notice in time."""
    return _bot(address) in saving or not address.rings


def _bot(address: Address) -> tuple[str, str]:
    return (address.channel, address.bot)
