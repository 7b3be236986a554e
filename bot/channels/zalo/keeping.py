"""Events as polling and the webhook get them, into the inbox."""

import json
import logging
from collections.abc import Sequence
from typing import Any

from bot.channels.received import Received, Unreadable
from bot.channels.zalo.events import NAME, message_id, to_events
from bot.intake import Intake
from domain.messages import Address

logger = logging.getLogger(__name__)


async def keep(intake: Intake, event: Any, bot: str) -> None:
    """On disk after it. Raises what the database raises; an event that no database could hold is
    left out, since it would keep all others out for ever."""
    items = translate(event, bot)
    if not items:
        return
    try:
        await intake.store(items)
    except (ValueError, TypeError, OverflowError) as error:
        number = message_id(event)
        logger.error("event %s cannot be kept: %s", ascii(number), type(error).__name__)


def translate(event: Any, bot: str) -> Sequence[Received | Unreadable]:
    """The events behind a raw one; what cannot be understood is kept as it is."""
    try:
        return to_events(event, bot)
    except Exception as error:
        number = message_id(event)
        logger.error("event %s set aside: %s", number or "without number", type(error).__name__)
        return [Unreadable(number, Address(NAME, bot, ""), json.dumps(event))] if number else []
