"""The Telegram channel over HTTP, against a Bot API server on loopback."""

import logging
from collections.abc import AsyncIterator

import pytest

from bot.channels.base import Button, File, Part
from bot.channels.refusals import MessageRefused
from bot.channels.telegram.channel import TelegramChannel
from domain.errors import SendError, StartError
from tests.bot.telegram_calls import buttons
from tests.bot.telegram_people import People
from tests.bot.telegram_server import TOKEN, USERNAME, TelegramServer

LAN = 1001


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer().running() as running:
        running.chats[LAN] = "private"
        yield running


@pytest.fixture
async def channel(server: TelegramServer) -> AsyncIterator[TelegramChannel]:
    made = TelegramChannel(TOKEN, server.api_base_url, server.file_base_url, poll_seconds=1)
    async with made.open() as opened:
        yield opened


async def say(channel: TelegramChannel, part: Part, chat: int = LAN) -> str:
    return await channel.send(USERNAME, str(chat), part)


async def test_a_text_arrives_with_its_buttons(
    server: TelegramServer, channel: TelegramChannel
) -> None:
    part = Part("Kỳ báo cáo năm 2022", (Button("Xong", "7:0"), Button("Sửa lại", "7:1")))
    number = await say(channel, part)
    (call,) = server.sent(LAN)
    assert call.message_id == int(number)
    assert call.parameters["text"] == "Kỳ báo cáo năm 2022"
    assert "parse_mode" not in call.parameters
    assert [b["callback_data"] for b in buttons(call)] == ["7:0", "7:1"]


async def test_marks_of_markup_stay_as_they_were_typed(
    server: TelegramServer, channel: TelegramChannel
) -> None:
    await say(channel, Part("*a* <b>_&amp;"))
    assert server.texts(LAN) == ["*a* <b>_&amp;"]


async def test_a_files_name_cannot_add_to_the_request(
    server: TelegramServer, channel: TelegramChannel
) -> None:
    name = 'a"; x="\r\nX-Y: 1\r\n\r\nb.docx'
    await say(channel, Part("", file=File(name, "application/x-docx", b"1")))
    assert server.sent(LAN)[0].parameters["document"]["name"] == "a'; x=' X-Y: 1 b.docx"


async def test_a_file_goes_out_byte_for_byte(
    server: TelegramServer, channel: TelegramChannel
) -> None:
    content = bytes(range(256)) * 100
    await say(channel, Part("", file=File("báo cáo.docx", "application/x-docx", content)))
    document = server.sent(LAN)[0].parameters["document"]
    assert (document["name"], document["content"]) == ("báo cáo.docx", content)


async def test_what_telegram_takes_no_buttons_for_goes_without_them(
    server: TelegramServer, channel: TelegramChannel
) -> None:
    server.fail("bad_request")
    await say(channel, Part("Chào đồng chí", (Button("Xong", "7:0"),)))
    (call,) = server.sent(LAN)
    assert call.parameters["text"] == "Chào đồng chí"
    assert buttons(call) == []


@pytest.mark.parametrize(
    ("fault", "permanent", "doubtful", "retry_after"),
    [
        ({"kind": "blocked"}, True, False, None),
        ({"kind": "migrated"}, True, False, None),
        ({"kind": "bad_request", "words": "Bad Request: chat not found"}, True, False, None),
        ({"kind": "bad_request"}, True, False, None),
        ({"kind": "retry_after", "seconds": 17}, False, False, 17.0),
        ({"kind": "error"}, False, False, None),
        ({"kind": "teapot"}, False, False, None),
        ({"kind": "unauthorized"}, False, False, None),
        ({"kind": "gateway"}, False, True, None),
        ({"kind": "garbage"}, False, True, None),
        ({"kind": "cut"}, False, True, None),
        ({"kind": "cut_after"}, False, True, None),
    ],
    ids=lambda value: value["kind"] if isinstance(value, dict) else None,
)
async def test_a_refusal_says_whether_it_may_succeed_later(
    server: TelegramServer,
    channel: TelegramChannel,
    fault: dict[str, object],
    permanent: bool,
    doubtful: bool,
    retry_after: float | None,
) -> None:
    server.faults.clear()
    server.fail(**fault)
    with pytest.raises(SendError) as caught:
        await say(channel, Part("Chào đồng chí"))
    error = caught.value
    assert (error.permanent, error.doubtful) == (permanent, doubtful)
    assert error.retry_after == retry_after


async def test_a_refused_message_says_nothing_of_the_address(
    server: TelegramServer, channel: TelegramChannel
) -> None:
    with pytest.raises(MessageRefused):
        await say(channel, Part("x" * 4097))
    with pytest.raises(SendError) as caught:
        await say(channel, Part("x"), chat=404)
    assert caught.value.permanent
    assert not isinstance(caught.value, MessageRefused)


async def test_an_answer_that_never_comes_is_in_doubt(server: TelegramServer) -> None:
    urls = (server.api_base_url, server.file_base_url)
    channel = TelegramChannel(TOKEN, *urls, read_seconds=0.05)
    async with channel.open():
        server.fail("late")
        with pytest.raises(SendError) as caught:
            await say(channel, Part("Chào đồng chí"))
    assert caught.value.doubtful
    assert server.texts(LAN) == ["Chào đồng chí"]


async def test_a_file_larger_than_telegram_takes_is_not_tried(
    server: TelegramServer, channel: TelegramChannel
) -> None:
    with pytest.raises(MessageRefused):
        await say(channel, Part("", file=File("a.pdf", "application/pdf", bytes(50 * 2**20 + 1))))
    assert server.sent() == []


async def test_a_photo_is_fetched_byte_for_byte(
    server: TelegramServer, channel: TelegramChannel
) -> None:
    await People(server).send_photo(LAN, b"\xff\xd8 a photo")
    assert await channel.fetch(USERNAME, "file1", 1000) == b"\xff\xd8 a photo"


async def test_a_file_over_the_limit_is_never_fetched(
    server: TelegramServer, channel: TelegramChannel
) -> None:
    for reference, limit in ((server.keep(b"12345"), 4), ("file-unknown", 100)):
        with pytest.raises(SendError) as caught:
            await channel.fetch(USERNAME, reference, limit)
        assert caught.value.permanent
    server.files["huge"] = bytes(20 * 1024 * 1024 + 1)
    with pytest.raises(SendError) as caught:
        await channel.fetch(USERNAME, "huge", 10**9)
    assert caught.value.permanent


async def test_it_leaves_a_group_that_became_another(
    server: TelegramServer, channel: TelegramChannel
) -> None:
    server.fail("migrated", method="leaveChat")
    await channel.leave(USERNAME, "-5")
    assert server.left == {-100777}


async def test_another_bots_message_waits_for_that_bot(channel: TelegramChannel) -> None:
    with pytest.raises(SendError) as caught:
        await channel.send("another_bot", str(LAN), Part("x"))
    assert not caught.value.permanent


async def test_a_wrong_token_stops_the_start_without_showing_it(server: TelegramServer) -> None:
    wrong = "999:WRONG-token"
    channel = TelegramChannel(wrong, server.api_base_url, server.file_base_url)
    with pytest.raises(StartError) as caught:
        async with channel.open():
            pass
    assert "TIENDO_TELEGRAM_TOKEN" in str(caught.value)
    assert "WRONG" not in str(caught.value)


async def test_a_server_out_of_reach_does_not_stop_the_start() -> None:
    channel = TelegramChannel(TOKEN, "http://127.0.0.1:1/bot", "http://127.0.0.1:1/file/bot")
    async with channel.open():
        assert channel.username == ""


@pytest.mark.parametrize("kind", ["garbage", "error", "unauthorized", "cut", "bad_request"])
async def test_the_token_never_shows(
    server: TelegramServer, channel: TelegramChannel, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.fail(kind, words=f"no such path /bot{TOKEN}/sendMessage")
    with pytest.raises(SendError) as caught:
        await say(channel, Part("Chào đồng chí"))
    told = f"{caught.value!r} {caught.value.__cause__!r} {caplog.text}"
    assert TOKEN not in told
    assert "Chào đồng chí" not in caplog.text
