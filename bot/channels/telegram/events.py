"""A raw update of the Bot API -> what happened, in our words. Pure."""

import re
from collections.abc import Mapping
from typing import Any

from bot.channels.received import Received
from domain.conversation import (
    AddedToGroup,
    Blocked,
    Chose,
    Edited,
    Event,
    Said,
    SentFile,
    SentUnreadable,
    Started,
)
from domain.file_names import photo_name
from domain.invite_codes import find_code
from domain.messages import Address

Raw = Mapping[str, Any]

NAME = "telegram"
UNREADABLE = (
    "sticker", "voice", "video_note", "video", "animation", "audio", "location", "venue",
    "contact", "poll", "dice", "story", "game", "paid_media", "checklist", "gift", "invoice",
)  # fmt: skip
GROUPS = ("group", "supergroup")
ADDED = ("new_chat_members", "group_chat_created", "supergroup_chat_created")
PRESSED = re.compile(r"([0-9]{1,15}):([0-9]{1,3})")
START = re.compile(r"/start(?:@\w+)?(?:\s+(\S+))?\s*", re.IGNORECASE)


def to_events(update: Raw, bot: str) -> tuple[Received, ...]:
    """What one update says, oldest first; nothing for what does not concern us.

    An update of a shape the Bot API does not have raises KeyError, TypeError or the like.
    Source: https://core.telegram.org/bots/api#update
    """
    number = str(int(update["update_id"]))
    chat, events = _told(update)
    address = Address(NAME, bot, str(chat))
    return tuple(
        Received(number if place == 0 else f"{number}.{place}", address, event)
        for place, event in enumerate(events)
    )


def _told(update: Raw) -> tuple[int, tuple[Event, ...]]:
    if message := update.get("message"):
        return int(message["chat"]["id"]), _from_message(message)
    if message := update.get("edited_message"):
        return int(message["chat"]["id"]), _from_edit(message)
    if press := update.get("callback_query"):
        return _from_press(press)
    if change := update.get("my_chat_member"):
        return int(change["chat"]["id"]), _from_membership(change)
    return 0, ()


def _from_message(message: Raw) -> tuple[Event, ...]:
    kind = message["chat"]["type"]
    if kind in GROUPS:
        return _from_group(message)
    if kind != "private":
        return ()
    if text := message.get("text"):
        return (_from_text(_clean(text), _number(message)),)
    return _from_media(message)


def _from_text(text: str, number: str) -> Event:
    if start := START.fullmatch(text):
        return Started(start[1] or "")
    return Said(text, number)


def _from_media(message: Raw) -> tuple[Event, ...]:
    caption = _clean(message.get("caption", ""))
    if kind := next((name for name in UNREADABLE if message.get(name)), None):
        words = (Said(caption, _number(message)),) if caption else ()
        return SentUnreadable(kind), *words
    if photo := message.get("photo"):
        best = max(photo, key=lambda size: size["width"] * size["height"])
        name = photo_name(_number(message))
        return (_sent_file(message, best, name, "image/jpeg", caption),)
    if document := message.get("document"):
        name = _clean(document.get("file_name", "")) or f"file_{_number(message)}"
        mime = _clean(document.get("mime_type", "")) or "application/octet-stream"
        return (_sent_file(message, document, name, mime, caption),)
    return ()


def _sent_file(message: Raw, file: Raw, name: str, mime: str, caption: str) -> SentFile:
    return SentFile(
        reference=str(file["file_id"]),
        name=name,
        mime=mime,
        size=file.get("file_size"),
        caption=caption,
        album=str(message.get("media_group_id", "")),
        message=_number(message),
    )


def _from_edit(message: Raw) -> tuple[Event, ...]:
    if message["chat"]["type"] != "private":
        return ()
    text = _clean(message.get("text") or message.get("caption") or "")
    return (Edited(text, _number(message)),) if text else ()


def _from_group(message: Raw) -> tuple[Event, ...]:
    text = _clean(message.get("text") or message.get("caption") or "").strip()
    media = any(message.get(kind) for kind in ("photo", "document", *UNREADABLE))
    if text or media or any(message.get(kind) for kind in ADDED):
        return (AddedToGroup(_code_in(text)),)
    return ()


def _code_in(text: str) -> str:
    """However it is written: who reads along can use it."""
    return find_code(text) or ""


def _from_press(press: Raw) -> tuple[int, tuple[Event, ...]]:
    message = press.get("message") or {}
    chat = message.get("chat") or {"id": press["from"]["id"], "type": "private"}
    if chat["type"] != "private":
        return int(chat["id"]), (AddedToGroup(),)
    number = str(message.get("message_id", ""))
    if pressed := PRESSED.fullmatch(press.get("data", "")):
        return int(chat["id"]), (Chose(f"#{int(pressed[2])}", int(pressed[1]), number),)
    return int(chat["id"]), (Chose("#-1", None, number),)


def _from_membership(change: Raw) -> tuple[Event, ...]:
    kind, status = change["chat"]["type"], change["new_chat_member"]["status"]
    if kind == "private" and status in ("kicked", "left"):
        return (Blocked(),)
    if kind in GROUPS and status not in ("kicked", "left"):
        return (AddedToGroup(),)
    return ()


def _number(message: Raw) -> str:
    return str(int(message["message_id"]))


def _clean(text: str) -> str:
    """JSON can hold halves of surrogate pairs and NUL, which neither files nor documents can."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\x00", "")
