"""Whatever people send in whatever order, through the whole shell: no message is set aside, each
is answered, and there is always a way on."""

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from bot.channels.memory import BUTTONS, NUMBERS, MemoryChannel
from bot.rulebook import Rulebook
from bot.world import World, open_world
from domain.conversation import Chose, Edited, Event, Said, SentFile, SentUnreadable, Started
from domain.messages import Address
from storage import inbox
from tests.cast import (
    BINH,
    CLOCK_START,
    EVERYBODY,
    HA,
    HOA,
    LAN,
    SON,
    let_in,
    make_book,
    take_over_sample,
)
from tests.hand_clock import HandClock

CHATS = (LAN.chat, HOA.chat, SON.chat, HA.chat, BINH.chat, "khach")
WORDS = [
    "báo cáo", "tiến độ", "giúp", "hủy", "quay lại", "gửi", "xong", "sửa", "sửa 1.2", "bỏ qua",
    "kps", "không phát sinh tất cả", "như kỳ trước", "thu hồi", "đồng ý", "không", "có", "1", "2",
    "9", "8.1",
    "1. xong 20/11, 9 lớp\n2. đang làm\n9. khác", "Đang thực hiện, đã lập 101.240 hồ sơ cho dân",
    "96,4", "964%", "20/11", "30/2", "xin gia hạn 2 ngày vì chờ số liệu", "nhắc lại chiều mai",
    "vắng đến 20/12, đ/c Hoa thay", "đã đi làm lại", "dữ liệu của tôi", "dừng",
    "hỏi cán bộ tổng hợp",
    "Công văn TỐI MẬT số 12", "K7Q2-M9XD", "", "🙂", "tình hình", "đôn đốc tất cả",
    "xem Phòng Y tế",
    "trả lại Phòng Y tế mục 8.1: thiếu số văn bản", "duyệt tất cả", "nhập thay Xuân Giang",
    "gia hạn Phòng Y tế đến 19/12", "tổng hợp", "trình ký",
    "phát hành số 5/BC-UBND ngày 25/11/2022",
    "khóa kỳ", "mở lại kỳ", "mở kỳ năm 2023", "mời Công an huyện", "bàn giao đầu mối Phòng Y tế",
    "đơn vị nào chưa gửi?",
]  # fmt: skip
STEPS = some.one_of(
    some.tuples(some.just("say"), some.sampled_from(WORDS)),
    some.tuples(some.just("say"), some.text(max_size=40)),
    some.tuples(some.just("press"), some.integers(0, 30)),
    some.tuples(some.just("press"), some.integers(0, 30)),
    some.tuples(some.just("change"), some.sampled_from(WORDS)),
    some.tuples(some.just("file"), some.sampled_from(["a.jpg", "b.pdf"])),
    some.tuples(some.just("other"), some.sampled_from(["sticker", "voice"])),
    some.tuples(some.just("start"), some.sampled_from(["", "AAAA-2222"])),
)
PLAYS = some.lists(some.tuples(some.sampled_from(CHATS), STEPS), min_size=5, max_size=25)


@dataclass
class Talk:
    """Many people at once; what each was last offered, and the message each typed last."""

    world: World
    clock: HandClock
    channel: MemoryChannel
    count: int = 0

    def __post_init__(self) -> None:
        self.offered: dict[str, list[str]] = {}
        self.typed: dict[str, str] = {}

    async def act(self, chat: str, kind: str, value: object) -> None:
        self.count += 1
        self.clock.to(self.clock.now + timedelta(minutes=1))
        self.channel.files = {"a.jpg": b"a", "b.pdf": b"b"}
        event = self.event(chat, kind, value)
        address = Address(self.channel.name, "tiendo", chat)
        async with self.world.database.transaction() as connection:
            await inbox.add(connection, address, str(self.count), event, self.clock())
        await self.world.settle()
        self.hear(chat, event)
        assert await self.set_aside() == []

    def event(self, chat: str, kind: str, value: object) -> Event:
        number = f"m{self.count}"
        buttons = self.offered.get(chat, [])
        match kind:
            case "press" if buttons and isinstance(value, int):
                question, index = buttons[value % len(buttons)].split(":")
                return Chose(f"#{index}", int(question), number)
            case "change" if chat in self.typed:
                return Edited(str(value), self.typed[chat])
            case "file":
                return SentFile(str(value), str(value), "image/jpeg", 1, "ảnh", message=number)
            case "other":
                return SentUnreadable(str(value))
            case "start":
                return Started(str(value))
        self.typed[chat] = number
        return Said(str(value), number)

    def hear(self, speaker: str, event: Event) -> None:
        """Everybody who speaks is answered; the last message counts for what may be chosen."""
        heard = self.channel.take()
        assert speaker in {sent.chat for sent in heard}, event
        for sent in heard:
            assert sent.part.text.strip() or sent.part.file
            if sent.part.buttons:
                self.offered[sent.chat] = [button.data for button in sent.part.buttons]

    async def set_aside(self) -> list[object]:
        query = "SELECT payload FROM inbox WHERE state = 'set_aside'"
        return [tuple(row) for row in await self.world.database.reader.execute_fetchall(query)]


async def play(steps: list[tuple[str, tuple[str, object]]], buttons: bool, agrees: bool) -> None:
    clock = HandClock(CLOCK_START)
    channel = MemoryChannel(carries=BUTTONS if buttons else NUMBERS)
    with TemporaryDirectory() as folder:
        book = book_that(Path(folder), agrees)
        async with open_world(book, clock, {channel.name: channel}, durable=False) as world:
            await take_over_sample(world)
            await let_in(world, *EVERYBODY)
            talk = Talk(world, clock, channel)
            for chat, (kind, value) in steps:
                await talk.act(chat, kind, value)
            for chat in CHATS:
                await talk.act(chat, "say", "giúp")


def book_that(folder: Path, agrees: bool) -> Rulebook:
    book = make_book(folder)
    return replace(book, rules=replace(book.rules, head_agrees=agrees))


@settings(
    max_examples=8,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(PLAYS, some.booleans(), some.booleans())
def test_nothing_is_set_aside_and_everybody_is_answered(
    steps: list[tuple[str, tuple[str, object]]], buttons: bool, agrees: bool
) -> None:
    asyncio.run(play(steps, buttons, agrees))
