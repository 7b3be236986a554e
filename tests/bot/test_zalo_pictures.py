"""A coordinator who only has Zalo compiles the report there, and is shown its first page."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.channels.zalo.channel import ZaloChannel
from bot.channels.zalo.polling import poll
from bot.links import Links
from domain.messages import Address
from storage import addresses, people
from tests.bot.zalo_server import PHOTO_HOST, TOKEN, Call, ZaloServer
from tests.cast import BINH, CLOCK_START, HA, LAN, Persona
from tests.hand_clock import HandClock
from tests.reported import report_task
from tests.served import Served, serve_office

CHATS = {HA: "aa11bb22cc33dd44ee55", BINH: "0123456789abcdef0123"}


@dataclass
class Talk:
    office: Served
    server: ZaloServer

    async def say(self, who: Persona, text: str, until: str) -> list[Call]:
        """What was sent to anybody until this was said to somebody."""
        before = len(self.server.calls)
        await self.server.say(CHATS[who], text)
        async with asyncio.timeout(10):
            while not any(until in str(call.body.get("text")) for call in self._sent(before)):
                async with self.office.settling:
                    await self.office.world.settle()
                # Its clock stands still: what is put off is due when it is moved.
                self.office.clock.advance(seconds=1)
                await asyncio.sleep(0.005)
        return list(self._sent(before))

    def _sent(self, since: int) -> Iterator[Call]:
        return (call for call in self.server.calls[since:] if call.method.startswith("send"))


@asynccontextmanager
async def talking(folder: Path) -> AsyncIterator[Talk]:
    clock, stop = HandClock(CLOCK_START), asyncio.Event()
    async with ZaloServer(chats=set(CHATS.values())).running() as server:
        channel = ZaloChannel({"mot": TOKEN}, [PHOTO_HOST], server.api_base_url)
        async with (
            channel.open(),
            serve_office(folder, clock, channels={"zalo": channel}) as office,
            asyncio.TaskGroup() as tasks,
        ):
            links = Links(office.url, office.site.secret, clock)
            office.world.delivery.file_link = links.download
            office.world.delivery.picture_link = links.picture
            await join(office)
            await report_task(office.world, LAN, "8.1", "Đã chuẩn hóa 96.480 hồ sơ sức khỏe.")
            tasks.create_task(poll(channel.bots[0], office.world.intake, stop, poll_seconds=5))
            yield Talk(office, server)
            stop.set()


async def join(office: Served) -> None:
    async with office.world.database.transaction() as connection:
        for persona in (LAN, HA, BINH):
            code = await people.add(connection, persona.name, "1", office.clock())
            await people.grant(connection, code, persona.role, persona.unit, office.clock())
            chat = CHATS.get(persona)
            address = Address("zalo", "mot", chat) if chat else persona.address
            await addresses.bind(connection, code, address, office.clock())


async def test_the_report_comes_as_a_picture_and_links(tmp_path: Path) -> None:
    async with talking(tmp_path) as talk:
        await talk.say(HA, "tổng hợp", until="nhắn số thứ tự")
        sent = await talk.say(HA, "1", until="/download/")
        ((sha256,),) = await talk.office.rows(
            "SELECT kept.value ->> '$.sha256' FROM reports, json_each(body, '$.files') kept"
            " WHERE kept.value ->> '$.form' = 'png'"
        )
        (page,) = talk.server.shown
        assert hashlib.sha256(page).hexdigest() == sha256
        photo = next(n for n, call in enumerate(sent) if call.method == "sendPhoto")
        assert "Trang đầu của báo cáo" in sent[photo].body["caption"]
        words = "\n".join(str(call.body["text"]) for call in sent[photo + 1 :])
        assert words.count("/download/") == 3
        assert words.rstrip().endswith("nhắn số thứ tự.")
        assert {call.body["chat_id"] for call in sent} == {CHATS[HA]}


@pytest.mark.parametrize(
    "fault", [{"code": 400}, {"code": 404}, {"code": 500, "times": 5}], ids=["400", "404", "500"]
)
async def test_a_picture_that_zalo_refuses_leaves_the_words_and_links(
    tmp_path: Path, fault: dict[str, int], caplog: pytest.LogCaptureFixture
) -> None:
    async with talking(tmp_path) as talk:
        await talk.say(HA, "tổng hợp", until="nhắn số thứ tự")
        talk.server.fail("refused", method="sendPhoto", **fault)
        await talk.say(HA, "1", until="/download/")
        assert talk.server.shown == []
        assert "goes on without its picture" in caplog.text
        assert await talk.office.rows("SELECT state FROM outbox WHERE state <> 'sent'") == []


async def test_the_leader_and_the_clerk_see_it_too(tmp_path: Path) -> None:
    async with talking(tmp_path) as talk:
        await talk.say(HA, "tổng hợp", until="nhắn số thứ tự")
        await talk.say(HA, "1", until="/download/")
        sent = await talk.say(HA, "trình ký", until="/download/")
        shown = [call.body["chat_id"] for call in sent if call.method == "sendPhoto"]
        assert shown == [CHATS[BINH]]
        await talk.say(HA, "phát hành 05/BC-UBND ngày 25/11/2022", until="nhắn")
        await talk.say(HA, "1", until="/download/")
        draft, leaders, issued = talk.server.shown
        assert draft == leaders != issued
