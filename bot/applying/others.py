"""Effects that reach other people, and slow work that is started."""

from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta
from typing import assert_never

from bot import pressing
from bot.applying.context import Context
from bot.applying.people import role_holders
from bot.applying.staff import answering_for, read_staff
from domain import effects
from domain.conversation import Due, ReminderDue, Told
from domain.ladder import PRESSED, Tone, next_working_moment, working_moment
from domain.people import Role
from domain.period_state import Period
from domain.submission import Submission
from storage import inbox, jobs, people, reminders, submissions
from storage.inbox import PERSON
from storage.reminders import Decision

# The word that the bot works in private chats only goes out first.
LEAVE_AFTER = timedelta(seconds=5)


def owner_of(person: str) -> str:
    return f"{PERSON}{person}"


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


async def press(context: Context, effect: effects.Press) -> None:
    """Out of working hours it waits for them, and asks then who still owes."""
    hours, calendar = context.book.hours, context.book.calendar
    if working_moment(context.now, hours, calendar):
        await press_now(context, effect)
    else:
        begins = next_working_moment(context.now, hours, calendar)
        await jobs.add(context.connection, context.owner, effect, begins)


async def stop_press(context: Context, effect: effects.StopPress) -> None:
    await pressing.stop(context.connection, effect.period, context.now)


async def press_now(context: Context, effect: effects.Press) -> None:
    """A reminder each, joined per person: decided as a stage of its own, like the clock's."""
    period = await context.period(effect.period)
    pressed = await _pressed(context, period, frozenset(effect.units))
    await reminders.decide(context.connection, pressed)
    await remind(context, pressed)


async def _pressed(context: Context, period: Period, units: Collection[str]) -> list[Decision]:
    stage = f"{PRESSED}{context.now.isoformat(timespec='seconds')}"
    decided = await reminders.decided(context.connection, period.key)
    staff = await read_staff(context)
    decisions = [
        Decision(
            Due(period.key, submission.unit, stage, Tone.PRESS),
            person,
            schedule_of(period, submission),
            context.now,
            reminders.QUEUED,
        )
        for submission in await submissions.roster(context.connection, period.key)
        if submission.unit in units and submission.owes
        for person in staff.answering_for(submission.unit)
    ]
    return [decision for decision in decisions if decision.key not in decided]


async def remind(context: Context, decisions: Iterable[Decision]) -> int:
    """What is to be said, in one event a person; how many people that is."""
    dues: dict[str, list[Due]] = {}
    for decision in decisions:
        if decision.state == reminders.QUEUED:
            dues.setdefault(decision.person, []).append(decision.due)
    events = [(owner_of(person), ReminderDue(tuple(own))) for person, own in dues.items()]
    await inbox.add_all_inside(context.connection, events, context.now)
    return len(events)


def schedule_of(period: Period, submission: Submission) -> str:
    """The schedule version a reminder belongs to: another due time makes another schedule."""
    own = submission.reminded_for
    return f"{period.schedule}/{own.isoformat()}" if own else str(period.schedule)


async def fetch_file(context: Context, effect: effects.FetchFile) -> None:
    """From where it was sent, which need not be where the person is answered."""
    await jobs.add(
        context.connection,
        context.owner,
        effect,
        context.now,
        channel=context.channel,
        bot=context.bot,
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
