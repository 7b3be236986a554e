"""The running bot with `zalo.webhook = true`: what is brought to its pages is answered."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.config import Settings, load_settings
from bot.private import load_secrets
from bot.serving import open_pages, receiving
from bot.ways import open_ways
from bot.world import World, open_world
from domain.errors import StartError
from tests.bot.zalo_server import TOKEN, ZaloServer
from tests.cast import CLOCK_START
from tests.end_to_end.processes import free_port
from tests.hand_clock import HandClock

CHAT, FRONT = "6ede9afa66b88fe6d6a9", "https://tiendo.test"


@asynccontextmanager
async def serving(folder: Path, server: ZaloServer, webhook: bool) -> AsyncIterator[World]:
    """As `bot.app` puts it together, but nothing is handled by itself."""
    port = free_port()
    server.webhook.fronts[FRONT] = f"http://127.0.0.1:{port}"
    (folder / "config.toml").write_text(
        f'[storage]\ndirectory = "{folder / "var"}"\n'
        f'[web]\npublic_url = "{FRONT}"\nlisten = "127.0.0.1:{port}"\n'
        f"[zalo]\nenabled = true\nwebhook = {str(webhook).lower()}\n"
        f'api_base_url = "{server.api_base_url}"\nbots = [{{ name = "mot" }}]\n'
    )
    settings = load_settings(folder / "config.toml")
    secrets = load_secrets(settings.folder, {"TIENDO_ZALO_TOKEN_MOT": TOKEN})
    stop = asyncio.Event()
    async with (
        open_ways(settings, secrets) as ways,
        open_world(
            settings.rulebook(secrets.key), HandClock(CLOCK_START), ways.channels, durable=False
        ) as world,
        open_pages(settings, secrets, ways, world) as pages,
        asyncio.TaskGroup() as tasks,
    ):
        for part in (*pages, *receiving(settings, secrets, ways, world)):
            tasks.create_task(part(stop))
        try:
            yield world
        finally:
            stop.set()


def started(folder: Path, server: ZaloServer, *bots: str) -> Settings:
    named = ", ".join(f'{{ name = "{bot}" }}' for bot in bots)
    (folder / "config.toml").write_text(
        f'[storage]\ndirectory = "{folder / "var"}"\n[zalo]\nenabled = true\n'
        f'api_base_url = "{server.api_base_url}"\nbots = [{named}]\n'
    )
    return load_settings(folder / "config.toml")


async def test_without_pages_the_start_says_once_what_zalo_does_not_carry(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with ZaloServer().running() as server:
        settings = started(tmp_path, server, "mot")
        secrets = load_secrets(settings.folder, {"TIENDO_ZALO_TOKEN_MOT": TOKEN})
        async with open_ways(settings, secrets):
            pass
        assert caplog.messages == [
            "Zalo carries no files: without web.public_url nobody there gets the report or can "
            "send a document"
        ]
        caplog.clear()
        async with serving(tmp_path, server, False):
            pass
        assert "carries no files" not in caplog.text


async def test_two_bots_with_one_token_stop_the_start(tmp_path: Path) -> None:
    tokens = {f"TIENDO_ZALO_TOKEN_{name}": TOKEN for name in ("MOT", "HAI")}
    async with ZaloServer().running() as server:
        settings = started(tmp_path, server, "mot", "hai")
        with pytest.raises(StartError, match="mot and hai are the same bot of Zalo") as refused:
            async with open_ways(settings, load_secrets(settings.folder, tokens)):
                pass
        assert server.calls == [] and TOKEN not in str(refused.value)


async def answered(world: World, server: ZaloServer, text: str) -> str:
    await server.say(CHAT, text)
    before = len(server.texts(CHAT))
    async with asyncio.timeout(10):
        while len(server.texts(CHAT)) == before:
            await world.settle()
            await asyncio.sleep(0.005)
    return server.texts(CHAT)[-1]


async def until_hooked(server: ZaloServer) -> None:
    async with asyncio.timeout(10):
        while not any(call.method == "setWebhook" for call in server.calls):  # noqa: ASYNC110 (it happens in the server)
            await asyncio.sleep(0.005)


async def test_a_message_that_is_brought_is_answered(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with ZaloServer().running() as server, serving(tmp_path, server, True) as world:
        await until_hooked(server)
        assert "đồng chí" in await answered(world, server, "xin chào")
        assert server.webhook.statuses == [200]
        assert server.webhook.url == f"{FRONT}/webhook/zalo/mot"
        assert not any(call.method == "getUpdates" for call in server.calls)
    assert "not set" not in caplog.text


async def test_without_it_the_address_does_not_exist_and_messages_are_asked_for(
    tmp_path: Path,
) -> None:
    async with ZaloServer().running() as server, serving(tmp_path, server, False) as world:
        tried = await server.webhook.set(
            {"url": f"{FRONT}/webhook/zalo/mot", "secret_token": "x" * 8}
        )
        server.webhook.delete()
        assert tried["verification"] == {"ok": False, "description": "HTTP 404"}
        assert "đồng chí" in await answered(world, server, "xin chào")
        assert server.given
