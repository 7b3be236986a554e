"""The one way round: an event is loaded, decided, applied and answered in one transaction."""

import logging
from dataclasses import dataclass, replace

from aiosqlite import Connection

from bot.applying import Context, apply, apply_all
from bot.applying.others import owner_of
from bot.clock import Clock
from bot.codes import stranger_name
from bot.faults import trace
from bot.hearing import Heard, hear
from bot.loading.facts import load_facts
from bot.loading.look_up import look_up
from bot.news import BOARD, News
from bot.render import Renderer
from bot.rulebook import Rulebook
from bot.speaking import speak
from domain.conversation import (
    Apologised,
    Blocked,
    Event,
    LookUp,
    ReminderDue,
    Session,
    Told,
    Turn,
)
from domain.effects import DeclineInvite, ForgetFiles, ForgetMe, ForgetMessage, RemoveChannel
from domain.errors import DomainError
from domain.facts import Facts
from domain.messages import Reply
from domain.people import Role
from handlers import again, handle
from handlers.contract import NeedsLookUp
from handlers.secrecy import is_marked
from storage import addresses, inbox, people, sessions
from storage.database import Database, is_trouble_of_the_machine, savepoint
from storage.inbox import Waiting

logger = logging.getLogger(__name__)

BATCH = 50
MAX_TRIES = 3
MAX_LOOK_UPS = 8
_EMPTYING = DeclineInvite | ForgetFiles | ForgetMe | ForgetMessage | RemoveChannel
_NOBODY_WAITS = Apologised | Blocked | ReminderDue | Told


@dataclass(frozen=True, slots=True)
class Turns:
    """Handles what waits in the inbox, in order, each message once."""

    database: Database
    book: Rulebook
    renderer: Renderer
    clock: Clock
    news: News

    async def handle_waiting(self) -> int:
        """One batch in one transaction, a savepoint each; how many rows were looked at.

        A person whose message failed waits for the next batch: nobody overtakes oneself.
        """
        forgotten = False
        async with self.database.transaction() as connection:
            rows = await inbox.waiting(connection, BATCH)
            held: set[str] = set()
            for row in rows:
                forgotten |= await self._try(connection, row, held)
        if rows:
            # Who joined in a turn watches the address from which they wrote.
            self.news.tell(BOARD, *(row.owner for row in rows))
        if forgotten:
            await self.database.checkpoint()
        return len(rows)

    async def _try(self, connection: Connection, row: Waiting, held: set[str]) -> bool:
        """Whether something was emptied that must not be kept."""
        heard = None
        try:
            async with savepoint(connection):
                heard = await hear(connection, self.renderer, row, self.clock())
                if held & {heard.owner, row.owner}:
                    return False
                turn = await self._turn(connection, heard)
                await inbox.done(connection, row.id, self.clock())
        except Exception as error:
            if is_trouble_of_the_machine(error):
                raise
            # Whatever it was is our fault, and must stop neither the others nor the process.
            logger.error("inbox row %s failed, try %s: %s", row.id, row.tries + 1, trace(error))
            held |= {heard.owner, row.owner} if heard else {row.owner}
            return await self._count_failure(connection, row, heard)
        return any(isinstance(effect, _EMPTYING) for effect in turn.effects)

    async def _count_failure(
        self, connection: Connection, row: Waiting, heard: Heard | None
    ) -> bool:
        """Three tries, then it is set aside; emptied (True) where it must not be kept."""
        await inbox.count_try(connection, row.id)
        if row.tries + 1 < MAX_TRIES:
            return False
        await inbox.set_aside(connection, row.id, self.clock())
        logger.error("inbox row %s set aside", row.id)
        await self._say_so(connection, row, heard)
        stranger = row.address and not await addresses.behind(connection, row.address)
        if stranger or (heard and is_marked(heard.event)):
            await inbox.forget(connection, row.id)
            return True
        return False

    async def _say_so(self, connection: Connection, row: Waiting, heard: Heard | None) -> None:
        """To who waits for an answer, and to the administrators; not about such words themselves,
        or one fault would bring the next for ever."""
        now = self.clock()
        event = heard.event if heard else None
        if not isinstance(event, _NOBODY_WAITS):
            owner = heard.owner if heard else row.owner
            await inbox.add_inside(connection, owner, Apologised(), now)
        alert = Told(Reply("notices/set_aside.j2", {"row": row.id}))
        if isinstance(event, Apologised) or _is_alert(event, alert):
            return
        for person in await people.holding(connection, Role.ADMINISTRATOR):
            await inbox.add_inside(connection, owner_of(person), alert, now)

    async def _turn(self, connection: Connection, heard: Heard) -> Turn:
        now = self.clock()
        session = await sessions.get(connection, heard.owner)
        facts = await load_facts(
            connection, self.book, heard.person, heard.address, session, heard.question, now
        )
        turn, facts = await self._decide(connection, session, heard, facts)
        turn = await self._apply(connection, session, heard, facts, turn)
        await speak(connection, heard, turn, self.book, now)
        return turn

    async def _decide(
        self, connection: Connection, session: Session, heard: Heard, facts: Facts
    ) -> tuple[Turn, Facts]:
        for _ in range(MAX_LOOK_UPS):
            now = self.clock()
            turn = handle(session, heard.event, facts, now)
            if not isinstance(turn, LookUp):
                return turn, facts
            try:
                found = await look_up(connection, self.book, facts, turn.wanted, now)
            except DomainError as error:
                return self._refused(session, facts, error), facts
            facts = replace(facts, found={**facts.found, turn.wanted: found})
        raise RuntimeError(f"more than {MAX_LOOK_UPS} look-ups in one turn")

    async def _apply(
        self, connection: Connection, session: Session, heard: Heard, facts: Facts, turn: Turn
    ) -> Turn:
        """All effects or none: a refusal takes back what was done and is answered instead. What
        must not be kept is forgotten all the same."""
        if not turn.effects:
            return turn
        context = Context(
            connection,
            self.book,
            self.clock(),
            heard.person.code if heard.person else stranger_name(self.book.secret, heard.owner),
            heard.owner,
            heard.address,
            heard.row.id,
            heard.row.channel,
            heard.row.bot,
        )
        try:
            async with savepoint(connection):
                await apply_all(context, turn.effects)
        except DomainError as error:
            for effect in turn.effects:
                if isinstance(effect, ForgetMessage):
                    await apply(context, effect)
            return self._refused(session, facts, error)
        return turn

    def _refused(self, session: Session, facts: Facts, error: DomainError) -> Turn:
        words = Reply(error.template, error.data)
        try:
            return Turn(session, (words, again(session, facts, self.clock())))
        except NeedsLookUp:
            return Turn(session, (words,))


def _is_alert(event: Event | None, alert: Told) -> bool:
    return isinstance(event, Told) and event.reply.template == alert.reply.template
