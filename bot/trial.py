"""The bot where nothing is set up yet: a sample commune, a few people to play, on this machine.

Its data lie in a folder of their own, so that nothing of it is there once the bot runs for real.
"""

import socket
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from importlib.resources import files
from typing import Any

from bot.app import run
from bot.applying import Context, apply
from bot.clock import system_clock
from bot.codes import fresh_code
from bot.config import Settings
from bot.lock import hold_lock
from bot.private import Secrets, load_secrets
from bot.public import Public
from bot.rulebook import Rulebook
from bot.uploads import Uploads
from bot.ways import Ways, is_configured
from bot.web_links import join_link
from bot.world import World
from documents.plan import read_members, read_plan
from documents.samples import sample
from domain.calendar import WorkingCalendar
from domain.effects import IssueInvite, OpenPeriod
from domain.ladder import WorkingHours
from domain.people import Role
from domain.period_codes import period_containing
from domain.periods import PeriodKind
from domain.plan import to_programme
from storage import people, periods, programmes

ACTOR = "trial"
PROGRAMME = "ttnt-xa-nghi-xuan"
FOLDER = "trial"
CODES_LAST = timedelta(hours=24)
# In the trial a reminder is seen whenever somebody tries, not in office hours alone.
ANY_TIME = WorkingHours(((time(0, 0), time(23, 59)),))


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody to be played; `host` keeps their cookie apart from the others'."""

    host: str
    name: str
    role: Role
    place: str
    unit: str | None = None


def personas() -> Sequence[Persona]:
    text = files("templates").joinpath("trial.toml").read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = tomllib.loads(text)["people"]
    return [Persona(**{**row, "role": Role(row["role"])}) for row in rows]


def trial_settings(settings: Settings) -> Settings:
    """The same with the trial's own folder, which is made."""
    folder = settings.folder / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    return replace(settings, folder=folder)


def trial_public(listen: str) -> tuple[Public, str]:
    """Where the trial is opened, and where it listens: another port where this one is taken."""
    port = listen.rpartition(":")[2]
    port = port if _is_free(int(port)) else "0"
    with socket.create_server(("127.0.0.1", int(port))) as server:
        chosen = server.getsockname()[1]
    return Public(f"http://localhost:{chosen}", is_trial=True), f"127.0.0.1:{chosen}"


def _is_free(port: int) -> bool:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


def trial_book(book: Rulebook, now: datetime) -> Rulebook:
    """Every day from now on is worked, at any time."""
    rules = replace(book.rules, hours=ANY_TIME)
    return replace(book, rules=rules, calendar=_worked(book.calendar, now))


def _worked(calendar: WorkingCalendar, now: datetime) -> WorkingCalendar:
    days = [now.date() + timedelta(days=ahead) for ahead in range(7)]
    return calendar.with_overrides({}, [day for day in days if not calendar.is_working(day)])


async def begin(world: World, public: Public, write: Callable[[str], object]) -> None:
    """The programme, the current period, a link for each persona; said line by line."""
    await _set_up(world)
    write("Nothing is set up yet, so this is a trial, on this machine alone.\n\n")
    write("Open one link a person, side by side if you like; each works once, for 24 hours:\n\n")
    for persona in personas():
        url = public.url.replace("//", f"//{persona.host}.")
        write(f"  {persona.place}: {persona.name}\n")
        write(f"  {join_link(url, await _code(world, persona))}\n\n")
    write("New links: stop with Ctrl+C and start again. What you tried stays in var/trial.\n")
    write('To go live: docs/operator-guide.md, "Going live". Then none of this is there.\n')


async def _set_up(world: World) -> None:
    now = world.clock()
    async with world.database.transaction() as connection:
        if not await programmes.codes(connection):
            plan, members = sample("xa-nghi-xuan-2026")
            programme = to_programme(read_plan(plan), PROGRAMME, read_members(members))
            await programmes.put(connection, programme, ACTOR, now)
        code = period_containing(PeriodKind.MONTH, now.date())
        key = f"{PROGRAMME}:{code}"
        if await periods.get(connection, key) is None:
            await apply(Context(connection, world.book, now, ACTOR, ACTOR), OpenPeriod(key))


async def _code(world: World, persona: Persona) -> str:
    """An invite; for who has joined before, a code that opens one more browser."""
    code, now = fresh_code(), world.clock()
    async with world.database.transaction() as connection:
        known = [
            person.code
            for person in await people.everybody(connection)
            if person.name == persona.name and any(g.role is persona.role for g in person.grants)
        ]
        invite = IssueInvite(
            code,
            persona.role,
            persona.unit,
            persona.name,
            now + CODES_LAST,
            person=known[0] if known else None,
        )
        await apply(Context(connection, world.book, now, ACTOR, ACTOR), invite)
    return code


def is_trial(settings: Settings, secrets: Secrets) -> bool:
    """Nothing is set up: no way to reach the bot, and no data of a real one."""
    return not is_configured(settings, secrets) and not settings.database.exists()


async def serve_trial(settings: Settings, write: Callable[[str], object]) -> None:
    """Run until SIGINT or SIGTERM."""
    here = trial_settings(settings)
    secrets = load_secrets(here.folder, {})
    public, listen = trial_public(here.sections.web.listen)
    web = here.sections.web.model_copy(update={"listen": listen})
    sections = here.sections.model_copy(update={"web": web})
    here = replace(here, sections=sections)
    book = trial_book(here.rulebook(secrets.key), system_clock(here.zone)())

    async def started(world: World, ways: Ways) -> None:
        await begin(world, public, write)

    with hold_lock(here.folder):
        await run(here, secrets, Ways(None, None, public, Uploads(here.folder)), book, started)
