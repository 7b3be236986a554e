"""Raw updates as polling and the webhook get them: their numbers, their events, their presses."""

import logging
from collections.abc import Sequence
from typing import Any

from bot.channels.received import Received, Unreadable
from bot.channels.shapes import shape_of
from bot.channels.telegram.events import NAME, Raw, to_events
from domain.messages import Address

logger = logging.getLogger(__name__)


def translate(raw: Any, bot: str) -> Sequence[Received | Unreadable]:
    """The events of a raw update; of what cannot be understood its shape is kept."""
    try:
        return to_events(raw, bot)
    except Exception as error:
        number = str(number_of(raw))
        logger.error("update %s set aside: %s", number, type(error).__name__)
        return [Unreadable(number, Address(NAME, bot, chat_of(raw)), shape_of(raw))]


def number_of(raw: Any) -> int | None:
    """The update's number, by which it is known again; None for what is no update."""
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return number if type(number) is int and 0 <= number < 2**53 else None


def chat_of(raw: Raw) -> str:
    """Where an update came from; "" where that cannot be read."""
    for part in filter(_is_object, raw.values()):
        for holder in filter(_is_object, (part, part.get("message"))):
            chat = holder.get("chat")
            if _is_object(chat) and type(chat.get("id")) is int:
                return str(chat["id"])
    return ""


def _is_object(part: Any) -> bool:
    return isinstance(part, dict)


def press_of(raw: Any) -> str | None:
    """The id of the press of a button that waits for its answer."""
    press = raw.get("callback_query")
    return str(press["id"]) if isinstance(press, dict) and "id" in press else None
