"""What a turn asked to know before it could be decided."""

from dataclasses import replace
from datetime import datetime

from aiosqlite import Connection

from bot.codes import fresh_code, hash_code, stranger_name
from bot.loading.boards import board_of
from bot.loading.bots import bot_months
from bot.loading.own_channels import own_channels
from bot.loading.papers import paper_of, unit_names
from bot.loading.report_texts import heading_of, text_of
from bot.loading.seats import seats_for
from bot.pressing import on_its_way
from bot.rulebook import Rulebook
from domain import look_ups as asked
from domain.conversation import Wanted
from domain.errors import NothingSuch
from domain.facts import Facts, InviteFound, ProposalFound
from domain.people import Grant, Invite, Person, Role
from domain.period_state import Period
from domain.proposal_events import IssuedReportOf, OpenProposals, ProposalOf
from domain.proposals import Followed
from domain.strangers import AnsweredLately
from domain.submission import Paper
from domain.understanding.folding import fold, plain
from storage import (
    addresses,
    entries,
    files,
    invites,
    people,
    periods,
    plan_proposals,
    programmes,
    reports,
    strangers,
)


async def look_up(  # noqa: C901 (one arm a kind)
    connection: Connection, book: Rulebook, facts: Facts, wanted: Wanted, now: datetime
) -> object:
    """Raises NothingSuch where a period, report or unit does not exist."""
    match wanted:
        case asked.InviteBehind(code):
            invite = await invites.behind(connection, hash_code(book.secret, code))
            return await _invite(connection, facts, invite, now)
        case asked.InviteNumbered(number):
            return await _invite(connection, facts, await invites.get(connection, number), now)
        case asked.StrangerAnswers():
            return await _answered(connection, book, facts, now)
        case asked.PaperOf(period, unit):
            return await _paper(connection, period, unit)
        case asked.BoardOf(period):
            found = await _period(connection, period)
            return await board_of(connection, found, book.rules.soon_days)
        case asked.PressWaiting(period):
            return (await on_its_way(connection, period)).units
        case asked.FreshCode():
            return fresh_code()
        case asked.SeatsFor(person):
            return await seats_for(connection, now, person)
        case asked.ReportOf(report, period):
            return await _report(connection, report, period)
        case IssuedReportOf(period):
            issued = await reports.newest_issued(connection, period)
            return (issued,) if issued else ()
        case ProposalOf(number):
            return await _proposal(connection, number)
        case OpenProposals():
            return tuple(await plan_proposals.every_open(connection))
        case asked.TextOf(report):
            return await text_of(connection, report)
        case asked.HeadingOf(report, place):
            return await heading_of(connection, report, place)
        case asked.PeopleNamed(name):
            return await people_named(connection, name)
        case asked.FocalPoints(unit):
            return await _focal_points(connection, unit)
        case asked.BotMonths():
            return await bot_months(connection, book, now)
        case asked.OwnData():
            return await _own_data(connection, facts)
        case asked.OwnChannels():
            return await own_channels(connection, book, facts)


async def _invite(
    connection: Connection, facts: Facts, invite: Invite | None, now: datetime
) -> InviteFound:
    if invite and invite.person:
        invite = _of_known(invite, await people.get(connection, invite.person))
    if invite and invite.unit:
        names = await unit_names(connection)
        invite = replace(invite, unit_name=names.get(invite.unit, invite.unit))
    wrong = 0
    if facts.address:
        wrong = await invites.wrong_lately(connection, facts.address, now)
    return InviteFound(invite, wrong)


async def _answered(
    connection: Connection, book: Rulebook, facts: Facts, now: datetime
) -> AnsweredLately:
    assert facts.address is not None
    stranger = stranger_name(book.secret, str(facts.address))
    return await strangers.answered(connection, facts.address, stranger, now)


def _of_known(invite: Invite, person: Person | None) -> Invite:
    """A code for somebody known as that person stands today: who was forgotten or holds no role
    any more is let in by nothing."""
    if person is None or not person.grants:
        return replace(invite, used=True)
    here = Grant(invite.role, invite.unit)
    grant = here if here in person.grants else person.grants[0]
    return replace(invite, role=grant.role, unit=grant.unit, name=person.name)


async def _period(connection: Connection, key: str) -> Period:
    period = await periods.get(connection, key)
    if period is None:
        raise NothingSuch(what=key)
    return period


async def _paper(connection: Connection, key: str, unit: str) -> Paper:
    paper = await paper_of(connection, await _period(connection, key), unit)
    if paper is None:
        raise NothingSuch(what=unit)
    return paper


async def _report(connection: Connection, report: int | None, period: str | None) -> object:
    if report is not None:
        found = await reports.get(connection, report)
    else:
        found = await reports.newest(connection, period or "")
    if found is None:
        raise NothingSuch(what=period or str(report))
    return found


async def _proposal(connection: Connection, number: int) -> ProposalFound:
    proposal = await plan_proposals.get(connection, number)
    if proposal is None:
        raise NothingSuch(what=str(number))
    code = proposal.plan.shell.code
    followed = Followed(
        await programmes.get(connection, code), await programmes.newest_version(connection, code)
    )
    known = await programmes.every(connection)
    titles = {programme.code: programme.title for programme in known}
    last = await people.get(connection, proposal.changed_by)
    return ProposalFound(proposal, followed, titles, last.name if last else "")


async def people_named(connection: Connection, name: str) -> tuple[Person, ...]:
    """By code, by the whole name, else by its last words ("đ/c Hoa")."""
    sought = plain(fold(name).text)
    names = {
        person: plain(fold(person.name).text) for person in await people.everybody(connection)
    }
    exact = [person for person, known in names.items() if sought in (person.code, known)]
    ending = [person for person, known in names.items() if known.endswith(" " + sought)]
    return tuple(exact or ending)


async def _focal_points(connection: Connection, unit: str) -> tuple[Person, ...]:
    codes = await people.holding(connection, Role.FOCAL_POINT, unit)
    known = [await people.get(connection, code) for code in codes]
    return tuple(person for person in known if person)


async def _own_data(connection: Connection, facts: Facts) -> dict[str, object]:
    assert facts.person is not None
    wording, consented_at = await people.consent(connection, facts.person.code)
    bound = await addresses.working(connection, facts.person.code)
    return {
        "code": facts.person.code,
        "name": facts.person.name,
        "grants": [
            {"role": str(grant.role), "unit": facts.units.get(grant.unit or "")}
            for grant in facts.person.own
        ],
        "channels": [address.channel for address in bound],
        "entries": await entries.count_by(connection, facts.person.code),
        "files": await files.count_by(connection, facts.person.code),
        "wording": wording,
        "consented_at": consented_at.isoformat(),
    }
