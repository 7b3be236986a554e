"""Who speaks, and what is meant: an inbox row brought to a person and an event."""

from dataclasses import dataclass, replace
from datetime import datetime

from aiosqlite import Connection

from bot.applying.others import owner_of
from bot.loading.facts import load_person
from bot.picking import meant
from bot.render import Renderer
from domain.conversation import Blocked, Chose, Event, ReminderDue, Said, Told
from domain.messages import Address, Question
from domain.people import Person
from storage import addresses, outbox, sessions
from storage.inbox import PERSON, Waiting

_UNAWAITED = ReminderDue | Told


@dataclass(frozen=True, slots=True)
class Heard:
    """`owner` is whose session and order of messages it is: a person's, or an address's."""

    row: Waiting
    event: Event
    owner: str
    person: Person | None
    address: Address | None
    question: Question | None


async def hear(connection: Connection, renderer: Renderer, row: Waiting, now: datetime) -> Heard:
    event = row.event()
    person = await _person(connection, row, now)
    owner = owner_of(person.code) if person else row.owner
    standing = (await sessions.get(connection, owner)).question
    question = await outbox.question_seen(connection, owner, row.address, standing)
    address = row.address or await _reached_at(connection, person, event)
    if row.address and person and not (row.is_from_inside or isinstance(event, Blocked)):
        await addresses.heard(connection, row.address, now)
    event = await _meant(connection, renderer, event, owner, question)
    return Heard(row, event, owner, person, address, question)


async def _person(connection: Connection, row: Waiting, now: datetime) -> Person | None:
    if row.owner.startswith(PERSON):
        return await load_person(connection, row.owner.removeprefix(PERSON), now)
    assert row.address is not None, "a person or an address"
    code = await addresses.behind(connection, row.address)
    return await load_person(connection, code, now) if code else None


async def _reached_at(
    connection: Connection, person: Person | None, event: Event
) -> Address | None:
    """Where the person was heard last; what nobody waits for goes where it is wanted."""
    if person is None:
        return None
    unawaited = isinstance(event, _UNAWAITED)
    ways = addresses.for_reminders if unawaited else addresses.working
    return next(iter(await ways(connection, person.code)), None)


async def _meant(
    connection: Connection,
    renderer: Renderer,
    event: Event,
    owner: str,
    question: Question | None,
) -> Event:
    match event:
        case Chose(key, number) if key.startswith("#"):
            offered = await outbox.question_of(connection, owner, number) if number else None
            return replace(event, key=_key_at(offered, key.removeprefix("#")))
        case Said() if question:
            return meant(event, question, [renderer.label(choice) for choice in question.choices])
    return event


def _key_at(question: Question | None, index: str) -> str:
    """The key behind a button; "?" for one that is nobody's any more."""
    if question is None or not index.isdecimal() or int(index) >= len(question.choices):
        return "?"
    return question.choices[int(index)].key
