"""People are shared out over Zalo's bots as they join: where they are, they are counted."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.channels.memory import MemoryChannel
from bot.world import World, open_world
from domain.bots import ZALO
from domain.messages import Address
from storage import addresses, seats
from tests.cast import CLOCK_START, FIRST_BOT, HA, SECOND_BOT, let_in, make_book, take_over_sample
from tests.hand_clock import HandClock
from tests.recorders import code_of, receive

CODE = re.compile(r"^[2-9A-Z]{4}-[2-9A-Z]{4}$", re.MULTILINE)


class Zalo:
    """An office whose people are on Zalo, at two bots with two places each."""

    def __init__(self, world: World, channel: MemoryChannel) -> None:
        self.world = world
        self._channel = channel

    async def heard(self, bot: str, chat: str, text: str) -> str:
        """What is answered there."""
        where = Address(ZALO if bot else HA.address.channel, bot or HA.address.bot, chat)
        await receive(self.world, where, text)
        await self.world.settle()
        return "\n".join(sent.part.text for sent in self._channel.take() if sent.chat == chat)

    async def invited(self, unit: str) -> tuple[str, str | None]:
        """A code that the coordinator got, and which bot is named with it."""
        await self.heard("", HA.chat, f"mời {unit}")
        told = await self.heard("", HA.chat, "Không ghi tên")
        named = [bot.name for bot in (FIRST_BOT, SECOND_BOT) if f"“{bot.title}”" in told]
        assert bool(named) != ("Các trợ lý trên Zalo đã đủ người" in told), told
        (code,) = CODE.findall(told)
        return code, named[0] if named else None

    async def joins(self, bot: str, chat: str, code: str) -> str:
        await self.heard(bot, chat, f"ma cua toi nhan {code.lower().replace('-', ' ')}")
        await self.heard(bot, chat, "1")
        return await self.heard(bot, chat, "Nguyễn Văn Nam")

    async def taken(self) -> dict[str, int]:
        return dict(await seats.taken(self.world.database.reader, ZALO, self.world.clock()))


@asynccontextmanager
async def zalo(folder: Path) -> AsyncIterator[Zalo]:
    clock, channel = HandClock(CLOCK_START), MemoryChannel()
    book = make_book(folder, (FIRST_BOT, SECOND_BOT), people=2)
    ways = {ZALO: channel, channel.name: channel}
    async with open_world(book, clock, ways, durable=False) as world:
        await take_over_sample(world)
        await let_in(world, HA)
        yield Zalo(world, channel)


async def test_open_invites_are_spread_until_all_bots_are_full(tmp_path: Path) -> None:
    async with zalo(tmp_path) as office:
        named = [(await office.invited("xã Cổ Đạm"))[1] for _ in range(5)]
        assert named == ["mot", "hai", "mot", "hai", None]


async def test_places_that_nobody_came_to_are_given_again(tmp_path: Path) -> None:
    async with zalo(tmp_path) as office:
        for _ in range(4):
            await office.invited("xã Cổ Đạm")
        clock = office.world.clock
        assert isinstance(clock, HandClock)
        clock.advance(hours=72)
        assert (await office.invited("xã Cổ Đạm"))[1] == "mot"


async def test_who_types_the_code_to_another_bot_is_let_in_and_counted_there(
    tmp_path: Path,
) -> None:
    async with zalo(tmp_path) as office:
        code, named = await office.invited("xã Cổ Đạm")
        assert (named, await office.taken()) == ("mot", {"mot": 1})
        assert "Đã ghi nhận sự đồng ý" in await office.joins("hai", "nam", code)
        assert await office.taken() == {"hai": 1}
        assert (await office.invited("xã Cổ Đạm"))[1] == "mot"


async def test_nobody_is_refused_at_a_bot_that_is_beyond_its_plan(tmp_path: Path) -> None:
    async with zalo(tmp_path) as office:
        codes = [(await office.invited("xã Cổ Đạm"))[0] for _ in range(5)]
        for number, code in enumerate(codes):
            said = await office.joins("hai", f"chat-{number}", code)
            assert "Đã ghi nhận sự đồng ý" in said
        assert await office.taken() == {"hai": 5}
        assert (await office.invited("xã Cổ Đạm"))[1] == "mot"


async def test_who_asks_for_one_more_channel_is_sent_to_the_own_bot_while_it_works(
    tmp_path: Path,
) -> None:
    async with zalo(tmp_path) as office:
        code, _ = await office.invited("xã Cổ Đạm")
        await office.joins("hai", "nam", code)
        assert f"“{SECOND_BOT.title}”" in await office.heard("hai", "nam", "thêm kênh")
        assert await office.taken() == {"hai": 1}, "one person, one place"


async def test_where_the_own_bot_carries_nothing_any_more_another_is_named(
    tmp_path: Path,
) -> None:
    async with zalo(tmp_path) as office:
        assert (await office.invited("xã Cổ Đạm"))[1] == "mot"
        async with office.world.database.transaction() as connection:
            ha = await code_of(connection, HA)
            gone = Address(ZALO, "mot", "ha")
            await addresses.bind(connection, ha, gone, CLOCK_START)
        assert f"“{FIRST_BOT.title}”" in await office.heard("", HA.chat, "thêm kênh")
        async with office.world.database.transaction() as connection:
            await addresses.disable(connection, gone, CLOCK_START)
        assert f"“{SECOND_BOT.title}”" in await office.heard("", HA.chat, "thêm kênh")
