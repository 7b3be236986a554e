"""Thrift with strangers: who has no good code is not answered for ever."""

from dataclasses import replace

from domain.conversation import Session, Turn
from domain.effects import CountAnswer
from domain.facts import Facts
from domain.look_ups import StrangerAnswers
from domain.strangers import AnsweredLately, is_answered
from handlers.contract import found
from handlers.joining import STEPS


def spared(session: Session, turn: Turn, facts: Facts) -> Turn:
    """The same without words where somebody unknown was answered often enough. What is said is
    taken in and emptied as ever; and a good code is always answered, with what follows it."""
    let_in = session.step in STEPS or turn.session.step in STEPS
    if facts.person or let_in or not (turn.replies and _is_counted(facts)):
        return turn
    lately = found(facts, StrangerAnswers(), AnsweredLately)
    if not is_answered(lately, facts.rules.quota):
        return replace(turn, replies=())
    return replace(turn, effects=(*turn.effects, CountAnswer()))


def _is_counted(facts: Facts) -> bool:
    here = facts.address
    return here is not None and (here.channel, here.bot) in {bot.key for bot in facts.rules.bots}
