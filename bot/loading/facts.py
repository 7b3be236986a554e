"""The facts of one turn."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from aiosqlite import Connection

from bot.loading.boards import board_of, current_period
from bot.loading.papers import names_in, paper_of
from bot.rulebook import Rulebook
from domain.conversation import Session
from domain.facts import Board, Facts, Rules
from domain.messages import Address, Question
from domain.people import Grant, Person, Power, Role, may
from domain.period_state import Period, PeriodState
from domain.programme import Programme
from domain.submission import Paper
from storage import absences, people, periods, programmes


async def load_facts(
    connection: Connection,
    book: Rulebook,
    person: Person | None,
    address: Address | None,
    session: Session,
    question: Question | None,
    now: datetime,
) -> Facts:
    every = await periods.every(connection)
    known = await programmes.every(connection)
    facts = Facts(
        person,
        address,
        _rules(book, known),
        book.calendar,
        question,
        periods=tuple(every),
    )
    if person is None:
        return facts
    return replace(
        facts,
        papers=await _papers(connection, person, session, every),
        board=await _board(connection, book, person, every),
        units=names_in(known),
        leave=await absences.on_day(connection, person.code, now.date()),
        agreed=(await people.consent(connection, person.code))[0],
    )


def _rules(book: Rulebook, known: Sequence[Programme]) -> Rules:
    """Where the settings do not say whose assistant this is, the newest plan's issuer is it."""
    if book.rules.agency:
        return book.rules
    issuer = known[-1].frame.issuer if known else None
    return replace(book.rules, agency=issuer or book.rules.bot_name)


async def load_person(connection: Connection, code: str, now: datetime) -> Person | None:
    """With the units of those whose place this person takes today."""
    person = await people.get(connection, code)
    if person is None:
        return None
    lent: dict[Grant, None] = {}
    for absent in await absences.substituting(connection, code, now.date()):
        held = await people.grants(connection, absent)
        lent |= dict.fromkeys(grant for grant in held if grant.role is Role.FOCAL_POINT)
    borrowed = tuple(grant for grant in lent if grant not in person.grants)
    return replace(person, grants=(*person.grants, *borrowed), lent=borrowed)


async def _papers(
    connection: Connection, person: Person, session: Session, every: Sequence[Period]
) -> tuple[Paper, ...]:
    """The own units' in the open periods and the newest locked one; and the session's."""
    locked = [period for period in every if period.state is PeriodState.LOCKED][:1]
    current = [period for period in every if period.state is PeriodState.OPEN] + locked
    units = [grant.unit for grant in person.grants if _speaks_for(grant) and grant.unit]
    wanted = [(period.key, unit) for period in current for unit in dict.fromkeys(units)]
    at_hand = (str(session.data.get("period", "")), str(session.data.get("unit", "")))
    by_key = {period.key: period for period in every}
    found = [
        await paper_of(connection, by_key[key], unit)
        for key, unit in dict.fromkeys([*wanted, at_hand])
        if key in by_key
    ]
    return tuple(paper for paper in found if paper)


def _speaks_for(grant: Grant) -> bool:
    return grant.role in (Role.FOCAL_POINT, Role.UNIT_HEAD)


async def _board(
    connection: Connection, book: Rulebook, person: Person, every: Sequence[Period]
) -> Board | None:
    current = current_period(every)
    if current is None or not may(person, Power.OVERSEE):
        return None
    return await board_of(connection, current, book.rules.soon_days)
