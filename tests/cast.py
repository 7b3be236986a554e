"""The people and the office that the tests share."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from bot.applying import Context, apply
from bot.config import shipped_settings
from bot.rulebook import Rulebook
from bot.world import World
from documents.plan import read_plan
from documents.plan.members import read_members
from documents.samples import sample
from domain.bots import ZALO, MessengerBot, Quota
from domain.calendar import VIETNAM
from domain.effects import OpenPeriod
from domain.messages import Address
from domain.people import Role
from domain.plan import to_programme
from storage import addresses, people, programmes

CLOCK_START = datetime(2022, 11, 25, 8, 0, tzinfo=VIETNAM)
PROGRAMME = "ttnt-nghi-xuan"
PERIOD = f"{PROGRAMME}:2022"


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody in the tests; `chat` is also how transcripts call them."""

    chat: str
    name: str
    role: Role
    unit: str | None = None
    channel: str = "memory"

    @property
    def address(self) -> Address:
        return Address(self.channel, "tiendo", self.chat)


LAN = Persona("lan@y-te", "Nguyễn Thị Lan", Role.FOCAL_POINT, "phong-y-te")
TAM = Persona("tam@y-te", "Lê Văn Tâm", Role.FOCAL_POINT, "phong-y-te")
MINH = Persona("minh@y-te", "Trần Quang Minh", Role.UNIT_HEAD, "phong-y-te")
SON = Persona("son@co-dam", "Phan Thanh Sơn", Role.FOCAL_POINT, "xa-co-dam")
HOA = Persona("hoa@kinh-te", "Đặng Thị Hoa", Role.FOCAL_POINT, "phong-kinh-te-ha-tang")
HA = Persona("ha", "Võ Thu Hà", Role.COORDINATOR)
NGA = Persona("nga", "Bùi Thị Nga", Role.COORDINATOR)
BINH = Persona("binh", "Hồ Thanh Bình", Role.LEADER)
EVERYBODY = (LAN, TAM, MINH, SON, HOA, HA, BINH)


FIRST_BOT = MessengerBot(ZALO, "mot", "Tiến độ Nghi Xuân 1", "https://zalo.me/1234567890")
SECOND_BOT = MessengerBot(ZALO, "hai", "Tiến độ Nghi Xuân 2")


def make_book(folder: Path, bots: Sequence[MessengerBot] = (), people: int = 50) -> Rulebook:
    """With bots over which people are shared out, each taking so many `people`."""
    book = shipped_settings(folder).rulebook(b"a secret for the tests")
    return replace(book, rules=replace(book.rules, bots=tuple(bots), quota=Quota(people)))


async def take_over_sample(world: World, opened: bool = True, plan: Path | None = None) -> None:
    """The plan of huyện Nghi Xuân for 2022, or one like it, and the year's period opened by the
    clock."""
    shipped, members = sample("nghi-xuan-2022")
    programme = to_programme(read_plan(plan or shipped), PROGRAMME, read_members(members))
    async with world.database.transaction() as connection:
        await programmes.put(connection, programme, "tests", world.clock())
        if opened:
            context = Context(connection, world.book, world.clock(), "tests", "tests")
            await apply(context, OpenPeriod(PERIOD))


async def let_in(world: World, *personas: Persona) -> None:
    """Make people known as if they had joined by a code."""
    async with world.database.transaction() as connection:
        for persona in personas:
            code = await people.add(connection, persona.name, "1", world.clock())
            await people.grant(connection, code, persona.role, persona.unit, world.clock())
            await addresses.bind(connection, code, persona.address, world.clock())


async def grant_too(world: World, persona: Persona, role: Role, unit: str) -> None:
    """One more role for somebody who is known."""
    async with world.database.transaction() as connection:
        code = await addresses.behind(connection, persona.address)
        assert code is not None
        await people.grant(connection, code, role, unit, world.clock())
