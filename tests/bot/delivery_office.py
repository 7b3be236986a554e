"""A delivery with a messenger in memory and time moved by hand."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from aiosqlite import Connection

from bot.channels.base import Carries, File, Part
from bot.delivery import Delivery
from bot.lanes import Lanes, Rate
from bot.news import News
from domain.conversation import Due
from domain.messages import Address, Choice, Reply
from storage import outbox
from storage.database import Database
from storage.outbox import Kind, Message

START = datetime(2026, 11, 23, 2, tzinfo=UTC)
BOT = "tiendo_test_bot"
DUE = Due("p:2026-11", "phong-y-te", "T-1", "remind")


class PlainWords:
    def text(self, reply: Reply) -> str:
        return reply.template

    def label(self, choice: Choice) -> str:
        return choice.label


@dataclass
class MemoryMessenger:
    """Takes everything, but for the refusals a test puts before a chat."""

    office: "Office"
    name: str = "telegram"
    carries: Carries = Carries(True, True, 20, "characters")  # noqa: RUF009 (frozen)
    taken: list[tuple[float, str, str]] = field(default_factory=list)
    refusals: dict[str, list[Exception]] = field(default_factory=lambda: defaultdict(list))
    gates: dict[str, asyncio.Event] = field(default_factory=dict)

    async def send(self, bot: str, chat: str, part: Part) -> str:
        if chat in self.gates:
            await self.gates[chat].wait()
        if self.refusals[chat]:
            raise self.refusals[chat].pop(0)
        said = part.file.name if part.file else part.picture or part.text
        self.taken.append((self.office.seconds, chat, said))
        return f"m{len(self.taken)}"

    async def fetch(self, bot: str, reference: str, limit: int) -> bytes:
        raise NotImplementedError

    async def leave(self, bot: str, chat: str) -> None:
        raise NotImplementedError

    def to(self, chat: str) -> list[str]:
        return [text for _, to, text in self.taken if to == chat]


class Office:
    def __init__(
        self, database: Database, rate: Rate, messengers: Sequence[str] = ("telegram",)
    ) -> None:
        self.database = database
        self.now = START
        self.owed: bool | Exception = True
        self.asked: list[int] = []
        self.messengers = {name: MemoryMessenger(self, name) for name in messengers}
        self.messenger = self.messengers[messengers[0]]
        self.stop = asyncio.Event()
        self.ends = 0.0
        self.delivery = self.new_delivery(rate)

    def new_delivery(self, rate: Rate) -> Delivery:
        """As after a start of the program."""
        return Delivery(
            self.database,
            self.messengers,
            PlainWords(),
            Lanes(dict.fromkeys(self.messengers, rate)),
            lambda: self.now,
            self._load_file,
            self._still_owed,
            asyncio.Event(),
            News(),
            wait=self._wait,
            jitter=lambda: 1.0,
            picture_link=lambda owner, sha256: f"{owner}/{sha256}.png",
        )

    @property
    def seconds(self) -> float:
        return (self.now - START).total_seconds()

    async def run_for(self, seconds: float) -> None:
        self.stop.clear()
        self.ends = self.seconds + seconds
        await self.delivery.run(self.stop)

    async def _wait(self, event: asyncio.Event, seconds: float) -> None:
        for _ in range(10):
            await asyncio.sleep(0)
        if event.is_set():
            return
        self.now += timedelta(seconds=min(max(seconds, 0.001), self.ends - self.seconds))
        if self.seconds >= self.ends - 1e-6:
            self.stop.set()

    async def _still_owed(self, connection: Connection, message: Message) -> bool:
        self.asked.append(message.id)
        assert connection.in_transaction
        if isinstance(self.owed, Exception):
            raise self.owed
        return self.owed

    async def _load_file(self, sha256: str) -> File:
        if sha256 == "gone":
            raise FileNotFoundError(sha256)
        return File(f"{sha256}.docx", "application/x", b"1")

    async def queue(
        self,
        chat: int,
        text: str,
        kind: Kind = Kind.ANSWER,
        expires_in: float | None = None,
        attachments: Sequence[str] = (),
        picture: str = "",
    ) -> int:
        async with self.database.transaction() as connection:
            return await outbox.add(
                connection,
                f"person:p-{chat:04d}",
                Address("telegram", BOT, str(chat)),
                kind,
                (Reply(text, attachments=tuple(attachments), picture=picture),),
                self.now,
                dues=(DUE,) if kind is Kind.REMINDER else (),
                expires_at=None
                if expires_in is None
                else self.now + timedelta(seconds=expires_in),
            )

    async def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in await self.database.reader.execute_fetchall(sql)]

    async def states(self) -> list[str]:
        return [row[0] for row in await self.rows("SELECT state FROM outbox ORDER BY id")]

    async def change(self, sql: str) -> None:
        async with self.database.transaction() as connection:
            await connection.execute(sql)
