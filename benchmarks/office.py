"""A world to measure: the sample plan with as many units as wanted, everybody known to the bot."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import product
from pathlib import Path
from random import Random

from aiosqlite import Connection

from bot.applying import Context, apply
from bot.channels.memory import MemoryChannel
from bot.config import shipped_settings
from bot.rulebook import Rulebook
from bot.world import World, open_world
from documents.plan import read_plan
from documents.samples import sample
from domain.calendar import VIETNAM
from domain.conversation import Said
from domain.effects import OpenPeriod
from domain.messages import Address
from domain.people import Grant, Role
from domain.period_state import Period
from domain.plan import to_programme, unit_code
from domain.programme import Programme, Unit
from domain.status import Said as Verdict
from domain.submission import Entry, State, Statement, Submission
from storage import addresses, inbox, people, periods, programmes, submissions
from storage.submissions import Sent

PROVINCE, DISTRICT = 3321, 27
START = datetime(2022, 11, 25, 8, 0, tzinfo=VIETNAM)
PROGRAMME = "ttnt"
PERIOD = f"{PROGRAMME}:2022"
COORDINATOR = "coordinator"

_FIRST = "An Bình Cẩm Diên Đông Gia Hải Hòa Hưng Kim Lạc Long Mỹ Nam Ngọc Phú Phước Quang Sơn " \
    "Tân Thạch Thanh Thiên Thuận Tiên Trung Trường Vạn Việt Vĩnh Xuân Yên Đại Đức Hồng Khánh " \
    "Liên Lương Minh Nghĩa Nhân Ninh Phong Quảng Tam Tây Thái Thịnh Thọ Thượng Tiến Tùng Tường " \
    "Văn Vũ Bảo Châu Cường Lâm Lộc Lợi Mai Hiệp Hậu"  # fmt: skip

_DID = (
    "thành lập tổ công nghệ số cộng đồng", "hướng dẫn người dân dùng dịch vụ công",
    "phát tin trên loa truyền thanh", "lắp camera tại nhà văn hóa thôn",
    "tổ chức hội nghị tuyên truyền", "cập nhật dữ liệu hộ tịch",
    "bố trí máy tính tại bộ phận một cửa",
    "ký kết với doanh nghiệp viễn thông", "rà soát cán bộ cần bồi dưỡng",
    "mở chuyên mục trên trang thông tin", "vận động thanh niên tham gia",
    "khảo sát nhu cầu của hộ kinh doanh",
)  # fmt: skip


@dataclass
class Clock:
    now: datetime = START

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Office:
    world: World
    clock: Clock
    channel: MemoryChannel
    programme: Programme
    units: tuple[str, ...]
    said: int = 0

    async def put(self, chat: str, text: str) -> None:
        await self.put_all([chat], text)

    async def put_all(self, chats: list[str], text: str) -> None:
        """A message from each of `chats` into the inbox, in one commit."""
        async with self.world.database.transaction() as connection:
            for chat in chats:
                self.said += 1
                event = Said(text, str(self.said))
                place = Address(self.channel.name, "tiendo", chat)
                await inbox.add(connection, place, str(self.said), event, self.clock())


def communes(count: int) -> tuple[Unit, ...]:
    """As many invented communes: no two have the same name or code."""
    names = [f"Xã {first} {second}" for first, second in product(_FIRST.split(), repeat=2)]
    units = {unit_code(name): Unit(unit_code(name), name) for name in names}
    return tuple(units.values())[:count]


def programme_of(size: int) -> Programme:
    """The sample plan of a district, its group of communes as large as the roster demands."""
    plan = read_plan(sample("nghi-xuan-2022")[0])
    offices = len(to_programme(plan, PROGRAMME).units)
    return to_programme(plan, PROGRAMME, communes(size - offices))


@asynccontextmanager
async def open_office(folder: Path, size: int) -> AsyncIterator[Office]:
    """Furnished, everybody reached in memory by the code of the unit."""
    clock, channel = Clock(), MemoryChannel()
    async with open_world(book_in(folder), clock, {channel.name: channel}) as world:
        programme, units = await furnish(world, size, _in_memory)
        yield Office(world, clock, channel, programme, units)


def book_in(folder: Path) -> Rulebook:
    return shipped_settings(folder).rulebook(b"a key for the benchmarks")


def _in_memory(number: int, name: str) -> Address:
    return Address("memory", "tiendo", name)


async def furnish(
    world: World, size: int, reached: Callable[[int, str], Address]
) -> tuple[Programme, tuple[str, ...]]:
    """A period open, a coordinator, a focal point a unit, and two units of three have sent.
    `reached` makes a person's address from their number (the coordinator's is 0) and unit."""
    programme, now = programme_of(size), world.clock()
    async with world.database.transaction() as connection:
        await programmes.put(connection, programme, "benchmarks", now)
        await apply(Context(connection, world.book, now, "", ""), OpenPeriod(PERIOD))
        roster = [s.unit for s in await submissions.roster(connection, PERIOD)]
        await _let_in(connection, Grant(Role.COORDINATOR), reached(0, COORDINATOR), now)
        for number, unit in enumerate(roster, start=1):
            grant = Grant(Role.FOCAL_POINT, unit)
            await _let_in(connection, grant, reached(number, unit), now)
        await _send(connection, programme, roster, now)
    return programme, tuple(roster)


async def _let_in(connection: Connection, grant: Grant, place: Address, now: datetime) -> None:
    code = await people.add(connection, f"Nguyễn Văn {place.chat.title()}", "1", now)
    await people.grant(connection, code, grant.role, grant.unit, now)
    await addresses.bind(connection, code, place, now)


async def _send(
    connection: Connection, programme: Programme, roster: list[str], now: datetime
) -> None:
    period = await periods.get(connection, PERIOD)
    assert period is not None
    for number, unit in enumerate(roster):
        if number % 3:
            sent = sent_words(programme, unit, now)
            state = replace(_sent(period, unit), sent_at=now, first_sent_at=now)
            await submissions.put(connection, state)
            await submissions.keep_version(connection, state, sent, unit, now)


def _sent(period: Period, unit: str) -> Submission:
    return Submission(period.key, unit, State.SUBMITTED, version=1)


def sent_words(programme: Programme, unit: str, now: datetime) -> Sent:
    """Every task of a unit answered in two lines: one with figures, one in words of its own."""
    entries = {}
    for task in programme.tasks_of(unit):
        drawn = Random(f"{unit} {task.code}")  # noqa: S311 (the same words every time)
        people, did = drawn.randint(20, 200), drawn.sample(_DID, 4)
        words = f"Đã tập huấn cho {people} người.\nĐã {did[0]}, {did[1]}, {did[2]} và {did[3]}."
        statement = Statement(words, unit, now)
        entries[task.code] = Entry(task.code, 1, Verdict.DOING, 80, statements=(statement,))
    return Sent(entries)
