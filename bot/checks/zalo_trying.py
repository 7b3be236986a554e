"""A real try of each Zalo bot: somebody types a word to it, and gets an answer.

An event is given by Zalo once only. What others write meanwhile goes into the inbox, and the try
holds the lock, so that no running bot misses what it would have got.
"""

import asyncio
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from bot.channels.received import Received
from bot.channels.zalo.channel import ZaloBot
from bot.channels.zalo.events import peeled
from bot.channels.zalo.keeping import translate
from bot.channels.zalo.polling import store
from bot.checks.findings import Finding, error, ok, warning
from bot.checks.zalo import reached
from bot.checks.zalo_seen import Seen
from bot.clock import Clock, system_clock
from bot.config import Settings
from bot.intake import Intake
from bot.lock import hold_lock
from bot.news import News
from bot.private import zalo_tokens
from bot.render import Renderer
from domain.conversation import Said
from domain.errors import SendError, StartError, TiendoError
from domain.messages import Reply
from storage.database import open_database

ROUND_SECONDS = 10
REST = 1.0

Tell = Callable[[str], None]


def try_zalo(settings: Settings, seconds: int, tell: Tell) -> Iterator[Finding]:
    """One bot after the other, each for so many seconds at most; `tell` is heard at once."""
    if not settings.zalo.enabled:
        yield warning("zalo", "not tried, since it is not enabled")
        return
    with ExitStack() as stack:
        try:
            stack.enter_context(hold_lock(settings.folder))
        except StartError:
            words = "the running bot would lose the events: stop `tiendo run` first"
            yield warning("zalo", f"not tried; {words}")
            return
        for name, token in _tokens(settings).items():
            yield from asyncio.run(try_one(settings, name, token, seconds, tell))


def _tokens(settings: Settings) -> dict[str, str]:
    """Those that are missing or faulty have a line already."""
    try:
        given = zalo_tokens()
    except StartError:
        return {}
    return {bot.name: given[bot.name] for bot in settings.zalo.bots if bot.name in given}


async def try_one(
    settings: Settings, name: str, token: str, seconds: int, tell: Tell
) -> list[Finding]:
    clock = system_clock(settings.zone)
    try:
        async with (
            open_database(settings.database) as database,
            reached(settings.zalo, name, token) as bot,
        ):
            intake = Intake(database, clock, News())
            trying = _Trying(bot, intake, clock, settings.rules.bot_name, tell)
            found = await trying.run(seconds)
            return [*found, *trying.seen.findings(name, settings.zalo)]
    except (TiendoError, sqlite3.DatabaseError) as refused:
        return [error("zalo", f"{name}: not tried: {refused}")]


@dataclass
class _Trying:
    bot: ZaloBot
    intake: Intake
    clock: Clock
    office: str
    tell: Tell
    seen: Seen = field(default_factory=Seen)
    storing: asyncio.Lock = field(default_factory=asyncio.Lock)
    word: str = field(default_factory=lambda: f"{secrets.randbelow(10**6):06}")
    _last_fault: str = ""

    async def run(self, seconds: int) -> list[Finding]:
        try:
            return await self._try(seconds)
        except SendError as refused:
            return [error("zalo", f"{self.bot.name}: not tried: {self._told(refused)}")]
        finally:
            # Also where it is interrupted: what was given already would not come again.
            async with self.storing:
                pass

    async def _try(self, seconds: int) -> list[Finding]:
        began = _elapsed()
        await self.bot.introduce()
        reached = _elapsed(began)
        if await self.bot.listen_by_polling():
            self._tell("its webhook was ended for the try; `tiendo run` sets it again")
        self._tell(
            f'write {self.word} to "{self.bot.account}" from your own Zalo within {seconds} s; '
            "a photo before it, if photos are to be tried, too"
        )
        found = await self._wait(seconds)
        if found is None:
            return [self._nobody(seconds)]
        return [await self._answer(found, f"getMe took {reached:.0f} ms")]

    async def _wait(self, seconds: int) -> Received | None:
        """The word, if it comes in time."""
        ends = _elapsed() + seconds * 1000
        while (left := round((ends - _elapsed()) / 1000)) > 0:
            self._tell(f"{left} s left")
            for received in await self._next(min(left, ROUND_SECONDS)):
                return received
        return None

    async def _next(self, seconds: int) -> list[Received]:
        """The word, or nothing; what else comes is stored."""
        began = _elapsed()
        try:
            raw = await self.bot.raw_update(seconds)
        except SendError as fault:
            self._last_fault = f"; the last fault: {self._told(fault)}"
            raw = None
        event, _ = peeled(raw)
        if event is None:
            # Silence may be said at once: then it is not asked again at once.
            await asyncio.sleep(max(0.0, min(REST, seconds - _elapsed(began) / 1000)))
            return []
        self.seen.see(raw, self.clock())
        return await self._sort(event)

    async def _sort(self, event: Any) -> list[Received]:
        items = translate(event, self.bot.name)
        own = [item for item in items if isinstance(item, Received) and self._is_word(item)]
        if not own:
            await asyncio.shield(store(self.intake, event, self.bot.name, self.storing))
            self.seen.others += len(items)
        return own

    def _is_word(self, item: Received) -> bool:
        return isinstance(item.event, Said) and item.event.text.strip() == self.word

    async def _answer(self, found: Received, reached: str) -> Finding:
        reply = Reply("notices/tried.j2", {"bot_name": self.office, "word": self.word})
        began, came = _elapsed(), self.seen.delay
        try:
            await self.bot.say(found.address.chat, Renderer().text(reply))
        except SendError as refused:
            words = f"{came}, but the answer was refused: {self._told(refused)}"
            return error("zalo", f"{self.bot.name}: tried: {words}")
        took = f"the answer went out in {_elapsed(began):.0f} ms"
        return ok("zalo", f"{self.bot.name}: tried: {reached}, {came}, {took}")

    def _nobody(self, seconds: int) -> Finding:
        words = f"nobody wrote {self.word} within {seconds} s"
        more = f"receiving and answering were not tried{self._last_fault}"
        return warning("zalo", f"{self.bot.name}: {words}; {more}")

    def _told(self, refused: SendError) -> str:
        """With what Zalo said of it: here it is shown to who tries, and kept nowhere."""
        return f"{refused} {self.bot.calls.last_words}".strip()

    def _tell(self, words: str) -> None:
        self.tell(f"zalo: {self.bot.name}: {words}")


def _elapsed(since: float = 0.0) -> float:
    """Milliseconds."""
    return asyncio.get_running_loop().time() * 1000 - since
