"""Updates as the Bot API sends them -> what happened."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.events import to_events
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
from domain.messages import Address

BOT = "tiendo_test_bot"
LAN = {"id": 1001, "is_bot": False, "first_name": "Lan", "language_code": "vi"}
PRIVATE = {"id": 1001, "first_name": "Lan", "type": "private"}
GROUP = {"id": -100200, "title": "UBND xã", "type": "supergroup"}
CHANNEL = {"id": -100300, "title": "Tin tức", "type": "channel"}
BOT_USER = {"id": 123456, "is_bot": True, "first_name": "tiendo", "username": BOT}


def message(chat: dict[str, Any] = PRIVATE, **content: Any) -> dict[str, Any]:
    return {"message_id": 55, "from": LAN, "chat": chat, "date": 1763870000, **content}


def update(**content: Any) -> dict[str, Any]:
    return {"update_id": 900001, **content}


def command(text: str) -> dict[str, Any]:
    entities = [{"offset": 0, "length": 6, "type": "bot_command"}]
    return update(message=message(text=text, entities=entities))


def pressed(data: str | None, chat: dict[str, Any] | None = PRIVATE) -> dict[str, Any]:
    query: dict[str, Any] = {"id": "4382bfdwdsb323b2d9", "from": LAN, "chat_instance": "-42"}
    if data is not None:
        query["data"] = data
    if chat is not None:
        query["message"] = {**message(chat, text="Kỳ báo cáo"), "from": BOT_USER}
    return update(callback_query=query)


def membership(chat: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    return update(
        my_chat_member={
            "chat": chat,
            "from": LAN,
            "date": 1763870000,
            "old_chat_member": {"user": BOT_USER, "status": old},
            "new_chat_member": {"user": BOT_USER, "status": new, "until_date": 0},
        }
    )


SIZES = [
    {"file_id": "small", "file_unique_id": "s", "width": 90, "height": 67, "file_size": 1200},
    {"file_id": "large", "file_unique_id": "l", "width": 1280, "height": 960, "file_size": 98000},
    {"file_id": "medium", "file_unique_id": "m", "width": 320, "height": 240, "file_size": 9000},
]
DOCUMENT: dict[str, Any] = {
    "file_id": "doc1",
    "file_unique_id": "d",
    "file_name": "Kế hoạch 08.docx",
    "mime_type": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "file_size": 45678,
}
PHOTO = SentFile("large", "photo_55.jpg", "image/jpeg", 98000, "", "", "55")
WORD = SentFile(
    "doc1", "Kế hoạch 08.docx", DOCUMENT["mime_type"], 45678, "Công văn", "", "55"
)  # fmt: skip

TABLE: list[tuple[str, dict[str, Any], tuple[Event, ...]]] = [
    ("start", command("/start"), (Started(""),)),
    ("deep link", command("/start K7Q2-M9XD"), (Started("K7Q2-M9XD"),)),
    ("named start", command(f"/start@{BOT} K7Q2-M9XD"), (Started("K7Q2-M9XD"),)),
    ("start with words", command("/start là gì"), (Said("/start là gì", "55"),)),
    ("other command", command("/giup"), (Said("/giup", "55"),)),
    (
        "text",
        update(message=message(text="Đã cấp 250 thẻ\n")),
        (Said("Đã cấp 250 thẻ\n", "55"),),
    ),
    (
        "half a letter",
        json.loads('{"update_id": 900001, "message": {"message_id": 55, "chat": '
                   '{"id": 1001, "type": "private"}, "text": "a\\ud83d\\u0000b"}}'),
        (Said("a\ufffdb", "55"),),
    ),
    (
        "edited",
        update(edited_message=message(text="Đã cấp 520 thẻ", edit_date=1763870060)),
        (Edited("Đã cấp 520 thẻ", "55"),),
    ),
    (
        "edited caption",
        update(edited_message=message(photo=SIZES, caption="Ảnh lễ ra quân", edit_date=1)),
        (Edited("Ảnh lễ ra quân", "55"),),
    ),
    ("moving location", update(edited_message=message(location={"latitude": 18.6})), ()),
    ("button", pressed("341:2"), (Chose("#2", 341, "55"),)),
    ("button of nobody", pressed("341:2", None), (Chose("#2", 341, ""),)),
    *[
        (f"button {data!r}", pressed(data), (Chose("#-1", None, "55"),))
        for data in (None, "", "341", "341:", ":1", "a:b", "341:2:3", "-1:2", "1:-2", "9" * 60)
    ],
    ("photo", update(message=message(photo=SIZES)), (PHOTO,)),
    (
        "album",
        update(message=message(photo=SIZES, media_group_id="137", caption="Lễ ra quân")),
        (SentFile("large", "photo_55.jpg", "image/jpeg", 98000, "Lễ ra quân", "137", "55"),),
    ),
    ("document", update(message=message(document=DOCUMENT, caption="Công văn")), (WORD,)),
    (
        "bare document",
        update(message=message(document={"file_id": "d", "file_unique_id": "d"})),
        (SentFile("d", "file_55", "application/octet-stream", None, "", "", "55"),),
    ),
    *[
        (kind, update(message=message(**{kind: {"file_id": "x"}})), (SentUnreadable(kind),))
        for kind in ("sticker", "voice", "video", "video_note", "audio", "location", "contact",
                     "poll", "dice")
    ],
    (
        "animation, also a document",
        update(message=message(animation={"file_id": "x"}, document=DOCUMENT)),
        (SentUnreadable("animation"),),
    ),
    (
        "video with words",
        update(message=message(video={"file_id": "x"}, caption="Đã hoàn thành")),
        (SentUnreadable("video"), Said("Đã hoàn thành", "55")),
    ),
    ("blocked", membership(PRIVATE, "member", "kicked"), (Blocked(),)),
    ("unblocked", membership(PRIVATE, "kicked", "member"), ()),
    ("added to a group", membership(GROUP, "left", "member"), (AddedToGroup(),)),
    ("put out of a group", membership(GROUP, "member", "kicked"), ()),
    ("new in a group", update(message=message(GROUP, new_chat_members=[BOT_USER])),
     (AddedToGroup(),)),
    ("left a group", update(message=message(GROUP, left_chat_member=BOT_USER)), ()),
    ("text in a group", update(message=message(GROUP, text="báo cáo")), (AddedToGroup(),)),
    ("code in a group", update(message=message(GROUP, text=" K7Q2-M9XD ")),
     (AddedToGroup("K7Q2-M9XD"),)),
    ("deep link into a group", update(message=message(GROUP, text=f"/start@{BOT} K7Q2-M9XD")),
     (AddedToGroup("K7Q2-M9XD"),)),
    *[
        (text, update(message=message(GROUP, text=text)), (AddedToGroup("K7Q2-M9XD"),))
        for text in ("mã của tôi K7Q2-M9XD", "K7Q2 M9XD", "K7Q2\u2013M9XD",
                     f"/start@{BOT} K7Q2M9XD", f"https://t.me/{BOT}?start=K7Q2-M9XD",
                     "/start mã K7Q2-M9XD")
    ],
    ("photo in a group", update(message=message(GROUP, photo=SIZES)), (AddedToGroup(),)),
    ("button in a group", pressed("341:2", GROUP), (AddedToGroup(),)),
    ("edited in a group", update(edited_message=message(GROUP, text="a")), ()),
    ("channel post", update(channel_post=message(CHANNEL, text="Tin")), ()),
    ("message in a channel", update(message=message(CHANNEL, text="Tin")), ()),
    ("pinned", update(message=message(pinned_message=message(text="a"))), ()),
    ("inline query", update(inline_query={"id": "1", "from": LAN, "query": "", "offset": ""}), ()),
    ("from the future", update(something_new={"id": 1}), ()),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "events"), [row[1:] for row in TABLE], ids=[r[0] for r in TABLE])
def test_an_update_becomes_events(raw: dict[str, Any], events: tuple[Event, ...]) -> None:
    assert tuple(received.event for received in to_events(raw, BOT)) == events


def test_each_event_has_an_id_of_its_own_and_its_chat() -> None:
    raw = update(message=message(video={"file_id": "x"}, caption="Đã hoàn thành"))
    first, second = to_events(raw, BOT)
    assert (first.event_id, second.event_id) == ("900001", "900001.1")
    assert first.address == second.address == Address("telegram", BOT, "1001")


@pytest.mark.parametrize(
    "raw",
    [
        update(message={"text": "no chat"}),
        update(message="words"),
        update(message=message(text={"not": "text"})),
        update(message=message(photo=[{}])),
        update(callback_query={"data": "1:2"}),
        update(my_chat_member={"chat": PRIVATE}),
        {"message": message(text="no number")},
    ],
)
def test_a_broken_update_raises(raw: dict[str, Any]) -> None:
    with pytest.raises((KeyError, TypeError, AttributeError, ValueError)):
        to_events(raw, BOT)


@given(st.text())
def test_every_text_can_be_stored(text: str) -> None:
    for received in to_events(update(message=message(text=text)), BOT):
        received.event.text.encode()
