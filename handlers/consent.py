"""The notice about personal data has a new wording: consent is asked again, before all else."""

from datetime import datetime

from domain.conversation import Chose, Edited, Event, Said, SentFile, Session, Started, Turn
from domain.effects import ForgetMessage, RenewConsent
from domain.facts import Facts
from domain.messages import Choice, Reply
from handlers.idle import main_menu
from handlers.invite_check import is_lone_code

OF_PEOPLE = (Said, Chose, Edited, SentFile, Started)
"""What a person does; reminders and word of others still arrive."""


def is_outdated(facts: Facts) -> bool:
    return facts.agreed is not None and facts.agreed != facts.rules.wording


def renew(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    match event:
        case Chose(key="consent|yes"):
            idle = session.at("idle")
            thanks = Reply("joining/consent_renewed.j2")
            effect = RenewConsent(facts.rules.wording)
            return Turn(idle, (thanks, main_menu(idle, facts, now)), (effect,))
        case Chose(key="consent|no"):
            return Turn(session, (Reply("joining/consent_withheld.j2", {}, _choices()),))
    data = {"agency": facts.rules.agency, "keep_months": facts.rules.keep_months}
    forget = (ForgetMessage("an invite code"),) if is_lone_code(event) else ()
    return Turn(session, (Reply("joining/new_wording.j2", data, _choices()),), forget)


def _choices() -> tuple[Choice, ...]:
    return Choice("consent|yes", "consent_yes"), Choice("consent|no", "consent_no")
