"""What the clock brings for the bots' months: word that one runs short, and whom it silenced."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from aiosqlite import Connection

from bot.applying.others import owner_of
from bot.loading.bots import bot_months
from bot.loading.papers import unit_names
from bot.rulebook import Rulebook
from bot.thrift import saving_bots
from domain.bots import MessengerBot, Strain, Usage, month_of
from domain.conversation import Told
from domain.ladder import working_moment
from domain.messages import Choice, Reply
from domain.people import Role
from handlers.coordinator.overview import few
from handlers.coordinator.reaching import unheard_by_unit
from storage import holding, inbox, ledger, people, reminders

# The reminders of one stage are held back within minutes: they are told of together.
QUIET = timedelta(minutes=10)
_SITUATION = (Choice("menu|overview", "overview"),)


async def watch(connection: Connection, book: Rulebook, now: datetime) -> int:
    """How many messages were told or set free."""
    if not working_moment(now, book.hours, book.calendar):
        return 0
    count = await holding.release(connection, await saving_bots(connection, book, now))
    used = await ledger.used_by_all(connection, month_of(now))
    for bot in book.rules.bots:
        strain = book.rules.quota.strain(used.get(bot.key, Usage()))
        if strain is not Strain.EASY:
            count += await _tell_of_strain(connection, book, bot, strain, now)
        count += await _tell_of_held(connection, book, bot, now)
    return count


async def _tell_of_strain(
    connection: Connection, book: Rulebook, bot: MessengerBot, strain: Strain, now: datetime
) -> int:
    """Once a month each."""
    if not await ledger.tell_once(connection, *bot.key, month_of(now), strain, now):
        return 0
    every, quota = await bot_months(connection, book, now), book.rules.quota
    month = next(month for month in every if month.bot == bot)
    data = {
        "bot": bot.title,
        "channel": bot.channel,
        "month": month.month,
        "used": quota.counted(month.usage),
        "quota": quota.messages,
        "percent": quota.percent(month.usage),
        "suffices": month.suffices(quota),
        "strain": strain.name.lower(),
    }
    return await _tell(connection, Reply("notices/quota.j2", data, _SITUATION), now)


async def _tell_of_held(
    connection: Connection, book: Rulebook, bot: MessengerBot, now: datetime
) -> int:
    """Once the last of a stage is held back; those of the last evening of a month in the next."""
    since = await ledger.held_told_at(connection, *bot.key)
    held = await reminders.held(connection, *bot.key, since)
    if not held or max(at for _, at in held) > now - QUIET:
        return 0
    units = unheard_by_unit([who for who, _ in held], await unit_names(connection))
    data = {
        "bot": bot.title,
        "channel": bot.channel,
        **few("units", units, book.rules.page_size),
    }
    await ledger.held_told(connection, *bot.key, month_of(now), now)
    return await _tell(connection, Reply("notices/held_back.j2", data, _SITUATION), now)


async def _tell(connection: Connection, reply: Reply, now: datetime) -> int:
    told = await _overseers(connection)
    events = [(owner_of(person), Told(reply)) for person in told]
    await inbox.add_all_inside(connection, events, now)
    return len(events)


async def _overseers(connection: Connection) -> Sequence[str]:
    roles = (Role.COORDINATOR, Role.ADMINISTRATOR)
    held = [person for role in roles for person in await people.holding(connection, role)]
    return list(dict.fromkeys(held))
