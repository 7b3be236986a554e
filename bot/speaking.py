"""What a turn leaves behind: the session, and one message in the outbox."""

import logging
from dataclasses import replace
from datetime import datetime

from aiosqlite import Connection

from bot.applying.others import owner_of
from bot.gathering import is_counted, join, let_go
from bot.hearing import Heard
from bot.rulebook import Rulebook
from domain.conversation import (
    Apologised,
    Event,
    ExtractReady,
    FileKept,
    IssuedReady,
    JobFailed,
    ReminderDue,
    ReportReady,
    Session,
    Told,
    Turn,
)
from domain.ladder import end_of_working_day
from domain.proposal_events import PlanProposed, PlanUnread
from storage import addresses, outbox, reminders, sessions
from storage.inbox import PERSON
from storage.outbox import Kind

logger = logging.getLogger(__name__)

_ABOUT_REPORTS = ReportReady | IssuedReady | ExtractReady
_OF_WORK_DONE = _ABOUT_REPORTS | PlanProposed | PlanUnread | JobFailed
_FROM_INSIDE = Told | ReminderDue | _OF_WORK_DONE | FileKept | Apologised


async def speak(
    connection: Connection, heard: Heard, turn: Turn, book: Rulebook, now: datetime
) -> None:
    owner = await _owner_now(connection, heard)
    joined = owner != heard.owner
    session = await sessions.get(connection, owner) if joined else turn.session
    if turn.replies and heard.address:
        message = await _queue(connection, owner, heard, turn, book, now)
        # One more channel does not disturb what is under way on another.
        under_way = joined and session.question is not None
        if not (under_way or isinstance(heard.event, _FROM_INSIDE)):
            session = replace(session, question=message)
    elif turn.replies:
        logger.warning("%s cannot be reached: a message was not sent", owner)
    if isinstance(heard.event, ReminderDue) and not (turn.replies and heard.address):
        await _unsaid(connection, heard.event, owner)
    await _keep(connection, owner, session, now)


async def _owner_now(connection: Connection, heard: Heard) -> str:
    """Who joined in this turn is a person from here on."""
    if heard.person or not heard.row.address:
        return heard.owner
    code = await addresses.behind(connection, heard.row.address)
    return owner_of(code) if code else heard.owner


async def _queue(
    connection: Connection,
    owner: str,
    heard: Heard,
    turn: Turn,
    book: Rulebook,
    now: datetime,
) -> int:
    assert heard.address is not None
    dues = heard.event.dues if isinstance(heard.event, ReminderDue) else ()
    kind, replies = _kind(heard.event), turn.replies
    if kind is Kind.ANSWER:
        replies = (*await let_go(connection, owner), *replies)
    if is_counted(book, heard.address):
        joined = await join(connection, owner, heard.address, kind, replies)
        if joined is not None:
            return joined
    message = await outbox.add(
        connection,
        owner,
        heard.address,
        kind,
        replies,
        now,
        dues=dues,
        expires_at=end_of_working_day(now, book.hours) if dues else None,
    )
    if dues:
        await reminders.bind(connection, dues, owner.removeprefix(PERSON), message)
    return message


def _kind(event: Event) -> Kind:
    match event:
        case ReminderDue():
            return Kind.REMINDER
        case Told() | Apologised():
            return Kind.NOTICE
        case ReportReady() | IssuedReady() | ExtractReady():
            return Kind.NOTICE
        case PlanProposed() | PlanUnread() | JobFailed():
            return Kind.NOTICE
        case _:
            return Kind.ANSWER


async def _unsaid(connection: Connection, event: ReminderDue, owner: str) -> None:
    await reminders.settle_unsaid(connection, event.dues, owner.removeprefix(PERSON))


async def _keep(connection: Connection, owner: str, session: Session, now: datetime) -> None:
    """Of somebody who has not consented nothing is kept beyond the step they stand at."""
    if replace(session, question=None) == Session() and not owner.startswith(PERSON):
        await sessions.drop(connection, owner)
    else:
        await sessions.put(connection, owner, session, now)
