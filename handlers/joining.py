"""The first contact: a code, what is kept and why, consent, a name. Nothing is kept before."""

from dataclasses import replace
from datetime import datetime

from domain.conversation import (
    AddedToGroup,
    Chose,
    Edited,
    Event,
    Said,
    SentFile,
    Session,
    Started,
    Turn,
)
from domain.effects import (
    AcceptInvite,
    CountWrongCode,
    DeclineInvite,
    EveryoneWith,
    ForgetMessage,
    LeaveGroup,
    PersonIs,
    Tell,
    VoidInvite,
)
from domain.facts import Facts, InviteFound
from domain.invite_codes import find_code
from domain.look_ups import InviteBehind, InviteNumbered
from domain.messages import Choice, Reply
from domain.people import Grant, Invite, Role
from domain.period_state import PeriodState
from domain.understanding import understand
from handlers.contract import AskAgain, Step, found, say
from handlers.invite_check import fault, pause, typed_code
from handlers.personal_name import read_name

_OVERSEEING = frozenset({Role.COORDINATOR, Role.LEADER, Role.ADMINISTRATOR})
_LEAVING = frozenset({"cancel", "back", "stop"})


def stranger(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    """What somebody says whom we do not know. Before consent it is answered and emptied."""
    match event:
        case Said() | Edited() | SentFile() | Started():
            turn = _heard(session, event, facts, now)
            return replace(turn, effects=(*turn.effects, ForgetMessage("before consent")))
        case Chose():
            return _pressed(session, event, facts, now)
        case _:
            return Turn(session)


def question(session: Session, facts: Facts, now: datetime) -> Reply:
    """What stands open between us and somebody unknown."""
    if session.step == "join.name":
        return Reply("joining/ask_name.j2")
    invite = _behind(session, facts).invite if session.step == "join.consent" else None
    if invite is None:
        return Reply("joining/how_to_join.j2", {"agency": facts.rules.agency})
    return _ask_consent(invite, facts)


def known(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    """A code used by a person who has consented before: one more role, one more unit. One that is
    for a further channel of somebody known is of no use here, and is not used up."""
    code = typed_code(event)
    assert code is not None and facts.person is not None
    forget = ForgetMessage("an invite code")
    behind = found(facts, InviteBehind(code), InviteFound)
    if words := pause(behind, facts.rules, now):
        raise AskAgain(words, forget)
    if words := fault(behind.invite, now):
        raise AskAgain(words, CountWrongCode(), forget)
    invite = _invite(behind)
    if invite.person:
        yours = invite.person == facts.person.code
        template = "joining/already_here.j2" if yours else "joining/code_of_another.j2"
        raise AskAgain(Reply(template), forget)
    if Grant(invite.role, invite.unit) in facts.person.grants:
        raise AskAgain(Reply("joining/held_already.j2", _place(invite, facts)), forget)
    accepted = AcceptInvite(invite.id, facts.person.name, facts.rules.wording)
    told = _taken_over(invite, facts.person.name, facts)
    raise AskAgain(Reply("joining/added.j2", _place(invite, facts)), accepted, *told, forget)


def in_group(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    """Private chats only: a code that others could read is void."""
    assert isinstance(event, AddedToGroup)
    code = find_code(event.code) or event.code.strip().upper()
    void = (VoidInvite(code), ForgetMessage("an invite code")) if code else ()
    return say(session, "joining/group.j2", *void, LeaveGroup(), code=bool(code))


def _heard(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    if code := typed_code(event):
        return _try_code(session, code, facts, now)
    if session.step == "join.name" and isinstance(event, Said):
        return _named(session, event.text, facts, now)
    return Turn(session, (question(session, facts, now),))


def _try_code(session: Session, code: str, facts: Facts, now: datetime) -> Turn:
    behind = found(facts, InviteBehind(code), InviteFound)
    if words := pause(behind, facts.rules, now):
        return Turn(session, (words,))
    if words := fault(behind.invite, now):
        return Turn(session, (words,), (CountWrongCode(),))
    invite = _invite(behind)
    asking = session.at("join.consent", invite=invite.id)
    return Turn(asking, (_ask_consent(invite, facts),))


def _pressed(session: Session, event: Chose, facts: Facts, now: datetime) -> Turn:
    """Consent is what was pressed under the standing question, and nothing else."""
    stale = session.question is not None and event.question not in (None, session.question)
    if stale or session.step != "join.consent" or event.key not in ("yes", "no"):
        return Turn(session, (question(session, facts, now),))
    if event.key == "no":
        return _declined(session, facts)
    behind = _behind(session, facts)
    if words := fault(behind.invite, now):
        return Turn(Session(), (words,))
    invite = _invite(behind)
    if invite.name:
        return _welcome(invite, invite.name, facts)
    return say(session.at("join.name", invite=invite.id), "joining/ask_name.j2")


def _named(session: Session, text: str, facts: Facts, now: datetime) -> Turn:
    if understand("command", text, {"step": "menu"}).head in _LEAVING:
        return _declined(session, facts)
    name = read_name(text)
    if name is None:
        return say(session, "joining/name_not_understood.j2")
    behind = _behind(session, facts)
    if words := fault(behind.invite, now):
        return Turn(Session(), (words,))
    return _welcome(_invite(behind), name, facts)


def _declined(session: Session, facts: Facts) -> Turn:
    invite = _behind(session, facts).invite
    known = bool(invite and invite.person)
    data = {"known": known, "keep_months": facts.rules.keep_months}
    words = Reply("joining/declined.j2", data)
    return Turn(Session(), (words,), (DeclineInvite(int(session.text("invite"))),))


def _ask_consent(invite: Invite, facts: Facts) -> Reply:
    data = {
        "name": invite.name,
        "known": invite.person is not None,
        "agency": facts.rules.agency,
        "channel": facts.address.channel if facts.address else None,
        "keep_months": facts.rules.keep_months,
        **_place(invite, facts),
    }
    choices = (Choice("yes", "consent_yes"), Choice("no", "consent_no"))
    return Reply("joining/first_contact.j2", data, choices)


def _welcome(invite: Invite, name: str, facts: Facts) -> Turn:
    running = [period for period in facts.periods if period.state is PeriodState.OPEN]
    period = min(running, key=lambda period: period.unit_due, default=None)
    data = {
        "name": name,
        "period": period.code if period else None,
        "due": period.unit_due.isoformat() if period else None,
        **_place(invite, facts),
    }
    template = "joining/welcome_back.j2" if invite.person else "joining/welcome.j2"
    welcome = Reply(template, data, (_first_move(invite),))
    accepted = AcceptInvite(invite.id, name, facts.rules.wording)
    return Turn(Session(), (welcome,), (accepted, *_taken_over(invite, name, facts)))


def _taken_over(invite: Invite, name: str, facts: Facts) -> tuple[Tell, ...]:
    """Who handed over, and who ordered it, hear that it has happened."""
    if invite.replaces is None:
        return ()
    data = {"name": name, **_place(invite, facts)}
    relieved = Reply("joining/handed_over.j2", data, (Choice("menu|help", "help"),))
    done = Reply("joining/took_over.j2", data, (Choice("menu|overview", "overview"),))
    return (
        Tell(PersonIs(invite.replaces), relieved),
        Tell(EveryoneWith(Role.COORDINATOR), done),
    )


def _first_move(invite: Invite) -> Choice:
    if invite.role in _OVERSEEING:
        return Choice("menu|overview", "overview")
    if invite.role is Role.FOCAL_POINT:
        return Choice("menu|report", "start_report")
    return Choice("menu|help", "help")


def _place(invite: Invite, facts: Facts) -> dict[str, str | None]:
    unit = invite.unit_name or (facts.units.get(invite.unit, invite.unit) if invite.unit else None)
    return {"role": invite.role.value, "unit": unit}


def _behind(session: Session, facts: Facts) -> InviteFound:
    return found(facts, InviteNumbered(int(session.text("invite"))), InviteFound)


def _invite(behind: InviteFound) -> Invite:
    assert behind.invite is not None
    return behind.invite


STEPS = {
    "join.consent": Step(question, stranger, stranger),
    "join.name": Step(question, stranger, stranger),
}
