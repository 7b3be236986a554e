"""What was reported and compiled without a conversation: straight into the books."""

from datetime import date
from uuid import uuid4

from aiosqlite import Connection

from bot.applying import Context, apply_all
from bot.compiling import Compiled, compile_period
from bot.world import World
from domain.effects import IssueReport, SaveEntry, SendSubmission
from domain.status import Said
from domain.submission import Entry, Statement
from tests.cast import PERIOD, Persona
from tests.recorders import code_of

COMPLETED = date(2022, 11, 20)


async def report_task(
    world: World, persona: Persona, item: str, text: str, unit: str | None = None
) -> None:
    """Somebody's words on a task, and the unit's submission; with `unit`, on its behalf."""
    place = (PERIOD, unit or persona.unit or "")
    actor = await code_of(world.database.reader, persona)
    said = (Statement(text, actor, world.clock(), uuid4().hex),)
    async with world.database.transaction() as connection:
        context = Context(connection, world.book, world.clock(), actor, actor)
        version = await _version(connection, place, item)
        entry = Entry(item, version, said=Said.DONE, completed_on=COMPLETED, statements=said)
        saving = SaveEntry(*place, entry, on_behalf=unit is not None)
        await apply_all(context, (saving, SendSubmission(*place)))


async def compile_year(world: World, persona: Persona) -> Compiled:
    """The period's next version, at somebody's word."""
    actor = await code_of(world.database.reader, persona)
    return await compile_period(world.database, world.book, PERIOD, actor, world.clock())


async def issue(world: World, persona: Persona, number: str, on: date) -> None:
    """As if the coordinator had confirmed it in chat: the files are written by a job."""
    actor = await code_of(world.database.reader, persona)
    async with world.database.transaction() as connection:
        context = Context(connection, world.book, world.clock(), actor, f"person:{actor}")
        await apply_all(context, (IssueReport(PERIOD, number, on),))


async def _version(connection: Connection, place: tuple[str, str], item: str) -> int:
    """Of the entry that stands; 0 where there is none."""
    rows = await connection.execute_fetchall(
        "SELECT coalesce(max(version), 0) FROM entries WHERE period = ? AND unit = ? AND item = ?",
        (*place, item),
    )
    return max(int(row[0]) for row in rows)
