"""An official who only has Zalo does the whole job there, in words and numbers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from bot.applying import Context, apply
from bot.channels.zalo.channel import ZaloChannel
from bot.channels.zalo.polling import poll
from bot.world import World, open_world
from domain.effects import IssueInvite
from tests.bot.zalo_server import PHOTO_HOST, TOKEN, ZaloServer
from tests.cast import CLOCK_START, LAN, make_book, take_over_sample
from tests.hand_clock import HandClock

CHAT = "6ede9afa66b88fe6d6a9"
CODE = "K7Q2-M9XD"
LONGEST = 2000


@dataclass
class Talk:
    world: World
    server: ZaloServer

    async def say(self, text: str) -> str:
        """What the bot answers, all its messages together."""
        before = len(self.server.texts(CHAT))
        await self.server.say(CHAT, text)
        return await self._answers(before)

    async def photo(self, content: bytes) -> str:
        before = len(self.server.texts(CHAT))
        await self.server.send_photo(CHAT, content)
        return await self._answers(before)

    async def unsupported(self) -> str:
        """A document: of it, Zalo brings nothing but that there was one."""
        before = len(self.server.texts(CHAT))
        await self.server.write(CHAT, "message.unsupported.received", {})
        return await self._answers(before)

    async def _answers(self, before: int) -> str:
        async with asyncio.timeout(10):
            while len(self.server.texts(CHAT)) == before:
                await self.world.settle()
                await asyncio.sleep(0.005)
        return "\n".join(self.server.texts(CHAT)[before:])


@asynccontextmanager
async def talking(folder: Path) -> AsyncIterator[Talk]:
    clock, stop = HandClock(CLOCK_START), asyncio.Event()
    async with ZaloServer().running() as server:
        channel = ZaloChannel({"mot": TOKEN}, [PHOTO_HOST], server.api_base_url)
        async with (
            channel.open(),
            open_world(make_book(folder), clock, {"zalo": channel}, durable=False) as world,
            asyncio.TaskGroup() as tasks,
        ):
            await take_over_sample(world)
            async with world.database.transaction() as connection:
                expires = CLOCK_START + timedelta(hours=72)
                invite = IssueInvite(CODE, LAN.role, LAN.unit, LAN.name, expires)
                await apply(Context(connection, world.book, clock(), "test", "test"), invite)
            tasks.create_task(poll(channel.bots[0], world.intake, stop, poll_seconds=5))
            yield Talk(world, server)
            stop.set()


@pytest.mark.parametrize(
    "typed",
    [CODE, "k7q2 m9xd", "mã của tôi là k7q2 m9xd ạ", "toi nhan k7q2-m9xd", f"/start {CODE}"],
)
async def test_a_typed_code_lets_in_and_says_who_speaks(tmp_path: Path, typed: str) -> None:
    async with talking(tmp_path) as talk:
        greeting = await talk.say(typed)
        assert "trợ lý tự động" in greeting
        assert "mã tài khoản Zalo" in greeting
        assert "1. " in greeting and "nhắn số thứ tự" in greeting
        assert "Nguyễn Thị Lan" in await talk.say("1")


async def test_a_whole_report_is_given_in_words_and_numbers(tmp_path: Path) -> None:
    async with talking(tmp_path) as talk:
        await talk.say(CODE)
        assert "Nguyễn Thị Lan" in await talk.say("một")
        await talk.say("báo cáo")
        await talk.say("1. Đang thực hiện: đã làm sạch 96.480 hồ sơ sức khỏe.")
        assert "1. Gửi" in talk.server.texts(CHAT)[-1]
        assert "Mã: 2022-phong-y-te-1." in await talk.say("số một")
        sizes = [len(text.encode("utf-16-le")) // 2 for text in talk.server.texts(CHAT)]
        assert max(sizes) <= LONGEST


async def test_a_photo_is_fetched_at_once_and_attached(tmp_path: Path) -> None:
    async with talking(tmp_path) as talk:
        await talk.say(CODE)
        await talk.say("1")
        await talk.say("báo cáo")
        answer = await talk.photo(b"\xff\xd8\xff\xe0 a picture")
        assert answer.startswith("Đã nhận ảnh, kèm mục 8.1 (")
        assert answer.endswith("Đồng chí trả lời tiếp câu hỏi ở trên.")
        await talk.photo(b"\xff\xd8\xff\xe0 another")
        assert "- Tài liệu: Ảnh 1; Ảnh 2" in await talk.say("gửi")


async def test_a_document_that_cannot_arrive_leaves_no_dead_end(tmp_path: Path) -> None:
    async with talking(tmp_path) as talk:
        await talk.say(CODE)
        await talk.say("1")
        answer = await talk.unsupported()
        assert "tệp" in answer
        assert "nhắn số thứ tự" in answer


async def test_long_words_of_an_officer_are_all_shown_and_the_question_stays_whole(
    tmp_path: Path,
) -> None:
    async with talking(tmp_path) as talk:
        for said in (CODE, "1", "báo cáo", "2"):
            await talk.say(said)
        words = [f"Trạm số {place} đã kết nối 👍. " * 60 for place in (1, 2)]
        for said in words:
            before = len(talk.server.texts(CHAT))
            await talk.say(said.strip())
        await talk.world.settle()
        *_, last = parts = talk.server.texts(CHAT)[before:]
        assert len(parts) > 1
        assert "Nếu còn, đồng chí gửi tiếp." in last and last.endswith("“Xong”, “Sửa lại”.")
        shown = "".join("".join(parts).split())
        assert all("".join(said.split()) in shown for said in words)
        assert all(call.taken for call in talk.server.calls if call.method == "sendMessage")
