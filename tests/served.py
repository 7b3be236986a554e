"""An office whose pages are served on loopback, with the webhooks beside them; its clock is moved
by hand.

The pages are those of `tiendo run`, but what comes in is handled by `world.settle()` as soon as it
arrives, not by `app.converse`: so a test can wait until nothing is left to do.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, ClientTimeout, DummyCookieJar, web
from aiohttp.test_utils import TestServer

from bot.applying import Context, apply
from bot.channels.base import Channel
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.web import WebChannel
from bot.codes import fresh_code
from bot.uploads import Uploads
from bot.web import webhook, zalo_webhook
from bot.web.server import build_app
from bot.web.site import Public, Site
from bot.web.visitors import let_in
from bot.world import World, open_world
from documents.samples import sample
from domain.bots import MessengerBot
from domain.conversation import Told
from domain.effects import IssueInvite
from domain.messages import Reply
from storage import addresses, inbox, people
from tests.bot.telegram_server import TOKEN
from tests.bot.web.knocking import Knocker
from tests.cast import Persona, make_book, take_over_sample
from tests.hand_clock import HandClock
from tests.recorders import code_of, known

HERE = "http://127.0.0.1"
"""A public address on this machine serves any port of it."""
WEBHOOK_SECRET = "a-secret_of-the-webhook"
LONGEST = ClientTimeout(10)
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
    app: web.Application
    port: int
    session: ClientSession
    settling: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held by who settles the world: two at once would do the same work twice."""

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

    def stranger(self) -> Knocker:
        """A browser of somebody who was not let in."""
        return Knocker(self.session, self)

    async def browser(self, persona: Persona) -> Knocker:
        """One more browser of somebody who joined before."""
        return Knocker(self.session, self, await self.knows(persona))

    async def knows(self, persona: Persona) -> str:
        """Somebody who joined before; the cookie of a browser that speaks for them."""
        now, database = self.clock(), self.world.database
        cookie, address = await let_in(database, self.site.secret, now)
        async with database.transaction() as connection:
            code = await known(connection, persona)
            if code is None:
                code = await people.add(connection, persona.name, "1", now)
                await people.grant(connection, code, persona.role, persona.unit, now)
            await addresses.bind(connection, code, address, now)
        return cookie

    async def code_of(self, persona: Persona) -> str:
        """The code by which the books know somebody who joined before."""
        return await code_of(self.world.database.reader, persona)

    async def tells(self, persona: Persona, reply: Reply) -> None:
        """Something is said to somebody who did not ask."""
        code = await self.code_of(persona)
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
    folder: Path,
    clock: HandClock,
    public: str = HERE,
    plan: Path | None = None,
    channels: Mapping[str, Channel] | None = None,
    bots: Sequence[MessengerBot] = (),
    people: int = 50,
) -> AsyncIterator[Served]:
    """Huyện Nghi Xuân in November 2022; `channels` are those beside the page, `bots` those over
    which people are shared out, so many `people` each."""
    uploads = Uploads(folder)
    ways = {WebChannel.name: WebChannel(uploads), **(channels or {})}
    async with open_world(make_book(folder, bots, people), clock, ways, durable=False) as world:
        await take_over_sample(world, plan=plan)
        async with serve_world(world, clock, Site(world, uploads, Public(public))) as served:
            yield served


@asynccontextmanager
async def serve_world(world: World, clock: HandClock, site: Site) -> AsyncIterator[Served]:
    """The pages over a world, whatever stands in it."""
    hooks = [
        *webhook.routes(TelegramChannel(TOKEN), world.intake, WEBHOOK_SECRET),
        *zalo_webhook.routes(world.intake, {"mot": WEBHOOK_SECRET}),
    ]
    app = build_app(site, hooks)
    async with (
        TestServer(app) as server,
        ClientSession(timeout=LONGEST, cookie_jar=DummyCookieJar()) as session,
    ):
        served = Served(world, site, clock, app, server.port or 0, session)
        async with _running(served):
            yield served


@asynccontextmanager
async def _running(office: Served) -> AsyncIterator[None]:
    """Handles, works and sends whatever comes in, until the end of the block."""
    arrived, stop = office.world.intake.arrived, office.site.stop

    async def run() -> None:
        while not stop.is_set():
            arrived.clear()
            async with office.settling:
                await office.world.settle()
            await arrived.wait()

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(run())
        try:
            yield
        finally:
            office.site.end()
            arrived.set()


def plan_with_three_tasks(folder: Path) -> Path:
    """The sample plan, but phòng Y tế has two tasks more; the first asks for a figure."""
    text = sample("nghi-xuan-2022")[0].read_text(encoding="utf-8")
    before, after = text.split(ONE_TASK)
    task, rest = after.split("\n", 1)
    path = folder / "plan.md"
    path.write_text(f"{before}{ONE_TASK}- {task}\n{MORE_TASKS}{rest}", encoding="utf-8")
    return path
