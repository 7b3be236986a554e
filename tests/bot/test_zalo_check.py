"""`tiendo check` asks each Zalo bot for its name."""

import asyncio
import threading
from collections.abc import Iterator

import pytest

from bot.checks.findings import Finding, Level
from bot.checks.zalo import check_zalo
from bot.settings.sections import Zalo
from tests.bot.zalo_server import TOKEN, ZaloServer


@pytest.fixture
def address() -> Iterator[str]:
    """A server in a thread of its own: the check brings its own event loop."""
    ready, end = threading.Event(), threading.Event()
    found: list[str] = []

    async def serve() -> None:
        async with ZaloServer().running() as server:
            found.append(server.api_base_url)
            ready.set()
            await asyncio.to_thread(end.wait, 30)

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    assert ready.wait(10)
    yield found[0]
    end.set()
    thread.join(10)


def checked(address: str) -> list[Finding]:
    given = {"enabled": True, "api_base_url": address, "bots": [{"name": "mot"}]}
    return list(check_zalo(Zalo.model_validate(given)))


def test_a_bot_that_answers_is_named(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIENDO_ZALO_TOKEN_MOT", TOKEN)
    assert checked(address) == [
        Finding(Level.OK, "zalo", "mot: Tiến độ Nghi Xuân answers"),
    ]


def test_a_refused_token_is_an_error_that_does_not_show_it(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIENDO_ZALO_TOKEN_MOT", "another-token")
    (finding,) = checked(address)
    assert finding.level is Level.ERROR
    assert "TIENDO_ZALO_TOKEN_MOT" in finding.text
    assert "another-token" not in finding.text


def test_a_bot_without_a_token_is_a_warning_and_nobody_at_home_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("TIENDO_ZALO_TOKEN_MOT", raising=False)
    assert [finding.level for finding in checked("http://127.0.0.1:9/bot")] == [Level.WARNING]
    monkeypatch.setenv("TIENDO_ZALO_TOKEN_MOT", TOKEN)
    (finding,) = checked("http://127.0.0.1:9/bot")
    assert (finding.level, "no answer" in finding.text) == (Level.ERROR, True)
