"""Events as polling and the webhook get them, into the inbox."""

import logging
from collections.abc import Sequence
from typing import Any

from bot.channels.received import Received, Unreadable
from bot.channels.shapes import shape_of
from bot.channels.zalo.events import NAME, chat_id, message_id, to_events
from bot.intake import Intake
from domain.messages import Address
from storage.database import StorageBusy, is_trouble_of_the_machine

MOST_OF_A_NUMBER = 80

logger = logging.getLogger(__name__)


async def keep(intake: Intake, event: Any, bot: str) -> None:
    """On disk after it. Raises what is wrong with the machine or a locked database; an event that
    cannot be kept for another reason is left out, since it would keep all others out for ever."""
    items = translate(event, bot)
    if not items:
        return
    try:
        await intake.store(items)
    except Exception as error:
        if isinstance(error, StorageBusy) or is_trouble_of_the_machine(error):
            raise
        logger.error("event %s cannot be kept: %s", _number(event), type(error).__name__)


def translate(event: Any, bot: str) -> Sequence[Received | Unreadable]:
    """The events behind a raw one; of what cannot be understood its shape is kept."""
    try:
        return to_events(event, bot)
    except Exception as error:
        logger.error("event %s set aside: %s", _number(event), type(error).__name__)
        number, address = message_id(event), Address(NAME, bot, chat_id(event))
        return [Unreadable(number, address, shape_of(event))] if number else []


def _number(event: Any) -> str:
    """As it may stand in a log: it is not ours."""
    return ascii(message_id(event)[:MOST_OF_A_NUMBER]) if message_id(event) else "without number"
