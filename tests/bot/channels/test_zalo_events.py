"""Payloads of the Zalo Bot Platform -> what happened."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.received import Received, Unreadable
from bot.channels.zalo.events import to_events, unwrapped
from bot.channels.zalo.keeping import translate
from domain.conversation import AddedToGroup, Event, Said, SentFile, SentUnreadable, Started
from domain.messages import Address

NUMBER = "2d758cb5e222177a4e35"
CHAT = "6ede9afa66b88fe6d6a9"
PICTURE = "https://photo.example/1.jpg"
LAN = Address("zalo", "mot", CHAT)


def event(kind: str, **content: Any) -> dict[str, Any]:
    message = {
        "message_id": NUMBER,
        "chat": {"id": CHAT, "chat_type": "PRIVATE"},
        "from": {"id": CHAT, "display_name": "Lan", "is_bot": False},
        "date": 1750316131602,
    }
    return {"event_name": f"message.{kind}.received", "message": {**message, **content}}


def unreadable(kind: str) -> SentUnreadable:
    return SentUnreadable(kind, documents=False)


def photo(caption: str = "") -> SentFile:
    return SentFile(PICTURE, f"photo_{NUMBER}.jpg", "image/jpeg", None, caption, message=NUMBER)


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (event("text", text="Đã xong"), [Said("Đã xong", NUMBER)]),
        (event("text", text="/start K7Q2-M9XD"), [Started("K7Q2-M9XD")]),
        (event("image", photo=PICTURE), [photo()]),
        (event("image", photo_url=PICTURE, caption="Hội nghị"), [photo("Hội nghị")]),
        (event("image"), [unreadable("image")]),
        (event("sticker", sticker="s"), [unreadable("sticker")]),
        (event("voice", voice_url="https://photo.example/v"), [unreadable("voice")]),
        (event("unsupported"), [unreadable("unsupported")]),
        (event("unsupported", text="kèm"), [unreadable("unsupported"), Said("kèm", NUMBER)]),
        (event("text", text="a", chat={"id": CHAT, "chat_type": "GROUP"}), [AddedToGroup()]),
        (event("text", text="hi", **{"from": {"id": "1", "is_bot": True}}), []),
        (event("reaction"), []),
        (event("text", text="a", chat={"id": CHAT, "chat_type": "private"}), [Said("a", NUMBER)]),
        (event("text", text="a", chat={"id": CHAT, "chat_type": None}), [Said("a", NUMBER)]),
        (event("text", text="a", chat={"id": CHAT, "chat_type": "group"}), [AddedToGroup()]),
        (event("text", text="a", **{"from": None}), [Said("a", NUMBER)]),
        (event("text", text="a", **{"from": "Lan"}), [Said("a", NUMBER)]),
        (event("text"), [unreadable("unsupported")]),
        (event("text", text=None), [unreadable("unsupported")]),
        (event("text", text={"a": "b"}), [unreadable("unsupported")]),
        (event("image", photo={"url": PICTURE}), [unreadable("image")]),
        (event("image", photo=PICTURE, caption=["a"], text="Hội nghị"), [photo("Hội nghị")]),
        ({"event_name": "message.unsupported.received"}, []),
        ({"event_name": "something.new", "message": None}, []),
    ],
)  # fmt: skip
def test_each_event_is_told_in_our_words(raw: dict[str, Any], told: list[Event]) -> None:
    assert [received.event for received in to_events(raw, "mot")] == told
    assert all(received.address == LAN for received in to_events(raw, "mot"))


def test_an_event_is_known_again_by_the_messages_id() -> None:
    (first,) = to_events(event("text", text="a"), "mot")
    assert first == Received(NUMBER, LAN, Said("a", NUMBER))
    two = to_events(event("sticker", text="kèm lời"), "mot")
    assert [received.event_id for received in two] == [NUMBER, f"{NUMBER}.1"]


def test_a_wrapped_event_is_the_same_event() -> None:
    raw = event("text", text="a")
    assert unwrapped({"ok": True, "result": raw}) == raw
    assert unwrapped(raw) == raw


def test_what_cannot_be_understood_is_kept_where_it_can_be_known_again() -> None:
    broken = {"event_name": "message.text.received", "message": {"message_id": NUMBER}}
    (kept,) = translate(broken, "mot")
    assert kept == Unreadable(NUMBER, Address("zalo", "mot", ""), kept.payload)
    assert translate({"event_name": 3}, "mot") == ()


def test_of_what_cannot_be_understood_only_the_shape_is_kept() -> None:
    broken = event("text", text="K7Q2-M9XD", **{"Nguyễn Thị Lan": [1, {"a": None}]})
    del broken["event_name"]
    (kept,) = translate(broken, "mot")
    assert isinstance(kept, Unreadable)
    assert kept.address == LAN, "forgotten with the person, if it is one"
    assert json.loads(kept.payload) == {
        "message": {
            "message_id": "str",
            "chat": {"id": "str", "chat_type": "str"},
            "from": {"id": "str", "display_name": "str", "is_bot": "bool"},
            "date": "int",
            "text": "str",
            "…": ["int", {"a": "NoneType"}],
        }
    }


@pytest.mark.parametrize("number", ["a\nERROR forged", "x" * 10_000])
def test_a_number_is_not_written_to_the_log_as_it_comes(
    number: str, caplog: pytest.LogCaptureFixture
) -> None:
    translate({"event_name": "message.text.received", "message": {"message_id": number}}, "mot")
    (line,) = caplog.messages
    assert "\n" not in line and len(line) < 200


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["event_name", "message", "message_id", "chat", "id", "text"]),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_nothing_that_comes_can_stop_the_loop(raw: Any) -> None:
    translate(unwrapped(raw), "mot")
