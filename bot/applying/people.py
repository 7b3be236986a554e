"""Effects on people: joining, leave, what they ask to have done with their data."""

from bot.applying.context import Context
from bot.codes import hash_code
from bot.uploads import Uploads
from domain import effects
from domain.conversation import SentFile
from domain.errors import DomainError
from domain.people import Invite, Leave, Role
from storage import absences, addresses, holding, inbox, invites, people, sessions, strangers


class InviteTaken(DomainError):
    """Somebody was faster with the same code."""

    template = "errors/invite_taken.j2"


async def issue_invite(context: Context, effect: effects.IssueInvite) -> None:
    if effect.person:
        await invites.void_for(context.connection, effect.person, context.now)
    invite = Invite(
        0,
        effect.role,
        effect.unit,
        None,
        effect.name,
        effect.expires_at,
        replaces=effect.replaces,
        person=effect.person,
        bot=effect.bot,
    )
    code_hash = hash_code(context.book.secret, effect.code)
    await invites.add(context.connection, code_hash, invite, context.actor, context.now)


async def count_wrong_code(context: Context, effect: effects.CountWrongCode) -> None:
    if context.address:
        await invites.count_wrong(context.connection, context.address, context.now)


async def count_answer(context: Context, effect: effects.CountAnswer) -> None:
    assert context.address is not None
    await strangers.answer(context.connection, context.address, context.actor, context.now)


async def void_invite(context: Context, effect: effects.VoidInvite) -> None:
    code_hash = hash_code(context.book.secret, effect.code)
    await invites.void(context.connection, code_hash, context.now)


async def accept_invite(context: Context, effect: effects.AcceptInvite) -> None:
    """The address becomes a person's; a hand-over ends the role of the one before. A code for
    somebody known grants nothing."""
    invite = await invites.get(context.connection, effect.invite)
    assert invite is not None and context.address is not None
    person = await people_behind(context, effect, invite)
    if not await invites.use(context.connection, invite.id, person, context.now):
        raise InviteTaken
    if invite.person:
        return
    await people.grant(context.connection, person, invite.role, invite.unit, context.now)
    if invite.replaces and invite.replaces != person:
        await people.end_grant(
            context.connection, invite.replaces, invite.role, invite.unit, context.now
        )
        await holding.drop(context.connection, invite.replaces)


async def people_behind(context: Context, effect: effects.AcceptInvite, invite: Invite) -> str:
    """The person at this address, made known where nobody was."""
    assert context.address is not None
    known = await addresses.behind(context.connection, context.address)
    if known:
        return known
    code = invite.person
    if code:
        await people.agree(context.connection, code, effect.wording, context.now)
    else:
        code = await people.add(context.connection, effect.name, effect.wording, context.now)
    await addresses.bind(context.connection, code, context.address, context.now)
    await sessions.drop(context.connection, str(context.address))
    return code


async def renew_consent(context: Context, effect: effects.RenewConsent) -> None:
    await people.agree(context.connection, context.actor, effect.wording, context.now)


async def declare_leave(context: Context, effect: effects.DeclareLeave) -> None:
    leave = Leave(context.actor, effect.since, effect.until, effect.substitute)
    await absences.declare(context.connection, leave, effect.note, context.now)


async def snooze(context: Context, effect: effects.Snooze) -> None:
    await absences.snooze(context.connection, context.actor, effect.until)


async def rename(context: Context, effect: effects.Rename) -> None:
    await people.rename(context.connection, context.actor, effect.name)


async def disable_address(context: Context, effect: effects.DisableAddress) -> None:
    if context.address:
        await addresses.disable(context.connection, context.address, context.now)


async def forget_message(context: Context, effect: effects.ForgetMessage) -> None:
    if context.inbox is None:
        return
    event = await inbox.event_of(context.connection, context.inbox)
    if isinstance(event, SentFile):
        Uploads(context.book.folder).drop(event.reference)
    await inbox.forget(context.connection, context.inbox)


async def role_holders(context: Context, role: Role, unit: str | None = None) -> list[str]:
    """Everybody who holds a role, but for the one who acts."""
    holding = await people.holding(context.connection, role, unit)
    return [person for person in holding if person != context.actor]
