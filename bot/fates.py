"""What became of a part that was sent, and what follows from it in the database."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeAlias, assert_never

from aiosqlite import Connection

from bot.channels.refusals import MessageRefused
from bot.falling_over import fall_over, leave_if_long, refused_alone
from domain.bots import Usage, month_of
from domain.conversation import Apologised, Blocked
from domain.errors import SendError
from domain.messages import Reply
from storage import addresses, inbox, ledger, outbox, reminders, sending
from storage.inbox import PERSON
from storage.outbox import Kind, Message

FIRST_RETRY = 2.0
LONGEST_RETRY = 600.0
# Where a message names no end of its own.
KEEP_TRYING = timedelta(hours=24)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Sent:
    message: Message
    parts: int
    whole: bool
    messenger_id: str
    read_later: bool = False
    """It stands in the outbox for a page that may not be open."""
    in_doubt: bool = False
    """A picture was left out that may have arrived all the same."""

    @property
    def was_taken(self) -> bool:
        """A picture that was left out shows nothing of the address."""
        return self.messenger_id != "" or self.read_later


@dataclass(frozen=True, slots=True, eq=False)
class Refused:
    message: Message
    error: SendError

    @property
    def concerns_address(self) -> bool:
        return self.error.permanent and not isinstance(self.error, MessageRefused)

    @property
    def is_out_of_reach(self) -> bool:
        """Nothing arrived, and the messenger did not only ask us to wait."""
        error = self.error
        return not (error.permanent or error.doubtful) and error.retry_after is None


@dataclass(frozen=True, slots=True, eq=False)
class Undrawn:
    """Our fault: a template or a file."""

    message: Message
    fault: str


Fate: TypeAlias = Sent | Refused | Undrawn


async def settle(connection: Connection, fate: Fate, now: datetime, jitter: float) -> None:
    """`jitter` from 0 to 1 spreads the retries of many messages refused at once."""
    await _count(connection, fate, now)
    if isinstance(fate, Sent) and fate.was_taken:
        await addresses.reached(connection, fate.message.address)
    match fate:
        case Sent(message, parts, True, number):
            await sending.sent(connection, message.id, parts, number, now)
            if not fate.read_later:
                await forget_fleeting(connection, message.id, message.replies)
            await reminders.settle(connection, message.id, reminders.SENT)
        case Sent(message, parts):
            await sending.part_sent(connection, message.id, parts)
        case Undrawn(message, fault):
            await sending.close(connection, message.id, "failed", f"not drawn: {fault}")
            await reminders.settle(connection, message.id, reminders.DROPPED)
            if message.kind is Kind.ANSWER:
                await inbox.add_inside(connection, message.owner, Apologised(), now)
        case Refused():
            await _settle_refusal(connection, fate, now, jitter)
        case _:
            assert_never(fate)


async def _count(connection: Connection, fate: Fate, now: datetime) -> None:
    """What may have arrived has been counted by the messenger, too; a picture that was left out
    for good has no number."""
    address = fate.message.address
    match fate:
        case Sent():
            counts = fate.messenger_id != "" or fate.in_doubt
        case Refused(_, error):
            counts = error.doubtful
        case Undrawn():
            counts = False
    if counts and address.rings:
        month = month_of(now)
        await ledger.count(connection, address.channel, address.bot, month, Usage(sent=1))


async def forget_fleeting(connection: Connection, message: int, replies: Sequence[Reply]) -> None:
    """The choices stay, so that a press on them is still understood."""
    if any(reply.fleeting for reply in replies):
        kept = tuple(replace(r, data={}) if r.fleeting else r for r in replies)
        await outbox.rewrite(connection, message, kept)


async def _settle_refusal(
    connection: Connection, fate: Refused, now: datetime, jitter: float
) -> None:
    message, error = fate.message, fate.error
    logger.warning("message %d was not taken: %s", message.id, error)
    if fate.concerns_address:
        await _close_address(connection, fate, now)
    elif error.permanent:
        if not await refused_alone(connection, message, now):
            await sending.close(connection, message.id, "failed", str(error))
            await reminders.settle(connection, message.id, reminders.DROPPED)
    elif error.doubtful and message.kind is Kind.REMINDER:
        await sending.close(connection, message.id, "doubtful", str(error))
        await reminders.settle(connection, message.id, reminders.DOUBTFUL)
    elif not await _goes_elsewhere(connection, fate, now):
        at = now + timedelta(seconds=_pause(message, error, jitter))
        await sending.try_again(connection, message.id, at, now + KEEP_TRYING, str(error))


async def _goes_elsewhere(connection: Connection, fate: Refused, now: datetime) -> bool:
    """Whether it is not tried here again. From an address that the person has left meanwhile it
    goes at once; where somebody else is now, it ends, since it is not for them."""
    message = fate.message
    behind = await addresses.behind(connection, message.address)
    if behind is not None and message.owner == f"{PERSON}{behind}":
        return fate.is_out_of_reach and await leave_if_long(connection, message, now)
    if await fall_over(connection, message, now):
        return True
    if behind is None or not message.owner.startswith(PERSON):
        return False
    await sending.close(connection, message.id, "dropped", "somebody else is there now")
    await _decide_anew(connection, message)
    return True


async def _close_address(connection: Connection, fate: Refused, now: datetime) -> None:
    """The turns hear of it where the person is still there: an address that was left or forgotten
    is not written down again."""
    message = fate.message
    await addresses.disable(connection, message.address, now)
    behind = await addresses.behind(connection, message.address)
    if behind is not None and message.owner == f"{PERSON}{behind}":
        await inbox.add(connection, message.address, f"outbox:{message.id}", Blocked(), now)
    if await fall_over(connection, message, now):
        return
    await sending.close(connection, message.id, "failed", str(fate.error))
    await _decide_anew(connection, message)


async def _decide_anew(connection: Connection, message: Message) -> None:
    """The next tick looks whether the person can be reached elsewhere; not where a part of the
    reminder has arrived."""
    if message.parts_sent:
        await reminders.settle(connection, message.id, reminders.DOUBTFUL)
    else:
        await reminders.undecide(connection, message.id)


async def expire(connection: Connection, message: Message) -> None:
    """Its time is over. A reminder nothing of which was said is decided anew by the next tick."""
    await sending.close(connection, message.id, "dropped", "expired")
    if message.parts_sent == 0:
        await reminders.undecide(connection, message.id)


async def recover(connection: Connection) -> None:
    """What a crash left half done: only reminders are not said twice."""
    for message, kind in await sending.recover(connection):
        logger.warning("message %d was on its way when the bot stopped", message)
        if kind is Kind.REMINDER:
            await reminders.settle(connection, message, reminders.DOUBTFUL)


def _pause(message: Message, error: SendError, jitter: float) -> float:
    if error.retry_after is not None:
        return error.retry_after
    longest: float = min(FIRST_RETRY * 2 ** min(message.tries, 12), LONGEST_RETRY)
    return longest * (0.5 + jitter / 2)
