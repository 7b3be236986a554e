"""Effects that reach other people, and slow work that is started."""

from collections.abc import Sequence
from datetime import timedelta
from typing import assert_never

from bot.applying.context import Context
from bot.applying.people import role_holders
from domain import effects
from domain.conversation import Due, ReminderDue, Told
from domain.ladder import Tone, next_working_moment, working_moment
from domain.people import Role
from domain.submission import Period, Submission
from storage import absences, inbox, jobs, people, reminders, submissions

# The word that the bot works in private chats only goes out first.
LEAVE_AFTER = timedelta(seconds=5)


def owner_of(person: str) -> str:
    return f"person:{person}"


async def tell(context: Context, effect: effects.Tell) -> None:
    for person in await _audience(context, effect.audience):
        await inbox.add_inside(
            context.connection, owner_of(person), Told(effect.reply), context.now
        )


async def _audience(context: Context, audience: effects.Audience) -> Sequence[str]:
    match audience:
        case effects.FocalPointsOf(unit):
            return await answering_for(context, unit)
        case effects.HeadsOf(unit):
            return await role_holders(context, Role.UNIT_HEAD, unit)
        case effects.EveryoneWith(role):
            return await role_holders(context, role)
        case effects.PersonIs(code):
            known = await people.get(context.connection, code)
            return [code] if known and code != context.actor else []
        case _:
            assert_never(audience)


async def answering_for(context: Context, unit: str) -> list[str]:
    """The focal points of a unit; for one on leave, the substitute."""
    today = context.now.date()
    found: list[str] = []
    for person in await role_holders(context, Role.FOCAL_POINT, unit):
        leave = await absences.on_day(context.connection, person, today)
        found.append(leave.substitute if leave and leave.substitute else person)
    return list(dict.fromkeys(person for person in found if person != context.actor))


async def press(context: Context, effect: effects.Press) -> None:
    """Out of working hours it waits for them, and asks then who still owes."""
    hours, calendar = context.book.hours, context.book.calendar
    if working_moment(context.now, hours, calendar):
        await press_now(context, effect)
    else:
        begins = next_working_moment(context.now, hours, calendar)
        await jobs.add(context.connection, context.owner, effect, begins)


async def press_now(context: Context, effect: effects.Press) -> None:
    """A reminder each, joined per person: decided as a stage of its own, like the clock's."""
    period = await context.period(effect.period)
    stage = f"press-{context.now.isoformat(timespec='seconds')}"
    joined: dict[str, list[Due]] = {}
    for unit in effect.units:
        submission = await submissions.get(context.connection, period.key, unit)
        if submission is None or not submission.owes:
            continue
        due = Due(period.key, unit, stage, Tone.PRESS)
        schedule = schedule_of(period, submission)
        for person in await answering_for(context, unit):
            if await _queue(context, due, person, schedule):
                joined.setdefault(person, []).append(due)
    for person, dues in joined.items():
        event = ReminderDue(tuple(dues))
        await inbox.add_inside(context.connection, owner_of(person), event, context.now)


def schedule_of(period: Period, submission: Submission) -> str:
    """The schedule version a reminder belongs to: another due time makes another schedule."""
    own = submission.reminded_for
    return f"{period.schedule}/{own.isoformat()}" if own else str(period.schedule)


async def _queue(context: Context, due: Due, person: str, schedule: str) -> bool:
    return await reminders.decide(
        context.connection, due, person, schedule, context.now, reminders.QUEUED
    )


async def fetch_file(context: Context, effect: effects.FetchFile) -> None:
    assert context.address is not None
    await jobs.add(
        context.connection,
        context.owner,
        effect,
        context.now,
        channel=context.address.channel,
        bot=context.address.bot,
    )


async def compile_report(context: Context, effect: effects.CompileReport) -> None:
    await jobs.add(context.connection, context.owner, effect, context.now)


async def leave_group(context: Context, effect: effects.LeaveGroup) -> None:
    assert context.address is not None
    await jobs.add(
        context.connection,
        context.owner,
        effect,
        context.now + LEAVE_AFTER,
        channel=context.address.channel,
        bot=context.address.bot,
    )
