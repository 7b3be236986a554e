"""An office whose pages are served on loopback as `tiendo run` serves them; its clock alone is
moved by hand."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp.test_utils import TestServer

from bot.applying import Context, apply
from bot.channels.web import WebChannel
from bot.codes import fresh_code
from bot.uploads import Uploads
from bot.web.server import build_app
from bot.web.site import Public, Site
from bot.web.visitors import let_in
from bot.world import World, open_world
from documents.samples import sample
from domain.conversation import Told
from domain.effects import IssueInvite
from domain.messages import Reply
from storage import addresses, inbox, people
from tests.cast import Persona, make_book, take_over_sample
from tests.hand_clock import HandClock

HERE = "http://127.0.0.1"
STEP = timedelta(minutes=30)
ONE_TASK = "### 8. Phòng Y tế:\n\n"
MORE_TASKS = """
- Đặt lịch khám bệnh qua mạng; giảm thời gian chờ của người dân tại trạm y tế xã.

- Tập huấn nhân viên y tế dùng trợ lý ảo; mỗi trạm y tế có ít nhất một người dùng thành thạo.
"""


@dataclass(frozen=True, slots=True)
class Served:
    world: World
    site: Site
    clock: HandClock
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def folder(self) -> Path:
        return self.world.book.folder

    async def invites(self, persona: Persona, name: str | None = None) -> str:
        """A one-time code for somebody."""
        code = fresh_code()
        expires_at = self.clock() + timedelta(hours=72)
        async with self.world.database.transaction() as connection:
            context = Context(connection, self.world.book, self.clock(), "tests", "tests")
            issue = IssueInvite(code, persona.role, persona.unit, name, expires_at)
            await apply(context, issue)
        return code

    async def knows(self, persona: Persona) -> str:
        """Somebody who joined before; the cookie of a browser that speaks for them."""
        now, database = self.clock(), self.world.database
        cookie, address = await let_in(database, self.site.secret, now)
        async with database.transaction() as connection:
            found = await connection.execute_fetchall(
                "SELECT code FROM people WHERE name = ?", (persona.name,)
            )
            known = [str(row[0]) for row in found]
            code = known[0] if known else await people.add(connection, persona.name, "1", now)
            if not known:
                await people.grant(connection, code, persona.role, persona.unit, now)
            await addresses.bind(connection, code, address, now)
        return cookie

    async def tells(self, persona: Persona, reply: Reply) -> None:
        """Something is said to somebody who did not ask."""
        ((code,),) = await self.rows("SELECT code FROM people WHERE name = ?", persona.name)
        async with self.world.database.transaction() as connection:
            await inbox.add_inside(connection, f"person:{code}", Told(reply), self.clock())
        self.world.intake.arrived.set()

    async def waits_until(self, moment: datetime) -> None:
        while self.clock() < moment:
            self.clock.to(min(self.clock() + STEP, moment))
            await self.world.tick()

    async def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        async with self.world.database.transaction() as connection:
            return [tuple(row) for row in await connection.execute_fetchall(sql, values)]


@asynccontextmanager
async def serve_office(
    folder: Path, clock: HandClock, public: str = HERE, plan: Path | None = None
) -> AsyncIterator[Served]:
    """Huyện Nghi Xuân in November 2022. A public address on this machine serves any port of it."""
    uploads = Uploads(folder)
    channels = {WebChannel.name: WebChannel(uploads)}
    async with open_world(make_book(folder), clock, channels, durable=False) as world:
        await take_over_sample(world, plan=plan)
        site = Site(world, uploads, Public(public))
        async with TestServer(build_app(site)) as server, _running(world, site):
            yield Served(world, site, clock, server.port or 0)


@asynccontextmanager
async def _running(world: World, site: Site) -> AsyncIterator[None]:
    """Handles, works and sends whatever comes in, until the end of the block."""

    async def run() -> None:
        while not site.stop.is_set():
            world.intake.arrived.clear()
            await world.settle()
            await world.intake.arrived.wait()

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(run())
        try:
            yield
        finally:
            site.end()
            world.intake.arrived.set()


def plan_with_three_tasks(folder: Path) -> Path:
    """The sample plan, but phòng Y tế has two tasks more; the first asks for a figure."""
    text = sample("nghi-xuan-2022")[0].read_text(encoding="utf-8")
    before, after = text.split(ONE_TASK)
    task, rest = after.split("\n", 1)
    path = folder / "plan.md"
    path.write_text(f"{before}{ONE_TASK}- {task}\n{MORE_TASKS}{rest}", encoding="utf-8")
    return path
