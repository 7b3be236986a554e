"""aiohttp under python-telegram-bot: which failures mean that nothing was sent."""

import pytest
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import RequestData

from bot.channels.telegram.request import AiohttpRequest, maybe_sent, not_sent
from tests.bot.telegram_server import TOKEN, TelegramServer


async def test_a_connection_that_never_came_about_sent_nothing() -> None:
    async with AiohttpRequest() as request:
        with pytest.raises(NetworkError) as caught:
            await request.post(f"http://127.0.0.1:1/bot{TOKEN}/getMe", RequestData())
    assert not_sent(caught.value)
    assert not maybe_sent(caught.value)
    assert TOKEN not in repr(caught.value)


async def test_a_read_that_took_too_long_may_have_been_sent() -> None:
    async with TelegramServer().running() as server, AiohttpRequest(0.05) as request:
        server.fail("late", method="getMe")
        with pytest.raises(TimedOut) as caught:
            await request.post(f"{server.api_base_url}{TOKEN}/getMe", RequestData())
    assert maybe_sent(caught.value)
    assert not not_sent(caught.value)


async def test_a_call_may_name_its_own_time_limit() -> None:
    async with TelegramServer().running() as server, AiohttpRequest(60) as request:
        server.fail("late", method="getMe")
        with pytest.raises(TimedOut):
            url = f"{server.api_base_url}{TOKEN}/getMe"
            await request.post(url, RequestData(), read_timeout=0.05)


@pytest.mark.parametrize("answer", [b"<html>", b"[]", b'"x"', b"{}", b'{"ok":true}', b"\xff\xfe"])
def test_an_answer_of_another_shape_is_an_error_of_telegram(answer: bytes) -> None:
    with pytest.raises(TelegramError) as caught:
        AiohttpRequest.parse_json_payload(answer)
    assert maybe_sent(caught.value)


async def test_a_refusal_was_not_lost() -> None:
    async with TelegramServer().running() as server, AiohttpRequest() as request:
        with pytest.raises(TelegramError) as caught:
            await request.post(f"{server.api_base_url}{TOKEN}/sendSomething", RequestData())
    assert not maybe_sent(caught.value)


async def test_it_can_be_opened_and_closed_twice() -> None:
    request = AiohttpRequest()
    async with TelegramServer().running() as server:
        for _ in range(2):
            async with request:
                await request.initialize()
                answer = await request.post(f"{server.api_base_url}{TOKEN}/getMe", RequestData())
                assert isinstance(answer, dict)
            await request.shutdown()
