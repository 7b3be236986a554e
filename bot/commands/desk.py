"""What a command that touches the data works with; it holds no lock and changes in short steps."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from aiosqlite import Connection

from bot.applying import Context, apply
from bot.clock import system_clock
from bot.commands.output import Refused
from bot.config import Settings, load_settings
from bot.loading.look_up import people_named
from bot.private import Secrets, load_secrets
from bot.rulebook import Rulebook
from domain.effects import Effect
from domain.errors import StartError
from domain.people import Person
from domain.period_state import Period, PeriodState
from domain.periods import parse_code
from domain.programme import Programme, Unit
from storage import periods, programmes
from storage.database import Database, open_database

ACTOR = "cli"


@dataclass(frozen=True, slots=True)
class Desk:
    settings: Settings
    secrets: Secrets
    book: Rulebook
    database: Database
    now: datetime

    async def apply(self, *effects: Effect) -> None:
        """All of them or none."""
        async with self.database.transaction() as connection:
            context = Context(connection, self.book, self.now, ACTOR, ACTOR)
            for effect in effects:
                await apply(context, effect)

    async def programme(self, code: str | None) -> Programme:
        """The one of that code, or the only one."""
        known = await programmes.codes(self.database.reader)
        if not known:
            raise Refused("no plan has been imported yet: tiendo plan import FILE")
        name = code or (known[0] if len(known) == 1 else None)
        if name is None:
            raise Refused(f"several programmes: add --programme, one of {', '.join(known)}")
        programme = await programmes.get(self.database.reader, name)
        if programme is None:
            raise Refused(f"no programme {name}; known: {', '.join(known)}")
        return programme

    async def period(self, code: str, programme: str | None) -> Period:
        """A period in the books. Raises NothingSuch for what is no code of a period."""
        name = parse_code(code).code
        key = f"{(await self.programme(programme)).code}:{name}"
        period = await periods.get(self.database.reader, key)
        if period is None:
            raise Refused(f"period {name} has not been opened: tiendo period open {name}")
        return period

    async def current_period(self, programme: str | None) -> Period:
        """The open one, the one opened last where there are several; else the last of all."""
        code = (await self.programme(programme)).code
        every = [p for p in await periods.every(self.database.reader) if p.programme == code]
        if not every:
            raise Refused("no period has been opened yet: tiendo period open CODE")
        return next((p for p in every if p.state is PeriodState.OPEN), every[0])


@asynccontextmanager
async def open_desk(config: Path) -> AsyncIterator[Desk]:
    settings = load_settings(config)
    secrets = load_secrets(settings.folder)
    async with AsyncExitStack() as stack:
        try:
            database = await stack.enter_async_context(open_database(settings.database))
        except sqlite3.DatabaseError as error:
            raise StartError(f"{settings.database}: {error}; look with: tiendo check") from error
        book = settings.rulebook(secrets.key)
        yield Desk(settings, secrets, book, database, system_clock(settings.zone)())


async def find_person(connection: Connection, said: str) -> Person:
    """Somebody who holds a role, by code or by a name that only one person has."""
    found = await people_named(connection, said)
    if len(found) != 1:
        many = f"{len(found)} people are called" if found else "nobody is called"
        raise Refused(f"{many} {said}; write the code that the person was given, as p-0007")
    if not found[0].grants:
        raise Refused(f"{found[0].code} holds no role any more: invite with --unit or --role")
    return found[0]


def find_unit(programme: Programme, said: str) -> Unit:
    """By its code, or by its name where no other unit has the same."""
    found = [unit for unit in programme.units if said in (unit.code, unit.name)]
    if len(found) != 1:
        raise Refused(f"no unit {said} in {programme.code}; their codes: tiendo plan show")
    return found[0]
