"""An event of the Zalo Bot Platform -> what happened, in our words. Pure.

Source: https://bot.zaloplatforms.com/docs/webhook. Clients show the event flat, the documents show
it wrapped in an answer, and they name the picture's address differently: all of it is taken.
"""

import re
from collections.abc import Mapping
from typing import Any

from bot.channels.received import Received
from domain.conversation import AddedToGroup, Event, Said, SentFile, SentUnreadable, Started
from domain.file_names import photo_name
from domain.invite_codes import find_code
from domain.messages import Address

Raw = Mapping[str, Any]

NAME = "zalo"
PRIVATE = "PRIVATE"
TEXT, IMAGE = "message.text.received", "message.image.received"
UNREADABLE = re.compile(r"message\.(sticker|voice|unsupported|video|file|link|location)\.received")
PHOTO_KEYS = ("photo_url", "photo")
START = re.compile(r"/start(?:\s+(\S+))?\s*", re.IGNORECASE)


def unwrapped(answer: Any) -> Any:
    """The event itself, whether it comes flat or as an answer's `result`, or as that of an answer
    within the answer; None where nothing came."""
    return peeled(answer)[0]


def peeled(answer: Any) -> tuple[Any, int]:
    """The event, and how many answers stood around it."""
    layers = 0
    while isinstance(answer, dict) and "event_name" not in answer and "ok" in answer:
        answer, layers = answer.get("result"), layers + 1
    return answer, layers


def photo_of(event: Any) -> tuple[str, str]:
    """The name and the address of the picture in an event; empty where there is none."""
    message = _message(event)
    return next(((key, url) for key in PHOTO_KEYS if (url := _text(message, key))), ("", ""))


def message_id(event: Any) -> str:
    """By which the event is known again; "" where it has none."""
    return _id(_message(event).get("message_id"))


def chat_id(event: Any) -> str:
    """Where it came from; "" where that cannot be read."""
    chat = _message(event).get("chat")
    return _id(chat.get("id")) if isinstance(chat, dict) else ""


def to_events(event: Raw, bot: str) -> tuple[Received, ...]:
    """What one event says; nothing for what does not concern us or names no chat.

    An event of a shape that the platform does not have raises KeyError, TypeError or the like.
    """
    message = event.get("message")
    if not message:
        return ()
    chat, number = _id(message["chat"]["id"]), _id(message["message_id"])
    if not (chat and number):
        raise ValueError("an event without ids")
    return tuple(
        Received(number if place == 0 else f"{number}.{place}", Address(NAME, bot, chat), told)
        for place, told in enumerate(_told(str(event["event_name"]), message, number))
    )


def _told(kind: str, message: Raw, number: str) -> tuple[Event, ...]:
    if (_text(message["chat"], "chat_type") or PRIVATE).upper() != PRIVATE:
        return (AddedToGroup(find_code(_text(message, "text")) or ""),)
    sender = message.get("from")
    if isinstance(sender, dict) and sender.get("is_bot"):
        return ()
    if kind == TEXT:
        return (_from_text(_text(message, "text"), number),)
    if kind == IMAGE:
        return _from_image(message, number)
    if found := UNREADABLE.fullmatch(kind):
        return SentUnreadable(found[1], documents=False), *_caption(message, number)
    return ()


def _from_text(text: str, number: str) -> Event:
    if not text:
        return SentUnreadable("unsupported", documents=False)
    start = START.fullmatch(text)
    return Started(start[1] or "") if start else Said(text, number)


def _from_image(message: Raw, number: str) -> tuple[Event, ...]:
    _, url = photo_of({"message": message})
    if not url:
        return SentUnreadable("image", documents=False), *_caption(message, number)
    caption = _text(message, "caption", "text")
    return (SentFile(url, photo_name(number), "image/jpeg", None, caption, message=number),)


def _caption(message: Raw, number: str) -> tuple[Event, ...]:
    words = _text(message, "caption", "text")
    return (Said(words, number),) if words else ()


def _message(event: Any) -> Raw:
    """Empty where there is none."""
    message = event.get("message") if isinstance(event, dict) else None
    return message if isinstance(message, dict) else {}


def _id(told: object) -> str:
    """Letters, or digits where letters are told of."""
    return str(told) if isinstance(told, str | int) and not isinstance(told, bool) else ""


def _text(part: Raw, *keys: str) -> str:
    """The first that is there and is one."""
    return next((_clean(part[k]) for k in keys if part.get(k) and isinstance(part[k], str)), "")


def _clean(text: str) -> str:
    """JSON can hold halves of surrogate pairs and NUL, which neither files nor documents can."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\x00", "")
